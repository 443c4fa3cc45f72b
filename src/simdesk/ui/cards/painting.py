"""Paints one card: badge, names, what ends and what follows.

Sizes come from the font, colours from the palette.
"""

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from simdesk.domain.rows import Row
from simdesk.domain.terms import State
from simdesk.ui.cards.emphasis import Emphasis
from simdesk.ui.cards.lettering import lettering
from simdesk.ui.cards.showing import Showing, subtitle
from simdesk.ui.cards.wish import can_log
from simdesk.ui.theme import Colours, Tone, colours, tone_of
from simdesk.wording.countdown import afterwards, data_line, ends, headline, paid_by_itself, pending
from simdesk.wording.language import _


def button_of(option: QStyleOptionViewItem) -> QRect:
    """Return where the button of a row is."""
    fonts = lettering(option.font.toString())
    width = QFontMetrics(fonts.small).horizontalAdvance(_("I did it today")) + fonts.pad * 2
    height = fonts.small_line + fonts.pad // 2
    right, bottom = option.rect.right() - fonts.pad, option.rect.bottom() - fonts.pad // 2
    return QRect(right - width + 1, bottom - height, width, height)


def left_click_in(event: QEvent, area: QRect) -> bool:
    """Return whether *event* is the left button of the mouse going down or up in *area*."""
    from PySide6.QtGui import QMouseEvent

    if event.type() not in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
        return False
    if not isinstance(event, QMouseEvent) or event.button() is not Qt.MouseButton.LeftButton:
        return False
    return area.contains(event.position().toPoint())


