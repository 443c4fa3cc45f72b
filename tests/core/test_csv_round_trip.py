"""Export, import, export: byte for byte the same, whatever stands in the cells."""

import tempfile
from pathlib import Path

from hypothesis import given

from simdesk.domain.book import Book
from simdesk.storage.decoding import decode_book
from simdesk.storage.keeping import book_bytes
from tests.core.csv_making import both_tables, books, through_both


@given(books())
def test_into_an_empty_book_and_out_again_is_byte_identical(book: Book) -> None:
    first = both_tables(book)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        second = through_both(path, Book(), first)
        assert both_tables(second) == first
        decode_book(book_bytes(second), path)
        third = through_both(path, second, first)
    assert third is second


@given(books())
def test_a_table_written_from_the_book_changes_nothing_in_it(book: Book) -> None:
    with tempfile.TemporaryDirectory() as folder:
        assert through_both(Path(folder) / "table.csv", book, both_tables(book)) is book
