"""The autostart folder of freedesktop.org: https://specifications.freedesktop.org/autostart-spec/latest.

The owner's file hides one of the system of the same name. What is in it is theirs too: only what SimDesk
has written and nobody has changed is removed or put right, the rest is switched off by ``Hidden``.
"""

import errno
import os
import re
import stat
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from simdesk.errors import FileUnreadable
from simdesk.notify import APP_ID
from simdesk.storage.device import short_digest
from simdesk.storage.durable import unwritable, write_durably
from simdesk.storage.folder import make_folder
from simdesk.ui.desktop.autostart.quoting import escaped, exec_value, exec_words, unescaped
from simdesk.ui.desktop.autostart.standing import Standing, Start, Starts, program_found

_WRITTEN = "X-SimDesk-Exec"
"""The key that repeats ``Exec`` as SimDesk has written it, so that another one is known for an edit."""

_GROUP = "[Desktop Entry]"
_KEYS = frozenset(
    {
        *("Type", "Name", "Comment", "Exec", "TryExec", "Icon", "Terminal", "StartupNotify"),
        *("X-GNOME-Autostart-enabled", "Hidden", _WRITTEN),
    }
)
_LINE = re.compile(r"([A-Za-z0-9-]+(?:\[[^\]]*\])?)[ \t]*=[ \t]*(.*)\Z", re.DOTALL)
_APPLICATION = "Application"
_BLANKS = " \t\r"


class AutostartEntry:
    """A desktop entry in the autostart folder of the owner.

    *comment* is what the desktop's list of such programs says of this one.
    """

    waits = False

    def __init__(
        self,
        start: Start,
        environ: Mapping[str, str],
        comment: Callable[[], str] = lambda: "",
        found: Callable[[str], str | None] = program_found,
    ) -> None:
        self._start, self._environ, self._comment, self._found = start, environ, comment, found
        # A second data folder has an entry of its own: each window switches what concerns it.
        more = f".{short_digest(os.path.realpath(start.root))}" if start.named else ""
        self._name = f"{APP_ID}{more}.desktop"
        self.path = _config_home(environ) / "autostart" / self._name

    def standing(self) -> Standing:
        """Return what is there now; see :class:`Autostart`."""
        path, text = self.path, None
        try:
            text = _text(path)
            if text is None:
                path, text = self._of_system()
        except OSError as error:
            return Standing(on=None, place=str(path), reason=error.strerror or str(error))
        if text is None:
            return Standing(on=False, place=str(self.path))
        return self._read(path, _values(text))

    def turn(self, on: bool) -> Standing:
        """Enter this program, or see that it is not started; see :class:`Autostart`.

        Raises:
            FileUnreadable, FileUnwritable: if the system refused.
        """
        text = self._own_text()
        if on:
            self._enter(text)
        elif text is None:
            if self.standing().on:
                self._write(self._fresh() + "Hidden=true\n")
        elif _is_untouched(text) and self._of_system()[1] is None:
            try:
                self.path.unlink()
            except OSError as error:
                raise unwritable(self.path, error) from error
        else:
            self._write(_with(text, {"Hidden": "true"}))
        return self.standing()

    def mend(self) -> bool:
        """Let an entry whose program is gone start this one; see :class:`Autostart`.

        Raises:
            FileUnreadable, FileUnwritable: if the system refused.
        """
        text = self._own_text()
        if text is None:
            return False
        values, standing = _values(text), self.standing()
        written = values.get(_WRITTEN)
        # "sleep 9 && simdesk" is no longer what was written; nor is another file to look for.
        edited = not written or values.get("Exec") != written or not _tries_what_it_runs(values)
        edited = edited or values.get("Type") != _APPLICATION
        if edited or standing.switched_off or standing.starts is not Starts.GONE:
            return False
        self._write(_with(text, self._commands()))
        return True

    def keep_background(self) -> None:
        """Do nothing: nobody asks here."""

    def _read(self, path: Path, values: Mapping[str, str]) -> Standing:
        command = exec_words(values.get("Exec", ""))
        starts = self._start.of(command, self._found)
        tried = unescaped(values.get("TryExec", ""))
        if values.get("Type") != _APPLICATION or (tried and self._found(tried) is None):
            starts = Starts.GONE
        said = {key: values.get(key, "").lower() for key in ("Hidden", "X-GNOME-Autostart-enabled")}
        off = said["Hidden"] in {"true", "1"} or said["X-GNOME-Autostart-enabled"] in {"false", "0"}
        off = off or not self._is_shown_here(values)
        return Standing(
            on=not off and starts in {Starts.THIS, Starts.ANOTHER},
            starts=starts,
            command=command,
            place=str(path),
            switched_off=off,
            opens_window=starts is Starts.THIS and not any("--background" in word for word in command),
        )

    def _is_shown_here(self, values: Mapping[str, str]) -> bool:
        here = set(self._environ.get("XDG_CURRENT_DESKTOP", "").split(":")) - {""}
        only, never = (set(values.get(key, "").split(";")) - {""} for key in ("OnlyShowIn", "NotShowIn"))
        return not (here & never) and not (only and here and not here & only)

    def _enter(self, text: str | None) -> None:
        """Let this program be started; of an entry that starts it already, what its owner edited stays."""
        standing = self.standing()
        if text is None or standing.starts is not Starts.THIS:
            self._write(self._fresh())
            return
        changes = {"Hidden": None, "X-GNOME-Autostart-enabled": "true"}
        if not self._is_shown_here(_values(text)):
            changes |= {"OnlyShowIn": None, "NotShowIn": None}
        if not standing.on:
            self._write(_with(text, changes))

    def _fresh(self) -> str:
        lines = {
            "Type": _APPLICATION,
            "Name": "SimDesk",
            "Comment": escaped(self._comment()),
            **self._commands(),
            "Icon": APP_ID,
            "Terminal": "false",
            "StartupNotify": "false",
            "X-GNOME-Autostart-enabled": "true",
        }
        return "".join(f"{line}\n" for line in (_GROUP, *(f"{key}={value}" for key, value in lines.items())))

    def _commands(self) -> dict[str, str]:
        command = exec_value(self._start.command)
        return {"Exec": command, "TryExec": escaped(self._start.program[0]), _WRITTEN: command}

    def _own_text(self) -> str | None:
        try:
            return _text(self.path)
        except OSError as error:
            raise FileUnreadable(self.path, error.strerror or str(error)) from error

    def _of_system(self) -> tuple[Path, str | None]:
        """Return the entry that an installation brought for everybody, and where; None if none did."""
        for folder in (self._environ.get("XDG_CONFIG_DIRS") or "/etc/xdg").split(":"):
            path = Path(folder) / "autostart" / self._name
            with suppress(OSError):
                if (text := _text(path)) is not None:
                    return path, text
        return self.path, None

    def _write(self, text: str) -> None:
        make_folder(self.path.parent)
        data = text.encode("utf-8", "surrogateescape")
        write_durably(self.path, data, "autostart", mode=0o644, locked=False)


