"""A file that cannot be taken is explained with its place, left as it is, and never written over."""

import json
import random
from pathlib import Path

import msgspec
import pytest

from simdesk.domain.book import Book
from simdesk.domain.edits import add_card
from simdesk.errors import Damage, FileDamaged, FileNewer
from simdesk.storage import reading
from simdesk.storage.book_file import FileStore
from simdesk.storage.decoding import decode_book, encode
from simdesk.storage.folder import DataFolder
from simdesk.storage.scanning import scan
from tests.core.making import SOFTBANK, card
from tests.core.store_damages import CASES, TEXT, Place, Spoilt, changed
from tests.core.store_samples import DEVICE, sample


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    made = DataFolder(tmp_path / "book", DEVICE)
    made.prepare()
    return made


def test_the_sample_is_sound(folder: DataFolder) -> None:
    folder.book.write_text(TEXT, encoding="utf-8")

    assert len(FileStore(folder).load().cards) == 2


@pytest.mark.parametrize(("text", "place"), CASES.values(), ids=CASES)
def test_what_is_wrong_is_placed_and_the_file_left_as_it_is(
    folder: DataFolder, text: Spoilt, place: Place
) -> None:
    data = text.encode() if isinstance(text, str) else text
    folder.book.write_bytes(data)
    store = FileStore(folder)

    with pytest.raises(FileDamaged) as told:
        store.load()
    found = told.value
    with pytest.raises(FileDamaged):
        store.apply(add_card(card(SOFTBANK)))

    assert (found.damage, found.line, found.column, found.field, found.value) == place
    assert found.path == folder.book
    assert folder.book.read_bytes() == data
    assert sorted(path.name for path in folder.root.iterdir()) == ["local", "simdesk.json"]


NEWER = {
    "as it is": '{"format": 2, "revision": 1}',
    "with fields nobody knows": '{"format": 3, "sims": [{"a": {"b": null}}], "revision": "x"}',
    "the number not first": '{"revision": 1, "cards": {}, "format": 2}',
    "nested more deeply than known": '{"format": 2, "x": ' + "[" * 5000 + "]" * 5000 + "}",
    "with a byte order mark": '\ufeff{"format": 2}',
}


@pytest.mark.parametrize("text", NEWER.values(), ids=NEWER)
def test_a_newer_file_is_called_newer(folder: DataFolder, text: str) -> None:
    folder.book.write_text(text, encoding="utf-8")
    store = FileStore(folder)

    with pytest.raises(FileNewer) as told:
        store.load()
    with pytest.raises(FileNewer):
        store.apply(add_card(card(SOFTBANK)))

    assert told.value == FileNewer(folder.book, int(text.split('"format": ')[1][0]), 1)
    assert folder.book.read_text(encoding="utf-8") == text


def test_a_newer_file_that_is_cut_is_newer_all_the_same() -> None:
    with pytest.raises(FileNewer):
        decode_book(b'{"format": 2, "cards": [', Path("simdesk.json"))


def test_wherever_the_file_is_cut_it_is_never_taken_for_a_book() -> None:
    data = TEXT.rstrip().encode()
    for end in range(len(data)):
        with pytest.raises(FileDamaged) as told:
            decode_book(data[:end], Path("simdesk.json"))
        found = told.value
        lines = data[:end].split(b"\n")
        assert found.damage in (Damage.EMPTY, Damage.NOT_JSON, Damage.NOT_UTF8)
        assert found.damage is Damage.EMPTY or found.line >= len(lines) - 1


TAKEN = {
    "a byte order mark": "\ufeff" + TEXT,
    "Windows line ends": TEXT.replace("\n", "\r\n"),
    "all in one line": json.dumps(sample()),
    "escapes for letters": json.dumps(sample(), ensure_ascii=True),
    "values that are the usual ones anyway": changed(
        '"label": "Shop"', '"label": "Shop", "note": "", "state": "in_use"'
    ),
    "a zone that is not UTC in a moment": changed("03:00:00Z", "12:00:00+09:00"),
}


