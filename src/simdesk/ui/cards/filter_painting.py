"""Paints a filter with its count, or the title of a group of filters."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from simdesk.ui.cards.emphasis import Emphasis
from simdesk.ui.theme import colours


def paint_filter(
    painter: QPainter, option: QStyleOptionViewItem, emphasis: Emphasis, name: str, count: int | None
) -> None:
    """Paint *name* with its *count*; None: it is a title."""
    # Not the option's own, in which the list's ground is transparent.
    palette = colours(QGuiApplication.palette())
    line = option.fontMetrics.height()
    inside = option.rect.adjusted(line // 2, 0, -line // 2, 0)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    font = QFont(option.font)
    if count is None:
        _smaller(font)
        inside.setTop(inside.top() + line // 2)
        painter.setPen(palette.muted)
    else:
        chosen = emphasis.chosen
        if chosen or emphasis.hovered:
            painter.setBrush(palette.selected if chosen else palette.hover)
            painter.setPen(palette.accent if emphasis.focused else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(option.rect.adjusted(1, 1, -1, -1), 5, 5)
        painter.setPen(palette.text)
        if chosen:
            font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    metrics = QFontMetrics(font)
    figure = "" if count is None else str(count)
    room = metrics.horizontalAdvance(figure)
    middle = Qt.AlignmentFlag.AlignVCenter
    painter.drawText(inside, Qt.AlignmentFlag.AlignRight | middle, figure)
    text = metrics.elidedText(name, Qt.TextElideMode.ElideRight, inside.width() - room - line // 2)
    painter.drawText(QRect(inside), Qt.AlignmentFlag.AlignLeft | middle, text)
    painter.restore()


def _smaller(font: QFont) -> None:
    if font.pointSizeF() > 0:
        font.setPointSizeF(font.pointSizeF() * 0.85)
    else:
        font.setPixelSize(round(font.pixelSize() * 0.85))
