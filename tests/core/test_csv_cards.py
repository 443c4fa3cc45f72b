"""Importing cards: which card a row is about, what it changes, and what it is refused for."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from simdesk.catalog.reading import catalog
from simdesk.domain.book import Book
from simdesk.domain.card import Card
from simdesk.domain.edits import delete_card, log_renewal
from simdesk.domain.money import Money
from simdesk.domain.rows import rows_on
from simdesk.domain.terms import Basis, ClockName, Form, Phase, State
from simdesk.errors import Damage, RowRefused
from simdesk.exchange.cards_csv import card_cells
from simdesk.exchange.report import Outcome, Overruled, sentence, summary
from tests.core.csv_making import NOW, take_cards
from tests.core.making import day, renewal

BANK = {
    "label": "Bank codes",
    "number": "+819012345678",
    "carrier": "SoftBank",
    "plan": "",
    "basis": "expiry",
    "valid_for": "P60D",
    "expires_on": "2026-12-01",
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cards.csv"


@pytest.fixture
def bank(path: Path) -> Book:
    return take_cards(path, Book(), BANK)[0]


def refusal(path: Path, book: Book, *rows: dict[str, str]) -> tuple[int, str, Damage]:
    with pytest.raises(RowRefused) as refused:
        take_cards(path, book, *rows)
    return refused.value.line, refused.value.column, refused.value.damage


def dates(book: Book) -> tuple[str, str]:
    card = book.cards[0]
    shown = card_cells(card, book.renewals_of(card.id))
    return shown["counted_from"], shown["expires_on"]


def test_every_column_finds_its_field(path: Path) -> None:
    book, lines = take_cards(
        path,
        Book(),
        {
            "note": "first line\nsecond line",
            "id": "my-card",
            "label": "Flat",
            "number": "090-1234-5678",
            "form": "esim",
            "carrier": "softbank",
            "plan": "",
            "basis": "billing",
            "bill_day": "27",
            "next_bill_on": "2026-11-27",
            "use_within": "P180D",
            "last_used_on": "2026-10-01",
            "payment_card_expires": "2028-04",
            "data_expires_on": "2026-12-24",
            "install_by": "2027-01-01",
            "timezone": "Asia/Seoul",
            "balance": "-12.50",
            "currency": "jpy",
            "balance_on": "2026-11-01",
            "data_left_mb": "300",
            "iccid": "8981 1000 1234 5678 901",
            "device": "old phone",
            "payment_method": "Visa",
            "auto_renew": "Yes",
            "texts_abroad": "no",
            "opened_on": "2024-02-29",
            "login": "me@example.org",
            "linked_accounts": r"bank|login|;shop\;cart|codes\|texts|2026-01;mail",
            "tags": r"家;a\;b;C:\dir",
            "stages": "30;7;0",
            "state": "archived",
        },
    )

    card = book.cards[0]
    assert [line.outcome for line in lines] == [Outcome.ADDED]
    assert (card.id, card.number, card.form, card.timezone) == (
        "my-card",
        "+819012345678",
        Form.ESIM,
        "Asia/Seoul",
    )
    assert (card.rule.basis, card.rule.use_within, card.bill_day) == (Basis.BILLING, "P180D", 27)
    assert [(one.clock, one.base_day, one.end_day, one.stated_on) for one in card.statements] == [
        (ClockName.USE, day("2026-10-01"), None, day("2026-11-21")),
        (ClockName.DATA, None, day("2026-12-24"), day("2026-11-21")),
        (ClockName.BILL, day("2026-11-27"), None, day("2026-11-21")),
    ]
    assert (card.payment_card_expires, card.install_by) == ("2028-04", day("2027-01-01"))
    assert (card.balance, card.balance_on) == (Money("-12.50", "JPY"), day("2026-11-01"))
    assert (card.data_left_mb, card.iccid, card.device) == (300, "8981100012345678901", "old phone")
    assert (card.auto_renew, card.texts_abroad, card.opened_on) == (True, False, day("2024-02-29"))
    assert [(one.service, one.use, one.moved) for one in card.linked_accounts] == [
        ("bank", "login", ""),
        ("shop;cart", "codes|texts", "2026-01"),
        ("mail", "", ""),
    ]
    assert card.tags == ("家", "a;b", r"C:\dir")
    assert (card.stages, card.state, card.note) == ((30, 7, 0), State.ARCHIVED, "first line\nsecond line")


def test_the_same_table_twice_changes_nothing(path: Path, bank: Book) -> None:
    again, lines = take_cards(path, bank, BANK)

    assert again is bank
    assert [line.outcome for line in lines] == [Outcome.UNCHANGED]


@pytest.mark.parametrize(
    "row",
    [
        {"number": "+819012345678", "carrier": "SoftBank", "note": "new"},
        {"number": "090 1234 5678", "carrier": "ソフトバンク", "note": "new"},
        {"number": "+819012345678", "note": "new"},
        {"id": "", "iccid": "", "number": "09012345678", "carrier": "soft bank", "note": "new"},
    ],
)
def test_without_an_id_number_and_carrier_say_which_card(path: Path, bank: Book, row: dict[str, str]) -> None:
    after, lines = take_cards(path, bank, row)

    assert [(card.id, card.note) for card in after.cards] == [(bank.cards[0].id, "new")]
    assert lines[0].outcome is Outcome.CHANGED
    assert "note" in lines[0].columns


def test_the_iccid_goes_before_the_number_and_the_id_before_both(path: Path) -> None:
    shared = {"basis": "none", "timezone": "Asia/Tokyo", "number": "+819012345678", "carrier": "x"}
    book, _ = take_cards(
        path,
        Book(),
        {"id": "a", "label": "A", "iccid": "8981100000000000001", **shared},
        {"id": "b", "label": "B", "iccid": "8981100000000000002", **shared},
    )

    book, _ = take_cards(
        path, book, {"iccid": "8981100000000000002", "number": "+819012345678", "note": "two"}
    )
    assert [card.note for card in book.cards] == ["", "two"]
    book, _ = take_cards(path, book, {"id": "a", "iccid": "8981100000000000009"})
    assert [card.iccid for card in book.cards] == ["8981100000000000009", "8981100000000000002"]
    assert refusal(path, book, {"number": "+819012345678", "carrier": "x"}) == (2, "number", Damage.AMBIGUOUS)
    book, lines = take_cards(path, book, {"id": "c", "label": "C", **shared})
    assert [card.id for card in book.cards] == ["a", "b", "c"]
    assert lines[0].outcome is Outcome.ADDED


def test_two_rows_about_one_card_are_refused(path: Path, bank: Book) -> None:
    number = {"number": "+819012345678", "carrier": "SoftBank", "id": "", "iccid": ""}
    assert refusal(path, bank, number, number) == (3, "", Damage.AMBIGUOUS)
    by_id = number | {"id": bank.cards[0].id}
    assert refusal(path, bank, number, by_id) == (3, "", Damage.AMBIGUOUS)
    new = {"id": "n", "label": "N", "basis": "none", "timezone": "UTC", "iccid": ""}
    assert refusal(path, bank, new, new) == (3, "id", Damage.DUPLICATE_ID)
    new = {"id": "", "label": "N", "basis": "none", "timezone": "UTC", "iccid": "8981100000000000001"}
    assert refusal(path, bank, new, new) == (3, "iccid", Damage.AMBIGUOUS)


def test_two_new_rows_that_only_number_and_carrier_tell_apart_are_refused(path: Path) -> None:
    row = {"label": "N", "basis": "none", "number": "+819012345678", "carrier": "SoftBank"}
    blank = {"id": "", "iccid": "", "timezone": ""}
    assert refusal(path, Book(), row | blank, row | blank) == (3, "number", Damage.AMBIGUOUS)
    assert refusal(path, Book(), row | blank, row | blank | {"id": "n"}) == (3, "number", Damage.AMBIGUOUS)
    twin = row | blank | {"carrier": "softbank", "iccid": "8981100000000000001"}
    assert refusal(path, Book(), twin, row | blank) == (3, "number", Damage.AMBIGUOUS)
    other = row | blank | {"carrier": "povo"}
    assert len(take_cards(path, Book(), row | blank, other)[0].cards) == 2
    assert len(take_cards(path, Book(), row | blank | {"id": "n"}, twin)[0].cards) == 2


def test_an_id_that_is_none_is_named_before_all_else(path: Path) -> None:
    assert refusal(path, Book(), {"id": "a b", "number": "x"}) == (2, "id", Damage.NOT_AN_ID)


def test_a_missing_column_changes_nothing_and_an_empty_cell_empties(path: Path, bank: Book) -> None:
    bank, _ = take_cards(path, bank, {"id": bank.cards[0].id, "note": "kept", "device": "phone"})
    before = bank.cards[0]

    after, lines = take_cards(path, bank, {"id": before.id, "device": "", "tags": "x"})

    card = after.cards[0]
    assert (card.device, card.tags, card.note) == ("", ("x",), "kept")
    assert (card.rule, card.statements, card.label, card.number) == (
        before.rule,
        before.statements,
        before.label,
        before.number,
    )
    assert lines[0].columns == ("device", "tags")


def test_a_new_card_takes_the_rule_of_its_plan(path: Path) -> None:
    book, _ = take_cards(path, Book(), {"label": "povo", "carrier": "povo", "plan": "povo2.0", "number": ""})

    plan = catalog().plan(catalog().carrier("povo"), "povo2.0")
    assert plan is not None
    assert book.cards[0].rule == plan.rule
    assert book.cards[0].rule.plan_version is not None
    assert (book.cards[0].timezone, book.cards[0].carrier) == ("Asia/Tokyo", "povo")


def test_an_existing_card_keeps_its_rule_unless_a_basis_is_given(path: Path, bank: Book) -> None:
    card_id, rule = bank.cards[0].id, bank.cards[0].rule
    kept, _ = take_cards(path, bank, {"id": card_id, "plan": "Simple Style", "basis": "", "ladder": ""})
    assert kept.cards[0].rule is rule
    changed, _ = take_cards(path, bank, {"id": card_id, "basis": "payment", "valid_for": "P3M"})
    assert (changed.cards[0].rule.basis, changed.cards[0].rule.valid_for) == (Basis.PAYMENT, "P3M")


@pytest.mark.parametrize(
    ("row", "zone"),
    [
        ({"timezone": "America/New_York", "carrier": "povo"}, "America/New_York"),
        ({"timezone": "", "carrier": "povo"}, "Asia/Tokyo"),
        ({"carrier": "giffgaff", "number": "+819012345678"}, "Europe/London"),
        ({"carrier": "A shop", "number": "+819012345678"}, "Asia/Tokyo"),
        ({"number": "+6591234567"}, "Asia/Singapore"),
    ],
)
def test_the_zone_is_given_or_the_carriers_or_the_numbers(path: Path, row: dict[str, str], zone: str) -> None:
    book, _ = take_cards(path, Book(), {"label": "x", "basis": "none", **row})

    assert book.cards[0].timezone == zone


@pytest.mark.parametrize(
    ("row", "column", "damage"),
    [
        ({"timezone": "Mars/Base"}, "timezone", Damage.UNKNOWN_ZONE),
        ({"timezone": "", "number": ""}, "timezone", Damage.MISSING_ZONE),
        ({"timezone": "", "number": "+12125550123"}, "timezone", Damage.MISSING_ZONE),
        ({"label": " "}, "label", Damage.MISSING_VALUE),
        ({"label": "x" * 201}, "label", Damage.TOO_LONG),
        ({"basis": ""}, "basis", Damage.MISSING_VALUE),
        ({"id": "has space"}, "id", Damage.NOT_AN_ID),
        ({"number": "12"}, "number", Damage.NOT_A_PHONE_NUMBER),
        ({"number": "none"}, "number", Damage.NOT_A_PHONE_NUMBER),
        ({"number": "090-1234-5678", "carrier": "nobody"}, "number", Damage.NOT_A_PHONE_NUMBER),
        ({"form": "paper"}, "form", Damage.NOT_IN_LIST),
        ({"state": "asleep"}, "state", Damage.NOT_IN_LIST),
        ({"counted_from": "2026-02-30"}, "counted_from", Damage.NOT_A_DATE),
        ({"expires_on": "11/12/2026"}, "expires_on", Damage.DAY_OR_MONTH),
        ({"expires_on": "24.13.2026"}, "expires_on", Damage.NOT_A_DATE),
        ({"last_used_on": "yesterday"}, "last_used_on", Damage.NOT_A_DATE),
        ({"bill_day": "32"}, "bill_day", Damage.NOT_A_NUMBER),
        ({"bill_day": "1.5"}, "bill_day", Damage.NOT_A_NUMBER),
        ({"payment_card_expires": "04/28"}, "payment_card_expires", Damage.NOT_A_MONTH),
        ({"balance": "NaN", "currency": "JPY"}, "balance", Damage.NOT_AN_AMOUNT),
        ({"balance": "1,000", "currency": "JPY"}, "balance", Damage.NOT_AN_AMOUNT),
        ({"balance": "5", "currency": ""}, "currency", Damage.MISSING_CURRENCY),
        ({"balance": "5", "currency": "YEN"}, "currency", Damage.UNKNOWN_CURRENCY),
        ({"data_left_mb": "-1"}, "data_left_mb", Damage.NOT_A_NUMBER),
        ({"iccid": "8.9E+19"}, "iccid", Damage.ROUNDED),
        ({"auto_renew": "perhaps"}, "auto_renew", Damage.NOT_YES_OR_NO),
        ({"linked_accounts": "a|b|c|d"}, "linked_accounts", Damage.NOT_A_LIST),
        ({"linked_accounts": "|login"}, "linked_accounts", Damage.MISSING_VALUE),
        ({"stages": "7;soon"}, "stages", Damage.NOT_A_NUMBER),
        ({"login": "x" * 501}, "login", Damage.TOO_LONG),
        ({"note": "x" * 20_001}, "note", Damage.TOO_LONG),
        ({"basis": "payment", "cap": "P360D"}, "cap", Damage.RULE),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_is_taken(
    path: Path, row: dict[str, str], column: str, damage: Damage
) -> None:
    sound = {"id": "", "label": "x", "basis": "none", "timezone": "Asia/Tokyo"}

    assert refusal(path, Book(), {**dict.fromkeys(row, ""), **sound}, {**sound, **row}) == (3, column, damage)


def test_the_stated_last_day_wins_and_the_difference_is_reported(path: Path, bank: Book) -> None:
    both = {"id": bank.cards[0].id, "counted_from": "2026-11-01", "expires_on": "2027-01-15"}

    book, lines = take_cards(path, bank, both)

    assert dates(book) == ("2026-11-01", "2027-01-15")
    assert lines[0].overruled == Overruled(day("2027-01-15"), day("2026-12-31"))
    assert sentence(lines[0]) == (
        "Line 2: Bank codes: changed (counted_from, expires_on). Its last day is Fri 15 Jan 2027"
        " as the file says; its rule would give Thu 31 Dec 2026."
    )
    again, lines = take_cards(path, book, both)
    assert again is book
    assert lines[0].overruled is None


@pytest.mark.parametrize(
    ("row", "shown"),
    [
        ({"counted_from": "2026-11-01"}, ("2026-11-01", "2026-12-31")),
        ({"counted_from": "2026-11-01", "expires_on": ""}, ("2026-11-01", "2026-12-31")),
        ({"counted_from": "2026-11-01", "expires_on": "2026-12-31"}, ("2026-11-01", "2026-12-31")),
        ({"expires_on": "2027-02-28"}, ("", "2027-02-28")),
        ({"counted_from": "", "expires_on": "2027-02-28"}, ("", "2027-02-28")),
        ({"counted_from": "", "expires_on": ""}, ("", "")),
        ({"note": "only a note"}, ("", "2026-12-01")),
        ({"counted_from": ""}, ("", "2026-12-01")),
        ({"counted_from": "2026-11-01", "valid_for": "P3M"}, ("2026-11-01", "2027-02-01")),
    ],
)
def test_each_date_may_be_given_alone(
    path: Path, bank: Book, row: dict[str, str], shown: tuple[str, str]
) -> None:
    book, lines = take_cards(path, bank, {"id": bank.cards[0].id, **row})

    assert dates(book) == shown
    assert lines[0].overruled is None


def test_a_date_is_stated_today_in_the_zone_of_the_card(path: Path) -> None:
    evening = datetime(2026, 11, 21, 20, 0, tzinfo=UTC)

    book, _ = take_cards(path, Book(), BANK, moment=evening)

    assert [one.stated_on for one in book.cards[0].statements] == [day("2026-11-22")]


def test_a_date_holds_against_renewals_of_the_same_day(path: Path, bank: Book) -> None:
    card_id = bank.cards[0].id
    bank = log_renewal(renewal("2026-11-21", card_id=card_id))(bank)
    assert dates(bank) == ("", "2027-01-30")

    book, _ = take_cards(path, bank, {"id": card_id, "expires_on": "2026-12-24"})

    assert dates(book) == ("", "2026-12-24")
    assert take_cards(path, book, {"id": card_id, "expires_on": "2026-12-24"})[0] is book


def test_use_counts_from_the_last_use(path: Path) -> None:
    book, _ = take_cards(
        path,
        Book(),
        {
            "label": "UK bank",
            "carrier": "giffgaff",
            "basis": "use",
            "valid_for": "P6M",
            "last_used_on": "2026-08-31",
        },
    )

    assert dates(book) == ("2026-08-31", "2027-02-28")


def test_a_number_in_storage_is_stored_to_the_end_of_the_first_phase(path: Path) -> None:
    book, _ = take_cards(
        path,
        Book(),
        {
            "label": "Stored",
            "number": "+819012345678",
            "basis": "fixed",
            "valid_for": "",
            "ladder": "stored:P3M;port_out_only:P1M",
            "counted_from": "2026-10-31",
        },
    )

    standing = rows_on(book, date(2026, 11, 21))[0].standing
    assert (standing.phase, standing.next_deadline, standing.lost_on) == (
        Phase.STORED,
        day("2027-01-31"),
        day("2027-03-01"),
    )


def test_a_balance_is_as_of_today_where_the_table_has_no_day_for_it(path: Path, bank: Book) -> None:
    row = {"id": bank.cards[0].id, "balance": "1240", "currency": "JPY"}
    book, _ = take_cards(path, bank, row)
    assert (book.cards[0].balance, book.cards[0].balance_on) == (Money("1240", "JPY"), day("2026-11-21"))
    book, _ = take_cards(path, book, {"id": bank.cards[0].id, "balance": ""})
    assert book.cards[0].balance is None


def test_a_deleted_card_comes_back_under_its_id(path: Path, bank: Book) -> None:
    card_id = bank.cards[0].id
    gone = delete_card(card_id, NOW)(bank)
    assert gone.tombstones

    book, _ = take_cards(path, gone, {"id": card_id, **BANK})

    assert [card.id for card in book.cards] == [card_id]
    assert book.tombstones == ()


def test_what_was_done_is_said_line_by_line(path: Path, bank: Book) -> None:
    rows = [
        {"id": bank.cards[0].id, "label": "Bank codes", "basis": "", "timezone": "Asia/Tokyo", "tags": "x;y"},
        {"id": "n", "label": "New {one}\nhere", "basis": "none", "timezone": "UTC", "tags": ""},
    ]

    book, lines = take_cards(path, bank, *rows)

    assert [*map(sentence, lines), summary(lines, trial=False)] == [
        "Line 2: Bank codes: changed (tags).",
        "Line 3: New {one} here: added.",
        "1 added, 1 changed, 0 unchanged.",
    ]
    _, again = take_cards(path, book, *rows)
    assert summary(again, trial=True) == (
        "0 added, 0 changed, 2 unchanged. This was a trial: nothing was changed."
    )


def test_carrier_and_plan_stay_as_the_owner_wrote_them(path: Path) -> None:
    book, _ = take_cards(path, Book(), {"label": "x", "carrier": "ｐｏｖｏ", "plan": "POVO 2.0"})

    card: Card = book.cards[0]
    assert (card.carrier, card.plan, card.rule.basis) == ("ｐｏｖｏ", "POVO 2.0", Basis.PACK_END)
