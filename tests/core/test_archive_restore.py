"""A restore: everything the archive has, or everything as it was, whatever happens in between."""

import errno
import hashlib
import os
import shutil
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from simdesk.clock import SystemClock
from simdesk.domain.book import Book
from simdesk.domain.edits import add_card, change_card
from simdesk.errors import (
    ArchiveRefused,
    FileBusy,
    FileDamaged,
    FileNewer,
    FileUnreadable,
    FileUnwritable,
    SimDeskError,
)
from simdesk.exchange import archive_restoring
from simdesk.exchange.archive_reading import opened
from simdesk.exchange.archive_report import restored_sentences
from simdesk.exchange.archive_restoring import Restored, restore
from simdesk.exchange.archive_writing import packing
from simdesk.storage import durable, unfinished
from simdesk.storage.backups import backups, read_backup
from simdesk.storage.book_file import FileStore
from simdesk.storage.device import Device
from simdesk.storage.examining import examine
from simdesk.storage.folder import DataFolder
from simdesk.storage.known import forget
from simdesk.storage.lock import writing
from simdesk.storage.own_catalog import load_own
from simdesk.storage.receipts import keep_receipt_bytes
from simdesk.storage.settings import load_settings
from tests.core.archive_making import (
    CATALOG,
    MOMENT,
    OTHER_CATALOG,
    PDF,
    PNG,
    SETTINGS,
    archived,
    full_folder,
    holdings,
    other_folder,
)
from tests.core.making import HIS, card
from tests.core.store_samples import DEVICE


@pytest.fixture
def source(tmp_path: Path) -> DataFolder:
    return full_folder(tmp_path / "source")


@pytest.fixture
def archive(source: DataFolder, tmp_path: Path) -> Path:
    return archived(source, tmp_path / "all.simdesk")


@pytest.fixture
def target(tmp_path: Path) -> DataFolder:
    return other_folder(tmp_path / "target")


def restored(folder: DataFolder, archive: Path, **more: Any) -> Restored:
    with opened(archive) as found:
        return restore(folder, found, MOMENT, label="Restore", **more)


def test_in_an_empty_folder_all_is_byte_for_byte_what_it_was(
    source: DataFolder, archive: Path, tmp_path: Path
) -> None:
    target = DataFolder(tmp_path / "new", DEVICE)

    done = restored(target, archive, with_settings=True)

    wanted = holdings(source)
    unnamed = hashlib.sha256(PNG + b" that nobody names").hexdigest()
    del wanted[f"receipts/{unnamed}.png"]
    assert holdings(target) == wanted
    assert done == Restored(
        cards=2, renewals=2, receipts=2, added=2, left_out=(), catalog=True, settings=True, kept=()
    )
    assert FileStore(target).load() == FileStore(source).load()
    assert target.book.read_bytes() == source.book.read_bytes(), "nor does a look at it change it"
    assert examine(target) == []
    assert not target.restoring.exists()


def test_the_settings_are_those_of_the_device_unless_asked_for(archive: Path, target: DataFolder) -> None:
    done = restored(target, archive)
    assert (done.settings, load_settings(target).value.language) == (False, "zh_TW")

    done = restored(target, archive, with_settings=True)
    assert (done.settings, load_settings(target).value) == (True, SETTINGS)


def test_what_was_there_is_replaced_and_kept(archive: Path, source: DataFolder, target: DataFolder) -> None:
    before = FileStore(target).load()

    done = restored(target, archive)

    assert done.undoable
    after, wanted = FileStore(target).load(), FileStore(source).load()
    assert [(one.id, one.label) for one in after.cards] == [(one.id, one.label) for one in wanted.cards]
    assert [one.id for one in after.renewals] == ["r1", "r2"]
    assert {(one.kind, one.id) for one in after.tombstones} == {("card", "mine"), ("renewal", "r9")}
    (backup,) = (one for one in backups(target) if one.reason == "restore")
    assert read_backup(target, backup) == before
    assert load_own(target).value == load_own(source).value
    (catalog,) = done.kept
    assert catalog.name == f"catalog-20261121T030005Z-{DEVICE.id}.json"
    assert (catalog.parent, catalog.read_bytes()) == (target.root / "backups", OTHER_CATALOG)
    assert (done.added, done.receipts) == (2, 2)
    assert examine(target) == []


def test_a_receipt_is_never_removed_and_a_spoilt_one_is_made_whole(archive: Path, target: DataFolder) -> None:
    (mine,) = target.receipts.iterdir()
    spoilt = target.receipts / f"{hashlib.sha256(PDF).hexdigest()}.pdf"
    spoilt.write_bytes(b"half")

    assert restored(target, archive).added == 2

    assert mine.exists()
    assert spoilt.read_bytes() == PDF


