"""What a self-test finds, and its words.

Nothing here loads a library: what is missing is often one of those.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from simdesk.errors import SimDeskError
from simdesk.wording.language import _, _n, _p

_MOST = 10
"""How many files are named one by one."""


class Outcome(StrEnum):
    """How a check ended. ``NOTE``: nothing is broken, but there is something to know."""

    OK = "ok"
    NOTE = "note"
    FAILED = "failed"


class Subject(StrEnum):
    """What a check is about."""

    FILES = "files"
    LANGUAGES = "languages"
    DATA = "data"
    MODULES = "modules"
    LIBRARIES = "libraries"
    ZONES = "zones"
    BOOK = "book"
    KEYRING = "keyring"
    NOTIFICATIONS = "notifications"
    ENCRYPTION = "encryption"
    QT = "qt"
    PLUGINS = "plugins"
    PARTS_WITH_QT = "parts_with_qt"
    WINDOWS = "windows"
    SCREEN = "screen"
    QT_WORDS = "qt_words"
    ICONS = "icons"
    PICTURES = "pictures"


class Finding(NamedTuple):
    """One line of the self-test; ``words`` is what was found, already in the language in force."""

    subject: Subject
    outcome: Outcome
    words: str


def verdict(outcome: Outcome) -> str:
    """Return the word that a line begins with."""
    match outcome:
        case Outcome.OK:
            return _p("self-test", "ok")
        case Outcome.NOTE:
            return _p("self-test", "note")
        case Outcome.FAILED:
            return _p("self-test", "FAILED")


def subject_name(subject: Subject) -> str:
    """Return what a check is called."""
    names = {
        Subject.FILES: _p("self-test", "Installed files"),
        Subject.LANGUAGES: _p("self-test", "Languages"),
        Subject.DATA: _p("self-test", "Shipped facts"),
        Subject.MODULES: _p("self-test", "Program"),
        Subject.LIBRARIES: _p("self-test", "Libraries"),
        Subject.ZONES: _p("self-test", "Time zones"),
        Subject.BOOK: _p("self-test", "Saving and reading"),
        Subject.KEYRING: _p("self-test", "Keyring"),
        Subject.NOTIFICATIONS: _p("self-test", "Notifications"),
        Subject.ENCRYPTION: _p("self-test", "Encrypted connections"),
        Subject.QT: _p("self-test", "Qt"),
        Subject.PLUGINS: _p("self-test", "Plug-ins of Qt"),
        Subject.PARTS_WITH_QT: _p("self-test", "Program with Qt"),
        Subject.WINDOWS: _p("self-test", "Windows without a screen"),
        Subject.SCREEN: _p("self-test", "Windows on this screen"),
        Subject.QT_WORDS: _p("self-test", "Words of Qt"),
        Subject.ICONS: _p("self-test", "Icons"),
        Subject.PICTURES: _p("self-test", "Kinds of pictures"),
    }
    return names[subject]


def listed(names: Sequence[str]) -> str:
    """Return *names*, one after the other, as they are."""
    return _p("list", ", ").join(names)


def missing(path: object) -> str:
    """Return that a file or folder is not there."""
    return _("{path} is missing.").format(path=path)


def broken(error: BaseException) -> str:
    """Return what went wrong, with the file or library that it is about."""
    if isinstance(error, SimDeskError):
        from simdesk.wording.problem import problem

        return problem(error)
    if isinstance(error, FileNotFoundError) and error.filename:
        return missing(error.filename)
    if isinstance(error, OSError) and error.filename:
        return unusable(error.filename, str(error.strerror))
    if isinstance(error, ImportError) and error.name:
        return unusable(error.name, str(error))
    return unusable(type(error).__name__, str(error))


def unusable(name: object, reason: str) -> str:
    """Return that *name* does not work; *reason* has the words of a library or the system."""
    return _("{name} does not work: {reason}").format(name=name, reason=_short(reason))


def not_loaded(names: Sequence[str], reason: str) -> str:
    """Return that parts of the program or libraries cannot be loaded, all for the same *reason*."""
    words = _n(
        "{name} cannot be loaded: {reason}",
        "{name} and others, {n} in all, cannot be loaded: {reason}",
        len(names),
    )
    return words.format(name=names[0], n=len(names), reason=_short(reason))


def altered(path: object) -> str:
    """Return that a file of SimDesk's own is another than was installed."""
    return _("{path} is not the file that was installed.").format(path=path)


