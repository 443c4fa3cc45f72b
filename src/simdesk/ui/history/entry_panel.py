"""One step of a history: when, what was done, and what changed, each value with a way back."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from simdesk.ui.history.entries import Entry, Item, Line, Value
from simdesk.ui.renewal.parts import enlarge, push_button, text_label
from simdesk.wording.language import _, _p

_SHORT = 56
"""Letters up to which both values stand in one line."""

_NAME = 20
"""Letters of the column of names; longer ones wrap."""

_CORNER = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight


class EntryPanel(QFrame):
    """Shows *entry*; *place* is its number in the list, which the names of its parts begin with.

    Signals:
        back_asked: a value is to be brought back; carries the :class:`Value`.
    """

    back_asked = Signal(object)

    def __init__(self, entry: Entry, place: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"history_entry_{place}")
        self.setProperty("role", "panel")
        self.setAccessibleName(_p("history", "{when}: {what}").format(when=entry.when, what=entry.title))
        self._place = place
        self._buttons: list[QPushButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(6)
        title, when = text_label("history_title"), text_label("history_when", "muted")
        title.setText(entry.title)
        enlarge(title, 1.0)
        when.setText(entry.when)
        when.setWordWrap(False)
        head = QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(when, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        for number, item in enumerate(entry.items):
            if number and item.values:
                column.addSpacing(6)
            self._add(column, item)
        if entry.left:
            left = text_label("history_left", "muted")
            left.setText(entry.left)
            column.addWidget(left)

    def first_button(self) -> QPushButton | None:
        """Return the first way back; None if there is none."""
        return next(iter(self._buttons), None)

    def _add(self, column: QVBoxLayout, item: Item) -> None:
        if item.title:
            words = text_label("history_what")
            words.setText(item.title)
            column.addWidget(words)
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, self.fontMetrics().averageCharWidth() * _NAME)
        for value in item.values:
            self._add_value(grid, value)
        if item.values:
            column.addLayout(grid)

    def _add_value(self, grid: QGridLayout, value: Value) -> None:
        for number, line in enumerate(value.lines):
            row = grid.rowCount()
            name, words = text_label("history_name", "muted"), text_label("history_value")
            name.setText(line.name)
            name.setFixedWidth(self.fontMetrics().averageCharWidth() * _NAME)
            words.setText(_both(line))
            words.setAccessibleName(_said(line))
            words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(words, row, 1, Qt.AlignmentFlag.AlignTop)
            if number == 0 and not value.gone:
                grid.addWidget(self._way_back(value, line), row, 2, _CORNER)

    def _way_back(self, value: Value, line: Line) -> QWidget:
        """Return the button; where the record has the value already, a word on that."""
        if value.there:
            there = text_label("history_there", "muted")
            there.setWordWrap(False)
            there.setText(_("as it is now"))
            return there
        button = push_button(f"history_back_{self._place}_{len(self._buttons)}", "compact")
        button.setText(_("Bring back"))
        button.setAccessibleName(_("Bring back {field}: {value}").format(field=line.name, value=line.before))
        button.clicked.connect(self._asking(value))
        self._buttons.append(button)
        return button

    def _asking(self, value: Value) -> Callable[[], None]:
        return lambda: self.back_asked.emit(value)


def _both(line: Line) -> str:
    """Return both values, one below the other where they are long."""
    if line.after is None:
        return line.before
    if "\n" in line.before + line.after or len(line.before) + len(line.after) > _SHORT:
        return f"{line.before}\n→ {line.after}"
    return f"{line.before} → {line.after}"


def _said(line: Line) -> str:
    if line.after is None:
        return _p("history", "{field}: {value}").format(field=line.name, value=line.before)
    return _("{field}: {before}, then {after}").format(field=line.name, before=line.before, after=line.after)
