"""What can be saved of a damaged book: everything that the damage does not touch, and nothing is guessed."""

import json
import os
import random
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from simdesk.domain.book import Book, Record
from simdesk.domain.card import Card
from simdesk.domain.money import Money
from simdesk.errors import Damage, FileNewer
from simdesk.storage.decoding import decode_book, encode
from simdesk.storage.salvage import LISTED, Counts, Salvage, salvage
from tests.core.store_damages import CASES, TEXT, changed
from tests.core.store_samples import sample

PATH = Path("simdesk.json")
GOLDEN = (Path(__file__).parents[1] / "data" / "format-1" / "simdesk.json").read_bytes()
WHOLE = decode_book(TEXT.encode(), PATH)
FULL = decode_book(GOLDEN, PATH)
ALL = Counts(2, 1, 1, 1)


def of(text: str | bytes) -> Salvage:
    """What is saved of *text*; it is a book that can be read back."""
    found = salvage(text if isinstance(text, bytes) else text.encode(), PATH)
    assert decode_book(encode(found.book), PATH) == found.book
    return found


def spoilt(change: Callable[[dict[str, Any]], object]) -> str:
    book = sample()
    change(book)
    return json.dumps(book, indent=1, ensure_ascii=False)


def records(book: Book) -> dict[tuple[str, str], Record]:
    everything: tuple[Record, ...] = (*book.cards, *book.renewals, *book.payment_methods, *book.tombstones)
    return {(type(one).__name__, one.id): one for one in everything}


def test_a_sound_book_is_saved_whole() -> None:
    found = of(TEXT)

    assert (found.book, found.kept, found.found, found.lost) == (WHOLE, ALL, ALL, 0)


@pytest.mark.parametrize("data", [b'{"format": 2, "cards": [', b'\xef\xbb\xbf{"format": 7, \xff'])
def test_d04_nothing_is_saved_of_a_newer_format(data: bytes) -> None:
    with pytest.raises(FileNewer):
        salvage(data, PATH)


# -- damages of the text: how much is kept of two cards, a renewal, a method and a tombstone ---------------

JSON = json.dumps(sample(), ensure_ascii=False)
TEXTS: dict[str, tuple[str | bytes, Counts]] = {
    "empty": ("", Counts()),
    "zeros": (bytes(4096), Counts()),
    "zeros behind it": (TEXT.encode() + bytes(4096), ALL),
    "zeros before it": (bytes(10) + TEXT.encode(), ALL),
    "zeros within": (TEXT.encode().replace(b'"payment_methods"', bytes(17)), ALL),
    "cut before its end": (TEXT.rstrip()[:-1], ALL),
    "cut behind the cards": (TEXT[: TEXT.index(' "renewals"')], Counts(cards=2)),
    "cut within the second card": (TEXT[: TEXT.index('"Europe/London"')], Counts(cards=1)),
    "cut within a renewal that could be kept": (TEXT[: TEXT.index('"amount": "3000"')], Counts(cards=2)),
    "in one line, cut": (JSON[: JSON.index('"Visa"')], Counts(cards=2, renewals=1)),
    "no beginning": (TEXT[TEXT.index('"id": "shop"') :], Counts(1, 1, 1, 1)),
    "a byte order mark twice": ("\ufeff\ufeff" + TEXT, ALL),
    "UTF-16": (TEXT.encode("utf-16"), ALL),
    "UTF-16, the other way": (b"\xfe\xff" + TEXT.encode("utf-16-be"), ALL),
    "Windows line ends, no last brace": (TEXT.rstrip()[:-1].replace("\n", "\r\n"), ALL),
    "twice in one file": (TEXT + TEXT, ALL),
    "a comma too many": (changed('"revision": 7,', '"revision": 7,,'), ALL),
    "a list renamed": (changed('"renewals"', '"renewalz"'), ALL),
    "a list that is an object": (changed('"cards": [', '"cards": {'), ALL),
    "no lists at all": ("\n".join(json.dumps(one) for one in sample()["cards"]), Counts(cards=2)),
    "in another book": (json.dumps({"old": sample()}), ALL),
    "names sorted, cut": (json.dumps(sample(), sort_keys=True)[:-2], ALL),
    "names sorted and laid out, cut": (json.dumps(sample(), sort_keys=True, indent=2)[:-3], ALL),
    "the format lost": (changed('"format": 1', '"forXat": 1'), ALL),
    "the format zero": (changed('"format": 1', '"format": 0'), ALL),
    "100,000 brackets": (changed('"cards": [', '"cards": [' + "[" * 100_000), ALL),
    "100,000 objects": (changed('"cards": [', '"cards": [' + '{"a":' * 100_000), ALL),
}


