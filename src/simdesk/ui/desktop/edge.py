"""What connects one window to the desktop around it: tray, notifications, what second starts want."""

import os

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication

from simdesk.notify.service import NotDelivered, Note
from simdesk.ui.cards.wish import Wish
from simdesk.ui.desk import Desk
from simdesk.ui.desktop.instance import Request
from simdesk.ui.desktop.notices import Notices
from simdesk.ui.desktop.tray import Tray
from simdesk.wording import reminders as words
from simdesk.wording.reminders import Button

SELDOM = 10
"""Minutes between two looks at the tray. Each wakes up several threads, and little hangs on it: before the
window hides one looks anyway."""


class Edge(QObject):
    """Keeps the window reachable and its owner told. Nothing here is needed for the window to work."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk, self._window = desk, desk.window
        self._minutes = -1
        self._waits_for_tray = False
        self.tray = Tray(desk.state, self)
        self.notices = Notices(desk.state, desk.preferences, desk.folder, self.tray, self)
        self._window.may_hide = self._may_hide
        self._window.hidden.connect(self._say_that_it_goes_on)
        self.tray.opened.connect(self._window.come_forward)
        self.tray.card_asked.connect(self._open_card)
        self.tray.renew_asked.connect(self._renew)
        self.tray.quit_asked.connect(self._window.leave)
        self.notices.asked.connect(self._act)
        desk.state.changed.connect(self.tray.retranslate)
        desk.state.ticked.connect(self._pass_minute)
        desk.speech.language_changed.connect(self.tray.retranslate)

    def start_in_background(self) -> None:
        """Start without the window where there is a tray to come back from, else with it minimised."""
        if not self.tray.look():
            self._minimise()
        QTimer.singleShot(0, self.start)

    def start(self) -> None:
        """Look at the tray and at what is due, for the first time and from now on every minute."""
        if self._minutes < 0:
            self._look()

    def fulfil(self, request: Request) -> None:
        """Do what a second start wants."""
        match request.do:
            case "renew" if request.card:
                self._act(Button.RENEW, request.card, request.token)
            case "add":
                self._bring(request.token)
                self._desk.opening.add_card()
            case _:
                self._bring(request.token)

    def close(self) -> None:
        """Take the icon away and let the service go."""
        self.tray.take_away()
        self.notices.close()

    def _pass_minute(self) -> None:
        if self._minutes >= 0:
            self._look()

    def _look(self) -> None:
        self._minutes += 1
        # A tray that comes with the session comes in its first minutes.
        if self._minutes % SELDOM == 0 or (self._waits_for_tray and self._minutes < SELDOM):
            self._look_at_tray()
        self.notices.look()

    def _look_at_tray(self) -> None:
        there = self.tray.look()
        if there and self._waits_for_tray and self._window.isMinimized():
            self._window.hide()
        elif not there and self._window.isHidden():
            self._minimise()
        if there:
            self._waits_for_tray = False

    def _minimise(self) -> None:
        """Be there where one can come back to it, without being in the way."""
        self._waits_for_tray = True
        self._window.showMinimized()

    def _may_hide(self) -> bool:
        return self._desk.preferences.settings.keep_running and self.tray.look()

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

    def _act(self, button: Button, card_id: str, token: str = "") -> None:
        self._bring(token)
        if self._desk.state.row(card_id) is None:
            self._window.show_cards()
            return
        self._window.show_card(card_id)
        if button is not Button.OPEN:
            self._window.cards.fulfil(Wish(button.value), card_id)

    def _bring(self, token: str) -> None:
        self._waits_for_tray = False
        if token and QGuiApplication.platformName().startswith("wayland"):
            # Where Qt looks for the leave that such a desktop gives; it takes it from there.
            os.environ["XDG_ACTIVATION_TOKEN"] = token
        self._window.come_forward()