def _config_home(environ: Mapping[str, str]) -> Path:
    named = Path(environ.get("XDG_CONFIG_HOME", ""))
    return named if named.is_absolute() else Path(environ.get("HOME") or Path.home()) / ".config"


def _text(path: Path) -> str | None:
    try:
        found = path.stat().st_mode
        if not stat.S_ISREG(found):  # a link to /dev/null, say, which must not be replaced, or a pipe
            number = errno.EISDIR if stat.S_ISDIR(found) else errno.ENXIO
            raise OSError(number, os.strerror(number))
        return path.read_bytes().decode("utf-8", "surrogateescape")
    except (FileNotFoundError, NotADirectoryError):
        return None


def _lines(text: str) -> list[str]:
    """Return the lines of *text*; what else Python takes for the end of a line may be in a path."""
    return text.removesuffix("\n").split("\n")


def _values(text: str) -> dict[str, str]:
    """Return what the entry says; of a key that stands twice the first counts, as desktops have it."""
    found: dict[str, str] = {}
    inside = False
    for line in _lines(text):
        if line.startswith("["):
            inside = line.strip(_BLANKS) == _GROUP
        elif inside and (read := _LINE.match(line.strip(_BLANKS))):
            found.setdefault(read[1], read[2])
    return found


def _with(text: str, changes: Mapping[str, str | None]) -> str:
    """Return *text* with other values of some keys, None for none; every other line stays as it is."""
    lines: list[str] = []
    left = dict(changes)
    inside, end = False, 0
    for line in _lines(text):
        if line.startswith("["):
            inside = line.strip(_BLANKS) == _GROUP
        key = read[1] if inside and (read := _LINE.match(line.strip(_BLANKS))) else ""
        if key in changes:
            value = left.pop(key, None)
            if value is None:
                continue
            lines.append(f"{key}={value}")
        else:
            lines.append(line)
        end = len(lines) if inside and line.strip(_BLANKS) else end
    lines[end:end] = [f"{key}={value}" for key, value in left.items() if value is not None]
    return "".join(f"{line}\n" for line in lines)


def _is_untouched(text: str) -> bool:
    """Return whether every line is one that SimDesk writes, and starts what it said then."""
    values = _values(text)
    lines = [line for line in _lines(text) if line.strip(_BLANKS)]
    return (
        lines[:1] == [_GROUP]
        and len(lines) == len(values) + 1
        and values.keys() <= _KEYS
        and values.get("Exec") == values.get(_WRITTEN)
    )


def _tries_what_it_runs(values: Mapping[str, str]) -> bool:
    tried = values.get("TryExec")
    return tried is None or exec_words(values.get("Exec", ""))[:1] == (unescaped(tried),)
