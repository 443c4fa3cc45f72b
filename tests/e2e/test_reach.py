"""Will it reach me, on a real desktop: what is broken there is named, and what was missed waits."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.core.making import SOFTBANK, card
from tests.e2e.accessible import Reader
from tests.e2e.desktop import Desktop, until, wound
from tests.e2e.program import Program

TODAY = "2026-11-21 12:00:05"
SOON = card(SOFTBANK, end="2026-11-24", label="Bank")
PAGE = "Will it reach me?"
BROKEN = (
    "Notifications, not in order",
    "When the window is closed, not in order",
    "Start at login, not in order",
    "What is due, not in order",
    "System keyring, not in use",
)


@pytest.fixture
def desk() -> Iterator[Desktop]:
    with Desktop(accessible=True) as found:
        yield found


@pytest.fixture
def program(desk: Desktop, tmp_path: Path) -> Iterator[Program]:
    found = Program(desk, tmp_path / "book")
    found.holds(SOON)
    yield found
    assert found.complaints == ""


def title(desk: Desktop) -> str:
    """The title of the main window, with what stands before it."""
    lines = desk.said("wmctrl", "-l").splitlines()
    return next((line.split(maxsplit=3)[3] for line in lines if line.endswith("SimDesk")), "")


def opens_page(desk: Desktop) -> None:
    """Open the page with the keys, once the window tells what is due."""
    until(lambda: title(desk) == "(1) SimDesk" and desk.active() == "SimDesk", "the window")
    desk.press("ctrl+shift+i")
    until(lambda: desk.active() == PAGE, "the page")


def said(reader: Reader) -> str:
    """Everything that can be read in the windows."""
    return "\n".join(reader.names())


def test_each_part_that_is_broken_is_named_and_mended(desk: Desktop, program: Program) -> None:
    desk.stop_service()
    program.opens(wound=wound(TODAY))
    opens_page(desk)
    with Reader(desk.env) as reader:
        for part in BROKEN:
            until(lambda part=part: part in said(reader), part)  # type: ignore[misc]
        assert "Start your desktop's notification service" in said(reader)
        assert "Minimise the window instead of closing it" in said(reader)
        reader.press("Send a test")
        until(lambda: "Nobody took it." in said(reader), "the answer that nobody took it")

        desk.start_service()
        desk.start_tray()
        reader.press("Start when I log in: Start at login")
        reader.press("Look again")
        until(lambda: "Notifications, in order, dunst takes them." in said(reader), "the service")
        until(lambda: "When the window is closed, in order" in said(reader), "the tray")
        until(lambda: "answered: simdesk" in said(reader), "an entry that starts this program")
        until(lambda: "What is due, in order" in said(reader), "the reminder to be told")
        reader.press("Send a test")
        until(lambda: "accepted by dunst" in said(reader), "the answer of the service")
    until(lambda: "A test from SimDesk" in [note.title for note in desk.notes()], "the test")


def test_r15_what_was_missed_is_in_the_list_after_the_note_has_gone_and_the_program_was_killed(
    desk: Desktop, program: Program
) -> None:
    process = program.opens(wound=wound(TODAY))
    until(lambda: title(desk) == "(1) SimDesk", "the number in the title")
    until(desk.notes, "the note")
    desk.said("dunstctl", "close-all")
    until(lambda: not desk.notes_on_screen(), "the note to go")
    process.send_signal(signal.SIGKILL)
    process.wait()

    program.opens(wound=wound(TODAY))
    until(lambda: title(desk) == "(1) SimDesk", "the number in the title of the next start")
    until(lambda: desk.active() == "SimDesk", "the window")
    desk.press("ctrl+i")
    until(lambda: desk.active() == "Reminders", "the list")
    with Reader(desk.env) as reader:
        until(lambda: "Bank: 3 days left" in said(reader), "what was missed")
        reader.press("Acknowledge: Bank: 3 days left")
        until(lambda: "Nothing waits for you" in said(reader), "an empty list")
    until(lambda: title(desk) == "SimDesk", "the title without a number")
    assert len(desk.notes()) == 1
