"""The file that calendars read, kept as the book is."""

from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from simdesk.errors import SimDeskError
from simdesk.exchange.calendar_publishing import keep_file, publish
from simdesk.storage.folder import DataFolder
from simdesk.ui.notice_bar import NoticeBar, Remedy
from simdesk.ui.preferences import Preferences
from simdesk.ui.speech import Speech
from simdesk.ui.state import AppState
from simdesk.wording.calendar import file_problem
from simdesk.wording.language import _

AGAIN = timedelta(minutes=10)
"""How long a file that could not be written is left before it is tried again."""

_NOTICE = "calendar file"


class LiveCalendar(QObject):
    """Writes the file of the settings at the start if it is another, and whenever something of it changed.

    ``path`` is the file; None: there is none. ``problem`` is why it is behind, None if it is not.
    ``looked`` is when it was last found or made as it should be, None if never.
    """

    def __init__(
        self,
        state: AppState,
        preferences: Preferences,
        speech: Speech,
        folder: DataFolder,
        *,
        notices: NoticeBar,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._state, self._preferences, self._folder, self._notices = state, preferences, folder, notices
        self.problem: Exception | None = None
        self.looked: datetime | None = None
        self._tried = state.now
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        # After what has changed is seen: with many cards it takes a moment.
        self._soon.timeout.connect(self.look)
        for happened in (state.changed, preferences.changed, speech.language_changed):
            happened.connect(self._soon.start)
        state.ticked.connect(self._try_again)
        self._soon.start()

    @property
    def path(self) -> Path | None:
        """Return the file of the settings."""
        name = self._preferences.settings.calendar_file
        return None if name is None else Path(name)

    def look(self) -> None:
        """Let the file have what the book has; what goes wrong is said once, in the window."""
        self._soon.stop()
        path, state = self.path, self._state
        if path is None:
            self._is_well()
            return
        self._tried = state.now
        try:
            told = publish(self._folder, state.book, state.rows(), self._preferences.settings, state.now)
            keep_file(self._folder, path, told)
        except (SimDeskError, OSError) as error:
            if error != self.problem:
                self._complain(error)
            self.problem = error
        else:
            self.looked = state.now
            self._is_well()

    def finish(self) -> None:
        """Write what is still to be written; for the end of the program."""
        if self._soon.isActive():
            self.look()

    def _try_again(self) -> None:
        if self.problem is not None and not timedelta() <= self._state.now - self._tried < AGAIN:
            self.look()

    def _is_well(self) -> None:
        if self.problem is not None:
            self.problem = None
            self._notices.drop(_NOTICE)

    def _complain(self, error: Exception) -> None:
        again = Remedy(lambda: _("Try again"), self._insist)
        self._notices.tell(lambda: file_problem(error), again, key=_NOTICE, serious=True)

    def _insist(self) -> None:
        """Try again, and say anew what is still wrong: the notice went away when its button was pressed."""
        self.problem = None
        self.look()
