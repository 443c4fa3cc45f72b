"""What is to be said now.

A stage is a window, not a day: it is open from its first day until the next stage, and is said at
the first look inside it, once, in today's words.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta, timezone, tzinfo

from simdesk.clock import in_own_zone
from simdesk.domain.book import Book, renewals_by_card
from simdesk.domain.renewal import Renewal
from simdesk.domain.rows import Row
from simdesk.domain.terms import State
from simdesk.domain.zones import zone
from simdesk.reminders.ledger import AHEAD, Entry, Ledger
from simdesk.reminders.matters import Matter, Reminder, Rules, Thread
from simdesk.reminders.of_book import method_reminders, watching
from simdesk.reminders.of_card import card_reminders, smallest_stage

SUMMARY_FROM = 4
"""The number of reminders at one look from which one summary replaces them."""

LONGEST_SNOOZE = timedelta(days=7)
"""A snooze that ends later than this from now was set by a clock that was wrong."""


def open_reminders(book: Book, rows: Iterable[Row], rules: Rules, moment: datetime) -> tuple[Reminder, ...]:
    """Return everything there is to say today, said already or not; what ends the number comes first.

    *rows* are those of *book* at *moment*, an aware one in the owner's zone, most urgent first.
    """
    rows = tuple(rows)
    renewals = renewals_by_card(book.renewals)
    of_cards = [
        one
        for row in rows
        if row.card.state is State.IN_USE
        for one in card_reminders(row, renewals.get(row.card.id, ()), rules)
    ]
    of_book = (
        *method_reminders(book, rows, rules, moment.date()),
        *watching(rows, rules, moment.date()),
    )
    return tuple(sorted((*of_cards, *of_book), key=lambda one: not one.matter.of_number))


def reminders_due(
    book: Book, rows: Iterable[Row], ledger: Ledger, rules: Rules, moment: datetime
) -> tuple[Reminder, ...]:
    """Return what is to be said at *moment*, an aware one in the owner's zone; most urgent first."""
    if rules.is_quiet(moment):
        return ()
    renewals = renewals_by_card(book.renewals)
    unsaid = still_unsaid(open_reminders(book, rows, rules, moment), ledger, moment, rules)
    return tuple(one for one in unsaid if not _waits_for_the_hour(one, renewals, moment, rules.owner_hour))


def still_unsaid(
    open_now: Sequence[Reminder], ledger: Ledger, moment: datetime, rules: Rules
) -> tuple[Reminder, ...]:
    """Return those of *open_now* that nobody has been told yet, or that were put off until now."""
    said = {entry.key: entry for entry in ledger.entries}
    latest = _latest(ledger, moment)
    of_card: dict[str, list[Entry]] = {}
    for entry in ledger.entries:
        of_card.setdefault(entry.card_id, []).append(entry)
    left = [
        one
        for one in open_now
        if not _was_said(said.get(one.key), moment)
        and one.stage <= latest.get(one.thread, one.stage)
        and not _was_foreseen(one, of_card.get(one.subject, ()), rules)
    ]
    numbers = {one.subject for one in left if one.matter.of_number}
    return tuple(
        one
        for one in left
        if one.matter is not Matter.VERIFY
        or not (one.subject in numbers or _is_asked(of_card.get(one.subject, ()), begins(one, moment.tzinfo)))
    )


def begins(reminder: Reminder, owner: tzinfo | None) -> datetime:
    """Return the first moment of the stage: midnight in the card's zone, else in that of the *owner*."""
    there = owner if reminder.row is None else zone(reminder.row.card.timezone)
    return datetime.combine(reminder.deadline - timedelta(days=reminder.stage), time(), there)


def seen_by_owner(when: datetime, moment: datetime) -> datetime:
    """Return *when* as the owner's clock shows it then; *moment* is now in the owner's zone.

    The computer's clock names its zone by the offset of now, which need not be that of another day.
    """
    if isinstance(moment.tzinfo, timezone) and in_own_zone(moment).utcoffset() == moment.utcoffset():
        return in_own_zone(when)
    return when.astimezone(moment.tzinfo)


def _was_said(entry: Entry | None, moment: datetime) -> bool:
    if entry is None:
        return False
    if entry.acknowledged is not None:
        return True
    if entry.snoozed_until is not None:
        return moment < entry.snoozed_until <= moment + LONGEST_SNOOZE
    return entry.delivered is not None


def _latest(ledger: Ledger, moment: datetime) -> dict[Thread, int]:
    """Return of each deadline the latest stage that was said a moment ago, or after now.

    A stage before it is open again where a clock was set back or a date line crossed, and is no news.
    """
    found: dict[Thread, int] = {}
    for one in ledger.entries:
        if one.delivered is not None and one.delivered > moment - AHEAD:
            found[one.thread] = min(one.stage, found.get(one.thread, one.stage))
    return found


def _is_asked(entries: Iterable[Entry], since: datetime) -> bool:
    """Return whether a reminder of the number has asked for the payment already: they do, in other words."""
    return any(
        one.matter.of_number and one.delivered is not None and one.delivered >= since for one in entries
    )


def _was_foreseen(reminder: Reminder, entries: Iterable[Entry], rules: Rules) -> bool:
    """Return whether it is a loss that is no news, because the last stage before it was said in time."""
    if reminder.matter is not Matter.LOST or reminder.row is None:
        return False
    last = smallest_stage(reminder.row, rules.stages)
    return any(
        one.deadline == reminder.deadline
        and (one.delivered is not None or one.acknowledged is not None)
        and one.days_left <= last
        for one in entries
    )


def _waits_for_the_hour(
    reminder: Reminder, renewals: Mapping[str, Sequence[Renewal]], moment: datetime, owner_hour: int
) -> bool:
    """Return whether the stage begins on the owner's today, of a card known yesterday, before the hour."""
    if moment.hour >= owner_hour:
        return False
    today = moment.date()
    begins_today = seen_by_owner(begins(reminder, moment.tzinfo), moment).date() >= today
    return begins_today and _known_since(reminder, renewals, moment) < today


def _known_since(reminder: Reminder, renewals: Mapping[str, Sequence[Renewal]], moment: datetime) -> date:
    """Return the owner's day on which what is told was changed last."""
    stamps = [] if reminder.method is None else [reminder.method.changed]
    if reminder.row is not None:
        card = reminder.row.card
        stamps += [card.changed, *(one.changed for one in renewals.get(card.id, ()))]
    return seen_by_owner(max(stamps), moment).date() if stamps else date.min
