"""SimDesk with a fault put in: ``python -m tests.e2e.breaking KIND ARGUMENTS``.

What is raised says aloud what no log may repeat: all that stands in the variable ``SECRETS``.
"""

import ctypes
import os
import sys
import threading
import time
from collections.abc import Callable
from typing import Any, NoReturn

from simdesk.cli import main


class Broken(Exception):
    """What nobody foresaw."""


def fail() -> NoReturn:
    """Raise what has every secret in its words, and in its values."""
    secrets = os.environ.get("SECRETS", "")
    reason = None
    try:
        int(secrets)
    except ValueError as error:
        reason = error
    raise Broken(secrets, *secrets.split()) from reason


def fall() -> None:
    """Read from where nothing is, as broken code in C does."""
    ctypes.string_at(0)


def qt_gives_up() -> None:
    """Let Qt say that it cannot go on; it repeats its words to whoever started the program."""
    from PySide6.QtCore import qFatal

    qFatal("cannot continue")


def stand_still() -> None:
    """Do for three seconds what takes time. Under another clock than the computer's a sleep may fail."""
    until = time.monotonic() + 3
    while time.monotonic() < until:
        pass


def stand_still_and_fail() -> None:
    """Do both, one after the other."""
    stand_still()
    fail()


def fail_in_a_thread() -> None:
    """Fail where no window is."""
    threading.Thread(target=fail, name="broken").start()


def fail_in_an_edit() -> None:
    """Fail in the middle of a change to the book."""
    from PySide6.QtWidgets import QApplication

    from simdesk.ui.main_window import MainWindow

    def edit(book: object) -> NoReturn:
        fail()

    for window in QApplication.topLevelWidgets():
        if isinstance(window, MainWindow):
            window._state.apply("breaks", edit)


ONCE_IT_STANDS: dict[str, Callable[[], object]] = {
    "slot": fail,
    "thread": fail_in_a_thread,
    "edit": fail_in_an_edit,
    "segv": fall,
    "abort": os.abort,
    "fatal": qt_gives_up,
    "freeze": stand_still,
    "freeze and slot": stand_still_and_fail,
}


def _break_window(act: Callable[[], object]) -> None:
    from PySide6.QtCore import QTimer

    from simdesk.ui.program import Program

    stand = Program._stand

    def stands(program: Program) -> None:
        stand(program)
        QTimer.singleShot(300, act)

    setattr(Program, "_stand", stands)  # noqa: B010


def _break_start() -> None:
    from simdesk.ui.program import Program

    setattr(Program, "open_book", lambda _program: fail())  # noqa: B010


def _break_command() -> None:
    from simdesk.storage.book_file import FileStore

    def load(*_more: Any) -> NoReturn:
        fail()

    setattr(FileStore, "load", load)  # noqa: B010


if __name__ == "__main__":
    wanted = sys.argv.pop(1)
    if wanted == "start":
        _break_start()
    elif wanted == "command":
        _break_command()
    else:
        _break_window(ONCE_IT_STANDS[wanted])
    sys.exit(main())
