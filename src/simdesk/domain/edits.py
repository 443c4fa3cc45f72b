"""Edits: functions from book to book. They are pure; whoever applies one also saves."""

import os
from collections.abc import Callable, Sequence
from datetime import date, datetime

from msgspec.structs import replace

from simdesk.domain.book import Book, PaymentMethod, Tombstone, put
from simdesk.domain.card import Card, Rule
from simdesk.domain.joining import onto
from simdesk.domain.renewal import Renewal
from simdesk.domain.renewing import with_dates
from simdesk.domain.terms import Kind, State, Status
from simdesk.errors import CardGone, RenewalGone

Edit = Callable[[Book], Book]


def new_id() -> str:
    """Return an id that no other record has, of 16 letters and digits, the first a letter.

    A spreadsheet takes digits with one ``e`` among them for a number, and rounds it.
    """
    return f"s{os.urandom(8).hex()[1:]}"


def add_card(card: Card) -> Edit:
    """Return the edit that adds *card*, or replaces the one with its id."""
    return lambda book: put(book, card)


def change_card(card: Card, opened: Card | None = None) -> Edit:
    """Return the edit that puts *card* in the place of the one with its id.

    *opened* is the card as it was when it was laid before the owner: what the owner did not touch stays as
    the book has it by now, and a card deleted meanwhile is there again. None: *card* holds as it is.

    Raises (the edit): CardGone if there is none any more, and *opened* is None.
    """

    def edit(book: Book) -> Book:
        if opened is None:
            _card(book, card.id)
            return put(book, card)
        held = book.card(card.id)
        return put(book, card if held is None else onto(opened, card, held))

    return edit


def set_state(card_id: str, state: State, moment: datetime) -> Edit:
    """Return the edit that gives the card another state. No deadline moves."""
    return lambda book: put(book, replace(_card(book, card_id), state=state, changed=moment))


def set_rule(card_id: str, rule: Rule, moment: datetime) -> Edit:
    """Return the edit that gives the card another rule; everything stated stays."""
    return lambda book: put(book, replace(_card(book, card_id), rule=rule, changed=moment))


def keep_rule(card_id: str, plan_version: str | None, moment: datetime) -> Edit:
    """Return the edit by which the card keeps its rule although its plan has another of *plan_version*.

    No date moves. A rule that the owner wrote meanwhile stays the owner's.
    """

    def edit(book: Book) -> Book:
        card = _card(book, card_id)
        if card.rule.plan_version is None:
            return book
        rule = replace(card.rule, plan_version=plan_version)
        return put(book, replace(card, rule=rule, changed=moment))

    return edit


def delete_card(card_id: str, moment: datetime) -> Edit:
    """Return the edit that removes the card and leaves its renewals."""

    def edit(book: Book) -> Book:
        _card(book, card_id)
        return put(book, Tombstone(card_id, "card", moment))

    return edit


def log_renewal(*renewals: Renewal) -> Edit:
    """Return the edit that enters *renewals*, each with the dates it moves as the book then has them.

    Raises (the edit): CardGone.
    """

    def edit(book: Book) -> Book:
        for renewal in renewals:
            card = _card(book, renewal.card_id)
            others = [one for one in book.renewals_of(card.id) if one.id != renewal.id]
            book = put(book, with_dates(card, others, renewal))
        return book

    return edit


def verify(renewal_id: str, on: date, moment: datetime) -> Edit:
    """Return the edit that says the renewal arrived on *on*; its clocks move, from ``paid_on``."""
    return _resolved(
        renewal_id, lambda one: replace(one, status=Status.VERIFIED, verified_on=on, changed=moment)
    )


def refuse(renewal_id: str, moment: datetime) -> Edit:
    """Return the edit that says the renewal never arrived."""
    return _resolved(renewal_id, lambda one: replace(one, status=Status.REFUSED, changed=moment))


def void(renewal_id: str, on: date, moment: datetime) -> Edit:
    """Return the edit that takes the renewal out of every clock and keeps it in the log."""
    return _resolved(renewal_id, lambda one: replace(one, status=Status.VOIDED, voided_on=on, changed=moment))


def set_receipts(opened: Renewal, names: Sequence[str], moment: datetime) -> Edit:
    """Return the edit that gives the renewal these receipts.

    *opened* is the renewal as it was laid before the owner: receipts that it got meanwhile stay.

    Raises (the edit): RenewalGone.
    """
    wanted = replace(opened, receipts=tuple(names), changed=moment)

    def edit(book: Book) -> Book:
        held = book.renewal(opened.id)
        if held is None:
            raise RenewalGone(opened.id)
        return put(book, onto(opened, wanted, held))

    return edit


def keep_payment_method(method: PaymentMethod, opened: PaymentMethod | None = None) -> Edit:
    """Return the edit that adds *method*, or replaces the one with its id.

    *opened* is as in :func:`change_card`. Cards that name it by a label that it has no more follow it.
    """

    def edit(book: Book) -> Book:
        held = next((one for one in book.payment_methods if one.id == method.id), None)
        kept = method if opened is None or held is None else onto(opened, method, held)
        olds = {one.label for one in (opened, held) if one is not None} - {kept.label}
        taken = {one.label for one in book.payment_methods if one.id != method.id}
        named = [card for card in book.cards if card.payment_method in olds - taken]
        cards = (replace(card, payment_method=kept.label, changed=method.changed) for card in named)
        return put(book, kept, *cards)

    return edit


def forget_payment_method(method_id: str, moment: datetime) -> Edit:
    """Return the edit that removes the payment method; cards keep the words that named it."""

    def edit(book: Book) -> Book:
        held = any(one.id == method_id for one in book.payment_methods)
        return put(book, Tombstone(method_id, "payment_method", moment)) if held else book

    return edit


def _card(book: Book, card_id: str) -> Card:
    card = book.card(card_id)
    if card is None:
        raise CardGone(card_id)
    return card


def _resolved(renewal_id: str, change: Callable[[Renewal], Renewal]) -> Edit:
    def edit(book: Book) -> Book:
        renewal = book.renewal(renewal_id)
        if renewal is None:
            raise RenewalGone(renewal_id)
        changed = change(renewal)
        card = book.card(renewal.card_id)
        if card is not None and changed.kind is not Kind.CORRECTION:
            others = [one for one in book.renewals_of(card.id) if one.id != renewal.id]
            changed = with_dates(card, others, changed)
        return put(book, changed)

    return edit
