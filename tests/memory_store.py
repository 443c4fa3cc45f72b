"""A store without a disk, which holds to the same contract as the file."""

from dataclasses import dataclass, field

from msgspec.structs import replace

from simdesk.domain.book import Book
from simdesk.domain.edits import Edit
from simdesk.errors import SimDeskError
from simdesk.storage.keeping import kept


@dataclass
class MemoryStore:
    """Keeps the book in memory. While ``refuse`` is set, whoever loads or applies is told it."""

    book: Book = field(default_factory=Book)
    refuse: SimDeskError | None = None
    seen: int | None = None

    def load(self) -> Book:
        """Return the book."""
        self._refuse()
        self.seen = self.book.revision
        return self.book

    def apply(self, edit: Edit) -> Book:
        """Make *edit* to the book and return the outcome."""
        self._refuse()
        before = self.book
        after = edit(before)
        if after != before:
            self.book = replace(kept(before, after), revision=before.revision + 1)
        self.seen = self.book.revision
        return self.book

    def book_on_disk_changed(self) -> bool:
        """Return whether somebody else set the book since."""
        return self.seen != self.book.revision

    def _refuse(self) -> None:
        if self.refuse is not None:
            raise self.refuse
