"""What is written is what is read, in a layout that people can read too."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simdesk.domain.book import Book
from simdesk.errors import Damage, FileDamaged
from simdesk.storage.decoding import decode_book, encode
from tests.core.making import SOFTBANK, card
from tests.core.store_samples import books, cards

PATH = Path("simdesk.json")


@given(books)
def test_a_book_written_and_read_is_the_same(book: Book) -> None:
    data = encode(book)

    assert decode_book(data, PATH) == book
    assert encode(decode_book(data, PATH)) == data


@given(books)
def test_the_file_begins_with_its_format_and_ends_with_a_line_end(book: Book) -> None:
    data = encode(book)

    assert data.startswith(b'{\n "format": 1,\n "revision": ')
    assert data.endswith(b"\n}\n")
    assert json.loads(data)["revision"] == book.revision


@given(st.data())
def test_a_name_given_twice_anywhere_is_found(data: st.DataObject) -> None:
    book = encode(Book(cards=(data.draw(cards),)))
    lines = book.decode().split("\n")
    doubled = data.draw(
        st.sampled_from([i for i, line in enumerate(lines) if line.endswith(",") and '": ' in line])
    )
    lines.insert(doubled, lines[doubled])

    with pytest.raises(FileDamaged) as told:
        decode_book("\n".join(lines).encode(), PATH)

    assert told.value.damage is Damage.DUPLICATE_KEY
    assert told.value.line == doubled + 2


def test_d11_dates_and_digits_do_not_follow_the_locale() -> None:
    text = encode(Book(cards=(card(SOFTBANK, end="2026-11-23"),))).decode()

    assert '"end_day": "2026-11-23"' in text
    assert '"changed": "2026-11-21T03:00:00Z"' in text
