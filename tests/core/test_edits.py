"""Edits and their history: every way to change the book, and the way back."""

from datetime import timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, precondition, rule
from msgspec.structs import replace

from simdesk.domain import edits
from simdesk.domain.book import Book, PaymentMethod, Tombstone, drop, put, renewals_by_card
from simdesk.domain.card import Card
from simdesk.domain.edits import Edit
from simdesk.domain.history import LIMIT, History, step_between
from simdesk.domain.numbers import (
    calling_code,
    is_usual,
    masked,
    masked_iccid,
    parse_number,
    region_of,
    spelled,
)
from simdesk.domain.renewal import Renewal
from simdesk.domain.renewing import rule_text, snapshot_of
from simdesk.domain.rows import row_of
from simdesk.domain.terms import Kind, State, Status
from simdesk.errors import CardGone, RenewalGone, StepOutdated
from tests.core.making import MOMENT, SOFTBANK, TELLO, card, day, renewal

LATER = MOMENT + timedelta(hours=1)


def book_of(*cards: Card) -> Book:
    return Book(cards=cards)


def test_a_renewal_is_logged_with_the_dates_it_moves() -> None:
    book = edits.log_renewal(renewal("2026-11-21"))(book_of(card(SOFTBANK, end="2026-11-23")))
    (entry,) = book.renewals
    assert (entry.expires_before, entry.expires_after) == (day("2026-11-23"), day("2027-01-22"))


def test_paid_then_verified_counts_from_the_day_of_payment() -> None:
    book = book_of(card(SOFTBANK, end="2026-11-23"))
    book = edits.log_renewal(renewal("2026-11-24", status=Status.PAID))(book)
    assert row_of(book, book.cards[0], day("2026-11-24")).standing.expires_on == day("2026-11-23")
    book = edits.verify("r-2026-11-24", day("2026-11-30"), LATER)(book)
    assert row_of(book, book.cards[0], day("2026-11-30")).standing.next_deadline == day("2027-01-23")
    assert book.renewals[0].verified_on == day("2026-11-30")


def test_voiding_moves_the_day_back_and_keeps_the_entry() -> None:
    book = edits.log_renewal(renewal("2026-11-21"))(book_of(card(SOFTBANK, end="2026-11-23")))
    book = edits.void("r-2026-11-21", day("2026-11-22"), LATER)(book)
    assert row_of(book, book.cards[0], day("2026-11-22")).standing.next_deadline == day("2026-11-23")
    assert (book.renewals[0].status, book.renewals[0].voided_on) == (Status.VOIDED, day("2026-11-22"))
    refused = edits.refuse("r-2026-11-21", LATER)(book)
    assert refused.renewals[0].status is Status.REFUSED


def test_a_correction_keeps_its_own_day() -> None:
    page = renewal("2026-11-21", kind=Kind.CORRECTION, expires_after="2027-01-20")
    book = edits.log_renewal(page)(book_of(card(SOFTBANK, end="2026-11-23")))
    assert book.renewals[0].expires_after == day("2027-01-20")
    assert row_of(book, book.cards[0], day("2026-11-21")).standing.next_deadline == day("2027-01-20")


@pytest.mark.parametrize(
    "change",
    [
        {"label": "Other"},
        {"note": "x"},
        {"state": State.ARCHIVED},
        {"tags": ("a",)},
        {"number": "+818012345678"},
    ],
)
def test_d10_what_is_no_date_moves_no_deadline(change: dict[str, object]) -> None:
    book = edits.log_renewal(renewal("2026-11-21"))(book_of(card(SOFTBANK, end="2026-11-23")))
    changed = edits.change_card(replace(book.cards[0], **change))(book)
    before, after = (row_of(one, one.cards[0], day("2026-11-21")).standing for one in (book, changed))
    assert before.spans == after.spans


def test_d09_deleting_a_card_keeps_its_renewals_with_their_snapshot() -> None:
    held = card(SOFTBANK, end="2026-11-23", number="+818012345678", carrier="softbank")
    entry = replace(renewal("2026-11-21"), card=snapshot_of(held))
    book = edits.delete_card("a", LATER)(edits.log_renewal(entry)(book_of(held)))
    assert book.cards == ()
    assert book.tombstones[0].id == "a"
    (kept,) = book.renewals_of("a")
    assert (kept.card.label, kept.card.number) == ("Bank codes", "+81 •••• 5678")
    assert kept.card.rule == "expiry P60D cap P360D"


@pytest.mark.parametrize(
    "edit",
    [
        edits.change_card(card(SOFTBANK, id="gone")),
        edits.set_state("gone", State.ARCHIVED, LATER),
        edits.delete_card("gone", LATER),
        edits.log_renewal(renewal("2026-11-21", card_id="gone")),
    ],
)
def test_a_card_that_is_gone_is_named(edit: Edit) -> None:
    with pytest.raises(CardGone) as refused:
        edit(book_of(card(SOFTBANK)))
    assert refused.value.card_id == "gone"


