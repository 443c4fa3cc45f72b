"""A choice that explains itself: a title, lines below it, short words at the far side."""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QWidget

from simdesk.ui.theme import colours

_PAD = 11
_GAP = 3


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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by Enter as well; once it is chosen, Enter means Next."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.isChecked():
            self.click()
        else:
            super().keyPressEvent(event)

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
