"""How the program ends when the system says so, and what becomes of an error nobody foresaw."""

import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, QSocketNotifier

Report = Callable[[BaseException], None]


class Signals(QObject):
    """Turns SIGTERM, SIGINT and SIGHUP into a call from the event loop, where it may do anything."""

    def __init__(self, end: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._end = end
        self._reader, self._writer = socket.socketpair()
        self._reader.setblocking(False)
        self._writer.setblocking(False)
        # Python runs a handler only between two of its own instructions: an idle loop has none.
        signal.set_wakeup_fd(self._writer.fileno(), warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(self._reader.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._wake)
        for name in ("SIGTERM", "SIGINT", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None:
                signal.signal(number, lambda _number, _frame: self._end())

    def close(self) -> None:
        """Let signals do again what they do by themselves."""
        signal.set_wakeup_fd(-1)
        self._notifier.setEnabled(False)
        self._reader.close()
        self._writer.close()

    def _wake(self) -> None:
        # Reading is the point: on return to Python the handlers of what came in are run.
        self._reader.recv(64)


def report_unforeseen(note: Callable[[str], None], tell: Callable[[Exception], None]) -> None:
    """Let every error that nobody caught be noted in the log file and told in the window.

    The note is where it happened, never what with: that may be a number or a name.
    """
    before = sys.excepthook

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        note(f"unforeseen {kind.__name__} at {_places(trace)}")
        before(kind, error, trace)
        if isinstance(error, Exception):
            tell(error)

    sys.excepthook = hook


def _places(trace: TracebackType | None) -> str:
    found = []
    while trace is not None:
        found.append(f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}")
        trace = trace.tb_next
    return " < ".join(reversed(found))
