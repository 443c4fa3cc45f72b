"""Time zones by their IANA names."""

from datetime import tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo


@lru_cache(maxsize=512)
def zone(name: str) -> tzinfo | None:
    """Return the zone called *name*; None if there is none, whatever *name* is."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


def is_zone(name: str) -> bool:
    """Return whether *name* is a zone that dates can be counted in."""
    return zone(name) is not None


def zone_names() -> tuple[str, ...]:
    """Return every place's zone, sorted. Reads the whole zone database: only for a list to choose from."""
    from zoneinfo import available_timezones

    return tuple(
        sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/"))
    )
