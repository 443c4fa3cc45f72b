"""Taking a table of the log into the book: all of it, or none.

A row with an id is about the renewal with that id, else it is a new one that keeps it. A row without
one is about a renewal of the same card that says the same in what a payment slip would say, so that a
table written by hand can be taken twice.
"""

import dataclasses
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from msgspec.structs import replace

from simdesk.domain.book import Book, put, renewals_by_card
from simdesk.domain.card import Card
from simdesk.domain.edits import new_id
from simdesk.domain.renewal import ReceiptName, Renewal, Snapshot
from simdesk.domain.renewing import snapshot_of
from simdesk.domain.terms import Extends, Kind, Status
from simdesk.errors import Damage
from simdesk.exchange import cells
from simdesk.exchange.cells import CellRefused, plain, read, required
from simdesk.exchange.log_csv import COLUMNS, length_in, renewal_cells
from simdesk.exchange.matching import given_id, masked_number, matched_by_name
from simdesk.exchange.mending import says_the_same
from simdesk.exchange.report import ImportLine, Outcome
from simdesk.exchange.stating import counted_already, with_missing_dates
from simdesk.exchange.table import Table, TableRow

_BLANK = dict.fromkeys(COLUMNS, "")
_NAMES = ("label", "number", "carrier", "plan", "rule")
_SLIP = ("kind", "channel", "place", "offer", "paid_on", "base_day", "amount", "currency", "order_number")


def _there(reader: Callable[[str], Any]) -> Callable[[str], Any]:
    """Return the reader of a cell in which something must stand."""

    def read_it(text: str) -> Any:
        if not text.strip():
            raise CellRefused(Damage.MISSING_VALUE)
        return reader(text)

    return read_it


# What is found out where a table does not say it; so its empty cell takes nothing away.
_FOUND_OUT = ("expires_before", "expires_after", "base_day")
_REQUIRED = {
    "kind": _there(cells.term(Kind)),
    "status": _there(cells.term(Status)),
    "paid_on": _there(cells.day),
}


def _receipts(text: str) -> tuple[str, ...]:
    names = cells.parted(text)
    return tuple(str(cells.checked(name.strip(), ReceiptName, Damage.NOT_IN_LIST)) for name in names)


# The columns that are a field of their own, how each is read, and what an empty cell stands for.
_PLAIN: dict[str, tuple[Callable[[str], Any], object]] = {
    "channel": (cells.line, ""),
    "place": (cells.line, ""),
    "offer": (cells.line, ""),
    "extends": (cells.term(Extends), Extends.NUMBER),
    "base_day": (cells.day, None),
    "verified_on": (cells.day, None),
    "voided_on": (cells.day, None),
    "amount": (cells.amount, None),
    "fee": (cells.amount, None),
    "currency": (cells.currency, None),
    "payment_method": (cells.line, ""),
    "expires_before": (cells.day, None),
    "expires_after": (cells.day, None),
    "balance_after": (cells.amount, None),
    "order_number": (cells.line, ""),
    "receipts": (_receipts, ()),
    "note": (cells.note, ""),
}


def imported_log(book: Book, table: Table, moment: datetime) -> tuple[Book, tuple[ImportLine, ...]]:
    """Return the book with the table taken in at *moment*, an aware one, and what each line did.

    Where nothing changes it is *book* itself.

    Raises:
        RowRefused: for the first row that cannot be taken.
    """
    taking = _Taking(book, table, moment.astimezone(UTC))
    for row in table.rows:
        try:
            taking.take(row)
        except CellRefused as refused:
            raise table.refused(row, refused.column, refused.damage, refused.value) from refused
    return taking.result()


