"""What spreadsheets make of a table when they open it and save it again, as far as it is known of them.

None of them runs here: these are their rules, written down by hand. They take cells for dates and numbers
whatever column they stand in, show them in the way of their country, and save what they show.
"""

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})\Z")
_ISO_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})\Z")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?\Z")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True)
class Spreadsheet:
    """How a program in a country saves a table. ``month`` None: it leaves a month as it is."""

    encoding: str
    separator: str = ","
    end: str = "\r\n"
    day: Callable[[date], str] = date.isoformat
    month: Callable[[int, int], str] | None = None
    hides_apostrophe: bool = False
    shortens: bool = False
    ends_file: bool = True


def _english_month(year: int, month: int) -> str:
    return f"{_MONTHS[month - 1]}-{year % 100:02}"


def _slashes(when: date) -> str:
    return f"{when.year}/{when.month}/{when.day}"


SPREADSHEETS = {
    "excel-zh_CN": Spreadsheet("gb18030", day=_slashes, month=_english_month, shortens=True),
    "excel-zh_TW": Spreadsheet("cp950", day=_slashes, month=_english_month),
    "excel-ja": Spreadsheet("cp932", day=_slashes, month=_english_month),
    "excel-utf8": Spreadsheet("utf-8-sig", day=_slashes, month=_english_month),
    "excel-text": Spreadsheet("utf-16", "\t", day=_slashes, month=_english_month),
    "excel-en_US": Spreadsheet(
        "utf-8-sig", day=lambda when: f"{when.month}/{when.day}/{when.year}", month=_english_month
    ),
    "excel-en_GB": Spreadsheet("utf-8-sig", day=lambda when: f"{when:%d/%m/%Y}", month=_english_month),
    "excel-de": Spreadsheet("utf-8-sig", ";", day=lambda when: f"{when:%d.%m.%Y}"),
    "libreoffice": Spreadsheet("utf-8", end="\n"),
    "numbers": Spreadsheet("utf-8", ";", day=lambda when: f"{when.day}.{when.month}.{when.year}"),
    "google": Spreadsheet("utf-8", hides_apostrophe=True, ends_file=False),
}


def saved_by(program: Spreadsheet, data: bytes) -> bytes:
    """Return the table *data* of SimDesk as *program* saves it."""
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    shown = [rows[0], *([_shown(program, cell) for cell in row] for row in rows[1:])]
    if program.shortens:
        shown = [_shortened(row) for row in shown]
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=program.separator, lineterminator=program.end).writerows(shown)
    whole = text.getvalue()
    return (whole if program.ends_file else whole.removesuffix(program.end)).encode(
        program.encoding, "replace"
    )


def _shown(program: Spreadsheet, cell: str) -> str:
    if program.hides_apostrophe and cell.startswith("'"):
        return cell[1:]
    if found := _ISO.match(cell):
        try:
            return program.day(date(*map(int, found.groups())))
        except ValueError:
            return cell
    if (found := _ISO_MONTH.match(cell)) and program.month and 1 <= int(found[2]) <= 12:
        return program.month(int(found[1]), int(found[2]))
    return _number_shown(cell) if _NUMBER.match(cell) else cell


def _number_shown(cell: str) -> str:
    """Return a number as a cell of the usual width shows it: at most eleven digits, else a power of ten."""
    value = Decimal(cell)
    if value and not -300 < value.adjusted() < 300:
        return cell
    if abs(value) >= Decimal(10) ** 11 or (value and abs(value) < Decimal("1e-9")):
        return f"{value:.5E}"
    digits = max(0, 10 - max(0, value.adjusted()))
    shown = f"{round(value, digits):f}"
    return (shown.rstrip("0").rstrip(".") if "." in shown else shown).replace("-0", "0", int(value == 0))


def _shortened(row: list[str]) -> list[str]:
    while len(row) > 1 and not row[-1]:
        row = row[:-1]
    return row
