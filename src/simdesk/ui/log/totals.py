"""What was paid, added up by month, year, card or currency; amounts of two currencies never mix. No Qt."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from simdesk.domain.terms import Status
from simdesk.ui.log.columns import spent
from simdesk.ui.log.entries import LogRow
from simdesk.wording.amounts import amount
from simdesk.wording.dates import month, month_name
from simdesk.wording.language import _p

COUNTED = (Status.PAID, Status.VERIFIED)
"""What was refused or voided cost nothing."""

MONTHS, YEARS, OTHERS = 12, 10, 8
"""The most bars of a chart, by what it shows."""


class By(StrEnum):
    """What totals are counted for."""

    MONTH = "month"
    YEAR = "year"
    CARD = "card"
    CURRENCY = "currency"


class Total(NamedTuple):
    """What was paid in one currency for one month, year or card. ``day`` is the first of month or year."""

    words: str
    currency: str
    amount: Decimal
    payments: int
    day: date | None = None

    @property
    def paid(self) -> str:
        """Return the amount with its currency."""
        return amount(self.amount, self.currency)


class Bar(NamedTuple):
    """One bar of a chart: what it stands for, in full and in short, its height, and that in words.

    ``second`` is a second short line, such as the year where it changes; mostly empty.
    """

    words: str
    short: str
    value: Decimal
    above: str
    second: str = ""


def by_name(by: By) -> str:
    """Return what a way of adding up is called."""
    match by:
        case By.MONTH:
            return _p("totals", "By month")
        case By.YEAR:
            return _p("totals", "By year")
        case By.CARD:
            return _p("totals", "By card")
        case By.CURRENCY:
            return _p("totals", "By currency")


def totals(rows: Iterable[LogRow], by: By) -> list[Total]:
    """Return the totals: the latest first by month and year, else by name; then by currency."""
    sums: dict[_Group, Decimal] = {}
    counts: Counter[_Group] = Counter()
    words: dict[date, str] = {}
    for row in rows:
        paid = spent(row.renewal)
        if paid is not None and row.renewal.currency is not None and row.renewal.status in COUNTED:
            group = _group(row, by, row.renewal.currency, words)
            sums[group] = sums.get(group, Decimal(0)) + paid
            counts[group] += 1
    latest_first = by in (By.MONTH, By.YEAR)
    ordered = sorted(sums, key=_by_day if latest_first else _by_words)
    return [Total(one.words, one.currency, sums[one], counts[one], one.day) for one in ordered]


def currencies(found: Iterable[Total]) -> list[str]:
    """Return the currencies of the totals, the one paid in most often first."""
    counts: Counter[str] = Counter()
    for total in found:
        counts[total.currency] += total.payments
    return sorted(counts, key=lambda currency: (-counts[currency], currency))


def bars(found: Sequence[Total], by: By, currency: str) -> list[Bar]:
    """Return the bars of a chart in *currency*, at most as many as fit.

    Months and years come in their course, up to the latest; cards by what they cost, the dearest first.
    By currency a bar is the number of payments in each.
    """
    mine = [total for total in found if total.currency == currency]
    match by:
        case By.MONTH:
            course = _in_course(mine, MONTHS, _month_before)
            return [
                Bar(month(day), month_name(day), *_height(total), _year_mark(day, at == 0))
                for at, (day, total) in enumerate(course)
            ]
        case By.YEAR:
            course = _in_course(mine, YEARS, lambda day: day.replace(year=day.year - 1))
            return [Bar(_year(day), _year(day), *_height(total)) for day, total in course]
        case By.CARD:
            dearest = sorted(mine, key=lambda total: -total.amount)[:OTHERS]
            return [Bar(total.words, total.words, *_height(total)) for total in dearest]
        case By.CURRENCY:
            often = sorted(found, key=lambda total: (-total.payments, total.words))[:OTHERS]
            return [
                Bar(total.words, total.words, Decimal(total.payments), str(total.payments)) for total in often
            ]


class _Group(NamedTuple):
    """What is added up together. ``card_id`` tells apart two cards of one label."""

    words: str
    currency: str
    day: date | None = None
    card_id: str = ""


def _group(row: LogRow, by: By, currency: str, words: dict[date, str]) -> _Group:
    """Return the group of *row*; *words* keeps what its months or years are called, for the next row."""
    paid_on = row.renewal.paid_on
    match by:
        case By.MONTH:
            day = paid_on.replace(day=1)
            return _Group(words.get(day) or words.setdefault(day, month(day)), currency, day)
        case By.YEAR:
            day = date(paid_on.year, 1, 1)
            return _Group(words.get(day) or words.setdefault(day, _year(day)), currency, day)
        case By.CARD:
            return _Group(row.label, currency, card_id=row.renewal.card_id)
        case By.CURRENCY:
            return _Group(currency, currency)


def _by_day(group: _Group) -> tuple[int, str]:
    return -(group.day or date.min).toordinal(), group.currency


def _by_words(group: _Group) -> tuple[str, str, str]:
    return group.words.casefold(), group.card_id, group.currency


def _in_course(
    found: Sequence[Total], most: int, before: Callable[[date], date]
) -> list[tuple[date, Total | None]]:
    """Return every month or year from the first total to the last, at most that many; None: no total."""
    by_day = {total.day: total for total in found if total.day is not None}
    course: list[tuple[date, Total | None]] = []
    at = max(by_day, default=None)
    while at is not None and len(course) < most:
        course.append((at, by_day.get(at)))
        at = before(at) if at > min(by_day) else None
    return course[::-1]


def _height(total: Total | None) -> tuple[Decimal, str]:
    return (Decimal(0), "") if total is None else (total.amount, total.paid)


def _year_mark(day: date, first: bool) -> str:
    return _year(day) if first or day.month == 1 else ""


def _month_before(day: date) -> date:
    return date(day.year - (day.month == 1), (day.month - 2) % 12 + 1, 1)


def _year(day: date) -> str:
    return str(day.year)
