"""What a table says of a card's dates, turned into statements.

A table carries the dates as they stand after everything that was logged, and the log travels in another
file. So a statement is made only where the dates differ from those in force, and in such a way that
renewals already in the log, or imported after it, are not counted a second time.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from msgspec.structs import replace

from simdesk.domain.card import Card, Statement
from simdesk.domain.clocks import MainClock, data_ends, funded_clock, last_use, main_clock, next_bill
from simdesk.domain.renewal import Renewal
from simdesk.domain.terms import ClockName, Kind

Dates = tuple[date | None, date | None]
"""A base day and a last day, inclusive, each None if not known."""

Fold = Callable[[Card, Sequence[Renewal]], Dates]


def main_dates(card: Card, renewals: Sequence[Renewal]) -> Dates:
    """Return the base day and the last day of the first phase."""
    main: MainClock = funded_clock(card, renewals, main_clock(card, renewals))
    return main.base_day, main.last_day


def use_dates(card: Card, renewals: Sequence[Renewal]) -> Dates:
    """Return the last day of use, as a base day."""
    return last_use(card, renewals), None


def data_dates(card: Card, renewals: Sequence[Renewal]) -> Dates:
    """Return the last day of the data pack that ends last."""
    return None, data_ends(card, renewals)


def bill_dates(card: Card, renewals: Sequence[Renewal]) -> Dates:
    """Return the next bill, as a base day."""
    return next_bill(card, renewals), None


FOLDS: dict[ClockName, Fold] = {
    ClockName.USE: use_dates,
    ClockName.DATA: data_dates,
    ClockName.BILL: bill_dates,
    ClockName.MAIN: main_dates,
}


def stated(card: Card, renewals: Sequence[Renewal], clock: ClockName, wanted: Dates, today: date) -> Card:
    """Return the card with *clock* standing at the dates wanted, as stated on *today*.

    It is returned as it is where the clock stands there already. Both dates None: what was stated
    is taken back, and the log alone counts.
    """
    fold = FOLDS[clock]
    now = fold(card, renewals)
    if now == wanted:
        return card
    if wanted == (None, None):
        return replace(card, statements=_others(card, clock))
    base, end = wanted
    days = _days(card, renewals, clock, today)
    choices = [(base, None), (base, end)] if base is not None and end is not None else [(base, end)]
    tries = [_with(card, Statement(clock, on, *dates)) for on in days for dates in choices]
    best = next((one for one in tries if fold(one, renewals) == wanted), tries[len(choices) - 1])
    return card if fold(best, renewals) == now else best


def ruled(card: Card, renewals: Sequence[Renewal], base: date, today: date) -> date | None:
    """Return the last day that the card's rule gives for a base day; None if it gives none."""
    free = replace(card, statements=_others(card, ClockName.MAIN))
    paid = [one for one in renewals if one.paid_on < today]
    return main_dates(_with(free, Statement(ClockName.MAIN, today, base)), paid)[1]


def counted_already(card: Card, held: Sequence[Renewal], added: Sequence[Renewal]) -> Card:
    """Return the card such that *added* renewals which its dates contain are not counted once more.

    A table of cards made after a renewal contains it; if both are imported on the day of the renewal,
    it would come on top of the date it led to. A renewal is contained if the date it led to is
    the one that the card shows without it.
    """
    for clock, fold in FOLDS.items():
        shown = fold(card, held)
        everything = [*held, *added]
        date_shown = shown[0] if clock is ClockName.BILL else shown[1]
        if date_shown is None or fold(card, everything) == shown:
            continue
        statement = card.stated(clock)
        since = date.min if statement is None else statement.stated_on
        mine = [one for one in added if _moves(one, clock) and one.paid_on >= since]
        if any(one.expires_after == date_shown for one in mine):
            first = min(mine, key=lambda one: one.paid_on)
            card = _restated(card, everything, clock, shown, first)
    return card


def _restated(
    card: Card, renewals: Sequence[Renewal], clock: ClockName, shown: Dates, first: Renewal
) -> Card:
    """Return the card with a statement of before *first*, or else after all, that leads to *shown*."""
    if first.expires_before is not None and clock is ClockName.MAIN:
        earlier = _with(card, Statement(clock, first.paid_on, None, first.expires_before))
        if main_dates(earlier, renewals) == shown:
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


def _days(card: Card, renewals: Iterable[Renewal], clock: ClockName, today: date) -> list[date]:
    """Return the days a statement can be made on: today, and the first on which no renewal follows it."""
    latest = card.stated(clock)
    first = today if latest is None else max(today, latest.stated_on)
    last_paid = max((one.paid_on for one in renewals if one.moves), default=date.min)
    if last_paid < first or last_paid == date.max:
        return [first]
    return [first, last_paid + timedelta(days=1)]


def _with(card: Card, statement: Statement) -> Card:
    return replace(card, statements=(*card.statements, statement))


def _others(card: Card, clock: ClockName) -> tuple[Statement, ...]:
    return tuple(one for one in card.statements if one.clock is not clock)
