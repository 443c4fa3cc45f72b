"""The one timer of an idle window: it fires when the next minute of the wall clock begins."""

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from simdesk.clock import Clock

MINUTE = 60_000


class Minute(QObject):
    """Counts minutes. One shot at a time, so that a changed clock is followed within a minute.

    Signals:
        passed: another minute has begun, or the computer woke up.
    """

    passed = Signal()

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.CoarseTimer)
        self._timer.timeout.connect(self._pass)
        self._wait()

    def _pass(self) -> None:
        self._wait()
        self.passed.emit()

    def _wait(self) -> None:
        now = self._clock.now()
        self._timer.start(max(1_000, MINUTE - now.second * 1000 - now.microsecond // 1000))
