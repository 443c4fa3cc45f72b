"""Importing the log: which renewal a row is about, what it moves, and what it is refused for."""

from pathlib import Path

import pytest

from simdesk.domain.book import Book
from simdesk.domain.edits import delete_card
from simdesk.domain.rows import row_of
from simdesk.domain.terms import Extends, Kind, Status
from simdesk.errors import Damage, RowRefused
from simdesk.exchange.log_csv import COLUMNS, exported_log, length_in, rule_with_length
from simdesk.exchange.report import Outcome, sentence
from tests.core.csv_making import NOW, both_tables, table, take_cards, take_log, through_both
from tests.core.making import day

CARD = {
    "id": "bank",
    "label": "Bank codes",
    "number": "+819012345678",
    "carrier": "SoftBank",
    "basis": "expiry",
    "valid_for": "P60D",
    "cap": "P360D",
    "expires_on": "2026-12-01",
}
PAID = {
    "card_id": "bank",
    "kind": "purchase",
    "status": "verified",
    "paid_on": "2026-11-21",
    "amount": "3000",
    "currency": "JPY",
}
RECEIPT = "0123456789abcdef" * 4


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "log.csv"


@pytest.fixture
def bank(path: Path) -> Book:
    return take_cards(path, Book(), CARD)[0]


def expires(book: Book) -> str:
    return str(row_of(book, book.cards[0], day("2026-11-21")).standing.expires_on)


def refusal(path: Path, book: Book, *rows: dict[str, str]) -> tuple[int, str, Damage]:
    with pytest.raises(RowRefused) as refused:
        take_log(path, book, *rows)
    return refused.value.line, refused.value.column, refused.value.damage


def test_every_column_finds_its_field(path: Path, bank: Book) -> None:
    row = {
        "renewal_id": "r1",
        "card_id": "bank",
        "label": "Old label",
        "number": "+819012345678",
        "carrier": "SB",
        "plan": "Simple",
        "kind": "use",
        "channel": "outgoing_call",
        "place": "ローソン",
        "offer": "one call",
        "extends": "both",
        "status": "voided",
        "paid_on": "2026-11-01",
        "base_day": "2026-11-02",
        "verified_on": "2026-11-03",
        "voided_on": "2026-11-04",
        "amount": "-3000",
        "fee": "0.5",
        "currency": "JPY",
        "payment_method": "Visa",
        "expires_before": "2026-12-01",
        "expires_after": "2027-01-30",
        "balance_after": "3240",
        "order_number": "00012345678901",
        "receipts": f"{RECEIPT}.png;{RECEIPT}.pdf",
        "rule": "expiry P90D cap P360D",
        "note": "a\r\nb",
    }

    book, lines = take_log(path, bank, row)

    one = book.renewals[0]
    assert lines[0].outcome is Outcome.ADDED
    assert (one.id, one.card_id, one.kind, one.extends, one.status) == (
        "r1",
        "bank",
        Kind.USE,
        Extends.BOTH,
        Status.VOIDED,
    )
    assert (one.card.label, one.card.number, one.card.carrier, one.card.plan, one.card.rule) == (
        "Old label",
        "+81 •••• 5678",
        "SB",
        "Simple",
        "expiry P90D cap P360D",
    )
    assert one.valid_for == "P90D"
    assert (one.channel, one.place, one.offer) == ("outgoing_call", "ローソン", "one call")
    assert (one.paid_on, one.base_day, one.verified_on, one.voided_on) == (
        day("2026-11-01"),
        day("2026-11-02"),
        day("2026-11-03"),
        day("2026-11-04"),
    )
    assert (one.amount, one.fee, one.currency, one.balance_after) == ("-3000", "0.5", "JPY", "3240")
    assert (one.expires_before, one.expires_after) == (day("2026-12-01"), day("2027-01-30"))
    assert (one.payment_method, one.order_number) == ("Visa", "00012345678901")
    assert (one.receipts, one.note) == ((f"{RECEIPT}.png", f"{RECEIPT}.pdf"), "a\r\nb")
    again = table(path, exported_log(book), COLUMNS).rows[0].cells
    assert again == {**row, "number": "+81 •••• 5678"}


