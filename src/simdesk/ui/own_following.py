"""Following the owner's own catalog: what another computer writes into it is taken in and told."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from simdesk.errors import FileDamaged, FileNewer, FileUnreadable, SimDeskError
from simdesk.storage.conflict_copies import found
from simdesk.wording.merging import folded

if TYPE_CHECKING:
    from collections.abc import Callable

    from simdesk.storage.folder import DataFolder
    from simdesk.storage.own_catalog import OwnNews, Signature
    from simdesk.ui.main_window import MainWindow
    from simdesk.ui.state import AppState

PATIENCE = timedelta(seconds=60)
"""For how long a catalog waits for the record of the computer that wrote it, before it is merged."""


class OwnFollowing(QObject):
    """Looks at the owner's catalog when the folder of the book is looked at, and tells in *window* what came.

    Where nothing was written since, a look costs the standing of a few files. *changed* is called when the
    catalog is another.
    """

    def __init__(
        self,
        state: AppState,
        folder: DataFolder,
        window: MainWindow,
        changed: Callable[[], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._state, self._folder, self._window, self._changed = state, folder, window, changed
        self._settled: Signature | None = None
        self._waits: tuple[Signature | None, datetime] | None = None
        self._told: set[SimDeskError] = set()
        state.ticked.connect(self.look)
        self.look()

    def look(self) -> None:
        """Take in what came, and tell it; each copy that cannot be read is told once."""
        folder = self._folder
        if not (folder.catalog.exists() or folder.own_known.exists() or found(folder, folder.catalog.stem)):
            return
        from simdesk.storage.own_catalog import own_signature, take_in_own

        signature = own_signature(self._folder)
        if signature == self._settled:
            return
        if self._waits is None or self._waits[0] != signature:
            self._waits = signature, self._state.now
        waited = abs(self._state.now - self._waits[1])
        try:
            came = take_in_own(self._folder, hasty=waited >= PATIENCE)
        except (FileDamaged, FileNewer, FileUnreadable):
            self._settled = signature  # whoever wants the catalog is told
            return
        except SimDeskError as error:
            self._settled = signature  # until there is something new, or the owner writes something
            self._window.tell_failure(error)
            return
        if not came.waits:
            self._settled, self._waits = own_signature(self._folder), None
        self._tell(came)

    def _tell(self, came: OwnNews) -> None:
        for error in came.refused:
            if error not in self._told:
                self._told.add(error)
                self._window.tell_failure(error)
        if came.copies:
            self._window.notices.tell(
                lambda: folded(len(came.copies), new=came.changed), key="own_catalog_taken_in"
            )
        if came.changed:
            self._changed()
