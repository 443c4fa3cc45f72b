"""The calendar on the owner's server, and the keyring that has its password, in words."""

from datetime import datetime

from simdesk.errors import KeyringFailed, KeyringTrouble, ServerFailed, ServerTrouble, SimDeskError
from simdesk.reminders.calendar_server import ServerState
from simdesk.wording.dates import short_day
from simdesk.wording.language import _


def server_failed(error: ServerFailed) -> str:
    """Return why the calendar on the server is not in step, and what to do, in one line."""
    said = _server_words(error.trouble).format(host=error.host or "–")
    if error.reason and error.trouble is ServerTrouble.MOVED:
        return _("{sentence} It leads to {host}.").format(sentence=said, host=error.reason)
    return _with_reason(said, error.reason)


def keyring_failed(error: KeyringFailed) -> str:
    """Return why the keyring gave or took nothing, and what to do, in one line."""
    return _with_reason(_keyring_words(error.trouble), error.reason)


def state_words(state: ServerState, moment: datetime) -> str:
    """Return how it stands with the calendar, in one line for *moment*; what is wrong is not in it."""
    if state.busy and state.total:
        return _("Sending {n} of {total} deadlines …").format(n=state.done, total=state.total)
    if state.busy:
        return _("Asking the server …")
    if state.succeeded is None:
        return _("The calendar has not been in step yet.")
    when = _moment(state.succeeded, moment)
    if state.problem is None:
        return _("The calendar is in step, as of {when}.").format(when=when)
    return _("The calendar was last in step: {when}.").format(when=when)


def next_try_words(state: ServerState, moment: datetime) -> str:
    """Return when it is tried again; empty where nothing is wrong or it is being tried."""
    if state.busy or state.problem is None:
        return ""
    if state.next_try is None:
        return _("SimDesk waits for you: it does not try again by itself.")
    return _("It is tried again at {when}.").format(when=_moment(state.next_try, moment))


def problem_words(problem: SimDeskError) -> str:
    """Return the notice in the window about a calendar that has fallen behind."""
    from simdesk.wording.problem import problem as words

    return _("The calendar on your server is behind. {problem}").format(problem=words(problem))


def _server_words(trouble: ServerTrouble) -> str:
    match trouble:
        case ServerTrouble.ADDRESS:
            return _(
                "“{host}” is no address that SimDesk may use. Give one that begins with https://,"
                " without user and password in it."
            )
        case ServerTrouble.MOVED:
            return _(
                "{host} sends SimDesk on to a place without encryption. The password was not sent there."
            )
        case ServerTrouble.UNREACHABLE:
            return _("{host} cannot be reached. The calendar follows as soon as it can.")
        case ServerTrouble.LATE:
            return _("{host} did not answer in time. The calendar follows as soon as it does.")
        case ServerTrouble.CERTIFICATE:
            return _(
                "The connection to {host} is not safe, so nothing was sent: its certificate was refused."
            )
        case ServerTrouble.PASSWORD:
            return _(
                "{host} does not know this user with this password. Some servers want a password for apps."
            )
        case ServerTrouble.FORBIDDEN:
            return _("{host} does not let this user do that. Choose a calendar that you may write to.")
        case ServerTrouble.NO_CALENDARS:
            return _("No calendars were found at {host}. Look up the address for CalDAV in its settings.")
        case ServerTrouble.GONE:
            return _("The calendar is no longer at {host}. Choose another one in the settings.")
        case ServerTrouble.FULL:
            return _("{host} has no room left for this user.")
        case ServerTrouble.BROKEN:
            return _("{host} has a fault of its own. The calendar follows as soon as it works again.")
        case ServerTrouble.REFUSED:
            return _("{host} did not take everything that it was sent.")
        case ServerTrouble.NONSENSE:
            return _("What {host} answers is not what a calendar server says.")


def _keyring_words(trouble: KeyringTrouble) -> str:
    match trouble:
        case KeyringTrouble.ABSENT:
            return _(
                "This system has no keyring that keeps passwords safe, so SimDesk keeps none."
                " It is asked for again after every start."
            )
        case KeyringTrouble.LOCKED:
            return _("The keyring of the system is locked. Unlock it, then try again.")
        case KeyringTrouble.LATE:
            return _(
                "The keyring of the system has not answered yet."
                " Perhaps it waits for its password in a window."
            )
        case KeyringTrouble.EMPTY:
            return _("The keyring has no password for this calendar. Type it once more.")
        case KeyringTrouble.REFUSED:
            return _("The keyring of the system did not do what it was asked for.")


def _with_reason(said: str, reason: str) -> str:
    if not reason:
        return said
    return _("{sentence} It said: {reason}.").format(sentence=said, reason=reason.rstrip(" .。"))


def _moment(when: datetime, moment: datetime) -> str:
    """Return the hour of *when* as it is at the owner's, with the day where it is another one."""
    here = when.astimezone(moment.tzinfo)
    hour = f"{here:%H:%M}"
    if here.date() == moment.date():
        return hour
    return _("{day}, {hour}").format(day=short_day(here.date(), moment.date()), hour=hour)
