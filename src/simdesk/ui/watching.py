"""Following the folder of the book: what another computer puts there is taken in and told."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer

from simdesk.ui.notice_bar import Remedy
from simdesk.wording.language import _
from simdesk.wording.merging import summary

if TYPE_CHECKING:
    from simdesk.storage.folder import DataFolder
    from simdesk.storage.store import TakenIn
    from simdesk.ui.main_window import MainWindow
    from simdesk.ui.state import AppState

SETTLES = 300
"""Milliseconds for which the folder has to rest before it is looked at: a file is copied in pieces."""


class Watching(QObject):
    """Looks at the book when its folder changes, and tells in *window* what came from outside.

    Costs nothing while nothing changes. Where the system cannot watch a folder, a network drive say, the
    minute finds what the watcher does not.
    """

    def __init__(self, state: AppState, folder: DataFolder, window: MainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._state, self._folder, self._window = state, folder, window
        self._watcher = QFileSystemWatcher(self)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(SETTLES)
        self._rest.timeout.connect(self._look)
        self._watcher.directoryChanged.connect(self._rest.start)
        self._watcher.fileChanged.connect(self._rest.start)
        state.taken_in.connect(self._tell)
        state.saved.connect(self._watch)
        state.ticked.connect(self._watch)
        state.steps_changed.connect(self._show_steps)
        state.recall()
        state.take_in()
        self._watch()

    def _watch(self) -> None:
        """Watch the folder and the book in it: one that was replaced is another file."""
        wanted = [str(path) for path in (self._folder.root, self._folder.book) if path.exists()]
        watched = {*self._watcher.files(), *self._watcher.directories()}
        missing = [path for path in wanted if path not in watched]
        if missing:
            self._watcher.addPaths(missing)

    def _look(self) -> None:
        self._watch()
        self._state.tick()

    def _show_steps(self) -> None:
        state = self._state
        self._window.window_actions.show_steps(state.undo_label, state.redo_label)

    def _tell(self, came: TakenIn) -> None:
        for error in came.refused:
            self._window.tell_failure(error)
        step, words = came.step, partial(summary, came.step, len(came.copies), older=came.older)
        if not words():
            return
        remedies = []
        if step.before:
            remedies.append(Remedy(lambda: _("Undo"), partial(self._state.take_back, step)))
        if came.older:  # whoever put it there may have wanted it back
            remedies.append(Remedy(lambda: _("Backups…"), self._window.window_actions.backups.trigger))
        self._window.notices.tell(words, *remedies, key="taken_in")
