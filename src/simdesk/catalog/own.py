"""What the owner knows better, or besides: carriers, plans, channels, rules, offers, steps, and checks.

A record stands over the shipped one of the same ids (``overlay``) until it is dropped: that is the way
back. Edits are functions from one ``OwnCatalog`` to the next.
"""

import os
from collections.abc import Callable
from datetime import UTC, date
from typing import Literal, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from simdesk.catalog.model import Carrier, Channel, Claim, Offer, Plan, PlanChannel
from simdesk.catalog.spelling import spelling
from simdesk.catalog.terms import Confidence, How
from simdesk.catalog.text import Text
from simdesk.catalog.written import CatalogId, Words
from simdesk.domain.card import Line, Moment, Rule

OWN_PREFIX = "own-"
"""What the id of every carrier, plan and channel of the owner begins with, and of no shipped one."""

FORMAT = 1


class OwnCarrier(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A carrier that is not shipped. Its plans are records of their own."""

    changed: Moment
    carrier: Carrier

    @property
    def key(self) -> tuple[str, ...]:
        """Return what there is one of."""
        return (self.carrier.id,)


class OwnPlan(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A plan that is not shipped; ``carrier`` is the id of a shipped carrier or of the owner's."""

    changed: Moment
    carrier: CatalogId
    plan: Plan

    @property
    def key(self) -> tuple[str, ...]:
        """Return what there is one of."""
        return (self.plan.id,)


class OwnChannel(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A channel that is not shipped, as a generic guide. A plan takes it by an ``OwnGuide``."""

    changed: Moment
    channel: Channel

    @property
    def key(self) -> tuple[str, ...]:
        """Return what there is one of."""
        return (self.channel.id,)


class OwnRule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """The rule that the owner says a shipped plan has. ``over``: the version of the shipped one then."""

    changed: Moment
    plan: CatalogId
    rule: Rule
    text: Text
    over: Line | None = None

    @property
    def key(self) -> tuple[str, ...]:
        """Return what there is one of."""
        return (self.plan,)


class OwnOffer(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """An offer of a plan, new or over the shipped one with its id; or ``gone``, a shipped one put away."""

    changed: Moment
    plan: CatalogId
    offer: Offer | None = None
    gone: CatalogId | None = None

    def __post_init__(self) -> None:
        if (self.offer is None) is (self.gone is None):
            raise ValueError("an offer is there or gone")

    @property
    def key(self) -> tuple[str, ...]:
        """Return what there is one of."""
        return (self.plan, self.offer.id if self.offer is not None else self.gone or "")


class OwnGuide(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """How a channel is for one plan: over the shipped differences, field by field, or a channel more."""

    changed: Moment
    plan: CatalogId
    guide: PlanChannel

    @property
    def key(self) -> tuple[str, ...]:
        """Return what there is one of."""
        return (self.plan, self.guide.channel)


class Check(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """The owner looked at the official page of a plan on the day ``on`` and found its rule so.

    ``rule`` is the mark of the rule that was found so (``freshness.rule_mark``): another rule is not
    checked by it.
    """

    changed: Moment
    plan: CatalogId
    on: date
    rule: Line

    @property
    def key(self) -> tuple[str, ...]:
        """Return what there is one of."""
        return (self.plan,)


Record = OwnCarrier | OwnPlan | OwnChannel | OwnRule | OwnOffer | OwnGuide | Check
R = TypeVar("R", bound=Record)


class OwnCatalog(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The content of ``catalog.json``; of each kind there is one record for a key, oldest first."""

    format: Literal[1] = 1
    carriers: tuple[OwnCarrier, ...] = ()
    plans: tuple[OwnPlan, ...] = ()
    channels: tuple[OwnChannel, ...] = ()
    rules: tuple[OwnRule, ...] = ()
    offers: tuple[OwnOffer, ...] = ()
    guides: tuple[OwnGuide, ...] = ()
    checks: tuple[Check, ...] = ()

    def carrier(self, carrier_id: str) -> OwnCarrier | None:
        """Return the owner's carrier with that id; None if there is none."""
        return _found(self.carriers, carrier_id)

    def plan(self, plan_id: str) -> OwnPlan | None:
        """Return the owner's plan with that id; None if there is none."""
        return _found(self.plans, plan_id)

    def channel(self, channel_id: str) -> OwnChannel | None:
        """Return the owner's channel with that id; None if there is none."""
        return _found(self.channels, channel_id)

    def rule(self, plan_id: str) -> OwnRule | None:
        """Return the owner's rule for a shipped plan; None if that has its own."""
        return _found(self.rules, plan_id)

    def offer(self, plan_id: str, offer_id: str) -> OwnOffer | None:
        """Return what the owner says of an offer; None if nothing."""
        return _found(self.offers, plan_id, offer_id)

    def guide(self, plan_id: str, channel_id: str) -> OwnGuide | None:
        """Return what the owner says of a channel for a plan; None if nothing."""
        return _found(self.guides, plan_id, channel_id)

    def check(self, plan_id: str) -> Check | None:
        """Return the owner's last check of a plan's rule; None if there was none."""
        return _found(self.checks, plan_id)


OwnEdit = Callable[[OwnCatalog], OwnCatalog]

_SHELF: dict[type[Record], str] = {
    OwnCarrier: "carriers",
    OwnPlan: "plans",
    OwnChannel: "channels",
    OwnRule: "rules",
    OwnOffer: "offers",
    OwnGuide: "guides",
    Check: "checks",
}

SHELVES = tuple(_SHELF.values())
"""The names of the fields of an ``OwnCatalog`` that hold records."""


def new_own_id() -> str:
    """Return an id for a carrier, plan, channel or offer of the owner's that nothing else has."""
    return OWN_PREFIX + os.urandom(6).hex()


def is_own_id(record_id: str) -> bool:
    """Return whether a carrier, plan or channel is the owner's own."""
    return record_id.startswith(OWN_PREFIX)


def own_claim(on: date) -> Claim:
    """Return the owner's own word, given on that day."""
    return Claim(None, None, on, How.OWNER, Confidence.HIGH)


def in_one_language(words: Words) -> Text:
    """Return what the owner typed, the same in the four languages."""
    return Text.of(words, words, words, words)


def put(own: OwnCatalog, *records: Record) -> OwnCatalog:
    """Return *own* with each record in the place of the one with its key, or at the end.

    A carrier or plan with another name than before keeps the old one as an alias: cards may say it.
    """
    for record in records:
        shelf = _SHELF[type(record)]
        held: tuple[Record, ...] = getattr(own, shelf)
        before = _found(held, *record.key)
        new = _ready(record, before)
        if before is None:
            own = replace(own, **{shelf: (*held, new)})
        else:
            own = replace(own, **{shelf: tuple(new if one is before else one for one in held)})
    return own


def drop(own: OwnCatalog, kind: type[Record], *key: str) -> OwnCatalog:
    """Return *own* without that record: what is shipped holds again. Unchanged if it is not there.

    What hangs on a carrier, plan or channel of the owner's goes with it.
    """
    shelf = _SHELF[kind]
    held: tuple[Record, ...] = getattr(own, shelf)
    left = tuple(one for one in held if one.key != key)
    if len(left) == len(held):
        return own
    own = replace(own, **{shelf: left})
    if kind is OwnCarrier:
        for one in own.plans:
            own = drop(own, OwnPlan, one.plan.id) if one.carrier == key[0] else own
    elif kind is OwnPlan:
        own = _without_plan(own, key[0])
    elif kind is OwnChannel:
        own = _without_channel(own, key[0])
    return own


def records(own: OwnCatalog) -> tuple[Record, ...]:
    """Return every record of *own*, kind by kind."""
    return tuple(one for shelf in _SHELF.values() for one in getattr(own, shelf))


def _found(shelf: tuple[R, ...], *key: str) -> R | None:
    return next((one for one in shelf if one.key == key), None)


def _ready(record: Record, before: Record | None) -> Record:
    """Return the record as it is kept: its moment in UTC, its former name among the others."""
    changed = record.changed.astimezone(UTC)
    if isinstance(record, OwnCarrier):
        old = before.carrier if isinstance(before, OwnCarrier) else None
        carrier = replace(record.carrier, plans=(), aliases=_aliases(record.carrier, old))
        return replace(record, changed=changed, carrier=carrier)
    if isinstance(record, OwnPlan):
        old_plan = before.plan if isinstance(before, OwnPlan) else None
        plan = replace(record.plan, aliases=_aliases(record.plan, old_plan))
        return replace(record, changed=changed, plan=plan)
    return replace(record, changed=changed)


def _aliases(new: Carrier | Plan, old: Carrier | Plan | None) -> tuple[str, ...]:
    former = () if old is None else (*old.name.every(), *old.aliases)
    kept: dict[str, str] = {}
    for alias in (*new.aliases, *former):
        kept.setdefault(spelling(alias), alias)
    for name in new.name.every():
        kept.pop(spelling(name), None)
    return tuple(kept.values())


def _without_plan(own: OwnCatalog, plan_id: str) -> OwnCatalog:
    return replace(
        own,
        rules=tuple(one for one in own.rules if one.plan != plan_id),
        offers=tuple(one for one in own.offers if one.plan != plan_id),
        guides=tuple(one for one in own.guides if one.plan != plan_id),
        checks=tuple(one for one in own.checks if one.plan != plan_id),
    )


def _without_channel(own: OwnCatalog, channel_id: str) -> OwnCatalog:
    return replace(
        own,
        guides=tuple(one for one in own.guides if one.guide.channel != channel_id),
        plans=tuple(
            replace(one, plan=_plan_without_channel(one.plan, channel_id))
            if any(taken.channel == channel_id for taken in one.plan.channels)
            else one
            for one in own.plans
        ),
    )


def _plan_without_channel(plan: Plan, channel_id: str) -> Plan:
    act = plan.usual_act
    return replace(
        plan,
        channels=tuple(one for one in plan.channels if one.channel != channel_id),
        usual_act=None if act is not None and act.channel == channel_id else act,
    )
