"""Backups of the book: byte copies in the folder ``backups``, the older ones thinned out.

The name says when one was made, why and by which device. What has another name is somebody else's, or a
copy that a program which keeps folders in step has made: it is neither listed nor removed.
"""

import errno
import os
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

import msgspec

from simdesk.domain.book import Book
from simdesk.errors import FileDamaged, FileUnreadable, SimDeskError
from simdesk.storage.decoding import decode_book
from simdesk.storage.durable import write_durably
from simdesk.storage.folder import DataFolder, make_folder
from simdesk.storage.reading import MARK, read_file, unreadable

BackupReason = Literal["day", "import", "restore", "migration", "update", "merge", "damage"]
"""Before what one is made: the first save of a day, or as named.

``migration``: before its format is raised. ``update``: before another version of SimDesk has it for the
first time. ``damage``: before one is repaired.
"""

LAST = 10
"""How many of the newest are kept, whatever is in them."""

MONTHS = 12
"""Of how many months that have any the newest is kept besides, the latest months."""

_AHEAD = timedelta(days=1)
_NAME = re.compile(
    r"simdesk-([0-9]{8}T[0-9]{6})Z-(day|import|restore|migration|update|merge|damage)-([0-9a-f]{16})"
    r"(?:-([0-9]{1,4}))?\.json\Z"
)


class Backup(msgspec.Struct, frozen=True):
    """A backup as its name tells. ``made`` is a moment in UTC, ``device`` the id of who made it."""

    path: Path
    made: datetime
    reason: BackupReason
    device: str


def backup_folder(folder: DataFolder) -> Path:
    """Return the folder of backups; it need not be there."""
    return folder.root / "backups"


def backups(folder: DataFolder) -> tuple[Backup, ...]:
    """Return every backup, of all devices, the newest first; none of them is read.

    Raises:
        FileUnreadable: if the folder is there and cannot be listed.
    """
    path = backup_folder(folder)
    try:
        names = [found.name for found in path.iterdir()]
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise unreadable(path, error) from error
    found = [backup for backup in (_named(path, name) for name in names) if backup is not None]
    return tuple(sorted(found, key=lambda one: (one.made, _number(one), one.path.name), reverse=True))


def read_backup(folder: DataFolder, backup: Backup) -> Book:
    """Return the book in *backup*, a backup of *folder*.

    Raises:
        FileDamaged, FileNewer, FileUnreadable: if it cannot be had.
    """
    path = backup_folder(folder) / backup.path.name
    data = read_file(path)
    if data is None:
        raise FileUnreadable(path, os.strerror(errno.ENOENT))
    return decode_book(data, path)


def first_of_day(folder: DataFolder, moment: datetime) -> bool:
    """Return whether no backup was made on the day of *moment*, an aware one, in the zone it is in.

    Raises:
        FileUnreadable: as :func:`backups`.
    """
    return all(one.made.astimezone(moment.tzinfo).date() != moment.date() for one in backups(folder))


def keep_backup(folder: DataFolder, data: bytes, moment: datetime, reason: BackupReason) -> Path | None:
    """Keep *data* as :func:`add_backup` does; then remove what is too much.

    That an older one could not be removed is nobody's trouble.

    Raises:
        FileUnwritable: if the system refuses; every backup is as it was.
    """
    path = add_backup(folder, data, moment, reason)
    if path is not None:
        thin_out(folder, path, moment)
    return path


def add_backup(folder: DataFolder, data: bytes, moment: datetime, reason: BackupReason) -> Path | None:
    """Keep *data*, the content of a sound book, as it was at *moment*; no other backup is removed for it.

    The caller holds the lock and has decoded *data*. Gives the path of the new backup; None if the newest
    has the same content, or *data* no records. On return it is on the disk, for the owner only.

    Raises:
        FileUnwritable: if the system refuses; every backup is as it was.
    """
    if not records_in(data):
        return None
    there: Sequence[Backup] = ()
    with suppress(FileUnreadable):
        there = backups(folder)
    newest = next(iter(_by_rank(there, moment)), None)
    if newest is not None and _holds(newest.path, data):
        return None
    place = backup_folder(folder)
    make_folder(place)
    made = moment.astimezone(UTC).replace(microsecond=0)
    stem = f"simdesk-{made:%Y%m%dT%H%M%S}Z-{reason}-{folder.device.id}"
    # Never a number that was given before in this second, or what is newer would look older.
    taken = max((_number(one) for one in there if one.made == made), default=0)
    path = place / (f"{stem}-{taken + 1}.json" if taken else f"{stem}.json")
    write_durably(path, data, folder.device.id)
    return path


