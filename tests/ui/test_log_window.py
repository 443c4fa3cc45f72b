"""The log in the main window: search, export, receipts, with a data folder on the disk."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from simdesk.exchange.log_csv import COLUMNS as LOG
from simdesk.exchange.table import read_table
from simdesk.storage.book_file import FileStore
from simdesk.storage.folder import data_folder
from simdesk.storage.settings import Settings
from simdesk.ui.desk import Desk
from simdesk.ui.log.page import LogPage
from simdesk.ui.preferences import Preferences
from simdesk.ui.speech import Speech
from simdesk.ui.state import AppState
from tests.ui.log_making import NOW, RECEIPT, Wound, log_book


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Desk:
    """The window over a data folder with a log, turned to that."""
    folder = data_folder(str(tmp_path / "book"), {})
    store = FileStore(folder, Wound())
    book = store.apply(lambda _: log_book())
    made = Desk(AppState(store, Wound(), book), folder, Preferences(Settings(), lambda _: None), Speech())
    qtbot.addWidget(made.window)
    with qtbot.waitExposed(made.window):
        made.window.show()
    made.window.show_log()
    return made


def page(desk: Desk) -> LogPage:
    found = desk.window.findChild(LogPage)
    assert found is not None
    return found


def test_one_search_field_serves_both_pages(desk: Desk) -> None:
    search = desk.window.findChild(QLineEdit, "search")
    assert search is not None
    search.setText("uk bank")
    assert page(desk).model.rowCount() == 2
    desk.window.show_cards()
    assert desk.window.cards.model.rowCount() == 1

    desk.window.show_log()
    search.setText("nothing of the sort")
    everything = page(desk).findChild(QPushButton, "log_everything")
    assert everything is not None
    everything.click()
    assert search.text() == ""
    assert page(desk).model.rowCount() == 7


def test_the_export_is_the_whole_log_and_says_where_it_is(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    button = page(desk).findChild(QPushButton, "log_export")
    assert button is not None
    button.click()
    dialog = desk.window.findChild(QFileDialog, "export_dialog")
    assert dialog is not None
    assert Path(dialog.selectedFiles()[0]).name == f"simdesk-log-{NOW.date().isoformat()}.csv"
    dialog.fileSelected.emit(str(tmp_path / "log.csv"))
    qtbot.waitUntil(lambda: any(str(tmp_path / "log.csv") in text for text in desk.window.notices.texts))

    assert len(read_table(tmp_path / "log.csv", LOG).rows) == 7
    dialog.close()


def test_a_receipt_that_is_gone_is_explained(desk: Desk) -> None:
    page(desk).receipt_asked.emit(RECEIPT)

    assert any(RECEIPT in text and "cannot be read" in text for text in desk.window.notices.texts)


def test_what_was_done_can_be_undone_and_not_yet_cannot(desk: Desk) -> None:
    log = page(desk)
    place = log.model.place_of("r3")
    assert place is not None
    log.table.setCurrentIndex(log.model.index(place, 0))
    for name in ("not_yet", "arrived"):
        button = log.findChild(QPushButton, f"log_{name}")
        assert button is not None
        button.click()
        QCoreApplication.processEvents()
        remedies = desk.window.notices.findChildren(QPushButton, "notice_remedy_0")
        assert len([one for one in remedies if one.isVisible()]) == (name == "arrived")


def test_show_the_card_turns_to_it(desk: Desk) -> None:
    page(desk).card_asked.emit("uk")

    assert desk.window.cards.isVisible()
    assert desk.window.cards.card_id == "uk"


def test_the_page_follows_the_book(desk: Desk) -> None:
    desk.state.apply("forget", lambda book: replace(book, renewals=book.renewals[:1]))

    assert page(desk).model.rowCount() == 1


@pytest.mark.parametrize(
    ("action", "dialog"),
    [("settings", "settings_dialog"), ("import", "import_dialog"), ("add", "card_dialog")],
)
def test_the_menu_opens_each_window_once(desk: Desk, action: str, dialog: str) -> None:
    assert desk.opening is not None
    asked = desk.window.findChild(QAction, f"action_{action}")
    assert asked is not None
    asked.trigger()
    asked.trigger()

    (opened,) = desk.window.findChildren(QDialog, dialog)
    assert opened.isVisible()
    opened.close()
