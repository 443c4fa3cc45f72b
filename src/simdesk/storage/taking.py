"""What came into the data folder from outside, merged with what this device had. Nothing is written here.

Another computer's book lies in the place of ours, or beside it as a conflict copy. Each is merged in three
ways against the last state that both knew: the newest of those that led to ours which its writer says it
has had; where nobody says so, the one from which it differs in the fewest fields.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from operator import attrgetter

from msgspec import Struct
from msgspec.structs import replace

from simdesk.domain.book import Book, PaymentMethod, Record, Tombstone
from simdesk.domain.card import Card
from simdesk.domain.history import Key, Records, Step, key_of, step_between, stone_key
from simdesk.domain.merging import Lost, merged
from simdesk.domain.renewal import Renewal
from simdesk.errors import FileDamaged, FileNewer, FileUnreadable, SimDeskError
from simdesk.storage import conflict_copies
from simdesk.storage.conflict_copies import ConflictCopy
from simdesk.storage.decoding import uncollected
from simdesk.storage.folder import DataFolder
from simdesk.storage.known import SEEN, Known, writer_of
from simdesk.storage.last import Held, last
from simdesk.storage.past import Aside, Line, changes_of, lines, records_of

_STEPS = SEEN
"""How many steps back a state is looked for that another device may have known."""

_THROUGH = 50
"""How many states that came by way of another are remembered at once: one's own are not to be forgotten."""

_TICKS = timedelta(microseconds=3)
"""How much later than ours a stamp is that was made of ours: nobody types so fast."""


class Taken(Struct, frozen=True):
    """What became of the book.

    ``mine``: what this device had. ``file``: what lies in the place of the book. ``book``: what they and
    the conflict copies become. ``had``: the states that are known to be in it now, as digests, the oldest
    first. ``states``: those that came, the oldest first. ``step`` leads from what this
    device had to ``book``. ``copies`` are folded in by that; ``refused``: why others cannot be.
    """

    mine: Held
    file: Held
    book: Book
    had: tuple[str, ...]
    states: tuple[Held, ...]
    step: Step
    copies: tuple[ConflictCopy, ...]
    refused: tuple[SimDeskError, ...]

    @property
    def asides(self) -> tuple[Aside, ...]:
        """Return the states that came, each by what it differs in from what all became."""
        return tuple(
            Aside(one.digest, changes_of(step_between("", self.book, one.book))) for one in self.states
        )


def taken_from(
    folder: DataFolder,
    file: Held,
    has: Known,
    copies: conflict_copies.Found,
    moment: datetime,
    *,
    at_hand: Held | None = None,
) -> Taken:
    """Return what becomes of *file*, the book as it lies there, and of *copies* beside it.

    *has*: what this device knows; *at_hand*: a state that it had, perhaps the last.
    """
    with uncollected():
        return _taken(folder, file, has, copies, moment, at_hand=at_hand)


def _taken(
    folder: DataFolder,
    file: Held,
    has: Known,
    copies: conflict_copies.Found,
    moment: datetime,
    *,
    at_hand: Held | None,
) -> Taken:
    mine = _mine(folder, file, has, at_hand)
    read, refused = conflict_copies.read(folder, copies)
    came = [Held(_sharing(one.book, mine.book), one.digest) for one in read]
    if mine is not file:
        file = Held(_sharing(file.book, mine.book), file.digest, file.data)
        came.insert(0, file)
    known = {*has.seen, mine.digest}
    states = list({one.digest: one for one in came if one.digest not in known}.values())
    book, lost = mine.book, list[Lost]()
    chain = _Chain(folder, mine)
    had: list[str] = []
    for one in states:
        by, seen = writer_of(folder, one.digest)
        outcome = merged(
            chain.base(one, seen),
            book,
            one.book,
            mine_by=folder.device.id if by else "",
            theirs_by=by,
        )
        book = outcome.book
        lost += outcome.lost
        chain.came.append(one)
        new = [digest for digest in seen if digest not in known and digest not in had]
        had += [*new[-_THROUGH:], one.digest]
    step = replace(step_between("", mine.book, book, at=moment, source="outside"), lost=tuple(lost))
    return Taken(mine, file, book, tuple(had), tuple(states), step, tuple(read), tuple(refused))


def _mine(folder: DataFolder, file: Held, has: Known, at_hand: Held | None) -> Held:
    """Return what this device had last; *file* itself where that came from this device."""
    if file.digest == has.newest:
        return file
    try:
        mine = last(folder, has, at_hand)
    except (FileDamaged, FileNewer, FileUnreadable):
        return file
    if mine is None or mine.digest == file.digest:
        return file
    seen = has.seen
    if file.digest in seen and mine.digest in seen and seen.index(file.digest) > seen.index(mine.digest):
        return file  # the copy could not be kept at that time
    return mine


def _sharing(book: Book, other: Book) -> Book:
    """Return *book* with the very records of *other* where they are equal: then most need no second look."""
    shelves = {}
    for shelf in ("cards", "renewals", "payment_methods", "tombstones"):
        key = key_of if shelf == "tombstones" else attrgetter("id")
        known = {key(one): one for one in getattr(other, shelf)}
        records = ((one, known.get(key(one))) for one in getattr(book, shelf))
        shelves[shelf] = tuple([held if one == held else one for one, held in records])
    return replace(book, **shelves)


class _Chain:
    """The states that led to what this device had, the newest first, and with them those it took in.

    ``came``: what has been taken in just now.
    """

    def __init__(self, folder: DataFolder, mine: Held) -> None:
        self._folder, self._mine = folder, mine
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
            self._lines = list(islice(lines(self._folder), _STEPS))
        return self._lines

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
            return others[-1].book if others else self._nearest(theirs.book)
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

    def _nearest(self, theirs: Book) -> Book:
        """Return each record as it was in the state from which that of *theirs* is the fewest changes away.

        Of states as near the newest but the last: from the last, two changes of one field are no conflict.
        Looked at are those which *theirs* may come from: it has no record that came only later.
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
        records = {}
        for key, (_, one) in best.items():
            records[key] = None if isinstance(one, Tombstone) else one
            records[stone_key(*key)] = one if isinstance(one, Tombstone) else None
        return _book(self._mine.book, records)

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
