"""Where a card stands on a day: its phases, its next deadline, and the day it is lost."""

from collections.abc import Iterable
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from simdesk.domain.book import PaymentMethod
from simdesk.domain.card import Card, Rule, Rung, works_in
from simdesk.domain.clocks import (
    InOrder,
    MainClock,
    balance_of,
    bill_position,
    data_ends,
    first_bill_on_or_after,
    funded_clock,
    in_order,
    main_clock,
    month_end,
    next_bill,
    use_clock,
)
from simdesk.domain.length import Position, parse_length
from simdesk.domain.money import Money
from simdesk.domain.renewal import Renewal
from simdesk.domain.terms import Basis, DeadlineKind, EndsBy, Kind, Phase, State, Status, Works

ANSWER_DAYS = 3
"""Days after an automatic renewal within which silence is not yet a no."""

BILLING_CYCLE_DAYS = 30


class Span(Struct, frozen=True):
    """One phase on the calendar, both days inclusive.

    ``first_day`` None: since ever. ``last_day`` None: without end. ``approximate``: it begins on about
    that day.
    """

    phase: Phase
    first_day: date | None
    last_day: date | None
    approximate: bool = False
    way_out: EndsBy = EndsBy.ANY_CHANNEL
    works: tuple[Works, ...] = ()


class Pending(Struct, frozen=True):
    """A renewal that was paid and not yet seen to arrive; ``would_be`` is the last day it would give."""

    renewal: Renewal
    would_be: date | None


class Standing(Struct, frozen=True, kw_only=True):
    """A card on one day.

    ``place`` is that of the present phase among ``spans``, None where no span says what its owner says.
    ``days_left`` is 0 on the last day and negative after it, and None, as are ``next_deadline`` and
    ``deadline_kind``, where nothing more is due. ``deadline_kind`` is a Phase that begins on the next
    day, or a DeadlineKind. ``lost_on`` is the first day without the number. ``expires_on`` is the last
    day of the first phase, ``counted_from`` the base day it was counted from. ``phase_days`` is the
    nominal length of the present phase. ``past_first`` says that the first deadline has passed.
    ``may_be_lost_since`` is set when an approximate ladder has run out and nobody has looked.
    ``forfeits`` is the balance that goes with the number.
    """

    phase: Phase
    place: int | None = None
    next_deadline: date | None = None
    deadline_kind: Phase | DeadlineKind | None = None
    days_left: int | None = None
    lost_on: date | None = None
    approximate: bool = False
    past_first: bool = False
    phase_days: int | None = None
    spans: tuple[Span, ...] = ()
    counted_from: date | None = None
    expires_on: date | None = None
    data_ends_on: date | None = None
    bill_on: date | None = None
    payment_card_ends: date | None = None
    may_be_lost_since: date | None = None
    forfeits: Money | None = None
    pending: Pending | None = None

    @property
    def span(self) -> Span | None:
        """Return the span of the present phase; None where no day is known."""
        return None if self.place is None else self.spans[self.place]


def standing(
    card: Card, renewals: Iterable[Renewal], today: date, method: PaymentMethod | None = None
) -> Standing:
    """Return how *card* stands on *today*, a date in the card's own zone.

    *renewals* are those of this card; *method* is what it is paid from, if the book has it.
    """
    acts = in_order(renewals)
    ends = _FirstPhase.of(card, acts, today, method)
    spans = _spans(card, ends)
    place = _place_on(card, acts, spans, ends, today)
    balance = balance_of(card, acts)
    found = Standing(
        phase=spans[place].phase,
        place=place,
        lost_on=next((span.first_day for span in spans if span.phase is Phase.LOST), None),
        approximate=any(span.approximate for span in spans),
        past_first=place > 0,
        phase_days=_nominal_days(card, spans, place, ends),
        spans=spans,
        counted_from=ends.main.base_day,
        expires_on=ends.main.last_day,
        data_ends_on=data_ends(card, acts),
        bill_on=ends.bill,
        payment_card_ends=ends.payment_card,
        forfeits=balance.money if balance is not None and balance.money.decimal > 0 else None,
        pending=_pending(card, acts),
    )
    if card.state is State.CONFIRMED_LOST:
        return replace(found, phase=Phase.LOST, place=len(spans) - 1 if found.lost_on else None)
    if found.phase is Phase.LOST:
        return replace(found, may_be_lost_since=found.lost_on if found.approximate else None)
    return _with_deadline(found, card, ends, today)