@pytest.mark.parametrize("text", TAKEN.values(), ids=TAKEN)
def test_another_way_to_write_the_same_is_taken(text: str) -> None:
    assert decode_book(text.encode(), Path("simdesk.json")) == decode_book(
        TEXT.encode(), Path("simdesk.json")
    )


def test_a_file_that_is_too_large_is_refused_unread(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.book.write_text(TEXT, encoding="utf-8")
    monkeypatch.setattr(reading, "LIMIT", 100)

    with pytest.raises(FileDamaged) as told:
        FileStore(folder).load()

    assert told.value == FileDamaged(folder.book, Damage.TOO_LARGE, value=str(folder.book.stat().st_size))


def spoil(data: bytes, chance: random.Random) -> bytes:
    """The file as a failing disk, a careless editor or a merge would leave it."""
    for _ in range(chance.randint(1, 4)):
        start = chance.randrange(len(data) + 1)
        end = min(len(data), start + chance.choice((1, 1, 4, 30, 300)))
        piece = chance.choice(
            (
                b"",
                chance.randbytes(end - start),
                data[start:end] * 2,
                bytes([data[start] ^ (1 << chance.randrange(8))]) if start < len(data) else b"",
                chance.choice(
                    (b'"', b"{", b"}", b"[", b"]", b",", b":", b"null", b"1e999", b"\\ud800", b"NaN", b'"":')
                ),
            )
        )
        data = data[:start] + piece + data[end:]
    return data


def taken(data: bytes) -> Book | FileDamaged | FileNewer:
    try:
        return decode_book(data, Path("simdesk.json"))
    except (FileDamaged, FileNewer) as error:
        return error


def test_a_spoilt_file_is_a_book_or_explained() -> None:
    chance = random.Random(2026)
    sound = TEXT.encode()
    outcomes: dict[type, int] = {}
    for _ in range(3000):
        data = spoil(sound, chance)
        outcome = taken(data)
        if isinstance(outcome, Book):
            assert taken(encode(outcome)) == outcome
        elif isinstance(outcome, FileDamaged) and outcome.damage is not Damage.EMPTY:
            assert outcome.line >= 1
            assert outcome.column >= 1
        outcomes[type(outcome)] = outcomes.get(type(outcome), 0) + 1

    assert outcomes[FileDamaged] > 1000
    assert outcomes[Book] > 50


PIECES = (
    *'{}[],:" \n\t\\eE+-.01',
    *(
        "true",
        "nul",
        "null",
        "1.5e3",
        '"a"',
        '"b"',
        '"a":',
        '{"a":1}',
        "[1,2]",
        r"\u0041",
        r"\n",
        "\x00",
        "\x7f",
    ),
    *(r'"\ud83d\ude00"', r'"\ud83d"', r'"\udc00"', r'"\ud83dx"', r'"\ud83d\ud83d"', '"é"', "\ufeff", "NaN"),
)


def test_the_walk_takes_for_json_what_the_reader_does() -> None:
    chance = random.Random(7)
    seed = ['{"a":[1,2.5,', '{"b":"c', r"\n\u00e9", '"}],', '"d":null,', '"e":{"f":[]},', '"g":{}', "}"]
    sound = 0
    for _ in range(20_000):
        pieces = list(seed) if chance.random() < 0.5 else []
        for _ in range(chance.randint(0, 5)):
            pieces.insert(chance.randint(0, len(pieces)), chance.choice(PIECES))
        text = "".join(pieces)
        try:
            msgspec.json.decode(text.encode())
            taken = True
        except msgspec.DecodeError as error:
            if str(error) == "Number out of range":
                continue
            taken = False
        sound += taken
        assert (scan(text).fault is None) is taken, text

    assert sound > 1000
