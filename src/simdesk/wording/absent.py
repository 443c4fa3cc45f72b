"""The words for what is not there to show something: a notification service, a running window, a screen."""

from simdesk.errors import NobodyTells, ScreenAbsent, WindowAbsent
from simdesk.wording.language import _, _n


def absent(error: NobodyTells | WindowAbsent | ScreenAbsent) -> str:
    """Return what is not there, and what can be done without it."""
    match error:
        case NobodyTells(reason, 0):
            return _(
                "No notification service answers here ({reason}): a reminder would not reach you."
            ).format(reason=reason)
        case NobodyTells(reason, waiting):
            return _n(
                "No notification service answers here ({reason}). {n} reminder waits for the next call.",
                "No notification service answers here ({reason}). {n} reminders wait for the next call.",
                waiting,
            ).format(reason=reason, n=waiting)
        case WindowAbsent():
            return _(
                "On this system only a running SimDesk can show notifications, and none is running."
                " Nothing was shown; start SimDesk first."
            )
        case ScreenAbsent():
            return _(
                "No window can be opened: no screen can be reached from here. Commands work without one"
                " (simdesk --help), and simdesk --self-test looks for the reason."
            )
