"""Bringing a book to the disk, and beside it all by which the next change is told from this one.

The book comes first: whatever else fails is noted in the log, and stops nobody.
"""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from simdesk.clock import Clock
from simdesk.domain.history import Step
from simdesk.errors import FileUnwritable, SimDeskError
from simdesk.storage import known
from simdesk.storage.backups import BackupReason, add_backup, backup_folder, first_of_day, thin_out
from simdesk.storage.copying import Copying
from simdesk.storage.durable import write_durably
from simdesk.storage.folder import DataFolder
from simdesk.storage.formats import is_older
from simdesk.storage.journal import Journal
from simdesk.storage.keeping import Pieces
from simdesk.storage.last import Edited, leads
from simdesk.storage.past import Aside, append, line_of
from simdesk.storage.reading import read_file


class Saving:
    """One save in *folder*, by whoever holds its lock.

    ``stands``: how the file of a large book stands that was written; None if that cannot be told.
    """

    def __init__(self, folder: DataFolder, clock: Clock, journal: Journal) -> None:
        self._folder, self._clock, self._journal = folder, clock, journal
        self._backup: Path | None = None
        self._is_asked_for = self._is_first = False
        self.stands: known.Standing | None = None

    def write(self, pieces: Pieces, came: Sequence[str] = (), edited: Edited | None = None) -> str:
        """Put *pieces* in the place of the book and return their digest.

        *came*: the states that were taken in by that. *edited*: the step that it is, to be put into the
        history; None: whoever calls does that. Only then are older backups thinned out.

        Raises:
            FileUnwritable: if the system refuses; the old book is untouched, and the backup is gone that
                was made for it.
        """
        try:
            is_led = edited is not None and self._is_led_to(edited, pieces)
            copying = self._written(pieces, came, copy=not is_led)
        except BaseException:
            self.take_back()
            raise
        if edited is not None:
            step, revision = edited.step, edited.after.revision
            told = self.remember(step, revision, parent=edited.parent, digest=copying.digest)
            is_led = is_led and told
        copying.settle(led=is_led)
        self.stands = copying.stands
        self._end()
        return copying.digest

    def begin_anew(self, data: bytes) -> None:
        """Put *data*, a book that the owner chose, in the place of the book, and forget what was before.

        Raises:
            FileUnwritable: as :meth:`write`; nothing is forgotten then.
        """
        self.write((data,))
        known.forget(self._folder)
        self.copy(data, lies=self.stands)

    def copy(self, data: bytes, came: Sequence[str] = (), *, lies: known.Standing | None = None) -> None:
        """Keep a copy of *data*, a book that lies in its place already. Raises nothing.

        *lies*: how its file stood when it was read; None if that could not be told.
        """
        copying = Copying(self._folder, (data,), self._journal.line, came=came, wrote=False, lies=lies)
        copying.finish()
        copying.settle()
        self._thin_out()

    def back_up(
        self, data: bytes | None, reason: BackupReason | None, wish: BackupReason | None = None
    ) -> None:
        """Back *data* up: for *reason*, which must succeed; else for *wish* or as the first of a day.

        What is of an older format is always backed up: nobody else keeps it as it was. So is, where that
        can be, what another version of SimDesk had last.
        """
        if data is None and reason is not None:  # what came from outside was written just now
            data = read_file(self._folder.book)
        if not data:
            return
        if is_older(data):
            reason = "migration"
        if reason is not None:
            self._is_asked_for = True
            self._add_backup(data, reason)
            return
        if known.is_new_here(self._folder):
            wish = wish or "update"
        try:
            if wish is not None or first_of_day(self._folder, self._clock.now()):
                self._add_backup(data, wish or "day")
        except (OSError, SimDeskError) as error:
            self._complain("no backup could be made", error)

    def keep_before_update(self, data: bytes) -> None:
        """Back *data* up, a sound book that another version of SimDesk had last, before anything changes.

        Raises:
            FileUnwritable: if the system refuses; the next save tries it again.
        """
        self._add_backup(data, "migration" if is_older(data) else "update")
        self._end()

    def remember(
        self, step: Step, revision: int, *, parent: str, digest: str, asides: tuple[Aside, ...] = ()
    ) -> bool:
        """Put *step*, from the state *parent* to *digest*, into the history; return whether that went well.

        Raises nothing.
        """
        moment = step.at or self._clock.now()
        line = line_of(step, revision=revision, at=moment, parent=parent, digest=digest, asides=asides)
        try:
            append(self._folder, line)
        except OSError as error:
            self._complain("a step could not be put into the history", error)
            return False
        return True

    def take_back(self) -> None:
        """Take away the backup that was made for a book which then was not written. Raises nothing."""
        backup, self._backup = self._backup, None
        with suppress(OSError):
            if backup is not None:
                backup.unlink()
            if self._is_first:
                backup_folder(self._folder).rmdir()  # which it refuses once there is anything in it

    def _add_backup(self, data: bytes, reason: BackupReason) -> None:
        self._is_first = not backup_folder(self._folder).exists()
        try:
            self._backup = add_backup(self._folder, data, self._clock.now(), reason)
        except BaseException:
            self.take_back()
            raise

    def _end(self) -> None:
        """Let it be known that this version has had the book, and thin out its backups. Raises nothing."""
        if known.is_new_here(self._folder):
            known.had_here(self._folder)
        self._thin_out()

    def _thin_out(self) -> None:
        backup, self._backup = self._backup, None
        if backup is not None:
            thin_out(self._folder, backup, self._clock.now())

    def _is_led_to(self, edited: Edited, pieces: Pieces) -> bool:
        """Return whether the copy of a large book can be left as it is: the history tells what came since."""
        if sum(map(len, pieces)) < known.LARGE or not edited.is_repeatable:
            return False
        copied = known.known(self._folder).copied
        return bool(copied) and self._folder.mine.exists() and leads(self._folder, copied, edited.parent)

    def _written(self, pieces: Pieces, came: Sequence[str], *, copy: bool) -> Copying:
        try:
            return self._replace(pieces, came, copy=copy)
        except FileUnwritable as error:
            if not error.disk_full:
                raise
        # The copy may have taken the last of the room, or the backup that nobody asked for; the book
        # comes first.
        try:
            return self._replace(pieces, came, copy=False)
        except FileUnwritable as again:
            if not again.disk_full or self._is_asked_for or self._backup is None:
                raise
            self._complain("a backup had to make room for the book", again)
        self.take_back()
        return self._replace(pieces, came, copy=copy)

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
