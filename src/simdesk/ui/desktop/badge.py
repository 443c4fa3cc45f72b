"""An icon with a number on it."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPen, QPixmap

from simdesk.ui.program_icon import SIZES

GROUND, INK = "#c62828", "#ffffff"
"""Of the badge: the same on every panel, light or dark."""

_MOST = 9
_SHARE = 0.62


def badged(plain: QIcon, count: int) -> QIcon:
    """Return *plain* with *count* in its corner, "9+" above 9; *plain* itself where *count* is 0."""
    if not count:
        return plain
    made = QIcon()
    for size in (*SIZES[:2], 22, *SIZES[2:]):
        made.addPixmap(_drawn(plain, size, str(count) if count <= _MOST else f"{_MOST}+"))
    return made


def _drawn(plain: QIcon, size: int, words: str) -> QPixmap:
    picture = QPixmap(size, size)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.drawPixmap(0, 0, plain.pixmap(QSize(size, size), 1.0))
    side = round(size * _SHARE)
    corner = QRectF(size - side, size - side, side, side)
    painter.setPen(QPen(QColor(INK), max(1.0, size / 32)))
    painter.setBrush(QColor(GROUND))
    painter.drawEllipse(corner.adjusted(0.5, 0.5, -0.5, -0.5))
    font = QFont(painter.font())
    font.setPixelSize(max(7, round(side * (0.78 if len(words) == 1 else 0.62))))
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(QColor(INK))
    painter.drawText(corner, Qt.AlignmentFlag.AlignCenter, words)
    painter.end()
    return picture
