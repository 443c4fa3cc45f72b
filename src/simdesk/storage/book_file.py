"""The book on the disk: the one door through which it is read and changed."""

import errno
import os
from typing import TYPE_CHECKING, Protocol

from msgspec.structs import replace

from simdesk.clock import Clock, SystemClock
from simdesk.domain.book import Book
from simdesk.errors import FileUnreadable
from simdesk.storage.decoding import decode_book
from simdesk.storage.durable import write_durably
from simdesk.storage.folder import DataFolder
from simdesk.storage.journal import Journal
from simdesk.storage.keeping import book_bytes, kept
from simdesk.storage.lock import writing
from simdesk.storage.reading import read_file

if TYPE_CHECKING:
    from simdesk.domain.edits import Edit

_NO_FILE = -1, 0


class Store(Protocol):
    """Where the book is kept."""

    def load(self) -> Book:
        """Return the book as it is kept. Where none ever was, an empty one.

        Raises:
            FileDamaged, FileNewer, FileUnreadable: if it cannot be had.
        """

    def apply(self, edit: "Edit") -> Book:
        """Make *edit* to the book as it is kept now, keep the outcome and return it.

        What somebody else changed since is in it. An edit that changes nothing writes nothing. If
        anything is raised, by *edit* too, nothing was written.

        Raises:
            EditRefused: if the outcome could not be read back.
            FileBusy: if another writer does not finish.
            FileDamaged, FileNewer, FileUnreadable: if what is kept cannot be read.
            FileUnwritable: if the system refuses.
        """

    def book_on_disk_changed(self) -> bool:
        """Return whether somebody else wrote since the last load or apply of this store.

        Raises:
            FileDamaged, FileUnreadable: if that cannot be found out.
        """


class FileStore:
    """Keeps the book in the file ``simdesk.json``, and a line in the log for every save.

    A book that has been there once and is gone is not an empty one, but one that cannot be read: its
    folder may be on a disk that is not there at the moment.
    """

    def __init__(self, folder: DataFolder, clock: Clock | None = None) -> None:
        self._folder = folder
        self._journal = Journal(folder, clock or SystemClock())
        self._book = Book()
        self._digest: tuple[int, int] | None = None

    def load(self) -> Book:
        """Return the book in the file, an empty one if there is no file. Takes no lock, creates nothing."""
        self._take(self._read())
        return self._book

    def apply(self, edit: "Edit") -> Book:
        """Make *edit* to the book in the file and write it, all under the lock."""
        with writing(self._folder):
            self._take(self._read())
            before = self._book
            after = edit(before)
            if after == before:
                return before
            after = replace(kept(before, after), revision=before.revision + 1)
            data = book_bytes(after)
            write_durably(self._folder.book, data, self._folder.device.id)
            self._book, self._digest = after, _digest(data)
            self._journal.line(f"saved {after.revision}")
            return after

    def book_on_disk_changed(self) -> bool:
        """Return whether the file has another content than at the last load or apply, or is gone."""
        return _digest(read_file(self._folder.book)) != self._digest

    def _read(self) -> bytes | None:
        data = read_file(self._folder.book)
        if data is None and self._digest not in (None, _NO_FILE):
            raise FileUnreadable(self._folder.book, os.strerror(errno.ENOENT))
        return data

    def _take(self, data: bytes | None) -> None:
        digest = _digest(data)
        if digest != self._digest:
            self._book = Book() if data is None else decode_book(data, self._folder.book)
            self._digest = digest


def _digest(data: bytes | None) -> tuple[int, int]:
    """Return what tells one content from another within this process, which it never leaves.

    Python's own keyed digest of 64 bits does for that, and costs a start neither time nor OpenSSL.
    """
    return _NO_FILE if data is None else (len(data), hash(data))
