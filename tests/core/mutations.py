"""Spoilt copies of a sound file: as disks, copies, editors, merges and strangers spoil them."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

Spoil = Callable[[bytes, Random], bytes]

_STRANGE: tuple[Any, ...] = (
    None,
    True,
    -1,
    0,
    1e999,
    1.5,
    10**40,
    -(2**63) - 1,
    2**53 + 1,
    "",
    "x",
    "\x00",
    "\ud800",
    "\udfff x",
    "x" * 201,
    "語" * 70_000,
    "P9999Y",
    "P99999999D",
    "P0D",
    "0001-01-01",
    "9999-12-31",
    "0000-00-00",
    "2026-02-30",
    "9999-12-31T23:59:59Z",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-12:00",
    "../../etc/passwd",
    "Asia/Tokio",
    "\u202e\u200b\ufeff",
    [],
    {},
    [[]],
    {"id": "x"},
    ["x"] * 1000,
    {"format": 99},
)
_BYTES = (
    b"\x00",
    b"\xff",
    b"\xef\xbb\xbf",
    b"\xed\xa0\x80",
    b"\\",
    b'"',
    b"{",
    b"]",
    b",",
    b":",
    b"\r",
    b"\n",
    b"\t",
    b"=",
    b"\\ud800",
    b"\\u0000",
    b"1e999",
    b"NaN",
    b"-",
)
_MERGE = b"<<<<<<< mine\n%b=======\n%b>>>>>>> theirs\n"


def of_json(data: bytes, random: Random) -> bytes:
    """Return a spoilt copy of a JSON file."""
    return random.choice((*_PLAIN, *_JSON, *_JSON))(data, random)


def of_table(data: bytes, random: Random) -> bytes:
    """Return a spoilt copy of a table."""
    return random.choice((*_PLAIN, *_TABLE, *_TABLE))(data, random)


def of_bytes(data: bytes, random: Random) -> bytes:
    """Return a spoilt copy of a file that is no text."""
    return random.choice(_BINARY)(data, random)


def _flipped(data: bytes, random: Random) -> bytes:
    spoilt = bytearray(data)
    for _ in range(random.choice((1, 1, 1, 2, 8, 64))):
        spoilt[random.randrange(len(spoilt))] ^= 1 << random.randrange(8)
    return bytes(spoilt)


def _cut(data: bytes, random: Random) -> bytes:
    return data[: random.randrange(len(data))]


def _without_a_piece(data: bytes, random: Random) -> bytes:
    start, end = sorted(random.randrange(len(data) + 1) for _ in range(2))
    return data[:start] + data[end:]


def _with_a_piece_twice(data: bytes, random: Random) -> bytes:
    start, end = sorted(random.randrange(len(data) + 1) for _ in range(2))
    return data[:end] + data[start:]


def _with_something_put_in(data: bytes, random: Random) -> bytes:
    for _ in range(random.choice((1, 1, 3))):
        at = random.randrange(len(data) + 1)
        data = data[:at] + random.choice(_BYTES) * random.choice((1, 1, 2, 100)) + data[at:]
    return data


def _with_random_bytes(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data) + 1)
    return data[:at] + random.randbytes(random.choice((1, 4, 512))) + data[at:]


def _with_zeros(data: bytes, random: Random) -> bytes:
    """Give it as a power failure leaves it: blocks that never reached the disk."""
    size = random.choice((16, 512, len(data)))
    at = random.randrange(len(data) // size + 1) * size
    return data[:at] + bytes(len(data[at : at + size])) + data[at + size :]


def _in_another_encoding(data: bytes, random: Random) -> bytes:
    names = ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "gbk", "big5", "shift_jis", "latin-1", "utf-8-sig")
    return data.decode().encode(random.choice(names), errors="replace")


def _as_a_merge_leaves_it(data: bytes, random: Random) -> bytes:
    lines = data.splitlines(keepends=True)
    start, end = sorted(random.randrange(len(lines) + 1) for _ in range(2))
    mine = b"".join(lines[start:end])
    return b"".join([*lines[:start], _MERGE % (mine, _flipped(mine or b"\n", random)), *lines[end:]])


def _glued(data: bytes, random: Random) -> bytes:
    return data + random.choice((data, data[: len(data) // 2], b"\x00" + data, b"\xef\xbb\xbf" + data))


def _with_other_line_ends(data: bytes, random: Random) -> bytes:
    return data.replace(b"\r\n", b"\n").replace(b"\n", random.choice((b"\r\n", b"\r", b"\n\n", b"", b"\x0b")))


def _swapped_lines(data: bytes, random: Random) -> bytes:
    lines = data.splitlines(keepends=True)
    one, other = random.randrange(len(lines)), random.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"".join(lines)


def _something_else(_data: bytes, random: Random) -> bytes:
    return random.choice(
        (
            b"",
            b" \n",
            b"null",
            b"[]",
            b"{}",
            b"0",
            b'""',
            b"[" * 100_000,
            b'{"a":' * 100_000,
            b"<html></html>",
            b"PK\x03\x04" + random.randbytes(400),
            random.randbytes(random.randrange(2000)),
            b"\x00" * random.randrange(1, 5000),
        )
    )


def _places(value: Any, above: Any = None, key: Any = None) -> Iterator[tuple[Any, Any]]:
    """Yield every place in *value*: what holds it, and by which name or index."""
    if above is not None:
        yield above, key
    for name, one in (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    ):
        yield from _places(one, value, name)


def _retyped(change: Callable[[Any, Any, Random], None]) -> Spoil:
    """Make a change to a value somewhere in the JSON, and write it as a file again; of lines, in one."""

    def spoil(data: bytes, random: Random) -> bytes:
        try:
            value = json.loads(data)
        except ValueError:
            lines = data.splitlines(keepends=True)
            if len(lines) == 1:
                return data  # it was spoilt before, and is neither JSON nor lines of it
            place = random.randrange(len(lines))
            return b"".join([*lines[:place], spoil(lines[place], random), b"\n", *lines[place + 1 :]])
        places = list(_places(value)) or [([value], 0)]
        for _ in range(random.choice((1, 1, 1, 2, 5))):
            above, key = random.choice(places)
            if not isinstance(above, dict) or key in above:
                if isinstance(above, list) and key >= len(above):
                    continue
                change(above, key, random)
        ascii_only = random.random() < 0.5 or "\\ud" in json.dumps(value)
        return json.dumps(value, ensure_ascii=ascii_only, indent=random.choice((None, 1))).encode()

    return spoil


def _strange(above: Any, key: Any, random: Random) -> None:
    above[key] = random.choice(_STRANGE)


def _another(above: Any, key: Any, random: Random) -> None:
    if isinstance(above, dict):
        above[key] = above[random.choice(list(above))]
    else:
        above[key] = random.choice(above)


def _gone(above: Any, key: Any, _random: Random) -> None:
    del above[key]


def _unknown(above: Any, _key: Any, random: Random) -> None:
    if isinstance(above, dict):
        above[random.choice(("", "x", "Format", "__proto__", "format ", "語"))] = random.choice(_STRANGE)


def _repeated(above: Any, key: Any, _random: Random) -> None:
    if isinstance(above, list):
        above.append(above[key])


def _deep(above: Any, key: Any, random: Random) -> None:
    for _ in range(random.choice((5, 70, 150))):
        above[key] = [above[key]] if random.random() < 0.5 else {"a": above[key]}


def _another_number(data: bytes, random: Random) -> bytes:
    """Put a huge number, or another format, where there is one."""
    text = data.decode()
    number = random.choice(("9" * 5000, "1e400", "-0", "0x1", "01", "1_0", "２", "99", "2"))
    return text.replace(random.choice((": 1,", ": 7,", ': "')), f": {number},", 1).encode()


def _name_twice(data: bytes, random: Random) -> bytes:
    lines = data.splitlines(keepends=True)
    named = [place for place, line in enumerate(lines) if b'": ' in line and line.rstrip().endswith(b",")]
    if not named:
        return data + b" "
    place = random.choice(named)
    return b"".join([*lines[: place + 1], lines[place], *lines[place + 1 :]])


def _recelled(change: Callable[[list[list[str]], Random], None]) -> Spoil:
    """Make a change to the cells of a table, and write it as a file again."""

    def spoil(data: bytes, random: Random) -> bytes:
        table = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
        for _ in range(random.choice((1, 1, 3))):
            change(table, random)
        out = io.StringIO(newline="")
        csv.writer(out, delimiter=random.choice((",", ",", ",", ";", "\t"))).writerows(table)
        return out.getvalue().encode("utf-8-sig", errors="surrogatepass")

    return spoil


def _strange_cell(table: list[list[str]], random: Random) -> None:
    line = random.choice(table)
    if line:
        line[random.randrange(len(line))] = random.choice(
            (*map(str, _STRANGE[:27]), "=1+1", "8.98E+18", "٣", "1,5")
        )


def _cell_of_another_column(table: list[list[str]], random: Random) -> None:
    one, other = random.choice(table), random.choice(table)
    if one and other:
        one[random.randrange(len(one))] = random.choice(other)


def _cells_more_or_less(table: list[list[str]], random: Random) -> None:
    line = random.choice(table)
    if line and random.random() < 0.5:
        line.pop()
    else:
        line.append("x" * random.choice((1, 200_000)))


def _line_twice(table: list[list[str]], random: Random) -> None:
    table.insert(random.randrange(len(table) + 1), list(random.choice(table)))


_PLAIN: tuple[Spoil, ...] = (
    _flipped,
    _flipped,
    _cut,
    _without_a_piece,
    _with_a_piece_twice,
    _with_something_put_in,
    _with_random_bytes,
    _with_zeros,
    _in_another_encoding,
    _as_a_merge_leaves_it,
    _glued,
    _with_other_line_ends,
    _swapped_lines,
    _something_else,
)
_BINARY = tuple(one for one in _PLAIN if one is not _in_another_encoding)
_JSON: tuple[Spoil, ...] = (
    *map(_retyped, (_strange, _strange, _another, _gone, _unknown, _repeated, _deep)),
    _another_number,
    _name_twice,
)
_TABLE: tuple[Spoil, ...] = tuple(
    map(_recelled, (_strange_cell, _cell_of_another_column, _cells_more_or_less, _line_twice))
)
