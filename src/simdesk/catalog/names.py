"""What carriers and plans are called, from a small index: cards are shown with no more of the catalog.

``resources/catalog/names.json`` is written from the carriers' files by ``packaging/catalog_files.py``.
"""

from collections.abc import Mapping
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import msgspec

from simdesk.catalog.spelling import spelling
from simdesk.resources import resource

if TYPE_CHECKING:  # cards are shown without it
    from simdesk.catalog.freshness import Freshness, Looked

Names = dict[str, str]
"""The name by language: en, zh_CN, zh_TW, ja."""


class NamedPlan(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A plan in the index; ``spelled`` is everything it goes by, as names are compared.

    ``cheapest_keep`` is a sentence on the cheapest way to keep a card of it, ``roaming_texts`` one on
    whether texts arrive abroad; None: not known. Of its rule:
    ``rule`` is its mark, ``dated`` the date of the newest page it is known from as the page has it, None
    where none has one, ``confidence`` that of the least sure source, ``page`` the carrier's own on it.
    """

    id: str
    name: Names
    spelled: tuple[str, ...]
    cheapest_keep: Names | None = None
    roaming_texts: Names | None = None
    rule: str = ""
    dated: str | None = None
    confidence: str | None = None
    page: str | None = None


class NamedCarrier(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """A carrier in the index, with its country, what that is called, and the zone of its days.

    ``kept`` is its plans as the file has them: most of the index, and a list of cards needs none.
    """

    id: str
    name: Names
    country: str
    country_name: Names
    timezone: str
    spelled: tuple[str, ...]
    kept: msgspec.Raw = msgspec.field(name="plans")

    @cached_property
    def plans(self) -> tuple[NamedPlan, ...]:
        """Return its plans, read when they are first asked for."""
        return msgspec.json.decode(self.kept, type=tuple[NamedPlan, ...])


def carrier_name(text: str, language: str) -> str:
    """Return the carrier's name in *language*; *text* itself where it is the owner's own word."""
    found = known_carrier(text)
    return text if found is None else _said(found.name, language)


def country_name(code: str, language: str) -> str:
    """Return what a country with a known carrier is called in *language*; the ISO 3166 *code* for others."""
    found = next((one.country_name for one in _index() if one.country == code), None)
    return code if found is None else _said(found, language)


def plan_name(carrier_text: str, text: str, language: str) -> str:
    """Return the plan's name in *language*; *text* itself where it is the owner's own word.

    *carrier_text* empty: whichever carrier has such a plan.
    """
    found = known_plan(carrier_text, text)
    return text if found is None else _said(found.name, language)


def line_name(carrier_text: str, text: str, language: str) -> str:
    """Return carrier and plan together, the carrier said once: "giffgaff Pay as you go", "povo2.0 base plan".

    A plan that begins as the carrier ends stands alone: "docomo number storage" of NTT docomo.

    Either may be empty.
    """
    carrier = carrier_name(carrier_text, language) if carrier_text else ""
    plan = plan_name(carrier_text, text, language) if text else ""
    first = plan.casefold().partition(" ")[0]
    if plan.casefold().startswith(carrier.casefold()) or (first and carrier.casefold().endswith(first)):
        return plan or carrier
    return f"{carrier} {plan}".strip()


def cheapest_keep(carrier_text: str, text: str, language: str) -> str:
    """Return the cheapest way to keep a card of the plan, in words; empty where none is known."""
    found = known_plan(carrier_text, text)
    return "" if found is None or found.cheapest_keep is None else _said(found.cheapest_keep, language)


def texts_abroad(carrier_text: str, text: str, language: str) -> str:
    """Return what is known of texts of the plan abroad, in words; empty where nothing is."""
    found = known_plan(carrier_text, text)
    return "" if found is None or found.roaming_texts is None else _said(found.roaming_texts, language)


def rule_freshness(
    carrier_text: str, text: str, today: date, words: "Mapping[str, Looked]"
) -> "Freshness | None":
    """Return how old the knowledge of a plan's rule is; None where the plan is the owner's own word.

    *words*: what the owner said of rules, by the id of the plan.
    """
    found = known_plan(carrier_text, text)
    if found is None:
        return None
    from simdesk.catalog.freshness import freshness

    word = words.get(found.id)
    if word is not None and not word.yours and word.rule != found.rule:
        word = None
    return freshness(found.dated, found.confidence, found.page, today, word)


@lru_cache(maxsize=1024)
def known_carrier(text: str) -> NamedCarrier | None:
    """Return the carrier that *text* is the id or a name of; None if it is the owner's own word."""
    return _by_spelling().get(spelling(text))


def known_plan(carrier_text: str, text: str) -> NamedPlan | None:
    """Return the plan that *text* is the id or a name of; None if it is the owner's own word.

    *carrier_text* empty: whichever carrier has such a plan.
    """
    carrier = known_carrier(carrier_text)
    if carrier is None and carrier_text.strip():
        return None
    wanted = spelling(text)
    plans = (plan for one in (_index() if carrier is None else (carrier,)) for plan in one.plans)
    return next((plan for plan in plans if wanted in plan.spelled), None)


def _said(names: Names, language: str) -> str:
    return names.get(language, names["en"])


@lru_cache(maxsize=1)
def _index() -> tuple[NamedCarrier, ...]:
    data = resource("catalog", "names.json").read_bytes()
    return msgspec.json.decode(data, type=tuple[NamedCarrier, ...])


@lru_cache(maxsize=1)
def _by_spelling() -> dict[str, NamedCarrier]:
    return {name: carrier for carrier in _index() for name in carrier.spelled}
