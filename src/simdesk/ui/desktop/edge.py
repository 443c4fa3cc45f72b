"""What connects one window to the desktop around it: tray, notifications, what second starts want."""

import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from simdesk.notify.service import NotDelivered, Note
from simdesk.ui.cards.wish import Wish, menu_of
from simdesk.ui.desk import Desk
from simdesk.ui.desktop.instance import Request
from simdesk.ui.desktop.jumps import Jumps
from simdesk.ui.desktop.notices import Notices
from simdesk.ui.desktop.tray import Tray
from simdesk.ui.desktop.waiting import Waiting
from simdesk.wording import reminders as words
from simdesk.wording.language import _
from simdesk.wording.reminders import Button

if TYPE_CHECKING:  # the start does without these
    from simdesk.ui.desktop.buses import Buses
    from simdesk.ui.reach.reach_dialog import ReachDialog

SELDOM = 10
"""Minutes between two looks at the tray. Each wakes up several threads, and little hangs on it: before the
window hides one looks anyway."""

HIDDEN = 3
"""The same while the window is hidden: then a tray that has gone without a word is all there was of it."""

SOON = (5_000, 10_000, 12_000, 13_000)
"""Milliseconds between the first looks for a tray that comes with the session, after the program."""

_BUSES = 5_000
"""Milliseconds after which the buses are listened to: the start is over then."""

_CAME, _WENT = 1_000, 5_000
"""Milliseconds after which a tray that was told of is looked for: one that went may be starting again."""


