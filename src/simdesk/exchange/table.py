"""CSV files as tables: RFC 4180, UTF-8 with BOM, CRLF, with a header.

A spreadsheet takes ``+81…`` for a formula and an ICCID for a number. So a cell that begins with one of
``= + - @ '``, a tab or a carriage return, or is digits only and longer than 11, is written with one
apostrophe before it, and reading takes exactly one away.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from simdesk.errors import ColumnsRefused, Damage, FileUnreadable, RowRefused

SIZE_LIMIT = 50_000_000
"""Bytes; a larger file is refused unread."""

_CELL_LIMIT = 10_000_000
_ODD = re.compile(r"[=+\-@'\t\r]|[0-9]{12,}\Z")


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row. ``line`` is the line of the file it begins on, the header's being 1.

    ``cells`` has a value, perhaps empty, for every column of the file.
    """

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """What stands in a CSV file, cells as they were before writing, rows without any text left out."""

    path: str
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]

    def refused(self, row: TableRow, column: str, damage: Damage, value: str | None = None) -> RowRefused:
        """Return the error that names a cell; its value where no other is given."""
        shown = row.cells.get(column, "") if value is None else value
        return RowRefused(self.path, row.line, column, damage, shown)


def guarded(text: str) -> str:
    """Return the cell as it is written, so that no spreadsheet takes it for anything but text."""
    return "'" + text if _ODD.match(text) else text


def unguarded(cell: str) -> str:
    """Return what was written as *cell*."""
    return cell.removeprefix("'")


def written(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    """Return the file with *columns* as header and a line for each of *rows*."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    for cells in rows:
        writer.writerow([guarded(cells[column]) for column in columns])
    return codecs.BOM_UTF8 + text.getvalue().encode()


def read_table(path: Path, known: Sequence[str]) -> Table:
    """Return what stands in the file; its columns are some of *known*, in any order.

    UTF-8 with or without BOM, and UTF-16 with one, are understood.

    Raises:
        FileUnreadable: if the system does not let it be read.
        ColumnsRefused: for columns that are not known or stand there twice.
        RowRefused: for everything else, with the line.
    """
    text = _text(path, _bytes(path))
    records = _records(path, text)
    if not records:
        raise RowRefused(str(path), 1, "", Damage.EMPTY)
    line, header = records[0]
    columns = tuple(unguarded(name).strip().lower() for name in header)
    _refuse_columns(path, header, columns, known)
    rows = []
    for line, record in records[1:]:
        if len(record) != len(columns):
            if any(record):
                raise RowRefused(str(path), line, "", Damage.CELL_COUNT, str(len(record)))
            continue
        if any(record):
            rows.append(TableRow(line, dict(zip(columns, map(unguarded, record), strict=True))))
    return Table(str(path), columns, tuple(rows))


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(SIZE_LIMIT + 1)
    except OSError as error:
        raise FileUnreadable(path, error.strerror or str(error)) from error
    if len(data) > SIZE_LIMIT:
        raise RowRefused(str(path), 1, "", Damage.TOO_LARGE)
    return data


def _text(path: Path, data: bytes) -> str:
    encoding = "utf-16" if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = len(data[: error.start].splitlines()) or 1
        raise RowRefused(str(path), line, "", Damage.NOT_UTF8) from error


def _records(path: Path, text: str) -> list[tuple[int, list[str]]]:
    """Return each record that is not a blank line, with the line it begins on."""
    records = []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    limit = csv.field_size_limit(_CELL_LIMIT)
    begins = 1
    try:
        for record in reader:
            if record:
                records.append((begins, record))
            begins = reader.line_num + 1
    except csv.Error as error:
        damage = Damage.TOO_LONG if "field limit" in str(error) else Damage.NOT_A_TABLE
        raise RowRefused(str(path), begins, "", damage) from error
    finally:
        csv.field_size_limit(limit)
    return records


def _refuse_columns(path: Path, header: list[str], columns: tuple[str, ...], known: Sequence[str]) -> None:
    if len(columns) == 1:
        for separator in ";\t|":
            if not {name.strip() for name in columns[0].split(separator)}.isdisjoint(known) and (
                separator in columns[0]
            ):
                raise RowRefused(str(path), 1, "", Damage.WRONG_SEPARATOR, separator)
    unknown = tuple(name for name, column in zip(header, columns, strict=True) if column not in known)
    repeated = tuple(dict.fromkeys(name for name in columns if columns.count(name) > 1))
    if unknown or repeated:
        raise ColumnsRefused(str(path), unknown=unknown, repeated=repeated)
