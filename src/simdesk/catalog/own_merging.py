"""Two states of the owner's own catalog, written on two computers, become one."""

from collections.abc import Collection, Iterable

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from simdesk.catalog.own import SHELVES, OwnCatalog, Record

_Key = tuple[str, ...]
_Shelf = dict[_Key, Record]


class OwnMerged(Struct, frozen=True):
    """What two became. ``lost``: the records that both had changed, each as the side had it that lost."""

    own: OwnCatalog
    lost: tuple[Record, ...] = ()


def merged_own(base: OwnCatalog, mine: OwnCatalog, theirs: OwnCatalog) -> OwnMerged:
    """Return what *mine* and *theirs* become, which both came from *base*. It is the same either way round.

    Record by record: where one side is as in the base, the other holds, also if the record is gone there.
    Both changed: the later ``changed`` wins, at one moment the content decides; a record that one side
    dropped and the other changed stays.
    """
    if theirs in (base, mine):
        return OwnMerged(mine)
    if mine == base:
        return OwnMerged(theirs)
    shelves: dict[str, tuple[Record, ...]] = {}
    lost: list[Record] = []
    for name in SHELVES:
        was, one, other = (_by_key(getattr(own, name)) for own in (base, mine, theirs))
        kept: _Shelf = {}
        for key in {**was, **one, **other}:
            record, loser = _decided(was.get(key), one.get(key), other.get(key))
            if record is not None:
                kept[key] = record
            if loser is not None:
                lost.append(loser)
        shelves[name] = tuple(kept[key] for key in _order(kept, was, one, other))
    return OwnMerged(replace(mine, **shelves), tuple(lost))


def _by_key(shelf: Iterable[Record]) -> _Shelf:
    return {one.key: one for one in shelf}


def _decided(
    was: Record | None, one: Record | None, other: Record | None
) -> tuple[Record | None, Record | None]:
    """Return what holds, None if it is gone, and what both had changed and is not that."""
    if other in (was, one):
        return one, None
    if one == was:
        return other, None
    if one is None or other is None:
        return one or other, None
    first, last = sorted((one, other), key=_age)
    return last, first


def _age(record: Record) -> tuple[object, bytes]:
    return record.changed, msgspec.json.encode(record)


def _order(kept: _Shelf, was: _Shelf, one: _Shelf, other: _Shelf) -> Collection[_Key]:
    """Return the keys in the order of a side that has just these, else of the base, then by age."""
    sides = [tuple(side) for side in (one, other) if side.keys() == kept.keys()]
    if sides:
        return min(sides)
    new = sorted(kept.keys() - was.keys(), key=lambda key: (_age(kept[key]), key))
    return (*(key for key in was if key in kept), *new)
