"""The calendar on the owner's server, kept as the book is. The window never waits for it."""

from contextlib import suppress
from datetime import datetime, timedelta

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer, Signal

from simdesk.errors import KeyringFailed, KeyringTrouble, ServerFailed, ServerTrouble, SimDeskError
from simdesk.exchange.caldav_address import host_of
from simdesk.exchange.caldav_errand import Connection, Errand, Stopped
from simdesk.exchange.calendar_publishing import publish
from simdesk.reminders.calendar import Published
from simdesk.reminders.calendar_server import ServerState, failed, is_worth_telling, needs_owner, succeeded
from simdesk.storage.folder import DataFolder
from simdesk.storage.server_file import ServerRecord, keep_server_record, load_server_record
from simdesk.storage.settings import CalendarServer
from simdesk.ui.aside import Aside, Tell
from simdesk.ui.notice_bar import NoticeBar, Remedy
from simdesk.ui.preferences import Preferences
from simdesk.ui.speech import Speech
from simdesk.ui.state import AppState
from simdesk.wording.calendar_server import problem_words
from simdesk.wording.language import _

SOON = 2_000
"""Milliseconds after a change: what is typed in one go is sent in one."""

AT_THE_END = 3.0
"""Seconds that the end of the program waits for what was changed a moment before."""

STUCK = timedelta(minutes=10)
"""How long one waits for the next event to be done: a server that sends a byte a second never ends."""

_NOTICE = "calendar server"


