"""The renewal wizard, used as its owner uses it."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from simdesk.domain.clocks import main_clock
from simdesk.domain.edits import delete_card
from simdesk.domain.terms import Extends, Kind, Status
from simdesk.ui.fields import ChoiceField, DateField
from simdesk.ui.renewal.choice import Choice
from simdesk.ui.renewal.facts import Habits
from simdesk.ui.renewal.receipts import Receipts
from simdesk.ui.renewal.wizard import RenewalWizard
from simdesk.wording import language
from tests.core.making import TELLO, card, day
from tests.ui.renewing import MOMENT, Owner, Windows, part, povo, press, said, softbank, type_into


@pytest.fixture(autouse=True)
def owners(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Owner]]:
    """Every owner of a test; their windows are closed when it is over."""
    made: list[Owner] = []
    start = Owner.__init__

    def noted(self: Owner, *args: object, **kw: object) -> None:
        start(self, *args, **kw)  # type: ignore[arg-type]
        made.append(self)

    monkeypatch.setattr(Owner, "__init__", noted)
    yield made
    language.use("en")
    for owner in made:
        owner.crashes()


def go_to(wizard: RenewalWizard, step: int) -> None:
    while wizard.draft.step < step:
        press(wizard, "next")
    assert wizard.draft.step == step


def test_softbank_on_its_official_page(qtbot: QtBot) -> None:
    owner = Owner(softbank())
    wizard = owner.opens()
    assert wizard.windowTitle() == "Renew: Bank codes"
    assert "090-1234-5678" in said(wizard)
    assert part(wizard, Choice, "way_official_site").isChecked()
    assert part(wizard, Choice, "offer_recharge-3000").isChecked()
    assert "<b>Fri 22 Jan 2027</b> (was Mon 23 Nov 2026)" in part(wizard, QLabel, "preview").text()
    press(wizard, "next")
    assert part(wizard, QLineEdit, "amount_to_pay").text() == "3000"
    press(wizard, "check_number")
    press(wizard, "check_amount")
    press(wizard, "next")
    press(wizard, "step_button_1")
    assert owner.opened == ["https://www.softbank.jp/en/mobile/price_plan/prepaid/add/credit/"]
    assert "www.softbank.jp, opened in your browser" in said(wizard)
    press(wizard, "step_button_2")
    assert QGuiApplication.clipboard().text() == "09012345678"
    for place in range(1, 7):
        press(wizard, f"step_box_{place}")
    press(wizard, "next")
    assert part(wizard, DateField, "paid_on").text() == "2026-11-21"
    type_into(wizard, "fee", "2")
    type_into(wizard, "place", "at home")
    type_into(wizard, "order_number", "SB-77")
    part(wizard, Receipts, "receipts").take([Path("page.png")])
    QTest.keyClicks(part(wizard, QPlainTextEdit, "note"), "with the blue card")
    press(wizard, "next")
    press(wizard, "it_arrived")
    type_into(wizard, "balance_after", "4,240")
    press(wizard, "finish")

    (logged,) = owner.book.renewals
    assert (logged.kind, logged.status, logged.channel, logged.offer) == (
        Kind.PURCHASE, Status.VERIFIED, "official_site", "recharge-3000",
    )  # fmt: skip
    assert (logged.amount, logged.fee, logged.currency, logged.balance_after) == ("3000", "2", "JPY", "4240")
    assert (logged.place, logged.order_number, logged.note) == ("at home", "SB-77", "with the blue card")
    assert (logged.paid_on, logged.verified_on) == (day("2026-11-21"), day("2026-11-21"))
    assert (logged.expires_before, logged.expires_after) == (day("2026-11-23"), day("2027-01-22"))
    assert [name[-4:] for name in logged.receipts] == [".png"]
    assert owner.labels == ["Renew Bank codes"]
    assert owner.disk == {}
    assert wizard.draft.step == 6
    assert "62 days left" in said(wizard)
    assert "Next reminder: Wed 23 Dec 2026." in said(wizard)
    press(wizard, "close")
    qtbot.waitUntil(lambda: not isValid(wizard))
    assert owner.disk == {}


def test_povo_with_a_gift_card_for_cash_at_lawson() -> None:
    owner = Owner(povo(), Habits(country="JP"))
    wizard = owner.opens()
    press(wizard, "payments_cash")
    press(wizard, "way_konbini_lawson")
    assert part(wizard, Choice, "offer_gift-card").isChecked()
    go_to(wizard, 4)
    assert owner.remembered == [Habits(country="JP", payments=("cash",))]
    type_into(wizard, "amount", "990")
    type_into(wizard, "base_day", "2026-12-20")
    type_into(wizard, "place", "Lawson Ueno")
    method = part(wizard, QWidget, "payment_method")
    QTest.keyClicks(method, "Cash")
    press(wizard, "next")
    assert "180 days from the pack's last day, Sun 20 Dec 2026" in said(wizard)
    press(wizard, "it_arrived")
    press(wizard, "finish")

    (logged,) = owner.book.renewals
    assert (logged.channel, logged.offer, logged.extends) == ("konbini_lawson", "gift-card", Extends.BOTH)
    assert (logged.base_day, logged.payment_method, logged.place) == (
        day("2026-12-20"),
        "Cash",
        "Lawson Ueno",
    )
    assert logged.expires_after == day("2027-06-18")


def test_a_crash_in_the_fourth_step_loses_nothing(qtbot: QtBot) -> None:
    owner = Owner(softbank())
    wizard = owner.opens()
    go_to(wizard, 4)
    type_into(wizard, "amount", "5000")
    type_into(wizard, "order_number", "half an ord")
    type_into(wizard, "paid_on", "2026-1")
    qtbot.waitUntil(lambda: (kept := owner.kept()) is not None and kept.paid_on == "2026-1")
    before = wizard.draft
    owner.crashes()
    owner.moment = MOMENT + timedelta(hours=1)

    again = owner.opens()
    assert again.draft == msgspec.structs.replace(before, changed=MOMENT)
    assert part(again, QLineEdit, "amount").text() == "5000"
    assert part(again, QLineEdit, "order_number").text() == "half an ord"
    assert part(again, QLineEdit, "paid_on").text() == "2026-1"
    press(again, "next")
    assert again.draft.step == 4
    assert "Not a date yet" in said(again)
    type_into(again, "paid_on", "2026-11-20")
    press(again, "next")
    press(again, "it_arrived")
    press(again, "finish")
    assert owner.book.renewals[0].order_number == "half an ord"


def test_a_field_that_is_left_is_kept_at_once() -> None:
    owner = Owner(softbank())
    wizard = owner.opens()
    go_to(wizard, 4)
    type_into(wizard, "place", "Osaka")
    part(wizard, QLineEdit, "order_number").setFocus()
    kept = owner.kept()
    assert kept is not None
    assert kept.place == "Osaka"


def test_a_wizard_that_was_only_looked_at_keeps_no_draft() -> None:
    owner = Owner(softbank())
    wizard = owner.opens()
    wizard.close()
    assert owner.disk == {}


@pytest.mark.parametrize("way_out", ["keep_for_later", "escape", "close"])
def test_closing_half_way_keeps_the_draft(way_out: str) -> None:
    owner = Owner(softbank())
    wizard = owner.opens()
    go_to(wizard, 2)
    type_into(wizard, "amount_to_pay", "5000")
    if way_out == "keep_for_later":
        press(wizard, "keep_for_later")
    elif way_out == "escape":
        QTest.keyClick(wizard, Qt.Key.Key_Escape)
    else:
        wizard.close()
    assert not (isValid(wizard) and wizard.isVisible())
    kept = owner.kept()
    assert kept is not None
    assert (kept.step, kept.amount) == (2, "5000")


def test_a_draft_that_is_taken_up_again_begins_at_the_step_to_do_next() -> None:
    """Not at the first button of the window: that one throws the draft away."""
    owner = Owner(softbank())
    wizard = owner.opens()
    go_to(wizard, 3)
    part(wizard, QCheckBox, "step_box_1").click()
    wizard.close()
    again = owner.opens()
    assert again.focusWidget() is part(again, QCheckBox, "step_box_2")


def test_going_back_loses_nothing_that_was_typed() -> None:
    owner = Owner(softbank())
    wizard = owner.opens()
    go_to(wizard, 4)
    type_into(wizard, "amount", "4,999")
    type_into(wizard, "fee", "12")
    type_into(wizard, "place", "Kobe")
    press(wizard, "next")
    press(wizard, "not_yet")
    for _step in range(4):
        press(wizard, "back")
    assert wizard.draft.step == 1
    go_to(wizard, 4)
    assert part(wizard, QLineEdit, "amount").text() in ("4,999", "4999")
    assert part(wizard, QLineEdit, "fee").text() == "12"
    assert part(wizard, QLineEdit, "place").text() == "Kobe"
    press(wizard, "next")
    assert part(wizard, Choice, "not_yet").isChecked()


def test_a_refused_save_keeps_everything_and_can_be_tried_again() -> None:
    owner = Owner(softbank())
    wizard = owner.opens()
    go_to(wizard, 4)
    type_into(wizard, "place", "Nara")
    press(wizard, "next")
    press(wizard, "it_arrived")
    owner.refuses = True
    press(wizard, "finish")
    assert wizard.draft.step == 5
    assert "It could not be saved. Everything you typed is still here." in said(wizard)
    kept = owner.kept()
    assert kept is not None
    assert (kept.place, kept.arrived) == ("Nara", True)
    owner.refuses = False
    press(wizard, "try_again")
    assert wizard.draft.step == 6
    assert owner.book.renewals[0].place == "Nara"
    assert owner.disk == {}


def test_a_change_of_language_keeps_what_was_typed() -> None:
    owner = Owner(softbank())
    wizard = owner.opens()
    go_to(wizard, 4)
    part(wizard, QLineEdit, "place").setText("Lawson 上野")
    type_into(wizard, "paid_on", "2026-11")
    before = wizard.draft
    for code in ("zh_CN", "zh_TW", "ja", "en"):
        language.use(code)
        wizard.retranslate()
        assert part(wizard, QLineEdit, "place").text() == "Lawson 上野"
        assert part(wizard, QLineEdit, "paid_on").text() == "2026-11"
        assert wizard.draft == before
    assert wizard.windowTitle() == "Renew: Bank codes"


def test_not_yet_keeps_the_old_date_and_says_so() -> None:
    owner = Owner(softbank())
    wizard = owner.opens()
    go_to(wizard, 5)
    press(wizard, "not_yet")
    press(wizard, "finish")
    (logged,) = owner.book.renewals
    assert (logged.status, logged.verified_on) == (Status.PAID, None)
    assert "Kept as paid" in said(wizard)
    assert "2 days left" in said(wizard)
    assert "would become 22 Jan" in said(wizard)


def test_finishing_needs_an_answer() -> None:
    owner = Owner(softbank())
    wizard = owner.opens()
    go_to(wizard, 5)
    press(wizard, "finish")
    assert "Say whether it arrived." in said(wizard)
    assert owner.book.renewals == ()


def test_enter_answers_and_then_finishes() -> None:
    owner = Owner(softbank())
    wizard = owner.opens()
    go_to(wizard, 5)
    arrived = part(wizard, Choice, "it_arrived")
    arrived.setFocus()
    QTest.keyClick(arrived, Qt.Key.Key_Return)
    assert arrived.isChecked()
    assert owner.book.renewals == ()
    QTest.keyClick(arrived, Qt.Key.Key_Return)
    assert len(owner.book.renewals) == 1


def test_the_carriers_page_has_the_last_word_on_the_date() -> None:
    owner = Owner(softbank())
    wizard = owner.opens()
    go_to(wizard, 5)
    press(wizard, "it_arrived")
    type_into(wizard, "stated_day", "2027-02-01")
    press(wizard, "finish")
    assert [one.kind for one in owner.book.renewals] == [Kind.PURCHASE, Kind.CORRECTION]
    assert main_clock(owner.book.cards[0], owner.book.renewals).last_day == day("2027-02-01")
    assert "Expires Mon 1 Feb 2027" in said(wizard)


def test_days_that_a_cap_throws_away_are_told_before_and_after() -> None:
    owner = Owner(softbank(end="2027-10-15"))
    wizard = owner.opens()
    assert "28 days are lost" in part(wizard, QLabel, "preview").text()
    press(wizard, "next")
    assert "28 days of this top-up would be lost." in said(wizard)
    go_to(wizard, 5)
    assert "28 days are lost" in part(wizard, QLabel, "outcome").text()


def test_throwing_the_draft_away_asks_first() -> None:
    owner = Owner(softbank())
    wizard = owner.opens()
    go_to(wizard, 3)
    press(wizard, "discard")
    assert owner.kept() is not None
    press(wizard, "discard_no")
    press(wizard, "discard")
    press(wizard, "discard_yes")
    assert owner.disk == {}
    assert not (isValid(wizard) and wizard.isVisible())


def test_a_full_disk_is_told_and_keeping_is_tried_again() -> None:
    owner = Owner(softbank())
    wizard = owner.opens()
    owner.full_disk = True
    press(wizard, "next")
    assert "There is no room left to write drafts.json." in said(wizard)
    assert wizard.draft.step == 2
    owner.full_disk = False
    press(wizard, "try_again")
    kept = owner.kept()
    assert kept is not None
    assert kept.step == 2


def test_a_full_disk_does_not_let_the_wizard_close_unasked(qtbot: QtBot) -> None:
    owner = Owner(softbank())
    wizard = owner.opens()
    go_to(wizard, 4)
    type_into(wizard, "place", "Sendai")
    owner.full_disk = True
    wizard.close()
    assert wizard.isVisible()
    assert "There is no room left" in said(wizard)
    owner.full_disk = False
    wizard.close()
    qtbot.waitUntil(lambda: not isValid(wizard))
    kept = owner.kept()
    assert kept is not None
    assert kept.place == "Sendai"
    again = owner.opens()
    owner.full_disk = True
    type_into(again, "place", "Morioka")
    again.close()
    press(again, "close_anyway")
    qtbot.waitUntil(lambda: not isValid(again))


def test_keep_for_later_keeps_what_was_only_looked_at() -> None:
    owner = Owner(softbank())
    wizard = owner.opens()
    press(wizard, "keep_for_later")
    kept = owner.kept()
    assert kept is not None
    assert (kept.step, kept.channel) == (1, "official_site")


def test_a_way_that_does_not_suit_says_why_not_and_can_be_taken_all_the_same() -> None:
    owner = Owner(softbank())
    wizard = owner.opens()
    assert wizard.findChild(Choice, "way_line_pay") is None
    press(wizard, "other_ways")
    way = part(wizard, Choice, "way_line_pay")
    assert "✕ Ended Wed 30 Apr 2025" in way.accessibleDescription()
    press(wizard, "way_line_pay")
    press(wizard, "next")
    assert "Ended Wed 30 Apr 2025" in said(wizard)
    assert wizard.draft.channel == "line_pay"


def test_away_from_japan_the_shops_of_japan_do_not_come_first() -> None:
    owner = Owner(povo(), Habits(country="CN"))
    wizard = owner.opens()
    ways = wizard.sheet.guide.ways(wizard.sheet.facts, wizard.draft)
    fitting = [way.channel.id for way in ways if way.fits]
    assert fitting[0] == "official_app"
    assert "⚠" in part(wizard, Choice, "way_konbini_lawson").accessibleDescription()
    country = part(wizard, ChoiceField, "country")
    country.set_value("JP")
    country.edited.emit()
    assert "✓ You are in Japan" in part(wizard, Choice, "way_konbini_lawson").accessibleDescription()


def test_its_buttons_are_seen_on_a_small_screen_at_twice_its_size() -> None:
    wizard = Owner(softbank()).opens()
    wizard.resize(1, 1)
    assert wizard.width() <= 1280 // 2 * 0.9
    assert wizard.height() <= 800 // 2 * 0.9
    for name in ("discard", "keep_for_later", "back", "next"):
        button = part(wizard, QAbstractButton, name)
        assert wizard.rect().contains(QRect(button.mapTo(wizard, QPoint()), button.size())), name


def test_countries_stand_as_their_reader_looks_for_them() -> None:
    """By pinyin: 阿 before 中, which the numbers of the signs would turn round."""
    owner = Owner(povo())
    language.use("zh_CN")
    country = part(owner.opens(), ChoiceField, "country")
    names = [country.itemText(place) for place in range(country.count())]
    assert names[1].startswith("日本")
    assert names.index("阿根廷") < names.index("德国") < names.index("英国") < names.index("中国")


def test_a_free_code_is_said_not_to_keep_the_number() -> None:
    owner = Owner(povo())
    wizard = owner.opens()
    press(wizard, "offer_")
    extends = part(wizard, ChoiceField, "extends")
    extends.set_value(Extends.DATA)
    extends.edited.emit()
    assert (
        "This does not keep the number: its last day stays Sat 12 Dec 2026."
        in part(wizard, QLabel, "preview").text()
    )
    press(wizard, "next")
    assert "What you chose does not keep the number." in said(wizard)


def test_a_card_of_ones_own_with_ones_own_words() -> None:
    owner = Owner(card(TELLO, base="2026-09-21", carrier="Little Carrier", number="+447911123456"))
    wizard = owner.opens()
    assert (
        "Ask the carrier whether it takes this"
        in part(wizard, Choice, "way_official_site").accessibleDescription()
    )
    type_into(wizard, "offer", "ten pounds")
    type_into(wizard, "valid_for_number", "40")
    assert "Thu 31 Dec 2026" in part(wizard, QLabel, "preview").text()
    press(wizard, "next")
    assert wizard.draft.currency == "GBP"
    type_into(wizard, "amount_to_pay", "10")
    go_to(wizard, 5)
    press(wizard, "it_arrived")
    press(wizard, "finish")
    (logged,) = owner.book.renewals
    assert (logged.offer, logged.valid_for, logged.amount, logged.currency) == (
        "ten pounds",
        "P40D",
        "10",
        "GBP",
    )
    assert logged.expires_after == day("2026-12-31")


def test_a_length_that_is_none_is_refused_where_it_stands() -> None:
    owner = Owner(card(TELLO, base="2026-09-21"))
    wizard = owner.opens()
    type_into(wizard, "valid_for_number", "some")
    press(wizard, "next")
    assert wizard.draft.step == 1
    assert "Not a length yet. Type a whole number such as 60." in said(wizard)
    owner.crashes()
    again = owner.opens()
    assert part(again, QLineEdit, "valid_for_number").text() == "some"


def test_two_payments_in_a_row_are_asked_about() -> None:
    owner = Owner(softbank())
    wizard = owner.opens()
    go_to(wizard, 5)
    press(wizard, "it_arrived")
    press(wizard, "finish")
    wizard.close()
    owner.moment = MOMENT + timedelta(days=3)
    again = owner.opens()
    press(again, "next")
    assert "You logged ¥3,000 on Sat 21 Nov 2026. Is this a second payment?" in said(again)


def test_a_draft_that_was_entered_before_a_crash_is_not_offered_again() -> None:
    owner = Owner(softbank())
    wizard = owner.opens()
    go_to(wizard, 5)
    press(wizard, "it_arrived")
    left_over = dict(owner.disk)
    press(wizard, "finish")
    wizard.close()
    owner.disk = left_over
    again = owner.opens()
    assert again.draft.step == 1
    assert again.draft.renewal_id != owner.book.renewals[0].id


def test_a_card_that_was_deleted_meanwhile_is_named() -> None:
    owner = Owner(softbank())
    wizard = owner.opens()
    go_to(wizard, 5)
    press(wizard, "it_arrived")
    owner.book = delete_card(owner.card_id, MOMENT)(owner.book)
    press(wizard, "finish")
    assert "This card is no longer there. Nothing was changed." in said(wizard)
    assert owner.book.renewals == ()


def test_receipts_are_dropped_named_when_refused_and_removed() -> None:
    owner = Owner(softbank())
    wizard = owner.opens()
    go_to(wizard, 4)
    place = part(wizard, Receipts, "receipts")
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(f"/photos/{name}") for name in ("a.png", "b.exe", "c.pdf", "a.png")])
    files.setText("and a link")
    place.dropEvent(
        QDropEvent(
            QPointF(5, 5), Qt.DropAction.CopyAction, files,
            Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
        )
    )  # fmt: skip
    assert [receipt.shown for receipt in wizard.draft.receipts] == ["a.png", "c.pdf"]
    assert "b.exe is neither a picture nor a PDF." in said(wizard)
    press(wizard, "remove_receipt")
    assert [receipt.shown for receipt in wizard.draft.receipts] == ["c.pdf"]


def test_it_does_not_work_shows_the_carriers_people() -> None:
    owner = Owner(softbank())
    wizard = owner.opens()
    go_to(wizard, 3)
    press(wizard, "trouble")
    assert "Telephone: 0800-919-0157" in said(wizard)
    assert "10:00 to 19:00" in said(wizard)


def test_no_other_window_flashes_up() -> None:
    owner = Owner(softbank())
    shown = Windows()
    with shown:
        wizard = owner.opens()
        go_to(wizard, 3)
        press(wizard, "trouble")
        go_to(wizard, 5)
        press(wizard, "it_arrived")
        press(wizard, "finish")
    assert shown.names == ["renewal_wizard"]


def test_the_keyboard_is_enough() -> None:
    owner = Owner(povo())
    wizard = owner.opens()
    first = next(choice for choice in wizard.page.findChildren(Choice) if choice.isChecked())
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Down)
    assert wizard.draft.channel != first.objectName().removeprefix("way_")
    QTest.keyClick(wizard, Qt.Key.Key_Return)
    assert wizard.draft.step == 2
    QTest.keyClick(wizard, Qt.Key.Key_Return)
    assert wizard.draft.step == 3
    box = part(wizard, QAbstractButton, "step_box_1")
    assert box.hasFocus() or box.focusPolicy() & Qt.FocusPolicy.TabFocus
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert wizard.draft.ticked == (f"step/{wizard.draft.channel}/1",)


def test_names_for_those_who_do_not_see_the_screen() -> None:
    owner = Owner(softbank())
    wizard = owner.opens()
    names = {button.text() for button in wizard.foot.buttons.values()}
    assert {"Back", "Next", "Finish", "Keep for later"} <= names
    go_to(wizard, 4)
    assert part(wizard, QLineEdit, "amount").accessibleName() == "Amount"
    assert part(wizard, QLineEdit, "paid_on").accessibleName() == "Payment date"
    nameless = [
        field.objectName()
        for field in wizard.page.findChildren(QLineEdit)
        if field.isVisibleTo(wizard) and not field.accessibleName()
    ]
    assert nameless == []
    press(wizard, "next")
    assert part(wizard, Choice, "it_arrived").accessibleName() == "It arrived"
    assert part(wizard, Choice, "not_yet").accessibleName() == "Not yet"
