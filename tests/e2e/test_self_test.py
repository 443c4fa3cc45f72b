"""``simdesk --self-test`` as a process: in the checkout, on a desktop, and frozen with a file taken away."""

import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.e2e.desktop import Desktop
from tests.e2e.secret_service import secret_service

LANGUAGES = ("en", "zh_CN", "zh_TW", "ja")
SUBJECTS = 18
"""How many lines a program tells of itself where nothing is broken, and no screen is there."""


class Told:
    """What one self-test has said, and how it ended. *more*: its variables, beside those of the test."""

    def __init__(
        self, *words: str, program: tuple[str, ...] = (), more: Mapping[str, str] | None = None
    ) -> None:
        began = time.monotonic()
        done = subprocess.run(
            [*(program or (sys.executable, "-m", "simdesk")), "--self-test", *words],
            env={name: value for name, value in (os.environ | dict(more or {})).items() if value},
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=100,
        )
        self.seconds = time.monotonic() - began
        self.status, self.complaint = done.returncode, done.stderr
        *self.lines, self.sentence = done.stdout.splitlines() or [""]

    def of(self, kind: str) -> list[str]:
        """The lines that begin with *kind*, without that."""
        return [line.partition("\t")[2] for line in self.lines if line.startswith(f"{kind}\t")]


def everything_in(*folders: Path) -> list[tuple[str, int]]:
    """All that lies in *folders*, with the moment in which it was changed."""
    return sorted((str(path), path.stat().st_mtime_ns) for folder in folders for path in folder.rglob("*"))


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a self-test makes what it makes; nothing of it may be left."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_a_checkout_is_whole_and_nothing_is_changed(home: Path, temporary: Path, spoken: str) -> None:
    before = everything_in(home)

    told = Told("--lang", spoken)

    assert (told.status, told.complaint) == (0, ""), told.lines
    assert len(told.lines) == SUBJECTS
    assert all(re.fullmatch(r"[^\t]+\t[^\t:]+: .+", line) for line in told.lines), told.lines
    assert everything_in(home) == before
    assert list(temporary.iterdir()) == []


def test_it_takes_three_seconds_at_most() -> None:
    """What it computes is counted, its helpers too: how long that takes depends on what else runs here."""
    before = os.times()
    told = Told()
    after = os.times()

    assert told.status == 0
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    assert spent < 3.0


def test_a_home_that_cannot_be_written_is_no_hindrance(tmp_path: Path) -> None:
    """Below a file there is no folder, for nobody: the rights of who runs the tests do not matter."""
    (tmp_path / "file").touch()
    names = ("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")
    homeless = dict.fromkeys(names, str(tmp_path / "file" / "home"))

    told = Told(more=homeless | {"SIMDESK_DATA_DIR": "", "XDG_RUNTIME_DIR": "", "LANG": ""})

    assert (told.status, told.complaint) == (0, ""), told.lines


def test_options_beside_it_are_refused() -> None:
    told = Told("--demo")

    assert (told.status, told.lines) == (2, [])
    assert told.complaint == "--self-test and --demo do not go together. Nothing was done.\n"


@pytest.mark.parametrize(
    "module", ["msgspec", "secretstorage", "icalendar", "PySide6", "requests", "jeepney", "phonenumbers"]
)
def test_a_library_that_misses_one_of_its_own_is_named(tmp_path: Path, module: str) -> None:
    reason = "libmissing.so.1: cannot open shared object file: No such file or directory"
    (tmp_path / f"{module}.py").write_text(f"raise ImportError({reason!r}, name={module!r})\n", "utf-8")

    told = Told(more={"PYTHONPATH": str(tmp_path)})

    assert told.status == 2
    assert any(module in line and reason in line for line in told.of("FAILED")), told.lines
    assert told.complaint == f"{told.sentence}\n"
    assert len(told.lines) > SUBJECTS // 2, "the other checks go on"


def test_a_screen_that_cannot_be_reached_is_told_in_the_words_of_qt() -> None:
    told = Told(more={"DISPLAY": ":9876", "QT_QPA_PLATFORM": "xcb"})

    assert told.status == 2
    (line,) = told.of("FAILED")
    assert line.startswith("Windows on this screen: Qt ended the program: ")
    assert "could not connect to display :9876" in line


@pytest.fixture
def desk() -> Iterator[Desktop]:
    with Desktop() as started:
        yield started


@contextmanager
def watched(desk: Desktop) -> Iterator[set[str]]:
    """Every window that is seen on *desk* while the block runs."""
    seen: set[str] = set()
    over = threading.Event()

    def look() -> None:
        while not over.wait(0.02):
            seen.update(desk.said("xdotool", "search", "--onlyvisible", "--name", "").split())

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield seen
    finally:
        over.set()
        watcher.join()


def test_on_a_desktop_nothing_is_shown_sent_or_kept(desk: Desktop) -> None:
    data, config = (desk.folder / "home" / name for name in (".local", ".config"))
    with secret_service(desk) as keys:
        windows = set(desk.said("xdotool", "search", "--onlyvisible", "--name", "").split())
        before = everything_in(config), [name for name, _ in everything_in(data)]
        with watched(desk) as seen:
            told = Told(more=desk.env | {"QT_QPA_PLATFORM": ""})

        assert (told.status, told.complaint) == (0, ""), told.lines
        kept = {name: words for name, _, words in (line.partition(": ") for line in told.of("ok"))}
        assert kept["Windows on this screen"] == "xcb"
        assert kept["Notifications"].startswith("dunst (actions, ")
        assert "Secret" in kept["Keyring"]
        assert keys.described() == ""
        assert desk.notes() == []
        assert seen <= windows
        # Of what lies there the keyring alone is written to, and it is the owner's no less than before.
        assert (everything_in(config), [name for name, _ in everything_in(data)]) == before


def test_a_locked_keyring_stays_locked(desk: Desktop) -> None:
    with secret_service(desk) as keys:
        keys.lock()

        told = Told(more=desk.env)

        assert told.status == 0, told.lines
        assert any("is locked. It was not opened for this." in line for line in told.of("note"))
        assert keys.is_locked()


def test_services_that_hang_are_not_waited_for(desk: Desktop) -> None:
    with secret_service(desk) as keys, keys.hanging(), desk.hanging_service():
        told = Told(more=desk.env)

    assert told.status == 0, told.lines
    assert {line.partition(": ")[0] for line in told.of("note")} >= {"Keyring", "Notifications"}
    assert told.seconds < 10
