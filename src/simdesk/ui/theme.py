"""Colours, light and dark: a few from the palette, the rest computed to be readable on it."""

import sys
from enum import Enum
from functools import lru_cache

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from simdesk.domain.lifecycle import Standing
from simdesk.domain.rows import Row
from simdesk.domain.terms import Phase, State

READABLE = 4.5
"""The least contrast of text on its ground (WCAG 2.2, AA)."""

_SOON, _NOW = 14, 3


class Tone(Enum):
    """How pressing something is; the screen always says it in words as well."""

    CALM = "calm"
    SOON = "soon"
    URGENT = "urgent"
    QUIET = "quiet"


_LIGHT_HUES = {
    Tone.CALM: "#1f8a4c",
    Tone.SOON: "#b36b00",
    Tone.URGENT: "#c62828",
    Tone.QUIET: "#6b7280",
}
_DARK_HUES = {
    Tone.CALM: "#5fd38d",
    Tone.SOON: "#f0b252",
    Tone.URGENT: "#ff8a80",
    Tone.QUIET: "#9aa3b2",
}


class Colours(Struct, frozen=True):
    """The colours of one palette. ``ground`` is behind lists and panels, ``window`` behind pages."""

    dark: bool
    window: QColor
    ground: QColor
    text: QColor
    muted: QColor
    line: QColor
    accent: QColor
    on_accent: QColor
    selected: QColor
    hover: QColor
    track: QColor

    def hue(self, tone: Tone) -> QColor:
        """Return the full colour of *tone*, for bars and signs; readable as text on ``ground``."""
        return _readable(QColor((_DARK_HUES if self.dark else _LIGHT_HUES)[tone]), self.ground)

    def fill(self, tone: Tone) -> QColor:
        """Return the soft ground of a badge of *tone*."""
        return mixed(self.ground, self.hue(tone), 0.18 if self.dark else 0.11)

    def on_fill(self, tone: Tone) -> QColor:
        """Return the colour of words on ``fill(tone)``."""
        return _readable(self.hue(tone), self.fill(tone))


def colours(palette: QPalette) -> Colours:
    """Return the colours that go with *palette*."""
    role = QPalette.ColorRole
    names = (role.Window, role.Base, role.Text, role.Highlight)
    return _colours(*(palette.color(QPalette.ColorGroup.Active, name).rgb() for name in names))


@lru_cache(maxsize=8)
def _colours(window: int, base: int, text: int, highlight: int) -> Colours:
    ground, words, accent = QColor(base), QColor(text), QColor(highlight)
    dark = _light(ground) < _light(words)
    white, black = QColor("#ffffff"), QColor("#10141c")
    on_accent = white if contrast(white, accent) >= contrast(black, accent) else black
    selected = mixed(ground, accent, 0.28 if dark else 0.11)
    return Colours(
        dark=dark,
        window=QColor(window),
        ground=ground,
        text=words,
        muted=_readable(mixed(words, ground, 0.42), selected),
        line=mixed(ground, words, 0.14),
        accent=accent,
        on_accent=on_accent,
        selected=selected,
        hover=mixed(ground, accent, 0.1 if dark else 0.04),
        track=mixed(ground, words, 0.12),
    )


def tone_of(row: Row) -> Tone:
    """Return how pressing a card is."""
    standing = row.standing
    if row.card.state is not State.IN_USE:
        return Tone.QUIET
    if standing.phase is Phase.LOST or (standing.days_left is not None and standing.days_left <= _NOW):
        return Tone.URGENT
    if standing.past_first:
        return Tone.URGENT if _ends_soon(standing) else Tone.SOON
    if standing.days_left is None:
        return Tone.CALM if standing.bill_on is not None or standing.payment_card_ends else Tone.QUIET
    return Tone.SOON if standing.days_left <= _SOON else Tone.CALM


def tone_of_phase(phase: Phase) -> Tone:
    """Return the tone in which a phase is drawn on a ladder."""
    match phase:
        case Phase.USABLE:
            return Tone.CALM
        case Phase.LOST:
            return Tone.URGENT
        case Phase.NOT_ACTIVE | Phase.STORED:
            return Tone.QUIET
    return Tone.SOON


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.2)."""
    lighter, darker = sorted((_light(one), _light(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def use_theme(app: QApplication, choice: str) -> None:
    """Let the program look *choice*: ``light``, ``dark``, or as the system does.

    A palette of high contrast is the owner's own and stays as it is.
    """
    hints = QGuiApplication.styleHints()
    wanted = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}.get(choice, Qt.ColorScheme.Unknown)
    if sys.platform in ("win32", "darwin"):
        hints.setColorScheme(wanted)  # there, the frame of the window follows it
    if hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast:
        return
    from simdesk.ui.style import palette_of, style_of

    scheme = hints.colorScheme() if wanted is Qt.ColorScheme.Unknown else wanted
    palette = palette_of(dark=scheme is Qt.ColorScheme.Dark)
    if app.palette() != palette:
        app.setPalette(palette)
        app.setStyleSheet(style_of(colours(palette)))


def shorten(text: str, font: QFont, width: int) -> str:
    """Return *text* cut to *width* pixels in *font*, with an ellipsis where something is missing."""
    return QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, width)


def repolish(widget: QWidget) -> None:
    """Let the rules of the style look at the widget's properties again."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def _ends_soon(standing: Standing) -> bool:
    return standing.days_left is not None and standing.days_left <= 60


def _light(colour: QColor) -> float:
    """Return the relative luminance, 0 to 1."""
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def mixed(one: QColor, other: QColor, share: float) -> QColor:
    """Return *one* with a *share* of *other* in it, 0 to 1."""
    mine = 1 - share
    return QColor.fromRgbF(
        one.redF() * mine + other.redF() * share,
        one.greenF() * mine + other.greenF() * share,
        one.blueF() * mine + other.blueF() * share,
    )


def _readable(colour: QColor, ground: QColor) -> QColor:
    """Return *colour*, moved towards black or white until it is readable on *ground*."""
    target = QColor("#000000") if _light(ground) > 0.18 else QColor("#ffffff")
    for step in range(11):
        moved = mixed(colour, target, step / 10)
        if contrast(moved, ground) >= READABLE:
            return moved
    return target
