"""Two books that grew apart, made one again, against the last state that both knew.

A merge tells old from new by the stamps of the records, which only go forward (``domain.stamping``). So it
sets none back, not even one in the future: an old copy that comes once more would else look newer than
what it was merged into long ago. Whichever side merges, the book is the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from simdesk.domain.book import Book, KindName, Tombstone
from simdesk.domain.joining import Kept, differing, joined, names_differing, parts
from simdesk.domain.renewal import Renewal
from simdesk.domain.stamping import tick

Held = Kept | Tombstone

_SHELVES: dict[KindName, str] = {
    "card": "cards",
    "renewal": "renewals",
    "payment_method": "payment_methods",
}


class Lost(Struct, frozen=True):
    """What a merge did not take: *record* is that of the side which lost in *fields*, as it was."""

    kind: KindName
    id: str
    fields: tuple[str, ...]
    record: Kept


class Merged(Struct, frozen=True):
    """The book that two became, and what of either is not in it."""

    book: Book
    lost: tuple[Lost, ...] = ()


def merged(base: Book, mine: Book, theirs: Book, *, mine_by: str = "", theirs_by: str = "") -> Merged:
    """Return what *mine* and *theirs* become together; *base* is the last state that both knew.

    *mine_by* and *theirs_by* are the ids of the devices that wrote them; empty where not known.
    The book is *mine* or *theirs* itself where it is equal to that. A record that a side lacks
    without a tombstone was not deleted.
    """
    lost: list[Lost] = []
    shelves: dict[str, tuple[Any, ...]] = {}
    buried: dict[tuple[KindName, str], Tombstone] = {}
    for kind, shelf in _SHELVES.items():
        one, other = _held(mine, kind), _held(theirs, kind)
        found = other | one
        differ = [key for key, here in one.items() if here != other.get(key, here)]
        known = _held(base, kind, differ) if differ else {}
        for key in differ:
            here, there = one[key], other[key]
            is_later = _is_later(here, there, mine_by, theirs_by)
            earlier, later = (there, here) if is_later else (here, there)
            found[key], loses = _one(known.get(key), earlier, later)
            if loses and not isinstance(earlier, Tombstone):
                lost.append(Lost(kind, key, loses, earlier))
        for key in {tombstone.id for book in (mine, theirs) for tombstone in book.tombstones}:
            if isinstance(found.get(key), Tombstone):
                buried[kind, key] = found.pop(key)
        shelves[shelf] = _in_order(found, *(getattr(book, shelf) for book in (base, mine, theirs)))
    shelves["tombstones"] = _in_order(buried, base.tombstones, mine.tombstones, theirs.tombstones)
    book = replace(mine, revision=max(mine.revision, theirs.revision), **shelves)
    same = (side for side in (mine, theirs) if side == book)
    return Merged(next(same, book), tuple(sorted(lost, key=lambda one: (one.kind, one.id))))


def _held(book: Book, kind: KindName, only: Iterable[str] | None = None) -> dict[str, Any]:
    """Return what a book holds of a kind by id; a record that is there counts more than its tombstone."""
    records = getattr(book, _SHELVES[kind])
    tombstones = (one for one in book.tombstones if one.kind == kind)
    if only is not None:
        wanted = set(only)
        return {one.id: one for one in (*tombstones, *records) if one.id in wanted}
    return {one.id: one for one in (*tombstones, *records)}


def _is_later(here: Held, there: Held, here_by: str, there_by: str) -> bool:
    """Return whether *here* is the later word: by stamp, then a record, then by device, then by content."""

    def rank(held: Held, by: str) -> tuple[datetime, bool, str]:
        return _moment(held), not isinstance(held, Tombstone), by

    ranks = rank(here, here_by), rank(there, there_by)
    return repr(here) > repr(there) if ranks[0] == ranks[1] else ranks[0] > ranks[1]


def _one(base: Held | None, earlier: Held, later: Held) -> tuple[Held, tuple[str, ...]]:
    """Return what two things under one id become, and the fields in which *earlier* lost."""
    if isinstance(earlier, Tombstone):
        if not isinstance(later, Tombstone) and later.changed == earlier.deleted:
            return replace(later, changed=tick(later.changed)), ()
        return later, ()
    old = None if isinstance(base, Tombstone) else base
    if not isinstance(later, Tombstone):
        return joined(old, earlier, later)  # type: ignore[type-var]
    if base is not None and earlier.changed < _moment(base):
        return later, ()
    if old is None:
        return later, tuple(name for part in parts(type(earlier)) for name in part)
    return later, tuple(
        name for part in differing(old, earlier) for name in names_differing(old, earlier, part)
    )


def _moment(held: Held) -> datetime:
    return held.deleted if isinstance(held, Tombstone) else held.changed


def _in_order(
    found: Mapping[Any, Any], base: Sequence[Any], one: Sequence[Any], other: Sequence[Any]
) -> tuple[Any, ...]:
    """Return what was *found* in the order of the side that has it all; else in the base's, then by age."""
    sides = [dict(zip(map(_key, side), side, strict=True)) for side in (one, other)]
    whole = [side for side in sides if side.keys() == found.keys()]
    if whole:
        first, last = whole[0], whole[-1]
        if list(first) != list(last):
            # What was deleted and came back stands last and is later: so the newer order is told.
            newer = [_is_newer(first, last), _is_newer(last, first)]
            first = min(whole, key=list) if newer[0] is newer[1] else whole[newer.index(True)]
        return tuple([found[key] for key in first])
    known = dict.fromkeys(key for key in map(_key, base) if key in found)
    new = sorted(found.keys() - known.keys(), key=lambda key: (_age(found[key]), key))
    return tuple([found[key] for key in (*known, *new)])


def _is_newer(one: Mapping[Any, Held], other: Mapping[Any, Held]) -> bool:
    return any(_moment(held) > _moment(other[key]) for key, held in one.items())


def _key(held: Held) -> str | tuple[KindName, str]:
    return (held.kind, held.id) if isinstance(held, Tombstone) else held.id


def _age(held: Held) -> datetime:
    return held.entered if isinstance(held, Renewal) else _moment(held)
