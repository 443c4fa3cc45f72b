"""What carriers and plans are called, from a small index: a list of cards needs no more of the catalog.

``resources/catalog/names.json`` is written from the carriers' files by ``packaging/catalog_files.py``.
"""

from functools import lru_cache

import msgspec

from simdesk.catalog.spelling import spelling
from simdesk.resources import resource

Names = dict[str, str]
"""The name by language: en, zh_CN, zh_TW, ja."""


class NamedPlan(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A plan in the index; ``spelled`` is everything it goes by, as names are compared."""

    id: str
    name: Names
    spelled: tuple[str, ...]


class NamedCarrier(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A carrier in the index, with its country and the zone its days are counted in."""

    id: str
    name: Names
    country: str
    timezone: str
    spelled: tuple[str, ...]
    plans: tuple[NamedPlan, ...]


def carrier_name(text: str, language: str) -> str:
    """Return the carrier's name in *language*; *text* itself where it is the owner's own word."""
    found = known_carrier(text)
    return text if found is None else found.name.get(language, found.name["en"])


def plan_name(carrier_text: str, text: str, language: str) -> str:
    """Return the plan's name in *language*; *text* itself where it is the owner's own word.

    *carrier_text* empty: whichever carrier has such a plan.
    """
    carrier = known_carrier(carrier_text)
    if carrier is None and carrier_text.strip():
        return text
    wanted = spelling(text)
    for one in _index() if carrier is None else (carrier,):
        for plan in one.plans:
            if wanted in plan.spelled:
                return plan.name.get(language, plan.name["en"])
    return text


@lru_cache(maxsize=1024)
def known_carrier(text: str) -> NamedCarrier | None:
    """Return the carrier that *text* is the id or a name of; None if it is the owner's own word."""
    return _by_spelling().get(spelling(text))


@lru_cache(maxsize=1)
def _index() -> tuple[NamedCarrier, ...]:
    data = resource("catalog", "names.json").read_bytes()
    return msgspec.json.decode(data, type=tuple[NamedCarrier, ...])


@lru_cache(maxsize=1)
def _by_spelling() -> dict[str, NamedCarrier]:
    return {name: carrier for carrier in _index() for name in carrier.spelled}
