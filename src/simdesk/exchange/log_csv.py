"""The table of the log: one row a renewal, with what the card was called when it was entered."""

import re

from simdesk.domain.book import Book
from simdesk.domain.length import PATTERN
from simdesk.domain.renewal import Renewal
from simdesk.domain.terms import Basis
from simdesk.exchange.table import written

COLUMNS = (
    "renewal_id,card_id,label,number,carrier,plan,kind,channel,place,offer,extends,status,paid_on,base_day,"
    "verified_on,voided_on,amount,fee,currency,payment_method,expires_before,expires_after,balance_after,"
    "order_number,receipts,rule,note"
).split(",")

_LENGTH = re.compile(PATTERN)
_BASES = frozenset(basis.value for basis in Basis)


def exported_log(book: Book) -> bytes:
    """Return the CSV file of all renewals, those of deleted cards too, by payment, then by entry."""
    ordered = sorted(book.renewals, key=lambda one: (one.paid_on, one.entered))
    return written(COLUMNS, map(renewal_cells, ordered))


def renewal_cells(renewal: Renewal) -> dict[str, str]:
    """Return the renewal's cells by column."""
    cells = {
        "renewal_id": renewal.id,
        "label": renewal.card.label,
        "number": renewal.card.number,
        "carrier": renewal.card.carrier,
        "plan": renewal.card.plan,
        "receipts": ";".join(renewal.receipts),
        "rule": rule_with_length(renewal.card.rule, renewal.valid_for),
    }
    for column in COLUMNS:
        if column not in cells:
            value = getattr(renewal, column)
            cells[column] = "" if value is None else str(value)
    return cells


def rule_with_length(rule: str, valid_for: str | None) -> str:
    """Return the compact text of a rule with the length that was used: ``expiry P90D cap P360D``.

    Words that are no such text keep standing, the length behind them.
    """
    if valid_for is None or length_in(rule) == valid_for:
        return rule
    words = rule.split(" ")
    if words[0] not in _BASES:
        return f"{rule} {valid_for}" if rule else valid_for
    rest = words[1:] if length_in(rule) is None else words[2:]
    return " ".join([words[0], valid_for, *rest])


def length_in(rule: str) -> str | None:
    """Return the length in the compact text of a rule, else the one that *rule* ends with; None if none."""
    words = rule.split(" ")
    word = "".join(words[1:2]) if words[0] in _BASES else words[-1]
    return word if _LENGTH.match(word) else None
