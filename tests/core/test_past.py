"""The steps kept on the disk: as they were, however many, and whatever somebody does to the file."""

from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from simdesk.domain.book import Book, Tombstone
from simdesk.domain.card import Card
from simdesk.domain.edits import add_card, change_card, delete_card, log_renewal
from simdesk.domain.history import LIMIT, History, Step, recalled, step_between
from simdesk.domain.merging import Lost
from simdesk.domain.renewal import Renewal
from simdesk.storage import past as past_module
from simdesk.storage.book_file import FileStore
from simdesk.storage.folder import DataFolder
from simdesk.storage.past import Line, append, line_of, lines, past, step_of
from tests.core.making import GIFFGAFF, MOMENT, SOFTBANK, card, renewal
from tests.core.store_samples import DEVICE, books

BANK = card(SOFTBANK)
SHOP = card(GIFFGAFF, id="b", label="Shop")
LATER = MOMENT + timedelta(hours=1)


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    made = DataFolder(tmp_path / "book", DEVICE)
    made.prepare()
    return made


def keep(folder: DataFolder, step: Step, number: int = 1) -> None:
    append(folder, line_of(step, revision=number, at=MOMENT, parent=f"{number}", digest=f"{number + 1}"))


def test_where_nothing_was_kept_there_is_no_past(tmp_path: Path) -> None:
    assert past(DataFolder(tmp_path / "none", DEVICE)) == ()


@given(books, books)
def test_a_step_is_kept_as_it_is(before: Book, after: Book) -> None:
    step = step_between("label", before, after, at=MOMENT, source="import")

    line = line_of(step, revision=1, at=MOMENT, parent="a", digest="b")
    assert step_of(msgspec.json.decode(msgspec.json.encode(line), type=Line)) == step


def test_what_lost_in_a_merge_is_kept_with_the_step(folder: DataFolder) -> None:
    lost = (
        Lost("card", "a", ("note",), replace(BANK, note="lost")),
        Lost("renewal", "r", ("fee",), renewal("2026-11-01", id="r", card_id="b")),
    )
    step = replace(step_between("", Book(), Book(cards=(BANK,)), at=MOMENT, source="outside"), lost=lost)
    keep(folder, step)

    assert past(folder) == (step,)
    assert past(folder, "b") == (step,)
    assert past(folder, "c") == ()


def test_the_last_steps_are_given_the_oldest_first(folder: DataFolder) -> None:
    step = step_between("", Book(), Book(cards=(BANK,)), at=MOMENT)
    for number in range(LIMIT + 7):
        keep(folder, replace(step, label=f"{number}"), number)

    assert [one.label for one in past(folder)] == [f"{number}" for number in range(7, LIMIT + 7)]
    assert len(past(folder, "a")) == LIMIT + 7


@pytest.mark.parametrize(
    "spoilt",
    [
        b"{\n",
        b"\xff\xfe\n",
        b'{"revision": "x"}\n',
        b"[" * 100_000 + b"\n",
        b"\n\n",
        b"half a line",
        b"null\n",
    ],
)
def test_what_is_spoilt_is_left_out_and_the_rest_is_there(folder: DataFolder, spoilt: bytes) -> None:
    step = step_between("", Book(), Book(cards=(BANK,)), at=MOMENT)
    keep(folder, replace(step, label="before"))
    with folder.history.open("ab") as file:
        file.write(spoilt)
    keep(folder, replace(step, label="after"))

    assert [one.label for one in past(folder)] == ["before", "after"]
    assert [one.label for one in past(folder, "a")] == ["before", "after"]


