"""The bar that shows a card's phases one after the other, and where today is."""

from datetime import date, timedelta
from typing import NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget

from simdesk.domain.rows import Row
from simdesk.domain.terms import Phase
from simdesk.ui.theme import Tone, colours, tone_of_phase

_LEAST = 0.05


class Stretch(NamedTuple):
    """One phase on the bar: its share of the whole length, and how much of it is over, both 0 to 1."""

    phase: Phase
    share: float
    over: float


class LadderBar(QWidget):
    """Draws the present phase of a card and those after it, to the loss of the number."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(max(10, self.fontMetrics().height() * 2 // 3))
        self._stretches: list[Stretch] = []

    def set_row(self, row: Row) -> None:
        """Show the phases of *row*. Hidden where no day of them is known."""
        self._stretches = stretches(row)
        self.setVisible(bool(self._stretches))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._stretches:
            return
        painter, palette = QPainter(self), colours(self.palette())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(self.rect()).adjusted(0, 1, 0, -1), 4, 4)
        painter.setClipPath(outline)
        left = 0.0
        for stretch in self._stretches:
            width = stretch.share * self.width()
            colour = palette.hue(tone_of_phase(stretch.phase))
            if stretch.phase not in (Phase.USABLE, Phase.LOST):
                colour.setAlphaF(0.55)
            painter.fillRect(QRectF(left, 0, width, self.height()), colour)
            left += width
            painter.fillRect(QRectF(left - 1, 0, 1, self.height()), palette.ground)
        painter.setClipping(False)
        first = self._stretches[0]
        today = min(first.share * first.over * self.width(), self.width() - 3.0)
        painter.fillRect(QRectF(today - 1, 0, 5, self.height()), palette.ground)
        painter.fillRect(QRectF(today, 0, 3, self.height()), palette.hue(Tone.URGENT))
        painter.end()


def stretches(row: Row) -> list[Stretch]:
    """Return the present phase, which may have begun before today, and those after it.

    Empty where the end of the present phase is not known. Being lost has no end: it gets the least.
    """
    found: list[tuple[Phase, int, float]] = []
    for span in row.standing.spans:
        if span.last_day is None or span.last_day < row.today:
            continue
        begins = span.first_day or _began(row, span.last_day)
        days = (span.last_day - begins).days + 1
        found.append((span.phase, days, max(0.0, (row.today - begins).days / days)))
    if not found:
        return []
    whole = sum(days for _phase, days, _over in found)
    raw = [Stretch(phase, max(_LEAST, days / whole), over) for phase, days, over in found]
    if any(span.phase is Phase.LOST for span in row.standing.spans):
        raw.append(Stretch(Phase.LOST, _LEAST, 0.0))
    total = sum(stretch.share for stretch in raw)
    return [stretch._replace(share=stretch.share / total) for stretch in raw]


def _began(row: Row, last_day: date) -> date:
    """Return about when the first phase began: its nominal length before its end, today at the latest."""
    nominal = row.standing.phase_days
    if nominal is None:
        return row.today
    return min(row.today, max(date.min + timedelta(days=nominal), last_day) - timedelta(days=nominal))
