"""What a reminder can be about, what the owner wants of reminders, and one reminder."""

from datetime import date, datetime, time
from enum import StrEnum

from msgspec import Struct

from simdesk.domain.book import PaymentMethod
from simdesk.domain.clocks import Balance
from simdesk.domain.money import Money
from simdesk.domain.rows import DEFAULT_STAGES, Row

OWNER_HOUR = 10
"""The hour of the owner's day at which a stage that begins today is said."""

BALANCE_DAYS = 90
"""Days after which the owner is asked to look at a balance again."""

Key = tuple[str, date, str, int]
"""Whom it is about, the day it is about, the kind of that day, the stage."""

Thread = tuple[str, date, str]
"""A key without its stage: all the stages of one deadline."""


class Matter(StrEnum):
    """What is told. The first four are about the number itself, and one of them at a time is open."""

    DEADLINE = "deadline"
    RENEWED = "renewed"
    LOST = "lost"
    TRY_IT = "try_it"
    VERIFY = "verify"
    DATA = "data"
    LOW_BALANCE = "low_balance"
    CHECK_BALANCE = "check_balance"
    CHECK = "check"
    PAYMENT_METHOD = "payment_method"
    WATCHING = "watching"

    @property
    def of_number(self) -> bool:
        """Return whether it is about the number itself, so that the next such note takes its place."""
        return self in (Matter.DEADLINE, Matter.RENEWED, Matter.LOST, Matter.TRY_IT)


class Rules(Struct, frozen=True, kw_only=True):
    """What the owner set.

    ``stages``: days before a deadline. ``quiet_from`` and ``quiet_until``: from the first minute to before
    the last nothing is said; None: no quiet hours. ``balance_days`` None: a balance is never asked about.
    ``monthly``: say once a month that cards are watched.
    """

    stages: tuple[int, ...] = DEFAULT_STAGES
    owner_hour: int = OWNER_HOUR
    quiet_from: time | None = None
    quiet_until: time | None = None
    balance_days: int | None = BALANCE_DAYS
    monthly: bool = False

    def is_quiet(self, moment: datetime) -> bool:
        """Return whether *moment*, in the owner's zone, lies in the quiet hours."""
        if self.quiet_from is None or self.quiet_until is None:
            return False
        now = moment.time()
        if self.quiet_from <= self.quiet_until:
            return self.quiet_from <= now < self.quiet_until
        return now >= self.quiet_from or now < self.quiet_until


class Reminder(Struct, frozen=True, kw_only=True):
    """One thing to tell the owner, in today's numbers.

    ``deadline`` is the day it is about: a last day, or the day that something began on. ``kind`` says what
    that day is: for a deadline what the card's standing says, else the matter. ``stage`` is the number of
    days before ``deadline`` that the stage begins at, negative after it, and ``days_left`` how many are
    left today. ``last``: no stage follows before the deadline, so that it may be urgent. ``row`` is None,
    and ``method`` is not, where a payment method is what expires; both are None where all cards are meant.
    ``rows`` are the cards it is about. ``balance`` and ``cost``, where known, are there if they are told.
    """

    matter: Matter
    deadline: date
    kind: str
    stage: int
    days_left: int
    last: bool = False
    row: Row | None = None
    method: PaymentMethod | None = None
    rows: tuple[Row, ...] = ()
    balance: Balance | None = None
    cost: Money | None = None

    @property
    def subject(self) -> str:
        """Return the id of the card or payment method; empty where all cards are meant."""
        if self.row is not None:
            return self.row.card.id
        return "" if self.method is None else self.method.id

    @property
    def label(self) -> str:
        """Return what the owner calls the card or payment method; empty where all cards are meant."""
        if self.row is not None:
            return self.row.card.label
        return "" if self.method is None else self.method.label

    @property
    def key(self) -> Key:
        """Return the key of its row in the ledger."""
        return (self.subject, self.deadline, self.kind, self.stage)

    @property
    def thread(self) -> Thread:
        """Return what all its stages have in common."""
        return (self.subject, self.deadline, self.kind)

    @property
    def card_ids(self) -> tuple[str, ...]:
        """Return the ids of the cards it is about."""
        return tuple(row.card.id for row in self.rows)
