"""Export, import, export: byte for byte the same, whatever stands in the cells."""

import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from simdesk.catalog.reading import catalog
from simdesk.clock import day_in
from simdesk.domain.book import Book
from simdesk.domain.edits import add_card, log_renewal
from simdesk.domain.terms import Basis, ClockName, Kind, Status
from simdesk.exchange import cards_csv, log_csv
from simdesk.exchange.cards_import import imported_cards
from simdesk.exchange.log_import import imported_log
from simdesk.storage.decoding import decode_book
from simdesk.storage.keeping import book_bytes
from tests.core.csv_making import NOW, books, both_tables, table, take_cards, take_log, through_both
from tests.core.making import GIFFGAFF, HIS, MOMENT, POVO, SOFTBANK, TELLO, card, renewal, stated


@given(books())
def test_into_an_empty_book_and_out_again_is_byte_identical(book: Book) -> None:
    first = both_tables(book)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        second = through_both(path, Book(), first)
        assert both_tables(second) == first
        decode_book(book_bytes(second), path)
        third = through_both(path, second, first)
    assert third is second


@given(books())
def test_a_table_written_from_the_book_changes_nothing_in_it(book: Book) -> None:
    with tempfile.TemporaryDirectory() as folder:
        assert through_both(Path(folder) / "table.csv", book, both_tables(book)) is book


_TODAY = day_in("Asia/Tokyo", NOW)
_RULES = (SOFTBANK, POVO, GIFFGAFF, TELLO, HIS)


@st.composite
def _lived_in(draw: st.DrawFn) -> Book:
    """Draw a book as the program makes it: renewals entered one by one up to today, dates and all."""
    one = card(draw(st.sampled_from(_RULES)), base="2026-10-01", number="+819012345678", bill_day=27)
    if one.rule.basis is Basis.BILLING:
        one = replace(one, statements=(stated(ClockName.BILL, base="2026-11-27"),))
    book = add_card(one)(Book())
    for index in range(draw(st.integers(1, 4))):
        paid_on = _TODAY - timedelta(days=draw(st.sampled_from([0, 0, 1, 30])))
        kind = Kind.BILL if one.rule is HIS else draw(st.sampled_from([Kind.PURCHASE, Kind.USE, Kind.AUTO]))
        status = draw(st.sampled_from([Status.VERIFIED, Status.VERIFIED, Status.PAID]))
        fields: dict[str, Any] = {"id": f"r{index}", "kind": kind, "status": status}
        fields["entered"] = MOMENT + timedelta(minutes=index)
        fields["balance_after"], fields["currency"] = draw(st.sampled_from([(None, None), ("5", "JPY")]))
        book = log_renewal(renewal(paid_on.isoformat(), **fields))(book)
    return book


@given(_lived_in())
def test_tables_of_today_do_not_count_todays_renewals_twice(book: Book) -> None:
    first = both_tables(book)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        second = through_both(path, Book(), first)
        assert both_tables(second) == first
        assert through_both(path, second, first) is second


@given(_lived_in())
def test_the_log_may_come_before_the_cards(book: Book) -> None:
    cards, log = both_tables(book)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        second, _ = imported_log(Book(), table(path, log, log_csv.COLUMNS), NOW)
        second, _ = imported_cards(second, table(path, cards, cards_csv.COLUMNS), catalog(), NOW)
    assert both_tables(second) == (cards, log)


def _either(*cells: str) -> st.SearchStrategy[str]:
    return st.sampled_from(cells)


_HAND_MADE_CARD = st.fixed_dictionaries(
    {
        "id": st.just("a"),
        "label": st.just("A"),
        "timezone": st.just("Asia/Tokyo"),
        "basis": st.sampled_from([basis.value for basis in Basis]),
        "valid_for": _either("", "P60D", "P3M", "P1M/end"),
        "ladder": _either("", "suspended:P30D~"),
        "counted_from": _either("", "2026-10-01", "2026-11-21", "2026-01-31"),
        "expires_on": _either("", "2026-12-01", "2027-10-15", "2026-11-01"),
        "last_used_on": _either("", "2026-11-01"),
        "bill_day": _either("", "27", "31"),
        "next_bill_on": _either("", "2026-11-27", "2026-10-31"),
        "opened_on": _either("", "2026-09-09"),
        "balance": _either("", "500"),
        "currency": st.just("JPY"),
        "balance_on": _either("", "2026-11-20"),
    }
)
_HAND_MADE_ROW = st.fixed_dictionaries(
    {
        "card_id": st.just("a"),
        "kind": _either("purchase", "use", "bill", "auto"),
        "status": _either("verified", "verified", "paid", "voided"),
        "extends": _either("number", "both"),
        "paid_on": _either("2026-11-21", "2026-11-21", "2026-11-20", "2026-12-01", "2027-03-01"),
        "base_day": _either("", "", "2027-01-01"),
        "rule": _either("", "expiry P90D"),
        "balance_after": _either("", "700"),
        "currency": st.just("JPY"),
    }
)


@given(_HAND_MADE_CARD, st.lists(_HAND_MADE_ROW, min_size=1, max_size=4))
def test_tables_made_by_hand_come_out_of_the_next_book_as_out_of_the_first(
    one: dict[str, str], rows: list[dict[str, str]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        book, _ = take_cards(path, Book(), one)
        book, _ = take_log(path, book, *rows)
        tables = both_tables(book)
        assert both_tables(through_both(path, Book(), tables)) == tables
        assert take_log(path, book, *rows)[0] is book
