"""The form of a card, used as its owner uses it."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from simdesk.catalog.reading import catalog
from simdesk.domain.book import Book
from simdesk.domain.card import Card
from simdesk.domain.edits import Edit
from simdesk.domain.rows import rows
from simdesk.domain.terms import Basis
from simdesk.ui.cards.card_dialog import CardDialog
from simdesk.wording import language
from tests.core.making import SOFTBANK, card, day, renewal

MOMENT = datetime(2026, 11, 21, 12, 0, tzinfo=ZoneInfo("Asia/Tokyo"))


class Owner:
    """Somebody with a book, who opens the form and saves what it gives."""

    def __init__(self, qtbot: QtBot, *held: Card, full_disk: bool = False) -> None:
        self.qtbot, self.book, self.full_disk = qtbot, Book(cards=held), full_disk
        self.labels: list[str] = []

    def save(self, label: str, edit: Edit, about: str) -> bool:
        self.labels.append(label)
        if self.full_disk:
            return False
        self.book = edit(self.book)
        return True

    def opens(self, held: Card | None = None) -> CardDialog:
        mine = [] if held is None else list(self.book.renewals_of(held.id))
        dialog = CardDialog(catalog(), self.save, MOMENT, card=held, renewals=mine, home="JP")
        self.qtbot.addWidget(dialog)
        dialog.open()
        return dialog

    def types(self, dialog: CardDialog, part: str, text: str) -> None:
        field = dialog.findChild(QLineEdit, f"card_{part}")
        if field is None:
            box = dialog.findChild(QComboBox, f"card_{part}")
            assert box is not None
            field = box.lineEdit()
        assert field is not None
        field.selectAll()
        QTest.keyClicks(field, text)

    def presses(self, dialog: CardDialog, name: str) -> None:
        button = dialog.findChild(QPushButton, f"card_{name}")
        assert button is not None
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def shown(dialog: CardDialog, part: str) -> str:
    label = dialog.findChild(QLabel, f"card_{part}")
    assert label is not None
    return label.text()


@pytest.fixture
def owner(qtbot: QtBot) -> Owner:
    return Owner(qtbot)


def test_a_povo_card_is_added_with_the_rule_of_its_plan(owner: Owner) -> None:
    dialog = owner.opens()
    owner.types(dialog, "label", "WeChat")
    owner.types(dialog, "carrier", "povo")
    owner.types(dialog, "plan", "povo2-base")
    owner.types(dialog, "number", "080-2345-6789")
    owner.types(dialog, "base_day", "2026-08-01")
    assert shown(dialog, "preview").splitlines() == [
        "Usable to Thu 28 Jan 2027",
        "Suspended from about Fri 29 Jan 2027 to Sat 27 Feb 2027",
        "Number lost from about Sun 28 Feb 2027",
    ]
    owner.presses(dialog, "save")
    (saved,) = owner.book.cards
    assert (saved.label, saved.carrier, saved.plan) == ("WeChat", "povo", "povo2-base")
    assert (saved.number, saved.timezone, saved.rule.basis) == ("+818023456789", "Asia/Tokyo", Basis.PACK_END)
    assert rows(owner.book, MOMENT)[0].standing.next_deadline == day("2027-01-28")
    assert owner.labels == ["Add WeChat"]


def test_a_softbank_card_with_the_day_it_expires(owner: Owner) -> None:
    dialog = owner.opens()
    owner.types(dialog, "label", "HSBC")
    owner.types(dialog, "carrier", "SoftBank")
    owner.types(dialog, "plan", "sb-simple-style")
    owner.types(dialog, "expires_on", "2026/11/24")
    owner.presses(dialog, "save")
    standing = rows(owner.book, MOMENT)[0].standing
    assert (standing.days_left, standing.lost_on) == (3, day("2027-11-20"))


def test_a_card_of_ones_own_takes_its_zone_from_the_number(owner: Owner) -> None:
    dialog = owner.opens()
    owner.types(dialog, "label", "Mine")
    owner.types(dialog, "carrier", "A shop in Kowloon")
    owner.types(dialog, "number", "+852 5123 4567")
    owner.types(dialog, "expires_on", "2026-12-24")
    owner.presses(dialog, "save")
    (saved,) = owner.book.cards
    assert (saved.timezone, saved.carrier) == ("Asia/Hong_Kong", "A shop in Kowloon")


@pytest.mark.parametrize(
    ("part", "text", "words"),
    [
        ("label", "", "label"),
        ("number", "12", "phone number"),
        ("base_day", "soon", "cannot be read"),
        ("iccid", "123", "ICCID"),
    ],
)
def test_a_mistake_is_named_and_nothing_is_lost(owner: Owner, part: str, text: str, words: str) -> None:
    dialog = owner.opens()
    owner.types(dialog, "label", "HSBC")
    owner.types(dialog, "carrier", "softbank")
    owner.types(dialog, "plan", "sb-simple-style")
    if part == "label":
        field = dialog.findChild(QLineEdit, "card_label")
        assert field is not None
        field.clear()
    else:
        owner.types(dialog, part, text)
    owner.presses(dialog, "save")
    assert words in shown(dialog, "refusal")
    assert dialog.isVisible()
    assert owner.book.cards == ()


def test_editing_a_label_moves_no_date(qtbot: QtBot) -> None:
    held = card(
        SOFTBANK, end="2026-11-23", number="+819012345678", carrier="softbank", plan="sb-simple-style"
    )
    owner = Owner(qtbot, held)
    owner.book = replace(owner.book, renewals=(renewal("2026-11-21"),))
    before = rows(owner.book, MOMENT)[0].standing
    dialog = owner.opens(held)
    owner.types(dialog, "label", "Renamed")
    owner.presses(dialog, "save")
    assert owner.book.cards[0].label == "Renamed"
    assert owner.book.cards[0].statements == held.statements
    assert rows(owner.book, MOMENT)[0].standing == before


def test_what_was_typed_stays_when_it_cannot_be_saved(qtbot: QtBot) -> None:
    owner = Owner(qtbot, full_disk=True)
    dialog = owner.opens()
    owner.types(dialog, "label", "HSBC")
    owner.types(dialog, "carrier", "softbank")
    owner.types(dialog, "expires_on", "2026-11-24")
    owner.presses(dialog, "save")
    assert "still here" in shown(dialog, "refusal")
    owner.full_disk = False
    owner.presses(dialog, "save")
    assert [one.label for one in owner.book.cards] == ["HSBC"]
    assert not dialog.isVisible()


def test_cancel_asks_once_when_something_was_typed(owner: Owner) -> None:
    untouched = owner.opens()
    owner.presses(untouched, "cancel")
    assert not untouched.isVisible()
    dialog = owner.opens()
    owner.types(dialog, "label", "HSBC")
    owner.presses(dialog, "cancel")
    assert dialog.isVisible()
    assert "not saved" in shown(dialog, "refusal")
    owner.presses(dialog, "cancel")
    assert not dialog.isVisible()
    assert owner.book.cards == ()


@pytest.mark.parametrize("spoken", ["zh_CN", "zh_TW", "ja"])
def test_another_language_keeps_what_was_typed(owner: Owner, spoken: str) -> None:
    dialog = owner.opens()
    owner.types(dialog, "label", "HSBC")
    owner.types(dialog, "carrier", "softbank")
    owner.types(dialog, "plan", "sb-simple-style")
    owner.types(dialog, "expires_on", "2026-11-24")
    try:
        language.use(spoken)
        dialog.retranslate()
        owner.presses(dialog, "save")
    finally:
        language.use("en")
    (saved,) = owner.book.cards
    assert (saved.label, saved.carrier, saved.plan) == ("HSBC", "softbank", "sb-simple-style")


def test_every_field_has_its_name(owner: Owner) -> None:
    dialog = owner.opens()
    named = {
        "label": "Label",
        "number": "Number",
        "carrier": "Carrier",
        "plan": "Plan",
        "base_day": "Base day",
        "expires_on": "Expires on",
    }
    for part, name in named.items():
        field = dialog.findChild(QWidget, f"card_{part}")
        assert field is not None
        assert field.accessibleName() == name
    for part, name in {"save": "Save", "cancel": "Cancel"}.items():
        button = dialog.findChild(QPushButton, f"card_{part}")
        assert button is not None
        assert button.text() == name
