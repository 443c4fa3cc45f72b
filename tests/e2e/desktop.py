"""A desktop of one's own for tests: a screen, a window manager, a bus, a notification service, a tray.

Everything lies in a folder that is gone afterwards, and only what was started here is ended here.
"""

import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self, TypeVar

from tests.machine import needs

PATIENCE = 30.0
"""Seconds after which what was waited for is given up."""

T = TypeVar("T")

# Without folders of services nothing is started behind a test's back.
_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""
# Every note stays until it is closed, and is written down as it is shown.
_DUNST = """[global]
    notification_limit = 0
    idle_threshold = 0
    font = Sans 9
    dmenu = {chooser}
[urgency_low]
    timeout = 0
[urgency_normal]
    timeout = 0
[urgency_critical]
    timeout = 0
[written_down]
    summary = "*"
    script = {script}
"""
_SCRIPT = r"""#!/bin/sh
printf '%s\0%s\0%s\0%s\0' "$DUNST_SUMMARY" "$DUNST_BODY" "$DUNST_URGENCY" "$DUNST_DESKTOP_ENTRY" >>'{paper}'
"""
# Stands for the menu in which the owner chooses a button: the first line with the key written down.
_CHOOSER = r"""#!/bin/sh
exec grep -m 1 -F ",$(cat '{choice}')]"
"""
# Of the machine's settings, those that a program on this desktop may see.
_KEPT = ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "TMPDIR", "TZ")


@dataclass(frozen=True, slots=True)
class Shown:
    """A notification as the service has shown it; ``urgency`` is LOW, NORMAL or CRITICAL."""

    title: str
    body: str
    urgency: str
    entry: str


