"""What was said, or could not be, and the owner has not seen to yet."""

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct

from simdesk.domain.book import Book
from simdesk.domain.rows import Row
from simdesk.reminders.ledger import Entry, Ledger
from simdesk.reminders.matters import Reminder, Rules, Thread
from simdesk.reminders.planner import open_reminders


class Item(Struct, frozen=True):
    """One thing to see to: ``reminder`` says it in today's numbers, ``entry`` is what was said last."""

    reminder: Reminder
    entry: Entry


def inbox(
    book: Book, rows: Iterable[Row], ledger: Ledger, rules: Rules, moment: datetime
) -> tuple[Item, ...]:
    """Return an item for every deadline that was planned or delivered and not seen to, most urgent first.

    What was renewed, put away, put off or has another deadline by now is settled, and not in it.
    """
    newest: dict[Thread, Entry] = {}
    for entry in ledger.entries:
        held = newest.get(entry.thread)
        if held is None or entry.stage < held.stage:
            newest[entry.thread] = entry
    if not newest:
        return ()
    found = []
    for reminder in open_reminders(book, rows, rules, moment):
        last = newest.get(reminder.thread)
        if last is None or last.acknowledged is not None:
            continue
        if last.snoozed_until is None or last.snoozed_until <= moment:
            found.append(Item(reminder, last))
    return tuple(found)
