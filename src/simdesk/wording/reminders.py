"""What a notification says: rendered from the reminder, in today's words and today's language."""

from collections.abc import Sequence
from enum import StrEnum

from simdesk.domain.numbers import masked
from simdesk.domain.rows import Row
from simdesk.domain.terms import DeadlineKind, EndsBy, Phase
from simdesk.reminders.planner import Reminder
from simdesk.wording.countdown import afterwards, days_left, ends, what_to_do
from simdesk.wording.dates import short_day
from simdesk.wording.language import _, _n, _p

MOST_LINES = 5
"""How many cards a summary names."""


class Button(StrEnum):
    """What a notification offers; ``OPEN`` is the click on the notification itself.

    The values are those that the pages use for the same acts.
    """

    OPEN = "default"
    RENEW = "renew"
    DID_IT = "did_it"
    ARRIVED = "arrived"
    RENEWED = "renewed"
    NOT_RENEWED = "not_renewed"
    SNOOZE = "snooze"


def title(reminder: Reminder) -> str:
    """Return the first line: "Bank codes: 5 days left"."""
    return _("{label}: {when}").format(label=reminder.row.card.label, when=_when(reminder))


def body(reminder: Reminder) -> str:
    """Return what to do, what follows otherwise, and the number, masked; a line each."""
    row = reminder.row
    number = row.card.number
    lines = (_to_do(row), afterwards(row), "" if number is None else masked(number))
    return "\n".join(line[:1].upper() + line[1:] for line in lines if line)


def summary_title(reminders: Sequence[Reminder]) -> str:
    """Return the first line of one notification for several cards."""
    count = len(reminders)
    return _n("{n} card needs you", "{n} cards need you", count).format(n=count)


def summary_body(reminders: Sequence[Reminder]) -> str:
    """Return a line for each card, the most urgent first; of many, how many more there are."""
    lines = [title(reminder) for reminder in reminders[:MOST_LINES]]
    more = len(reminders) - MOST_LINES
    if more > 0:
        lines.append(_n("and {n} more", "and {n} more", more).format(n=more))
    return "\n".join(lines)


def buttons(reminder: Reminder) -> tuple[Button, ...]:
    """Return what can be done about it from the notification."""
    standing = reminder.row.standing
    if _asks_whether_renewed(reminder.row):
        return (Button.OPEN, Button.RENEWED, Button.NOT_RENEWED, Button.SNOOZE)
    if standing.pending is not None:
        return (Button.OPEN, Button.ARRIVED, Button.SNOOZE)
    if standing.deadline_kind is DeadlineKind.PAYMENT_CARD:
        return (Button.OPEN, Button.SNOOZE)
    return (Button.OPEN, Button.RENEW, Button.DID_IT, Button.SNOOZE)


def button_words(button: Button) -> str:
    """Return what a button says."""
    match button:
        case Button.OPEN:
            return _("Open")
        case Button.RENEW:
            return _("Renew…")
        case Button.DID_IT:
            return _p("button", "I did it")
        case Button.ARRIVED:
            return _("It arrived")
        case Button.RENEWED:
            return _("Yes, it renewed")
        case Button.NOT_RENEWED:
            return _("No")
        case Button.SNOOZE:
            return _("Snooze a day")


def where_to_go() -> str:
    """Return where to do it, for a notification without buttons."""
    return _("Open SimDesk to renew it or to say that it is done.")


def where_to_go_for_all() -> str:
    """Return where to see the cards of a summary, for a notification without buttons."""
    return _("Open SimDesk to see them all.")


def still_running_title() -> str:
    """Return the first line of the note on a window that was closed for the first time."""
    return _("SimDesk keeps running")


def still_running_body() -> str:
    """Return why a closed window goes on, and how to end it."""
    return _("It reminds you in the background. To end it, open it again and press Ctrl+Q.")


def _when(reminder: Reminder) -> str:
    left, standing = reminder.days_left, reminder.row.standing
    saves = standing.span is None or standing.span.way_out is not EndsBy.NOBODY
    if standing.past_first and standing.deadline_kind is Phase.LOST and saves and left > 0:
        return _n("{n} day left to save the number", "{n} days left to save the number", left).format(n=left)
    return days_left(left)


def _to_do(row: Row) -> str:
    waiting = row.standing.pending
    if waiting is not None and not _asks_whether_renewed(row):
        words = _("Check whether your payment of {day} arrived")
        return words.format(day=short_day(waiting.renewal.paid_on, row.today))
    return what_to_do(row) or ends(row)


def _asks_whether_renewed(row: Row) -> bool:
    left = row.standing.days_left
    return row.standing.deadline_kind is DeadlineKind.AUTO_RENEWAL and left is not None and left < 0
