"""The small files of this device: settings, drafts, ledger. None of them may stop the program.

One that cannot be taken counts as missing, with the reason beside it; the next writer puts it aside
under a dated name instead of writing over it.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

from simdesk.errors import FileDamaged, FileNewer, FileUnreadable, SimDeskError
from simdesk.storage.decoding import decode, encode
from simdesk.storage.durable import unwritable, write_durably
from simdesk.storage.folder import DataFolder, free_path
from simdesk.storage.lock import writing
from simdesk.storage.reading import read_file

V = TypeVar("V")
T = TypeVar("T", bound=msgspec.Struct)


class Loaded(msgspec.Struct, Generic[V], frozen=True):
    """What was found, or what stands for it; ``problem`` is why the file could not be taken, else None."""

    value: V
    problem: SimDeskError | None = None


def load_struct(path: Path, default: T) -> Loaded[T]:
    """Return what the file *path* holds, of the type of *default*; *default* where it holds nothing.

    Creates nothing and raises nothing.
    """
    try:
        data = read_file(path)
        return Loaded(default if data is None else decode(data, path, type(default)))
    except (FileDamaged, FileNewer, FileUnreadable) as error:
        return Loaded(default, error)


def change_struct(folder: DataFolder, path: Path, default: T, edit: Callable[[T], T]) -> T:
    """Make *edit* to what *path* holds now, under the lock, keep the outcome and return it.

    A file that cannot be taken is put aside and *default* edited. An edit that changes nothing writes
    nothing.

    Raises:
        FileBusy, FileUnwritable: if it could not be kept; the file is as it was.
        FileUnreadable: if the system does not give the file.
    """
    with writing(folder):
        found = load_struct(path, default)
        if isinstance(found.problem, FileUnreadable):
            raise found.problem
        after = edit(found.value)
        if found.problem is not None:
            put_aside(path)
        elif after == found.value:
            return after
        try:
            write_durably(path, encode(after), folder.device.id)
        except UnicodeEncodeError as error:
            raise unwritable(path, error) from error
        return after


def put_aside(path: Path) -> None:
    """Rename *path* after the day and time it was last written, to a name that is free."""
    try:
        written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        stem = f"{path.stem}.unreadable-{written:%Y%m%dT%H%M%SZ}"
        path.rename(free_path(path.parent, stem, path.suffix))
    except OSError as error:
        raise unwritable(path, error) from error
