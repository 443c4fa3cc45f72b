"""A card, the rule that it runs by, and what has been stated about it."""

from datetime import date, datetime
from typing import Annotated

from msgspec import Meta, Struct

from simdesk.domain.length import LengthText
from simdesk.domain.money import CurrencyCode, Money
from simdesk.domain.terms import (
    Basis,
    ClockName,
    EndsBy,
    Form,
    Late,
    Phase,
    State,
    StatedBy,
    Works,
)

# A pattern ends in ``$(?!\n)``: to Python a bare ``$`` also matches before a last newline.
ID_PATTERN = r"^[A-Za-z0-9_-]{1,64}$(?!\n)"
Id = Annotated[str, Meta(pattern=ID_PATTERN)]
Moment = Annotated[datetime, Meta(tz=True)]
E164 = Annotated[str, Meta(pattern=r"^\+[1-9][0-9]{3,14}$(?!\n)")]
MonthText = Annotated[str, Meta(pattern=r"^(?!0000)[0-9]{4}-(0[1-9]|1[0-2])$(?!\n)")]
Line = Annotated[str, Meta(max_length=500)]
Stage = Annotated[int, Meta(ge=0, le=3650)]

_EVERYTHING = (Works.TEXTS_IN, Works.TEXTS_OUT, Works.CALLS_IN, Works.CALLS_OUT, Works.DATA)
_USUALLY_WORKS: dict[Phase, tuple[Works, ...]] = {
    Phase.USABLE: _EVERYTHING,
    Phase.OVERDUE: _EVERYTHING,
    Phase.RECEIVE_ONLY: (Works.TEXTS_IN, Works.CALLS_IN),
}


class Rung(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One phase after the last usable day.

    ``approximate``: the carrier works in batches, so the phase begins on about that day.
    ``works`` None: what usually works in such a phase.
    """

    phase: Phase
    length: LengthText
    approximate: bool = False
    ends_by: EndsBy | None = None
    works: tuple[Works, ...] | None = None

    def __post_init__(self) -> None:
        if self.phase in (Phase.LOST, Phase.NOT_ACTIVE):
            raise ValueError(f"a rung cannot be {self.phase.value}")

    @property
    def still_works(self) -> tuple[Works, ...]:
        """Return what one can do in this phase, as stated or as usual."""
        return works_in(self.phase) if self.works is None else self.works

    @property
    def way_out(self) -> EndsBy:
        """Return who can end the phase, as stated or as usual."""
        if self.ends_by is not None:
            return self.ends_by
        return EndsBy.PORT_OUT_ONLY if self.phase is Phase.PORT_OUT_ONLY else EndsBy.ANY_CHANNEL


def works_in(phase: Phase) -> tuple[Works, ...]:
    """Return what usually works in *phase*."""
    return _USUALLY_WORKS.get(phase, ())


class Funding(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A plan that takes its fee from a balance: ``fee`` at the start of each ``cycle``."""

    fee: Money
    cycle: LengthText


class Rule(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """How a card's clocks run, copied from the catalog or written by the owner.

    ``valid_for`` None: the length is not known, only stated days count.
    ``cap`` is counted from the day of payment. ``use_within``: the further clock ``use``.
    ``plan_version``: the catalog's version the rule was copied from; None for the owner's own.
    """

    basis: Basis
    valid_for: LengthText | None = None
    cap: LengthText | None = None
    count_base_day: bool = False
    ladder: tuple[Rung, ...] = ()
    first_phase: Phase = Phase.USABLE
    late: Late = Late.FROM_PAYMENT
    use_within: LengthText | None = None
    funding: Funding | None = None
    plan_version: Line | None = None

    def __post_init__(self) -> None:
        if self.cap is not None and self.basis is not Basis.EXPIRY:
            raise ValueError("only the basis expiry has a cap")
        if self.first_phase in (Phase.LOST, Phase.NOT_ACTIVE):
            raise ValueError(f"a first phase cannot be {self.first_phase.value}")


class Statement(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What the owner or the carrier says a clock stands at.

    ``base_day`` is the day a length counts from (for the clock ``bill``: the next bill);
    ``end_day`` is the last day itself and wins where both are given. At least one is there.
    ``reason``: why the date differs from the rule's, in the owner's words.
    """

    clock: ClockName
    stated_on: date
    base_day: date | None = None
    end_day: date | None = None
    by: StatedBy = StatedBy.OWNER
    reason: Line = ""

    def __post_init__(self) -> None:
        if self.base_day is None and self.end_day is None:
            raise ValueError("a statement needs a base day or an end day")


class LinkedAccount(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What the number unlocks. ``moved`` is empty until the account has another number."""

    service: Annotated[str, Meta(min_length=1, max_length=500)]
    use: Line = ""
    moved: Line = ""


class Card(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One SIM or eSIM profile, as its owner thinks of it.

    ``carrier`` and ``plan`` are an id or a name of the catalog, or the owner's own words.
    ``number`` None: a card for data only. ``timezone``: an IANA name, in which every deadline of the
    card is a date. ``statements``: oldest first. ``stages`` None: the general ones.
    ``payment_method``: the id or label of a payment method of the book.
    ``auto_renew`` and ``texts_abroad`` None: not known.
    """

    id: Id
    changed: Moment
    label: Annotated[str, Meta(min_length=1, max_length=200)]
    timezone: Annotated[str, Meta(min_length=1, max_length=64)]
    rule: Rule
    number: E164 | None = None
    form: Form = Form.PHYSICAL
    carrier: Line = ""
    plan: Line = ""
    statements: tuple[Statement, ...] = ()
    bill_day: Annotated[int, Meta(ge=1, le=31)] | None = None
    payment_card_expires: MonthText | None = None
    install_by: date | None = None
    opened_on: date | None = None
    balance: Money | None = None
    balance_on: date | None = None
    currency: CurrencyCode | None = None
    data_left_mb: Annotated[int, Meta(ge=0)] | None = None
    iccid: Annotated[str, Meta(pattern=r"^[0-9]{10,20}$(?!\n)")] | None = None
    activation_code: Line = ""
    device: Line = ""
    payment_method: Line = ""
    auto_renew: bool | None = None
    texts_abroad: bool | None = None
    texts_abroad_on: date | None = None
    login: Line = ""
    linked_accounts: tuple[LinkedAccount, ...] = ()
    tags: tuple[Line, ...] = ()
    stages: tuple[Stage, ...] | None = None
    state: State = State.IN_USE
    note: Annotated[str, Meta(max_length=20_000)] = ""

    def stated(self, clock: ClockName) -> Statement | None:
        """Return the latest statement about *clock*; of one day's, the one entered last."""
        found = None
        for statement in self.statements:
            if statement.clock is clock and (found is None or statement.stated_on >= found.stated_on):
                found = statement
        return found