@pytest.mark.parametrize(("text", "kept"), TEXTS.values(), ids=TEXTS)
def test_what_the_damage_does_not_touch_is_saved(text: str | bytes, kept: Counts) -> None:
    found = of(text)

    assert found.kept == kept
    assert found.lost == len(found.losses)
    assert kept == ALL or found.lost
    assert records(found.book).items() <= records(WHOLE).items()


@pytest.mark.parametrize(("text", "_"), CASES.values(), ids=CASES)
def test_whatever_is_wrong_it_is_said_and_what_is_saved_is_sound(text: str | bytes, _: object) -> None:
    found = of(text)

    assert found.kept == ALL or found.lost
    assert len(found.losses) == min(found.lost, LISTED)
    assert all(loss.fact.path == PATH for loss in found.losses)


# -- damages of a value: what becomes of the record --------------------------------------------------------

OLD = datetime(1970, 1, 1, tzinfo=UTC)
CARD = WHOLE.cards[0]
VALUES: dict[str, tuple[str, Card | None, str, Damage]] = {
    "a number that is none": (
        changed("+819012345678", "+0"),
        replace(CARD, number=None),
        "number",
        Damage.NOT_A_PHONE_NUMBER,
    ),
    "an ICCID that is none": (
        changed("8981100000000000000", "x"),
        replace(CARD, iccid=None),
        "iccid",
        Damage.NOT_AN_ICCID,
    ),
    "a balance in no currency": (
        changed('"currency": "JPY"', '"currency": "JPX"'),
        replace(CARD, balance=None),
        "balance.currency",
        Damage.UNKNOWN_CURRENCY,
    ),
    "a balance of another type": (
        spoilt(lambda book: book["cards"][0].update(balance=[1])),
        replace(CARD, balance=None),
        "balance",
        Damage.WRONG_TYPE,
    ),
    "a statement without its day": (
        changed('"stated_on": "2026-09-01"', '"stated_on": "2026-09-31"'),
        replace(CARD, statements=()),
        "statements[0].stated_on",
        Damage.NOT_A_DATE,
    ),
    "a field nobody knows": (
        spoilt(lambda book: book["cards"][0].update(colour="red")),
        CARD,
        "colour",
        Damage.UNKNOWN_FIELD,
    ),
    "a name with another letter": (changed('"iccid"', '"icckd"'), CARD, "icckd", Damage.UNKNOWN_FIELD),
    "a name without a letter": (changed('"label"', '"labl"'), CARD, "labl", Damage.UNKNOWN_FIELD),
    "a name in the rule with another letter": (
        changed('"cap"', '"cab"'),
        CARD,
        "rule.cab",
        Damage.UNKNOWN_FIELD,
    ),
    "no moment of change: the least that can be said": (
        changed('"changed": "2026-11-21T03:00:00Z"', '"changed": "2026-11-21"'),
        replace(CARD, changed=OLD),
        "changed",
        Damage.NOT_A_DATE,
    ),
    "no label: the number is one": (
        changed('"label": "銀行 codes"', '"label": ""'),
        replace(CARD, label="+819012345678"),
        "label",
        Damage.MISSING_VALUE,
    ),
    "a letter of the label": (
        changed('"銀行 codes"', '"銀\\ud83d codes"'),
        replace(CARD, label="銀\ufffd codes"),
        "label",
        Damage.NOT_UTF8,
    ),
    "a name twice: the first": (
        changed('"label": "銀行 codes"', '"label": "銀行 codes",\n   "label": "Mall"'),
        CARD,
        "label",
        Damage.DUPLICATE_KEY,
    ),
    "a quote lost": (
        changed('"iccid": "', '"iccid": '),
        replace(CARD, iccid=None),
        "iccid",
        Damage.NOT_JSON,
    ),
    "a part of the rule that is broken": (changed('"P360D"', '"P360X"'), None, "", Damage.NOT_A_LENGTH),
    "a field of the rule nobody knows": (
        spoilt(lambda book: book["cards"][0]["rule"].update(whim=1)),
        None,
        "",
        Damage.UNKNOWN_FIELD,
    ),
    "a name twice in the rule": (
        changed('"cap": "P360D"', '"cap": "P360D",\n"cap": "P180D"'),
        None,
        "",
        Damage.DUPLICATE_KEY,
    ),
    "a basis nobody knows": (changed('"expiry"', '"expirz"'), None, "", Damage.NOT_IN_LIST),
    "no such zone": (changed("Asia/Tokyo", "Asia/Tokzo"), None, "", Damage.UNKNOWN_ZONE),
    "an id that is none": (changed('"id": "bank"', '"id": "b nk"'), None, "", Damage.NOT_AN_ID),
}


