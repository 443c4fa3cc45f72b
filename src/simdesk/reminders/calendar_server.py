"""How it stands with the calendar on the owner's server."""

from datetime import datetime, timedelta

from msgspec import Struct

from simdesk.errors import KeyringFailed, KeyringTrouble, ServerFailed, ServerTrouble, SimDeskError

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 1, 2, 5, 10, 15))
"""How long one waits after the first failure, the second and so on; after more, the last one."""

LOOKED_AT = timedelta(hours=6)
"""After so long the calendar is looked at though nothing changed: somebody may have removed an event."""

PATIENCE = timedelta(hours=24)
"""How long a network that is not there is nothing to speak of."""

_NEEDS_OWNER = (
    ServerTrouble.ADDRESS,
    ServerTrouble.MOVED,
    ServerTrouble.PASSWORD,
    ServerTrouble.FORBIDDEN,
    ServerTrouble.NO_CALENDARS,
    ServerTrouble.GONE,
)


class ServerState(Struct, frozen=True, kw_only=True):
    """What is known of the calendar on the server.

    ``succeeded``: when it was last the same as the book, None if it never was. ``problem``: why it may not be
    by now, None if nothing is known against it; ``failing_since``: since when; ``failures``: how often in a
    row. ``next_try``: when it is tried again by itself, None if it is not before something changes.
    ``busy``: it is being worked at, ``done`` of ``total`` events so far.
    """

    succeeded: datetime | None = None
    problem: SimDeskError | None = None
    failing_since: datetime | None = None
    failures: int = 0
    next_try: datetime | None = None
    busy: bool = False
    done: int = 0
    total: int = 0


def failed(state: ServerState, problem: SimDeskError, moment: datetime) -> ServerState:
    """Return how it stands after one more failure at *moment*."""
    failures = state.failures + 1
    pause = PAUSES[min(failures, len(PAUSES)) - 1]
    return ServerState(
        succeeded=state.succeeded,
        problem=problem,
        failing_since=state.failing_since or moment,
        failures=failures,
        next_try=None if needs_owner(problem) else moment + pause,
    )


def succeeded(moment: datetime) -> ServerState:
    """Return how it stands when the calendar is the same as the book at *moment*."""
    return ServerState(succeeded=moment, next_try=moment + LOOKED_AT)


def needs_owner(problem: SimDeskError) -> bool:
    """Return whether trying again by itself would be no use, or do harm: a wrong password locks accounts."""
    if isinstance(problem, KeyringFailed):
        return problem.trouble is not KeyringTrouble.LATE
    return isinstance(problem, ServerFailed) and problem.trouble in _NEEDS_OWNER


def is_worth_telling(state: ServerState, moment: datetime) -> bool:
    """Return whether the owner is to be told of the problem without having asked."""
    if state.problem is None or state.failing_since is None:
        return False
    return needs_owner(state.problem) or moment - state.failing_since >= PATIENCE
