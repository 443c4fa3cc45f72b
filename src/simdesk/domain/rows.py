"""The list of cards on a day: what the window shows and the commands print, in one order."""

from datetime import date, datetime

from msgspec import Struct

from simdesk.domain.book import Book, PaymentMethod, renewals_by_card
from simdesk.domain.card import Card
from simdesk.domain.lifecycle import Standing, standing
from simdesk.domain.terms import State
from simdesk.domain.zones import zone

DEFAULT_STAGES = (60, 30, 14, 7, 3, 1, 0)
"""Days before a deadline on which one is reminded, unless the owner says otherwise."""

_NEVER = 10**9


class Row(Struct, frozen=True):
    """One card and its standing on ``today``, which is a date in the card's own zone."""

    card: Card
    standing: Standing
    today: date


def rows(book: Book, moment: datetime) -> tuple[Row, ...]:
    """Return a row for every card at *moment*, an aware one, in the order of :func:`urgency`."""
    days: dict[str, date] = {}
    for card in book.cards:
        if card.timezone not in days:
            days[card.timezone] = moment.astimezone(zone(card.timezone)).date()
    return _rows(book, days, None)


def rows_on(book: Book, day: date) -> tuple[Row, ...]:
    """Return a row for every card on that date in its own zone, in the order of :func:`urgency`."""
    return _rows(book, {}, day)


def row_of(book: Book, card: Card, day: date) -> Row:
    """Return the row of one card on *day*, a date in its zone."""
    method = book.payment_method(card.payment_method) if card.payment_method else None
    return Row(card, standing(card, book.renewals_of(card.id), day, method), day)


def urgency(row: Row) -> tuple[int, int, str, str]:
    """Return what rows are sorted by: days left (none last), the worse phase, label, id."""
    left = row.standing.days_left
    return (
        _NEVER if left is None else left,
        -row.standing.phase.severity,
        row.card.label.casefold(),
        row.card.id,
    )


def is_current(row: Row) -> bool:
    """Return whether the card still is its owner's: neither archived nor ported out."""
    return row.card.state not in (State.ARCHIVED, State.PORTED_OUT)


def is_due(row: Row, within: int | None = None, general: tuple[int, ...] = DEFAULT_STAGES) -> bool:
    """Return whether a deadline of the card is at most *within* days away, or has passed.

    *within* None: the card's largest stage. Archived, ported and confirmed lost cards are never due.
    """
    if row.card.state is not State.IN_USE:
        return False
    if row.standing.past_first:
        return True
    left = row.standing.days_left
    if left is None:
        return False
    return left <= (max(stages_of(row, general), default=0) if within is None else within)


def stages_of(row: Row, general: tuple[int, ...] = DEFAULT_STAGES) -> tuple[int, ...]:
    """Return the stages of the card in its present phase, largest first.

    A stage of more than half the phase's own length is skipped; the day itself never is.
    """
    chosen = general if row.card.stages is None else row.card.stages
    length = row.standing.phase_days
    return tuple(
        sorted(
            {stage for stage in chosen if not stage or length is None or stage * 2 <= length}, reverse=True
        )
    )


def _rows(book: Book, days: dict[str, date], day: date | None) -> tuple[Row, ...]:
    renewals = renewals_by_card(book.renewals)
    methods: dict[str, PaymentMethod] = {}
    for method in reversed(book.payment_methods):
        methods[method.label] = methods[method.id] = method
    found = []
    for card in book.cards:
        today = days[card.timezone] if day is None else day
        mine = renewals.get(card.id, [])
        found.append(Row(card, standing(card, mine, today, methods.get(card.payment_method)), today))
    return tuple(sorted(found, key=urgency))
