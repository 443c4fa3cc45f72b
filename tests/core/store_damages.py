"""Spoilt files, and what is said of each: the damage, line, column, field and value."""

import json
import random
from collections.abc import Callable
from typing import Any

from simdesk.errors import Damage
from simdesk.storage.scanning import MAX_DEPTH
from tests.core.store_samples import sample, sample_text

TEXT = sample_text()
Spoilt = str | bytes
Place = tuple[Damage, int, int, str, str]


def changed(old: str, new: str, text: str = TEXT) -> str:
    """The sample with one piece of its text replaced, the first of its kind."""
    assert old in text
    return text.replace(old, new, 1)


def spoilt(change: Callable[[dict[str, Any]], object]) -> str:
    """The sample as a value changed, a field a line."""
    book = sample()
    change(book)
    return json.dumps(book, indent=1, ensure_ascii=False)


def at(piece: str, text: str = TEXT) -> tuple[int, int]:
    """Line and column, from 1, of the first place where *text* has *piece*."""
    before = text[: text.index(piece)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def case(
    text: Spoilt, damage: Damage, place: str | tuple[int, int], field: str = "", value: str = ""
) -> tuple[Spoilt, Place]:
    """A spoilt file and what is said of it; *place* may be a piece of text that stands there."""
    line, column = at(place, str(text)) if isinstance(place, str) else place
    return text, (damage, line, column, field, value)


CARD = "$.cards[0]"
SURROGATE = changed('"Shop"', '"Shop \\ud83d"')
DEEP = changed('"cards": [', '"cards": [' + "[" * 100_000)
CASES: dict[str, tuple[Spoilt, Place]] = {
    # the text
    "empty": case("", Damage.EMPTY, (0, 0)),
    "only spaces": case(" \n\t\n", Damage.EMPTY, (0, 0)),
    "only a byte order mark": case(b"\xef\xbb\xbf", Damage.EMPTY, (0, 0)),
    "zeros, as a power failure leaves them": case(
        bytes(4096), Damage.NOT_JSON, (1, 1), "", r"\x00" * 9 + r"\x0…"
    ),
    "not UTF-8": case(TEXT.encode().replace("銀".encode(), b"\xe9"), Damage.NOT_UTF8, at("銀"), "", "0xE9"),
    "UTF-16": case(TEXT.encode("utf-16"), Damage.NOT_UTF8, (1, 1), "", "0xFF"),
    "Shift_JIS": case(TEXT.encode("shift_jis"), Damage.NOT_UTF8, at("銀"), "", "0x8B"),
    "a surrogate written as UTF-8": case(
        TEXT.encode().replace(b"Shop", b"\xed\xa0\x80"), Damage.NOT_UTF8, at("Shop"), "", "0xED"
    ),
    "half a pair of surrogates": case(SURROGATE, Damage.NOT_UTF8, r"\ud83d", "$.cards[1].label", r"\ud83d"),
    "the second half of a pair alone": case(
        changed('"Shop"', r'"\udc00"'),
        Damage.NOT_UTF8,
        (at('"Shop"')[0], 14),
        "$.cards[1].label",
        r"\udc00",
    ),
    # JSON
    "random bytes": case(random.Random(1).randbytes(300), Damage.NOT_UTF8, (1, 1), "", "0xF5"),
    "another file": case("# SimDesk\n", Damage.NOT_JSON, (1, 1), "", "#"),
    "something behind the end": case(TEXT + "}", Damage.NOT_JSON, (TEXT.count("\n") + 1, 1), "", "}"),
    "a missing comma": case(changed('"revision": 7,', '"revision": 7'), Damage.NOT_JSON, '"cards"', "", '"'),
    "a comma too many": case(
        changed('"revision": 7,', '"revision": 7,,'), Damage.NOT_JSON, ',\n "cards"', "", ","
    ),
    "a comma before the end": case('{"format": 1,}', Damage.NOT_JSON, (1, 14), "", "}"),
    "single quotes": case("{'format': 1}", Damage.NOT_JSON, (1, 2), "", "'format'"),
    "a comment": case('{"format": 1 // one\n}', Damage.NOT_JSON, (1, 14), "", "//"),
    "a newline in a text": case(changed('"Shop"', '"Sh\nop"'), Damage.NOT_JSON, "\nop", "$.cards[1].label"),
    "an escape that is none": case(
        changed('"Shop"', r'"Sh\op"'), Damage.NOT_JSON, r"\op", "$.cards[1].label", r"\op"
    ),
    "NaN": case(changed("7,", "NaN,"), Damage.NOT_JSON, "NaN", "$.revision", "NaN"),
    "Infinity": case(changed("7,", "-Infinity,"), Damage.NOT_JSON, "-Inf", "$.revision", "-Infinity"),
    "a number that begins with zero": case(changed("7,", "07,"), Damage.NOT_JSON, "7,", "", "7"),
    "NaN as an amount": case(
        changed('"1240"', "NaN"), Damage.NOT_JSON, "NaN", f"{CARD}.balance.amount", "NaN"
    ),
    "100,000 brackets": case(
        DEEP, Damage.TOO_DEEP, (4, 11 + MAX_DEPTH - 1), "$.cards" + "[0]" * (MAX_DEPTH - 1), "["
    ),
    "100,000 brackets from the start": case(
        "[" * 100_000, Damage.TOO_DEEP, (1, MAX_DEPTH + 1), "$" + "[0]" * MAX_DEPTH, "["
    ),
    "100,000 objects": case(
        '{"a":' * 100_000, Damage.TOO_DEEP, (1, 5 * MAX_DEPTH + 1), "$" + ".a" * MAX_DEPTH, "{"
    ),
    "a name twice": case(
        changed('"label": "Shop"', '"label": "Shop",\n"label": "Mall"'),
        Damage.DUPLICATE_KEY,
        '"label": "Mall"',
        "$.cards[1].label",
        "label",
    ),
    "a name twice, once in disguise": case(
        changed('"label": "Shop"', '"label": "Shop",\n"l\\u0061bel": "Mall"'),
        Damage.DUPLICATE_KEY,
        '"l\\u0061bel"',
        "$.cards[1].label",
        "label",
    ),
    "a name twice with the same value": case(
        changed('"revision": 7,', '"revision": 7,\n "revision": 7,'),
        Damage.DUPLICATE_KEY,
        (4, 2),
        "$.revision",
        "revision",
    ),
    # types
    "a list": case("[]", Damage.WRONG_TYPE, (1, 1), "$"),
    "null": case("null", Damage.WRONG_TYPE, (1, 1), "$", "null"),
    "a word": case('"simdesk"', Damage.WRONG_TYPE, (1, 1), "$", "simdesk"),
    "no format": case('{"revision": 7}', Damage.MISSING_FIELD, (1, 1), "$.format"),
    "an object with nothing in it": case("{}", Damage.MISSING_FIELD, (1, 1), "$.format"),
    "a format in words": case('{"format": "1"}', Damage.WRONG_TYPE, (1, 12), "$.format", "1"),
    "a format with a fraction": case('{"format": 2.5}', Damage.WRONG_TYPE, (1, 12), "$.format", "2.5"),
    "format 0": case('{"format": 0}', Damage.NOT_IN_LIST, (1, 12), "$.format", "0"),
    "format true": case('{"format": true}', Damage.WRONG_TYPE, (1, 12), "$.format", "true"),
    "an unknown field": case(
        changed('"label": "Shop"', '"colour": "red",\n"label": "Shop"'),
        Damage.UNKNOWN_FIELD,
        '"colour"',
        "$.cards[1].colour",
        "colour",
    ),
    "an unknown field of the book": case(
        changed('"revision": 7,', '"revision": 7, "owner": "me",'),
        Damage.UNKNOWN_FIELD,
        '"owner"',
        "$.owner",
        "owner",
    ),
    "a missing field": case(
        changed('"label": "Shop",\n', ""), Damage.MISSING_FIELD, '{\n   "id": "shop"', "$.cards[1].label"
    ),
    "a number for a text": case(changed('"Shop"', "5"), Damage.WRONG_TYPE, "5,\n", "$.cards[1].label", "5"),
    "null for a text": case(changed('"Shop"', "null"), Damage.WRONG_TYPE, "null", "$.cards[1].label", "null"),
    "an object for a list": case(
        changed('"tombstones": [', '"tombstones": {}, "x": ['), Damage.WRONG_TYPE, "{}", "$.tombstones"
    ),
    "a fraction for a whole number": case(
        changed("7,", "7.5,"), Damage.WRONG_TYPE, "7.5", "$.revision", "7.5"
    ),
    "a number below zero": case(changed("7,", "-7,"), Damage.NOT_A_NUMBER, "-7", "$.revision", "-7"),
    "a number of 5,000 digits": case(
        changed("7,", "7" * 5000 + ","), Damage.NOT_A_NUMBER, "7777", "$.revision", "7" * 39 + "…"
    ),
    "a number that some readers would round": case(
        changed("7,", "9007199254740993,"), Damage.NOT_A_NUMBER, "9007", "$.revision", "9007199254740993"
    ),
    "a number out of all proportion": case(
        changed("7,", "1e999,"), Damage.NOT_A_NUMBER, "1e999", "$.revision", "1e999"
    ),
    # values
    "an empty label": case(changed('"Shop"', '""'), Damage.MISSING_VALUE, '"",', "$.cards[1].label"),
    "a label too long": case(
        changed('"Shop"', f'"{"x" * 201}"'), Damage.TOO_LONG, '"xxx', "$.cards[1].label", "x" * 39 + "…"
    ),
    "an id with a slash": case(changed('"shop"', '"a/b"'), Damage.NOT_AN_ID, '"a/b"', "$.cards[1].id", "a/b"),
    "an id with a newline": case(
        changed('"shop"', r'"shop\n"'), Damage.NOT_AN_ID, r'"shop\n"', "$.cards[1].id", r"shop\n"
    ),
    "an amount with a comma": case(
        changed('"1240"', '"1,240"'), Damage.NOT_AN_AMOUNT, '"1,240"', f"{CARD}.balance.amount", "1,240"
    ),
    "an amount in full-width digits": case(
        changed('"1240"', '"１２４０"'), Damage.NOT_AN_AMOUNT, '"１２', f"{CARD}.balance.amount", "１２４０"
    ),
    "NaN as the text of an amount": case(
        changed('"1240"', '"NaN"'), Damage.NOT_AN_AMOUNT, '"NaN"', f"{CARD}.balance.amount", "NaN"
    ),
    "an amount with an exponent": case(
        changed('"1240"', '"1E+999999"'), Damage.NOT_AN_AMOUNT, '"1E', f"{CARD}.balance.amount", "1E+999999"
    ),
    "an amount with a newline": case(
        changed('"1240"', r'"1240\n"'), Damage.NOT_AN_AMOUNT, r'"1240\n"', f"{CARD}.balance.amount", r"1240\n"
    ),
    "a number for an amount": case(
        changed('"1240"', "1240"), Damage.WRONG_TYPE, "1240", f"{CARD}.balance.amount", "1240"
    ),
    "a day that does not exist": case(
        changed("2026-11-23", "2026-02-30"),
        Damage.NOT_A_DATE,
        '"2026-02-30"',
        f"{CARD}.statements[0].end_day",
        "2026-02-30",
    ),
    "a day in the owner's words": case(
        changed('"2026-09-24"', '"24 Sep"'), Damage.NOT_A_DATE, '"24 Sep"', "$.renewals[0].paid_on", "24 Sep"
    ),
    "a moment without a zone": case(
        changed("03:00:00Z", "03:00:00"),
        Damage.NOT_A_DATE,
        '"2026-11-21T',
        f"{CARD}.changed",
        "2026-11-21T03:00:00",
    ),
    "a length in words": case(
        changed('"P60D"', '"60 days"'), Damage.NOT_A_LENGTH, '"60 days"', f"{CARD}.rule.valid_for", "60 days"
    ),
    "a phone number without a country": case(
        changed('"+8190', '"090'), Damage.NOT_A_PHONE_NUMBER, '"090', f"{CARD}.number", "09012345678"
    ),
    "an ICCID in letters": case(
        changed('"8981', '"X981'), Damage.NOT_AN_ICCID, '"X981', f"{CARD}.iccid", "X981100000000000000"
    ),
    "a kind that does not exist": case(
        changed('"purchase"', '"gift"'), Damage.NOT_IN_LIST, '"gift"', "$.renewals[0].kind", "gift"
    ),
    "a country in words": case(
        changed('"country": "JP"', '"country": "Japan"'),
        Damage.NOT_IN_LIST,
        '"Japan"',
        "$.payment_methods[0].country",
        "Japan",
    ),
    "a currency that does not exist": case(
        changed('"JPY"', '"JPN"'), Damage.UNKNOWN_CURRENCY, '"JPN"', f"{CARD}.balance.currency", "JPN"
    ),
    "a currency in lower case": case(
        changed('"JPY"', '"jpy"'), Damage.UNKNOWN_CURRENCY, '"jpy"', f"{CARD}.balance.currency", "jpy"
    ),
    "a renewal's currency that does not exist": case(
        spoilt(lambda book: book["renewals"][0].update(currency="ABC")),
        Damage.UNKNOWN_CURRENCY,
        '"ABC"',
        "$.renewals[0].currency",
        "ABC",
    ),
    "a renewal's currency in lower case": case(
        spoilt(lambda book: book["renewals"][0].update(currency="jpy")),
        Damage.UNKNOWN_CURRENCY,
        '"jpy"',
        "$.renewals[0].currency",
        "jpy",
    ),
    "a renewal's id with a slash": case(
        spoilt(lambda book: book["renewals"][0].update(id="a/b")),
        Damage.NOT_AN_ID,
        '"a/b"',
        "$.renewals[0].id",
        "a/b",
    ),
    "a renewal of a card whose id cannot be": case(
        spoilt(lambda book: book["renewals"][0].update(card_id="")),
        Damage.NOT_AN_ID,
        '"",',
        "$.renewals[0].card_id",
    ),
    "a renewal's amount with a line break": case(
        spoilt(lambda book: book["renewals"][0].update(amount="1\n")),
        Damage.NOT_AN_AMOUNT,
        r'"1\n"',
        "$.renewals[0].amount",
        r"1\n",
    ),
    "a fee's currency that does not exist": case(
        spoilt(
            lambda book: book["cards"][0]["rule"].update(
                funding={"fee": {"amount": "1", "currency": "ABC"}, "cycle": "P1M"}
            )
        ),
        Damage.UNKNOWN_CURRENCY,
        '"ABC"',
        f"{CARD}.rule.funding.fee.currency",
        "ABC",
    ),
    "a zone that does not exist": case(
        changed("Asia/Tokyo", "Asia/Tokio"),
        Damage.UNKNOWN_ZONE,
        '"Asia/Tokio"',
        f"{CARD}.timezone",
        "Asia/Tokio",
    ),
    "a folder for a zone": case(
        changed("Europe/London", "Europe"), Damage.UNKNOWN_ZONE, '"Europe"', "$.cards[1].timezone", "Europe"
    ),
    "a path for a zone": case(
        changed("Europe/London", "../../etc/passwd"),
        Damage.UNKNOWN_ZONE,
        '"../..',
        "$.cards[1].timezone",
        "../../etc/passwd",
    ),
    "an id twice": case(changed('"shop"', '"bank"'), Damage.DUPLICATE_ID, (36, 10), "$.cards[1].id", "bank"),
    "a rule that contradicts itself": case(
        changed('"use"', '"use", "cap": "P360D"'), Damage.RULE, '{\n    "basis": "use"', "$.cards[1].rule"
    ),
    "a statement that says nothing": case(
        changed(',\n     "end_day": "2026-11-23"', ""),
        Damage.RULE,
        '{\n     "clock"',
        f"{CARD}.statements[0]",
    ),
}
