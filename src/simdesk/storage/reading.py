"""Reading a whole file, up to a size that no honest one reaches."""

import errno
import os
import stat
from pathlib import Path

from simdesk.errors import Damage, FileDamaged, FileUnreadable

LIMIT = 200_000_000
"""The size in bytes above which a JSON file is neither read nor written."""

MARK = b"\xef\xbb\xbf"
"""The byte order mark, which an editor may put before a text; it is no part of it."""

_OPEN = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)


def read_file(path: Path) -> bytes | None:
    """Return the content of *path*; None if there is no such file.

    A symbolic link that leads nowhere is not a missing file: what it led to may be on a disk that is
    not there at the moment.

    Raises:
        FileUnreadable: if the system does not give it, or it is no file.
        FileDamaged: if it is larger than LIMIT; it was not read.
    """
    try:
        descriptor = os.open(path, _OPEN)
    except FileNotFoundError as error:
        if path.is_symlink():
            raise unreadable(path, error) from error
        return None
    except OSError as error:
        raise unreadable(path, error) from error
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise FileUnreadable(
                path, os.strerror(errno.EISDIR if stat.S_ISDIR(found.st_mode) else errno.ENXIO)
            )
        if found.st_size > LIMIT:
            raise FileDamaged(path, Damage.TOO_LARGE, value=str(found.st_size))
        with os.fdopen(descriptor, "rb", buffering=0, closefd=False) as file:
            return file.readall()
    except OSError as error:
        raise unreadable(path, error) from error
    finally:
        os.close(descriptor)


def unreadable(path: Path, error: OSError) -> FileUnreadable:
    """Return what the owner is told where the system refused to give *path*."""
    return FileUnreadable(path, error.strerror or str(error))
