"""Every check, in an order in which those that others need come first."""

from simdesk.cli.self_test.aside import Aside, asides, without_screen
from simdesk.cli.self_test.checks import Check, Waiting, found_by
from simdesk.cli.self_test.inventory import files
from simdesk.cli.self_test.pieces import data, languages, libraries, modules, zones
from simdesk.cli.self_test.saving import book
from simdesk.cli.self_test.services import encryption, keyring, notifications
from simdesk.wording.self_test import Finding, Outcome, Subject, broken

_FILES = 60.0
"""Seconds for reading all that was installed, on a slow disk."""

_SERVICES = 3.0
"""Seconds for the services of a desktop to answer."""


def findings() -> list[Finding]:
    """Return what every check found, in the order they are told."""
    # The one that speaks other languages for a moment is over before others find words.
    found = found_by(Check(Subject.LANGUAGES, languages))
    started: list[Aside] = []
    try:
        started = asides()
    except OSError as error:
        found.append(Finding(Subject.WINDOWS, Outcome.FAILED, broken(error)))
    installed = Waiting(Check(Subject.FILES, files))
    for check in (
        Check(Subject.DATA, data),
        Check(Subject.MODULES, modules),
        Check(Subject.LIBRARIES, libraries),
        Check(Subject.ZONES, zones),
    ):
        found += found_by(check)
    # Only now: what they load is loaded, and two threads that import one another's modules would wait.
    services = [
        Waiting(Check(Subject.KEYRING, keyring)),
        Waiting(Check(Subject.NOTIFICATIONS, notifications)),
    ]
    for check in (Check(Subject.ENCRYPTION, encryption), Check(Subject.BOOK, book)):
        found += found_by(check)
    for service in services:
        found += service.found(_SERVICES, Outcome.NOTE)
    for aside in started:
        found += aside.found()
    # What is missing may spoil several tries of one check: it is said once.
    return list(dict.fromkeys((*installed.found(_FILES), *found, *without_screen())))
