"""The record of reminders: what was planned, delivered, put off and acknowledged.

It lies outside the book, or undoing an edit would bring notifications back. A row is known by its
card, deadline, kind and stage, so that a reminder is said once whatever happens to the process.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Annotated, Literal

from msgspec import Meta, Struct
from msgspec.structs import replace

from simdesk.domain.card import Moment
from simdesk.reminders.matters import Key, Matter, Reminder, Thread

KEEP_DAYS = 800
"""Days that a row outlives its deadline and its planning; longer than the longest rung of a ladder known."""

KEEP_STAGES = 16
"""Rows that are kept of one deadline at most, the newest ones: in a long grace period every day has one."""

AHEAD = timedelta(days=1)
"""A row planned by more than this after now was planned by a clock that was wrong; by less, a clock was
set right."""


class Entry(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One stage of one deadline of one card.

    ``card_id`` is the id of a payment method where the matter is one, and empty where it is all cards.
    ``kind`` is the deadline's. ``stage`` is the number of days before the deadline that the stage
    begins at; negative after it. ``days_left`` is what the text said. ``delivered``: a service took it.
    ``acknowledged``: the owner has seen to it, which is more than having closed it.
    """

    card_id: Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{0,64}$(?!\n)")]
    deadline: date
    kind: str
    stage: int
    planned: Moment
    days_left: int
    matter: Matter = Matter.DEADLINE
    delivered: Moment | None = None
    snoozed_until: Moment | None = None
    acknowledged: Moment | None = None

    @property
    def key(self) -> Key:
        """Return what the row is known by."""
        return (self.card_id, self.deadline, self.kind, self.stage)

    @property
    def thread(self) -> Thread:
        """Return what all rows of its deadline have in common."""
        return (self.card_id, self.deadline, self.kind)


class Ledger(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Every row, oldest first; keys are unique."""

    format: Literal[1] = 1
    entries: tuple[Entry, ...] = ()

    def entry(self, key: Key) -> Entry | None:
        """Return the row with that key; None if the stage was never planned."""
        return next((entry for entry in self.entries if entry.key == key), None)

    def kept(self, *entries: Entry) -> "Ledger":
        """Return the ledger with each of *entries* in the place of the one with its key, or at the end."""
        rows = {entry.key: entry for entry in self.entries}
        rows |= {entry.key: entry for entry in entries}
        return replace(self, entries=tuple(rows.values()))

    def changed(self, key: Key, change: Callable[[Entry], Entry]) -> "Ledger":
        """Return the ledger with one row changed; unchanged if there is no such row."""
        entry = self.entry(key)
        return self if entry is None else self.kept(change(entry))

    def without_old(self, today: date) -> "Ledger":
        """Return the ledger without rows that nobody will look for any more."""
        newer: dict[Thread, int] = {}
        left = []
        for one in reversed(self.entries):
            newer[one.thread] = newer.get(one.thread, 0) + 1
            day = max(one.deadline, one.planned.date())
            if newer[one.thread] <= KEEP_STAGES and (today - day).days <= KEEP_DAYS:
                left.append(one)
        return self if len(left) == len(self.entries) else replace(self, entries=tuple(reversed(left)))

    def without_future(self, moment: datetime) -> "Ledger":
        """Return the ledger without rows that were planned long after *moment*.

        A clock that was wrong for a while has made them; they would keep back what is due on their day.
        """
        left = tuple(one for one in self.entries if one.planned <= moment + AHEAD)
        return self if len(left) == len(self.entries) else replace(self, entries=left)


def planned(ledger: Ledger, reminder: Reminder, moment: datetime) -> Ledger:
    """Return the ledger with a row for *reminder*; as it is where there is one."""
    if ledger.entry(reminder.key) is not None:
        return ledger
    return ledger.kept(
        Entry(
            card_id=reminder.subject,
            deadline=reminder.deadline,
            kind=reminder.kind,
            stage=reminder.stage,
            planned=moment,
            days_left=reminder.days_left,
            matter=reminder.matter,
        )
    )


def told(ledger: Ledger, reminder: Reminder, moment: datetime) -> Ledger:
    """Return the ledger in which a service has taken *reminder* with the days it counts."""
    ledger = planned(ledger, reminder, moment)
    counted = ledger.changed(reminder.key, lambda one: replace(one, days_left=reminder.days_left))
    return delivered(counted, reminder.key, moment)


def delivered(ledger: Ledger, key: Key, moment: datetime) -> Ledger:
    """Return the ledger in which a service has taken that reminder; a snooze that ran out ends."""
    return ledger.changed(key, lambda one: replace(one, delivered=moment, snoozed_until=None))


def snoozed(ledger: Ledger, key: Key, until: datetime) -> Ledger:
    """Return the ledger in which that reminder is said again at *until*."""
    return ledger.changed(key, lambda one: replace(one, snoozed_until=until))


def acknowledged(ledger: Ledger, key: Key, moment: datetime) -> Ledger:
    """Return the ledger in which the owner has seen to that reminder, and so to the stages before it."""
    *thread, stage = key
    seen = [
        replace(one, acknowledged=moment, snoozed_until=None)
        for one in ledger.entries
        if one.thread == tuple(thread) and one.stage >= stage and one.acknowledged is None
    ]
    return ledger.kept(*seen) if seen else ledger
