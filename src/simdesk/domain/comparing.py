"""What differs between two states of a book, record by record."""

from collections.abc import Iterable
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from simdesk.domain.book import Book, PaymentMethod
from simdesk.domain.card import Card
from simdesk.domain.renewal import Renewal

R = TypeVar("R", Card, Renewal, PaymentMethod)


class Shelf(Struct, frozen=True):
    """What became of the records of one kind, as ids.

    ``added`` and ``changed`` are in the order of the book now, ``gone`` in that of the book then. A record
    of which only ``changed``, the moment, differs is the same.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


class Difference(Struct, frozen=True):
    """What became of a book since an earlier state of it, a backup say.

    To restore that state is to take out what was added, to bring back what is gone, and to change back.
    """

    cards: Shelf
    renewals: Shelf
    payment_methods: Shelf

    def __bool__(self) -> bool:
        """Return whether anything differs."""
        return any((*shelf.added, *shelf.changed, *shelf.gone) for shelf in self._shelves)

    @property
    def _shelves(self) -> tuple[Shelf, Shelf, Shelf]:
        return self.cards, self.renewals, self.payment_methods


def difference(then: Book, now: Book) -> Difference:
    """Return what became of the book *then* until *now*."""
    return Difference(
        _shelf(then.cards, now.cards),
        _shelf(then.renewals, now.renewals),
        _shelf(then.payment_methods, now.payment_methods),
    )


def is_same(one: R, other: R) -> bool:
    """Return whether two records of one kind say the same, whenever they were changed."""
    return one == other or replace(one, changed=other.changed) == other


def _shelf(then: Iterable[R], now: Iterable[R]) -> Shelf:
    old = {one.id: one for one in then}
    new = {one.id: one for one in now}
    return Shelf(
        added=tuple(name for name in new if name not in old),
        changed=tuple(name for name, one in new.items() if name in old and not is_same(old[name], one)),
        gone=tuple(name for name in old if name not in new),
    )
