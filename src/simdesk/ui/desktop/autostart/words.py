"""What holds about the start with the session, in words: beside the switch, and where it is proven."""

from simdesk.ui.desktop.autostart.standing import Standing, Starts
from simdesk.wording.language import _


def is_fine(standing: Standing) -> bool:
    """Return whether this program, with this data folder, is started when the owner logs in."""
    return standing.on is True and standing.starts is Starts.THIS


def is_doubtful(standing: Standing) -> bool:
    """Return whether what is entered is not what its owner will think: another program, or nobody knows."""
    if standing.asked_portal or standing.switched_off:
        return False
    return standing.on is None or standing.starts not in {Starts.NOTHING, Starts.THIS}


def standing_words(standing: Standing) -> str:
    """Return what is there, in a sentence or two."""
    if standing.asked_portal:
        return _of_portal(standing)
    if standing.on is None:
        return _("Nobody can say: {place} cannot be read ({reason}).").format(
            place=standing.place, reason=standing.reason
        )
    if standing.switched_off and standing.starts is not Starts.GONE:
        return _("It was switched off in the settings of your desktop, or in {place}.").format(
            place=standing.place
        )
    command = " ".join(standing.command)
    match standing.starts:
        case Starts.NOTHING:
            return _("SimDesk does not start when you log in. It can tell you only while it is open.")
        case Starts.THIS if standing.opens_window:
            return _("SimDesk starts when you log in, and its window opens.")
        case Starts.THIS:
            return _("SimDesk starts when you log in, without a window.")
        case Starts.ANOTHER:
            return _(
                "When you log in, this starts, and it is not known to be this SimDesk: {command}"
            ).format(command=command)
        case Starts.ANOTHER_FOLDER:
            return _("When you log in, SimDesk starts with other data: {command}").format(command=command)
        case Starts.GONE:
            return _("What was to start when you log in is no longer there: {command}").format(
                command=command or standing.place
            )


def remedy_words(standing: Standing) -> str:
    """Return what the owner can do about it; empty if all is well."""
    if is_fine(standing):
        return ""
    if standing.on is None and not standing.asked_portal:
        return _("Make that file readable, or remove it, then look again.")
    if standing.starts in {Starts.ANOTHER, Starts.ANOTHER_FOLDER, Starts.GONE}:
        return _("Let this SimDesk be started instead.")
    return _("Let SimDesk start when you log in.")


def _of_portal(standing: Standing) -> str:
    match standing.on:
        case None:
            return _("Your desktop was not asked yet. It can tell you only while it is open.")
        case True:
            return _("Your desktop said that it starts SimDesk when you log in.")
        case False:
            return _("Your desktop said that it does not start SimDesk when you log in.")
