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
from dataclasses import dataclass, field, replace
from pathlib import Path

from simdesk.errors import ColumnsRefused, Damage, RowRefused
from simdesk.exchange.cells import CellRefused
from simdesk.exchange.columns import Columns, only_own
from simdesk.exchange.encodings import Encoding
from simdesk.exchange.mending import DayOrder, Mending
from simdesk.exchange.sheet import Sheet, read_sheet

_ODD = re.compile(r"[=+\-@'\t\r]|[0-9]{12,}\Z")
_STRANGE_SEPARATORS = ":^~!"


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row. ``line`` is the line of the file it begins on, the header's being 1.

    ``cells`` has a value, perhaps empty, for every column of the file, but for those at the end that the
    row leaves out: of them it says nothing.
    """

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """What stands in a CSV file, cells as they were before writing, rows without any text left out.

    ``titles``: what the file calls a column, where that is another name. ``encoding`` is what it was read
    as; ``left_out`` are the titles of the columns that are not taken; ``day_orders`` says of which columns
    it was concluded that the day or the month comes first.
    """

    path: str
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    titles: Mapping[str, str] = field(default_factory=dict)
    encoding: Encoding = Encoding.UTF_8
    left_out: tuple[str, ...] = ()
    day_orders: tuple[DayOrder, ...] = ()

    def refused(self, row: TableRow, column: str, damage: Damage, value: str | None = None) -> RowRefused:
        """Return the error that names a cell; its value where no other is given."""
        shown = row.cells.get(column, "") if value is None else value
        return RowRefused(self.path, row.line, self.titles.get(column, column), damage, shown)


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


def read_table(path: Path, known: Sequence[str], language: str = "en") -> Table:
    """Return what stands in the file; its columns are some of *known*, in any order and under their own name.

    The encoding and the separator are found out; *language* decides where the encoding could be one or
    the other.

    Raises:
        FileUnreadable: if the system does not let it be read.
        ColumnsRefused: for columns that are not known or stand there twice.
        RowRefused: for everything else, with the line.
    """
    sheet = read_sheet(path, language)
    if len(sheet.header) == 1:
        for separator in _STRANGE_SEPARATORS:
            if not {name.strip().lower() for name in sheet.header[0].split(separator)[1:]}.isdisjoint(known):
                raise RowRefused(str(path), 1, "", Damage.WRONG_SEPARATOR, separator)
    return table_of(sheet, only_own(sheet.path, sheet.header, known))


def table_of(sheet: Sheet, columns: Columns, *, day_first: bool | None = None) -> Table:
    """Return the table that a file is when its columns are *columns*, each at most once.

    *day_first* says how 11/12/2026 is read in a column that does not show it; None: such a date is refused.

    Raises:
        ColumnsRefused: if none is taken.
        RowRefused: for a cell that no spreadsheet should have made of anything, with its place.
    """
    places = [(place, column) for place, column in enumerate(columns) if column is not None]
    if not places:
        raise ColumnsRefused(sheet.path, unknown=sheet.header)
    titles = {
        column: title for place, column in places if (title := unguarded(sheet.header[place])) != column
    }
    table = Table(
        sheet.path,
        tuple(column for _place, column in places),
        (),
        titles,
        sheet.encoding,
        tuple(
            unguarded(title) for title, column in zip(sheet.header, columns, strict=True) if column is None
        ),
    )
    menders = {
        place: Mending(
            column, (one.cells[place] for one in sheet.records if place < len(one.cells)), day_first=day_first
        )
        for place, column in places
    }
    readers = [(place, column, menders[place].mended) for place, column in places]
    rows = []
    for record in sheet.records:
        cells: dict[str, str] = {}
        row, width, column = TableRow(record.line, cells), len(record.cells), ""
        try:
            for place, column, mended in readers:
                if place < width:
                    raw = record.cells[place]
                    cells[column] = mended(raw) if raw else raw
        except CellRefused as refused:
            raise table.refused(row, column, refused.damage, refused.value) from refused
        if any(map(str.strip, cells.values())):
            rows.append(row)
    orders = tuple(mending.remark for mending in menders.values() if mending.remark)
    return replace(table, rows=tuple(rows), day_orders=orders)
