"""What the owner knows better lies over what is shipped, and comes off again."""

from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from simdesk.catalog.choosing import Situation, ways
from simdesk.catalog.model import Offer, Plan, UsualAct
from simdesk.catalog.overlay import with_own
from simdesk.catalog.own import (
    Check,
    OwnCarrier,
    OwnCatalog,
    OwnChannel,
    OwnOffer,
    OwnPlan,
    OwnRule,
    drop,
    is_own_id,
    new_own_id,
    put,
)
from simdesk.catalog.own_faults import faults, strays
from simdesk.catalog.proving import read_catalog
from simdesk.catalog.reading import catalog
from simdesk.catalog.whole import Catalog
from simdesk.domain.card import Funding, Rule
from simdesk.domain.money import Money
from simdesk.domain.terms import Basis, Kind, Phase
from simdesk.errors import Damage
from simdesk.wording.sources import known_from
from tests.core.catalog_making import CARRIER, folder
from tests.core.making import day
from tests.core.own_making import (
    NOON,
    WORDS,
    own_carrier,
    own_channel,
    own_guide,
    own_offer,
    own_plan,
    own_rule,
)

NOTHING = OwnCatalog()


@pytest.fixture
def shipped(tmp_path: Path) -> Catalog:
    """A catalog of one carrier, Acme, with one plan."""
    return read_catalog(folder(tmp_path, CARRIER))


def plan_of(known: Catalog) -> Plan:
    plan = known.plan_by_id("acme-one")
    assert plan is not None
    return plan


def test_without_anything_of_the_owners_it_is_the_shipped_catalog(shipped: Catalog) -> None:
    assert with_own(shipped, NOTHING) is shipped
    assert shipped.shipped is shipped


def test_a_rule_of_the_owners_stands_over_the_shipped_one_and_comes_off(shipped: Catalog) -> None:
    own = put(NOTHING, own_rule())
    plan = plan_of(with_own(shipped, own))

    assert plan.rule == Rule(Basis.EXPIRY, "P90D", plan_version="own 2026-11-21T10:00:00Z")
    assert (plan.rule_text.ja, plan.claims[0].source) == ("as I know it", None)
    assert plan_of(with_own(shipped, own).shipped).rule.valid_for == "P60D"
    assert plan_of(with_own(shipped, drop(own, OwnRule, "acme-one"))) is plan_of(shipped)


def test_a_later_change_of_ones_rule_is_another_version(shipped: Catalog) -> None:
    own = put(NOTHING, own_rule(), own_rule(length="P120D", changed=NOON + timedelta(hours=1)))

    assert len(own.rules) == 1
    assert plan_of(with_own(shipped, own)).rule.plan_version == "own 2026-11-21T11:00:00Z"


def test_an_offer_is_added_changed_and_put_away(shipped: Catalog) -> None:
    added = with_own(shipped, put(NOTHING, own_offer()))
    changed = with_own(shipped, put(NOTHING, own_offer("top-up", "3300")))
    away = with_own(shipped, put(NOTHING, OwnOffer(changed=NOON, plan="acme-one", gone="top-up")))

    assert offers(added) == [("top-up", "3000"), ("own-offer", "1000")]
    assert offers(changed) == [("top-up", "3300")]
    assert (offers(away), plan_of(away).usual_offer) == ([], None)
    assert plan_of(changed).usual_offer == "top-up"


def offers(known: Catalog) -> list[tuple[str, str]]:
    return [(one.id, "" if one.price is None else one.price.amount) for one in plan_of(known).offers]


def test_an_offer_of_the_owners_is_sold_where_the_plans_offers_are(shipped: Catalog) -> None:
    known = with_own(shipped, put(NOTHING, own_offer()))
    way = ways(known, plan_of(known), Situation(phase=Phase.USABLE, today=day("2026-11-21")))[0]

    assert [offer.id for offer in way.offers] == ["top-up", "own-offer"]


def test_steps_of_the_owners_leave_the_rest_of_a_guide_as_it_is(shipped: Catalog) -> None:
    known = with_own(shipped, put(NOTHING, own_guide()))
    (channel,) = known.channels_of(plan_of(known))

    assert [step.text.en for step in channel.steps] == ["My step"]
    assert (channel.minutes, plan_of(known).channels[0].offers) == (5, ("top-up",))
    assert [claim.how for claim in channel.claims] == ["owner"]
    assert known_from(channel) == ("your own word of 21 Nov 2026", "confidence high")


def test_a_plan_takes_a_channel_of_the_owners(shipped: Catalog) -> None:
    own = put(NOTHING, own_channel(), own_guide("own-corner"))
    known = with_own(shipped, own)

    assert [one.id for one in known.channels_of(plan_of(known))] == ["official_site", "own-corner"]
    assert [one.id for one in known.channels] == ["official_site", "chat", "own-corner"]
    assert drop(own, OwnChannel, "own-corner") == NOTHING