def replaced(paths: Sequence[object]) -> str:
    """Return that files of others are not those that SimDesk was built with, as their owner may want."""
    shown = listed([str(path) for path in paths[:_MOST]])
    if len(paths) > _MOST:
        words = _n(
            "{n} file is not the one that SimDesk was built with: {paths} …",
            "{n} files are not those that SimDesk was built with: {paths} …",
            len(paths),
        )
        return words.format(n=len(paths), paths=shown)
    words = _n(
        "This is not the file that SimDesk was built with: {paths}",
        "These are not the files that SimDesk was built with: {paths}",
        len(paths),
    )
    return words.format(paths=shown)


def no_list() -> str:
    """Return that files cannot be compared, since this is no installation."""
    return _("SimDesk runs from its sources, so there is no list of files to compare with.")


def untranslated(path: object) -> str:
    """Return that a translation is there and has not the words that it should."""
    return _("{path} does not have all the words.").format(path=path)


def unknown_zone(name: str) -> str:
    """Return that dates of a place cannot be counted."""
    return _("The time zone {name} is not known here.").format(name=name)


def zones_of_system() -> str:
    """Return that the shipped time zones are not there, and others are."""
    return _("The package tzdata is missing. The time zones of the system are used.")


def differs(path: object) -> str:
    """Return that *path* gave back something else than it was given."""
    return _("{path} does not give back what was written.").format(path=path)


def lock_open(path: object) -> str:
    """Return that a lock keeps nobody out."""
    return _("{path} does not keep two from writing at once.").format(path=path)


def still_there(path: object) -> str:
    """Return that what was made for the self-test could not be removed."""
    return _("{path} could not be removed.").format(path=path)


def no_keyring(reason: str) -> str:
    """Return that no secrets can be kept; *reason* may be empty."""
    if not reason:
        return _("There is no keyring here.")
    return _("There is no keyring here: {reason}").format(reason=_short(reason))


def keyring_locked(name: str) -> str:
    """Return that a keyring was left as it is."""
    return _("{name} is locked. It was not opened for this.").format(name=name)


def keyring_untried(name: str) -> str:
    """Return that a keyring is there and nothing was written to it."""
    return _("{name} is there. Nothing was written to it.").format(name=name)


def keyring_forgets(name: str) -> str:
    """Return that a keyring does not give back what it took."""
    return _("{name} did not give back what it was given.").format(name=name)


def no_notifications(reason: str) -> str:
    """Return that nobody shows notifications here."""
    return _("Nothing here shows notifications: {reason}").format(reason=_short(reason))


def no_certificates(place: object) -> str:
    """Return that no server can be trusted, for want of certificates at *place*."""
    return _("No trusted certificates were found in {place}.").format(place=place)


def no_screen() -> str:
    """Return that there was no screen to try."""
    return _("There is no screen here, so windows were tried without one.")


def ended(reason: str) -> str:
    """Return that the process that tried Qt was ended before it was through."""
    return _("Qt ended the program: {reason}").format(reason=_short(reason))


def silent(seconds: float) -> str:
    """Return that an answer did not come."""
    return _n("No answer within {n} second.", "No answer within {n} seconds.", round(seconds)).format(
        n=round(seconds)
    )


def blank(path: object) -> str:
    """Return that a picture draws nothing."""
    return _("{path} draws nothing.").format(path=path)


def summary(findings: Sequence[Finding]) -> str:
    """Return what all of it comes to, in one sentence."""
    failed = list(
        dict.fromkeys(
            subject_name(finding.subject) for finding in findings if finding.outcome is Outcome.FAILED
        )
    )
    if failed:
        words = _n(
            "SimDesk is not whole here. {n} check failed: {names}.",
            "SimDesk is not whole here. {n} checks failed: {names}.",
            len(failed),
        )
        return words.format(n=len(failed), names=listed(failed))
    if any(finding.outcome is Outcome.NOTE for finding in findings):
        return _("SimDesk is whole and works here. The notes above are no faults of it.")
    return _("SimDesk is whole and works here.")


def _short(reason: str) -> str:
    """Return the words of a library on one line, none of them too long to be read."""
    return " ".join(reason.split())[:600]