class Painting:
    """One row being painted."""

    def __init__(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        row: Row,
        showing: Showing,
        emphasis: Emphasis,
    ) -> None:
        self.painter = painter
        self.option = option
        self.row = row
        self.showing = showing
        self.fonts = lettering(option.font.toString())
        self.colours: Colours = colours(option.palette)
        self.tone = tone_of(row)
        self.emphasis = emphasis

    def run(self) -> None:
        """Paint it."""
        painter, rect, pad = self.painter, self.option.rect, self.fonts.pad
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground()
        badge = QRect(rect.topLeft() + QPoint(pad, pad), self.fonts.badge)
        self._badge(badge)
        inside = QRect(badge.right() + 1 + pad + pad // 2, rect.top() + pad, 0, self.fonts.inner)
        inside.setRight(rect.right() - pad)
        inside.moveTop(rect.top() + (rect.height() - inside.height()) // 2)
        right = self._right(inside)
        self._left(inside.adjusted(0, 0, -right - pad * 2, 0), inside.width() * 9 // 20)
        painter.restore()

    def _ground(self) -> None:
        painter, rect = self.painter, self.option.rect
        if self.emphasis.chosen:
            painter.fillRect(rect, self.colours.selected)
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), self.colours.accent)
        elif self.emphasis.hovered:
            painter.fillRect(rect, self.colours.hover)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), self.colours.line)
        if self.emphasis.focused:
            painter.setPen(QPen(self.colours.accent, 1))
            painter.drawRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -1.5))

    def _badge(self, rect: QRect) -> None:
        painter, fonts = self.painter, self.fonts
        shown = headline(self.row)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.colours.fill(self.tone))
        painter.drawRoundedRect(QRectF(rect), 7, 7)
        tall = fonts.figure_line + (fonts.small_line if shown.unit else 0)
        top = rect.top() + (rect.height() - tall) // 2
        figure = QRect(rect.left(), top, rect.width(), fonts.figure_line)
        unit = QRect(rect.left() + 3, figure.bottom() + 1, rect.width() - 6, fonts.small_line)
        painter.setPen(self.colours.on_fill(self.tone))
        painter.setFont(fonts.figure)
        painter.drawText(figure, Qt.AlignmentFlag.AlignCenter, shown.figure)
        painter.setFont(_fitting(fonts.small, shown.unit, unit.width()))
        painter.drawText(unit, Qt.AlignmentFlag.AlignCenter, shown.unit)

    def _left(self, rect: QRect, bar: int) -> None:
        fonts = self.fonts
        self._line(rect, 0, self.row.card.label, fonts.bold, self.colours.text)
        self._line(rect, fonts.line, subtitle(self.row.card, self.showing), fonts.plain, self.colours.muted)
        share = _share(self.row)
        if share is None:
            return
        thick = max(4, self.fonts.pad // 2)
        track = QRectF(rect.left(), rect.bottom() - thick + 1, min(bar, rect.width()), thick)
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(self.colours.track)
        self.painter.drawRoundedRect(track, thick / 2, thick / 2)
        track.setWidth(max(float(thick), track.width() * share) if share else 0.0)
        self.painter.setBrush(self.colours.hue(self.tone))
        self.painter.drawRoundedRect(track, thick / 2, thick / 2)

    def _right(self, rect: QRect) -> int:
        """Paint what ends and what follows; return the width that it takes."""
        row, fonts, painter = self.row, self.fonts, self.painter
        last = " · ".join(filter(None, (pending(row), data_line(row))))
        lines = [
            (ends(row), fonts.plain, fonts.line, self.colours.text),
            (afterwards(row), fonts.small, fonts.small_line, self.colours.muted),
            (last, fonts.small, fonts.small_line, self.colours.text if pending(row) else self.colours.muted),
        ]
        sign = fonts.line if self.tone is Tone.URGENT else 0
        widest = max(QFontMetrics(font).horizontalAdvance(text) for text, font, _height, _colour in lines)
        beside = QFontMetrics(fonts.plain).horizontalAdvance(subtitle(row.card, self.showing))
        beside = max(beside, QFontMetrics(fonts.bold).horizontalAdvance(row.card.label)) + fonts.pad * 3
        whole = rect.width()
        # What ends, and when, is cut last; what stands beside it may have the rest.
        first = min(QFontMetrics(fonts.plain).horizontalAdvance(lines[0][0]) + sign + 2, whole * 5 // 8)
        width = min(widest + sign + 2, max(whole // 2, whole - beside, first))
        if QFontMetrics(fonts.small).horizontalAdvance(lines[1][0]) > width:
            lines[1] = (afterwards(row, short=True), *lines[1][1:])
        column = QRect(rect.right() - width + 1, rect.top(), width, rect.height())
        button = (self.emphasis.hovered or self.emphasis.chosen) and can_log(row)
        down = 0
        for place, (text, font, height, colour) in enumerate(lines):
            if button and place == 2:
                break
            room = width - sign if place == 0 else width
            shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.setFont(font)
            painter.setPen(colour)
            area = QRect(column.left(), column.top() + down, width, height)
            painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, shown)
            if place == 0 and sign:
                ends_at = column.right() - QFontMetrics(font).horizontalAdvance(shown)
                self._sign(QRectF(ends_at - sign, area.top() + sign * 0.12, sign * 0.76, sign * 0.76))
            down += height
        if button:
            self._button()
        return width

    def _line(self, rect: QRect, down: int, text: str, font: QFont, colour: QColor) -> None:
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        self.painter.setFont(font)
        self.painter.setPen(colour)
        area = QRect(rect.left(), rect.top() + down, rect.width(), self.fonts.line)
        self.painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

    def _sign(self, rect: QRectF) -> None:
        """Draw a warning triangle: whoever sees no colours sees that."""
        draw_warning(self.painter, rect, self.colours.hue(self.tone))

    def _button(self) -> None:
        rect = button_of(self.option)
        self.painter.setPen(QPen(self.colours.line, 1))
        self.painter.setBrush(self.colours.ground)
        self.painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        self.painter.setFont(self.fonts.small)
        self.painter.setPen(self.colours.text)
        self.painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, _("I did it today"))


def paint_words(widget: QWidget, words: str) -> None:
    """Write *words* in the middle of *widget*, which is being painted."""
    painter = QPainter(widget)
    painter.setPen(colours(widget.palette()).muted)
    painter.drawText(widget.rect(), Qt.AlignmentFlag.AlignCenter, words)
    painter.end()


def draw_warning(painter: QPainter, rect: QRectF, colour: QColor) -> None:
    """Draw a triangle with an exclamation mark into *rect*."""
    middle, thick = rect.center().x(), max(1.0, rect.width() / 11)
    painter.setPen(QPen(colour, thick, j=Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolygon(
        [
            QPointF(middle, rect.top() + thick),
            QPointF(rect.right() - thick, rect.bottom() - thick),
            QPointF(rect.left() + thick, rect.bottom() - thick),
        ]
    )
    upper, lower = rect.top() + rect.height() * 0.4, rect.top() + rect.height() * 0.63
    painter.drawLine(QPointF(middle, upper), QPointF(middle, lower))
    painter.drawPoint(QPointF(middle, rect.top() + rect.height() * 0.78))


def _share(row: Row) -> float | None:
    """Return how much of the phase is left, 0 to 1; None where that is not known or means nothing."""
    if paid_by_itself(row):
        return 1.0
    left, whole = row.standing.days_left, row.standing.phase_days
    if left is None or row.card.state is not State.IN_USE:
        return None
    return max(0.0, min(1.0, left / whole)) if whole else None


def _fitting(font: QFont, text: str, width: int) -> QFont:
    """Return *font*, made smaller where *text* would not fit."""
    wide = QFontMetrics(font).horizontalAdvance(text)
    if wide <= width or not wide:
        return font
    smaller = QFont(font)
    if font.pointSizeF() > 0:
        smaller.setPointSizeF(max(5.0, font.pointSizeF() * width / wide))
    else:
        smaller.setPixelSize(max(7, font.pixelSize() * width // wide))
    return smaller