def test_a_carrier_of_the_owners_is_found_by_its_name_and_former_names(shipped: Catalog) -> None:
    own = put(NOTHING, own_carrier(), own_plan())
    own = put(own, own_carrier("Corner Tel"), own_plan("Corner Flat"))
    known = with_own(shipped, own)

    for carrier_text, plan_text in (
        ("Corner Tel", "Corner Flat"),
        ("corner mobile", "corner plan"),
        ("", "Corner Plan"),
    ):
        carrier, plan = known.resolve(carrier_text, plan_text)
        assert (carrier and carrier.id, plan and plan.id) == ("own-corner-mobile", "own-corner-plan")
        assert carrier is not None
        assert plan is not None
        assert (known.card_text(carrier), known.card_text(plan)) == ("Corner Tel", "Corner Flat")
        assert plan.rule.plan_version == "own 2026-11-21T10:00:00Z"


def test_back_to_a_former_name_leaves_no_alias_of_it(shipped: Catalog) -> None:
    own = put(NOTHING, own_carrier("One"), own_carrier("Two"), own_carrier("One"))

    assert own.carriers[0].carrier.aliases == ("Two",)


def test_what_is_shipped_is_named_by_its_id(shipped: Catalog) -> None:
    assert shipped.card_text(shipped.carriers[0]) == "acme"
    assert shipped.card_text(plan_of(shipped)) == "acme-one"


def test_a_plan_of_the_owners_joins_a_shipped_carrier(shipped: Catalog) -> None:
    known = with_own(shipped, put(NOTHING, own_plan(carrier="acme")))
    carrier, plan = known.resolve("acme", "Corner Plan")

    assert carrier is not None
    assert plan is not None
    assert [one.id for one in carrier.plans] == ["acme-one", "own-corner-plan"]
    assert known.carrier_of(plan) is carrier
    assert known.channels_of(plan) == known.channels


def test_with_a_carrier_its_plans_go_and_what_hangs_on_them() -> None:
    own = put(NOTHING, own_carrier(), own_plan(), own_rule("own-corner-plan"))
    own = put(own, own_offer(plan="own-corner-plan"), own_guide(plan="own-corner-plan"))
    own = put(own, Check(changed=NOON, plan="own-corner-plan", on=day("2026-11-21"), rule="x"))

    assert drop(own, OwnCarrier, "own-corner-mobile") == NOTHING
    assert drop(own, OwnPlan, "own-corner-plan") == put(NOTHING, own_carrier())
    assert drop(own, OwnRule, "another") is own


def test_with_a_channel_goes_what_a_plan_of_ones_own_says_of_it() -> None:
    plan = replace(
        own_plan().plan,
        channels=(own_guide("own-corner").guide,),
        usual_act=UsualAct(Kind.PURCHASE, "own-corner"),
    )
    own = put(NOTHING, own_channel(), own_carrier(), replace(own_plan(), plan=plan))

    assert drop(own, OwnChannel, "own-corner") == put(NOTHING, own_carrier(), own_plan())


def test_records_whose_plan_is_gone_are_kept_and_lie_idle(shipped: Catalog) -> None:
    own = put(
        NOTHING,
        own_rule("gone-plan"),
        own_offer(plan="gone-plan"),
        own_guide(plan="gone-plan"),
        own_guide("gone_channel"),
        own_plan(carrier="gone"),
        Check(changed=NOON, plan="gone-plan", on=day("2026-11-21"), rule="x"),
    )
    known = with_own(shipped, own)

    assert plan_of(known) == plan_of(shipped)
    assert known.plan_by_id("own-corner-plan") is None
    assert sorted((damage, place, value) for damage, place, value in strays(shipped, own)) == [
        (Damage.NOT_IN_LIST, "$.checks[0].plan", "gone-plan"),
        (Damage.NOT_IN_LIST, "$.guides[0].plan", "gone-plan"),
        (Damage.NOT_IN_LIST, "$.guides[1].guide.channel", "gone_channel"),
        (Damage.NOT_IN_LIST, "$.offers[0].plan", "gone-plan"),
        (Damage.NOT_IN_LIST, "$.plans[0].carrier", "gone"),
        (Damage.NOT_IN_LIST, "$.rules[0].plan", "gone-plan"),
    ]


def test_no_page_is_opened_but_at_the_carriers_hosts(shipped: Catalog) -> None:
    guide = own_guide()
    strange = replace(guide, guide=replace(guide.guide, address="https://evil.example/pay"))
    page = replace(own_plan(carrier="acme").plan, page="https://evil.example/rule")
    own = put(NOTHING, strange, replace(own_plan(carrier="acme"), plan=page))
    known = with_own(shipped, own)

    assert known.channels_of(plan_of(known))[0].address is None
    assert [one.page for one in known.carriers[0].plans] == [None, None]
    assert list(strays(shipped, own)) == [
        (Damage.RULE, "$.plans[0].plan.page", "https://evil.example/rule"),
        (Damage.RULE, "$.guides[0].guide.address", "https://evil.example/pay"),
    ]


