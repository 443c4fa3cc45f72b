"""One writer at a time on this device: a lock of the kernel, which frees it whatever happens to us."""

import errno
import os
import sys
import time
from _thread import get_ident
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from simdesk.errors import FileBusy, FileUnwritable
from simdesk.storage.durable import unwritable
from simdesk.storage.folder import DataFolder

WAIT = 10.0
_PAUSE = 0.02
_REFUSED = (errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK)
_LOCKLESS = (errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP)

_held: set[tuple[str, int]] = set()
"""The locks that threads of this process hold, each with its thread."""


@contextmanager
def writing(folder: DataFolder, wait: float = WAIT) -> Iterator[None]:
    """Hold the lock of this device while the block runs. Makes the folder if there is none.

    Inside itself, in the same thread, it is held already and only goes on. A restore that was killed
    half-way is undone first. *wait* is in seconds.

    Raises:
        FileBusy: if another writer has held it all that time.
        FileUnwritable: if the folder or the lock cannot be made, or what was half-way not be undone.
        FileDamaged, FileNewer, FileUnreadable: if it cannot be undone for want of what is to be put back.
    """
    folder.prepare()
    holding = str(folder.lock), get_ident()
    if holding in _held:
        yield
        return
    try:
        descriptor = os.open(folder.lock, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise unwritable(folder.lock, error) from error
    try:
        _acquire(descriptor, folder, wait)
        _held.add(holding)
        if os.path.lexists(folder.restoring):
            from simdesk.storage.unfinished import roll_back

            roll_back(folder)
        yield
    finally:
        _held.discard(holding)
        # What was done is done, whatever the system says now. The lock goes even if the file stays open.
        for act in (_free, os.close):
            with suppress(OSError):
                act(descriptor)


def _acquire(descriptor: int, folder: DataFolder, wait: float) -> None:
    until = time.monotonic() + wait
    while True:
        try:
            _try(descriptor)
            return
        except OSError as error:
            if error.errno not in _REFUSED:
                if error.errno in _LOCKLESS:
                    raise FileUnwritable(folder.lock, os.strerror(error.errno), lockless=True) from error
                raise unwritable(folder.lock, error) from error
        if time.monotonic() >= until:
            raise FileBusy(folder.lock)
        time.sleep(_PAUSE)


if sys.platform == "win32":
    import msvcrt

    def _try(descriptor: int) -> None:
        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

    def _free(descriptor: int) -> None:
        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _free(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)