@given(st.binary(max_size=400))
def test_no_content_of_the_file_is_a_failure(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = DataFolder(tmp_path_factory.mktemp("p"), DEVICE)
    folder.prepare()
    folder.history.write_bytes(data)

    assert past(folder) == past(folder, "a") == ()


def test_lines_longer_than_a_block_are_read_whole(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(past_module, "_BLOCK", 7)
    step = step_between("", Book(), Book(cards=(BANK, SHOP)), at=MOMENT)
    for number in range(3):
        keep(folder, step, number)

    assert [line.revision for line in lines(folder)] == [2, 1, 0]


def test_a_file_that_grew_too_large_keeps_its_newer_half(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, size in {"SIZE": 60_000, "_BETWEEN": 10_000, "LIMIT": 20, "ROOM": 300_000}.items():
        monkeypatch.setattr(past_module, name, size)
    step = step_between("", Book(), Book(cards=(replace(BANK, note="x" * 400),)), at=MOMENT)
    largest = 0
    for number in range(300):
        keep(folder, replace(step, label=f"{number}"), number)
        largest = max(largest, folder.history.stat().st_size)

    kept = [int(one.label) for one in past(folder, "a")]
    assert largest < 72_000
    assert kept == list(range(300 - len(kept), 300))
    assert len(kept) >= 20


def test_the_last_steps_are_kept_though_they_are_large(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, size in {"SIZE": 6_000, "_BETWEEN": 1_000, "LIMIT": 20, "ROOM": 300_000}.items():
        monkeypatch.setattr(past_module, name, size)
    step = step_between("", Book(), Book(cards=(replace(BANK, note="x" * 400),)), at=MOMENT)
    for number in range(60):
        keep(folder, replace(step, label=f"{number}"), number)

    assert len(past(folder)) == 20


def test_the_history_of_a_card_has_its_renewals_and_not_those_of_others(folder: DataFolder) -> None:
    store = FileStore(folder)
    store.apply(add_card(BANK), label="add a")
    store.apply(add_card(SHOP), label="add b")
    store.apply(log_renewal(renewal("2026-11-01", id="r", card_id="a")), label="renew a")
    store.apply(change_card(replace(SHOP, note='mentions "a"')), label="note b")
    store.apply(delete_card("a", LATER), label="delete a")

    assert [step.label for step in store.past("a")] == ["add a", "renew a", "delete a"]
    assert [step.label for step in store.past("r")] == ["renew a"]
    step = store.past("a")[-1]
    assert [kind for kind, _ in step.before] == [Card, Tombstone]
    assert [kind for kind, _ in store.past("r")[0].before] == [Renewal]


def test_what_was_undone_and_redone_is_recalled_so() -> None:
    book, history, kept = Book(), History(), []

    def does(label: str, after: Book) -> None:
        nonlocal book
        step = step_between(label, book, after)
        history.push(step)
        kept.append(step)
        book = after

    def moves(source: str) -> None:
        nonlocal book
        edit = history.undo(LATER) if source == "undo" else history.redo(LATER)
        after = edit(book)
        kept.append(step_between("", book, after, source=source))  # type: ignore[arg-type]
        (history.undid if source == "undo" else history.redid)()
        book = after

    does("one", Book(cards=(BANK,)))
    does("two", Book(cards=(BANK, SHOP)))
    does("three", Book(cards=(replace(BANK, note="x"), SHOP)))
    for source in ("undo", "undo", "redo", "undo", "undo", "redo", "redo"):
        moves(source)
        found = recalled(kept)
        assert [one.label for one in found.done] == [one.label for one in history.done]
        assert [one.label for one in found.undone] == [one.label for one in history.undone]

    assert [one.label for one in recalled(kept).done] == ["one", "two"]
    found = recalled(kept)
    assert found.redo(LATER)(book).cards[0].note == "x"


def test_a_step_passed_over_as_outdated_is_not_recalled() -> None:
    one = step_between("one", Book(), Book(cards=(BANK,)))
    two = step_between("two", Book(), Book(cards=(SHOP,)))
    back = step_between("one", Book(cards=(BANK,)), Book(), source="undo")

    found = recalled((one, two, back))

    assert (found.done, found.undone) == ([], [one])
