"""A save that is refused leaves the folder as it was, with the backup that was made for it."""

import errno
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from simdesk.domain.book import Book
from simdesk.domain.edits import add_card
from simdesk.errors import FileUnwritable
from simdesk.storage import saving
from simdesk.storage.backups import LAST, BackupReason, add_backup, backup_folder, backups
from simdesk.storage.book_file import FileStore
from simdesk.storage.durable import write_durably
from simdesk.storage.folder import DataFolder
from simdesk.storage.recovering import put_in_place
from tests.core.making import GIFFGAFF, SOFTBANK, card
from tests.core.store_samples import DEVICE

BANK, SHOP = card(SOFTBANK), card(GIFFGAFF, id="b", label="Shop")
FULL = FileUnwritable(Path("simdesk.json"), os.strerror(errno.ENOSPC), disk_full=True, read_only=False)


class Stopped:
    """A clock at noon in Tokyo."""

    def now(self) -> datetime:
        return datetime(2026, 11, 21, 12, tzinfo=timezone(timedelta(hours=9)))


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    folder = DataFolder(tmp_path / "book", DEVICE)
    FileStore(folder, Stopped()).apply(add_card(BANK))
    return folder


def tree(folder: DataFolder) -> dict[str, bytes | None]:
    """Everything in the folder but the lock and the log: the content of files, None for folders."""
    found = {path.relative_to(folder.root): path for path in folder.root.rglob("*")}
    return {
        str(name): path.read_bytes() if path.is_file() else None
        for name, path in found.items()
        if name.name != "lock" and "logs" not in name.parts
    }


def full(monkeypatch: pytest.MonkeyPatch, when: Callable[[], bool] = lambda: True) -> None:
    """Let there be no room for the book."""

    def write(*arguments: Any, **named: Any) -> None:
        if when():
            raise FULL
        write_durably(*arguments, **named)

    monkeypatch.setattr(saving, "write_durably", write)


@pytest.mark.parametrize("reason", ["import", "restore", "merge", None])
def test_d05_no_backup_and_no_folder_for_it_is_left_of_a_save_that_is_refused(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch, reason: BackupReason | None
) -> None:
    before = tree(folder)
    full(monkeypatch)

    with pytest.raises(FileUnwritable):
        FileStore(folder, Stopped()).apply(add_card(SHOP), backup=reason)

    assert tree(folder) == before
    assert not backup_folder(folder).exists()


def test_d05_no_older_backup_makes_way_for_a_save_that_is_refused(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    for minute in range(LAST + 3):
        data = folder.book.read_bytes() + b" " * minute
        add_backup(folder, data, datetime(2026, 11, 1, 0, minute, tzinfo=UTC), "day")
    before = tree(folder)

    with monkeypatch.context() as context:
        full(context)
        with pytest.raises(FileUnwritable):
            FileStore(folder, Stopped()).apply(add_card(SHOP), backup="import")
    assert tree(folder) == before

    FileStore(folder, Stopped()).apply(add_card(SHOP), backup="import")
    assert backups(folder)[0].reason == "import"
    assert len(backups(folder)) == LAST


def test_d05_where_there_is_room_for_one_only_the_book_comes_before_the_backup_of_the_day(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    full(monkeypatch, lambda: bool(backups(folder)))

    FileStore(folder, Stopped()).apply(add_card(SHOP))

    assert [one.id for one in FileStore(folder).load().cards] == [BANK.id, SHOP.id]
    assert not backup_folder(folder).exists()


def test_d05_a_backup_that_was_asked_for_never_makes_way(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tree(folder)
    full(monkeypatch, lambda: bool(backups(folder)))

    with pytest.raises(FileUnwritable):
        FileStore(folder, Stopped()).apply(add_card(SHOP), backup="import")

    assert tree(folder) == before


def test_d02_a_copy_that_cannot_be_put_in_place_leaves_all_as_it_was(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.book.write_bytes(b"{")
    before = tree(folder)
    full(monkeypatch)

    with pytest.raises(FileUnwritable):
        put_in_place(folder, Book(cards=(SHOP,)), Stopped())

    assert tree(folder) == before
