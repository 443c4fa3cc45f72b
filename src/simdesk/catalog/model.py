"""The catalog's format: carriers, plans, offers, channels, steps, and what each is known from."""

from datetime import date
from typing import Annotated

from msgspec import UNSET, Meta, Struct, UnsetType

from simdesk.catalog.terms import (
    Action,
    Confidence,
    Elsewhere,
    Foreign,
    Group,
    How,
    Identity,
    Payment,
    PlanKind,
    PlanStatus,
    Reality,
    SupportKind,
)
from simdesk.catalog.text import Text
from simdesk.catalog.written import (
    CatalogId,
    Country,
    Host,
    PageDate,
    SafeAddress,
    SpokenIn,
    Version,
    WebAddress,
    Words,
    ZoneName,
)
from simdesk.domain.card import Rule, Stage
from simdesk.domain.length import LengthText
from simdesk.domain.money import Money
from simdesk.domain.terms import Extends, Form, Kind, Phase
from simdesk.errors import Damage

STEP_LIMIT = 200


class Claim(Struct, frozen=True, forbid_unknown_fields=True):
    """Where something is known from.

    ``source`` None: the owner's own word, never one of the shipped catalog. ``page_dated``: as exact as
    the page says, a year, a month or a day; None where it has no date. ``confidence``: in what this
    source is cited for.
    """

    source: WebAddress | None
    page_dated: PageDate | None
    read_on: date
    how: How
    confidence: Confidence

    @property
    def flaw(self) -> Damage | None:
        """Return what is wrong with it as a whole: no source, or a page younger than its reading."""
        if self.source is None and self.how is not How.OWNER:
            return Damage.RULE
        try:
            return Damage.RULE if self.dated_on is not None and self.dated_on > self.read_on else None
        except ValueError:
            return Damage.RULE

    @property
    def dated_on(self) -> date | None:
        """Return the earliest day the page can be from; None if undated."""
        if self.page_dated is None:
            return None
        year, month, day = (*map(int, self.page_dated.split("-")), 1, 1)[:3]
        return date(year, month, day)


class Fact(Struct, frozen=True, forbid_unknown_fields=True):
    """Something said of a plan, and what just that is known from."""

    text: Text
    claims: Annotated[tuple[Claim, ...], Meta(min_length=1)]


def least_sure(claims: tuple[Claim, ...]) -> Confidence | None:
    """Return the confidence of the least sure of *claims*; None if there are none."""
    return max((claim.confidence for claim in claims), key=lambda it: it.doubt, default=None)


