"""What was told and waits for an answer, as the window, the tray and the inbox show it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from simdesk.notify.telling import Teller
from simdesk.ui.preferences import Preferences
from simdesk.ui.state import AppState

if TYPE_CHECKING:
    from simdesk.reminders.inbox import Item


class Waiting(QObject):
    """Keeps the items of the inbox as of the last look.

    Signals:
        changed: the items are others.
    """

    changed = Signal()

    def __init__(
        self, state: AppState, preferences: Preferences, teller: Teller, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._state, self._preferences, self._teller = state, preferences, teller
        self.items: tuple[Item, ...] = ()

    def look(self) -> None:
        """Read anew what waits."""
        state = self._state
        found = self._teller.inbox(state.book, state.rows(), state.now, self._preferences.settings)
        if found != self.items:
            self.items = found
            self.changed.emit()

    def snooze(self, items: Iterable["Item"]) -> None:
        """Put *items* off for a day."""
        self._teller.snooze_items([item.entry.key for item in items], self._state.now)
        self.look()

    def acknowledge(self, items: Iterable["Item"]) -> None:
        """Take notice that the owner has seen *items*."""
        self._teller.acknowledge_items([item.entry.key for item in items], self._state.now)
        self.look()
