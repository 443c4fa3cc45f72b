"""The bytes of a book in which little has changed, made of the bytes that were there before.

To write a hundred thousand records anew takes longer than to bring them to the disk. What has not
changed is therefore taken over as it stands: the pieces, one behind the other, are the new file.
"""

from collections.abc import Sequence
from itertools import compress, count
from operator import is_not

import msgspec

from simdesk.domain.book import Book, Record

Buffer = bytes | memoryview

_SHELVES = ("cards", "renewals", "payment_methods", "tombstones")
_MOST = 20_000
"""From so many records on, counted from the first that changed to the last, all is written anew."""


def patched(data: bytes, before: Book, after: Book) -> tuple[Buffer, ...] | None:
    """Return the pieces of the file for *after*, made of *data*, the content of that of *before*.

    None where *data* is not laid out as we do it, or where so much has changed that all of it is better
    written anew. Records that are the same object in both books are taken to be unchanged.
    """
    starts = _starts(data, before)
    if starts is None:
        return None
    view = memoryview(data)
    pieces: list[Buffer] = [_head(after)]
    at = len(_head(before))
    for shelf, start in zip(_SHELVES, starts, strict=True):
        old, new = _texts(getattr(before, shelf), getattr(after, shelf))
        if old is None:
            return None
        if old != new:
            # Raw line ends are in no string, and only one record has this id: it is there once, or never.
            found = data.find(old, start)
            if found < 0 or (old.startswith(b"[") and found != start):
                return None
            pieces += [view[at:found], new]
            at = found + len(old)
    return (*pieces, view[at:])


def _head(book: Book) -> bytes:
    return b'{\n "format": %d,\n "revision": %d,\n "cards": ' % (book.format, book.revision)


def _starts(data: bytes, book: Book) -> list[int] | None:
    """Return where each shelf begins; None if they are not there in our order, or written otherwise.

    A book has six names and each of them once, so that in this order nothing lies between them.
    """
    if not data.startswith(_head(book) + b"["):
        return None
    starts = [len(_head(book))]
    for shelf in _SHELVES[1:]:
        name = b',\n "%s": [' % shelf.encode()
        # What is behind the long list of renewals is found from the end.
        found = data.find(name) if shelf == "renewals" else data.rfind(name)
        if found < starts[-1]:
            return None
        starts.append(found + len(name) - 1)
    return starts


def _texts(before: Sequence[Record], after: Sequence[Record]) -> tuple[bytes | None, bytes]:
    """Return the piece of a shelf that changed as it was and as it is; None in front: too much of it did."""
    if before is after:
        return b"", b""
    first = next(compress(count(), map(is_not, before, after)), min(len(before), len(after)))
    room = min(len(before), len(after)) - first
    same = next(compress(count(), map(is_not, reversed(before), reversed(after))), room)
    last = min(same, room)
    old, new = before[first : len(before) - last], after[first : len(after) - last]
    if not old and not new:
        return b"", b""
    if not old or not new:
        # A comma comes or goes: the neighbour in front says where, else the one behind, else the brackets.
        if first:
            old, new = before[first - 1 : len(before) - last], after[first - 1 : len(after) - last]
        elif last:
            last -= 1
            old, new = before[: len(before) - last], after[: len(after) - last]
        else:
            return _shelf(old), _shelf(new)
    if max(len(old), len(new)) > _MOST:
        return None, b""
    return _shelf(old)[1 : -len(b"\n ]")], _shelf(new)[1 : -len(b"\n ]")]


def _shelf(records: Sequence[Record]) -> bytes:
    """Return the list of *records* as it stands in a book, from bracket to bracket."""
    whole = msgspec.json.format(msgspec.json.encode({"": records}), indent=1)
    return whole[len(b'{\n "": ') : -len(b"\n}")]
