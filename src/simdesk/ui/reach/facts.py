"""What was found of everything that a reminder needs on its way, before it is put into words."""

from datetime import datetime

from msgspec import Struct

from simdesk.notify.service import ServiceState
from simdesk.reminders.coming import Coming
from simdesk.storage.keyring import KeyringState
from simdesk.ui.desktop.autostart.proof import Proof
from simdesk.ui.desktop.autostart.standing import Standing
from simdesk.ui.desktop.jumps import Jump


class CalendarState(Struct, frozen=True):
    """How a calendar stands. ``problem``: why it is behind, in words; empty if it is not.

    ``last`` is when it was last as it should be, None if it never was; ``place`` where it is; ``doing``: what
    is being done about it just now, in words.
    """

    place: str
    last: datetime | None = None
    problem: str = ""
    doing: str = ""


class Facts(Struct, frozen=True, kw_only=True):
    """Everything as it is at ``now``, an aware moment in the owner's zone.

    ``service``: None where the system has no such service, and messages beside the icon are its way.
    ``keeps``: the program goes on when its window is closed; ``keeps_anyway``: also without a tray.
    ``login``: what starts with the session, None in a demo; ``proof``: what came of starting it, None while
    that is tried; ``login_waits``: the desktop was asked to start it and has not answered, ``login_refused``:
    why it would not, in words. ``keyring``: None while it is asked. ``wakes``: the system tells when the
    computer wakes up. ``book_ahead``: the latest change of the book where that lies ahead of now, so that
    the clock is behind. ``undelivered``: reminders that nobody took at the last look; ``waiting``: those that
    wait for an answer. ``quiet_until``: when quiet hours end, None outside of them. ``record_problem``: why
    what was told cannot be kept, in words. ``watched``: cards in use. ``file`` and ``server``: the calendars,
    None where there is none.
    """

    now: datetime
    service: ServiceState | None
    tray: bool
    keeps: bool
    keeps_anyway: bool
    login: Standing | None
    proof: Proof | None
    login_waits: bool = False
    login_refused: str = ""
    keyring: KeyringState | None
    last_look: datetime | None
    wakes: bool
    jumps: tuple[Jump, ...]
    book_ahead: datetime | None
    undelivered: int
    waiting: int
    quiet_until: str | None
    record_problem: str
    watched: int
    coming: tuple[Coming, ...]
    file: CalendarState | None
    server: CalendarState | None
