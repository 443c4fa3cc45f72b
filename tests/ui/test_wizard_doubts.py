"""What is old, not sure or not known is said in the wizard where one decides."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from simdesk.catalog.freshness import plan_freshness
from simdesk.catalog.model import Plan
from simdesk.catalog.overlay import with_own
from simdesk.catalog.own import OwnOffer, put
from simdesk.catalog.reading import catalog
from simdesk.catalog.terms import Confidence
from simdesk.domain.money import Money
from simdesk.domain.terms import Kind
from simdesk.ui.renewal.choice import Choice
from simdesk.ui.renewal.facts import Habits
from simdesk.wording import language
from tests.core.making import TELLO, card
from tests.ui.renewing import MOMENT, Owner, part, povo, press, said, softbank

YESTERDAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def owners(monkeypatch: pytest.MonkeyPatch, qapp: object) -> Iterator[None]:
    """Close the windows of every owner when the test is over."""
    made: list[Owner] = []
    start = Owner.__init__

    def noted(self: Owner, *args: Any, **fields: Any) -> None:
        start(self, *args, **fields)
        made.append(self)

    monkeypatch.setattr(Owner, "__init__", noted)
    yield
    language.use("en")
    for owner in made:
        owner.crashes()


def plan(plan_id: str) -> Plan:
    found = catalog().plan_by_id(plan_id)
    assert found is not None
    return found


def holder(plan_id: str, habits: Habits | None = None, **fields: Any) -> Owner:
    """Somebody with a card of that plan, whose rule it has."""
    tariff = plan(plan_id)
    carrier = catalog().carrier_of(tariff).id
    return Owner(card(tariff.rule, carrier=carrier, plan=plan_id, **fields), habits)


def with_offer(owner: Owner, plan_id: str, offer_id: str, **fields: Any) -> None:
    """Let the owner's catalog have another offer in the place of a shipped one."""
    offer = plan(plan_id).offer(offer_id)
    assert offer is not None
    record = OwnOffer(changed=MOMENT, plan=plan_id, offer=replace(offer, **fields))
    owner.catalog = with_own(catalog(), put(owner.catalog.own, record))


def test_an_old_rule_says_so_with_the_page_and_the_check_one_click_away() -> None:
    owner = Owner(softbank())
    fresh = plan_freshness(plan("sb-simple-style"), owner.catalog.own, date(2026, 11, 21))
    assert fresh.old
    wizard = owner.opens()
    assert (
        "Look at the carrier's page before you rely on it." in part(wizard, QLabel, "rule_age_doubt").text()
    )
    assert part(wizard, QPushButton, "rule_page").text() == "Open www.softbank.jp"
    press(wizard, "rule_page")
    assert owner.opened == [fresh.page]
    press(wizard, "rule_checked")
    assert part(wizard, QLabel, "rule_age_words").text() == "✓ Checked by you on 21 Nov 2026"
    assert not part(wizard, QLabel, "rule_age_doubt").isVisible()
    assert not part(wizard, QPushButton, "rule_checked").isVisible()
    check = owner.catalog.own.check("sb-simple-style")
    assert check is not None
    assert check.on == date(2026, 11, 21)
    press(wizard, "rule_check_back")
    assert owner.catalog.own.check("sb-simple-style") is None
    assert part(wizard, QLabel, "rule_age_doubt").isVisible()


def test_where_no_browser_opens_the_page_of_the_rule_its_host_is_said() -> None:
    owner = Owner(softbank())
    owner.browser = False
    wizard = owner.opens()
    press(wizard, "rule_page")
    assert "No browser could be opened. Type the address yourself: www.softbank.jp" in said(wizard)
    owner.browser = True
    press(wizard, "rule_page")
    assert "No browser" not in said(wizard)


def test_a_check_that_cannot_be_kept_says_why() -> None:
    owner = Owner(softbank())
    wizard = owner.opens()
    owner.full_disk = True
    press(wizard, "rule_checked")
    assert "There is no room left to write catalog.json." in said(wizard)
    assert part(wizard, QPushButton, "rule_checked").isVisible()
    owner.full_disk = False
    press(wizard, "rule_checked")
    assert "no room left" not in said(wizard)


