"""What the window of reminders that wait asks for, answered from the edge of the desktop."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from simdesk.reminders.inbox import Item
from simdesk.reminders.matters import Matter
from simdesk.ui.desktop.waiting import Waiting
from simdesk.ui.inbox.inbox_dialog import InboxDialog
from simdesk.ui.state import AppState
from simdesk.wording.reminders import Button, told

Act = Callable[[Button, str], object]

_BEHIND = (Button.OPEN, Button.DID_IT)
"""What goes on in the main window, which the list would hide."""


def inbox_dialog_for(
    waiting: Waiting,
    state: AppState,
    act: Act,
    *,
    open_methods: Callable[[], object],
    open_reach: Callable[[], object],
    parent: QWidget,
) -> InboxDialog:
    """Return the window over what waits now and from now on.

    *act* does with a card what a button of its reminder says; *open_methods* shows the payment methods.
    """
    dialog = InboxDialog(lambda item: told(item.entry, state.now), parent)

    def fulfil(button: Button, item: Item) -> None:
        if button in _BEHIND:
            dialog.close()
        if item.reminder.matter is Matter.PAYMENT_METHOD:
            open_methods()
        else:
            act(button, item.reminder.subject)

    dialog.asked.connect(fulfil)
    dialog.snoozed.connect(waiting.snooze)
    dialog.acknowledged.connect(waiting.acknowledge)
    dialog.reach_asked.connect(open_reach)
    _Following(waiting, dialog).look()
    return dialog


class _Following(QObject):
    """Shows what waits, as long as the window is there."""

    def __init__(self, waiting: Waiting, dialog: InboxDialog) -> None:
        super().__init__(dialog)
        self._waiting, self._dialog = waiting, dialog
        waiting.changed.connect(self.look)

    def look(self) -> None:
        """Show what waits now."""
        self._dialog.show_items(self._waiting.items)
