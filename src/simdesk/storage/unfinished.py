"""What it takes to undo a restore that was broken off, kept on the disk as long as it is under way.

A restore replaces several files, and no system replaces several at once. So before the first one is
touched, all that is to be put back is written down; the book comes last, and with it the restore is done.
Whoever takes the lock next and finds the note undoes what it is about, or, where the book was replaced,
throws the note away.
"""

import errno
import hashlib
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Literal

from msgspec import Struct

from simdesk.domain.renewal import ReceiptName
from simdesk.errors import FileDamaged, FileNewer, FileUnreadable
from simdesk.storage.decoding import decode, encode
from simdesk.storage.durable import sync_folder, unwritable, write_durably
from simdesk.storage.folder import DataFolder
from simdesk.storage.known import known
from simdesk.storage.reading import LIMIT, read_file, unreadable
from simdesk.storage.small_file import put_aside


class Former(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A file as it was; ``data`` None: there was none. ``new``: the digest of what comes in its place."""

    name: Literal["catalog.json", "settings.json"]
    data: bytes | None
    new: str


class Unfinished(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is under way.

    ``book``: the digest of the book as it was, None if there was none. ``coming``: of that which is to take
    its place, None where that is not known yet. ``had``: the last state that this device had had by then
    (``storage.known``). ``receipts``: those to be added.
    """

    format: Literal[1] = 1
    book: str | None
    coming: str | None = None
    had: str = ""
    receipts: tuple[ReceiptName, ...] = ()
    formers: tuple[Former, ...] = ()


def begin(
    folder: DataFolder,
    receipts: tuple[str, ...],
    replaced: Mapping[Path, bytes],
    book: bytes | None = None,
) -> None:
    """Write down how to undo what comes: *receipts* that are to be added, and what is to be *replaced*.

    That is the new content of files, but only of those that :class:`Former` knows. *book*: the content of
    the book to come; None where an edit makes it. The caller holds the lock.

    Raises:
        FileDamaged, FileUnreadable: if what is there cannot be read.
        FileUnwritable: if it could not be kept; nothing is under way then.
    """
    formers = tuple(
        Former(name=_name(path), data=read_file(path), new=hashlib.sha256(new).hexdigest())
        for path, new in replaced.items()
    )
    note = Unfinished(
        book=_digest(folder.book),
        coming=None if book is None else hashlib.sha256(book).hexdigest(),
        had=known(folder).newest,
        receipts=receipts,
        formers=formers,
    )
    data = encode(note)
    if len(data) > LIMIT:  # it could not be read back
        raise FileUnreadable(folder.restoring, os.strerror(errno.EFBIG))
    write_durably(folder.restoring, data, folder.device.id)


def finish(folder: DataFolder) -> None:
    """Note that all is done, so that nothing is undone any more. The caller holds the lock.

    Raises:
        FileUnwritable: if that could not be kept and the next writer would undo it.
    """
    try:
        _forget(folder)
    except OSError as error:
        note = _note(folder)
        if note is not None and not _is_done(folder, note):
            raise unwritable(folder.restoring, error) from error


def roll_back(folder: DataFolder) -> bool:
    """Undo what is under way, unless the book was replaced: then it was done. The caller holds the lock.

    Return whether it was undone.

    A note that cannot be understood is put aside under a dated name: what was replaced is in the backups.

    Raises:
        FileUnreadable, FileUnwritable: if the system refuses; the note stays, and the next writer tries.
    """
    note = _note(folder)
    undone = note is not None and not _is_done(folder, note)
    if note is not None and undone:
        for former in note.formers:
            _put_back(folder, former)
        _remove_receipts(folder, note.receipts)
    try:
        _forget(folder)
    except OSError as error:
        raise unwritable(folder.restoring, error) from error
    return undone


def _note(folder: DataFolder) -> Unfinished | None:
    """Return the note; None if there is none, or none that can be understood."""
    try:
        data = read_file(folder.restoring)
        return None if data is None else decode(data, folder.restoring, Unfinished)
    except (FileDamaged, FileNewer):
        put_aside(folder.restoring)
        return None


def _forget(folder: DataFolder) -> None:
    folder.restoring.unlink(missing_ok=True)
    # As with a book in its place: there is no way back from a folder's error.
    with suppress(OSError):
        sync_folder(folder.local)


def _is_done(folder: DataFolder, note: Unfinished) -> bool:
    """Return whether the book was replaced by this device.

    One that is gone was removed by somebody, and another one may have come from another computer.
    """
    found = _digest(folder.book)
    if found is None or found == note.book:
        return False
    return found == note.coming or known(folder).newest != note.had


def _digest(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise unreadable(path, error) from error


def _name(path: Path) -> Literal["catalog.json", "settings.json"]:
    return "settings.json" if path.name == "settings.json" else "catalog.json"


def _put_back(folder: DataFolder, former: Former) -> None:
    path = folder.settings if former.name == "settings.json" else folder.catalog
    if _digest(path) != former.new:  # not yet replaced, or again by somebody since
        return
    if former.data is not None:
        write_durably(path, former.data, folder.device.id)
        return
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise unwritable(path, error) from error


def _remove_receipts(folder: DataFolder, names: tuple[str, ...]) -> None:
    """Remove those receipts but for any that the book names by now: it may have come from elsewhere."""
    try:
        data = read_file(folder.book) or b""
    except FileUnreadable:
        return
    for name in names:
        if name.encode() not in data:  # so that a damaged book counts too
            try:
                (folder.receipts / name).unlink(missing_ok=True)
            except OSError as error:
                raise unwritable(folder.receipts / name, error) from error