def test_a_renewal_that_is_gone_is_named() -> None:
    with pytest.raises(RenewalGone):
        edits.verify("gone", day("2026-11-21"), LATER)(Book())


def test_payment_methods_come_and_go() -> None:
    visa = PaymentMethod(id="v", changed=MOMENT, label="Visa")
    book = edits.keep_payment_method(visa)(Book())
    assert book.payment_method("Visa") is book.payment_method("v") is visa
    assert edits.forget_payment_method("none", LATER)(book) is book
    book = edits.forget_payment_method("v", LATER)(book)
    assert (book.payment_methods, book.tombstones[0].kind) == ((), "payment_method")


def test_a_payment_method_renamed_meanwhile_keeps_what_the_form_did_not_touch() -> None:
    visa = PaymentMethod(id="v", changed=MOMENT, label="Visa")
    held = put(
        book_of(card(SOFTBANK, payment_method="Visa"), card(SOFTBANK, id="b", payment_method="Blue")), visa
    )
    elsewhere = put(held, replace(visa, label="Blue", country="JP"))
    book = edits.keep_payment_method(replace(visa, changed=LATER, expires="2027-04"), visa)(elsewhere)
    assert book.payment_methods == (
        replace(visa, changed=LATER, label="Blue", country="JP", expires="2027-04"),
    )
    assert [one.payment_method for one in book.cards] == ["Blue", "Blue"]
    book = edits.keep_payment_method(replace(visa, changed=LATER, label="Red"), visa)(elsewhere)
    assert [one.payment_method for one in book.cards] == ["Red", "Red"]
    taken = put(elsewhere, PaymentMethod(id="other", changed=MOMENT, label="Visa"))
    book = edits.keep_payment_method(replace(visa, changed=LATER, label="Red"), visa)(taken)
    assert [one.payment_method for one in book.cards] == ["Visa", "Red"]


def test_d06_a_card_changed_meanwhile_keeps_what_the_form_did_not_touch() -> None:
    opened = card(SOFTBANK)
    elsewhere = put(book_of(opened), replace(opened, changed=LATER, note="by another hand", label="Theirs"))
    typed = replace(opened, changed=LATER, label="Typed")
    assert edits.change_card(typed, opened)(elsewhere).cards == (replace(typed, note="by another hand"),)
    assert edits.change_card(typed)(elsewhere).cards == (typed,)


def test_d06_a_card_deleted_while_its_form_was_open_is_there_again_when_it_is_saved() -> None:
    opened = card(SOFTBANK)
    typed = replace(opened, label="Typed")
    book = edits.change_card(typed, opened)(edits.delete_card("a", LATER)(book_of(opened)))
    assert (book.cards, book.tombstones) == ((typed,), ())


def test_put_keeps_no_record_beside_its_tombstone() -> None:
    one, entry = card(SOFTBANK, id="1"), renewal("2026-11-21", id="1")
    book = put(Book(), one, entry)
    gone = put(book, Tombstone("1", "renewal", LATER))
    assert (gone.cards, gone.renewals, len(gone.tombstones)) == ((one,), (), 1)
    both = put(gone, Tombstone("1", "card", LATER))
    assert (both.cards, len(both.tombstones)) == ((), 2)
    back = put(both, entry)
    assert (back.renewals, back.tombstones) == ((entry,), (Tombstone("1", "card", LATER),))
    assert put(book, replace(one, label="x"), replace(one, label="y")).cards == (replace(one, label="y"),)
    assert put(book, replace(one, label="x")).renewals is book.renewals


def test_put_replaces_in_place_and_drop_lets_the_rest_be() -> None:
    one, two = card(SOFTBANK, id="1"), card(SOFTBANK, id="2")
    book = put(Book(), one, two)
    renamed = replace(one, label="New")
    assert put(book, renamed).cards == (renamed, two)
    assert drop(book, Card, "1").cards == (two,)
    assert drop(book, Card, "none") is book
    entries = [renewal("2026-11-21", card_id="1"), renewal("2026-11-22", card_id="2")]
    assert renewals_by_card(entries)["2"] == [entries[1]]


def test_the_rule_in_its_compact_form() -> None:
    assert rule_text(TELLO) == "payment P3M"
    assert rule_text(SOFTBANK, "P90D") == "expiry P90D cap P360D"


def test_an_undone_step_that_was_changed_since_is_left_alone() -> None:
    before = book_of(card(SOFTBANK))
    after = edits.set_state("a", State.ARCHIVED, LATER)(before)
    history = History()
    history.push(step_between("Archive", before, after))
    elsewhere = edits.change_card(replace(after.cards[0], note="by another hand"))(after)
    with pytest.raises(StepOutdated) as refused:
        history.undo(LATER)(elsewhere)
    assert refused.value.label == "Archive"
    assert history.undo(LATER)(after).cards[0].state is State.IN_USE