def test_a_renewal_on_or_after_the_statement_moves_the_date(path: Path, bank: Book) -> None:
    book, lines = take_log(path, bank, PAID)

    assert expires(book) == "2027-01-30"
    assert book.renewals[0].card.label == "Bank codes"
    assert sentence(lines[0]) == "Line 2: Bank codes, Sat 21 Nov 2026: added."


@pytest.mark.parametrize(
    ("row", "date"),
    [
        ({"paid_on": "2026-11-20"}, "2026-12-01"),
        ({"status": "paid"}, "2026-12-01"),
        ({"status": "refused"}, "2026-12-01"),
        ({"status": "voided"}, "2026-12-01"),
        ({"kind": "use"}, "2026-12-01"),
        ({"extends": "data"}, "2026-12-01"),
        ({"extends": "both"}, "2027-01-30"),
        ({"rule": "expiry P90D"}, "2027-03-01"),
        ({"kind": "correction", "expires_after": "2027-05-05"}, "2027-05-05"),
    ],
)
def test_what_moves_the_date_and_what_does_not(
    path: Path, bank: Book, row: dict[str, str], date: str
) -> None:
    assert expires(take_log(path, bank, PAID | row)[0]) == date


def test_the_new_renewal_of_an_old_log_moves_the_date(path: Path, bank: Book) -> None:
    """The table of cards is from before the last renewal, which the log has."""
    old = {**PAID, "paid_on": "2026-10-02", "expires_before": "2026-10-02", "expires_after": "2026-12-01"}
    new = {**PAID, "expires_before": "2026-12-01", "expires_after": "2027-01-30"}
    unknown = {**PAID, "expires_before": "", "expires_after": ""}

    for last in (new, unknown, {**unknown, "expires_after": "2027-01-30"}):
        book, lines = take_log(path, bank, old, last)
        assert expires(book) == "2027-01-30"
        assert [line.counted for line in lines] == [False, False]


def test_a_renewal_that_the_cards_date_contains_is_not_counted_again(path: Path) -> None:
    book, _ = take_cards(path, Book(), {**CARD, "expires_on": "2027-01-30"})

    book, lines = take_log(path, book, PAID | {"expires_before": "2026-12-01", "expires_after": "2027-01-30"})

    assert expires(book) == "2027-01-30"
    assert lines[0].counted
    assert sentence(lines[0]).endswith("added. Its card's date contains it already.")
    later = PAID | {"order_number": "second"}
    assert expires(take_log(path, book, later)[0]) == "2027-03-31"


def test_without_an_id_the_same_slip_is_the_same_renewal(path: Path, bank: Book) -> None:
    twice = [PAID, PAID]
    book, lines = take_log(path, bank, *twice)
    assert [line.outcome for line in lines] == [Outcome.ADDED, Outcome.ADDED]

    again, lines = take_log(path, book, *twice)
    assert again is book
    assert [line.outcome for line in lines] == [Outcome.UNCHANGED, Outcome.UNCHANGED]
    third, _ = take_log(path, book, *twice, PAID)
    assert len(third.renewals) == 3


def test_an_id_says_which_renewal(path: Path, bank: Book) -> None:
    book, _ = take_log(path, bank, {"renewal_id": "mine", **PAID, "status": "paid"})
    assert book.renewals[0].id == "mine"

    book, lines = take_log(path, book, {"renewal_id": "mine", "status": "verified", "note": "arrived"})

    one = book.renewals[0]
    assert (one.status, one.note, one.amount, one.card_id) == (Status.VERIFIED, "arrived", "3000", "bank")
    assert lines[0].columns == ("status", "note")
    assert expires(book) == "2027-01-30"


@pytest.mark.parametrize(
    "names",
    [
        {"number": "+81 •••• 5678", "label": "Bank codes"},
        {"number": "+819012345678", "label": ""},
        {"label": "Bank codes"},
    ],
)
def test_masked_number_and_label_say_which_card(path: Path, bank: Book, names: dict[str, str]) -> None:
    row = {name: cell for name, cell in PAID.items() if name != "card_id"}

    book, _ = take_log(path, bank, {**names, **row})

    assert (book.renewals[0].card_id, book.renewals[0].card.label) == ("bank", "Bank codes")
    assert book.renewals[0].card.number == names.get("number", "+81 •••• 5678").replace(
        "+819012345678", "+81 •••• 5678"
    )


