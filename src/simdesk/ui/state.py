"""The one thing that changes: the book in force, and the moment it is looked at."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QObject, Signal

from simdesk.clock import Clock
from simdesk.domain.book import Book
from simdesk.domain.history import History, step_between
from simdesk.domain.rows import Row, rows
from simdesk.errors import FileBusy, FileDamaged, FileNewer, FileUnreadable, FileUnwritable, SimDeskError
from simdesk.storage.book_file import Store

if TYPE_CHECKING:
    from simdesk.domain.edits import Edit

_MAY_PASS = (FileBusy, FileDamaged, FileNewer, FileUnreadable, FileUnwritable, OSError)
"""Failures that are the disk's, not the edit's: the same edit may succeed later."""


class PendingEdit(Struct, frozen=True):
    """An edit that could not be saved. ``about`` is the id of the record it is about, or empty."""

    label: str
    edit: "Edit"
    about: str = ""


class AppState(QObject):
    """Owns the book. Widgets read ``book``, ``now`` and ``rows()``, and call ``apply``.

    An edit is saved before it is shown: after ``changed`` the screen and the file agree, and after
    ``failed`` neither has moved.

    Signals:
        changed: the book or a day is another one; read both again.
        saved: an edit has just been written to the disk.
        ticked: a minute has passed, or the computer woke up; ``now`` is another moment.
        failed: an edit was refused or could not be saved; carries the error.
        pending_changed: there are more or fewer pending edits than before.
    """

    changed = Signal()
    saved = Signal()
    ticked = Signal()
    failed = Signal(object)
    pending_changed = Signal()

    def __init__(self, store: Store, clock: Clock, book: Book) -> None:
        super().__init__()
        self._store = store
        self._clock = clock
        self._history = History()
        self._pending: list[PendingEdit] = []
        self.book = book
        self.now = clock.now()
        self._rows: tuple[Row, ...] | None = None

    def moment(self) -> datetime:
        """Return the present moment by the clock, which ``now`` is behind by up to a minute."""
        return self._clock.now()

    def rows(self) -> tuple[Row, ...]:
        """Return every card's row at ``now``, most urgent first."""
        if self._rows is None:
            self._rows = rows(self.book, self.now)
        return self._rows

    def row(self, card_id: str) -> Row | None:
        """Return the row of one card; None if the book has it no more."""
        return next((row for row in self.rows() if row.card.id == card_id), None)

    @property
    def pending(self) -> tuple[PendingEdit, ...]:
        """Return the edits that could not be saved, oldest first."""
        return tuple(self._pending)

    @property
    def undo_label(self) -> str | None:
        """Return what undo would take back; None if there is nothing."""
        return self._history.done[-1].label if self._history.done else None

    @property
    def redo_label(self) -> str | None:
        """Return what redo would do again; None if there is nothing."""
        return self._history.undone[-1].label if self._history.undone else None

    def apply(self, label: str, edit: "Edit", about: str = "") -> bool:
        """Make *edit*, save it and say whether it is now in force.

        What the disk refuses is kept as pending, in the place of a pending edit *about* the same
        record; what the edit itself refuses is not, and the one that waits goes on waiting.
        """
        replaced = [one for one in self._pending if about and one.about == about]
        try:
            self._make(label, edit)
        except _MAY_PASS as error:
            self._forget(replaced)
            self._pending.append(PendingEdit(label, edit, about))
            self.pending_changed.emit()
            self.failed.emit(error)
            return False
        except SimDeskError as error:
            self.failed.emit(error)
            return False
        self._forget(replaced)
        return True

    def retry(self) -> bool:
        """Make the pending edits again, oldest first, and say whether none is left."""
        while self._pending:
            first = self._pending[0]
            try:
                self._make(first.label, first.edit)
            except _MAY_PASS as error:
                self.failed.emit(error)
                return False
            except SimDeskError as error:
                self.failed.emit(error)
            self._forget([first])
        return True

    def drop_pending(self) -> None:
        """Give up every pending edit."""
        self._forget(list(self._pending))

    def undo(self) -> bool:
        """Take the last step back and say whether that is now in force."""
        if not self._history.done:
            return False
        return self._replay(self._history.undo(self._clock.now()), self._history.undid)

    def redo(self) -> bool:
        """Do the last undone step again and say whether that is now in force."""
        if not self._history.undone:
            return False
        return self._replay(self._history.redo(self._clock.now()), self._history.redid)

    def tick(self) -> None:
        """Look at the clock, and at the file if somebody else wrote it."""
        book = self.book
        try:
            if self._store.book_on_disk_changed():
                book = self._store.load()
        except (SimDeskError, OSError) as error:
            self.failed.emit(error)
        self._show(book)
        self.ticked.emit()

    def _make(self, label: str, edit: "Edit") -> None:
        before = self.book

        def watched(book: Book) -> Book:
            nonlocal before
            before = book
            return edit(book)

        after = self._store.apply(watched)
        step = step_between(label, before, after)
        if step.after or step.before:
            self._history.push(step)
        self._show(after)
        self.saved.emit()

    def _replay(self, edit: "Edit", note: Callable[[], None]) -> bool:
        try:
            after = self._store.apply(edit)
        except (SimDeskError, OSError) as error:
            self.failed.emit(error)
            return False
        note()
        self._show(after)
        self.saved.emit()
        return True

    def _show(self, book: Book) -> None:
        moment = self._clock.now()
        seen = rows(book, moment)
        same = book == self.book and seen == self.rows() and _zone(moment) == _zone(self.now)
        self.book, self.now, self._rows = book, moment, seen
        if not same:
            self.changed.emit()

    def _forget(self, gone: list[PendingEdit]) -> None:
        if gone:
            self._pending = [one for one in self._pending if one not in gone]
            self.pending_changed.emit()


def _zone(moment: datetime) -> object:
    return moment.utcoffset(), moment.tzname()
