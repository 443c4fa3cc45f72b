"""What a device knows of the states of its book; and that no failure of it ever stops a save or a start."""

import errno
import os
import stat
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from simdesk.domain.book import Book
from simdesk.domain.edits import add_card, change_card
from simdesk.errors import FileUnwritable
from simdesk.storage import book_file, durable
from simdesk.storage import known as known_module
from simdesk.storage.book_file import FileStore
from simdesk.storage.copying import Copying
from simdesk.storage.device import Device
from simdesk.storage.folder import DataFolder
from simdesk.storage.known import (
    SEEN,
    Known,
    digest_of,
    forget,
    keep,
    known,
    put,
    same_content,
    standing,
    writer_of,
)
from simdesk.storage.last import last
from simdesk.storage.reading import read_file
from tests.core.making import GIFFGAFF, SOFTBANK, card
from tests.core.store_samples import DEVICE

BANK = card(SOFTBANK)
SHOP = card(GIFFGAFF, id="b", label="Shop")


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "book", DEVICE)


@pytest.fixture
def store(folder: DataFolder) -> FileStore:
    made = FileStore(folder)
    made.apply(add_card(BANK))
    return made


def test_the_digest_is_of_all_pieces_together() -> None:
    assert digest_of((b"ab", memoryview(b"c"))) == digest_of((b"abc",))
    assert len(digest_of(())) == 32


def test_states_are_known_from_the_oldest_to_the_newest() -> None:
    has = Known().having("a", "b", wrote="b").having("c").having("a")

    assert (has.seen, has.wrote, has.newest) == (("b", "c", "a"), ("b",), "a")
    assert Known().newest == ""


def test_only_the_last_states_are_known() -> None:
    has = Known()
    for number in range(SEEN + 5):
        has = has.having(f"{number}", wrote=f"{number}")
    assert (len(has.seen), has.seen[0], len(has.wrote)) == (SEEN, "5", SEEN)


def test_after_a_save_the_copy_is_the_book_and_its_state_is_known(
    folder: DataFolder, store: FileStore
) -> None:
    first = digest_of((folder.book.read_bytes(),))
    store.apply(add_card(SHOP))

    second = digest_of((folder.book.read_bytes(),))
    assert folder.mine.read_bytes() == folder.book.read_bytes()
    assert not folder.mine_coming.exists()
    assert known(folder).seen == known(folder).wrote == (first, second)
    assert msgspec.json.decode(folder.known.read_bytes())["format"] == 1


@pytest.mark.parametrize("spoilt", [b"", b"{", b"[]", b'{"seen": 1}', b"\xff", b"null", b"[" * 5000])
def test_what_cannot_be_read_is_as_if_nothing_were_known(
    folder: DataFolder, store: FileStore, spoilt: bytes
) -> None:
    folder.known.write_bytes(spoilt)
    folder.mine.write_bytes(spoilt)

    assert known(folder) == Known()
    again = FileStore(folder)
    assert again.load().cards == (BANK,)
    assert again.apply(add_card(SHOP)).cards == (BANK, SHOP)
    assert again.news() == ()
    assert folder.mine.read_bytes() == folder.book.read_bytes()


def test_another_device_says_what_it_wrote_and_what_that_contains(folder: DataFolder) -> None:
    folder.prepare()
    other = DataFolder(folder.root, Device("f" * 16))
    other.prepare()
    keep(other, Known().having("x", wrote="x").having("y").having("z", wrote="z"))
    (folder.root / "local" / "notes").mkdir()
    (folder.root / "local" / "a file").write_text("?")

    assert writer_of(folder, "z") == (other.device.id, ("x", "y"))
    assert writer_of(folder, "y") == ("", ())
    assert writer_of(other, "z") == ("", ())
    assert writer_of(DataFolder(folder.root / "nowhere", DEVICE), "z") == ("", ())


