"""Which ways to renew fit a card and its owner now, best first, each with its reasons."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from simdesk.catalog.model import Channel, Offer, Plan, least_sure
from simdesk.catalog.reasons import Reason, Why
from simdesk.catalog.terms import (
    Confidence,
    Elsewhere,
    Foreign,
    Group,
    Identity,
    Payment,
    PlanStatus,
    Reality,
)
from simdesk.catalog.whole import Catalog, offers_by
from simdesk.domain.card import Rule
from simdesk.domain.terms import Basis, EndsBy, Phase

_UNVERIFIED = frozenset(
    {Why.OWN_CARRIER, Why.ELSEWHERE_UNKNOWN, Why.FOREIGN_UNKNOWN, Why.NOT_SURE, Why.NOT_KNOWN}
)
_CARDS = frozenset({Payment.CREDIT_CARD, Payment.DEBIT_CARD, Payment.PREPAID_CARD})
_PHASE_WHY = {
    EndsBy.NOBODY: Why.NO_WAY_BACK,
    EndsBy.PORT_OUT_ONLY: Why.PORT_OUT_ONLY,
    EndsBy.SUPPORT_ONLY: Why.SUPPORT_ONLY,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """The card's side and the owner's side of the choice.

    ``way_out``: who can lift the card out of its present phase, of its span. ``rule``: the card's own.
    ``home``: the carrier's country, ``country``: where the owner is, ISO 3166, None if not known.
    ``payments`` and ``ids``: what the owner has; None if not said. ``cards_from``: the countries that
    the owner's payment cards were issued in; empty if not said.
    """

    phase: Phase
    today: date
    way_out: EndsBy = EndsBy.ANY_CHANNEL
    rule: Rule | None = None
    home: str | None = None
    country: str | None = None
    payments: Collection[str] | None = None
    ids: Collection[str] | None = None
    cards_from: Collection[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A channel as it is for this card, and whether it fits now.

    ``reasons``: what rules it out first, then doubts, then what speaks for it. ``offers``: those of the
    plan that are sold this way today. ``confidence``: of the least sure thing one would rely on; None
    where there is no source. ``unverified``: something that matters here is not known for sure.
    """

    channel: Channel
    fits: bool
    reasons: tuple[Reason, ...]
    offers: tuple[Offer, ...] = ()
    confidence: Confidence | None = None
    unverified: bool = False


def ways(catalog: Catalog, plan: Plan | None, situation: Situation) -> tuple[Way, ...]:
    """Return every channel as a way for the card, those that fit first, the best of them foremost.

    *plan* None: a card of the owner's own, for which the generic guides stand.
    """
    own = catalog.channels_of(plan)
    found = [_way(channel, plan, situation) for channel in own]
    if plan is None:
        return tuple(sorted(found, key=lambda way: _place_for_own(way, situation.rule)))
    taken = {channel.id for channel in own}
    others = [_stranger(channel) for channel in catalog.channels if channel.id not in taken]
    return (*sorted(found, key=_place), *others)


def why_none(found: Iterable[Way]) -> Reason | None:
    """Return the one reason why nothing fits; None if something does.

    A reason that rules every way out is told itself; else only that none fits.
    """
    every = tuple(found)
    if any(way.fits for way in every):
        return None
    common = [reason for way in every[:1] for reason in way.reasons if reason.why in _FOR_ALL]
    return common[0] if common else Reason(why=Why.NONE_FITS)


_FOR_ALL = frozenset(
    {Why.NUMBER_LOST, Why.CANNOT_BE_EXTENDED, Why.PLAN_ENDED, Why.PORT_OUT_ONLY, Why.NO_WAY_BACK}
)


def _place(way: Way) -> tuple[bool, int, int]:
    """Return where a plan's way stands: the usual one first unless two doubts more lie on it."""
    usual = any(reason.why is Why.USUAL for reason in way.reasons)
    doubts = sum(reason.why.casts_doubt for reason in way.reasons)
    doubt = way.confidence.doubt if way.confidence is not None else 3
    return not way.fits, doubts - 2 * usual, doubt


def _place_for_own(way: Way, rule: Rule | None) -> tuple[bool, bool, bool]:
    """Return where a way stands for a carrier nobody knows: in the order of the guides, the real ones first.

    Using a card comes before all where use is what counts.
    """
    by_use = rule is not None and rule.basis is Basis.USE and way.channel.group is Group.BY_USING_IT
    return not way.fits, not by_use, way.channel.status is not Reality.REAL


def _stranger(channel: Channel) -> Way:
    """Return a channel that the plan is not known to take."""
    ended = channel.status is Reality.ENDED
    reason = Reason(why=Why.ENDED, day=channel.ended_on) if ended else Reason(why=Why.NOT_TAKEN)
    return Way(channel=channel, fits=False, reasons=(reason,))


