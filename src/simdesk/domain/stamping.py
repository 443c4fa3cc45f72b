"""Stamps that only go forward, whatever the computer's clock does: by them a merge knows old from new."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from msgspec.structs import replace

from simdesk.domain.book import Book, KindName, PaymentMethod, Tombstone
from simdesk.domain.card import Card
from simdesk.domain.renewal import Renewal

R = TypeVar("R", Card, Renewal, PaymentMethod)
Moments = Mapping[tuple[KindName, str], datetime]

_TICK = timedelta(microseconds=1)
_NEVER = datetime.min.replace(tzinfo=UTC)


def tick(moment: datetime) -> datetime:
    """Return the next moment; the last there is has none but itself."""
    try:
        return moment + _TICK
    except OverflowError:
        return moment


def stamped(before: Book, after: Book) -> Book:
    """Return *after* with every stamp later than the one it takes the place of in *before*.

    A record that was changed is later than it was, a tombstone later than its record, and a record that
    came back later than its tombstone. What is the very same record in both is not looked at.
    """
    buried = {(one.kind, one.id): one.deleted for one in before.tombstones}
    return replace(
        after,
        cards=_shelf("card", before.cards, after.cards, buried),
        renewals=_shelf("renewal", before.renewals, after.renewals, buried),
        payment_methods=_shelf("payment_method", before.payment_methods, after.payment_methods, buried),
        tombstones=_tombstones(before, after.tombstones, buried),
    )


def _shelf(kind: KindName, before: tuple[R, ...], after: tuple[R, ...], buried: Moments) -> tuple[R, ...]:
    if after is before:
        return after
    held = set(map(id, before))
    if held.issuperset(map(id, after)):
        return after
    olds = {one.id: one for one in before}

    def stamp(one: R) -> R:
        old = olds.get(one.id)
        floor = _latest(None if old is None else old.changed, buried.get((kind, one.id)))
        return one if one == old or one.changed > floor else replace(one, changed=tick(floor))

    return tuple([one if id(one) in held else stamp(one) for one in after])


def _tombstones(before: Book, after: tuple[Tombstone, ...], buried: Moments) -> tuple[Tombstone, ...]:
    new = set(after).difference(before.tombstones)
    if not new:
        return after
    shelves: dict[KindName, tuple[Card | Renewal | PaymentMethod, ...]]
    shelves = {"card": before.cards, "renewal": before.renewals, "payment_method": before.payment_methods}
    changed = {(kind, one.id): one.changed for kind in {one.kind for one in new} for one in shelves[kind]}

    def stamp(one: Tombstone) -> Tombstone:
        key = one.kind, one.id
        floor = _latest(changed.get(key), buried.get(key))
        return one if one.deleted > floor else replace(one, deleted=tick(floor))

    return tuple(stamp(one) if one in new else one for one in after)


def _latest(*moments: datetime | None) -> datetime:
    return max((one for one in moments if one is not None), default=_NEVER)
