"""What a table's bytes are as text: a mark, strict UTF-8, else the older encodings that spreadsheets write.

Older ones carry no sign of which they are. Those in which all bytes have a meaning are compared by how
the text looks then: signs that people write often count for it, signs that hardly anybody writes against
it. The language of the program decides where two look alike.
"""

import codecs
from collections.abc import Container, Iterable
from enum import StrEnum
from functools import lru_cache

from simdesk.exchange.words import words

_SAMPLE = 4_000
"""So many signs outside ASCII are looked at; more would not change the guess."""


class Encoding(StrEnum):
    """How text is written down. The value is Python's name of it."""

    UTF_8 = "utf-8"
    UTF_16 = "utf-16"
    GB18030 = "gb18030"
    BIG5 = "cp950"
    SHIFT_JIS = "cp932"
    WESTERN = "cp1252"


_LIKED = {
    "zh_CN": (Encoding.GB18030, Encoding.BIG5, Encoding.SHIFT_JIS, Encoding.WESTERN),
    "zh_TW": (Encoding.BIG5, Encoding.GB18030, Encoding.SHIFT_JIS, Encoding.WESTERN),
    "ja": (Encoding.SHIFT_JIS, Encoding.GB18030, Encoding.BIG5, Encoding.WESTERN),
    "en": (Encoding.WESTERN, Encoding.GB18030, Encoding.SHIFT_JIS, Encoding.BIG5),
}
_WRITTEN_IN = {Encoding.GB18030: "zh_CN", Encoding.BIG5: "zh_TW", Encoding.SHIFT_JIS: "ja"}
# Where each standard keeps the Chinese characters that are in common use: the first byte of the two.
_COMMON = {
    Encoding.GB18030: ("gb2312", range(0xB0, 0xD8)),
    Encoding.BIG5: ("cp950", range(0xA4, 0xC7)),
    Encoding.SHIFT_JIS: ("cp932", range(0x88, 0x99)),
}
_OFTEN, _COMMONLY, _SELDOM, _NEVER = 2.0, 1.0, -1.5, -6.0
_DAMAGED = -0.75
_HEADER_KNOWN = 2.0


_EURO = "simdesk-euro"


def _euro(error: UnicodeError) -> tuple[str, int]:
    """Read the one byte for a euro that Windows has in simplified Chinese, and the standard has not."""
    if isinstance(error, UnicodeDecodeError) and error.object[error.start] == 0x80:
        return "€", error.start + 1
    raise error


codecs.register_error(_EURO, _euro)


def guessed(data: bytes, language: str) -> Encoding | None:
    """Return what *data* is written in, *language* being the program's; None if in nothing known here."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Encoding.UTF_16
    if _without_mark(data) is not None:
        return Encoding.UTF_16
    if _text(data, Encoding.UTF_8) is not None:
        return Encoding.UTF_8
    if data.startswith(codecs.BOM_UTF8):
        return None
    best: tuple[float, Encoding] | None = None
    for encoding in _LIKED.get(language, _LIKED["en"]):
        text = _text(data, encoding)
        if text is not None:
            looks = likelihood(text, encoding)
            # Nearly all bytes are some sign there, so it is no refuge for what is damaged.
            if encoding is Encoding.WESTERN and looks < _DAMAGED:
                continue
            if best is None or looks > best[0]:
                best = looks, encoding
    return None if best is None else best[1]


def decoded(data: bytes, encoding: Encoding) -> str:
    """Return the text that *data* is in *encoding*, without a mark before it.

    Raises:
        UnicodeDecodeError: if it is no such text.
    """
    if encoding is Encoding.UTF_16:
        order = _without_mark(data)
        return data.decode(order) if order else data.decode("utf-16")
    if encoding is Encoding.GB18030:
        return data.decode(encoding.value, _EURO)
    return data.decode("utf-8-sig" if encoding is Encoding.UTF_8 else encoding.value)


def likelihood(text: str, encoding: Encoding) -> float:
    """Return how much *text* looks like what people write in *encoding*, about -6 to 4."""
    beyond = _signs_beyond_ascii(text)
    if not beyond:
        return 0.0
    if encoding is Encoding.WESTERN:
        marks = sum(_looks_western(text, place) for place in beyond)
    else:
        usual = frozenset(words().usual[_WRITTEN_IN[encoding]])
        marks = sum(_looks_eastern(text[place], encoding, usual) for place in beyond)
    header = text[: text.find("\n") if "\n" in text else len(text)].split("\r", maxsplit=1)[0]
    return marks / len(beyond) + _HEADER_KNOWN * _names_columns(header)


def _text(data: bytes, encoding: Encoding) -> str | None:
    try:
        return decoded(data, encoding)
    except UnicodeDecodeError:
        return None


def _without_mark(data: bytes) -> str | None:
    """Return the order of bytes of UTF-16 that has no mark; None if it is no such text.

    Every second byte of what is mostly ASCII is zero then, and no other text has zeros at all.
    """
    start = data[:2_000]
    marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if marked or len(start) < 4 or start.count(0) * 4 < len(start):
        return None
    return "utf-16-le" if start[1::2].count(0) > start[::2].count(0) else "utf-16-be"


def _signs_beyond_ascii(text: str) -> list[int]:
    places: list[int] = []
    for place, sign in enumerate(text):
        if sign > "\x7f":
            places.append(place)
            if len(places) == _SAMPLE:
                break
    return places


def _looks_western(text: str, place: int) -> float:
    """Return how much a sign looks like one letter with an accent, or a sign of money, in a word."""
    sign = text[place]
    if sign in "€£¥°–—’‘“”«»…·":
        return 0.5
    around = text[max(place - 1, 0) : place] + text[place + 1 : place + 2]
    if sign.isalpha() and sign not in "ªºµƒ" and any(one.isascii() and one.isalpha() for one in around):
        return _COMMONLY if all(one.isascii() for one in around) else -0.5
    return _SELDOM


def _looks_eastern(sign: str, encoding: Encoding, usual: Container[str]) -> float:
    if sign in usual:
        return _OFTEN
    if "\uff61" <= sign <= "\uff9f":  # half-width kana, which Chinese text is full of when read as Japanese
        return 0.3
    if "\u3041" <= sign <= "\u30fe":
        return _OFTEN if encoding is Encoding.SHIFT_JIS else 0.5
    if "\u3000" <= sign <= "\u3040" or "\uff01" <= sign <= "\uff5e":
        return _COMMONLY
    if "\ue000" <= sign <= "\uf8ff" or sign < "\xa0":
        return _NEVER
    if "\u4e00" <= sign <= "\u9fff":
        return _COMMONLY if _is_common(sign, encoding) else _SELDOM
    return -0.5


def _is_common(sign: str, encoding: Encoding) -> bool:
    standard, first = _COMMON[encoding]
    try:
        return sign.encode(standard)[0] in first
    except UnicodeEncodeError:
        return False


def _names_columns(header: str) -> bool:
    """Return whether a name of a column stands in *header* that is not written in ASCII."""
    return not header.isascii() and any(name in header for name in _foreign_names())


@lru_cache(maxsize=1)
def _foreign_names() -> tuple[str, ...]:
    every: Iterable[str] = (
        name for by_language in words().columns.values() for names in by_language.values() for name in names
    )
    return tuple(dict.fromkeys(name for name in every if not name.isascii() and len(name) > 1))
