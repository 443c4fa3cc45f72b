"""What there is to say of payment methods, and of the whole book."""

from collections.abc import Iterator, Sequence
from datetime import date

from simdesk.domain.book import Book, PaymentMethod
from simdesk.domain.clocks import month_end
from simdesk.domain.rows import Row
from simdesk.domain.terms import State
from simdesk.reminders.matters import Matter, Reminder, Rules
from simdesk.reminders.of_card import is_of_method

EXPIRED = -1
"""The stage of a payment method that has expired, and of which no card pays by itself."""


def method_reminders(book: Book, rows: Sequence[Row], rules: Rules, today: date) -> Iterator[Reminder]:
    """Give each payment method that is about to expire, or has, with the cards to update.

    *today* is the owner's. While a card pays by itself from a method that has expired every day is a stage.
    """
    for method in book.payment_methods:
        if method.expires is None:
            continue
        using = tuple(row for row in rows if _is_paid_from(row, method))
        if using:
            reminder = _method(method, month_end(method.expires), using, rules, today)
            if reminder is not None:
                yield reminder


def watching(rows: Sequence[Row], rules: Rules, today: date) -> Iterator[Reminder]:
    """Give what is said once a month where the owner wants it: that cards are watched."""
    watched = tuple(row for row in rows if row.card.state is State.IN_USE)
    if rules.monthly and watched:
        first = today.replace(day=1)
        yield Reminder(
            matter=Matter.WATCHING,
            deadline=first,
            kind=Matter.WATCHING.value,
            stage=0,
            days_left=(first - today).days,
            rows=watched,
        )


def _is_paid_from(row: Row, method: PaymentMethod) -> bool:
    card = row.card
    named = card.payment_method in (method.id, method.label)
    return card.state is State.IN_USE and named and card.payment_card_expires is None


def _method(
    method: PaymentMethod, ends: date, using: tuple[Row, ...], rules: Rules, today: date
) -> Reminder | None:
    left = (ends - today).days
    waiting = any(is_of_method(row) for row in using)
    if left < 0 and waiting:
        stage: int | None = left
    else:
        stages = {EXPIRED, *rules.stages, *(stage for row in using for stage in row.card.stages or ())}
        stage = min((one for one in stages if left <= one), default=None)
    if stage is None:
        return None
    return Reminder(
        matter=Matter.PAYMENT_METHOD,
        deadline=ends,
        kind=Matter.PAYMENT_METHOD.value,
        stage=stage,
        days_left=left,
        last=waiting and left <= 0,
        method=method,
        rows=using,
    )
