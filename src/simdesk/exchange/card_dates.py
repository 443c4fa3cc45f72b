"""The dates in a row of cards, brought into force."""

from collections.abc import Mapping, Sequence
from datetime import date

from simdesk.domain.card import Card
from simdesk.domain.renewal import Renewal
from simdesk.domain.stating import Dates, dates_in_force, ruled, stated
from simdesk.domain.terms import ClockName
from simdesk.exchange import cells
from simdesk.exchange.cells import CellRefused
from simdesk.exchange.report import Overruled
from simdesk.exchange.table import TableRow


def with_dates(
    card: Card, renewals: Sequence[Renewal], row: TableRow, before: Mapping[str, str], today: date
) -> tuple[Card, Overruled | None]:
    """Return the card with the dates of the row, and the rule's last day where the row overrules it.

    *card* has everything else of the row already; *before* are the cells as they were.
    """
    for column, clock in (
        ("last_used_on", ClockName.USE),
        ("data_expires_on", ClockName.DATA),
        ("next_bill_on", ClockName.BILL),
    ):
        if _said(row, column, before):
            found = _day(row, column)
            wanted = (None, found) if clock is ClockName.DATA else (found, None)
            card = stated(card, renewals, clock, wanted, today)
    target = _main_target(card, renewals, row, before, today)
    if target is None:
        return card, None
    dated = stated(card, renewals, ClockName.MAIN, target, today)
    base, end = target
    if dated is card or base is None or end is None:
        return dated, None
    other = ruled(card, renewals, base, today)
    return dated, None if other is None or other == end else Overruled(end, other)


def _main_target(
    card: Card, renewals: Sequence[Renewal], row: TableRow, before: Mapping[str, str], today: date
) -> Dates | None:
    """Return the base day and last day that the row wants; None where it wants nothing new.

    A date whose column is missing follows from the other one.
    """
    base_now, end_now = dates_in_force(card, renewals, ClockName.MAIN)
    told_base, told_end = _said(row, "counted_from", before), _said(row, "expires_on", before)
    if not told_base and not told_end:
        return None
    base, end = _day(row, "counted_from"), _day(row, "expires_on")
    if "counted_from" not in row.cells:
        if end is not None:
            return None if end == end_now else (None, end)
        base = base_now
    elif base is None and "expires_on" not in row.cells:
        return None, end_now
    elif base == base_now and "expires_on" not in row.cells:
        return None
    if base is not None and end is None:
        end = ruled(card, renewals, base, today)
    return base, end


def _said(row: TableRow, column: str, before: Mapping[str, str]) -> bool:
    """Return whether the row has the column and something stands there, or stood before."""
    return bool(row.cells.get(column, "") or (column in row.cells and before[column]))


def _day(row: TableRow, column: str) -> date | None:
    cell = row.cells.get(column, "")
    try:
        return cells.day(cell) if cell else None
    except CellRefused as refused:
        raise CellRefused(refused.damage, column) from None
