"""Colours: readable on whatever palette the system has, light and dark, switched while it runs."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from simdesk.domain.rows import rows
from simdesk.domain.terms import Phase
from simdesk.ui.theme import READABLE, Tone, colours, contrast, tone_of, tone_of_phase, use_theme
from tests.ui.window_making import NOON, plights

_ROLE = QPalette.ColorRole
NAMES = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    """The application, as it was afterwards."""
    before = qapp.palette()
    yield qapp
    qapp.setStyleSheet("")
    qapp.setPalette(before)


def readable(palette: QPalette) -> None:
    """Hold every pair of colours that words are written in to the contrast that one can read."""
    found = colours(palette)
    for tone in Tone:
        assert contrast(found.on_fill(tone), found.fill(tone)) >= READABLE
        assert contrast(found.hue(tone), found.ground) >= READABLE
    assert contrast(found.muted, found.selected) >= READABLE


@pytest.mark.parametrize("choice", ["light", "dark"])
def test_both_looks_are_readable(app: QApplication, choice: str) -> None:
    use_theme(app, choice)
    palette = app.palette()
    readable(palette)
    found = colours(palette)
    assert found.dark is (choice == "dark")
    for ground in (found.window, found.ground, found.selected, found.hover):
        assert contrast(found.text, ground) >= READABLE
        assert contrast(found.muted, ground) >= READABLE
    assert contrast(found.on_accent, found.accent) >= READABLE
    for words, behind in (
        (_ROLE.WindowText, _ROLE.Window),
        (_ROLE.Text, _ROLE.Base),
        (_ROLE.ButtonText, _ROLE.Button),
        (_ROLE.ToolTipText, _ROLE.ToolTipBase),
        (_ROLE.HighlightedText, _ROLE.Highlight),
        (_ROLE.PlaceholderText, _ROLE.Base),
        (_ROLE.Link, _ROLE.Window),
    ):
        assert contrast(palette.color(words), palette.color(behind)) >= READABLE, words


@given(ground=NAMES, accent=NAMES, dark=st.booleans())
def test_signs_are_readable_on_any_ground(qapp: QApplication, ground: str, accent: str, dark: bool) -> None:
    palette = QPalette()
    palette.setColor(_ROLE.Base, QColor(ground))
    palette.setColor(_ROLE.Text, QColor("#ffffff" if dark else "#000000"))
    palette.setColor(_ROLE.Highlight, QColor(accent))
    found = colours(palette)
    for tone in Tone:
        assert contrast(found.on_fill(tone), found.fill(tone)) >= READABLE
        assert contrast(found.hue(tone), found.ground) >= READABLE


def test_the_look_is_switched_while_it_runs(app: QApplication) -> None:
    use_theme(app, "dark")
    dark, style = app.palette(), app.styleSheet()
    use_theme(app, "light")
    assert app.palette() != dark
    assert app.styleSheet() != style


def test_how_pressing_a_card_is() -> None:
    tones = {row.card.id: tone_of(row) for row in rows(plights(), NOON)}
    assert tones == {
        "bank": Tone.URGENT,
        "osaka": Tone.URGENT,
        "shop": Tone.CALM,
        "uk": Tone.CALM,
        "us": Tone.CALM,
        "home": Tone.CALM,
        "trip": Tone.URGENT,
        "old": Tone.QUIET,
    }


def test_every_phase_has_a_tone() -> None:
    assert {phase: tone_of_phase(phase) for phase in Phase} == {
        Phase.NOT_ACTIVE: Tone.QUIET,
        Phase.USABLE: Tone.CALM,
        Phase.STORED: Tone.QUIET,
        Phase.RECEIVE_ONLY: Tone.SOON,
        Phase.OVERDUE: Tone.SOON,
        Phase.SUSPENDED: Tone.SOON,
        Phase.PORT_OUT_ONLY: Tone.SOON,
        Phase.LOST: Tone.URGENT,
    }


def test_a_notification_of_qt_itself_is_black_on_its_own_yellow(app: QApplication) -> None:
    use_theme(app, "dark")
    assert "QBalloonTip QLabel { color: black; }" in app.styleSheet()


def test_a_default_button_that_cannot_be_pressed_does_not_look_like_one_that_can(
    app: QApplication, qtbot: QtBot
) -> None:
    use_theme(app, "light")
    button = QPushButton("Import")
    qtbot.addWidget(button)
    button.setDefault(True)
    button.resize(90, 30)
    accent = colours(app.palette()).accent
    assert button.grab().toImage().pixelColor(8, 15) == accent
    button.setEnabled(False)
    assert button.grab().toImage().pixelColor(8, 15) != accent