def pays_itself(card: Card, method: PaymentMethod | None) -> bool:
    """Return whether the card is paid without its owner's doing, as stated or as its card suggests."""
    if card.auto_renew is not None:
        return card.auto_renew
    return card.rule.basis is Basis.BILLING and _payment_card(card, method) is not None


class _FirstPhase(Struct, frozen=True):
    """What can end the first phase. ``governing`` is the earliest clock that ends number or service.

    ``open_bill`` is a bill paid by hand that comes before it.
    """

    main: MainClock
    governing: Position | None
    used_up: bool
    bill: date | None
    open_bill: date | None
    payment_card: date | None
    by_itself: bool
    install_by: date | None

    @classmethod
    def of(cls, card: Card, renewals: InOrder, today: date, method: PaymentMethod | None) -> "_FirstPhase":
        main = funded_clock(card, renewals, main_clock(card, renewals))
        use = use_clock(card, renewals).position
        by_itself = pays_itself(card, method)
        bill = _bill(card, renewals, today, by_itself=by_itself)
        governing = main.position
        used_up = use is not None and (governing is None or use.day < governing.day)
        if used_up:
            governing = use
        by_hand = bill is not None and not by_itself and (governing is None or bill < governing.day)
        installed = (
            main.base_day is not None or card.opened_on is not None or any(one.moves for one in renewals)
        )
        return cls(
            main=main,
            governing=governing,
            used_up=used_up,
            bill=bill,
            open_bill=bill if by_hand else None,
            payment_card=_payment_card(card, method),
            by_itself=by_itself,
            install_by=None if installed else card.install_by,
        )

    def in_arrears(self, rule: Rule) -> bool:
        """Return whether the open bill, once overdue, only waits: no timetable of *rule* runs from it."""
        return self.open_bill is not None and not (rule.basis is Basis.BILLING and rule.ladder)

    def only_stops(self, rule: Rule) -> bool:
        """Return whether what follows is known to stop the service, and of a loss nothing is known.

        So it is on the basis ``billing`` without a timetable, where the use or the balance runs out.
        """
        return rule.basis is Basis.BILLING and not rule.ladder and (self.used_up or rule.funding is not None)

    @property
    def first_end(self) -> date | None:
        """Return the last day of the first phase; None if there is none."""
        return self.open_bill or (None if self.governing is None else self.governing.day)


def _bill(card: Card, renewals: InOrder, today: date, *, by_itself: bool) -> date | None:
    """Return the bill to come; where only its day of the month is known, or it pays itself, from today on."""
    bill = next_bill(card, renewals)
    if bill is None and card.rule.basis is Basis.BILLING and card.bill_day is not None:
        return first_bill_on_or_after(today, card.bill_day)
    if bill is not None and by_itself and bill < today:
        return first_bill_on_or_after(today, card.bill_day or bill.day)
    return bill


def _payment_card(card: Card, method: PaymentMethod | None) -> date | None:
    text = card.payment_card_expires or (None if method is None else method.expires)
    return None if text is None else month_end(text)


def _spans(card: Card, ends: _FirstPhase) -> tuple[Span, ...]:
    first = card.rule.first_phase
    end = ends.first_end
    if ends.install_by is not None and (end is None or ends.install_by < end):
        return (Span(Phase.NOT_ACTIVE, None, ends.install_by), _lost_after(ends.install_by))
    spans = [Span(first, None, end, works=works_in(first))]
    position, last_day = ends.governing, end
    if ends.in_arrears(card.rule):
        begins = None if end is None else _next_day(end)
        last_day = None if position is None else position.day
        spans.append(Span(Phase.OVERDUE, begins, last_day, works=works_in(first)))
    elif ends.open_bill is not None:
        position = bill_position(card, ends.open_bill)
    if position is None or last_day is None:
        return tuple(spans)
    if ends.only_stops(card.rule):
        return (*spans, Span(Phase.SUSPENDED, _next_day(last_day), None))
    for rung in card.rule.ladder:
        begins, position = _next_day(last_day), position.plus(rung.length)
        last_day = position.day
        spans.append(_span_of(rung, begins, last_day))
    spans.append(_lost_after(last_day, approximate=any(rung.approximate for rung in card.rule.ladder)))
    return tuple(spans)


