"""What SimDesk costs beside the least that a window costs, in one run: ``make bench``.

Every figure is a ratio within this run, since machines differ and are busy; the milliseconds beside
it only say what was seen. Nothing fails here: the aims are printed with the figures.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from simdesk.storage.decoding import encode
from tests.bench.large import large_book
from tests.bench.measures import Windows, ended, sharing, started, usage, wakeups
from tests.e2e.desktop import Desktop
from tests.house.test_start import LATER_MODULES, WINDOW_MODULES

Command = tuple[str, ...]
ROOT = Path(__file__).parents[2]


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=9)
    options.add_argument("--settle", type=float, default=45.0, help="seconds before idleness is measured")
    options.add_argument("--idle", type=float, default=60.0, help="seconds over which it is measured")
    chosen = options.parse_args()
    try:
        _measure(chosen.runs, chosen.settle, chosen.idle)
    except pytest.skip.Exception as missing:
        print(missing, file=sys.stderr)
        return 1
    return 0


def _measure(runs: int, settle: float, idle: float) -> None:
    with tempfile.TemporaryDirectory() as place, Desktop() as desk:
        folder = Path(place, "data")
        folder.mkdir(mode=0o700)
        (folder / "simdesk.json").write_bytes(encode(large_book(date.today())))
        env = _plain(desk.env)
        window = (sys.executable, "-m", "simdesk", "--data-dir", str(folder), "--lang", "en")
        bare = (sys.executable, "-m", "tests.bench.bare")
        print("SimDesk holds 200 cards and 2,000 renewals. Medians; least and most in brackets.\n")
        print("| figure | SimDesk | bare window | ratio | aim |\n|---|---|---|---|---|")
        shown = _windows(window, bare, env, runs)
        _loading(env, runs * 2, shown)
        _idle(window, bare, env, settle, idle)
        _listing((*window[:5], "list"), env, runs * 2)
        _packed(window, env, runs * 2)
        _disk(env, runs)


def _plain(env: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of somebody who starts a program: byte code is kept, nobody reads the screen."""
    left = {"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON"}
    return {name: value for name, value in env.items() if name not in left}


def _windows(window: Command, bare: Command, env: Mapping[str, str], runs: int) -> list[float]:
    """Return how long the bare window took to be there, in milliseconds, each time."""
    mapped: dict[Command, list[float]] = {window: [], bare: []}
    memory: dict[Command, list[float]] = {window: [], bare: []}
    shared = False
    with Windows(env) as windows:
        for number in range(runs + 1):
            for command in (bare, window):
                begun = time.perf_counter()
                process = started(command, env)
                came = windows.wait_for_another()
                time.sleep(3)
                used = usage(process.pid)
                shared |= sharing("libQt6Core", process.pid)
                ended(process)
                windows.wait_for_none()
                if number:
                    mapped[command].append((came - begun) * 1000)
                    memory[command].append(used.pss_kb / 1024)
    _print("first window mapped", "ms", mapped[window], mapped[bare], "at most 1.35")
    told = "memory (PSS) after 3 s" + ", another Qt program running: look again" * shared
    _print(told, "MB", memory[window], memory[bare], "at most 1.3")
    return mapped[bare]


def _loading(env: Mapping[str, str], runs: int, bare: list[float]) -> None:
    """Print what the whole catalog costs, in a fresh process each time, beside the bare window's start."""
    before = sorted(f"simdesk.{name}" for name in WINDOW_MODULES | LATER_MODULES)
    command = (sys.executable, "-m", "tests.bench.loading", *before)
    taken: list[float] = []
    for number in range(runs + 1):
        done = subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE, encoding="ascii")
        if number:
            taken.append(float(done.stdout))
    _print("loading all of the catalog", "ms", taken, bare, "at most 0.12")


