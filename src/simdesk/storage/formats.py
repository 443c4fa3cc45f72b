"""The number of a file's format, and the way from an older format to the present one.

The number is read before anything else and leniently: a newer SimDesk may write what is no fault to it and
looks like damage to us. Of a newer file nothing but the number is read.
"""

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from simdesk.domain.book import FORMAT
from simdesk.errors import Damage, FileDamaged, FileNewer
from simdesk.storage.reading import MARK

Plain = dict[str, Any]
Migrations = Mapping[int, Callable[[Plain], Plain]]
"""By the number of a format, what makes a file of it, as plain objects, one of the next.

The number itself is set afterwards. What is not as that format has it may raise ``LookupError``,
``TypeError``, ``ValueError`` or ``AttributeError``.
"""


def _with_more_room(old: Plain) -> Plain:
    """Return *old* as it is: the next format only has fields more, each with a value for files without."""
    return old


MIGRATIONS: Mapping[str, Migrations] = {
    "Book": {},
    "OwnCatalog": {},
    "Settings": {1: _with_more_room},
    "Ledger": {1: _with_more_room},
    "Drafts": {},
    "Publication": {},
    "ServerRecord": {},
}
"""By the name of what a file holds. A format that was released stays here for ever."""

_OPENING = re.compile(rb"[ \t\r\n]*+\{")
_SPACE = re.compile(rb"[ \t\r\n]*+")
_NAME = re.compile(rb'("(?:[^"\\]++|\\.)*+")[ \t\r\n]*+:[ \t\r\n]*+', re.DOTALL)
_WORD = re.compile(rb"[^,\s\]}]*+")
_FLAT = re.compile(rb'(?:[^"\[\]{},]++|"(?:[^"\\]++|\\.)*+")*+', re.DOTALL)
_DEEP = re.compile(rb'(?:[^"\[\]{}]++|"(?:[^"\\]++|\\.)*+")*+', re.DOTALL)
_WHOLE_NUMBER = re.compile(rb"-?[0-9]{1,18}\Z")


def format_number(data: bytes) -> int | None:
    """Return the ``format`` of the outermost object in *data*, the first if there are more.

    None if it is missing or no whole number of up to 18 digits, or *data* no object as far as there. What
    comes behind it does not matter: it may be cut, no UTF-8, no JSON. What comes before it is stepped over
    by its brackets and quotes.
    """
    data = data.removeprefix(MARK)
    opening = _OPENING.match(data)
    at: int | None = opening.end() if opening else None
    while at is not None:
        name = _NAME.match(data, _end(_SPACE, data, at))
        if name is None:
            return None
        if _is_format(name[1]):
            word = data[name.end() : _end(_WORD, data, name.end())]
            return int(word) if _WHOLE_NUMBER.match(word) else None
        at = _behind_value(data, name.end())
    return None


def is_older(data: bytes, kind: str = "Book", known: int = FORMAT, chain: Migrations | None = None) -> bool:
    """Return whether *data* is of an earlier format than *known*, and one that can be brought up to it.

    Such a file is read as if it were of the present format; whoever writes it anew keeps a backup first.
    *chain* None: that of ``MIGRATIONS`` for *kind*.
    """
    number = format_number(data)
    return number is not None and _leads(number, known, MIGRATIONS.get(kind, {}) if chain is None else chain)


def refuse_newer(data: bytes, path: Path, known: int) -> None:
    """Do nothing, unless *data* is of a format higher than *known*.

    Raises:
        FileNewer: if it is, whatever else is in it.
    """
    number = format_number(data)
    if number is not None and number > known:
        raise FileNewer(path, number, known)


def brought_up(data: bytes, path: Path, known: int, chain: Migrations) -> bytes:
    """Return *data*, sound JSON of an older format that :func:`is_older` told of, in the format *known*.

    Raises:
        FileDamaged: if it is not as its format has it; with no place if the types do not say where.
    """
    number = format_number(data)
    try:
        value = msgspec.json.decode(data)
        while number is not None and number < known:
            value = chain[number](value)
            number += 1
            value["format"] = number
        return msgspec.json.encode(value)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        from simdesk.storage.diagnosing import diagnosis

        raise diagnosis(path, data, error, known) or FileDamaged(path, Damage.NOT_JSON) from error
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise FileDamaged(path, Damage.RULE) from error


def _leads(number: int, known: int, chain: Migrations) -> bool:
    return number < known and known - number <= len(chain) and all(n in chain for n in range(number, known))


def _behind_value(data: bytes, at: int) -> int | None:
    """Return where the next name of the outermost object may begin; None if it ends before."""
    depth = 0
    while True:
        at = _end(_DEEP if depth else _FLAT, data, at)
        match data[at : at + 1]:
            case b"[" | b"{":
                depth += 1
            case b"]" | b"}":
                depth -= 1
            case b",":
                return at + 1
            case _:
                return None
        if depth < 0:
            return None
        at += 1


def _is_format(name: bytes) -> bool:
    if b"\\" not in name:
        return name == b'"format"'
    try:
        return bool(json.loads(name) == "format")
    except ValueError:
        return False


def _end(pattern: re.Pattern[bytes], data: bytes, at: int) -> int:
    found = pattern.match(data, at)
    return found.end() if found else at
