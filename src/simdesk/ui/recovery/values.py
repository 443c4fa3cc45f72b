"""What the page of recovery shows."""

from datetime import datetime
from typing import NamedTuple

from simdesk.errors import FileDamaged


class Copy(NamedTuple):
    """A copy of the book. ``made`` is in the owner's zone; ``here``: this computer made it.

    ``cards`` and ``renewals`` None: it was not looked into yet, or cannot be taken, and ``problem`` says why.
    """

    key: str
    made: datetime
    kind: str
    reason: str
    here: bool
    cards: int | None = None
    renewals: int | None = None
    problem: Exception | None = None

    @property
    def is_good(self) -> bool:
        """Return whether it can be put in place."""
        return self.cards is not None and (self.cards > 0 or bool(self.renewals))


class Lost(NamedTuple):
    """Something that cannot be saved; ``field`` empty: the whole record. ``fact`` says where and why."""

    kind: str
    name: str
    field: str
    fact: FileDamaged


class Saved(NamedTuple):
    """What can be saved of a damaged file: of cards and renewals so many of so many.

    ``lost`` counts what ``losses`` are, of which not all need be described.
    """

    cards: tuple[int, int]
    renewals: tuple[int, int]
    lost: int
    losses: tuple[Lost, ...]

    @property
    def is_something(self) -> bool:
        """Return whether there is anything to go on with."""
        return self.cards[0] > 0 or self.renewals[0] > 0
