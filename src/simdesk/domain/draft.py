"""A renewal under way: everything the owner has typed so far, whole or half.

Text is kept as it was typed, so that closing half-way loses nothing. A day that was understood is
written YYYY-MM-DD and an amount as plain decimal text; anything else in those places is a flaw.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct
from msgspec.structs import replace

from simdesk.domain.book import Book
from simdesk.domain.card import Card, Id, Line, Moment
from simdesk.domain.edits import Edit, log_renewal
from simdesk.domain.length import counted, parse_length
from simdesk.domain.money import AMOUNT_PATTERN, CURRENCIES
from simdesk.domain.renewal import ReceiptName, Renewal
from simdesk.domain.renewing import Preview, preview, snapshot_of
from simdesk.domain.terms import Extends, Kind, Status

STEPS = 6
"""Where and how, before you start, the steps, what you paid, did it arrive, done."""

PAID_STEP = 4
ARRIVED_STEP = 5

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_AMOUNT = re.compile(AMOUNT_PATTERN)


class Flaw(StrEnum):
    """A reason why a step is not ready to be left behind."""

    CHANNEL_MISSING = "channel_missing"
    LENGTH_UNREADABLE = "length_unreadable"
    AMOUNT_UNREADABLE = "amount_unreadable"
    CURRENCY_UNKNOWN = "currency_unknown"
    FEE_UNREADABLE = "fee_unreadable"
    PAID_ON_MISSING = "paid_on_missing"
    PAID_ON_UNREADABLE = "paid_on_unreadable"
    PAID_ON_FUTURE = "paid_on_future"
    BASE_DAY_UNREADABLE = "base_day_unreadable"
    BASE_DAY_BEFORE_PAYMENT = "base_day_before_payment"
    ARRIVED_MISSING = "arrived_missing"
    BALANCE_UNREADABLE = "balance_unreadable"
    STATED_DAY_UNREADABLE = "stated_day_unreadable"


class DraftReceipt(Struct, frozen=True, forbid_unknown_fields=True):
    """A receipt that is in the data folder already; ``shown`` is what its file was called."""

    name: ReceiptName
    shown: Line


class RenewalDraft(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What has been typed in the six steps of a renewal of one card.

    ``renewal_id`` and ``correction_id`` are those of the records it becomes, so that a draft which
    outlives its own finishing enters nothing twice. ``step`` counts from 1. ``payments`` and ``ids``
    are codes of the catalog, ``channel`` and ``offer`` its ids or the owner's words. ``ticked`` holds
    the keys of whatever was ticked. ``lasts`` is the length of a pack, ``valid_for`` what it adds to
    the number where that is not the rule's; both empty where there is nothing of the kind.
    ``base_day`` is the last day of a pack where the owner changed it. ``arrived`` None: not answered.
    ``stated_day`` is the last day that the carrier's page says, empty where the computed one is right.
    """

    card_id: Id
    renewal_id: Id
    correction_id: Id
    changed: Moment
    step: Annotated[int, Meta(ge=1, le=STEPS)] = 1
    kind: Kind = Kind.PURCHASE
    country: Line = ""
    payments: tuple[Line, ...] = ()
    ids: tuple[Line, ...] = ()
    channel: Line = ""
    offer: Line = ""
    extends: Extends = Extends.NUMBER
    valid_for: Line = ""
    lasts: Line = ""
    amount: Line = ""
    currency: Line = ""
    payment_number: Line = ""
    use_by: Line = ""
    use_by_time: Line = ""
    ticked: tuple[Line, ...] = ()
    paid_on: Line = ""
    base_day: Line = ""
    fee: Line = ""
    payment_method: Line = ""
    place: Line = ""
    order_number: Line = ""
    receipts: tuple[DraftReceipt, ...] = ()
    arrived: bool | None = None
    stated_day: Line = ""
    balance_after: Line = ""
    note: Annotated[str, Meta(max_length=20_000)] = ""

    @property
    def paid_day(self) -> date | None:
        """Return the day of payment, a date in the card's zone; None while it is none."""
        return day_of(self.paid_on)

    @property
    def costs(self) -> bool:
        """Return whether money is part of it."""
        return self.kind is not Kind.USE

    def pack_end(self, today: date) -> date | None:
        """Return the last day of the pack: the owner's, else counted from the day of payment.

        None where there is no pack. *today* stands in for a day of payment that is not there yet.
        """
        if self.kind in (Kind.USE, Kind.BILL):
            return None
        if own := day_of(self.base_day):
            return own
        if not is_length(self.lasts):
            return None
        return counted(self.paid_day or today, self.lasts).day

    def flaws(self, today: date, step: int | None = None) -> frozenset[Flaw]:
        """Return every reason not to leave *step*, or not to finish where it is None; empty: ready."""
        found: set[Flaw] = set()
        if step in (None, 1):
            found |= self._flaws_of_choice()
        if step in (None, PAID_STEP):
            found |= self._flaws_of_payment(today)
        if step in (None, ARRIVED_STEP):
            found |= self._flaws_of_arrival()
        return frozenset(found)

    def renewal(self, card: Card, today: date, moment: datetime) -> Renewal:
        """Return what would be logged if one finished now; what is not readable is left out.

        Its ``expires_before`` and ``expires_after`` are filled in by whoever enters it.
        """
        currency = self.currency if self.currency in CURRENCIES else None
        paying = self.costs and currency is not None
        return Renewal(
            id=self.renewal_id,
            changed=moment,
            entered=moment,
            card_id=self.card_id,
            card=snapshot_of(card),
            kind=self.kind,
            status=Status.VERIFIED if self.arrived else Status.PAID,
            paid_on=self.paid_day or today,
            channel=self.channel,
            place=self.place,
            offer=self.offer,
            extends=self.extends,
            base_day=self.pack_end(today),
            valid_for=self.valid_for if is_length(self.valid_for) else None,
            verified_on=today if self.arrived else None,
            amount=_amount_of(self.amount) if paying else None,
            fee=_amount_of(self.fee) if paying else None,
            currency=currency,
            payment_method=self.payment_method if self.costs else "",
            balance_after=_amount_of(self.balance_after),
            order_number=self.order_number,
            receipts=tuple(receipt.name for receipt in self.receipts),
            note=self.note,
        )

    def preview(self, card: Card, others: Iterable[Renewal], today: date, moment: datetime) -> Preview:
        """Return the dates that it leads to by the card's rule, whatever the carrier's page says."""
        return preview(card, others, self.renewal(card, today, moment))

    def edit(self, card: Card, today: date, moment: datetime) -> Edit:
        """Return the edit that enters the renewal. Only for a draft without flaws.

        It enters a correction too where the renewal arrived and the carrier's page says another last
        day than the rule gives. Raises (the edit): CardGone.
        """
        renewal = self.renewal(card, today, moment)
        stated = day_of(self.stated_day) if self.arrived and self.kind is not Kind.BILL else None

        def edit(book: Book) -> Book:
            entered = log_renewal(renewal)(book)
            logged = entered.renewal(renewal.id)
            if stated is None or logged is None or logged.expires_after == stated:
                return entered
            return log_renewal(self._correction(renewal, stated, today))(entered)

        return edit

    def _correction(self, renewal: Renewal, stated: date, today: date) -> Renewal:
        """Return what the carrier's page says as an entry, in order behind the renewal itself."""
        return Renewal(
            id=self.correction_id,
            changed=renewal.changed,
            entered=renewal.entered + timedelta(microseconds=1),
            card_id=self.card_id,
            card=renewal.card,
            kind=Kind.CORRECTION,
            status=Status.VERIFIED,
            paid_on=max(today, renewal.paid_on),
            channel=self.channel,
            verified_on=today,
            expires_after=stated,
        )

    def _flaws_of_choice(self) -> set[Flaw]:
        found = set() if self.channel.strip() else {Flaw.CHANNEL_MISSING}
        if any(text and not is_length(text) for text in (self.valid_for, self.lasts)):
            found.add(Flaw.LENGTH_UNREADABLE)
        return found

    def _flaws_of_payment(self, today: date) -> set[Flaw]:
        found: set[Flaw] = set()
        paid = self.paid_day
        if not self.paid_on.strip():
            found.add(Flaw.PAID_ON_MISSING)
        elif paid is None:
            found.add(Flaw.PAID_ON_UNREADABLE)
        elif paid > today:
            found.add(Flaw.PAID_ON_FUTURE)
        if self.base_day.strip():
            ends = day_of(self.base_day)
            if ends is None:
                found.add(Flaw.BASE_DAY_UNREADABLE)
            elif paid is not None and ends < paid:
                found.add(Flaw.BASE_DAY_BEFORE_PAYMENT)
        return found | (self._flaws_of_money() if self.costs else set())

    def _flaws_of_money(self) -> set[Flaw]:
        found = set()
        if self.amount.strip() and _amount_of(self.amount) is None:
            found.add(Flaw.AMOUNT_UNREADABLE)
        if self.fee.strip() and _amount_of(self.fee) is None:
            found.add(Flaw.FEE_UNREADABLE)
        if (self.amount.strip() or self.fee.strip()) and self.currency not in CURRENCIES:
            found.add(Flaw.CURRENCY_UNKNOWN)
        return found

    def _flaws_of_arrival(self) -> set[Flaw]:
        found = set() if self.arrived is not None else {Flaw.ARRIVED_MISSING}
        if self.balance_after.strip() and _amount_of(self.balance_after) is None:
            found.add(Flaw.BALANCE_UNREADABLE)
        if self.arrived and self.stated_day.strip() and day_of(self.stated_day) is None:
            found.add(Flaw.STATED_DAY_UNREADABLE)
        return found


def ticked(draft: RenewalDraft, key: str, *, on: bool) -> RenewalDraft:
    """Return the draft with *key* ticked, or no longer ticked."""
    others = tuple(other for other in draft.ticked if other != key)
    return replace(draft, ticked=(*others, key) if on else others)


def day_of(text: str) -> date | None:
    """Return the day that *text*, written YYYY-MM-DD, is; None if it is none."""
    try:
        return date.fromisoformat(text) if _DAY.match(text) else None
    except ValueError:
        return None


def is_length(text: str) -> bool:
    """Return whether *text* is a length that days can be counted with."""
    try:
        parse_length(text)
    except ValueError:
        return False
    return True


def _amount_of(text: str) -> str | None:
    """Return the amount that *text* is; None if it is none, or below zero."""
    return text if _AMOUNT.match(text) and not text.startswith("-") else None
