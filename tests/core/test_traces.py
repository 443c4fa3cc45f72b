"""A folder without a book in which something of one lies is not the empty book of a first start."""

import errno
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from simdesk.cli import main
from simdesk.domain.edits import add_card
from simdesk.errors import FileUnreadable
from simdesk.storage.backups import keep_backup
from simdesk.storage.book_file import FileStore
from simdesk.storage.device import Device
from simdesk.storage.examining import examine
from simdesk.storage.folder import DataFolder, data_folder
from simdesk.storage.known import Known, keep, put
from simdesk.storage.traces import has_traces, is_missing
from tests.core.making import SOFTBANK, card

BANK = card(SOFTBANK)
OTHER = "fedcba9876543210"


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return data_folder(str(tmp_path / "book"), {})


def beside(folder: DataFolder) -> DataFolder:
    """The same folder as another device sees it, after that has saved a book; the book is gone again."""
    other = DataFolder(folder.root, Device(OTHER))
    FileStore(other).apply(add_card(BANK))
    folder.book.unlink()
    return other


def only(folder: DataFolder, *kept: str) -> None:
    """Leave of what another device has only the files *kept*."""
    for path in beside(folder).local.iterdir():
        if path.name not in kept and path.is_file():
            path.unlink()


def backed_up(folder: DataFolder) -> None:
    store = FileStore(folder)
    store.apply(add_card(BANK))
    keep_backup(folder, folder.book.read_bytes(), datetime(2026, 11, 21, tzinfo=UTC), "day")
    folder.book.unlink()
    for path in (folder.mine, folder.known, folder.history):
        path.unlink()


def named(name: str) -> Callable[[DataFolder], None]:
    def make(folder: DataFolder) -> None:
        (folder.root / name).parent.mkdir(parents=True)
        (folder.root / name).write_bytes(b"{}")

    return make


TRACES: dict[str, Callable[[DataFolder], None]] = {
    "the last book of another device": lambda folder: only(folder, "mine.json"),
    "the history of another device": lambda folder: only(folder, "history"),
    "what another device knows": lambda folder: only(folder, "known.json"),
    "a backup": backed_up,
    "a conflict copy among the backups": named("backups/conflicts/simdesk.sync-conflict-1.json"),
    "a conflict copy": named("simdesk.sync-conflict-20261121-120000-ABCDEFG.json"),
    "a damaged book": named("simdesk.damaged-20261121T120000Z.json"),
    "a newer book": named("simdesk.newer-20261121T120000Z.json"),
    "a receipt": named("receipts/5f1e.png"),
}


@pytest.mark.parametrize("make", TRACES.values(), ids=TRACES)
def test_d02_a_book_that_has_not_come_yet_is_not_an_empty_one(
    folder: DataFolder, make: Callable[[DataFolder], None]
) -> None:
    make(folder)
    missing = FileUnreadable(folder.book, os.strerror(errno.ENOENT))

    assert is_missing(folder)
    acts: tuple[Callable[[], object], ...] = (
        FileStore(folder).load,
        FileStore(folder).take_in,
        lambda: FileStore(folder).apply(add_card(BANK)),
    )
    for act in acts:
        with pytest.raises(FileUnreadable) as told:
            act()
        assert told.value == missing
    assert missing in examine(folder)
    assert not folder.book.exists()


def test_d02_a_store_that_began_with_an_empty_folder_sees_what_came_since(folder: DataFolder) -> None:
    store = FileStore(folder)
    assert store.load().cards == ()
    only(folder, "mine.json")

    with pytest.raises(FileUnreadable):
        store.apply(add_card(BANK))
    assert not folder.book.exists()


def nothing(_folder: DataFolder) -> None:
    """No folder at all."""


def settings_only(folder: DataFolder) -> None:
    """What a device leaves that never had a card: settings, a log, an empty folder of receipts."""
    for local in (folder.local, folder.local.with_name(OTHER)):
        (local / "logs").mkdir(parents=True)
        (local / "settings.json").write_text("{}")
        (local / "lock").touch()
    folder.receipts.mkdir()
    (folder.root / "backups").mkdir()
    folder.catalog.write_text("{}")
    (folder.root / "desktop.ini").touch()


def killed(folder: DataFolder) -> None:
    """What a first save leaves that was killed just before the book took its place."""
    folder.prepare()
    put(folder.mine_coming, (b"{}",))
    keep(folder, Known().having("d", wrote="d"))


def restoring(folder: DataFolder) -> None:
    """What a restore leaves that was killed before the book took its place."""
    folder.prepare()
    folder.receipts.mkdir()
    (folder.receipts / f"{'0' * 64}.png").touch()
    folder.restoring.write_bytes(b'{"format": 1, "book": null, "receipts": ["%b.png"]}' % (b"0" * 64))


@pytest.mark.parametrize("make", [nothing, settings_only, killed, restoring])
def test_where_no_book_ever_was_the_first_save_makes_one(
    folder: DataFolder, make: Callable[[DataFolder], None]
) -> None:
    make(folder)
    assert not has_traces(folder)
    assert not is_missing(folder)
    assert FileStore(folder).load().cards == ()

    FileStore(folder).apply(add_card(BANK))

    assert has_traces(folder)
    assert not is_missing(folder)
    assert FileStore(folder).load().cards == (BANK,)


CARDS = (
    "id,label,number,basis,counted_from,valid_for,timezone\r\nz,Z,+819000000000,expiry,,P60D,Asia/Tokyo\r\n"
)


@pytest.mark.parametrize(
    "words",
    [
        ("list",),
        ("list", "--json"),
        ("due",),
        ("check",),
        ("export", "log", "-"),
        ("import", "cards", "cards.csv"),
        ("backup", "all.simdesk"),
    ],
    ids=" ".join,
)
def test_d02_every_command_says_that_the_book_is_not_there(
    folder: DataFolder,
    words: tuple[str, ...],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    only(folder, "known.json")
    monkeypatch.chdir(tmp_path)
    Path("cards.csv").write_bytes(CARDS.encode("utf-8-sig"))

    assert main(["--data-dir", str(folder.root), "--lang", "en", *words]) == 2

    out, error = capsys.readouterr()
    assert out == ""
    assert error == f"{folder.book} cannot be read: there is no such file or folder. Nothing was changed.\n"
    assert not folder.book.exists()
    assert not Path("all.simdesk").exists()
