"""What the clock did between two looks: told apart by the counters of the system."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from simdesk.ui.desktop.jumps import MOST, Jump, JumpKind, Jumps

START = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


class Computer:
    """A computer that goes to sleep, and whose clock is set; ``counts_sleep``: it knows how long it slept."""

    def __init__(self, *, counts_sleep: bool = True) -> None:
        self.moment, self.awake, self.asleep = START, 0.0, 0.0
        self.jumps = Jumps(lambda: self.awake, lambda: self.awake + self.asleep if counts_sleep else None)
        self.jumps.look(START)

    def runs(self, time: timedelta = MINUTE) -> None:
        self.awake += time.total_seconds()
        self.moment += time

    def sleeps(self, time: timedelta) -> None:
        self.asleep += time.total_seconds()
        self.moment += time

    def looks(self) -> list[tuple[JumpKind, timedelta]]:
        self.jumps.look(self.moment)
        return [(jump.kind, jump.by) for jump in self.jumps.seen]


def test_minutes_that_pass_are_no_jumps() -> None:
    computer = Computer()
    for _ in range(100):
        computer.runs(timedelta(seconds=61.5))
        assert computer.looks() == []


@pytest.mark.parametrize("counts_sleep", [True, False])
def test_r02_a_night_asleep_is_seen(*, counts_sleep: bool) -> None:
    computer = Computer(counts_sleep=counts_sleep)
    computer.sleeps(timedelta(hours=9))
    computer.runs()

    assert computer.looks() == [(JumpKind.SLEPT, timedelta(hours=9))]
    assert computer.jumps.seen == (
        Jump(START + timedelta(hours=9, minutes=1), timedelta(hours=9), JumpKind.SLEPT),
    )


@pytest.mark.parametrize("by", [timedelta(hours=9), timedelta(days=-3), timedelta(seconds=-31)])
def test_r03_a_clock_that_was_set_is_seen(by: timedelta) -> None:
    computer = Computer()
    computer.runs()
    computer.moment += by

    assert computer.looks() == [(JumpKind.SET, by)]


def test_a_clock_that_was_set_while_it_slept_is_seen_twice() -> None:
    computer = Computer()
    computer.sleeps(timedelta(hours=2))
    computer.moment -= timedelta(hours=1)
    computer.runs()

    assert computer.looks() == [
        (JumpKind.SET, timedelta(hours=-1)),
        (JumpKind.SLEPT, timedelta(hours=2)),
    ]


def test_a_small_correction_is_none() -> None:
    computer = Computer()
    computer.runs()
    computer.moment += timedelta(seconds=2)

    assert computer.looks() == []


def test_another_zone_is_seen_and_is_no_other_time() -> None:
    computer = Computer()
    computer.runs()
    computer.moment = computer.moment.astimezone(timezone(timedelta(hours=9)))

    assert computer.looks() == [(JumpKind.ZONE, timedelta(hours=9))]


def test_only_the_last_ones_are_kept() -> None:
    computer = Computer()
    for hours in range(1, 40):
        computer.sleeps(timedelta(hours=hours))
        computer.looks()

    assert len(computer.jumps.seen) == MOST
    assert computer.jumps.seen[0].by == timedelta(hours=39)
