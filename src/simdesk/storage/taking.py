"""What came into the data folder from outside, merged with what this device had. Nothing is written here.

Another computer's book lies in the place of ours, or beside it as a conflict copy. Each is merged in three
ways against the last state that both knew: the newest of those that led to ours which its writer says it
has had; where nobody says so, the one from which it differs in the fewest fields.
"""

from datetime import datetime
from operator import attrgetter

from msgspec import Struct
from msgspec.structs import replace

from simdesk.domain.book import Book
from simdesk.domain.history import Step, key_of, step_between
from simdesk.domain.merging import Lost, merged
from simdesk.errors import FileDamaged, FileNewer, FileUnreadable, SimDeskError
from simdesk.storage import conflict_copies
from simdesk.storage.chain import Chain
from simdesk.storage.conflict_copies import ConflictCopy
from simdesk.storage.folder import DataFolder
from simdesk.storage.known import Known, writer_of
from simdesk.storage.last import Held, last
from simdesk.storage.past import Aside, changes_of

_THROUGH = 50
"""How many states that came by way of another are remembered at once: one's own are not to be forgotten."""


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
    mine = _mine(folder, file, has, at_hand)
    read, refused = conflict_copies.read(folder, copies)
    came = [Held(_sharing(one.book, mine.book), one.digest) for one in read]
    if mine is not file:
        file = Held(_sharing(file.book, mine.book), file.digest, file.data)
        came.insert(0, file)
    known = {*has.seen, mine.digest}
    states = list({one.digest: one for one in came if one.digest not in known}.values())
    book, lost = mine.book, list[Lost]()
    chain = Chain(folder, mine, has)
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
