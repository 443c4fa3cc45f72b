"""Small widgets of the wizard: choices that explain themselves, ticks, remarks, rows that wrap."""

from collections.abc import Iterable
from typing import ClassVar

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from simdesk.ui.theme import Tone, colours


def text_label(name: str, role: str = "", parent: QWidget | None = None) -> QLabel:
    """Return a label that wraps, whose text can be marked and copied. *role* is one of the style's."""
    label = QLabel(parent)
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if role:
        label.setProperty("role", role)
    return label


def enlarge(label: QWidget, factor: float, *, bold: bool = True) -> None:
    """Let *label* have type *factor* times as large as the program's."""
    font = QFont(QApplication.font())
    font.setPointSizeF(max(1.0, font.pointSizeF()) * factor)
    font.setBold(bold)
    label.setFont(font)


def push_button(name: str, role: str = "") -> QPushButton:
    """Return a button that is pressed by Space or a click; the Return key belongs to the dialog."""
    button = QPushButton()
    button.setObjectName(name)
    button.setAutoDefault(False)
    if role:
        button.setProperty("role", role)
    return button


class Box(QCheckBox):
    """A box to tick, drawn so that it is seen on light and dark grounds alike."""

    def sizeHint(self) -> QSize:
        side = self.fontMetrics().height() + 4
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        own = colours(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        square = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        painter.setBrush(own.accent if self.isChecked() else own.ground)
        painter.setPen(QPen(own.text if self.hasFocus() else own.muted, 2 if self.hasFocus() else 1))
        painter.drawRoundedRect(square, 3, 3)
        if self.isChecked():
            painter.setPen(own.on_accent)
            painter.drawText(square, Qt.AlignmentFlag.AlignCenter, "✓")


class Tick(QWidget):
    """A box to tick with words that wrap; a click on the words ticks it, too.

    Signals:
        ticked: the owner ticked it or took the tick away.
    """

    ticked = Signal(bool)

    def __init__(self, name: str, words: str, *, on: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = Box(self)
        self.box.setObjectName(name)
        self.box.setChecked(on)
        self.box.setAccessibleName(words)
        self.box.toggled.connect(self.ticked)
        self.label = QLabel(words, self)
        self.label.setWordWrap(True)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.label, 1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.box.click()


class Remark(QFrame):
    """A sentence on a soft ground, with a sign before it. Its colour says nothing its sign does not."""

    SIGNS: ClassVar[dict[Tone, str]] = {Tone.CALM: "✓", Tone.SOON: "⚠", Tone.URGENT: "⚠", Tone.QUIET: "ⓘ"}

    def __init__(self, tone: Tone, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tone = tone
        self.sign = QLabel(self.SIGNS[tone], self)
        self._label = QLabel(self)
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(12, 8, 12, 8)
        self.row.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        self.row.addWidget(self._label, 1)
        self.say(words)

    def say(self, words: str) -> None:
        """Show *words*."""
        self._label.setText(words)
        self.setAccessibleName(words)

    def paintEvent(self, event: QPaintEvent) -> None:
        own = colours(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(own.fill(self.tone))
        painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        ink = own.text if self.tone is Tone.QUIET else own.on_fill(self.tone)
        for label in (self.sign, self._label):
            if label.palette().color(QPalette.ColorRole.WindowText) != ink:
                palette = label.palette()
                palette.setColor(QPalette.ColorRole.WindowText, ink)
                label.setPalette(palette)


class Stack(QWidget):
    """Widgets one below the other, all replaced at once."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(7)

    def fill(self, widgets: Iterable[QWidget]) -> None:
        """Put *widgets* in the place of those that are there; the focus stays with what has the same name."""
        focused = QApplication.focusWidget()
        had = focused.objectName() if focused is not None and self.isAncestorOf(focused) else ""
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                # It lives on until its own click has been dealt with, and is not to be found meanwhile.
                for gone in (widget, *widget.findChildren(QWidget)):
                    gone.setObjectName("")
                widget.hide()
                widget.deleteLater()
        for widget in widgets:
            self._column.addWidget(widget)
            widget.show()
            again = widget if widget.objectName() == had else widget.findChild(QWidget, had)
            if had and isinstance(again, QWidget):
                again.setFocus()
        self.setVisible(self._column.count() > 0)
