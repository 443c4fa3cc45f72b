"""A book of examples, kept and read as the owner's is, in a folder that is gone afterwards."""

import tempfile
import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from simdesk.wording.self_test import Finding, Outcome, Subject, differs, lock_open, still_there

if TYPE_CHECKING:  # whatever of this is missing is to be told, not to end the self-test
    from simdesk.domain.book import Book
    from simdesk.storage.folder import DataFolder

_PASSER_BY = "5e1f7e575e1f7e57"
"""A name for this computer that nobody has, so that nothing about the real one is kept or looked for."""


def book() -> Iterator[Finding]:
    """Yield what goes wrong when a book is saved, read back, backed up, put into an archive and restored."""
    from simdesk.clock import SystemClock

    with tempfile.TemporaryDirectory(prefix="simdesk-self-test-") as name:
        flaws = list(_flaws(Path(name), SystemClock().now()))
    if Path(name).exists():
        flaws.append(still_there(name))
    for flaw in flaws:
        yield Finding(Subject.BOOK, Outcome.FAILED, flaw)
    if not flaws:
        yield Finding(Subject.BOOK, Outcome.OK, tempfile.gettempdir())


def _flaws(place: Path, now: datetime) -> Iterator[str]:
    from simdesk.domain.book import drop
    from simdesk.domain.card import Card
    from simdesk.storage.backups import backups, read_backup
    from simdesk.storage.book_file import FileStore
    from simdesk.storage.demo import demo_book

    folder = _folder(place / "first")
    examples = demo_book(now.date(), now, "en")
    written = FileStore(folder).apply(lambda _empty: examples)
    if not written.cards or FileStore(folder).load() != written:
        yield differs(folder.book)
    FileStore(folder).apply(lambda known: drop(known, Card, known.cards[0].id), backup="import")
    kept = backups(folder)
    if not kept or read_backup(folder, kept[0]) != written:
        yield differs(folder.root / "backups")
    if not _is_locked_by_one(folder):
        yield lock_open(folder.lock)
    yield from _archive_flaws(folder, place, now)


def _archive_flaws(folder: "DataFolder", place: Path, now: datetime) -> Iterator[str]:
    from simdesk.exchange.archive_reading import opened
    from simdesk.exchange.archive_restoring import restore
    from simdesk.exchange.archive_writing import packing, write_archive
    from simdesk.storage.book_file import FileStore

    path, other = place / "self-test.simdesk", _folder(place / "second")
    write_archive(path, packing(folder, now))
    with opened(path) as archive:
        restore(other, archive, now, label="self-test")
    if _content(FileStore(other).load()) != _content(FileStore(folder).load()):
        yield differs(path)


def _content(book: "Book") -> object:
    return book.cards, book.renewals, book.payment_methods


def _folder(root: Path) -> "DataFolder":
    from simdesk.storage.device import Device
    from simdesk.storage.folder import DataFolder

    return DataFolder(root, Device(_PASSER_BY))


def _is_locked_by_one(folder: "DataFolder") -> bool:
    """Return whether one who writes keeps another out, and whether the next one gets in."""
    from simdesk.storage.lock import writing

    with writing(folder):
        kept_out = _is_refused(folder)
    return kept_out and not _is_refused(folder)


def _is_refused(folder: "DataFolder") -> bool:
    """Return whether another thread, which is to the lock as another program, is kept out."""
    from simdesk.errors import FileBusy
    from simdesk.storage.lock import writing

    refused: list[bool] = []

    def enter() -> None:
        try:
            with writing(folder, wait=0):
                refused.append(False)
        except FileBusy:
            refused.append(True)

    other = threading.Thread(target=enter)
    other.start()
    other.join()
    return refused == [True]
