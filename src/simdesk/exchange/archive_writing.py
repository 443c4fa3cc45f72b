"""Everything into one archive: made of what is sound, and it says what is not."""

import errno
import hashlib
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from msgspec import Struct

from simdesk import __version__
from simdesk.domain.book import Book
from simdesk.errors import Damage, FileDamaged, FileNewer, FileUnreadable, FileUnwritable, SimDeskError
from simdesk.exchange.archive import BOOK, CATALOG, LIST, RECEIPTS, SETTINGS, Manifest, Part, largest
from simdesk.storage.backups import backup_folder
from simdesk.storage.book_file import FileStore
from simdesk.storage.decoding import decode, decode_book, encode
from simdesk.storage.durable import write_durably
from simdesk.storage.exporting import put_down
from simdesk.storage.folder import DataFolder
from simdesk.storage.keeping import book_bytes
from simdesk.storage.lock import writing
from simdesk.storage.reading import read_file, unreadable
from simdesk.storage.receipts import is_sound
from simdesk.storage.settings import Settings

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The same content makes the same archive: the moment is in the list, not at every file."""


class Packing(Struct, frozen=True):
    """What goes into an archive. ``left_out``: why something does not that should, in the order found."""

    folder: DataFolder
    manifest: Manifest
    book: Book
    texts: dict[str, bytes]
    receipts: tuple[str, ...]
    left_out: tuple[SimDeskError, ...]


def packing(folder: DataFolder, moment: datetime) -> Packing:
    """Return what the archive of *folder* as it is now has in it. Creates nothing.

    The book is read once, whole, and what it names is never removed, so that all of it fits together.

    Raises:
        FileDamaged, FileNewer, FileUnreadable: if the book cannot be taken, or there is none: an archive of
            nothing would be written over one of something.
    """
    if os.path.lexists(folder.restoring):
        with writing(folder):  # undoes what was broken off
            pass
    data, book = _book(folder)
    texts, left_out = {BOOK: data}, []
    for name, path in ((CATALOG, folder.catalog), (SETTINGS, folder.settings)):
        try:
            text = _sound_text(name, path)
        except (FileDamaged, FileNewer, FileUnreadable) as error:
            left_out.append((name, error))
            continue
        if text is not None:
            texts[name] = text
    sizes: dict[str, int] = {}
    for name in sorted({name for renewal in book.renewals for name in renewal.receipts}):
        try:
            sizes[name] = _size_of_sound(folder.receipts / name)
        except (FileDamaged, FileUnreadable) as error:
            left_out.append((RECEIPTS + name, error))
    parts = [Part(name, len(text), hashlib.sha256(text).hexdigest()) for name, text in texts.items()]
    parts += [Part(RECEIPTS + name, size, Path(name).stem) for name, size in sizes.items()]
    manifest = Manifest(
        program=__version__,
        made=moment.astimezone(UTC),
        files=tuple(parts),
        left_out=tuple(name for name, _ in left_out),
    )
    return Packing(folder, manifest, book, texts, tuple(sizes), tuple(error for _, error in left_out))


def pieces(packed: Packing) -> Iterator[bytes]:
    """Give the archive piece by piece: no more than one receipt is in memory at a time.

    Raises:
        FileDamaged, FileUnreadable: if a receipt has changed since it was looked at.
    """
    pipe = _Pipe()
    with ZipFile(pipe, "w") as archive:  # type: ignore[call-overload]
        for name, text in ((LIST, encode(packed.manifest)), *packed.texts.items()):
            archive.writestr(_entry(name, ZIP_DEFLATED), text)
            yield from pipe.taken()
        for name in packed.receipts:
            content = _receipt(packed.folder.receipts / name)
            archive.writestr(_entry(RECEIPTS + name, ZIP_STORED), content)
            yield from pipe.taken()
    yield from pipe.taken()


def write_archive(path: Path, packed: Packing) -> None:
    """Write the archive to *path*, whole or not at all, for the owner only: it has everything in it.

    Raises:
        FileUnwritable: if the system refuses, or *path* is among the data of the folder itself.
        FileDamaged, FileUnreadable: as :func:`pieces`.
    """
    target, folder = Path(os.path.realpath(path)), packed.folder
    own = (folder.book, folder.catalog, folder.receipts, backup_folder(folder), folder.local.parent)
    if any(target.is_relative_to(os.path.realpath(place)) for place in own):
        raise FileUnwritable(path, os.strerror(errno.EEXIST))
    if path.exists() and not path.is_file():  # a pipe or a device is written to, not replaced
        put_down(path, pieces(packed))
    else:
        write_durably(path, pieces(packed), "archive", locked=False)


class _Pipe:
    """A file that is written and never gone back in; what was written is taken out again."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._pieces.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        pass

    def taken(self) -> list[bytes]:
        taken, self._pieces = self._pieces, []
        return taken


def _entry(name: str, method: int) -> ZipInfo:
    entry = ZipInfo(name, _FIRST_DAY)
    entry.compress_type = method
    entry.create_system = 3
    entry.external_attr = 0o600 << 16
    return entry


def _book(folder: DataFolder) -> tuple[bytes, Book]:
    """Return the book and the bytes for it: those of the file, unless what is to be merged into it waits."""
    data = read_file(folder.book)
    if data is None:
        raise unreadable(folder.book, FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT)))
    decoded = decode_book(data, folder.book)
    book = FileStore(folder).load()
    return (data, decoded) if book == decoded else (book_bytes(book), book)


def _sound_text(name: str, path: Path) -> bytes | None:
    """Return the content of the file *path* if it can be taken; None if there is none."""
    data = read_file(path)
    if data is None:
        return None
    if len(data) > (largest(name) or 0):
        raise FileDamaged(path, Damage.TOO_LARGE, value=str(len(data)))
    check_text(name, data, path)
    return data


def check_text(name: str, data: bytes, path: Path) -> None:
    """Look whether *data*, the content of *path*, is the catalog or the settings that *name* says.

    Raises:
        FileDamaged, FileNewer: if it is not.
    """
    if name == SETTINGS:
        decode(data, path, Settings)
        return
    from simdesk.storage.own_decoding import decode_own

    decode_own(data, path)


def _size_of_sound(path: Path) -> int:
    try:
        size = path.stat().st_size
        if size <= (largest(RECEIPTS + path.name) or 0) and is_sound(path):
            return size
        path.open("rb").close()
    except OSError as error:
        raise unreadable(path, error) from error
    raise FileDamaged(path, Damage.CHANGED)


def _receipt(path: Path) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error
    if hashlib.sha256(content).hexdigest() != path.stem:
        raise FileDamaged(path, Damage.CHANGED)
    return content
