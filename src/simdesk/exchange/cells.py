"""What may stand in a cell: dates, amounts, lists, yes or no. Empty cells are the callers' business."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import Meta

from simdesk.domain.card import Line, LinkedAccount, MonthText, Stage
from simdesk.domain.length import parse_length
from simdesk.domain.money import AMOUNT_PATTERN, CURRENCIES
from simdesk.errors import Damage

_Term = TypeVar("_Term", bound=StrEnum)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_WHOLE = re.compile(r"[0-9]{1,16}\Z")


class CellRefused(Exception):
    """A cell cannot be taken. Whoever knows the line and column says them."""

    def __init__(self, damage: Damage, column: str = "", value: str | None = None) -> None:
        super().__init__(damage)
        self.damage, self.column, self.value = damage, column, value


def checked(text: str, kind: Any, damage: Damage) -> Any:
    """Return *text* if it meets the limits of the annotated type *kind*.

    Raises:
        CellRefused: with *damage* if not.
    """
    try:
        return msgspec.convert(text, kind)
    except msgspec.ValidationError:
        raise CellRefused(damage) from None


def read(cell: str, column: str, reader: Callable[[str], Any], empty: object) -> Any:
    """Return what the cell of *column* stands for; *empty* where nothing stands in it.

    Raises:
        CellRefused: naming the column.
    """
    return required(cell, column, reader) if cell else empty


def required(cell: str, column: str, reader: Callable[[str], Any]) -> Any:
    """Return what the cell of *column* stands for, an empty one too. Raises: CellRefused."""
    try:
        return reader(cell)
    except CellRefused as refused:
        raise CellRefused(refused.damage, refused.column or column, cell) from None


def plain(
    told: Mapping[str, str], readers: Mapping[str, tuple[Callable[[str], Any], object]]
) -> dict[str, Any]:
    """Return the fields of the cells told whose columns have a reader and a value for nothing."""
    return {name: read(told[name], name, *known) for name, known in readers.items() if name in told}


def line(text: str) -> str:
    """Return *text* if it is not too long for one line of words."""
    return str(checked(text, Line, Damage.TOO_LONG))


def note(text: str) -> str:
    """Return *text* if it is not too long for a note."""
    return str(checked(text, Annotated[str, Meta(max_length=20_000)], Damage.TOO_LONG))


def day(text: str) -> date:
    """Return the date YYYY-MM-DD."""
    text = text.strip()
    try:
        if _DATE.match(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise CellRefused(Damage.NOT_A_DATE)


def month(text: str) -> str:
    """Return the month YYYY-MM as it is stored."""
    return str(checked(text.strip(), MonthText, Damage.NOT_A_MONTH))


def amount(text: str) -> str:
    """Return decimal text as it is stored."""
    text = text.strip()
    if not re.match(AMOUNT_PATTERN, text):
        raise CellRefused(Damage.NOT_AN_AMOUNT)
    return text


def currency(text: str) -> str:
    """Return the code of a currency."""
    text = text.strip().upper()
    if text not in CURRENCIES:
        raise CellRefused(Damage.UNKNOWN_CURRENCY)
    return text


def length(text: str) -> str:
    """Return a length as it is stored."""
    text = text.strip()
    try:
        parse_length(text)
    except ValueError:
        raise CellRefused(Damage.NOT_A_LENGTH) from None
    return text


def whole(kind: Any = int) -> Callable[[str], int]:
    """Return the reader of whole numbers within the limits of the annotated type *kind*."""

    def read(text: str) -> int:
        text = text.strip()
        if not _WHOLE.match(text):
            raise CellRefused(Damage.NOT_A_NUMBER)
        try:
            return int(msgspec.convert(int(text), kind))
        except msgspec.ValidationError:
            raise CellRefused(Damage.NOT_A_NUMBER) from None

    return read


def term(kind: type[_Term]) -> Callable[[str], _Term]:
    """Return the reader of a closed list."""

    def read(text: str) -> _Term:
        try:
            return kind(text.strip().lower())
        except ValueError:
            raise CellRefused(Damage.NOT_IN_LIST) from None

    return read


def yes_or_no(text: str) -> bool:
    """Return whether the cell says yes."""
    match text.strip().lower():
        case "yes":
            return True
        case "no":
            return False
    raise CellRefused(Damage.NOT_YES_OR_NO)


def yes_no_or_empty(said: bool | None) -> str:  # noqa: FBT001 -- the value of a cell, not a switch
    """Return the cell for what is known to be so, known not to be so, or not known."""
    return "" if said is None else "yes" if said else "no"


def joined(items: Iterable[str], separator: str = ";") -> str:
    """Return the items as one cell, a backslash before every separator and backslash inside them."""
    return separator.join(re.sub(r"([;|\\])", r"\\\1", item) for item in items)


def parted(text: str, separator: str = ";") -> list[str]:
    """Return the items of a cell that are joined by *separator*; none for an empty cell."""
    return [_unescaped(part) for part in _split(text, separator)]


def tags(text: str) -> tuple[str, ...]:
    """Return the items of a list of words."""
    return tuple(map(line, parted(text)))


def stages(text: str) -> tuple[int, ...] | None:
    """Return the stages of a card; None, the general ones, for an empty cell."""
    return tuple(map(whole(Stage), parted(text))) or None


def account_cell(accounts: Iterable[LinkedAccount]) -> str:
    """Return the linked accounts as one cell."""
    return ";".join(joined((one.service, one.use, one.moved), "|") for one in accounts)


def accounts(text: str) -> tuple[LinkedAccount, ...]:
    """Return the linked accounts, each ``service|use|moved``; what is missing at the end is empty."""
    found = []
    for part in _split(text, ";"):
        words = parted(part, "|")
        if len(words) > 3 or not words:
            raise CellRefused(Damage.NOT_A_LIST)
        if not words[0]:
            raise CellRefused(Damage.MISSING_VALUE)
        found.append(LinkedAccount(*map(line, words)))
    return tuple(found)


def _split(text: str, separator: str) -> list[str]:
    """Return the parts between separators that no backslash stands before, still with backslashes."""
    if not text:
        return []
    parts, part, escaped = [], "", False
    for sign in text:
        if sign == separator and not escaped:
            parts.append(part)
            part = ""
        else:
            part += sign
        escaped = sign == "\\" and not escaped
    return [*parts, part]


def _unescaped(text: str) -> str:
    return re.sub(r"\\([;|\\])", r"\1", text)