@pytest.mark.parametrize(("text", "kept", "field", "damage"), VALUES.values(), ids=VALUES)
def test_a_card_is_kept_without_what_is_broken_or_left_out(
    text: str, kept: Card | None, field: str, damage: Damage
) -> None:
    found = of(text)

    assert found.book.card("bank") == kept
    assert records(found.book).items() >= (records(WHOLE).items() - {(("Card", "bank"), CARD)})
    (loss,) = found.losses
    assert (loss.kind, loss.field, loss.fact.damage) == ("card", field, damage)
    assert loss.fact.line > 1
    assert found.found == ALL
    assert "8190" not in loss.name


RENEWAL = WHOLE.renewals[0]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (changed('"amount": "3000"', '"amount": "3,000"'), replace(RENEWAL, amount=None, currency=None)),
        (changed('"3000",\n   "currency": "JPY"', '"3000"'), replace(RENEWAL, amount=None, currency=None)),
        (changed('"label": "Bank"', '"label": 7'), replace(RENEWAL, card=replace(RENEWAL.card, label=""))),
        (
            spoilt(lambda book: book["renewals"][0].update(entered="?")),
            replace(RENEWAL, entered=RENEWAL.changed),
        ),
        (spoilt(lambda book: book["renewals"][0].update(receipts=["x"])), RENEWAL),
        (spoilt(lambda book: book["renewals"][0].update(verified_on="x")), RENEWAL),
        (spoilt(lambda book: book["renewals"][0].update(expires_after="x")), RENEWAL),
        (spoilt(lambda book: book["renewals"][0].update(base_day="x")), None),
        (spoilt(lambda book: book["renewals"][0].update(valid_for="x")), None),
        (spoilt(lambda book: book["renewals"][0].update(extends="x")), None),
        (spoilt(lambda book: book["renewals"][0].update(expires_after="x", kind="correction")), None),
        (changed('"verified"', '"verifiee"'), None),
        (changed("2026-09-24", "2026-09-44"), None),
    ],
)
def test_a_renewal_that_may_have_counted_otherwise_is_left_out(text: str, kept: Record | None) -> None:
    found = of(text)

    assert found.book.renewals == (() if kept is None else (kept,))
    assert (found.lost, found.losses[0].kind, found.losses[0].name) == (
        1,
        "renewal",
        "" if '"label": 7' in text else "Bank",
    )


@pytest.mark.parametrize("last", ["card_id", "label", "kind", "status"])
def test_a_renewal_that_was_cut_off_is_told_as_a_renewal(last: str) -> None:
    at = TEXT.index(f'"{last}"', TEXT.index('"renewals"'))
    found = of(TEXT[: TEXT.index("\n", at) + 1])

    assert (found.found.renewals, found.found.payment_methods) == (1, 0)
    assert [loss.kind for loss in found.losses] == ["renewal"]


def test_of_two_records_with_one_id_the_first_stays() -> None:
    found = of(changed('"id": "shop"', '"id": "bank"'))

    assert found.book.cards == (CARD,)
    assert (found.found.cards, found.kept.cards) == (2, 1)
    assert [(loss.fact.damage, loss.name) for loss in found.losses] == [(Damage.DUPLICATE_ID, "Shop")]


def test_the_marks_of_a_merge_cost_no_record() -> None:
    ours = changed('"label": "Shop"', '"label": "Mall"')
    within = changed(
        '   "label": "Shop",\n',
        '<<<<<<< HEAD\n   "label": "Shop",\n=======\n   "label": "Mall",\n>>>>>>> other\n',
    )
    whole = f"<<<<<<< HEAD\n{TEXT}=======\n{ours}>>>>>>> other\n"

    for text in (within, whole):
        found = of(text)
        assert (found.book.cards, found.kept) == (WHOLE.cards, ALL)
        assert found.lost