class Edge(QObject):
    """Keeps the window reachable and its owner told. Nothing here is needed for the window to work.

    ``jumps``: what the clock has done meanwhile.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk, self._window = desk, desk.window
        self._minutes = -1
        self._waits_for_tray = False
        self.tray = Tray(desk.state, self)
        self.notices = Notices(desk.state, desk.preferences, desk.folder, self.tray, self)
        self.waiting = Waiting(desk.state, desk.preferences, self.notices.teller, self)
        self.jumps = Jumps()
        self._buses: Buses | None = None
        self._tray_timer = QTimer(self, singleShot=True)
        self._tray_timer.timeout.connect(self._look_at_tray)
        self._soon = iter(SOON)
        self._window.may_hide = self._may_hide
        self._window.hidden.connect(self._say_that_it_goes_on)
        self._window.hidden.connect(self._keep_background)
        self.tray.opened.connect(self._window.come_forward)
        self.tray.inbox_asked.connect(self._open_inbox)
        self.tray.card_asked.connect(self._open_card)
        self.tray.renew_asked.connect(self._renew)
        self.tray.quit_asked.connect(self._window.leave)
        self.notices.asked.connect(self._act)
        self.notices.looked.connect(self.waiting.look)
        self.waiting.changed.connect(self._show_waiting)
        desk.state.changed.connect(self.waiting.look)
        self._window.window_actions.inbox.triggered.connect(self._open_inbox)
        self._window.window_actions.reach.triggered.connect(self._open_reach)
        self._show_waiting()
        desk.state.changed.connect(self.tray.retranslate)
        desk.state.ticked.connect(self._pass_minute)
        desk.speech.language_changed.connect(self.tray.retranslate)

    @property
    def last_look(self) -> datetime | None:
        """Return when it was last looked what is due; None before the first time."""
        return self.notices.last_look

    @property
    def wakes(self) -> bool:
        """Return whether the system tells when the computer wakes up."""
        return self._buses is not None and self._buses.tell_of_sleep

    def start_in_background(self) -> None:
        """Start without the window where the owner can come back to it, else with it minimised."""
        if not self.tray.look() and not self._does_without_tray:
            self._minimise()
        QTimer.singleShot(0, self.start)

    def start(self) -> None:
        """Look at the tray and at what is due, for the first time and from now on every minute."""
        if self._minutes < 0:
            self._look()
            QTimer.singleShot(_BUSES, self, self._listen_to_buses)
            self._expect_tray_soon()

    def fulfil(self, request: Request) -> None:
        """Do what a start of the program wants."""
        match request.do:
            case "renew" if request.card:
                self._act(Button.RENEW, request.card, request.token)
            case "renew":
                self._bring(request.token)
                self._renew_first()
            case "add":
                self._bring(request.token)
                self._desk.opening.add_card()
            case "restore":
                self._bring(request.token)
                self._desk.opening.keeping.look_into_file(Path(request.file))
            case "look":
                self.notices.look()
            case _:
                self._bring(request.token)

    def close(self) -> None:
        """Take the icon away and let the service go."""
        self._tray_timer.stop()
        if self._buses is not None:
            self._buses.close()
        self.tray.take_away()
        self.notices.close()

    def _pass_minute(self) -> None:
        if self._minutes >= 0:
            self._look()

    def _look(self) -> None:
        self._minutes += 1
        self.jumps.look(self._desk.state.now)
        # A tray that comes with the session comes in its first minutes.
        seldom = HIDDEN if self._window.isHidden() else SELDOM
        if self._minutes % seldom == 0 or (self._waits_for_tray and self._minutes < SELDOM):
            self._look_at_tray()
        if self._minutes % SELDOM == SELDOM - 1:
            self._listen_to_buses()
        self.notices.look()

    def _listen_to_buses(self) -> None:
        """Hear what the desktop tells; a bus that was not there before is tried again."""
        if self._buses is None:
            from simdesk.ui.desktop.buses import Buses

            self._buses = Buses(self)
            # A look at the clock is a look at everything: the day may be another one.
            self._buses.woke.connect(self._desk.state.tick)
            self._buses.service_came.connect(self.notices.look)
            self._buses.tray_changed.connect(self._expect_tray)
        self._buses.listen()

    def _expect_tray_soon(self) -> None:
        """Look for a tray again and again while the session begins; once there is one, no more."""
        wait = None if self.tray.is_there else next(self._soon, None)
        if wait is not None:
            QTimer.singleShot(wait, self, self._look_for_tray)

    def _look_for_tray(self) -> None:
        self._look_at_tray()
        self._expect_tray_soon()

    def _expect_tray(self, came: bool) -> None:
        self._tray_timer.start(_CAME if came else _WENT)

    def _look_at_tray(self) -> None:
        there = self.tray.look()
        if there and self._waits_for_tray and self._window.isMinimized():
            self._window.hide()
        elif not there and self._window.isHidden() and not self._does_without_tray:
            self._minimise()
        if there:
            self._waits_for_tray = False

    def _minimise(self) -> None:
        """Be there where one can come back to it, without being in the way."""
        self._waits_for_tray = True
        self._window.showMinimized()

    @property
    def _does_without_tray(self) -> bool:
        """Return whether the owner said that another start is enough to come back by."""
        settings = self._desk.preferences.settings
        return settings.keep_running and settings.keep_without_tray

    def _may_hide(self) -> bool:
        there = self.tray.look()
        return self._desk.preferences.settings.keep_running and (there or self._does_without_tray)

    def _keep_background(self) -> None:
        """Tell a desktop that wants to be asked that the program goes on without a window."""
        login = self._desk.opening.login_switch()
        if login is not None:
            login.keep_background()

    def _say_that_it_goes_on(self) -> None:
        if self._desk.preferences.settings.close_hint_shown:
            return
        actions = ((Button.OPEN.value, words.button_words(Button.OPEN)),)
        try:
            self.notices.show(Note(words.still_running_title(), words.still_running_body(), actions))
        except NotDelivered:
            self._window.notices.tell(words.still_running_body)
        self._desk.preferences.change(close_hint_shown=True)

    def _open_card(self, card_id: str) -> None:
        self._act(Button.OPEN, card_id)

    def _renew(self, card_id: str) -> None:
        self._act(Button.RENEW, card_id)

    def _renew_first(self) -> None:
        """Begin to renew the card that is most urgent; where there are none, the page offers to add one."""
        self._window.show_cards()
        rows = self._desk.state.rows()
        first = next((row.card.id for row in rows if any(Wish.RENEW in group for group in menu_of(row))), "")
        if first:
            self._renew(first)
        elif rows:
            self._window.notices.tell(lambda: _("There is no card here that can be renewed."))

    def _act(self, button: Button, card_id: str, token: str = "") -> None:
        self._bring(token)
        if self._desk.state.row(card_id) is None:
            self._window.show_cards()
            return
        self._window.show_card(card_id)
        if button is not Button.OPEN:
            self._window.cards.fulfil(Wish(button.value), card_id)

    def _show_waiting(self) -> None:
        count = len(self.waiting.items)
        self._window.show_waiting(count)
        self.tray.show_waiting(count)

    def _open_inbox(self) -> None:
        self._bring()
        self._desk.opening.open_inbox(self.waiting, self._act, self._open_reach)

    def _open_reach(self) -> None:
        self._bring()
        self._desk.opening.open_reach(self._reach_dialog)

    def _reach_dialog(self, parent: QWidget) -> "ReachDialog":
        from simdesk.ui.reaching import reach_dialog_for

        return reach_dialog_for(self._desk, self, self._open_inbox, parent)

    def _bring(self, token: str = "") -> None:
        self._waits_for_tray = False
        if token and QGuiApplication.platformName().startswith("wayland"):
            # Where Qt looks for the leave that such a desktop gives; it takes it from there.
            os.environ["XDG_ACTIVATION_TOKEN"] = token
        self._window.come_forward()
