"""A calm word when the program on the disk is no longer the one that runs.

A program that is frozen loads its modules from its own file when they are first wanted. Once another
version lies there, or none, what was not loaded yet is not to be had any more.
"""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer

from simdesk.ui.desktop.replaced import Fate, fate_of, folder_to_watch, mark_of
from simdesk.ui.notice_bar import Remedy
from simdesk.wording.language import _

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from simdesk.ui.notice_bar import NoticeBar

SETTLES = 5_000
"""Milliseconds for which the folder has to rest: a package manager replaces one file after the other."""

_KEY = "updated"

_WANTED = (
    # by reminders, which go on
    *("jeepney", "jeepney.bus", "jeepney.io.blocking", "simdesk.notify.bus", "simdesk.resources"),
    *("simdesk.ui.desktop.badge", "simdesk.ui.desktop.buses"),
    # by a last edit
    *("simdesk.domain.edits", "simdesk.domain.history", "simdesk.storage.backups", "simdesk.storage.drafts"),
    *("simdesk.storage.keeping", "simdesk.storage.last", "simdesk.storage.past", "simdesk.storage.saving"),
    *("simdesk.storage.taking", "simdesk.storage.traces", "simdesk.wording.problem"),
    # by the notice, by leaving, and by the start after it
    *("simdesk.ui.notice", "simdesk.ui.layout", "simdesk.ui.leaving", "simdesk.ui.desktop.restarting"),
)


class Updated(QObject):
    """Watches the file *program*, and says once what became of it.

    *bar* gives where; None while there is no window. *restart* and *leave* end the program, the first to
    start it again; either asks before it loses anything. Costs nothing while nothing happens.
    """

    def __init__(
        self,
        program: Path,
        bar: Callable[[], NoticeBar | None],
        restart: Callable[[], object],
        leave: Callable[[], object],
        parent: QObject,
        *,
        settles: int = SETTLES,
    ) -> None:
        super().__init__(parent)
        self._program, self._bar, self._restart, self._leave = program, bar, restart, leave
        self._mark = mark_of(program)
        self._told = Fate.SAME
        for name in _WANTED:
            with suppress(ImportError):  # some are for other systems
                import_module(name)
        self._rest = QTimer(self, singleShot=True, interval=settles)
        self._rest.timeout.connect(self.look)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._stir)
        self._watcher.fileChanged.connect(self._stir)
        self._watch()

    @property
    def fate(self) -> Fate:
        """Return what has become of the program by now. May be asked for in any thread."""
        return fate_of(self._mark, mark_of(self._program))

    def look(self) -> None:
        """Say what has become of the program, unless that was said already, or there is no window for it."""
        self._watch()
        fate, bar = self.fate, self._bar()
        if fate is not self._told and bar is not None:
            self._told = fate
            self._tell(fate, bar)

    def explains(self) -> bool:
        """Return whether an error may be for this reason; then that is said, again where it was sent away."""
        fate = self.fate
        if fate is Fate.SAME:
            return False
        bar = self._bar()
        if not self._rest.isActive() and (bar is None or not bar.holds(_KEY)):
            self._told = Fate.SAME
            self._stir()
        return True

    def _stir(self) -> None:
        self._rest.start()

    def _watch(self) -> None:
        """Watch the program and its folder; what was replaced or removed is watched no more by itself."""
        wanted = {str(folder_to_watch(self._program))}
        if mark_of(self._program) is not None:
            wanted.add(str(self._program))
        watched = {*self._watcher.files(), *self._watcher.directories()}
        if watched - wanted:
            self._watcher.removePaths(sorted(watched - wanted))
        if wanted - watched:
            self._watcher.addPaths(sorted(wanted - watched))

    def _tell(self, fate: Fate, bar: NoticeBar) -> None:
        match fate:
            case Fate.SAME:
                bar.drop(_KEY)
            case Fate.REPLACED:
                bar.tell(
                    lambda: _("SimDesk was updated. Restart it to go on with the new version."),
                    Remedy(lambda: _("Restart"), self._restart),
                    key=_KEY,
                )
            case Fate.GONE:
                bar.tell(_gone_words, Remedy(lambda: _("Quit"), self._leave), key=_KEY)


def _gone_words() -> str:
    return _(
        "SimDesk was removed from this computer. Your cards are still in their folder. "
        "Not everything in this window works any more: quit when you are done."
    )
