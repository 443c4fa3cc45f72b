"""From the bytes of a file to what they stand for, and back; strictly, and with every fault placed.

msgspec reads and checks types. What it leaves is checked here: names given twice, a format number that
is missing or newer, ids given twice, zones and currencies that do not exist. What is of an older format is
brought up to the present one before it is typed.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec
from msgspec.structs import force_setattr

from simdesk.domain.book import FORMAT, Book
from simdesk.domain.renewal import Snapshot
from simdesk.errors import Damage, FileDamaged, FileNewer
from simdesk.storage.checking import first_flaw
from simdesk.storage.reading import MARK

if TYPE_CHECKING:
    from simdesk.storage.formats import Migrations

# How a file begins that we wrote; any other's number is looked for by ``formats``, which few starts load.
_HEAD = re.compile(rb'[ \t\r\n]*+\{[ \t\r\n]*+"format"[ \t\r\n]*+:[ \t\r\n]*+([0-9]{1,18})[ \t\r\n]*+[,}]')

T = TypeVar("T", bound=msgspec.Struct)

_SHARED_UP_TO = 20_000


def encode(value: msgspec.Struct) -> bytes:
    """Return *value* as readable JSON: one field a line, in the order declared, UTF-8 without a mark.

    Raises:
        UnicodeEncodeError: if a text has half a pair of surrogates.
    """
    return _laid_out(value) + b"\n"


def decode_book(
    data: bytes, path: Path, *, ours: bool = False, migrations: "Migrations | None" = None
) -> Book:
    """Return the book in *data*, the content of *path*. A byte order mark before it is no fault.

    *ours*: the caller knows by their digest that this device wrote just these bytes. What the types say is
    checked all the same; what is laid out by us names nothing twice and has been looked through before.
    *migrations*: as :func:`decode`.

    Raises:
        FileNewer: if its format number is higher than the one known, whatever else is in it.
        FileDamaged: if it is not a book of this format; with the place, but for one of an older format.
    """
    data, older = _of_present_format(data, path, Book, FORMAT, migrations)
    with _unplaced(older=older):
        book = _typed(data, path, Book, FORMAT, ours=ours)
        if not ours and (flaw := first_flaw(book)):
            from simdesk.storage.diagnosing import placed

            raise placed(path, data, *flaw)
    _share_what_is_equal(book)
    return book


def decode(
    data: bytes,
    path: Path,
    kind: type[T],
    known: int | None = None,
    *,
    ours: bool = False,
    migrations: "Migrations | None" = None,
) -> T:
    """Return the *kind* in *data*, the content of *path*; a *kind* has a field ``format``.

    *known*: the number of its present format; None: the value that this field has by itself. *ours*: as
    :func:`decode_book`. *migrations*: the way up from older formats; None: the one that
    ``formats.MIGRATIONS`` has for *kind*.

    Raises:
        FileNewer, FileDamaged: as :func:`decode_book`.
    """
    if known is None:
        values = zip(reversed(kind.__struct_fields__), reversed(kind.__struct_defaults__), strict=False)
        known = int(dict(values)["format"])
    data, older = _of_present_format(data, path, kind, known, migrations)
    with _unplaced(older=older):
        return _typed(data, path, kind, known, ours=ours)


def _of_present_format(
    data: bytes, path: Path, kind: type[T], known: int, chain: "Migrations | None"
) -> tuple[bytes, bool]:
    """Return *data* in the format *known*, without a mark, and whether that is not how it was."""
    data = data.removeprefix(MARK)
    head = _HEAD.match(data)
    if head is not None and int(head[1]) == known:
        return data, False
    from simdesk.storage.formats import MIGRATIONS, brought_up, is_older, refuse_newer

    refuse_newer(data, path, known)
    chain = MIGRATIONS.get(kind.__name__, {}) if chain is None else chain
    if not is_older(data, kind.__name__, known, chain):
        return data, False
    newest = brought_up(data, path, known, chain)
    if not _named_once(data):
        raise _diagnosis(path, data, None, known)
    return newest, True


def _typed(data: bytes, path: Path, kind: type[T], known: int, *, ours: bool) -> T:
    try:
        value = msgspec.json.decode(data, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise _diagnosis(path, data, error, known) from error
    # What stands exactly as we write it names nothing twice: to look takes longer than to write.
    if not ours and not data.startswith(_laid_out(value)) and not _named_once(data):
        raise _diagnosis(path, data, None, known)
    return value


@contextmanager
def _unplaced(*, older: bool) -> Iterator[None]:
    """Take line and column from what is raised about an *older* file: they are not those of the file."""
    try:
        yield
    except FileDamaged as error:
        if not older:
            raise
        raise FileDamaged(error.path, error.damage, field=error.field, value=error.value) from error


def _share_what_is_equal(book: Book) -> None:
    """Let what many renewals have in common be one thing in memory: it takes half of a book's.

    Not in a very large one, where that takes half as long as to read it.
    """
    if len(book.renewals) > _SHARED_UP_TO:
        return
    snapshots: dict[str, Snapshot] = {}
    texts: dict[str, str] = {}
    text = texts.setdefault
    for renewal in book.renewals:
        first = snapshots.setdefault(renewal.card_id, renewal.card)
        if first is not renewal.card and first == renewal.card:
            force_setattr(renewal, "card", first)
        force_setattr(renewal, "card_id", text(renewal.card_id, renewal.card_id))
        force_setattr(renewal, "channel", text(renewal.channel, renewal.channel))
        force_setattr(renewal, "offer", text(renewal.offer, renewal.offer))
        force_setattr(renewal, "note", text(renewal.note, renewal.note))


def _diagnosis(path: Path, data: bytes, error: Exception | None, known: int) -> FileDamaged | FileNewer:
    from simdesk.storage.diagnosing import diagnosis

    return diagnosis(path, data, error, known) or FileDamaged(path, Damage.NOT_JSON)


def _laid_out(value: msgspec.Struct) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=1)


def _named_once(data: bytes) -> bool:
    """Return whether sound JSON gives no name twice in one object, and a ``format`` in the outermost."""
    import json

    def names(pairs: list[tuple[str, object]]) -> set[str]:
        found = {name for name, _ in pairs}
        if len(found) < len(pairs):
            raise _NamedTwice
        return found

    try:
        return "format" in json.loads(data, object_pairs_hook=names, parse_int=str, parse_float=str)
    except _NamedTwice:
        return False


class _NamedTwice(Exception):
    pass
