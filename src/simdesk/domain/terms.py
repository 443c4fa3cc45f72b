"""The closed lists of the field: forms, phases, states, bases, kinds."""

from enum import StrEnum


class Form(StrEnum):
    """What the card is made of."""

    PHYSICAL = "physical"
    ESIM = "esim"
    VIRTUAL = "virtual"


class Phase(StrEnum):
    """What a card is able to do on a day. Declared from the mildest to the worst."""

    NOT_ACTIVE = "not_active"
    USABLE = "usable"
    STORED = "stored"
    RECEIVE_ONLY = "receive_only"
    OVERDUE = "overdue"
    SUSPENDED = "suspended"
    PORT_OUT_ONLY = "port_out_only"
    LOST = "lost"

    @property
    def severity(self) -> int:
        """Return the phase's place in the order of harm; the larger the worse."""
        return _SEVERITY[self]


_SEVERITY = {phase: place for place, phase in enumerate(Phase)}


class State(StrEnum):
    """What the owner says of a card, whatever the dates say."""

    IN_USE = "in_use"
    ARCHIVED = "archived"
    PORTED_OUT = "ported_out"
    CONFIRMED_LOST = "confirmed_lost"


class Basis(StrEnum):
    """What the last day is counted from (product contract, section 2)."""

    EXPIRY = "expiry"
    PAYMENT = "payment"
    USE = "use"
    PACK_END = "pack_end"
    BILLING = "billing"
    FIXED = "fixed"
    NONE = "none"


class Late(StrEnum):
    """What a renewal paid after the last day counts from, on the bases that stack."""

    FROM_PAYMENT = "from_payment"
    FROM_EXPIRY = "from_expiry"
    FORBIDDEN = "forbidden"


class EndsBy(StrEnum):
    """Who is able to lift a card out of a rung."""

    ANY_CHANNEL = "any_channel"
    SUPPORT_ONLY = "support_only"
    PORT_OUT_ONLY = "port_out_only"
    NOBODY = "nobody"


class Works(StrEnum):
    """What still works in a phase."""

    TEXTS_IN = "texts_in"
    TEXTS_OUT = "texts_out"
    CALLS_IN = "calls_in"
    CALLS_OUT = "calls_out"
    DATA = "data"


class Kind(StrEnum):
    """What sort of act a renewal was."""

    PURCHASE = "purchase"
    USE = "use"
    BILL = "bill"
    AUTO = "auto"
    CORRECTION = "correction"


class Status(StrEnum):
    """How far a renewal has got. Only ``verified`` moves a clock."""

    PAID = "paid"
    VERIFIED = "verified"
    REFUSED = "refused"
    VOIDED = "voided"


class Extends(StrEnum):
    """Which clocks a renewal moves."""

    NUMBER = "number"
    DATA = "data"
    BOTH = "both"
    NOTHING = "nothing"

    @property
    def number(self) -> bool:
        """Return whether the number's clock moves."""
        return self is Extends.NUMBER or self is Extends.BOTH

    @property
    def data(self) -> bool:
        """Return whether a data pack begins."""
        return self is Extends.DATA or self is Extends.BOTH


class ClockName(StrEnum):
    """The clocks that a statement can be about."""

    MAIN = "main"
    USE = "use"
    DATA = "data"
    BILL = "bill"


class StatedBy(StrEnum):
    """Whose word a statement is."""

    OWNER = "owner"
    CARRIER = "carrier"


class DeadlineKind(StrEnum):
    """The kinds of deadline that are not the beginning of a phase."""

    BILL = "bill"
    PAYMENT_CARD = "payment_card"
    AUTO_RENEWAL = "auto_renewal"
