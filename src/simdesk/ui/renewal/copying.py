"""The number as people write it, and as it is pasted into a page."""

from PySide6.QtGui import QGuiApplication

from simdesk.domain.card import Card
from simdesk.domain.numbers import masked, spelled


def number_shown(card: Card, home: str) -> str:
    """Return the card's number as it is written at *home*; empty for a card without one."""
    return "" if card.number is None else spelled(card.number, home or None)


def number_hidden(card: Card, home: str, *, hides: bool) -> str:
    """Return the same with all but its last digits hidden, if it *hides* them."""
    return masked(card.number) if hides and card.number is not None else number_shown(card, home)


def copy_number(card: Card, home: str) -> str:
    """Put the number on the clipboard as digits, as the pages of its country take it; return it."""
    return copied("".join(sign for sign in number_shown(card, home) if sign.isdecimal() or sign == "+"))


def copied(text: str) -> str:
    """Put *text* on the clipboard; return it."""
    QGuiApplication.clipboard().setText(text)
    return text


def grouped(number: str) -> str:
    """Return a payment number in groups of four, the last as long as is left: 1234-5678-90123.

    What has signs between its digits already is left as it is.
    """
    plain = number.strip()
    if not plain.isdecimal() or len(plain) < 8:
        return plain
    groups = [plain[start : start + 4] for start in range(0, len(plain), 4)]
    if len(groups[-1]) == 1:
        groups[-2:] = [groups[-2] + groups[-1]]
    return "-".join(groups)
