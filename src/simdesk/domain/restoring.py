"""Restoring from a backup, as edits: they are saved, undone and merged like what is typed.

Bytes put back under the book would be an older state to every other device, which brings its own back.
So what differs is stamped as changed now, and what goes leaves a tombstone.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal, TypeVar

from msgspec.structs import replace

from simdesk.domain.book import Book, PaymentMethod, Tombstone
from simdesk.domain.card import Card
from simdesk.domain.comparing import is_same
from simdesk.domain.edits import Edit
from simdesk.domain.renewal import Renewal
from simdesk.errors import CardGone

R = TypeVar("R", Card, Renewal, PaymentMethod)
_Name = tuple[Literal["card", "renewal", "payment_method"], str]


def restore_book(backup: Book, moment: datetime) -> Edit:
    """Return the edit that makes every record what it is in *backup*.

    What is the same stays as it is, the moment of its change too; what *backup* has not is deleted.
    """

    def edit(book: Book) -> Book:
        cards = _restored(backup.cards, book.cards, moment)
        renewals = _restored(backup.renewals, book.renewals, moment)
        methods = _restored(backup.payment_methods, book.payment_methods, moment)
        if (cards, renewals, methods) == (book.cards, book.renewals, book.payment_methods):
            return book
        there = {*_names(cards, renewals, methods)}
        gone = [name for name in _names(book.cards, book.renewals, book.payment_methods) if name not in there]
        stones = {(one.kind, one.id): one for one in (*backup.tombstones, *book.tombstones)}
        stones |= {(kind, name): Tombstone(name, kind, moment) for kind, name in gone}
        return replace(
            book,
            cards=cards,
            renewals=renewals,
            payment_methods=methods,
            tombstones=tuple(stone for name, stone in stones.items() if name not in there),
        )

    return edit


def restore_card(backup: Book, card_id: str, moment: datetime) -> Edit:
    """Return the edit that makes the card what it is in *backup*, with the renewals missing now.

    Renewals that are there stay as they are, also those entered since. The payment method that the card
    names comes back too, if none of that name is there.

    Raises (the edit): CardGone if *backup* has no such card.
    """

    def edit(book: Book) -> Book:
        card = backup.card(card_id)
        if card is None:
            raise CardGone(card_id)
        method = backup.payment_method(card.payment_method)
        missing = () if method is None or book.payment_method(card.payment_method) else (method,)
        cards = _with((card,), book.cards, moment)
        renewals = _with(backup.renewals_of(card_id), book.renewals, moment, keep=True)
        methods = _with(missing, book.payment_methods, moment, keep=True)
        there = {*_names(cards, renewals, methods)}
        return replace(
            book,
            cards=cards,
            renewals=renewals,
            payment_methods=methods,
            tombstones=tuple(one for one in book.tombstones if (one.kind, one.id) not in there),
        )

    return edit


def _restored(wanted: tuple[R, ...], held: tuple[R, ...], moment: datetime) -> tuple[R, ...]:
    """Return the records *wanted*, in their order; of *held*, if they are the same, all and in its order."""
    there = {one.id: one for one in held}
    restored = tuple(_as_wanted(one, there.get(one.id), moment) for one in wanted)
    if len(restored) == len(held) and all(there.get(one.id) is one for one in restored):
        return held
    return restored


def _with(wanted: Iterable[R], held: tuple[R, ...], moment: datetime, *, keep: bool = False) -> tuple[R, ...]:
    """Return *held* with each of *wanted* in its place or at the end; *keep*: what is there stays."""
    records = {one.id: one for one in held}
    for one in wanted:
        there = records.get(one.id)
        if there is None or not keep:
            records[one.id] = _as_wanted(one, there, moment)
    return tuple(records.values())


def _as_wanted(wanted: R, held: R | None, moment: datetime) -> R:
    return held if held is not None and is_same(wanted, held) else replace(wanted, changed=moment)


def _names(
    cards: Iterable[Card], renewals: Iterable[Renewal], methods: Iterable[PaymentMethod]
) -> Iterable[_Name]:
    for card in cards:
        yield "card", card.id
    for renewal in renewals:
        yield "renewal", renewal.id
    for method in methods:
        yield "payment_method", method.id
