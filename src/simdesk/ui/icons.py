"""The program's own drawings, in the colours of the moment."""

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap

from simdesk.resources import resource

if TYPE_CHECKING:
    from PySide6.QtSvg import QSvgRenderer

_ROLE = {
    QIcon.Mode.Normal: (QPalette.ColorGroup.Active, QPalette.ColorRole.ButtonText),
    QIcon.Mode.Active: (QPalette.ColorGroup.Active, QPalette.ColorRole.ButtonText),
    QIcon.Mode.Selected: (QPalette.ColorGroup.Active, QPalette.ColorRole.HighlightedText),
    QIcon.Mode.Disabled: (QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText),
}


class _Drawing(QIconEngine):
    """Draws an SVG at the size asked for, its ``currentColor`` taken from the palette."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    def clone(self) -> QIconEngine:
        return _Drawing(self._name)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        drawn = _drawn(self._name, QGuiApplication.palette().color(*_ROLE[mode]).name())
        if drawn is not None:
            drawn.render(painter, QRectF(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return pixmap


@cache
def icon(name: str) -> QIcon:
    """Return the drawing ``icons/<name>.svg``; it follows the palette, light or dark.

    Where there is none, as after the program was removed while it runs, nothing is drawn: the window goes
    on, and none of its words is in a drawing.
    """
    return QIcon(_Drawing(name))


@cache
def _drawn(name: str, colour: str) -> "QSvgRenderer | None":
    try:
        from PySide6.QtSvg import QSvgRenderer

        text = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    except (ImportError, OSError):
        return None
    return QSvgRenderer(text.replace("currentColor", colour).encode())