def _span_of(rung: Rung, begins: date, ends: date) -> Span:
    return Span(rung.phase, begins, ends, rung.approximate, rung.way_out, rung.still_works)


def _lost_after(last_day: date, *, approximate: bool = False) -> Span:
    return Span(Phase.LOST, _next_day(last_day), None, approximate, EndsBy.NOBODY)


def _next_day(day: date) -> date:
    return day + timedelta(days=1) if day < date.max else day


def _place_on(card: Card, renewals: InOrder, spans: tuple[Span, ...], ends: _FirstPhase, today: date) -> int:
    place = sum(span.first_day is not None and span.first_day <= today for span in spans)
    last_day = ends.main.last_day
    if place and last_day is not None and last_day == spans[0].last_day:
        return 0 if _may_have_renewed(card, renewals, last_day, today) else place
    return place


def _tops_itself_up(card: Card) -> bool:
    return card.auto_renew is True and card.rule.basis in (Basis.EXPIRY, Basis.PAYMENT)


def _may_have_renewed(card: Card, renewals: InOrder, last_day: date, today: date) -> bool:
    if not _tops_itself_up(card) or (today - last_day).days > ANSWER_DAYS:
        return False
    return not any(
        one.kind is Kind.AUTO and one.status is Status.REFUSED and one.paid_on >= last_day for one in renewals
    )


def _nominal_days(card: Card, spans: tuple[Span, ...], place: int, ends: _FirstPhase) -> int | None:
    rule = card.rule
    if place:
        rung = place - 1 - ends.in_arrears(rule)
        inside = 0 <= rung < len(rule.ladder)
        return parse_length(rule.ladder[rung].length).in_days if inside else None
    if spans[0].phase is Phase.NOT_ACTIVE:
        return None
    if ends.open_bill is not None:
        return BILLING_CYCLE_DAYS
    length = rule.use_within if ends.used_up else rule.valid_for
    return None if length is None else parse_length(length).in_days


def _with_deadline(found: Standing, card: Card, ends: _FirstPhase, today: date) -> Standing:
    deadline, kind = _phase_end(found, card, ends)
    card_ends = ends.payment_card
    first = found.place == 0
    if first and ends.by_itself and card_ends is not None and (deadline is None or card_ends < deadline):
        deadline, kind = card_ends, DeadlineKind.PAYMENT_CARD
    if deadline is None:
        return found
    left = (deadline - today).days
    past = found.past_first or left < 0
    return replace(found, next_deadline=deadline, deadline_kind=kind, days_left=left, past_first=past)


def _phase_end(
    found: Standing, card: Card, ends: _FirstPhase
) -> tuple[date | None, Phase | DeadlineKind | None]:
    """Return the last day of the present phase and what begins then.

    An overdue bill stays what is due, and so does the day after which a phase without an end began.
    """
    place, bill = found.place or 0, ends.open_bill
    if bill is not None and bill == found.spans[0].last_day and place <= ends.in_arrears(card.rule):
        return bill, DeadlineKind.BILL
    deadline = found.spans[place].last_day
    if deadline is None and place:
        return found.spans[place - 1].last_day, found.spans[place].phase
    if deadline is None:
        return None, None
    if place == 0 and deadline == ends.main.last_day and _tops_itself_up(card):
        return deadline, DeadlineKind.AUTO_RENEWAL
    return deadline, found.spans[place + 1].phase


def _pending(card: Card, renewals: InOrder) -> Pending | None:
    waiting = [one for one in renewals if one.status is Status.PAID]
    if not waiting:
        return None
    last = waiting[-1]
    arrived = replace(last, status=Status.VERIFIED)
    would_be = main_clock(card, [*(one for one in renewals if one.id != last.id), arrived])
    return Pending(last, funded_clock(card, [*renewals, arrived], would_be).last_day)
