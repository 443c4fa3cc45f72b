"""What is wrong with the owner's own catalog: in itself, and beside what is shipped."""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from simdesk.catalog.model import Offer, Plan
from simdesk.catalog.overlay import with_own
from simdesk.catalog.own import OwnCarrier, OwnCatalog, OwnPlan, is_own_id
from simdesk.catalog.shape import misshapen
from simdesk.catalog.soundness import (
    Fault,
    carrier_faults,
    guide_faults,
    plan_faults,
    repeated,
)
from simdesk.catalog.spelling import spelling
from simdesk.catalog.text import Text
from simdesk.catalog.whole import Catalog, spellings
from simdesk.domain.card import Rule
from simdesk.domain.money import CURRENCIES, Money
from simdesk.errors import Damage

_SHELVES = ("carriers", "plans", "channels", "rules", "offers", "guides", "checks")


def faults(own: OwnCatalog) -> Iterator[Fault]:
    """Yield what makes *own* one that cannot be taken, whatever is shipped."""
    yield from misshapen(own, "$")
    for shelf in _SHELVES:
        yield from repeated([" ".join(one.key) for one in getattr(own, shelf)], f"$.{shelf}[{{}}]")
    for index, carrier in enumerate(own.carriers):
        yield from _of_carrier(carrier, f"$.carriers[{index}].carrier")
    for index, plan in enumerate(own.plans):
        yield from _of_plan(plan.plan, f"$.plans[{index}].plan")
    for index, channel in enumerate(own.channels):
        yield from _named(channel.channel.id, channel.channel.name, f"$.channels[{index}].channel")
    for index, rule in enumerate(own.rules):
        yield from _of_rule(rule.rule, f"$.rules[{index}].rule")
    for index, offer in enumerate(own.offers):
        if offer.offer is not None:
            yield from _of_offer(offer.offer, f"$.offers[{index}].offer")


def strays(shipped: Catalog, own: OwnCatalog) -> Iterator[Fault]:
    """Yield what of *own* names something that is not there, or takes a name that is taken.

    A record of what is not there is kept and lies idle: another version of SimDesk may know what it is
    about. A name that is taken stands for the owner's, an id for what is shipped.
    """
    whole = with_own(shipped, own)
    yield from _names_taken(own.carriers, own.plans, whole)
    channels = frozenset(channel.id for channel in whole.channels)
    carriers = {carrier.id: carrier for carrier in whole.carriers}
    for index, one in enumerate(own.plans):
        if one.carrier not in carriers:
            yield Damage.NOT_IN_LIST, f"$.plans[{index}].carrier", one.carrier
        else:
            tariff = _with_records(one.plan, own)
            yield from plan_faults(tariff, carriers[one.carrier], f"$.plans[{index}].plan", channels)
    for shelf in ("rules", "offers", "guides", "checks"):
        for index, record in enumerate(getattr(own, shelf)):
            if whole.plan_by_id(record.plan) is None:
                yield Damage.NOT_IN_LIST, f"$.{shelf}[{index}].plan", record.plan
    yield from _of_offers_gone(shipped, own)
    for index, guide in enumerate(own.guides):
        plan = whole.plan_by_id(guide.plan)
        if plan is not None:
            offers = [offer.id for offer in plan.offers]
            offers += [gone.gone for gone in own.offers if gone.plan == plan.id and gone.gone is not None]
            place = f"$.guides[{index}].guide"
            yield from guide_faults(guide.guide, whole.carrier_of(plan), place, channels, offers)


def _with_records(plan: Plan, own: OwnCatalog) -> Plan:
    """Return a plan of the owner's with the offers and channels that are records of their own."""
    offers = [one.offer for one in own.offers if one.plan == plan.id and one.offer is not None]
    guides = [one.guide for one in own.guides if one.plan == plan.id]
    taken = {one.channel for one in plan.channels}
    return replace(
        plan,
        offers=(*plan.offers, *(one for one in offers if plan.offer(one.id) is None)),
        channels=(*plan.channels, *(one for one in guides if one.channel not in taken)),
    )


def _of_offers_gone(shipped: Catalog, own: OwnCatalog) -> Iterator[Fault]:
    for index, one in enumerate(own.offers):
        plan = shipped.plan_by_id(one.plan)
        if one.gone is not None and plan is not None and plan.offer(one.gone) is None:
            yield Damage.NOT_IN_LIST, f"$.offers[{index}].gone", one.gone


def _names_taken(carriers: Iterable[OwnCarrier], plans: Iterable[OwnPlan], whole: Catalog) -> Iterator[Fault]:
    for index, own in enumerate(carriers):
        names = spellings(own.carrier.id, own.carrier.name, own.carrier.aliases)
        others = (one for one in whole.carriers if one.id != own.carrier.id)
        if any(names & spellings(one.id, one.name, one.aliases) for one in others):
            yield Damage.NAME_TAKEN, f"$.carriers[{index}].carrier.name", own.carrier.name.en
    for index, record in enumerate(plans):
        carrier = whole.carrier_by_id(record.carrier)
        if carrier is None:
            continue
        names = spellings(record.plan.id, record.plan.name, record.plan.aliases)
        rest = (one for one in carrier.plans if one.id != record.plan.id)
        if any(names & spellings(one.id, one.name, one.aliases) for one in rest):
            yield Damage.NAME_TAKEN, f"$.plans[{index}].plan.name", record.plan.name.en


def _of_carrier(record: OwnCarrier, place: str) -> Iterator[Fault]:
    carrier = record.carrier
    yield from _named(carrier.id, carrier.name, place)
    yield from carrier_faults(carrier, place)
    if carrier.plans:
        yield Damage.RULE, f"{place}.plans", ""


def _of_plan(plan: Plan, place: str) -> Iterator[Fault]:
    yield from _named(plan.id, plan.name, place)
    yield from _of_rule(plan.rule, f"{place}.rule")
    for index, offer in enumerate(plan.offers):
        yield from _of_offer(offer, f"{place}.offers[{index}]")


def _named(record_id: str, name: Text, place: str) -> Iterator[Fault]:
    if not is_own_id(record_id):
        yield Damage.RULE, f"{place}.id", record_id
    if not all(map(spelling, name.every())):
        yield Damage.MISSING_VALUE, f"{place}.name", name.en


def _of_rule(rule: Rule, place: str) -> Iterator[Fault]:
    if rule.funding is not None:
        yield from _of_money(rule.funding.fee, f"{place}.funding.fee")


def _of_offer(offer: Offer, place: str) -> Iterator[Fault]:
    if offer.price is not None:
        yield from _of_money(offer.price, f"{place}.price")


def _of_money(money: Money, place: str) -> Iterator[Fault]:
    if money.decimal < 0:
        yield Damage.NOT_AN_AMOUNT, f"{place}.amount", money.amount
    if money.currency not in CURRENCIES:
        yield Damage.UNKNOWN_CURRENCY, f"{place}.currency", money.currency
