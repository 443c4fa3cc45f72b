"""The type of the list of cards: its fonts, and the sizes that follow from them."""

from functools import lru_cache

from msgspec import Struct
from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QFontMetrics


class Lettering(Struct, frozen=True):
    """The fonts of a row and what they measure, in pixels."""

    plain: QFont
    bold: QFont
    small: QFont
    figure: QFont
    line: int
    small_line: int
    figure_line: int
    pad: int

    @property
    def inner(self) -> int:
        """Return the height of the three lines of a row."""
        return self.line + 2 * self.small_line + self.pad // 2

    @property
    def height(self) -> int:
        """Return the height of a row."""
        return max(self.inner, self.figure_line + self.small_line) + 2 * self.pad

    @property
    def badge(self) -> QSize:
        """Return the size of the badge."""
        height = self.height - 2 * self.pad
        return QSize(max(height, QFontMetrics(self.figure).horizontalAdvance("0000") + self.pad), height)


@lru_cache(maxsize=8)
def lettering(key: str) -> Lettering:
    """Return the type that goes with the font whose ``toString()`` is *key*."""
    plain = QFont()
    plain.fromString(key)
    bold, small, figure = QFont(plain), QFont(plain), QFont(plain)
    bold.setWeight(QFont.Weight.DemiBold)
    figure.setWeight(QFont.Weight.Bold)
    if plain.pointSizeF() > 0:
        small.setPointSizeF(plain.pointSizeF() * 0.88)
        figure.setPointSizeF(plain.pointSizeF() * 1.6)
    else:
        small.setPixelSize(round(plain.pixelSize() * 0.88))
        figure.setPixelSize(round(plain.pixelSize() * 1.6))
    line = max(QFontMetrics(plain).height(), QFontMetrics(bold).height())
    figure_metrics = QFontMetrics(figure)
    return Lettering(
        plain,
        bold,
        small,
        figure,
        line,
        QFontMetrics(small).height() + 2,
        figure_metrics.ascent() + figure_metrics.descent() // 2,
        round(line * 0.6),
    )
