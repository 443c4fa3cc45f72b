"""What will be said next, and when."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta, timezone

from msgspec import Struct
from msgspec.structs import replace

from simdesk.clock import in_own_zone
from simdesk.domain.book import Book, PaymentMethod, renewals_by_card
from simdesk.domain.clocks import InOrder, balance_of, in_order, month_end
from simdesk.domain.lifecycle import standing
from simdesk.domain.rows import Row
from simdesk.domain.terms import State
from simdesk.reminders.ledger import Ledger
from simdesk.reminders.matters import Matter, Reminder, Rules
from simdesk.reminders.of_book import EXPIRED, method_reminders, watching
from simdesk.reminders.of_card import CHECK_DAYS, DATA_STAGES, TRY_STAGES, VERIFY_STAGES, card_reminders
from simdesk.reminders.planner import begins, open_reminders, seen_by_owner, still_unsaid

_ZONES = 2
"""Days by which the beginnings of a stage in two zones, each at the owner's hour, can lie apart."""


class Coming(Struct, frozen=True):
    """A reminder that is to come: ``when`` in the owner's zone, and what it will say then."""

    when: datetime
    reminder: Reminder


class _Subject(Struct, frozen=True):
    """A card, or all that is said of no single one, and the days on which something may begin."""

    days: tuple[date, ...]
    row: Row | None = None
    renewals: InOrder = InOrder()
    method: PaymentMethod | None = None


def upcoming(
    book: Book, rows: Sequence[Row], ledger: Ledger, rules: Rules, moment: datetime, *, count: int = 5
) -> tuple[Coming, ...]:
    """Return the next *count* reminders, soonest first, if the book and the settings stay as they are.

    What is due already and not said comes first, at *moment*. A day is looked at only where a stage may
    begin, so that one in ten years costs what one tomorrow does.
    """
    open_now = open_reminders(book, rows, rules, moment)
    found = [
        Coming(max(moment, _said_at(one, rules, moment)), one)
        for one in still_unsaid(open_now, ledger, moment, rules)
    ]
    found += _put_off(open_now, ledger, rules, moment)
    days = [(day, one) for one in _subjects(book, rows, rules, moment, count) for day in one.days]
    for day, subject in sorted(days, key=lambda pair: pair[0]):
        found.sort(key=lambda one: one.when)
        if len(found) >= count and found[count - 1].when.date() + timedelta(days=_ZONES) < day:
            break
        for reminder in _beginning(book, rows, subject, rules, day):
            when = _said_at(reminder, rules, moment)
            if when > moment:
                found.append(Coming(when, reminder))
    found.sort(key=lambda one: one.when)
    return tuple(found[:count])


def _said_at(reminder: Reminder, rules: Rules, moment: datetime) -> datetime:
    """Return the moment from which *reminder* is said: not before the owner's hour, nor in quiet hours."""
    when = seen_by_owner(begins(reminder, moment.tzinfo), moment)
    if when.hour < rules.owner_hour:
        when = _owners(when.date(), time(rules.owner_hour), moment)
    return _after_quiet(when, rules, moment)


def _after_quiet(when: datetime, rules: Rules, moment: datetime) -> datetime:
    if rules.quiet_until is None or not rules.is_quiet(when):
        return when
    ends = _owners(when.date(), rules.quiet_until, moment)
    return ends if ends > when else _owners(when.date() + timedelta(days=1), rules.quiet_until, moment)


def _owners(day: date, hour: time, moment: datetime) -> datetime:
    """Return that hour of the owner's day, by the owner's clock of that day."""
    plain = datetime.combine(day, hour)
    if isinstance(moment.tzinfo, timezone) and in_own_zone(moment).utcoffset() == moment.utcoffset():
        return in_own_zone(plain)
    return plain.replace(tzinfo=moment.tzinfo)


