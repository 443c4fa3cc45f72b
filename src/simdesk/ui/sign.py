"""A sign or a word in the colour of what it says, light and dark."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QWidget

from simdesk.ui.theme import Tone, colours


class Sign(QLabel):
    """Shows *words* in the colour of *tone*, readable on a panel."""

    def __init__(self, words: str, tone: Tone, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self._tone = tone
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._colour()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._colour()

    def _colour(self) -> None:
        palette = self.palette()
        ink = colours(palette).hue(self._tone)
        if palette.color(QPalette.ColorRole.WindowText) != ink:
            palette.setColor(QPalette.ColorRole.WindowText, ink)
            self.setPalette(palette)
