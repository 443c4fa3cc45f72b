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
_PHASE_WHY = {EndsBy.NOBODY: Why.NO_WAY_BACK, EndsBy.PORT_OUT_ONLY: Why.PORT_OUT_ONLY}


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """The card's side and the owner's side of the choice.

    ``way_out``: who can lift the card out of its present phase, of its span. ``rule``: the card's own.
    ``home``: the carrier's country, ``country``: where the owner is, ISO 3166, None if not known.
    ``payments`` and ``ids``: what the owner has; None if not said. ``cards_from``: the countries that
    the owner's payment cards were issued in; ``languages``: codes of those the owner reads, such as
    ``zh_TW``. Both are empty if not said.
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
    languages: Collection[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A channel as it is for this card, and whether it fits now.

    ``reasons``: what rules it out first, then doubts, then what speaks for it. ``offers``: those of the
    plan that are sold this way today. ``confidence``: of the least sure thing one would rely on; None
    where there is no source. ``unverified``: something that matters here is not known for sure.
    ``known``: the plan is known to take it, or was.
    """

    channel: Channel
    fits: bool
    reasons: tuple[Reason, ...]
    offers: tuple[Offer, ...] = ()
    confidence: Confidence | None = None
    unverified: bool = False
    known: bool = True


def ways(catalog: Catalog, plan: Plan | None, situation: Situation) -> tuple[Way, ...]:
    """Return every channel as a way for the card, those that fit first, the best of them foremost.

    *plan* None: a card of the owner's own, for which the generic guides stand.
    """
    own = catalog.channels_of(plan)
    found = [_way(channel, plan, situation) for channel in own]
    if plan is None:
        return tuple(sorted(found, key=lambda way: _place_for_own(way, situation.rule)))
    taken = {channel.id for channel in own}
    others = [_stranger(channel, plan, situation) for channel in catalog.channels if channel.id not in taken]
    return (*sorted(found, key=lambda way: _place(way, situation)), *others)


def why_none(found: Iterable[Way]) -> Reason | None:
    """Return the one reason why nothing fits; None if something does.

    A reason that rules every way out is told itself, then that only the carrier's people can help, then
    that no way of the plan is known; else only that none fits.
    """
    every = tuple(found)
    if any(way.fits for way in every):
        return None
    for reason in every[0].reasons if every else ():
        if reason.why in _FOR_ALL and all(_says(way, reason.why) for way in every):
            return reason
    known = [way for way in every if way.known]
    if not known:
        return Reason(why=Why.NONE_KNOWN)
    for reason in known[0].reasons:
        if reason.why is Why.SUPPORT_ONLY and all(_says(way, reason.why) for way in known):
            return reason
    return Reason(why=Why.NONE_FITS)


_FOR_ALL = frozenset(
    {Why.NUMBER_LOST, Why.CANNOT_BE_EXTENDED, Why.PLAN_ENDED, Why.PORT_OUT_ONLY, Why.NO_WAY_BACK}
)


def _says(way: Way, why: Why) -> bool:
    return any(reason.why is why for reason in way.reasons)


def _place(way: Way, now: Situation) -> tuple[bool, bool, int, bool, int, int]:
    """Return where a plan's way stands: the usual one first unless two doubts more lie on it.

    Among ways with as many doubts, what one does oneself comes before asking people, then one in the
    owner's language: no way that is less sure passes another because of its language. Whoever is there
    needs a friend last of all.
    """
    doubts = sum(reason.why.casts_doubt for reason in way.reasons) - _says(way, Why.ONLY_LANGUAGES)
    people = way.channel.group is Group.PEOPLE
    favour = people and not way.channel.staffed and now.country is not None and now.country == now.home
    doubt = way.confidence.doubt if way.confidence is not None else 3
    return not way.fits, favour, doubts - 2 * _says(way, Why.USUAL), people, _strangeness(way), doubt


