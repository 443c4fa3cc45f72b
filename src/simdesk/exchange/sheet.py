"""A table file as it stands: its encoding, its separator, its header, and the cells of each line."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from simdesk.errors import Damage, FileUnreadable, RowRefused
from simdesk.exchange.columns import column_named
from simdesk.exchange.encodings import Encoding, decoded, guessed

SIZE_LIMIT = 50_000_000
"""Bytes; a larger file is refused unread."""

SEPARATORS = (",", ";", "\t", "|")

_CELL_LIMIT = 10_000_000
_COLUMN_LIMIT = 256
_HEADER_LIMIT = 100_000
_SAID = re.compile(r"\ufeff?\"?sep=([,;\t|])\"?\r?\n?\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Record:
    """A line of cells, apostrophes before them and all. ``line`` is where it begins, from 1."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table file. ``header`` has no empty names at its end; no record has a word beyond it.

    A record may have fewer cells than the header: some spreadsheets leave out what is empty at the end.
    """

    path: str
    encoding: Encoding
    separator: str
    header: tuple[str, ...]
    records: tuple[Record, ...]


def read_sheet(
    path: Path, language: str, *, encoding: Encoding | None = None, separator: str | None = None
) -> Sheet:
    """Return what stands in the file. *encoding* and *separator* None: as it looks.

    *language* is the program's; it decides where the encoding could be one or the other.

    Raises:
        FileUnreadable: if the system does not let it be read.
        RowRefused: if it is no table, with the line.
    """
    data = _bytes(path)
    found = encoding or guessed(data, language) or Encoding.UTF_8
    text = _text(path, data, found, Damage.WRONG_ENCODING if encoding else Damage.NOT_UTF8)
    first, said = _first_line(text)
    chosen = separator or said or _separator(text[first:])
    records = _records(path, text[first:], chosen, 2 if first else 1)
    if not records:
        raise RowRefused(str(path), 1, "", Damage.EMPTY)
    header = _trimmed(records[0].cells)
    if not header:
        raise RowRefused(str(path), records[0].line, "", Damage.EMPTY)
    if len(header) > _COLUMN_LIMIT:
        raise RowRefused(str(path), records[0].line, "", Damage.TOO_LONG)
    rows = tuple(_fitting(path, records[1:], len(header), whole=text.endswith(("\n", "\r"))))
    return Sheet(str(path), found, chosen, header, rows)


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(SIZE_LIMIT + 1)
    except OSError as error:
        raise FileUnreadable(path, error.strerror or str(error)) from error
    if len(data) > SIZE_LIMIT:
        raise RowRefused(str(path), 1, "", Damage.TOO_LARGE)
    return data


def _text(path: Path, data: bytes, encoding: Encoding, damage: Damage) -> str:
    try:
        return decoded(data, encoding)
    except UnicodeDecodeError as error:
        # The object is the data without the mark; the sign added is there for an error where a line begins.
        line = len((bytes(error.object[: error.start]) + b"x").splitlines())
        raise RowRefused(str(path), line, "", damage) from error


def _first_line(text: str) -> tuple[int, str | None]:
    """Return where the table begins, and the separator that a line before it says, which Excel reads."""
    end = text.find("\n", 0, 20) + 1 or len(text[:20])
    said = _SAID.match(text[:end])
    return (0, None) if said is None else (end, said[1])


def _separator(text: str) -> str:
    """Return what parts the columns: whatever makes most names that are known, else most names."""
    header = re.split(r"[\r\n]", text.lstrip("\r\n")[:_HEADER_LIMIT], maxsplit=1)[0]

    def worth(separator: str) -> tuple[int, int]:
        names = next(csv.reader([header], delimiter=separator), [])
        return sum(column_named(name) is not None for name in names), len(names)

    return max(SEPARATORS, key=worth)


def _records(path: Path, text: str, separator: str, line: int) -> list[Record]:
    """Return each record in which something stands, the first line of *text* being *line* of the file."""
    records = []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=separator)
    limit = csv.field_size_limit(_CELL_LIMIT)
    begins = line
    try:
        for cells in reader:
            if any(map(str.strip, cells)):
                records.append(Record(begins, tuple(cells)))
            begins = line + reader.line_num
    except csv.Error as error:
        damage = Damage.TOO_LONG if "field limit" in str(error) else Damage.NOT_A_TABLE
        raise RowRefused(str(path), begins, "", damage) from error
    finally:
        csv.field_size_limit(limit)
    return records


def _fitting(path: Path, records: list[Record], width: int, *, whole: bool) -> Iterator[Record]:
    """Give the records without what is empty beyond the header.

    *whole*: the file ends where a line ends. If it does not, it may be cut off, and so may its last record.
    """
    for place, record in enumerate(records):
        cut = not whole and place == len(records) - 1 and len(record.cells) < width
        if cut or len(_trimmed(record.cells)) > width:
            raise RowRefused(str(path), record.line, "", Damage.CELL_COUNT, str(len(record.cells)))
        yield Record(record.line, record.cells[:width])


def _trimmed(cells: tuple[str, ...]) -> tuple[str, ...]:
    """Return the cells without those at the end in which nothing stands."""
    width = len(cells)
    while width and not cells[width - 1].strip():
        width -= 1
    return cells[:width]
