"""What a clerk is shown: Japanese, large, black on white, with a payment number or where to get one."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from simdesk.catalog.phrases import PhrasesFile, phrases
from simdesk.domain.terms import ClockName
from simdesk.ui.renewal.clerk import BLANK, ClerkScreen
from simdesk.ui.renewal.copying import grouped
from simdesk.ui.renewal.facts import Habits
from simdesk.wording import language
from tests.core.making import HIS, card, stated
from tests.ui.renewing import Owner, povo, press, type_into

KNOWN = {"payment_number": "1234-5678-90123", "amount": "3,000円", "number": "090-1234-5678"}


@pytest.fixture(autouse=True)
def english(qtbot: QtBot) -> Iterator[None]:
    yield
    language.use("en")


@pytest.fixture
def file() -> PhrasesFile:
    return phrases()


def screen(file: PhrasesFile, known: dict[str, str]) -> ClerkScreen:
    first = file.phrase("pay_with_payment_number")
    assert first is not None
    others = [one for one in file.phrases if one.place == "register" and one is not first]
    return ClerkScreen([first, *others], known, file.no_payment_number.said(language.current()))


def test_the_number_and_the_amount_stand_alone(file: PhrasesFile) -> None:
    lines = screen(file, KNOWN).text.split("\n")
    assert "この払込番号の支払いをお願いします。" in lines
    assert "1234-5678-90123" in lines
    assert "3,000円" in lines
    assert "I would like to pay with this payment number." in lines


def test_without_a_payment_number_it_says_where_to_get_one(file: PhrasesFile) -> None:
    shown = screen(file, {**KNOWN, "payment_number": ""})
    assert "A clerk cannot top up by phone number." in shown.text
    assert "この払込番号の" not in shown.text
    assert shown.text.startswith("Not for the clerk yet · ")


def test_without_an_amount_the_number_is_still_shown(file: PhrasesFile) -> None:
    shown = screen(file, {**KNOWN, "amount": ""})
    assert "1234-5678-90123" in shown.text
    assert "円" not in shown.text
    for _place in file.phrases:
        shown.turn(1)
        assert "{" not in shown.text


def test_it_speaks_japanese_in_every_language(file: PhrasesFile) -> None:
    for code, meaning in (
        ("zh_CN", "我想用这个缴费号码付款。"),
        ("zh_TW", "我想用這個繳費代碼"),
        ("ja", "払いたい"),
    ):
        language.use(code)
        shown = screen(file, KNOWN)
        assert "この払込番号の支払いをお願いします。" in shown.text
        assert meaning in shown.text


@pytest.mark.parametrize("size", [(1280, 800), (800, 1280), (640, 360), (3840, 2160)])
def test_it_is_black_on_white_and_fills_the_screen(file: PhrasesFile, size: tuple[int, int]) -> None:
    shown = screen(file, KNOWN)
    shown.resize(*size)
    picture = shown.grab().toImage()
    edge = [picture.pixelColor(x, 1) for x in range(0, picture.width(), 7)]
    edge += [picture.pixelColor(1, y) for y in range(0, picture.height(), 7)]
    edge += [picture.pixelColor(picture.width() - 2, y) for y in range(0, picture.height(), 7)]
    assert set(map(QColor.name, edge)) == {"#ffffff"}
    dark = [
        y
        for y in range(0, picture.height(), 2)
        if any(picture.pixelColor(x, y).lightness() < 40 for x in range(0, picture.width(), 3))
    ]
    assert dark[-1] - dark[0] > picture.height() * 0.4


@pytest.mark.parametrize("size", [(1280, 800), (1366, 768), (1920, 1080)])
def test_three_thousand_yen_are_read_across_a_counter(
    file: PhrasesFile, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: dict[str, int] = {}
    draw = QPainter.drawText

    def note(painter: QPainter, *where: Any) -> Any:
        sizes[where[-1]] = painter.font().pixelSize()
        return draw(painter, *where)

    monkeypatch.setattr(QPainter, "drawText", note)
    shown = screen(file, KNOWN)
    shown.resize(*size)
    shown.grab()
    assert sizes["3,000円"] >= size[1] / 8
    assert sizes["1234-5678-90123"] == sizes["3,000円"]
    assert sizes["この払込番号の支払いをお願いします。"] >= size[1] / 18


def test_every_sentence_is_read_from_where_it_is_said(
    file: PhrasesFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[int] = []
    draw = QPainter.drawText

    def note(painter: QPainter, *where: Any) -> Any:
        if painter.font().bold():
            sizes.append(painter.font().pixelSize())
        return draw(painter, *where)

    monkeypatch.setattr(QPainter, "drawText", note)
    for place in range(len(file.phrases)):
        shown = ClerkScreen(file.phrases, KNOWN, "", at=place, blank=BLANK)
        shown.resize(1280, 800)
        shown.grab()
    assert len(sizes) >= len(file.phrases)
    assert min(sizes) >= 50


def test_on_the_telephone_one_reads_aloud(file: PhrasesFile) -> None:
    shown = ClerkScreen(file.said_at("telephone"), KNOWN, "", blank=BLANK)
    assert shown.text.startswith("Say this on the telephone")


def test_two_sentences_begin_a_line_each(file: PhrasesFile) -> None:
    lines = ClerkScreen([one for one in file.phrases if one.id == "texts_abroad"], KNOWN, "").text.split("\n")
    assert "海外でSMSを受信したいです。" in lines


def test_keys_turn_the_sentences_and_close() -> None:
    owner = Owner(povo(), Habits(country="JP", payments=("cash",)))
    wizard = owner.opens()
    press(wizard, "way_konbini_lawson")
    while wizard.draft.step < 3:
        press(wizard, "next")
    press(wizard, "show_clerk")
    shown = wizard.findChild(ClerkScreen)
    assert shown is not None
    assert shown.isFullScreen()
    assert "povoのギガチャージカードはありますか" in shown.text
    first = shown.text
    QTest.keyClick(shown, Qt.Key.Key_Right)
    assert shown.text != first
    QTest.keyClick(shown, Qt.Key.Key_Left)
    assert shown.text == first
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    assert not (isValid(shown) and shown.isVisible())
    assert wizard.isVisible()
    press(wizard, "show_clerk")
    again = next(one for one in wizard.findChildren(ClerkScreen) if one.isVisible())
    QTest.mouseClick(again, Qt.MouseButton.LeftButton)
    assert not (isValid(again) and again.isVisible())
    owner.crashes()


def test_a_bill_is_shown_with_the_number_that_was_typed() -> None:
    bill = card(HIS, statements=(stated(ClockName.BILL, base="2026-11-30"),), number="+819012345678")
    owner = Owner(bill, Habits(country="JP", payments=("cash",)))
    wizard = owner.opens()
    press(wizard, "way_konbini_familymart")
    press(wizard, "next")
    type_into(wizard, "amount_to_pay", "3,000")
    type_into(wizard, "payment_number", "1234567890123")
    press(wizard, "next")
    press(wizard, "show_clerk")
    shown = wizard.findChild(ClerkScreen)
    assert shown is not None
    assert "1234-5678-90123" in shown.text.split("\n")
    assert "3,000円" in shown.text.split("\n")
    QApplication.processEvents()
    shown.close()
    owner.crashes()


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("1234567890123", "1234-5678-90123"),
        ("12345678", "1234-5678"),
        ("12345678901", "1234-5678-901"),
        (" 1234567 ", "1234567"),
        ("123-456-789", "123-456-789"),
        ("AB1234567890", "AB1234567890"),
        ("", ""),
    ],
)
def test_a_payment_number_is_read_in_groups(typed: str, shown: str) -> None:
    assert grouped(typed) == shown
