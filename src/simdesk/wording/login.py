"""What keeps the program from starting with the session, in words."""

from simdesk.errors import LoginRefused, Refusal
from simdesk.wording.language import _


def login_refused(error: LoginRefused) -> str:
    """Return why the start with the session could not be switched, in one line."""
    said = _said(error.refusal)
    if error.reason:
        return _("{sentence} It said: {reason}.").format(sentence=said, reason=error.reason.rstrip(" ."))
    return said


def _said(refusal: Refusal) -> str:
    match refusal:
        case Refusal.NO_PORTAL:
            return _("Your desktop has no way for SimDesk to ask that it start when you log in.")
        case Refusal.NO_ANSWER:
            return _("Your desktop did not answer whether SimDesk may start when you log in.")
        case Refusal.FORBIDDEN:
            return _(
                "The settings of your desktop do not let SimDesk run in the background."
                " Allow it there, among the apps, then try again."
            )
        case Refusal.CANCELLED:
            return _("You told your desktop that SimDesk may not start when you log in.")
        case Refusal.TOO_LONG:
            return _(
                "The path of SimDesk is too long for Windows to start it when you log in."
                " Move SimDesk to a folder with a shorter path."
            )
        case Refusal.SYSTEM:
            return _("The system did not let the start at login be changed.")
