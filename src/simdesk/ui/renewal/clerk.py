"""A sentence in Japanese for the clerk, as large as the screen lets it be, black on white."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from simdesk.catalog.phrases import Phrase, phrases, phrases_for
from simdesk.ui.renewal.copying import grouped, number_shown
from simdesk.ui.renewal.page import Sheet
from simdesk.wording.language import _, current

JAPANESE = ("Noto Sans CJK JP", "Noto Sans JP", "Hiragino Sans", "Yu Gothic UI", "Meiryo", "IPAexGothic")
"""Families that write kanji the Japanese way, which a system set to Chinese does not by itself."""

BLANK = "＿＿＿＿"
"""What stands in a sentence for something to be written or said there."""

_INK, _PALE = QColor("#000000"), QColor("#555555")
_FLAGS = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_AFTER = 0.25
_READ_ALOUD = 0.55
_NUMBERS, _SMALLER = (1.25, 1.6, 2.0, 2.5), 0.8
_SENTENCE = re.compile(r"[^。]+。?")
_PLACEHOLDERS = {"{payment_number}": "payment_number", "{amount}": "amount", "{number}": "number"}


@dataclass(frozen=True, slots=True)
class Line:
    """A line and how much larger than the others it is. One that is *whole* is never broken."""

    text: str
    scale: float
    pale: bool = False
    whole: bool = False


class ClerkScreen(QWidget):
    """Fills the screen; Esc or a click closes it, the arrow keys turn to the next sentence.

    ``known`` holds what the sentences need: ``payment_number``, ``amount``, ``number``. A sentence
    that needs a payment number which is not there shows *without*, which says where to get one.
    *blank* stands for anything else that is not there; where it is empty such a sentence is left out.
    *at*: the place of the sentence to begin with.
    """

    def __init__(
        self,
        phrases: Sequence[Phrase],
        known: dict[str, str],
        without: str,
        parent: QWidget | None = None,
        *,
        at: int = 0,
        blank: str = "",
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("clerk")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(320, 240)
        self._phrases = [one for one in phrases if blank or self._sayable(one, known)]
        self._known, self._without, self._blank, self._place = known, without, blank, at
        self.retranslate()

    @property
    def text(self) -> str:
        """Return everything that is on the screen, line by line."""
        return "\n".join(line.text for line in self._lines())

    def retranslate(self) -> None:
        """Set every word anew."""
        self.setWindowTitle(_("Show to clerk"))
        self.setAccessibleName(self.text)
        self.update()

    def turn(self, by: int) -> None:
        """Show the sentence that is *by* places further, around the end."""
        if self._phrases:
            self._place = (self._place + by) % len(self._phrases)
            self.setAccessibleName(self.text)
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Escape | Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space:
                self.close()
            case Qt.Key.Key_Right | Qt.Key.Key_Down | Qt.Key.Key_PageDown:
                self.turn(1)
            case Qt.Key.Key_Left | Qt.Key.Key_Up | Qt.Key.Key_PageUp:
                self.turn(-1)
            case _:
                super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.close()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("#ffffff"))
        room = self.rect().adjusted(*(int(self.width() * one) for one in (0.06, 0.05, -0.06, -0.04)))
        lines, unit = _laid_out(self._lines(), room)
        top = room.top()
        for line in lines:
            font = _font(line, unit)
            painter.setFont(font)
            painter.setPen(_PALE if line.pale else _INK)
            width, height = _balanced(font, line.text, room.width())
            painter.drawText(QRect(room.left(), top, width, height), _FLAGS, line.text)
            top += height + int(unit * _AFTER * line.scale)

    def _lines(self) -> list[Line]:
        phrase = self._phrases[self._place] if self._phrases else None
        lines = [Line(self._hint(), 0.32, pale=True)]
        if phrase is None or self._lacks_number():
            return [*lines, Line(self._without, 0.6)]
        for text in phrase.ja.split("\n"):
            lines += self._filled(text)
        meaning = phrase.translation.said(current())
        # On the telephone nobody sees the screen but who reads aloud from it.
        aloud = _READ_ALOUD if phrase.place == "telephone" else 0.3
        for text, scale in ((phrase.reading, aloud), (meaning, 0.36)):
            words = [one for one in text.split("\n") if not one.endswith("}")]
            lines.append(Line(phrase.filled(" ".join(words), self._known, self._blank), scale, pale=True))
        return lines

    def _lacks_number(self) -> bool:
        """Return whether the sentence would be about a payment number that is not there."""
        needs = self._phrases[self._place].needs if self._phrases else ("payment_number",)
        return "payment_number" in needs and not self._known.get("payment_number")

    def _hint(self) -> str:
        spoken = bool(self._phrases) and self._phrases[self._place].place == "telephone"
        what = _("Say this on the telephone") if spoken else _("Show this to the clerk")
        if self._lacks_number():
            what = _("Not for the clerk yet")
        if len(self._phrases) < 2:
            return _("{what} · Esc closes").format(what=what)
        return _("{what} · ← → other sentences ({n} of {all}) · Esc closes").format(
            what=what, n=self._place + 1, all=len(self._phrases)
        )

    def _filled(self, text: str) -> list[Line]:
        """Return a line of the sentence; a number or an amount stands alone, larger, below its name."""
        for sign, need in _PLACEHOLDERS.items():
            value = self._known.get(need, "")
            title, colon, rest = text.partition("：")
            if colon and rest == sign:
                return [Line(title, 0.4, pale=True), Line(value, 1.0, whole=True)] if value else []
            text = text.replace(sign, value or self._blank)
        # Two sentences begin a line each: nobody reads well where one ends in the middle.
        return [Line(one, 1.0) for one in _SENTENCE.findall(text)]

    @staticmethod
    def _sayable(phrase: Phrase, known: dict[str, str]) -> bool:
        """Return whether nothing but a payment number or an amount on a line of its own is missing."""
        missing = [need for need in phrase.needs if not known.get(need)]
        alone = {text.partition("：")[2] for text in phrase.ja.split("\n")}
        return all(need == "payment_number" or f"{{{need}}}" in alone for need in missing)


def _laid_out(lines: Sequence[Line], room: QRect) -> tuple[Sequence[Line], float]:
    """Return *lines* and the size of plain type, in pixels, at which they fill *room*.

    What is whole, a number or an amount, is what the clerk reads or types: it is as large as it can be
    without the sentence becoming much smaller for it.
    """
    tried = [_scaled(lines, larger) for larger in _NUMBERS]
    units = [_unit(one, room) for one in tried]
    at = max(place for place, unit in enumerate(units) if unit >= units[0] * _SMALLER)
    return tried[at], units[at]


def _scaled(lines: Sequence[Line], larger: float) -> list[Line]:
    return [replace(line, scale=line.scale * larger) if line.whole else line for line in lines]


def _unit(lines: Sequence[Line], room: QRect) -> float:
    """Return the size of plain type, in pixels, at which *lines* just fill *room*."""
    small, large = 6.0, max(12.0, room.height() / 4)
    while large - small > 0.5:
        middle = (small + large) / 2
        small, large = (middle, large) if _fits(lines, room, middle) else (small, middle)
    return small


def _fits(lines: Sequence[Line], room: QRect, unit: float) -> bool:
    height = 0.0
    for line in lines:
        metrics = QFontMetrics(_font(line, unit))
        box = metrics.boundingRect(QRect(0, 0, room.width(), 100_000), _FLAGS, line.text)
        unbroken = not line.whole or metrics.horizontalAdvance(line.text) <= room.width()
        if box.width() > room.width() or not unbroken:
            return False
        height += box.height() + unit * _AFTER * line.scale
    return height <= room.height()


def _balanced(font: QFont, text: str, room: int) -> tuple[int, int]:
    """Return the least width at which *text* has no more lines than in *room*, and its height there."""
    metrics = QFontMetrics(font)

    def box(width: int) -> QRect:
        return metrics.boundingRect(QRect(0, 0, width, 100_000), _FLAGS, text)

    wanted = box(room).height()
    narrow, wide = room // 2, room
    while wide - narrow > 4:
        middle = (narrow + wide) // 2
        fits = box(middle).height() <= wanted and box(middle).width() <= middle
        narrow, wide = (narrow, middle) if fits else (middle, wide)
    return wide, wanted


def _font(line: Line, unit: float) -> QFont:
    font = QFont(QApplication.font())
    font.setFamilies([*JAPANESE, *QApplication.font().families()])
    font.setPixelSize(max(6, round(unit * line.scale)))
    font.setBold(not line.pale)
    return font


def clerk_screen(sheet: Sheet, parent: QWidget) -> ClerkScreen:
    """Return the screen for the renewal on *sheet*, the sentence of its errand first."""
    draft, guide, file = sheet.draft, sheet.guide, phrases()
    chosen = phrases_for(file, guide.channel(draft.channel), guide.carrier, guide.offer(draft))
    return ClerkScreen(chosen, known_of(sheet), file.no_payment_number.said(current()), parent)


def known_of(sheet: Sheet) -> dict[str, str]:
    """Return what sentences need of the renewal on *sheet*; empty where it is not there."""
    facts = sheet.facts
    money = sheet.draft.renewal(facts.card, facts.row.today, facts.moment)
    return {
        "payment_number": grouped(sheet.draft.payment_number),
        "number": number_shown(facts.card, sheet.guide.home),
        "amount": spoken_amount(money.amount, money.currency),
    }


def spoken_amount(sum_paid: str | None, currency: str | None) -> str:
    """Return an amount as it is written in Japanese, 3,000円; empty where it is not known."""
    if sum_paid is None or currency is None:
        return ""
    return f"{Decimal(sum_paid):,f}{'円' if currency == 'JPY' else ' ' + currency}"
