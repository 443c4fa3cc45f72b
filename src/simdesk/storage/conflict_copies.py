"""Conflict copies: what programs that keep folders in step make where two computers wrote the same file."""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from simdesk.domain.book import Book
from simdesk.errors import FileDamaged, FileNewer, FileUnreadable, SimDeskError
from simdesk.storage.decoding import decode_book
from simdesk.storage.folder import DataFolder, free_path, make_folder
from simdesk.storage.known import Standing, digest_of
from simdesk.storage.reading import read_file

# Syncthing; Nextcloud, and Dropbox in the languages of SimDesk; ownCloud and others.
_SIGNS = (
    ".sync-conflict-",
    "conflicted copy",
    "冲突副本",
    "衝突複本",
    "競合コピー",
    "-conflict-",
    "_conflict-",
)

BOOK = "simdesk"
"""How the names of the book and of its conflict copies begin."""

Found = tuple[tuple[str, Standing | None], ...]


class ConflictCopy:
    """One that was read: where it lies, its digest and its book."""

    __slots__ = ("book", "digest", "path")

    def __init__(self, path: Path, digest: str, book: Book) -> None:
        self.path, self.digest, self.book = path, digest, book


def found(folder: DataFolder, of: str = BOOK) -> Found:
    """Return the names of the conflict copies of the book, and how each stands. None of them is read.

    *of*: how the names of copies of another file begin.
    """
    try:
        with os.scandir(folder.root) as entries:
            names = [entry.name for entry in entries if is_conflict_copy(entry.name, of)]
    except OSError:
        return ()
    return tuple((name, _stands(folder.root / name)) for name in sorted(names))


def is_conflict_copy(name: str, of: str = BOOK) -> bool:
    """Return whether a file of that name is a conflict copy of the book, or of what begins as *of*."""
    return name.startswith(of) and name.endswith(".json") and any(sign in name for sign in _SIGNS)


def strange(folder: DataFolder) -> list[Path]:
    """Return what lies beside the book under a name like its own, and is nothing that SimDesk knows.

    Some programs call a conflict copy as they call any copy: it may be one, or an old file of the owner's.
    """
    try:
        with os.scandir(folder.root) as entries:
            names = sorted(entry.name for entry in entries if entry.name.startswith(BOOK))
    except OSError:
        return []
    own = (folder.book.name, f"{BOOK}.damaged-", f"{BOOK}.newer-")
    return [
        folder.root / name
        for name in names
        if name.endswith(".json") and not name.startswith(own) and not is_conflict_copy(name)
    ]


def read(folder: DataFolder, copies: Found) -> tuple[list[ConflictCopy], list[SimDeskError]]:
    """Return those of *copies* that could be read, and why the others could not."""
    good: list[ConflictCopy] = []
    refused: list[SimDeskError] = []
    for name, _ in copies:
        path = folder.root / name
        try:
            data = read_file(path)
            if data is not None:
                good.append(ConflictCopy(path, digest_of((data,)), decode_book(data, path)))
        except (FileDamaged, FileNewer, FileUnreadable) as error:
            refused.append(error)
    return good, refused


def unreadable_copies(folder: DataFolder) -> list[SimDeskError]:
    """Return why conflict copies that lie in the folder cannot be folded in; reads them all."""
    return read(folder, found(folder))[1]


def archive(folder: DataFolder, copies: Iterable[Path]) -> None:
    """Move *copies*, which have been folded in, to the backups, under their own names or with a number.

    Raises:
        FileUnwritable, OSError: if the system refuses; those not moved lie where they were, the others go on.
    """
    failed: OSError | None = None
    for path in copies:
        make_folder(folder.conflicts)
        place = free_path(folder.conflicts, path.stem, path.suffix)
        try:
            path.rename(place)
        except FileNotFoundError:  # another computer, or the program between them, was quicker
            continue
        except OSError as error:
            failed = failed or error
            continue
        with suppress(OSError):  # a file of another user of the folder keeps its rights
            place.chmod(0o600)  # what keeps the folder in step may have let others read it
    if failed is not None:
        raise failed


def _stands(path: Path) -> Standing | None:
    """Return how *path* stands, also where its times are coarse: a copy on its way there grows at least."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino
