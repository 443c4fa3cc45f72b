"""Which files are conflict copies, and what becomes of them."""

import os
from pathlib import Path

import pytest

from simdesk.domain.book import Book
from simdesk.errors import FileDamaged, FileNewer
from simdesk.storage.conflict_copies import archive, found, is_conflict_copy, read, unreadable_copies
from simdesk.storage.decoding import encode
from simdesk.storage.folder import DataFolder
from tests.core.making import SOFTBANK, card
from tests.core.store_samples import DEVICE

NAME = "simdesk.sync-conflict-20261121-120000-ABCDEFG.json"


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    made = DataFolder(tmp_path / "book", DEVICE)
    made.prepare()
    return made


@pytest.mark.parametrize(
    "name",
    [
        NAME,
        "simdesk (conflicted copy 2026-11-21 120000).json",
        "simdesk (Alice's conflicted copy 2026-11-21).json",
        "simdesk (Alice 的冲突副本 2026-11-21).json",
        "simdesk_conflict-20261121-120000.json",
        "simdesk-conflict-1.json",
    ],
)
def test_these_are(name: str) -> None:
    assert is_conflict_copy(name)


@pytest.mark.parametrize(
    "name",
    [
        "simdesk.json",
        "simdesk (copy).json",
        "catalog.sync-conflict-20261121-120000-ABCDEFG.json",
        "simdesk.sync-conflict-20261121-120000-ABCDEFG.json.tmp",
        ".syncthing.simdesk.sync-conflict-20261121.json.tmp",
        "notes about a conflict-1.json",
    ],
)
def test_these_are_not(name: str) -> None:
    assert not is_conflict_copy(name)


def test_where_there_is_no_folder_there_are_none(tmp_path: Path) -> None:
    assert found(DataFolder(tmp_path / "none", DEVICE)) == ()


def test_each_is_read_or_it_is_said_why_not(folder: DataFolder) -> None:
    book = Book(cards=(card(SOFTBANK),))
    (folder.root / NAME).write_bytes(encode(book))
    (folder.root / "simdesk-conflict-1.json").write_bytes(b"{")
    (folder.root / "simdesk-conflict-2.json").write_bytes(b'{"format": 7}')

    good, refused = read(folder, found(folder))

    assert [(one.path.name, one.book) for one in good] == [(NAME, book)]
    assert [type(error) for error in refused] == [FileDamaged, FileNewer]
    assert unreadable_copies(folder) == refused


def test_one_that_was_seen_half_written_is_seen_again_though_times_are_of_whole_seconds(
    folder: DataFolder,
) -> None:
    path, whole, seen = folder.root / NAME, encode(Book(cards=(card(SOFTBANK),))), []
    for data in (whole[:40], whole):
        path.write_bytes(data)
        os.utime(path, (1_790_000_000, 1_790_000_000))
        seen.append(found(folder))

    assert seen[0] != seen[1]


def test_one_that_is_gone_meanwhile_is_no_failure(folder: DataFolder) -> None:
    path = folder.root / NAME
    path.write_bytes(encode(Book()))
    there = found(folder)
    path.unlink()

    assert read(folder, there) == ([], [])
    archive(folder, [path])
    assert list(folder.conflicts.iterdir()) == []


def test_an_archived_one_takes_no_other_one_s_place(folder: DataFolder) -> None:
    path = folder.root / NAME
    for text in ("first", "second", "third"):
        path.write_text(text)
        archive(folder, [path])

    assert {one.name: one.read_text() for one in folder.conflicts.iterdir()} == {
        NAME: "first",
        NAME.replace(".json", "-2.json"): "second",
        NAME.replace(".json", "-3.json"): "third",
    }
