"""The number of a format comes first, older formats are brought up, and what was released stays readable."""

import json
from pathlib import Path
from typing import Any, Literal

import pytest
from msgspec import Struct

from simdesk.domain.book import Book
from simdesk.domain.edits import add_card
from simdesk.errors import Damage, FileDamaged, FileNewer, FileUnwritable
from simdesk.storage.backups import backups, read_backup
from simdesk.storage.book_file import FileStore
from simdesk.storage.decoding import decode, decode_book, encode
from simdesk.storage.drafts import Drafts
from simdesk.storage.folder import DataFolder
from simdesk.storage.formats import Migrations, Plain, format_number, is_older
from simdesk.storage.settings import Settings
from simdesk.storage.small_file import Loaded, load_struct
from tests.core.making import GIFFGAFF, card
from tests.core.store_samples import DEVICE, sample, sample_text

PATH = Path("simdesk.json")

NUMBERS: dict[str, tuple[bytes, int | None]] = {
    "as it is": (b'{"format": 1}', 1),
    "a byte order mark": (b'\xef\xbb\xbf\n { "format" :\t12 , "x": 1}', 12),
    "zero": (b'{"format": 0}', 0),
    "negative": (b'{"format": -3}', -3),
    "cut behind it": (b'{"format": 2', 2),
    "cut later": (b'{"format": 2, "cards": [', 2),
    "not first": (b'{"cards": [{"format": 5}, "{", ["]"]], "b": {"format": 4}, "format": 3}', 3),
    "not first, in one with escapes": (b'{"a\\"b": "\\\\", "c": "\\"format\\": 9", "format": 3}', 3),
    "in disguise": (b'{"f\\u006frmat": 3}', 3),
    "twice: the first": (b'{"format": 3, "format": 1}', 3),
    "no JSON behind it": (b'{"format": 2, "cards": <binary> \x00\xff}', 2),
    "no UTF-8 before it": (b'{"label": "\xe9\xff", "format": 2}', 2),
    "deep before it": (b'{"x": ' + b"[" * 10**6 + b"]" * 10**6 + b', "format": 2}', 2),
    "missing": (b'{"cards": [], "revision": 1}', None),
    "only within": (b'{"cards": [{"format": 2}]}', None),
    "in a string": (b'{"format": "2"}', None),
    "a fraction": (b'{"format": 2.0}', None),
    "an exponent": (b'{"format": 2e0}', None),
    "true": (b'{"format": true}', None),
    "null": (b'{"format": null}', None),
    "a list": (b'{"format": [2]}', None),
    "18 digits": (b'{"format": 999999999999999999}', 999999999999999999),
    "more digits than any honest number": (b'{"format": ' + b"9" * 5000 + b"}", None),
    "nothing": (b"", None),
    "no object": (b'["format", 2]', None),
    "no name": (b"{format: 2}", None),
    "an open quote": (b'{"a": "b, "format": 2}', None),
    "UTF-16": ('{"format": 2}'.encode("utf-16"), None),
}


@pytest.mark.parametrize(("data", "number"), NUMBERS.values(), ids=NUMBERS)
def test_the_number_is_read_leniently(data: bytes, number: int | None) -> None:
    assert format_number(data) == number


@pytest.mark.parametrize(
    ("data", "number"), [(data, number) for data, number in NUMBERS.values() if number and number > 1]
)
def test_d04_a_newer_file_is_called_newer_whatever_else_is_in_it(data: bytes, number: int) -> None:
    for kind in (Book, Drafts):
        with pytest.raises(FileNewer) as told:
            decode(data, PATH, kind)
        assert told.value == FileNewer(PATH, number, 1)
    with pytest.raises(FileNewer):
        decode_book(data, PATH)


ODD: dict[str, tuple[str, Damage]] = {
    "missing": ("{}", Damage.MISSING_FIELD),
    "in a string": ('{"format": "2"}', Damage.WRONG_TYPE),
    "a fraction": ('{"format": 2.5}', Damage.WRONG_TYPE),
    "true": ('{"format": true}', Damage.WRONG_TYPE),
    "null": ('{"format": null}', Damage.WRONG_TYPE),
    "zero": ('{"format": 0}', Damage.NOT_IN_LIST),
    "negative": ('{"format": -1}', Damage.NOT_IN_LIST),
    "19 digits": ('{"format": 1000000000000000000}', Damage.NOT_IN_LIST),
    "huge": ('{"format": 1' + "0" * 400 + "}", Damage.NOT_A_NUMBER),
}


@pytest.mark.parametrize(("text", "damage"), ODD.values(), ids=ODD)
def test_d04_a_number_that_is_none_is_damage_and_placed(text: str, damage: Damage) -> None:
    with pytest.raises(FileDamaged) as told:
        decode_book(text.encode(), PATH)

    assert (told.value.damage, told.value.field, told.value.line) == (damage, "$.format", 1)


# -- older formats, invented ------------------------------------------------------------------------------


def _cards_of_sims(old: Plain) -> Plain:
    return {
        "format": -1,
        "cards": old["sims"],
        **{key: old[key] for key in old if key not in ("format", "sims")},
    }


def _labels_of_names(old: Plain) -> Plain:
    return {**old, "cards": [{**card, "label": card["name"]} for card in old["cards"]]}


def _without_names(old: Plain) -> Plain:
    cards = [{key: value for key, value in card.items() if key != "name"} for card in old["cards"]]
    return {**old, "cards": cards}


CHAIN: Migrations = {-2: _cards_of_sims, -1: _labels_of_names, 0: _without_names}


