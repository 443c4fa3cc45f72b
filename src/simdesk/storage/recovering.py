"""Getting out of a book that is damaged, newer or gone: the good copies there are, and putting one in place.

The file that could not be taken is kept under a dated name. At every moment there is a book to be found.
"""

import errno
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from simdesk.clock import Clock
from simdesk.domain.book import Book
from simdesk.errors import (
    Damage,
    EditRefused,
    FileDamaged,
    FileNewer,
    FileUnreadable,
    FileUnwritable,
    SimDeskError,
)
from simdesk.storage import conflict_copies, known
from simdesk.storage.backups import backups
from simdesk.storage.decoding import decode_book, encode
from simdesk.storage.device import Device
from simdesk.storage.durable import sync_folder, unwritable, write_durably
from simdesk.storage.folder import DataFolder, free_path
from simdesk.storage.journal import Journal
from simdesk.storage.last import last
from simdesk.storage.lock import writing
from simdesk.storage.reading import LIMIT, read_file
from simdesk.storage.salvage import Counts, counts_of
from simdesk.storage.saving import Saving

_CHUNK = 1_000_000


class Candidate(Struct, frozen=True):
    """A copy of the book that may be put in its place.

    ``mine``: the last book that a device wrote or took in; ``conflict``: a conflict copy; ``backup``.
    ``made`` is a moment in UTC; ``device`` the id of who made it and ``reason`` why, both empty where that
    is not known. ``counts`` None: not looked into, or it cannot be taken, and ``problem`` says why.
    """

    kind: Literal["mine", "conflict", "backup"]
    path: Path
    made: datetime
    device: str = ""
    reason: str = ""
    counts: Counts | None = None
    problem: SimDeskError | None = None

    @property
    def is_sound(self) -> bool:
        """Return whether it was looked into and can be put in place: with at least one record in it."""
        return self.counts is not None and self.counts.cards + self.counts.renewals > 0


def copies(folder: DataFolder) -> tuple[Candidate, ...]:
    """Return every copy of the book, newest first; none is read. A folder that cannot be listed has none."""
    found = [*_last_ones(folder), *_conflicts(folder)]
    with suppress(FileUnreadable):
        found += [Candidate("backup", one.path, one.made, one.device, one.reason) for one in backups(folder)]
    order = {"mine": 2, "conflict": 1, "backup": 0}
    return tuple(sorted(found, key=lambda one: (one.made, order[one.kind], one.path.name), reverse=True))


def looked_into(candidate: Candidate) -> Candidate:
    """Return *candidate* with what is in it, or why it cannot be taken."""
    try:
        return replace(candidate, counts=counts_of(read_candidate(candidate)), problem=None)
    except (FileDamaged, FileNewer, FileUnreadable) as error:
        return replace(candidate, counts=None, problem=error)


def read_candidate(candidate: Candidate) -> Book:
    """Return the book in *candidate*.

    Raises:
        FileDamaged, FileNewer, FileUnreadable: if it cannot be had.
    """
    if candidate.kind == "mine":
        local = candidate.path.parent
        held = last(DataFolder(local.parent.parent, Device(local.name)))
        book = None if held is None else held.book
    else:
        data = read_file(candidate.path)
        book = None if data is None else decode_book(data, candidate.path)
    if book is None:
        raise FileUnreadable(candidate.path, os.strerror(errno.ENOENT))
    return book


def best(found: Iterable[Candidate]) -> Candidate | None:
    """Return the newest of *found* that is sound and not empty, of one moment the fullest; None: none is."""
    sound = [one for one in found if one.is_sound]
    return max(
        sound,
        key=lambda one: (one.made, one.counts and (one.counts.cards, one.counts.renewals)),
        default=None,
    )


