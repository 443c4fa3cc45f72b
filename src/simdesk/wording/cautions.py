"""The words of what to look out for before one pays."""

from simdesk.catalog.cautions import Caution, Danger
from simdesk.domain.renewal import Renewal
from simdesk.wording.amounts import amount
from simdesk.wording.dates import day
from simdesk.wording.language import _, _n, _p
from simdesk.wording.reasons import reason_words


def caution_words(caution: Caution) -> str:
    """Return the sentence of a warning."""
    when = "" if caution.day is None else day(caution.day)
    match caution.danger:
        case Danger.RULED_OUT:
            return "" if caution.reason is None else reason_words(caution.reason)
        case Danger.LOGGED_LATELY:
            return _("You logged {what} on {day}. Is this a second payment?").format(
                what=_what(caution.renewal), day=when
            )
        case Danger.WAITS_FOR_CHECK:
            return _(
                "{what} of {day} is paid and not seen to arrive yet. Look at that first,"
                " so that you do not pay twice."
            ).format(what=_what(caution.renewal), day=when)
        case Danger.KEEPS_NO_NUMBER:
            return _("What you chose does not keep the number.")
        case Danger.TOO_LATE:
            return _("The carrier takes no payment after the last day, {day}.").format(day=when)
        case Danger.THROWN_AWAY:
            return _n(
                "{n} day of this top-up would be lost. Waiting saves it.",
                "{n} days of this top-up would be lost. Waiting saves them.",
                caution.days,
            ).format(n=caution.days)
        case Danger.USE_BY_PASSED:
            return _("The payment number was good until {moment}. Get a new one.").format(
                moment=_moment(caution)
            )
        case Danger.USE_BY_TODAY:
            return _("The payment number is good until today, {moment}.").format(moment=_moment(caution))
        case Danger.WEEKEND_NOW | Danger.WEEKEND_AT_THE_END:
            return _weekend(caution)


def _weekend(caution: Caution) -> str:
    if caution.danger is Danger.WEEKEND_NOW or caution.day is None or caution.better is None:
        sentence = _("It is the weekend there: banks and counters may only work on it on Monday.")
    else:
        sentence = _("The last day, {day}, is at a weekend. Do it by {better}.").format(
            day=day(caution.day), better=day(caution.better)
        )
    holidays = _("SimDesk does not know public holidays: look them up.")
    return _p("sentences", " ").join((sentence, holidays))


def _moment(caution: Caution) -> str:
    when = "" if caution.day is None else day(caution.day)
    return f"{when} {caution.time}".strip()


def _what(renewal: Renewal | None) -> str:
    if renewal is None or renewal.amount is None or renewal.currency is None:
        return _("a renewal")
    return amount(renewal.amount, renewal.currency)