def oldest(**changes: Any) -> bytes:
    """The sample as format -2 had it."""
    book = sample()
    sims = [
        {("name" if key == "label" else key): value for key, value in card.items()} for card in book["cards"]
    ]
    book = {key: value for key, value in book.items() if key != "cards"} | {"format": -2, "sims": sims}
    return json.dumps(book | changes, indent=1).encode()


def test_d08_a_chain_of_migrations_is_gone_through_in_order() -> None:
    read = decode_book(sample_text().encode(), PATH)

    assert decode_book(oldest(), PATH, migrations=CHAIN) == read
    assert decode_book(b"\xef\xbb\xbf" + oldest(), PATH, migrations=CHAIN) == read
    middle = json.loads(encode(read))
    middle["format"] = 0
    middle["cards"] = [{**card, "name": "x"} for card in middle["cards"]]
    assert decode_book(json.dumps(middle).encode(), PATH, migrations=CHAIN) == read
    assert decode_book(sample_text().encode(), PATH, migrations=CHAIN) == read


def test_d08_whoever_writes_an_older_file_anew_can_tell() -> None:
    assert is_older(oldest(), chain=CHAIN)
    assert not is_older(oldest())  # nobody knows the way
    assert not is_older(oldest(), chain={-2: _cards_of_sims, 0: _without_names})
    assert not is_older(sample_text().encode(), chain=CHAIN)
    assert not is_older(b'{"format": 2}', chain=CHAIN)
    assert not is_older(b'{"format": -999999999999999999}', chain=CHAIN)
    assert not is_older(b"[]", chain=CHAIN)


@pytest.mark.parametrize(
    ("data", "damage", "field"),
    [
        (oldest(sims=1), Damage.RULE, ""),
        (oldest(sims=[{"id": "a"}]), Damage.RULE, ""),
        (oldest(revision="x"), Damage.WRONG_TYPE, "$.revision"),
        (oldest(tombstones=[{"id": "a"}]), Damage.MISSING_FIELD, "$.tombstones[0].kind"),
        (oldest(whim=1), Damage.UNKNOWN_FIELD, "$.whim"),
        (oldest().replace(b"Asia/Tokyo", b"Asia/Nowhere"), Damage.UNKNOWN_ZONE, "$.cards[0].timezone"),
    ],
)
def test_what_is_wrong_in_an_older_file_has_a_field_but_no_line(
    data: bytes, damage: Damage, field: str
) -> None:
    with pytest.raises(FileDamaged) as told:
        decode_book(data, PATH, migrations=CHAIN)

    found = told.value
    assert (found.damage, found.field, found.line, found.column) == (damage, field, 0, 0)


@pytest.mark.parametrize(
    ("data", "damage"),
    [
        (oldest()[:-20], Damage.NOT_JSON),
        (oldest().replace(b"Shop", b"\xe9"), Damage.NOT_UTF8),
        (oldest().replace(b'"revision"', b'"format": 1, "revision"'), Damage.DUPLICATE_KEY),
    ],
)
def test_an_older_file_that_is_no_json_is_placed_as_any(data: bytes, damage: Damage) -> None:
    with pytest.raises(FileDamaged) as told:
        decode_book(data, PATH, migrations=CHAIN)

    assert told.value.damage is damage
    assert told.value.line > 1


def test_d08_the_first_save_of_an_older_book_keeps_a_backup_of_it_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("simdesk.storage.formats.MIGRATIONS", {"Book": CHAIN})
    folder = DataFolder(tmp_path / "book", DEVICE)
    folder.prepare()
    folder.book.write_bytes(oldest())
    store = FileStore(folder)

    assert store.load() == decode_book(sample_text().encode(), PATH)
    assert folder.book.read_bytes() == oldest()
    (tmp_path / "book" / "backups").write_text("no folder")
    with pytest.raises(FileUnwritable):
        store.apply(add_card(card(GIFFGAFF, id="new")))
    assert folder.book.read_bytes() == oldest()

    (tmp_path / "book" / "backups").unlink()
    store.apply(add_card(card(GIFFGAFF, id="new")))
    store.apply(add_card(card(GIFFGAFF, id="newer")))
    kept = backups(folder)
    assert [one.reason for one in kept] == ["migration"]
    assert kept[0].path.read_bytes() == oldest()
    assert read_backup(folder, kept[0]) == decode_book(sample_text().encode(), PATH)
    assert format_number(folder.book.read_bytes()) == 1
    assert len(FileStore(folder).load().cards) == 4


class Note(Struct, frozen=True, forbid_unknown_fields=True):
    """A small file that is in its third format."""

    format: Literal[3] = 3
    words: tuple[str, ...] = ()


def test_d08_any_file_has_its_own_chain(monkeypatch: pytest.MonkeyPatch) -> None:
    chain: Migrations = {
        1: lambda old: {"text": old["note"]},
        2: lambda old: {"words": old["text"].split()},
    }

    assert decode(b'{"format": 1, "note": "a b"}', PATH, Note, 3, migrations=chain) == Note(words=("a", "b"))
    assert decode(b'{"format": 2, "text": "a b"}', PATH, Note, 3, migrations=chain) == Note(words=("a", "b"))
    assert is_older(b'{"format": 1}', "Note", 3, chain)
    monkeypatch.setattr("simdesk.storage.formats.MIGRATIONS", {"Note": chain})
    assert decode(b'{"format": 2, "text": "a"}', PATH, Note, 3) == Note(words=("a",))
    with pytest.raises(FileNewer):
        decode(b'{"format": 4}', PATH, Note, 3, migrations=chain)


def test_a_small_file_of_a_newer_format_stands_aside(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(b'{"format": 3, \xff')

    assert load_struct(path, Settings()) == Loaded(Settings(), FileNewer(path, 3, 2))
