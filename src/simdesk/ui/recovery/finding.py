"""What the page of recovery shows, found in the folder, and what is put in place once its owner chose."""

import errno
import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal, SignalInstance
from PySide6.QtWidgets import QWidget

from simdesk.clock import Clock
from simdesk.domain.book import Book
from simdesk.errors import FileDamaged, FileUnreadable, SimDeskError
from simdesk.exchange.archive_report import restored_sentences
from simdesk.exchange.archive_restoring import Restored
from simdesk.storage.folder import DataFolder
from simdesk.storage.reading import read_file
from simdesk.storage.recovering import Candidate, best, copies, looked_into, put_in_place, read_candidate
from simdesk.storage.salvage import Salvage, counts_of, salvage
from simdesk.storage.settings import load_settings
from simdesk.ui.aside import Aside, Tell
from simdesk.ui.backups.asking import ask
from simdesk.ui.backups.from_file import Found as FoundInFile
from simdesk.ui.backups.from_file import ask_what_to_open, look_into, restore_from, show
from simdesk.ui.backups.lines import content_of
from simdesk.ui.cards.showing import Showing
from simdesk.ui.folders import open_folder
from simdesk.ui.notice_bar import NoticeBar
from simdesk.ui.preferences import Preferences
from simdesk.ui.recovery.look_dialog import LookDialog
from simdesk.ui.recovery.page import RecoveryPage
from simdesk.ui.recovery.values import Copy, Lost, Saved
from simdesk.wording import recovery as words
from simdesk.wording.backups import moment_words
from simdesk.wording.language import _, _p
from simdesk.wording.problem import problem

Found = Salvage | Sequence[Candidate]


