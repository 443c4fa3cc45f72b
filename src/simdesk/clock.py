"""The one door to now. Nothing else in SimDesk asks the computer for the time."""

import time
from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo


class Clock(Protocol):
    """Where the program learns what moment it is."""

    def now(self) -> datetime:
        """Return the present moment, aware, in the zone of the computer."""


class SystemClock:
    """The clock of the computer, its time zone read anew at every call."""

    def now(self) -> datetime:
        """Return the present moment, aware, in the zone the computer is in now."""
        if hasattr(time, "tzset"):
            time.tzset()  # else the C library keeps the zone that it found first
        return datetime.now(UTC).astimezone()


def steady() -> float:
    """Return seconds that pass while the computer is awake, whatever is done to its clock."""
    return time.monotonic()


def awake_or_asleep() -> float | None:
    """Return seconds that pass while the computer sleeps too; None where the system does not count them."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else None


def day_in(zone: str, moment: datetime) -> date:
    """Return the calendar date of *moment* in the IANA time zone *zone*.

    Raises:
        KeyError, ValueError: if there is no such zone; cards are validated before they get here.
    """
    return moment.astimezone(ZoneInfo(zone)).date()


def in_own_zone(moment: datetime) -> datetime:
    """Return *moment*, an aware one, in the zone of the computer, by that zone's rules for its day."""
    return moment.astimezone()
