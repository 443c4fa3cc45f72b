"""Rows as they are painted: what matters is never cut at the usual width, in any language."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPointF, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QImage, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from simdesk.domain.rows import rows, rows_on
from simdesk.storage.demo import demo_book
from simdesk.ui.cards.ladder import stretches
from simdesk.ui.cards.lettering import lettering
from simdesk.ui.cards.painting import button_of, left_click_in
from simdesk.wording import language
from simdesk.wording.countdown import ends, headline
from tests.core.making import MOMENT
from tests.ui.window_making import NOON, Owner, plights

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize("points", [9, 13.5, 18])
@pytest.mark.parametrize("spoken", language.LANGUAGES)
def test_label_and_end_fit_into_a_row_of_the_usual_width(
    qtbot: QtBot, home: Path, spoken: str, points: float
) -> None:
    font = QFont()
    font.setPointSizeF(points)
    fonts = lettering(font.toString())
    language.use(spoken)
    width = QFontMetrics(font).averageCharWidth() * 103
    for row in rows_on(demo_book(TODAY, MOMENT, spoken), TODAY):
        inside = width - fonts.badge.width() - fonts.pad * 4
        right = QFontMetrics(fonts.plain).horizontalAdvance(ends(row)) + fonts.line + 2
        assert right <= inside * 5 // 8, ends(row)
        assert QFontMetrics(fonts.bold).horizontalAdvance(row.card.label) <= inside - right, row.card.label
        unit = QFontMetrics(fonts.small).horizontalAdvance(headline(row).unit)
        assert unit <= fonts.badge.width() * 1.35, headline(row).unit


@pytest.mark.parametrize("points", [9, 13.5, 18])
def test_a_row_is_tall_enough_for_its_type(qtbot: QtBot, points: float) -> None:
    font = QFont()
    font.setPointSizeF(points)
    fonts = lettering(font.toString())
    assert fonts.height >= fonts.line + 2 * fonts.small_line
    assert fonts.badge.height() >= fonts.figure_line + fonts.small_line
    assert fonts.small_line >= QFontMetrics(fonts.small).height()


@pytest.mark.parametrize("look", ["light", "dark"])
def test_chosen_and_plain_rows_look_different_without_colour(qtbot: QtBot, home: Path, look: str) -> None:
    owner = Owner(qtbot, home).shows()
    owner.preferences.change(theme=look)
    image = owner.cards.list.viewport().grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    first = owner.cards.list.visualRect(owner.cards.model.index(0))
    second = owner.cards.list.visualRect(owner.cards.model.index(1))
    assert image.copy(QRect(0, first.top() + 4, 3, 20)) != image.copy(QRect(0, second.top() + 4, 3, 20))


def test_no_two_plights_wear_the_same_badge(qtbot: QtBot, home: Path) -> None:
    owner = Owner(qtbot, home).shows()
    words = [headline(row).words for row in owner.state.rows()]
    assert len(set(words)) == len(words)


def test_only_a_left_click_into_the_button_counts(qtbot: QtBot) -> None:
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, 600, 80)
    area = button_of(option)
    assert option.rect.contains(area)

    def click(kind: QEvent.Type, at: QPointF, button: Qt.MouseButton) -> QMouseEvent:
        return QMouseEvent(kind, at, at, button, button, Qt.KeyboardModifier.NoModifier)

    inside, outside = QPointF(area.center()), QPointF(5, 5)
    left, right = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
    release, press = QEvent.Type.MouseButtonRelease, QEvent.Type.MouseButtonPress
    assert left_click_in(click(release, inside, left), area)
    assert left_click_in(click(press, inside, left), area)
    assert not left_click_in(click(release, outside, left), area)
    assert not left_click_in(click(release, inside, right), area)
    assert not left_click_in(click(QEvent.Type.MouseMove, inside, left), area)
    assert not left_click_in(QEvent(QEvent.Type.Enter), area)


def test_the_ladder_shows_what_is_over_and_what_is_to_come() -> None:
    found = {row.card.id: stretches(row) for row in rows(plights(), NOON)}
    bank = found["bank"]
    assert [one.phase.value for one in bank] == ["usable", "receive_only", "lost"]
    assert sum(one.share for one in bank) == pytest.approx(1)
    assert bank[0].over == pytest.approx(58 / 61)
    assert found["osaka"][0].phase.value == "suspended"
    assert found["trip"] == []
    assert found["old"] == []


def test_a_row_under_the_mouse_offers_its_button(qtbot: QtBot, home: Path) -> None:
    owner = Owner(qtbot, home).shows()
    cards = owner.cards.list
    first, second = (cards.visualRect(cards.model().index(row, 0)) for row in (1, 2))

    def pictures() -> tuple[QImage, QImage]:
        whole = cards.viewport().grab().toImage()
        return whole.copy(first), whole.copy(second)

    plain = pictures()
    for at, hovered in ((first, (True, False)), (second, (False, True)), (QRect(), (False, False))):
        if at.isValid():
            cards.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
            QTest.mouseMove(cards.viewport(), at.center())
        else:
            cards.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, on=False)
        assert tuple(one != other for one, other in zip(pictures(), plain, strict=True)) == hovered
