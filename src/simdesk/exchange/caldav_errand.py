"""What is done on a calendar server in one go, from the password to the last event; for a thread of its own.

The libraries take long to load, so they are loaded there, too.
"""

from collections.abc import Callable

from msgspec import Struct

from simdesk.errors import KeyringFailed, ServerFailed, ServerTrouble, SimDeskError
from simdesk.exchange.caldav_address import secret_name, whole_address
from simdesk.reminders.calendar import Published
from simdesk.storage import keyring
from simdesk.storage.settings import CalendarServer

NEW = "SimDesk"
"""What a calendar is called that is made for this."""

Progress = Callable[[int, int], None]


class Stopped(Exception):
    """The errand is not wanted any more."""


class Errand(Struct):
    """Events to be brought in step with the calendar of *account*.

    ``password`` None: the keyring has it; ``keep``: it was typed a moment ago, and is kept there once it has
    proved right; ``unkept`` is why that could not be. ``put`` is what this device has put there by now, and
    ``cards`` those whose events ``items`` has in full. ``problem`` is why it broke off, None if it did not.
    """

    account: CalendarServer
    items: tuple[Published, ...]
    put: dict[str, str]
    cards: frozenset[str] = frozenset()
    password: str | None = None
    keep: bool = False
    unkept: KeyringFailed | None = None
    problem: SimDeskError | None = None

    def run(self, progress: Progress) -> None:
        """Do it. Raises nothing; *progress* may raise Stopped, which ends it and is no problem."""
        try:
            self._bring_in_step(progress)
        except Stopped:
            return
        except SimDeskError as error:
            self.problem = error
        except Exception as error:  # noqa: BLE001 nothing that a server answers may end the thread unheard
            self.problem = ServerFailed(ServerTrouble.NONSENSE, self.account.address, type(error).__name__)

    def _bring_in_step(self, progress: Progress) -> None:
        account = self.account
        if self.password is None:
            self.password = keyring.secret(secret_name(account.address, account.user))
        progress(0, 0)
        from simdesk.exchange.caldav_server import Server
        from simdesk.exchange.caldav_step import bring_in_step

        server = Server(account.address, account.user, self.password)
        try:
            bring_in_step(server, account.calendar, self.items, self.put, cards=self.cards, progress=progress)
        finally:
            server.close()
        if self.keep:
            self.unkept = kept(account, self.password)


class Connection(Struct, frozen=True):
    """What a calendar was chosen with. ``unkept``: why the keyring does not have the password, else None."""

    account: CalendarServer
    password: str
    unkept: KeyringFailed | None = None


def found_calendars(address: str, user: str, password: str) -> tuple[tuple[str, str], ...]:
    """Return the address and name of every calendar that events can be put into.

    Raises:
        ServerFailed: if they cannot be had.
    """
    whole = whole_address(address)
    from simdesk.exchange.caldav_server import Server

    server = Server(whole, user, password)
    try:
        return tuple((place.address, place.name) for place in server.calendars())
    finally:
        server.close()


def connected(address: str, user: str, password: str, calendar: tuple[str, str] | None) -> Connection:
    """Return what is to be used from now on, with the password in the keyring if that can be.

    *calendar*: an address and a name; None: a new one is made.

    Raises:
        ServerFailed: if it cannot be made.
    """
    whole = whole_address(address)
    if calendar is None:
        from simdesk.exchange.caldav_server import Server

        server = Server(whole, user, password)
        try:
            place = server.make_calendar(NEW)
        finally:
            server.close()
        calendar = place.address, place.name
    account = CalendarServer(address=whole, user=user, calendar=calendar[0], name=calendar[1])
    return Connection(account, password, kept(account, password))


def kept(account: CalendarServer, password: str) -> KeyringFailed | None:
    """Keep *password* in the keyring, and return why that cannot be; None if it is there."""
    try:
        keyring.keep_secret(secret_name(account.address, account.user), password)
    except KeyringFailed as error:
        return error
    return None


def forgotten(account: CalendarServer) -> KeyringFailed | None:
    """Take the password out of the keyring, and return why it may still be there; None if it is not."""
    try:
        keyring.forget_secret(secret_name(account.address, account.user))
    except KeyringFailed as error:
        return error
    return None
