"""Lengths: what they read from and where they lead, by literal dates."""

from datetime import date

import pytest

from simdesk.domain.length import Length, Position, counted, parse_length
from tests.core.making import day


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("P180D", Length(days=180)),
        ("P2W", Length(days=14)),
        ("P6M", Length(months=6)),
        ("P6Y", Length(months=72)),
        ("P3M/end", Length(months=3, to_end=True)),
    ],
)
def test_a_length_is_read(text: str, length: Length) -> None:
    assert parse_length(text) == length


@pytest.mark.parametrize(
    "text", ["", "P", "P0D", "180D", "P-3D", "P3D/end", "P1.5M", "P１D", "p3d", "P123456D", "P3M\n"]
)
def test_what_is_no_length_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a length"):
        parse_length(text)


@pytest.mark.parametrize(
    ("base", "lengths", "last_day"),
    [
        ("2026-03-01", ["P180D"], "2026-08-28"),
        ("2027-02-27", ["P2D"], "2027-03-01"),
        ("2028-02-27", ["P2D"], "2028-02-29"),
        ("2026-12-31", ["P1D"], "2027-01-01"),
        ("2027-01-31", ["P1M"], "2027-02-28"),
        ("2028-01-31", ["P1M"], "2028-02-29"),
        ("2028-02-29", ["P1Y"], "2029-02-28"),
        ("2028-02-29", ["P4Y"], "2032-02-29"),
        ("2026-10-31", ["P6M"], "2027-04-30"),
        ("2026-08-31", ["P6M"], "2027-02-28"),
        ("2026-11-30", ["P3M"], "2027-02-28"),
        ("2026-11-30", ["P3M", "P1M"], "2027-03-30"),
        ("2026-11-30", ["P3M", "P1M", "P1M"], "2027-04-30"),
        ("2026-04-01", ["P3M/end"], "2026-07-31"),
        ("2026-04-30", ["P3M/end"], "2026-07-31"),
        ("2026-04-30", ["P3M/end", "P1M/end"], "2026-08-31"),
        ("2026-04-01", ["P3M/end", "P1M"], "2026-08-31"),
        ("2026-11-10", ["P3M/end", "P1M"], "2027-03-31"),
        ("2026-11-15", ["P3M/end"], "2027-02-28"),
        ("2027-11-15", ["P3M/end"], "2028-02-29"),
        ("2026-11-30", ["P3M", "P10D"], "2027-03-10"),
        ("2026-11-30", ["P3M", "P10D", "P1M"], "2027-04-10"),
        ("9999-11-30", ["P3M"], "9999-12-31"),
        ("9999-11-30", ["P99999D"], "9999-12-31"),
    ],
)
def test_where_lengths_lead(base: str, lengths: list[str], last_day: str) -> None:
    position = Position(day(base))
    for length in lengths:
        position = position.plus(length)
    assert position.day == day(last_day)


@pytest.mark.parametrize(
    ("base", "length", "last_day"),
    [
        ("2026-03-01", "P30D", "2026-03-30"),
        ("2026-03-01", "P1M", "2026-03-31"),
        ("2027-01-31", "P1M", "2027-02-27"),
        ("2026-04-01", "P3M/end", "2026-07-31"),
    ],
)
def test_a_base_day_that_is_counted(base: str, length: str, last_day: str) -> None:
    assert counted(day(base), length, count_base_day=True).day == day(last_day)


def test_days_after_the_end_of_a_month_are_all_there_where_the_base_day_is_counted() -> None:
    position = counted(day("2026-04-01"), "P3M/end", count_base_day=True)
    assert position.plus("P10D").day == day("2026-08-10")


def test_r13_a_monthly_length_keeps_its_day_through_24_months() -> None:
    position = Position(date(2027, 1, 31))
    seen = []
    for _ in range(24):
        position = position.plus("P1M")
        seen.append(position.day)
    assert seen[0] == date(2027, 2, 28)
    assert seen[12] == date(2028, 2, 29)
    assert seen[-1] == date(2029, 1, 31)
    assert {one.month: one.day for one in seen[:12]} == {
        1: 31, 2: 28, 3: 31, 4: 30, 5: 31, 6: 30, 7: 31, 8: 31, 9: 30, 10: 31, 11: 30, 12: 31
    }  # fmt: skip
