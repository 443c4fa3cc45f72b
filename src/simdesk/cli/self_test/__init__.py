"""``simdesk --self-test``: is everything that was installed there, and does it work?

Nothing of the owner's is touched, shown or sent. Each check stands for itself: what is missing may be
anything, and the others go on. So libraries are loaded inside the checks only, and what may end the process
is tried in another.
"""

import os

from simdesk.wording.self_test import Finding, Outcome, Subject, broken, subject_name, summary, verdict


def self_tested() -> tuple[int, bytes]:
    """Return the exit status, 2 where something failed, and a line for each finding and one for all of it.

    Where something failed, the last is written to standard error as well.
    """
    from simdesk.cli.self_test.aside import PART, answer

    if part := os.environ.get(PART):
        answer(part)
        return 0, b""
    found = _findings()
    failed = any(finding.outcome is Outcome.FAILED for finding in found)
    told = summary(found)
    if failed:
        _say_aside(told)
    return 2 if failed else 0, "".join(f"{line}\n" for line in (*_lines(found), told)).encode(
        errors="replace"
    )


def _findings() -> list[Finding]:
    """Return what was found, and what kept it from being looked for: not in a log, which is the owner's."""
    try:
        from simdesk.cli.self_test.running import findings

        return findings()
    except Exception as error:  # noqa: BLE001 anything may be missing
        return [Finding(Subject.MODULES, Outcome.FAILED, broken(error))]


def _lines(found: list[Finding]) -> list[str]:
    # A tab, since what knows how wide Chinese and Japanese are is a library too.
    return [
        f"{verdict(one.outcome)}\t{subject_name(one.subject)}: {one.words}".removesuffix(": ")
        for one in found
    ]


def _say_aside(sentence: str) -> None:
    import sys
    from contextlib import suppress

    if sys.stderr is not None:
        with suppress(OSError, ValueError):
            sys.stderr.flush()
            sys.stderr.buffer.write(f"{sentence}\n".encode(errors="backslashreplace"))
            sys.stderr.buffer.flush()
