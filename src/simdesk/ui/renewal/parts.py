"""Small widgets of the wizard: choices that explain themselves, ticks, remarks, rows that wrap."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import QPoint, QRect, QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLayoutItem,
    QPushButton,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from simdesk.ui.theme import Tone, colours

_PAD = 11
_GAP = 3


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


@dataclass(frozen=True, slots=True)
class Face:
    """What a choice shows: a title, lines below it, short words at the far side.

    ``pale``: it is one that does not suit, shown with less weight.
    """

    title: str
    lines: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    pale: bool = False


class Choice(QRadioButton):
    """One of several choices, as a card with its reasons.

    Signals:
        chosen: it was chosen, by mouse, keyboard or assistive technology; not by ``show_chosen``.
    """

    chosen = Signal()

    def __init__(self, face: Face, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumWidth(240)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        # Not clicked: assistive technology toggles.
        self.toggled.connect(self._tell)
        self.wear(face)

    def show_chosen(self, *, on: bool) -> None:
        """Show whether it is chosen without saying so."""
        with QSignalBlocker(self):
            self.setChecked(on)
        self.update()

    def _tell(self, on: bool) -> None:
        if on:
            self.chosen.emit()

    def wear(self, face: Face) -> None:
        """Show other words."""
        self._face = face
        self.setText(face.title.replace("&", "&&"))
        self.setAccessibleName(face.title)
        self.setAccessibleDescription("\n".join((*face.lines, *face.aside)))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return sum(height for _text, height, _font in self._left(width)) + 2 * _PAD + self._gaps()

    def sizeHint(self) -> QSize:
        return QSize(480, self.heightForWidth(480))

    def minimumSizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(max(240, self.width())))

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        own = colours(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen, lit = self.isChecked(), self.hasFocus() or self.underMouse()
        painter.setBrush(own.selected if chosen else own.ground)
        painter.setPen(QPen(own.accent if chosen or self.hasFocus() else own.line, 2 if chosen else 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 7, 7)
        if lit and not chosen:
            painter.setPen(
                QPen(own.muted, 1, Qt.PenStyle.DotLine if self.hasFocus() else Qt.PenStyle.SolidLine)
            )
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 7, 7)
        elif chosen and self.hasFocus():
            painter.setPen(QPen(own.text, 1, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(4.5, 4.5, -4.5, -4.5), 5, 5)
        top = _PAD
        for place, (text, height, font) in enumerate(self._left(self.width())):
            painter.setFont(font)
            painter.setPen(own.muted if place or self._face.pale else own.text)
            painter.drawText(QRect(_PAD + 2, top, self._left_width(self.width()), height), _WRAP, text)
            top += height + (_GAP if place else _GAP + 1)
        self._paint_aside(painter, own.muted)

    def _paint_aside(self, painter: QPainter, colour: QColor) -> None:
        font, metrics = self._small(), QFontMetrics(self._small())
        painter.setFont(font)
        painter.setPen(colour)
        width = self._aside_width(self.width())
        top = _PAD + 1
        for text in self._face.aside:
            box = metrics.boundingRect(QRect(0, 0, width, 10_000), _WRAP_RIGHT, text)
            painter.drawText(QRect(self.width() - _PAD - width, top, width, box.height()), _WRAP_RIGHT, text)
            top += box.height() + 2

    def _left(self, width: int) -> list[tuple[str, int, QFont]]:
        room = self._left_width(width)
        bold = QFont(self.font())
        bold.setBold(True)
        found = []
        for text, font in ((self._face.title, bold), *((line, self._small()) for line in self._face.lines)):
            box = QFontMetrics(font).boundingRect(QRect(0, 0, room, 10_000), _WRAP, text)
            found.append((text, box.height(), font))
        return found

    def _left_width(self, width: int) -> int:
        aside = self._aside_width(width)
        return max(120, width - 2 * _PAD - 4 - (aside + 16 if aside else 0))

    def _aside_width(self, width: int) -> int:
        metrics = QFontMetrics(self._small())
        longest = max((metrics.horizontalAdvance(text) + 2 for text in self._face.aside), default=0)
        return min(longest, width // 3)

    def _gaps(self) -> int:
        return _GAP * len(self._face.lines) + (1 if self._face.lines else 0)

    def _small(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(max(1.0, font.pointSizeF()) * 0.92)
        return font


_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_WRAP_RIGHT = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)


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


class Flow(QLayout):
    """A row of widgets that goes on in the next line where it is full."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setSpacing(6)
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem, /) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int, /) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int, /) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int, /) -> int:
        return self._laid(QRect(0, 0, width, 0), moving=False)

    def setGeometry(self, rect: QRect, /) -> None:
        super().setGeometry(rect)
        self._laid(rect, moving=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _laid(self, rect: QRect, *, moving: bool) -> int:
        left, top, line = rect.x(), rect.y(), 0
        for item in self._items:
            size = item.sizeHint()
            if line and left + size.width() > rect.right() + 1:
                left, top, line = rect.x(), top + line + self.spacing(), 0
            if moving:
                item.setGeometry(QRect(QPoint(left, top), size))
            left += size.width() + self.spacing()
            line = max(line, size.height())
        return top + line - rect.y()
