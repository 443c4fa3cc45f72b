"""Work in a thread of its own, whose outcome comes back to the window.

The thread itself never holds anything of Qt: the object that it works for may be gone before it ends, and
what is destroyed in another thread than the window's takes the program with it. What it has to say goes to
one object that lives as long as the program, and is handed on in the window's thread.
"""

import atexit
import threading
import weakref
from collections.abc import Callable
from functools import cache
from typing import Any

import shiboken6
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

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._job: _Job | None = None

    @property
    def busy(self) -> bool:
        """Return whether something is being done."""
        return self._job is not None

    def do(self, work: Work) -> None:
        """Let *work* be done; it is given a function that tells the window how far it has got.

        What was being done before goes on, unheard.
        """
        self._job = _Job(work, weakref.ref(self), _courier().send)
        self._job.start(self._name)

    def drop(self) -> None:
        """Listen no more to what is being done."""
        self._job = None

    def wait(self, seconds: float) -> None:
        """Wait for what is being done, and hear of it before this returns, if that takes no longer."""
        job = self._job
        if job is not None and job.ended_within(seconds):
            self.take(job, True, job.outcome)

    def take(self, job: "_Job", done: bool, what: object) -> None:
        """Say *what* came of *job*, unless nobody listens to it any more."""
        if job is not self._job:
            return
        if not done:
            self.passed.emit(what)
            return
        self.drop()
        self.came.emit(what)


class _Job:
    """One piece of work. *send* is called in its thread: the job, whether it is done, and what it says."""

    def __init__(
        self,
        work: Work,
        asker: "weakref.ref[Aside]",
        send: Callable[["_Job", bool, object], object],
    ) -> None:
        self.asker = asker
        self.outcome: object = None
        self._work: Work | None = work
        self._send = send
        self._thread: threading.Thread | None = None

    def start(self, name: str) -> None:
        """Begin, in a thread called *name*."""
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def ended_within(self, seconds: float | None) -> bool:
        """Wait until the thread is over, None: however long, and return whether it is.

        Then what the work held is let go here: it may be of Qt, and the last to hold it.
        """
        if self._thread is not None:
            self._thread.join(seconds)
            if self._thread.is_alive():
                return False
        self._work = None
        return True

    def _run(self) -> None:
        def tell(what: object) -> None:
            self._send(self, False, what)

        if self._work is None:
            return
        try:
            self.outcome = self._work(tell)
        except Exception as error:  # noqa: BLE001 it is handed on
            self.outcome = error
            if not isinstance(error, (SimDeskError, OSError)):
                # Whoever it is handed to can say that it failed, but no more where.
                thread = threading.current_thread()
                threading.excepthook(
                    threading.ExceptHookArgs((type(error), error, error.__traceback__, thread))
                )
        self._send(self, True, self.outcome)


class _Courier(QObject):
    """Stands in the window's thread, and hands on what comes from the others."""

    came = Signal(object, bool, object)

    def __init__(self) -> None:
        super().__init__()
        self._turn = threading.Lock()
        self._ended = False
        self.came.connect(self._hand_on, Qt.ConnectionType.QueuedConnection)
        # Registered later than Qt's own end, so done before it: who is still at work then goes unheard,
        # instead of speaking to what is being taken down.
        atexit.register(self.end)

    def send(self, job: _Job, done: bool, what: object) -> None:
        """Take what *job* says, in its thread; after the end of the program nobody is told."""
        with self._turn:
            if not self._ended:
                self.came.emit(job, done, what)

    def end(self) -> None:
        """Take nothing more."""
        with self._turn:
            self._ended = True

    def _hand_on(self, job: _Job, done: bool, what: object) -> None:
        if done:
            job.ended_within(None)  # it has only to return
        asker = job.asker()
        if asker is not None and shiboken6.isValid(asker):
            asker.take(job, done, what)


@cache
def _courier() -> _Courier:
    """Return the one there is, made in the window's thread by the first who wants something done."""
    return _Courier()
