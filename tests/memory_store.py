"""A store without a disk, which holds to the same contract as the file."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from msgspec.structs import replace

from simdesk.domain.book import Book
from simdesk.domain.edits import Edit
from simdesk.domain.history import Source, Step, step_between
from simdesk.errors import SimDeskError
from simdesk.storage.backups import BackupReason
from simdesk.storage.keeping import kept
from simdesk.storage.store import TakenIn

MOMENT = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


@dataclass
class MemoryStore:
    """Keeps the book in memory. While ``refuse`` is set, whoever loads or applies is told it.

    Whoever sets ``book`` is another computer, which has merged what it took from here.
    """

    book: Book = field(default_factory=Book)
    refuse: SimDeskError | None = None
    seen: int | None = None
    mine: Book | None = None
    steps: list[Step] = field(default_factory=list)
    untold: list[TakenIn] = field(default_factory=list)
    backups: list[BackupReason] = field(default_factory=list)

    def load(self) -> Book:
        """Return the book."""
        self._refuse()
        self.seen = self.book.revision
        return self.book

    def apply(
        self,
        edit: Edit,
        *,
        label: str = "",
        source: Source = "edit",
        backup: BackupReason | None = None,
    ) -> Book:
        """Make *edit* to the book and return the outcome."""
        self._refuse()
        self._settle()
        before = self.book
        after = edit(before)
        if after != before:
            self.book = self.mine = replace(kept(before, after), revision=before.revision + 1)
            self.steps.append(step_between(label, before, self.book, at=MOMENT, source=source))
            self.backups += [backup] if backup else []
        self.seen = self.book.revision
        return self.book

    def take_in(self) -> Book:
        """Return the book, and remember what somebody else did to it."""
        self._refuse()
        self._settle()
        return self.book

    def book_on_disk_changed(self) -> bool:
        """Return whether somebody else set the book since."""
        return self.seen != self.book.revision

    def news(self) -> tuple[TakenIn, ...]:
        """Return what somebody else did since this was asked."""
        news, self.untold = tuple(self.untold), []
        return news

    def past(self, about: str = "") -> tuple[Step, ...]:
        """Return every step; *about*: those that touch the record of that id, or a renewal of it."""
        return tuple(step for step in self.steps if not about or about in _ids(step))

    def _settle(self) -> None:
        if self.mine is not None and self.mine is not self.book:
            step = step_between("", self.mine, self.book, at=MOMENT, source="outside")
            if step.before:
                self.steps.append(step)
                self.untold.append(TakenIn(step))
        self.mine, self.seen = self.book, self.book.revision

    def _refuse(self) -> None:
        if self.refuse is not None:
            raise self.refuse


def _ids(step: Step) -> set[str]:
    records = (*step.before.values(), *step.after.values(), *(one.record for one in step.lost))
    ids = (getattr(record, name, "") for record in records for name in ("id", "card_id"))
    return set(ids)
