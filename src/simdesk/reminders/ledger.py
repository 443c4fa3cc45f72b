"""The record of reminders: what was planned, delivered, put off and acknowledged.

It lies outside the book, or undoing an edit would bring notifications back. A row is known by its
card, deadline, kind and stage, so that a reminder is said once whatever happens to the process.
"""

from collections.abc import Callable, Iterable, Sequence
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

    format: Literal[2] = 2
    entries: tuple[Entry, ...] = ()

    def entry(self, key: Key) -> Entry | None:
        """Return the row with that key; None if the stage was never planned."""
        return next((entry for entry in self.entries if entry.key == key), None)

    def kept(self, *entries: Entry) -> "Ledger":
        """Return the ledger with each of *entries* in the place of the one with its key, or at the end."""
        if not entries:
            return self
        rows = {entry.key: entry for entry in self.entries}
        rows |= {entry.key: entry for entry in entries}
        return replace(self, entries=tuple(rows.values()))

    def changed(self, keys: Iterable[Key], change: Callable[[Entry], Entry]) -> "Ledger":
        """Return the ledger with the rows of *keys* changed; unchanged if there are no such rows."""
        wanted = frozenset(keys)
        return self.kept(*(change(one) for one in self.entries if one.key in wanted))

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


def planned(ledger: Ledger, reminders: Iterable[Reminder], moment: datetime) -> Ledger:
    """Return the ledger with a row for each of *reminders*; those that have one keep it."""
    there = {one.key for one in ledger.entries}
    return ledger.kept(
        *(
            Entry(
                card_id=one.subject,
                deadline=one.deadline,
                kind=one.kind,
                stage=one.stage,
                planned=moment,
                days_left=one.days_left,
                matter=one.matter,
            )
            for one in reminders
            if one.key not in there
        )
    )


def told(ledger: Ledger, reminders: Sequence[Reminder], moment: datetime) -> Ledger:
    """Return the ledger in which a service has taken *reminders* with the days they count."""
    left = {one.key: one.days_left for one in reminders}
    ledger = planned(ledger, reminders, moment)
    counted = ledger.changed(left, lambda one: replace(one, days_left=left[one.key]))
    return delivered(counted, left, moment)


def delivered(ledger: Ledger, keys: Iterable[Key], moment: datetime) -> Ledger:
    """Return the ledger in which a service has taken those reminders; a snooze that ran out ends."""
    return ledger.changed(keys, lambda one: replace(one, delivered=moment, snoozed_until=None))


def snoozed(ledger: Ledger, keys: Iterable[Key], until: datetime) -> Ledger:
    """Return the ledger in which those reminders are said again at *until*."""
    return ledger.changed(keys, lambda one: replace(one, snoozed_until=until))


def acknowledged(ledger: Ledger, keys: Iterable[Key], moment: datetime) -> Ledger:
    """Return the ledger in which the owner has seen to those reminders, and so to the stages before each."""
    reached: dict[Thread, int] = {}
    for card_id, deadline, kind, stage in keys:
        thread = (card_id, deadline, kind)
        reached[thread] = min(stage, reached.get(thread, stage))
    seen = [
        one.key
        for one in ledger.entries
        if one.acknowledged is None and one.thread in reached and one.stage >= reached[one.thread]
    ]
    return ledger.changed(seen, lambda one: replace(one, acknowledged=moment, snoozed_until=None))
