"""The way from an address that the owner typed to a calendar that is kept in step, and out of it again."""

from functools import partial

from PySide6.QtCore import QObject

from simdesk.errors import KeyringFailed, KeyringTrouble, ServerFailed, ServerTrouble, SimDeskError
from simdesk.exchange.caldav_address import host_of
from simdesk.exchange.caldav_errand import NEW, Connection, Errand, connected, forgotten, found_calendars
from simdesk.ui.aside import Aside, Tell, Work
from simdesk.ui.calendar.server import ServerCalendar
from simdesk.ui.settings.calendar_server_part import NEW_ONE, CalendarServerPart
from simdesk.ui.state import AppState
from simdesk.wording.calendar_server import next_try_words, state_words
from simdesk.wording.language import _
from simdesk.wording.problem import problem


class Connecting(QObject):
    """Does what the part of the settings asks for, and shows there what has come of it.

    *server* keeps the calendar in step; this lives as long as *part* does.
    """

    def __init__(self, server: ServerCalendar, state: AppState, part: CalendarServerPart) -> None:
        super().__init__(part)
        self._server, self._state, self._part = server, state, part
        self._found: tuple[tuple[str, str], ...] = ()
        self._typed = ("", "", "")
        self._problem: SimDeskError | None = None
        self._asks: str = ""
        self._aside = Aside("calendar server", self)
        self._aside.came.connect(self._take)
        server.changed.connect(self._look)
        part.find_asked.connect(self._find)
        part.use_asked.connect(self._use)
        part.back_asked.connect(self._go_back)
        part.try_asked.connect(self._try)
        part.stop_asked.connect(self._stop)
        self._on = server.account is None
        self._look()

    def retranslate(self) -> None:
        """Say anew what is said of the server."""
        self._on = self._server.account is None
        self._look()

    def _look(self) -> None:
        on = self._server.account is not None
        if on != self._on:
            self._on, self._found = on, ()
            if on:
                self._part.show_on(self._title())
            else:
                self._part.show_off()
        self._say()

    def _say(self) -> None:
        if self._aside.busy:
            self._part.say(self._waiting())
            return
        flaw = "" if self._problem is None else problem(self._problem)
        if not self._on:
            self._part.say("", flaw)
            return
        state, now = self._server.state, self._state.now
        found = state.problem or self._server.unkept
        said = " ".join(filter(None, (state_words(state, now), next_try_words(state, now))))
        flaw = flaw or ("" if found is None or state.busy else problem(found))
        self._part.say(said, flaw, password=_wants_password(state.problem))

    def _title(self) -> str:
        account = self._server.account
        if account is None:
            return ""
        words = _("“{calendar}” on {host}, as {user}")
        return words.format(calendar=account.name, host=host_of(account.address), user=account.user)

    def _find(self) -> None:
        if self._aside.busy:
            return
        self._typed = address, user, password = self._part.typed()
        if not (address and user and password):
            self._part.say("", _("Give address, user and password."))
            return
        self._begin("find", lambda _tell: found_calendars(address, user, password))

    def _use(self, place: int) -> None:
        address, user, password = self._typed
        chosen = None if place == NEW_ONE or place >= len(self._found) else self._found[place]
        self._begin("use", lambda _tell: connected(address, user, password, chosen))

    def _try(self, typed: str) -> None:
        if not self._aside.busy:
            self._problem = None
            self._server.look_now(typed or None)
            self._say()

    def _go_back(self) -> None:
        if self._aside.busy:
            return
        self._problem = None
        self._part.show_off()
        self._say()

    def _stop(self, removes: bool) -> None:
        account = self._server.account
        if account is None or self._aside.busy:
            return
        if not removes:
            self._let_go()
            return
        errand = Errand(
            account=account,
            items=(),
            put=dict(self._server.record().put),
            cards=frozenset(row.card.id for row in self._state.rows()),
            password=self._server.password,
        )
        self._begin("remove", partial(_removed, errand))

    def _begin(self, what: str, work: Work) -> None:
        if self._aside.busy:
            return
        self._problem, self._asks = None, what
        self._aside.do(work)
        self._say()

    def _take(self, outcome: object) -> None:
        asked, self._asks = self._asks, ""
        if isinstance(outcome, SimDeskError):
            self._problem = outcome
        elif isinstance(outcome, Exception):
            self._problem = ServerFailed(ServerTrouble.NONSENSE, host_of(self._typed[0]), str(outcome)[:100])
        elif isinstance(outcome, Connection):
            self._server.use(outcome)
        elif asked == "remove":
            self._let_go()
        elif isinstance(outcome, tuple):
            self._found = outcome
            names = [name for _address, name in outcome]
            self._part.show_calendars(names, names.index(NEW) if NEW in names else NEW_ONE)
        self._say()

    def _let_go(self) -> None:
        account = self._server.account
        if account is not None and self._server.let_go():
            # Whether the keyring answers or not, the password is not asked for any more.
            Aside("calendar server", self).do(lambda _tell: forgotten(account))
        self._say()

    def _waiting(self) -> str:
        if self._asks == "remove":
            return _("Removing SimDesk's events …")
        if self._asks == "use":
            return _("Setting it up; the keyring may ask you for its password …")
        return _("Asking the server …")


def _removed(errand: Errand, tell: Tell) -> object:
    errand.run(lambda done, total: tell((done, total)))
    gone = isinstance(errand.problem, ServerFailed) and errand.problem.trouble is ServerTrouble.GONE
    return None if gone else errand.problem


def _wants_password(found: SimDeskError | None) -> bool:
    if isinstance(found, KeyringFailed):
        return found.trouble is not KeyringTrouble.LATE
    return isinstance(found, ServerFailed) and found.trouble is ServerTrouble.PASSWORD
