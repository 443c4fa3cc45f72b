"""One reminder that waits for an answer: what it says, when it was told, what can be done about it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from simdesk.reminders.inbox import Item
from simdesk.reminders.matters import Reminder
from simdesk.ui.renewal.flow import Flow
from simdesk.ui.renewal.parts import enlarge, text_label
from simdesk.ui.sign import Sign
from simdesk.ui.theme import Tone, tone_of
from simdesk.wording import reminders as words
from simdesk.wording.language import _, _p
from simdesk.wording.reminders import Button


class _Answer(QPushButton):
    """A button from which the arrows lead to another reminder, and not to the button beside it.

    Signals:
        stepped: an arrow was pressed; carries 1 for down and -1 for up.
    """

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)


class ItemBox(QFrame):
    """Shows *item*, the one at *place* from the top, and *told*: when it was told.

    Signals:
        asked: something is wanted that needs the window; carries the :class:`Button`.
        snoozed, acknowledged: it is to be put off, or has been seen.
        stepped: the keys go on to another reminder; carries by how many.
    """

    asked = Signal(object)
    snoozed = Signal()
    acknowledged = Signal()
    stepped = Signal(int)

    def __init__(self, item: Item, place: int, told: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"inbox_item_{place}")
        self.setProperty("role", "panel")
        self._place, self._title = place, words.title(item.reminder)
        title, body, when = (text_label(f"inbox_{name}_{place}") for name in ("title", "body", "told"))
        title.setText(self._title)
        enlarge(title, 1.05)
        body.setText(words.body(item.reminder))
        when.setText(told)
        when.setProperty("role", "muted")
        tone = _tone(item.reminder)
        sign = Sign("⚠" if tone is Tone.URGENT else "●", tone)
        column = QVBoxLayout()
        column.setSpacing(4)
        for label in (title, body, when):
            column.addWidget(label)
            label.setVisible(bool(label.text()))
        column.addSpacing(4)
        column.addLayout(self._buttons(item))
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 12, 14, 12)
        row.setSpacing(10)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        self.setAccessibleName(_p("list", ", ").join(filter(None, (self._title, told))))

    def _buttons(self, item: Item) -> Flow:
        line = Flow()
        answers = [one for one in words.buttons(item.reminder) if one is not Button.SNOOZE]
        # What is done about it comes before what only shows it.
        answers.sort(key=lambda one: one is Button.OPEN)
        for answer in answers:
            button = self._button(answer.value, words.button_words(answer), partial(self.asked.emit, answer))
            line.addWidget(button)
            if answer is answers[0] and self._place == 0:
                button.setProperty("role", "primary")
        line.addWidget(self._button("snooze", words.button_words(Button.SNOOZE), self.snoozed.emit))
        seen = self._button("acknowledge", _("Acknowledge"), self.acknowledged.emit)
        seen.setToolTip(_("You have seen it: it leaves this list. The next stage is told all the same."))
        line.addWidget(seen)
        return line

    def _button(self, name: str, text: str, act: Callable[[], object]) -> QPushButton:
        button = _Answer(text)
        button.setObjectName(f"inbox_{name}_{self._place}")
        button.setAutoDefault(False)
        button.setAccessibleName(_p("reminder", "{act}: {title}").format(act=text, title=self._title))
        button.clicked.connect(lambda _on=False: act())
        button.stepped.connect(self.stepped)
        return button


def _tone(reminder: Reminder) -> Tone:
    """Return how pressing it is; what is said of the number is as pressing as its card is in the list."""
    return tone_of(reminder.row) if reminder.row is not None and reminder.matter.of_number else Tone.SOON
