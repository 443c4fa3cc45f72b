"""Everything into one file and back: asked for in the window of backups, done beside it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QFileDialog

from simdesk.errors import SimDeskError
from simdesk.exchange.archive import SUFFIX
from simdesk.exchange.archive_report import packed_sentences, restored_sentences
from simdesk.exchange.archive_restoring import Restored
from simdesk.exchange.archive_writing import packing, write_archive
from simdesk.storage.folder import DataFolder
from simdesk.storage.settings import load_settings
from simdesk.ui.aside import Aside
from simdesk.ui.backups.from_file import (
    Found,
    archive_dialog,
    ask_what_to_open,
    look_into,
    restore_from,
    show,
)
from simdesk.ui.backups.window import BackupsWindow
from simdesk.ui.cards.showing import Showing
from simdesk.ui.notice_bar import Remedy
from simdesk.ui.preferences import Preferences
from simdesk.ui.state import AppState
from simdesk.wording.language import _, _p
from simdesk.wording.problem import problem


class Archives(QObject):
    """Saves everything to a file, and restores it from one. *own_changed*: the owner's catalog is another."""

    def __init__(
        self,
        window: BackupsWindow,
        state: AppState,
        preferences: Preferences,
        folder: DataFolder,
        own_changed: Callable[[], None],
    ) -> None:
        super().__init__(window)
        self._window, self._state, self._preferences, self._folder = window, state, preferences, folder
        self._own_changed = own_changed
        self._aside = Aside("archive", self)
        self._then: Callable[[object], None] = lambda _outcome: None
        self._next: Path | None = None
        self._aside.came.connect(self._came)
        window.save_asked.connect(self.ask_where_to_save)
        window.open_asked.connect(self.ask_what_to_open)

    def ask_where_to_save(self) -> None:
        """Ask for a file and save everything to it."""
        dialog = archive_dialog(self._window, "backup_save_dialog", _("Save everything to a file"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(SUFFIX)
        dialog.selectFile(f"simdesk-{self._state.now.date().isoformat()}.{SUFFIX}")
        dialog.fileSelected.connect(lambda name: self.save(Path(name)))
        dialog.open()

    def ask_what_to_open(self) -> None:
        """Ask for a file, say what is in it, and restore it if that is still wanted."""
        ask_what_to_open(self._window, self.look_into)

    def save(self, path: Path) -> None:
        """Save everything to *path*, and say so."""
        folder, moment = self._folder, self._state.moment()

        def work(_tell: object) -> list[str]:
            packed = packing(folder, moment)
            write_archive(path, packed)
            return packed_sentences(packed, path)

        self._do(work, self._saved)

    def look_into(self, path: Path) -> None:
        """Verify the archive *path*, show what is in it and ask; after what is being done, if anything is."""
        if self._aside.busy:
            self._next = path
            return
        self._do(lambda _tell: look_into(self._folder, path), self._show)

    def restore(self, path: Path, *, with_settings: bool) -> None:
        """Restore the archive *path*, all or nothing."""
        folder, moment = self._folder, self._state.moment()
        self._do(
            lambda _tell: restore_from(folder, path, moment, with_settings=with_settings),
            partial(self._restored, path, with_settings),
        )

    def _saved(self, outcome: object) -> None:
        if isinstance(outcome, list):
            self._window.notices.tell(lambda: _p("sentences", " ").join(outcome))

    def _show(self, outcome: object) -> None:
        if not isinstance(outcome, Found):
            return
        settings, now, path = self._preferences.settings, self._state.book, outcome.path
        showing = Showing(settings.masked, settings.country, settings.stages)

        def wanted(settings_too: bool) -> None:
            self.restore(path, with_settings=settings_too)

        show(outcome, self._state.now.tzinfo, (now, showing), wanted, self._window)

    def _restored(self, path: Path, with_settings: bool, outcome: object) -> None:
        if not isinstance(outcome, Restored):
            return
        done, before = outcome, self._state.book
        if done.settings:
            # At once: whatever is set from now on is set in the settings that were restored.
            self._preferences.adopt(load_settings(self._folder).value)
        self._state.take_in()
        if done.catalog:
            self._own_changed()
        is_step = done.undoable and self._state.book != before
        undo = [Remedy(lambda: _("Undo"), self._state.undo)] if is_step else []

        def words() -> str:
            said = restored_sentences(done, path, asked_for_settings=with_settings)
            return _p("sentences", " ").join(said)

        self._window.notices.tell(words, *undo, key="done")

    def _do(self, work: Callable[[object], object], then: Callable[[object], None]) -> None:
        if self._aside.busy:
            return
        self._then = then
        self._window.show_busy(on=True)
        self._aside.do(work)

    def _came(self, outcome: object) -> None:
        self._window.show_busy(on=False)
        waiting, self._next = self._next, None
        if waiting is not None:
            QTimer.singleShot(0, self, lambda: self.look_into(waiting))
        if isinstance(outcome, SimDeskError | OSError):
            self._window.notices.tell(partial(problem, outcome), serious=True)
        elif isinstance(outcome, Exception):
            raise outcome
        elif waiting is None or not isinstance(outcome, Found):  # else the later wish counts
            self._then(outcome)