class Step(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One thing to do, in at most 200 characters."""

    text: Text
    action: Action = Action.NONE

    @property
    def flaw(self) -> Damage | None:
        """Return what is wrong with it as a whole: a text that is too long."""
        return Damage.TOO_LONG if max(map(len, self.text.every())) > STEP_LIMIT else None


class Channel(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A way to renew, as a guide: the generic one, or a plan's own with its differences filled in.

    ``countries``: where it exists at all; empty means anywhere. ``phases``: of the card, in which it
    works; None where no limit is known. ``payments``: any one of them will do; empty where nothing is
    paid or nothing is known. ``ids``: any one of them will do; empty where nothing is known.
    ``fee`` and ``minutes`` None: not known. ``address`` is what the steps open. ``staffed``: one speaks
    to the carrier's people, who can do more than a machine.
    """

    id: CatalogId
    group: Group
    name: Text
    summary: Text
    status: Reality
    ended_on: date | None = None
    status_note: Text | None = None
    countries: tuple[Country, ...] = ()
    staffed: bool = False
    at_hand: tuple[Text, ...] = ()
    steps: tuple[Step, ...] = ()
    payments: tuple[Payment, ...] = ()
    foreign_cards: Foreign = Foreign.UNKNOWN
    fee: Text | None = None
    from_elsewhere: Elsewhere = Elsewhere.UNKNOWN
    elsewhere_note: Text | None = None
    phases: tuple[Phase, ...] | None = None
    ids: tuple[Identity, ...] = ()
    languages: tuple[SpokenIn, ...] = ()
    minutes: Annotated[int, Meta(ge=1, le=1440)] | None = None
    address: SafeAddress | None = None
    claims: tuple[Claim, ...] = ()


class PlanChannel(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """How a channel differs for one plan; what is not given is as in the generic guide.

    ``offers``: ids of the plan's offers that can be bought this way.
    """

    channel: CatalogId
    claims: Annotated[tuple[Claim, ...], Meta(min_length=1)]
    offers: tuple[CatalogId, ...] = ()
    name: Text | UnsetType = UNSET
    summary: Text | UnsetType = UNSET
    status: Reality | UnsetType = UNSET
    ended_on: date | UnsetType | None = UNSET
    status_note: Text | UnsetType | None = UNSET
    at_hand: tuple[Text, ...] | UnsetType = UNSET
    steps: tuple[Step, ...] | UnsetType = UNSET
    payments: tuple[Payment, ...] | UnsetType = UNSET
    foreign_cards: Foreign | UnsetType = UNSET
    fee: Text | UnsetType | None = UNSET
    from_elsewhere: Elsewhere | UnsetType = UNSET
    elsewhere_note: Text | UnsetType | None = UNSET
    phases: tuple[Phase, ...] | UnsetType | None = UNSET
    ids: tuple[Identity, ...] | UnsetType = UNSET
    languages: tuple[SpokenIn, ...] | UnsetType = UNSET
    minutes: Annotated[int, Meta(ge=1, le=1440)] | UnsetType | None = UNSET
    address: SafeAddress | UnsetType | None = UNSET


class Offer(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Something one can buy or do on a plan.

    ``price`` None: not known, or free where ``paid`` is false. ``at_least``: one may pay more.
    ``lasts``: a pack's length, so that its last day is the day of payment and this.
    ``valid_for``: what it adds to the number where that is not the rule's length.
    ``until``: the last day it is sold; None where no end is known.
    """

    id: CatalogId
    name: Text
    gives: Text
    extends: Extends
    paid: bool
    claims: Annotated[tuple[Claim, ...], Meta(min_length=1)]
    price: Money | None = None
    at_least: bool = False
    lasts: LengthText | None = None
    valid_for: LengthText | None = None
    until: date | None = None


class UsualAct(Struct, frozen=True, forbid_unknown_fields=True):
    """What "I did it today" logs: the kind of act and the channel it is done through."""

    kind: Kind
    channel: CatalogId


class Plan(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A tariff, how its clocks run and how it is kept alive.

    ``aliases``: other names people write. ``stages`` None: the general reminders suit it.
    ``claims``: what the rule is known from. ``page``: where the carrier itself words it, None where no
    such page is known. ``counts`` and ``does_not_count``: what keeps the number and what does not.
    ``usual_offer``: the id of the offer that is bought as a rule; None where nothing is.
    ``no_channels``: what to do where no channel is known. ``residence``: the ID and the residence it
    asks for. ``roaming_texts``: whether texts arrive abroad. None: not known.
    """

    id: CatalogId
    name: Text
    form: Annotated[tuple[Form, ...], Meta(min_length=1)]
    kind: PlanKind
    status: PlanStatus
    rule: Rule
    rule_text: Text
    claims: Annotated[tuple[Claim, ...], Meta(min_length=1)]
    aliases: tuple[Words, ...] = ()
    page: SafeAddress | None = None
    status_note: Fact | None = None
    counts: tuple[Fact, ...] = ()
    does_not_count: tuple[Fact, ...] = ()
    offers: tuple[Offer, ...] = ()
    usual_offer: CatalogId | None = None
    usual_act: UsualAct | None = None
    cheapest_keep: Fact | None = None
    stages: tuple[Stage, ...] | None = None
    channels: tuple[PlanChannel, ...] = ()
    no_channels: Text | None = None
    warnings: tuple[Fact, ...] = ()
    roaming_texts: Fact | None = None
    residence: Fact | None = None

    def offer(self, offer_id: str | None) -> Offer | None:
        """Return the offer with that id; None if there is none."""
        return next((offer for offer in self.offers if offer.id == offer_id), None)


class Support(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A line to a carrier's people. ``value``: a telephone number, a mail or https address, or words."""

    kind: SupportKind
    value: Words
    claims: Annotated[tuple[Claim, ...], Meta(min_length=1)]
    hours: Text | None = None
    languages: tuple[SpokenIn, ...] = ()
    note: Text | None = None


class Carrier(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Who runs the line. ``hosts``: the only hosts that its pages are opened at, subdomains included."""

    id: CatalogId
    name: Text
    country: Country
    timezone: ZoneName
    hosts: tuple[Host, ...]
    plans: tuple[Plan, ...]
    network: Words | None = None
    aliases: tuple[Words, ...] = ()
    support: tuple[Support, ...] = ()


class CarrierFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One file of ``resources/catalog/carriers``; ``version`` is that of its knowledge."""

    version: Version
    carrier: Carrier


class ChannelsFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file ``resources/catalog/channels.json``: the generic guides, in the order they are shown."""

    version: Version
    channels: tuple[Channel, ...]
