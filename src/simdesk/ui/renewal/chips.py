"""A line of small switches, of which any number may be on."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from simdesk.ui.renewal.flow import Flow, flow_box
from simdesk.ui.theme import colours


class Chip(QPushButton):
    """One switch. A tick says that it is on, not its colour alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(f"✓ {self.text()}") + 22, metrics.height() + 11)

    def paintEvent(self, event: QPaintEvent) -> None:
        own = colours(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        painter.setBrush(own.selected if on else own.ground)
        strong = on or self.hasFocus() or self.underMouse()
        painter.setPen(QPen(own.accent if strong else own.line, 2 if self.hasFocus() else 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)
        painter.setPen(own.text)
        words = f"✓ {self.text()}" if on else self.text()
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, words)


class Chips(QWidget):
    """Switches with a word before them. Words are given as functions, to be asked for again.

    Signals:
        edited: the owner switched one.
    """

    edited = Signal()

    def __init__(
        self,
        name: str,
        title: Callable[[], str],
        choices: Callable[[], Sequence[tuple[str, str]]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._title, self._choices = title, choices
        self._label = QLabel(self)
        self._chips: dict[str, Chip] = {}
        self._flow = Flow()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._label)
        row.addWidget(flow_box(self._flow), 1)
        self._on: tuple[str, ...] = ()
        self._name()

    def values(self) -> tuple[str, ...]:
        """Return what is switched on, what is not offered at the moment included."""
        return self._on

    def set_values(self, values: tuple[str, ...]) -> None:
        """Switch on *values* and everything else off."""
        self._on = values
        for value, chip in self._chips.items():
            with QSignalBlocker(chip):
                chip.setChecked(value in values)
            chip.update()

    def retranslate(self) -> None:
        """Ask for the choices and their words anew."""
        self._name()
        self.setVisible(bool(self._chips))

    def _name(self) -> None:
        self._label.setText(self._title())
        self._label.setVisible(bool(self._title()))
        choices = self._choices()
        if [value for value, _words in choices] != list(self._chips):
            self._make(choices)
        for value, words in choices:
            self._chips[value].setText(words)
            self._chips[value].setAccessibleName(words)

    def _make(self, choices: Sequence[tuple[str, str]]) -> None:
        for chip in self._chips.values():
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = {}
        for value, _words in choices:
            chip = Chip()
            chip.setObjectName(f"{self.objectName()}_{value}")
            chip.setChecked(value in self._on)
            chip.toggled.connect(lambda _on, value=value: self._switched(value))
            self._chips[value] = chip
            self._flow.addWidget(chip)

    def _switched(self, value: str) -> None:
        others = tuple(one for one in self._on if one != value)
        self._on = (*others, value) if self._chips[value].isChecked() else others
        self.edited.emit()
