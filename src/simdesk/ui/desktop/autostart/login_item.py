"""The owner's launch agents of macOS: a property list that launchd reads when a session begins."""

import plistlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from xml.parsers.expat import ExpatError

from simdesk.errors import FileUnreadable
from simdesk.notify import APP_ID
from simdesk.storage.device import short_digest
from simdesk.storage.durable import unwritable, write_durably
from simdesk.storage.folder import make_folder
from simdesk.ui.desktop.autostart.standing import Standing, Start, Starts, program_found

Ask = Callable[[Sequence[str]], str]
"""Runs a command of the system and returns what it printed; empty where it failed."""


def ask_system(command: Sequence[str]) -> str:
    """Run *command*, at most for a few seconds."""
    import subprocess

    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=5)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout


class LoginItem:
    """A launch agent in *folder*. It is never loaded or unloaded here: to unload it ends what it started."""

    waits = False

    def __init__(
        self,
        start: Start,
        folder: Path,
        user: int,
        ask: Ask = ask_system,
        found: Callable[[str], str | None] = program_found,
    ) -> None:
        self._start, self._ask, self._found = start, ask, found
        self._domain = f"gui/{user}"
        self._label = f"{APP_ID}.{short_digest(str(start.root))}" if start.named else APP_ID
        self.path = folder / f"{self._label}.plist"

    def standing(self) -> Standing:
        """Return what is there now; see :class:`Autostart`."""
        try:
            told = self._told()
        except FileUnreadable as error:
            return Standing(on=None, place=str(self.path), reason=error.reason)
        if told is None:
            return Standing(on=False, place=str(self.path))
        words = told.get("ProgramArguments")
        command = tuple(str(word) for word in words) if isinstance(words, list) else ()
        starts = self._start.of(command, self._found)
        off = told.get("RunAtLoad") is not True or told.get("Disabled") is True or self._is_disabled()
        return Standing(
            on=not off and starts in {Starts.THIS, Starts.ANOTHER},
            starts=starts,
            command=command,
            place=str(self.path),
            switched_off=off,
            opens_window=starts is Starts.THIS and "--background" not in command,
        )

    def turn(self, on: bool) -> Standing:
        """Enter this program, or see that it is not started; see :class:`Autostart`.

        Raises:
            FileUnwritable: if the system refused.
        """
        if on:
            standing = self.standing()
            if standing.starts is not Starts.THIS or not standing.on:
                self._write()
            if self._is_disabled():
                self._ask(("/bin/launchctl", "enable", f"{self._domain}/{self._label}"))
        else:
            try:
                self.path.unlink(missing_ok=True)
            except OSError as error:
                raise unwritable(self.path, error) from error
        return self.standing()

    def mend(self) -> bool:
        """Let an agent whose program is gone start this one; see :class:`Autostart`.

        Raises:
            FileUnwritable: if the system refused.
        """
        standing = self.standing()
        written = standing.command[-len(self._start.options) :] == self._start.options
        if standing.starts is not Starts.GONE or standing.switched_off or not written:
            return False
        self._write()
        return True

    def keep_background(self) -> None:
        """Do nothing: nobody asks here."""

    def _told(self) -> dict[str, object] | None:
        try:
            told = plistlib.loads(self.path.read_bytes())
        except FileNotFoundError:
            return None
        except (OSError, ValueError, ExpatError) as error:
            reason = error.strerror if isinstance(error, OSError) else None
            raise FileUnreadable(self.path, reason or str(error)) from error
        return told if isinstance(told, dict) else {}

    def _is_disabled(self) -> bool:
        """Return whether the owner switched it off among the login items of the system."""
        for line in self._ask(("/bin/launchctl", "print-disabled", self._domain)).splitlines():
            name, _, state = line.partition("=>")
            if name.strip().strip('"') == self._label:
                return state.strip() in {"disabled", "true"}
        return False

    def _write(self) -> None:
        told = {
            "Label": self._label,
            "ProgramArguments": list(self._start.command),
            "RunAtLoad": True,
            "ProcessType": "Interactive",
            "LimitLoadToSessionType": "Aqua",
        }
        with suppress(FileExistsError):
            make_folder(self.path.parent)
        write_durably(self.path, plistlib.dumps(told), "autostart", mode=0o644, locked=False)
