"""Why a way fits or does not: the reasons of each, worst first."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from msgspec import UNSET
from msgspec.structs import replace as with_fields

from simdesk.catalog.choosing import Situation, Way, ways, why_none
from simdesk.catalog.model import Channel, Claim, Plan
from simdesk.catalog.reading import catalog
from simdesk.catalog.reasons import Why
from simdesk.catalog.terms import (
    Confidence,
    Elsewhere,
    Foreign,
    Group,
    How,
    Identity,
    Payment,
    Reality,
)
from simdesk.catalog.whole import Catalog
from simdesk.domain.card import Rule
from simdesk.domain.terms import Basis, EndsBy, Phase

CATALOG = catalog()
PLANS = {plan.id: plan for carrier in CATALOG.carriers for plan in carrier.plans}
HOME = {plan.id: carrier.country for carrier in CATALOG.carriers for plan in carrier.plans}
TODAY = date(2026, 11, 21)
USE = Rule(Basis.USE, "P6M")
EXPIRY = Rule(Basis.EXPIRY, "P60D")
BARE: dict[str, Any] = dict.fromkeys(
    ("payments", "foreign_cards", "from_elsewhere", "phases", "status", "languages", "steps"), UNSET
)
SURE = (Claim("https://example.org/", None, TODAY, How.STORED_COPY, Confidence.HIGH),)
UNSURE = (with_fields(SURE[0], confidence=Confidence.LOW),)
FIXED = Rule(Basis.FIXED, "P30D")


def now(phase: Phase = Phase.USABLE, **fields: Any) -> Situation:
    return Situation(phase=phase, today=TODAY, **fields)


def why(found: tuple[Way, ...], channel: str) -> list[Why]:
    return next([reason.why for reason in way.reasons] for way in found if way.channel.id == channel)


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


def test_what_runs_by_itself_is_nobodys_first_way_with_a_carrier_nobody_knows() -> None:
    """In cash and from elsewhere little else would fit, and a guess must not be that."""
    situation = now(home="CN", country="JP", payments=("cash",))
    fitting = [way.channel.group for way in ways(CATALOG, None, replace(situation, rule=EXPIRY)) if way.fits]

    assert Group.BY_ITSELF in fitting
    assert fitting[0] is not Group.BY_ITSELF


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
        ("konbini_711", now(home="JP", languages=["en"]), [Why.OWN_CARRIER, Why.ONLY_LANGUAGES]),
        # Japan's telephones are spoken of, and this carrier may be anybody's.
        ("telephone", now(home="GB", languages=["en"]), [Why.OWN_CARRIER]),
    ],
)
def test_what_rules_a_generic_guide_out(channel: str, situation: Situation, reasons: list[Why]) -> None:
    assert why(ways(CATALOG, None, situation), channel) == reasons


def only(plan: Plan, **fields: Any) -> tuple[Catalog, Plan]:
    """A catalog of one channel with *fields*, and the plan that takes just that one."""
    channel: Channel = with_fields(CATALOG.channels[0], **fields)
    own = with_fields(PLANS["mobal-short"].channels[0], channel=channel.id)
    one = with_fields(plan, channels=(with_fields(own, **BARE),), usual_act=None)
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
        ({"languages": ("ja", "zh")}, now(languages=["zh_TW"]), [Why.IN_LANGUAGE]),
        ({"languages": ("zh_CN",)}, now(languages=["zh_TW"]), [Why.IN_LANGUAGE]),
        ({"languages": ("ja",)}, now(languages=["zh_TW"]), [Why.ONLY_LANGUAGES]),
        ({"languages": ("ja",)}, now(languages=["en", "ja"]), [Why.IN_LANGUAGE]),
        ({"languages": ("ja",)}, now(), []),
        ({"languages": ()}, now(languages=["en"]), []),
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


def made(*channels: dict[str, Any], **fields: Any) -> tuple[Catalog, Plan]:
    """A catalog of channels that differ from a plain one in what is given, and the plan that takes them."""
    plain = {"status": Reality.REAL, "phases": None, "languages": (), "payments": (), "countries": ()}
    guides = tuple(
        with_fields(CATALOG.channels[0], **(plain | {"claims": SURE} | channel)) for channel in channels
    )
    own = with_fields(PLANS["mobal-short"].channels[0], **BARE)
    taken = tuple(with_fields(own, channel=guide.id, claims=guide.claims or SURE) for guide in guides)
    known: dict[str, Any] = {"channels": taken, "usual_act": None, "offers": ()} | fields
    return Catalog("2026-11-21", (), guides), with_fields(PLANS["mobal-short"], **known)


@pytest.mark.parametrize(
    ("channels", "situation", "expected"),
    [
        # A language is a tie-break: it never lets a way pass that is surer.
        (
            [{"id": "a", "languages": ("ja",)}, {"id": "b", "languages": ("zh",)}],
            {"languages": ["zh_CN"]},
            "b a",
        ),
        ([{"id": "a", "languages": ("ja",)}, {"id": "b"}], {"languages": ["en"]}, "b a"),
        ([{"id": "a"}, {"id": "b", "languages": ("en", "ja")}], {"languages": ["en"]}, "b a"),
        ([{"id": "a", "languages": ("ja",)}, {"id": "b", "languages": ("zh",)}], {}, "a b"),
        (
            [{"id": "a", "languages": ("zh",), "status": Reality.PARTIAL}, {"id": "b", "languages": ("ja",)}],
            {"languages": ["zh_TW"]},
            "b a",
        ),
        # A friend comes last for whoever is there, and behind what is as sure for whoever is not.
        (
            [{"id": "a", "group": Group.PEOPLE}, {"id": "b", "status": Reality.PARTIAL}],
            {"country": "JP"},
            "b a",
        ),
        ([{"id": "a", "group": Group.PEOPLE}, {"id": "b"}], {}, "b a"),
        ([{"id": "a", "group": Group.PEOPLE}, {"id": "b", "status": Reality.PARTIAL}], {}, "a b"),
        # Less sure comes behind.
        ([{"id": "a", "claims": UNSURE}, {"id": "b"}], {}, "b a"),
        ([{"id": "a", "status": Reality.NOT_KNOWN}, {"id": "b", "status": Reality.ENDED}], {}, Why.NONE_FITS),
        # Only people can lift it.
        ([{"id": "a"}, {"id": "b", "staffed": True}], {"way_out": EndsBy.SUPPORT_ONLY}, "b"),
        ([{"id": "a"}, {"id": "b"}], {"way_out": EndsBy.SUPPORT_ONLY}, Why.SUPPORT_ONLY),
        ([{"id": "a", "staffed": True}], {"way_out": EndsBy.NOBODY}, Why.NO_WAY_BACK),
        (
            [{"id": "a", "phases": (Phase.SUSPENDED,)}],
            {"phase": Phase.SUSPENDED, "way_out": EndsBy.NOBODY},
            Why.NO_WAY_BACK,
        ),
        ([{"id": "a", "staffed": True}], {"phase": Phase.PORT_OUT_ONLY}, Why.PORT_OUT_ONLY),
        # What ends on a fixed day is extended by nothing, but a guide made for its phase is one.
        ([{"id": "a", "phases": (Phase.STORED,)}, {"id": "b"}], {"phase": Phase.STORED, "rule": FIXED}, "a"),
        ([{"id": "a", "phases": (Phase.STORED,)}], {"rule": FIXED}, Why.CANNOT_BE_EXTENDED),
        ([{"id": "a"}], {"rule": FIXED}, Why.CANNOT_BE_EXTENDED),
        ([], {}, Why.NONE_KNOWN),
        ([], {"phase": Phase.LOST}, Why.NUMBER_LOST),
    ],
)
def test_the_order_of_made_up_ways(
    channels: list[dict[str, Any]], situation: dict[str, Any], expected: str | Why
) -> None:
    known, plan = made(*channels)
    if not channels:
        known = Catalog("2026-11-21", (), CATALOG.channels)
    case: dict[str, Any] = {"phase": Phase.USABLE, "today": TODAY, "home": "JP"} | situation
    found = ways(known, plan, Situation(**case))
    none = why_none(found)

    assert (expected if none is None else none.why) == expected
    assert [way.channel.id for way in found if way.fits] == (
        [] if isinstance(expected, Why) else expected.split()
    )


def test_reasons_come_worst_first() -> None:
    for plan in (*PLANS.values(), None):
        situation = now(home="JP", country="CN", payments=("credit_card",), cards_from=("CN",), ids=())
        for way in ways(CATALOG, plan, situation):
            order = [
                0 if reason.why.rules_out else 1 if reason.why.casts_doubt else 2 for reason in way.reasons
            ]
            assert order == sorted(order)
