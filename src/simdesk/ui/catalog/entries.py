"""What the list of the catalog shows: carriers with their plans, those that match a search. No Qt."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from simdesk.catalog.model import Carrier, Plan
from simdesk.catalog.own import is_own_id
from simdesk.catalog.places import place
from simdesk.catalog.spelling import spelling
from simdesk.catalog.terms import PlanStatus
from simdesk.catalog.whole import Catalog
from simdesk.wording.guide import country_name
from simdesk.wording.language import _, _p, current
from simdesk.wording.plans import plan_kind_name, plan_status_name


class Entry(NamedTuple):
    """A carrier, ``plan`` None, or one of its plans. ``yours``: the owner added it, or has changed it."""

    carrier: Carrier
    plan: Plan | None = None
    yours: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """Return the id of the carrier and that of the plan, empty for none."""
        return self.carrier.id, "" if self.plan is None else self.plan.id

    @property
    def title(self) -> str:
        """Return the name of the carrier or plan."""
        return (self.carrier if self.plan is None else self.plan).name.said(current())

    @property
    def about(self) -> str:
        """Return the country of a carrier; of a plan its kind, and whether it has ended or is the owner's."""
        if self.plan is None:
            words = [country_name(self.carrier.country)]
        else:
            words = [plan_kind_name(self.plan.kind)]
            if self.plan.status is not PlanStatus.ACTIVE:
                words.append(f"✕ {plan_status_name(self.plan.status)}" if self.ended else self._status)
        return " · ".join((*words, yours_word()) if self.yours else words)

    @property
    def ended(self) -> bool:
        """Return whether it is a plan that has ended."""
        return self.plan is not None and self.plan.status is PlanStatus.ENDED

    @property
    def said(self) -> str:
        """Return all of it as it is read aloud; a plan with its carrier."""
        carrier = () if self.plan is None else (self.carrier.name.said(current()),)
        return _p("list", ", ").join((*carrier, self.title, self.about))

    @property
    def _status(self) -> str:
        return "" if self.plan is None else plan_status_name(self.plan.status)


def yours_word() -> str:
    """Return the word that marks what is the owner's own."""
    return _("yours")


def entries(catalog: Catalog, wanted: str = "") -> tuple[Entry, ...]:
    """Return the carriers with their plans after them: the owner's first, then country by country.

    The country with the most carriers comes first, in it they go by name.

    Only what has every word of *wanted* in a name, a country, a kind or a status: a carrier that has them
    brings all its plans, and a plan its carrier.
    """
    words = [spelling(word) for word in wanted.split()]
    found: list[Entry] = []
    shares = Counter(carrier.country for carrier in catalog.carriers)
    for carrier in sorted(catalog.carriers, key=lambda it: _order(it, shares)):
        said = _said_of_carrier(carrier)
        plans = [plan for plan in carrier.plans if _has(words, (*said, *_said_of_plan(plan)))]
        if plans or _has(words, said):
            found.append(Entry(carrier, None, is_own_id(carrier.id)))
            found += [Entry(carrier, plan, is_yours(catalog, plan)) for plan in plans]
    return tuple(found)


def is_yours(catalog: Catalog, plan: Plan) -> bool:
    """Return whether the owner added *plan*, or changed its rule, an offer or a way."""
    own = catalog.own
    return (
        is_own_id(plan.id)
        or own.rule(plan.id) is not None
        or any(one.plan == plan.id for one in own.offers)
        or any(one.plan == plan.id for one in own.guides)
    )


def _order(carrier: Carrier, shares: Counter[str]) -> tuple[bool, int, str, str]:
    name = carrier.name.said(current()).casefold()
    return not is_own_id(carrier.id), -shares[carrier.country], carrier.country, name


def _said_of_carrier(carrier: Carrier) -> Iterator[str]:
    yield from (*carrier.name.every(), *carrier.aliases, carrier.country)
    home = place(carrier.country)
    if home is not None:
        yield from home.name.every()
    if is_own_id(carrier.id):
        yield yours_word()


def _said_of_plan(plan: Plan) -> Iterator[str]:
    yield from (*plan.name.every(), *plan.aliases, plan_kind_name(plan.kind), plan_status_name(plan.status))
    if is_own_id(plan.id):
        yield yours_word()


def _has(words: list[str], said: Iterator[str] | tuple[str, ...]) -> bool:
    every = " ".join(map(spelling, said))
    return all(word in every for word in words)
