"""Writing a file so that whoever looks, and whenever the power fails, it is the old one or the new."""

import errno
import os
import re
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from simdesk.errors import FileUnwritable

_FULL = (errno.ENOSPC, errno.EDQUOT)
_READ_ONLY = (errno.EROFS, errno.EACCES, errno.EPERM)
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_REPLACE_TRIES = 40
_HOUR = 3600

Content = bytes | Iterable[bytes | memoryview]
"""What is written: as it is, or in pieces one behind the other, each asked for when its turn comes."""


def write_durably(
    path: Path,
    data: Content,
    writer: str,
    *,
    mode: int = 0o600,
    locked: bool = True,
    ready: Callable[[Path], None] | None = None,
) -> None:
    """Put *data* in the place of the file *path*, for the owner only; on return it is on the disk.

    *mode*: other rights for it, as far as the umask of the process lets them be. The caller holds the
    lock of the device *writer*, so that a part of a file that this device left behind is nobody's: it
    is removed first. Not *locked*: another process may be writing as *writer* at this moment, so only
    what an hour ago was left behind is removed. Of a symbolic link the target is replaced. *ready* is called
    when all is on the disk and about to take its place, with where it is until then.

    Raises:
        FileUnwritable: if the system refuses; the old file is untouched and nothing is left beside it.
    """
    try:
        target = Path(os.path.realpath(path))
        if locked:
            _sweep(target.parent, writer)
        part = target.with_name(f".{target.name}.{writer}-{os.urandom(4).hex()}.tmp")
        try:
            _write_new(part, data, mode)
            if not locked:
                _sweep(target.parent, writer, before=part.stat().st_mtime - _HOUR)
            if ready is not None:
                ready(part)
            take_place(part, target)
        except BaseException:
            with suppress(OSError):
                part.unlink()
            raise
    except OSError as error:
        raise unwritable(path, error) from error
    # As SQLite has it: the file is in its place, and there is no way back from a folder's error.
    with suppress(OSError):
        sync_folder(target.parent)


def sync_folder(path: Path) -> None:
    """Let the entries of the folder *path* reach the disk, where the system can do that."""
    if sys.platform == "win32":
        return
    folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def take_place(part: Path, target: Path) -> None:
    """Put *part* in the place of *target*, in one go; on Windows that may need some tries.

    Raises:
        OSError: if the system refuses.
    """
    if sys.platform == "win32":
        # A virus scanner or a program that keeps folders in step may have the file open for a moment.
        for _ in range(_REPLACE_TRIES):
            with suppress(PermissionError):
                part.replace(target)
                return
            time.sleep(0.05)
    part.replace(target)


def unwritable(path: Path, error: Exception) -> FileUnwritable:
    """Return what the owner is told where the system refused to write *path*."""
    number = error.errno if isinstance(error, OSError) else None
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return FileUnwritable(path, reason, disk_full=number in _FULL, read_only=number in _READ_ONLY)


def _sweep(folder: Path, writer: str, before: float | None = None) -> None:
    """Remove what a killed writer of this device left in *folder*; *before* None: at whatever time."""
    left = re.compile(rf"\..+\.{writer}-[0-9a-f]{{8}}\.tmp\Z")
    with os.scandir(folder) as entries:
        names = [entry.name for entry in entries if left.match(entry.name)]
    for name in names:
        with suppress(FileNotFoundError):
            if before is None or (folder / name).stat().st_mtime < before:
                (folder / name).unlink()


def _write_new(path: Path, data: Content, mode: int) -> None:
    descriptor = os.open(path, _CREATE, mode)
    try:
        for piece in (data,) if isinstance(data, bytes) else data:
            rest = memoryview(piece)
            while rest:
                written = os.write(descriptor, rest)
                if not written:
                    raise OSError(errno.EIO, os.strerror(errno.EIO))
                rest = rest[written:]
        _sync_file(descriptor)
    finally:
        os.close(descriptor)


def _sync_file(descriptor: int) -> None:
    if sys.platform == "darwin":
        import fcntl

        # There, fsync stops at the cache of the disk.
        with suppress(OSError):
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
    os.fsync(descriptor)
