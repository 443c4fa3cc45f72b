"""Notes that are as high as what is written in them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget


class FittingNote(QPlainTextEdit):
    """A text, shown from *least* to *most* lines high; a longer one scrolls.

    Signals:
        edited: the text changed.
    """

    edited = Signal()

    def __init__(self, least: int, most: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least, self._most, self._around = least, most, 2 * self.frameWidth()
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._fit)
        self.textChanged.connect(self.edited)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Only now it is known: the style's frame and padding are laid out with the first size.
        self._around = self.height() - self.viewport().height()
        self._fit()

    def _fit(self) -> None:
        """Make the note as high as its text needs."""
        line, text = self.fontMetrics().lineSpacing(), self._text_height()
        as_needed, off = Qt.ScrollBarPolicy.ScrollBarAsNeeded, Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(as_needed if text > self._most * line else off)
        margins = int(2 * self.document().documentMargin())
        self.setFixedHeight(max(self._least * line + margins, min(text, self._most * line)) + self._around)

    def _text_height(self) -> int:
        layout, height = self.document().documentLayout(), 0.0
        block = self.document().begin()
        while block.isValid():
            height += layout.blockBoundingRect(block).height()
            block = block.next()
        return int(height + 1)
