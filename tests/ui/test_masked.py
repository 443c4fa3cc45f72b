"""While numbers are hidden, no window shows one: walked as eyes, screen readers and tips do."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QEvent, QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTabWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from simdesk.catalog.reading import catalog
from simdesk.domain.book import Book
from simdesk.domain.card import Card, LinkedAccount
from simdesk.domain.edits import change_card
from simdesk.domain.renewing import snapshot_of
from simdesk.domain.terms import Kind, Status
from simdesk.storage.settings import Settings
from simdesk.ui.cards.wish import Wish
from simdesk.ui.import_dialog import ImportDialog
from simdesk.ui.renewal.wizard import RenewalWizard
from tests.core.making import SOFTBANK, card, renewal
from tests.keyring_making import MemoryKeyring, memory
from tests.ui.window_making import Owner, plights

__all__ = ["memory"]

NUMBER, ICCID, CODE = "+819031415926", "8981200027182818284", "LPA:1$smdp.example.com$K2-16180339"
SECRETS = ("9031415926", "27182818284", "16180339")
"""What is left of each without spaces, lines and the signs before it, however it is written."""
ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.StatusTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
)
EDITED = {"card_number", "card_login"}
"""Fields that are there to be typed into, and show what is typed."""


def secret_card() -> Card:
    """A card of SoftBank that has everything which is to be hidden, its number as the login, too."""
    plan = catalog().resolve("softbank", "sb-simple-style")[1]
    assert plan is not None
    return card(
        SOFTBANK,
        id="canary",
        label="Canary",
        end="2026-11-22",
        carrier="softbank",
        plan=plan.id,
        number=NUMBER,
        iccid=ICCID,
        activation_code=CODE,
        login="090-3141-5926",
        linked_accounts=(LinkedAccount("Bank", "codes"),),
    )


def canaries() -> Book:
    """A book in which that card comes first, with a renewal of it that waits."""
    held, book = secret_card(), plights()
    waiting = renewal(
        "2026-11-20",
        id="hers",
        card_id="canary",
        status=Status.PAID,
        kind=Kind.PURCHASE,
        amount="3000",
        currency="JPY",
    )
    return replace(
        book, cards=(held, *book.cards), renewals=(replace(waiting, card=snapshot_of(held)), *book.renewals)
    )


def plain(text: str) -> str:
    """Return *text* without what people write between digits."""
    return "".join(sign for sign in text if sign.isalnum())


def cells(model: QAbstractItemModel | None, parent: QModelIndex) -> Iterator[str]:
    """Yield all that a model says."""
    if model is None:
        return
    # That of a list is private, and one.
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)
    for row in range(model.rowCount(parent)):
        for column in range(columns):
            index = model.index(row, column, parent)
            yield from (str(index.data(role) or "") for role in ROLES)
            yield from cells(model, index)


def words_of(widget: QWidget) -> Iterator[str]:
    """Yield all that a widget shows, says or tells."""
    yield widget.windowTitle()
    yield widget.toolTip()
    yield widget.statusTip()
    yield widget.whatsThis()
    yield widget.accessibleName()
    yield widget.accessibleDescription()
    if isinstance(widget, QLineEdit) and widget.objectName() not in EDITED:
        yield widget.displayText()
        yield widget.placeholderText()
    if isinstance(widget, QLabel | QPushButton):
        yield widget.text()
    if isinstance(widget, QGroupBox):
        yield widget.title()
    if isinstance(widget, QPlainTextEdit):
        yield widget.toPlainText()
    if isinstance(widget, QComboBox | QAbstractItemView):
        yield from cells(widget.model(), QModelIndex())
    if isinstance(widget, QTabWidget):
        yield from (widget.tabText(place) for place in range(widget.count()))
    for action in widget.findChildren(QAction):
        yield from (action.text(), action.toolTip())
    said = getattr(widget, "text", None)
    if callable(said) and not isinstance(widget, QLineEdit):
        yield str(said())


def shown(*, whatever: bool = False) -> list[tuple[str, str, str]]:
    """Return every place at which one of the secrets is to be read; *whatever*: everything at all."""
    QApplication.processEvents()
    # What is no longer shown may still wait for its end.
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return [
        (type(widget).__name__, widget.objectName(), words)
        for widget in QApplication.allWidgets()
        for words in words_of(widget)
        if whatever or any(secret in plain(words) for secret in SECRETS)
    ]


class Walker(Owner):
    """Somebody who opens one window after the other."""

    def walks(self) -> Iterator[str]:
        """Open every window, and yield its name while it is open."""
        self.chooses("canary")
        yield "cards"
        self.cards.fulfil(Wish.DID_IT, "canary")
        yield "the second click"
        self.window.window_actions.log.trigger()
        yield "log"
        opening = self.desk.opening
        doors: dict[str, Callable[[], object]] = {
            "form": lambda: opening.edit_card("canary"),
            "codes": lambda: opening.keeping.open_secrets("canary"),
            "history": self.looks_back,
            "trouble": lambda: opening.open_trouble("canary"),
            "phrases": lambda: opening.open_phrases("telephone", "canary"),
            "hearsay": opening.open_hearsay,
            "catalog": lambda: opening.open_catalog("sb-simple-style"),
            "settings": opening.open_settings,
            "about": opening.open_about,
        }
        for name, door in doors.items():
            door()
            yield name
        yield from self.renews()
        yield from self.imports()
        self.cards.fulfil(Wish.DELETE, "canary")
        yield "the notice on a card that is deleted"
        self.state.undo()

    def looks_back(self) -> None:
        """Open the history of the card, from which all that is to be hidden went and came back."""
        bare = replace(secret_card(), number=None, iccid=None, activation_code="", login="")
        self.state.apply("edit", change_card(bare))
        self.state.undo()
        self.desk.opening.keeping.open_history("canary")

    def renews(self) -> Iterator[str]:
        """Go through the steps of the wizard."""
        self.desk.opening.renew("canary")
        wizard = self.window.findChild(RenewalWizard)
        assert isinstance(wizard, RenewalWizard)
        for step in range(1, 7):
            for copies in wizard.findChildren(QPushButton):
                if copies.isVisible() and copies.text() == "Copy number":
                    QTest.mouseClick(copies, Qt.MouseButton.LeftButton)
            yield f"step {step}"
            button = wizard.findChild(QPushButton, "next")
            if button is None or not button.isEnabled():
                break
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def imports(self) -> Iterator[str]:
        """Look what a table would do that has the card, and one in which a cell is wrong."""
        self.desk.opening.keeping.import_cards()
        dialog = self.window.findChild(ImportDialog)
        assert isinstance(dialog, ImportDialog)
        for name, number, iccid in (("right", NUMBER, ICCID), ("wrong", f"{NUMBER}99999", ICCID)):
            table = self.home / f"{name}.csv"
            table.write_text(
                f"label,number,carrier,plan,expires_on,iccid\r\n"
                f"Canary,{number},softbank,sb-simple-style,2026-12-24,{iccid}\r\n",
                "utf-8",
            )
            dialog.show_file(table)
            yield f"a table that is {name}"


@pytest.fixture
def walker(qtbot: QtBot, home: Path, memory: MemoryKeyring) -> Walker:
    return Walker(qtbot, home, canaries(), Settings(country="JP")).shows()  # type: ignore[return-value]


def test_no_window_shows_what_is_hidden(walker: Walker) -> None:
    seen = set()
    for name in walker.walks():
        assert shown() == [], name
        seen.add(name)

    assert {"cards", "log", "form", "history", "trouble", "phrases", "step 1", "step 2", "step 3"} <= seen


def test_the_walk_finds_what_is_shown_when_nothing_is_to_be_hidden(walker: Walker) -> None:
    walker.window.window_actions.masked.setChecked(False)

    found = {name: shown() for name in walker.walks()}

    assert {
        name for name in ("cards", "form", "history", "trouble", "step 1", "step 2") if not found[name]
    } == set()


def test_hiding_them_again_hides_them_in_every_window_that_is_open(walker: Walker) -> None:
    walker.window.window_actions.masked.setChecked(False)
    opening = walker.desk.opening
    walker.chooses("canary")
    opening.edit_card("canary")
    opening.open_trouble("canary")
    opening.renew("canary")
    assert shown()

    walker.window.window_actions.masked.setChecked(True)

    assert shown() == []


def test_the_form_shows_what_is_edited_and_hides_it_again(walker: Walker) -> None:
    walker.desk.opening.edit_card("canary")
    pages = walker.window.findChild(QTabWidget, "card_pages")
    assert isinstance(pages, QTabWidget)
    pages.setCurrentIndex(3)
    QApplication.processEvents()
    pages.window().activateWindow()
    walker.qtbot.waitUntil(pages.window().isActiveWindow)
    held = {"card_iccid": ICCID, "card_activation_code": CODE}
    fields = {name: walker.window.findChild(QLineEdit, name) for name in held}
    for name, field in fields.items():
        assert isinstance(field, QLineEdit)
        pages.setFocus()
        assert plain(field.displayText()) == ""
        field.setFocus()
        assert field.displayText() == held[name]
        QTest.keyClicks(field, "9")
        assert field.displayText() == f"{held[name]}9"
        QTest.keyClick(field, Qt.Key.Key_Backspace)
        QTest.keyClick(field, Qt.Key.Key_Tab)
        assert plain(field.displayText()) == ""
        assert field.text() == held[name]


def test_the_wizard_shows_the_number_to_be_compared_when_asked(walker: Walker) -> None:
    for name in walker.renews():
        if name == "step 2":
            break
    assert walker.reads("number_shown") == "+81 •••• 5926"
    walker.clicks("show_number")
    assert walker.reads("number_shown") == "090-3141-5926"
    assert any("The number is right: 090-3141-5926" in words for _kind, _name, words in shown())
    walker.clicks("show_number")
    assert shown() == []
