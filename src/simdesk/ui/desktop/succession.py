"""The program that runs gives way to the version that was installed meanwhile, when its owner says so."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QMessageBox

from simdesk.ui.desktop.autostart.program import Running, file_of
from simdesk.ui.desktop.updated import SETTLES, Updated

if TYPE_CHECKING:
    from collections.abc import Callable

    from simdesk.ui.main_window import MainWindow
    from simdesk.ui.notice_bar import NoticeBar
    from simdesk.ui.program import Program
    from simdesk.ui.unforeseen import Unforeseen


class Succession(QObject):
    """Follows the file that runs, and restarts it through the window, as one leaves that.

    *window* gives it, None while there is none. *end* ends the program where there is no window to ask
    anything. ``wanted``: the program has ended so that it is started again.
    """

    def __init__(
        self,
        file: Path,
        window: Callable[[], MainWindow | None],
        end: Callable[[], object],
        parent: QObject,
        *,
        settles: int = SETTLES,
    ) -> None:
        super().__init__(parent)
        self._window, self._end = window, end
        self._asked = False
        self.wanted = False
        self.updated = Updated(file, self._bar, self.restart, self.leave, self, settles=settles)

    def restart(self) -> None:
        """Leave the window; where it lets itself be left, the program is to be started again."""
        window = self._window()
        self._asked = True
        if window is None:
            self._agree()
            self._end()
            return
        # The program ends by the same signal: this one is told before it looks.
        window.quit_asked.connect(self._agree)
        window.leave()
        # Of a change that could not be saved the owner is asked first.
        box = window.findChild(QMessageBox, "leaving")
        if box is None:
            self._forget()
        else:
            box.finished.connect(lambda: QTimer.singleShot(0, self, self._forget))

    def leave(self) -> None:
        """End the program, as one leaves it."""
        window = self._window()
        if window is None:
            self._end()
        else:
            window.leave()

    def _bar(self) -> NoticeBar | None:
        window = self._window()
        return None if window is None else window.notices

    def _agree(self) -> None:
        self.wanted = self._asked

    def _forget(self) -> None:
        """Restart nothing if the owner stays: a later end is an end."""
        window = self._window()
        if window is not None:
            window.quit_asked.disconnect(self._agree)
        self._asked = False


def followed(program: Program, unforeseen: Unforeseen) -> Succession | None:
    """Return what follows the file of *program* from now on; None where it has none of its own.

    An error after the file was replaced is taken for a part that could not be loaded any more.
    """
    file = file_of(Running(os.environ))
    if file is None:
        return None
    keep_modules()
    found = Succession(
        file, lambda: None if program.desk is None else program.desk.window, program.end, program
    )
    unforeseen.explained = found.updated.explains
    return found


def keep_modules(started: Path = Path("/proc/self/exe")) -> None:
    """Let modules go on coming from the file *started*, whatever lies in its place by now, or nothing.

    PyInstaller opens the program's file by its name for each of them, and ends the program where there is
    none. Linux keeps what was started as long as it runs. Where that way is barred all stays as it is.
    """
    archive = getattr(sys.modules.get("pyimod02_importers"), "pyz_archive", None)
    with suppress(AttributeError, OSError):
        if started.samefile(archive._filename):  # type: ignore[union-attr]  # noqa: SLF001
            archive._filename = str(started)  # type: ignore[union-attr]  # noqa: SLF001
