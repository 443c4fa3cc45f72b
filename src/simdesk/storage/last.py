"""The last book that this device had: the copy that it keeps, and the steps that came behind it.

To copy a large book at every save takes as long as to write it. Its copy is therefore left as it is for a
while, as long as the history leads from it to what lies in the place of the book.
"""

from collections.abc import Iterator
from contextlib import suppress
from itertools import islice

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from simdesk.domain.book import Book, PaymentMethod, Record, Tombstone
from simdesk.domain.card import Card
from simdesk.domain.history import LIMIT, Records, Step, key_of
from simdesk.domain.renewal import Renewal
from simdesk.errors import FileDamaged, FileNewer, FileUnreadable
from simdesk.storage.decoding import decode_book, encode
from simdesk.storage.folder import DataFolder
from simdesk.storage.known import Known, digest_of, known
from simdesk.storage.past import Line, raw_lines, records_of
from simdesk.storage.patching import patched
from simdesk.storage.reading import read_file

STEPS = 25
"""How many steps behind the copy the book may be before it is copied again."""

_ROOM = 1_000_000
_MOST = 100
_SHELVES: dict[type[Record], str] = {
    Card: "cards",
    Renewal: "renewals",
    PaymentMethod: "payment_methods",
    Tombstone: "tombstones",
}


class Held(Struct, frozen=True):
    """A state of the book: its content, its digest, and its content as bytes where there are any."""

    book: Book
    digest: str
    data: bytes = b""


class Edited(Struct, frozen=True):
    """A step from the state ``parent``, which has the content ``before``, to one that has ``after``."""

    before: Book
    after: Book
    step: Step
    parent: str

    @property
    def is_repeatable(self) -> bool:
        """Return whether the records of the step, laid over what was before, are what came of it."""
        if len(self.step.after) > _MOST:
            return False
        again = _laid_over(self.before, self.step.after)
        return all(getattr(again, shelf) == getattr(self.after, shelf) for shelf in _SHELVES.values())


class _Link(Struct, frozen=True):
    """What a line of the history says of states; the rest of it is passed over, which is quick."""

    parent: str
    digest: str


def leads(folder: DataFolder, copied: str, digest: str) -> bool:
    """Return whether the last steps lead from the state *copied* to *digest*, and are not too many by now."""
    at, size = digest, 0
    for link, line in _links(folder, STEPS - 1) if at != copied else ():
        size += len(line)
        if link.digest == at:
            at = link.parent
        if at == copied or size > _ROOM:
            break
    return at == copied and size <= _ROOM


def is_copied(folder: DataFolder, digest: str) -> bool:
    """Return whether this device has a copy from which it comes to the state *digest* of the book.

    A killed writer may have left one on its way, or not come to put its step into the history.
    """
    if folder.mine_coming.exists() or not folder.mine.exists():
        return False
    copied = known(folder).copied
    return not copied or leads(folder, copied, digest)


def is_last(folder: DataFolder, has: Known, digest: str) -> bool:
    """Return whether *digest* is the state that this device, which knows *has*, had last."""
    try:
        data = read_file(folder.mine)
    except (FileDamaged, FileNewer, FileUnreadable):
        return False
    if data is None:
        return False
    copied = digest_of((data,))
    if digest == copied and not has.seen:
        return True
    return digest == next((one for one, _ in reversed(_since(folder, has, copied))), copied)


def last(folder: DataFolder, has: Known | None = None, at_hand: Held | None = None) -> Held | None:
    """Return what the device of *folder* had last; None if it keeps no copy. *has*: what it knows.

    Whoever was killed behind the replacing of the book has left its copy on the way to its place.

    Raises:
        FileDamaged, FileNewer, FileUnreadable: if the copy cannot be taken.
    """
    has = known(folder) if has is None else has
    return _coming(folder, has) or settled(folder, has, at_hand)


def settled(folder: DataFolder, has: Known, at_hand: Held | None = None) -> Held | None:
    """Return what the device of *folder* had when its copy was put in its place, and the steps behind it.

    *at_hand*: a state that need not be made of the files again, if it is that one.

    Raises:
        FileDamaged, FileNewer, FileUnreadable: if the copy cannot be taken.
    """
    data = read_file(folder.mine)
    if data is None:
        return None
    digest = digest_of((data,))
    steps = _since(folder, has, digest)
    if at_hand is not None and at_hand.digest == (steps[-1][0] if steps else digest):
        return replace(at_hand, data=encode(at_hand.book) if steps else data)
    first = book = decode_book(data, folder.mine, ours=digest in has.seen)
    for after, line in steps:
        try:
            step = msgspec.json.decode(line, type=Line)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            break
        book = replace(_laid_over(book, records_of(step.changes)[1]), revision=step.revision)
        digest = after
    if book is not first:
        data = b"".join(patched(data, first, book) or (encode(book),))
    return Held(book, digest, data)


def _coming(folder: DataFolder, has: Known) -> Held | None:
    """Return the copy that is on the way to its place, if it is the newest state of all."""
    with suppress(FileDamaged, FileNewer, FileUnreadable):
        data = read_file(folder.mine_coming)
        if data is not None and digest_of((data,)) == has.newest:
            return Held(decode_book(data, folder.mine_coming, ours=True), has.newest, data)
    return None


def _since(folder: DataFolder, has: Known, digest: str) -> list[tuple[str, bytes]]:
    """Return the steps that came behind the state *digest*, the oldest first: where each led, and its line.

    A step that led to what this device had before that state is none of them: it was left by the owner's
    choice.
    """
    order = {one: place for place, one in enumerate(has.seen)}
    steps: dict[str, tuple[str, bytes]] = {}
    # There may be more of them: where the disk was full, no copy could be made.
    for link, line in _links(folder, LIMIT):
        if link.digest == digest:
            break
        steps.setdefault(link.parent, (link.digest, line))
        if link.parent == digest:
            break
    found: list[tuple[str, bytes]] = []
    while step := steps.pop(digest, None):
        if order and order.get(step[0], -1) <= order.get(digest, -1):
            break
        found.append(step)
        digest = step[0]
    return found


def _links(folder: DataFolder, count: int) -> Iterator[tuple[_Link, bytes]]:
    """Give those of the last *count* lines of the history that can be read, the newest first."""
    decoder = msgspec.json.Decoder(_Link)
    for line in islice(raw_lines(folder), count):
        try:
            yield decoder.decode(line), line
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            continue


def _laid_over(book: Book, records: Records) -> Book:
    """Return *book* with *records* in it, the new ones last, None for those that are not."""
    shelves = {}
    for kind, shelf in _SHELVES.items():
        new = {key[1]: record for key, record in records.items() if key[0] is kind}
        if new:
            names = (_name(one) if kind is Tombstone else one.id for one in getattr(book, shelf))
            pairs = zip(names, getattr(book, shelf), strict=True)
            held = [new.pop(name) if name in new else one for name, one in pairs]
            shelves[shelf] = tuple([one for one in (*held, *new.values()) if one is not None])
    return replace(book, **shelves)


def _name(record: Record) -> str:
    return key_of(record)[1]
