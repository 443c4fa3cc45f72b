"""Bringing a book to the disk, and beside it all by which the next change is told from this one.

The book comes first: whatever else fails is noted in the log, and stops nobody.
"""

from collections.abc import Sequence

from simdesk.clock import Clock
from simdesk.domain.history import Step
from simdesk.errors import FileUnwritable, SimDeskError
from simdesk.storage.backups import BackupReason, first_of_day, keep_backup
from simdesk.storage.copying import Copying
from simdesk.storage.durable import write_durably
from simdesk.storage.folder import DataFolder
from simdesk.storage.formats import is_older
from simdesk.storage.journal import Journal
from simdesk.storage.keeping import Pieces
from simdesk.storage.past import Aside, append, line_of


class Saving:
    """Writes into *folder* for whoever holds its lock."""

    def __init__(self, folder: DataFolder, clock: Clock, journal: Journal) -> None:
        self._folder, self._clock, self._journal = folder, clock, journal

    def write(self, pieces: Pieces, came: Sequence[str] = ()) -> str:
        """Put *pieces* in the place of the book and return their digest.

        *came*: the states that were taken in by that.

        Raises:
            FileUnwritable: if the system refuses; the old book is untouched.
        """
        try:
            copying = self._replace(pieces, came, copy=True)
        except FileUnwritable as error:
            if not error.disk_full:
                raise
            # The copy may have taken the last of the room, and the book comes first.
            copying = self._replace(pieces, came, copy=False)
        copying.settle()
        return copying.digest

    def copy(self, data: bytes, came: Sequence[str] = ()) -> None:
        """Keep a copy of *data*, a book that lies in its place already. Raises nothing."""
        copying = Copying(self._folder, (data,), self._journal.line, came=came, wrote=False)
        copying.finish()
        copying.settle()

    def back_up(
        self, data: bytes | None, reason: BackupReason | None, wish: BackupReason | None = None
    ) -> None:
        """Back *data* up: for *reason*, which must succeed; else for *wish* or as the first of a day.

        What is of an older format is always backed up: nobody else keeps it as it was.
        """
        if not data:
            return
        if is_older(data):
            reason = "migration"
        moment = self._clock.now()
        if reason is not None:
            keep_backup(self._folder, data, moment, reason)
            return
        try:
            if wish is not None or first_of_day(self._folder, moment):
                keep_backup(self._folder, data, moment, wish or "day")
        except (OSError, SimDeskError) as error:
            self._complain("no backup could be made", error)

    def remember(
        self, step: Step, revision: int, *, parent: str, digest: str, asides: tuple[Aside, ...] = ()
    ) -> None:
        """Put *step*, from the state *parent* to *digest*, into the history. Raises nothing."""
        moment = step.at or self._clock.now()
        line = line_of(step, revision=revision, at=moment, parent=parent, digest=digest, asides=asides)
        try:
            append(self._folder, line)
        except OSError as error:
            self._complain("a step could not be put into the history", error)

    def _replace(self, pieces: Pieces, came: Sequence[str], *, copy: bool) -> Copying:
        copying = Copying(self._folder, pieces, self._journal.line, came=came, copy=copy)
        try:
            write_durably(self._folder.book, pieces, self._folder.device.id, ready=copying.finish)
        except BaseException:
            copying.drop()
            raise
        return copying

    def _complain(self, words: str, error: Exception) -> None:
        self._journal.line(f"{words}: {type(error).__name__}")
