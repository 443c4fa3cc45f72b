"""Work in a thread of its own, whose outcome comes back to the window."""

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from simdesk.errors import SimDeskError

Tell = Callable[[object], None]
Work = Callable[[Tell], Any]


class Aside(QObject):
    """Does one thing at a time beside the window. The thread ends with its work, and with the program.

    *name* is what logs call the thread.

    Signals:
        came: the work is done; carries what it returned, or the exception it raised.
        passed: it has got further; carries what it told.
    """

    came = Signal(object)
    passed = Signal(object)
    _from_thread = Signal(object, bool, object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._thread: threading.Thread | None = None
        self._outcome: tuple[object, object] | None = None
        self._token: object = None
        self._from_thread.connect(self._take, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Return whether something is being done."""
        return self._thread is not None

    def do(self, work: Work) -> None:
        """Let *work* be done; it is given a function that tells the window how far it has got.

        What was being done before goes on, unheard.
        """
        token = object()
        thread = threading.Thread(target=self._run, args=(token, work), name=self._name, daemon=True)
        self._thread, self._outcome, self._token = thread, None, token
        thread.start()

    def drop(self) -> None:
        """Listen no more to what is being done."""
        self._thread = self._outcome = self._token = None

    def wait(self, seconds: float) -> None:
        """Wait for what is being done, and hear of it before this returns, if that takes no longer."""
        thread = self._thread
        if thread is None:
            return
        thread.join(seconds)
        if not thread.is_alive() and self._outcome is not None:
            self._take(self._outcome[0], True, self._outcome[1])

    def _run(self, token: object, work: Work) -> None:
        def tell(what: object) -> None:
            # The window may be gone by now.
            with suppress(RuntimeError):
                self._from_thread.emit(token, False, what)

        try:
            outcome = work(tell)
        except Exception as error:  # noqa: BLE001 it is handed on
            outcome = error
            if not isinstance(error, (SimDeskError, OSError)):
                # Whoever it is handed to can say that it failed, but no more where.
                thread = threading.current_thread()
                threading.excepthook(
                    threading.ExceptHookArgs((type(error), error, error.__traceback__, thread))
                )
        if token is self._token:
            self._outcome = token, outcome
        with suppress(RuntimeError):
            self._from_thread.emit(token, True, outcome)

    def _take(self, token: object, done: bool, what: object) -> None:
        if token is not self._token or self._thread is None:
            return
        if not done:
            self.passed.emit(what)
            return
        self.drop()
        self.came.emit(what)
