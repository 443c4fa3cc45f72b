"""One name for windows, notifications, icon and desktop entry, told before there is a window."""

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QDir
from PySide6.QtGui import QGuiApplication, QIcon
from pytestqt.qtbot import QtBot

from simdesk.notify import APP_ID
from simdesk.notify.service import NotDelivered, Note
from simdesk.storage.folder import DataFolder
from simdesk.storage.ledger_file import load_ledger
from simdesk.ui.desktop import identity
from tests.core.notify_desk import cards
from tests.core.store_samples import DEVICE
from tests.house.source import ROOT
from tests.ui.desktop_making import Screen, messages

ENTRY = ROOT / "packaging" / "linux" / f"{APP_ID}.desktop"
THEME = "[Icon Theme]\nName=T\nDirectories=32x32/apps\n\n[32x32/apps]\nSize=32\n"

TOLD_BEFORE = """
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from simdesk.ui.desktop import identity
introduce, seen = identity.introduce, []
def introduced():
    seen.append(QGuiApplication.instance() is None)
    introduce()
identity.introduce = introduced
identity.application()
identity.application()
print(seen, QGuiApplication.desktopFileName(), QCoreApplication.applicationName())
identity.go_by_name(shown=False)
print(QCoreApplication.applicationName())
"""

OPENED = """
from PySide6.QtCore import QCoreApplication, QEvent, QUrl
from PySide6.QtGui import QFileOpenEvent
from simdesk.ui.desktop.file_openings import OpeningApplication
app, asked = OpeningApplication([]), []
app.file_asked.connect(asked.append)
for name in ("/x/a b.simdesk", "/x/卡.simdesk"):
    QCoreApplication.sendEvent(app, QFileOpenEvent(QUrl.fromLocalFile(name)))
QCoreApplication.sendEvent(app, QFileOpenEvent(QUrl("https://example.org/a.simdesk")))
QCoreApplication.sendEvent(app, QEvent(QEvent.Type.LanguageChange))
print(asked == ["/x/a b.simdesk", "/x/卡.simdesk"])
"""


def test_w15_windows_are_called_like_the_desktop_entry(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    before, name = QGuiApplication.desktopFileName(), QGuiApplication.applicationName()
    identity.introduce()
    try:
        assert QGuiApplication.desktopFileName() == ENTRY.stem == APP_ID
        assert QGuiApplication.applicationName() == APP_ID
    finally:
        QGuiApplication.setDesktopFileName(before)
        QGuiApplication.setApplicationName(name)
    assert qtbot is not None


@pytest.mark.parametrize("word", ["StartupNotify=true", f"StartupWMClass={APP_ID}", f"Icon={APP_ID}"])
def test_w15_the_entry_leads_to_the_window(word: str) -> None:
    assert word in ENTRY.read_text("utf-8").splitlines()


def test_r19_the_system_learns_the_name_before_there_is_a_window() -> None:
    done = subprocess.run(
        [sys.executable, "-c", TOLD_BEFORE], capture_output=True, text=True, check=True
    ).stdout

    assert done.splitlines() == [f"[True] {APP_ID} {APP_ID}", "simdesk"]


def test_a_file_that_macos_wants_opened_is_heard_of() -> None:
    done = subprocess.run([sys.executable, "-c", OPENED], capture_output=True, text=True, check=True).stdout

    assert done.strip() == "True"


def test_r19_windows_learns_it_the_way_its_notifications_need(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    shell = SimpleNamespace(SetCurrentProcessExplicitAppUserModelID=told.append)
    monkeypatch.setattr("ctypes.windll", SimpleNamespace(shell32=shell), raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    before, name = QGuiApplication.desktopFileName(), QGuiApplication.applicationName()
    identity.introduce()
    QGuiApplication.setDesktopFileName(before)
    QGuiApplication.setApplicationName(name)

    assert told == [APP_ID]
    assert qtbot is not None


@pytest.mark.qt_log_ignore("systemTrayWindowChanged")
@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_r19_without_an_icon_on_windows_and_macos_the_window_keeps_what_was_due(
    system: str, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as there:
        there.setattr("simdesk.ui.desktop.notices.sys", SimpleNamespace(platform=system))
        screen = Screen(qtbot, DataFolder(tmp_path / "book", DEVICE), monkeypatch, *cards(1))
    shown = messages(monkeypatch)
    screen.opens()
    with pytest.raises(NotDelivered, match="no tray"):
        screen.edge.notices.send(Note("Test", ""))
    assert screen.edge.notices.service_state() is None
    assert [(entry.card_id, entry.delivered) for entry in load_ledger(screen.desk.folder).value.entries] == [
        ("c0", None)
    ]
    assert screen.window.windowTitle().startswith("(1)")

    screen.has_tray = True
    screen.ticks()
    assert [title for title, *_ in shown] == ["Card 00: 3 days left"]
    assert screen.service.shown == []
    screen.ends()


@pytest.mark.qt_log_ignore("systemTrayWindowChanged")
@pytest.mark.parametrize(("sandbox", "name"), [(None, APP_ID), ("org.example.Fork", "org.example.Fork")])
def test_w06_the_icon_goes_by_its_name_in_the_theme_and_is_never_blank(
    sandbox: str | None, name: str, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if sandbox is not None:
        monkeypatch.setenv("FLATPAK_ID", sandbox)
    paths, theme = QIcon.themeSearchPaths(), QIcon.themeName()
    icons = tmp_path / "icons" / "t" / "32x32" / "apps"
    icons.mkdir(parents=True)
    (tmp_path / "icons" / "t" / "index.theme").write_text(THEME, "utf-8")
    (icons / f"{name}.png").write_bytes((ROOT / "resources" / "icons" / "simdesk-32.png").read_bytes())
    screen = Screen(qtbot, DataFolder(tmp_path / "book", DEVICE), monkeypatch, *cards(0))
    screen.has_tray = True
    try:
        QIcon.setThemeSearchPaths([QDir.toNativeSeparators(str(tmp_path / "icons"))])
        QIcon.setThemeName("t")
        screen.opens()
        named = screen.edge.tray._icon
        assert named is not None
        assert named.icon().name() == name
        screen.edge.tray.take_away()

        QIcon.setThemeName("none")
        screen.edge.tray.look()
        drawn = screen.edge.tray._icon
        assert drawn is not None
        assert not drawn.icon().pixmap(22, 22).isNull()
    finally:
        QIcon.setThemeSearchPaths(paths)
        QIcon.setThemeName(theme)
        screen.ends()


def test_w06_a_sandbox_may_speak_to_trays_and_services() -> None:
    """Holds for whatever manifest there is."""
    found = [
        path for ending in ("yml", "yaml", "json") for path in ROOT.glob(f"packaging/**/{APP_ID}.{ending}")
    ]
    for path in found:
        text = path.read_text("utf-8")
        for name in ("org.kde.StatusNotifierWatcher", "org.freedesktop.Notifications"):
            assert f"--talk-name={name}" in text, path
