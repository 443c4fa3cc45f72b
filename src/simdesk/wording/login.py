"""What keeps the program from starting with the session, in words."""

from simdesk.errors import LoginRefused, Refusal
from simdesk.wording.language import _


def login_refused(error: LoginRefused) -> str:
    """Return why the start with the session could not be switched, in one line."""
    match error.refusal:
        case Refusal.NO_PORTAL:
            said = _("Your desktop has no way for SimDesk to ask that it start when you log in.")
        case Refusal.NO_ANSWER:
            said = _("Your desktop did not answer whether SimDesk may start when you log in.")
        case Refusal.FORBIDDEN:
            said = _(
                "The settings of your desktop do not let SimDesk run in the background."
                " Allow it there, among the apps, then try again."
            )
        case Refusal.CANCELLED:
            said = _("You told your desktop that SimDesk may not start when you log in.")
        case Refusal.TOO_LONG:
            said = _(
                "The path of SimDesk is too long for Windows to start it when you log in."
                " Move SimDesk to a folder with a shorter path."
            )
        case Refusal.SYSTEM:
            said = _("The system did not let the start at login be changed.")
    if error.reason:
        said = _("{sentence} It said: {reason}.").format(sentence=said, reason=error.reason.rstrip(" ."))
    return said
