"""Where in a JSON text something stands, and what is wrong with the text itself.

Only for a file that cannot be taken as it is: the reader that knows types is far quicker, but tells
neither lines nor names given twice, and is upset by depth. This one walks without recursion. It steps over
whole records in which nothing is wrong, since a walk through all of a large book would take a minute.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from simdesk.errors import Damage

MAX_DEPTH = 64
_LONGEST_NAME = 40
_DEPTH_OF_RECORDS = 2
Path = Sequence[str | int]

_SPACE = re.compile(r"[ \t\n\r]*")
_PLAIN = re.compile(r'[^"\\\x00-\x1f]*')
_ESCAPE = re.compile(r'\\(?:["\\/bfnrt]|u([0-9a-fA-F]{4}))')
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_LITERAL = re.compile(r"true|false|null")
_HALF = re.compile(r"\\u[dD][89a-fA-F]")
_WORD = re.compile(r"[^\s,:\[\]{}\"]{0,40}")


def _refused(constant: str) -> None:
    raise ValueError(constant)


def _named_once(pairs: list[tuple[str, object]]) -> None:
    if len(dict(pairs)) < len(pairs):
        raise ValueError


# It reads no number, which may have any length.
_READER = json.JSONDecoder(
    object_pairs_hook=_named_once, parse_int=str, parse_float=str, parse_constant=_refused
)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong at the character ``at`` of the text, in the value that ``field`` leads to."""

    damage: Damage
    at: int
    field: str
    value: str = ""


@dataclass(slots=True)
class Spot:
    """Where a value begins, where its name does (the value itself in an array), and its text.

    ``text`` is empty for an object or array. ``depth`` says how many names of the path were found.
    """

    at: int = 0
    name_at: int = 0
    text: str = ""
    depth: int = 0


@dataclass(slots=True)
class Scan:
    """What a walk through a text found.

    ``fault`` ended the walk; ``repeated`` is the first name given twice in one object. ``number`` is
    the text of the first ``format`` of the outermost object, None if there is none; ``spot`` the place
    that was asked for, or the nearest around it.
    """

    fault: Fault | None = None
    repeated: Fault | None = None
    number: str | None = None
    spot: Spot = field(default_factory=Spot)


def scan(text: str, wanted: Path = ()) -> Scan:
    """Walk through *text* and look out for the value that *wanted* leads to."""
    walk = _Walk(text, list(wanted))
    try:
        walk.run()
    except _Found as found:
        walk.scan.fault = found.fault
    return walk.scan


def path_text(path: Path) -> str:
    """Return a path as people read it, on one line: ``$.cards[3].label``."""
    return "$" + "".join(f"[{part}]" if isinstance(part, int) else f".{_on_one_line(part)}" for part in path)


def _on_one_line(name: str) -> str:
    """Return a name that may be any text, short and printable."""
    if len(name) > _LONGEST_NAME:
        name = f"{name[: _LONGEST_NAME - 1]}…"
    return name if name.isprintable() else name.encode("unicode_escape").decode()


class _Found(Exception):
    def __init__(self, fault: Fault) -> None:
        super().__init__()
        self.fault = fault