class ServerCalendar(QObject):
    """Brings the calendar of the settings in step: at the start, after changes, and again after failures.

    Nothing is sent while the settings name none. ``unkept`` is why the keyring does not have the password
    that was typed, None if it has.

    Signals:
        changed: ``state`` is another one.
        settings_asked: the owner wants to see to it in the settings.
    """

    changed = Signal()
    settings_asked = Signal()

    def __init__(
        self,
        state: AppState,
        preferences: Preferences,
        speech: Speech,
        folder: DataFolder,
        *,
        notices: NoticeBar,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._state, self._preferences, self._folder, self._notices = state, preferences, folder, notices
        self._record = load_server_record(folder).value
        self._account = self.account
        self.state = ServerState(succeeded=self._record_of(self._account).succeeded)
        self._password: str | None = None
        self._typed = False
        self.unkept: KeyringFailed | None = None
        self._errand: Errand | None = None
        self._in_step: tuple[Published, ...] | None = None
        self._told: SimDeskError | None = None
        self._heard = state.now
        self._aside = Aside("calendar server", self)
        self._aside.came.connect(self._take)
        self._aside.passed.connect(self._pass)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON)
        self._soon.timeout.connect(self.look)
        state.changed.connect(self._soon.start)
        preferences.changed.connect(self._follow)
        speech.language_changed.connect(self._soon.start)
        state.ticked.connect(self._tick)
        self._soon.start()

    @property
    def account(self) -> CalendarServer | None:
        """Return the calendar of the settings; None if there is none."""
        return self._preferences.settings.calendar_server

    def has(self, card_id: str) -> bool:
        """Return whether the calendar is told of that card."""
        return self.account is not None and card_id not in self._preferences.settings.calendar_excluded

    def look(self) -> None:
        """Let the calendar have what the book has, if it may not have that yet and trying is of use."""
        self._soon.stop()
        if self.account is None or self._aside.busy:
            return
        if self.state.problem is not None and needs_owner(self.state.problem):
            return
        self._begin()

    def look_now(self, password: str | None = None) -> None:
        """Try at once, whatever went wrong before; with *password*, if one was typed."""
        if password:
            self._password, self._typed = password, True
        self._told = None
        if self.account is not None and not self._aside.busy:
            self._begin(insist=True)

    def use(self, connection: Connection) -> bool:
        """Keep another calendar in step from now on, and say whether the settings could be kept."""
        self._password, self.unkept = connection.password, connection.unkept
        return self._preferences.change(calendar_server=connection.account)

    @property
    def password(self) -> str | None:
        """Return the password, if it was needed since the start; None: the keyring may have it."""
        return self._password

    def let_go(self) -> bool:
        """Send nothing any more, and say whether the settings could be kept."""
        return self._preferences.change(calendar_server=None)

    def finish(self) -> None:
        """Send what is still to be sent, if that can be done in a moment; for the end of the program."""
        if self._soon.isActive():
            self.look()
        self._aside.wait(AT_THE_END)

    def record(self) -> ServerRecord:
        """Return what this device has put into the calendar of the settings."""
        return self._record_of(self.account)

    def _begin(self, *, insist: bool = False) -> None:
        account, state, settings = self.account, self._state, self._preferences.settings
        if account is None:
            return
        try:
            items = publish(self._folder, state.book, state.rows(), settings, state.now).items
        except (SimDeskError, OSError) as error:
            known = error if isinstance(error, SimDeskError) else ServerFailed(ServerTrouble.BROKEN)
            self._become(failed(self.state, known, state.now))
            return
        if not insist and items == self._in_step and not self._is_time():
            return
        self._errand = errand = Errand(
            account=account,
            items=items,
            put=dict(self._record_of(account).put),
            cards=frozenset(row.card.id for row in state.rows() if self.has(row.card.id)),
            password=self._password,
            keep=self._typed,
        )
        self._heard = state.now
        self._become(replace(self.state, busy=True, done=0, total=0))

        def work(tell: Tell) -> Errand:
            def progress(done: int, total: int) -> None:
                if self._errand is not errand:
                    raise Stopped
                tell((done, total))

            errand.run(progress)
            return errand

        self._aside.do(work)

    def _take(self, errand: object) -> None:
        if not isinstance(errand, Errand) or errand is not self._errand:
            return
        self._errand = None
        now = self._state.now
        if errand.problem is None:
            self._password, self._in_step = errand.password, errand.items
            if errand.keep:
                self._typed, self.unkept = False, errand.unkept
            self._become(succeeded(now))
        else:
            self._in_step = None
            if isinstance(errand.problem, ServerFailed) and errand.problem.trouble is ServerTrouble.PASSWORD:
                self._password = None
            self._become(failed(self.state, errand.problem, now))
        self._remember(errand, now)
        if errand.problem is None:
            # The book may have become another one meanwhile.
            self.look()

    def _remember(self, errand: Errand, now: datetime) -> None:
        before, when = self._record_of(errand.account), self.state.succeeded
        after = ServerRecord(calendar=errand.account.calendar, put=errand.put, succeeded=before.succeeded)
        if before.put != after.put or before.succeeded is None or not _same_day(before.succeeded, now):
            after = replace(after, succeeded=when)
        self._record = after
        # It is known from the server, too, only not so soon.
        with suppress(SimDeskError, OSError):
            keep_server_record(self._folder, after)

    def _pass(self, how_far: object) -> None:
        self._heard = self._state.now
        if isinstance(how_far, tuple) and self.state.busy:
            done, total = how_far
            self._become(replace(self.state, done=done, total=total))

    def _tick(self) -> None:
        if not self._aside.busy and self._is_time():
            self.look()
        elif self._errand is not None and abs(self._state.now - self._heard) >= STUCK:
            host = host_of(self._errand.account.address)
            self._errand = self._in_step = None
            self._aside.drop()
            self._become(failed(self.state, ServerFailed(ServerTrouble.LATE, host), self._state.now))

    def _is_time(self) -> bool:
        next_try = self.state.next_try
        return next_try is None or self._state.now >= next_try

    def _follow(self) -> None:
        account = self.account
        if account != self._account:
            if account is None or self._account is None or account.address != self._account.address:
                self._password = None if account is None else self._password
            self._account, self._errand, self._in_step, self._told = account, None, None, None
            self._aside.drop()
            self._notices.drop(_NOTICE)
            self._become(ServerState(succeeded=self._record_of(account).succeeded))
        self._soon.start()

    def _record_of(self, account: CalendarServer | None) -> ServerRecord:
        if account is None or self._record.calendar != account.calendar:
            return ServerRecord(calendar="" if account is None else account.calendar)
        return self._record

    def _become(self, state: ServerState) -> None:
        self.state = state
        self.changed.emit()
        if state.problem is None:
            if not state.busy:
                self._told = None
                self._notices.drop(_NOTICE)
        elif not state.busy and is_worth_telling(state, self._state.now) and state.problem != self._told:
            self._told = problem = state.problem
            self._notices.tell(
                lambda: problem_words(problem), self._remedy(problem), key=_NOTICE, serious=True
            )

    def _remedy(self, problem: SimDeskError) -> Remedy:
        locked = isinstance(problem, KeyringFailed) and problem.trouble is KeyringTrouble.LOCKED
        if locked or not needs_owner(problem):
            return Remedy(lambda: _("Try again"), self.look_now)
        return Remedy(lambda: _("Open the settings"), self.settings_asked.emit)


def _same_day(one: datetime, other: datetime) -> bool:
    return one.astimezone(other.tzinfo).date() == other.date()
