"""What there is to say of one card today, said already or not."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from msgspec.structs import replace

from simdesk.domain.card import Card
from simdesk.domain.clocks import Balance, balance_of, in_order
from simdesk.domain.money import Money
from simdesk.domain.renewal import Renewal
from simdesk.domain.rows import DEFAULT_STAGES, Row, stages_of
from simdesk.domain.terms import Basis, DeadlineKind, Extends, Kind, Phase, State
from simdesk.domain.zones import zone
from simdesk.reminders.matters import Matter, Reminder, Rules

DATA_STAGES = (3, 1)
"""Days before the end of a data pack. It ends no number, so that it is said twice at most."""

DATA_LATE = 7
"""Days after the end of a data pack in which a stage that was missed is still said."""

VERIFY_STAGES = (-1, -3, -7, -14, -30)
"""It is asked 1 day, 3 days and so on after a payment whether it arrived."""

TRY_STAGES = tuple(-7 * week for week in range(9))
"""Once when an approximate ladder has run out, then weekly for 8 weeks."""

CHECK_DAYS = 90
"""Days between two looks at a card of which no rule is known (product contract, section 2)."""


def reminder_of(row: Row, general: tuple[int, ...] = DEFAULT_STAGES) -> Reminder | None:
    """Return what there is to say of the number's own deadline; None outside every stage.

    After the first deadline every day is a stage of its own, until the number is lost.
    """
    standing = row.standing
    if row.card.state is not State.IN_USE:
        return None
    if standing.may_be_lost_since is not None:
        return _try_it(row, standing.may_be_lost_since)
    deadline, left, kind = standing.next_deadline, standing.days_left, standing.deadline_kind
    if deadline is None or left is None or kind is None:
        return None
    if standing.past_first:
        matter = Matter.RENEWED if kind is DeadlineKind.AUTO_RENEWAL and left < 0 else Matter.DEADLINE
        return _reminder(row, matter, deadline, left, kind.value, last=True)
    stages = stages_of(row, general)
    stage = _reached(stages, left)
    if stage is None:
        return None
    return _reminder(row, Matter.DEADLINE, deadline, stage, kind.value, last=stage == stages[-1])


def card_reminders(row: Row, renewals: Sequence[Renewal], rules: Rules) -> Iterator[Reminder]:
    """Give everything there is to say of a card in use; *renewals* are the card's.

    That its payment card expires is said of the payment method, with all the cards to update, where the
    day is the method's.
    """
    if not is_of_method(row):
        number = reminder_of(row, rules.stages)
        if number is None:
            number = _loss(row, renewals)
        if number is not None:
            yield number
    others = (
        _to_verify(row),
        _data(row, renewals),
        *_of_balance(row, renewals, rules),
        _check(row, renewals),
    )
    yield from (one for one in others if one is not None)


def is_of_method(row: Row) -> bool:
    """Return whether the next deadline is the last day of a payment method of the book."""
    return (
        row.standing.deadline_kind is DeadlineKind.PAYMENT_CARD
        and row.card.payment_card_expires is None
        and bool(row.card.payment_method)
    )


def smallest_stage(row: Row, general: tuple[int, ...]) -> int:
    """Return the days left that the last stage before a loss is said at."""
    if (row.standing.place or 0) > 1:
        return 0
    return min(general if row.card.stages is None else row.card.stages, default=0)


def _reminder(
    row: Row, matter: Matter, deadline: date, stage: int, kind: str | None = None, *, last: bool = False
) -> Reminder:
    return Reminder(
        matter=matter,
        deadline=deadline,
        kind=matter.value if kind is None else kind,
        stage=stage,
        days_left=(deadline - row.today).days,
        last=last,
        row=row,
        rows=(row,),
    )


def _reached(stages: Iterable[int], left: int) -> int | None:
    """Return the smallest of the stages that have begun; None if none has."""
    return min((stage for stage in stages if left <= stage), default=None)


def _try_it(row: Row, since: date) -> Reminder | None:
    stage = _reached(TRY_STAGES, (since - row.today).days)
    return None if stage is None else _reminder(row, Matter.TRY_IT, since, stage, last=True)


def _loss(row: Row, renewals: Iterable[Renewal]) -> Reminder | None:
    """Return that the number is lost, where that was to be known and nobody has looked since."""
    standing = row.standing
    if standing.phase is not Phase.LOST or not standing.place or standing.lost_on is None:
        return None
    changed = max((row.card.changed, *(one.changed for one in renewals)))
    last_day = standing.spans[standing.place - 1].last_day
    if last_day is None or _day_there(row, changed) >= standing.lost_on:
        return None
    return _reminder(row, Matter.LOST, last_day, -1, last=True)


def _to_verify(row: Row) -> Reminder | None:
    waiting = row.standing.pending
    if waiting is None:
        return None
    paid_on = waiting.renewal.paid_on
    stage = _reached(VERIFY_STAGES, (paid_on - row.today).days)
    return None if stage is None else _reminder(row, Matter.VERIFY, paid_on, stage)


def _data(row: Row, renewals: Iterable[Renewal]) -> Reminder | None:
    ends = row.standing.data_ends_on
    if ends is None or (ends - row.today).days < -DATA_LATE:
        return None
    begun = max((one.paid_on for one in renewals if _gave_data(one, ends)), default=None)
    stages = [stage for stage in DATA_STAGES if begun is None or stage * 2 <= (ends - begun).days]
    stage = _reached(stages, (ends - row.today).days)
    return None if stage is None else _reminder(row, Matter.DATA, ends, stage)


def _gave_data(renewal: Renewal, ends: date) -> bool:
    return renewal.moves and renewal.extends in (Extends.DATA, Extends.BOTH) and renewal.base_day == ends


def _of_balance(row: Row, renewals: Sequence[Renewal], rules: Rules) -> Iterator[Reminder]:
    card = row.card
    if card.balance is None and all(one.balance_after is None for one in renewals):
        return
    balance = balance_of(card, renewals)
    if balance is None:
        return
    looked = balance.on or _day_there(row, card.changed)
    cost = _cost(row, renewals)
    if _is_short(card, balance, cost):
        yield _with_money(_reminder(row, Matter.LOW_BALANCE, looked, 0), balance, cost)
    if rules.balance_days is not None and card.rule.basis is not Basis.NONE:
        stage = _every(rules.balance_days, (row.today - looked).days)
        if stage is not None:
            yield _with_money(_reminder(row, Matter.CHECK_BALANCE, looked, stage), balance, None)


def _with_money(reminder: Reminder, balance: Balance, cost: Money | None) -> Reminder:
    return replace(reminder, balance=balance, cost=cost)


def _is_short(card: Card, balance: Balance, cost: Money | None) -> bool:
    if cost is None:
        return card.rule.basis is Basis.USE and balance.money.decimal <= 0
    return balance.money.currency == cost.currency and balance.money.decimal < cost.decimal


def _cost(row: Row, renewals: Iterable[Renewal]) -> Money | None:
    """Return what the next keep-alive act takes from the balance: a fee, or what the last use cost."""
    if row.card.rule.funding is not None:
        return row.card.rule.funding.fee
    if row.card.rule.basis is not Basis.USE:
        return None
    costs = [
        Money(one.amount, one.currency)
        for one in in_order(renewals)
        if one.moves and one.kind is Kind.USE and one.amount is not None and one.currency is not None
    ]
    return costs[-1] if costs else None


def _check(row: Row, renewals: Iterable[Renewal]) -> Reminder | None:
    card = row.card
    if card.rule.basis is not Basis.NONE or row.standing.next_deadline is not None:
        return None
    days = [_day_there(row, card.changed), *(one.paid_on for one in renewals)]
    looked = max((*days, card.balance_on or date.min))
    stage = _every(CHECK_DAYS, (row.today - looked).days)
    return None if stage is None else _reminder(row, Matter.CHECK, looked, stage)


def _every(days: int, since: int) -> int | None:
    """Return the stage of something that is asked every *days* days, *since* days after its beginning."""
    return -(since // days * days) if since >= days else None


def _day_there(row: Row, moment: datetime) -> date:
    return moment.astimezone(zone(row.card.timezone)).date()