def _idle(window: Command, bare: Command, env: Mapping[str, str], settle: float, seconds: float) -> None:
    processes = [started(command, env) for command in (window, bare)]
    try:
        time.sleep(settle)
        before = [usage(one.pid) for one in processes]
        begun = time.perf_counter()
        time.sleep(seconds)
        after = [usage(one.pid) for one in processes]
        lasted = time.perf_counter() - begun
        woken = [wakeups(one, other, lasted) for one, other in zip(before, after, strict=True)]
        print(f"| wake-ups a second, idle | {woken[0]:.2f} | {woken[1]:.2f} | | at most 0.1 above |")
    finally:
        for one in processes:
            ended(one)


def _listing(command: Sequence[str], env: Mapping[str, str], runs: int) -> None:
    nothing = (sys.executable, "-I", "-c", "pass")
    taken: dict[Sequence[str], list[float]] = {tuple(command): [], nothing: []}
    for number in range(runs + 1):
        for one, times in taken.items():
            begun = time.perf_counter()
            subprocess.run(one, env=env, check=True, stdout=subprocess.DEVNULL)
            if number:
                times.append((time.perf_counter() - begun) * 1000)
    _print("`list` (beside bare Python)", "ms", taken[tuple(command)], taken[nothing], "at most 6")


def _packed(window: Command, env: Mapping[str, str], runs: int) -> None:
    """Print how long the first window of what `make package` has frozen takes, beside the one from source."""
    program = ROOT / "build" / "package" / "frozen" / "simdesk" / "simdesk"
    if not program.is_file():
        print("\nThe frozen program was not measured: `make package` makes one.")
        return
    frozen = (str(program), *window[3:])
    mapped: dict[Command, list[float]] = {frozen: [], window: []}
    with Windows(env) as windows:
        for number in range(runs + 1):
            for command, times in mapped.items():
                begun = time.perf_counter()
                process = started(command, env)
                came = windows.wait_for_another()
                ended(process)
                windows.wait_for_none()
                if number:
                    times.append((came - begun) * 1000)
    print("\n| figure | frozen | from source | ratio | aim |\n|---|---|---|---|---|")
    aim = _verdict(mapped[frozen], mapped[window], 1.1)
    _print("first window mapped", "ms", mapped[frozen], mapped[window], aim)


def _disk(env: Mapping[str, str], runs: int) -> None:
    """Print what a save and the opening of a very large book cost beside the least that they can cost."""
    command = (sys.executable, "-m", "tests.bench.disk", str(runs))
    done = subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE, encoding="ascii")
    found = {name: list(map(float, times)) for name, *times in map(str.split, done.stdout.splitlines())}
    print("\n10,000 cards and 100,000 renewals:\n")
    print("| figure | SimDesk | the least | ratio | aim |\n|---|---|---|---|---|")
    _print(
        "durable save of one card (beside writing and syncing)",
        "ms",
        found["save"],
        found["write"],
        _verdict(found["save"], found["write"], 3),
    )
    _print("the same (beside a new file put in place)", "ms", found["save"], found["place"], "none")
    aim = _verdict(found["open"], found["decode"], 1.5)
    _print("opening (beside msgspec decoding)", "ms", found["open"], found["decode"], aim)
    _print("opening what another computer wrote", "ms", found["foreign"], found["decode"], "none")


def _verdict(ours: list[float], theirs: list[float], most: float) -> str:
    """Return the aim, and whether the median of the ratios of two that were taken in turn is within it."""
    ratio = statistics.median(one / other for one, other in zip(ours, theirs, strict=True))
    return f"at most {most:g}: {'kept' if ratio <= most else 'missed'}, {ratio:.2f} pair by pair"


def _print(figure: str, unit: str, ours: list[float], theirs: list[float], aim: str) -> None:
    def cell(values: list[float]) -> str:
        return f"{statistics.median(values):.0f} {unit} ({min(values):.0f} to {max(values):.0f})"

    ratio = statistics.median(ours) / statistics.median(theirs)
    print(f"| {figure} | {cell(ours)} | {cell(theirs)} | **{ratio:.2f}** | {aim} |", flush=True)


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main())
