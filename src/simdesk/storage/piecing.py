"""The records that are still there in the text of a damaged book, as plain objects.

Every brace may begin a record: what is sound behind it is taken at the reader's word. Where that fails a
record is gone through field by field, to where the next one begins. So a fault costs what it touches,
wherever it lies, and lists and their names need not be there at all.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from simdesk.errors import Damage

SHELVES = ("cards", "renewals", "payment_methods", "tombstones")

_SPACE = re.compile(r"[ \t\r\n]*+")
_SKIPPED = re.compile(r"[ \t\r\n,]*+")
_ANCHOR = re.compile(r'\{|"id"[ \t\r\n]*+:')
_START = re.compile(r'\{[ \t\r\n]*+"id"[ \t\r\n]*+:|(?<=\n  )\{\r?\n')
_NEXT = re.compile(
    r'\{[ \t\r\n]*+"id"[ \t\r\n]*+:|(?<=\n  )\{\r?\n|\n ?"(?:' + "|".join(SHELVES) + r')"[ \t]*+:[ \t]*+\['
)
_MEMBER = re.compile(r'("(?:[^"\\\x00-\x1f]|\\.)*+")[ \t\r\n]*+:[ \t\r\n]*+')
_INDENT = re.compile(r'\n([ \t]*+)"')
_AROUND = re.compile(
    r'(?:[ \t\r\n,\[\]{}:]|"(?:'
    + "|".join(SHELVES)
    + r')"|"format"[ \t]*+:[ \t]*+[0-9]++|"revision"[ \t]*+:[ \t]*+[0-9]{1,16}(?=[ \t\r\n]*+[,}]))*+'
)
_CLOSED = re.compile(r"\][ \t\r\n]*+\}[ \t\r\n]*+\Z")
_WINDOW, _LARGE_WINDOW = 50_000, 1_000_000
_TRY = 200  # what it costs to try, in characters, besides those that are read


class Broken(Struct, frozen=True):
    """Something at the character ``at`` that is no JSON, or a name given twice.

    ``name`` is that of the field, empty if it is not known.
    """

    damage: Damage
    at: int
    name: str = ""


class Piece(Struct, frozen=True):
    """A record from ``at`` to ``end``, as far as it could be read.

    ``is_whole``: nothing of it can be missing but what is in ``broken``.
    """

    at: int
    end: int
    fields: dict[str, Any]
    broken: tuple[Broken, ...] = ()
    is_whole: bool = True


def pieces(text: str) -> Iterator[Piece | Broken]:
    """Give the records of *text* in their order, and what lies between them and belongs to nothing.

    The time is bounded by the length of *text*: where nothing but faults is found, the rest is given up as
    one that is ``TOO_DEEP``.
    """
    return _Walk(text).run()


class _Walk:
    def __init__(self, text: str) -> None:
        self._text = text
        self._left = 8 * len(text) + 10_000_000
        self._next = -1
        self._repeated: list[str] = []
        self._is_deep = False
        decoder = json.JSONDecoder(
            object_pairs_hook=self._first_of_each, parse_int=_whole_number, parse_constant=_no_number
        )
        self._read = decoder.raw_decode

    def run(self) -> Iterator[Piece | Broken]:
        text = self._text
        begin = _end(_SPACE, text, 0)
        covered = at = begin + text.startswith("{", begin)
        is_cut = False
        if covered == begin and _ANCHOR.match(text, begin):
            yield Broken(Damage.NOT_JSON, begin)  # the beginning is missing
        while (anchor := _ANCHOR.search(text, at)) is not None:
            start = anchor.start()
            if self._left < 0:
                break
            if text[start] == "{":
                found = self._whole(start)
            else:  # the brace before it is lost
                found = self._by_fields(start, self._next_start(anchor.end()))
            if isinstance(found, int):
                at = found
                continue
            yield from self._between(covered, start)
            yield from found
            covered = at = found[-1].end
            is_cut = not found[-1].is_whole
            self._left -= 15 * _TRY if found[-1].broken else 0
        if self._left < 0:
            yield Broken(Damage.TOO_DEEP, covered)
            return
        last = next(self._between(covered, len(text)), None)
        if last is None and not is_cut and not _CLOSED.search(text, max(covered, len(text) - 200)):
            last = Broken(Damage.NOT_JSON, len(text))  # cut between two records
        if last is not None:
            yield last

    def _whole(self, start: int) -> list[Piece] | int:
        """Return the records of the object at *start*; where it is none, where to look next."""
        limit = self._next_start(start + 1)
        value, length = self._value(start, min(limit, start + _WINDOW))
        if not length and limit > start + _WINDOW and not self._is_deep:
            value, length = self._value(start, min(limit, start + _LARGE_WINDOW))
        if not length:
            if _START.match(self._text, start):
                return self._by_fields(start + 1, limit)
            return limit if self._is_deep and limit < len(self._text) else start + 1
        end = start + length
        twice = tuple(Broken(Damage.DUPLICATE_KEY, start, name) for name in self._repeated)
        inner = [one for shelf in SHELVES if isinstance(held := value.get(shelf), list) for one in held]
        if inner:
            found = [Piece(start, end, one, twice) for one in inner if isinstance(one, dict)]
            return found or end
        return [Piece(start, end, value, twice)] if _is_record(value) else end

    def _next_start(self, at: int) -> int:
        """Return where, from *at* on, the next record or list of records clearly begins; else the end."""
        if self._next < at:
            following = _NEXT.search(self._text, at)
            self._next = following.start() if following else len(self._text)
        return self._next

    def _by_fields(self, at: int, limit: int) -> list[Piece]:
        """Return the record whose first field is at *at*, field by field; the next begins at *limit*."""
        text, start = self._text, at
        lines = _INDENT.search(text, max(at - 40, 0), limit)
        sibling = re.compile(rf'\n{lines[1]}(?=")') if lines else None
        fields: dict[str, Any] = {}
        broken: list[Broken] = []
        closed = False
        while (at := _end(_SKIPPED, text, at)) < limit and self._left >= 0:
            if text[at] == "}":
                at, closed = at + 1, True
                break
            name, value, end = self._member(at, limit)
            if end:
                if name in fields:
                    broken.append(Broken(Damage.DUPLICATE_KEY, at, name))
                fields.setdefault(name, value)
                at = end
                continue
            broken.append(Broken(Damage.NOT_JSON, at, name))
            further = sibling.search(text, at, limit) if sibling else None
            at = further.end() if further else limit
        is_whole = closed or (limit < len(text) and not broken)
        return [Piece(start, max(at, start + 1), fields, tuple(broken), is_whole)]

    def _member(self, at: int, limit: int) -> tuple[str, Any, int]:
        """Return name and value of the field at *at* and where it ends; 0 if it is none."""
        member = _MEMBER.match(self._text, at, limit)
        if member is None:
            return "", None, 0
        name, _ = self._value(at, member.end(1))
        value, length = self._value(member.end(), limit)
        end = member.end() + length
        behind = _end(_SPACE, self._text, end)
        ends = behind >= limit or self._text[behind] in ",}"
        sound = length and ends and not self._repeated
        return name if isinstance(name, str) else "", value, end if sound else 0

    def _value(self, start: int, limit: int) -> tuple[Any, int]:
        """Return the value at *start* and its length; 0 if there is none that ends before *limit*.

        The reader is given no more than that: its errors count the lines of all that it was given.
        """
        self._repeated.clear()
        self._is_deep = False
        self._left -= _TRY + (limit - start) // 64
        try:
            value, length = self._read(self._text[start:limit])
        except (ValueError, RecursionError) as error:
            self._is_deep = isinstance(error, RecursionError)
            self._left -= getattr(error, "pos", 200 * _TRY)
            return None, 0
        self._left -= length
        return value, length

    def _between(self, start: int, end: int) -> Iterator[Broken]:
        around = _AROUND.match(self._text, start, end)
        at = around.end() if around else start
        if at < end:
            yield Broken(Damage.NOT_JSON, at)

    def _first_of_each(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            found = {}
            for name, value in pairs:
                if name in found:
                    self._repeated.append(name)
                found.setdefault(name, value)
        return found


def _is_record(fields: dict[str, Any]) -> bool:
    return "id" in fields or "changed" in fields or "deleted" in fields


def _whole_number(text: str) -> int | float:
    return int(text) if len(text) <= 20 else float("inf")


def _no_number(text: str) -> float:
    raise ValueError(text)


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at
