"""The book of the demo: made-up cards whose dates are counted from today."""

import json
import re
from datetime import date, datetime, timedelta
from typing import Any

import msgspec

from simdesk.clock import Clock
from simdesk.domain.book import Book
from simdesk.resources import resource
from simdesk.storage.book_file import FileStore
from simdesk.storage.folder import DataFolder

_DAY = re.compile(r"day([+-]\d{1,4})\Z")
_MONTH = re.compile(r"month([+-]\d{1,3})\Z")
_LANGUAGES = {"en", "zh_CN", "zh_TW", "ja"}


def fill_with_demo(folder: DataFolder, clock: Clock, spoken: str) -> Book:
    """Put the book of the demo into the empty *folder*, its words in the language *spoken*; return it.

    Raises:
        FileUnwritable: if the system refuses.
    """
    now = clock.now()
    book = demo_book(now.date(), now, spoken)
    return FileStore(folder, clock).apply(lambda _empty: book)


def demo_book(today: date, moment: datetime, language: str) -> Book:
    """Return the demo's book as of *today*, its words in *language*, every record changed at *moment*.

    In ``resources/demo.json`` ``day-6`` is a date six days ago, ``month+9`` a month, ``moment`` the
    moment, and an object of the four languages the one of them that is spoken.

    Raises:
        FileNotFoundError: if it is not shipped.
    """
    shipped = json.loads(resource("demo.json").read_bytes())
    return msgspec.convert(_filled(shipped, today, moment, language), Book)


def _filled(value: Any, today: date, moment: datetime, language: str) -> Any:
    if isinstance(value, dict):
        if value.keys() == _LANGUAGES:
            return value[language]
        return {key: _filled(inner, today, moment, language) for key, inner in value.items()}
    if isinstance(value, list):
        return [_filled(inner, today, moment, language) for inner in value]
    if value == "moment":
        return moment.isoformat()
    if isinstance(value, str) and (found := _DAY.match(value)):
        return (today + timedelta(days=int(found[1]))).isoformat()
    if isinstance(value, str) and (found := _MONTH.match(value)):
        months = today.year * 12 + today.month - 1 + int(found[1])
        return f"{months // 12:04}-{months % 12 + 1:02}"
    return value
