"""The list of cards on a day: what the window shows and the commands print, in one order."""

from collections.abc import Sequence
from datetime import date, datetime

from msgspec import Struct
from msgspec.structs import replace

from simdesk.domain.book import Book, PaymentMethod, renewals_by_card
from simdesk.domain.card import Card
from simdesk.domain.lifecycle import Standing, standing
from simdesk.domain.renewal import Renewal
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
    return _rows(book, _days(book, moment), None)


def rows_again(book: Book, moment: datetime, before: Book, known: Sequence[Row]) -> tuple[Row, ...]:
    """Return the same as :func:`rows`; *known* are the rows of the book *before*.

    What neither *book* nor the day can have changed is taken from them: of ten thousand cards one edit
    changes one.
    """
    if book.payment_methods is not before.payment_methods:
        return rows(book, moment)
    days = _days(book, moment)
    touched = _cards_of_changed(before.renewals, book.renewals)
    held = {id(row.card): row for row in known if row.card.id not in touched}
    found, others = list[Row](), list[Card]()
    for card in book.cards:
        row = held.get(id(card))
        if row is not None and row.today == days[card.timezone]:
            found.append(row)
        else:
            others.append(card)
    ids = {card.id for card in others}
    log = tuple(one for one in book.renewals if one.card_id in ids) if ids else ()
    found += _rows(replace(book, cards=tuple(others), renewals=log), days, None)
    return tuple(sorted(found, key=urgency))


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


def _days(book: Book, moment: datetime) -> dict[str, date]:
    """Return the date at *moment* in every zone that a card is in."""
    return {name: moment.astimezone(zone(name)).date() for name in {card.timezone for card in book.cards}}


def _cards_of_changed(before: Sequence[Renewal], after: Sequence[Renewal]) -> set[str]:
    """Return the ids of the cards whose renewals are not the very same ones in both."""
    if before is after:
        return set()
    old, new = set(map(id, before)), set(map(id, after))
    gone = {one.card_id for one in before if id(one) not in new}
    return gone | {one.card_id for one in after if id(one) not in old}


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
