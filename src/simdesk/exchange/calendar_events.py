"""The deadlines of a book as events for a calendar: what a phone rings for while the computer is off.

A calendar is told of every phase that ends, not of the next one alone: when the first deadline passes
unseen, the day of the loss is there already.
"""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import date

from msgspec.structs import replace

from simdesk.domain.book import Book, renewals_by_card
from simdesk.domain.lifecycle import Standing, pays_itself, standing
from simdesk.domain.renewal import Renewal
from simdesk.domain.rows import DEFAULT_STAGES, Row, stages_of
from simdesk.domain.terms import Basis, DeadlineKind, Phase, State
from simdesk.reminders.calendar import CalendarEvent
from simdesk.wording import calendar as words
from simdesk.wording import language as tongue

Kind = Phase | DeadlineKind

DATA_STAGES = (3, 1, 0)
"""Days before the end of a data pack on which a calendar reminds of it."""

_LATE_STAGES = (30, 14, 7, 6, 5, 4, 3, 2, 1, 0)


def events(
    book: Book,
    rows: Iterable[Row],
    *,
    excluded: Collection[str] = (),
    stages: tuple[int, ...] = DEFAULT_STAGES,
    hour: int = 10,
    language: str | None = None,
) -> tuple[CalendarEvent, ...]:
    """Return the events of the cards of *rows* that are in use, in the order of their UIDs.

    *rows* are those of *book* at the present moment. *excluded*: ids of cards to leave out. *stages*: the
    general ones. *hour*: the full hour at which alarms ring. *language* None: the one in force.
    """
    by_card = renewals_by_card(book.renewals)
    found: list[CalendarEvent] = []
    with _spoken(language):
        for row in rows:
            card = row.card
            if card.state is State.IN_USE and card.id not in excluded:
                found += _of_card(book, row, by_card.get(card.id, []), stages, hour)
    return tuple(sorted(found, key=lambda event: event.uid))


def _of_card(
    book: Book, row: Row, renewals: list[Renewal], stages: tuple[int, ...], hour: int
) -> Iterator[CalendarEvent]:
    card, now = row.card, row.standing
    method = book.payment_method(card.payment_method) if card.payment_method else None
    used: list[str] = []
    for place, span in enumerate(now.spans):
        if span.last_day is None or span.last_day == date.max:
            continue
        if place:
            kind: Kind = now.spans[place + 1].phase
            on_the_day = replace(now, phase_days=None)
        else:
            on_the_day = now if now.place == 0 else standing(card, renewals, span.last_day, method)
            kind = _first_kind(row, on_the_day)
        last = Row(card, _ending(on_the_day, place, span.last_day, kind), span.last_day)
        used.append(kind.value)
        name = kind.value if used.count(kind.value) == 1 else f"{kind.value}-{used.count(kind.value)}"
        alarms = _alarms(last, place, stages, hour)
        yield _event(last, name, words.event_title(last), words.event_text(last), alarms)
    ends = now.payment_card_ends
    if ends is not None and pays_itself(card, method):
        standing_then = _ending(replace(now, phase_days=None), 0, ends, DeadlineKind.PAYMENT_CARD)
        last = Row(card, standing_then, ends)
        alarms = _hours(stages_of(last, stages), hour)
        yield _event(last, "payment_card", words.event_title(last), words.event_text(last), alarms)
    if now.data_ends_on is not None:
        last = Row(card, now, now.data_ends_on)
        text = words.data_text(last, now.data_ends_on)
        yield _event(last, "data", words.data_title(last), text, _hours(DATA_STAGES, hour))


def _first_kind(row: Row, on_the_day: Standing) -> Kind:
    """Return what the first phase ends with; a payment card that expires before is an event of its own."""
    kind = on_the_day.deadline_kind
    if kind is not None and kind is not DeadlineKind.PAYMENT_CARD:
        return kind
    if row.card.auto_renew is True and row.card.rule.basis in (Basis.EXPIRY, Basis.PAYMENT):
        return DeadlineKind.AUTO_RENEWAL
    return row.standing.spans[1].phase


def _ending(now: Standing, place: int, last_day: date, kind: Kind) -> Standing:
    """Return how the card stands on *last_day*, the last one of the phase at *place*, if nothing is done."""
    return replace(
        now,
        phase=now.spans[place].phase,
        place=place,
        next_deadline=last_day,
        deadline_kind=kind,
        days_left=0,
        past_first=place > 0,
        may_be_lost_since=None,
    )


def _event(row: Row, name: str, title: str, text: str, alarms: tuple[int, ...]) -> CalendarEvent:
    uid = f"{row.card.id}.{name}@simdesk"
    return CalendarEvent(uid, row.card.id, row.today, title, text, alarms)


def _alarms(row: Row, place: int, stages: tuple[int, ...], hour: int) -> tuple[int, ...]:
    if place:
        # Reminders come daily by then; phones and servers take only so many alarms of one event.
        begins = row.standing.spans[place].first_day
        length = 0 if begins is None else (row.today - begins).days
        return _hours({length, *(stage for stage in _LATE_STAGES if stage < length)}, hour)
    chosen = _hours(stages_of(row, stages), hour)
    # The day after, the question is whether it did.
    asks = row.standing.deadline_kind is DeadlineKind.AUTO_RENEWAL
    return (*chosen, 24 + hour) if asks else chosen


def _hours(stages: Iterable[int], hour: int) -> tuple[int, ...]:
    return tuple(sorted(hour - 24 * stage for stage in set(stages)))


@contextmanager
def _spoken(language: str | None) -> Iterator[None]:
    """Let sentences come in *language* meanwhile."""
    before = tongue.current()
    if language in (None, before):
        yield
        return
    tongue.use(language or "")
    try:
        yield
    finally:
        tongue.use(before)
