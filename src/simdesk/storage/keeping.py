"""What an edit made of the book, made ready to be kept; or refused, if it could not be read back."""

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from msgspec.structs import replace

from simdesk.domain.book import Book, Record
from simdesk.domain.stamping import stamped
from simdesk.errors import Damage, EditRefused, FileDamaged
from simdesk.storage.checking import repeated_id
from simdesk.storage.decoding import decode_book, encode
from simdesk.storage.patching import patched
from simdesk.storage.reading import LIMIT

R = TypeVar("R", bound=Record)
Pieces = tuple[bytes | memoryview, ...]


def kept(before: Book, after: Book) -> Book:
    """Return *after* as it is kept: the moments of its new records in UTC, and later than those replaced.

    Only the records that are not those of *before* are looked at, and that through the reader's eyes.

    Raises:
        EditRefused: if what is new could not be read back as it is, or an id is there twice.
    """
    cards, new_cards = _shelf(before.cards, after.cards)
    renewals, new_renewals = _shelf(before.renewals, after.renewals)
    methods, new_methods = _shelf(before.payment_methods, after.payment_methods)
    tombstones, new_tombstones = _shelf(before.tombstones, after.tombstones)
    _refuse_unreadable(
        Book(
            cards=new_cards,
            renewals=new_renewals,
            payment_methods=new_methods,
            tombstones=new_tombstones,
        )
    )
    after = replace(after, cards=cards, renewals=renewals, payment_methods=methods, tombstones=tombstones)
    # Only now: until here a moment may be one without a zone, which cannot be compared.
    after = stamped(before, after)
    if flaw := repeated_id(after, before):
        raise EditRefused(flaw[0], "id")
    return after


def book_pieces(data: bytes | None, before: Book, after: Book) -> Pieces:
    """Return the content of the file for *after*; *data*: that of *before*, None if there is none.

    Raises:
        EditRefused: if the file would be too large to be read.
    """
    pieces = None if data is None else patched(data, before, after)
    if pieces is None:
        return (book_bytes(after),)
    if (size := sum(map(len, pieces))) > LIMIT:
        raise EditRefused(Damage.TOO_LARGE, value=str(size))
    return pieces


def book_bytes(book: Book) -> bytes:
    """Return the content of the file for *book*.

    Raises:
        EditRefused: if the file would be too large to be read.
    """
    data = encode(book)
    if len(data) > LIMIT:
        raise EditRefused(Damage.TOO_LARGE, value=str(len(data)))
    return data


def _shelf(before: tuple[R, ...], after: tuple[R, ...]) -> tuple[tuple[R, ...], tuple[R, ...]]:
    """Return all records to be kept, and of them those that were not there before."""
    if after is before:
        return after, ()
    held = set(map(id, before))
    everything = tuple(one if id(one) in held else _in_utc(one) for one in after)
    return everything, tuple(one for one in everything if id(one) not in held)


def _in_utc(record: R) -> R:
    moments: dict[str, datetime] = {}
    for name in ("changed", "entered", "deleted"):
        moment = getattr(record, name, None)
        if isinstance(moment, datetime) and moment.utcoffset():
            with suppress(OverflowError):
                moments[name] = moment.astimezone(UTC)
    return replace(record, **moments) if moments else record


def _refuse_unreadable(new: Book) -> None:
    try:
        again = decode_book(encode(new), Path())
    except UnicodeEncodeError as error:
        from simdesk.storage.diagnosing import shown

        raise EditRefused(Damage.NOT_UTF8, value=shown(str(error.object))) from error
    except FileDamaged as error:
        raise EditRefused(error.damage, error.field.rpartition(".")[2], error.value) from error
    if again != new:
        raise EditRefused(Damage.RULE)
