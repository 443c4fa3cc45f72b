"""Fields: what is understood as a day and an amount, and what is said where it is not."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCalendarWidget, QLabel, QWidget
from pytestqt.qtbot import QtBot

from simdesk.ui.countries import countries
from simdesk.ui.fields import AmountField, ChoiceField, DateField, Rows, TextField, amount_typed, day_typed
from simdesk.ui.special_fields import StagesField
from simdesk.ui.theme import use_theme
from simdesk.wording import language
from simdesk.wording.language import _

DAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-21",
        "2026/11/21",
        "2026.11.21",
        "20261121",
        "2026年11月21日",
        " 2026年11月21日（周六） ",
        "2026年11月21日(土)",
        "２０２６年１１月２１日",
        "２０２６－１１－２１",
        "21 Nov 2026",
        "Sat 21 Nov 2026",
        "21 november 2026",
    ],
)
def test_a_day_that_is_one_beyond_doubt(text: str) -> None:
    assert day_typed(text) == DAY


@pytest.mark.parametrize(
    "text",
    [
        "",
        "11/12/2026",
        "21-11-2026",
        "2026-02-30",
        "2026-13-01",
        "0026-11-21",
        "9999-01-01",
        "tomorrow",
        "202611",
    ],
)
def test_a_day_that_is_none(text: str) -> None:
    assert day_typed(text) is None


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("3000", "3000"),
        ("3,000", "3000"),
        ("¥3,000", "3000"),
        ("3000円", "3000"),
        ("１２．５", "12.5"),
        ("-5", "-5"),
    ],
)
def test_an_amount_that_is_one(text: str, amount: str) -> None:
    assert amount_typed(text) == amount


@pytest.mark.parametrize(
    "text", ["", "1,23", "1.234,56", "abc", "1e5", "NaN", "1.23456", "1234567890123", "--5"]
)
def test_an_amount_that_is_none(text: str) -> None:
    assert amount_typed(text) is None


def test_a_day_is_written_one_way_when_it_is_left(qtbot: QtBot) -> None:
    field = DateField()
    qtbot.addWidget(field)
    QTest.keyClicks(field, "2026/11/21")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "2026-11-21"
    assert field.day() == DAY


def test_a_day_is_chosen_from_the_calendar(qtbot: QtBot) -> None:
    field = DateField()
    qtbot.addWidget(field)
    field.set_day(DAY)
    field.show()
    field.actions()[0].trigger()
    calendar = field.findChild(QCalendarWidget)
    assert calendar is not None
    with qtbot.waitSignal(field.edited):
        calendar.activated.emit(calendar.selectedDate().addDays(2))
    assert field.day() == date(2026, 11, 23)


def test_what_is_wrong_is_said_in_words_and_to_those_who_listen(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    rows, day, amount = Rows(holder), DateField(), AmountField()
    rows.add(lambda: _("Base day"), day, lambda: "as the carrier says")
    rows.add(lambda: _("Balance"), amount)
    holder.show()

    QTest.keyClicks(day, "2026-11-")
    shown = [label.text() for label in holder.findChildren(QLabel) if label.isVisible()]
    assert any(text.startswith("⚠ Not a date yet") for text in shown)
    assert day.accessibleDescription().startswith("Not a date yet")
    assert day.accessibleName() == "Base day"

    QTest.keyClicks(day, "21")
    assert day.accessibleDescription() == "as the carrier says"
    QTest.keyClicks(amount, "x")
    assert amount.flaw()


def test_a_label_leads_to_its_field(qtbot: QtBot) -> None:
    holder, field = QWidget(), TextField()
    qtbot.addWidget(holder)
    Rows(holder).add(lambda: _("Label"), field)
    label = next(one for one in holder.findChildren(QLabel) if one.text() == "Label")
    assert label.buddy() is field


def test_a_choice_and_typed_text_outlive_another_language(qtbot: QtBot) -> None:
    words = {"en": ("Card", "eSIM"), "ja": ("カード", "イーシム")}
    holder = QWidget()
    qtbot.addWidget(holder)
    choice = ChoiceField(lambda: list(zip("ab", words[language.current()], strict=True)))
    rows, text, day = Rows(holder), TextField(), DateField()
    for field in (choice, text, day):
        rows.add(lambda: _("Label"), field)
    choice.set_value("b")
    QTest.keyClicks(text, "half a wo")
    QTest.keyClicks(day, "2026-1")

    language.use("ja")
    rows.retranslate()
    assert choice.currentText() == "イーシム"
    assert (choice.value(), text.text(), day.text()) == ("b", "half a wo", "2026-1")


def test_a_choice_that_is_not_offered_is_none(qtbot: QtBot) -> None:
    choice = ChoiceField(lambda: [(1, "one"), (2, "two")])
    qtbot.addWidget(choice)
    choice.set_value(3)
    assert choice.value() is None
    choice.retranslate()
    assert choice.value() is None


def test_a_long_list_opens_below_its_field_and_is_scrolled(qtbot: QtBot, qapp: QApplication) -> None:
    """Not over the whole screen: the theme says so, since the style underneath would have it otherwise."""
    before = qapp.palette()
    use_theme(qapp, "light")
    choice = ChoiceField(countries)
    qtbot.addWidget(choice)
    choice.show()
    choice.setCurrentIndex(choice.count() - 1)
    choice.showPopup()
    rows = choice.view().viewport().height() / choice.view().sizeHintForRow(0)
    seen = choice.view().visualRect(choice.model().index(choice.currentIndex(), 0))
    shown = choice.view().viewport().rect().contains(seen)
    choice.hidePopup()
    qapp.setStyleSheet("")
    qapp.setPalette(before)
    assert choice.count() > 40
    assert rows == 12
    assert shown


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("3650, 0", (3650, 0)),
        ("３０，７、１", (30, 7, 1)),
        ("30；7\u30001､0", (30, 7, 1, 0)),
        ("007 7", (7,)),
        ("3651", None),
        ("-1", None),
        ("三十", None),
        ("9" * 5000, None),
        (", 、", None),
    ],
)
def test_days_are_typed_as_keyboards_have_them(
    qtbot: QtBot, typed: str, days: tuple[int, ...] | None
) -> None:
    field = StagesField()
    qtbot.addWidget(field)
    field.setText(typed)

    assert field.stages() == days
    assert bool(field.flaw()) == (days is None)