def _put_off(
    open_now: Iterable[Reminder], ledger: Ledger, rules: Rules, moment: datetime
) -> Iterator[Coming]:
    entries = {entry.key: entry for entry in ledger.entries}
    for one in open_now:
        entry = entries.get(one.key)
        if entry is not None and entry.snoozed_until is not None and entry.snoozed_until > moment:
            yield Coming(_after_quiet(seen_by_owner(entry.snoozed_until, moment), rules, moment), one)


def _subjects(
    book: Book, rows: Sequence[Row], rules: Rules, moment: datetime, count: int
) -> Iterator[_Subject]:
    renewals = renewals_by_card(book.renewals)
    for row in rows:
        if row.card.state is State.IN_USE:
            acts = in_order(renewals.get(row.card.id, ()))
            method = book.payment_method(row.card.payment_method) if row.card.payment_method else None
            days = _later(_days_of(row, acts, rules, count), row.today)
            yield _Subject(days, row, acts, method)
    today = moment.date()
    ends = [month_end(method.expires) for method in book.payment_methods if method.expires is not None]
    own = {stage for row in rows for stage in row.card.stages or ()}
    stages = (*rules.stages, *own, EXPIRED)
    next_month = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    every = [*_before(ends, stages), *_daily(ends, today, count), next_month]
    yield _Subject(_later(every, today))


def _days_of(row: Row, renewals: InOrder, rules: Rules, count: int) -> Iterator[date]:
    """Give the days on which a stage of the card may begin; too many rather than too few."""
    card, now = row.card, row.standing
    ends = [span.last_day for span in now.spans if span.last_day is not None]
    ends += [day for day in (now.next_deadline, now.payment_card_ends) if day is not None]
    yield from _before(ends, rules.stages if card.stages is None else card.stages)
    yield from _daily(ends, row.today, count)
    if now.lost_on is not None:
        yield from _before([now.lost_on], TRY_STAGES)
    if now.data_ends_on is not None:
        yield from _before([now.data_ends_on], DATA_STAGES)
    if now.pending is not None:
        yield from _before([now.pending.renewal.paid_on], VERIFY_STAGES)
    changed = seen_by_owner(card.changed, card.changed).date()
    balance = balance_of(card, renewals)
    looked = [changed - timedelta(days=1), changed, changed + timedelta(days=1)]
    looked += [one.paid_on for one in renewals[-1:]]
    looked += [day for day in (card.balance_on, None if balance is None else balance.on) if day is not None]
    for every in {CHECK_DAYS, rules.balance_days or CHECK_DAYS}:
        for day in looked:
            begun = max(0, (row.today - day).days) // every * every
            yield from (day + timedelta(days=begun + every * more) for more in range(count + 1))


def _before(days: Iterable[date], stages: Iterable[int]) -> Iterator[date]:
    stages = tuple(stages)
    for day in days:
        for stage in stages:
            ordinal = day.toordinal() - stage
            if 0 < ordinal <= date.max.toordinal():
                yield date.fromordinal(ordinal)


def _daily(ends: Iterable[date], today: date, count: int) -> Iterator[date]:
    """Give the *count* days after each of *ends*, or after today where that is later."""
    for end in ends:
        first = max(end, today)
        yield from _before([first], range(-1, -count - 1, -1))


def _later(days: Iterable[date], today: date) -> tuple[date, ...]:
    return tuple(sorted({day for day in days if day > today}))


def _beginning(
    book: Book, rows: Sequence[Row], subject: _Subject, rules: Rules, day: date
) -> Iterator[Reminder]:
    """Give what begins on *day*. A loss is said only where the stage before it was missed."""
    if subject.row is None:
        then: Iterable[Reminder] = (*method_reminders(book, rows, rules, day), *watching(rows, rules, day))
    else:
        card = subject.row.card
        found = standing(card, subject.renewals, day, subject.method)
        then = card_reminders(replace(subject.row, standing=found, today=day), subject.renewals, rules)
    for one in then:
        if one.days_left == one.stage and one.matter is not Matter.LOST:
            yield one
