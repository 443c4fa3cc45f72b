"""The one thing that changes: the book in force, and the moment it is looked at."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from simdesk.clock import Clock
from simdesk.domain.book import Book
from simdesk.domain.history import History, Source, recalled, step_between
from simdesk.domain.rows import Row, rows, rows_again
from simdesk.errors import (
    FileBusy,
    FileDamaged,
    FileNewer,
    FileUnreadable,
    FileUnwritable,
    SimDeskError,
    StepOutdated,
)
from simdesk.storage.store import Store, TakenIn

if TYPE_CHECKING:
    from simdesk.domain.edits import Edit
    from simdesk.domain.history import Step
    from simdesk.storage.backups import BackupReason

MAY_PASS = (FileBusy, FileDamaged, FileNewer, FileUnreadable, FileUnwritable, OSError)
"""Failures that are the disk's, not the edit's: the same edit may succeed later."""


class PendingEdit(Struct, frozen=True):
    """An edit that could not be saved. ``about`` is the id of the record it is about, or empty.

    ``source`` and ``backup`` are those of :meth:`AppState.apply`.
    """

    label: str
    edit: "Edit"
    about: str = ""
    source: Source = "edit"
    backup: "BackupReason | None" = None


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
        taken_in: something came from another computer and is in the book now; carries the ``TakenIn``.
        steps_changed: what can be undone or redone is another, though the book may be the same.
        sound: the file was looked at and could be read.
    """

    changed = Signal()
    saved = Signal()
    ticked = Signal()
    failed = Signal(object)
    pending_changed = Signal()
    taken_in = Signal(object)
    steps_changed = Signal()
    sound = Signal()

    def __init__(self, store: Store, clock: Clock, book: Book) -> None:
        super().__init__()
        self._store = store
        self._clock = clock
        self._history: History | None = None
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
        """Return what undo would take back; None if there is nothing, or nothing recalled so far."""
        return _label(self._history.done if self._history else [])

    @property
    def redo_label(self) -> str | None:
        """Return what redo would do again; None if there is nothing, or nothing recalled so far."""
        return _label(self._history.undone if self._history else [])

    def recall(self) -> None:
        """Recall the steps taken before this start, if that was not done yet: it reads a file."""
        if self._history is None:
            self._recalled()
            self.steps_changed.emit()

    def past(self, about: str = "") -> "tuple[Step, ...]":
        """Return the last steps, the oldest first; *about*: all that touch the record of that id."""
        return self._store.past(about)

    def apply(
        self,
        label: str,
        edit: "Edit",
        about: str = "",
        *,
        source: Source = "edit",
        backup: "BackupReason | None" = None,
    ) -> bool:
        """Make *edit*, save it and say whether it is now in force.

        What the disk refuses is kept as pending, in the place of a pending edit *about* the same
        record; what the edit itself refuses is not, and the one that waits goes on waiting.
        *backup*: why one must be made before.
        """
        replaced = [one for one in self._pending if about and one.about == about]
        wanted = PendingEdit(label, edit, about, source, backup)
        try:
            self._make(wanted)
        except MAY_PASS as error:
            self._forget(replaced)
            self._pending.append(wanted)
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
                self._make(first)
            except MAY_PASS as error:
                self.failed.emit(error)
                return False
            except SimDeskError as error:
                self.failed.emit(error)
            self._forget([first])
        return True

    def drop_pending(self, about: str = "") -> None:
        """Give up the pending edits about the record of that id; empty: all of them."""
        self._forget([one for one in self._pending if about in ("", one.about)])

    def undo(self) -> bool:
        """Take the last step back and say whether that is now in force.

        A step whose records have changed since is told as outdated and left out from then on: the next
        undo reaches the one before it.
        """
        history = self._recalled()
        if not history.done:
            return False
        return self._replay("undo", history.done, history.undo(self._clock.now()), history.undid)

    def redo(self) -> bool:
        """Do the last undone step again and say whether that is now in force; outdated ones as by undo."""
        history = self._recalled()
        if not history.undone:
            return False
        return self._replay("redo", history.undone, history.redo(self._clock.now()), history.redid)

    def take_back(self, step: "Step") -> bool:
        """Take *step* back, though others may have come after it, and say whether that is now in force."""
        history = self._recalled()
        if history.done and history.done[-1] == step:
            return self.undo()
        from simdesk.wording.history import step_title

        named = replace(step, label=_label([step]) or "")  # what is refused is told by its name
        label = step_title(replace(named, source="undo"))  # a step of its own: redo does not lead back
        return self.apply(label, History([named]).undo(self._clock.now()))

    def tick(self) -> None:
        """Look at the clock, and at the file if somebody else wrote it."""
        try:
            changed = self._store.book_on_disk_changed()
        except (SimDeskError, OSError) as error:
            self.failed.emit(error)
            changed = None
        if changed:
            self.take_in()
        else:
            self._show(self.book)
            if changed is False:
                self.sound.emit()
        self.ticked.emit()

    def take_in(self) -> None:
        """Look at the file, and keep what came from another computer; where it cannot be, only show it."""
        book = self.book
        try:
            try:
                book = self._store.take_in()
            except (FileBusy, FileUnwritable) as error:
                book = self._store.load()
                self.failed.emit(error)
        except (SimDeskError, OSError) as error:
            self.failed.emit(error)
        else:
            self.sound.emit()
        news = self._store.news()
        if news or book != self.book:
            # A command of this computer may have written it: its steps are in the file too.
            self._forget_steps()
        self._show(book)
        self._tell(news)

    def _make(self, wanted: PendingEdit) -> None:
        history, before = self._recalled(), self.book

        def watched(book: Book) -> Book:
            nonlocal before
            before = book
            return wanted.edit(book)

        after = self._store.apply(watched, label=wanted.label, source=wanted.source, backup=wanted.backup)
        news = self._store.news()
        step = step_between(wanted.label, before, after, source=wanted.source)
        if news:
            self._forget_steps()
        elif step.after or step.before:
            history.push(step)
        self._show(after)
        self.saved.emit()
        self._tell(news)

    def _replay(self, source: Source, steps: "list[Step]", edit: "Edit", note: Callable[[], None]) -> bool:
        step = steps[-1]
        try:
            after = self._store.apply(edit, label=_label([step]) or "", source=source)
        except (SimDeskError, OSError) as error:
            if isinstance(error, StepOutdated):
                steps.pop()
                error = StepOutdated(_label([step]) or "")
            self.failed.emit(error)
            self.steps_changed.emit()
            return False
        note()
        news = self._store.news()
        if news:
            self._forget_steps()
        self._show(after)
        self.saved.emit()
        self._tell(news)
        return True

    def _recalled(self) -> History:
        if self._history is None:
            self._history = recalled(self._store.past())
        return self._history

    def _forget_steps(self) -> None:
        """Recall the steps anew, if they were recalled: others came between them."""
        if self._history is not None:
            self._history = recalled(self._store.past())
            self.steps_changed.emit()

    def _tell(self, news: "tuple[TakenIn, ...]") -> None:
        for one in news:
            self.taken_in.emit(one)

    def _show(self, book: Book) -> None:
        moment = self._clock.now()
        seen = rows_again(book, moment, self.book, self.rows())
        same = book == self.book and seen == self.rows() and _zone(moment) == _zone(self.now)
        self.book, self.now, self._rows = book, moment, seen
        if not same:
            self.changed.emit()

    def _forget(self, gone: list[PendingEdit]) -> None:
        if gone:
            self._pending = [one for one in self._pending if one not in gone]
            self.pending_changed.emit()


def _label(steps: "list[Step]") -> str | None:
    if not steps:
        return None
    step = steps[-1]
    if step.label:
        return step.label
    from simdesk.wording.merging import step_label

    return step_label(step)


def _zone(moment: datetime) -> object:
    return moment.utcoffset(), moment.tzname()
