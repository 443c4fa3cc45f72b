"""An icon with a number on it."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPen, QPixmap

from simdesk.ui.program_icon import SIZES

GROUND, INK = "#c62828", "#ffffff"
"""Of the badge: the same on every panel, light or dark."""

_MOST, _SMALL = 9, 22


def badged(plain: QIcon, count: int) -> QIcon:
    """Return *plain* with *count* in its corner, "9+" above 9; *plain* itself where *count* is 0."""
    if not count:
        return plain
    made = QIcon()
    for size in (*SIZES[:1], _SMALL, *SIZES[1:]):
        made.addPixmap(_drawn(plain, size, count))
    return made


def _drawn(plain: QIcon, size: int, count: int) -> QPixmap:
    small = size < _SMALL
    picture = QPixmap(size, size)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.drawPixmap(0, 0, plain.pixmap(QSize(size, size), 1.0))
    side = round(size * (0.69 if small else 0.62))
    corner = QRectF(size - side, size - side, side, side)
    # Of the few dots of a small icon none is left for a ring, nor for two signs.
    words = str(count) if count <= _MOST else "" if small else f"{_MOST}+"
    painter.setPen(Qt.PenStyle.NoPen if small else QPen(QColor(INK), size / 32))
    painter.setBrush(QColor(GROUND))
    painter.drawEllipse(corner if small else corner.adjusted(0.5, 0.5, -0.5, -0.5))
    font = QFont(painter.font())
    font.setPixelSize(round(side * (0.86 if small else 0.78 if len(words) == 1 else 0.62)))
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(QColor(INK))
    painter.drawText(corner, Qt.AlignmentFlag.AlignCenter, words)
    painter.end()
    return picture
