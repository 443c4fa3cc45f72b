"""The states that led to what this device had, and which of them another book comes from too."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import islice

from msgspec.structs import replace

from simdesk.domain.book import Book, PaymentMethod, Record, Tombstone
from simdesk.domain.card import Card
from simdesk.domain.history import Key, Records, key_of, step_between, stone_key
from simdesk.domain.merging import merged
from simdesk.domain.renewal import Renewal
from simdesk.errors import FileDamaged, FileNewer, FileUnreadable
from simdesk.storage.folder import DataFolder
from simdesk.storage.known import SEEN, Known, writer_of
from simdesk.storage.last import Held, settled
from simdesk.storage.past import Line, line_of, lines, records_of

_STEPS = SEEN
"""How many steps back a state is looked for that another device may have known."""

_NEAR = 50
"""Among how many of the last steps a missing one counts where it is not known what the other comes from."""

_TICKS = timedelta(microseconds=3)
"""How much later than ours a stamp is that was made of ours: nobody types so fast."""


class Chain:
    """The states that led to what this device had, the newest first, and with them those it took in.

    ``came``: what has been taken in just now.
    """

    def __init__(self, folder: DataFolder, mine: Held, has: Known) -> None:
        self._folder, self._mine, self._has = folder, mine, has
        self._lines: list[Line] | None = None
        self.came: list[Held] = []

    def base(self, theirs: Held, seen: Sequence[str]) -> Book:
        """Return the last state that *theirs* comes from too; *seen*: those that its writer had before.

        Where nothing is known of its writer, a record stamped next after ours, if ours came of a merge, came
        of a merge with ours. To take it as it is keeps two computers from answering each other for ever, each
        with its own value.
        """
        base = self._known(theirs, seen)
        if seen or not self._is_merge():
            return base
        ours = _by_key(self._mine.book)
        answers: dict[Key, Record | None] = {
            key: ours[key]
            for key, one in _by_key(theirs.book).items()
            if key in ours and _is_next(one, ours[key])
        }
        return _book(base, answers) if answers else base

    def _is_merge(self) -> bool:
        """Return whether the last step of this device was a merge."""
        newest = next(iter(self._kept()), None)
        return newest is not None and (newest.digest, newest.source) == (self._mine.digest, "outside")

    def _kept(self) -> list[Line]:
        if self._lines is None:
            self._lines = [*self._untold(), *islice(lines(self._folder), _STEPS)]
        return self._lines

    def _untold(self) -> list[Line]:
        """Return the step to what this device had, if its writer was killed before it could tell of it."""
        if not self._folder.mine_coming.exists():
            return []
        with suppress(FileDamaged, FileNewer, FileUnreadable):
            before = settled(self._folder, self._has)
            if before is not None and before.digest != self._mine.digest:
                step, book = step_between("", before.book, self._mine.book), self._mine.book
                return [
                    line_of(
                        step,
                        revision=book.revision,
                        at=datetime.min.replace(tzinfo=UTC),
                        parent=before.digest,
                        digest=self._mine.digest,
                    )
                ]
        return []

    def _known(self, theirs: Held, seen: Sequence[str]) -> Book:
        """Return the last state that led to ours and is among *seen*, with what both took in since.

        A third computer's change may have come to both: from before it, that would look like two changes.
        """
        here = None if self._mine.digest not in seen else self._mine.book
        others: list[Held] = []
        if here is None:
            for digest, records, is_step in self._states():
                if digest in seen:
                    book = _book(self._mine.book, records)
                    if is_step:
                        here = book
                        break
                    others.insert(0, Held(book, digest))
        others += [one for one in self.came if one.digest in seen]
        if here is None:
            return others[-1].book if others else self._nearest(theirs.book, is_known=bool(seen))
        return self._with(here, others)

    def _with(self, here: Book, others: Sequence[Held]) -> Book:
        """Return the state *here*, of those that led to ours, merged with *others*, which both of us had."""
        wrote = [(one, *writer_of(self._folder, one.digest)) for one in others]
        for one, by, seen in wrote:
            if any(one.digest in its for _other, _by, its in wrote):
                continue  # it is in one of the others
            both = merged(self._before(here, seen), here, one.book, theirs_by=by).book
            here = _no_later(both, here, one.book)
        return here

    def _before(self, here: Book, seen: Sequence[str]) -> Book:
        """Return the newest state that led to ours among *seen*; *here* if there is none."""
        if self._mine.digest in seen:
            return self._mine.book
        found = (records for digest, records, is_step in self._states() if is_step and digest in seen)
        known = next(found, None)
        return here if known is None else _book(self._mine.book, known)

    def _nearest(self, theirs: Book, *, is_known: bool) -> Book:
        """Return each record as it was in the state from which that of *theirs* is the fewest changes away.

        Of states as near the newest but the last: from the last, two changes of one field are no conflict.
        Looked at are those which *theirs* may come from: it has no record that came only later. Where steps
        are missing, nobody knows what a record was that differs: then what it loses is told at least.
        *is_known*: its writer says which states it had; none of them was found.
        """
        here, there = _by_key(self._mine.book), _by_key(theirs)
        best: dict[Key, tuple[int, Record | None]] = {}
        for is_step, records in self._looked_at():
            found = {key: _held(key, records, here) for key in records if key[0] is not Tombstone}
            if any(_is_later_than(one, _held(key, there), here.get(key)) for key, one in found.items()):
                if is_step:
                    break
                continue
            for key, one in found.items():
                last, other = _held(key, here), _held(key, there)
                least = best.get(key, (_away(last, other), last))
                count = _away(one, other)
                if count < least[0] or (count == least[0] and least[1] is last):
                    best[key] = count, one
        if self._is_torn(is_known=is_known):
            both = {key: _held(key, here) for key in here.keys() & there.keys() if key[0] is not Tombstone}
            best = {key: (0, None) for key, one in both.items() if one != there[key]} | best
        records = {}
        for key, (_, one) in best.items():
            records[key] = None if isinstance(one, Tombstone) else one
            records[stone_key(*key)] = one if isinstance(one, Tombstone) else None
        return _book(self._mine.book, records)

    def _is_torn(self, *, is_known: bool) -> bool:
        """Return whether steps are missing between the states that led to ours.

        Not *is_known*: among the last of them; what is further back was taken in by *theirs* long ago.
        """
        led = [digest for digest, _records, is_step in self._states() if is_step]
        first = led[-1] if led else self._mine.digest
        return first in self._has.seen[1:] and (is_known or len(led) < _NEAR)

    def _looked_at(self) -> Iterator[tuple[bool, Records]]:
        """Give the states, those just taken in first; and whether each lies on the way to ours."""
        here = _by_key(self._mine.book)
        for one in reversed(self.came):
            there = _by_key(one.book)
            yield False, {key: there.get(key) for key in {**here, **there} if here.get(key) != there.get(key)}
        for _digest, records, is_step in self._states():
            yield is_step, records

    def _states(self) -> Iterator[tuple[str, Records, bool]]:
        """Give each state as its digest and the records in which it differs from what this device had.

        Last, whether it led to that; else it was taken in on the way.
        """
        at = self._mine.digest
        records: dict[Key, Record | None] = {}
        for line in self._kept():
            if line.digest == at:
                for aside in line.asides:
                    yield aside.digest, records | records_of(aside.changes)[1], False
                records = records | records_of(line.changes)[0]
                at = line.parent
                yield at, records, True


def _by_key(book: Book) -> dict[Key, Record]:
    found: dict[Key, Record] = {(Card, one.id): one for one in book.cards}
    found.update({(Renewal, one.id): one for one in book.renewals})
    found.update({(PaymentMethod, one.id): one for one in book.payment_methods})
    found.update({key_of(one): one for one in book.tombstones})
    return found


def _no_later(book: Book, *sides: Book) -> Book:
    """Return *book*, merged of *sides*, with no stamp later than theirs: what comes of both is not older."""
    known = [_by_key(side) for side in sides]

    def stamped(key: Key, one: Record) -> Record:
        if isinstance(one, Tombstone):
            return one
        held = (side.get(key) for side in known)
        moments = [other.changed for other in held if other is not None and not isinstance(other, Tombstone)]
        latest = max(moments, default=one.changed)
        return one if one.changed <= latest else replace(one, changed=latest)

    return _filled({key: stamped(key, one) for key, one in _by_key(book).items()})


def _is_next(one: Record, other: Record) -> bool:
    if isinstance(one, Tombstone) or isinstance(other, Tombstone):
        return False
    return timedelta() < one.changed - other.changed <= _TICKS


def _held(key: Key, *books: Records) -> Record | None:
    """Return what the first of *books* that says something has under *key*: the record, or its tombstone."""
    record = next((book[key] for book in books if key in book), None)
    if record is not None or key[0] is Tombstone:
        return record
    stone = stone_key(*key)
    return next((book[stone] for book in books if stone in book), None)


def _is_later_than(one: Record | None, other: Record | None, mine: Record | None) -> bool:
    """Return whether *other* tells of a record that came only after the state which had *one* of it.

    Nobody deletes what is not there, and nobody adds a record under an id that *mine* has.
    """
    return one is None and other is not None and (isinstance(other, Tombstone) or mine is not None)


def _away(one: Record | None, other: Record | None) -> int:
    """Return how many changes lead from *one* to *other*; what is gone without a tombstone was cut off."""
    if one == other:
        return 0
    if other is None:
        return 0 if isinstance(one, Tombstone) else 3
    if one is not None and type(one) is type(other):
        # That it was changed at all counts too, though the clocks of two computers gave both one stamp.
        names = [name for name in one.__struct_fields__ if name != "changed"]
        return 1 + len([name for name in names if getattr(one, name) != getattr(other, name)])
    return 1


def _book(book: Book, records: Records) -> Book:
    """Return *book* with *records* in it, None for those that are not."""
    held: dict[Key, Record | None] = {**_by_key(book), **records}
    return _filled({key: one for key, one in held.items() if one is not None})


def _filled(records: dict[Key, Record]) -> Book:
    def shelf(kind: type[Record]) -> Iterable[Record]:
        return (one for one in records.values() if type(one) is kind)

    return Book(
        cards=tuple(shelf(Card)),  # type: ignore[arg-type]
        renewals=tuple(shelf(Renewal)),  # type: ignore[arg-type]
        payment_methods=tuple(shelf(PaymentMethod)),  # type: ignore[arg-type]
        tombstones=tuple(shelf(Tombstone)),  # type: ignore[arg-type]
    )
