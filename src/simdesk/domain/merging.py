"""Two books that grew apart, made one again, against the last state that both knew.

A merge tells old from new by the stamps of the records, which only go forward (``domain.stamping``). So it
sets none back, not even one in the future: an old copy that comes once more would else look newer than
what it was merged into long ago. Whichever side merges, the book is the same.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from operator import attrgetter
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
    books = (base, mine, theirs)
    lost: list[Lost] = []
    shelves: dict[str, tuple[Any, ...]] = {}
    tombstones: dict[tuple[KindName, str], Tombstone] = {}
    for kind, shelf in _SHELVES.items():
        old, one, other = (_held(book, kind) for book in books)
        records: dict[str, Any] = {}
        for key, here in (other | one).items():
            there = other.get(key, here)
            found = here
            if here != there:
                later = _is_later(here, there, mine_by, theirs_by)
                earlier, latest = (there, here) if later else (here, there)
                found, loses = _one(old.get(key), earlier, latest)
                if loses and not isinstance(earlier, Tombstone):
                    lost.append(Lost(kind, key, loses, earlier))
            if isinstance(found, Tombstone):
                tombstones[kind, key] = found
            else:
                records[key] = found
        shelves[shelf] = _in_order(records, [_ids(book, shelf) for book in books], _entered)
    buried = [[(one.kind, one.id) for one in book.tombstones] for book in books]
    shelves["tombstones"] = _in_order(tombstones, buried, attrgetter("deleted"))
    book = replace(mine, revision=max(mine.revision, theirs.revision), **shelves)
    same = (side for side in (mine, theirs) if side == book)
    return Merged(next(same, book), tuple(sorted(lost, key=lambda one: (one.kind, one.id))))


def distance(one: Book, other: Book) -> int:
    """Return in how many fields two books differ; a record that one of them lacks counts with all it has."""
    count = len(set(one.tombstones) ^ set(other.tombstones))
    for shelf in _SHELVES.values():
        if getattr(one, shelf) == getattr(other, shelf):
            continue
        first, second = ({record.id: record for record in getattr(book, shelf)} for book in (one, other))
        for key, record in (first | second).items():
            here, there = first.get(key), second.get(key)
            if here is None or there is None:
                count += len(record.__struct_fields__)
            elif here != there:
                count += sum(getattr(here, name) != getattr(there, name) for name in here.__struct_fields__)
    return count


def _held(book: Book, kind: KindName) -> dict[str, Held]:
    """Return what a book holds of a kind by id; a record that is there counts more than its tombstone."""
    held: dict[str, Held] = {one.id: one for one in book.tombstones if one.kind == kind}
    held.update((record.id, record) for record in getattr(book, _SHELVES[kind]))
    return held


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


def _entered(record: Kept) -> datetime:
    return record.entered if isinstance(record, Renewal) else record.changed


def _ids(book: Book, shelf: str) -> list[str]:
    return [record.id for record in getattr(book, shelf)]


def _in_order(
    records: Mapping[Any, Any], orders: Sequence[list[Any]], moment: Callable[[Any], datetime]
) -> tuple[Any, ...]:
    """Return *records* in the order of the side that has them all; else in that of the base, then by age.

    *orders* are those of the base and of the two sides.
    """
    base, *sides = orders
    whole = [side for side in sides if len(side) == len(records) and records.keys() == set(side)]
    if whole:
        return tuple([records[key] for key in min(whole)])
    known = dict.fromkeys(key for key in base if key in records)
    new = sorted(records.keys() - known.keys(), key=lambda key: (moment(records[key]), key))
    return tuple([records[key] for key in (*known, *new)])
