"""What an archive has, put into the data folder: all of it, or nothing."""

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from simdesk.clock import SystemClock
from simdesk.domain.edits import Edit
from simdesk.errors import FileDamaged, FileNewer, FileUnreadable, SimDeskError
from simdesk.exchange.archive import CATALOG, RECEIPTS, SETTINGS
from simdesk.exchange.archive_reading import Archive
from simdesk.storage.backups import backup_folder, keep_backup
from simdesk.storage.book_file import FileStore
from simdesk.storage.durable import write_durably
from simdesk.storage.folder import DataFolder, free_path, make_folder
from simdesk.storage.journal import Journal
from simdesk.storage.last import last
from simdesk.storage.lock import writing
from simdesk.storage.own_catalog import expect_own, take_in_own
from simdesk.storage.reading import read_file, unreadable
from simdesk.storage.receipts import is_sound
from simdesk.storage.saving import Saving
from simdesk.storage.store import TakenIn
from simdesk.storage.unfinished import begin, finish, roll_back

Save = Callable[[Edit], object]

_DAMAGED = "simdesk.damaged-"


class Restored(Struct, frozen=True, kw_only=True):
    """What a restore has done.

    ``cards``, ``renewals``, ``receipts``: how many the archive has; ``added`` of the receipts were not there
    before. ``left_out``: what the archive had to do without when it was made. ``catalog``, ``settings``:
    whether that was restored. ``kept``: where the damaged book and the former catalog are now. ``undoable``:
    the book was restored by an edit, which is a step unless it changed nothing. ``came``: what had come from
    outside and was taken in before.
    """

    cards: int
    renewals: int
    receipts: int
    added: int
    left_out: tuple[str, ...]
    catalog: bool
    settings: bool
    kept: tuple[Path, ...]
    undoable: bool = False
    came: tuple[TakenIn, ...] = ()


def restore(
    folder: DataFolder,
    archive: Archive,
    moment: datetime,
    *,
    label: str,
    with_settings: bool = False,
    save: Save | None = None,
) -> Restored:
    """Put what *archive* has into *folder*, in one go under the lock.

    The book is restored by an edit, which can be undone like any other and is called *label*; *save* makes
    it, None: the store does. Where there is no book or a damaged one, that of the archive is put there as
    it is. The former catalog is kept in the backups, a damaged book beside it. If anything is raised, or the
    process is killed, at whatever step, book, receipts, catalog and settings are as they were, at the
    latest when the next one takes the lock.

    Raises:
        ArchiveRefused, FileUnreadable: if the archive is no longer what was verified.
        EditRefused, FileBusy, FileDamaged, FileNewer, FileUnreadable, FileUnwritable: if the folder cannot
            be read, or not be written.
    """
    with writing(folder):
        with suppress(SimDeskError):  # a damaged one is kept beside the book as it is
            take_in_own(folder)
        store = FileStore(folder)
        book, undoable = _way_of_book(folder, archive, moment, store, save or _saving(store, label))
        replaced = _replaced(folder, archive, with_settings=with_settings)
        added = tuple(name for name in archive.receipts if not is_sound(folder.receipts / name))
        missing = tuple(name for name in added if not os.path.lexists(folder.receipts / name))
        there = _beside(folder)
        begin(folder, missing, replaced, None if undoable else archive.data)
        try:
            _add_receipts(folder, archive, added)
            kept = _keep_former(folder, moment, replaced)
            _replace(folder, replaced)
            kept += book()
            finish(folder)
        except BaseException:
            with suppress(SimDeskError):  # else the next one who takes the lock does it
                if roll_back(folder):
                    _clear_away(folder, there)
            raise
        with suppress(SimDeskError):  # else the next one who looks does it
            take_in_own(folder)
    return Restored(
        cards=len(archive.book.cards),
        renewals=len(archive.book.renewals),
        receipts=len(archive.receipts),
        added=len(added),
        left_out=tuple(name.removeprefix(RECEIPTS) for name in archive.manifest.left_out),
        catalog=CATALOG in archive.texts,
        settings=with_settings and SETTINGS in archive.texts,
        kept=kept,
        undoable=undoable,
        came=store.news(),
    )


