"""What types cannot say of a book: what must be there once, and what must exist outside it."""

import re
from collections.abc import Callable, Hashable, Iterable
from operator import attrgetter

from simdesk.domain.book import Book
from simdesk.domain.card import ID_PATTERN, Card
from simdesk.domain.money import AMOUNT_PATTERN, CURRENCIES
from simdesk.domain.zones import is_zone
from simdesk.errors import Damage

LARGEST = 2**53 - 1
"""The largest whole number that every reader of JSON takes for what it is."""

Flaw = tuple[Damage, tuple[str | int, ...]]


def first_flaw(book: Book) -> Flaw | None:
    """Return what is wrong with *book* and the path that leads there; None if nothing is."""
    return _shape(book) or repeated_id(book) or _number(book) or _zone(book) or _currency(book)


_ID = re.compile(ID_PATTERN)
# The fields of a renewal whose type leaves their shape to be looked at here, but for the currency.
_SHAPES = (
    ("id", _ID, Damage.NOT_AN_ID),
    ("card_id", _ID, Damage.NOT_AN_ID),
    ("amount", re.compile(AMOUNT_PATTERN), Damage.NOT_AN_AMOUNT),
)
_LETTERS_OF_IDS = re.compile(r"[A-Za-z0-9_-]*")
_LONGEST_ID = 64


def _shape(book: Book) -> Flaw | None:
    for name, shape, damage in _SHAPES:
        ask = attrgetter(name)
        texts = set(map(ask, book.renewals)) - {None}
        if not (shape is _ID and _are_ids(texts)) and not all(map(shape.match, texts)):
            bad = {text for text in texts if not shape.match(text)}
            place = next(place for place, one in enumerate(book.renewals) if ask(one) in bad)
            return damage, ("renewals", place, name)
    return None


def _are_ids(texts: set[str]) -> bool:
    """Return whether all of many are ids, by one look at them together, which is quicker."""
    lengths = set(map(len, texts))
    return (
        _LETTERS_OF_IDS.fullmatch("".join(texts)) is not None
        and min(lengths, default=1) > 0
        and max(lengths, default=1) <= _LONGEST_ID
    )


def repeated_id(book: Book, before: Book | None = None) -> Flaw | None:
    """Return the first id that another record of its kind has already; None if there is none.

    *before*: a book without such a flaw. What is the very same shelf in both is not looked at again.
    """
    for shelf in ("cards", "renewals", "payment_methods", "tombstones"):
        records = getattr(book, shelf)
        if before is not None and records is getattr(before, shelf):
            continue
        ids: list[Hashable] = [(one.kind, one.id) if shelf == "tombstones" else one.id for one in records]
        if len(set(ids)) < len(ids):
            return Damage.DUPLICATE_ID, (shelf, _first_repeated(ids), "id")
    return None


def _first_repeated(ids: Iterable[Hashable]) -> int:
    seen: set[Hashable] = set()
    for place, one in enumerate(ids):
        if one in seen:
            return place
        seen.add(one)
    raise AssertionError("called only where an id is repeated")


def _number(book: Book) -> Flaw | None:
    if book.revision > LARGEST:
        return Damage.NOT_A_NUMBER, ("revision",)
    for place, card in enumerate(book.cards):
        if (card.data_left_mb or 0) > LARGEST:
            return Damage.NOT_A_NUMBER, ("cards", place, "data_left_mb")
    return None


def _zone(book: Book) -> Flaw | None:
    for zone in {card.timezone for card in book.cards}:
        if not is_zone(zone):
            place = next(place for place, card in enumerate(book.cards) if card.timezone == zone)
            return Damage.UNKNOWN_ZONE, ("cards", place, "timezone")
    return None


# Where a card names a currency, and how to ask it for that.
_OF_CARD: tuple[tuple[tuple[str, ...], Callable[[Card], str | None]], ...] = (
    (("currency",), lambda card: card.currency),
    (("balance", "currency"), lambda card: card.balance.currency if card.balance else None),
    (
        ("rule", "funding", "fee", "currency"),
        lambda card: card.rule.funding.fee.currency if card.rule.funding else None,
    ),
)


def _currency(book: Book) -> Flaw | None:
    for names, asked in _OF_CARD:
        for place, card in enumerate(book.cards):
            currency = asked(card)
            if currency is not None and currency not in CURRENCIES:
                return Damage.UNKNOWN_CURRENCY, ("cards", place, *names)
    unknown = {renewal.currency for renewal in book.renewals} - CURRENCIES - {None}
    for place, renewal in enumerate(book.renewals if unknown else ()):
        if renewal.currency in unknown:
            return Damage.UNKNOWN_CURRENCY, ("renewals", place, "currency")
    return None
