"""Reading the shipped catalog: on first use, once, and not one file that is not sound."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from msgspec.structs import replace

from simdesk.catalog.decoding import decoded
from simdesk.catalog.model import Carrier, CarrierFile, ChannelsFile
from simdesk.catalog.soundness import Fault, carrier_faults, names_faults, plan_faults, repeated
from simdesk.catalog.whole import Catalog, spellings
from simdesk.errors import Damage, FileDamaged
from simdesk.resources import resource


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
    _refuse(guides, repeated(known, "$.channels[{}].id"))
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


def _taken(carrier: Carrier, names: dict[str, str], plans: set[str]) -> Iterator[Fault]:
    """Yield what another carrier has already, and keep what this one takes."""
    for name in sorted(spellings(carrier.id, carrier.name, carrier.aliases)):
        if names.setdefault(name, carrier.id) != carrier.id:
            yield Damage.NAME_TAKEN, "$.carrier.name", name
    for index, plan in enumerate(carrier.plans):
        if plan.id in plans:
            yield Damage.DUPLICATE_ID, f"$.carrier.plans[{index}].id", plan.id
        plans.add(plan.id)


def _faults(carrier: Carrier, channels: frozenset[str]) -> Iterator[Fault]:
    yield from carrier_faults(carrier, "$.carrier")
    yield from names_faults(carrier.plans, "$.carrier.plans[{}]")
    for index, plan in enumerate(carrier.plans):
        place = f"$.carrier.plans[{index}]"
        if not plan.channels and plan.no_channels is None:
            yield Damage.MISSING_FIELD, f"{place}.no_channels", plan.id
        yield from plan_faults(plan, carrier, place, channels)


def _stamped(carrier: Carrier, version: str) -> Carrier:
    """Return the carrier with the version in every rule, as a card copies it."""
    return replace(
        carrier,
        plans=tuple(replace(plan, rule=replace(plan.rule, plan_version=version)) for plan in carrier.plans),
    )
