"""The words of the details: what can be copied, and the countdown in the colour of its urgency."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel

from simdesk.ui.theme import Tone, colours

if TYPE_CHECKING:
    from PySide6.QtGui import QEnterEvent


class Copyable(QLabel):
    """Plain words, wrapped, that the mouse can mark, and that can be copied then.

    What that takes is made when the mouse comes: a whole text document for each.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def enterEvent(self, event: "QEnterEvent") -> None:
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        super().enterEvent(event)


class Figure(QLabel):
    """The countdown in large letters, wrapped, in the colour of ``tone`` on the palette of the moment."""

    def __init__(self) -> None:
        super().__init__()
        self.tone = Tone.QUIET
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        font = QFont(self.font())
        font.setPointSizeF(max(1.0, font.pointSizeF()) * 2.1)
        font.setWeight(QFont.Weight.Bold)
        self.setFont(font)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(colours(self.palette()).hue(self.tone))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(self.contentsRect(), flags, self.text())
        painter.end()