def _way(channel: Channel, plan: Plan | None, now: Situation) -> Way:
    sure = least_sure(channel.claims)
    reasons = [*_of_plan(channel, plan, now), *_of_channel(channel, plan), *_of_phase(channel, now)]
    reasons += [*_of_place(channel, now), *_of_payment(channel, now), *_of_identity(channel, now)]
    if plan is not None and sure is Confidence.LOW:
        reasons.append(Reason(why=Why.NOT_SURE))
    against = [reason for reason in reasons if reason.why.rules_out]
    doubts = [reason for reason in reasons if reason.why.casts_doubt]
    points = [reason for reason in reasons if reason.why.speaks_for]
    sold = () if plan is None else offers_by(plan, channel.id)
    return Way(
        channel=channel,
        fits=not against,
        reasons=(*against, *doubts, *points),
        offers=tuple(offer for offer in sold if offer.until is None or now.today <= offer.until),
        confidence=sure,
        unverified=any(reason.why in _UNVERIFIED for reason in reasons),
    )


def _of_plan(channel: Channel, plan: Plan | None, now: Situation) -> Iterator[Reason]:
    rule = now.rule or (plan.rule if plan is not None else None)
    if now.phase is Phase.LOST:
        yield Reason(why=Why.NUMBER_LOST)
    if plan is not None and plan.status is PlanStatus.ENDED:
        yield Reason(why=Why.PLAN_ENDED, note=None if plan.status_note is None else plan.status_note.text)
    if rule is not None and rule.basis is Basis.FIXED:
        yield Reason(why=Why.CANNOT_BE_EXTENDED)
    if plan is not None:
        if plan.usual_act is not None and plan.usual_act.channel == channel.id:
            yield Reason(why=Why.USUAL)
        return
    yield Reason(why=Why.OWN_CARRIER)
    counts = rule is None or rule.basis in (Basis.USE, Basis.NONE) or rule.use_within is not None
    if channel.group is Group.BY_USING_IT and not counts:
        yield Reason(why=Why.DOES_NOT_COUNT)


def _of_channel(channel: Channel, plan: Plan | None) -> Iterator[Reason]:
    match channel.status:
        case Reality.ENDED:
            yield Reason(why=Why.ENDED, day=channel.ended_on, note=channel.status_note)
        case Reality.NOT_KNOWN:
            yield Reason(why=Why.NOT_KNOWN, note=channel.status_note)
        case Reality.PARTIAL if plan is not None:
            yield Reason(why=Why.PARTLY_TAKEN, note=channel.status_note)


def _of_phase(channel: Channel, now: Situation) -> Iterator[Reason]:
    if now.phase is Phase.LOST:
        return
    if channel.phases is not None:
        if now.phase not in channel.phases:
            yield Reason(why=Why.OTHER_PHASE, phases=channel.phases)
        elif Phase.USABLE not in channel.phases:
            yield Reason(why=Why.MADE_FOR_PHASE, phases=(now.phase,))
    elif (way_out := _way_out(now)) is not EndsBy.ANY_CHANNEL:
        why = _PHASE_WHY[way_out]
        if why is not Why.SUPPORT_ONLY or not channel.staffed:
            yield Reason(why=why)


def _way_out(now: Situation) -> EndsBy:
    return EndsBy.PORT_OUT_ONLY if now.phase is Phase.PORT_OUT_ONLY else now.way_out


def _of_place(channel: Channel, now: Situation) -> Iterator[Reason]:
    if channel.countries and now.home is not None and now.home not in channel.countries:
        yield Reason(why=Why.ONLY_CARRIERS_OF, countries=channel.countries)
        return
    where = channel.countries or ((now.home,) if now.home is not None else ())
    if now.country is None or not where:
        return
    if now.country in where:
        if channel.group is Group.IN_PERSON:
            yield Reason(why=Why.ON_THE_SPOT, countries=(now.country,))
        return
    match channel.from_elsewhere:
        case Elsewhere.YES:
            yield Reason(why=Why.FROM_ELSEWHERE, countries=(now.country,))
        case Elsewhere.NO:
            yield Reason(why=Why.ONLY_IN, countries=where)
        case Elsewhere.PARTLY:
            yield Reason(why=Why.PARTLY_ELSEWHERE, note=channel.elsewhere_note)
        case Elsewhere.UNKNOWN:
            yield Reason(why=Why.ELSEWHERE_UNKNOWN, countries=(now.country,))


def _of_payment(channel: Channel, now: Situation) -> Iterator[Reason]:
    had = channel.payments
    if now.payments is not None and had:
        had = tuple(one for one in channel.payments if one is Payment.BALANCE or one in now.payments)
        if not had:
            yield Reason(why=Why.NEEDS_PAYMENT, payments=channel.payments)
            return
        yield Reason(why=Why.TAKES, payments=had)
    foreign = bool(now.cards_from) and now.home is not None and now.home not in now.cards_from
    by_card = _CARDS.intersection(had) if now.payments is None else had and _CARDS.issuperset(had)
    if not foreign or not by_card:
        return
    match channel.foreign_cards:
        case Foreign.YES:
            yield Reason(why=Why.FOREIGN_ACCEPTED)
        case Foreign.NO:
            yield Reason(why=Why.FOREIGN_REFUSED)
        case Foreign.UNKNOWN:
            yield Reason(why=Why.FOREIGN_UNKNOWN)


def _of_identity(channel: Channel, now: Situation) -> Iterator[Reason]:
    if not channel.ids or Identity.NONE in channel.ids:
        return
    if now.ids is None:
        yield Reason(why=Why.ASKS_FOR_ID, ids=channel.ids)
    elif not any(one in now.ids for one in channel.ids):
        yield Reason(why=Why.NEEDS_ID, ids=channel.ids)
