"""One writer at a time on this device: a lock of the kernel, which frees it whatever happens to us."""

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from simdesk.errors import FileBusy
from simdesk.storage.durable import unwritable
from simdesk.storage.folder import DataFolder

WAIT = 10.0
_PAUSE = 0.02
_HELD = (errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK)


@contextmanager
def writing(folder: DataFolder, wait: float = WAIT) -> Iterator[None]:
    """Hold the lock of this device while the block runs. Makes the folder if there is none.

    Not to be taken again inside itself. *wait* is in seconds.

    Raises:
        FileBusy: if another writer has held it all that time.
        FileUnwritable: if the folder or the lock cannot be made.
    """
    folder.prepare()
    try:
        descriptor = os.open(folder.lock, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise unwritable(folder.lock, error) from error
    try:
        _acquire(descriptor, folder, wait)
        yield
    finally:
        os.close(descriptor)


def _acquire(descriptor: int, folder: DataFolder, wait: float) -> None:
    until = time.monotonic() + wait
    while True:
        try:
            _try(descriptor)
            return
        except OSError as error:
            if error.errno not in _HELD:
                raise unwritable(folder.lock, error) from error
        if time.monotonic() >= until:
            raise FileBusy(folder.lock)
        time.sleep(_PAUSE)


if sys.platform == "win32":
    import msvcrt

    def _try(descriptor: int) -> None:
        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _try(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