def _place_for_own(way: Way, rule: Rule | None) -> tuple[bool, bool, bool, bool, int]:
    """Return where a way stands for a carrier nobody knows: in the order of the guides, the real ones first.

    Using a card comes before all where use is what counts. What runs by itself comes last: whoever renews
    by hand has not got that.
    """
    by_itself = way.channel.group is Group.BY_ITSELF
    by_use = rule is not None and rule.basis is Basis.USE and way.channel.group is Group.BY_USING_IT
    return not way.fits, not by_use, by_itself, way.channel.status is not Reality.REAL, _strangeness(way)


def _strangeness(way: Way) -> int:
    """Return 0 for a way in the owner's language, 2 for one in none of them, 1 where that is not known."""
    return 1 - _says(way, Why.IN_LANGUAGE) + _says(way, Why.ONLY_LANGUAGES)


def _stranger(channel: Channel, plan: Plan, now: Situation) -> Way:
    """Return a channel that the plan is not known to take."""
    ended = channel.status is Reality.ENDED
    reason = Reason(why=Why.ENDED, day=channel.ended_on) if ended else Reason(why=Why.NOT_TAKEN)
    return Way(channel=channel, fits=False, reasons=(*_of_card(plan, now), reason), known=False)


def _way(channel: Channel, plan: Plan | None, now: Situation) -> Way:
    sure = least_sure(channel.claims)
    reasons = [*_of_plan(channel, plan, now), *_of_channel(channel, plan), *_of_phase(channel, now)]
    reasons += [*_of_place(channel, now), *_of_payment(channel, now), *_of_identity(channel, now)]
    reasons += _of_language(channel, plan, now)
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


def _of_card(plan: Plan | None, now: Situation, *, made_for: bool = False) -> Iterator[Reason]:
    """Yield what rules out every way there is, but a guide *made for* the present phase."""
    rule = now.rule or (plan.rule if plan is not None else None)
    if now.phase is Phase.LOST:
        yield Reason(why=Why.NUMBER_LOST)
    if plan is not None and plan.status is PlanStatus.ENDED:
        yield Reason(why=Why.PLAN_ENDED, note=None if plan.status_note is None else plan.status_note.text)
    if rule is not None and rule.basis is Basis.FIXED and not made_for:
        yield Reason(why=Why.CANNOT_BE_EXTENDED)
    if now.phase is not Phase.LOST and (way_out := _way_out(now)) in _PHASE_WHY:
        yield Reason(why=_PHASE_WHY[way_out])


def _of_plan(channel: Channel, plan: Plan | None, now: Situation) -> Iterator[Reason]:
    rule = now.rule or (plan.rule if plan is not None else None)
    yield from _of_card(plan, now, made_for=now.phase in (channel.phases or ()))
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
    if now.phase is Phase.LOST or _way_out(now) in _PHASE_WHY:
        return
    if channel.phases is not None:
        if now.phase not in channel.phases:
            yield Reason(why=Why.OTHER_PHASE, phases=channel.phases)
        elif Phase.USABLE not in channel.phases:
            yield Reason(why=Why.MADE_FOR_PHASE, phases=(now.phase,))
    elif _way_out(now) is EndsBy.SUPPORT_ONLY and not channel.staffed:
        yield Reason(why=Why.SUPPORT_ONLY)


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


def _of_language(channel: Channel, plan: Plan | None, now: Situation) -> Iterator[Reason]:
    if not channel.languages or not now.languages:
        return
    if (plan is None or not plan.channels) and not channel.countries:
        return  # The generic guides have Japan's chats and telephones in mind.
    # Who reads one of the two Chinese scripts gets along in the other.
    read = {_tongue(code) for code in now.languages}
    shared = tuple(code for code in channel.languages if _tongue(code) in read)
    if shared:
        yield Reason(why=Why.IN_LANGUAGE, languages=shared)
    else:
        yield Reason(why=Why.ONLY_LANGUAGES, languages=channel.languages)


def _tongue(code: str) -> str:
    return code.partition("_")[0]
