"""Lengths of validity, and the days they lead to.

A length is written in ISO 8601 (``P180D``, ``P6M``, ``P6Y``) or, to the end of the n-th month
after the base month, ``P3M/end``. Months are counted from the base day, so the day of the month
is kept: 31 January + P1M is the last of February, + P2M is 31 March.
"""

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import Annotated

from msgspec import Meta, Struct

PATTERN = r"^P[1-9][0-9]{0,4}(D|M|Y|W|M/end)$(?!\n)"
LengthText = Annotated[str, Meta(pattern=PATTERN)]
_SHAPE = re.compile(r"P([1-9][0-9]{0,4})(D|M/end|M|Y|W)\Z")
_LAST_MONTH = date.max.year * 12 + 11


class Length(Struct, frozen=True):
    """A number of days, or of calendar months, or of months to the month's end.

    ``days`` and ``months`` are never both set; ``to_end`` only with months.
    """

    days: int = 0
    months: int = 0
    to_end: bool = False

    @property
    def in_days(self) -> int:
        """Return about how many days the length has; a month counts 30, a year 365."""
        return self.days or self.months // 12 * 365 + self.months % 12 * 30


@lru_cache(maxsize=1024)
def parse_length(text: str) -> Length:
    """Return the length that *text* stands for. Years become twelve months, weeks seven days.

    Raises:
        ValueError: if *text* is not a length, is zero, or exceeds 99,999.
    """
    shape = _SHAPE.fullmatch(text)
    if shape is None:
        raise ValueError(f"not a length: {text!r}")
    count = int(shape[1])
    match shape[2]:
        case "D":
            return Length(days=count)
        case "W":
            return Length(days=7 * count)
        case "Y":
            return Length(months=12 * count)
        case unit:
            return Length(months=count, to_end=unit == "M/end")


class Position(Struct, frozen=True):
    """A day that remembers the day it was counted from.

    ``months`` are counted from ``origin``, not from a clipped day. ``shift`` days are added last:
    -1 where a carrier counts the base day itself. The end of a month is the same however the base
    day counts, and whole months after it lead to the end of a month again.
    """

    origin: date
    months: int = 0
    to_end: bool = False
    shift: int = 0

    def plus(self, text: str) -> "Position":
        """Return the position one length further. Beyond the year 9999 it stays at its end."""
        length = parse_length(text)
        if length.days:
            return Position(_plus_days(_month_of(self), length.days), shift=self.shift)
        to_end = self.to_end or length.to_end
        return Position(self.origin, self.months + length.months, to_end, 0 if to_end else self.shift)

    @property
    def day(self) -> date:
        """Return the calendar day this position stands for."""
        return _plus_days(_month_of(self), self.shift)


def counted(base: date, text: str, *, count_base_day: bool = False) -> Position:
    """Return the last day of a length that begins on *base* (day 0, or day 1 if it is counted)."""
    return Position(base, shift=-1 if count_base_day else 0).plus(text)


def days_of_month(year: int, month: int) -> int:
    """Return how many days the month has, 28 to 31."""
    # The module calendar knows this too, but brings locales with it, which is felt at every start.
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def _plus_days(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max


def _month_of(position: Position) -> date:
    if not position.months and not position.to_end:
        return position.origin
    index = position.origin.year * 12 + position.origin.month - 1 + position.months
    if index > _LAST_MONTH:
        return date.max
    year, month = index // 12, index % 12 + 1
    last = days_of_month(year, month)
    return date(year, month, last if position.to_end else min(position.origin.day, last))