def test_the_same_archive_again_changes_nothing(archive: Path, target: DataFolder) -> None:
    restored(target, archive)
    before = holdings(target)

    done = restored(target, archive)

    assert holdings(target) == before
    assert (done.added, done.kept) == (0, ())


def test_d02_over_a_damaged_book_the_damaged_one_is_kept(
    archive: Path, source: DataFolder, target: DataFolder
) -> None:
    damaged = target.book.read_bytes()[:-20]
    target.book.write_bytes(damaged)

    done = restored(target, archive)

    assert target.book.read_bytes() == source.book.read_bytes()
    assert FileStore(target).load() == FileStore(source).load()
    kept = target.root / "simdesk.damaged-20261121T030005Z.json"
    assert kept in done.kept
    assert kept.read_bytes() == damaged


@pytest.mark.parametrize(
    ("data", "error"), [(b'{"format": 2, "colour": "red"}', FileNewer), ("a folder", FileUnreadable)]
)
def test_d04_over_a_newer_or_unreadable_book_nothing_is_restored(
    archive: Path, target: DataFolder, data: bytes | str, error: type[SimDeskError]
) -> None:
    target.book.unlink()
    if isinstance(data, bytes):
        target.book.write_bytes(data)
    else:
        target.book.mkdir()
    catalog = target.catalog.read_bytes()

    with pytest.raises(error):
        restored(target, archive, with_settings=True)

    assert target.catalog.read_bytes() == catalog
    assert load_settings(target).value.language == "zh_TW"


def test_what_the_archive_had_to_do_without_is_told(
    source: DataFolder, target: DataFolder, tmp_path: Path
) -> None:
    name = f"{hashlib.sha256(PNG).hexdigest()}.png"
    (source.receipts / name).unlink()

    done = restored(target, archived(source, tmp_path / "a.simdesk"))

    assert (done.left_out, done.receipts) == ((name,), 1)


def test_an_archive_without_catalog_and_settings_leaves_them(
    source: DataFolder, target: DataFolder, tmp_path: Path
) -> None:
    source.catalog.unlink()
    source.settings.unlink()

    done = restored(target, archived(source, tmp_path / "a.simdesk"), with_settings=True)

    assert (done.catalog, done.settings, done.kept) == (False, False, ())
    assert target.catalog.read_bytes() == OTHER_CATALOG
    assert load_settings(target).value.language == "zh_TW"


