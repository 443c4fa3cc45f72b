"""What exactly is wrong with a JSON file that could not be taken, and where."""

import re
from pathlib import Path
from typing import get_args

from simdesk.domain.card import E164, Id, MonthText
from simdesk.domain.length import PATTERN as LENGTH_PATTERN
from simdesk.domain.money import AMOUNT_PATTERN, CurrencyCode
from simdesk.errors import Damage, FileDamaged, FileNewer
from simdesk.storage.formats import format_number
from simdesk.storage.scanning import Fault, Scan, path_text, scan

SHOWN = 40

_PLACE = re.compile(r" - at `(?P<path>\$[^`]*)`\Z")
_PART = re.compile(r"\.([A-Za-z_][A-Za-z0-9_]*)|\[([0-9]+)\]")
_FIELD = re.compile(r"Object (contains unknown|missing required) field `(.*)`\Z", re.DOTALL)
_BYTE = re.compile(r"\(byte ([0-9]+)\)\Z")


def _pattern(kind: object) -> str:
    """Return the pattern that a type of text is annotated with."""
    return str(get_args(kind)[1].pattern)


_BY_PATTERN = {
    AMOUNT_PATTERN: Damage.NOT_AN_AMOUNT,
    LENGTH_PATTERN: Damage.NOT_A_LENGTH,
    _pattern(CurrencyCode): Damage.UNKNOWN_CURRENCY,
    _pattern(E164): Damage.NOT_A_PHONE_NUMBER,
    _pattern(Id): Damage.NOT_AN_ID,
    _pattern(MonthText): Damage.NOT_A_MONTH,
}
_BY_FIELD = {"iccid": Damage.NOT_AN_ICCID, "country": Damage.NOT_IN_LIST}
# The first that the message of msgspec begins with.
_BY_WORDS = (
    ("Expected `str` of length >=", Damage.MISSING_VALUE),
    ("Expected `str` of length <=", Damage.TOO_LONG),
    ("a step has at most", Damage.TOO_LONG),
    ("Expected `datetime` with", Damage.NOT_A_DATE),
    ("Expected `int` ", Damage.NOT_A_NUMBER),
    ("Expected `float` ", Damage.NOT_A_NUMBER),
    ("Integer value out of range", Damage.NOT_A_NUMBER),
    ("Number out of range", Damage.NOT_A_NUMBER),
    ("Invalid RFC3339", Damage.NOT_A_DATE),
    ("Invalid enum value", Damage.NOT_IN_LIST),
    ("Expected", Damage.WRONG_TYPE),
)


def diagnosis(path: Path, data: bytes, error: Exception | None, known: int) -> FileDamaged | FileNewer | None:
    """Return what is wrong with *data*, the content of *path* without a byte order mark.

    *error* is what the reader said; None if it took the content. *known* is the format number it
    reads. Looked for in this order: a newer format, text at all, JSON at all, a name given twice, then
    what the reader said. None if nothing is wrong.
    """
    number = format_number(data)
    if number is not None and number > known:
        return FileNewer(path, number, known)
    if not data.strip(b" \t\r\n"):
        return FileDamaged(path, Damage.EMPTY)
    try:
        text = data.decode()
    except UnicodeDecodeError as undecoded:
        before = data[: undecoded.start].decode()
        return _damaged(
            path, before, Fault(Damage.NOT_UTF8, len(before), "", f"0x{data[undecoded.start]:02X}")
        )
    parts, unnamed = parts_of(str(error)) if error else ((), "")
    found = scan(text, parts)
    if found.fault:
        return _damaged(path, text, found.fault)
    fault = found.repeated
    if fault is None and error is not None:
        fault = _told(str(error), found, parts, unnamed, data)
    elif fault is None and found.number is None:
        fault = Fault(Damage.MISSING_FIELD, found.spot.at, "$.format")
    return None if fault is None else _damaged(path, text, fault)


def placed(path: Path, data: bytes, damage: Damage, field: tuple[str | int, ...]) -> FileDamaged:
    """Return the damage of the value that *field* leads to, with its place in *data*, sound JSON."""
    text = data.decode()
    spot = scan(text, field).spot
    return _damaged(path, text, Fault(damage, spot.at, path_text(field), spot.text))


def shown(value: str) -> str:
    """Return *value* short enough for a sentence, without its quotes, and printable."""
    if len(value) > 1 and value[0] == value[-1] == '"':
        value = value[1:-1]
    value = "".join(
        one if one.isprintable() else one.encode("unicode_escape").decode() for one in value[: SHOWN + 1]
    )
    return value if len(value) <= SHOWN else f"{value[: SHOWN - 1]}…"


def _told(message: str, found: Scan, parts: tuple[str | int, ...], unnamed: str, data: bytes) -> Fault:
    """Return what the reader's message says, at the place that it names."""
    spot = found.spot
    field = path_text(parts)
    if unnamed == "unknown":
        return Fault(Damage.UNKNOWN_FIELD, spot.name_at, field, str(parts[-1]))
    if unnamed:
        return Fault(Damage.MISSING_FIELD, spot.at, field)
    if byte := _BYTE.search(message):
        before = data[: int(byte[1])].decode(errors="replace")
        return Fault(Damage.NOT_JSON, len(before), "")
    return Fault(damage_of(message, parts), spot.at, field, spot.text)


def damage_of(message: str, parts: tuple[str | int, ...]) -> Damage:
    """Return what msgspec's *message* says is wrong with the value that *parts* lead to."""
    for pattern, damage in _BY_PATTERN.items():
        if message.startswith(f"Expected `str` matching regex {pattern!r}"):
            return damage
    name = next((part for part in reversed(parts) if isinstance(part, str)), "")
    if "matching regex" in message:
        return _BY_FIELD.get(name, Damage.RULE)
    return next((damage for words, damage in _BY_WORDS if message.startswith(words)), Damage.RULE)


def parts_of(message: str) -> tuple[tuple[str | int, ...], str]:
    """Return the path in a message of msgspec, the field it names included, and what of that field.

    The second is ``unknown``, ``missing``, or empty where the message is about a value.
    """
    place = _PLACE.search(message)
    words = message[: place.start()] if place else message
    parts: tuple[str | int, ...] = ()
    if place:
        parts = tuple(name or int(index) for name, index in _PART.findall(place["path"]))
    field = _FIELD.match(words)
    if field is None:
        return parts, ""
    return (*parts, field[2]), field[1].split()[-1] if field[1].startswith("contains") else "missing"


def _damaged(path: Path, text: str, fault: Fault) -> FileDamaged:
    line = text.count("\n", 0, fault.at) + 1
    column = fault.at - text.rfind("\n", 0, fault.at)
    return FileDamaged(path, fault.damage, line, column, fault.field, shown(fault.value))
