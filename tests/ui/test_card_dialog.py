"""The form of a card, used as its owner uses it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QInputMethodEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from simdesk.catalog.reading import catalog
from simdesk.domain.book import Book, put
from simdesk.domain.card import Card
from simdesk.domain.edits import Edit
from simdesk.domain.money import Money
from simdesk.domain.rows import rows
from simdesk.domain.terms import Basis, ClockName, State
from simdesk.ui.cards.card_dialog import CardDialog
from simdesk.wording import language
from tests.core.making import POVO, SOFTBANK, card, day, renewal, stated

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
        assert QTest.qWaitForWindowActive(dialog)
        return dialog

    def types(self, dialog: CardDialog, part: str, text: str) -> None:
        field = line(dialog, part)
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, text)

    def presses(self, dialog: CardDialog, name: str) -> None:
        button = dialog.findChild(QPushButton, f"card_{name}")
        assert button is not None
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def line(dialog: CardDialog, part: str) -> QLineEdit:
    """Return the line that is typed into, of a plain field or inside another one."""
    field = dialog.findChild(QWidget, f"card_{part}")
    assert field is not None
    found = field.findChild(QLineEdit) if not isinstance(field, QLineEdit) else field
    assert found is not None
    return found


def focus(dialog: CardDialog) -> QWidget:
    found = dialog.focusWidget()
    assert found is not None
    return found


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
        ("number", "12", "cannot be read"),
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


def test_d06_a_card_changed_elsewhere_while_its_form_is_open_loses_nothing(qtbot: QtBot) -> None:
    held = card(
        SOFTBANK, end="2026-12-23", balance=Money("500", "JPY"), balance_on=day("2026-11-01"), note="n"
    )
    owner = Owner(qtbot, held)
    dialog = owner.opens(held)
    owner.types(dialog, "label", "Typed")
    used = stated(ClockName.USE, base="2026-11-02", on="2026-11-20")
    there = replace(
        held,
        label="Theirs",
        note="theirs",
        tags=("a",),
        state=State.ARCHIVED,
        balance=Money("900", "JPY"),
        balance_on=day("2026-11-20"),
        statements=(*held.statements, used),
    )
    owner.book = put(owner.book, there)
    owner.presses(dialog, "save")
    assert owner.book.cards == (replace(there, label="Typed", changed=MOMENT),)
    assert not dialog.isVisible()


def test_d06_a_date_typed_is_stated_beside_what_was_stated_elsewhere(qtbot: QtBot) -> None:
    held = card(SOFTBANK, end="2026-12-23")
    owner = Owner(qtbot, held)
    dialog = owner.opens(held)
    owner.types(dialog, "expires_on", "2026-12-30")
    used = stated(ClockName.USE, base="2026-11-02", on="2026-11-20")
    owner.book = put(owner.book, replace(held, statements=(*held.statements, used), note="theirs"))
    owner.presses(dialog, "save")
    (saved,) = owner.book.cards
    assert (saved.note, used in saved.statements) == ("theirs", True)
    assert rows(owner.book, MOMENT)[0].standing.expires_on == day("2026-12-30")


def test_d06_a_card_is_stamped_when_it_is_saved_not_when_its_form_was_opened(qtbot: QtBot) -> None:
    held, later = card(SOFTBANK, end="2026-12-23"), MOMENT + timedelta(hours=2)
    owner = Owner(qtbot, held)
    dialog = CardDialog(catalog(), owner.save, MOMENT, card=held, now=lambda: later)
    qtbot.addWidget(dialog)
    owner.presses(dialog, "save")
    assert owner.book.cards == (replace(held, changed=later),)


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


@pytest.mark.parametrize("was_refused", [True, False])
def test_what_is_thrown_away_does_not_wait_to_be_saved(owner: Owner, was_refused: bool) -> None:
    owner.full_disk = True
    dialog = owner.opens()
    given_up: list[str] = []
    dialog.given_up.connect(given_up.append)
    owner.types(dialog, "label", "HSBC")
    owner.types(dialog, "carrier", "softbank")
    owner.types(dialog, "expires_on", "2026-11-24")
    if was_refused:
        owner.presses(dialog, "save")
    owner.presses(dialog, "cancel")
    assert given_up == []
    owner.presses(dialog, "cancel")
    assert len(given_up) == was_refused


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


def test_enter_saves(owner: Owner) -> None:
    dialog = owner.opens()
    owner.types(dialog, "carrier", "softbank")
    owner.types(dialog, "label", "HSBC")

    QTest.keyClick(line(dialog, "label"), Qt.Key.Key_Return)

    assert [one.label for one in owner.book.cards] == ["HSBC"]
    assert not dialog.isVisible()


@pytest.mark.parametrize(
    ("part", "text", "page", "words"),
    [
        ("base_day", "soon", 0, "Not a date yet"),
        ("number", "12", 0, "Not a phone number yet"),
        ("timezone", "Mars/Olympus", 1, "time zone"),
        ("stages", "often", 1, "Whole numbers"),
        ("balance", "much", 2, "Not an amount yet"),
        ("currency", "yen", 2, "currency"),
        ("payment_card_expires", "2027", 2, "Not a month yet"),
        ("iccid", "123", 3, "18 to 20 digits"),
    ],
)
def test_saving_goes_to_the_field_that_is_wrong(
    owner: Owner, part: str, text: str, page: int, words: str
) -> None:
    dialog = owner.opens()
    pages = dialog.findChild(QTabWidget, "card_pages")
    assert pages is not None
    owner.types(dialog, "label", "HSBC")
    owner.types(dialog, "carrier", "softbank")
    owner.types(dialog, part, text)
    pages.setCurrentIndex(3 - page)

    owner.presses(dialog, "save")

    assert pages.currentIndex() == page
    assert line(dialog, part) in (focus(dialog), *focus(dialog).findChildren(QLineEdit))
    field = dialog.findChild(QWidget, f"card_{part}")
    assert field is not None
    assert words in field.accessibleDescription()
    assert owner.book.cards == ()


def test_the_fields_come_in_the_order_they_are_read(owner: Owner) -> None:
    dialog = owner.opens()
    seen = []
    while (name := focus(dialog).objectName()) not in seen:
        seen.append(name)
        QTest.keyClick(focus(dialog), Qt.Key.Key_Tab)

    names = (
        "label",
        "carrier",
        "plan",
        "number",
        "form",
        "base_day",
        "expires_on",
        "cancel",
        "save",
        "pages",
    )
    assert seen == [f"card_{name}" for name in names if name != "pages"] + ["qt_tabwidget_tabbar"]


def test_a_row_that_does_not_matter_stays_hidden(owner: Owner) -> None:
    dialog = owner.opens()
    owner.types(dialog, "carrier", "softbank")
    owner.types(dialog, "plan", "sb-simple-style")
    dialog.retranslate()
    in_view = [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]
    assert not any("day of the month" in words for words in in_view)

    owner.types(dialog, "carrier", "HIS Mobile")
    owner.types(dialog, "plan", "his-jiyujizai")
    in_view = [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]
    assert any("day of the month" in words for words in in_view)
    assert not line(dialog, "base_day").isVisible()


def test_whatever_assistive_technology_types_is_noticed(owner: Owner) -> None:
    dialog = owner.opens()
    typed = {
        "label": "HSBC",
        "carrier": "softbank",
        "plan": "sb-simple-style",
        "number": "090-1234-5678",
        "expires_on": "2026-11-24",
        "timezone": "Asia/Seoul",
        "balance": "1240",
        "currency": "jpy",
        "payment_method": "Visa",
        "iccid": "8981100022152967705",
    }
    for part, text in typed.items():
        found = QAccessible.queryAccessibleInterface(line(dialog, part))
        assert found is not None
        assert found.text(QAccessible.Text.Name), part
        field = found.editableTextInterface()
        assert field is not None
        field.replaceText(0, len(line(dialog, part).text()), text)

    assert "24 Nov 2026" in shown(dialog, "preview")
    owner.presses(dialog, "save")
    (saved,) = owner.book.cards
    assert (saved.label, saved.carrier, saved.plan) == ("HSBC", "softbank", "sb-simple-style")
    assert (saved.number, saved.timezone) == ("+819012345678", "Asia/Seoul")
    assert (saved.balance, saved.payment_method) == (Money("1240", "JPY"), "Visa")
    assert saved.iccid == "8981100022152967705"


def test_a_number_is_written_the_way_people_do_once_it_is_left(owner: Owner) -> None:
    dialog = owner.opens()
    owner.types(dialog, "carrier", "softbank")
    owner.types(dialog, "number", "09012345678")
    QTest.keyClick(line(dialog, "number"), Qt.Key.Key_Tab)
    assert line(dialog, "number").text() == "090-1234-5678"

    owner.types(dialog, "carrier", "giffgaff")
    owner.types(dialog, "number", "+81 9012345678")
    QTest.keyClick(line(dialog, "number"), Qt.Key.Key_Tab)
    assert line(dialog, "carrier").text() == "giffgaff"
    assert line(dialog, "number").text() == "+81 90-1234-5678"


def test_a_number_that_looks_mistyped_is_asked_about_and_can_be_saved(owner: Owner) -> None:
    dialog = owner.opens()
    owner.types(dialog, "label", "Pass")
    owner.types(dialog, "carrier", "povo")
    owner.types(dialog, "number", "080-1111-2222")
    doubt = "⚠ Its country has no numbers like this. Is a digit missing?"
    assert doubt not in legible(dialog)
    owner.types(dialog, "number", "080-1111-22")
    assert doubt in legible(dialog)
    owner.presses(dialog, "save")
    assert owner.book.cards[0].number == "+8180111122"


def test_another_base_day_moves_the_day_that_the_rule_counts(qtbot: QtBot) -> None:
    held = card(POVO, base="2026-08-01", number="+818023456789", carrier="povo", plan="povo2-base")
    owner = Owner(qtbot, held)
    dialog = owner.opens(held)
    assert line(dialog, "expires_on").text() == ""
    assert line(dialog, "expires_on").placeholderText() == "by the rule 2027-01-28"

    owner.types(dialog, "base_day", "2026-10-01")
    assert line(dialog, "expires_on").placeholderText() == "by the rule 2027-03-30"
    owner.presses(dialog, "save")

    assert rows(owner.book, MOMENT)[0].standing.next_deadline == day("2027-03-30")


def test_a_stated_day_is_kept_beside_another_base_day(qtbot: QtBot) -> None:
    held = card(SOFTBANK, end="2026-11-24")
    owner = Owner(qtbot, held)
    dialog = owner.opens(held)
    assert line(dialog, "expires_on").text() == "2026-11-24"

    owner.types(dialog, "base_day", "2026-10-01")
    assert "By the rule it would be Mon 30 Nov 2026" in shown(dialog, "preview")
    owner.presses(dialog, "save")

    assert rows(owner.book, MOMENT)[0].standing.next_deadline == day("2026-11-24")


def test_another_way_of_counting_never_contradicts_itself(owner: Owner) -> None:
    dialog = owner.opens()
    owner.types(dialog, "label", "HSBC")
    owner.types(dialog, "carrier", "softbank")
    owner.types(dialog, "plan", "sb-simple-style")
    owner.types(dialog, "base_day", "2026-11-01")
    basis = dialog.findChild(QComboBox, "card_basis")
    assert basis is not None
    for index in range(basis.count()):
        basis.setCurrentIndex(index)
        basis.activated.emit(index)
        assert shown(dialog, "preview")
    basis.setCurrentIndex(1)
    basis.activated.emit(1)
    owner.presses(dialog, "save")

    (saved,) = owner.book.cards
    assert (saved.rule.basis, saved.rule.cap) == (Basis.PAYMENT, None)


def test_the_wheel_scrolls_and_chooses_nothing(owner: Owner) -> None:
    dialog = owner.opens()
    form = dialog.findChild(QComboBox, "card_form")
    assert form is not None
    turn = QWheelEvent(
        QPointF(form.rect().center()),
        QPointF(form.mapToGlobal(form.rect().center())),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(form, turn)

    assert form.currentIndex() == 0


def test_phases_are_added_and_removed(owner: Owner) -> None:
    dialog = owner.opens()
    owner.types(dialog, "label", "Mine")
    owner.types(dialog, "timezone", "Asia/Tokyo")
    owner.types(dialog, "base_day", "2026-11-01")
    owner.types(dialog, "valid_for", "30")
    ladder = dialog.findChild(QWidget, "card_ladder")
    assert ladder is not None
    (add,) = ladder.findChildren(QPushButton)
    add.click()
    add.click()
    assert shown(dialog, "preview").splitlines() == [
        "Usable to Tue 1 Dec 2026",
        "Suspended from Wed 2 Dec 2026 to Thu 31 Dec 2026",
        "Suspended from Fri 1 Jan 2027 to Sat 30 Jan 2027",
        "Number lost from Sun 31 Jan 2027",
    ]
    gone = next(one for one in ladder.findChildren(QPushButton) if one.accessibleName() == "Remove phase 1")
    gone.click()
    owner.presses(dialog, "save")
    assert [rung.length for rung in owner.book.cards[0].rule.ladder] == ["P30D"]


def test_the_window_fits_its_screen(owner: Owner) -> None:
    dialog = owner.opens()
    assert dialog.height() <= dialog.screen().availableSize().height()


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Return], ids=lambda key: key.name)
def test_the_only_name_left_is_taken(owner: Owner, key: Qt.Key) -> None:
    dialog = owner.opens()
    owner.types(dialog, "carrier", "soft")
    QTest.keyClick(completions(dialog), key)
    assert line(dialog, "carrier").text() == "SoftBank"
    assert dialog.isVisible()


def test_a_carrier_is_found_by_its_name_in_another_language(owner: Owner) -> None:
    dialog = owner.opens()
    line(dialog, "carrier").setFocus()
    typed = QInputMethodEvent()
    typed.setCommitString("软")
    QApplication.sendEvent(line(dialog, "carrier"), typed)
    QTest.keyClick(completions(dialog), Qt.Key.Key_Tab)
    assert line(dialog, "carrier").text() == "SoftBank"


def test_of_several_names_none_is_taken_unasked(owner: Owner) -> None:
    dialog = owner.opens()
    owner.types(dialog, "carrier", "o")
    QTest.keyClick(completions(dialog), Qt.Key.Key_Tab)
    assert line(dialog, "carrier").text() == "o"


def test_without_a_plan_the_form_says_that_one_fills_in_the_rule(owner: Owner) -> None:
    dialog = owner.opens()
    hint = "Choose it here, and its rule is filled in."
    assert hint not in legible(dialog)
    owner.types(dialog, "carrier", "SoftBank")
    assert hint in legible(dialog)
    owner.types(dialog, "plan", "Simple Style (prepaid)")
    assert hint not in legible(dialog)


def test_a_carrier_that_is_not_known_is_no_dead_end(owner: Owner) -> None:
    dialog = owner.opens()
    hint = "SimDesk does not know it. Type the last day below, or say under Rule how the days count."
    owner.types(dialog, "carrier", "A shop in Kowloon")
    assert hint in legible(dialog)
    owner.types(dialog, "carrier", "SoftBank")
    assert hint not in legible(dialog)


def test_the_zone_of_a_carrier_goes_with_it(owner: Owner) -> None:
    """Else a number of Hong Kong would end with the day of Tokyo, unseen."""
    dialog = owner.opens()
    owner.types(dialog, "label", "Shop")
    owner.types(dialog, "carrier", "SoftBank")
    owner.types(dialog, "carrier", "A shop in Kowloon")
    owner.types(dialog, "number", "+85251234567")
    owner.presses(dialog, "save")
    assert owner.book.cards[0].timezone == "Asia/Hong_Kong"


def test_a_number_in_storage_is_asked_for_the_day_the_storage_began(owner: Owner) -> None:
    dialog = owner.opens()
    owner.types(dialog, "carrier", "docomo")
    owner.types(dialog, "plan", "docomo number storage")
    assert "The day the storage began." in legible(dialog)


def legible(dialog: CardDialog) -> list[str]:
    """Return every text that can be read in the form."""
    return [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]


def completions(dialog: CardDialog) -> QWidget:
    """Return the list of names that fit what was typed as the carrier."""
    completer = line(dialog, "carrier").completer()
    assert completer is not None
    names = completer.popup()
    assert names is not None
    assert names.isVisible()
    return names
