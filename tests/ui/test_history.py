"""The history of a card in its window: what changed when, and one value brought back."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from simdesk.domain.card import Card, LinkedAccount, Statement
from simdesk.domain.edits import change_card, delete_card, set_rule, set_state, verify, void
from simdesk.domain.history import Step
from simdesk.domain.merging import Lost
from simdesk.domain.money import Money
from simdesk.domain.renewal import Renewal
from simdesk.domain.terms import ClockName, State, Status
from simdesk.errors import FileUnwritable
from simdesk.storage import past as kept_past
from simdesk.storage.book_file import FileStore
from simdesk.storage.folder import data_folder
from simdesk.ui.cards.showing import Showing
from simdesk.ui.cards.wish import Wish
from simdesk.ui.history.entries import MOST, Entry, entries
from simdesk.ui.history.history_dialog import PAGE, HistoryDialog
from simdesk.ui.state import AppState
from simdesk.wording.history import LONGEST, Reader, field_name, value_words
from tests.core.making import GIFFGAFF, MOMENT, SOFTBANK, card, day, renewal
from tests.ui.window_making import NOON, Owner, Watch

NUMBER, ICCID, CODE = "+819011112222", "8981200099999999999", "LPA:1$smdp.example.com$SECRET"


class Looker(Owner):
    """Somebody who looks at the history of the card "bank"."""

    def edits(self, **fields: Any) -> None:
        """Change fields of the card in one step."""
        held = self.card()
        assert self.state.apply("Edit Bank codes", change_card(replace(held, **fields)))

    def card(self) -> Card:
        held = self.state.book.card("bank")
        assert held is not None
        return held

    def opens(self) -> HistoryDialog:
        """Open the history by the button in the details."""
        self.chooses("bank")
        self.clicks("details_history")
        return self.dialog()

    def dialog(self) -> HistoryDialog:
        found = self.window.findChild(HistoryDialog)
        assert isinstance(found, HistoryDialog)
        return found

    def panels(self) -> list[str]:
        """Return what every step shown says, from the top."""
        QApplication.processEvents()
        found = []
        for place in range(1000):
            panel = self.dialog().findChild(QFrame, f"history_entry_{place}")
            if panel is None:
                break
            words = (label.text() for label in panel.findChildren(QLabel))
            found.append("\n".join(words))
        return found

    def presses_back(self, place: int, number: int = 0) -> None:
        """Bring a value of a step back."""
        button = self.dialog().findChild(QPushButton, f"history_back_{place}_{number}")
        assert button is not None
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.fixture
def owner(qtbot: QtBot, home: Path) -> Looker:
    return Looker(qtbot, home).shows()  # type: ignore[return-value]


def test_what_changed_when_is_told_with_both_values_the_newest_first(owner: Looker) -> None:
    owner.edits(note="In the drawer")
    owner.edits(device="Phone", balance=Money("900", "JPY"))
    owner.opens()

    newest, oldest = owner.panels()

    assert "Edit Bank codes" in newest
    assert "Drawer → Phone" in newest
    assert "¥1,240 → ¥900" in newest
    assert "Note" in oldest
    assert "none → In the drawer" in oldest
    assert day_of(MOMENT.astimezone().date()) in newest


def day_of(when: date) -> str:
    from simdesk.wording.dates import day as words

    return words(when)


def test_one_value_is_brought_back_alone_and_that_can_be_undone(owner: Looker) -> None:
    owner.edits(note="old", device="Phone")
    owner.edits(note="new", label="HSBC")
    owner.opens()

    owner.presses_back(0, 1)  # the label is the first value, the note the second

    assert (owner.card().note, owner.card().label, owner.card().device) == ("old", "HSBC", "Phone")
    assert owner.state.undo_label == "bring back “Note” of HSBC"
    assert "new → old" in owner.panels()[0]
    assert "“Note” is as it was. Undo takes that back." in owner.reads("history_said")
    owner.state.undo()
    assert owner.card().note == "new"
    assert "Undone: bring back “Note” of HSBC" in owner.panels()[0]


def test_what_belongs_together_comes_back_together(owner: Looker) -> None:
    owner.edits(balance=Money("900", "JPY"), balance_on=day("2026-11-20"))
    owner.opens()

    owner.presses_back(0)

    assert (owner.card().balance, owner.card().balance_on) == (Money("1240", "JPY"), day("2026-11-15"))


def test_a_value_that_the_card_has_needs_no_way_back(owner: Looker) -> None:
    owner.edits(note="one")
    owner.edits(note="")
    owner.opens()

    assert owner.dialog().findChild(QPushButton, "history_back_1_0") is None
    assert "as it is now" in owner.panels()[1]


def test_undone_and_what_came_from_elsewhere_are_told_as_such(owner: Looker) -> None:
    owner.state.apply("archive Bank codes", set_state("bank", State.ARCHIVED, NOON))
    owner.state.undo()
    owner.state.redo()
    held = owner.card()
    owner.store.steps.append(outside(held, replace(held, device="Laptop")))
    owner.cards.fulfil(Wish.HISTORY, "bank")

    titles = [panel.splitlines()[0] for panel in owner.panels()]

    assert titles == [
        "Changes from another computer",
        "Done again: archive Bank codes",
        "Undone: archive Bank codes",
        "Archive Bank codes",
    ]
    assert "In use → Archived" in owner.panels()[3]


def outside(before: Card, after: Card, *lost: Lost) -> Step:
    key = (Card, before.id)
    return Step("", {key: before}, {key: after}, MOMENT, "outside", lost)


def test_what_lost_in_a_merge_is_told_and_can_be_brought_back(owner: Looker) -> None:
    owner.edits(label="Theirs")
    held = owner.card()
    lost = Lost("card", "bank", ("label", "rule"), replace(held, label="Mine", rule=GIFFGAFF))
    owner.store.steps.append(outside(replace(held, label="Bank codes"), held, lost))
    owner.opens()

    words = owner.panels()[0]
    assert "Changed on two computers. This was not taken, the later value holds:" in words
    assert "Mine" in words
    assert "6 months" in words
    owner.presses_back(0, 1)
    assert owner.card().label == "Mine"
    assert owner.panels()[1].count("as it is now") == 1
    assert owner.card().rule == SOFTBANK


def test_renewals_of_the_card_are_among_it(owner: Looker) -> None:
    mine = renewal("2026-11-20", id="mine", card_id="bank", status=Status.PAID, amount="3000", currency="JPY")
    other = renewal("2026-11-20", id="other", card_id="shop")
    owner.state.apply("log a renewal", lambda book: replace(book, renewals=(*book.renewals, mine, other)))
    owner.state.apply("check a renewal", verify("mine", day("2026-11-21"), NOON))
    owner.state.apply("void a renewal", void("mine", day("2026-11-21"), NOON))
    owner.opens()

    voided, verified, entered = owner.panels()

    assert "Renewal entered: 20 Nov 2026, Purchase · ¥3,000 · Paid, not verified" in entered
    assert entered.count("Renewal entered") == 1
    assert "Renewal verified: 20 Nov 2026" in verified
    assert "Paid, not verified → Verified" in verified
    assert "Renewal voided" in voided
    owner.presses_back(0)
    found = owner.state.book.renewal("mine")
    assert found is not None
    assert (found.status, found.voided_on) == (Status.VERIFIED, None)


def test_a_card_that_is_gone_is_said_to_be_and_has_no_ways_back(owner: Looker) -> None:
    owner.edits(note="one")
    dialog = owner.opens()
    owner.state.apply("delete", delete_card("bank", NOON))

    assert "The card was deleted" in owner.panels()[0]
    assert not dialog.findChildren(QPushButton, "history_back_1_0")
    assert "The card is deleted" in owner.reads("history_lead")
    assert dialog.windowTitle() == "History of Bank codes"


def test_the_history_of_a_deleted_card_is_reached_from_the_log(owner: Looker) -> None:
    owner.state.apply("Edit Shop", change_card(replace(owner.state.book.cards[2], note="one")))
    owner.state.apply("delete Shop", delete_card("shop", NOON))
    owner.window.window_actions.log.trigger()

    owner.clicks("log_history")

    assert owner.dialog().windowTitle() == "History of Shop"
    assert "The card was deleted" in owner.panels()[0]
    assert "none → one" in owner.panels()[1]


def test_a_card_that_went_this_very_moment_is_refused_with_a_sentence(owner: Looker) -> None:
    owner.edits(note="one")
    owner.opens()
    # Another program took it, and this window does not know yet.
    owner.store.mine = owner.store.book = delete_card("bank", NOON)(owner.store.book)

    owner.presses_back(0)

    assert owner.reads("history_said") == "⚠ This card is no longer there. Nothing was changed."


def test_what_cannot_be_saved_is_said_there_and_waits(owner: Looker) -> None:
    owner.edits(note="one")
    owner.opens()
    owner.store.refuse = FileUnwritable(Path("simdesk.json"), "No space left on device", disk_full=True)

    owner.presses_back(0)

    assert owner.reads("history_said").startswith("⚠ ")
    assert len(owner.state.pending) == 1
    owner.store.refuse = None
    owner.state.retry()
    assert owner.card().note == ""


def test_numbers_are_hidden_by_the_switch_also_while_it_is_open(owner: Looker) -> None:
    owner.edits(number=NUMBER, iccid=ICCID, activation_code=CODE, login="090-1111-2222")
    owner.edits(number="+819033334444", iccid=None, activation_code="", login="me")
    owner.opens()

    hidden = "\n".join(owner.panels())
    for secret in ("1111", ICCID, "SECRET", "9012345678"):
        assert secret not in hidden, secret
    assert "+81 •••• 2222 → +81 •••• 4444" in hidden
    owner.window.window_actions.masked.setChecked(False)
    shown = "\n".join(owner.panels())
    for words in ("+81 90-1111-2222", ICCID, CODE, "090-1111-2222"):
        assert words in shown, words
    owner.window.window_actions.masked.setChecked(True)
    assert ICCID not in "\n".join(owner.panels())


def test_nothing_changed_yet_is_said(owner: Looker) -> None:
    owner.opens()

    assert owner.panels() == []
    assert owner.reads("history_nothing").startswith("Nothing of this card has changed yet")


def test_older_steps_are_shown_when_they_are_asked_for(owner: Looker) -> None:
    for number in range(PAGE + 3):
        owner.edits(note=str(number))
    owner.opens()
    assert len(owner.panels()) == PAGE

    owner.clicks("history_older")

    assert len(owner.panels()) == PAGE + 3
    assert not owner.button("history_older").isVisible()
    owner.edits(note="last")
    assert len(owner.panels()) == PAGE + 3


def test_it_is_in_the_menu_of_the_card_too(owner: Looker) -> None:
    owner.cards.fulfil(Wish.HISTORY, "bank")
    assert owner.dialog().isVisible()


def test_the_keyboard_brings_back_and_stays_there(owner: Looker) -> None:
    owner.edits(note="one", device="Phone")
    dialog = owner.opens()
    button = dialog.findChild(QPushButton, "history_back_0_1")
    assert button is not None
    assert button.accessibleName() == "Bring back Note: none"
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    QApplication.processEvents()

    assert owner.card().note == ""
    focus = QApplication.focusWidget()
    assert focus is not None
    assert dialog.isAncestorOf(focus)


def test_words_follow_the_language(owner: Looker) -> None:
    owner.edits(note="one")
    owner.opens()
    owner.speech.use("ja")

    assert "メモ" in owner.panels()[0]


def test_every_field_of_card_and_renewal_has_a_name_and_words() -> None:
    """Whatever a field holds, its value is written as people write it: no name of the program in it."""
    whole = card(
        SOFTBANK,
        statements=(Statement(ClockName.USE, day("2026-11-01"), day("2026-11-01"), None, reason="said"),),
        linked_accounts=(LinkedAccount("Bank", "codes", "UK"),),
        payment_card_expires="2027-04",
        stages=(30, 7),
        note="x" * 5000,
    )
    paid = renewal("2026-11-20", amount="3000", fee="110", currency="JPY", receipts=("a" * 64 + ".png",))
    for record in (whole, paid):
        assert isinstance(record, Card | Renewal)
        for name in set(record.__struct_fields__) - {"id", "changed", "entered", "card", "card_id", "rule"}:
            assert field_name(name) != name
            words = value_words(record, name, getattr(record, name), Reader())
            assert words
            assert len(words) <= LONGEST + 1
            assert not any(sign in words for sign in ("Struct", "(", "<", "datetime")) or name == "statements"
    for name in SOFTBANK.__struct_fields__:
        assert field_name(f"rule.{name}") != f"rule.{name}"
        assert value_words(whole, f"rule.{name}", getattr(SOFTBANK, name), Reader())
    assert value_words(paid, "fee", "110", Reader()) == "¥110"
    assert value_words(whole, "payment_card_expires", "2027-04", Reader()) == "Apr 2027"
    assert value_words(whole, "rule.valid_for", "P60D", Reader()) == "60 days"
    assert (
        value_words(whole, "statements", whole.statements, Reader())
        == "Use: last used 1 Nov 2026 (You, 1 Nov 2026) · said"
    )


def test_an_import_of_many_renewals_is_cut_and_says_so(owner: Looker) -> None:
    many = [renewal(f"2026-10-{n + 1:02}", id=f"r{n}", card_id="bank") for n in range(MOST + 5)]
    owner.state.apply("import", lambda book: replace(book, renewals=(*book.renewals, *many)))
    owner.opens()

    assert "… and 5 more" in owner.panels()[0]


def test_a_long_history_on_the_disk_is_read_for_this_card_only(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lines of other cards are passed over without being decoded."""
    folder = data_folder(str(home / "book"), {})
    store = FileStore(folder, Watch())
    first, second = card(SOFTBANK, id="bank", label="Bank codes"), card(SOFTBANK, id="other", label="Other")
    book = store.apply(lambda held: replace(held, cards=(first, second)))
    state = AppState(store, Watch(), book)
    for number in range(30):
        state.apply("Edit Other", set_rule("other", replace(SOFTBANK, valid_for=f"P{number + 1}D"), NOON))
    state.apply("Edit Bank codes", change_card(replace(first, note="once", changed=MOMENT + timedelta(1))))
    decoded: list[kept_past.Line] = []
    plain = kept_past.step_of

    def watched(line: kept_past.Line) -> Step:
        decoded.append(line)
        return plain(line)

    monkeypatch.setattr(kept_past, "step_of", watched)

    found: list[Entry] = list(entries(state.past("bank"), "bank", state.book, Showing()))

    assert [entry.title for entry in found] == ["Edit Bank codes", "Change"]
    assert len(decoded) == 2
