"""Reminders outside the window: through the desktop's notification service, else beside the tray's icon."""

import sys
from datetime import datetime
from enum import Enum, auto

from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Signal

from simdesk.notify.service import Answer, NotDelivered, Note, Service, ServiceState
from simdesk.notify.telling import Teller
from simdesk.storage.folder import DataFolder
from simdesk.ui.desktop.tray import Tray
from simdesk.ui.preferences import Preferences
from simdesk.ui.state import AppState
from simdesk.wording.reminders import Button


class Taker(Enum):
    """Who has taken a note."""

    SERVICE = auto()
    TRAY = auto()


class Notices(QObject):
    """Tells what is due whenever it looks, and hears what the owner answers.

    It is a notifier itself: the service first, the tray where no service takes a note. ``last_look`` is
    the moment of the last look, None before the first.

    Signals:
        asked: something is wanted; carries the :class:`Button`, the id of the card, which is empty where
            it is about several, and what the desktop gave so that the window may come to the front.
        looked: what was told, or answered, may be another.
    """

    asked = Signal(object, str, str)
    looked = Signal()

    def __init__(
        self,
        state: AppState,
        preferences: Preferences,
        folder: DataFolder,
        tray: Tray,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._state, self._preferences, self._tray = state, preferences, tray
        self._service = None if sys.platform in ("win32", "darwin") else Service()
        self.teller = Teller(folder, self)
        self._watch: QSocketNotifier | None = None
        self._taker = Taker.TRAY
        self.last_look: datetime | None = None
        tray.message_clicked.connect(self._open)

    def look(self) -> None:
        """Tell what is due now and was not told yet."""
        self.last_look = self._state.now
        self.teller.look(self._state.book, self._state.rows(), self._state.now, self._preferences.settings)
        if self._service is not None:
            self._service.close_unwanted()
        self._listen()
        self.looked.emit()

    def send(self, note: Note) -> Taker:
        """Show *note*, and return who has taken it.

        Raises:
            NotDelivered: if nobody has; carries the system's own words.
        """
        self.show(note)
        return self._taker

    def service_state(self) -> ServiceState | None:
        """Return what is known of the notification service now; None where the system has another way."""
        if self._service is None:
            return None
        try:
            return self._service.state()
        finally:
            self._keep_watch()

    def show(self, note: Note) -> int:
        """Show *note* where it is taken; see :class:`simdesk.notify.service.Notifier`."""
        self._taker = Taker.TRAY
        if self._service is None:
            return self._tray.show(note)
        try:
            number = self._service.show(note)
        except NotDelivered as refused:
            return self._beside_icon(note, refused)
        finally:
            self._keep_watch()
        self._taker = Taker.SERVICE
        return number

    def close_note(self, number: int) -> None:
        """Take a note off the screen; nothing happens if it is gone already."""
        if self._service is not None:
            self._service.close_note(number)
            self._keep_watch()

    def close(self) -> None:
        """Let the service go. What is on the screen stays there."""
        if self._service is not None:
            self._service.disconnect()
            self._keep_watch()

    def _beside_icon(self, note: Note, refused: NotDelivered) -> int:
        """Show *note* beside the icon; where that cannot be either, what the service said is the reason."""
        try:
            return self._tray.show(note)
        except NotDelivered:
            raise refused from None

    def _keep_watch(self) -> None:
        """Watch the socket that the service is spoken to at now, and no other."""
        number = None if self._service is None else self._service.fileno()
        if self._watch is not None and self._watch.socket() != number:
            self._watch.setEnabled(False)
            self._watch.deleteLater()
            self._watch = None
        if self._watch is None and number is not None:
            self._watch = QSocketNotifier(number, QSocketNotifier.Type.Read, self)
            self._watch.activated.connect(self._listen)

    def _listen(self) -> None:
        if self._service is None:
            return
        # Also called after a note was shown: an answer that came with the service's own is in no socket.
        answers = self._service.answers()
        self._keep_watch()
        for answer in answers:
            self._hear(answer)
        if self._service.goes_on:
            QTimer.singleShot(0, self.look)

    def _open(self, note: int) -> None:
        self._hear(Answer(note, Button.OPEN))

    def _hear(self, answer: Answer) -> None:
        cards = self.teller.about(answer.note)
        if not answer.action:
            self.teller.forget(answer.note)
        elif answer.action == Button.SNOOZE:
            self.teller.snooze(answer.note, self._state.now)
            self.looked.emit()
        elif answer.action in set(Button):
            # Not every service takes a note away whose button was pressed.
            self.close_note(answer.note)
            self.teller.forget(answer.note)
            card_id = cards[0] if len(cards) == 1 else ""
            self.asked.emit(Button(answer.action), card_id, answer.token)
