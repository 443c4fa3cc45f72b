"""What an owner may say over the small catalog of ``catalog_making``."""

from datetime import UTC, date, datetime

from simdesk.catalog.model import (
    Carrier,
    Channel,
    Offer,
    Plan,
    PlanChannel,
    Step,
)
from simdesk.catalog.own import (
    OwnCarrier,
    OwnChannel,
    OwnGuide,
    OwnOffer,
    OwnPlan,
    OwnRule,
    in_one_language,
    own_claim,
)
from simdesk.catalog.terms import Group, PlanKind, PlanStatus, Reality
from simdesk.domain.card import Rule
from simdesk.domain.money import Money
from simdesk.domain.terms import Basis, Extends, Form

NOON = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
CLAIMS = (own_claim(date(2026, 11, 21)),)
WORDS = in_one_language


def own_rule(plan: str = "acme-one", length: str = "P90D", changed: datetime = NOON) -> OwnRule:
    """Return the rule that a top-up lasts *length*."""
    rule = Rule(Basis.EXPIRY, length)
    return OwnRule(changed=changed, plan=plan, rule=rule, text=WORDS("as I know it"), over="2026-11-21")


def own_offer(offer_id: str = "own-offer", amount: str = "1000", plan: str = "acme-one") -> OwnOffer:
    """Return an offer of a thousand yen."""
    offer = Offer(
        id=offer_id,
        name=WORDS("Small top-up"),
        gives=WORDS("30 days"),
        extends=Extends.NUMBER,
        paid=True,
        claims=CLAIMS,
        price=Money(amount, "JPY"),
    )
    return OwnOffer(changed=NOON, plan=plan, offer=offer)


def own_guide(channel: str = "official_site", plan: str = "acme-one", step: str = "My step") -> OwnGuide:
    """Return a guide of one step."""
    guide = PlanChannel(channel=channel, claims=CLAIMS, steps=(Step(WORDS(step)),))
    return OwnGuide(changed=NOON, plan=plan, guide=guide)


def own_channel(channel_id: str = "own-corner") -> OwnChannel:
    """Return a shop at the corner."""
    channel = Channel(
        id=channel_id,
        group=Group.IN_PERSON,
        name=WORDS("Corner shop"),
        summary=WORDS("The shop at the corner"),
        status=Reality.REAL,
        steps=(Step(WORDS("Go there")),),
        claims=CLAIMS,
    )
    return OwnChannel(changed=NOON, channel=channel)


def own_carrier(name: str = "Corner Mobile", carrier_id: str = "own-corner-mobile") -> OwnCarrier:
    """Return a carrier that nobody else knows."""
    carrier = Carrier(
        id=carrier_id,
        name=WORDS(name),
        country="JP",
        timezone="Asia/Tokyo",
        hosts=("corner.example",),
        plans=(),
    )
    return OwnCarrier(changed=NOON, carrier=carrier)


def own_plan(
    name: str = "Corner Plan", plan_id: str = "own-corner-plan", carrier: str = "own-corner-mobile"
) -> OwnPlan:
    """Return a plan that lasts a month."""
    plan = Plan(
        id=plan_id,
        name=WORDS(name),
        form=(Form.PHYSICAL,),
        kind=PlanKind.PREPAID,
        status=PlanStatus.ACTIVE,
        rule=Rule(Basis.PAYMENT, "P1M"),
        rule_text=WORDS("a month"),
        claims=CLAIMS,
    )
    return OwnPlan(changed=NOON, carrier=carrier, plan=plan)
