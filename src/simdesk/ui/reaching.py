"""What the page on reminders asks for, looked at in the edge of the desktop, the settings and the disk."""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from simdesk.domain.terms import State
from simdesk.notify.service import NotDelivered, Note
from simdesk.notify.telling import rules_of
from simdesk.reminders.coming import upcoming
from simdesk.storage import keyring
from simdesk.storage.ledger_file import load_ledger
from simdesk.ui.aside import Aside
from simdesk.ui.desk import Desk
from simdesk.ui.desktop.autostart.proof import Proof, proof
from simdesk.ui.desktop.autostart.standing import Standing
from simdesk.ui.desktop.edge import Edge
from simdesk.ui.desktop.notices import Taker
from simdesk.ui.reach.facts import CalendarState, Facts
from simdesk.ui.reach.line import Act
from simdesk.ui.reach.reach_dialog import ReachDialog
from simdesk.ui.reach.report import report
from simdesk.ui.reach.saying import clock_face, sentences, system_words
from simdesk.wording.calendar import file_problem
from simdesk.wording.calendar_server import state_words
from simdesk.wording.language import _
from simdesk.wording.problem import problem

AHEAD = timedelta(days=1)
"""By more than this a change of the book may not lie ahead of now: devices' clocks differ a little."""


def reach_dialog_for(
    desk: Desk, edge: Edge, open_inbox: Callable[[], object], parent: QWidget
) -> ReachDialog:
    """Return the page, looked at now and again whenever something of it changes."""
    dialog = ReachDialog(monthly=desk.preferences.settings.monthly_notice, parent=parent)
    reaching = Reaching(desk, edge, dialog)

    def act(wanted: Act) -> None:
        match wanted:
            case Act.START_AT_LOGIN:
                reaching.start_at_login()
            case Act.REMINDERS:
                desk.opening.open_settings("reminders")
            case Act.CALENDAR:
                desk.opening.open_settings("calendar")
            case Act.INBOX:
                open_inbox()

    dialog.act_asked.connect(act)
    reaching.look_anew()
    return dialog


