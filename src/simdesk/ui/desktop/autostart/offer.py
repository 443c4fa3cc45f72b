"""What is done about the start with the session once a start of the program is long over."""

from PySide6.QtCore import QObject

from simdesk.ui.desk import Desk
from simdesk.ui.notice_bar import Remedy
from simdesk.wording.language import _

_KEY = "login"


class LoginOffer(QObject):
    """Puts an entry right whose program has moved, and offers the start with the session, once.

    It is offered when there is a card to be told of. Nothing is entered unless the owner presses the
    button, and whoever has it, or has switched it off, is not asked.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        switch = desk.opening.login_switch()
        if switch is None:
            self._switch = None
            return
        self._switch = switch
        switch.mend()
        if desk.preferences.settings.login_offered:
            return
        if (switch.standing.on is False and not switch.standing.switched_off) or switch.standing.asked_portal:
            desk.state.changed.connect(self._offer)
            self._offer()

    def _offer(self) -> None:
        desk, switch = self._desk, self._switch
        settled = desk.preferences.settings.login_offered or switch is None or switch.standing.on
        if settled or not desk.state.book.cards or not desk.window.isVisible():
            return
        if desk.preferences.change(login_offered=True):
            desk.window.notices.tell(
                lambda: _("Shall SimDesk start when you log in? It can tell you only while it runs."),
                Remedy(lambda: _("Start when I log in"), self._turn_on),
                key=_KEY,
                asks=True,
            )

    def _turn_on(self) -> None:
        switch = self._switch
        if switch is not None:
            switch.changed.connect(self._say)
            switch.turn(True)

    def _say(self) -> None:
        switch = self._switch
        if switch is None or switch.busy:
            return
        switch.changed.disconnect(self._say)
        if switch.refused is not None:
            self._desk.window.tell_failure(switch.refused)
        elif switch.standing.on:
            self._desk.window.notices.tell(
                lambda: _("SimDesk will start when you log in. The settings have a switch for it."), key=_KEY
            )