def test_everything_about_the_plan_is_one_click_away() -> None:
    owner = Owner(povo())
    press(owner.opens(), "about_plan")
    assert owner.plans == ["povo2-base"]


def test_a_rule_written_by_hand_has_no_age_of_the_plans() -> None:
    owner = Owner(povo())
    held = owner.book.cards[0]
    owner.book = replace(owner.book, cards=(replace(held, rule=replace(held.rule, plan_version=None)),))
    wizard = owner.opens()
    assert not part(wizard, QLabel, "rule_age_words").isVisible()
    assert not part(wizard, QPushButton, "rule_checked").isVisible()
    assert part(wizard, QPushButton, "about_plan").isVisible()
    owner.crashes()
    own = Owner(card(TELLO, base="2026-09-21", carrier="Little Carrier")).opens()
    assert not part(own, QWidget, "rule_age").isVisible()


def test_a_rule_and_a_way_that_are_not_sure_say_so_where_they_are_chosen() -> None:
    owner = holder("hahasim-365", base="2026-05-01")
    wizard = owner.opens()
    assert "confidence low" in part(wizard, QLabel, "rule_age_doubt").text()
    way = part(wizard, Choice, "way_official_app").accessibleDescription()
    assert "⚠ Not sure that it still works" in way
    assert "⚠ confidence low" in way
    press(wizard, "next")
    assert "What is known of this way is not sure." in said(wizard)


def test_a_guide_that_is_sure_does_not_vouch_for_a_plan_that_is_not_known_to_take_it() -> None:
    wizard = Owner(softbank()).opens()
    press(wizard, "other_ways")
    post, vending = (part(wizard, Choice, f"way_{one}") for one in ("post_office", "vending_machine"))
    assert post.accessibleDescription() == "✕ This plan is not known to take it"
    assert vending.accessibleDescription().endswith("⚠ confidence low")


def test_a_price_that_is_not_confirmed_is_not_filled_in() -> None:
    owner = Owner(softbank())
    offer = plan("sb-simple-style").offer("recharge-3000")
    assert offer is not None
    unsure = tuple(replace(claim, confidence=Confidence.LOW) for claim in offer.claims)
    with_offer(owner, "sb-simple-style", "recharge-3000", claims=unsure)
    wizard = owner.opens()
    assert (
        "⚠ this price is not confirmed" in part(wizard, Choice, "offer_recharge-3000").accessibleDescription()
    )
    assert "⚠ this price is not confirmed" in part(wizard, QLabel, "preview").text()
    press(wizard, "next")
    assert part(wizard, QLineEdit, "amount_to_pay").text() == ""
    assert "¥3,000 was read somewhere and is not confirmed." in said(wizard)


def test_a_price_that_nobody_knows_is_left_to_the_owner() -> None:
    owner = holder("mobal-short", end="2026-12-01", habits=Habits(country="JP"))
    wizard = owner.opens()
    assert wizard.draft.offer == "extend-30"
    press(wizard, "next")
    assert part(wizard, QLineEdit, "amount_to_pay").text() == ""
    assert "SimDesk does not know the price." in said(wizard)


def test_what_is_sold_no_more_is_not_chosen_by_itself_and_says_when_it_ended() -> None:
    owner = Owner(softbank())
    with_offer(owner, "sb-simple-style", "recharge-3000", until=YESTERDAY)
    wizard = owner.opens()
    assert wizard.draft.offer == "recharge-5000"
    assert (wizard.draft.amount, wizard.draft.currency) == ("5000", "JPY")
    assert wizard.findChild(Choice, "offer_recharge-3000") is None