class Reaching(QObject):
    """Looks at everything for the page, as long as that is there."""

    def __init__(self, desk: Desk, edge: Edge, dialog: ReachDialog) -> None:
        super().__init__(dialog)
        self._desk, self._edge, self._dialog = desk, edge, dialog
        self._switch = desk.opening.login_switch()
        self._proof: Proof | None = None
        self._trying: Standing | None = None
        self._keyring: keyring.KeyringState | None = None
        self._trial, self._asking = Aside("try the start", self), Aside("ask the keyring", self)
        self._trial.came.connect(self._take_proof)
        self._asking.came.connect(self._take_keyring)
        if self._switch is not None:
            self._switch.changed.connect(self._follow_login)
        desk.state.ticked.connect(self.look)
        desk.state.changed.connect(self.look)
        desk.preferences.changed.connect(self._follow)
        edge.waiting.changed.connect(self.look)
        if desk.server is not None:
            desk.server.changed.connect(self.look)
        dialog.look_asked.connect(self.look_anew)
        dialog.test_asked.connect(self._test)
        dialog.monthly_asked.connect(lambda on: desk.preferences.change(monthly_notice=on))

    def look_anew(self) -> None:
        """Look at everything, and have tried what takes its time; tell again what nobody took."""
        if self._edge.notices.teller.undelivered:
            self._edge.notices.look()
        self._keyring = None
        self._asking.do(lambda _tell: keyring.look())
        if self._switch is not None:
            self._switch.look()
        self._follow_login()

    def look(self) -> None:
        """Look at everything that is quick, and show it."""
        self._dialog.show_report(report(self._facts()))

    def start_at_login(self) -> None:
        """Have the program started with the session."""
        if self._switch is not None:
            self._switch.turn(True)

    def _facts(self) -> Facts:
        desk, edge, switch = self._desk, self._edge, self._switch
        state, settings, teller = desk.state, desk.preferences.settings, edge.notices.teller
        now, rules = state.moment(), rules_of(settings)
        ledger = load_ledger(desk.folder)
        trouble = ledger.problem or teller.problem
        ahead = max((card.changed for card in state.book.cards), default=now)
        return Facts(
            now=now,
            service=edge.notices.service_state(),
            tray=edge.tray.look(),
            keeps=settings.keep_running,
            keeps_anyway=settings.keep_without_tray,
            login=None if switch is None else switch.standing,
            proof=self._proof,
            login_waits=switch is not None and switch.busy,
            login_refused="" if switch is None or switch.refused is None else problem(switch.refused),
            keyring=self._keyring,
            last_look=edge.last_look,
            wakes=edge.wakes,
            jumps=edge.jumps.seen,
            book_ahead=ahead.astimezone(now.tzinfo) if ahead - now > AHEAD else None,
            undelivered=teller.undelivered,
            waiting=len(edge.waiting.items),
            quiet_until=settings.quiet_until if rules.is_quiet(now) else None,
            record_problem="" if trouble is None else problem(trouble),
            watched=sum(row.card.state is State.IN_USE for row in state.rows()),
            coming=upcoming(state.book, state.rows(), ledger.value, rules, now),
            file=_file(desk),
            server=_server(desk, now),
        )

    def _test(self) -> None:
        note = Note(_("A test from SimDesk"), _("Reminders come to you like this one."))
        try:
            taker = self._edge.notices.send(note)
        except NotDelivered as refused:
            reason = str(refused)
            self._dialog.show_test(lambda: _test_refused(reason), taken=False)
        else:
            state = self._edge.notices.service_state()
            name = "" if state is None else state.name
            when = clock_face(self._desk.state.moment())
            self._dialog.show_test(lambda: _test_taken(taker, name, when), taken=True)
        self.look()

    def _follow(self) -> None:
        self._dialog.show_monthly(on=self._desk.preferences.settings.monthly_notice)
        self.look()

    def _follow_login(self) -> None:
        """Try what starts with the session, unless that is being tried just now."""
        switch = self._switch
        if switch is not None and (switch.standing != self._trying or self._proof is not None):
            login = self._trying = switch.standing
            self._proof = None
            self._trial.do(lambda _tell: proof(login))
        self.look()

    def _take_proof(self, found: object) -> None:
        if isinstance(found, Proof):  # else what went wrong has been noted
            self._proof = found
            self.look()

    def _take_keyring(self, found: object) -> None:
        if isinstance(found, keyring.KeyringState):
            self._keyring = found
            self.look()


def _file(desk: Desk) -> CalendarState | None:
    live, path = desk.live_calendar, desk.preferences.settings.calendar_file
    if path is None:
        return None
    if live is None:
        return CalendarState(path)
    return CalendarState(path, live.looked, "" if live.problem is None else file_problem(live.problem))


def _server(desk: Desk, now: datetime) -> CalendarState | None:
    account, server = desk.preferences.settings.calendar_server, desk.server
    if account is None:
        return None
    place = account.name or account.calendar
    if server is None:
        return CalendarState(place)
    known = server.state
    return CalendarState(
        place,
        None if known.succeeded is None else known.succeeded.astimezone(now.tzinfo),
        "" if known.problem is None else problem(known.problem),
        state_words(known, now) if known.busy else "",
    )


def _test_taken(taker: Taker, name: str, when: str) -> str:
    if taker is Taker.TRAY:
        return _("{time}: taken by the tray, which shows it beside the icon. Do you see it?").format(
            time=when
        )
    if name:
        return _("{time}: accepted by {service}. Do you see it?").format(time=when, service=name)
    return _("{time}: accepted by the notification service. Do you see it?").format(time=when)


def _test_refused(reason: str) -> str:
    said = _("Nobody took it. Until somebody does, reminders wait in the list in this window.")
    return sentences(said, system_words(reason))
