"""What a start wants of the window: a backup looked into, a card added or renewed, no question overrun."""

import gc
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import TypeVar

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox
from pytestqt.qtbot import QtBot

from simdesk.domain.book import Book
from simdesk.domain.card import Card
from simdesk.domain.terms import State
from simdesk.exchange.archive_writing import packing, write_archive
from simdesk.storage.book_file import FileStore
from simdesk.storage.folder import data_folder
from simdesk.ui.backups.restore_dialog import RestoreDialog
from simdesk.ui.backups.window import BackupsWindow
from simdesk.ui.cards.first_run import FirstRun
from simdesk.ui.desktop.instance import Request
from simdesk.ui.program import Program
from tests.core.making import SOFTBANK, card
from tests.ui.window_making import NOON, Watch

BANK = card(SOFTBANK, id="bank", label="Bank", end="2026-12-24")
SHOP = card(SOFTBANK, id="shop", label="Shop", end="2027-01-24")
OLD = card(SOFTBANK, id="old", label="Old", end="2026-11-24", state=State.ARCHIVED)

pytestmark = pytest.mark.qt_log_ignore("systemTrayWindowChanged")


T = TypeVar("T", bound=QDialog)


class Owner:
    """Somebody whose window is open; ``backup`` is a file with the cards BANK and SHOP."""

    def __init__(self, qtbot: QtBot, home: Path) -> None:
        gc.collect()  # windows that other tests have left, or they would be counted
        self.qtbot, self.programs = qtbot, list[Program]()
        self.folder = data_folder(str(home / "book"), {})
        self.backup = home / "私の カード.simdesk"
        other = data_folder(str(home / "other"), {})
        FileStore(other, Watch()).apply(lambda held: Book(cards=(BANK, SHOP), revision=held.revision))
        write_archive(self.backup, packing(other, NOON))

    def has(self, *cards: Card) -> None:
        """Have a book with these cards."""
        FileStore(self.folder, Watch()).apply(lambda held: replace(held, cards=cards))

    def opens(self, wish: Request | None = None) -> Program:
        """Start the program, as for a demo: it tells nobody."""
        program = Program(self.folder, Watch(), background=False, demo=True, lang="en")
        self.programs.append(program)
        program._wish = wish
        program.open_book()
        if program.desk is not None and not program._settled:
            with self.qtbot.waitSignal(program.desk.window.seen):
                pass
        return program

    def restores(self) -> RestoreDialog:
        """Return the question whether to restore, once it is asked."""
        self.qtbot.waitUntil(lambda: bool(shown(RestoreDialog)))
        (dialog,) = shown(RestoreDialog)
        return dialog

    def ends(self) -> None:
        for program in self.programs:
            for window in (program.trouble, None if program.desk is None else program.desk.window):
                if window is not None:
                    window.hide()
                    window.deleteLater()
            if program.edge is not None:
                program.edge.close()
            if program.desk is not None:
                program.desk.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            if program._signals is not None:
                program._signals.close()
            if program._unforeseen is not None:
                program._unforeseen.close()


@pytest.fixture
def owner(qapp: QApplication, qtbot: QtBot, home: Path) -> Iterator[Owner]:
    hook, style, palette = sys.excepthook, qapp.styleSheet(), qapp.palette()
    found = Owner(qtbot, home)
    yield found
    found.ends()
    sys.excepthook = hook
    qapp.setStyleSheet(style)
    qapp.setPalette(palette)


def shown(kind: type[T]) -> list[T]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]


def names() -> set[str]:
    return {one.objectName() for one in shown(QDialog)}


def wanted(path: Path) -> Request:
    return Request("restore", file=str(path))


def labels(program: Program) -> list[str]:
    assert program.desk is not None
    return sorted(one.label for one in program.desk.state.book.cards)


def test_a_backup_is_looked_into_and_restored_only_where_its_owner_says_so(owner: Owner) -> None:
    program = owner.opens(wanted(owner.backup))
    dialog = owner.restores()

    assert str(owner.backup) in dialog.said.text()
    assert labels(program) == []
    dialog.no.click()
    assert labels(program) == []
    assert not owner.folder.book.exists()

    program.open_file(str(owner.backup))
    owner.restores().yes.click()
    owner.qtbot.waitUntil(lambda: labels(program) == ["Bank", "Shop"])


@pytest.mark.parametrize("content", [None, b"", b"no archive at all", "cut"])
def test_a_file_that_is_none_is_told_in_one_sentence(owner: Owner, content: bytes | str | None) -> None:
    owner.has(OLD)
    path = owner.backup.with_name("bad.simdesk")
    if content is not None:
        cut = owner.backup.read_bytes()[:300]
        path.write_bytes(cut if isinstance(content, str) else content)
    program = owner.opens(wanted(path))
    owner.qtbot.waitUntil(lambda: any(one.notices.texts for one in shown(BackupsWindow)))

    (window,) = shown(BackupsWindow)
    (said,) = window.notices.texts
    assert "bad.simdesk" in said
    assert labels(program) == ["Old"]