class Finding(QObject):
    """Looks through *folder* in a thread of its own, and writes nothing before the owner has chosen.

    *reopen* reads the book again; if that fails it has the page explain why. *window* has the page, and
    *looked_at* is its signal that it is the one in front again. *bar* gives where it is told what was
    restored, once the book is open.

    Signals:
        passed_on: a file was to be looked into while something else was done, which now is; carries its path.
    """

    passed_on = Signal(str)

    def __init__(
        self,
        window: QWidget,
        page: RecoveryPage,
        looked_at: SignalInstance,
        *,
        folder: DataFolder,
        clock: Clock,
        preferences: Preferences,
        reopen: Callable[[], object],
        bar: Callable[[], NoticeBar | None],
    ) -> None:
        super().__init__(window)
        self._window, self._page, self._folder, self._clock = window, page, folder, clock
        self._preferences, self._reopen, self._bar = preferences, reopen, bar
        self._copies: dict[str, Candidate] = {}
        self._salvage: Salvage | None = None
        self._looking, self._putting = Aside("look for copies", self), Aside("recovery", self)
        self._looking.passed.connect(self._show)
        self._looking.came.connect(lambda _outcome: page.show_reading(on=False))
        self._putting.came.connect(self._done)
        self._then: Callable[[object], None] = lambda _outcome: None
        self._next: Path | None = None
        page.retry_asked.connect(self.retry)
        page.explained.connect(self.look)
        page.look_asked.connect(self._look_into)
        page.use_asked.connect(self._ask_to_use)
        page.save_asked.connect(self._ask_to_save)
        page.open_asked.connect(lambda: ask_what_to_open(window, self.look_into_file))
        page.folder_asked.connect(lambda: open_folder(folder.root))
        looked_at.connect(self._look_again, Qt.ConnectionType.QueuedConnection)
        self.look()

    def look(self) -> None:
        """Look through what there is, unless the folder itself is not there."""
        page, folder, error = self._page, self._folder, self._page.error
        self._copies, self._salvage = {}, None
        page.say("")
        page.show_saved(None)
        page.show_copies(())
        if not folder.root.is_dir():
            self._looking.drop()
            page.show_reading(on=False)
            return
        page.show_reading(on=True)
        self._looking.do(partial(_look, folder, isinstance(error, FileDamaged)))

    def retry(self) -> None:
        """Read the book again. One that is gone since is not taken for an empty one."""
        if os.path.lexists(self._folder.book):
            self._reopen()
        else:
            self._page.show_error(FileUnreadable(self._folder.book, os.strerror(errno.ENOENT)))

    def look_into_file(self, path: Path) -> None:
        """Verify the archive *path*, show what is in it and ask whether it is to be restored."""
        if self._putting.busy:
            self._next = path
            return

        def ask(found: object) -> None:
            if isinstance(found, FoundInFile):
                show(found, self._clock.now().tzinfo, None, partial(self._restore, path), self._window)

        self._do(lambda _tell: look_into(self._folder, path), ask)

    def _restore(self, path: Path, with_settings: bool) -> None:
        folder, moment = self._folder, self._clock.now()

        def opened(done: object) -> None:
            if not isinstance(done, Restored):
                return
            if done.settings:
                self._preferences.adopt(load_settings(folder).value)
            self._reopen()
            bar = self._bar()
            if bar is not None:
                said = partial(restored_sentences, done, path, asked_for_settings=with_settings)
                bar.tell(lambda: _p("sentences", " ").join(said()), key="restored")

        self._do(lambda _tell: restore_from(folder, path, moment, with_settings=with_settings), opened)

    def _look_again(self) -> None:
        """Open a book that was not there, if it is there again."""
        if isinstance(self._page.error, FileUnreadable) and os.access(self._folder.book, os.R_OK):
            self.retry()

    def _show(self, found: Found) -> None:
        if isinstance(found, Salvage):
            self._salvage = found
            kept, there = found.kept, found.found
            losses = tuple(Lost(one.kind, one.name, one.field, one.fact) for one in found.losses)
            cards, renewals = (kept.cards, there.cards), (kept.renewals, there.renewals)
            self._page.show_saved(Saved(cards, renewals, found.lost, losses))
            return
        self._copies = {str(one.path): one for one in found}
        chosen = best(found)
        self._page.show_copies([self._copy(one) for one in found], "" if chosen is None else str(chosen.path))

    def _copy(self, one: Candidate) -> Copy:
        return Copy(
            key=str(one.path),
            made=one.made.astimezone(self._clock.now().tzinfo),
            kind=one.kind,
            reason=one.reason,
            here=one.device == self._folder.device.id,
            cards=None if one.counts is None else one.counts.cards,
            renewals=None if one.counts is None else one.counts.renewals,
            problem=one.problem,
        )

    def _when(self, one: Candidate) -> str:
        return moment_words(one.made.astimezone(self._clock.now().tzinfo))

    def _look_into(self, key: str) -> None:
        candidate = self._copies.get(key)
        if candidate is None:
            return

        def show(book: object) -> None:
            if isinstance(book, Book):
                content = content_of(book, None, Showing())
                dialog = LookDialog(self._when(candidate), content.lines, content.renewals, self._window)
                dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
                dialog.open()

        self._do(lambda _tell: read_candidate(candidate), show)

    def _ask_to_use(self, key: str) -> None:
        candidate = self._copies.get(key)
        if candidate is None or candidate.counts is None:
            return
        folder, clock, counts = self._folder, self._clock, candidate.counts
        ask(
            self._window,
            words.use_question(self._when(candidate)),
            words.use_details(self._page.error, counts.cards, counts.renewals),
            _("Use this copy"),
            lambda: self._do(
                lambda _tell: put_in_place(folder, read_candidate(candidate), clock), self._opened
            ),
        )

    def _ask_to_save(self) -> None:
        found = self._salvage
        if found is None:
            return
        folder, clock, kept = self._folder, self._clock, found.kept
        something = kept.cards or kept.renewals
        ask(
            self._window,
            words.save_question() if something else _("Begin with no cards?"),
            words.use_details(self._page.error, kept.cards, kept.renewals),
            _("Use what can be saved") if something else _("Begin with no cards"),
            lambda: self._do(lambda _tell: put_in_place(folder, found.book, clock), self._opened),
        )

    def _opened(self, _book: object) -> None:
        self._reopen()

    def _do(self, work: Callable[[Tell], object], then: Callable[[object], None]) -> None:
        if self._putting.busy:
            return
        self._then = then
        self._page.say("")
        self._page.show_busy(on=True)
        self._putting.do(work)

    def _done(self, outcome: object) -> None:
        self._page.show_busy(on=False)
        waiting, self._next = self._next, None
        if waiting is not None:
            # By then the page may have given way to the cards, so that is not for the page to begin.
            QTimer.singleShot(0, self, lambda: self.passed_on.emit(str(waiting)))
        if isinstance(outcome, SimDeskError | OSError):
            self._page.say(problem(outcome))
        elif isinstance(outcome, Exception):
            raise outcome
        elif waiting is None or not isinstance(outcome, FoundInFile):  # else the later wish counts
            self._then(outcome)


def _look(folder: DataFolder, damaged: bool, tell: Tell) -> None:
    """Tell which copies there are, what can be saved of a *damaged* file, then what is in each copy.

    Of a file that is not there nothing can be saved; where no copy is good either, one can begin anew.
    """
    found = list(copies(folder))
    tell(tuple(found))
    if not os.path.lexists(folder.book):
        tell(Salvage(Book(), counts_of(Book()), counts_of(Book()), (), 0))
    elif damaged:
        try:
            data = read_file(folder.book)
            if data is not None:
                tell(salvage(data, folder.book))
        except (SimDeskError, OSError):
            pass
    for place, one in enumerate(found):
        found[place] = looked_into(one)
        tell(tuple(found))
