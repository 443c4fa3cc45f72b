"""A reminder reaches a real notification service, once, whatever happens in between."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from simdesk.domain.card import Card
from simdesk.domain.renewal import Renewal
from simdesk.domain.terms import Status
from tests.core.making import SOFTBANK, card
from tests.e2e.desktop import PATIENCE, Desktop, until, wound
from tests.e2e.program import Program

# Some seconds before a minute is full, so that the next look is soon.
TODAY = "2026-11-21 12:00:52"
A_MINUTE = 90.0

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


def test_three_days_left_are_told_once_and_not_again_on_restart(desk: Desktop, program: Program) -> None:
    first = program.opens(wound=wound(TODAY))
    until(desk.notes, "the notification")
    desk.press("ctrl+q")
    assert first.wait(30) == 0
    for _ in range(2):
        restarts(program, TODAY)

    (note,) = desk.notes()
    assert note.title == "Bank <codes>: 3 days left"
    assert note.body.splitlines() == [
        "Top up before the end of Tue 24 Nov, Tokyo time",
        "Then receives only, kept until 19 Nov 2027",
        "+81 •••• 5678",
    ]
    assert (note.urgency, note.entry) == ("NORMAL", "org.simdesk.SimDesk")
    assert [(entry.stage, entry.days_left) for entry in program.told_of()] == [(3, 3)]


def restarts(program: Program, moment: str) -> None:
    """Start it at that moment, let it look around, and kill it."""
    process = program.opens(wound=wound(moment))
    program.starts_again()
    process.kill()
    process.wait()
    until(lambda: not program.desk.windows(), "the end of the window")


def test_r07_over_ten_restarts_each_stage_is_told_once(desk: Desktop, program: Program) -> None:
    for day in ("10", "17", "21", "23", "24"):
        for _ in range(2):
            restarts(program, f"2026-11-{day} 12:00:00")

    assert [note.title.partition(": ")[2] for note in desk.notes()] == [
        "14 days left",
        "7 days left",
        "3 days left",
        "1 day left",
        "last day today",
    ]


def test_r04_a_service_that_comes_after_twenty_seconds_is_told_then(desk: Desktop, program: Program) -> None:
    desk.stop_service()
    program.opens(wound=wound(TODAY))
    program.starts_again()
    time.sleep(20)
    assert program.told_of() == ()

    desk.start_service()

    until(desk.notes, "the notification", 10)
    until(program.told_of, "the ledger")
    assert [note.title for note in desk.notes()] == ["Bank <codes>: 3 days left"]


def test_a_service_that_hangs_holds_nobody_up_and_tells_it_once_when_it_goes_on(
    desk: Desktop, program: Program
) -> None:
    with desk.hanging_service():
        program.opens(wound=wound(TODAY))
        begun = time.monotonic()
        while time.monotonic() < begun + 12:  # a full minute lies in between
            asked = time.monotonic()
            program.starts_again()
            assert time.monotonic() - asked < 2
        assert program.told_of() == ()

    until(program.told_of, "the ledger", 10)
    program.starts_again()
    assert [note.title for note in desk.notes()] == ["Bank <codes>: 3 days left"]
    assert desk.notes_on_screen() == 1


def test_r01_what_was_missed_is_told_in_todays_words(desk: Desktop, program: Program) -> None:
    first = program.opens(wound=wound("2026-11-10 12:00:00"))
    until(desk.notes, "the notification")
    first.kill()
    first.wait()
    program.opens(wound=wound("2026-11-19 08:00:00"))
    until(lambda: len(desk.notes()) == 2, "the notification")

    assert [note.title for note in desk.notes()] == [
        "Bank <codes>: 14 days left",
        "Bank <codes>: 5 days left",
    ]


def test_r02_r03_a_clock_that_jumps_while_it_runs_is_followed_within_a_minute(
    desk: Desktop, program: Program, tmp_path: Path
) -> None:
    clock = tmp_path / "clock"
    clock.write_text(f"@{TODAY}\n")
    program.opens(wound=wound(str(clock)))
    until(desk.notes, "the notification")
    program.starts_again()

    clock.write_text("@2026-11-24 12:00:52\n")

    until(lambda: len(desk.notes()) == 2, "the notification", A_MINUTE)
    assert [(note.title, note.urgency) for note in desk.notes()][1] == (
        "Bank <codes>: last day today",
        "CRITICAL",
    )
    until(lambda: desk.notes_on_screen() == 1, "the later one in the place of the earlier")


def other(place: int) -> Card:
    return card(SOFTBANK, end="2026-11-24", id=f"c{place}", label=f"Card {place}")


def test_many_become_one(desk: Desktop, program: Program) -> None:
    program.holds(*(other(place) for place in range(7)))
    program.opens(wound=wound(TODAY))
    until(desk.notes, "the notification")
    program.starts_again()

    (note,) = desk.notes()
    assert note.title == "7 cards need you"
    assert len(note.body.splitlines()) == 6
    assert len(program.told_of()) == 7


def test_a_few_are_told_one_by_one(desk: Desktop, program: Program) -> None:
    program.holds(other(1), other(2))
    program.opens(wound=wound(TODAY))
    until(lambda: len(desk.notes()) == 2, "both notifications")

    assert desk.notes_on_screen() == 2


def test_a_click_brings_the_window(desk: Desktop, program: Program) -> None:
    program.opens(wound=wound(TODAY))
    until(desk.notes, "the notification")
    (window,) = desk.windows()
    desk.said("xdotool", "windowminimize", window)
    until(lambda: not desk.windows(), "the window to be minimised")

    desk.press_button("default")

    until(lambda: desk.active() == "SimDesk", "the window")
    until(lambda: desk.notes_on_screen() == 0, "the notification to go")


def test_renew_opens_the_wizard_and_ctrl_q_ends_the_program_from_there(
    desk: Desktop, program: Program
) -> None:
    process = program.opens(wound=wound(TODAY))
    until(desk.notes, "the notification")

    desk.press_button("renew")

    until(lambda: "Bank <codes>" in desk.active(), "the wizard")
    desk.press("ctrl+q")
    assert process.wait(PATIENCE) == 0


def test_i_did_it_logs_with_a_second_press(desk: Desktop, program: Program) -> None:
    program.opens(wound=wound(TODAY))
    until(desk.notes, "the notification")

    desk.press_button("did_it")
    until(lambda: desk.active() == "SimDesk", "the window")
    assert program.book().renewals == ()

    def pressed() -> tuple[Renewal, ...]:
        desk.press("space")
        return program.book().renewals

    (logged,) = until(pressed, "the renewal")
    assert (logged.paid_on.isoformat(), logged.status) == ("2026-11-21", Status.VERIFIED)


def test_snoozed_is_told_the_next_day(desk: Desktop, program: Program) -> None:
    first = program.opens(wound=wound(TODAY))
    until(desk.notes, "the notification")
    desk.press_button("snooze")
    until(lambda: any(one.snoozed_until for one in program.told_of()), "the ledger")
    until(lambda: desk.notes_on_screen() == 0, "the notification to go")
    first.kill()
    first.wait()

    second = program.opens(wound=wound("2026-11-22 11:00:00"))
    program.starts_again()
    second.kill()
    second.wait()
    assert len(desk.notes()) == 1
    program.opens(wound=wound("2026-11-22 12:30:00"))
    until(lambda: len(desk.notes()) == 2, "the notification")

    assert desk.notes()[1].title == "Bank <codes>: 2 days left"


def test_without_a_service_a_message_is_shown_beside_the_icon(tmp_path: Path) -> None:
    with Desktop(notifications=False, tray=True) as desk:
        program = Program(desk, tmp_path / "book")
        program.holds(SOON)
        program.opens(wound=wound(TODAY))

        until(program.told_of, "the message")


def test_without_a_bus_it_runs_all_the_same(tmp_path: Path) -> None:
    with Desktop(notifications=False) as desk:
        del desk.env["DBUS_SESSION_BUS_ADDRESS"]
        program = Program(desk, tmp_path / "book")
        program.holds(SOON)
        process = program.opens(wound=wound(TODAY))
        program.starts_again()
        desk.press("ctrl+q")

        assert process.wait(30) == 0
        assert program.complaints == ""
