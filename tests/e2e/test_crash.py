"""What nobody foresaw, in a real program: noted, told, and nothing of the owner's is lost or given away."""

import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from simdesk.domain.draft import RenewalDraft
from simdesk.storage.drafts import keep_draft, load_drafts
from tests.core.making import MOMENT, SOFTBANK, card
from tests.e2e.desktop import PATIENCE, Desktop, until
from tests.e2e.hand import Hand
from tests.e2e.program import Program

SECRETS = "+819055501234 8981100055566677788 LPA:1$rsp.canary.example$CANARY-CODE canaryword"
HELD = card(SOFTBANK, end="2027-11-24", label="Canary", number="+819055501234", id="bank")


@pytest.fixture
def desk() -> Iterator[Desktop]:
    with Desktop(accessible=True) as found:
        yield found


@pytest.fixture
def program(desk: Desktop, tmp_path: Path) -> Program:
    found = Program(desk, tmp_path / "book", SECRETS=SECRETS)
    found.holds(HELD)
    return found


def breaks(program: Program, kind: str, *options: str) -> "subprocess.Popen[bytes]":
    """Start the program with a fault in it."""
    place = ("--data-dir", str(program.folder.root), "--lang", "en")
    with program.told.open("ab") as told:
        return program.desk.start(
            *(sys.executable, "-m", "tests.e2e.breaking", kind, *place, *options),
            out=told.fileno(),
            **program.more,
        )


def said(program: Program) -> str:
    """All that was written about it: the log files, and what went to the standard outputs."""
    files = [path for path in program.folder.logs.glob("*") if path.is_file()]
    return "\n".join(path.read_text("utf-8", "replace") for path in (program.told, *files) if path.exists())


def assert_nothing_is_given_away(program: Program) -> None:
    text = said(program)
    for secret in (*SECRETS.split(), "rsp.canary.example", "Canary", "5550"):
        assert secret not in text


@pytest.mark.parametrize("kind", ["slot", "thread", "edit"])
def test_an_error_is_told_in_the_window_and_the_program_goes_on(
    desk: Desktop, program: Program, kind: str
) -> None:
    before = program.folder.book.read_bytes()
    process = breaks(program, kind)
    with Hand(desk) as hand:
        told = hand.find("Something went wrong that SimDesk did not expect.")
        hand.find("Open the folder of the log", "push button")
    desk.press("ctrl+q")

    assert str(program.folder.logs / "simdesk.log") in told.name
    assert process.wait(PATIENCE) == 0
    assert program.folder.book.read_bytes() == before
    assert "Broken" in said(program)
    assert ":fail" in said(program)
    assert_nothing_is_given_away(program)
    assert not (program.folder.logs / "crash.log").exists(), "it ended well"


@pytest.mark.parametrize(
    ("kind", "number"),
    [("segv", signal.SIGSEGV), ("abort", signal.SIGABRT), ("fatal", signal.SIGABRT)],
)
def test_a_fall_is_written_down_and_told_once_at_the_next_start(
    desk: Desktop, program: Program, kind: str, number: int
) -> None:
    draft = RenewalDraft(card_id="bank", renewal_id="r", correction_id="c", changed=MOMENT)
    keep_draft(program.folder, draft)
    before = program.folder.book.read_bytes()

    assert breaks(program, kind).wait(PATIENCE) == -number

    crash = program.folder.logs / "crash.log"
    assert "breaking.py" in crash.read_text("utf-8")
    assert stat.S_IMODE(crash.stat().st_mode) == 0o600
    assert ("Qt fatal: " in said(program)) is (kind == "fatal")
    with Hand(desk) as hand:
        process = program.opens()
        told = hand.find("SimDesk ended unexpectedly the last time.")
        desk.press("ctrl+q")
        assert process.wait(PATIENCE) == 0
        assert str(crash.with_name("crash.log.1")) in told.name
        assert program.folder.book.read_bytes() == before
        assert load_drafts(program.folder).value == (draft,)
        process = program.opens()
        hand.find("Canary")
        program.starts_again()
        assert not any("unexpectedly" in thing.name for thing in hand.seen())
    assert "breaking.py:" in (program.folder.logs / "simdesk.log").read_text("utf-8")
    assert_nothing_is_given_away(program)


def test_a_freeze_is_noted_with_where(desk: Desktop, program: Program) -> None:
    process = breaks(program, "freeze")
    log = program.folder.logs / "simdesk.log"
    until(lambda: log.exists() and "stood still" in log.read_text("utf-8"), "the freeze to be noted")
    desk.press("ctrl+q")

    assert process.wait(PATIENCE) == 0
    (line,) = [line for line in log.read_text("utf-8").splitlines() if "stood still" in line]
    assert "the window stood still for 3." in line
    assert "breaking.py:" in line
    assert ":stand_still < " in line
    assert not (program.folder.logs / "crash.log").exists()


@pytest.mark.parametrize(
    ("kind", "words"),
    [("start", ()), ("command", ("list",)), ("command", ("export", "cards", "-")), ("command", ("check",))],
)
def test_without_a_window_it_is_one_sentence_and_status_2(
    desk: Desktop, program: Program, kind: str, words: tuple[str, ...]
) -> None:
    before = program.folder.book.read_bytes()

    assert breaks(program, kind, *words).wait(PATIENCE) == 2

    (sentence,) = [line for line in program.complaints.splitlines() if "propagateSizeHints" not in line]
    assert sentence == (
        "SimDesk did not expect this (Broken) and has ended. What was saved is as it was."
        f" Where it happened is noted in {program.folder.logs / 'simdesk.log'}."
    )
    assert ":fail < " in said(program)
    assert program.folder.book.read_bytes() == before
    assert_nothing_is_given_away(program)
