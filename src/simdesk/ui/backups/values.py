"""What the window of backups shows, and is given."""

from datetime import datetime
from enum import Enum
from typing import NamedTuple

from simdesk.domain.comparing import Difference


class Listed(NamedTuple):
    """A backup in the list. ``made`` is in the owner's zone; ``here``: this computer made it."""

    key: str
    made: datetime
    reason: str
    here: bool


class Glance(NamedTuple):
    """What is in a backup, in brief. ``problem``: why that cannot be said; the others are None then."""

    cards: int | None
    difference: Difference | None
    problem: Exception | None = None


class Mark(Enum):
    """What became of a card of a backup since; ``PLAIN`` where it is compared with nothing."""

    GONE = "gone"
    CHANGED = "changed"
    NEW = "new"
    SAME = "same"
    PLAIN = "plain"


class FieldLine(NamedTuple):
    """A field that differs: its name, what it is in the backup and what now, in words."""

    name: str
    then: str
    now: str


class CardLine(NamedTuple):
    """A card of a backup, or of the book now where it is ``NEW``. ``number`` is as it may be shown.

    ``renewals``: how many of its renewals are in the backup and no longer in the book.
    """

    card_id: str
    label: str
    number: str
    mark: Mark
    fields: tuple[FieldLine, ...] = ()
    renewals: int = 0


class Content(NamedTuple):
    """What is in a backup that was chosen. ``difference`` None: it is compared with nothing."""

    lines: tuple[CardLine, ...]
    renewals: int
    difference: Difference | None
