"""`simdesk due --notify` on a real desktop: as cron calls it, beside the window, and by the timer's unit."""

import os
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.core.making import SOFTBANK, card
from tests.e2e.desktop import PATIENCE, Desktop, Shown, until, wound
from tests.e2e.program import Program
from tests.house.source import ROOT
from tests.machine import needs

TODAY = "2026-11-21 12:00:00"
UNITS = ROOT / "packaging" / "linux"
WITHOUT_QT = "import sys; sys.modules['PySide6'] = None; from simdesk.cli import main; sys.exit(main())"
SOON = card(SOFTBANK, end="2026-11-24", label="Bank <codes>", number="+819012345678")


@pytest.fixture
def desk() -> Iterator[Desktop]:
    with Desktop() as found:
        yield found


@pytest.fixture
def program(desk: Desktop, tmp_path: Path) -> Iterator[Program]:
    found = Program(desk, tmp_path / "book")
    found.holds(SOON)
    yield found
    assert found.complaints == ""


def calls(
    program: Program, *words: str, env: Mapping[str, str] | None = None, moment: str | None = TODAY
) -> subprocess.Popen[str]:
    """Call the command at *moment*; None: now."""
    return subprocess.Popen(
        [sys.executable, "-m", "simdesk", "--data-dir", program.folder.root, "due", "--notify", *words],
        env={**(program.desk.env if env is None else env), **(wound(moment) if moment else {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def shown(desk: Desktop, least: int) -> list[Shown]:
    """Every note shown so far, once there are so many: each is put down a moment after it was taken."""
    until(lambda: len(desk.notes()) >= least, "the note")
    return desk.notes()


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    """The exit status, and what was said on standard error."""
    _, said = process.communicate(timeout=PATIENCE)
    return process.returncode, said


def test_r06_ten_commands_and_a_window_at_once_tell_it_once(desk: Desktop, program: Program) -> None:
    # By the computer's own clock: under the other one nobody can wait for a lock, since no sleep works.
    # The stage of three days began yesterday, so that it is told whatever the hour is.
    tokyo = datetime.now(ZoneInfo("Asia/Tokyo")).date()
    program.holds(card(SOFTBANK, end=str(tokyo + timedelta(days=2)), label="Bank <codes>"))
    window = program.starts()
    commands = [calls(program, moment=None) for _ in range(10)]

    assert [ended(command) for command in commands] == [(1, "")] * 10
    until(desk.windows, "the window")
    program.starts_again()
    (note,) = shown(desk, 1)
    assert note.title.startswith("Bank <codes>: ")
    assert len(program.told_of()) == 1
    desk.press("ctrl+q")
    assert window.wait(PATIENCE) == 0


def test_r07_ten_calls_tell_each_stage_once_and_the_note_stays(desk: Desktop, program: Program) -> None:
    for _ in range(10):
        assert ended(calls(program)) == (1, "")

    (note,) = shown(desk, 1)
    assert note.title == "Bank <codes>: 3 days left"
    assert note.body.splitlines()[-2:] == [
        "+81 •••• 5678",
        "Open SimDesk to renew it or to say that it is done.",
    ]
    assert (note.urgency, note.entry) == ("NORMAL", "")
    assert desk.notes_on_screen() == 1

    assert ended(calls(program, moment="2026-11-24 12:00:00")) == (1, "")
    assert [(note.title, note.urgency) for note in shown(desk, 2)][1:] == [
        ("Bank <codes>: last day today", "CRITICAL")
    ]


def test_as_cron_calls_it_with_hardly_any_surroundings(desk: Desktop, program: Program) -> None:
    bare = {"HOME": desk.env["HOME"], "PATH": "/usr/bin:/bin", "XDG_RUNTIME_DIR": desk.env["XDG_RUNTIME_DIR"]}

    assert ended(calls(program, env=bare)) == (1, "")
    assert [note.title for note in shown(desk, 1)] == ["Bank <codes>: 3 days left"]


def test_r04_a_service_that_comes_late_gets_it_at_the_next_call(desk: Desktop, program: Program) -> None:
    desk.stop_service()
    status, said = ended(calls(program))
    assert status == 2
    assert said.startswith("No notification service answers here (")
    assert said.endswith("). 1 reminder waits for the next call.\n")
    assert program.told_of() == ()

    desk.start_service()
    assert ended(calls(program)) == (1, "")
    assert [note.title for note in shown(desk, 1)] == ["Bank <codes>: 3 days left"]


def test_without_a_session_it_says_so_and_no_qt_is_loaded(tmp_path: Path, home: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_QT, "--data-dir", tmp_path / "none", "due", "--notify"],
        env={**os.environ, "XDG_RUNTIME_DIR": str(home / "run")},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert (done.returncode, done.stdout) == (2, "")
    assert not (tmp_path / "none").exists()
    assert done.stderr.startswith("No notification service answers here (")
    assert len(done.stderr.splitlines()) == 1


# --- the timer of systemd


def verified(*units: Path) -> tuple[int, str]:
    needs("systemd-analyze")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--user", *units], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def installed(home: Path, program: Path) -> Path:
    """The folder of the owner's units after the timer was put there for *program*."""
    subprocess.run([UNITS / "due-timer", "install", program], check=True, capture_output=True)
    return home / "config" / "systemd" / "user"


def test_the_units_are_sound(home: Path) -> None:
    folder = installed(home, Path("/usr/bin/env"))

    assert verified(folder / "simdesk-due.timer", folder / "simdesk-due.service") == (0, "")
    assert sorted(path.name for path in folder.iterdir()) == ["simdesk-due.service", "simdesk-due.timer"]
    kept = [(UNITS / path.name).read_text("utf-8").splitlines() for path in sorted(folder.iterdir())]
    changed = [path.read_text("utf-8").splitlines() for path in sorted(folder.iterdir())]
    assert [
        (one, other)
        for before, after in zip(kept, changed, strict=True)
        for one, other in zip(before, after, strict=True)
        if one != other
    ] == [
        (
            "ExecStart=simdesk due --notify",
            """ExecStart=:/bin/sh -c 'exec "$0" "$@"' "/usr/bin/env" due --notify""",
        )
    ]

    subprocess.run([UNITS / "due-timer", "remove"], check=True, capture_output=True)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    "name", ["plain", "with blank", "$dollar`tick\"quote\\back'apostrophe 100%", "a=ひらがな"]
)
def test_the_unit_asks_the_program_wherever_it_lies(home: Path, name: str) -> None:
    program = home / name / "simdesk"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\necho "$@" >{home}/asked\nexit 1\n', "utf-8")
    program.chmod(0o755)
    folder = installed(home, program)

    assert verified(folder / "simdesk-due.service") == (0, "")
    lines = (folder / "simdesk-due.service").read_text("utf-8").splitlines()
    (line,) = [line for line in lines if line.startswith("ExecStart=:")]
    # systemd reads words as a shell does, but for "%", which stands for itself when doubled
    words = shlex.split(line.removeprefix("ExecStart=:").replace("%%", "%"))
    assert subprocess.run(words, check=False).returncode == 1
    assert (home / "asked").read_text("utf-8") == "due --notify\n"


def test_a_path_that_no_unit_can_name_is_refused(home: Path) -> None:
    program = home / "two\nlines"
    program.write_text("#!/bin/sh\n", "utf-8")
    program.chmod(0o755)
    done = subprocess.run([UNITS / "due-timer", "install", program], check=False, capture_output=True)

    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert not (home / "config" / "systemd").exists()


def test_the_timers_program_tells_it(desk: Desktop, program: Program, home: Path) -> None:
    folder = installed(home, Path(sys.executable).with_name("simdesk"))
    lines = (folder / "simdesk-due.service").read_text("utf-8").splitlines()
    (line,) = [line for line in lines if line.startswith("ExecStart=:")]
    words = shlex.split(line.removeprefix("ExecStart=:"))

    where = {"SIMDESK_DATA_DIR": str(program.folder.root)}
    done = subprocess.run(words, env={**desk.env, **where, **wound(TODAY)}, check=False, capture_output=True)

    assert (done.returncode, done.stderr) == (1, b"")
    assert "SuccessExitStatus=1" in lines
    assert [note.title for note in shown(desk, 1)] == ["Bank <codes>: 3 days left"]
