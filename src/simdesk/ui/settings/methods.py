"""Which cards a payment method pays for."""

from collections.abc import Iterable

from simdesk.domain.book import PaymentMethod
from simdesk.domain.card import Card


def cards_paid_from(method: PaymentMethod, cards: Iterable[Card]) -> list[Card]:
    """Return the cards that name the payment method, by its id or label."""
    return [card for card in cards if card.payment_method in (method.id, method.label)]
