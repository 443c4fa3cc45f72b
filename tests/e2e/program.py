"""SimDesk as a process on a desktop, with one book: started, spoken to, killed."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from simdesk.domain.book import Book
from simdesk.domain.card import Card
from simdesk.reminders.ledger import Entry
from simdesk.storage.book_file import FileStore
from simdesk.storage.decoding import encode
from simdesk.storage.folder import DataFolder, data_folder
from simdesk.storage.ledger_file import load_ledger
from tests.e2e.desktop import PATIENCE, Desktop, until

_KNOWN = (
    "Failed to register with host portal",  # there is no portal on this desktop
    "Could not find accessible on path",  # a reader asks for what has just gone
)


class Program:
    """The program with the data folder *place*; ``told`` is where it complains. *more*: its variables."""

    def __init__(self, desk: Desktop, place: Path, **more: str) -> None:
        self.desk, self.more = desk, more
        self.folder: DataFolder = data_folder(str(place), {})
        self.told = place.with_name(f"{place.name}.told")

    def holds(self, *held: Card) -> None:
        """Have a book with these cards."""
        self.folder.root.mkdir(mode=0o700, exist_ok=True)
        self.folder.book.write_bytes(encode(Book(cards=held, revision=1)))

    def starts(self, *options: str, wound: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
        """Start the program."""
        command = [sys.executable, "-m", "simdesk", "--data-dir", str(self.folder.root), "--lang", "en"]
        with self.told.open("ab") as told:
            return self.desk.start(*command, *options, out=told.fileno(), **(self.more | dict(wound or {})))

    def starts_again(self, *options: str) -> None:
        """Start it a second time, and wait until that has ended well: the window has then looked around."""
        assert self.starts(*options).wait(PATIENCE) == 0

    def opens(self, *options: str, wound: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
        """Start the program and wait until its window is seen."""
        before = set(self.desk.windows())
        process = self.starts(*options, wound=wound)
        until(lambda: set(self.desk.windows()) - before or process.poll() is not None, "the window")
        assert process.poll() is None, self.complaints
        return process

    def book(self) -> Book:
        """Return the book as it lies on the disk."""
        return FileStore(self.folder).load()

    def told_of(self) -> tuple[Entry, ...]:
        """Return what was told, by the ledger on the disk."""
        loaded = load_ledger(self.folder)
        assert loaded.problem is None
        return tuple(entry for entry in loaded.value.entries if entry.delivered is not None)

    @property
    def complaints(self) -> str:
        """Return what the program has written to its standard outputs, but for what is known."""
        lines = self.told.read_text("utf-8").splitlines() if self.told.exists() else []
        return "\n".join(line for line in lines if not any(known in line for known in _KNOWN))
