"""Rows as text in columns that stay straight in Chinese and Japanese too."""

from collections.abc import Sequence
from functools import cache
from unicodedata import category, east_asian_width

from simdesk.catalog.names import carrier_name
from simdesk.domain.rows import Row
from simdesk.wording import countdown
from simdesk.wording.language import _, _p, current
from simdesk.wording.terms import phase_name

_GAP = "  "


def sheet(rows: Sequence[Row]) -> str:
    """Return a line for each row under a line of titles, the last one ended too."""
    if not rows:
        return _("No card.") + "\n"
    titles = [
        _p("column", "Time left"),
        _p("column", "Card"),
        _p("column", "Number"),
        _p("column", "Carrier"),
        _p("column", "Phase"),
        _p("column", "What ends"),
    ]
    lines = [titles, *([_on_one_line(cell) for cell in _cells(row)] for row in rows)]
    widths = [max(map(width, column)) for column in zip(*lines, strict=True)]
    return "".join(
        _GAP.join(padded(cell, wide) for cell, wide in zip(line, widths, strict=True)).rstrip() + "\n"
        for line in lines
    )


def width(text: str) -> int:
    """Return how many columns of a terminal the text takes."""
    if text.isascii():
        return len(text)
    return sum(map(_columns_of, text))


@cache
def _columns_of(sign: str) -> int:
    if category(sign) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(sign) in ("W", "F") else 1


def padded(text: str, wide: int) -> str:
    """Return the text with spaces behind it, to that many columns."""
    return text + " " * (wide - width(text))


def _cells(row: Row) -> list[str]:
    card = row.card
    ends = filter(None, (countdown.ends(row), countdown.pending(row)))
    return [
        countdown.days_left(row.standing.days_left),
        card.label,
        card.number or "",
        carrier_name(card.carrier, current()),
        phase_name(row.standing.phase),
        _p("list", ", ").join(ends),
    ]


def _on_one_line(text: str) -> str:
    return text if text.isprintable() else "".join(sign if sign.isprintable() else " " for sign in text)
