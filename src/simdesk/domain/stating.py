"""What is said of a card's dates, turned into statements.

A form or a table carries the dates as they stand after everything that was logged. So a statement is
made only where the dates differ from those in force, and in such a way that renewals already in the
log are not counted a second time.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from msgspec.structs import replace

from simdesk.domain.card import Card, Statement
from simdesk.domain.clocks import data_ends, funded_clock, last_use, main_clock, next_bill
from simdesk.domain.renewal import Renewal
from simdesk.domain.terms import ClockName

Dates = tuple[date | None, date | None]
"""A base day and a last day, inclusive, each None if not known."""


def dates_in_force(card: Card, renewals: Sequence[Renewal], clock: ClockName) -> Dates:
    """Return where *clock* stands.

    ``main``: the base day and the last day of the first phase. ``use``: the last use, and ``bill``: the
    next bill, as a base day. ``data``: the end of the pack that ends last, as a last day.
    """
    return _FOLDS[clock](card, renewals)


def stated(card: Card, renewals: Sequence[Renewal], clock: ClockName, wanted: Dates, today: date) -> Card:
    """Return the card with *clock* standing at the dates wanted, as stated on *today*.

    It is returned as it is where the clock stands there already. Both dates None: what was stated
    is taken back, and the log alone counts.
    """
    now = dates_in_force(card, renewals, clock)
    if now == wanted:
        return card
    if wanted == (None, None):
        return replace(card, statements=other_statements(card, clock))
    base, end = wanted
    choices = [(base, None), (base, end)] if base is not None and end is not None else [(base, end)]
    tries = [
        with_statement(card, Statement(clock, on, *dates))
        for on in _days(card, renewals, clock, today)
        for dates in choices
    ]
    fits = (one for one in tries if dates_in_force(one, renewals, clock) == wanted)
    best = next(fits, tries[len(choices) - 1])
    return card if dates_in_force(best, renewals, clock) == now else best


def ruled(card: Card, renewals: Sequence[Renewal], base: date, today: date) -> date | None:
    """Return the last day that the card's rule gives for a base day; None if it gives none."""
    free = replace(card, statements=other_statements(card, ClockName.MAIN))
    paid = [one for one in renewals if one.paid_on < today]
    return _main_dates(with_statement(free, Statement(ClockName.MAIN, today, base)), paid)[1]


def with_statement(card: Card, statement: Statement) -> Card:
    """Return the card with one statement more."""
    return replace(card, statements=(*card.statements, statement))


def other_statements(card: Card, clock: ClockName) -> tuple[Statement, ...]:
    """Return the card's statements that are not about *clock*."""
    return tuple(one for one in card.statements if one.clock is not clock)


def _days(card: Card, renewals: Iterable[Renewal], clock: ClockName, today: date) -> list[date]:
    """Return the days a statement can be made on: today, and the first on which no renewal follows it."""
    latest = card.stated(clock)
    first = today if latest is None else max(today, latest.stated_on)
    last_paid = max((one.paid_on for one in renewals if one.moves), default=date.min)
    if last_paid < first or last_paid == date.max:
        return [first]
    return [first, last_paid + timedelta(days=1)]


def _main_dates(card: Card, renewals: Sequence[Renewal]) -> Dates:
    main = funded_clock(card, renewals, main_clock(card, renewals))
    return main.base_day, main.last_day


_FOLDS: dict[ClockName, Callable[[Card, Sequence[Renewal]], Dates]] = {
    ClockName.MAIN: _main_dates,
    ClockName.USE: lambda card, renewals: (last_use(card, renewals), None),
    ClockName.DATA: lambda card, renewals: (None, data_ends(card, renewals)),
    ClockName.BILL: lambda card, renewals: (next_bill(card, renewals), None),
}
