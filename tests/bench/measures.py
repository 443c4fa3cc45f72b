"""What a whole process costs: the time to its first window, its memory, its wake-ups when idle."""

import os
import select
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

PATIENCE = 30.0
"""Seconds after which a window that was to come or to go is given up."""


@dataclass(frozen=True, slots=True)
class Usage:
    """The sums over a process and its descendants. ``switches`` are voluntary ones, by thread."""

    pss_kb: int
    cpu_ticks: int
    switches: Mapping[str, int]


class Windows:
    """Tells when the window manager takes charge of another window.

    ``xprop -spy`` prints the list of clients anew whenever it changes, at once, so nothing is polled.
    """

    def __init__(self, env: Mapping[str, str]) -> None:
        command = ["xprop", "-root", "-spy", "_NET_CLIENT_LIST"]
        self._spy = subprocess.Popen(command, env=env, stdout=subprocess.PIPE)
        self._rest = b""
        self._others = self._known = self._read()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_failure: object) -> None:
        self._spy.terminate()
        self._spy.communicate()

    def wait_for_another(self) -> float:
        """Return the moment, of ``time.perf_counter``, at which a window came that was not there."""
        while True:
            now = self._read()
            moment = time.perf_counter()
            came = now - self._known
            self._known = now
            if came:
                return moment

    def wait_for_none(self) -> None:
        """Wait until there are no windows but those of the beginning, such as a tray."""
        while self._known - self._others:
            self._known = self._read()

    def _read(self) -> frozenset[bytes]:
        assert self._spy.stdout is not None
        out = self._spy.stdout.fileno()
        while b"\n" not in self._rest:
            if not select.select([out], [], [], PATIENCE)[0]:
                raise TimeoutError(f"no window came or went in {PATIENCE:g} s")
            more = os.read(out, 65536)
            if not more:
                raise RuntimeError("xprop has ended: is there a screen?")
            self._rest += more
        line, _, self._rest = self._rest.partition(b"\n")
        return frozenset(word.strip() for word in line.partition(b"#")[2].split(b",") if word.strip())


def started(command: Sequence[str], env: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """Start *command* in a session of its own, silent."""
    return subprocess.Popen(
        command,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def ended(process: subprocess.Popen[bytes]) -> None:
    """End *process* and what it started, and wait for it."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def usage(pid: int) -> Usage:
    """Return what the process *pid* and its descendants use at this moment."""
    pss = ticks = 0
    switches = {}
    for one in (pid, *_children(pid)):
        root = Path("/proc", str(one))
        for line in (root / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                pss += int(line.split()[1])
        fields = (root / "stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
        for thread in (root / "task").iterdir():
            for line in (thread / "status").read_text().splitlines():
                if line.startswith("voluntary_ctxt_switches"):
                    switches[f"{one}/{thread.name}"] = int(line.split()[1])
    return Usage(pss, ticks, switches)


def sharing(library: str, but: int) -> bool:
    """Return whether a process other than *but* has *library* loaded: what is shared counts half for each."""
    for maps in Path("/proc").glob("[0-9]*/maps"):
        with suppress(OSError):
            if maps.parent.name != str(but) and library in maps.read_text():
                return True
    return False


def wakeups(before: Usage, after: Usage, seconds: float) -> float:
    """Return how often a second the process woke up between two looks."""
    woken = sum(max(0, count - before.switches.get(name, 0)) for name, count in after.switches.items())
    return woken / seconds


def _children(pid: int) -> list[int]:
    found = []
    for task in Path("/proc", str(pid), "task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            found += [child, *_children(child)]
    return found
