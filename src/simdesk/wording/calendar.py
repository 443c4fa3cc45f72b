"""What an event in a calendar says: the same on whatever day it is read, so nothing in it counts days."""

from datetime import date

from simdesk.domain.numbers import masked
from simdesk.domain.rows import Row
from simdesk.domain.terms import Basis, DeadlineKind, EndsBy, Phase
from simdesk.errors import FileUnreadable, FileUnwritable
from simdesk.wording.countdown import afterwards, what_to_do
from simdesk.wording.dates import day, short_day
from simdesk.wording.language import _
from simdesk.wording.problem import problem, why


def event_title(row: Row) -> str:
    """Return the first line: "Bank codes: last day to renew". *row* is the card's on its deadline."""
    return _title(row).format(label=row.card.label)


def event_text(row: Row) -> str:
    """Return what to do, what follows otherwise, a payment to be checked, and the number, masked."""
    lines = [what_to_do(row), afterwards(row)]
    waiting = row.standing.pending
    if waiting is not None:
        words = _("Check whether your payment of {day} arrived")
        lines.append(words.format(day=short_day(waiting.renewal.paid_on, row.today)))
    return _lines(row, lines)


def data_title(row: Row) -> str:
    """Return the first line of the event for the end of data."""
    return _("{label}: data ends").format(label=row.card.label)


def data_text(row: Row, last_day: date) -> str:
    """Return until when there is data, and the number, masked."""
    return _lines(row, [_("Data can be used until the end of {day}").format(day=day(last_day))])


def _lines(row: Row, lines: list[str]) -> str:
    number = row.card.number
    lines = [*lines, "" if number is None else masked(number)]
    return "\n".join(line[:1].upper() + line[1:] for line in lines if line)


def _title(row: Row) -> str:
    standing = row.standing
    match standing.deadline_kind:
        case DeadlineKind.BILL:
            return _("{label}: pay the bill")
        case DeadlineKind.PAYMENT_CARD:
            return _("{label}: payment card expires")
        case DeadlineKind.AUTO_RENEWAL:
            return _("{label}: renews by itself")
    if standing.phase is Phase.NOT_ACTIVE:
        return _("{label}: last day to install it")
    way_out = EndsBy.ANY_CHANNEL if standing.span is None else standing.span.way_out
    if way_out is EndsBy.NOBODY or (row.card.rule.basis is Basis.FIXED and not standing.past_first):
        return _("{label}: last day")
    if way_out is EndsBy.PORT_OUT_ONLY:
        return _("{label}: last day to port the number out")
    if standing.past_first and standing.deadline_kind is Phase.LOST:
        return _("{label}: last day to save the number")
    if row.card.rule.basis is Basis.USE and not standing.past_first:
        return _("{label}: last day to use it")
    return _("{label}: last day to renew")


def file_problem(error: Exception) -> str:
    """Return why the file that calendars read is behind the book, and what becomes of that."""
    match error:
        case FileUnwritable(path, reason) | FileUnreadable(path, reason):
            words = _(
                "The calendar file {file} is not up to date: {reason}. Your cards are saved;"
                " SimDesk tries again by itself."
            )
            return words.format(file=path, reason=why(reason))
        case _:
            return problem(error)
