"""PIN and PUK: kept in the keyring, shown for a while, and nowhere else, whatever the keyring does."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from keyring.errors import KeyringLocked
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QClipboard, QGuiApplication, QWindowStateChangeEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from simdesk.domain.card_codes import Code, code_typed, is_code
from simdesk.domain.terms import State
from simdesk.errors import KeyringFailed, KeyringTrouble
from simdesk.storage import keyring
from simdesk.ui.cards.head import card_menu
from simdesk.ui.cards.wish import Wish
from simdesk.ui.desk import Desk
from simdesk.ui.secrets import keeping
from simdesk.ui.secrets.clipboard import loan
from simdesk.ui.secrets.codes_dialog import CodesDialog
from simdesk.wording import language
from tests.keyring_making import MemoryKeyring, memory
from tests.ui.window_making import Owner

__all__ = ["memory"]

PIN, PUK = ("SimDesk", "card bank PIN"), ("SimDesk", "card bank PUK")


class Keeper:
    """Somebody at the window for PIN and PUK of the card ``bank``."""

    def __init__(self, qtbot: QtBot, home: Path, vault: MemoryKeyring) -> None:
        self.qtbot, self.vault = qtbot, vault
        self.owner = Owner(qtbot, home).shows()

    @property
    def dialog(self) -> CodesDialog:
        found = self.owner.window.findChild(CodesDialog)
        assert isinstance(found, CodesDialog)
        return found

    def opens(self, *, waits: bool = True) -> "Keeper":
        """Open it by the button of the details, and wait until the keyring has answered."""
        self.owner.chooses("bank")
        self.owner.clicks("details_secrets")
        assert QTest.qWaitForWindowActive(self.dialog)
        if waits:
            self.waits_for("Save")
        return self

    def waits_for(self, button: str) -> None:
        """Wait until a button can be pressed."""
        self.qtbot.waitUntil(lambda: self.button(button).isEnabled())

    def button(self, words: str) -> QPushButton:
        """Return the button of these words."""
        for one in self.dialog.findChildren(QPushButton):
            if words in (one.text(), one.accessibleName()) and one.isVisibleTo(self.dialog):
                return one
        raise AssertionError(words)

    def clicks(self, words: str) -> None:
        QTest.mouseClick(self.button(words), Qt.MouseButton.LeftButton)

    def line(self, code: Code) -> QLineEdit:
        return self.dialog.fields[code].line

    def types(self, pin: str = "", puk: str = "") -> None:
        for code, text in ((Code.PIN, pin), (Code.PUK, puk)):
            if text:
                self.line(code).selectAll()
                QTest.keyClicks(self.line(code), text)

    def reads(self) -> str:
        """Return what is said below the fields."""
        found = self.dialog.findChild(QLabel, "codes_said")
        assert isinstance(found, QLabel)
        return found.text()

    def saves(self) -> None:
        """Save, and wait until the window is gone."""
        dialog = self.dialog
        with self.qtbot.waitSignal(dialog.finished):
            self.clicks("Save")
        QApplication.sendPostedEvents(dialog, QEvent.Type.DeferredDelete)


@pytest.fixture
def keeper(qtbot: QtBot, home: Path, memory: MemoryKeyring) -> Iterator[Keeper]:
    yield Keeper(qtbot, home, memory)
    loan().take_back()


@pytest.mark.parametrize(
    ("code", "typed", "right"),
    [
        (Code.PIN, "0000", True),
        (Code.PIN, "12345678", True),
        (Code.PIN, "123", False),
        (Code.PIN, "123456789", False),
        (Code.PIN, "12a4", False),
        (Code.PIN, "１２３４", True),
        (Code.PIN, "٣٣٣٣", False),
        (Code.PUK, "1234 5678", True),
        (Code.PUK, "1234-5678", True),
        (Code.PUK, "1234567", False),
        (Code.PUK, "123456789", False),
    ],
)
def test_what_a_code_is(code: Code, typed: str, right: bool) -> None:
    assert is_code(code, code_typed(typed)) is right


def test_both_go_into_the_keyring_and_are_there_again(keeper: Keeper) -> None:
    keeper.opens()
    assert keeper.reads() == "The keyring has no PIN and PUK of this card yet."
    keeper.types("0042", "1234 5678")
    keeper.saves()

    assert keeper.vault.kept == {PIN: "0042", PUK: "12345678"}
    keeper.opens()
    assert keeper.line(Code.PIN).text() == "0042"
    assert keeper.line(Code.PIN).displayText() == "●●●●"
    assert keeper.line(Code.PUK).displayText() == "●●●●●●●●"
    assert keeper.owner.store.book == keeper.owner.book, "the book has nothing of it"


def test_only_what_was_changed_is_written_and_an_emptied_one_goes(keeper: Keeper) -> None:
    keeper.vault.kept = {PIN: "0042", PUK: "12345678"}
    keeper.opens()
    keeper.line(Code.PIN).clear()
    keeper.saves()

    assert keeper.vault.kept == {PUK: "12345678"}


@pytest.mark.parametrize(
    ("pin", "puk", "words"),
    [("123", "", "⚠ A PIN has 4 to 8 digits."), ("", "1234", "⚠ A PUK has 8 digits.")],
)
def test_a_wrong_one_is_not_kept_and_one_sentence_says_why(
    keeper: Keeper, pin: str, puk: str, words: str
) -> None:
    keeper.opens()
    keeper.types(pin, puk)
    keeper.clicks("Save")

    assert words in {label.text() for label in keeper.dialog.findChildren(QLabel) if label.isVisible()}
    assert keeper.vault.kept == {}
    assert keeper.line(Code.PIN if pin else Code.PUK).text() == pin or puk


def test_it_is_shown_on_request_and_hides_itself(keeper: Keeper) -> None:
    keeper.vault.kept = {PIN: "0042", PUK: "12345678"}
    keeper.opens()
    field = keeper.dialog.fields[Code.PIN]
    assert field.hide_timer.interval() == 30_000
    field.hide_timer.setInterval(50)

    keeper.clicks("Show: PIN")
    assert keeper.line(Code.PIN).displayText() == "0042"
    assert keeper.line(Code.PUK).displayText() == "●●●●●●●●"
    keeper.qtbot.waitUntil(lambda: not field.shown)
    assert keeper.line(Code.PIN).displayText() == "●●●●"

    keeper.clicks("Show: PIN")
    keeper.clicks("Hide: PIN")
    assert not field.shown


def test_it_hides_when_the_window_is_minimised_or_closed(keeper: Keeper) -> None:
    keeper.vault.kept = {PIN: "0042"}
    dialog = keeper.opens().dialog
    field = dialog.fields[Code.PIN]

    keeper.clicks("Show: PIN")
    dialog.setWindowState(Qt.WindowState.WindowMinimized)
    QApplication.sendEvent(dialog, QWindowStateChangeEvent(Qt.WindowState.WindowNoState))
    assert not field.shown

    field.show_code()
    dialog.hide()
    assert not field.shown


def test_it_hides_when_the_window_is_left_for_long(keeper: Keeper) -> None:
    keeper.vault.kept = {PIN: "0042"}
    dialog = keeper.opens().dialog
    field = dialog.fields[Code.PIN]
    assert dialog.away_timer.interval() == 10_000
    dialog.away_timer.setInterval(1500)
    keeper.clicks("Show: PIN")

    keeper.owner.window.activateWindow()
    keeper.qtbot.waitUntil(lambda: not dialog.isActiveWindow())
    assert dialog.away_timer.isActive()
    assert field.shown, "not for a short look at another window"
    dialog.activateWindow()
    keeper.qtbot.waitUntil(dialog.isActiveWindow)
    assert not dialog.away_timer.isActive()

    keeper.owner.window.activateWindow()
    keeper.qtbot.waitUntil(lambda: not field.shown)


def test_it_is_copied_on_request_and_taken_back(keeper: Keeper) -> None:
    keeper.vault.kept = {PIN: "0042", PUK: "12345678"}
    keeper.opens()
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("mine")
    keeper.line(Code.PIN).selectAll()
    QTest.keyClick(keeper.line(Code.PUK), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert clipboard.text() == "mine", "marking copies nothing"

    keeper.clicks("Copy: PIN")
    assert clipboard.text() == "0042"
    assert clipboard.mimeData().data("x-kde-passwordManagerHint").data() == b"secret"
    assert keeper.reads() == "Copied. It is taken off the clipboard after 30 seconds."
    assert loan().timer.interval() == 30_000
    assert loan().timer.isActive()
    loan().timer.timeout.emit()
    assert clipboard.text() == ""

    keeper.clicks("Copy: PUK")
    clipboard.setText("copied since")
    loan().timer.timeout.emit()
    assert clipboard.text() == "copied since"


def test_the_keys_that_copy_only_lend_it_while_it_is_shown(keeper: Keeper) -> None:
    keeper.vault.kept = {PIN: "0042"}
    keeper.opens()
    keeper.clicks("Show: PIN")
    line = keeper.line(Code.PIN)
    line.selectAll()
    QTest.keyClick(line, Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier)

    assert line.text() == "0042"
    assert QGuiApplication.clipboard().text() == "0042"
    assert loan().timer.isActive()
    keeper.dialog.close()
    loan().timer.timeout.emit()
    assert QGuiApplication.clipboard().text() == "", "closing the window does not end the loan"


def test_what_is_lent_is_taken_back_when_the_program_ends(keeper: Keeper) -> None:
    loan().lend("0042")
    program = QApplication.instance()
    assert program is not None
    program.aboutToQuit.emit()

    assert QGuiApplication.clipboard().text() == ""
    assert not QGuiApplication.clipboard().text(QClipboard.Mode.Selection)


def test_without_a_keyring_that_is_said_and_what_was_typed_stays(
    qtbot: QtBot, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = MemoryKeyring()

    def absent() -> MemoryKeyring:
        raise KeyringFailed(KeyringTrouble.ABSENT, "no bus")

    monkeypatch.setattr(keyring, "_backend", absent)
    keeper = Keeper(qtbot, home, vault).opens()
    absent_words = (
        "⚠ This system has no keyring that keeps secrets safe, so SimDesk keeps no PIN or PUK:"
        " start GNOME Keyring, KWallet or another one, then try again."
    )
    assert keeper.reads() == absent_words
    assert keeper.line(Code.PIN).text() == ""

    keeper.types("0042")
    keeper.clicks("Save")
    keeper.waits_for("Save")
    assert keeper.reads() == absent_words
    assert keeper.line(Code.PIN).text() == "0042"

    monkeypatch.setattr(keyring, "_backend", lambda: vault)
    dialog = keeper.dialog
    with qtbot.waitSignal(dialog.finished):
        keeper.clicks("Try again")
    assert vault.kept == {PIN: "0042"}


def test_a_locked_one_is_read_again_on_request(keeper: Keeper) -> None:
    keeper.vault.kept = {PIN: "0042"}
    keeper.vault.refuses = KeyringLocked("Failed to unlock the collection!")
    keeper.opens()
    assert keeper.reads() == "⚠ The keyring of the system is locked. Unlock it, then try again."
    keeper.types(puk="12345678")

    keeper.vault.refuses = None
    keeper.clicks("Try again")
    keeper.qtbot.waitUntil(lambda: keeper.line(Code.PIN).text() == "0042")
    assert keeper.line(Code.PUK).text() == "12345678", "what was typed meanwhile stays"
    assert not keeper.reads()


def test_one_that_refuses_says_why_but_never_the_code(keeper: Keeper) -> None:
    keeper.opens()
    keeper.vault.refuses = ValueError("no room for 31415926")
    keeper.types("31415926")
    keeper.clicks("Save")
    keeper.waits_for("Save")
    assert keeper.reads() == "⚠ The keyring of the system refused (it gave no reason). Try again."

    keeper.vault.refuses = ValueError("no room")
    keeper.clicks("Try again")
    keeper.waits_for("Save")
    assert keeper.reads() == "⚠ The keyring of the system refused (no room). Try again."
    assert keeper.line(Code.PIN).text() == "31415926"


def test_a_late_one_is_said_to_be_late_and_its_answer_counts(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "LATE", 100)
    keeper.vault.kept = {PIN: "0042"}
    keeper.vault.waits = 0.8
    keeper.opens(waits=False)
    assert keeper.reads().startswith("Asking the keyring.")
    keeper.types(puk="12345678")
    keeper.qtbot.waitUntil(lambda: keeper.reads().startswith("⚠ The keyring of the system has not answered"))
    keeper.clicks("Try again")
    assert keeper.reads().startswith("Asking the keyring.")

    keeper.waits_for("Save")
    assert keeper.line(Code.PIN).text() == "0042"
    assert keeper.line(Code.PUK).text() == "12345678"
    assert keeper.vault.most_at_once == 1


def test_what_is_typed_while_the_keyring_is_asked_to_keep_something_is_not_lost(keeper: Keeper) -> None:
    keeper.opens()
    keeper.types("0042")
    keeper.vault.waits = 0.3
    keeper.clicks("Save")
    keeper.types(puk="12345678")
    keeper.waits_for("Save")

    assert keeper.dialog.isVisible()
    assert keeper.vault.kept == {PIN: "0042"}
    keeper.vault.waits = 0.0
    keeper.saves()
    assert keeper.vault.kept == {PIN: "0042", PUK: "12345678"}


def test_closing_with_something_typed_asks_once(keeper: Keeper) -> None:
    dialog = keeper.opens().dialog
    keeper.types("0042")
    dialog.close()
    assert dialog.isVisible()
    assert keeper.reads() == "⚠ What you typed is not saved."
    keeper.types(puk="1")
    dialog.close()
    assert dialog.isVisible(), "typing on takes the question back"
    keeper.clicks("Throw away")
    assert not dialog.isVisible()
    assert keeper.vault.kept == {}


def test_both_are_removed_on_a_second_click(keeper: Keeper) -> None:
    keeper.vault.kept = {PIN: "0042", PUK: "12345678"}
    keeper.opens()
    keeper.clicks("Remove")
    assert "undo does not help" in keeper.reads()
    assert len(keeper.vault.kept) == 2
    keeper.clicks("Remove for good")
    keeper.qtbot.waitUntil(lambda: not keeper.vault.kept)
    keeper.qtbot.waitUntil(lambda: keeper.reads() == "The keyring has no PIN and PUK of this card yet.")
    assert keeper.line(Code.PIN).text() == ""
    assert not keeper.button("Remove").isEnabled()


def test_a_deleted_card_keeps_them_so_that_undo_is_whole(keeper: Keeper) -> None:
    keeper.vault.kept = {PIN: "0042", PUK: "12345678"}
    keeper.owner.cards.fulfil(Wish.DELETE, "bank")
    assert keeper.owner.window.notices.texts[-1] == (
        "“Bank codes” is deleted. Its renewals stay in the log, and its PIN and PUK, if you gave them, in the"
        " keyring of the system."
    )
    keeper.owner.clicks("notice_remedy_0")
    keeper.opens()
    assert keeper.line(Code.PIN).text() == "0042"


def test_an_archived_card_keeps_them_and_its_menu_leads_there(keeper: Keeper) -> None:
    keeper.vault.kept = {PIN: "0042"}
    keeper.owner.cards.fulfil(Wish.ARCHIVE, "bank")
    row = keeper.owner.state.row("bank")
    assert row is not None
    assert row.card.state is State.ARCHIVED
    menu = card_menu(row, keeper.owner.window)
    wish = next(one.data() for one in menu.actions() if one.text() == "PIN and PUK…")
    keeper.owner.cards.fulfil(wish, "bank")
    keeper.waits_for("Save")

    assert keeper.line(Code.PIN).text() == "0042"


def test_the_form_leads_there_once_the_card_is_saved(keeper: Keeper) -> None:
    keeper.owner.cards.edit_asked.emit("bank")
    keeper.owner.button("card_secrets").click()
    assert keeper.dialog.isVisible()

    keeper.owner.desk.opening.add_card()
    buttons = keeper.owner.window.findChildren(QPushButton, "card_secrets")
    assert sorted(button.isEnabled() for button in buttons) == [False, True]


def test_it_speaks_another_language_while_it_is_open(keeper: Keeper) -> None:
    keeper.opens()
    keeper.types("0042")
    for code in ("ja", "zh_CN", "zh_TW", "en"):
        keeper.owner.speech.use(code)
        assert language.current() == code
        assert keeper.line(Code.PIN).text() == "0042"


def test_everything_has_a_name(keeper: Keeper) -> None:
    keeper.vault.kept = {PIN: "0042", PUK: "12345678"}
    keeper.opens()
    names = {button.accessibleName() or button.text() for button in keeper.dialog.findChildren(QPushButton)}
    assert {"Show: PIN", "Copy: PIN", "Show: PUK", "Copy: PUK", "Remove", "Save", "Close"} <= names
    assert keeper.line(Code.PIN).accessibleName() == "PIN"


def test_a_demo_leaves_the_keyring_alone(qtbot: QtBot, home: Path, memory: MemoryKeyring) -> None:
    owner = Owner(qtbot, home)
    desk = Desk(owner.state, owner.desk.folder, owner.preferences, owner.speech, demo=True)
    qtbot.addWidget(desk.window)
    desk.window.retranslate()
    desk.opening.keeping.open_secrets("bank")

    assert desk.window.findChild(CodesDialog) is None
    assert desk.window.notices.texts[-1] == "A demo keeps no PIN and PUK."
    assert memory.most_at_once == 0
