"""The icon in the tray, where the desktop has one; where it has none, nothing depends on it."""

import sys
from functools import partial

from PySide6.QtCore import QDeadlineTimer, QObject, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from simdesk.domain.rows import Row, is_current
from simdesk.notify import icon_name
from simdesk.notify.service import NotDelivered, Note
from simdesk.ui.header import waiting_words
from simdesk.ui.program_icon import program_icon
from simdesk.ui.state import AppState
from simdesk.wording.coming import next_words
from simdesk.wording.countdown import days_left
from simdesk.wording.language import _

MOST = 5
"""How many deadlines the menu shows."""

MESSAGE = 20_000
"""Milliseconds that a message beside the icon is shown."""


class Tray(QObject):
    """The icon, its menu, and messages beside it. There is an icon only while there is a tray.

    It is a notifier too, for where no service takes notes. One message at a time: a second one would
    take the place of the first, and has to wait.

    Signals:
        opened: the window is to come to the front.
        inbox_asked: what waits for an answer is to be shown.
        card_asked, renew_asked: a card is to be shown, or renewed; carries its id.
        quit_asked: the program is to end.
        message_clicked: the message shown last was clicked; carries its number.
    """

    opened = Signal()
    inbox_asked = Signal()
    card_asked = Signal(str)
    renew_asked = Signal(str)
    quit_asked = Signal()
    message_clicked = Signal(int)

    def __init__(self, state: AppState, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._menu = QMenu()
        self._menu.setObjectName("tray_menu")
        self._icon: QSystemTrayIcon | None = None
        self._waiting = 0
        self._message = 0
        self._message_ends = QDeadlineTimer(0)

    @property
    def is_there(self) -> bool:
        """Return whether an icon is shown, as of the last look."""
        return self._icon is not None

    def look(self) -> bool:
        """See whether there is a tray now, show the icon or take it away, and return whether it is there.

        A tray may come long after the program, and go with a panel that is started again.
        """
        available = QSystemTrayIcon.isSystemTrayAvailable()
        if available and self._icon is None:
            self._show_icon()
        elif not available:
            self.take_away()
        return available

    def show_waiting(self, count: int) -> None:
        """Show how many reminders wait for an answer: on the icon, beside it, in its menu."""
        if count != self._waiting:
            self._waiting = count
            if self._icon is not None:
                self._icon.setIcon(self._drawn())
                self.retranslate()

    def take_away(self) -> None:
        """Let there be no icon."""
        if self._icon is not None:
            self._icon.hide()
            self._icon.deleteLater()
            self._icon = None

    def retranslate(self) -> None:
        """Set every word anew, and every deadline."""
        if self._icon is None:
            return
        every = self._state.rows()
        rows = [row for row in every if row.standing.days_left is not None and is_current(row)]
        waiting = waiting_words(self._waiting) if self._waiting else ""
        self._icon.setToolTip("\n".join(filter(None, (waiting, next_words(every)))))
        self._menu.clear()
        self._menu.addAction(_("Open SimDesk")).triggered.connect(self.opened)
        if waiting:
            self._menu.addAction(_("{reminders}…").format(reminders=waiting)).triggered.connect(
                self.inbox_asked
            )
        self._menu.addSeparator()
        for row in rows[:MOST]:
            self._menu.addAction(_line(row)).triggered.connect(partial(self._ask_card, row.card.id))
        if rows:
            self._menu.addSeparator()
            self._menu.addAction(_("Renew…")).triggered.connect(partial(self._ask_renewal, rows[0].card.id))
        self._menu.addAction(_("Quit")).triggered.connect(self.quit_asked)

    def show(self, note: Note) -> int:
        """Show *note* beside the icon, without its buttons; the id is below 0.

        Raises:
            NotDelivered: if there is no icon, it has no place on the screen, or a message is shown.
        """
        if self._icon is None:
            self.look()
        # An icon without a place is drawn by a program that would hand the message to the very service
        # that has just refused it, and nobody would learn of that.
        if self._icon is None or not self._icon.supportsMessages() or not self._icon.geometry().isValid():
            raise NotDelivered("no tray")
        if not self._message_ends.hasExpired():
            raise NotDelivered("another message is shown")
        self._icon.showMessage(note.title, note.plain, self._icon.icon(), MESSAGE)
        self._message_ends = QDeadlineTimer(MESSAGE)
        self._message -= 1
        return self._message

    def close_note(self, number: int) -> None:
        """Do nothing: a message goes by itself, and Qt cannot take one away."""

    def _show_icon(self) -> None:
        self._icon = QSystemTrayIcon(self._drawn(), self)
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._activate)
        self._icon.messageClicked.connect(self._pass_click_on)
        self.retranslate()
        self._icon.show()

    def _drawn(self) -> QIcon:
        plain = QIcon.fromTheme(icon_name(), program_icon())
        if not self._waiting:
            return plain
        from simdesk.ui.desktop.badge import badged

        return badged(plain, self._waiting)

    def _activate(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        # On macOS a click opens the menu.
        if reason is not QSystemTrayIcon.ActivationReason.Context and sys.platform != "darwin":
            self.opened.emit()

    def _pass_click_on(self) -> None:
        self.message_clicked.emit(self._message)

    def _ask_card(self, card_id: str) -> None:
        self.card_asked.emit(card_id)

    def _ask_renewal(self, card_id: str) -> None:
        self.renew_asked.emit(card_id)


def _line(row: Row) -> str:
    """Return a line of the menu. An ampersand would be taken for the sign of a key."""
    words = _("{label}: {when}").format(label=row.card.label, when=days_left(row.standing.days_left))
    return words.replace("&", "&&")
