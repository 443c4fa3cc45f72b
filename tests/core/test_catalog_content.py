"""What the shipped catalog says: dates worked out by hand, sources, and words in four languages."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec
import pytest

from simdesk.catalog.model import Channel, Claim, Plan
from simdesk.catalog.reading import catalog
from simdesk.catalog.terms import Foreign, Group, How, Payment, PlanStatus, Reality
from simdesk.catalog.text import Text
from simdesk.domain.length import counted
from simdesk.domain.lifecycle import standing
from simdesk.domain.terms import Basis, Extends, Kind, Phase
from tests.core.making import card, day, renewal

CATALOG = catalog()
PLANS = {plan.id: plan for carrier in CATALOG.carriers for plan in carrier.plans}
SECTION_4 = {
    Group.ONLINE: "official_site official_app chat",
    Group.PAYMENT_SERVICES: "paypal line_pay paypay wechat_pay alipay paidy bank_transfer payeasy",
    Group.WEB_SHOPS: "amazon_jp rakuten_ichiba travel_app reseller",
    Group.IN_PERSON: (
        "konbini_711 konbini_lawson konbini_familymart konbini_ministop konbini_other prepaid_sheet"
        " carrier_shop kiosk vending_machine atm post_office drugstore supermarket"
    ),
    Group.PEOPLE: "telephone email friend",
    Group.BY_USING_IT: "call_out text_out mobile_data",
    Group.BY_ITSELF: "auto_renewal direct_debit card_on_file",
}
# Of these the carrier's own pages say that cards issued abroad pass.
FOREIGN_CARDS_PASS = {"mobal-short", "mobal-voice-only", "mobal-voice-data", "sakura-voice-data"}
# Written one way in simplified and another in traditional Chinese, and in no Japanese word used here.
SIMPLIFIED = set("们这说对时现发过还没页务费账电话动应换单证驾码网开关号户续钱买卖样选项让该给从张")
TRADITIONAL = set("們這說對時現發過還沒頁務費帳電話動應換單證駕碼網開關號戶續錢買賣樣選項讓該給從張")
JAPANESE = re.compile(
    r"「[^」]*」|（[^）]*）|[\u3040-\u30ff][^，。；、：\s]*|[^，。；、：\s]*[\u3040-\u30ff]"
)


def inside(value: Any, kind: type[Any]) -> Iterator[Any]:
    """Every value of *kind* in a struct, at any depth."""
    if isinstance(value, kind):
        yield value
    if isinstance(value, msgspec.Struct):
        for field in msgspec.structs.fields(value):
            yield from inside(getattr(value, field.name), kind)
    elif isinstance(value, tuple):
        for one in value:
            yield from inside(one, kind)


def channels() -> list[tuple[str, Channel]]:
    return [(plan.id, channel) for plan in PLANS.values() for channel in CATALOG.channels_of(plan)] + [
        ("", channel) for channel in CATALOG.channels
    ]


def test_the_plans_of_the_first_release_keep_their_ids() -> None:
    """Cards name their carrier and plan by these."""
    now = {(carrier.id, plan.id) for carrier in CATALOG.carriers for plan in carrier.plans}

    assert now >= {
        ("giffgaff", "giffgaff-payg"),
        ("hismobile", "his-jiyujizai"),
        ("mobal", "mobal-short"),
        ("povo", "povo2-base"),
        ("softbank", "sb-simple-style"),
        ("tello", "tello-payg"),
    }


def test_every_channel_of_the_contract_has_a_guide_in_its_group() -> None:
    groups = {group: ids.split() for group, ids in SECTION_4.items()}

    assert {group: [one.id for one in CATALOG.channels if one.group is group] for group in Group} == groups


@pytest.mark.parametrize(
    ("plan", "acts", "today", "last_day", "phase", "lost_on"),
    [
        ("povo2-base", [("2026-02-28", "data-24h")], "2026-08-28", "2026-08-28", Phase.USABLE, "2026-09-28"),
        (
            "povo2-base",
            [("2026-02-28", "data-24h")],
            "2026-08-29",
            "2026-08-28",
            Phase.SUSPENDED,
            "2026-09-28",
        ),
        ("povo2-base", [("2026-02-28", "data-24h")], "2026-09-28", "2026-08-28", Phase.LOST, "2026-09-28"),
        (
            "povo2-base",
            [("2026-02-28", "data-3gb-30d")],
            "2026-03-01",
            "2026-09-26",
            Phase.USABLE,
            "2026-10-27",
        ),
        (
            "povo2-base",
            [("2026-02-28", "data-3gb-30d"), ("2026-03-01", "data-24h")],
            "2026-03-02",
            "2026-09-26",
            Phase.USABLE,
            "2026-10-27",
        ),
        (
            "povo2-base",
            [("2026-02-28", "data-24h"), ("2026-08-20", "promo-code")],
            "2026-08-29",
            "2026-08-28",
            Phase.SUSPENDED,
            "2026-09-28",
        ),
        (
            "mobal-short",
            [("2026-12-20", "extend-30")],
            "2026-12-21",
            "2027-01-30",
            Phase.USABLE,
            "2027-01-31",
        ),
        (
            "mobal-short",
            [("2026-12-31", "extend-60")],
            "2027-01-01",
            "2027-03-01",
            Phase.USABLE,
            "2027-03-02",
        ),
        (
            "mobal-short",
            [("2026-12-20", "extend-90")],
            "2026-12-21",
            "2027-03-31",
            Phase.USABLE,
            "2027-04-01",
        ),
        ("mobal-short", [("2027-01-01", "extend-30")], "2027-01-01", "2026-12-31", Phase.LOST, "2027-01-01"),
        ("tello-payg", [("2026-11-30", "payg-10")], "2027-02-28", "2027-02-28", Phase.USABLE, "2027-03-01"),
        ("tello-payg", [("2026-11-30", "payg-10")], "2027-03-01", "2027-02-28", Phase.LOST, "2027-03-01"),
        (
            "tello-payg",
            [("2026-11-21", "payg-10"), ("2026-12-01", "payg-50")],
            "2026-12-01",
            "2027-03-01",
            Phase.USABLE,
            "2027-03-02",
        ),
        ("giffgaff-payg", [("2026-08-31", None)], "2027-02-28", "2027-02-28", Phase.USABLE, "2027-03-01"),
        ("giffgaff-payg", [("2026-08-31", None)], "2027-03-01", "2027-02-28", Phase.LOST, "2027-03-01"),
        ("giffgaff-payg", [("2026-08-31", "credit")], "2027-01-01", "2027-02-28", Phase.USABLE, "2027-03-01"),
        (
            "sb-simple-style",
            [("2026-12-21", "recharge-3000")],
            "2026-12-21",
            "2027-03-01",
            Phase.USABLE,
            "2028-02-25",
        ),
        (
            "sb-simple-style",
            [("2027-01-01", "recharge-5000")],
            "2027-01-01",
            "2027-03-02",
            Phase.USABLE,
            "2028-02-26",
        ),
        ("sb-simple-style", [], "2027-01-01", "2026-12-31", Phase.RECEIVE_ONLY, "2027-12-27"),
        ("sb-simple-style", [], "2027-12-27", "2026-12-31", Phase.LOST, "2027-12-27"),
    ],
)
def test_deadlines_worked_out_by_hand(
    *,
    plan: str,
    acts: list[tuple[str, str | None]],
    today: str,
    last_day: str,
    phase: Phase,
    lost_on: str,
) -> None:
    tariff = PLANS[plan]
    ends = tariff.rule.basis is Basis.EXPIRY
    held = card(tariff.rule, end="2026-12-31") if ends else card(tariff.rule)
    found = standing(held, [act(tariff, *one) for one in acts], day(today))

    assert (found.expires_on, found.phase, found.lost_on) == (day(last_day), phase, day(lost_on))


def act(plan: Plan, paid_on: str, offer_id: str | None) -> Any:
    """The renewal that the wizard would log: a pack ends its length after the day of payment."""
    offer = plan.offer(offer_id)
    if offer is None:
        return renewal(paid_on, kind=Kind.USE)
    base = None if offer.lasts is None else counted(day(paid_on), offer.lasts).day
    return renewal(paid_on, extends=offer.extends, valid_for=offer.valid_for, base_day=base)


def test_billing_has_no_day_to_extend() -> None:
    rule = PLANS["his-jiyujizai"].rule

    assert (rule.basis, rule.valid_for, rule.ladder) == (Basis.BILLING, None, ())


def test_giffgaffs_days_for_leaving_are_no_rung() -> None:
    plan = PLANS["giffgaff-payg"]

    assert plan.rule.ladder == ()
    assert all("PAC" in words for words in plan.rule_text.every())


def test_what_counts_at_povo_extends_the_number_and_what_is_free_does_not() -> None:
    offers = {offer.id: (offer.paid, offer.extends) for offer in PLANS["povo2-base"].offers}

    assert offers == {
        "data-24h": (True, Extends.BOTH),
        "data-3gb-30d": (True, Extends.BOTH),
        "gift-card": (True, Extends.BOTH),
        "prepaid-code": (True, Extends.BOTH),
        "promo-code": (False, Extends.DATA),
    }


def test_softbanks_prepaid_is_a_legacy_plan_that_warns_of_3g() -> None:
    plan = PLANS["sb-simple-style"]

    assert plan.status is PlanStatus.LEGACY
    assert plan.status_note is not None
    assert "3G" in plan.warnings[0].text.en
    assert {one.channel for one in plan.channels if one.status is Reality.NOT_KNOWN} == {
        "prepaid_sheet",
        "carrier_shop",
    }


def test_what_is_not_confirmed_is_not_said_to_be() -> None:
    for plan_id, channel in channels():
        backed = plan_id in FOREIGN_CARDS_PASS
        assert channel.foreign_cards is not Foreign.YES or backed, (plan_id, channel.id)
    assert PLANS["tello-payg"].offer("payg-web").price is None  # type: ignore[union-attr]
    assert PLANS["giffgaff-payg"].offer("credit").price is None  # type: ignore[union-attr]
    assert all(offer.price is None for offer in PLANS["mobal-short"].offers)
    assert CATALOG.channel("line_pay").ended_on == date(2025, 4, 30)  # type: ignore[union-attr]


def test_every_way_of_every_plan_has_steps_and_sources() -> None:
    for plan_id, channel in channels():
        assert channel.steps, (plan_id, channel.id)
        assert channel.claims or channel.status is Reality.NOT_KNOWN, (plan_id, channel.id)
        if channel.status in (Reality.NOT_KNOWN, Reality.ENDED):
            assert channel.status_note is not None, (plan_id, channel.id)
        if any(step.action == "open_page" for step in channel.steps) and plan_id:
            assert channel.address is not None, (plan_id, channel.id)


def test_what_a_channel_sells_and_takes_fits_together() -> None:
    for plan in PLANS.values():
        sold = {offer for own in plan.channels for offer in own.offers}
        paid = {offer.id for offer in plan.offers if offer.paid}
        assert paid == sold, plan.id
        for channel in CATALOG.channels_of(plan):
            if channel.group is Group.BY_USING_IT and plan.usual_act and plan.usual_act.kind is Kind.USE:
                assert channel.payments == (Payment.BALANCE,), (plan.id, channel.id)


def test_nothing_was_read_live() -> None:
    claims = [claim for source in (*CATALOG.carriers, *CATALOG.channels) for claim in inside(source, Claim)]

    assert len(claims) > 100
    assert {claim.how for claim in claims} <= {How.STORED_COPY, How.QUOTED}
    # The day of the first reading; who reads a page later writes their own day.
    assert min(claim.read_on for claim in claims) == date(2026, 11, 21)


def test_the_words_are_in_their_own_script() -> None:
    texts = [text for source in (*CATALOG.carriers, *CATALOG.channels) for text in inside(source, Text)]
    assert len(texts) > 500
    wrong = [
        (text.en, found)
        for text in texts
        for found in (
            (set(JAPANESE.sub("", text.zh_cn)) & TRADITIONAL - SIMPLIFIED)
            | (set(JAPANESE.sub("", text.zh_tw)) & SIMPLIFIED - TRADITIONAL)
        )
    ]

    assert wrong == []


def test_words_are_not_left_in_english() -> None:
    texts = [text for source in (*CATALOG.carriers, *CATALOG.channels) for text in inside(source, Text)]
    sentences = [text for text in texts if text.en.count(" ") > 4]

    for text in sentences:
        assert re.search(r"[\u4e00-\u9fff]", text.zh_cn), text.en
        assert re.search(r"[\u4e00-\u9fff]", text.zh_tw), text.en
        assert re.search(r"[\u3040-\u30ff\u4e00-\u9fff]", text.ja), text.en


def test_nothing_says_that_it_was_checked() -> None:
    said = re.compile(r"\b(we|was|were|been) (checked|verified)\b|已核对|已核實|已查证", re.IGNORECASE)
    texts = [text for source in (*CATALOG.carriers, *CATALOG.channels) for text in inside(source, Text)]

    assert [text.en for text in texts if any(said.search(words) for words in text.every())] == []
