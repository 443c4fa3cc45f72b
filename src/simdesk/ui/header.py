"""The row at the top of the window: pages, renew, add, search, menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLineEdit, QPushButton

from simdesk.wording.language import _, _n

if TYPE_CHECKING:  # the first frame does without these
    from PySide6.QtGui import QAction, QKeyEvent

    from simdesk.ui.actions import Actions


class SearchField(QLineEdit):
    """What one types to find a card; Escape empties it.

    Signals:
        left: Escape or Return was pressed; the focus belongs to the list again.
    """

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Escape:
                self.clear()
                self.left.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Down:
                self.left.emit()
            case _:
                super().keyPressEvent(event)


class Header(QFrame):
    """The row at the top. Its buttons do what the actions do, and have words with ``retranslate``."""

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self.setProperty("role", "bar")
        self._actions = actions
        self._buttons: list[tuple[QPushButton, QAction]] = []
        self._signs: dict[QAction, str] = {actions.undo: "↶", actions.redo: "↷"}
        self.pages = QButtonGroup(self)
        self.search = SearchField()
        self.search.setObjectName("search")
        self.search.textChanged.connect(self._offer_to_clear)
        self._waiting = 0
        self.inbox = self._button(actions.inbox, "waiting")
        self.inbox.hide()
        self.menu = QPushButton()
        self.menu.setObjectName("menu")
        self.menu.setText("☰")
        self.menu.clicked.connect(self._open_menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 8, 10, 8)
        row.setSpacing(6)
        for action in (actions.cards, actions.log):
            button = self._button(action, "page")
            button.setCheckable(True)
            self.pages.addButton(button)
            row.addWidget(button)
        row.addSpacing(14)
        row.addWidget(self._button(actions.renew, "primary"))
        row.addWidget(self._button(actions.add, ""))
        row.addWidget(self.search, 1)
        row.addWidget(self.inbox)
        for action in self._signs:
            row.addWidget(self._button(action, ""))
        row.addWidget(self.menu)
        actions.search.triggered.connect(self._search)

    def retranslate(self) -> None:
        """Set every word anew."""
        for button, action in self._buttons:
            button.setText(self._signs.get(action, action.text()))
            button.setAccessibleName(action.iconText())
            keys = action.shortcut().toString()
            button.setToolTip(f"{action.iconText()} ({keys})" if keys else "")
        self.show_waiting(self._waiting)
        self.search.setPlaceholderText(_("Search label, number, carrier, note, linked account"))
        self.search.setAccessibleName(_("Search"))
        self.menu.setAccessibleName(_("Menu"))
        self.menu.setToolTip(_("Menu"))

    def show_waiting(self, count: int) -> None:
        """Show how many reminders wait for an answer; nothing is shown of none."""
        self._waiting = count
        self.inbox.setVisible(count > 0)
        self.inbox.setText(waiting_words(count))
        self.inbox.setAccessibleName(waiting_words(count))

    def _button(self, action: QAction, role: str) -> QPushButton:
        button = QPushButton()
        button.setObjectName(action.objectName().removeprefix("action_"))
        button.setProperty("role", role)
        button.clicked.connect(action.trigger)
        button.setEnabled(action.isEnabled())
        action.enabledChanged.connect(button.setEnabled)
        self._buttons.append((button, action))
        return button

    def _open_menu(self) -> None:
        menu = self._actions.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        corner = self.menu.mapToGlobal(self.menu.rect().bottomRight())
        corner.setX(corner.x() - menu.sizeHint().width())
        menu.popup(corner)

    def _offer_to_clear(self, text: str) -> None:
        self.search.setClearButtonEnabled(bool(text))

    def _search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()


def waiting_words(count: int) -> str:
    """Return how many reminders wait for an answer: "2 reminders"."""
    return _n("{n} reminder", "{n} reminders", count).format(n=count)
