"""What becomes of an error that nobody foresaw, wherever it came up: it is noted, and told in one sentence.

The window goes on: an edit is in force only once it is saved, so an error in the middle of one leaves what
was there, and edits that wait to be saved go on waiting.
"""

from __future__ import annotations

import faulthandler
import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QObject, Qt, QtMsgType, Signal, qInstallMessageHandler

from simdesk.clock import steady
from simdesk.storage.crash_file import CrashFile, stack_in
from simdesk.storage.masking import error_line, masked, place_of
from simdesk.ui.folders import open_folder
from simdesk.ui.notice_bar import NoticeBar, Remedy
from simdesk.wording import unforeseen as words

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType

    from PySide6.QtCore import QMessageLogContext

    from simdesk.storage.folder import DataFolder
    from simdesk.storage.journal import Journal
    from simdesk.ui.freezing import FreezeWatch

QUIET = 60.0
"""Seconds in which the same place is told and noted once."""

_MOST_PLACES = 100


class _Place(Struct):
    until: float
    more: int = 0


class Unforeseen(QObject):
    """Follows every way in which Python and Qt give up on an error, until it is closed.

    *bar* gives where a notice can be put; None while there is no window. ``explained``, asked before an error
    is told, says whether that has a reason which was told in its place.

    Signals:
        came: an error is to be told; from whatever thread.
    """

    came = Signal()

    def __init__(
        self, folder: DataFolder, journal: Journal, bar: Callable[[], NoticeBar | None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._journal, self.bar = journal, bar
        self.explained: Callable[[], bool] = lambda: False
        self._file = CrashFile(folder)
        self._watch: FreezeWatch | None = None
        self._places: dict[str, _Place] = {}
        self._turn = threading.Lock()
        # Never at once: a window that is being painted takes no new notice, nor may another thread touch it.
        self.came.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._before = sys.excepthook, threading.excepthook, sys.unraisablehook
        sys.excepthook = self.hook
        threading.excepthook = self._in_thread
        sys.unraisablehook = self._unraisable
        qInstallMessageHandler(self._qt_says)

    def watch_for_the_worst(self) -> None:
        """Have the stack written down where the process falls; tell once that the one before has fallen."""
        left = self._file.taken_over()
        descriptor = self._file.open()
        if descriptor is not None:
            faulthandler.enable(descriptor)
        if left is not None:
            stack = stack_in(left.read_text("utf-8", "replace"))
            self._journal.line(
                f"the program before ended by itself at {stack or 'no place'}; see {left.name}"
            )
            self._say(lambda: words.ended_badly(left), left, "ended badly")

    def watch_for_freezes(self) -> None:
        """Note from now on where the window stands still."""
        from simdesk.ui.freezing import FreezeWatch

        if self._watch is None and self._file.open() is not None:
            self._watch = FreezeWatch(self._file, self._journal.line, self)

    def watch(self) -> None:
        """Do both where there has been no data folder until now."""
        if self._watch is None:
            self.watch_for_the_worst()
            self.watch_for_freezes()

    def end_watch(self) -> None:
        """Watch for freezes no more: the window is gone, or is about to go."""
        if self._watch is not None:
            self._watch.close()
            self._watch = None

    def close(self) -> None:
        """Let everything be as it was."""
        self.end_watch()
        faulthandler.disable()
        self._file.close()
        qInstallMessageHandler(None)
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._before

    def report(self, error: BaseException, kind: str = "unforeseen") -> None:
        """Note an error and tell it, unless the same place did so a minute ago. Raises nothing."""
        with suppress(Exception):
            more = self._again(f"{type(error).__name__} {place_of(error)}")
            if more is None:
                return
            line = f"{kind} {error_line(error)}{f' ({more} more of it before)' if more else ''}"
            self._journal.line(line)
            _complain(line)
            self.came.emit()

    def _again(self, place: str) -> int | None:
        """Return how often *place* was kept quiet about since it was told; None if it still is to be."""
        with self._turn:
            now, known = steady(), self._places.get(place)
            if known is not None and now < known.until:
                known.more += 1
                return None
            while len(self._places) >= _MOST_PLACES:
                self._places.pop(next(iter(self._places)))
            self._places.pop(place, None)
            self._places[place] = _Place(now + QUIET)
            return 0 if known is None else known.more

    def _tell(self) -> None:
        if self.explained():
            return
        log = self._journal.path
        self._say(lambda: words.unforeseen(log), log, "unforeseen")

    def _say(self, sentence: Callable[[], str], log: Path, key: str) -> None:
        bar = self.bar()
        if bar is None:
            _complain(sentence())
            return
        bar.tell(
            sentence,
            Remedy(words.open_log_folder, lambda: open_folder(log.parent)),
            key=key,
            serious=True,
        )

    def hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Stand in the place of Python's own ``sys.excepthook``."""
        if not isinstance(error, Exception):
            self._before[0](kind, error, trace)
            return
        self.report(error)
        # Python's own would write what the error was about to where the desktop keeps what programs say.
        if self._before[0] is not sys.__excepthook__:
            self._before[0](kind, error, trace)

    def _in_thread(self, found: threading.ExceptHookArgs) -> None:
        if isinstance(found.exc_value, Exception):
            self.report(found.exc_value, "unforeseen in a thread")

    def _unraisable(self, found: sys.UnraisableHookArgs) -> None:
        if isinstance(found.exc_value, Exception):
            self.report(found.exc_value, "unforeseen and not to be raised")

    def _qt_says(self, kind: QtMsgType, context: QMessageLogContext, text: str | None) -> None:
        # Qt's own way to write it, but for a category that is none.
        named = context.category and context.category != "default"
        line = f"{context.category}: {text}" if named else text or ""
        if kind in (QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg):
            line = f"Qt {'fatal' if kind == QtMsgType.QtFatalMsg else 'critical'}: {masked(line)}"
            self._journal.line(line)
        _complain(line)


def _complain(line: str) -> None:
    if sys.stderr is not None:
        with suppress(OSError, ValueError):
            sys.stderr.write(f"{line}\n")
            sys.stderr.flush()