def put_in_place(folder: DataFolder, chosen: Book, clock: Clock) -> Book:
    """Put *chosen* in the place of a book that cannot be taken or is gone; return the book in force.

    The file there is kept as ``simdesk.damaged-<moment>.json``, one of a newer format as
    ``simdesk.newer-<moment>.json``, and the copy that this device had of the book among the backups. Where
    the file can be taken by now nothing is done, and its book is returned. Takes the lock.

    Raises:
        EditRefused: if *chosen* would be too large to be read.
        FileBusy: if another writer does not finish.
        FileUnreadable: if the folder is not there; nothing is made in its place.
        FileUnwritable: if the system refuses; the file there is as it was.
    """
    if not folder.root.is_dir():
        raise FileUnreadable(folder.root, os.strerror(errno.ENOENT))
    data = encode(chosen)
    if len(data) > LIMIT:
        raise EditRefused(Damage.TOO_LARGE, value=str(len(data)))
    with writing(folder):
        word = "damaged"
        try:
            there = read_file(folder.book)
            if there is not None:
                return decode_book(there, folder.book)
        except FileNewer:
            word = "newer"
        except (FileDamaged, FileUnreadable):
            pass
        saving = Saving(folder, clock, Journal(folder, clock))
        _keep_mine(folder, data, saving)
        aside = None
        try:
            aside = _set_aside(folder, word, clock.now(), data)
            saving.begin_anew(data)
        except BaseException:
            _take_back(folder, aside)
            saving.take_back()
            raise
    return chosen


def _last_ones(folder: DataFolder) -> Iterator[Candidate]:
    for path in sorted(folder.local.parent.glob(f"*/{folder.mine.name}")):
        if (made := _written(path)) is not None:
            # What a device keeps may be a copy and the steps that came behind it.
            steps = _written(path.with_name(folder.history.name)) or made
            yield Candidate("mine", path, max(made, steps), path.parent.name)


def _conflicts(folder: DataFolder) -> Iterator[Candidate]:
    for name, _ in conflict_copies.found(folder):
        if (made := _written(folder.root / name)) is not None:
            yield Candidate("conflict", folder.root / name, made)


def _written(path: Path) -> datetime | None:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except (OSError, ValueError, OverflowError):
        return None


def _keep_mine(folder: DataFolder, data: bytes, saving: Saving) -> None:
    """Keep the copy that this device had, unless it is *data* or no book: the next save writes over it."""
    with suppress(FileDamaged, FileNewer, FileUnreadable):
        mine = last(folder)
        if mine is not None and mine.data != data:
            saving.back_up(mine.data, "damage")


def _set_aside(folder: DataFolder, word: str, moment: datetime, data: bytes) -> Path | None:
    """Give the file of the book a second, dated name, which is returned; None if there is no file.

    A link, or else a copy: the first name stays until the new book takes it. What can be neither linked nor
    copied is renamed; so that nobody then takes the book for an empty one, *data* is the last copy before.

    Raises:
        FileUnwritable: if the system refuses.
    """
    if not os.path.lexists(folder.book):
        return None
    stem = f"simdesk.{word}-{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    aside = free_path(folder.root, stem)
    source = Path(os.path.realpath(folder.book))
    try:
        aside.hardlink_to(source)
    except OSError:
        if not source.exists():
            return None  # a link that leads nowhere
        try:
            write_durably(aside, _chunks(source), folder.device.id)
        except (OSError, FileUnwritable):
            _rename(folder, source, aside, data)
    with suppress(OSError):
        sync_folder(aside.parent)
    return aside


def _rename(folder: DataFolder, source: Path, aside: Path, data: bytes) -> None:
    try:
        known.put(folder.mine, (data,))
        source.rename(aside)
    except OSError as error:
        raise unwritable(folder.book, error) from error


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb", buffering=0) as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _take_back(folder: DataFolder, aside: Path | None) -> None:
    """Take the second name away, or give the first one back: the new book was not written."""
    if aside is None:
        return
    with suppress(OSError):
        source = Path(os.path.realpath(folder.book))
        if source.exists():
            aside.unlink()
        else:
            aside.rename(source)
