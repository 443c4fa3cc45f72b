"""What the wizard is told, whom it asks, and what it works out from both. No Qt."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.structs import replace

from simdesk.catalog.cautions import Caution, cautions
from simdesk.catalog.choosing import Situation, Way, ways
from simdesk.catalog.freshness import Freshness, PriceStanding, of_another, plan_freshness, price_standing
from simdesk.catalog.model import Carrier, Channel, Offer, Plan
from simdesk.catalog.own import OwnEdit
from simdesk.catalog.places import place, places_of
from simdesk.catalog.rule_change import counts_alike
from simdesk.catalog.terms import Group, Payment, PlanStatus
from simdesk.catalog.whole import Catalog
from simdesk.domain.book import PaymentMethod
from simdesk.domain.card import Card
from simdesk.domain.clocks import use_clock
from simdesk.domain.draft import RenewalDraft
from simdesk.domain.edits import Edit, new_id
from simdesk.domain.lifecycle import standing
from simdesk.domain.numbers import region_of
from simdesk.domain.renewal import Renewal
from simdesk.domain.renewing import Preview
from simdesk.domain.rows import DEFAULT_STAGES, Row
from simdesk.domain.terms import Basis, EndsBy, Extends, Kind, Status
from simdesk.domain.zones import zone
from simdesk.wording.language import current
from simdesk.wording.outcomes import Outcome

if TYPE_CHECKING:  # no widgets here
    from simdesk.ui.receipts.doors import ReceiptDoors


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The card as it is now.

    ``renewals`` are this card's. ``stages`` are the general ones of the settings. ``masked``: the number
    is hidden where it need not be read.
    """

    row: Row
    renewals: tuple[Renewal, ...]
    moment: datetime
    methods: tuple[PaymentMethod, ...] = ()
    stages: tuple[int, ...] = DEFAULT_STAGES
    masked: bool = False

    @property
    def card(self) -> Card:
        """Return the card."""
        return self.row.card

    @property
    def there(self) -> datetime:
        """Return the present moment on the clocks of the card's zone."""
        return self.moment.astimezone(zone(self.card.timezone))


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """What the owner said last: where they are (ISO 3166, empty if never said), how they pay, which IDs."""

    country: str = ""
    payments: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Doors:
    """Whom the wizard asks for what it cannot do itself.

    ``facts`` returns None once the card is gone. ``keep_draft`` and ``drop_draft`` may raise what
    ``wording.problem`` has words for. ``receipts`` are those of the place for receipts. ``open_page``
    takes an https address and says whether it was opened. ``finish`` takes a label, an edit and the id of
    the record it is about, and says whether it is saved. ``remember`` keeps the habits. ``change_own``
    changes what the owner laid over the catalog and returns the catalog as it is then; it may raise, too.
    ``open_plan`` shows all about a plan, by its id. ``open_trouble`` opens the guide for troubles,
    ``open_phrases`` what to say on the telephone, with what is known of its blanks. ``calendar_place``
    names where a calendar is told of the card by itself, empty if nowhere. ``add_to_calendar`` gives the
    card's deadlines to the calendar program; it returns None if one was opened, else the file to be
    opened by hand, and may raise, too.
    """

    facts: Callable[[], Facts | None]
    keep_draft: Callable[[RenewalDraft], None]
    drop_draft: Callable[[str], None]
    receipts: "ReceiptDoors"
    open_page: Callable[[str], bool]
    finish: Callable[[str, Edit, str], bool]
    remember: Callable[[Habits], None]
    change_own: Callable[[OwnEdit], Catalog]
    open_plan: Callable[[str], object]
    open_trouble: Callable[[], object]
    open_phrases: Callable[[dict[str, str]], object]
    calendar_place: Callable[[], str]
    add_to_calendar: Callable[[], Path | None]


