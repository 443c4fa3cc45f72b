"""Colours, light and dark: a few from the palette, the rest computed to be readable on it."""

from enum import Enum
from functools import lru_cache

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from simdesk.domain.lifecycle import Standing
from simdesk.domain.rows import Row
from simdesk.domain.terms import Phase, State
from simdesk.resources import resource

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
        return _mixed(self.ground, self.hue(tone), 0.18 if self.dark else 0.11)

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
    selected = _mixed(ground, accent, 0.28 if dark else 0.11)
    return Colours(
        dark=dark,
        window=QColor(window),
        ground=ground,
        text=words,
        muted=_readable(_mixed(words, ground, 0.42), selected),
        line=_mixed(ground, words, 0.14),
        accent=accent,
        on_accent=on_accent,
        selected=selected,
        hover=_mixed(ground, accent, 0.1 if dark else 0.04),
        track=_mixed(ground, words, 0.12),
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
    if hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast:
        return
    scheme = hints.colorScheme() if wanted is Qt.ColorScheme.Unknown else wanted
    palette = _palette(dark=scheme is Qt.ColorScheme.Dark)
    if app.palette() != palette:
        app.setPalette(palette)
        app.setStyleSheet(_style(colours(palette)))


def shorten(text: str, font: QFont, width: int) -> str:
    """Return *text* cut to *width* pixels in *font*, with an ellipsis where something is missing."""
    return QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, width)


def repolish(widget: QWidget) -> None:
    """Let the rules of the style look at the widget's properties again."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def _ends_soon(standing: Standing) -> bool:
    return standing.days_left is not None and standing.days_left <= 60


def _palette(*, dark: bool) -> QPalette:
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    palette = QPalette()
    for name, light_one, dark_one in (
        (role.Window, "#f5f6f8", "#191c22"),
        (role.WindowText, "#1a1f29", "#e8ebf0"),
        (role.Base, "#ffffff", "#22262e"),
        (role.AlternateBase, "#f7f8fa", "#262b34"),
        (role.Text, "#1a1f29", "#e8ebf0"),
        (role.Button, "#ffffff", "#2a2f39"),
        (role.ButtonText, "#1a1f29", "#e8ebf0"),
        (role.BrightText, "#ffffff", "#ffffff"),
        (role.ToolTipBase, "#1a1f29", "#e8ebf0"),
        (role.ToolTipText, "#ffffff", "#1a1f29"),
        (role.PlaceholderText, "#6b7280", "#9aa3b2"),
        (role.Highlight, "#2f6fed", "#7aa2ff"),
        (role.Accent, "#2f6fed", "#7aa2ff"),
        (role.HighlightedText, "#ffffff", "#10141c"),
        (role.Link, "#1d5bd8", "#8fb2ff"),
        (role.LinkVisited, "#6a3fb5", "#c3a6ff"),
        (role.Light, "#ffffff", "#39404c"),
        (role.Midlight, "#eceef2", "#323843"),
        (role.Mid, "#c9ced8", "#4a5160"),
        (role.Dark, "#9aa1ad", "#14171c"),
        (role.Shadow, "#5b6270", "#000000"),
    ):
        palette.setColor(name, QColor(dark_one if dark else light_one))
    pale = QColor("#6b7280" if dark else "#9aa1ad")
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(group.Disabled, name, pale)
    palette.setColor(group.Disabled, role.Highlight, QColor("#3a4150" if dark else "#d5dae3"))
    return palette


def _style(c: Colours) -> str:
    """Return the few rules that a palette cannot say."""
    return _style_of_controls(c) + _style_of_panels(c)


def _style_of_controls(c: Colours) -> str:
    """Return the rules for what is pressed and typed into."""
    line, ground, accent, on = c.line.name(), c.ground.name(), c.accent.name(), c.on_accent.name()
    hover, selected, muted = c.hover.name(), c.selected.name(), c.muted.name()
    strong = _mixed(c.accent, c.text, 0.15).name()
    return f"""
QPushButton, QToolButton[role="button"] {{ background: {ground}; color: {c.text.name()};
  border: 1px solid {line}; border-radius: 5px; padding: 5px 11px; }}
QPushButton:hover, QToolButton[role="button"]:hover {{ background: {hover}; }}
QPushButton:focus, QToolButton[role="button"]:focus {{ border-color: {accent}; }}
QPushButton:disabled, QToolButton[role="button"]:disabled {{ color: {muted}; background: {hover}; }}
QPushButton[role="primary"], QPushButton:default {{ background: {accent}; color: {on};
  border-color: {accent}; }}
QPushButton[role="primary"]:hover, QPushButton:default:hover {{ background: {strong}; }}
QPushButton[role="primary"]:focus {{ border: 2px solid {c.text.name()}; padding: 4px 10px; }}
QPushButton[role="primary"]:disabled {{ background: {c.track.name()}; color: {muted};
  border-color: {line}; }}
