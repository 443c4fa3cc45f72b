"""The record of reminders: what was planned, delivered, put off and acknowledged.

It lies outside the book, or undoing an edit would bring notifications back. A row is known by its
card, deadline, kind and stage, so that a reminder is said once whatever happens to the process.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from simdesk.domain.card import Id, Moment

Key = tuple[str, date, str, int]

KEEP_DAYS = 800
"""Days that a row outlives its deadline; longer than the longest rung of a ladder known."""


class Entry(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One stage of one deadline of one card.

    ``kind`` is the deadline's. ``stage`` is the number of days before the deadline that the stage
    begins at; negative after it. ``days_left`` is what the text said. ``delivered``: a service took it.
    ``acknowledged``: the owner has seen to it, which is more than having closed it.
    """

    card_id: Id
    deadline: date
    kind: str
    stage: int
    planned: Moment
    days_left: int
    delivered: Moment | None = None
    snoozed_until: Moment | None = None
    acknowledged: Moment | None = None

    @property
    def key(self) -> Key:
        """Return what the row is known by."""
        return (self.card_id, self.deadline, self.kind, self.stage)


class Ledger(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Every row, oldest first; keys are unique."""

    format: Literal[1] = 1
    entries: tuple[Entry, ...] = ()

    def entry(self, key: Key) -> Entry | None:
        """Return the row with that key; None if the stage was never planned."""
        return next((entry for entry in self.entries if entry.key == key), None)

    def kept(self, entry: Entry) -> "Ledger":
        """Return the ledger with *entry* in the place of the one with its key, or at the end."""
        if self.entry(entry.key) is None:
            return replace(self, entries=(*self.entries, entry))
        return replace(self, entries=tuple(entry if one.key == entry.key else one for one in self.entries))

    def changed(self, key: Key, change: Callable[[Entry], Entry]) -> "Ledger":
        """Return the ledger with one row changed; unchanged if there is no such row."""
        entry = self.entry(key)
        return self if entry is None else self.kept(change(entry))

    def without_old(self, today: date) -> "Ledger":
        """Return the ledger without rows whose deadline lies more than KEEP_DAYS back."""
        left = tuple(one for one in self.entries if (today - one.deadline).days <= KEEP_DAYS)
        return self if len(left) == len(self.entries) else replace(self, entries=left)


def delivered(ledger: Ledger, key: Key, moment: datetime) -> Ledger:
    """Return the ledger in which a service has taken that reminder; a snooze that ran out ends."""
    return ledger.changed(key, lambda one: replace(one, delivered=moment, snoozed_until=None))


def snoozed(ledger: Ledger, key: Key, until: datetime) -> Ledger:
    """Return the ledger in which that reminder is said again at *until*."""
    return ledger.changed(key, lambda one: replace(one, snoozed_until=until))


def acknowledged(ledger: Ledger, key: Key, moment: datetime) -> Ledger:
    """Return the ledger in which the owner has seen to that reminder."""
    return ledger.changed(key, lambda one: replace(one, acknowledged=moment, snoozed_until=None))