class Desktop:
    """A desktop while the block runs; ``env`` is what a program on it is to be started with.

    *accessible*: with the bus of assistive technology. *tray*: with a panel that has a tray.
    """

    def __init__(self, *, notifications: bool = True, tray: bool = False, accessible: bool = False) -> None:
        self._wanted = {"notifications": notifications, "tray": tray, "accessible": accessible}
        self._started: list[subprocess.Popen[bytes]] = []
        self._service: subprocess.Popen[bytes] | None = None
        self._panel: subprocess.Popen[bytes] | None = None
        self.folder = Path()
        self.env: dict[str, str] = {}

    def __enter__(self) -> Self:
        needs("Xvfb", "openbox", "xprop", "dbus-daemon", "dbus-send")
        self.folder = Path(tempfile.mkdtemp(prefix="sdd-"))
        try:
            self._make_home()
            self._start_bus()
            self._start_screen()
            if self._wanted["accessible"]:
                self._start_accessibility()
            if self._wanted["notifications"]:
                self.start_service()
            if self._wanted["tray"]:
                self.start_tray()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_failure: object) -> None:
        for process in reversed(self._started):
            _end(process)
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(
        self, *command: str | Path, out: int | None = subprocess.DEVNULL, **more: str
    ) -> subprocess.Popen[bytes]:
        """Start a program on this desktop, which is ended with it; *more* are variables of its own."""
        process = subprocess.Popen(
            [str(word) for word in command],
            env=self.env | more,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=None if out is None else subprocess.STDOUT if out != subprocess.DEVNULL else out,
            start_new_session=True,
        )
        self._started.append(process)
        return process

    def said(self, *command: str) -> str:
        """Run a command on this desktop and return what it printed; empty where it failed."""
        needs(command[0])
        done = subprocess.run(command, env=self.env, capture_output=True, text=True, check=False)
        return done.stdout.strip() if done.returncode == 0 else ""

    def windows(self, title: str = "SimDesk") -> list[str]:
        """Return the ids of the visible windows of that title, however many reminders wait."""
        wanted = rf"^(\([0-9]+\) )?{title}$"
        return self.said("xdotool", "search", "--onlyvisible", "--name", wanted).split()

    def active(self) -> str:
        """Return the title of the window that has the keyboard, without how many reminders wait."""
        return re.sub(r"^\([0-9]+\) ", "", self.said("xdotool", "getactivewindow", "getwindowname"))

    def press(self, *keys: str) -> None:
        """Press keys, such as ``ctrl+q``, one after the other."""
        self.said("xdotool", "key", "--clearmodifiers", "--delay", "8", *keys)

    def type(self, text: str) -> None:
        """Type *text* into whatever has the keyboard."""
        self.said("xdotool", "type", "--delay", "8", text)

    def start_service(self) -> None:
        """Start the notification service, and wait until it takes notes."""
        needs("dunst", "dunstctl")
        script, chooser, config = (self.folder / name for name in ("written-down", "chooser", "dunstrc"))
        script.write_text(_SCRIPT.replace("{paper}", str(self.folder / "notes")), "utf-8")
        chooser.write_text(_CHOOSER.replace("{choice}", str(self.folder / "choice")), "utf-8")
        for path in (script, chooser):
            path.chmod(0o755)
        text = _DUNST.replace("{script}", str(script)).replace("{chooser}", str(chooser))
        config.write_text(text, "utf-8")
        self._service = self.start("dunst", "-conf", config)
        until(lambda: self._has_name("org.freedesktop.Notifications"), "a notification service")

    def stop_service(self) -> None:
        """End the notification service."""
        assert self._service is not None
        _end(self._service)
        until(lambda: not self._has_name("org.freedesktop.Notifications"), "the end of the service")

    @contextmanager
    def hanging_service(self) -> Iterator[None]:
        """Let the notification service stand still while the block runs: it takes all and answers nothing."""
        assert self._service is not None
        self._service.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._service.send_signal(signal.SIGCONT)

    def notes(self) -> list[Shown]:
        """Return every notification shown since the beginning, the oldest first."""
        paper = self.folder / "notes"
        fields = paper.read_text("utf-8").split("\0")[:-1] if paper.exists() else []
        return [Shown(*fields[place : place + 4]) for place in range(0, len(fields) - 3, 4)]

    def notes_on_screen(self) -> int:
        """Return how many notifications are on the screen now."""
        return int(self.said("dunstctl", "count", "displayed") or 0)

    def press_button(self, key: str) -> None:
        """Press the button *key* of a notification; ``default`` is the click on it."""
        (self.folder / "choice").write_text(key, "utf-8")
        self.said("dunstctl", "context")

    def start_tray(self) -> None:
        """Start a panel with a tray, and wait until it is there."""
        needs("trayer")
        self._panel = self.start("trayer", "--edge", "bottom", "--SetDockType", "true", "--height", "24")
        until(self._has_tray, "a tray")

    def stop_tray(self) -> None:
        """End the panel."""
        assert self._panel is not None
        _end(self._panel)
        until(lambda: not self.said("xdotool", "search", "--name", "^trayer$"), "the end of the tray")

    def _make_home(self) -> None:
        self.folder.chmod(0o700)
        self.env = {name: value for name, value in os.environ.items() if name in _KEPT}
        self.env |= {"LANG": "C.UTF-8", "QT_QPA_PLATFORM": "xcb", "XDG_SESSION_TYPE": "x11"}
        self.env |= {"XDG_CURRENT_DESKTOP": "X-Test", "NO_AT_BRIDGE": "1"}
        for name, part in {
            "HOME": "home",
            "XDG_CACHE_HOME": "home/.cache",
            "XDG_CONFIG_HOME": "home/.config",
            "XDG_DATA_HOME": "home/.local/share",
            "XDG_RUNTIME_DIR": "run",
            "XDG_STATE_HOME": "home/.local/state",
        }.items():
            path = self.folder / part
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.env[name] = str(path)

    def _start_bus(self) -> None:
        socket, config = self.folder / "run" / "bus", self.folder / "bus.conf"
        config.write_text(_BUS.replace("{socket}", str(socket)), "utf-8")
        self.start("dbus-daemon", f"--config-file={config}", "--nofork", "--nopidfile")
        self.env["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={socket}"
        until(lambda: self._has_name("org.freedesktop.DBus"), "a bus")

    def _start_screen(self) -> None:
        readable, writable = os.pipe()
        screen = ("-screen", "0", "1600x1000x24", "-nolisten", "tcp", "-noreset")
        process = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writable), *screen],
            env=self.env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=[writable],
            start_new_session=True,
        )
        self._started.append(process)
        os.close(writable)
        with os.fdopen(readable) as answer:
            self.env["DISPLAY"] = f":{answer.readline().strip()}"
        self.start("openbox")
        until(lambda: "window id" in self.said("xprop", "-root", "_NET_SUPPORTING_WM_CHECK"), "a manager")

    def _start_accessibility(self) -> None:
        folders = ("/usr/libexec", "/usr/lib/at-spi2-core")
        launcher = shutil.which("at-spi-bus-launcher", path=":".join(folders))
        needs(launcher or "at-spi-bus-launcher")
        del self.env["NO_AT_BRIDGE"]
        self.env["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"] = "1"
        self.start(str(launcher), "--launch-immediately")
        until(lambda: self._has_name("org.a11y.Bus"), "the bus of assistive technology")

    def _has_name(self, name: str) -> bool:
        bus = "org.freedesktop.DBus"
        ask = ("dbus-send", "--session", "--print-reply", f"--dest={bus}", "/", f"{bus}.NameHasOwner")
        return "boolean true" in self.said(*ask, f"string:{name}")

    def _has_tray(self) -> bool:
        # The panel's window comes first; the second one is that to which icons speak.
        return len(self.said("xdotool", "search", "--name", "^trayer$").split()) > 1


def until(happened: Callable[[], T], what: str | Callable[[], str], patience: float = PATIENCE) -> T:
    """Wait until *happened* answers with something true, and return that; *what* says what was waited for."""
    end = time.monotonic() + patience
    while not (found := happened()):
        assert time.monotonic() < end, f"waited in vain for {what if isinstance(what, str) else what()}"
        time.sleep(0.02)
    return found


def wound(moment: str) -> Mapping[str, str]:
    """Return the variables that give a program another time: it begins at *moment*, UTC, and goes on.

    *moment* may also be the path of a file that holds one, which the program reads again and again.
    """
    library = next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)
    needs("faketime" if library is None else "sh")
    asked = "FAKETIME_TIMESTAMP_FILE" if moment.startswith("/") else "FAKETIME"
    return {
        "LD_PRELOAD": str(library),
        asked: moment if moment.startswith("/") else f"@{moment}",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "FAKETIME_NO_CACHE": "1",
        "NO_FAKE_STAT": "1",
        "TZ": "UTC",
    }


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process that was started here, with all that it has started in its turn."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, number)
        with suppress(subprocess.TimeoutExpired):
            process.wait(5)
            break