QPushButton[role="page"], QPushButton[role="filter"] {{ background: transparent;
  border: 1px solid transparent; }}
QPushButton[role="page"]:checked {{ background: {selected}; font-weight: bold; }}
QPushButton[role="page"]:focus {{ border-color: {accent}; }}
QPushButton[role="compact"] {{ padding: 5px 8px; }}
QToolButton[role="button"]::menu-indicator {{ image: none; }}
QLineEdit {{ background: {ground}; border: 1px solid {line}; border-radius: 5px; padding: 4px 7px;
  selection-background-color: {accent}; selection-color: {on}; }}
QLineEdit:focus {{ border-color: {accent}; }}
QAbstractSpinBox, QComboBox, QPlainTextEdit {{ background: {ground}; border: 1px solid {line};
  border-radius: 5px; padding: 4px 9px; selection-background-color: {accent}; selection-color: {on}; }}
QComboBox:editable {{ padding: 3px 7px; }}
QAbstractSpinBox:focus, QComboBox:focus, QComboBox:on, QPlainTextEdit:focus {{ border-color: {accent}; }}
QAbstractSpinBox:disabled, QComboBox:disabled {{ color: {muted}; background: {hover}; }}
QAbstractSpinBox QLineEdit, QComboBox QLineEdit {{ border: none; padding: 0; background: transparent; }}
QComboBox::drop-down, QSpinBox::up-button, QSpinBox::down-button {{ border: none; width: 22px; }}
QComboBox::down-arrow, QAbstractSpinBox::down-arrow {{ image: url("{_drawing("down")}"); width: 12px; }}
QAbstractSpinBox::up-arrow {{ image: url("{_drawing("up")}"); width: 12px; }}
QCheckBox::indicator:unchecked {{ background: {ground}; border: 1px solid {muted}; border-radius: 3px;
  width: 12px; height: 12px; }}
QTabBar {{ qproperty-drawBase: 0; border-bottom: 1px solid {line}; }}
QTabBar::tab {{ color: {muted}; border: none; border-bottom: 2px solid transparent; padding: 7px 13px 6px; }}
QTabBar::tab:hover, QTabBar::tab:selected {{ color: {c.text.name()}; }}
QTabBar::tab:selected {{ border-bottom-color: {accent}; }}
QTabBar::tab:selected:focus {{ color: {accent}; }}
"""


def _style_of_panels(c: Colours) -> str:
    """Return the rules for what holds other things: tables, panels, scroll bars, the roles of a label."""
    line, ground, selected, muted = c.line.name(), c.ground.name(), c.selected.name(), c.muted.name()
    faint, urgent = _mixed(c.window, c.text, 0.28).name(), c.hue(Tone.URGENT).name()
    return f"""
QScrollBar {{ background: transparent; border: none; margin: 0; }}
QScrollBar:vertical {{ width: 10px; }}
QScrollBar:horizontal {{ height: 10px; }}
QScrollBar::handle {{ background: {faint}; border-radius: 3px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::handle:hover {{ background: {muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QTableView {{ background: {ground}; border: 1px solid {line};
  border-radius: 6px; selection-background-color: {selected}; selection-color: {c.text.name()}; }}
QTableView::item {{ padding: 0 8px; border: none; }}
QTableView::item:selected {{ background: {selected}; color: {c.text.name()}; }}
QHeaderView {{ background: {ground}; border: none; }}
QHeaderView::section {{ background: {ground}; color: {muted}; border: none; border-bottom: 1px solid {line};
  padding: 5px 8px; }}
QListView[role="side"] {{ background: transparent; border: none; }}
QFrame[role="panel"] {{ background: {ground}; border: 1px solid {line}; border-radius: 8px; }}
QFrame[role="bar"] {{ background: {ground}; border: none; border-bottom: 1px solid {line}; }}
QFrame[role="foot"] {{ background: {ground}; border: none; border-top: 1px solid {line}; }}
QFrame[role="strip"] {{ background: {selected}; border: none; border-radius: 6px; }}
QFrame[role="notice"] {{ background: {selected}; border: none; border-top: 1px solid {line}; }}
QLabel[role="hint"], QLabel[role="muted"] {{ color: {muted}; }}
QLabel[role="flaw"] {{ color: {urgent}; }}
"""


def _drawing(name: str) -> str:
    """Return the path of a drawing as a style names it; drawings there cannot follow the palette."""
    return resource("icons", f"{name}.svg").as_posix()


def _light(colour: QColor) -> float:
    """Return the relative luminance, 0 to 1."""
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _mixed(one: QColor, other: QColor, share: float) -> QColor:
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
        moved = _mixed(colour, target, step / 10)
        if contrast(moved, ground) >= READABLE:
            return moved
    return target
