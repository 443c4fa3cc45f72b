"""The copy of a large book is left behind for a while; with the steps behind it, it is the last state."""

import errno
import os
import shutil
from collections.abc import Callable
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from simdesk.domain.book import Book, Tombstone
from simdesk.domain.edits import add_card, change_card, delete_card
from simdesk.domain.history import Step
from simdesk.storage import book_file, past, saving
from simdesk.storage import known as known_module
from simdesk.storage.book_file import FileStore
from simdesk.storage.examining import examine, remarks
from simdesk.storage.folder import DataFolder
from simdesk.storage.known import digest_of, keep, known
from simdesk.storage.last import STEPS, last
from simdesk.storage.recovering import copies, read_candidate
from tests.core.making import GIFFGAFF, SOFTBANK, card
from tests.core.store_samples import DEVICE

BANK = card(SOFTBANK)
SHOP = card(GIFFGAFF, id="b", label="Shop")


@pytest.fixture(autouse=True)
def every_book_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (known_module, book_file):
        monkeypatch.setattr(module, "LARGE", 0)


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "book", DEVICE)


@pytest.fixture
def store(folder: DataFolder) -> FileStore:
    made = FileStore(folder)
    made.apply(add_card(BANK))
    return made


@pytest.fixture
def theirs(folder: DataFolder, store: FileStore, tmp_path: Path) -> FileStore:
    """The same folder on another computer, as it was after the first save."""
    shutil.copytree(folder.root, tmp_path / "theirs")
    shutil.rmtree(tmp_path / "theirs" / "local" / DEVICE.id)
    return FileStore(DataFolder(tmp_path / "theirs", replace(DEVICE, id="f" * 16)))


def save(store: FileStore, number: int) -> None:
    store.apply(change_card(replace(BANK, note=f"saved {number}")))


def state(folder: DataFolder) -> Book:
    held = last(folder)
    assert held is not None
    assert held.digest == digest_of((held.data,))
    return held.book


def test_the_copy_stays_and_the_steps_behind_it_make_the_book_of_it(
    folder: DataFolder, store: FileStore
) -> None:
    copy = folder.mine.read_bytes()

    for edit in (add_card(SHOP), change_card(replace(BANK, note="on")), delete_card("b", SHOP.changed)):
        book = store.apply(edit)
        assert folder.mine.read_bytes() == copy
        assert state(folder) == book
        held = last(folder)
        assert held is not None
        assert held.data == folder.book.read_bytes()
        assert (examine(folder), remarks(folder)) == ([], [])
    assert known(folder).copied == digest_of((copy,))


def test_it_is_copied_again_before_the_steps_are_too_many(folder: DataFolder, store: FileStore) -> None:
    behind = 0
    for number in range(3 * STEPS):
        save(store, number)
        behind = 0 if folder.mine.read_bytes() == folder.book.read_bytes() else behind + 1
        assert behind <= STEPS
        assert state(folder) == store.load()
    assert behind


@pytest.mark.parametrize("saves", [1, 2, 7])
def test_d07_what_is_written_over_the_book_in_place_leaves_what_this_device_had(
    folder: DataFolder, store: FileStore, theirs: FileStore, saves: int
) -> None:
    for number in range(saves):
        save(store, number)
    theirs.apply(add_card(SHOP))
    foreign = (theirs._folder.book).read_bytes()

    with folder.book.open("r+b") as file:  # the very file, as programs do that keep no rules
        file.write(foreign)
        file.truncate()

    for merged in (FileStore(folder).load(), FileStore(folder).take_in(), FileStore(folder).load()):
        assert {one.id: one.note for one in merged.cards} == {"a": f"saved {saves - 1}", "b": SHOP.note}
    assert folder.mine.read_bytes() == folder.book.read_bytes()


def test_an_old_book_that_is_put_back_does_not_take_the_steps_since(
    folder: DataFolder, store: FileStore
) -> None:
    old = folder.book.read_bytes()
    assert old == folder.mine.read_bytes()
    for number in range(3):
        save(store, number)

    folder.book.write_bytes(old)

    assert FileStore(folder).load().cards[0].note == "saved 2"
    assert FileStore(folder).take_in().cards[0].note == "saved 2"
    assert FileStore(folder).load().cards[0].note == "saved 2"
    assert state(folder) == FileStore(folder).load()


