"""A small chart: bars side by side, what they stand for below, how much above."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from simdesk.ui.log.totals import Bar
from simdesk.ui.theme import colours, shorten
from simdesk.wording.language import _p

_GAP, _WIDEST = 6, 56
_MIDDLE = Qt.AlignmentFlag.AlignHCenter


class BarChart(QWidget):
    """Draws bars from the left. What a bar has no room to say is told when one points at it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("log_chart")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._bars: tuple[Bar, ...] = ()

    def show_bars(self, title: str, bars: Sequence[Bar]) -> None:
        """Show *bars*; *title* and their words are what those hear who do not see them."""
        self._bars = tuple(bars)
        self.setAccessibleName(title)
        told = _p("list", ", ").join(f"{bar.words} {bar.above or 0}" for bar in bars)
        self.setAccessibleDescription(told)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 50, self.fontMetrics().height() * 8)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 16, self.fontMetrics().height() * 5)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            bar = self._bar_at(QPointF(event.pos()))
            QToolTip.showText(
                event.globalPos(), "" if bar is None else f"{bar.words}: {bar.above or 0}", self
            )
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        own, metrics = colours(self.palette()), QFontMetrics(self.font())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = metrics.height()
        lines = 2 if any(bar.second for bar in self._bars) else 1
        ground = self.height() - lines * line - 4
        painter.setPen(own.line)
        painter.drawLine(QPointF(0, ground + 0.5), QPointF(self.width(), ground + 0.5))
        for place, bar in enumerate(self._bars):
            slot = self._slot(place)
            box = self._box(slot, bar, ground, line + 4)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(own.accent)
            if bar.value > 0:
                painter.drawRoundedRect(box, 2, 2)
            painter.setPen(own.muted)
            for at, words in enumerate((bar.short, bar.second)):
                below = QRectF(slot.left() - _GAP / 2, ground + 3 + at * line, slot.width() + _GAP, line)
                painter.drawText(below, _MIDDLE, shorten(words, self.font(), int(below.width())))
            painter.setPen(own.text)
            above = QRectF(slot.left() - _GAP / 2, box.top() - line - 2, slot.width() + _GAP, line)
            painter.drawText(above, _MIDDLE, _fitting(bar, metrics, above.width()))

    def _slot(self, place: int) -> QRectF:
        """Return the place of a bar, with its words."""
        width = self.width() / max(1, len(self._bars))
        return QRectF(place * width + _GAP / 2, 0, width - _GAP, self.height())

    def _box(self, slot: QRectF, bar: Bar, ground: float, above: float) -> QRectF:
        highest = max((one.value for one in self._bars), default=Decimal(0))
        share = float(bar.value / highest) if highest > 0 and bar.value > 0 else 0.0
        height = max(2.0, share * (ground - above)) if share else 0.0
        width = min(slot.width(), float(_WIDEST))
        return QRectF(slot.center().x() - width / 2, ground - height, width, height)

    def _bar_at(self, point: QPointF) -> Bar | None:
        return next((bar for at, bar in enumerate(self._bars) if self._slot(at).contains(point)), None)


def _fitting(bar: Bar, metrics: QFontMetrics, room: float) -> str:
    """Return the height of the bar in words, without its currency where it is narrow, or nothing."""
    choices = (bar.above, f"{bar.value:,}" if bar.above else "")
    return next((words for words in choices if metrics.horizontalAdvance(words) <= room), "")