@dataclass(frozen=True, slots=True)
class Guide:
    """What the catalog knows of one card; carrier and plan are None where they are the owner's own."""

    catalog: Catalog
    carrier: Carrier | None
    plan: Plan | None
    home: str

    @classmethod
    def to(cls, card: Card, catalog: Catalog) -> "Guide":
        """Return the guide to *card*. ``home`` is the carrier's country, else the number's, else empty."""
        carrier, plan = catalog.resolve(card.carrier, card.plan)
        home = carrier.country if carrier is not None else None
        if home is None and card.number is not None:
            sharing = places_of(card.number)
            home = sharing[0].code if len(sharing) == 1 else region_of(card.number)
        return cls(catalog, carrier, plan, home or "")

    def ways(self, facts: Facts, draft: RenewalDraft) -> tuple[Way, ...]:
        """Return every way to renew, the best first."""
        span = facts.row.standing.span
        issued = {method.country for method in facts.methods if method.country is not None}
        now = Situation(
            phase=facts.row.standing.phase,
            today=facts.row.today,
            way_out=EndsBy.ANY_CHANNEL if span is None else span.way_out,
            rule=facts.card.rule,
            home=self.home or None,
            country=draft.country or None,
            payments=draft.payments or None,
            ids=draft.ids or None,
            cards_from=issued,
            languages=(current(),),
        )
        return ways(self.catalog, self.plan, now)

    def way(self, facts: Facts, draft: RenewalDraft) -> Way | None:
        """Return the way that was chosen; None if none was, or it is in no catalog."""
        return next((way for way in self.ways(facts, draft) if way.channel.id == draft.channel), None)

    def channel(self, channel_id: str) -> Channel | None:
        """Return the guide of a channel, the plan's own where it has one."""
        own = (one for one in self.catalog.channels_of(self.plan) if one.id == channel_id)
        return next(own, self.catalog.channel(channel_id))

    def offers(self, way: Way | None, today: date) -> tuple[Offer, ...]:
        """Return what can be bought in *way*: what it is known to sell, else all that the plan has.

        What is sold no more on *today* comes last.
        """
        if self.plan is None:
            return ()
        found = self.plan.offers if way is None or not way.offers else way.offers
        return tuple(sorted(found, key=lambda offer: has_ended(offer, today)))

    def offer(self, draft: RenewalDraft) -> Offer | None:
        """Return the catalog's offer that was chosen; None for none or the owner's own."""
        return None if self.plan is None else self.plan.offer(draft.offer)

    def freshness(self, facts: Facts) -> Freshness | None:
        """Return how old the rule of the card's plan is.

        None where the card's was written by hand, and where the plan has ended: nothing rests on it.
        """
        if self.plan is None or self.plan.status is PlanStatus.ENDED:
            return None
        if facts.card.rule.plan_version is None:
            return None
        found = plan_freshness(self.plan, self.catalog.own, facts.row.today)
        return found if counts_alike(facts.card.rule, self.plan.rule) else of_another(found)


def begun(facts: Facts, guide: Guide, habits: Habits) -> RenewalDraft:
    """Return a new draft with the best way chosen, if one fits, and what is usually bought."""
    draft = RenewalDraft(
        card_id=facts.card.id,
        renewal_id=new_id(),
        correction_id=new_id(),
        changed=facts.moment,
        country=habits.country,
        payments=habits.payments,
        ids=habits.ids,
        currency=_currency(facts.card, guide),
    )
    best = next(iter(guide.ways(facts, draft)), None)
    if best is None or not best.fits:
        return replace(draft, **_nothing_chosen(facts.card))
    return replace(draft, **channel_chosen(draft, best, facts, guide))