def test_one_that_comes_while_another_is_read_is_the_one_that_is_asked_about(owner: Owner) -> None:
    program = owner.opens()
    second = owner.backup.with_name("second.simdesk")
    second.write_bytes(owner.backup.read_bytes())
    program.fulfil(wanted(owner.backup))
    program.fulfil(wanted(second))

    assert str(second) in owner.restores().said.text()
    owner.restores().no.click()
    owner.qtbot.wait(100)
    assert shown(RestoreDialog) == []


def test_the_same_one_again_asks_once(owner: Owner) -> None:
    program = owner.opens(wanted(owner.backup))
    dialog = owner.restores()
    program.fulfil(wanted(owner.backup))
    dialog.no.click()
    owner.qtbot.wait(100)

    assert shown(RestoreDialog) == []
    assert program.desk is not None
    assert program.desk.window.notices.texts == ()


@pytest.mark.parametrize("wish", ["restore", "add", "renew"])
def test_what_is_wanted_while_something_is_asked_comes_after_the_answer(owner: Owner, wish: str) -> None:
    owner.has(BANK)
    program = owner.opens()
    assert program.desk is not None
    box = QMessageBox(program.desk.window)
    box.setText("Really?")
    box.addButton(QMessageBox.StandardButton.Ok)
    box.open()
    request = wanted(owner.backup) if wish == "restore" else Request("add" if wish == "add" else "renew")
    program.fulfil(request)

    (said,) = program.desk.window.notices.texts
    assert "as soon as the question that is open is answered" in said
    assert ("私の カード.simdesk" in said) is (wish == "restore")
    owner.qtbot.wait(50)
    assert len(shown(QDialog)) == 1

    box.accept()
    name = {"restore": "restore_dialog", "add": "card_dialog", "renew": "renewal_wizard"}[wish]
    owner.qtbot.waitUntil(lambda: name in names())
    assert program.desk.window.notices.texts == ()
    box.deleteLater()


def test_where_the_book_is_damaged_the_page_of_recovery_looks_into_it(owner: Owner) -> None:
    owner.has(OLD)
    owner.folder.book.write_bytes(b"{")
    program = owner.opens(wanted(owner.backup))
    dialog = owner.restores()

    assert program.trouble is not None
    assert dialog.parentWidget() is program.trouble
    dialog.yes.click()
    owner.qtbot.waitUntil(lambda: program.desk is not None)
    assert labels(program) == ["Bank", "Shop"]


def test_once_the_book_is_open_it_is_looked_whether_the_program_was_replaced(owner: Owner) -> None:
    owner.has(OLD)
    owner.folder.book.write_bytes(b"{")
    program, looks = owner.opens(wanted(owner.backup)), list[bool]()
    updated = SimpleNamespace(look=lambda: looks.append(program.desk is not None))
    program.succession = SimpleNamespace(updated=updated)  # type: ignore[assignment]
    owner.restores().yes.click()

    owner.qtbot.waitUntil(lambda: looks == [True])


def test_there_too_a_file_that_is_none_is_told(owner: Owner) -> None:
    owner.has(OLD)
    owner.folder.book.write_bytes(b"{")
    program = owner.opens(wanted(owner.folder.book))
    assert program.trouble is not None
    page = program.trouble.page
    owner.qtbot.waitUntil(lambda: not page._reading)
    program.fulfil(Request("add"))  # for which there is no book

    owner.qtbot.waitUntil(lambda: str(owner.folder.book) in page.notice.text())
    assert names() == set()


def test_one_that_comes_while_the_book_is_put_right_is_looked_into_after_that(owner: Owner) -> None:
    owner.has(OLD)
    owner.folder.book.write_bytes(b"{")
    program = owner.opens(wanted(owner.backup))
    owner.restores().yes.click()
    program.fulfil(wanted(owner.backup))

    owner.qtbot.waitUntil(lambda: program.desk is not None and bool(shown(RestoreDialog)))
    assert labels(program) == ["Bank", "Shop"]
    owner.restores().no.click()


def test_the_most_urgent_card_that_can_be_renewed_is(owner: Owner) -> None:
    owner.has(SHOP, OLD, BANK)
    program = owner.opens(Request("renew"))

    owner.qtbot.waitUntil(lambda: "renewal_wizard" in names())
    assert program.desk is not None
    assert program.desk.window.cards.card_id == "bank"


def test_where_none_can_be_renewed_it_says_so(owner: Owner) -> None:
    owner.has(OLD)
    program = owner.opens(Request("renew"))

    assert program.desk is not None
    assert program.desk.window.notices.texts == ("There is no card here that can be renewed.",)
    assert names() == set()


def test_where_there_is_no_card_the_doors_are_open(owner: Owner) -> None:
    program = owner.opens(Request("renew"))

    assert program.desk is not None
    assert isinstance(program.desk.window.cards.currentWidget(), FirstRun)
    assert program.desk.window.notices.texts == ()


def test_a_start_begins_to_add_a_card_once(owner: Owner) -> None:
    program = owner.opens(Request("add"))
    owner.qtbot.waitUntil(lambda: "card_dialog" in names())
    program.fulfil(Request("add"))

    assert len(shown(QDialog)) == 1


def test_a_plain_start_begins_nothing(owner: Owner) -> None:
    program = owner.opens(Request(token="x"))

    assert names() == set()
    assert program.edge is None