def test_what_ended_comes_last_where_all_that_the_plan_has_is_shown() -> None:
    owner = holder("ultra-paygo", base="2026-11-01")
    with_offer(owner, "ultra-paygo", "wallet-5", until=YESTERDAY, price=Money("5", "USD"))
    wizard = owner.opens()
    press(wizard, "other_ways")
    press(wizard, "way_wechat_pay")
    choices = [one.objectName() for one in wizard.page.findChildren(Choice) if one.objectName() > "offer_"]
    assert choices.index("offer_wallet-5") > choices.index("offer_wallet-20")
    press(wizard, "offer_wallet-5")
    assert "⚠ ended on" in part(wizard, Choice, "offer_wallet-5").accessibleDescription()
    press(wizard, "next")
    assert part(wizard, QLineEdit, "amount_to_pay").text() == ""
    assert "This offer has ended." in said(wizard)


@pytest.mark.parametrize(
    ("plan_id", "country", "words"),
    [
        ("docomo-prepaid", "JP", "The plan has ended: no channel can renew it. Ask docomo at 151"),
        ("calendar-365", "JP", "No way to extend this card is known. Ask the seller you bought it from"),
        ("japan-welcome-sim", "JP", "Nothing is known that makes this SIM last longer."),
        ("bmobile-visitor", "CN", "Change above where you are or what you pay with"),
    ],
)
def test_where_nothing_fits_it_is_said_what_to_do_then(plan_id: str, country: str, words: str) -> None:
    owner = holder(plan_id, Habits(country=country), end="2026-12-01")
    wizard = owner.opens()
    assert words in said(wizard)
    assert wizard.draft.channel == ""


def test_the_carriers_people_stand_below_where_nothing_fits() -> None:
    wizard = holder("docomo-prepaid", Habits(country="JP")).opens()
    people = part(wizard, QWidget, "none_fits_people")
    assert people.isVisible()
    assert [line.text() for line in people.findChildren(QLabel, "support_line")][:1] != []
    fits = Owner(povo()).opens()
    assert not part(fits, QWidget, "none_fits_people").isVisible()


@pytest.mark.parametrize(
    ("plan_id", "offer", "words"),
    [
        ("docomo-postpaid", "month", ""),
        ("ultra-paygo", "wallet", "✓ Fills the balance, from which the plan takes its fee."),
        ("docomo-number-storage", "month", "The last day stays as it is."),
    ],
)
def test_what_keeps_a_card_without_moving_a_day_is_not_warned_of(
    plan_id: str, offer: str, words: str
) -> None:
    wizard = holder(plan_id, Habits(country="JP"), base="2026-11-01").opens()
    shown = part(wizard, Choice, f"offer_{offer}").accessibleDescription()
    assert words in shown
    assert "Does not keep the number" not in shown
    press(wizard, "next")
    assert "What you chose does not keep the number." not in said(wizard)


def test_enter_goes_on_and_opens_no_page() -> None:
    owner = Owner(softbank())
    wizard = owner.opens()
    QTest.keyClick(wizard.focusWidget(), Qt.Key.Key_Return)
    assert (owner.opened, wizard.draft.step) == ([], 2)


def test_ways_in_a_language_that_is_read_say_so() -> None:
    owner = Owner(povo())
    language.use("zh_CN")
    wizard = owner.opens()
    ways = {way.channel.id: way for way in wizard.sheet.guide.ways(wizard.sheet.facts, wizard.draft)}
    assert "only_languages" in [reason.why for reason in ways["official_app"].reasons]
    language.use("ja")
    wizard.retranslate()
    ways = {way.channel.id: way for way in wizard.sheet.guide.ways(wizard.sheet.facts, wizard.draft)}
    assert "in_language" in [reason.why for reason in ways["official_app"].reasons]


def test_a_text_that_buys_credit_is_a_purchase_and_moves_the_date() -> None:
    """Tello's text to 800 charges a bank card; a text that only uses the card does not."""
    tello = holder("tello-payg", base="2026-11-01").opens().sheet.draft
    assert (tello.channel, tello.kind, bool(tello.offer)) == ("text_out", Kind.PURCHASE, True)
    giffgaff = holder("giffgaff-payg", base="2026-11-01").opens().sheet.draft
    assert (giffgaff.channel, giffgaff.kind, giffgaff.offer) == ("text_out", Kind.USE, "")
