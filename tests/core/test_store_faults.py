"""Whatever the disk refuses, the old file stays whole, nothing is left beside it, and one is told why."""

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from simdesk.domain.book import Book
from simdesk.domain.edits import add_card
from simdesk.errors import FileUnreadable, FileUnwritable
from simdesk.storage import durable
from simdesk.storage.book_file import FileStore
from simdesk.storage.durable import write_durably
from simdesk.storage.folder import DataFolder
from tests.core.making import GIFFGAFF, SOFTBANK, card
from tests.core.store_samples import DEVICE

BANK = card(SOFTBANK)
SHOP = card(GIFFGAFF, id="b", label="Shop")


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "book", DEVICE)


@pytest.fixture
def store(folder: DataFolder) -> FileStore:
    """A store that holds one card."""
    made = FileStore(folder)
    made.apply(add_card(BANK))
    return made


def beside(folder: DataFolder) -> list[str]:
    """What lies beside the book, but for its backups."""
    return sorted(path.name for path in folder.root.iterdir() if path.name != "backups")


def failing(number: int) -> Callable[..., Any]:
    """A call that the system refuses."""

    def call(*arguments: Any) -> Any:
        raise OSError(number, os.strerror(number))

    return call


FAULTS = {
    f"{errno.errorcode[number]} on {name}": (name, number)
    for name, numbers in {
        "write": (errno.ENOSPC, errno.EDQUOT, errno.EIO),
        "fsync": (errno.EIO, errno.ENOSPC),
        "replace": (errno.EROFS, errno.EACCES, errno.EIO),
        "open": (errno.EROFS, errno.EACCES, errno.ENOSPC, errno.EMFILE),
    }.items()
    for number in numbers
}


@pytest.mark.parametrize(("name", "number"), FAULTS.values(), ids=FAULTS)
def test_a_refused_save_leaves_the_old_file(
    folder: DataFolder, store: FileStore, monkeypatch: pytest.MonkeyPatch, name: str, number: int
) -> None:
    before = folder.book.read_bytes()
    place: Any = Path if name == "replace" else os
    real = getattr(place, name)

    def refused(*arguments: Any, **named: Any) -> Any:
        if name in ("open", "replace") and not os.fspath(arguments[0]).endswith(".tmp"):
            return real(*arguments, **named)
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as fault:
        fault.setattr(place, name, refused)
        with pytest.raises(FileUnwritable) as told:
            store.apply(add_card(SHOP))

    assert told.value == FileUnwritable(
        folder.book,
        os.strerror(number),
        disk_full=number in (errno.ENOSPC, errno.EDQUOT),
        read_only=number in (errno.EROFS, errno.EACCES),
    )
    assert folder.book.read_bytes() == before
    assert beside(folder) == ["local", "simdesk.json"]
    assert store.apply(add_card(SHOP)) == Book(revision=2, cards=(BANK, SHOP))


