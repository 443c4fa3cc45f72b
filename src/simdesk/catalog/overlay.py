"""The owner's own catalog laid over the shipped one."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from msgspec.structs import replace

from simdesk.catalog.model import Carrier, Offer, Plan, PlanChannel
from simdesk.catalog.own import OwnCatalog, OwnGuide, OwnOffer, own_claim
from simdesk.catalog.soundness import is_at_home
from simdesk.catalog.whole import Catalog, differences


def with_own(shipped: Catalog, own: OwnCatalog) -> Catalog:
    """Return the catalog in which what is the owner's stands over what is shipped.

    A record whose plan, carrier or channel is not there lies idle: see :func:`own_faults.strays`.
    """
    if own == OwnCatalog():
        return shipped
    channels = (*shipped.channels, *(one.channel for one in own.channels))
    known = frozenset(channel.id for channel in channels)
    carriers = (*shipped.carriers, *(one.carrier for one in own.carriers))
    return Catalog(
        shipped.version,
        tuple(_carrier(one, own, known) for one in carriers),
        channels,
        own=own,
        below=shipped,
    )


def own_version(changed: datetime) -> str:
    """Return what a rule of the owner's has in the place of the catalog's version."""
    return f"own {changed:%Y-%m-%dT%H:%M:%SZ}"


def _carrier(carrier: Carrier, own: OwnCatalog, channels: Collection[str]) -> Carrier:
    plans = [_plan(plan, carrier, own, channels) for plan in carrier.plans]
    for one in own.plans:
        if one.carrier == carrier.id:
            plan = replace(one.plan, rule=replace(one.plan.rule, plan_version=own_version(one.changed)))
            plans.append(_plan(plan, carrier, own, channels))
    same = len(plans) == len(carrier.plans) and all(map(_is, plans, carrier.plans))
    return carrier if same else replace(carrier, plans=tuple(plans))


def _is(one: Plan, other: Plan) -> bool:
    return one is other


def _plan(plan: Plan, carrier: Carrier, own: OwnCatalog, channels: Collection[str]) -> Plan:
    rule = own.rule(plan.id)
    if rule is not None:
        plan = replace(
            plan,
            rule=replace(rule.rule, plan_version=own_version(rule.changed)),
            rule_text=rule.text,
            claims=(own_claim(rule.changed.date()),),
        )
    offers = [one for one in own.offers if one.plan == plan.id]
    guides = [one for one in own.guides if one.plan == plan.id]
    if guides:
        plan = replace(plan, channels=tuple(_guides(plan, guides)))
    if offers:
        plan = _with_offers(plan, offers)
    return _whole(plan, carrier, channels)


def _guides(plan: Plan, guides: Sequence[OwnGuide]) -> Iterator[PlanChannel]:
    mine = {one.guide.channel: one.guide for one in guides}
    for shipped in plan.channels:
        over = mine.pop(shipped.channel, None)
        yield shipped if over is None else _over(shipped, over)
    yield from mine.values()


def _over(shipped: PlanChannel, own: PlanChannel) -> PlanChannel:
    changes = differences(own)
    claims = own.claims if "steps" in changes else own.claims + shipped.claims
    return replace(shipped, offers=own.offers or shipped.offers, claims=claims, **changes)


def _with_offers(plan: Plan, records: Sequence[OwnOffer]) -> Plan:
    mine = {one.offer.id: one.offer for one in records if one.offer is not None}
    gone = {one.gone for one in records}
    added = [offer for offer in mine.values() if plan.offer(offer.id) is None]
    offers = [mine.get(offer.id, offer) for offer in plan.offers if offer.id not in gone]
    return replace(
        plan,
        offers=(*offers, *added),
        usual_offer=None if plan.usual_offer in gone else plan.usual_offer,
        channels=tuple(_selling(plan, added)),
    )


def _selling(plan: Plan, added: Sequence[Offer]) -> Iterator[PlanChannel]:
    """Yield the channels; where it is known what they sell, with the offers that no channel names."""
    named = {offer for channel in plan.channels for offer in channel.offers}
    free = tuple(offer.id for offer in added if offer.id not in named)
    for channel in plan.channels:
        yield replace(channel, offers=channel.offers + free) if channel.offers and free else channel


def _whole(plan: Plan, carrier: Carrier, channels: Collection[str]) -> Plan:
    """Return the plan without what is not there, and without addresses that are not the carrier's."""
    kept = [one for one in plan.channels if one.channel in channels]
    safe = [_safe(one, carrier) for one in kept]
    act = plan.usual_act
    lost = act is not None and all(one.channel != act.channel for one in kept)
    strange = plan.page is not None and not is_at_home(plan.page, carrier)
    if not lost and not strange and safe == list(plan.channels):
        return plan
    return replace(
        plan,
        channels=tuple(safe),
        usual_act=None if lost else act,
        page=None if strange else plan.page,
    )


def _safe(channel: PlanChannel, carrier: Carrier) -> PlanChannel:
    if isinstance(channel.address, str) and not is_at_home(channel.address, carrier):
        return replace(channel, address=None)
    return channel
