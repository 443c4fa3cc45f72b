"""What the window of backups shows, read from the folder, and what is restored through the state."""

import threading
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QTimer

from simdesk.domain.book import Book
from simdesk.domain.comparing import difference
from simdesk.domain.edits import Edit
from simdesk.domain.restoring import restore_book, restore_card
from simdesk.errors import SimDeskError
from simdesk.storage.backups import Backup, backups, read_backup
from simdesk.storage.folder import DataFolder
from simdesk.ui.aside import Aside, Tell
from simdesk.ui.backups.asking import ask
from simdesk.ui.backups.lines import content_of
from simdesk.ui.backups.values import Glance, Listed
from simdesk.ui.backups.window import BackupsWindow
from simdesk.ui.cards.showing import Showing
from simdesk.ui.notice_bar import Remedy, Words
from simdesk.ui.preferences import Preferences
from simdesk.ui.state import AppState
from simdesk.wording.backups import change_sentences, moment_words
from simdesk.wording.language import _
from simdesk.wording.problem import problem

RESTS = 150
"""Milliseconds for which the book has to rest before everything is compared with it anew."""


class Looking(QObject):
    """Fills *window* with the backups of *folder*, and follows the book of *state* while it is open.

    Backups are read one after the other in a thread of its own, and only the one chosen is kept.
    """

    def __init__(
        self, window: BackupsWindow, state: AppState, preferences: Preferences, folder: DataFolder
    ) -> None:
        super().__init__(window)
        self._window, self._state, self._preferences, self._folder = window, state, preferences, folder
        self._there: dict[str, Backup] = {}
        self._held: tuple[str, Book | Exception] | None = None
        self._acting = False
        self._stop, self._go = threading.Event(), threading.Event()
        self._go.set()
        self._counting, self._reading = Aside("count backups", self), Aside("read a backup", self)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(RESTS)
        self._rest.timeout.connect(self.look)
        self._counting.passed.connect(lambda told: window.show_glance(*told))
        self._reading.came.connect(self._take)
        window.look_asked.connect(self._read)
        window.restore_asked.connect(self._ask)
        window.card_asked.connect(self._restore_card)
        window.retranslated.connect(self._show)
        window.finished.connect(self._leave)
        state.changed.connect(self._rest.start)
        # What its undo would take back is another step once others came in between.
        for signal in (state.saved, state.steps_changed):
            signal.connect(self._forget_done)
        state.failed.connect(self._tell_failure)
        preferences.changed.connect(self._show)
        self.look()

    def look(self) -> None:
        """List what is there, and compare all of it with the book of now."""
        try:
            found = backups(self._folder)
        except SimDeskError as error:
            words = partial(problem, error)
            self._window.notices.tell(words, key="list", serious=True)
            found = ()
        self._there = {one.path.name: one for one in found}
        here = self._state.now.tzinfo
        self._window.show_backups(
            [
                Listed(name, one.made.astimezone(here), one.reason, one.device == self._folder.device.id)
                for name, one in self._there.items()
            ]
        )
        self._show()
        self._stop.set()
        self._stop = threading.Event()
        self._counting.do(partial(_count, self._folder, found, self._state.book, (self._stop, self._go)))

    def _read(self, key: str) -> None:
        if self._held is not None and self._held[0] == key:
            self._show()
        elif (backup := self._there.get(key)) is not None:
            self._held = None
            # The one chosen comes first, and the window is filled with it before the counting goes on.
            self._go.clear()
            self._reading.do(lambda _tell: (key, _book_or_error(self._folder, backup)))

    def _take(self, outcome: object) -> None:
        if isinstance(outcome, tuple):
            self._held = outcome
            self._show()
        self._go.set()

    def _show(self) -> None:
        if self._held is None:
            return
        key, found = self._held
        if isinstance(found, Exception):
            self._window.show_content(key, found)
            return
        settings = self._preferences.settings
        showing = Showing(settings.masked, settings.country, settings.stages)
        self._window.show_content(key, content_of(found, self._state.book, showing))

    def _book_of(self, key: str) -> Book | None:
        held = self._held
        return held[1] if held is not None and held[0] == key and isinstance(held[1], Book) else None

    def _ask(self, key: str) -> None:
        book = self._book_of(key)
        if book is None:
            return
        when = moment_words(self._there[key].made.astimezone(self._state.now.tzinfo))
        now = self._state.book
        said = change_sentences(difference(book, now), book, now)
        ask(
            self._window,
            _("Restore everything as it was on {when}?").format(when=when),
            "\n".join([*said, _("A backup is made before. You can undo it.")]),
            _("Restore everything"),
            lambda: self._apply(
                _("restore the backup of {when}").format(when=when),
                restore_book(book, self._state.moment()),
                lambda: _("Everything is as it was on {when}.").format(when=when),
            ),
        )

    def _restore_card(self, key: str, card_id: str) -> None:
        book = self._book_of(key)
        card = None if book is None else book.card(card_id)
        if book is None or card is None:
            return
        self._apply(
            _("restore “{label}” from a backup").format(label=card.label),
            restore_card(book, card_id, self._state.moment()),
            lambda: _("“{label}” is as it was in the backup.").format(label=card.label),
        )

    def _apply(self, label: str, edit: Edit, done: Words) -> None:
        self._acting = True
        try:
            restored = self._state.apply(label, edit, source="restore", backup="restore")
        finally:
            self._acting = False
        if restored:
            self._window.notices.tell(done, Remedy(lambda: _("Undo"), self._state.undo), key="done")

    def _tell_failure(self, error: Exception) -> None:
        # The main window tells every failure; this one was asked for here.
        if self._acting:
            self._window.notices.tell(partial(problem, error), serious=True)

    def _forget_done(self) -> None:
        self._window.notices.drop("done")

    def _leave(self) -> None:
        self._stop.set()
        self._go.set()
        self._counting.drop()
        self._reading.drop()


_one_at_a_time = threading.Lock()
"""Two that are read at once take as long as two, and each waits for both."""


def _book_or_error(folder: DataFolder, backup: Backup) -> Book | Exception:
    try:
        with _one_at_a_time:
            return read_backup(folder, backup)
    except (SimDeskError, OSError) as error:
        return error


def _count(
    folder: DataFolder,
    found: Sequence[Backup],
    now: Book,
    signals: tuple[threading.Event, threading.Event],
    tell: Tell,
) -> None:
    """Tell what is in each of *found*, compared with *now*.

    *signals*: the first ends it, and it goes on only as long as the second is set.
    """
    stop, go = signals
    for backup in found:
        go.wait()
        if stop.is_set():
            return
        book = _book_or_error(folder, backup)
        if isinstance(book, Book):
            glance = Glance(len(book.cards), difference(book, now))
        else:
            glance = Glance(None, None, book)
        tell((backup.path.name, glance))
