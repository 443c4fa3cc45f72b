"""What is tried in a process of its own, since Qt ends the one that it is in where it cannot go on."""

import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from simdesk.cli.self_test.checks import Check, found_by
from simdesk.wording import language
from simdesk.wording.self_test import Finding, Outcome, Subject, broken, ended, no_screen, silent

PART = "SIMDESK_SELF_TEST_PART"
"""The variable that says which part of the self-test a process is, and after a space where it writes."""

_PATIENCE = 60.0
"""Seconds for one of them, on a slow disk that has to give all of Qt."""

_END = "end"


class Aside:
    """A part of the self-test in a process of its own: what it found, and how it ended."""

    def __init__(self, part: str, subject: Subject, place: tempfile.TemporaryDirectory[str]) -> None:
        self._subject, self._place = subject, place
        self._told, self._said = (Path(place.name) / name for name in ("told", "said"))
        self._began = time.monotonic()
        # It need not be known to whoever keeps the session of the owner.
        environ = {name: value for name, value in os.environ.items() if name != "SESSION_MANAGER"}
        environ[PART] = f"{part} {self._told}"
        if not any(environ.get(name) for name in ("LC_ALL", "LC_CTYPE", "LANG")):
            environ["LANG"] = "C.UTF-8"  # Qt takes that itself then, and complains at length
        if part == "windows":
            # That is about what was installed: no desktop has a say in it, nor keeps it waiting.
            environ.pop("QT_QPA_PLATFORMTHEME", None)
            environ["DBUS_SESSION_BUS_ADDRESS"] = "disabled:"
        with self._said.open("wb") as said:
            self._process = subprocess.Popen(  # noqa: S603 SimDesk itself
                [*_program(), "--self-test", "--lang", language.current()],
                env=environ,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=said,
            )

    def found(self) -> list[Finding]:
        """Wait until it is over and return what it found; that it was ended is a finding too."""
        try:
            try:
                self._process.wait(max(0.0, self._began + _PATIENCE - time.monotonic()))
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
                return [*self._findings(), self._failed(silent(_PATIENCE))]
            found = self._findings()
            if not self._is_through():
                found.append(self._failed(ended(self._last_words())))
            return found
        finally:
            self._place.cleanup()

    def _findings(self) -> list[Finding]:
        found = []
        with suppress(OSError):
            for line in self._told.read_text("utf-8").splitlines():
                if line != _END:
                    subject, outcome, words = json.loads(line)
                    found.append(Finding(Subject(subject), Outcome(outcome), words))
        return found

    def _is_through(self) -> bool:
        with suppress(OSError):
            return self._told.read_text("utf-8").endswith(f"{_END}\n")
        return False

    def _failed(self, words: str) -> Finding:
        return Finding(self._subject, Outcome.FAILED, words)

    def _last_words(self) -> str:
        """Return what it said at last, and how it ended: a number below 0 is the signal that ended it."""
        said = self._said.read_text("utf-8", "replace").split("\n")
        lines = [line.strip() for line in said if line.strip()]
        return " ".join([*lines[-6:], f"({self._process.returncode})"])


def asides() -> list[Aside]:
    """Start what is tried in processes of their own: Qt without a screen, and with one if there is one.

    Raises:
        OSError: if there is no room for what they find, or they cannot be started.
    """
    parts = {"windows": Subject.WINDOWS}
    if _has_screen():
        parts["screen"] = Subject.SCREEN
    return [
        Aside(part, subject, tempfile.TemporaryDirectory(prefix="simdesk-self-test-"))
        for part, subject in parts.items()
    ]


def answer(words: str) -> None:
    """Be the part of the self-test that *words* name, and write down each finding as soon as it is there."""
    part, _, place = words.partition(" ")
    if part == "windows" and sys.platform == "linux":
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with Path(place).open("a", encoding="utf-8") as told:
        for check in _checks_or_why_not(part):
            for finding in found_by(check):
                told.write(f"{json.dumps(finding)}\n")
                told.flush()
        told.write(f"{_END}\n")


def without_screen() -> list[Finding]:
    """Return that there is no screen to try, where there is none."""
    return [] if _has_screen() else [Finding(Subject.SCREEN, Outcome.NOTE, no_screen())]


def _checks_or_why_not(part: str) -> tuple[Check, ...]:
    """Return the checks of *part*; where what has them cannot be loaded, one that says why."""
    try:
        return _checks(part)
    except Exception as error:  # noqa: BLE001 anything may be missing
        finding = Finding(Subject.PARTS_WITH_QT, Outcome.FAILED, broken(error))
        return (Check(finding.subject, lambda: iter((finding,))),)


def _checks(part: str) -> tuple[Check, ...]:
    from simdesk.cli.self_test.pieces import modules_with_qt
    from simdesk.ui import self_test as qt

    if part == "screen":
        return (Check(Subject.SCREEN, qt.screen),)
    return (
        Check(Subject.QT, qt.qt),
        Check(Subject.PARTS_WITH_QT, modules_with_qt),
        Check(Subject.PLUGINS, qt.plugins),
        Check(Subject.WINDOWS, qt.windows),
        Check(Subject.QT_WORDS, qt.qt_words),
        Check(Subject.ICONS, qt.icons),
        Check(Subject.PICTURES, qt.pictures),
    )


def _has_screen() -> bool:
    return sys.platform != "linux" or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def _program() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable]
    # Without -P a folder "simdesk" where one stands would come before the program.
    return [sys.executable, "-P", "-m", "simdesk"]
