"""Texts one below the other that can be added, moved and removed: steps, things to have, warnings."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QMimeData, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from simdesk.catalog.model import STEP_LIMIT, Step
from simdesk.catalog.terms import Action
from simdesk.catalog.text import Text
from simdesk.ui.catalog.editing.choices import actions
from simdesk.ui.catalog.editing.fitting import FittingNote
from simdesk.ui.catalog.editing.text_fields import LONGEST
from simdesk.ui.catalog.editing.told import flat, is_still, told
from simdesk.ui.fields import ChoiceField, Words
from simdesk.ui.icons import icon
from simdesk.ui.renewal.parts import push_button
from simdesk.ui.special_fields import CalmWheel
from simdesk.ui.theme import repolish
from simdesk.wording.language import _, current


class LineNote(FittingNote):
    """One text, shown over two lines.

    Signals:
        entered: the owner pressed Return.
        pasted: the owner pasted several lines; all but the first are told.
        shifted: the owner pressed Alt with an arrow: -1 up, 1 down.
    """

    entered = Signal()
    pasted = Signal(list)
    shifted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(1, 6, parent)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, moved = event.key(), event.modifiers() & Qt.KeyboardModifier.AltModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif moved and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.shifted.emit(-1 if key == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        lines = [line.strip() for line in source.text().splitlines() if line.strip()]
        if not lines:
            return
        self.insertPlainText(lines[0])
        if len(lines) > 1:
            self.pasted.emit(lines[1:])


class LineRow(QWidget):
    """One line of the list: its number, its text, and what one can do with it.

    *longest* is in characters, and counted beside the text where it is short. *acting*: what the
    wizard offers beside it can be chosen.
    """

    edited = Signal()

    def __init__(self, longest: int, *, acting: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._longest = longest
        self._before: Text | None = None
        self.note, self.place, self.count = LineNote(), QLabel(), QLabel()
        self.action: ChoiceField[Action] = ChoiceField(actions)
        self.action.setVisible(acting)
        self.action.set_value(Action.NONE)
        self.action.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.action.setMinimumContentsLength(12)
        self.up, self.down, self.remove = (push_button(name, "page") for name in ("up", "down", "remove"))
        for button, drawing in ((self.up, "up"), (self.down, "down"), (self.remove, "close")):
            button.setIcon(icon(drawing))
            button.setFixedWidth(2 * self.fontMetrics().height())
        self.count.setVisible(longest <= STEP_LIMIT)
        self._lay_out()
        self.setFocusProxy(self.note)
        self.note.edited.connect(self._changed)
        self.action.edited.connect(self.edited)

    def show_told(self, text: Text | None, action: Action = Action.NONE) -> None:
        """Show a text of the catalog, or nothing, without saying that it was edited."""
        self._before = text
        with QSignalBlocker(self):
            self.note.setPlainText("" if text is None else flat(text.said(current())))
            self.action.set_value(action)

    def told(self) -> Text | None:
        """Return what is typed, in all languages where it is as it was; None while blank."""
        return told(flat(self.note.toPlainText()), self._before)

    @property
    def length(self) -> int:
        """Return how many characters are typed."""
        return len(flat(self.note.toPlainText()))

    def is_too_long(self) -> bool:
        """Return whether it has more characters than it may."""
        return self.length > self._longest

    def reword(self, place: int, last: int, field: str) -> None:
        """Set the words anew; *place* counts the lines from 1, *last* is the last one's."""
        if self._before is not None and is_still(self.note.toPlainText(), self._before):
            self.show_told(self._before, self.action.value() or Action.NONE)
        self.place.setText(_("{n}.").format(n=place))
        self.note.setAccessibleName(_("{field}, {n}").format(field=field, n=place))
        self.action.retranslate()
        self.action.setAccessibleName(_("{field}, {n}: what stands beside it").format(field=field, n=place))
        for button, words in (
            (self.up, _("Move {n} up")),
            (self.down, _("Move {n} down")),
            (self.remove, _("Remove {n}")),
        ):
            button.setAccessibleName(words.format(n=place))
            button.setToolTip(words.format(n=place))
        self.up.setEnabled(place > 1)
        self.down.setEnabled(place < last)
        self._say_count()

    def _lay_out(self) -> None:
        self.count.setWordWrap(True)
        self.count.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        below = QHBoxLayout()
        below.addWidget(self.action, 3)
        below.addWidget(self.count, 2)
        buttons = QHBoxLayout()
        buttons.setSpacing(0)
        for button in (self.up, self.down, self.remove):
            buttons.addWidget(button)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 4)
        grid.setVerticalSpacing(3)
        grid.addWidget(self.place, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.note, 0, 1)
        grid.addLayout(buttons, 0, 2, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(below, 1, 1)
        grid.setColumnStretch(1, 1)
        self.place.setMinimumWidth(self.fontMetrics().horizontalAdvance("88."))

    def _changed(self) -> None:
        self._say_count()
        self.edited.emit()

    def _say_count(self) -> None:
        words = _("{n} of {most}").format(n=self.length, most=self._longest)
        if self.is_too_long():
            words = _("{n} of {most} characters: make two of it.").format(n=self.length, most=self._longest)
        self.count.setProperty("role", "flaw" if self.is_too_long() else "hint")
        self.count.setText(f"⚠ {words}" if self.is_too_long() else words)
        self.note.setAccessibleDescription(words if self._longest <= STEP_LIMIT else "")
        repolish(self.count)


class LinesField(QWidget):
    """A list of texts. Return adds one below, Alt with an arrow moves one, several lines can be pasted.

    Signals:
        edited: the owner changed it.
    """

    edited = Signal()

    def __init__(
        self, add: Words, longest: int = LONGEST, *, acting: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._more, self._longest, self._acting = add, longest, acting
        self._rows: list[LineRow] = []
        self._wheel = CalmWheel(self)
        self._start = QWidget(self)  # where Tab enters; never seen, so Tab itself passes it by
        self._start.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._start.hide()
        self._add = push_button("lines_add")
        self._add.clicked.connect(lambda: self._append(len(self._rows)))
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeading)

    def show_texts(self, texts: Sequence[Text]) -> None:
        """Show *texts*."""
        self.show_steps([(text, Action.NONE) for text in texts])

    def show_steps(self, steps: Sequence[tuple[Text, Action]]) -> None:
        """Show texts, each with what stands beside it."""
        for row in self._rows:
            self._put_away(row)
        self._rows = []
        for text, action in steps:
            self._insert(len(self._rows)).show_told(text, action)
        self.retranslate()

    def texts(self) -> tuple[Text, ...]:
        """Return the texts in their order; blank ones are left out."""
        return tuple(text for text, _action in self.pairs())

    def pairs(self) -> tuple[tuple[Text, Action], ...]:
        """Return the texts in their order, each with what stands beside it; blank ones are left out."""
        found = ((row.told(), row.action.value() or Action.NONE) for row in self._rows)
        return tuple((text, action) for text, action in found if text is not None)

    def steps(self) -> tuple[Step, ...]:
        """Return the steps. Only where none is too long."""
        return tuple(Step(text, action) for text, action in self.pairs())

    def flaw(self) -> str:
        """Return what is wrong with the first text that is too long; empty if none is."""
        for place, row in enumerate(self._rows, 1):
            if row.is_too_long():
                words = _("Number {place} has {n} characters; {most} are the most. Make two of it.")
                return words.format(place=place, n=row.length, most=self._longest)
        return ""

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self._reword()

    def retranslate(self) -> None:
        """Set the words anew; what was typed stays."""
        self._add.setText(self._more())
        self._reword()

    def _changed(self) -> None:
        self._aim()
        self.edited.emit()

    def _reword(self) -> None:
        for place, row in enumerate(self._rows, 1):
            row.reword(place, len(self._rows), self.accessibleName())
        self._add.setAccessibleName(f"{self.accessibleName()}: {self._more()}")
        self._aim()

    def _aim(self) -> None:
        """Let the focus of the list be where it is needed: a text that is too long, else the first one."""
        flawed = next((row for row in self._rows if row.is_too_long()), None)
        first = self._rows[0] if self._rows else None
        aim = flawed or first
        self.setFocusProxy(self._add if aim is None else aim.note)

    def _insert(self, place: int) -> LineRow:
        row = LineRow(self._longest, acting=self._acting)
        self._wheel.calm(row)
        row.edited.connect(self._changed)
        row.up.clicked.connect(lambda: self._move(row, -1, row.up))
        row.down.clicked.connect(lambda: self._move(row, 1, row.down))
        row.remove.clicked.connect(lambda: self._drop(row))
        row.note.entered.connect(lambda: self._append(self._rows.index(row) + 1))
        row.note.shifted.connect(lambda by: self._move(row, by, row.note))
        row.note.pasted.connect(lambda lines: self._paste(row, lines))
        self._rows.insert(place, row)
        self._box.insertWidget(place, row)
        row.show()  # at once, or it could not be given the focus
        self._in_order()
        return row

    def _append(self, place: int) -> LineRow:
        row = self._insert(place)
        self._reword()
        row.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()
        return row

    def _paste(self, row: LineRow, lines: Sequence[str]) -> None:
        for place, line in enumerate(lines, self._rows.index(row) + 1):
            self._append(place).note.setPlainText(line)

    def _move(self, row: LineRow, by: int, focused: QWidget) -> None:
        place = self._rows.index(row) + by
        if 0 <= place < len(self._rows):
            self._rows.remove(row)
            self._rows.insert(place, row)
            self._box.removeWidget(row)
            self._box.insertWidget(place, row)
            self._in_order()
            self._reword()
            (focused if focused.isEnabled() else row.note).setFocus(Qt.FocusReason.OtherFocusReason)
            self.edited.emit()

    def _drop(self, row: LineRow) -> None:
        place = self._rows.index(row)
        self._rows.remove(row)
        next_one = self._rows[min(place, len(self._rows) - 1)].remove if self._rows else self._add
        next_one.setFocus(Qt.FocusReason.OtherFocusReason)
        self._put_away(row)
        self._reword()
        self.edited.emit()

    def _put_away(self, row: LineRow) -> None:
        self._box.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _in_order(self) -> None:
        """Let Tab go through the lines in their order."""
        chain: list[QWidget] = [self._start]
        for row in self._rows:
            chain += (row.note, row.action, row.up, row.down, row.remove)
        chain.append(self._add)
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)
