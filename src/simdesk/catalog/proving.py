"""Reading a catalog with every check: before it is shipped, and by whoever adds a carrier to it."""

from collections.abc import Iterator
from pathlib import Path

from simdesk.catalog.decoding import decoded
from simdesk.catalog.model import Carrier, CarrierFile, ChannelsFile
from simdesk.catalog.reading import assembled, carriers_in, guides_in
from simdesk.catalog.shape import misshapen
from simdesk.catalog.soundness import Fault, carrier_faults, names_faults, plan_faults, repeated
from simdesk.catalog.whole import Catalog, spellings
from simdesk.errors import Damage, FileDamaged


def read_catalog(folder: Path) -> Catalog:
    """Return the catalog in *folder*: ``channels.json`` and every file of ``carriers``.

    Raises:
        FileDamaged: for the first file that is not sound, naming it and the place.
        FileUnreadable: for one that cannot be read.
    """
    guides = decoded(guides_in(folder), ChannelsFile)
    known = [channel.id for channel in guides.channels]
    _refuse(guides_in(folder), misshapen(guides, "$"))
    _refuse(guides_in(folder), repeated(known, "$.channels[{}].id"))
    names: dict[str, str] = {}
    plans: set[str] = set()
    files = []
    for path in carriers_in(folder):
        file = decoded(path, CarrierFile)
        _refuse(path, misshapen(file, "$"))
        _refuse(path, carrier_file_faults(file.carrier, frozenset(known)))
        _refuse(path, _taken(file.carrier, names, plans))
        files.append(file)
    return assembled(guides, files)


def carrier_file_faults(carrier: Carrier, channels: frozenset[str]) -> Iterator[Fault]:
    """Yield what is wrong with a carrier by itself. *channels*: the ids of every channel."""
    yield from carrier_faults(carrier, "$.carrier")
    yield from names_faults(carrier.plans, "$.carrier.plans[{}]")
    for index, plan in enumerate(carrier.plans):
        place = f"$.carrier.plans[{index}]"
        if not plan.channels and plan.no_channels is None:
            yield Damage.MISSING_FIELD, f"{place}.no_channels", plan.id
        yield from plan_faults(plan, carrier, place, channels)


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
