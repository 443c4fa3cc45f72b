"""Reminders outside the window: through the desktop's notification service, else beside the tray's icon."""

import sys

from PySide6.QtCore import QObject, QSocketNotifier, Signal

from simdesk.notify.service import Answer, NotDelivered, Note, Service
from simdesk.notify.telling import Teller
from simdesk.storage.folder import DataFolder
from simdesk.ui.desktop.tray import Tray
from simdesk.ui.preferences import Preferences
from simdesk.ui.state import AppState
from simdesk.wording.reminders import Button


class Notices(QObject):
    """Tells what is due whenever it looks, and hears what the owner answers.

    It is a notifier itself: the service first, the tray where no service takes a note.

    Signals:
        asked: something is wanted; carries the :class:`Button`, the id of the card, which is empty where
            it is about several, and what the desktop gave so that the window may come to the front.
    """

    asked = Signal(object, str, str)

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
        self._teller = Teller(folder, self)
        self._watch: QSocketNotifier | None = None
        tray.message_clicked.connect(self._open)

    def look(self) -> None:
        """Tell what is due now and was not told yet."""
        self._teller.look(self._state.rows(), self._state.now, self._preferences.settings)
        self._listen()

    def show(self, note: Note) -> int:
        """Show *note* where it is taken; see :class:`simdesk.notify.service.Notifier`."""
        if self._service is None:
            return self._tray.show(note)
        try:
            return self._service.show(note)
        except NotDelivered:
            return self._tray.show(note)
        finally:
            self._keep_watch()

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

    def _open(self, note: int) -> None:
        self._hear(Answer(note, Button.OPEN))

    def _hear(self, answer: Answer) -> None:
        cards = self._teller.about(answer.note)
        if not answer.action:
            self._teller.forget(answer.note)
        elif answer.action == Button.SNOOZE:
            self._teller.snooze(answer.note, self._state.now)
        elif answer.action in set(Button):
            # Not every service takes a note away whose button was pressed.
            self.close_note(answer.note)
            self._teller.forget(answer.note)
            card_id = cards[0] if len(cards) == 1 else ""
            self.asked.emit(Button(answer.action), card_id, answer.token)
