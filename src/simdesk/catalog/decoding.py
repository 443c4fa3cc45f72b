"""Reading one file of the catalog strictly: what is wrong is named with its place."""

import re
from pathlib import Path
from typing import TypeVar

import msgspec

from simdesk.errors import Damage, FileDamaged, FileUnreadable

T = TypeVar("T")
_PLACE = re.compile(r" - at `(?P<field>[^`]*)`\Z")
_BYTE = re.compile(r"\(byte (\d+)\)")
_KINDS = (
    ("unknown field", Damage.UNKNOWN_FIELD),
    ("missing required field", Damage.MISSING_FIELD),
    ("Invalid enum value", Damage.NOT_IN_LIST),
    ("Invalid RFC3339", Damage.NOT_A_DATE),
    ("matching regex", Damage.RULE),
    ("of length", Damage.RULE),
    ("Expected", Damage.WRONG_TYPE),
)


def decoded(path: Path, kind: type[T]) -> T:
    """Return what the JSON file at *path* holds, as a *kind*.

    Raises:
        FileUnreadable: if the system does not give it.
        FileDamaged: if it is no such file, with line and column or the field.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise FileUnreadable(path, error.strerror or str(error)) from error
    try:
        return msgspec.json.decode(data, type=kind)
    except msgspec.ValidationError as error:
        raise _refused(path, str(error)) from error
    except UnicodeDecodeError as error:
        line, column = _place(data, _first_not_utf8(data))
        raise FileDamaged(path, Damage.NOT_UTF8, line, column) from error
    except RecursionError as error:
        raise FileDamaged(path, Damage.TOO_DEEP) from error
    except msgspec.DecodeError as error:
        if not data.strip():
            raise FileDamaged(path, Damage.EMPTY) from error
        byte = _BYTE.search(str(error))
        line, column = _place(data, int(byte[1]) if byte else len(data))
        raise FileDamaged(path, Damage.NOT_JSON, line, column) from error


def _refused(path: Path, message: str) -> FileDamaged:
    place = _PLACE.search(message)
    reason = message[: place.start()] if place else message
    damage = next((damage for words, damage in _KINDS if words in reason), Damage.RULE)
    return FileDamaged(path, damage, field=place["field"] if place else "$", value=reason)


def _first_not_utf8(data: bytes) -> int:
    """Return where the text stops being UTF-8; the decoder counts within one string only."""
    try:
        data.decode()
    except UnicodeDecodeError as error:
        return error.start
    return len(data)


def _place(data: bytes, offset: int) -> tuple[int, int]:
    """Return line and column of a byte, both from 1; the column counts characters."""
    before = data[:offset].decode(errors="replace")
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
