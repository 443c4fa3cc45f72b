"""Which ways fit now, best first: the tables of cases over the shipped catalog."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace as with_fields

from simdesk.catalog.choosing import Situation, Way, ways, why_none
from simdesk.catalog.reading import catalog
from simdesk.catalog.reasons import Why
from simdesk.catalog.terms import (
    Confidence,
    PlanStatus,
)
from simdesk.domain.card import Rule
from simdesk.domain.terms import Basis, EndsBy, Phase

CATALOG = catalog()
PLANS = {plan.id: plan for carrier in CATALOG.carriers for plan in carrier.plans}
HOME = {plan.id: carrier.country for carrier in CATALOG.carriers for plan in carrier.plans}
TODAY = date(2026, 11, 21)
USE = Rule(Basis.USE, "P6M")
EXPIRY = Rule(Basis.EXPIRY, "P60D")


def now(phase: Phase = Phase.USABLE, **fields: Any) -> Situation:
    return Situation(phase=phase, today=TODAY, **fields)


def fitting(found: tuple[Way, ...]) -> list[str]:
    return [way.channel.id for way in found if way.fits]


SUPPORT, NOBODY = EndsBy.SUPPORT_ONLY, EndsBy.NOBODY


def at(country: str, phase: Phase = Phase.USABLE, **fields: Any) -> Situation:
    """An owner in *country*, with a card in *phase*."""
    return now(phase, country=country, **fields)


@pytest.mark.parametrize(
    ("plan_id", "situation", "expected"),
    [
        (
            "povo2-base",
            at("JP", languages=["en"]),
            "official_app official_site konbini_lawson paidy prepaid_sheet auto_renewal friend",
        ),
        ("povo2-base", at("JP", payments=["cash"]), "konbini_lawson prepaid_sheet friend"),
        (
            "povo2-base",
            at("TW"),
            "official_app friend official_site konbini_lawson prepaid_sheet auto_renewal",
        ),
        (
            "povo2-base",
            at("CN", languages=["zh_CN"], payments=["credit_card"], cards_from=["CN"]),
            "official_app friend official_site auto_renewal",
        ),
        ("povo2-base", at("JP", Phase.SUSPENDED, way_out=SUPPORT, payments=["cash"]), "chat"),
        ("povo2-base", at("CN", Phase.SUSPENDED, way_out=SUPPORT, languages=["ja"]), "chat"),
        ("povo2-data-only", at("CN"), "chat official_app"),
        ("sb-simple-style", at("JP"), "official_site"),
        ("sb-simple-style", at("JP", Phase.RECEIVE_ONLY), "official_site"),
        ("sb-simple-style", at("CN", Phase.RECEIVE_ONLY, languages=["zh_CN"]), "official_site"),
        ("sb-simple-style", at("CN", Phase.RECEIVE_ONLY, payments=["alipay"]), Why.NONE_FITS),
        (
            "docomo-postpaid",
            at("JP", Phase.OVERDUE, payments=["cash"]),
            "konbini_other atm post_office carrier_shop bank_transfer telephone friend",
        ),
        (
            "docomo-postpaid",
            at("CN", Phase.OVERDUE, payments=["credit_card"], cards_from=["CN"]),
            "card_on_file official_site official_app telephone",
        ),
        (
            "docomo-postpaid",
            at("JP", languages=["en"]),
            (
                "card_on_file official_site konbini_other payeasy atm post_office"
                " official_app carrier_shop bank_transfer direct_debit telephone friend"
            ),
        ),
        ("docomo-number-storage", at("JP", Phase.STORED, languages=["zh_CN"]), "official_site carrier_shop"),
        ("docomo-number-storage", at("CN", Phase.STORED), "official_site"),
        ("docomo-prepaid", at("JP"), Why.PLAN_ENDED),
        ("ahamo", at("CN", Phase.OVERDUE), "card_on_file official_site direct_debit chat official_app"),
        (
            "au-postpaid",
            at("JP", Phase.OVERDUE, payments=["cash"], languages=["zh_CN"]),
            "carrier_shop kiosk konbini_other atm telephone friend",
        ),
        (
            "au-postpaid",
            at("JP", Phase.OVERDUE, languages=["zh_TW"]),
            (
                "card_on_file official_site direct_debit carrier_shop kiosk"
                " official_app konbini_other payeasy atm telephone friend"
            ),
        ),
        (
            "au-postpaid",
            at("TW", Phase.OVERDUE, languages=["zh_TW"]),
            "card_on_file official_site direct_debit friend official_app payeasy telephone",
        ),
        ("au-suspend", at("JP", Phase.STORED), "carrier_shop"),
        ("au-suspend", at("CN", Phase.STORED), Why.NONE_FITS),
        ("uq-postpaid", at("JP", Phase.OVERDUE, payments=["cash"]), "konbini_other friend"),
        ("sb-postpaid", at("JP", Phase.OVERDUE, payments=["paypay"]), "official_app paypay friend"),
        ("linemo-best", at("CN", Phase.OVERDUE), "card_on_file direct_debit"),
        (
            "gtn-voice",
            at("JP", Phase.OVERDUE, payments=["cash"], languages=["zh_CN"]),
            (
                "konbini_711 official_app konbini_familymart"
                " konbini_lawson konbini_ministop konbini_other friend"
            ),
        ),
        ("gtn-voice", at("CN", Phase.OVERDUE, payments=["cash"]), "friend"),
        ("mobal-short", at("CN", payments=["alipay"]), "official_site alipay"),
        ("mobal-short", at("CN", payments=["cash"]), Why.NONE_FITS),
        (
            "mobal-voice-only",
            at("JP", Phase.OVERDUE, payments=["cash"]),
            "konbini_711 konbini_lawson konbini_familymart konbini_ministop konbini_other",
        ),
        (
            "mobal-voice-only",
            at("CN", Phase.OVERDUE, payments=["credit_card"], cards_from=["CN"]),
            "official_site",
        ),
        (
            "sakura-voice-data",
            at("JP", Phase.OVERDUE, payments=["cash"], languages=["en"]),
            "konbini_lawson konbini_familymart konbini_ministop email friend",
        ),
        (
            "sakura-voice-data",
            at("TW", Phase.OVERDUE, languages=["en"], cards_from=["TW"]),
            "card_on_file email friend",
        ),
        ("his-jiyujizai", at("JP", Phase.OVERDUE), "card_on_file official_site"),
        (
            "iijmio-voice",
            at("JP", Phase.OVERDUE, languages=["zh_CN"]),
            "card_on_file konbini_other official_site friend",
        ),
        ("iijmio-prepaid", at("US"), "amazon_jp"),
        ("linksmate-lp", at("CN", languages=["zh_CN"]), "official_site bank_transfer friend"),
        ("rakuten-saikyo", at("CN", payments=[]), "telephone call_out text_out mobile_data"),
        ("nts-290", at("JP", Phase.SUSPENDED, languages=["en"]), "card_on_file official_site"),
        ("bmobile-visitor", at("JP"), "official_site"),
        ("bmobile-visitor", at("CN"), Why.NONE_FITS),
        ("giffgaff-payg", at("CN", payments=[]), "text_out call_out mobile_data telephone"),
        (
            "giffgaff-payg",
            at("CN", payments=["paypal"]),
            "text_out official_app paypal call_out mobile_data telephone",
        ),
        ("ee-payg", at("GB", Phase.SUSPENDED, way_out=SUPPORT), "telephone"),
        ("ee-payg", at("GB", Phase.SUSPENDED, way_out=NOBODY), Why.NO_WAY_BACK),
        ("voxi-payg", at("FR", Phase.SUSPENDED, way_out=SUPPORT), "chat"),
        ("onep-payg", at("CN"), "text_out official_site call_out mobile_data"),
        ("tello-payg", at("US"), "text_out official_site paypal"),
        ("tello-payg", at("JP", payments=["paypal"]), "official_site paypal"),
        (
            "ultra-paygo",
            at("CN", Phase.SUSPENDED, languages=["zh_CN"], payments=["credit_card"], cards_from=["CN"]),
            "official_site telephone",
        ),
        ("skinny-prepaid", at("NZ", Phase.SUSPENDED), "prepaid_sheet"),
        ("clubsim-pack", at("CN", languages=["zh_CN"]), "official_app auto_renewal"),
        ("google-voice-free", at("CN"), "official_app official_site"),
        ("calendar-365", at("JP"), Why.NONE_KNOWN),
        ("tourist-data-generic", at("JP"), Why.CANNOT_BE_EXTENDED),
        ("mobal-short", at("JP", Phase.LOST, way_out=NOBODY), Why.NUMBER_LOST),
    ],
)
def test_the_ways_that_fit_in_their_order(plan_id: str, situation: Situation, expected: str | Why) -> None:
    """*expected*: every channel that fits, the best first, or why none does."""
    found = ways(CATALOG, PLANS[plan_id], replace(situation, home=HOME[plan_id]))
    none = why_none(found)

    if isinstance(expected, Why):
        assert (fitting(found), none and none.why) == ([], expected)
    else:
        assert (fitting(found), none) == (expected.split(), None)


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
