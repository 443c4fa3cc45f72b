"""The columns of the log: their titles, the words in a cell, and the values they are sorted by. No Qt."""

from datetime import date
from decimal import Decimal
from enum import IntEnum

from simdesk.domain.renewal import Renewal
from simdesk.ui.log.entries import LogRow
from simdesk.wording.amounts import amount
from simdesk.wording.dates import day, plain_day
from simdesk.wording.language import _, _n, _p
from simdesk.wording.terms import status_name


class Column(IntEnum):
    """The columns in the order they stand at first."""

    PAID_ON = 0
    CARD = 1
    WHAT = 2
    CHANNEL = 3
    AMOUNT = 4
    STATUS = 5
    DATES = 6
    METHOD = 7
    ORDER = 8
    RECEIPTS = 9
    NOTE = 10


def title(column: Column) -> str:
    """Return what stands above a column."""
    match column:
        case Column.PAID_ON:
            return _("Paid on")
        case Column.CARD:
            return _("Card")
        case Column.WHAT:
            return _("What")
        case Column.CHANNEL:
            return _("Channel")
        case Column.AMOUNT:
            return _("Amount")
        case Column.STATUS:
            return _("Status")
        case Column.DATES:
            return _("Last day, old → new")
        case Column.METHOD:
            return _("Paid with")
        case Column.ORDER:
            return _("Order number")
        case Column.RECEIPTS:
            return _("Receipts")
        case Column.NOTE:
            return _("Note")


def cell(row: LogRow, column: Column) -> str:
    """Return the words in one cell, in one line."""
    renewal = row.renewal
    match column:
        case Column.PAID_ON:
            return day(renewal.paid_on)
        case Column.CARD:
            return _("{card} (deleted)").format(card=row.label) if row.deleted else row.label
        case Column.WHAT:
            return row.what
        case Column.CHANNEL:
            return _p("list", ", ").join(dict.fromkeys(filter(None, (row.channel, renewal.place))))
        case Column.AMOUNT:
            return amount_words(renewal)
        case Column.STATUS:
            return status_name(renewal.status)
        case Column.DATES:
            return dates_words(renewal)
        case Column.METHOD:
            return row.method
        case Column.ORDER:
            return renewal.order_number
        case Column.RECEIPTS:
            return receipt_words(renewal)
        case Column.NOTE:
            return " ".join(renewal.note.split())


def amount_words(renewal: Renewal) -> str:
    """Return what was paid, and the fee if there was one: "¥3,000 + ¥110 fee"."""
    if renewal.currency is None:
        return ""
    fee = "" if renewal.fee is None or not Decimal(renewal.fee) else amount(renewal.fee, renewal.currency)
    if renewal.amount is None:
        return _("{fee} fee").format(fee=fee) if fee else ""
    paid = amount(renewal.amount, renewal.currency)
    return _("{amount} + {fee} fee").format(amount=paid, fee=fee) if fee else paid


def dates_words(renewal: Renewal) -> str:
    """Return the last day before and after: "23 Nov 2026 → 22 Jan 2027"; empty where neither is known."""
    before, after = renewal.expires_before, renewal.expires_after
    if before is None and after is None:
        return ""
    if before == after and before is not None:
        return _("{day}, unmoved").format(day=plain_day(before))
    old, new = (_("not known") if one is None else plain_day(one) for one in (before, after))
    return f"{old} → {new}"


def receipt_words(renewal: Renewal) -> str:
    """Return how many receipts there are; empty for none."""
    if not renewal.receipts:
        return ""
    return _n("{n} receipt", "{n} receipts", len(renewal.receipts)).format(n=len(renewal.receipts))


SortKey = tuple[bool, tuple[str, Decimal] | date | str | int]
"""Whether there is nothing in the cell, then its value."""


def sort_key(row: LogRow, column: Column) -> SortKey:
    """Return the value that a column is sorted by; what is empty comes last when it rises."""
    renewal = row.renewal
    match column:
        case Column.PAID_ON:
            return False, renewal.paid_on
        case Column.AMOUNT:
            paid = spent(renewal)
            return paid is None, (renewal.currency or "", paid or Decimal(0))
        case Column.STATUS:
            return False, list(type(renewal.status)).index(renewal.status)
        case Column.DATES:
            after = renewal.expires_after or renewal.expires_before
            return after is None, after or date.max
        case Column.RECEIPTS:
            return False, len(renewal.receipts)
        case _:
            words = cell(row, column)
            return not words, words.casefold()


def spent(renewal: Renewal) -> Decimal | None:
    """Return amount and fee together, in the renewal's currency; None where neither is known."""
    if renewal.amount is None and renewal.fee is None:
        return None
    return Decimal(renewal.amount or 0) + Decimal(renewal.fee or 0)