def test_a_refusal_on_closing_leaves_the_old_file(
    folder: DataFolder, store: FileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = folder.book.read_bytes()
    synced: list[int] = []
    real_fsync, real_close = os.fsync, os.close

    def fsync(descriptor: int) -> None:
        real_fsync(descriptor)
        synced.append(descriptor)

    def close(descriptor: int) -> None:
        real_close(descriptor)
        if descriptor in synced:
            synced.remove(descriptor)
            raise OSError(errno.EDQUOT, os.strerror(errno.EDQUOT))

    with monkeypatch.context() as fault:
        fault.setattr(os, "fsync", fsync)
        fault.setattr(os, "close", close)
        with pytest.raises(FileUnwritable) as told:
            store.apply(add_card(SHOP))

    assert told.value.disk_full
    assert folder.book.read_bytes() == before
    assert beside(folder) == ["local", "simdesk.json"]


def test_a_disk_that_fills_up_half_way_leaves_the_old_file(
    folder: DataFolder, store: FileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = folder.book.read_bytes()
    real = os.write
    room = [200]

    def write(descriptor: int, data: memoryview) -> int:
        if not room[0]:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        written = real(descriptor, data[: room[0]])
        room[0] -= written
        return written

    with monkeypatch.context() as fault:
        fault.setattr(os, "write", write)
        with pytest.raises(FileUnwritable) as told:
            store.apply(add_card(SHOP))

    assert told.value.disk_full
    assert folder.book.read_bytes() == before
    assert beside(folder) == ["local", "simdesk.json"]


def test_a_system_that_writes_a_little_at_a_time_writes_all(
    store: FileStore, folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: real(descriptor, data[:7]))

    after = store.apply(add_card(SHOP))

    assert FileStore(folder).load() == after


def test_a_system_that_writes_nothing_does_not_hang_us(
    store: FileStore, folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "write", lambda descriptor, data: 0)

    with pytest.raises(FileUnwritable):
        store.apply(add_card(SHOP))

    assert beside(folder) == ["local", "simdesk.json"]


def test_a_folder_that_cannot_be_synced_is_no_refusal(
    store: FileStore, folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(durable, "sync_folder", failing(errno.EINVAL))

    after = store.apply(add_card(SHOP))

    assert FileStore(folder).load() == after


def test_the_file_is_on_the_disk_before_it_is_in_its_place_and_the_folder_after(
    store: FileStore, folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.apply(add_card(card(GIFFGAFF, id="c")))  # before which the backup of the day is made
    steps: list[str] = []
    real_fsync, real_replace = os.fsync, Path.replace

    def fsync(descriptor: int) -> None:
        of_folder = stat.S_ISDIR(os.fstat(descriptor).st_mode)
        steps.append("folder synced" if of_folder else "file synced")
        real_fsync(descriptor)

    def replace(part: Path, target: Path) -> Path:
        steps.append(f"replaced {target.name}")
        assert part.parent == target.parent
        assert part.parent == folder.local or (part.name.startswith(".") and part.name.endswith(".tmp"))
        assert stat.S_IMODE(part.stat().st_mode) == 0o600
        return real_replace(part, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", replace)

    store.apply(add_card(SHOP))

    assert steps == [
        "file synced",
        "replaced mine.coming.json",
        "replaced known.json",
        "replaced simdesk.json",
        "folder synced",
        "replaced mine.json",
    ]


def test_what_a_killed_writer_left_is_removed_and_what_others_left_is_not(
    store: FileStore, folder: DataFolder
) -> None:
    (folder.root / f".simdesk.json.{DEVICE.id}-0123abcd.tmp").write_text("half")
    others = [".simdesk.json.fedcba9876543210-0123abcd.tmp", ".syncthing.simdesk.json.tmp", "notes.tmp"]
    for name in others:
        (folder.root / name).write_text("of somebody else")

    store.apply(add_card(SHOP))

    assert beside(folder) == sorted([*others, "local", "simdesk.json"])


def test_without_the_lock_what_another_may_be_writing_stays(tmp_path: Path) -> None:
    old, young = (tmp_path / f".log.csv.export-{number}.tmp" for number in ("0123abcd", "4567abcd"))
    for part in (old, young):
        part.write_text("half")
    an_hour_ago = young.stat().st_mtime - 3700
    os.utime(old, (an_hour_ago, an_hour_ago))

    write_durably(tmp_path / "cards.csv", b"whole", "export", locked=False)

    assert sorted(path.name for path in tmp_path.iterdir()) == [young.name, "cards.csv"]


def test_all_is_for_the_owner_only(store: FileStore, folder: DataFolder) -> None:
    modes = {
        path.relative_to(folder.root).name: stat.S_IMODE(path.stat().st_mode)
        for path in [folder.root, *folder.root.rglob("*")]
    }

    assert modes == {
        "": 0o700,
        "simdesk.json": 0o600,
        "local": 0o700,
        DEVICE.id: 0o700,
        "history": 0o600,
        "known.json": 0o600,
        "lock": 0o600,
        "mine.json": 0o600,
        "logs": 0o700,
        "simdesk.log": 0o600,
        "version": 0o600,
    }


def test_a_file_that_others_could_read_is_for_the_owner_only_after_a_save(
    store: FileStore, folder: DataFolder
) -> None:
    folder.book.chmod(0o644)

    store.apply(add_card(SHOP))

    assert stat.S_IMODE(folder.book.stat().st_mode) == 0o600


def test_of_a_link_the_target_is_replaced(folder: DataFolder, tmp_path: Path) -> None:
    target = tmp_path / "elsewhere" / "my-cards.json"
    target.parent.mkdir()
    FileStore(folder).apply(add_card(BANK))
    folder.book.rename(target)
    folder.book.symlink_to(target)

    FileStore(folder).apply(add_card(SHOP))

    assert folder.book.is_symlink()
    assert [one.id for one in FileStore(folder).load().cards] == ["a", "b"]
    assert [path.name for path in target.parent.iterdir()] == ["my-cards.json"]


def test_a_link_that_leads_nowhere_is_not_an_empty_book(folder: DataFolder, tmp_path: Path) -> None:
    folder.prepare()
    folder.book.symlink_to(tmp_path / "not mounted" / "simdesk.json")

    for act in (FileStore(folder).load, lambda: FileStore(folder).apply(add_card(BANK))):
        with pytest.raises(FileUnreadable) as told:
            act()
        assert told.value == FileUnreadable(folder.book, os.strerror(errno.ENOENT))
    assert folder.book.is_symlink()


def test_a_book_that_is_gone_is_not_an_empty_book(store: FileStore, folder: DataFolder) -> None:
    folder.book.rename(folder.root / "elsewhere")

    assert store.book_on_disk_changed()
    with pytest.raises(FileUnreadable):
        store.load()
    with pytest.raises(FileUnreadable):
        store.apply(add_card(SHOP))
    assert not folder.book.exists()

    (folder.root / "elsewhere").rename(folder.book)
    assert store.apply(add_card(SHOP)).cards == (BANK, SHOP)


def test_a_folder_or_a_pipe_for_a_book_is_unreadable(folder: DataFolder) -> None:
    folder.prepare()
    os.mkfifo(folder.book)
    with pytest.raises(FileUnreadable):
        FileStore(folder).load()

    folder.book.unlink()
    folder.book.mkdir()
    with pytest.raises(FileUnreadable) as told:
        FileStore(folder).load()
    assert told.value == FileUnreadable(folder.book, os.strerror(errno.EISDIR))


def test_a_file_for_a_folder_is_told_on_reading_and_on_writing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    store = FileStore(DataFolder(tmp_path / "file", DEVICE))

    with pytest.raises(FileUnreadable):
        store.load()
    with pytest.raises(FileUnwritable):
        store.apply(add_card(BANK))
    assert (tmp_path / "file").read_text() == "not a folder"


def test_reading_creates_nothing(tmp_path: Path) -> None:
    store = FileStore(DataFolder(tmp_path / "book", DEVICE))

    assert store.load() == Book()
    assert not store.book_on_disk_changed()

    assert list(tmp_path.iterdir()) == []


def test_the_log_says_what_was_saved_and_only_that(
    store: FileStore, folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.apply(lambda book: book)
    with monkeypatch.context() as fault:
        fault.setattr(os, "fsync", failing(errno.EIO))
        with pytest.raises(FileUnwritable):
            store.apply(add_card(SHOP))
    store.apply(add_card(SHOP))

    lines = (folder.logs / "simdesk.log").read_text().splitlines()
    assert [line.split(" ", 1)[1] for line in lines] == [
        "saved 1",
        "no backup could be made: FileUnwritable",
        "saved 2",
    ]


def test_a_log_that_cannot_be_written_stops_no_save(folder: DataFolder) -> None:
    folder.prepare()
    folder.logs.write_text("a file where a folder should be")

    assert FileStore(folder).apply(add_card(BANK)).revision == 1
