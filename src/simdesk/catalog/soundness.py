"""What types cannot say of carriers, plans and guides: what must be there once, and what must exist."""

from collections.abc import Collection, Iterator, Sequence
from urllib.parse import urlsplit

from simdesk.catalog.model import Carrier, Plan, PlanChannel
from simdesk.catalog.whole import spellings
from simdesk.domain.zones import is_zone
from simdesk.errors import Damage

Fault = tuple[Damage, str, str]
"""What is wrong, the field it is wrong at, such as ``$.carrier.timezone``, and what stands there."""


def repeated(ids: Sequence[object], place: str) -> Iterator[Fault]:
    """Yield every id that stood there before; *place* has ``{}`` for its number."""
    seen: set[object] = set()
    for index, value in enumerate(ids):
        if value in seen:
            yield Damage.DUPLICATE_ID, place.format(index), str(value)
        seen.add(value)


def carrier_faults(carrier: Carrier, place: str) -> Iterator[Fault]:
    """Yield what is wrong with a carrier, but for its plans."""
    if not is_zone(carrier.timezone):
        yield Damage.UNKNOWN_ZONE, f"{place}.timezone", carrier.timezone
    for index, support in enumerate(carrier.support):
        if support.value.startswith("http") and not is_at_home(support.value, carrier):
            yield Damage.RULE, f"{place}.support[{index}].value", support.value


def names_faults(plans: Sequence[Plan], place: str) -> Iterator[Fault]:
    """Yield every plan of one carrier that goes by a name of another; *place* has ``{}`` for its number."""
    taken: set[str] = set()
    for index, plan in enumerate(plans):
        names = spellings(plan.id, plan.name, plan.aliases)
        if names & taken:
            yield Damage.NAME_TAKEN, f"{place.format(index)}.name", plan.name.en
        taken |= names


def plan_faults(plan: Plan, carrier: Carrier, place: str, channels: Collection[str]) -> Iterator[Fault]:
    """Yield what a plan of *carrier* names that is not there. *channels*: the ids of every channel."""
    offers = [offer.id for offer in plan.offers]
    taken = [own.channel for own in plan.channels]
    yield from repeated(offers, place + ".offers[{}].id")
    yield from repeated(taken, place + ".channels[{}].channel")
    if plan.usual_offer is not None and plan.usual_offer not in offers:
        yield Damage.NOT_IN_LIST, f"{place}.usual_offer", plan.usual_offer
    if plan.page is not None and not is_at_home(plan.page, carrier):
        yield Damage.RULE, f"{place}.page", plan.page
    if plan.usual_act is not None and plan.usual_act.channel not in taken:
        yield Damage.NOT_IN_LIST, f"{place}.usual_act.channel", plan.usual_act.channel
    for index, own in enumerate(plan.channels):
        yield from guide_faults(own, carrier, f"{place}.channels[{index}]", channels, offers)


def guide_faults(
    own: PlanChannel, carrier: Carrier, place: str, channels: Collection[str], offers: Collection[str]
) -> Iterator[Fault]:
    """Yield what a plan's guide names that is not among *channels* and *offers*, or not at the carrier's."""
    if own.channel not in channels:
        yield Damage.NOT_IN_LIST, f"{place}.channel", own.channel
    for offer in sorted(set(own.offers) - set(offers)):
        yield Damage.NOT_IN_LIST, f"{place}.offers", offer
    if isinstance(own.address, str) and not is_at_home(own.address, carrier):
        yield Damage.RULE, f"{place}.address", own.address


def is_at_home(address: str, carrier: Carrier) -> bool:
    """Return whether *address* is https and at one of the carrier's hosts, with no port or user in it."""
    try:
        parts = urlsplit(address)
    except ValueError:  # a bracket, which only an IPv6 address may have
        return False
    host = parts.hostname or ""
    ours = any(host == name or host.endswith("." + name) for name in carrier.hosts)
    return parts.scheme == "https" and parts.netloc == host and ours