@pytest.mark.parametrize("place", ["history", "known.json"])
def test_d07_where_the_step_cannot_be_told_the_book_is_copied(
    folder: DataFolder, store: FileStore, theirs: FileStore, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    save(store, 1)
    real = os.open

    def refuse(path: str, *more: int) -> int:
        if Path(path).name in (place, f"{place}.part"):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return real(path, *more)

    with monkeypatch.context() as fault:
        fault.setattr(os, "open", refuse)
        save(store, 2)

    assert folder.mine.read_bytes() == folder.book.read_bytes()
    assert state(folder) == store.load()
    theirs.apply(add_card(SHOP))
    folder.book.write_bytes((theirs._folder.book).read_bytes())
    assert FileStore(folder).take_in().cards[0].note == "saved 2"


def test_a_step_that_was_not_told_by_a_killed_save_is_copied_by_the_next_window(
    folder: DataFolder, store: FileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(store, 1)

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as fault:
        fault.setattr(saving.Saving, "remember", killed)
        with pytest.raises(KeyboardInterrupt):
            save(store, 2)
    assert state(folder).cards[0].note == "saved 1"

    again = FileStore(folder)
    assert again.take_in().cards[0].note == "saved 2"

    assert again.news() == ()
    assert state(folder).cards[0].note == "saved 2"


@pytest.mark.parametrize("spoil", ["history", "known"])
def test_without_one_of_the_files_the_book_is_still_ours(
    folder: DataFolder, store: FileStore, spoil: str
) -> None:
    for number in range(3):
        save(store, number)
    getattr(folder, spoil).unlink()

    again = FileStore(folder)
    assert again.take_in() == store.load()
    assert again.news() == ()
    save(again, 9)
    assert state(folder).cards[0].note == "saved 9"


def test_steps_that_the_owner_has_left_are_not_taken_again(folder: DataFolder, store: FileStore) -> None:
    first = folder.book.read_bytes()
    for number in range(3):
        save(store, number)

    # What the owner chose is the very book of before the steps.
    saving.Saving(folder, store._clock, store._journal).begin_anew(first)

    assert state(folder).cards == (BANK,)
    assert FileStore(folder).take_in().cards == (BANK,)
    has = known(folder)
    keep(folder, replace(has, seen=("x", *has.seen)))
    assert state(folder).cards == (BANK,)


def test_the_recovery_is_offered_the_last_state(folder: DataFolder, store: FileStore) -> None:
    save(store, 1)
    folder.book.write_bytes(b"{")

    (found,) = [one for one in copies(folder) if one.kind == "mine"]

    assert read_candidate(found).cards[0].note == "saved 1"
    assert found.made.timestamp() >= folder.history.stat().st_mtime - 1


def test_a_step_of_many_records_is_copied(folder: DataFolder, store: FileStore) -> None:
    many = tuple(replace(SHOP, id=f"c{number}", changed=SHOP.changed + timedelta(1)) for number in range(200))

    store.apply(lambda book: replace(book, cards=(*book.cards, *many)))

    assert folder.mine.read_bytes() == folder.book.read_bytes()


def test_an_order_that_no_step_tells_is_copied(folder: DataFolder, store: FileStore) -> None:
    store.apply(add_card(SHOP))

    store.apply(lambda book: replace(book, cards=(replace(SHOP, note="first"), book.cards[0])))

    assert folder.mine.read_bytes() == folder.book.read_bytes()
    assert state(folder) == store.load()


def test_a_line_that_cannot_be_read_ends_the_steps(folder: DataFolder, store: FileStore) -> None:
    for number in range(3):
        save(store, number)
    lines = folder.history.read_bytes().splitlines(keepends=True)
    folder.history.write_bytes(b"".join((*lines[:-1], b"{\n")))

    assert state(folder).cards[0].note == "saved 1"
    assert isinstance(past.past(folder)[0], Step)
    assert FileStore(folder).take_in().cards[0].note == "saved 2"
    assert state(folder).cards[0].note == "saved 2"


CALLS = ((os, "open"), (os, "write"), (os, "fsync"), (os, "close"), (Path, "replace"), (Path, "unlink"))


def save_killed_at(root: Path, number: int) -> bool:
    """Save in a child that ends as it is about to make that call; return whether it came so far."""
    child = os.fork()
    if not child:
        made = 0

        def counted(real: Callable[..., Any]) -> Callable[..., Any]:
            def call(*args: Any, **named: Any) -> Any:
                nonlocal made
                made += 1
                if made == number:
                    os._exit(9)
                return real(*args, **named)

            return call

        store = FileStore(DataFolder(root, DEVICE))
        store.load()
        for place, name in CALLS:
            setattr(place, name, counted(getattr(place, name)))
        save(store, 9)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


@pytest.mark.parametrize("is_opened", [True, False])
def test_d01_a_save_that_leaves_the_copy_is_killed_at_every_call(
    folder: DataFolder, store: FileStore, theirs: FileStore, tmp_path: Path, *, is_opened: bool
) -> None:
    for number in range(2):
        save(store, number)
    assert folder.mine.read_bytes() != folder.book.read_bytes()
    theirs.apply(add_card(SHOP))
    foreign = theirs._folder.book.read_bytes()
    notes = set()

    for number in count(1):
        after = DataFolder(tmp_path / f"killed at {number}", DEVICE)
        shutil.copytree(folder.root, after.root)
        is_killed = save_killed_at(after.root, number)
        note = FileStore(after).load().cards[0].note
        is_reported = "saved 4" in (after.logs / "simdesk.log").read_text()
        assert note in ({"saved 9"} if is_reported else {"saved 1", "saved 9"}), number
        if is_opened:
            opened = FileStore(after)
            assert opened.take_in().cards[0].note == note, number
            assert opened.news() == (), number
            assert state(after).cards[0].note == note, number
        after.book.write_bytes(foreign)

        merged = FileStore(after).take_in()

        assert merged.cards[1] == SHOP, number
        found = merged.cards[0].note
        assert found == note or (not is_opened and not is_reported and found == "saved 1"), number
        notes.add(note)
        if not is_killed:
            break
    assert notes == {"saved 1", "saved 9"}
    assert number > 15


def test_of_two_tombstones_of_one_id_the_right_one_is_told(folder: DataFolder, store: FileStore) -> None:
    later = SHOP.changed + timedelta(1)
    stones = (Tombstone("x", "card", later), Tombstone("x", "renewal", later))
    store.apply(lambda book: replace(book, tombstones=stones))
    copy = folder.mine.read_bytes()

    store.apply(
        lambda book: replace(book, tombstones=(stones[0], replace(stones[1], deleted=later + timedelta(1))))
    )

    assert folder.mine.read_bytes() == copy
    assert state(folder) == store.load()
