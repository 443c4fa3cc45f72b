"""Renewals: the acts that are logged, whether or not they move a clock."""

from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from simdesk.domain.card import ID_PATTERN, Line, Moment
from simdesk.domain.length import LengthText
from simdesk.domain.money import AMOUNT_PATTERN, CURRENCY_PATTERN, AmountText
from simdesk.domain.terms import Extends, Kind, Status

# What every renewal has is looked at once the whole book is read (``storage.checking``), equal texts only
# once: to do it at each of them takes as long as all the rest of reading.
_Id = Annotated[str, Meta(extra_json_schema={"pattern": ID_PATTERN})]
_Amount = Annotated[str, Meta(extra_json_schema={"pattern": AMOUNT_PATTERN})]
_Currency = Annotated[str, Meta(extra_json_schema={"pattern": CURRENCY_PATTERN})]
ReceiptName = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\.[a-z0-9]{1,5}$(?!\n)")]


class Snapshot(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """What the card was called when the renewal was entered; ``number`` is masked."""

    label: Line
    number: Line = ""
    carrier: Line = ""
    plan: Line = ""
    rule: Line = ""


class Renewal(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """One act that keeps, or was meant to keep, a card alive.

    ``paid_on`` is a date in the card's zone. ``base_day`` is the last day of the pack that was
    bought, or the day of use; None means ``paid_on``. ``valid_for`` None: the rule's length.
    ``expires_before`` and ``expires_after`` are what the card showed then and are history, except in
    a ``correction``, where ``expires_after`` is the last day that was stated.
    ``channel`` and ``offer`` are ids of the catalog or the owner's words.
    ``receipts`` are names of files in the folder ``receipts``.
    """

    id: _Id
    changed: Moment
    entered: Moment
    card_id: _Id
    card: Snapshot
    kind: Kind
    status: Status
    paid_on: date
    channel: Line = ""
    place: Line = ""
    offer: Line = ""
    extends: Extends = Extends.NUMBER
    base_day: date | None = None
    valid_for: LengthText | None = None
    verified_on: date | None = None
    voided_on: date | None = None
    amount: _Amount | None = None
    fee: AmountText | None = None
    currency: _Currency | None = None
    payment_method: Line = ""
    expires_before: date | None = None
    expires_after: date | None = None
    balance_after: AmountText | None = None
    order_number: Line = ""
    receipts: tuple[ReceiptName, ...] = ()
    note: Annotated[str, Meta(max_length=20_000)] = ""

    def __post_init__(self) -> None:
        if (self.amount is not None or self.fee is not None) and self.currency is None:
            raise ValueError("an amount needs a currency")

    @property
    def moves(self) -> bool:
        """Return whether the renewal is one that clocks follow."""
        return self.status is Status.VERIFIED
