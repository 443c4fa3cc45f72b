"""Reading the shipped catalog: on first use, once."""

from functools import lru_cache
from pathlib import Path

from msgspec.structs import replace

from simdesk.catalog.decoding import decoded
from simdesk.catalog.model import Carrier, CarrierFile, ChannelsFile
from simdesk.catalog.whole import Catalog
from simdesk.resources import resource


@lru_cache(maxsize=1)
def catalog() -> Catalog:
    """Return the shipped catalog. What its types cannot say was proved before it was shipped.

    Raises:
        FileDamaged, FileUnreadable, FileNotFoundError: if the installation is not whole.
    """
    folder = resource("catalog")
    guides = decoded(guides_in(folder), ChannelsFile)
    return assembled(guides, [decoded(path, CarrierFile) for path in carriers_in(folder)])


def guides_in(folder: Path) -> Path:
    """Return where the generic guides of the catalog in *folder* are."""
    return folder / "channels.json"


def carriers_in(folder: Path) -> list[Path]:
    """Return the files of the carriers of the catalog in *folder*, by name."""
    return sorted((folder / "carriers").glob("*.json"))


def assembled(guides: ChannelsFile, files: list[CarrierFile]) -> Catalog:
    """Return the catalog that the files make up; its version is that of the newest."""
    version = max(guides.version, *(file.version for file in files))
    return Catalog(version, tuple(map(_stamped, files)), guides.channels)


def _stamped(file: CarrierFile) -> Carrier:
    """Return the carrier with the version in every rule, as a card copies it."""
    carrier = file.carrier
    return replace(
        carrier,
        plans=tuple(
            replace(plan, rule=replace(plan.rule, plan_version=file.version)) for plan in carrier.plans
        ),
    )
