"""The one door to now. Nothing else in SimDesk asks the computer for the time."""

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
        return datetime.now(UTC).astimezone()


def day_in(zone: str, moment: datetime) -> date:
    """Return the calendar date of *moment* in the IANA time zone *zone*.

    Raises:
        KeyError, ValueError: if there is no such zone; cards are validated before they get here.
    """
    return moment.astimezone(ZoneInfo(zone)).date()


def in_own_zone(moment: datetime) -> datetime:
    """Return *moment*, an aware one, in the zone of the computer, by that zone's rules for its day."""
    return moment.astimezone()
