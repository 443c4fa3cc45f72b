"""The switch of the start with the session, as the windows of one book share it."""

from PySide6.QtCore import QObject, Signal

from simdesk.errors import SimDeskError
from simdesk.ui.aside import Aside
from simdesk.ui.desktop.autostart.standing import Autostart, Standing
from simdesk.ui.preferences import Preferences


class LoginSwitch(QObject):
    """Shows what the system has, never what was wished: it is read anew by every ``look``.

    ``busy``: the desktop was asked and has not answered. ``refused``: why the last wish was not granted,
    None if it was.

    Signals:
        changed: what holds, or is waited for, is something else; read it again.
    """

    changed = Signal()

    def __init__(self, autostart: Autostart, preferences: Preferences, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._autostart, self._preferences = autostart, preferences
        self._standing: Standing | None = None
        self.busy = self._goes_on = False
        self.refused: SimDeskError | None = None
        self._asking, self._telling = Aside("ask the desktop", self), Aside("tell the desktop", self)
        self._asking.came.connect(self._take)

    @property
    def standing(self) -> Standing:
        """Return what was there at the last look."""
        if self._standing is None:
            self._standing = self._autostart.standing()
        return self._standing

    def look(self) -> Standing:
        """See what is there now, and return it."""
        before, self._standing = self._standing, self._autostart.standing()
        if before != self._standing:
            self.changed.emit()
        return self._standing

    def turn(self, on: bool) -> None:
        """Have it started with the session, or no longer. Where the desktop has to be asked, it waits."""
        if self.busy:
            return
        self.refused = None
        if not self._autostart.waits:
            self._take(_turned(self._autostart, on))
            return
        self.busy = True
        self.changed.emit()
        autostart = self._autostart
        self._asking.do(lambda _tell: _turned(autostart, on))

    def mend(self) -> bool:
        """Let an entry of SimDesk's own whose program is gone start this one, and say whether it did."""
        try:
            mended = self._autostart.mend()
        except SimDeskError as error:
            self.refused, mended = error, False
        self.look()
        return mended

    def keep_background(self) -> None:
        """Tell a desktop that wants to be asked that the program goes on without a window, once."""
        if self._autostart.waits and not self._goes_on:
            self._goes_on = True
            autostart = self._autostart
            # Nothing hangs on the answer but whether the desktop ends the program, which it says itself.
            self._telling.do(lambda _tell: autostart.keep_background())

    def _take(self, answer: object) -> None:
        self.busy = False
        if isinstance(answer, SimDeskError):
            self.refused = answer
            self._standing = self._autostart.standing()
        elif isinstance(answer, Standing):
            self._standing = answer
            if answer.asked_portal:
                self._preferences.change(portal_autostart=answer.on)
        self.changed.emit()


def _turned(autostart: Autostart, on: bool) -> Standing | SimDeskError:
    try:
        return autostart.turn(on)
    except SimDeskError as error:
        return error
