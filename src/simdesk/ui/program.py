"""The running program: Qt's application, the open books, and how all of it ends."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication

from simdesk.errors import SimDeskError
from simdesk.storage.book_file import FileStore
from simdesk.storage.journal import Journal
from simdesk.storage.settings import load_settings, save_settings
from simdesk.ui.app import AGAIN
from simdesk.ui.desk import Desk
from simdesk.ui.desktop.identity import application, go_by_name
from simdesk.ui.desktop.instance import Request
from simdesk.ui.preferences import Preferences
from simdesk.ui.speech import Speech
from simdesk.ui.state import AppState
from simdesk.ui.theme import use_theme
from simdesk.wording import language

if TYPE_CHECKING:  # the first frame does without these
    from types import TracebackType

    from simdesk.clock import Clock
    from simdesk.storage.folder import DataFolder
    from simdesk.storage.settings import Settings
    from simdesk.ui.desktop.edge import Edge
    from simdesk.ui.desktop.instance import Seat
    from simdesk.ui.desktop.succession import Succession
    from simdesk.ui.ending import Signals
    from simdesk.ui.notice_bar import NoticeBar
    from simdesk.ui.recovery.finding import Finding
    from simdesk.ui.trouble import TroubleWindow
    from simdesk.ui.trying import Trying
    from simdesk.ui.unforeseen import Unforeseen
    from simdesk.ui.wishing import Wishing

_STANDS = 2_000
"""Milliseconds after which the program does all that it does, though nobody may have seen its window."""

_LATER = 20_000
"""Milliseconds after that until the start with the session is looked at: by then a session is at rest."""


class Program(QObject):
    """Opens the book of one data folder, and ends when its window is left.

    *background*: the window is not shown where the owner can come back to it. *demo*: the folder holds
    the demo. *lang* wins over the settings until another language is chosen. *seat*: where other starts
    speak to this one.
    """

    def __init__(
        self,
        folder: DataFolder,
        clock: Clock,
        *,
        background: bool,
        demo: bool,
        lang: str | None,
        seat: Seat | None = None,
    ) -> None:
        super().__init__()
        self.app = application()
        self.folder, self.clock, self._lang = folder, clock, lang
        self._background, self._demo = background, demo
        self.desk: Desk | None = None
        self.edge: Edge | None = None
        self._seat = seat
        self._settled = False
        self.trouble: TroubleWindow | None = None
        self.trying: Trying | None = None
        self._finding: Finding | None = None
        self.succession: Succession | None = None
        self._wish: Request | None = None
        self._wishing: Wishing | None = None
        self._signals: Signals | None = None
        self._unforeseen: Unforeseen | None = None
        self._journal = Journal(folder, clock)
        self._hook_before = sys.excepthook
        loaded = load_settings(folder)
        self._settings_problem = loaded.problem
        self.preferences = Preferences(loaded.value, lambda settings: save_settings(folder, settings))
        self.speech = Speech(self)
        self._wanted_language = loaded.value.language
        self.speech.use(lang or _spoken(loaded.value))
        use_theme(self.app, loaded.value.theme)
        self.preferences.changed.connect(self._follow)
        if sys.platform == "darwin" and (opened := getattr(self.app, "file_asked", None)) is not None:
            opened.connect(self.open_file)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)

    def run(self, wish: Request | None = None) -> int:
        """Show the window, begin *wish* in it, and return the exit status when the program has ended.

        AGAIN: its owner wants it to be started once more.
        """
        self._wish = wish
        # What follows errors is not loaded before the first frame, unless there is one.
        sys.excepthook = self._early
        self.open_book()
        QTimer.singleShot(_STANDS, self._stand)
        try:
            status = self.app.exec()
            return AGAIN if self.succession is not None and self.succession.wanted else status
        finally:
            if self._unforeseen is not None:
                self._unforeseen.end_watch()
            if self._signals is not None:
                self._signals.close()
            if self.desk is not None and self.desk.live_calendar is not None:
                self.desk.live_calendar.finish()
            if self.desk is not None and self.desk.server is not None:
                self.desk.server.finish()
            if self.edge is not None:
                self.edge.close()
            self.close_demo()
            if self._unforeseen is not None:
                self._unforeseen.close()

    def end(self) -> None:
        """End the program. Nothing is asked any more: that is what the window did."""
        # Not quit(), which asks every window to close: ours would hide and go on.
        self.app.exit(0)

    def open_book(self) -> None:
        """Read the book and show its window, or the one that explains why that cannot be."""
        store = FileStore(self.folder, self.clock)
        try:
            book = store.load()
        except (SimDeskError, OSError) as error:
            self._explain(error)
            return
        state = AppState(store, self.clock, book)
        self.desk = desk = Desk(state, self.folder, self.preferences, self.speech, demo=self._demo)
        desk.window.quit_asked.connect(self.end)
        desk.window.cards.demo_asked.connect(self.open_demo)
        desk.window.window_actions.languages.triggered.connect(
            lambda action: self.preferences.change(language=action.data() or None)
        )
        desk.window.seen.connect(self._after_first_frame)
        if self._background and not self._demo:
            self._edge_of(desk).start_in_background()
            QTimer.singleShot(0, self._after_first_frame)
        else:
            # While the system prepares the window, its content is made; the first frame has it.
            desk.window.show()
        go_by_name(shown=desk.window.isVisible())
        desk.window.retranslate()
        if self.trouble is not None:
            self.trouble.hide()
            self.trouble.deleteLater()
            self.trouble = self._finding = None
            if self.succession is not None:
                self.succession.updated.look()  # there was no place to say it until now

    def fulfil(self, request: Request) -> None:
        """Do what a start of the program wants of this one, or of itself."""
        if request.do in ("raise", "look"):
            self._obey(request)
            return
        self._obey(Request(token=request.token))
        if self._wishing is None:
            from simdesk.ui.wishing import Wishing

            self._wishing = Wishing(self._obey, self._bar, self)
        self._wishing.take(Request(request.do, request.card, file=request.file))

    def _obey(self, request: Request) -> None:
        if self.trouble is not None:
            if request.do != "look":
                self.trouble.come_forward()
            if request.do == "restore" and self._finding is not None:
                self._finding.look_into_file(Path(request.file))
        elif self.desk is not None:
            self._edge_of(self.desk).fulfil(request)

    def open_file(self, path: str) -> None:
        """Show what is in the backup *path*, an absolute one, and ask whether it is to be restored."""
        self.fulfil(Request("restore", file=path))

    def _begin(self) -> None:
        """Do what this start itself was told to, now that there is a window for it."""
        wish, self._wish = self._wish, None
        if wish is not None and wish.do != "raise":
            self.fulfil(wish)

    def open_demo(self) -> None:
        """Show a book of examples in a window of its own; nothing of it is kept."""
        if self.trying is None:
            from simdesk.ui.trying import Trying

            self.trying = Trying(self.clock, self.speech, self)
        self.trying.open(self.preferences.settings)

    def close_demo(self) -> None:
        """Close the window of the demo and remove what it kept."""
        if self.trying is not None:
            self.trying.close()

    def _edge_of(self, desk: Desk) -> Edge:
        """Return what connects the window to the desktop around it, made when it is first wanted."""
        if self.edge is None:
            from simdesk.ui.desktop.edge import Edge

            self.edge = Edge(desk)
        return self.edge

    def _after_first_frame(self) -> None:
        """Do what can wait until the cards are seen."""
        if self.desk is None or self._settled:
            return
        from simdesk.ui.minute import Minute
        from simdesk.ui.program_icon import window_icon
        from simdesk.ui.watching import Watching

        self._settled = True
        self.app.setWindowIcon(window_icon())
        self._listen()
        Minute(self.clock, self.desk).passed.connect(self.desk.state.tick)
        Watching(self.desk.state, self.folder, self.desk.window, self.desk)
        self.desk.follow_own_catalog()
        if self._settings_problem is not None:
            self.desk.window.tell_failure(self._settings_problem)
        if not self._demo:
            self._edge_of(self.desk).start()
            self.desk.follow_calendar()
        self._begin()

    def _stand(self) -> None:
        """End the start: whatever it has made stays, and is no more to be looked through for rubbish."""
        from PySide6.QtGui import QPixmapCache

        from simdesk.ui.collecting import Collecting

        self._after_first_frame()
        QTimer.singleShot(_LATER, self, self._look_at_login)
        # Emptied at once, it does not wake up every ten seconds to throw away a little.
        QPixmapCache.clear()
        gc.freeze()
        Collecting(self)
        _give_back()
        if not self._demo:
            if getattr(sys, "frozen", False):
                from simdesk.ui.desktop.succession import followed

                self.succession = followed(self, self.unforeseen)
            self.unforeseen.watch_for_freezes()
            if self.desk is not None:
                self.desk.state.saved.connect(self.unforeseen.watch)

    def _look_at_login(self) -> None:
        if self.desk is not None and not self._demo:
            from simdesk.ui.desktop.autostart.offer import LoginOffer

            LoginOffer(self.desk)

    def _listen(self) -> None:
        """Follow the system's wish to end, what other starts want, and errors that nobody foresaw."""
        if self._signals is not None:
            return
        from simdesk.ui.ending import Signals

        self._signals = Signals(self.end, self)
        unforeseen = self.unforeseen
        if not self._demo:
            unforeseen.watch_for_the_worst()
        if self._seat is not None:
            from simdesk.ui.desktop.listening import Requests

            Requests(self._seat, self).asked.connect(self.fulfil)

    def _explain(self, error: Exception) -> None:
        self._journal.line(f"the book cannot be read: {type(error).__name__}")
        if self.trouble is not None:
            self.trouble.show_error(error)
            return
        from simdesk.ui.program_icon import window_icon
        from simdesk.ui.recovery.finding import Finding
        from simdesk.ui.trouble import TroubleWindow

        self.app.setWindowIcon(window_icon())
        self._listen()
        trouble = self.trouble = TroubleWindow(error, self.folder.book)
        self._finding = Finding(
            trouble,
            trouble.page,
            trouble.looked_at,
            folder=self.folder,
            clock=self.clock,
            preferences=self.preferences,
            reopen=self.open_book,
            bar=self._bar,
        )
        self._finding.passed_on.connect(self.open_file)
        trouble.quit_asked.connect(self.end)
        self.speech.language_changed.connect(trouble.retranslate)
        trouble.show()
        go_by_name(shown=True)
        self._begin()

    @property
    def unforeseen(self) -> Unforeseen:
        """Return what follows errors that nobody foresaw, made when it is first wanted."""
        if self._unforeseen is None:
            from simdesk.ui.unforeseen import Unforeseen

            sys.excepthook = self._hook_before
            self._unforeseen = Unforeseen(self.folder, self._journal, self._bar, self)
        return self._unforeseen

    def _early(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        self.unforeseen.hook(kind, error, trace)

    def _bar(self) -> NoticeBar | None:
        return None if self.desk is None else self.desk.window.notices

    def _follow(self) -> None:
        settings = self.preferences.settings
        if settings.language != self._wanted_language:
            self._wanted_language = settings.language
            self.speech.use(_spoken(settings))
        use_theme(self.app, settings.theme)

    def _follow_system(self) -> None:
        use_theme(self.app, self.preferences.settings.theme)


def _give_back() -> None:
    """Give the system the memory that the start has used and left, where the C library has a way."""
    if sys.platform != "linux":
        return
    import ctypes

    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


def _spoken(settings: Settings) -> str:
    return settings.language or language.from_environment(os.environ)
