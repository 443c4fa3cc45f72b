"""The catalog as a whole, and how things are found in it by whatever people call them."""

from dataclasses import dataclass, field
from functools import cached_property

from msgspec import UNSET
from msgspec.structs import fields, replace

from simdesk.catalog.model import Carrier, Channel, Offer, Plan, PlanChannel
from simdesk.catalog.own import OwnCatalog, is_own_id
from simdesk.catalog.spelling import spelling
from simdesk.catalog.text import Text


def spellings(record_id: str, name: Text, aliases: tuple[str, ...]) -> frozenset[str]:
    """Return everything that a carrier or plan goes by, as names are compared."""
    return frozenset(map(spelling, (record_id, *name.every(), *aliases)))


@dataclass(frozen=True)
class Catalog:
    """Carriers by id, and the generic channels in the order they are shown.

    ``version`` is that of the newest shipped file. ``own`` is what the owner laid over it, empty in the
    shipped one; ``below`` the shipped one then, None in the shipped one itself.
    """

    version: str
    carriers: tuple[Carrier, ...]
    channels: tuple[Channel, ...]
    own: OwnCatalog = field(default_factory=OwnCatalog)
    below: "Catalog | None" = None

    @property
    def shipped(self) -> "Catalog":
        """Return the catalog without anything of the owner's: where the way back leads."""
        return self if self.below is None else self.below

    def carrier_by_id(self, carrier_id: str) -> Carrier | None:
        """Return the carrier with just that id; None if there is none."""
        return next((carrier for carrier in self.carriers if carrier.id == carrier_id), None)

    def plan_by_id(self, plan_id: str) -> Plan | None:
        """Return the plan with just that id, whatever its carrier; None if there is none."""
        return self._plans_by_id.get(plan_id)

    def card_text(self, known: Carrier | Plan) -> str:
        """Return how a card names a carrier or plan: by its id, but what is the owner's by its name.

        Cards go where the owner's own catalog does not, and then still say what they are.
        """
        return known.name.en if is_own_id(known.id) else known.id

    def carrier(self, text: str) -> Carrier | None:
        """Return the carrier with that id or name, in any language; None if there is none.

        No name of another takes an id away: that is what cards say.
        """
        return self.carrier_by_id(text) or self._carriers.get(spelling(text))

    def plan(self, carrier: Carrier | None, text: str) -> Plan | None:
        """Return the plan with that id or name; None if there is none.

        With a carrier only its own plans are looked at. Without one, a name that two carriers use
        finds nothing.
        """
        exact = self._plans_by_id.get(text)
        if exact is not None and (carrier is None or any(one is exact for one in carrier.plans)):
            return exact
        wanted = spelling(text)
        shelf = self._plans if carrier is None else self._plans_by_carrier.get(carrier.id, {})
        return shelf.get(wanted)

    def resolve(self, carrier_text: str, plan_text: str) -> tuple[Carrier | None, Plan | None]:
        """Return what a card's carrier and plan stand for, each None where it is the owner's own.

        A plan alone brings its carrier; a plan of a carrier that is not known is the owner's own.
        """
        carrier = self.carrier(carrier_text)
        if carrier is None and carrier_text.strip():
            return None, None
        plan = self.plan(carrier, plan_text) if plan_text.strip() else None
        if carrier is None and plan is not None:
            carrier = self.carrier_of(plan)
        return carrier, plan

    def carrier_of(self, plan: Plan) -> Carrier:
        """Return the carrier that runs *plan*, which must be of this catalog."""
        return next(carrier for carrier in self.carriers if any(one.id == plan.id for one in carrier.plans))

    def channel(self, channel_id: str) -> Channel | None:
        """Return the generic guide of a channel; None if there is no such channel."""
        return self._channels.get(channel_id)

    def channels_of(self, plan: Plan | None) -> tuple[Channel, ...]:
        """Return the guides for *plan*, its differences filled in.

        Every generic guide for None, and for a plan of the owner's that names none.
        """
        if plan is None or (is_own_id(plan.id) and not plan.channels):
            return self.channels
        return tuple(merged(self._channels[own.channel], own) for own in plan.channels)

    @cached_property
    def _plans_by_id(self) -> dict[str, Plan]:
        return {plan.id: plan for carrier in self.carriers for plan in carrier.plans}

    @cached_property
    def _channels(self) -> dict[str, Channel]:
        return {channel.id: channel for channel in self.channels}

    @cached_property
    def _carriers(self) -> dict[str, Carrier]:
        return {
            name: carrier
            for carrier in self.carriers
            for name in spellings(carrier.id, carrier.name, carrier.aliases)
        }

    @cached_property
    def _plans_by_carrier(self) -> dict[str, dict[str, Plan]]:
        return {
            carrier.id: {
                name: plan for plan in carrier.plans for name in spellings(plan.id, plan.name, plan.aliases)
            }
            for carrier in self.carriers
        }

    @cached_property
    def _plans(self) -> dict[str, Plan]:
        found: dict[str, Plan] = {}
        shared: set[str] = set()
        for shelf in self._plans_by_carrier.values():
            shared |= found.keys() & shelf.keys()
            found |= shelf
        return {name: plan for name, plan in found.items() if name not in shared}


# Asked for once: the question takes longer than filling in every channel of every plan.
_DIFFERENCES = tuple(
    field.name for field in fields(PlanChannel) if field.name not in ("channel", "offers", "claims")
)


def differences(own: PlanChannel) -> dict[str, object]:
    """Return what a plan says of a channel, by field, but for its offers and sources."""
    return {name: value for name in _DIFFERENCES if (value := getattr(own, name)) is not UNSET}


def merged(generic: Channel, own: PlanChannel) -> Channel:
    """Return the generic guide with a plan's differences in it.

    The plan's sources come first; the generic ones are kept only where its steps are.
    """
    changes = differences(own)
    claims = own.claims if "steps" in changes else own.claims + generic.claims
    return replace(generic, claims=claims, **changes)


def offers_by(plan: Plan, channel_id: str) -> tuple[Offer, ...]:
    """Return the offers of *plan* that a channel sells, in the plan's order; empty if none is known."""
    sold = {offer for own in plan.channels if own.channel == channel_id for offer in own.offers}
    return tuple(offer for offer in plan.offers if offer.id in sold)