def channel_chosen(draft: RenewalDraft, way: Way, facts: Facts, guide: Guide) -> dict[str, Any]:
    """Return the fields that change when *way* is chosen; an offer it sells too is kept."""
    kind = kind_through(way.channel, facts.card)
    fields: dict[str, Any] = {"channel": way.channel.id, "kind": kind}
    if kind is Kind.USE:
        return fields | {"offer": "", "extends": Extends.NUMBER, "valid_for": "", "lasts": "", "base_day": ""}
    today = facts.row.today
    offers = [offer for offer in guide.offers(way, today) if not has_ended(offer, today)]
    kept = guide.offer(draft)
    if not offers or (kept is None and draft.offer) or kept in offers:
        return fields
    usual = None if guide.plan is None else guide.plan.offer(guide.plan.usual_offer)
    chosen = usual if usual is not None and usual in offers else offers[0]
    return fields | offer_chosen(draft, chosen, guide, today)


def offer_chosen(draft: RenewalDraft, offer: Offer, guide: Guide, today: date) -> dict[str, Any]:
    """Return the fields that change when *offer* is chosen.

    An amount that was typed by hand stays. A price that is not confirmed is not filled in.
    """
    had = guide.offer(draft)
    typed = draft.amount and (had is None or sure_price(had, today) != draft.amount)
    fields: dict[str, Any] = {
        "offer": offer.id,
        "extends": offer.extends,
        "lasts": offer.lasts or "",
        "valid_for": offer.valid_for or "",
        "base_day": "",
    }
    if not typed:
        fields["amount"] = sure_price(offer, today)
    if offer.price is not None:
        fields["currency"] = offer.price.currency
    return fields


def sure_price(offer: Offer, today: date) -> str:
    """Return the amount that may be filled in for *offer*; empty where it is free or not sure."""
    usable = price_standing(offer, today) is PriceStanding.USABLE
    return offer.price.amount if usable and offer.price is not None else ""


def has_ended(offer: Offer, today: date) -> bool:
    """Return whether *offer* is sold no more."""
    return price_standing(offer, today) is PriceStanding.ENDED


def kind_through(channel: Channel, card: Card) -> Kind:
    """Return what sort of act it is to renew *card* through *channel*.

    Using the card costs nothing but its balance: a text that charges a bank card buys something.
    """
    if channel.group is Group.BY_USING_IT and all(one is Payment.BALANCE for one in channel.payments):
        return Kind.USE
    if card.rule.basis is Basis.BILLING:
        return Kind.BILL
    return Kind.AUTO if channel.group is Group.BY_ITSELF else Kind.PURCHASE


def outcome_of(facts: Facts, draft: RenewalDraft) -> Outcome:
    """Return where *draft* leads by the card's rule."""
    card, today = facts.card, facts.row.today
    others = tuple(one for one in facts.renewals if one.id not in (draft.renewal_id, draft.correction_id))
    arrived = msgspec.structs.replace(
        draft.renewal(card, today, facts.moment), status=Status.VERIFIED, verified_on=today
    )
    method = next((one for one in facts.methods if card.payment_method in (one.id, one.label)), None)
    after = standing(card, [*others, arrived], today, method)
    seen = draft.preview(card, others, today, facts.moment)
    if draft.kind is Kind.USE and card.rule.use_within is not None and card.rule.basis is not Basis.USE:
        seen = Preview(use_clock(card, others).last_day, use_clock(card, [*others, arrived]).last_day)
    return Outcome(draft, facts.row, seen, after)


def cautions_of(facts: Facts, draft: RenewalDraft, guide: Guide) -> tuple[Caution, ...]:
    """Return what to warn of before one pays, the worst first."""
    return cautions(
        draft,
        facts.row,
        facts.renewals,
        way=guide.way(facts, draft),
        seen=outcome_of(facts, draft).seen,
        now=facts.there,
    )


def _nothing_chosen(card: Card) -> dict[str, Any]:
    return {"kind": Kind.BILL if card.rule.basis is Basis.BILLING else Kind.PURCHASE}


def _currency(card: Card, guide: Guide) -> str:
    if card.currency is not None:
        return card.currency
    if card.balance is not None:
        return card.balance.currency
    home = place(guide.home) if guide.home else None
    return "JPY" if home is None else home.currency