def _saving(store: FileStore, label: str) -> Save:
    return lambda edit: store.apply(edit, label=label, source="restore", backup="restore")


def _way_of_book(
    folder: DataFolder, archive: Archive, moment: datetime, store: FileStore, save: Save
) -> tuple[Callable[[], tuple[Path, ...]], bool]:
    """Return what puts the book of *archive* into its place, and returns where what was damaged is kept.

    With it whether that is an edit. What came from outside is taken in before: from then on the file of the
    book is replaced only once.
    """
    if read_file(folder.book) is None:
        return lambda: _put_book(folder, archive, moment), False
    try:
        store.take_in()
    except FileDamaged:
        return lambda: (_keep_damaged(folder, moment), *_put_book(folder, archive, moment)), False

    def edited() -> tuple[Path, ...]:
        from simdesk.domain.restoring import restore_book

        save(restore_book(archive.book, moment))
        return ()

    return edited, True


def _put_book(folder: DataFolder, archive: Archive, moment: datetime) -> tuple[Path, ...]:
    """Put the book of *archive* there, byte for byte; what this device had last is kept as a backup."""
    kept = _keep_mine(folder, moment)
    clock = SystemClock()
    Saving(folder, clock, Journal(folder, clock)).begin_anew(archive.data)
    return () if kept is None else (kept,)


def _keep_mine(folder: DataFolder, moment: datetime) -> Path | None:
    try:
        mine = last(folder)
    except (FileDamaged, FileNewer, FileUnreadable):
        return None
    return None if mine is None else keep_backup(folder, mine.data, moment, "restore")


def _keep_damaged(folder: DataFolder, moment: datetime) -> Path:
    return _copied(folder, folder.book, folder.root, f"{_DAMAGED}{_stamp(moment)}")


def _replaced(folder: DataFolder, archive: Archive, *, with_settings: bool) -> Mapping[Path, bytes]:
    """Return the new content of every file besides the book that is to have another one."""
    wanted = {folder.catalog: archive.texts.get(CATALOG)}
    if with_settings:
        wanted[folder.settings] = archive.texts.get(SETTINGS)
    return {path: data for path, data in wanted.items() if data is not None and read_file(path) != data}


def _add_receipts(folder: DataFolder, archive: Archive, names: tuple[str, ...]) -> None:
    if names:
        make_folder(folder.receipts)
    for name in names:
        write_durably(folder.receipts / name, archive.receipt(name), folder.device.id)


def _replace(folder: DataFolder, replaced: Mapping[Path, bytes]) -> None:
    for path, data in replaced.items():
        make_folder(path.parent)
        if path == folder.catalog:
            expect_own(folder, data)
        write_durably(path, data, folder.device.id)


def _keep_former(folder: DataFolder, moment: datetime, replaced: Mapping[Path, bytes]) -> tuple[Path, ...]:
    """Keep the catalog that is about to be replaced, and return where."""
    if folder.catalog not in replaced or not os.path.lexists(folder.catalog):
        return ()
    stem = f"catalog-{_stamp(moment)}-{folder.device.id}"
    return (_copied(folder, folder.catalog, backup_folder(folder), stem),)


def _beside(folder: DataFolder) -> set[Path]:
    """Return what lies where a restore keeps things, and the folders it makes for that."""
    place = backup_folder(folder)
    found = {path for path in (place, folder.receipts) if os.path.lexists(path)}
    for parent in (folder.root, place):
        with suppress(OSError):
            found.update(parent.iterdir())
    return found


def _clear_away(folder: DataFolder, there: set[Path]) -> None:
    """Remove the copies that this device made since *there* was seen: what they are of was not replaced."""
    for path in _beside(folder) - there:
        if path.name.startswith(_DAMAGED) or folder.device.id in path.name:
            with suppress(OSError):
                path.unlink()
    for path in {backup_folder(folder), folder.receipts} - there:
        with suppress(OSError):
            path.rmdir()


def _stamp(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _copied(folder: DataFolder, path: Path, place: Path, stem: str) -> Path:
    """Copy *path* into the folder *place* as *stem*, with a number behind it where that is taken."""
    make_folder(place)
    free = free_path(place, stem)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error
    write_durably(free, data, folder.device.id)
    return free
