"""A program that is replaced or removed while it runs says so calmly, and starts again when asked to."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QLabel, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from simdesk.clock import SystemClock
from simdesk.domain.edits import add_card
from simdesk.errors import FileUnwritable
from simdesk.storage.folder import DataFolder
from simdesk.storage.journal import Journal
from simdesk.ui.desktop.restarting import start_again
from simdesk.ui.desktop.succession import Succession, followed, keep_modules
from simdesk.ui.desktop.updated import _WANTED
from simdesk.ui.main_window import MainWindow
from simdesk.ui.settings.dialog import SettingsDialog
from simdesk.ui.settings.method_dialog import MethodDialog
from simdesk.ui.unforeseen import Unforeseen
from simdesk.wording import unforeseen as unforeseen_words
from tests.core.making import SOFTBANK, card
from tests.core.store_samples import DEVICE
from tests.ui.desktop_making import Screen

pytestmark = pytest.mark.qt_log_ignore("systemTrayWindowChanged")

UPDATED = "SimDesk was updated. Restart it to go on with the new version."
REMOVED = "SimDesk was removed from this computer."


class Installed:
    """A window whose program is the file ``program`` of a made-up system."""

    def __init__(self, qtbot: QtBot, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.qtbot, self.patch = qtbot, patch
        self.screen = Screen(qtbot, DataFolder(folder / "book", DEVICE), patch)
        self.window, self.ended = self.screen.window, list[bool]()
        self.window.quit_asked.connect(lambda: self.ended.append(True))
        self.program = folder / "lib" / "simdesk" / "simdesk"
        self.program.parent.mkdir(parents=True)
        self.installs(b"one")
        self.succession = Succession(
            self.program, lambda: self.window, lambda: None, self.screen.desk, settles=30
        )
        with qtbot.waitExposed(self.window):
            self.window.show()

    def installs(self, content: bytes) -> None:
        """Put a program in the place, as a package manager does."""
        beside = self.program.with_name("simdesk.dpkg-new")
        beside.write_bytes(content)
        os.utime(beside, ns=(len(content), len(content)))
        beside.replace(self.program)

    def removes(self) -> None:
        self.program.unlink()
        self.program.parent.rmdir()

    def says(self, words: str) -> None:
        """Wait until it says so, and nothing else."""
        self.qtbot.waitUntil(lambda: [text[: len(words)] for text in self.window.notices.texts] == [words])

    def presses(self) -> None:
        """Press the button of the notice."""
        button = self.window.notices.findChild(QPushButton, "notice_remedy_0")
        assert button is not None
        button.click()


@pytest.fixture
def installed(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Installed]:
    found = Installed(qtbot, tmp_path, monkeypatch)
    yield found
    found.screen.ends()


def test_an_update_is_told_once_and_restarts_when_its_owner_says_so(installed: Installed) -> None:
    installed.installs(b"another")
    installed.says(UPDATED)
    installed.installs(b"and another")
    installed.qtbot.wait(150)
    installed.says(UPDATED)
    assert installed.ended == []

    installed.presses()

    assert installed.succession.wanted
    assert installed.ended == [True]


def test_the_same_version_once_more_is_nothing_to_tell(installed: Installed) -> None:
    installed.installs(b"one")
    installed.qtbot.wait(150)

    assert installed.window.notices.texts == ()


def test_what_was_dismissed_is_not_told_again(installed: Installed) -> None:
    installed.installs(b"another")
    installed.says(UPDATED)
    installed.window.notices.drop("updated")
    (installed.program.parent / "more").touch()
    installed.qtbot.wait(150)

    assert installed.window.notices.texts == ()


def test_an_update_while_there_is_no_window_is_told_in_the_one_that_comes(installed: Installed) -> None:
    windows: list[MainWindow] = []
    made = Succession(
        installed.program, lambda: next(iter(windows), None), lambda: None, installed.screen.desk, settles=30
    )
    installed.installs(b"another")
    installed.says(UPDATED)  # by the one that has a window
    installed.window.notices.drop("updated")

    windows.append(installed.window)
    made.updated.look()
    installed.says(UPDATED)


def test_a_program_that_is_removed_is_told_and_one_that_comes_back_too(installed: Installed) -> None:
    installed.removes()
    installed.says(REMOVED)
    assert not installed.succession.wanted

    installed.program.parent.mkdir()
    installed.installs(b"another")
    installed.says(UPDATED)
    installed.installs(b"one")
    installed.qtbot.waitUntil(lambda: installed.window.notices.texts == ())


def test_where_it_was_removed_one_can_only_quit(installed: Installed) -> None:
    installed.removes()
    installed.says(REMOVED)
    installed.presses()

    assert installed.ended == [True]
    assert not installed.succession.wanted


class Stays(QDialog):
    """A window that is not left."""

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()


def test_a_window_that_is_not_left_keeps_the_program_and_a_later_end_is_an_end(installed: Installed) -> None:
    dialog = Stays(installed.window)
    dialog.show()
    installed.succession.restart()
    assert installed.ended == []

    dialog.hide()
    dialog.setParent(None)
    installed.window.leave()
    assert installed.ended == [True]
    assert not installed.succession.wanted


def test_what_was_typed_and_is_not_saved_keeps_the_program_once(installed: Installed) -> None:
    installed.screen.desk.opening.open_settings("methods")
    settings = installed.window.findChild(SettingsDialog)
    assert settings is not None
    add = settings.methods.findChild(QPushButton, "methods_add")
    assert add is not None
    add.click()
    method = settings.findChild(MethodDialog)
    assert method is not None
    method.label.setText("Visa from Hong Kong")
    settings.general.language.set_value("ja")
    for dialog, label in ((method, "method_refusal"), (settings, "settings_refusal")):
        installed.succession.restart()
        assert not installed.succession.wanted
        assert dialog.isVisible()
        said = dialog.findChild(QLabel, label)
        assert said is not None
        assert said.text() == "⚠ What you typed is not saved."
    assert installed.ended == []

    installed.succession.restart()
    assert installed.succession.wanted


@pytest.mark.parametrize("stays", [True, False])
def test_a_change_that_is_not_saved_is_asked_about_first(installed: Installed, stays: bool) -> None:
    installed.screen.store.refuse = FileUnwritable(Path("book"), "No space left on device", disk_full=True)
    installed.screen.state.apply("add Bank", add_card(card(SOFTBANK, end="2026-12-24")))
    installed.succession.restart()
    box = installed.window.findChild(QMessageBox, "leaving")
    assert box is not None
    assert installed.ended == []

    role = QMessageBox.ButtonRole.RejectRole if stays else QMessageBox.ButtonRole.DestructiveRole
    next(one for one in box.buttons() if box.buttonRole(one) is role).click()

    assert installed.succession.wanted is not stays
    installed.qtbot.wait(30)
    assert installed.ended == ([] if stays else [True])


def test_where_there_is_no_window_it_ends_at_once(
    installed: Installed, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended: list[bool] = []
    made = Succession(installed.program, lambda: None, lambda: ended.append(True), installed.screen.desk)
    made.restart()

    assert ended == [True]
    assert made.wanted


def test_an_error_after_an_update_is_told_as_the_update(installed: Installed, tmp_path: Path) -> None:
    """What was not loaded yet is not to be had: that is no error of the program."""
    journal = Journal(installed.screen.desk.folder, SystemClock())
    unforeseen = Unforeseen(
        installed.screen.desk.folder, journal, lambda: installed.window.notices, installed.screen.desk
    )
    unforeseen.explained = installed.succession.updated.explains
    try:
        unforeseen.report(ImportError("before"))
        installed.says(unforeseen_words.unforeseen(journal.path))
        installed.window.notices.drop("unforeseen")

        installed.installs(b"another")
        unforeseen.report(ModuleNotFoundError("No module named 'simdesk.ui.about'", name="after"))
        installed.says(UPDATED)
        installed.window.notices.drop("updated")
        unforeseen.report(EOFError("again, and elsewhere"))
        installed.says(UPDATED)
    finally:
        unforeseen.close()


def test_what_goes_on_after_an_update_is_loaded_before() -> None:
    """Every module that reminders, a last edit, the notice and the restart want is one that there is."""
    code = "import sys\nfrom importlib import import_module\nfor name in sys.argv[1:]: import_module(name)"

    subprocess.run([sys.executable, "-c", code, *_WANTED], check=True, capture_output=True)


def test_a_program_that_is_not_one_file_is_not_followed(installed: Installed) -> None:
    # Neither of the two is looked at before that is known.
    assert followed(None, None) is None  # type: ignore[arg-type]


@pytest.mark.parametrize("same", [True, False])
def test_modules_go_on_coming_from_what_was_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, same: bool
) -> None:
    program, started = tmp_path / "simdesk", tmp_path / "exe"
    program.touch()
    (tmp_path / "other").touch()
    started.symlink_to(program if same else tmp_path / "other")
    archive = SimpleNamespace(_filename=str(program))
    monkeypatch.setitem(sys.modules, "pyimod02_importers", SimpleNamespace(pyz_archive=archive))
    keep_modules(started)
    keep_modules(tmp_path / "none")

    assert archive._filename == str(started if same else program)


def test_where_nothing_is_known_of_an_archive_all_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    keep_modules()
    monkeypatch.setitem(sys.modules, "pyimod02_importers", SimpleNamespace())
    keep_modules()


def test_it_is_started_with_the_options_given_and_nothing_used_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, told = tmp_path / "a program", tmp_path / "told"
    script = f"printf '%s\\n' \"$@\" >'{told}.new'; env >>'{told}.new'; mv '{told}.new' '{told}'\n"
    program.write_text(f"#!/bin/sh\n{script}", "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "used")
    assert start_again(("--data-dir", "/x y", "--lang", "ja"), (str(program),)).wait(30) == 0
    lines = told.read_text("utf-8").splitlines()
    assert lines[:4] == ["--data-dir", "/x y", "--lang", "ja"]
    assert not any(line.startswith("XDG_ACTIVATION_TOKEN=") for line in lines)
    with pytest.raises(OSError, match="none"):
        start_again((), (str(tmp_path / "none"),))
