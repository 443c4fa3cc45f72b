"""A book of which little has changed is written from what was there, and is the same to the byte."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from simdesk.domain.book import Book
from simdesk.domain.edits import delete_card, set_state
from simdesk.domain.terms import State
from simdesk.storage.decoding import encode
from simdesk.storage.patching import patched
from tests.bench.large import large_book
from tests.core.store_samples import books, cards, renewals

MOMENT = datetime(2026, 11, 21, tzinfo=UTC)
BOOK = large_book(date(2026, 11, 21), cards=40, renewals=300)
SHELVES = ("cards", "renewals", "payment_methods", "tombstones")


def whole(data: bytes, before: Book, after: Book) -> bytes | None:
    pieces = patched(data, before, after)
    return None if pieces is None else b"".join(pieces)


@given(books, books, st.data())
def test_patched_is_written_anew(one: Book, other: Book, data: st.DataObject) -> None:
    """Of each shelf any records go, stay or come, at any place."""
    shelves: dict[str, Any] = {}
    for name in SHELVES:
        held = list(getattr(one, name))
        for place in reversed(range(len(held))):
            if data.draw(st.booleans()):
                del held[place]
        ids = {record.id for record in held}
        for record in getattr(other, name):
            if record.id not in ids:
                held.insert(data.draw(st.integers(0, len(held))), record)
        shelves[name] = tuple(held)
    after = Book(revision=other.revision, **shelves)

    assert whole(encode(one), one, after) == encode(after)


@given(cards, renewals, st.integers(0, 39), st.integers(0, 299))
def test_one_record_in_the_place_of_another(card: object, renewal: object, first: int, second: int) -> None:
    held, log = list(BOOK.cards), list(BOOK.renewals)
    held[first], log[second] = card, renewal  # type: ignore[call-overload]
    after = replace(BOOK, revision=2, cards=tuple(held), renewals=tuple(log))

    assert whole(encode(BOOK), BOOK, after) == encode(after)


def test_what_has_not_changed_is_not_written_anew() -> None:
    edited = set_state("card-000007", State.ARCHIVED, MOMENT)(BOOK)

    pieces = patched(encode(BOOK), BOOK, edited)

    assert pieces is not None
    assert sum(len(piece) for piece in pieces if isinstance(piece, bytes)) < 2000


def test_a_deleted_card_leaves_the_first_tombstone() -> None:
    after = delete_card("card-000000", MOMENT)(BOOK)

    assert whole(encode(BOOK), BOOK, after) == encode(after)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'\n "renewals": [', b'\n  "renewals": ['),
        (b'{\n "format"', b'\xef\xbb\xbf{\n "format"'),
        (b'"label": "Card number 7"', b'"label":  "Card number 7"'),
        (b'"tombstones": []', b'"tombstones": [ ]'),
        (b"\n", b"\r\n"),
    ],
)
def test_what_another_laid_out_is_written_anew(old: bytes, new: bytes) -> None:
    data = encode(BOOK).replace(old, new)
    assert data != encode(BOOK)
    after = delete_card("card-000007", MOMENT)(set_state("card-000008", State.ARCHIVED, MOMENT)(BOOK))

    assert patched(data, BOOK, after) is None


def test_shelves_in_another_order_are_written_anew() -> None:
    text = encode(BOOK)
    start, end = text.index(b'\n "renewals"'), text.index(b'\n "payment_methods"')
    last = text.index(b'\n "tombstones"')
    data = text[:start] + text[end:last] + text[start:end] + text[last:]
    after = delete_card("card-000007", MOMENT)(BOOK)

    assert patched(data, BOOK, after) is None
