"""What is to be said now.

A stage is a window, not a day: it is open from its first day until the next stage, and is said at
the first look inside it, once, in today's words.
"""

from collections.abc import Iterable
from datetime import date, datetime

from msgspec import Struct

from simdesk.domain.rows import DEFAULT_STAGES, Row, stages_of
from simdesk.domain.terms import State
from simdesk.reminders.ledger import Entry, Key, Ledger

OWNER_HOUR = 10
"""The hour of the owner's day at which a stage that begins today is said."""

SUMMARY_FROM = 4
"""The number of reminders at one look from which one summary replaces them."""


class Reminder(Struct, frozen=True):
    """One thing to tell the owner: a card, its deadline, and how many days are left today.

    ``last`` says that no stage follows before the deadline, so that it may be urgent.
    """

    row: Row
    deadline: date
    kind: str
    stage: int
    days_left: int
    last: bool

    @property
    def key(self) -> Key:
        """Return the key of its row in the ledger."""
        return (self.row.card.id, self.deadline, self.kind, self.stage)

    def entry(self, moment: datetime) -> Entry:
        """Return the row of the ledger that says it was planned at *moment*."""
        return Entry(
            card_id=self.row.card.id,
            deadline=self.deadline,
            kind=self.kind,
            stage=self.stage,
            planned=moment,
            days_left=self.days_left,
        )


def reminder_of(row: Row, general: tuple[int, ...] = DEFAULT_STAGES) -> Reminder | None:
    """Return what there is to say of a card today, said already or not; None outside every stage.

    After the first deadline every day is a stage of its own, until the number is lost.
    """
    standing = row.standing
    deadline, left = standing.next_deadline, standing.days_left
    kind = standing.deadline_kind
    if row.card.state is not State.IN_USE or deadline is None or left is None or kind is None:
        return None
    if standing.past_first:
        stage, last = left, True
    else:
        stages = stages_of(row, general)
        reached = [stage for stage in stages if left <= stage]
        if not reached:
            return None
        stage = reached[-1]
        last = stage == stages[-1]
    return Reminder(row, deadline, kind.value, stage, left, last)


def reminders_due(
    rows: Iterable[Row],
    ledger: Ledger,
    moment: datetime,
    *,
    general: tuple[int, ...] = DEFAULT_STAGES,
    owner_hour: int = OWNER_HOUR,
) -> tuple[Reminder, ...]:
    """Return what is to be said at *moment*, an aware one in the owner's zone, in the order of *rows*."""
    said = {entry.key: entry for entry in ledger.entries}
    found = []
    for row in rows:
        reminder = reminder_of(row, general)
        if reminder is None or _was_said(said.get(reminder.key), moment):
            continue
        if not _waits_for_the_hour(reminder, moment, owner_hour):
            found.append(reminder)
    return tuple(found)


def _was_said(entry: Entry | None, moment: datetime) -> bool:
    if entry is None:
        return False
    if entry.acknowledged is not None:
        return True
    if entry.snoozed_until is not None:
        return moment < entry.snoozed_until
    return entry.delivered is not None


def _waits_for_the_hour(reminder: Reminder, moment: datetime, owner_hour: int) -> bool:
    begins_today = reminder.days_left == reminder.stage
    known_yesterday = reminder.row.card.changed.astimezone(moment.tzinfo).date() < moment.date()
    return begins_today and known_yesterday and moment.hour < owner_hour
