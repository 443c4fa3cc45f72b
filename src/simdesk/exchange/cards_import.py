"""Taking a table of cards into the book: all of it, or none.

A row changes what its cells say otherwise than the card's own row would: a table that was written
from the book changes nothing in it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Annotated, Any

from msgspec import Meta
from msgspec.structs import replace

from simdesk.catalog.model import Carrier, Plan
from simdesk.catalog.places import zone_of_number
from simdesk.catalog.whole import Catalog
from simdesk.clock import day_in
from simdesk.domain.book import Book, put, renewals_by_card
from simdesk.domain.card import Card, Rule
from simdesk.domain.edits import new_id
from simdesk.domain.money import Money
from simdesk.domain.renewal import Renewal
from simdesk.domain.terms import Form, State
from simdesk.domain.zones import is_zone
from simdesk.errors import Damage
from simdesk.exchange import cells
from simdesk.exchange.card_dates import with_dates
from simdesk.exchange.cards_csv import COLUMNS, card_cells
from simdesk.exchange.cells import CellRefused, plain, read, required
from simdesk.exchange.encodings import Encoding
from simdesk.exchange.matching import given_id, matched_cards, number_in
from simdesk.exchange.mending import says_the_same
from simdesk.exchange.report import ImportLine, Outcome
from simdesk.exchange.rules import read_rule
from simdesk.exchange.table import Table, TableRow

_BLANK = dict.fromkeys(COLUMNS, "")
_Reader = Callable[[str], Any]


def _label(text: str) -> str:
    if not text.strip():
        raise CellRefused(Damage.MISSING_VALUE)
    return str(cells.checked(text, Annotated[str, Meta(max_length=200)], Damage.TOO_LONG))


def _iccid(text: str) -> str:
    pattern = Annotated[str, Meta(pattern=r"^[0-9]{10,20}\Z")]
    return str(cells.checked("".join(text.split()), pattern, Damage.NOT_AN_ICCID))


# The columns that are a field of their own, how each is read, and what an empty cell stands for.
_PLAIN: dict[str, tuple[_Reader, object]] = {
    "form": (cells.term(Form), Form.PHYSICAL),
    "carrier": (cells.line, ""),
    "plan": (cells.line, ""),
    "bill_day": (cells.whole(Annotated[int, Meta(ge=1, le=31)]), None),
    "payment_card_expires": (cells.month, None),
    "install_by": (cells.day, None),
    "data_left_mb": (cells.whole(Annotated[int, Meta(ge=0, le=2**53 - 1)]), None),
    "iccid": (_iccid, None),
    "device": (cells.line, ""),
    "payment_method": (cells.line, ""),
    "auto_renew": (cells.yes_or_no, None),
    "texts_abroad": (cells.yes_or_no, None),
    "opened_on": (cells.day, None),
    "login": (cells.line, ""),
    "linked_accounts": (cells.accounts, ()),
    "tags": (cells.tags, ()),
    "stages": (cells.stages, None),
    "state": (cells.term(State), State.IN_USE),
    "note": (cells.note, ""),
}


def imported_cards(
    book: Book, table: Table, catalog: Catalog, moment: datetime
) -> tuple[Book, tuple[ImportLine, ...]]:
    """Return the book with the table taken in at *moment*, an aware one, and what each line did.

    Where nothing changes it is *book* itself.

    Raises:
        RowRefused: for the first row that cannot be taken.
    """
    renewals = renewals_by_card(book.renewals)
    after, lines = book, []
    for row, card in zip(table.rows, matched_cards(book, table, catalog), strict=True):
        mine = () if card is None else renewals.get(card.id, ())
        if card is None and (card_id := row.cells.get("id", "").strip()):
            mine = renewals.get(card_id, ())
        try:
            taken, done = _Taking(row, card, mine, catalog, moment, table.encoding).result()
        except CellRefused as refused:
            raise table.refused(row, refused.column, refused.damage, refused.value) from refused
        if done.outcome is not Outcome.UNCHANGED:
            after = put(after, taken)
        lines.append(done)
    return after, tuple(lines)


@dataclass(frozen=True, slots=True)
class _Taking:
    """One row on its way into the book. ``card`` None: a new one."""

    row: TableRow
    card: Card | None
    renewals: Sequence[Renewal]
    catalog: Catalog
    moment: datetime
    encoding: Encoding

    def result(self) -> tuple[Card, ImportLine]:
        """Return the card as the row wants it, and what that changed."""
        before = _BLANK if self.card is None else card_cells(self.card, self.renewals)
        told = {
            name: cell
            for name, cell in self.row.cells.items()
            if not says_the_same(name, cell, before[name], self.encoding)
        }
        card = self._without_dates(told, before)
        dated, overruled = with_dates(
            card, self.renewals, self.row, before, day_in(card.timezone, self.moment)
        )
        after = card_cells(dated, self.renewals)
        columns = tuple(name for name in COLUMNS if after[name] != before[name])
        outcome = Outcome.ADDED if self.card is None else Outcome.CHANGED if columns else Outcome.UNCHANGED
        done = ImportLine(
            self.row.line,
            dated.label,
            outcome,
            columns=columns if outcome is Outcome.CHANGED else (),
            overruled=overruled,
        )
        return dated, done

    def _without_dates(self, told: Mapping[str, str], before: Mapping[str, str]) -> Card:
        changes = plain(told, _PLAIN)
        if "label" in told or self.card is None:
            changes["label"] = required(told.get("label", ""), "label", _label)
        carrier, plan = self.catalog.resolve(
            str(changes.get("carrier", before["carrier"])), str(changes.get("plan", before["plan"]))
        )
        if "number" in told:
            changes["number"] = read(told["number"], "number", partial(number_in, carrier=carrier), None)
        changes["rule"] = self._rule(plan)
        changes |= self._balance(told, before)
        changes["changed"] = self.moment.astimezone(UTC)
        if self.card is not None:
            if "timezone" in told:
                changes["timezone"] = self._zone(carrier, changes.get("number", self.card.number))
            return replace(self.card, **changes)
        changes["timezone"] = self._zone(carrier, changes.get("number"))
        changes["id"] = read(self.row.cells.get("id", ""), "id", given_id, None) or new_id()
        return Card(**changes)

    def _rule(self, plan: Plan | None) -> Rule:
        if self.card is not None:
            known = (self.card.rule,) if plan is None else (self.card.rule, plan.rule)
            return read_rule(self.row.cells, known, keeping=self.card.rule)
        if plan is None:
            return read_rule(self.row.cells, (), keeping=None)
        basis = self.row.cells.get("basis", "").strip().lower()
        return read_rule(
            self.row.cells, (plan.rule,), keeping=plan.rule if basis in ("", plan.rule.basis) else None
        )

    def _balance(self, told: Mapping[str, str], before: Mapping[str, str]) -> dict[str, object]:
        """Return the fields of balance, currency and the day it was looked at, where they change."""
        if told.keys().isdisjoint(("balance", "currency", "balance_on")):
            return {}
        wanted = {**before, **told}
        money = read(wanted["balance"], "balance", cells.amount, None)
        currency = read(wanted["currency"], "currency", cells.currency, None)
        looked = read(wanted["balance_on"], "balance_on", cells.day, None)
        if money is not None and currency is None:
            raise CellRefused(Damage.MISSING_CURRENCY, "currency")
        if "balance" in told and "balance_on" not in self.row.cells and self.card is not None:
            looked = day_in(self.card.timezone, self.moment)
        balance = None if money is None or currency is None else Money(money, currency)
        return {"balance": balance, "currency": currency, "balance_on": looked}

    def _zone(self, carrier: Carrier | None, number: str | None) -> str:
        """Return the zone in the row, else the carrier's, else that of the number's country."""
        if given := self.row.cells.get("timezone", "").strip():
            if not is_zone(given):
                raise CellRefused(Damage.UNKNOWN_ZONE, "timezone")
            return given
        found = carrier.timezone if carrier is not None else zone_of_number(number) if number else None
        if found is None:
            raise CellRefused(Damage.MISSING_ZONE, "timezone")
        return found
