"""The receipts of a data folder: kept, looked at, opened."""

import errno
import os
from functools import lru_cache, partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from simdesk.errors import FileUnreadable
from simdesk.storage.folder import DataFolder
from simdesk.storage.receipts import is_sound, keep_receipt, keep_receipt_bytes
from simdesk.ui.receipts.doors import ReceiptDoors, Seen, Standing
from simdesk.ui.receipts.thumbnail import thumbnail

_REMEMBERED = 40
"""Small pictures that are remembered: a few megabytes."""


def receipt_doors(folder: DataFolder) -> ReceiptDoors:
    """Return what a place for receipts asks of *folder*."""
    return ReceiptDoors(
        keep=partial(keep_receipt, folder),
        keep_bytes=partial(keep_receipt_bytes, folder),
        look=partial(_look, folder),
        open=partial(_open, folder),
    )


def _look(folder: DataFolder, name: str, side: int) -> Seen:
    path = folder.receipts / name
    try:
        found = path.stat()
    except OSError:
        return Seen(Standing.MISSING)
    return _seen(path, found.st_mtime_ns, found.st_size, side)


@lru_cache(maxsize=_REMEMBERED)
def _seen(path: Path, _changed: int, _size: int, side: int) -> Seen:
    """Return what is at *path*; a file whose time and size are as before is not read again."""
    if not path.is_file():
        return Seen(Standing.MISSING)
    if not is_sound(path):
        return Seen(Standing.CHANGED)
    return Seen(Standing.SOUND, thumbnail(path, side))


def _open(folder: DataFolder, name: str) -> Path | None:
    path = folder.receipts / name
    if not path.is_file():
        raise FileUnreadable(path, os.strerror(errno.ENOENT))
    return None if QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))) else path