def test_a_file_is_put_in_one_go_for_the_owner_only(tmp_path: Path) -> None:
    put(tmp_path / "x", (b"a", memoryview(b"bc")))

    assert (tmp_path / "x").read_bytes() == b"abc"
    assert stat.S_IMODE((tmp_path / "x").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["x"]
    assert same_content(tmp_path / "x", b"abc")
    assert not same_content(tmp_path / "x", b"abd")
    assert not same_content(tmp_path / "y", b"")


def test_coarse_times_say_nothing(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"x")
    os.utime(path, ns=(0, 1_700_000_000_123_000_000))
    assert standing(path) is not None
    os.utime(path, ns=(0, 1_700_000_000_000_000_000))
    assert standing(path) is None
    assert standing(tmp_path / "none") is None


PLACES = ("mine.coming.json", "known.json", "history", "mine.json")


@pytest.mark.parametrize("place", PLACES)
def test_d05_what_cannot_be_kept_beside_the_book_stops_no_save(
    folder: DataFolder, store: FileStore, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    real_open, real_replace = os.open, Path.replace

    def refuse(path: Any, *more: Any, **named: Any) -> int:
        if Path(path).name in (place, f"{place}.part"):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return real_open(path, *more, **named)

    def refuse_replace(path: Path, target: Path) -> Path:
        if Path(target).name == place:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return real_replace(path, target)

    with monkeypatch.context() as fault:
        fault.setattr(os, "open", refuse)
        fault.setattr(Path, "replace", refuse_replace)
        assert store.apply(add_card(SHOP)).cards == (BANK, SHOP)

    again = FileStore(folder)
    assert again.load() == store.load()
    assert again.take_in() == store.load()
    assert again.news() == ()
    assert again.apply(change_card(replace(BANK, note="on"))).cards[0].note == "on"
    assert FileStore(folder).load().cards[1] == SHOP
    assert "kept: OSError" in (folder.logs / "simdesk.log").read_text() or place == "history"


@pytest.mark.parametrize("place", ["mine.coming.json", "known.json", "mine.json"])
def test_d06_on_windows_what_another_program_has_open_for_a_moment_is_kept(
    folder: DataFolder, store: FileStore, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    real, refused = Path.replace, list[Path]()

    def replace_it(path: Path, target: Path) -> Path:
        if target.name == place and len(refused) < 3:
            refused.append(target)
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return real(path, target)

    with monkeypatch.context() as windows:
        windows.setattr(durable, "sys", SimpleNamespace(platform="win32"))
        windows.setattr(durable, "time", SimpleNamespace(sleep=lambda _seconds: None))
        windows.setattr(Path, "replace", replace_it)
        store.apply(add_card(SHOP))

    assert refused
    assert folder.mine.read_bytes() == folder.book.read_bytes()
    assert known(folder).newest == digest_of((folder.book.read_bytes(),))


@pytest.mark.parametrize("large", [True, False])
def test_d05_where_only_the_book_has_room_it_gets_it(
    folder: DataFolder, store: FileStore, monkeypatch: pytest.MonkeyPatch, large: bool
) -> None:
    """Of a large book the copy is made at the same time, and may take the last of the room."""
    real = os.write
    copies = (folder.mine_coming, folder.mine_coming.with_name("mine.coming.json.part"))

    def write(descriptor: int, data: bytes) -> int:
        of_book = Path(f"/proc/self/fd/{descriptor}").readlink().name.startswith(".simdesk.json")
        until = time.monotonic() + 0.5
        while of_book and large and time.monotonic() < until:
            if any(path.exists() for path in copies):
                refused.append(errno.ENOSPC)
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(descriptor, data)

    refused: list[int] = []
    with monkeypatch.context() as fault:
        fault.setattr(os, "write", write)
        fault.setattr(known_module, "LARGE", 0 if large else known_module.LARGE)
        store.apply(add_card(SHOP))

    assert FileStore(folder).load().cards == (BANK, SHOP)
    assert bool(refused) is large
    kept = last(folder)
    assert kept is not None
    assert kept.book.cards == (BANK, SHOP)
    assert FileStore(folder).take_in().cards == (BANK, SHOP)
    assert not folder.mine_coming.exists()


def test_a_save_that_was_refused_is_not_known(
    folder: DataFolder, store: FileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = known(folder)

    def refuse(path: Path, target: Path) -> Path:
        if target == folder.book:
            raise OSError(errno.EROFS, os.strerror(errno.EROFS))
        return real(path, target)

    real = Path.replace
    with monkeypatch.context() as fault:
        fault.setattr(Path, "replace", refuse)
        with pytest.raises(FileUnwritable):
            store.apply(add_card(SHOP))

    assert known(folder) == before
    assert not folder.mine_coming.exists()
    assert FileStore(folder).load().cards == (BANK,)


def test_who_opens_a_window_first_keeps_a_copy_of_what_is_there(folder: DataFolder, store: FileStore) -> None:
    forget(folder)
    assert not folder.mine.exists()
    assert FileStore(folder).load().cards == (BANK,)
    assert not folder.mine.exists()

    FileStore(folder).take_in()

    assert folder.mine.read_bytes() == folder.book.read_bytes()


def test_a_folder_that_cannot_be_written_is_shown_all_the_same(
    folder: DataFolder, store: FileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    forget(folder)

    def refuse(*_: object) -> None:
        raise FileUnwritable(folder.lock, "Read-only file system", read_only=True)

    monkeypatch.setattr(DataFolder, "prepare", refuse)

    assert FileStore(folder).take_in() == Book(revision=1, cards=(BANK,))


def test_a_large_book_is_known_by_how_its_file_stands(
    folder: DataFolder, store: FileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (known_module, book_file):
        monkeypatch.setattr(module, "LARGE", 0)
    store.apply(add_card(SHOP))
    assert known(folder).stands == standing(folder.book)
    with monkeypatch.context() as unread:
        unread.delattr(book_file, "read_file")
        assert not store.book_on_disk_changed()
        assert store.load().cards == (BANK, SHOP)

    again = FileStore(folder)
    assert again.load() == store.load()
    folder.book.write_bytes(folder.book.read_bytes().replace(b"Shop", b"Chop"))
    assert store.book_on_disk_changed()
    assert again.book_on_disk_changed()
    assert again.load().cards[1].label == "Chop"


@pytest.mark.parametrize("way", ["edit", "copy"])
def test_d06_what_took_the_place_of_a_large_book_while_that_was_saved_is_not_taken_for_it(
    folder: DataFolder, store: FileStore, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    for module in (known_module, book_file):
        monkeypatch.setattr(module, "LARGE", 0)
    theirs = folder.book.read_bytes().replace(b"Bank codes", b"Tank codes")
    real = Copying.settle

    def settle(copying: Copying, *, led: bool = False) -> None:
        (folder.root / "theirs").write_bytes(theirs)
        (folder.root / "theirs").replace(folder.book)
        real(copying, led=led)

    if way == "copy":
        forget(folder)
    with monkeypatch.context() as race:
        race.setattr(Copying, "settle", settle)
        if way == "edit":
            store.apply(add_card(SHOP))
        else:
            FileStore(folder).take_in()

    assert known(folder).stands is None
    assert store.book_on_disk_changed()
    assert FileStore(folder).load().cards[0].label == "Tank codes"


def test_d06_what_comes_while_a_large_book_is_read_is_not_taken_for_it(
    folder: DataFolder, store: FileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (known_module, book_file):
        monkeypatch.setattr(module, "LARGE", 0)
    store.apply(add_card(SHOP))
    theirs = folder.book.read_bytes().replace(b"Shop", b"Chop")
    real = read_file

    def read(path: Path) -> bytes | None:
        if path == folder.book and theirs != folder.book.read_bytes():
            (folder.root / "theirs").write_bytes(theirs)
            (folder.root / "theirs").replace(path)
        return real(path)

    with monkeypatch.context() as race:
        race.setattr(book_file, "read_file", read)
        book = store.apply(change_card(replace(BANK, note="on")))

    assert [one.label for one in book.cards] == ["Bank codes", "Chop"]
    assert FileStore(folder).load() == book
