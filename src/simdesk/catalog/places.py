"""Countries: their names, calling codes, money and time zones."""

from functools import lru_cache

from msgspec import Struct

from simdesk.catalog.decoding import decoded
from simdesk.catalog.text import Text
from simdesk.catalog.written import CallingCode, Country, ZoneName
from simdesk.domain.card import E164
from simdesk.domain.money import CurrencyCode
from simdesk.domain.numbers import calling_code
from simdesk.domain.zones import is_zone
from simdesk.errors import Damage, FileDamaged
from simdesk.resources import resource


class Place(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A country. ``timezone`` None: it has several that matter, so the owner is asked."""

    code: Country
    name: Text
    calling_code: CallingCode
    currency: CurrencyCode
    timezone: ZoneName | None = None


class PlacesFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file ``resources/catalog/places.json``."""

    places: tuple[Place, ...]


@lru_cache(maxsize=1)
def places() -> tuple[Place, ...]:
    """Return the countries that SimDesk knows by name, in the order of the file.

    Raises:
        FileDamaged, FileUnreadable, FileNotFoundError: if the installation is not whole.
    """
    path = resource("catalog", "places.json")
    found = decoded(path, PlacesFile).places
    for index, place in enumerate(found):
        if place.timezone is not None and not is_zone(place.timezone):
            raise FileDamaged(
                path, Damage.UNKNOWN_ZONE, field=f"$.places[{index}].timezone", value=place.timezone
            )
    return found


def place(code: str) -> Place | None:
    """Return the country with that ISO 3166 code; None if it is not among those known."""
    return next((one for one in places() if one.code == code), None)


def places_of(number: E164) -> tuple[Place, ...]:
    """Return the countries that share the calling code of *number*; empty if none is known."""
    code = calling_code(number)
    return tuple(one for one in places() if one.calling_code == code)


def zone_of_number(number: E164) -> str | None:
    """Return the time zone of the country of *number*; None if it has several, or is not known."""
    zones = {one.timezone for one in places_of(number)}
    return zones.pop() if len(zones) == 1 else None
