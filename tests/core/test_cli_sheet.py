"""Columns of text stay straight in every script."""

import re

import pytest

from simdesk.cli.sheet import padded, sheet, width
from simdesk.domain.book import Book
from simdesk.domain.rows import rows_on
from simdesk.wording.language import use
from tests.core.making import HIS, SOFTBANK, card, day


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("abc", 3),
        ("残り 9 日", 9),
        ("保号卡", 6),
        ("ｱｲｳ", 3),
        ("é", 1),
        ("e\u0301", 1),
        ("Ａ", 2),
        ("…", 1),
    ],
)
def test_wide_signs_count_twice_and_marks_not_at_all(text: str, columns: int) -> None:
    assert width(text) == columns
    assert padded(text, columns + 2) == text + "  "


BOOK = Book(
    cards=(
        card(SOFTBANK, end="2026-11-23", number="+819012345678", carrier="SoftBank", label="銀行\nline"),
        card(HIS, id="b", label="A", timezone="Asia/Tokyo"),
    )
)


def test_rows_stand_below_each_other() -> None:
    lines = sheet(rows_on(BOOK, day("2026-11-21"))).splitlines()

    assert lines == [
        "Time left    Card       Number         Carrier   Phase   What ends",
        "2 days left  銀行 line  +819012345678  SoftBank  Usable  Expires Mon 23 Nov",
        "no deadline  A                                   Usable  Last day not known",
    ]


@pytest.mark.parametrize("language", ["zh_CN", "zh_TW", "ja"])
def test_every_column_begins_at_one_place(language: str) -> None:
    use(language)
    lines = sheet(rows_on(BOOK, day("2026-11-21"))).splitlines()

    begins = [
        [width(line[: found.start()]) for found in re.finditer(r"(?:^|(?<=  ))[^ ]", line)]
        for line in lines[:2]
    ]
    assert begins[0] == begins[1]
    assert len(begins[0]) == 6


def test_no_card_is_said() -> None:
    assert sheet(()) == "No card.\n"
