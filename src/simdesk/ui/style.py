"""The program's own palette, and the few rules that a palette cannot say."""

from PySide6.QtGui import QColor, QPalette

from simdesk.resources import resource
from simdesk.ui.theme import Colours, Tone, mixed


def palette_of(*, dark: bool) -> QPalette:
    """Return the program's own palette, light or dark."""
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


def style_of(c: Colours) -> str:
    """Return the few rules that a palette cannot say."""
    return _controls(c) + _panels(c)


def _controls(c: Colours) -> str:
    """Return the rules for what is pressed and typed into."""
    line, ground, accent, on = c.line.name(), c.ground.name(), c.accent.name(), c.on_accent.name()
    hover, selected, muted = c.hover.name(), c.selected.name(), c.muted.name()
    strong = mixed(c.accent, c.text, 0.15).name()
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
QPushButton[role="primary"]:disabled, QPushButton:default:disabled {{
  background: {c.track.name()}; color: {muted}; border-color: {line}; }}
QPushButton[role="waiting"] {{ background: {c.fill(Tone.SOON).name()}; color: {c.on_fill(Tone.SOON).name()};
  border-color: {c.on_fill(Tone.SOON).name()}; font-weight: bold; }}
QPushButton[role="waiting"]:focus {{ border: 2px solid {c.text.name()}; padding: 4px 10px; }}
QPushButton[role="page"], QPushButton[role="filter"] {{ background: transparent;
  border: 1px solid transparent; }}
QPushButton[role="page"]:checked {{ background: {selected}; font-weight: bold; }}
QPushButton[role="page"]:focus {{ border-color: {accent}; }}
QPushButton[role="compact"] {{ padding: 5px 8px; }}
QPushButton[role="small"] {{ background: transparent; color: {muted}; padding: 1px 6px; }}
QToolButton[role="button"]::menu-indicator {{ image: none; }}
QLineEdit {{ background: {ground}; border: 1px solid {line}; border-radius: 5px; padding: 4px 7px;
  selection-background-color: {accent}; selection-color: {on}; }}
QLineEdit:focus {{ border-color: {accent}; }}
QAbstractSpinBox, QComboBox, QPlainTextEdit {{ background: {ground}; border: 1px solid {line};
  border-radius: 5px; padding: 4px 9px; selection-background-color: {accent}; selection-color: {on}; }}
QComboBox {{ combobox-popup: 0; }}
QComboBox QAbstractItemView {{ background: {ground}; border: 1px solid {line}; outline: none; }}
QComboBox QAbstractItemView::item {{ padding: 3px 7px; }}
QComboBox QAbstractItemView::item:selected {{ background: {accent}; color: {on}; }}
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


def _panels(c: Colours) -> str:
    """Return the rules for what holds other things: tables, panels, scroll bars, the roles of a label."""
    line, ground, selected, muted = c.line.name(), c.ground.name(), c.selected.name(), c.muted.name()
    faint, urgent = mixed(c.window, c.text, 0.28).name(), c.hue(Tone.URGENT).name()
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
QTreeView {{ background: {ground}; border: 1px solid {line}; border-radius: 6px; show-decoration-selected: 1;
  selection-background-color: {selected}; selection-color: {c.text.name()}; }}
QTreeView::item {{ padding: 3px 4px; border: none; }}
QTreeView::item:selected {{ background: {selected}; color: {c.text.name()}; }}
QListView[role="side"] {{ background: transparent; border: none; }}
QFrame[role="panel"] {{ background: {ground}; border: 1px solid {line}; border-radius: 8px; }}
QFrame[role="bar"] {{ background: {ground}; border: none; border-bottom: 1px solid {line}; }}
QFrame[role="foot"] {{ background: {ground}; border: none; border-top: 1px solid {line}; }}
QFrame[role="strip"] {{ background: {selected}; border: none; border-radius: 6px; }}
QFrame[role="notice"] {{ background: {selected}; border: none; border-top: 1px solid {line}; }}
QLabel[role="hint"], QLabel[role="muted"] {{ color: {muted}; }}
QLabel[role="flaw"] {{ color: {urgent}; }}
QBalloonTip QLabel {{ color: black; }}
"""


def _drawing(name: str) -> str:
    """Return the path of a drawing as a style names it; drawings there cannot follow the palette."""
    return resource("icons", f"{name}.svg").as_posix()
