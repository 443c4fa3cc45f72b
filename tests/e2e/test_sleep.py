"""A computer that slept is looked at when it wakes up, not at the next full minute."""

import time
from collections.abc import Iterator
from pathlib import Path

import jeepney
import pytest
from jeepney.io.blocking import open_dbus_connection

from tests.core.making import SOFTBANK, card
from tests.e2e.desktop import Desktop, until, wound
from tests.e2e.program import Program

# Just after a full minute, so that the next look of itself is nearly a minute away.
EVENING, MORNING = "@2026-11-20 13:00:03\n", "@2026-11-21 12:00:03\n"
AT_ONCE = 25.0
SOON = card(SOFTBANK, end="2026-11-24", label="Bank")
MANAGER = "org.freedesktop.login1.Manager"


class Login:
    """Speaks as logind, on the desktop's one bus."""

    def __init__(self, address: str) -> None:
        self._connection = open_dbus_connection(address)
        self._where = jeepney.DBusAddress("/org/freedesktop/login1", interface=MANAGER)

    def wakes(self) -> None:
        """Say that the computer is awake."""
        self._connection.send(jeepney.new_signal(self._where, "PrepareForSleep", "b", (False,)))

    def close(self) -> None:
        self._connection.close()


@pytest.fixture
def desk() -> Iterator[Desktop]:
    with Desktop() as found:
        found.env["DBUS_SYSTEM_BUS_ADDRESS"] = found.env["DBUS_SESSION_BUS_ADDRESS"]
        yield found


@pytest.fixture
def login(desk: Desktop) -> Iterator[Login]:
    found = Login(desk.env["DBUS_SYSTEM_BUS_ADDRESS"])
    yield found
    found.close()


@pytest.fixture
def program(desk: Desktop, tmp_path: Path) -> Iterator[Program]:
    found = Program(desk, tmp_path / "book")
    found.holds(SOON)
    yield found
    assert found.complaints == ""


def sleeper(desk: Desktop, program: Program, clock: Path) -> None:
    """Start the program in the evening, and let it be told of the four days that are left."""
    clock.write_text(EVENING)
    program.opens(wound=wound(str(clock)))
    until(desk.notes, "the notification of the evening")


def test_r02_on_waking_up_what_is_due_is_told_at_once(
    desk: Desktop, program: Program, login: Login, tmp_path: Path
) -> None:
    sleeper(desk, program, tmp_path / "clock")
    (tmp_path / "clock").write_text(MORNING)

    def told() -> bool:
        login.wakes()
        time.sleep(0.3)
        return len(desk.notes()) == 2

    until(told, "the notification of the morning", AT_ONCE)
    for _ in range(3):
        login.wakes()
        time.sleep(0.3)
    assert [note.title for note in desk.notes()] == ["Bank: 4 days left", "Bank: 3 days left"]


def test_r04_a_service_that_is_back_twenty_seconds_after_waking_up_is_told_once(
    desk: Desktop, program: Program, login: Login, tmp_path: Path
) -> None:
    sleeper(desk, program, tmp_path / "clock")
    time.sleep(6)  # by now the bus is listened to
    desk.stop_service()
    (tmp_path / "clock").write_text(MORNING)
    login.wakes()
    time.sleep(20)
    assert len(program.told_of()) == 1
    desk.start_service()

    until(lambda: len(desk.notes()) == 2, "the notification of the morning", 10)
    login.wakes()
    until(lambda: len(program.told_of()) == 2, "the ledger")
    login.wakes()
    time.sleep(0.5)
    assert [note.title for note in desk.notes()] == ["Bank: 4 days left", "Bank: 3 days left"]
