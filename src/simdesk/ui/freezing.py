"""Notices when the window stands still for more than two seconds, and notes where.

Only what happens between two waits of the loop of events counts: whoever turns a loop, a dialog of the system
too, waits in it. While the window waits for events nothing runs here, so that an idle program sleeps. From
the moment a wait is over until the next one begins, Python's ``faulthandler`` counts two seconds; it writes
down the stack even where the window's thread is in C code and does not let Python go on.

To begin and end that costs some 25 microseconds of work and a tenth of a millisecond of time in each turn of
the loop that had to wait.
"""

import atexit
import ctypes
import faulthandler
import sys
import threading
from collections.abc import Callable

from PySide6.QtCore import QAbstractEventDispatcher, QObject

from simdesk.clock import steady
from simdesk.storage.crash_file import CrashFile, stack_in

LIMIT = 2.0
"""Seconds that the window may stand still unnoted."""

_Poll = Callable[[int | None, int, int], int]


class FreezeWatch(QObject):
    """Watches the thread it is made in, until it is closed. *note* is given a line for each freeze."""

    def __init__(self, file: CrashFile, note: Callable[[str], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file, self._note = file, note
        self._descriptor = file.open()
        self._thread = threading.get_ident()
        self._since: float | None = None
        self._leave: Callable[[], object] = lambda: None
        dispatcher = QAbstractEventDispatcher.instance()
        # Elsewhere a dialog of the system turns a loop of its own, of which Qt says nothing.
        if self._descriptor is None or sys.platform != "linux" or dispatcher is None:
            return
        if dispatcher.inherits("QEventDispatcherGlib"):
            self._leave = self._wait_in_glib()
        else:
            dispatcher.aboutToBlock.connect(self.rest)
            dispatcher.awake.connect(self.work)
        self.work()

    def close(self) -> None:
        """Watch no more."""
        self._leave()
        self._leave = lambda: None
        dispatcher = QAbstractEventDispatcher.instance()
        if dispatcher is not None:
            dispatcher.disconnect(self)
        self.rest()
        self._descriptor = None

    def work(self) -> None:
        """Begin to count: the loop has something to do."""
        if self._descriptor is not None:
            self._since = steady()
            faulthandler.dump_traceback_later(LIMIT, file=self._descriptor)

    def rest(self) -> None:
        """End to count: the loop waits, or goes on to the next thing."""
        since, self._since = self._since, None
        if since is None:
            return
        faulthandler.cancel_dump_traceback_later()
        lasted = steady() - since
        if lasted >= LIMIT:
            stack = stack_in(self._file.emptied(), self._thread)
            self._note(f"the window stood still for {lasted:.1f} s at {stack or 'no place'}")

    def _wait_in_glib(self) -> Callable[[], object]:
        """Put ourselves around the wait of GLib's loop, and return what takes us away again.

        Qt's own signals are of no use there: they are sent before and after a wait and what follows it.
        """
        glib = ctypes.CDLL("libglib-2.0.so.0")
        poll = ctypes.CDLL(None, use_errno=True).poll
        poll.argtypes = [ctypes.c_void_p, ctypes.c_uint, ctypes.c_int]
        kind = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_uint, ctypes.c_int, use_errno=True)

        def wait(files: int | None, count: int, milliseconds: int) -> int:
            self.rest()
            try:
                return int(poll(files, count, milliseconds))
            finally:
                kept = ctypes.get_errno()
                self.work()
                ctypes.set_errno(kept)

        around = kind(wait)
        glib.g_main_context_set_poll_func.argtypes = [ctypes.c_void_p, ctypes.c_void_p]
        glib.g_main_context_set_poll_func.restype = None
        glib.g_main_context_set_poll_func(None, ctypes.cast(around, ctypes.c_void_p))

        def leave() -> None:
            glib.g_main_context_set_poll_func(None, None)
            atexit.unregister(leave)
            del held[:]

        # The function has to live as long as GLib may call it; once Python has ended, GLib may not.
        held = [around]
        atexit.register(leave)
        return leave
