"""What to warn of before one pays: facts; ``wording.cautions`` finds the words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from simdesk.catalog.choosing import Way
from simdesk.catalog.model import Channel
from simdesk.catalog.reasons import Reason
from simdesk.catalog.terms import Group, Payment
from simdesk.domain.card import Card, Rule
from simdesk.domain.clocks import main_clock
from simdesk.domain.draft import RenewalDraft, day_of
from simdesk.domain.renewal import Renewal
from simdesk.domain.renewing import Preview
from simdesk.domain.rows import Row
from simdesk.domain.terms import Basis, Extends, Kind, Late, Status

LATELY_DAYS = 10
"""Days within which a second payment is likely to be one too many."""

NEAR_DAYS = 7
"""Days before a deadline from which it matters on what day of the week it falls."""

_OPEN_BY_DAY = frozenset({"carrier_shop", "post_office"})


class Danger(StrEnum):
    """What can go wrong."""

    RULED_OUT = "ruled_out"
    LOGGED_LATELY = "logged_lately"
    WAITS_FOR_CHECK = "waits_for_check"
    KEEPS_NO_NUMBER = "keeps_no_number"
    TOO_LATE = "too_late"
    THROWN_AWAY = "thrown_away"
    USE_BY_PASSED = "use_by_passed"
    USE_BY_TODAY = "use_by_today"
    WEEKEND_NOW = "weekend_now"
    WEEKEND_AT_THE_END = "weekend_at_the_end"


@dataclass(frozen=True, slots=True, kw_only=True)
class Caution:
    """One warning with the facts its sentence needs; those that it does not need are empty.

    ``day`` is the day it is about; ``better`` the last working day before it.
    """

    danger: Danger
    day: date | None = None
    better: date | None = None
    days: int = 0
    time: str = ""
    reason: Reason | None = None
    renewal: Renewal | None = None


def cautions(
    draft: RenewalDraft,
    row: Row,
    renewals: Iterable[Renewal],
    *,
    way: Way | None,
    seen: Preview,
    now: datetime,
) -> tuple[Caution, ...]:
    """Return every warning, the worst first.

    *way* is the one chosen, None for one that the catalog does not know. *seen* is what the draft
    leads to. *now* is aware and in the card's zone.
    """
    found: list[Caution] = []
    if way is not None:
        found += [
            Caution(danger=Danger.RULED_OUT, reason=reason) for reason in way.reasons if reason.why.rules_out
        ]
    if draft.costs:
        found += _logged(draft, renewals, row.today)
    found += _of_offer(draft, row, seen, renewals)
    found += _of_use_by(draft, row.today, now)
    if way is not None and has_hours(way.channel):
        found += _of_weekend(row)
    return tuple(found)


def has_hours(channel: Channel) -> bool:
    """Return whether opening hours, or the working days of a bank, matter to a channel."""
    if channel.staffed or channel.group is Group.PEOPLE or channel.id in _OPEN_BY_DAY:
        return True
    return Payment.BANK_TRANSFER in channel.payments


def fills_balance(rule: Rule, extends: Extends) -> bool:
    """Return whether money that extends nothing by itself goes to a balance which keeps the card."""
    return rule.funding is not None and extends is Extends.NOTHING


def working_day_before(day: date) -> date:
    """Return *day*, or the Friday before it if it is a Saturday or a Sunday. Knows no holidays."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def _logged(draft: RenewalDraft, renewals: Iterable[Renewal], today: date) -> Iterator[Caution]:
    paying = (Kind.PURCHASE, Kind.BILL, Kind.AUTO)
    for one in renewals:
        if one.id == draft.renewal_id or one.kind not in paying:
            continue
        if one.status is Status.PAID:
            yield Caution(danger=Danger.WAITS_FOR_CHECK, day=one.paid_on, renewal=one)
        elif one.status is Status.VERIFIED and 0 <= (today - one.paid_on).days <= LATELY_DAYS:
            yield Caution(danger=Danger.LOGGED_LATELY, day=one.paid_on, renewal=one)


def _of_offer(draft: RenewalDraft, row: Row, seen: Preview, renewals: Iterable[Renewal]) -> Iterator[Caution]:
    if draft.kind is Kind.BILL:
        return
    if not draft.extends.number:
        if not fills_balance(row.card.rule, draft.extends) and row.card.rule.basis is not Basis.FIXED:
            yield Caution(danger=Danger.KEEPS_NO_NUMBER, day=seen.before)
    elif _too_late(row.card, renewals, draft.paid_day or row.today):
        yield Caution(danger=Danger.TOO_LATE, day=seen.before)
    if seen.thrown_away:
        yield Caution(danger=Danger.THROWN_AWAY, day=seen.after, days=seen.thrown_away)


def _too_late(card: Card, renewals: Iterable[Renewal], paid: date) -> bool:
    if card.rule.basis is not Basis.EXPIRY or card.rule.late is not Late.FORBIDDEN:
        return False
    last_day = main_clock(card, renewals).last_day
    return last_day is not None and paid > last_day


def _of_use_by(draft: RenewalDraft, today: date, now: datetime) -> Iterator[Caution]:
    use_by = day_of(draft.use_by)
    if use_by is None:
        return
    time = draft.use_by_time.strip()
    if use_by < today or (use_by == today and _is_past(time, now)):
        yield Caution(danger=Danger.USE_BY_PASSED, day=use_by, time=time)
    elif use_by == today:
        yield Caution(danger=Danger.USE_BY_TODAY, day=use_by, time=time)


def _is_past(time: str, now: datetime) -> bool:
    hour, sign, minute = time.partition(":")
    if not sign or not (hour.isdecimal() and minute.isdecimal()):
        return False
    return (int(hour), int(minute)) < (now.hour, now.minute)


def _of_weekend(row: Row) -> Iterator[Caution]:
    if row.today.weekday() >= 5:
        yield Caution(danger=Danger.WEEKEND_NOW, day=row.today)
    last_day, left = row.standing.next_deadline, row.standing.days_left
    if last_day is None or left is None or not 0 <= left <= NEAR_DAYS or last_day.weekday() < 5:
        return
    better = working_day_before(last_day)
    if better >= row.today:
        yield Caution(danger=Danger.WEEKEND_AT_THE_END, day=last_day, better=better)
