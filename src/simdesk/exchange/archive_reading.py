"""An archive looked through: everything in it is verified before anything of it is used."""

import errno
import hashlib
import os
import stat
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from simdesk.domain.book import Book
from simdesk.errors import ArchiveFlaw, ArchiveRefused, FileUnreadable
from simdesk.exchange.archive import (
    BOOK,
    CATALOG,
    FORMAT,
    LIST,
    RECEIPTS,
    SETTINGS,
    Manifest,
    Part,
    fits,
    largest,
)
from simdesk.exchange.archive_writing import check_text
from simdesk.storage.decoding import decode, decode_book
from simdesk.storage.reading import unreadable

_TENFOLD = 10
"""Pictures and PDFs are packed already: unpacked, none of them is so much larger."""

# What a zip that is none makes Python's reader raise.
_BROKEN = (
    BadZipFile,
    zlib.error,
    EOFError,
    ValueError,
    RuntimeError,
    OverflowError,
    IndexError,
    KeyError,
    struct.error,
)


class Archive:
    """An archive that is open, and all of it verified."""

    def __init__(self, path: Path, unzipped: ZipFile, size: int) -> None:
        self.path = path
        self._zip = unzipped
        entries = self._entries()
        self.manifest = self._listed(entries)
        self._parts = {part.name: (part, entries[part.name]) for part in self.manifest.files}
        self._refuse_bomb(size)
        self.data = self._content(BOOK)
        """The book as it lay on the disk."""
        self.book: Book = decode_book(self.data, self._place(BOOK))
        self.texts = {name: self._content(name) for name in (CATALOG, SETTINGS) if name in self._parts}
        """The own catalog and the settings, where it has them."""
        for name, data in self.texts.items():
            check_text(name, data, self._place(name))
        self.receipts = tuple(
            name.removeprefix(RECEIPTS) for name in self._parts if name.startswith(RECEIPTS)
        )
        for name in self.receipts:
            self.receipt(name)

    def receipt(self, name: str) -> bytes:
        """Return the content of the receipt *name*.

        Raises:
            ArchiveRefused, FileUnreadable: if it is no longer the one that was verified.
        """
        return self._content(RECEIPTS + name)

    def _entries(self) -> dict[str, ZipInfo]:
        entries = {entry.filename: entry for entry in self._zip.infolist()}
        if LIST not in entries or len(entries) < len(self._zip.infolist()):
            raise ArchiveRefused(self.path, ArchiveFlaw.FOREIGN)
        self._check_entry(LIST, entries[LIST])
        return entries

    def _check_entry(self, name: str, entry: ZipInfo) -> None:
        most = largest(name)
        if most is None:
            raise ArchiveRefused(self.path, ArchiveFlaw.NAME, name)
        if entry.file_size > most:
            raise ArchiveRefused(self.path, ArchiveFlaw.TOO_LARGE, name)
        if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED) or entry.flag_bits & 1:
            raise ArchiveRefused(self.path, ArchiveFlaw.FOREIGN)

    def _listed(self, entries: dict[str, ZipInfo]) -> Manifest:
        # The list goes first: of a newer SimDesk's archive nothing else would be understood either.
        manifest = decode(self._unpacked(entries[LIST]), self._place(LIST), Manifest, FORMAT)
        for name, entry in entries.items():
            self._check_entry(name, entry)
        listed = [part.name for part in manifest.files]
        for name in entries.keys() - {LIST, *listed}:
            raise ArchiveRefused(self.path, ArchiveFlaw.UNLISTED, name)
        for part in manifest.files:
            self._check(part, entries.get(part.name))
        if len(set(listed)) < len(listed):
            raise ArchiveRefused(self.path, ArchiveFlaw.UNLISTED)
        if BOOK not in listed:
            raise ArchiveRefused(self.path, ArchiveFlaw.MISSING, BOOK)
        return manifest

    def _check(self, part: Part, entry: ZipInfo | None) -> None:
        if largest(part.name) is None or part.name == LIST:
            raise ArchiveRefused(self.path, ArchiveFlaw.NAME, part.name)
        if entry is None:
            raise ArchiveRefused(self.path, ArchiveFlaw.MISSING, part.name)
        if entry.file_size != part.size or not fits(part):
            raise ArchiveRefused(self.path, ArchiveFlaw.CHANGED, part.name)

    def _refuse_bomb(self, size: int) -> None:
        receipts = sum(part.size for name, (part, _) in self._parts.items() if name.startswith(RECEIPTS))
        if receipts > _TENFOLD * size:
            raise ArchiveRefused(self.path, ArchiveFlaw.TOO_LARGE)

    def _content(self, name: str) -> bytes:
        part, entry = self._parts[name]
        content = self._unpacked(entry)
        if len(content) != part.size or hashlib.sha256(content).hexdigest() != part.sha256:
            raise ArchiveRefused(self.path, ArchiveFlaw.CHANGED, name)
        return content

    def _unpacked(self, entry: ZipInfo) -> bytes:
        """Return the content, of which no more is unpacked than the size that the archive says."""
        try:
            with self._zip.open(entry) as file:
                return file.read(entry.file_size + 1)
        except OSError as error:
            raise unreadable(self.path, error) from error
        except _BROKEN as error:
            raise ArchiveRefused(self.path, ArchiveFlaw.CHANGED, entry.filename) from error

    def _place(self, name: str) -> Path:
        return self.path / name


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """Open the archive *path* and verify all of it.

    Raises:
        ArchiveRefused: if it is not whole, or not what it says it is.
        FileNewer: if a newer SimDesk made it, or what is in it.
        FileDamaged: if what is in it cannot be taken; the path is that of the archive and the name in it.
        FileUnreadable: if the system does not give it.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe would be waited for, and cannot be gone back in
            raise FileUnreadable(path, os.strerror(errno.EISDIR if path.is_dir() else errno.ENXIO))
        file: BinaryIO = path.open("rb")
    except OSError as error:
        raise unreadable(path, error) from error
    with file:
        yield _archive(path, file)


def _archive(path: Path, file: BinaryIO) -> Archive:
    try:
        size = file.seek(0, 2)
        return Archive(path, ZipFile(file), size)
    except OSError as error:
        raise unreadable(path, error) from error
    except _BROKEN as error:
        raise ArchiveRefused(path, ArchiveFlaw.NOT_ONE) from error
