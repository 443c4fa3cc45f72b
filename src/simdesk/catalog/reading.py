"""Reading the shipped catalog: on first use, once, and not one file that is not sound."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from msgspec.structs import replace

from simdesk.catalog.decoding import decoded
from simdesk.catalog.model import Carrier, CarrierFile, ChannelsFile, Plan
from simdesk.catalog.whole import Catalog, spellings
from simdesk.domain.zones import is_zone
from simdesk.errors import Damage, FileDamaged
from simdesk.resources import resource

Fault = tuple[Damage, str, str]


@lru_cache(maxsize=1)
def catalog() -> Catalog:
    """Return the shipped catalog.

    Raises:
        FileDamaged, FileUnreadable, FileNotFoundError: if the installation is not whole.
    """
    return read_catalog(resource("catalog"))


def read_catalog(folder: Path) -> Catalog:
    """Return the catalog in *folder*: ``channels.json`` and every file of ``carriers``.

    Raises:
        FileDamaged: for the first file that is not sound, naming it and the place.
        FileUnreadable: for one that cannot be read.
    """
    guides = folder / "channels.json"
    channels = decoded(guides, ChannelsFile)
    known = [channel.id for channel in channels.channels]
    _refuse(guides, _repeated(known, "$.channels[{}].id"))
    names: dict[str, str] = {}
    plans: set[str] = set()
    versions = {channels.version}
    carriers = []
    for path in sorted((folder / "carriers").glob("*.json")):
        file = decoded(path, CarrierFile)
        _refuse(path, _faults(file.carrier, frozenset(known)))
        _refuse(path, _taken(file.carrier, names, plans))
        carriers.append(_stamped(file.carrier, file.version))
        versions.add(file.version)
    return Catalog(max(versions), tuple(carriers), channels.channels)


def _refuse(path: Path, faults: Iterator[Fault]) -> None:
    for damage, field, value in faults:
        raise FileDamaged(path, damage, field=field, value=value)


def _repeated(ids: list[str], place: str) -> Iterator[Fault]:
    for index, value in enumerate(ids):
        if value in ids[:index]:
            yield Damage.DUPLICATE_ID, place.format(index), value


def _taken(carrier: Carrier, names: dict[str, str], plans: set[str]) -> Iterator[Fault]:
    """Yield what another carrier has already, and keep what this one takes."""
    for name in sorted(spellings(carrier.id, carrier.name, carrier.aliases)):
        if names.setdefault(name, carrier.id) != carrier.id:
            yield Damage.AMBIGUOUS, "$.carrier.name", name
    for index, plan in enumerate(carrier.plans):
        if plan.id in plans:
            yield Damage.DUPLICATE_ID, f"$.carrier.plans[{index}].id", plan.id
        plans.add(plan.id)


def _faults(carrier: Carrier, channels: frozenset[str]) -> Iterator[Fault]:
    if not is_zone(carrier.timezone):
        yield Damage.UNKNOWN_ZONE, "$.carrier.timezone", carrier.timezone
    for index, support in enumerate(carrier.support):
        if support.value.startswith("http") and not _at_home(support.value, carrier):
            yield Damage.RULE, f"$.carrier.support[{index}].value", support.value
    taken: set[str] = set()
    for index, plan in enumerate(carrier.plans):
        place = f"$.carrier.plans[{index}]"
        names = spellings(plan.id, plan.name, plan.aliases)
        if names & taken:
            yield Damage.AMBIGUOUS, f"{place}.name", plan.id
        taken |= names
        yield from _plan_faults(plan, carrier, place, channels)


def _plan_faults(plan: Plan, carrier: Carrier, place: str, channels: frozenset[str]) -> Iterator[Fault]:
    offers = [offer.id for offer in plan.offers]
    taken = [own.channel for own in plan.channels]
    yield from _repeated(offers, place + ".offers[{}].id")
    yield from _repeated(taken, place + ".channels[{}].channel")
    if plan.usual_offer is not None and plan.usual_offer not in offers:
        yield Damage.NOT_IN_LIST, f"{place}.usual_offer", plan.usual_offer
    if plan.page is not None and not _at_home(plan.page, carrier):
        yield Damage.RULE, f"{place}.page", plan.page
    if not plan.channels and plan.no_channels is None:
        yield Damage.MISSING_FIELD, f"{place}.no_channels", plan.id
    if plan.usual_act is not None and plan.usual_act.channel not in taken:
        yield Damage.NOT_IN_LIST, f"{place}.usual_act.channel", plan.usual_act.channel
    for index, own in enumerate(plan.channels):
        if own.channel not in channels:
            yield Damage.NOT_IN_LIST, f"{place}.channels[{index}].channel", own.channel
        for offer in sorted(set(own.offers) - set(offers)):
            yield Damage.NOT_IN_LIST, f"{place}.channels[{index}].offers", offer
        if isinstance(own.address, str) and not _at_home(own.address, carrier):
            yield Damage.RULE, f"{place}.channels[{index}].address", own.address


def _at_home(address: str, carrier: Carrier) -> bool:
    """Return whether *address* is https and at one of the carrier's hosts, with no port or user in it."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    ours = any(host == name or host.endswith("." + name) for name in carrier.hosts)
    return parts.scheme == "https" and parts.netloc == host and ours


def _stamped(carrier: Carrier, version: str) -> Carrier:
    """Return the carrier with the version in every rule, as a card copies it."""
    return replace(
        carrier,
        plans=tuple(replace(plan, rule=replace(plan.rule, plan_version=version)) for plan in carrier.plans),
    )