def test_the_revision_is_kept_where_it_can_be_read() -> None:
    assert of(TEXT.rstrip()[:-1]).book.revision == 7
    assert of(changed('"revision": 7', '"revision": -7')).book.revision == 0
    assert of(changed('"revision": 7', '"revision": 9999999999999999')).book.revision == 0


def test_a_place_is_told_by_line_and_field() -> None:
    text = changed('"Europe/London"', '"Europe/Londen"')
    (loss,) = of(text).losses

    line = text[: text.index("Londen")].count("\n") + 1
    assert (loss.id, loss.name, loss.fact.line, loss.fact.value) == ("shop", "Shop", line, "Europe/Londen")
    assert loss.fact.field == "$.cards[1].timezone"


# -- any damage of one byte --------------------------------------------------------------------------------


def spans(data: bytes) -> list[tuple[int, int]]:
    """Where the records of a book that is laid out by us begin and end, in its order."""
    found = []
    at = 0
    while (start := data.find(b"\n  {", at)) >= 0:
        at = data.index(b"\n  }", start) + 4
        found.append((start, at))
    return found


@pytest.mark.parametrize("data", [TEXT.encode(), GOLDEN], ids=["sample", "golden"])
def test_any_damage_of_one_byte_loses_at_most_the_records_it_touches(data: bytes) -> None:
    book = decode_book(data, PATH)
    everything: tuple[Record, ...] = (
        *book.cards,
        *book.renewals,
        *book.payment_methods,
        *book.tombstones,
    )
    where = spans(data)
    assert len(where) == len(everything)
    dice = random.Random(5)
    for at in range(len(data)):
        other = bytes([dice.choice([data[at] ^ (1 << dice.randrange(8)), dice.randrange(256)])])
        damages = (
            data[:at] + other + data[at + 1 :],
            data[:at] + data[at + 1 :],
            data[:at] + other + data[at:],
        )
        for damaged in damages if os.environ.get("SIMDESK_SOAK") else [dice.choice(damages)]:
            untouched = [
                one for one, (start, end) in zip(everything, where, strict=True) if not start <= at <= end
            ]
            try:
                held = records(salvage(damaged, PATH).book)
            except FileNewer:
                assert at < 20  # it is the number of the format that was damaged
                continue
            for one in untouched:
                # An id that has become that of another cannot be told from it.
                name = f'"id": "{one.id}"'.encode()
                is_double = damaged.count(name) > data.count(name)
                assert is_double or held.get((type(one).__name__, one.id)) == one, (
                    at,
                    damaged[at - 20 : at + 20],
                )


def test_many_damages_at_once_leave_the_rest() -> None:
    cards = tuple(replace(CARD, id=f"c{number}", note="y" * 200) for number in range(300))
    data = encode(replace(WHOLE, cards=cards))
    dice = random.Random(8)
    for _ in range(30):
        damaged = bytearray(data)
        for _ in range(20):
            damaged[dice.randrange(len(data))] = dice.randrange(256)
        try:
            found = of(bytes(damaged))
        except FileNewer:
            continue
        assert found.kept.cards >= 280
        assert sum(one in cards for one in found.book.cards) >= 275


HOSTILE: dict[str, bytes] = {
    "braces": b"{" * 1_000_000,
    "brackets": b"[" * 1_000_000,
    "objects": b'{"a":' * 200_000,
    "ids": b'{"id":' * 150_000,
    "open strings": b'{"' * 500_000,
    "lists in lists": b'{"id": 1,\n' + b'  "x": [\n' * 100_000,
    "small records": b'{"cards":[' + b'{"id":1},' * 100_000,
    "noise": random.Random(1).randbytes(1_000_000),
    "a long number": b'{"cards":[{"id":"a","changed":' + b"9" * 1_000_000 + b"}]}",
    "a long text": b'{"cards":[{"id":"a","label":"' + b"x" * 1_000_000,
    "escapes": b'{"cards":[{"id":"' + b"\\" * 1_000_000,
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_no_file_takes_long(data: bytes) -> None:
    start = time.process_time()
    found = salvage(data, PATH)

    assert time.process_time() - start < 10
    assert found.lost
    assert len(found.losses) <= LISTED


def test_what_a_broken_amount_was_is_not_guessed() -> None:
    text = changed('"amount": "1240"', '"amount": "12.4.0"')

    assert of(text).book.cards[0].balance is None
    assert CARD.balance == Money("1240", "JPY")