def test_only_the_last_steps_are_remembered() -> None:
    history = History()
    for number in range(LIMIT + 5):
        history.push(step_between(str(number), Book(), book_of(card(SOFTBANK))))
    assert [len(history.done), history.done[0].label] == [LIMIT, "5"]


def without_stamps(book: Book) -> object:
    """Return what is there; what is gone leaves a tombstone, whatever way it went."""
    cards = tuple(replace(one, changed=MOMENT) for one in sorted(book.cards, key=lambda one: one.id))
    entries = tuple(replace(one, changed=MOMENT) for one in sorted(book.renewals, key=lambda one: one.id))
    return cards, entries


class Editing(RuleBasedStateMachine):
    """Any sequence of edits, undone and redone, passes through the books it passed before."""

    cards: Bundle[str] = Bundle("cards")

    def __init__(self) -> None:
        super().__init__()
        self.book = Book()
        self.past: list[Book] = []
        self.future: list[Book] = []
        self.history = History()
        self.count = 0
        self.known: set[str] = set()

    def act(self, edit: Edit) -> None:
        after = edit(self.book)
        self.history.push(step_between("x", self.book, after))
        self.past.append(self.book)
        self.future.clear()
        self.book = after

    @rule(target=cards)
    def add(self) -> str:
        self.count += 1
        self.act(edits.add_card(card(SOFTBANK, id=f"c{self.count}", end="2026-11-23")))
        return f"c{self.count}"

    @rule(name=cards, paid=st.dates(day("2026-01-01"), day("2028-01-01")))
    def renew(self, name: str, paid: object) -> None:
        if self.book.card(name) is None:
            return
        self.count += 1
        self.act(edits.log_renewal(renewal(str(paid), id=f"r{self.count}", card_id=name)))

    @rule(name=consumes(cards))
    def delete(self, name: str) -> None:
        if self.book.card(name) is not None:
            self.act(edits.delete_card(name, LATER))

    @precondition(lambda self: self.history.done)
    @rule()
    def undo(self) -> None:
        self.future.append(self.book)
        self.book = self.history.undo(LATER)(self.book)
        self.history.undid()
        assert without_stamps(self.book) == without_stamps(self.past.pop())

    @precondition(lambda self: self.history.undone)
    @rule()
    def redo(self) -> None:
        self.past.append(self.book)
        self.book = self.history.redo(LATER)(self.book)
        self.history.redid()
        assert without_stamps(self.book) == without_stamps(self.future.pop())

    @invariant()
    def ids_are_unique(self) -> None:
        shelves: tuple[tuple[Card | Renewal | Tombstone, ...], ...]
        shelves = (self.book.cards, self.book.renewals, self.book.tombstones)
        for shelf in shelves:
            ids = [one.id for one in shelf]
            assert len(ids) == len(set(ids))

    @invariant()
    def what_was_and_is_not_has_a_tombstone(self) -> None:
        there = {card.id for card in self.book.cards} | {one.id for one in self.book.renewals}
        buried = {one.id for one in self.book.tombstones}
        assert buried == self.known - there
        self.known |= there
        gone = {(one.kind, one.id) for one in self.book.tombstones}
        assert gone.isdisjoint(("card", one.id) for one in self.book.cards)
        assert gone.isdisjoint(("renewal", one.id) for one in self.book.renewals)


TestEditing = Editing.TestCase
TestEditing.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)


@pytest.mark.parametrize(
    ("number", "code", "shown"),
    [
        ("+818012345678", "+81", "+81 •••• 5678"),
        ("+447400123456", "+44", "+44 •••• 3456"),
        ("+12025550123", "+1", "+1 •••• 0123"),
        ("+85251234567", "+852", "+852 •••• 4567"),
        ("+886912345678", "+886", "+886 •••• 5678"),
    ],
)
def test_a_number_is_masked_to_its_last_four(number: str, code: str, shown: str) -> None:
    assert (calling_code(number), masked(number)) == (code, shown)


@pytest.mark.parametrize(
    ("text", "country", "number"),
    [
        ("090-1234-5678", "JP", "+819012345678"),
        ("+81 90 1234 5678", None, "+819012345678"),
        ("07400 123456", "GB", "+447400123456"),
        ("090-1234-5678", None, None),
        ("12", "JP", None),
        ("no number", "JP", None),
    ],
)
def test_a_number_is_read(text: str, country: str | None, number: str | None) -> None:
    assert parse_number(text, country) == number


def test_a_number_with_a_digit_missing_is_doubted() -> None:
    assert is_usual("+818011112222")
    assert not is_usual("+8180111122")
    assert not is_usual("+9")
    assert spelled("+8180111122", "JP") == "+81 80111122"


def test_a_number_is_spelled_for_its_reader() -> None:
    assert spelled("+819012345678", "JP") == "090-1234-5678"
    assert spelled("+819012345678", "CN") == "+81 90-1234-5678"
    assert (region_of("+819012345678"), region_of("+447400123456")) == ("JP", "GB")
    assert masked_iccid("8981100000000001234") == "•••• 1234"