def test_what_the_owner_names_is_found(shipped: Catalog) -> None:
    plan = replace(own_plan().plan, usual_offer="own-offer", usual_act=UsualAct(Kind.PURCHASE, "chat"))
    own = put(NOTHING, own_carrier(), replace(own_plan(), plan=plan))
    own = put(own, own_offer(plan="own-corner-plan"), own_guide("chat", plan="own-corner-plan"))
    known = with_own(shipped, own).plan_by_id("own-corner-plan")

    assert list(strays(shipped, own)) == []
    assert known is not None
    assert (known.usual_offer, known.usual_act) == ("own-offer", UsualAct(Kind.PURCHASE, "chat"))


def test_names_that_are_taken_are_told(shipped: Catalog) -> None:
    own = put(NOTHING, own_carrier("アクメ"), own_plan("One", carrier="acme"))

    assert list(strays(shipped, own)) == [
        (Damage.NAME_TAKEN, "$.carriers[0].carrier.name", "アクメ"),
        (Damage.NAME_TAKEN, "$.plans[0].plan.name", "One"),
    ]
    carrier, _plan = with_own(shipped, own).resolve("アクメ", "")
    assert carrier is not None
    assert is_own_id(carrier.id)


def test_no_name_of_the_owners_takes_a_shipped_id_away() -> None:
    giffgaff = catalog().carrier("giffgaff")
    assert giffgaff is not None
    whole = with_own(
        catalog(),
        put(OwnCatalog(), own_carrier("giffgaff"), own_plan("giffgaff-payg")),
    )

    assert whole.resolve("giffgaff", "giffgaff-payg") == (giffgaff, giffgaff.plans[0])
    assert whole.resolve("", "giffgaff-payg") == (giffgaff, giffgaff.plans[0])
    assert whole.resolve("Giffgaff", "giffgaff-payg")[1] == whole.plan_by_id("own-corner-plan")


@pytest.mark.parametrize(
    ("own", "fault"),
    [
        (
            OwnCatalog(rules=(own_rule(), own_rule())),
            (Damage.DUPLICATE_ID, "$.rules[1]", "acme-one"),
        ),
        (
            OwnCatalog(carriers=(own_carrier(carrier_id="corner"),)),
            (Damage.RULE, "$.carriers[0].carrier.id", "corner"),
        ),
        (
            OwnCatalog(plans=(own_plan("!!!"),)),
            (Damage.MISSING_VALUE, "$.plans[0].plan.name", "!!!"),
        ),
        (
            OwnCatalog(
                carriers=(
                    replace(own_carrier(), carrier=replace(own_carrier().carrier, timezone="Asia/Edo")),
                )
            ),
            (Damage.UNKNOWN_ZONE, "$.carriers[0].carrier.timezone", "Asia/Edo"),
        ),
    ],
)
def test_what_cannot_be_taken_is_named(own: OwnCatalog, fault: tuple[Damage, str, str]) -> None:
    assert list(faults(own)) == [fault]


def test_a_currency_must_exist() -> None:
    offer = own_offer().offer
    assert isinstance(offer, Offer)
    assert offer.price is not None
    strange = replace(offer, price=replace(offer.price, currency="XXX"))
    own = put(NOTHING, OwnOffer(changed=NOON, plan="acme-one", offer=strange))

    assert list(faults(own)) == [(Damage.UNKNOWN_CURRENCY, "$.offers[0].offer.price.currency", "XXX")]


def test_no_price_and_no_fee_is_below_nothing() -> None:
    offer = own_offer(amount="-5")
    rule = own_rule()
    fee = replace(rule, rule=Rule(Basis.BILLING, funding=Funding(Money("-0.5", "JPY"), "P1M")))

    assert list(faults(put(NOTHING, offer, fee))) == [
        (Damage.NOT_AN_AMOUNT, "$.rules[0].rule.funding.fee.amount", "-0.5"),
        (Damage.NOT_AN_AMOUNT, "$.offers[0].offer.price.amount", "-5"),
    ]


def test_an_offer_is_there_or_gone() -> None:
    with pytest.raises(ValueError, match="there or gone"):
        OwnOffer(changed=NOON, plan="acme-one")


def test_no_shipped_id_is_taken_for_the_owners() -> None:
    known = catalog()
    ids = [carrier.id for carrier in known.carriers] + [channel.id for channel in known.channels]
    ids += [plan.id for carrier in known.carriers for plan in carrier.plans]

    assert [one for one in ids if is_own_id(one)] == []
    assert is_own_id(new_own_id())


def test_words_typed_once_are_said_in_every_language() -> None:
    assert set(WORDS("hello").every()) == {"hello"}


def test_every_shipped_plan_can_be_laid_over() -> None:
    known = catalog()
    own = NOTHING
    for carrier in known.carriers:
        for plan in carrier.plans:
            own = put(own, own_rule(plan.id))
            for channel in plan.channels:
                own = put(own, own_guide(channel.channel, plan.id))
    laid = with_own(known, own)

    assert list(strays(known, own)) == []
    assert all(plan.rule.valid_for == "P90D" for carrier in laid.carriers for plan in carrier.plans)
