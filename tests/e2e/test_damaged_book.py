"""A book that cannot be read is explained, in command line and window, and stays as it is to the byte."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from simdesk.clock import SystemClock
from simdesk.storage.backups import keep_backup
from simdesk.storage.folder import data_folder
from simdesk.ui.desk import Desk
from simdesk.ui.program import Program
from tests.core.store_damages import CASES, TEXT, at, changed
from tests.e2e.accessible import Reader
from tests.e2e.desktop import Desktop, until

Damaged = tuple[bytes, tuple[str, ...]]


def damaged(name: str) -> Damaged:
    """A case of the store's table: the bytes, and the words of its place."""
    text, (_damage, line, column, field, _value) = CASES[name]
    data = text.encode() if isinstance(text, str) else text
    place = [f"line {line}"] * (line > 0) + [f"column {column}"] * (column > 0)
    return data, (*place, *([f"field {field}"] if field else []))


def cut(share: float) -> Damaged:
    """The file as a copy leaves it that was broken off: the fault is where it ends."""
    data = TEXT.encode()[: int(len(TEXT) * share)]
    lines = data.decode(errors="ignore").split("\n")
    return data, (f"line {len(lines)}", "column ")


DAMAGES: dict[str, Damaged] = {
    "cut in the middle": cut(0.5),
    "cut before the last brace": (TEXT.rstrip("}\n").encode(), ("line ", "column ")),
    "empty": (b"", ("the file is empty",)),
    "zeros": damaged("zeros, as a power failure leaves them"),
    "random bytes": damaged("random bytes"),
    "a list for a book": damaged("a list"),
    "a number for a text": damaged("a number for a text"),
    "an unknown field": damaged("an unknown field"),
    "a duplicate id": damaged("an id twice"),
    "NaN": damaged("NaN"),
    "NaN as an amount": damaged("NaN as the text of an amount"),
    "nested 100,000 times": damaged("100,000 brackets"),
    "a zone that does not exist": damaged("a zone that does not exist"),
    "a newer format": (
        changed('"format": 1', '"format": 2, "moons": []').encode(),
        ("newer SimDesk", "format 2", "up to 1"),
    ),
}

CARDS = (
    "id,label,number,basis,counted_from,valid_for,timezone\r\nz,Z,+819000000000,expiry,,P60D,Asia/Tokyo\r\n"
)
COMMANDS: dict[str, tuple[str, ...]] = {
    "list": ("list",),
    "list as JSON": ("list", "--json", "--all", "--on", "2026-12-24"),
    "due": ("due", "--within", "30"),
    "check": ("check",),
    "export of the log": ("export", "log", "-"),
    "export of cards to a file": ("export", "cards", "out.csv"),
    "import": ("import", "cards", "cards.csv"),
}


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Where the book lies, with a table of cards and an older export in the folder above."""
    (tmp_path / "cards.csv").write_bytes(CARDS.encode("utf-8-sig"))
    (tmp_path / "out.csv").write_bytes(b"an older export")
    (tmp_path / "book").mkdir(mode=0o700)
    book = tmp_path / "book" / "simdesk.json"
    book.touch(0o600)
    return book


def simdesk(book: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command about the folder of *book*, from the folder above it."""
    command = [sys.executable, "-m", "simdesk", "--data-dir", str(book.parent), *words]
    return subprocess.run(command, cwd=book.parents[1], capture_output=True, timeout=60, check=False)


