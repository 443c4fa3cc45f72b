"""The calendars that tell the owner when this computer is off, and the keyring that one of them needs."""

from simdesk.errors import KeyringTrouble
from simdesk.storage.keyring import KeyringState
from simdesk.ui.reach.facts import CalendarState, Facts
from simdesk.ui.reach.line import Act, Line, Verdict
from simdesk.ui.reach.saying import moment_words, sentences, system_words
from simdesk.wording.language import _


def file_line(facts: Facts) -> Line:
    """Say whether the file that calendars read is as the cards are."""
    name = _("Calendar file")
    if facts.file is None:
        found = _("None is set up. With one, a calendar program tells you too.")
        return Line("file", Verdict.OFF, name, found, "", Act.CALENDAR)
    todo = _("Choose a place that can be written, or switch the file off.")
    return _calendar_line("file", name, facts.file, facts, todo)


def server_line(facts: Facts) -> Line:
    """Say whether the calendar on the owner's server is as the cards are."""
    name = _("Calendar on your server")
    if facts.server is None:
        found = _("None is set up. With one, your phone rings when this computer is off.")
        return Line("server", Verdict.OFF, name, found, "", Act.CALENDAR)
    todo = _("Look at the address, the password and the network. SimDesk tries again by itself.")
    return _calendar_line("server", name, facts.server, facts, todo)


def keyring_line(facts: Facts) -> Line:
    """Say whether the system's keyring gives what it keeps; only the calendar on a server needs it."""
    name = _("System keyring")
    needed = facts.server is not None
    keyring = facts.keyring
    if keyring is None:
        return Line("keyring", Verdict.UNKNOWN, name, _("It was asked and has not answered yet…"))
    if keyring.there:
        found = _("{name} is there. Whether it is unlocked shows when it is needed.")
        return Line("keyring", Verdict.GOOD, name, found.format(name=keyring.name))
    found, todo = _what_is_wrong(keyring)
    if not needed:
        found = sentences(found, _("Nothing needs it now; a calendar on your server would."))
    found = "\n".join(filter(None, (found, system_words(keyring.reason))))
    return Line("keyring", Verdict.BAD if needed else Verdict.OFF, name, found, todo)


def _what_is_wrong(keyring: KeyringState) -> tuple[str, str]:
    if keyring.trouble is KeyringTrouble.LOCKED:
        return _("It is locked."), _("Unlock it with your password, and look again.")
    if keyring.trouble is KeyringTrouble.LATE:
        return (
            _("It does not answer; perhaps it waits for a password in another window."),
            _("Look for a window that asks to unlock it, and look again."),
        )
    return (
        _("This session has none that keeps secrets safe."),
        _("Start GNOME Keyring, KWallet or another Secret Service, and look again."),
    )


def _calendar_line(key: str, name: str, state: CalendarState, facts: Facts, todo: str) -> Line:
    if state.problem:
        last = (
            _("It was last as it should be {when}.").format(when=moment_words(state.last, facts.now))
            if state.last is not None
            else _("It never was as it should be since the start.")
        )
        found = "\n".join(filter(None, (state.problem, last, state.doing)))
        return Line(key, Verdict.BAD, name, found, todo, Act.CALENDAR)
    if state.doing:
        return Line(key, Verdict.UNKNOWN, name, state.doing)
    if state.last is None:
        return Line(key, Verdict.UNKNOWN, name, _("Not looked at yet: {place}").format(place=state.place))
    found = _("As it should be {when}: {place}").format(
        when=moment_words(state.last, facts.now), place=state.place
    )
    return Line(key, Verdict.GOOD, name, found)
