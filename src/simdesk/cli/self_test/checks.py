"""How one check is run: whatever goes wrong in it is a finding, and nobody waits for it for ever."""

import threading
from collections.abc import Callable, Iterator
from typing import NamedTuple

from simdesk.wording.self_test import Finding, Outcome, Subject, broken, silent

Look = Callable[[], Iterator[Finding]]


class Check(NamedTuple):
    """What is looked at, and by what."""

    subject: Subject
    look: Look


def found_by(check: Check) -> list[Finding]:
    """Return what *check* found until its end, or until it broke off, and then why it did."""
    found: list[Finding] = []
    try:
        for finding in check.look():
            found.append(finding)  # noqa: PERF402 what was found before it broke off counts
    except Exception as error:  # noqa: BLE001 anything may be missing
        found.append(Finding(check.subject, Outcome.FAILED, broken(error)))
    return found


class Waiting:
    """A check in a thread of its own, which another program may keep waiting."""

    def __init__(self, check: Check) -> None:
        self._check = check
        self._found: list[Finding] | None = None
        self._thread = threading.Thread(target=self._run, name=f"self-test {check.subject}", daemon=True)
        self._thread.start()

    def found(self, patience: float, outcome: Outcome = Outcome.FAILED) -> list[Finding]:
        """Return what it found; where it is not through in *patience* seconds, that, as *outcome*."""
        self._thread.join(patience)
        if self._found is None:
            return [Finding(self._check.subject, outcome, silent(patience))]
        return self._found

    def _run(self) -> None:
        self._found = found_by(self._check)
