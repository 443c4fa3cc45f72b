"""The book on the disk: the one door through which it is read and changed."""

import errno
import os
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from msgspec.structs import replace

from simdesk.clock import Clock, SystemClock
from simdesk.domain.book import Book
from simdesk.errors import FileUnreadable, SimDeskError
from simdesk.storage import conflict_copies
from simdesk.storage.decoding import decode_book
from simdesk.storage.folder import DataFolder
from simdesk.storage.journal import Journal
from simdesk.storage.known import LARGE, Standing, digest_of, is_new_here, known, standing
from simdesk.storage.lock import writing
from simdesk.storage.reading import read_file
from simdesk.storage.store import TakenIn

if TYPE_CHECKING:  # a start does without these
    from simdesk.domain.edits import Edit
    from simdesk.domain.history import Source, Step
    from simdesk.storage.backups import BackupReason
    from simdesk.storage.keeping import Pieces
    from simdesk.storage.last import Edited
    from simdesk.storage.past import Aside
    from simdesk.storage.saving import Saving
    from simdesk.storage.taking import Taken


class FileStore:
    """Keeps the book in the file ``simdesk.json``, and a line in the log for every save.

    A book that has been there once and is gone is not an empty one, but one that cannot be read: its
    folder may be on a disk that is not there at the moment, or not all of it may have come yet. What
    another computer put in its place, or beside it, is merged with what this device had
    (``storage.taking``).
    """

    def __init__(self, folder: DataFolder, clock: Clock | None = None) -> None:
        self._folder = folder
        self._clock = clock or SystemClock()
        self._journal = Journal(folder, self._clock)
        self._book = Book()
        # What the file held when it was looked at last: its digest, empty if there was none; and how it
        # stood. With both, the conflict copies beside it.
        self._held: tuple[str, conflict_copies.Found] | None = None
        self._stood: tuple[Standing, conflict_copies.Found] | None = None
        self._taken: Taken | None = None
        self._news: list[TakenIn] = []
        self._told: set[SimDeskError] = set()

    def load(self) -> Book:
        """Return the book in the file, an empty one if there is no file. Takes no lock, creates nothing."""
        self._look()
        return self._book

    def apply(
        self,
        edit: "Edit",
        *,
        label: str = "",
        source: "Source" = "edit",
        backup: "BackupReason | None" = None,
    ) -> Book:
        """Make *edit* to the book in the file and write it, all under the lock."""
        from simdesk.domain.history import step_between
        from simdesk.storage.keeping import book_pieces, kept
        from simdesk.storage.last import Edited

        with writing(self._folder):
            data = self._settle()
            before, parent = self._book, self._held
            after = edit(before)
            if after == before:
                return before
            after = replace(kept(before, after), revision=before.revision + 1)
            pieces = book_pieces(data, before, after)
            saving = self._saving()
            saving.back_up(data, backup)
            step = step_between(label, before, after, at=self._clock.now(), source=source)
            edited = Edited(before, after, step, parent[0] if parent else "")
            self._write(saving, pieces, after, edited=edited)
            return after

    def take_in(self) -> Book:
        """Return the book in the file, and keep what came from outside, under the lock, if anything did.

        A book that another version of SimDesk had last is backed up before.
        """
        self._look()
        if self._held and self._held[0] and is_new_here(self._folder):
            self._keep_before_update()
        if self._taken is not None:
            with writing(self._folder):
                self._settle()
        elif self._held and self._held[0]:
            from simdesk.storage.last import is_copied

            if not is_copied(self._folder, self._held[0]):
                with suppress(OSError, SimDeskError), writing(self._folder):
                    self._keep_copy(self._look(whole=True))
        return self._book

    def book_on_disk_changed(self) -> bool:
        """Return whether the file has another content than at the last look, or is gone."""
        copies = conflict_copies.found(self._folder)
        stands = standing(self._folder.book)
        if self._stood is not None and (stands, copies) == self._stood:
            return False
        data = read_file(self._folder.book)
        return ("" if data is None else digest_of((data,)), copies) != self._held

    def news(self) -> tuple[TakenIn, ...]:
        """Return what was taken in by this store since it was asked last."""
        news, self._news = tuple(self._news), []
        return news

    def past(self, about: str = "") -> "tuple[Step, ...]":
        """Return the steps in the history of this device, also those of commands."""
        from simdesk.storage.past import past

        return past(self._folder, about)

    def _look(self, *, whole: bool = False) -> bytes | None:
        """Have in ``_book`` what the file holds now, merged with what this device had.

        Return the content of the file if it is that of ``_book``; *whole*: read it, also where it is known
        to be the same. None where there is none, or it was not needed.
        """
        copies = conflict_copies.found(self._folder)
        stands = standing(self._folder.book)
        if self._stood is not None and (stands, copies) == self._stood and not whole:
            return None
        data = self._read()
        # What was written while it was read is another than the one that stood so.
        stands = stands if data is not None and standing(self._folder.book) == stands else None
        digest = ""
        if data is not None:
            is_known = self._stood is not None and (stands, copies) == self._stood
            digest = self._held[0] if is_known and self._held else self._digest(data, stands)
        if (digest, copies) != self._held:
            self._take(data, digest, copies)
        large = data is not None and len(data) >= LARGE
        self._stood = (stands, copies) if large and stands is not None else None
        return data

    def _read(self) -> bytes | None:
        data = read_file(self._folder.book)
        if data is None:
            from simdesk.storage.traces import has_traces

            if (self._held is not None and self._held[0]) or has_traces(self._folder):
                raise FileUnreadable(self._folder.book, os.strerror(errno.ENOENT))
        return data

    def _digest(self, data: bytes, stands: Standing | None) -> str:
        if len(data) >= LARGE and stands is not None:
            has = known(self._folder)
            if has.stands == stands:
                return has.newest
        return digest_of((data,))

    def _take(self, data: bytes | None, digest: str, copies: conflict_copies.Found) -> None:
        taken = None
        if data is None:
            book = Book()
        else:
            has = known(self._folder)
            ours = digest == has.newest
            book = decode_book(data, self._folder.book, ours=ours)
            if not ours and self._folder.mine.exists():
                from simdesk.storage.last import is_last

                ours = is_last(self._folder, has, digest)
            else:
                ours = True
            if copies or not ours:
                from simdesk.storage.last import Held
                from simdesk.storage.taking import taken_from

                at_hand = Held(self._book, self._held[0]) if self._held and not self._taken else None
                file, now = Held(book, digest, data), self._clock.now()
                taken = taken_from(self._folder, file, has, copies, now, at_hand=at_hand)
                book = taken.book
        self._book, self._held, self._taken = book, (digest, copies), taken

    def _settle(self) -> bytes | None:
        """Keep what came from outside, under the lock that the caller holds.

        Return the content of the file if it is that of ``_book`` after that; None if it has to be made.
        """
        data = self._look(whole=True)
        if self._taken is None:
            return data
        taken, self._taken = self._taken, None
        revision, held = self._book.revision, self._held
        try:
            self._keep(taken)
        except BaseException:
            self._held = self._stood = None  # the next who looks finds it again
            raise
        self._put_away(taken)
        return data if (revision, held) == (self._book.revision, self._held) else None

    def _keep(self, taken: "Taken") -> None:
        """Write what *taken* became, unless it is what lies there, and how that came about."""
        from simdesk.storage.keeping import book_pieces

        mine, file, came = taken.mine, taken.file, taken.had
        saving = self._saving()
        if _is_same(taken.book, file.book):
            self._book = file.book
            if mine is file:
                return
            saving.back_up(mine.data, None)
            saving.copy(file.data, came, lies=self._stood and self._stood[0])
        elif _is_same(taken.book, mine.book) and mine.book.revision >= file.book.revision:
            # An old state, or one that had lost records, came into the place of ours.
            self._write(saving, (mine.data,), mine.book, came)
            return
        else:
            book = replace(taken.book, revision=max(mine.book.revision, file.book.revision) + 1)
            pieces = book_pieces(mine.data, mine.book, book)
            saving.back_up(mine.data, None, "merge")
            self._write(saving, pieces, book, came)
        self._remember(taken.step, mine.digest, taken.asides)

    def _put_away(self, taken: "Taken") -> None:
        """Move the conflict copies that are in the book now, and note the news."""
        try:
            conflict_copies.archive(self._folder, [one.path for one in taken.copies])
        except (OSError, SimDeskError) as error:
            self._journal.line(f"a conflict copy could not be moved: {type(error).__name__}")
        digest = self._held[0] if self._held else ""
        self._held = digest, conflict_copies.found(self._folder)
        self._stood = None
        refused = tuple(error for error in taken.refused if error not in self._told)
        self._told.update(refused)
        copies = tuple(one.path.name for one in taken.copies)
        older = not taken.step.before and not _is_same(taken.mine.book, taken.file.book)
        if taken.step.before or copies or refused or older:
            self._news.append(TakenIn(taken.step, copies, refused, older))

    def _keep_before_update(self) -> None:
        """Back up the file as another version left it. Where that fails, the first save tries it again."""
        with suppress(OSError, SimDeskError), writing(self._folder):
            data = self._look(whole=True)
            if data is not None:
                self._saving().keep_before_update(data)

    def _keep_copy(self, data: bytes | None) -> None:
        """Keep a copy of the book as it is, by which to tell what comes from outside from now on."""
        if data is not None and self._taken is None:
            self._folder.mine_coming.unlink(missing_ok=True)
            self._saving().copy(data, lies=self._stood and self._stood[0])

    def _write(
        self,
        saving: "Saving",
        pieces: "Pieces",
        book: Book,
        came: Sequence[str] = (),
        edited: "Edited | None" = None,
    ) -> None:
        """Put *book*, whose content is *pieces*, in the place of the file."""
        digest = saving.write(pieces, came, edited)
        self._book, self._taken = book, None
        copies = conflict_copies.found(self._folder)
        self._held = digest, copies
        self._stood = None if saving.stands is None else (saving.stands, copies)
        self._journal.line(f"saved {book.revision}")

    def _remember(self, step: "Step", parent: str, asides: "tuple[Aside, ...]" = ()) -> None:
        """Put *step* into the history; it leads from the state *parent* to that which is kept now."""
        digest = self._held[0] if self._held else ""
        self._saving().remember(step, self._book.revision, parent=parent, digest=digest, asides=asides)

    def _saving(self) -> "Saving":
        from simdesk.storage.saving import Saving

        return Saving(self._folder, self._clock, self._journal)


def _is_same(book: Book, other: Book) -> bool:
    return book is other or replace(book, revision=other.revision) == other
