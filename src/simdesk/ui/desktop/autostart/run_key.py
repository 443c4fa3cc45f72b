"""The key ``Run`` of the Windows registry, and what the Task Manager has said about its values.

https://learn.microsoft.com/windows/win32/setupapi/run-and-runonce-registry-keys: a value is a command
line of at most 260 characters.
"""

import sys
from collections.abc import Callable
from typing import Protocol

from simdesk.errors import LoginRefused, Refusal
from simdesk.storage.device import short_digest
from simdesk.ui.desktop.autostart.standing import Standing, Start, Starts, program_found

RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
APPROVED = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"

LONGEST = 260


class Registry(Protocol):
    """The part of the registry that is the user's own: keys of texts and bytes."""

    def read(self, key: str, name: str) -> "str | bytes | None":
        """Return a value; None if there is none, or it is of another kind.

        Raises:
            OSError: if the system refuses; so do the others.
        """

    def write(self, key: str, name: str, value: str) -> None:
        """Write a text."""

    def remove(self, key: str, name: str) -> None:
        """Let there be no such value."""


class RunKey:
    """A value of the key ``Run``."""

    waits = False

    def __init__(
        self, start: Start, registry: Registry, found: Callable[[str], str | None] = program_found
    ) -> None:
        self._start, self._registry, self._found = start, registry, found
        self.name = f"SimDesk {short_digest(str(start.root))}" if start.named else "SimDesk"

    def standing(self) -> Standing:
        """Return what is there now; see :class:`Autostart`."""
        place = rf"HKEY_CURRENT_USER\{RUN}\{self.name}"
        try:
            value = self._registry.read(RUN, self.name)
            approved = self._registry.read(APPROVED, self.name)
        except OSError as error:
            return Standing(on=None, place=place, reason=_reason(error))
        if not isinstance(value, str):
            return Standing(on=False, place=place)
        command = command_words(value)
        starts = self._start.of(command, self._found)
        # An odd first byte is the Task Manager's word for "disabled".
        off = isinstance(approved, bytes) and bool(approved[:1]) and approved[0] % 2 == 1
        return Standing(
            on=not off and starts in {Starts.THIS, Starts.ANOTHER},
            starts=starts,
            command=command,
            place=place,
            switched_off=off,
            opens_window=starts is Starts.THIS and "--background" not in command,
        )

    def turn(self, on: bool) -> Standing:
        """Enter this program, or see that it is not started; see :class:`Autostart`.

        Raises:
            LoginRefused: if the system refused, or the command is too long for it.
        """
        try:
            if on:
                if self.standing().starts is not Starts.THIS:
                    self._write()
                self._registry.remove(APPROVED, self.name)
            else:
                self._registry.remove(RUN, self.name)
        except OSError as error:
            raise LoginRefused(Refusal.SYSTEM, _reason(error)) from error
        return self.standing()

    def mend(self) -> bool:
        """Let a value whose program is gone start this one; see :class:`Autostart`.

        Raises:
            LoginRefused: if the system refused, or the command is too long for it.
        """
        standing = self.standing()
        written = standing.command[-len(self._start.options) :] == self._start.options
        if standing.starts is not Starts.GONE or standing.switched_off or not written:
            return False
        try:
            self._write()
        except OSError as error:
            raise LoginRefused(Refusal.SYSTEM, _reason(error)) from error
        return True

    def keep_background(self) -> None:
        """Do nothing: nobody asks here."""

    def _write(self) -> None:
        value = command_line(self._start.command)
        if len(value) > LONGEST:
            raise LoginRefused(Refusal.TOO_LONG)
        self._registry.write(RUN, self.name, value)


def command_line(command: tuple[str, ...]) -> str:
    """Return *command* as Windows takes it, the program in quotes whatever its path has in it."""
    from subprocess import list2cmdline

    return " ".join([f'"{command[0]}"', list2cmdline(command[1:])]).rstrip()


def command_words(line: str) -> tuple[str, ...]:
    """Return the words of a command line: quotes hold a word together, backslashes before them escape."""
    words: list[str] = []
    word: str | None = None
    quoted, place = False, 0
    while place < len(line):
        slashes = len(line[place:]) - len(line[place:].lstrip("\\"))
        place += slashes
        sign = line[place : place + 1]
        if slashes:
            literal = sign == '"'
            word = (word or "") + "\\" * (slashes // 2 if literal else slashes)
            if literal and slashes % 2:
                word, sign = f'{word}"', ""
                place += 1
                continue
        if sign == '"':
            quoted, word = not quoted, word or ""
        elif sign in (" ", "\t") and not quoted:
            words += [] if word is None else [word]
            word = None
        elif sign:
            word = (word or "") + sign
        place += 1
    return (*words, *(() if word is None else (word,)))


def _reason(error: OSError) -> str:
    return error.strerror or str(error)


if sys.platform == "win32":

    class UserRegistry:
        """The registry of the user who is logged in."""

        def read(self, key: str, name: str) -> "str | bytes | None":
            """Return a value, with names of variables in it replaced; None if there is none."""
            import winreg

            try:
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as found:
                    value, kind = winreg.QueryValueEx(found, name)
            except FileNotFoundError:
                return None
            if kind == winreg.REG_EXPAND_SZ:
                return winreg.ExpandEnvironmentStrings(str(value))
            return value if isinstance(value, str | bytes) else None

        def write(self, key: str, name: str, value: str) -> None:
            """Write a text."""
            import winreg

            with winreg.CreateKeyEx(winreg.HKEY_CURRENT_USER, key, 0, winreg.KEY_SET_VALUE) as found:
                winreg.SetValueEx(found, name, 0, winreg.REG_SZ, value)

        def remove(self, key: str, name: str) -> None:
            """Let there be no such value."""
            import winreg

            try:
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key, 0, winreg.KEY_SET_VALUE) as found:
                    winreg.DeleteValue(found, name)
            except FileNotFoundError:
                return