def thin_out(folder: DataFolder, newest: Path, moment: datetime) -> None:
    """Remove the backups of *folder* that need not be kept, now that *newest* is there. Raises nothing."""
    with suppress(FileUnreadable):
        there = backups(folder)
        made = [one for one in there if one.path == newest]
        if made:
            _thin_out((*made, *(one for one in there if one.path != newest)), moment)


def records_in(data: bytes) -> int | None:
    """Return how many cards, renewals and payment methods are in *data*, the content of a book.

    None if it is no JSON of that shape. No more of it is looked at, so that it is quick and no matter of
    its format.
    """
    try:
        shelves = msgspec.json.decode(data.removeprefix(MARK), type=dict[str, msgspec.Raw])
        return sum(
            len(msgspec.json.decode(raw, type=list[_Anything]))
            for name, raw in shelves.items()
            if name != "tombstones" and bytes(memoryview(raw)[:1]) == b"["
        )
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


class _Anything(msgspec.Struct):
    """A record of which nothing is looked at."""


def _named(folder: Path, name: str) -> Backup | None:
    """Return the backup that *name* stands for; None if it stands for none."""
    shape = _NAME.match(name)
    if shape is None:
        return None
    try:
        made = datetime.strptime(shape[1], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None
    return Backup(folder / name, made, msgspec.convert(shape[2], BackupReason), shape[3])


def _number(backup: Backup) -> int:
    """Return the place of *backup* among those of the same second, from 1."""
    shape = _NAME.match(backup.path.name)
    return int(shape[4] or 1) if shape else 1


def _by_rank(there: Iterable[Backup], moment: datetime) -> list[Backup]:
    """Return *there*, newest first, the order of those of one moment as it is.

    What a clock that was wrong has dated after *moment* comes last, or it would crowd out the others.
    """
    return sorted(
        there,
        key=lambda one: (one.made <= moment + _AHEAD, one.made),
        reverse=True,
    )


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and read_file(path) == data
    except (OSError, SimDeskError):
        return False


def _thin_out(there: Sequence[Backup], moment: datetime) -> None:
    """Remove what need not be kept of *there*, whose first is the one just made. Raises nothing."""
    ranked = _by_rank(there, moment)
    kept = {there[0].path, *(one.path for one in ranked[:LAST]), *_of_months(ranked, moment)}
    left = [one for one in ranked if one.path not in kept]
    if not left:
        return
    counted = _Counted(moment)
    for one in left:
        if not counted.is_fullest(one, ranked):
            with suppress(OSError):
                one.path.unlink()


def _of_months(ranked: Iterable[Backup], moment: datetime) -> list[Path]:
    """Return the newest of each of the last months that have any.

    They are not counted from *moment*: a clock that is years ahead would leave none of them.
    """
    newest: dict[tuple[int, int], Path] = {}
    for one in ranked:
        day = one.made.astimezone(moment.tzinfo).date()
        newest.setdefault((day.year, day.month), one.path)
    return list(newest.values())[:MONTHS]


class _Counted:
    """How many records are in each backup, read only when it is asked for."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment
        self._found: dict[Path, int] = {}

    def is_fullest(self, one: Backup, others: Iterable[Backup]) -> bool:
        """Return whether *one* has more records than any other, or as many and is the newest of such."""
        own = self._key(one)
        # The newest come first, and of a book that grows they are the fullest: most are never read.
        return all(self._key(other) <= own for other in others if other.path != one.path)

    def _key(self, one: Backup) -> tuple[int, bool, datetime]:
        if one.path not in self._found:
            self._found[one.path] = -1
            with suppress(FileUnreadable, FileDamaged):
                data = read_file(one.path)
                count = records_in(data or b"")
                self._found[one.path] = -1 if count is None else count
        return self._found[one.path], one.made <= self._moment + _AHEAD, one.made
