"""The clocks of a card, each folded from what was stated and what was done.

A clock's last day is never stored. It is the latest statement, then every verified renewal that
was paid on or after the day of that statement, in order of payment, then of entry.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from operator import attrgetter

from msgspec import Struct

from simdesk.domain.card import Card, Rule, Statement
from simdesk.domain.length import Position, counted, days_of_month
from simdesk.domain.money import Money
from simdesk.domain.renewal import Renewal
from simdesk.domain.terms import Basis, ClockName, Kind, Late


class InOrder(tuple[Renewal, ...]):
    """Renewals in the order of payment, then of entry, so that every clock need not sort them again."""

    __slots__ = ()


def in_order(renewals: Iterable[Renewal]) -> InOrder:
    """Return *renewals* as they are folded."""
    if isinstance(renewals, InOrder):
        return renewals
    return InOrder(sorted(renewals, key=attrgetter("paid_on", "entered", "id")))


class MainClock(Struct, frozen=True):
    """Where the main clock stands.

    ``position`` is the last day and what it was counted from, None if nothing was ever stated.
    ``base_day`` is the day the length counts from, None after stacking or a stated end.
    ``thrown_away`` are the days that the cap took from the last renewal.
    """

    position: Position | None = None
    base_day: date | None = None
    thrown_away: int = 0

    @property
    def last_day(self) -> date | None:
        """Return the last day of the first phase, inclusive; None if it is not known."""
        return None if self.position is None else self.position.day


def main_clock(card: Card, renewals: Iterable[Renewal]) -> MainClock:
    """Return the card's main clock after *renewals*, which are this card's, in any order."""
    statement = card.stated(ClockName.MAIN)
    clock = _stated(card, statement)
    for renewal in _effective(renewals, statement):
        if renewal.extends.number:
            clock = _moved(clock, card.rule, renewal)
    return clock


def use_clock(card: Card, renewals: Iterable[Renewal]) -> MainClock:
    """Return the further clock ``use``: some use within ``rule.use_within`` of the last one."""
    if card.rule.use_within is None:
        return MainClock()
    base = last_use(card, renewals)
    if base is None:
        return MainClock()
    return MainClock(counted(base, card.rule.use_within, count_base_day=card.rule.count_base_day), base)


def last_use(card: Card, renewals: Iterable[Renewal]) -> date | None:
    """Return the last day of use that was stated or logged; None if there is none."""
    statement = card.stated(ClockName.USE)
    days = [
        renewal.base_day or renewal.paid_on
        for renewal in _effective(renewals, statement)
        if renewal.kind is Kind.USE
    ]
    if statement is not None and statement.base_day is not None:
        days.append(statement.base_day)
    return max(days, default=None)


def data_packs(card: Card, renewals: Iterable[Renewal]) -> tuple[date, ...]:
    """Return the last day of every data pack known, earliest first, ended ones included.

    A pack whose end was not entered has none: the day of payment would say that it is over.
    """
    statement = card.stated(ClockName.DATA)
    days = {
        renewal.base_day
        for renewal in _effective(renewals, statement)
        if renewal.extends.data and renewal.base_day and renewal.kind not in (Kind.USE, Kind.BILL)
    }
    if statement is not None and statement.end_day is not None:
        days.add(statement.end_day)
    return tuple(sorted(days))


def data_ends(card: Card, renewals: Iterable[Renewal]) -> date | None:
    """Return the last day of the data pack that ends last; None if none is known."""
    packs = data_packs(card, renewals)
    return packs[-1] if packs else None


def next_bill(card: Card, renewals: Iterable[Renewal]) -> date | None:
    """Return the first bill that is neither logged nor waived; None if none was ever stated or logged.

    A bill on the 31st falls on the last day of a shorter month. A logged bill settles the one of the
    month of its ``base_day``, and no earlier one; without a base day the oldest open one, or, where
    none was stated, the one nearest to its payment.
    """
    statement = card.stated(ClockName.BILL)
    bill = None if statement is None else statement.base_day
    anchor = card.bill_day or (None if bill is None else bill.day)
    if anchor is None:
        return None
    settled: set[tuple[int, int]] = set()
    for renewal in _effective(renewals, statement):
        if renewal.kind is not Kind.BILL:
            continue
        paid = renewal.base_day or bill or _nearest_bill(renewal.paid_on, anchor)
        bill = paid if bill is None else bill
        settled.add((paid.year, paid.month))
        while bill < date.max and (bill.year, bill.month) in settled:
            bill = month_after(bill, anchor)
    return bill


def _nearest_bill(day: date, bill_day: int) -> date:
    following = first_bill_on_or_after(day, bill_day)
    if following.toordinal() <= 31:
        return following
    month_before = following.replace(day=1) - timedelta(days=1)
    before = month_before.replace(day=min(bill_day, month_before.day))
    return before if day - before <= following - day else following


def month_after(day: date, anchor: int) -> date:
    """Return the *anchor*-th of the month after *day*'s, or that month's last day if it is shorter."""
    year, month = (day.year, day.month + 1) if day.month < 12 else (day.year + 1, 1)
    if year > date.max.year:
        return date.max
    return date(year, month, min(anchor, days_of_month(year, month)))


def first_bill_on_or_after(day: date, bill_day: int) -> date:
    """Return the next bill of a plan that bills on *bill_day*, *day* itself included."""
    this_month = date(day.year, day.month, min(bill_day, days_of_month(day.year, day.month)))
    return this_month if this_month >= day else month_after(day, bill_day)


def bill_position(card: Card, bill: date) -> Position:
    """Return *bill* as the day that a ladder is counted from.

    The bill of a shorter month keeps the day that is billed as a rule: after that of 28 February, of a
    plan that bills on the 31st, comes that of 31 March.
    """
    shift = -1 if card.rule.count_base_day else 0
    statement = card.stated(ClockName.BILL)
    stated_day = 0 if statement is None or statement.base_day is None else statement.base_day.day
    anchor = card.bill_day or stated_day
    if anchor <= bill.day or bill.day < days_of_month(bill.year, bill.month):
        return Position(bill, shift=shift)
    # Before every shorter month comes one of 31 days, in the same year.
    return Position(date(bill.year, bill.month - 1, anchor), 1, shift=shift)


def month_end(text: str) -> date:
    """Return the last day of the month *text*, written YYYY-MM."""
    year, month = int(text[:4]), int(text[5:7])
    return date(year, month, days_of_month(year, month))


class Balance(Struct, frozen=True):
    """Money on the card, and the day somebody last looked."""

    money: Money
    on: date | None


def balance_of(card: Card, renewals: Iterable[Renewal]) -> Balance | None:
    """Return the balance last stated, on the card or in a renewal that arrived; None if never."""
    known = None if card.balance is None else Balance(card.balance, card.balance_on)
    for renewal in in_order(renewals):
        if renewal.balance_after is None or not renewal.moves:
            continue
        later = known is None or known.on is None or renewal.paid_on >= known.on
        currency = renewal.currency or (known.money.currency if known else card.currency)
        if currency and later:
            known = Balance(Money(renewal.balance_after, currency), renewal.paid_on)
    return known


_CYCLES = 1200
"""Cycles that are counted at most: a hundred years of months."""


def funded_clock(card: Card, renewals: Iterable[Renewal], main: MainClock) -> MainClock:
    """Return the main clock of a plan that lives on its balance.

    The cycle that runs on the day the balance was looked at is paid; each fee the balance still
    covers adds one more. A balance older than the base day has paid for the cycles begun since.
    Without a base day or a balance the clock stays as it is.
    """
    funding = card.rule.funding
    if funding is None or main.base_day is None:
        return main
    balance = balance_of(card, renewals)
    if balance is None or balance.money.currency != funding.fee.currency or funding.fee.decimal <= 0:
        return main
    position = Position(main.base_day, shift=-1 if card.rule.count_base_day else 0).plus(funding.cycle)
    while balance.on is not None and position.day < balance.on < date.max:
        position = position.plus(funding.cycle)
    fees = int(balance.money.decimal // funding.fee.decimal)
    for _ in range(min(_CYCLES, max(0, fees - _begun(funding.cycle, balance.on, main.base_day)))):
        position = position.plus(funding.cycle)
    return MainClock(position, main.base_day)


def _begun(cycle: str, looked: date | None, base_day: date) -> int:
    """Return how many cycles began after *looked* up to *base_day*, on which one began; none if unknown."""
    if looked is None or looked >= base_day:
        return 0
    begun, position = 1, Position(looked).plus(cycle)
    while position.day < base_day and begun < _CYCLES:
        begun, position = begun + 1, position.plus(cycle)
    return begun


def _effective(renewals: Iterable[Renewal], statement: Statement | None) -> list[Renewal]:
    since = date.min if statement is None else statement.stated_on
    return [renewal for renewal in in_order(renewals) if renewal.paid_on >= since and renewal.moves]


def _stated(card: Card, statement: Statement | None) -> MainClock:
    rule = card.rule
    base = _base_without_statement(card) if statement is None else statement.base_day
    end = None if statement is None else statement.end_day
    if base is not None and rule.valid_for is not None and rule.basis not in (Basis.BILLING, Basis.NONE):
        position = counted(base, rule.valid_for, count_base_day=rule.count_base_day)
        if end is None or end == position.day:
            return MainClock(position, base)
    if end is not None:
        return MainClock(Position(end), base)
    return MainClock(base_day=base)


def _base_without_statement(card: Card) -> date | None:
    if card.rule.basis is Basis.PACK_END:
        return card.opened_on
    if card.rule.basis is Basis.USE and card.rule.valid_for is not None:
        use = card.stated(ClockName.USE)
        return None if use is None else use.base_day
    return None


def _moved(clock: MainClock, rule: Rule, renewal: Renewal) -> MainClock:
    if renewal.kind is Kind.CORRECTION:
        return clock if renewal.expires_after is None else MainClock(Position(renewal.expires_after))
    length = renewal.valid_for or rule.valid_for
    if length is None or renewal.kind is Kind.BILL:
        return clock
    match rule.basis:
        case Basis.EXPIRY if renewal.kind is not Kind.USE:
            return _stacked(clock, rule, renewal, length)
        case Basis.PAYMENT if renewal.kind is not Kind.USE:
            if clock.base_day is not None and renewal.paid_on < clock.base_day:
                return clock
            return _counted(renewal.paid_on, length, rule)
        case Basis.USE:
            # A pack that was bought counts on the day it was bought: using it up is no use that counts.
            used_on = renewal.base_day if renewal.kind is Kind.USE else None
            return _later(clock, _counted(used_on or renewal.paid_on, length, rule))
        case Basis.PACK_END if renewal.kind is not Kind.USE:
            # The length of a pack is in its end already; the rule's own length follows it.
            return _later(
                clock, _counted(renewal.base_day or renewal.paid_on, rule.valid_for or length, rule)
            )
        case _:
            return clock


def _counted(base: date, length: str, rule: Rule) -> MainClock:
    return MainClock(counted(base, length, count_base_day=rule.count_base_day), base)


def _later(clock: MainClock, other: MainClock) -> MainClock:
    if clock.last_day is not None and other.last_day is not None and other.last_day < clock.last_day:
        return clock
    return other


def _stacked(clock: MainClock, rule: Rule, renewal: Renewal, length: str) -> MainClock:
    position = clock.position
    if position is None:
        return _capped(_counted(renewal.paid_on, length, rule), None, rule, renewal)
    if renewal.paid_on > position.day and rule.late is not Late.FROM_EXPIRY:
        if rule.late is Late.FORBIDDEN:
            return clock
        return _capped(_counted(renewal.paid_on, length, rule), position, rule, renewal)
    return _capped(MainClock(position.plus(length)), position, rule, renewal)


def _capped(longer: MainClock, before: Position | None, rule: Rule, renewal: Renewal) -> MainClock:
    """Return *longer* within the cap; a last day beyond it that was there *before* is not shortened."""
    if rule.cap is None or longer.position is None:
        return longer
    kept = counted(renewal.paid_on, rule.cap, count_base_day=rule.count_base_day)
    if longer.position.day <= kept.day:
        return longer
    if before is not None and before.day >= kept.day:
        kept = before
    return MainClock(kept, thrown_away=(longer.position.day - kept.day).days)
