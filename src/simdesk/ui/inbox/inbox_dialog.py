"""The window of reminders that wait for an answer: nothing leaves it because a note has gone."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import cast

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QFrame,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from simdesk.reminders.inbox import Item
from simdesk.ui.inbox.item_box import ItemBox
from simdesk.ui.renewal.flow import Flow, flow_box
from simdesk.ui.renewal.parts import Stack, enlarge, push_button, text_label
from simdesk.wording.language import _

Told = Callable[[Item], str]


class InboxDialog(QDialog):
    """Lists what waits, most urgent first. *told* says when an item was told.

    Signals:
        asked: something is wanted of an item that needs the window; carries the button and the item.
        snoozed, acknowledged: carries the items that are to be put off, or that have been seen.
        reach_asked: the page is wanted that proves whether reminders arrive.
    """

    asked = Signal(object, object)
    snoozed = Signal(object)
    acknowledged = Signal(object)
    reach_asked = Signal()

    def __init__(self, told: Told, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inbox_dialog")
        self._told = told
        self._items: tuple[Item, ...] = ()
        self.lead = text_label("inbox_lead", "muted")
        self.none = text_label("inbox_none")
        enlarge(self.none, 1.1)
        self.list = Stack("inbox_list")
        self.reach = push_button("inbox_reach")
        self.all = push_button("inbox_acknowledge_all")
        self.shut = push_button("inbox_close")
        self.reach.clicked.connect(self.reach_asked)
        self.all.clicked.connect(lambda: self.acknowledged.emit(self._items))
        self.shut.clicked.connect(self.reject)
        self._lay_out()
        self.retranslate()

    def show_items(self, items: Sequence[Item]) -> None:
        """Show *items*. What was done with the keys goes on with the item that took the place."""
        had = self._focused()
        self._items = tuple(items)
        self.list.fill([self._box(item, place) for place, item in enumerate(self._items)])
        self._show_lead()
        self._keep_focus(had)

    def retranslate(self) -> None:
        """Set every word anew."""
        self.setWindowTitle(_("Reminders"))
        self.reach.setText(_("Will it reach me?"))
        self.all.setText(_("Acknowledge all"))
        self.shut.setText(_("Close"))
        self.none.setText(_("✓ Nothing waits for you"))
        self.show_items(self._items)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the button that has the focus by Return too."""
        button = QApplication.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(button, QAbstractButton):
            button.click()
        else:
            super().keyPressEvent(event)

    def _box(self, item: Item, place: int) -> ItemBox:
        box = ItemBox(item, place, self._told(item))
        box.asked.connect(lambda button: self.asked.emit(button, item))
        box.snoozed.connect(partial(self.snoozed.emit, (item,)))
        box.stepped.connect(self._go)
        box.acknowledged.connect(partial(self.acknowledged.emit, (item,)))
        return box

    def _show_lead(self) -> None:
        waits = bool(self._items)
        self.none.setVisible(not waits)
        self.all.setVisible(len(self._items) > 1)
        self.lead.setText(
            _("This was told and waits for your answer. It stays here until then, note or no note.")
            if waits
            else _(
                "What SimDesk tells you stays here until you renew, put it off or say that you have seen it,"
                " even where the note on the screen has gone."
            )
        )

    def _focused(self) -> str:
        focused = cast("QWidget | None", self.focusWidget())
        return "" if focused is None else focused.objectName()

    def _keep_focus(self, had: str) -> None:
        """Keep the keys where they were: at the same button, else the same item, else the last one."""
        kept = self.findChild(QPushButton, had) if had and self.isVisible() else None
        if isinstance(kept, QPushButton) and kept.isVisibleTo(self):
            kept.setFocus()
            return
        kind, _line, number = had.rpartition("_")
        place = min(int(number), len(self._items) - 1) if number.isdecimal() else 0
        self._focus(max(place, 0), kind)

    def _go(self, by: int) -> None:
        """Go to the same button of another item."""
        kind, _line, number = self._focused().rpartition("_")
        place = int(number) + by if number.isdecimal() else 0
        if 0 <= place < len(self._items):
            self._focus(place, kind)

    def _focus(self, place: int, kind: str) -> None:
        box = self.list.findChild(ItemBox, f"inbox_item_{place}")
        found = None if box is None else box.findChild(QPushButton, f"{kind}_{place}")
        if found is None and box is not None:
            found = next(iter(box.findChildren(QPushButton)), None)
        target = found if isinstance(found, QPushButton) else self.shut
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        if box is not None:
            self.area.ensureWidgetVisible(box)

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(10)
        for widget in (self.none, self.lead, self.list):
            column.addWidget(widget)
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setObjectName("inbox_area")
        self.area.setWidget(inside)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        line = Flow(to_end=True)
        line.setContentsMargins(18, 8, 18, 12)
        for button in (self.reach, self.all, self.shut):
            line.addWidget(button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.area, 1)
        whole.addWidget(flow_box(line))
        letter, height = self.fontMetrics().averageCharWidth(), self.fontMetrics().height()
        self.setMinimumSize(letter * 44, height * 14)
        self.resize(QSize(letter * 92, height * 34).boundedTo(self.screen().availableSize() * 0.9))