def everything(folder: Path) -> dict[str, bytes]:
    """Every file below *folder* by its path there, but for the lock, which a writer takes to look."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != "lock")
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def without_logs(folder: Path) -> dict[str, bytes]:
    """Everything below *folder* but for the log, which says that the book could not be read."""
    return {name: data for name, data in everything(folder).items() if "/logs/" not in name}


@pytest.mark.parametrize(("data", "place"), DAMAGES.values(), ids=DAMAGES)
def test_every_command_says_where_and_changes_nothing(
    book: Path, data: bytes, place: tuple[str, ...]
) -> None:
    book.write_bytes(data)
    before = everything(book.parents[1])
    sentences = set()

    for name, words in COMMANDS.items():
        done = simdesk(book, *words)

        assert (done.returncode, done.stdout) == (2, b""), name
        sentence = done.stderr.decode()
        assert sentence.count("\n") == 1, f"{name}: {sentence}"
        assert sentence.endswith("\n"), name
        assert str(book) in sentence, name
        assert [words for words in place if words not in sentence] == [], f"{name}: {sentence}"
        assert everything(book.parents[1]) == before, name
        sentences.add(sentence)

    assert len(sentences) == 1, "it is one and the same fault for every command"


@pytest.mark.parametrize(
    ("lang", "words"),
    [("zh_CN", "第 4 行"), ("zh_TW", "第 4 行"), ("ja", "4 行目")],
)
def test_the_sentence_is_in_the_language_asked_for(book: Path, lang: str, words: str) -> None:
    book.write_text(changed('"cards": [', '"cards": [5, '), encoding="utf-8")
    assert at("5, ", changed('"cards": [', '"cards": [5, '))[0] == 4

    done = simdesk(book, "--lang", lang, "list")

    assert (done.returncode, done.stdout) == (2, b"")
    assert words in done.stderr.decode()
    assert str(book) in done.stderr.decode()


@pytest.mark.parametrize(("data", "place"), DAMAGES.values(), ids=DAMAGES)
def test_the_window_explains_and_opens_once_the_book_is_sound(
    book: Path, data: bytes, place: tuple[str, ...], qtbot: QtBot
) -> None:
    book.write_bytes(data)
    program = Program(
        data_folder(str(book.parent), {}), SystemClock(), background=False, demo=True, lang="en"
    )

    program.open_book()

    assert desk_of(program) is None
    trouble = program.trouble
    assert trouble is not None
    qtbot.addWidget(trouble)
    assert trouble.isVisible()
    words = trouble.findChild(QLabel, "trouble_words")
    assert words is not None
    assert words.text() == simdesk(book, "list").stderr.decode().strip()
    assert [said for said in place if said not in words.text()] == []
    press(trouble, "trouble_retry")
    assert desk_of(program) is None
    assert trouble.isVisible()
    assert book.read_bytes() == data

    book.write_text(TEXT, encoding="utf-8")
    press(trouble, "trouble_retry")

    desk = desk_of(program)
    assert desk is not None
    qtbot.addWidget(desk.window)
    assert [row.card.label for row in desk.state.rows()] == ["銀行 codes", "Shop"]
    assert book.read_text(encoding="utf-8") == TEXT


def desk_of(program: Program) -> Desk | None:
    return program.desk


def press(window: QWidget, name: str) -> None:
    button = window.findChild(QPushButton, name)
    assert button is not None
    button.click()


def complaints(book: Path) -> int:
    """Return how often the log says that the book could not be read."""
    logs = book.parent.glob("local/*/logs/*")
    return sum(log.read_text(encoding="utf-8").count("the book cannot be read") for log in logs)


def test_the_program_explains_to_assistive_technology_too(book: Path) -> None:
    data = damaged("an unknown field")[0]
    book.write_bytes(data)
    sentence = simdesk(book, "check").stderr.decode().strip()
    with Desktop(accessible=True, notifications=False) as desk:
        program = desk.start(sys.executable, "-m", "simdesk", "--data-dir", book.parent, "--lang", "en")
        until(desk.windows, "a window")
        with Reader(desk.env) as reader:
            until(lambda: sentence in reader.names("label"), "the explanation")
            tried = complaints(book)
            reader.press("Try again")
            until(lambda: complaints(book) > tried, "another look at the book")
            until(lambda: sentence in reader.names("label"), "the explanation")
            assert program.poll() is None
            assert book.read_bytes() == data

            book.write_text(TEXT, encoding="utf-8")
            reader.press("Try again")

            until(lambda: len(reader.entries("Cards, most urgent first")) == 2, "the cards")
            desk.press("ctrl+q")
            assert program.wait(30) == 0
    assert book.read_text(encoding="utf-8") == TEXT


def test_d02_the_program_writes_nothing_until_a_copy_is_chosen_and_goes_on_with_it(book: Path) -> None:
    book.write_text(TEXT, encoding="utf-8")
    folder = data_folder(str(book.parent), {})
    made = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
    assert keep_backup(folder, TEXT.encode(), made, "day")
    data = damaged("zeros, as a power failure leaves them")[0]
    book.write_bytes(data)
    before = without_logs(book.parent)
    with Desktop(accessible=True, notifications=False) as desk:
        program = desk.start(sys.executable, "-m", "simdesk", "--data-dir", book.parent, "--lang", "en")
        until(desk.windows, "a window")
        with Reader(desk.env) as reader:
            until(lambda: "Your cards cannot be read" in reader.names("label"), "the page")
            until(lambda: len(reader.entries("Copies of your cards")) == 1, "the copy")
            until(lambda: "2 cards" in reader.entries("Copies of your cards")[0].name, "its count")
            assert reader.entries("Copies of your cards")[0].name.startswith("Fri 20 Nov 2026")
            assert without_logs(book.parent) == before
            reader.press("Use this copy…")
            until(lambda: "Use this copy" in reader.names("push button"), "the question")
            reader.press("Use this copy")

            until(lambda: len(reader.entries("Cards, most urgent first")) == 2, "the cards")
            desk.press("ctrl+q")
            assert program.wait(30) == 0
    [kept] = book.parent.glob("simdesk.damaged-*.json")
    assert kept.read_bytes() == data
    assert book.read_text(encoding="utf-8").startswith('{\n "format": 1')