def test_while_another_writes_nothing_is_restored(
    archive: Path, target: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    from simdesk.storage import lock

    def held(descriptor: int) -> None:
        raise OSError(errno.EWOULDBLOCK, os.strerror(errno.EWOULDBLOCK))

    before = holdings(target)
    with monkeypatch.context() as fault:
        fault.setattr(lock, "_try", held)
        fault.setattr(time, "monotonic", iter(range(0, 10_000, 20)).__next__)
        with pytest.raises(FileBusy):
            restored(target, archive)

    assert holdings(target) == before


FAULTS = ("write", "fsync", "replace", "open")


class Failing:
    """A call of the system that is refused the *count*-th time, counted from 0, or from then on."""

    def __init__(
        self, real: Callable[..., Any], number: int, count: int, *, for_ever: bool, parts: bool
    ) -> None:
        self.real, self.number, self.left = real, number, count
        self.for_ever, self.parts = for_ever, parts

    def __get__(self, instance: object, owner: type) -> Callable[..., Any]:
        """Be a method too, where it stands in the place of one."""
        return partial(self, instance)

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        if not self.parts or str(arguments[0]).endswith((".tmp", ".part")):
            self.left -= 1
            if self.left == -1 or (self.for_ever and self.left < 0):
                raise OSError(self.number, os.strerror(self.number))
        return self.real(*arguments, **named)


@pytest.mark.parametrize("for_ever", [False, True], ids=["once", "for ever"])
@pytest.mark.parametrize("with_book", [True, False], ids=["book", "no book"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
@pytest.mark.parametrize("name", FAULTS)
def test_d05_a_restore_that_the_disk_refuses_at_any_step_has_changed_nothing(
    *,
    archive: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    number: int,
    with_book: bool,
    for_ever: bool,
) -> None:
    place: Any = Path if name == "replace" else os
    refusals, reached = 0, True
    for count in range(200):
        target = DataFolder(tmp_path / f"target {count}", DEVICE)
        if with_book:
            other_folder(target.root)
        else:
            target.prepare()
        before = holdings(target)
        call = Failing(
            getattr(place, name), number, count, for_ever=for_ever, parts=name in ("replace", "open")
        )
        with monkeypatch.context() as fault:
            fault.setattr(place, name, call)
            try:
                restored(target, archive, with_settings=True)
            except FileUnwritable:
                refusals += 1
                failed = True
            else:
                failed = False
        if for_ever:
            with writing(target):
                pass
        assert not target.restoring.exists()
        if failed:
            assert holdings(target) == before, f"at {name} number {count}"
        else:
            assert target.catalog.read_bytes() == CATALOG
            assert load_settings(target).value == SETTINGS
            assert len(FileStore(target).load().renewals) == 2
        reached = call.left < 0
        if not reached:
            break
    assert refusals > 4
    assert not reached, "it was refused at every step"


def all_but_local(folder: DataFolder) -> dict[str, bytes | None]:
    """Every file with its content, and every folder, but for what is the device's own."""
    return {
        str(path.relative_to(folder.root)): None if path.is_dir() else path.read_bytes()
        for path in folder.root.rglob("*")
        if not path.is_relative_to(folder.local.parent)
    }


@pytest.mark.parametrize("book", ["sound", "damaged", "none"])
def test_d05_a_restore_that_was_refused_leaves_nothing_lying_about(
    archive: Path, target: DataFolder, monkeypatch: pytest.MonkeyPatch, book: str
) -> None:
    if book == "damaged":
        target.book.write_bytes(b'{"format": 1,')
    elif book == "none":
        target.book.unlink()
    shutil.rmtree(target.receipts)
    before = all_but_local(target)

    def refused(part: Path, path: Path) -> None:
        if path == target.book:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        part.replace(path)

    with monkeypatch.context() as fault:
        fault.setattr(durable, "take_place", refused)
        with pytest.raises(FileUnwritable):
            restored(target, archive)

    assert all_but_local(target) == before
    assert restored(target, archive).catalog
    assert set(before) < set(all_but_local(target)) | {"simdesk.json"}


class KilledError(BaseException):
    """The process ends here, and nothing of it runs any more."""


STEPS = ("_add_receipts", "_keep_former", "write_durably", "finish")


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("with_book", [True, False])
def test_a_restore_that_ends_at_any_step_is_undone_by_the_next_writer_or_was_done(
    *,
    archive: Path,
    source: DataFolder,
    target: DataFolder,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    after: bool,
    with_book: bool,
) -> None:
    if not with_book:
        target = DataFolder(target.root.with_name("fresh"), DEVICE)
        target.prepare()
    before = holdings(target)
    real = getattr(archive_restoring, step)

    def ends(*arguments: Any, **named: Any) -> None:
        if after:
            real(*arguments, **named)
        raise KilledError

    def nothing(folder: DataFolder) -> None:
        pass

    with monkeypatch.context() as fault:
        fault.setattr(archive_restoring, step, ends)
        fault.setattr(archive_restoring, "roll_back", nothing)
        with pytest.raises(KilledError):
            restored(target, archive, with_settings=True)

    done = step == "finish"
    assert target.restoring.exists() is not (done and after)
    with writing(target):
        pass
    assert not target.restoring.exists()
    if done:
        assert target.catalog.read_bytes() == CATALOG
        assert len(FileStore(target).load().renewals) == 2
    else:
        assert holdings(target) == before
    assert examine(target) == []
    FileStore(target).apply(add_card(card(HIS, id="next")))
    assert FileStore(target).load().card("next") is not None


def test_to_undo_takes_back_only_what_the_restore_did(archive: Path, target: DataFolder) -> None:
    """What another computer has put there meanwhile stays, and a receipt that the book names by now too."""
    named = f"{hashlib.sha256(PNG).hexdigest()}.png"
    with opened(archive) as found, writing(target):
        unfinished.begin(target, found.receipts, {target.catalog: CATALOG, target.settings: b"new"})
        for name in found.receipts:
            (target.receipts / name).write_bytes(found.receipt(name))
    target.catalog.write_bytes(b"by another computer")
    # In the book that is there the receipt is named, and by its digest it is the one before the restore.
    note = target.restoring.read_bytes()
    renamed = target.book.read_bytes().replace(
        next(path.name for path in target.receipts.iterdir() if path.name not in found.receipts).encode(),
        named.encode(),
    )
    old, new = (hashlib.sha256(data).hexdigest().encode() for data in (target.book.read_bytes(), renamed))
    target.book.write_bytes(renamed)
    target.restoring.write_bytes(note.replace(old, new))

    with writing(target):
        pass

    assert target.catalog.read_bytes() == b"by another computer"
    assert load_settings(target).value.language == "zh_TW"
    assert (target.receipts / named).read_bytes() == PNG
    assert not (target.receipts / f"{hashlib.sha256(PDF).hexdigest()}.pdf").exists()


@pytest.mark.parametrize("with_book", [True, False])
def test_a_book_of_another_computer_is_not_the_one_that_a_restore_was_to_bring(
    archive: Path, source: DataFolder, target: DataFolder, with_book: bool
) -> None:
    if not with_book:
        target.book.unlink()
        forget(target)
    with opened(archive) as found, writing(target):
        unfinished.begin(target, found.receipts, {target.catalog: CATALOG}, None if with_book else found.data)
        target.catalog.write_bytes(CATALOG)
    target.book.write_bytes(source.book.read_bytes().replace(b'"revision"', b' "revision"'))

    with writing(target):
        pass

    assert not target.restoring.exists()
    assert target.catalog.read_bytes() == OTHER_CATALOG


def test_what_came_from_outside_before_a_restore_is_told(
    archive: Path, target: DataFolder, tmp_path: Path
) -> None:
    there = DataFolder(tmp_path / "there", Device("f" * 16))
    shutil.copytree(target.root, there.root)
    shutil.rmtree(there.root / "local")
    for folder, label in ((target, "here"), (there, "there")):
        (held,) = FileStore(folder).load().cards[:1]
        FileStore(folder).apply(change_card(replace(held, label=label, changed=SystemClock().now())))
    target.book.write_bytes(there.book.read_bytes())

    done = restored(target, archive)

    (news,) = done.came
    assert [one.fields for one in news.step.lost] == [("label",)]
    assert done.undoable
    words = restored_sentences(done, archive, asked_for_settings=False)
    assert "1 value was changed on both" in words[-1]


def test_a_note_that_cannot_be_understood_stops_nobody(target: DataFolder) -> None:
    before = holdings(target)
    target.restoring.write_text('{"format": 1, "book"')

    FileStore(target).apply(add_card(card(HIS, id="next")))

    assert not target.restoring.exists()
    assert [path.name.startswith("restoring.unreadable-") for path in target.local.glob("restoring*")] == [
        True
    ]
    assert {**holdings(target), "simdesk.json": b""} == {**before, "simdesk.json": b""}


def test_an_undoing_that_the_disk_refuses_is_tried_again(
    archive: Path, target: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = holdings(target)
    with opened(archive) as found, writing(target):
        unfinished.begin(target, found.receipts, {target.catalog: CATALOG})
        target.catalog.write_bytes(CATALOG)

    def refused(*arguments: Any) -> Any:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as fault:
        fault.setattr(os, "fsync", refused)
        with pytest.raises(FileUnwritable):
            FileStore(target).apply(add_card(card(HIS, id="next")))
    assert target.restoring.exists()

    with writing(target):
        pass
    assert holdings(target) == before


def test_a_backup_after_a_broken_restore_has_what_was_there_before(archive: Path, target: DataFolder) -> None:
    with opened(archive) as found, writing(target):
        unfinished.begin(target, found.receipts, {target.catalog: CATALOG})
        target.catalog.write_bytes(CATALOG)

    assert packing(target, MOMENT).texts["catalog.json"] == OTHER_CATALOG


def test_an_archive_that_is_changed_under_us_is_noticed(
    source: DataFolder, target: DataFolder, tmp_path: Path
) -> None:
    large = PNG + os.urandom(300_000)
    name = keep_receipt_bytes(source, large, "png")
    former = f"{hashlib.sha256(PNG).hexdigest()}.png"
    source.book.write_bytes(source.book.read_bytes().replace(former.encode(), name.encode()))
    archive = archived(source, tmp_path / "large.simdesk")
    before = holdings(target)

    with opened(archive) as found:
        with archive.open("r+b") as file:
            file.seek(archive.read_bytes().index(PNG) + 100_000)
            file.write(b"by somebody else")
        with pytest.raises(ArchiveRefused):
            restore(target, found, MOMENT, label="Restore")

    assert holdings(target) == before


def test_a_save_of_ones_own_is_asked_to_make_the_edit(archive: Path, target: DataFolder) -> None:
    store = FileStore(target)
    made: list[Book] = []

    restored(target, archive, save=lambda edit: made.append(store.apply(edit)))

    assert [one.id for one in made[0].cards] == ["a", "b"]


def test_the_own_catalog_cannot_be_read(archive: Path, target: DataFolder) -> None:
    target.catalog.unlink()
    target.catalog.mkdir()
    book = target.book.read_bytes()

    with pytest.raises((FileUnreadable, FileDamaged)):
        restored(target, archive)

    assert target.book.read_bytes() == book