class _Taking:
    """The rows on their way into the book; each sees what the book held before any of them."""

    def __init__(self, book: Book, table: Table, moment: datetime) -> None:
        self._book = book
        self._table = table
        self._moment = moment
        self._taken: dict[str, Renewal] = {}
        self._added: dict[str, list[Renewal]] = {}
        self._lines: list[ImportLine] = []
        self._of_card = renewals_by_card(book.renewals)
        self._by_id = {renewal.id: renewal for renewal in book.renewals}

    def take(self, row: TableRow) -> None:
        """Take one row. Raises: CellRefused, RowRefused."""
        renewal_id = read(row.cells.get("renewal_id", ""), "renewal_id", given_id, "")
        if renewal_id in self._taken:
            raise CellRefused(Damage.DUPLICATE_ID, "renewal_id")
        card_id, card = self._card_of(row, self._by_id.get(renewal_id))
        old = self._by_id.get(renewal_id) if renewal_id else self._like(row, card_id)
        before = _BLANK if old is None else renewal_cells(old)
        told = {
            name: cell
            for name, cell in row.cells.items()
            if not says_the_same(name, cell, before[name], self._table.encoding)
            and (cell or name not in _FOUND_OUT)
        }
        wanted = {**before, **told}
        if (wanted["amount"] or wanted["fee"]) and not wanted["currency"]:
            raise CellRefused(Damage.MISSING_CURRENCY, "currency")
        if old is None:
            new = self._new(row, renewal_id or new_id(), card_id, card)
            self._added.setdefault(card_id, []).append(new)
        else:
            new = replace(old, **_changes(told, old.card), card_id=card_id, changed=self._moment)
        after = renewal_cells(new)
        columns = tuple(name for name in COLUMNS if after[name] != before[name])
        outcome = Outcome.ADDED if old is None else Outcome.CHANGED if columns else Outcome.UNCHANGED
        self._taken[new.id] = old if old is not None and outcome is Outcome.UNCHANGED else new
        shown = columns if outcome is Outcome.CHANGED else ()
        self._lines.append(ImportLine(row.line, new.card.label, outcome, day=new.paid_on, columns=shown))

    def result(self) -> tuple[Book, tuple[ImportLine, ...]]:
        """Return the book with every row taken, and what each did."""
        fresh = [one for one in self._taken.values() if one is not self._by_id.get(one.id)]
        if not fresh:
            return self._book, tuple(self._lines)
        after = put(self._book, *fresh)
        contained: set[str] = set()
        for card_id, added in self._added.items():
            card = self._book.card(card_id)
            if card is None:
                continue
            new = {one.id for one in added}
            held = [one for one in after.renewals_of(card_id) if one.id not in new]
            restated = counted_already(card, held, added)
            if restated is card:
                after = put(after, *with_missing_dates(card, held, added))
            else:
                after = put(after, replace(restated, changed=self._moment))
                contained.update(one.id for one in added if one.moves and one.extends.number)
        lines = (
            dataclasses.replace(line, counted=renewal_id in contained)
            for renewal_id, line in zip(self._taken, self._lines, strict=True)
        )
        return after, tuple(lines)

    def _card_of(self, row: TableRow, old: Renewal | None) -> tuple[str, Card | None]:
        """Return the id of the row's card, and the card; None for one that is no longer in the book."""
        if given := row.cells.get("card_id", ""):
            card_id = str(read(given, "card_id", given_id, ""))
            return card_id, self._book.card(card_id)
        if old is not None:
            return old.card_id, self._book.card(old.card_id)
        fitting = matched_by_name(self._book.cards, row)
        column = "number" if row.cells.get("number") else "label"
        if len(fitting) != 1:
            raise CellRefused(
                Damage.AMBIGUOUS if fitting else Damage.UNKNOWN_CARD, column, row.cells.get(column, "")
            )
        return fitting[0].id, fitting[0]

    def _like(self, row: TableRow, card_id: str) -> Renewal | None:
        """Return a renewal of the card that no row has taken yet and whose slip says what the row says."""
        asked = {column: cell for column in _SLIP if (cell := row.cells.get(column)) is not None}
        if not asked.get("base_day"):
            asked.pop("base_day", None)
        for renewal in self._of_card.get(card_id, ()):
            if renewal.id not in self._taken:
                shown = renewal_cells(renewal)
                encoding = self._table.encoding
                if all(says_the_same(name, cell, shown[name], encoding) for name, cell in asked.items()):
                    return renewal
        return None

    def _new(self, row: TableRow, renewal_id: str, card_id: str, card: Card | None) -> Renewal:
        told = {**dict.fromkeys(_REQUIRED, ""), **row.cells}
        if not told.get("label"):
            told.pop("label", None)
        known = Snapshot("") if card is None else snapshot_of(card)
        # One moment apart, so that renewals of one day keep the order of the table.
        entered = self._moment + timedelta(microseconds=len(self._taken))
        fields = {"card": known, **_changes(told, known)}
        if card is not None and fields.get("valid_for") == card.rule.valid_for:
            fields["valid_for"] = None
        return Renewal(id=renewal_id, changed=self._moment, entered=entered, card_id=card_id, **fields)


def _changes(told: Mapping[str, str], snapshot: Snapshot) -> dict[str, Any]:
    """Return the fields of a renewal that the cells told stand for."""
    fields = plain(told, _PLAIN)
    for column, reader in _REQUIRED.items():
        if column in told:
            fields[column] = required(told[column], column, reader)
    names = {name: read(told[name], name, cells.line, "") for name in _NAMES if name in told}
    if "number" in names:
        names["number"] = masked_number(names["number"])
    if names:
        fields["card"] = replace(snapshot, **names)
    if "rule" in names:
        fields["valid_for"] = length_in(names["rule"])
    return fields
