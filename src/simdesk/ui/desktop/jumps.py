"""Jumps of the clock that a look a minute has seen: a night's sleep, a clock set anew, another time zone.

Reminders need none of this, since they go by the moment they are looked at. It is kept for the owner who
wants to know what the computer did meanwhile.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from simdesk.clock import awake_or_asleep, steady

LEAST = timedelta(seconds=30)
"""Less is what a clock is corrected by now and then, or a busy computer takes."""

MOST = 20
"""How many jumps are kept."""


class JumpKind(StrEnum):
    """What has happened to the clock."""

    SLEPT = "slept"
    SET = "set"
    ZONE = "zone"


class Jump(Struct, frozen=True):
    """A jump. ``moment``: the first one after it, aware. ``by``: below 0 where the clock was set back.

    For another zone ``by`` is how far the clock on the wall was moved; summer time is one too.
    """

    moment: datetime
    by: timedelta
    kind: JumpKind


class _Look(Struct, frozen=True):
    moment: datetime
    awake: timedelta
    passed: timedelta | None


class Jumps:
    """Compares each look at the clock with the last. ``seen``: the jumps so far, the newest first.

    *awake* counts seconds while the computer is awake, *passed* all of them; None where nobody does.
    """

    def __init__(
        self, awake: Callable[[], float] = steady, passed: Callable[[], float | None] = awake_or_asleep
    ) -> None:
        self._awake, self._passed = awake, passed
        self._last: _Look | None = None
        self.seen: tuple[Jump, ...] = ()

    def look(self, moment: datetime) -> None:
        """Take notice that it is *moment* now, an aware one in the owner's zone."""
        passed = self._passed()
        look = _Look(
            moment, timedelta(seconds=self._awake()), None if passed is None else timedelta(seconds=passed)
        )
        if self._last is not None:
            self.seen = (*_between(self._last, look), *self.seen)[:MOST]
        self._last = look


def _between(before: _Look, after: _Look) -> tuple[Jump, ...]:
    """Return the jumps from one look to the next, the newest first."""
    awake = after.awake - before.awake
    beyond = after.moment - before.moment - awake
    slept = timedelta()
    if before.passed is not None and after.passed is not None:
        slept = after.passed - before.passed - awake
    elif beyond > LEAST:  # nobody can say whether it slept or was set; it sleeps more often
        slept = beyond
    jumps = [
        (_moved(before, after), JumpKind.ZONE),
        (beyond - slept, JumpKind.SET),
        (slept, JumpKind.SLEPT),
    ]
    return tuple(Jump(after.moment, by, kind) for by, kind in jumps if abs(by) > LEAST)


def _moved(before: _Look, after: _Look) -> timedelta:
    """Return by how much the zone has moved the clock on the wall."""
    return (after.moment.utcoffset() or timedelta()) - (before.moment.utcoffset() or timedelta())