def test_the_history_of_a_card_that_is_gone_is_kept(path: Path, bank: Book) -> None:
    book, _ = take_log(path, bank, {**PAID, "label": "Bank codes", "rule": "expiry P60D"})
    book = delete_card("bank", NOW)(book)
    tables = both_tables(book)

    second = through_both(path, Book(), tables)

    assert both_tables(second) == tables
    assert second.renewals[0].card_id == "bank"


@pytest.mark.parametrize(
    ("row", "column", "damage"),
    [
        ({"card_id": "", "label": "Nobody"}, "label", Damage.UNKNOWN_CARD),
        ({"card_id": "", "number": "+81 •••• 0000"}, "number", Damage.UNKNOWN_CARD),
        ({"card_id": ""}, "label", Damage.UNKNOWN_CARD),
        ({"card_id": "a b"}, "card_id", Damage.NOT_AN_ID),
        ({"renewal_id": "a/b"}, "renewal_id", Damage.NOT_AN_ID),
        ({"kind": ""}, "kind", Damage.MISSING_VALUE),
        ({"kind": "gift"}, "kind", Damage.NOT_IN_LIST),
        ({"status": "done"}, "status", Damage.NOT_IN_LIST),
        ({"paid_on": ""}, "paid_on", Damage.MISSING_VALUE),
        ({"paid_on": "2027-02-29"}, "paid_on", Damage.NOT_A_DATE),
        ({"extends": "all"}, "extends", Damage.NOT_IN_LIST),
        ({"amount": "NaN"}, "amount", Damage.NOT_AN_AMOUNT),
        ({"amount": "1e3"}, "amount", Damage.NOT_AN_AMOUNT),
        ({"fee": "1.23456"}, "fee", Damage.NOT_AN_AMOUNT),
        ({"currency": ""}, "currency", Damage.MISSING_CURRENCY),
        ({"currency": "XXX"}, "currency", Damage.UNKNOWN_CURRENCY),
        ({"receipts": "../secret.png"}, "receipts", Damage.NOT_IN_LIST),
        ({"place": "x" * 501}, "place", Damage.TOO_LONG),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_is_taken(
    path: Path, bank: Book, row: dict[str, str], column: str, damage: Damage
) -> None:
    sound = {**dict.fromkeys(row, ""), "label": "", **PAID}

    assert refusal(path, bank, sound, {**sound, **row}) == (3, column, damage)


def test_two_cards_that_fit_or_two_rows_with_one_id_are_refused(path: Path, bank: Book) -> None:
    two, _ = take_cards(path, bank, {**CARD, "id": "other"})
    row = {**PAID, "card_id": "", "label": "Bank codes"}
    assert refusal(path, two, row) == (2, "label", Damage.AMBIGUOUS)
    row = {**PAID, "renewal_id": "r"}
    assert refusal(path, bank, row, row) == (3, "renewal_id", Damage.DUPLICATE_ID)


@pytest.mark.parametrize(
    ("rule", "valid_for", "text"),
    [
        ("expiry P60D cap P360D", None, "expiry P60D cap P360D"),
        ("expiry P60D cap P360D", "P60D", "expiry P60D cap P360D"),
        ("expiry P60D cap P360D", "P90D", "expiry P90D cap P360D"),
        ("expiry cap P360D", "P90D", "expiry P90D cap P360D"),
        ("none", "P3M/end", "none P3M/end"),
        ("", "P7D", "P7D"),
        ("my own words", "P7D", "my own words P7D"),
        ("my own words", None, "my own words"),
    ],
)
def test_the_rule_carries_the_length_that_was_used(rule: str, valid_for: str | None, text: str) -> None:
    assert rule_with_length(rule, valid_for) == text
    assert length_in(text) == (valid_for or length_in(rule))
    assert rule_with_length(text, length_in(text)) == text
