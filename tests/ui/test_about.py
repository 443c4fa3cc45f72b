"""About the program, and the window of the licences of all that is shipped."""

import json
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from simdesk import __version__
from simdesk.catalog.licences import licences
from simdesk.errors import FileDamaged, FileUnreadable
from simdesk.storage.settings import Settings
from simdesk.ui import licensing
from simdesk.ui.about import AboutDialog
from simdesk.ui.help.licences_dialog import LicencesDialog
from simdesk.ui.theme import use_theme
from simdesk.wording.language import use
from tests.ui.window_making import Owner

PARTS = (
    ("simdesk", "SimDesk", __version__, "MIT", "", {"simdesk-mit.txt": "MIT License\nThe SimDesk authors\n"}),
    ("jeepney", "jeepney", "0.9.0", "MIT", "https://a.example", {"jeepney-license.txt": "Thomas Kluyver\n"}),
    (
        "qt",
        "Qt",
        "6.12.0",
        "LGPL-3.0-only",
        "https://download.qt.io/",
        {
            "qt.txt": "The Qt Company\n",
            "gnu-lgpl-3.txt": "GNU LESSER GENERAL PUBLIC LICENSE\n" + "word\n" * 500,
        },
    ),
)


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of licences beside a program that says it is a packed one."""
    folder = tmp_path / "internal" / "licences"
    listed = []
    for key, name, version, licence, source, texts in PARTS:
        (folder / key).mkdir(parents=True)
        for file, words in texts.items():
            (folder / key / file).write_text(words, "utf-8")
        listed.append(
            {
                "folder": key,
                "name": name,
                "version": version,
                "licence": licence,
                "source": source,
                "texts": list(texts),
            }
        )
    (folder / "README.txt").write_text("What is in SimDesk\n", "utf-8")
    (folder / "contents.json").write_text(json.dumps(listed), "utf-8")
    monkeypatch.setattr(sys, "_MEIPASS", str(folder.parent), raising=False)
    return folder


@pytest.fixture
def owner(qtbot: QtBot, home: Path) -> Owner:
    return Owner(qtbot, home, settings=Settings(language="en")).shows()


def opened(owner: Owner, name: str) -> QDialog:
    found = [one for one in owner.window.findChildren(QDialog, name) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def said(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def licences_window(owner: Owner) -> LicencesDialog:
    owner.desk.opening.open_about()
    button = opened(owner, "about").findChild(QPushButton, "about_licences")
    assert button is not None
    button.click()
    found = opened(owner, "licences_dialog")
    assert isinstance(found, LicencesDialog)
    found.activateWindow()
    assert QTest.qWaitForWindowActive(found)
    return found


def shown(window: LicencesDialog) -> str:
    text = window.findChild(QPlainTextEdit, "licences_text")
    assert text is not None
    return text.toPlainText()


def test_about_says_the_terms_of_simdesk_and_of_what_it_uses(owner: Owner, shipped: Path) -> None:
    owner.desk.opening.open_about()
    words = said(opened(owner, "about"))

    assert f"SimDesk {__version__}" in words
    assert "MIT" in words
    assert "Qt and PySide6 under the GNU LGPL" in words


def test_enter_closes_and_opens_only_what_was_chosen(
    owner: Owner, shipped: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders: list[Path] = []
    monkeypatch.setattr(licensing, "open_folder", folders.append)
    sheet, palette = qapp.styleSheet(), qapp.palette()
    try:
        use_theme(qapp, Settings().theme)  # a sheet has its own order of buttons
        for wanted in (0, 1):
            owner.desk.opening.open_about()
            about = opened(owner, "about")
            owner.qtbot.waitUntil(lambda about=about: about.isAncestorOf(QApplication.focusWidget()))  # type: ignore[misc]
            while wanted and focused().objectName() != "about_logs":
                QTest.keyClick(focused(), Qt.Key.Key_Tab)
            QTest.keyClick(focused(), Qt.Key.Key_Return)
            assert len(folders) == wanted
            assert about.isVisible() is bool(wanted)
    finally:
        qapp.setStyleSheet(sheet)
        qapp.setPalette(palette)


def test_in_another_language_nothing_of_it_is_cut_off(owner: Owner, shipped: Path) -> None:
    owner.desk.opening.open_about()
    about = opened(owner, "about")
    try:
        for code in ("zh_CN", "ja", "en"):
            owner.speech.use(code)
            sign, *texts = about.findChildren(QLabel)
            assert sign.height() >= sign.pixmap().deviceIndependentSize().height()
            assert [one.height() >= one.heightForWidth(one.width()) for one in texts] == [True] * len(texts)
    finally:
        owner.speech.use("en")


def test_where_nothing_is_shipped_there_is_no_button_and_it_is_said_where_the_licences_are(
    owner: Owner,
) -> None:
    owner.desk.opening.open_about()
    about = opened(owner, "about")

    assert about.findChild(QPushButton, "about_licences") is None
    assert "came with each of them" in said(about)


def test_the_licences_are_led_by_what_one_may_do(owner: Owner, shipped: Path) -> None:
    window = licences_window(owner)

    assert shown(window) == "What is in SimDesk\n"
    assert list(window.side.keys) == [".", "simdesk", "qt", "jeepney"]


def test_every_part_is_reached_by_the_keyboard_with_all_its_texts(owner: Owner, shipped: Path) -> None:
    window = licences_window(owner)
    for _key, name, version, licence, source, texts in (PARTS[0], PARTS[2], PARTS[1]):
        QTest.keyClick(window.side, Qt.Key.Key_Down)
        head = said(window)
        assert f"{name} {version}" in head
        assert f"Licence: {licence}" in head
        assert source in head
        for file, words in texts.items():
            assert f"{file}\n" in shown(window)
            assert words.strip() in shown(window)


def test_a_search_finds_names_licences_and_words_of_the_texts(owner: Owner, shipped: Path) -> None:
    window = licences_window(owner)
    for words, found in (("kluyver", ["jeepney"]), ("mit", ["simdesk", "jeepney"]), ("lgpl 6.12", ["qt"])):
        window.search.setFocus()
        window.search.selectAll()
        QTest.keyClicks(window.search, words)
        assert list(window.side.keys) == found

    window.search.selectAll()
    QTest.keyClicks(window.search, "lesser")
    text = window.findChild(QPlainTextEdit, "licences_text")
    assert text is not None
    assert text.textCursor().selectedText().casefold() == "lesser"


def test_the_text_can_be_read_aloud_and_left_again(owner: Owner, shipped: Path) -> None:
    window = licences_window(owner)
    text = window.findChild(QPlainTextEdit, "licences_text")
    assert text is not None

    assert text.isReadOnly()
    assert text.accessibleName() == "Text of the licence"
    assert window.side.accessibleName() == "Licences"
    text.setFocus()
    QTest.keyClick(text, Qt.Key.Key_Tab)
    assert not text.hasFocus()


def test_its_words_change_with_the_language_and_what_is_chosen_stays(owner: Owner, shipped: Path) -> None:
    window = licences_window(owner)
    window.side.choose("qt")
    try:
        use("ja")
        window.retranslate()
        assert window.side.key == "qt"
        assert "The Qt Company" in shown(window)
    finally:
        use("en")


def test_the_folder_is_opened_where_it_is(qtbot: QtBot, shipped: Path) -> None:
    asked: list[Path] = []
    window = LicencesDialog(licences(shipped), asked.append)
    qtbot.addWidget(window)
    button = window.findChild(QPushButton, "licences_folder")
    assert button is not None
    button.click()

    assert asked == [shipped]


def test_a_text_that_is_gone_is_named_and_the_others_stay(owner: Owner, shipped: Path) -> None:
    (shipped / "qt" / "gnu-lgpl-3.txt").unlink()
    window = licences_window(owner)
    window.side.choose("qt")
    assert "gnu-lgpl-3.txt" in shown(window)
    QTest.keyClicks(window.search, "kluyver")
    assert list(window.side.keys) == ["jeepney"]


def test_a_list_that_is_damaged_or_gone_is_told(owner: Owner, shipped: Path) -> None:
    (shipped / "contents.json").write_text("[{]", "utf-8")
    with pytest.raises(FileDamaged):
        licences(shipped)
    (shipped / "contents.json").unlink()
    with pytest.raises(FileUnreadable):
        licences(shipped)

    owner.desk.opening.open_licences()
    assert owner.window.findChildren(QDialog, "licences_dialog") == []
    assert "contents.json" in "".join(owner.window.notices.texts)


def test_about_changes_with_the_language(qtbot: QtBot, tmp_path: Path) -> None:
    about = AboutDialog(tmp_path, tmp_path, lambda _path: None, open_licences=lambda: None)
    qtbot.addWidget(about)
    about.retranslate()
    button = about.findChild(QPushButton, "about_licences")
    assert button is not None
    assert button.text() == "Licences"
