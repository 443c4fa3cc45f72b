"""What a notification says: rendered from the reminder, in today's words and today's language."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from simdesk.domain.numbers import masked
from simdesk.domain.rows import Row
from simdesk.domain.terms import DeadlineKind, EndsBy, Phase
from simdesk.reminders.ledger import Entry
from simdesk.reminders.matters import Matter, Reminder
from simdesk.wording.amounts import money
from simdesk.wording.countdown import afterwards, data_line, days_left, ends, pending, what_to_do
from simdesk.wording.dates import plain_day, short_day
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
    if reminder.matter is Matter.WATCHING:
        count = len(reminder.rows)
        return _n("SimDesk is watching {n} card", "SimDesk is watching {n} cards", count).format(n=count)
    return _("{label}: {when}").format(label=reminder.label, when=_what(reminder))


def body(reminder: Reminder) -> str:
    """Return what to do, what follows otherwise, and the number, masked; a line each."""
    lines = list(_lines(reminder))
    if reminder.row is not None and reminder.row.card.number is not None:
        lines.append(masked(reminder.row.card.number))
    return "\n".join(line[:1].upper() + line[1:] for line in lines if line)


def told(entry: Entry, moment: datetime) -> str:
    """Return what was told, and when by the owner's clock: "Told Mon 16 Nov 10:00: 7 days left".

    *moment* is now, an aware one in the owner's zone.
    """
    if entry.delivered is None:
        return _("Nothing could show it yet")
    when = entry.delivered.astimezone(moment.tzinfo)
    hour = f"{when.hour:02}:{when.minute:02}"
    day = short_day(when.date(), moment.date())
    if entry.matter not in (Matter.DEADLINE, Matter.PAYMENT_METHOD, Matter.DATA):
        return _("Told {day} {time}").format(day=day, time=hour)
    said = days_left(entry.days_left)
    return _("Told {day} {time}: {when}").format(day=day, time=hour, when=said)


def summary_title(reminders: Sequence[Reminder]) -> str:
    """Return the first line of one notification for several cards."""
    count = len({card_id for reminder in reminders for card_id in reminder.card_ids})
    return _n("{n} card needs you", "{n} cards need you", count).format(n=count)


def summary_body(reminders: Sequence[Reminder]) -> str:
    """Return a line for each reminder, the most urgent first; of many, a card's first one before its second.

    The last line is how many of the cards that the title counts no line is about.
    """
    first, later, named = list[Reminder](), list[Reminder](), set[str]()
    for reminder in reminders:
        (later if named.issuperset(reminder.card_ids) else first).append(reminder)
        named.update(reminder.card_ids)
    chosen = [*first, *later][:MOST_LINES]
    lines = [title(reminder) for reminder in reminders if reminder in chosen]
    more = len(named.difference(*(reminder.card_ids for reminder in chosen)))
    if more > 0:
        lines.append(_n("and {n} more", "and {n} more", more).format(n=more))
    return "\n".join(lines)


def buttons(reminder: Reminder) -> tuple[Button, ...]:
    """Return what can be done about it from the notification."""
    match reminder.matter:
        case Matter.WATCHING:
            return (Button.OPEN,)
        case Matter.RENEWED:
            return (Button.OPEN, Button.RENEWED, Button.NOT_RENEWED, Button.SNOOZE)
        case Matter.VERIFY:
            return (Button.OPEN, Button.ARRIVED, Button.SNOOZE)
        case Matter.DEADLINE if reminder.row is not None:
            return _of_deadline(reminder.row)
        case Matter.DATA | Matter.LOW_BALANCE:
            return (Button.OPEN, Button.RENEW, Button.SNOOZE)
        case _:
            return (Button.OPEN, Button.SNOOZE)


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


def where_to_go(reminder: Reminder) -> str:
    """Return where to do it, for a notification without buttons; empty where nothing is to be done."""
    if reminder.matter is Matter.WATCHING:
        return ""
    if reminder.matter in (Matter.DEADLINE, Matter.RENEWED):
        return _("Open SimDesk to renew it or to say that it is done.")
    return _("Open SimDesk to see to it.")


def where_to_go_for_all() -> str:
    """Return where to see the cards of a summary, for a notification without buttons."""
    return _("Open SimDesk to see them all.")


def still_running_title() -> str:
    """Return the first line of the note on a window that was closed for the first time."""
    return _("SimDesk keeps running")


def still_running_body() -> str:
    """Return why a closed window goes on, and how to end it."""
    return _("It reminds you in the background. To end it, open it again and press Ctrl+Q.")


def _what(reminder: Reminder) -> str:
    match reminder.matter:
        case Matter.RENEWED:
            return _p("reminder", "did it renew?")
        case Matter.LOST:
            return _p("reminder", "the number is lost")
        case Matter.TRY_IT:
            return _p("reminder", "may be lost, try it")
        case Matter.VERIFY:
            return _p("reminder", "did the payment arrive?")
        case Matter.DATA:
            return _data(reminder.days_left)
        case Matter.LOW_BALANCE:
            return _p("reminder", "the balance is low")
        case Matter.CHECK_BALANCE:
            return _p("reminder", "look at the balance")
        case Matter.CHECK:
            return _p("reminder", "look whether it still works")
        case Matter.PAYMENT_METHOD:
            return _method(reminder.days_left)
        case _:
            return _when(reminder)


def _data(left: int) -> str:
    if left < 0:
        return _p("reminder", "the data has ended")
    if left == 0:
        return _p("reminder", "the data ends today")
    return _n("{n} day of data left", "{n} days of data left", left).format(n=left)


def _method(left: int) -> str:
    if left < 0:
        return _p("reminder", "the payment card has expired")
    if left == 0:
        return _p("reminder", "the payment card expires today")
    return _n("the payment card expires in {n} day", "the payment card expires in {n} days", left).format(
        n=left
    )


def _when(reminder: Reminder) -> str:
    left, row = reminder.days_left, reminder.row
    if row is not None and row.standing.past_first and reminder.kind == Phase.LOST and left > 0:
        span = row.standing.span
        if span is None or span.way_out is not EndsBy.NOBODY:
            return _n("{n} day left to save the number", "{n} days left to save the number", left).format(
                n=left
            )
    return days_left(left)


def _lines(reminder: Reminder) -> tuple[str, ...]:
    row = reminder.row
    if row is None:
        return _of_no_card(reminder)
    match reminder.matter:
        case Matter.LOST:
            return (ends(row), _("If it still works, give SimDesk the new date. Else archive the card."))
        case Matter.TRY_IT:
            return (
                ends(row),
                _("If it still works, give SimDesk the new date. Else say that it is lost, or archive it."),
            )
        case Matter.VERIFY:
            return (_to_check(row), pending(row))
        case Matter.DATA:
            return (data_line(row),)
        case Matter.LOW_BALANCE | Matter.CHECK_BALANCE:
            return _balance(reminder)
        case Matter.CHECK:
            return (_("No rule is known for this card: nothing else will tell you that it has stopped."),)
        case _:
            return (_to_do(reminder, row), afterwards(row))


def _of_no_card(reminder: Reminder) -> tuple[str, ...]:
    if reminder.matter is Matter.WATCHING:
        coming = [row for row in reminder.rows if row.standing.days_left is not None][:1]
        return tuple(
            _("Next: {label}, {when}").format(label=row.card.label, when=days_left(row.standing.days_left))
            for row in coming
        )
    labels = [row.card.label for row in reminder.rows]
    more = len(labels) - MOST_LINES
    named = _p("list", ", ").join(labels[:MOST_LINES])
    lines = (_("Cards to update: {labels}").format(labels=named),)
    return lines if more <= 0 else (*lines, _n("and {n} more", "and {n} more", more).format(n=more))


def _balance(reminder: Reminder) -> tuple[str, ...]:
    if reminder.balance is None:
        return ()
    held = money(reminder.balance.money)
    if reminder.matter is Matter.LOW_BALANCE and reminder.cost is None:
        return (_("{balance} left. Using the card may need more.").format(balance=held),)
    if reminder.cost is not None:
        words = _("{balance} left. What keeps the number takes {cost}.")
        return (words.format(balance=held, cost=money(reminder.cost)),)
    words = _("It was {balance} on {day}. Look again, and enter what is left.")
    return (words.format(balance=held, day=plain_day(reminder.deadline)),)


def _of_deadline(row: Row) -> tuple[Button, ...]:
    if row.standing.pending is not None:
        return (Button.OPEN, Button.ARRIVED, Button.SNOOZE)
    if row.standing.deadline_kind is DeadlineKind.PAYMENT_CARD:
        return (Button.OPEN, Button.SNOOZE)
    return (Button.OPEN, Button.RENEW, Button.DID_IT, Button.SNOOZE)


def _to_do(reminder: Reminder, row: Row) -> str:
    if row.standing.pending is not None and reminder.matter is not Matter.RENEWED:
        return _to_check(row)
    return what_to_do(row) or ends(row)


def _to_check(row: Row) -> str:
    waiting = row.standing.pending
    if waiting is None:
        return ""
    words = _("Check whether your payment of {day} arrived")
    return words.format(day=short_day(waiting.renewal.paid_on, row.today))
