"""Payment methods as edits: what changes in the book when one is kept, renamed or forgotten."""

from collections.abc import Iterable
from datetime import datetime

from msgspec.structs import replace

from simdesk.domain.book import Book, PaymentMethod, put
from simdesk.domain.card import Card
from simdesk.domain.edits import Edit


def keep_method(method: PaymentMethod, old: PaymentMethod | None, moment: datetime) -> Edit:
    """Return the edit that keeps *method*; cards that name it by the label of *old* follow it."""

    def edit(book: Book) -> Book:
        if old is None or old.label == method.label:
            return put(book, method)
        named = (card for card in book.cards if card.payment_method == old.label)
        followed = (replace(card, payment_method=method.label, changed=moment) for card in named)
        return put(book, method, *followed)

    return edit


def cards_paid_from(method: PaymentMethod, cards: Iterable[Card]) -> list[Card]:
    """Return the cards that name the payment method, by its id or label."""
    return [card for card in cards if card.payment_method in (method.id, method.label)]
