"""What spreadsheets make of dates, amounts and digits, read back as what it was, where that is certain.

Days and months are the hard case: 11/12/2026 is a day in November in one country and in December in
another. A spreadsheet writes a whole column in one way, so one date in it with a number above 12 decides
for all of them. Without one, nothing is guessed.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial

from simdesk.domain.money import AMOUNT_PATTERN
from simdesk.errors import Damage
from simdesk.exchange.cells import CellRefused
from simdesk.exchange.encodings import Encoding
from simdesk.exchange.words import words

DATES = frozenset(
    """counted_from expires_on last_used_on next_bill_on data_expires_on install_by balance_on opened_on
    paid_on base_day verified_on voided_on expires_before expires_after""".split()
)
MONTHS = frozenset({"payment_card_expires"})
AMOUNTS = frozenset({"balance", "amount", "fee", "balance_after"})
WHOLES = frozenset({"bill_day", "data_left_mb"})
IDS = frozenset({"id", "card_id", "renewal_id", "iccid", "number"})
_EXACT = DATES | MONTHS | WHOLES | (IDS - {"iccid"})
_CHOICES = {
    **dict.fromkeys(("count_base_day", "auto_renew", "texts_abroad"), ("yes", "no")),
    "form": ("physical", "esim", "virtual"),
    "state": ("in_use", "archived", "ported_out", "confirmed_lost"),
}

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_ISO_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}\Z")
_MIDNIGHT = re.compile(r"[ T]0?0:00(:00(\.0+)?)?\Z")
_YEAR_FIRST = re.compile(r"([0-9]{4})(?:([-/.])([0-9]{1,2})\2|年([0-9]{1,2})月)([0-9]{1,2})日?\Z")
_TOGETHER = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})\Z")
_DOTS = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})\Z")
_YEAR_LAST = re.compile(r"([0-9]{1,2})([/-])([0-9]{1,2})\2([0-9]{4})\Z")
_DAY_WORD = re.compile(r"([0-9]{1,2})[- ]([a-z]{3,9})\.?[-, ]+([0-9]{4})\Z", re.IGNORECASE)
_WORD_DAY = re.compile(r"([a-z]{3,9})\.? ([0-9]{1,2}),? ([0-9]{4})\Z", re.IGNORECASE)
_MONTH_NUMBERS = re.compile(r"([0-9]{4})(?:[-/.]([0-9]{1,2})(?:[-/.]0?1)?|年([0-9]{1,2})月(?:1日)?)\Z")
_MONTH_YEAR = re.compile(r"([0-9]{1,2})[-/.]([0-9]{4})\Z")
_MONTH_WORD = re.compile(r"([a-z]{3,9})[-. ]+([0-9]{4}|[0-9]{2})\Z", re.IGNORECASE)
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_GROUPED = re.compile(r"-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]{1,4})\Z")
_DECIMAL_COMMA = re.compile(r"-?[0-9]{1,12},[0-9]{1,2}\Z")
_AMOUNT = re.compile(AMOUNT_PATTERN)
_NUMBER = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,15})?\Z")
_POWER = re.compile(r"-?[0-9](?:[.,][0-9]+)?E\+[0-9]{1,3}\Z", re.IGNORECASE)
# Spreadsheets keep fifteen digits of a number and write zeros for the others.
_ROUNDED = re.compile(r"[0-9]{15}0+\Z")
# A masked number whose dots the encoding had no signs for.
_MASKED = re.compile(r"(\+[0-9]{1,3}) [?？・･·‧]{4} ([0-9]{4})\Z")
# An order number like 12E4 is one: a spreadsheet takes it for 120000, and shows it as that or as 1.2E+05.
_WITH_POWER = re.compile(r"[0-9]{1,9}[Ee]\+?[0-9]{1,2}\Z")
# An offer called 3,000 is written as a country groups its digits, or not at all.
_GROUPS = re.compile(r"[0-9]+(?:,[0-9]+)+(?:\.[0-9]+)?\Z")
_GROUPS_OR_NONE = re.compile(r"[0-9]+(?:[,.' \u00a0\u202f][0-9]+)*\Z")
_ONE_COMMA = re.compile(r"[0-9]+,[0-9]+\Z")
_NOT_DIGITS = re.compile(r"[^0-9]")
# A shop called 7-11 becomes the 7th of November, or the 11th of July, of this year; text like a date a date.
_LIKE_A_DAY = re.compile(r"(?:[0-9]{4}[-/])?[0-9]{1,2}[-/][0-9]{1,2}\Z")
_SHOWN_DAY = re.compile(
    r"[0-9]{4}([-/.])[0-9]{1,2}\1[0-9]{1,2}|[0-9]{1,2}([-/.])[0-9]{1,2}\2[0-9]{4}"
    r"|(?:[0-9]{4}年)?[0-9]{1,2}月[0-9]{1,2}日"
    r"|[0-9]{1,2}[- ][A-Z][a-z]{2}|[A-Z][a-z]{2}[- ][0-9]{1,2}",
)
_NARROW = {
    Encoding.GB18030: "gbk",
    Encoding.BIG5: "cp950",
    Encoding.SHIFT_JIS: "cp932",
    Encoding.WESTERN: "cp1252",
}
_FIRST_YEAR, _LAST_YEAR = 1980, 2199


@dataclass(frozen=True, slots=True)
class DayOrder:
    """How the dates of a column are read that could be read in two ways. ``cell`` is one of them."""

    column: str
    cell: str
    day: date


class Mending:
    """Reads the cells of one column."""

    def __init__(self, column: str, cells: Iterable[str], *, day_first: bool | None = None) -> None:
        """Take what *cells*, those of the whole column, say of its dates, else what the owner says."""
        self._column = column
        shown = None
        if column in DATES:  # those as SimDesk writes them, which most are, say nothing
            shown = _day_comes_first(_dated(cell) for cell in cells if cell and not _ISO.match(cell))
        self._day_first = day_first if shown is None else shown
        self._told = shown is None
        self.remark: DayOrder | None = None
        self._reader = self._reader_of(column)

    def mended(self, raw: str) -> str:
        """Return the cell as SimDesk writes it; as it stands where it is not understood.

        *raw* is as the file has it, with an apostrophe if there is one.

        Raises:
            CellRefused: for what a spreadsheet has rounded, and for a date that can be read in two ways.
        """
        if not raw:
            return ""
        if self._reader is None:
            return raw.removeprefix("'")
        cell = raw.removeprefix("'")
        if self._column == "iccid" and _ROUNDED.match(raw.strip()):
            raise CellRefused(Damage.ROUNDED, self._column, cell)
        return self._reader(cell)

    def _reader_of(self, column: str) -> Callable[[str], str] | None:
        """Return what reads a cell of a column; None where cells are taken as they stand."""
        if column in DATES:
            return self._date
        if column in MONTHS:
            return _month
        if column in _CHOICES:
            return partial(_choice, values=_CHOICES[column])
        return self._digits if column in IDS | AMOUNTS | WHOLES else None

    def _digits(self, cell: str) -> str:
        """Read an amount, a number of any kind or an id."""
        column = self._column
        if ("E" in cell.upper() or not cell.isascii()) and _POWER.match(_plain(cell)):
            raise CellRefused(Damage.ROUNDED, column, cell)
        if column in AMOUNTS:
            return _amount(cell)
        if column == "number" and (found := _MASKED.match(cell)):
            return f"{found[1]} •••• {found[2]}"
        plain = column in WHOLES or column == "iccid"
        return _plain(cell) if plain and not cell.isascii() else cell

    def _date(self, cell: str) -> str:
        if _ISO.match(cell):
            return cell
        plain = _dated(cell)
        if found := _YEAR_LAST.match(plain):
            one, other, year = int(found[1]), int(found[3]), int(found[4])
            if self._day_first is None and one != other and max(one, other) <= 12:
                raise CellRefused(Damage.DAY_OR_MONTH, self._column, cell)
            if (one > 12) != (other > 12) and (one > 12) is not self._day_first:
                raise CellRefused(Damage.DAY_OR_MONTH, self._column, cell)
            day = _day(year, other, one) if self._day_first else _day(year, one, other)
            if day is not None and one != other and max(one, other) <= 12 and not (self._told or self.remark):
                self.remark = DayOrder(self._column, cell, day)
        else:
            day = _certain(plain)
        return cell if day is None else day.isoformat()


def says_the_same(column: str, cell: str, before: str, encoding: Encoding = Encoding.UTF_8) -> bool:
    """Return whether *cell* is what stood in the column *before*, or what a spreadsheet made of it.

    What a spreadsheet takes for a number loses the zeros at its beginning, at the end of its decimals, and
    its power of ten. It ends the lines of a cell in its own way, and writes question marks or look-alikes
    for signs that its *encoding* has none for.
    """
    if cell == before:
        return True
    if "\n" in cell or "\n" in before:
        cell, before = cell.replace("\r\n", "\n"), before.replace("\r\n", "\n")
    if cell == before or (encoding in _NARROW and cell == _narrowed(before, encoding)):
        return True
    if column in _EXACT:
        return False
    if _WITH_POWER.match(before):
        return bool(_NUMBER.match(cell) or _POWER.match(cell)) and _decimal(cell) == _decimal(before)
    if _LIKE_A_DAY.match(before):
        return _SHOWN_DAY.fullmatch(cell) is not None and _is_that_day(cell, before)
    if _GROUPS.match(before) and _GROUPS_OR_NONE.match(cell):
        # Where a comma stands before decimals, 3,00 is a three.
        is_that = bool(_ONE_COMMA.match(before) and _NUMBER.match(cell)) and _decimal(cell) == _decimal(
            before
        )
        return is_that or _NOT_DIGITS.sub("", cell) == _NOT_DIGITS.sub("", before)
    if not (_NUMBER.match(cell) and _NUMBER.match(before)):
        return False
    return (column in AMOUNTS or len(cell) < len(before)) and _decimal(cell) == _decimal(before)


def _is_that_day(cell: str, before: str) -> bool:
    """Return whether *cell* shows the day that *before* says, which may have no year of its own."""
    told, shown = _certain(before), _certain(cell)
    if told is not None:
        return told == shown if shown is not None else _numbers(cell) == _numbers(before)
    return _numbers(cell)[-2:] == _numbers(before)


def _numbers(day: str) -> list[int]:
    """Return the year, where there is one, and then month and day, the smaller first, of *day* as shown."""
    parts = re.findall(r"[0-9]+|[A-Za-z]+", day)
    numbers = [int(part) if part.isdecimal() else _month_named(part) for part in parts]
    return sorted(numbers, key=lambda one: (one < 100, one))


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def _narrowed(text: str, encoding: Encoding) -> str:
    """Return what is left of *text* in an encoding that has few signs; GBK, not what was made of it since."""
    narrow = _NARROW[encoding]
    return text.encode(narrow, "replace").decode(narrow)


def _plain(cell: str) -> str:
    """Return the cell with the digits of any script as ASCII, without full-width signs and blanks around."""
    plain = unicodedata.normalize("NFKC", cell).strip()
    if plain.isascii():
        return plain
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in plain)


def _dated(cell: str) -> str:
    """Return the cell plain, without the midnight that some programs write behind a day."""
    return _MIDNIGHT.sub("", _plain(cell.removeprefix("'")))


def _day_comes_first(cells: Iterable[str]) -> bool | None:
    """Return whether the first date that is certain has its day first; None if none is certain."""
    for cell in cells:
        found = _YEAR_LAST.match(cell)
        if found and (int(found[1]) > 12) != (int(found[3]) > 12):
            return int(found[1]) > 12
    return None


def _certain(plain: str) -> date | None:
    """Return the day of a date that nobody reads in two ways."""
    if found := _YEAR_FIRST.match(plain):
        return _day(int(found[1]), int(found[3] or found[4]), int(found[5]))
    if found := _TOGETHER.match(plain):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _DOTS.match(plain):  # no country writes the month first and dots
        return _day(int(found[3]), int(found[2]), int(found[1]))
    if found := _DAY_WORD.match(plain):
        return _day(int(found[3]), _month_named(found[2]), int(found[1]))
    if found := _WORD_DAY.match(plain):
        return _day(int(found[3]), _month_named(found[1]), int(found[2]))
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if _FIRST_YEAR <= year <= _LAST_YEAR else None
    except ValueError:
        return None


def _month(cell: str) -> str:
    if _ISO_MONTH.match(cell):
        return cell
    plain = _dated(cell)
    year = month = 0
    if found := _MONTH_NUMBERS.match(plain):
        year, month = int(found[1]), int(found[2] or found[3])
    elif found := _MONTH_YEAR.match(plain):
        year, month = int(found[2]), int(found[1])
    elif found := _MONTH_WORD.match(plain):  # Apr-28, which is what Excel makes of 2028-04
        year, month = int(found[2]) + (2000 if len(found[2]) == 2 else 0), _month_named(found[1])
    return cell if _day(year, month, 1) is None else f"{year:04}-{month:02}"


def _month_named(word: str) -> int:
    """Return the number of a month in English; 0 if it is none."""
    known = word.casefold()[:3]
    return _MONTH_NAMES.index(known) + 1 if known in _MONTH_NAMES else 0


def _amount(cell: str) -> str:
    if _AMOUNT.match(cell):
        return cell
    plain = _plain(cell).removesuffix("円").strip("¥￥$€£ ")
    if _GROUPED.match(plain):
        return plain.replace(",", "")
    if _DECIMAL_COMMA.match(plain):
        return plain.replace(",", ".")
    return plain if _AMOUNT.match(plain) else cell


def _choice(cell: str, values: Sequence[str]) -> str:
    if cell in values:
        return cell
    plain = _plain(cell).casefold()
    known = words().values
    return next(
        (value for value in values if plain in (value, *(one.casefold() for one in known[value]))), cell
    )