class _Walk:
    """The walk itself: ``at`` is where it stands, ``path`` the names and indexes that lead there."""

    def __init__(self, text: str, wanted: list[str | int]) -> None:
        self.text = text
        self.wanted = wanted
        self.at = 0
        self.path: list[str | int] = []
        self.names: list[set[str]] = []  # of each open object or array; an array's stays empty
        self.scan = Scan()
        self.spot = self.scan.spot

    def run(self) -> None:
        """Walk to the end.

        Raises:
            _Found: at the first fault.
        """
        name_at = self._space()
        while True:
            if not self._value(name_at):
                self._space()
                while self.path and self._closed():
                    self._space()
                if not self.path:
                    break
                self._comma()
            name_at = self._next()
        if self.at < len(self.text):
            raise self._fault(Damage.NOT_JSON)

    def _value(self, name_at: int) -> bool:
        """Take one value; True if it is an object or array that has something in it."""
        start = self.at
        self._note(name_at)
        if (
            len(self.path) == _DEPTH_OF_RECORDS
            and self.wanted[:_DEPTH_OF_RECORDS] != self.path
            and self._passed()
        ):
            return False
        match self.text[start : start + 1]:
            case '"':
                self._string()
            case "{" | "[" as opening:
                return self._open(opening)
            case _:
                self._word()
        path = self.path
        if len(path) == 1 and path[0] == "format" and self.scan.number is None:
            self.scan.number = self.text[start : self.at]
        if self.spot.at == start and self.spot.depth == len(path):
            self.spot.text = self.text[start : self.at]
        return False

    def _passed(self) -> bool:
        """Step over a value at the speed of Python's own reader; False where it has something to look at."""
        try:
            _, end = _READER.raw_decode(self.text, self.at)
        except (ValueError, RecursionError):
            return False
        piece = self.text[self.at : end]
        if _HALF.search(piece) or piece.count("[") + piece.count("{") > MAX_DEPTH - _DEPTH_OF_RECORDS:
            return False
        self.at = end
        return True

    def _note(self, name_at: int) -> None:
        """Remember the place if it is what is looked for, or nearer to it than any before."""
        depth = len(self.path)
        if (depth > self.spot.depth or not depth) and self.wanted[:depth] == self.path:
            self.spot.at, self.spot.name_at, self.spot.depth = self.at, name_at, depth

    def _open(self, opening: str) -> bool:
        if len(self.path) >= MAX_DEPTH:
            raise self._fault(Damage.TOO_DEEP)
        self.at += 1
        self._space()
        if self.text[self.at : self.at + 1] == ("}" if opening == "{" else "]"):
            self.at += 1
            return False
        self.path.append("" if opening == "{" else -1)
        self.names.append(set())
        return True

    def _next(self) -> int:
        """Go to the next value of what is open, past its name; return where the name is."""
        start = self._space()
        index = self.path[-1]
        if isinstance(index, int):
            self.path[-1] = index + 1
            return start
        if self.text[start : start + 1] != '"':
            raise self._fault(Damage.NOT_JSON, parent=True)
        self._string()
        name = str(json.loads(self.text[start : self.at]))
        self.path[-1] = name
        if name in self.names[-1] and self.scan.repeated is None:
            self.scan.repeated = Fault(Damage.DUPLICATE_KEY, start, path_text(self.path), name)
        self.names[-1].add(name)
        self._space()
        if self.text[self.at : self.at + 1] != ":":
            raise self._fault(Damage.NOT_JSON)
        self.at += 1
        self._space()
        return start

    def _closed(self) -> bool:
        """Step out of what is open if it ends here."""
        if self.text[self.at : self.at + 1] != ("]" if isinstance(self.path[-1], int) else "}"):
            return False
        self.at += 1
        self.path.pop()
        self.names.pop()
        return True

    def _comma(self) -> None:
        if self.text[self.at : self.at + 1] != ",":
            raise self._fault(Damage.NOT_JSON, parent=True)
        self.at += 1

    def _space(self) -> int:
        self.at = _end(_SPACE, self.text, self.at)
        return self.at

    def _string(self) -> None:
        """Take a string, of which half a pair of surrogates is no part."""
        at, text = self.at + 1, self.text
        while True:
            at = _end(_PLAIN, text, at)
            if text[at : at + 1] == '"':
                self.at = at + 1
                return
            escape = _ESCAPE.match(text, at)
            if escape is None:
                self.at = at
                raise self._fault(Damage.NOT_JSON)
            code = _surrogate(escape)
            if code:
                second = _ESCAPE.match(text, escape.end())
                if code >= 0xDC00 or second is None or _surrogate(second) < 0xDC00:
                    self.at = at
                    raise self._fault(Damage.NOT_UTF8, value=escape[0])
                escape = second
            at = escape.end()

    def _word(self) -> None:
        end = _end(_NUMBER, self.text, self.at) or _end(_LITERAL, self.text, self.at)
        if not end:
            raise self._fault(Damage.NOT_JSON)
        self.at = end

    def _fault(self, damage: Damage, *, value: str | None = None, parent: bool = False) -> _Found:
        if value is None:
            found = _WORD.match(self.text, self.at)
            value = found[0] if found and found[0] else self.text[self.at : self.at + 1].strip()
        path = self.path[:-1] if parent else self.path
        return _Found(Fault(damage, self.at, path_text(path) if path else "", value))


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    """Return where the match of *pattern* at *at* ends; 0 if there is none."""
    found = pattern.match(text, at)
    return found.end() if found else 0


def _surrogate(escape: re.Match[str]) -> int:
    """Return the half of a pair of surrogates that an escape stands for; 0 if it stands for another."""
    code = int(escape[1] or "0", 16)
    return code if 0xD800 <= code <= 0xDFFF else 0
