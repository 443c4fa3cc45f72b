"""What a sheet of the catalog is about, whom the window asks, and what the owner may wish there. No Qt."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from simdesk.catalog.choosing import Situation, Way, ways
from simdesk.catalog.model import Carrier, Plan
from simdesk.catalog.own import OwnEdit, is_own_id
from simdesk.catalog.whole import Catalog
from simdesk.domain.terms import Phase
from simdesk.errors import SimDeskError
from simdesk.ui.renewal.facts import Habits
from simdesk.wording.language import current


class Wish(Enum):
    """One thing the owner may want done. What it is about beside the plan is an id: an offer, a channel."""

    CHECK = "check"
    TAKE_BACK = "take_back"
    EDIT_RULE = "edit_rule"
    RULE_BACK = "rule_back"
    ADD_OFFER = "add_offer"
    EDIT_OFFER = "edit_offer"
    REMOVE_OFFER = "remove_offer"
    OFFER_BACK = "offer_back"
    ADD_GUIDE = "add_guide"
    EDIT_GUIDE = "edit_guide"
    GUIDE_BACK = "guide_back"
    ADD_CARRIER = "add_carrier"
    EDIT_CARRIER = "edit_carrier"
    REMOVE_CARRIER = "remove_carrier"
    ADD_PLAN = "add_plan"
    EDIT_PLAN = "edit_plan"
    REMOVE_PLAN = "remove_plan"
    ADD_CHANNEL = "add_channel"
    EDIT_CHANNEL = "edit_channel"


@dataclass(frozen=True, slots=True, kw_only=True)
class Doors:
    """Whom the window asks for what it cannot do itself.

    ``change`` keeps an edit of the owner's catalog; it returns why not, None if it is kept. ``open_page``
    takes an https address and says whether it was opened. ``moment`` is in the zone of the reader.
    """

    catalog: Callable[[], Catalog]
    change: Callable[[OwnEdit], SimDeskError | OSError | None]
    moment: Callable[[], datetime]
    habits: Callable[[], Habits]
    open_page: Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Subject:
    """A carrier, or one of its plans, as the catalog has it now. ``plan`` None: the carrier itself."""

    catalog: Catalog
    carrier: Carrier
    plan: Plan | None
    today: date
    habits: Habits

    @property
    def own(self) -> bool:
        """Return whether it is the owner's own."""
        return is_own_id((self.carrier if self.plan is None else self.plan).id)

    def ways(self) -> tuple[Way, ...]:
        """Return the ways of the plan as they are for its owner, the best first.

        Each is seen in a phase that it is for, if it is not for a usable card.
        """
        if self.plan is None:
            return ()
        channels = {channel.id: channel for channel in self.catalog.channels_of(self.plan)}
        found = [way for way in self._ways(Phase.USABLE) if way.channel.id in channels]
        return tuple(sorted(map(self._in_its_phase, found), key=lambda way: not way.fits))

    def _in_its_phase(self, way: Way) -> Way:
        phases = way.channel.phases
        if phases is None or not phases or Phase.USABLE in phases:
            return way
        return next(one for one in self._ways(phases[0]) if one.channel.id == way.channel.id)

    def _ways(self, phase: Phase) -> tuple[Way, ...]:
        habits = self.habits
        situation = Situation(
            phase=phase,
            today=self.today,
            rule=None if self.plan is None else self.plan.rule,
            home=self.carrier.country,
            country=habits.country or None,
            payments=habits.payments or None,
            ids=habits.ids or None,
            languages=(current(),),
        )
        return ways(self.catalog, self.plan, situation)


def subject_of(catalog: Catalog, key: tuple[str, str], today: date, habits: Habits) -> Subject | None:
    """Return the carrier or plan with the ids *key* as *catalog* has it; None if it is gone."""
    carrier_id, plan_id = key
    carrier = catalog.carrier_by_id(carrier_id)
    plan = catalog.plan_by_id(plan_id) if plan_id else None
    if carrier is None or (plan_id and plan is None):
        return None
    return Subject(catalog, carrier, plan, today, habits)
