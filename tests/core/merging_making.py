"""A small book for the tests of merging, its changed copies, and the merge looked at from all sides."""

from datetime import datetime, timedelta
from itertools import product
from typing import Any

from msgspec.structs import replace

from simdesk.domain.book import Book, KindName, PaymentMethod, Tombstone, put
from simdesk.domain.merging import Merged, merged
from simdesk.domain.terms import Status
from tests.core.making import MOMENT, SOFTBANK, card, renewal


def at(minutes: int) -> datetime:
    return MOMENT + timedelta(minutes=minutes)


HELD = replace(card(SOFTBANK, end="2026-11-23"), changed=at(0))
PAID = replace(
    renewal("2026-11-21", id="r", amount="3000", currency="JPY", status=Status.PAID), changed=at(0)
)
VISA = PaymentMethod(id="v", changed=at(0), label="Visa")
BASE = Book(cards=(HELD,), renewals=(PAID,), payment_methods=(VISA,), revision=3)


def with_card(minutes: int, **fields: Any) -> Book:
    return put(BASE, replace(HELD, changed=at(minutes), **fields))


def with_renewal(minutes: int, **fields: Any) -> Book:
    return put(BASE, replace(PAID, changed=at(minutes), **fields))


def both(mine: Book, theirs: Book, base: Book = BASE) -> Merged:
    """Return the merge, which is the same from either side, and to which a second one adds nothing."""
    found = merged(base, mine, theirs, mine_by="1", theirs_by="2")
    assert found == merged(base, theirs, mine, mine_by="2", theirs_by="1")
    for known, side, by in product((base, found.book), (mine, theirs, found.book), ("", "1", "2", "3")):
        again = merged(known, found.book, side, mine_by=by)
        assert again.book is found.book
    return found


def buried(kind: KindName, name: str, minutes: int) -> Book:
    return put(BASE, Tombstone(name, kind, at(minutes)))
