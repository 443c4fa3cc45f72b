"""What the desktop's buses tell: the computer woke up, a notification service or a tray came or went.

All of it is noticed without them too, only later.
"""

import sys
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, QSocketNotifier, Signal

if TYPE_CHECKING:
    from jeepney import MatchRule, Message

    from simdesk.notify.bus import Line

TRAY = "org.kde.StatusNotifierWatcher"
"""What a tray of the newer kind is called on the bus of the session."""

_Name = Literal["SESSION", "SYSTEM"]


class Buses(QObject):
    """Listens at the bus of the session and at that of the system, where there are such.

    Signals:
        woke: the computer was asleep, and is not any more.
        service_came: there is a notification service now, or another one.
        tray_changed: a tray came or went; carries whether there is one now.
    """

    woke = Signal()
    service_came = Signal()
    tray_changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ears: dict[_Name, _Ear] = {}

    @property
    def tell_of_sleep(self) -> bool:
        """Return whether the system says when the computer wakes up, as far as one can know."""
        return "SYSTEM" in self._ears

    def listen(self) -> None:
        """Begin to listen wherever one does not yet. Waits for nobody."""
        if sys.platform in ("win32", "darwin"):
            return
        if "SESSION" not in self._ears:
            self._open("SESSION", _of_session())
        if "SYSTEM" not in self._ears:
            self._open("SYSTEM", _of_system())

    def close(self) -> None:
        """Listen no more."""
        for name in list(self._ears):
            self._ears.pop(name).close()

    def _open(self, name: _Name, rules: "tuple[MatchRule, ...]") -> None:
        from simdesk.notify.bus import Line, NoBus

        try:
            ear = _Ear(Line(name, *rules), self)
        except NoBus:
            return
        self._ears[name] = ear
        ear.heard.connect(self._hear)
        # Not a function that holds this object: the end of the ear would be its end, and again the ear's.
        ear.ended.connect(self._forget)

    def _forget(self) -> None:
        self._ears = {name: ear for name, ear in self._ears.items() if ear.is_open}

    def _hear(self, message: "Message") -> None:
        from jeepney import HeaderFields

        from simdesk.notify.writing import NAME

        match message.header.fields.get(HeaderFields.member), tuple(message.body):
            case "PrepareForSleep", (False,):
                self.woke.emit()
            case "NameOwnerChanged", (str(name), _, str(owner)) if name == NAME and owner:
                self.service_came.emit()
            case "NameOwnerChanged", (str(name), _, str(owner)) if name == TRAY:
                self.tray_changed.emit(bool(owner))
            case "StatusNotifierHostRegistered", ():
                self.tray_changed.emit(True)


class _Ear(QObject):
    """Hears the signals on one line.

    Signals:
        heard: carries the message.
        ended: the bus is there no more.
    """

    heard = Signal(object)
    ended = Signal()

    def __init__(self, line: "Line", parent: QObject) -> None:
        super().__init__(parent)
        self._line = line
        self.is_open = True
        self._notifier = QSocketNotifier(line.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)

    def close(self) -> None:
        """Hear no more."""
        self.is_open = False
        self._notifier.setEnabled(False)
        self._line.close()
        self.deleteLater()

    def _read(self) -> None:
        from simdesk.notify.bus import NoBus

        try:
            messages = self._line.signals()
            self._line.replies()
        except NoBus:
            self.close()
            self.ended.emit()
            return
        for message in messages:
            self.heard.emit(message)


def _of_session() -> "tuple[MatchRule, ...]":
    from jeepney import MatchRule

    from simdesk.notify.writing import NAME

    rules = []
    for name in (NAME, TRAY):
        bus = "org.freedesktop.DBus"
        rule = MatchRule(type="signal", sender=bus, interface=bus, member="NameOwnerChanged")
        rule.add_arg_condition(0, name)
        rules.append(rule)
    return (*rules, MatchRule(type="signal", interface=TRAY, member="StatusNotifierHostRegistered"))


def _of_system() -> "tuple[MatchRule, ...]":
    from jeepney import MatchRule

    return (MatchRule(type="signal", interface="org.freedesktop.login1.Manager", member="PrepareForSleep"),)
