"""Which ways fit now, best first, and why the others do not."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from msgspec import UNSET
from msgspec.structs import replace as with_fields

from simdesk.catalog.choosing import Situation, Way, ways, why_none
from simdesk.catalog.model import Channel, Plan
from simdesk.catalog.reading import catalog
from simdesk.catalog.reasons import Why
from simdesk.catalog.terms import Confidence, Elsewhere, Foreign, Identity, Payment, PlanStatus, Reality
from simdesk.catalog.whole import Catalog
from simdesk.domain.card import Rule
from simdesk.domain.terms import Basis, EndsBy, Phase
from simdesk.wording.reasons import reason_words

CATALOG = catalog()
PLANS = {plan.id: plan for carrier in CATALOG.carriers for plan in carrier.plans}
HOME = {plan.id: carrier.country for carrier in CATALOG.carriers for plan in carrier.plans}
TODAY = date(2026, 11, 21)
USE = Rule(Basis.USE, "P6M")
EXPIRY = Rule(Basis.EXPIRY, "P60D")
BARE = ("payments", "foreign_cards", "from_elsewhere", "phases", "status", "languages")


def now(phase: Phase = Phase.USABLE, **fields: Any) -> Situation:
    return Situation(phase=phase, today=TODAY, **fields)


def phases_of(plan: Plan) -> dict[Phase, EndsBy]:
    """Every phase that a card of the plan can be in, with who can lift it out."""
    known = {Phase.NOT_ACTIVE: EndsBy.ANY_CHANNEL, plan.rule.first_phase: EndsBy.ANY_CHANNEL}
    known |= {rung.phase: rung.way_out for rung in plan.rule.ladder}
    if plan.rule.basis is Basis.BILLING:
        known[Phase.OVERDUE] = EndsBy.ANY_CHANNEL
    return known | {Phase.LOST: EndsBy.NOBODY}


def fitting(found: tuple[Way, ...]) -> list[str]:
    return [way.channel.id for way in found if way.fits]


def why(found: tuple[Way, ...], channel: str) -> list[Why]:
    return next([reason.why for reason in way.reasons] for way in found if way.channel.id == channel)


@pytest.mark.parametrize("elsewhere", [False, True])
@pytest.mark.parametrize("plan_id", sorted(PLANS))
def test_every_plan_in_every_phase_has_a_way_or_a_plain_no(plan_id: str, *, elsewhere: bool) -> None:
    plan, home = PLANS[plan_id], HOME[plan_id]
    for phase, way_out in phases_of(plan).items():
        country = "TH" if elsewhere else home
        found = ways(CATALOG, plan, now(phase, way_out=way_out, home=home, country=country))

        assert {way.channel.id for way in found} == {channel.id for channel in CATALOG.channels}
        assert [way.fits for way in found] == sorted((way.fits for way in found), reverse=True)
        for way in found:
            assert way.fits != any(reason.why.rules_out for reason in way.reasons)
            assert way.reasons or way.fits
            assert all(reason_words(reason) for reason in way.reasons)
        none = why_none(found)
        assert (none is None) == bool(fitting(found))
        assert none is None or reason_words(none)
        if phase is plan.rule.first_phase or (plan.rule.ladder and phase is plan.rule.ladder[0].phase):
            assert none is None, (plan_id, phase)
        if phase is Phase.LOST:
            assert none is not None
            assert none.why is Why.NUMBER_LOST


@pytest.mark.parametrize(
    ("plan_id", "situation", "expected"),
    [
        (
            "povo2-base",
            now(home="JP", country="JP"),
            "official_app official_site konbini_lawson",
        ),
        ("povo2-base", now(home="JP", country="TW"), "official_app friend"),
        (
            "povo2-base",
            now(home="JP", country="JP", payments=("cash",)),
            "konbini_lawson friend prepaid_sheet",
        ),
        ("povo2-base", now(Phase.SUSPENDED, home="JP", country="JP"), "chat"),
        ("povo2-base", now(Phase.SUSPENDED, home="JP", country="TW"), "chat"),
        ("sb-simple-style", now(home="JP", country="JP"), "official_site"),
        ("sb-simple-style", now(Phase.RECEIVE_ONLY, home="JP", country="CN"), "official_site"),
        ("mobal-short", now(home="JP", country="CN", payments=("alipay",)), "official_site alipay"),
        ("mobal-short", now(home="JP", country="CN", payments=("cash",)), ""),
        ("his-jiyujizai", now(Phase.OVERDUE, home="JP", country="JP"), "card_on_file official_site"),
        ("giffgaff-payg", now(home="GB", country="GB"), "text_out call_out mobile_data"),
        ("giffgaff-payg", now(home="GB", country="CN", payments=()), "text_out call_out mobile_data"),
        ("tello-payg", now(home="US", country="US"), "text_out official_site paypal"),
        ("tello-payg", now(home="US", country="JP", payments=("paypal",)), "official_site paypal"),
    ],
)
def test_the_ways_that_fit_in_their_order(plan_id: str, situation: Situation, expected: str) -> None:
    wanted = expected.split()
    found = fitting(ways(CATALOG, PLANS[plan_id], situation))

    assert found[: len(wanted) or None] == wanted


@pytest.mark.parametrize(
    ("plan_id", "channel", "situation", "reasons"),
    [
        ("povo2-base", "official_app", now(home="JP", country="JP"), [Why.USUAL]),
        (
            "povo2-base",
            "official_app",
            now(home="JP", country="CN", payments=("credit_card",), cards_from=("CN",)),
            [Why.PARTLY_ELSEWHERE, Why.FOREIGN_UNKNOWN, Why.USUAL, Why.TAKES],
        ),
        ("povo2-base", "official_app", now(Phase.SUSPENDED), [Why.OTHER_PHASE, Why.USUAL]),
        ("povo2-base", "chat", now(), [Why.OTHER_PHASE]),
        ("povo2-base", "chat", now(Phase.SUSPENDED), [Why.MADE_FOR_PHASE]),
        ("povo2-base", "konbini_lawson", now(home="JP", country="JP"), [Why.ON_THE_SPOT]),
        ("povo2-base", "paidy", now(home="JP", country="HK"), [Why.ONLY_IN]),
        ("povo2-base", "line_pay", now(), [Why.ENDED]),
        ("povo2-base", "wechat_pay", now(), [Why.NOT_TAKEN]),
        (
            "sb-simple-style",
            "carrier_shop",
            now(home="JP", country="JP"),
            [Why.NOT_KNOWN, Why.NOT_SURE, Why.ON_THE_SPOT],
        ),
        ("mobal-short", "paypal", now(payments=("cash",)), [Why.NEEDS_PAYMENT]),
        ("mobal-short", "official_site", now(Phase.LOST), [Why.NUMBER_LOST, Why.USUAL]),
        (
            "mobal-short",
            "official_site",
            now(home="JP", cards_from=("US",)),
            [Why.USUAL, Why.FOREIGN_ACCEPTED],
        ),
        ("giffgaff-payg", "text_out", now(home="GB", country="JP"), [Why.PARTLY_ELSEWHERE, Why.USUAL]),
    ],
)
def test_each_way_says_why(plan_id: str, channel: str, situation: Situation, reasons: list[Why]) -> None:
    assert why(ways(CATALOG, PLANS[plan_id], situation), channel) == reasons


@pytest.mark.parametrize(
    ("rule", "situation", "first", "reasons"),
    [
        (EXPIRY, now(home="JP", country="JP"), "official_site", [Why.OWN_CARRIER]),
        (USE, now(home="GB", country="GB"), "call_out", [Why.OWN_CARRIER]),
        (None, now(), "official_site", [Why.OWN_CARRIER]),
    ],
)
def test_a_card_of_ones_own_has_the_generic_guides(
    rule: Rule | None, situation: Situation, first: str, reasons: list[Why]
) -> None:
    found = ways(CATALOG, None, replace(situation, rule=rule))

    assert found[0].channel.id == first
    assert [reason.why for reason in found[0].reasons] == reasons
    assert all(way.unverified and way.offers == () for way in found)


@pytest.mark.parametrize(
    ("channel", "situation", "reasons"),
    [
        ("text_out", now(rule=EXPIRY), [Why.DOES_NOT_COUNT, Why.OWN_CARRIER]),
        ("text_out", now(rule=USE), [Why.OWN_CARRIER]),
        ("text_out", now(rule=Rule(Basis.EXPIRY, "P60D", use_within="P90D")), [Why.OWN_CARRIER]),
        ("text_out", now(Phase.RECEIVE_ONLY, rule=USE), [Why.OTHER_PHASE, Why.OWN_CARRIER]),
        ("official_site", now(rule=Rule(Basis.FIXED)), [Why.CANNOT_BE_EXTENDED, Why.OWN_CARRIER]),
        ("official_site", now(Phase.LOST), [Why.NUMBER_LOST, Why.OWN_CARRIER]),
        ("official_site", now(Phase.PORT_OUT_ONLY), [Why.PORT_OUT_ONLY, Why.OWN_CARRIER]),
        ("official_site", now(Phase.SUSPENDED, way_out=EndsBy.NOBODY), [Why.NO_WAY_BACK, Why.OWN_CARRIER]),
        (
            "official_site",
            now(Phase.SUSPENDED, way_out=EndsBy.SUPPORT_ONLY),
            [Why.SUPPORT_ONLY, Why.OWN_CARRIER],
        ),
        ("telephone", now(Phase.SUSPENDED, way_out=EndsBy.SUPPORT_ONLY), [Why.OWN_CARRIER]),
        ("carrier_shop", now(Phase.SUSPENDED, way_out=EndsBy.SUPPORT_ONLY), [Why.OWN_CARRIER]),
        ("chat", now(Phase.SUSPENDED, way_out=EndsBy.SUPPORT_ONLY), [Why.OWN_CARRIER]),
        ("konbini_711", now(home="GB", country="JP"), [Why.ONLY_CARRIERS_OF, Why.OWN_CARRIER]),
        ("konbini_711", now(home="JP", country="GB"), [Why.ONLY_IN, Why.OWN_CARRIER]),
        ("konbini_711", now(country="GB"), [Why.ONLY_IN, Why.OWN_CARRIER]),
        ("konbini_711", now(home="JP", country="JP"), [Why.OWN_CARRIER, Why.ON_THE_SPOT]),
        ("line_pay", now(), [Why.ENDED, Why.OWN_CARRIER]),
        ("vending_machine", now(), [Why.NOT_KNOWN, Why.OWN_CARRIER]),
    ],
)
def test_what_rules_a_generic_guide_out(channel: str, situation: Situation, reasons: list[Why]) -> None:
    assert why(ways(CATALOG, None, situation), channel) == reasons


def only(plan: Plan, **fields: Any) -> tuple[Catalog, Plan]:
    """A catalog of one channel with *fields*, and the plan that takes just that one."""
    channel: Channel = with_fields(CATALOG.channels[0], **fields)
    own = with_fields(PLANS["mobal-short"].channels[0], channel=channel.id)
    bare: dict[str, Any] = dict.fromkeys(
        ("payments", "foreign_cards", "from_elsewhere", "phases", "status", "languages"), UNSET
    )
    one = with_fields(plan, channels=(with_fields(own, **bare),), usual_act=None)
    return Catalog("2026-11-21", (), (channel,)), one


@pytest.mark.parametrize(
    ("fields", "situation", "reasons"),
    [
        ({"ids": (Identity.PASSPORT,)}, now(), [Why.ASKS_FOR_ID]),
        ({"ids": (Identity.PASSPORT,)}, now(ids=("passport",)), []),
        ({"ids": (Identity.PASSPORT,)}, now(ids=("residence_card",)), [Why.NEEDS_ID]),
        ({"ids": (Identity.PASSPORT, Identity.RESIDENCE_CARD)}, now(ids=("residence_card",)), []),
        ({"ids": (Identity.NONE,)}, now(ids=()), []),
        ({"ids": ()}, now(ids=()), []),
        ({"foreign_cards": Foreign.NO}, now(home="JP", cards_from=("CN",)), [Why.FOREIGN_REFUSED]),
        ({"foreign_cards": Foreign.NO}, now(home="JP", cards_from=("CN", "JP")), []),
        ({"foreign_cards": Foreign.NO}, now(home="JP"), []),
        ({"foreign_cards": Foreign.NO, "payments": (Payment.CASH,)}, now(home="JP", cards_from=("CN",)), []),
        (
            {"foreign_cards": Foreign.NO, "payments": (Payment.CREDIT_CARD, Payment.CASH)},
            now(home="JP", cards_from=("CN",), payments=("credit_card", "cash")),
            [Why.TAKES],
        ),
        ({"from_elsewhere": Elsewhere.YES}, now(home="JP", country="CN"), [Why.FROM_ELSEWHERE]),
        ({"from_elsewhere": Elsewhere.NO}, now(home="JP", country="CN"), [Why.ONLY_IN]),
        ({"from_elsewhere": Elsewhere.UNKNOWN}, now(home="JP", country="CN"), [Why.ELSEWHERE_UNKNOWN]),
        ({"from_elsewhere": Elsewhere.NO}, now(country="CN"), []),
        ({"payments": (Payment.BALANCE,)}, now(payments=()), [Why.TAKES]),
        ({"payments": ()}, now(payments=()), []),
        ({"status": Reality.PARTIAL}, now(), [Why.PARTLY_TAKEN]),
    ],
)
def test_the_owners_side_of_the_choice(
    fields: dict[str, Any], situation: Situation, reasons: list[Why]
) -> None:
    plain = {
        "ids": (),
        "payments": (Payment.CREDIT_CARD,),
        "foreign_cards": Foreign.YES,
        "from_elsewhere": Elsewhere.YES,
        "phases": None,
        "status": Reality.REAL,
    }
    one, plan = only(PLANS["mobal-short"], **(plain | fields))
    (way,) = ways(one, plan, situation)

    assert [reason.why for reason in way.reasons] == reasons


def test_a_plan_that_has_ended_has_no_way() -> None:
    ended = with_fields(PLANS["mobal-short"], status=PlanStatus.ENDED)
    found = ways(CATALOG, ended, now())
    none = why_none(found)

    assert fitting(found) == []
    assert none is not None
    assert none.why is Why.PLAN_ENDED


def test_no_way_that_fits_is_said_as_such() -> None:
    none = why_none(ways(CATALOG, PLANS["mobal-short"], now(home="JP", country="CN", payments=("cash",))))

    assert none is not None
    assert none.why is Why.NONE_FITS
    assert why_none(ways(CATALOG, PLANS["povo2-base"], now())) is None


def test_a_way_brings_the_offers_that_are_still_sold() -> None:
    plan = PLANS["povo2-base"]
    ending = with_fields(
        plan,
        offers=tuple(
            with_fields(offer, until=TODAY) if offer.id == "data-24h" else offer for offer in plan.offers
        ),
    )
    sold = {}
    for today in (TODAY, date(2026, 11, 22)):
        way = ways(CATALOG, ending, Situation(phase=Phase.USABLE, today=today))[0]
        sold[today] = [offer.id for offer in way.offers]

    assert list(sold.values()) == [["data-24h", "data-3gb-30d"], ["data-3gb-30d"]]


def test_confidence_is_that_of_the_least_sure_source() -> None:
    by_id = {way.channel.id: way for way in ways(CATALOG, PLANS["povo2-base"], now())}
    his = ways(CATALOG, PLANS["his-jiyujizai"], now())[0]

    assert (by_id["konbini_lawson"].confidence, by_id["konbini_lawson"].unverified) == (
        Confidence.HIGH,
        False,
    )
    assert by_id["paidy"].confidence is Confidence.MEDIUM
    assert (his.confidence, his.unverified) == (Confidence.LOW, True)
    assert Why.NOT_SURE in [reason.why for reason in his.reasons]


def test_reasons_come_worst_first() -> None:
    for plan in (*PLANS.values(), None):
        situation = now(home="JP", country="CN", payments=("credit_card",), cards_from=("CN",), ids=())
        for way in ways(CATALOG, plan, situation):
            order = [
                0 if reason.why.rules_out else 1 if reason.why.casts_doubt else 2 for reason in way.reasons
            ]
            assert order == sorted(order)
