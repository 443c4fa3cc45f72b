"""Tables of cards and of the log that travel together, so that nothing is counted twice.

A table of cards carries the dates as they stand after everything that was logged, and the log comes in
another file.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from msgspec.structs import replace

from simdesk.domain.card import Card, Statement
from simdesk.domain.clocks import next_bill
from simdesk.domain.renewal import Renewal
from simdesk.domain.renewing import preview
from simdesk.domain.stating import Dates, dates_in_force, stated, with_statement
from simdesk.domain.terms import ClockName, Kind


def counted_already(card: Card, held: Sequence[Renewal], added: Sequence[Renewal]) -> Card:
    """Return the card such that *added* renewals which its dates contain are not counted once more.

    A table of cards made after a renewal contains it; if both are imported on the day of the renewal,
    it would come on top of the date it led to.
    """
    for clock in ClockName:
        shown = dates_in_force(card, held, clock)
        everything = [*held, *added]
        if shown == (None, None) or dates_in_force(card, everything, clock) == shown:
            continue
        statement = card.stated(clock)
        since = date.min if statement is None else statement.stated_on
        moving = [one for one in added if _moves(one, clock)]
        counted = [
            one
            for one in moving
            if one.paid_on >= since and dates_in_force(card, [*held, one], clock) != shown
        ]
        if counted and _lead_to(shown[0] if clock is ClockName.BILL else shown[1], counted, moving):
            first = min(counted, key=lambda one: one.paid_on)
            card = _restated(card, everything, clock, shown, first)
    return card


def with_missing_dates(card: Card, held: Sequence[Renewal], added: Sequence[Renewal]) -> tuple[Renewal, ...]:
    """Return *added*, each that moves the card's date with the dates it moves from and to.

    A bill has the day of the bill that it settles. A table written by hand seldom has all that; without
    it nobody could tell later which date contains what. What it has is kept.
    """
    known = list(held)
    for renewal in sorted(added, key=lambda one: (one.paid_on, one.entered)):
        known.append(_dated(card, known, renewal))
    return tuple(known[len(held) :])


def _dated(card: Card, others: Sequence[Renewal], renewal: Renewal) -> Renewal:
    if renewal.kind is Kind.BILL and renewal.moves and renewal.base_day is None:
        renewal = replace(renewal, base_day=_settled(card, others, renewal))
    if not renewal.moves or renewal.expires_after is not None or renewal.kind is Kind.CORRECTION:
        return renewal
    seen = preview(card, others, renewal)
    if seen.before == seen.after:
        return renewal
    before = renewal.expires_before or seen.before
    return replace(renewal, expires_before=before, expires_after=seen.after)


def _settled(card: Card, others: Sequence[Renewal], renewal: Renewal) -> date | None:
    """Return the day of the bill that *renewal* settles; None if it settles none."""
    before, after = next_bill(card, others), next_bill(card, [*others, renewal])
    if after is None or after == before:
        return None
    if before is not None:
        return before
    month_before = after.replace(day=1) - timedelta(days=1)
    return month_before.replace(day=min(card.bill_day or after.day, month_before.day))


def _lead_to(shown: date | None, counted: Sequence[Renewal], moving: Sequence[Renewal]) -> bool:
    """Return whether the date shown is where *counted* renewals led, each by itself or through another."""
    led_to = {one.expires_after for one in counted}
    left = {one.expires_before for one in moving if one.expires_before != one.expires_after}
    reached = any(one.expires_after == shown for one in moving)
    return reached and shown is not None and None not in led_to and led_to - left <= {shown}


def _restated(
    card: Card, renewals: Sequence[Renewal], clock: ClockName, shown: Dates, first: Renewal
) -> Card:
    """Return the card with a statement of before *first*, or else after all, that leads to *shown*."""
    if first.expires_before is not None and clock is ClockName.MAIN:
        earlier = with_statement(card, Statement(clock, first.paid_on, None, first.expires_before))
        if dates_in_force(earlier, renewals, clock) == shown:
            return earlier
    return stated(card, renewals, clock, shown, first.paid_on)


def _moves(renewal: Renewal, clock: ClockName) -> bool:
    if not renewal.moves:
        return False
    match clock:
        case ClockName.BILL:
            return renewal.kind is Kind.BILL
        case ClockName.MAIN:
            return renewal.extends.number and renewal.kind is not Kind.BILL
        case _:
            return False
