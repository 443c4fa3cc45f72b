"""Everything into one file and back: asked for in the window of backups, done beside it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QDir, QObject, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog

from simdesk.domain.book import Book
from simdesk.domain.comparing import difference
from simdesk.errors import SimDeskError
from simdesk.exchange.archive import CATALOG, RECEIPTS, SETTINGS, SUFFIX, Manifest
from simdesk.exchange.archive_reading import opened
from simdesk.exchange.archive_report import packed_sentences, restored_sentences
from simdesk.exchange.archive_restoring import Restored, restore
from simdesk.exchange.archive_writing import packing, write_archive
from simdesk.storage.folder import DataFolder
from simdesk.storage.settings import load_settings
from simdesk.ui.backups.lines import content_of
from simdesk.ui.backups.restore_dialog import Inside, RestoreDialog
from simdesk.ui.backups.window import BackupsWindow
from simdesk.ui.calendar.aside import Aside
from simdesk.ui.cards.showing import Showing
from simdesk.ui.notice_bar import Remedy
from simdesk.ui.preferences import Preferences
from simdesk.ui.state import AppState
from simdesk.wording.archive import counted
from simdesk.wording.backups import change_sentences, moment_words
from simdesk.wording.language import _, _n, _p
from simdesk.wording.problem import problem


class _Found(NamedTuple):
    """What was found in an archive, all of it verified."""

    path: Path
    book: Book
    manifest: Manifest
    receipts: int
    parts: frozenset[str]


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
        self._aside = Aside(self)
        self._then: Callable[[object], None] = lambda _outcome: None
        self._aside.came.connect(self._came)
        window.save_asked.connect(self.ask_where_to_save)
        window.open_asked.connect(self.ask_what_to_open)

    def ask_where_to_save(self) -> None:
        """Ask for a file and save everything to it."""
        dialog = self._dialog("backup_save_dialog", _("Save everything to a file"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(SUFFIX)
        dialog.selectFile(f"simdesk-{self._state.now.date().isoformat()}.{SUFFIX}")
        dialog.fileSelected.connect(lambda name: self.save(Path(name)))
        dialog.open()

    def ask_what_to_open(self) -> None:
        """Ask for a file, say what is in it, and restore it if that is still wanted."""
        dialog = self._dialog("backup_open_dialog", _("Restore from a file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.look_into(Path(name)))
        dialog.open()

    def save(self, path: Path) -> None:
        """Save everything to *path*, and say so."""
        folder, moment = self._folder, self._state.moment()

        def work(_tell: object) -> list[str]:
            packed = packing(folder, moment)
            write_archive(path, packed)
            return packed_sentences(packed, path)

        self._do(work, self._saved)

    def look_into(self, path: Path) -> None:
        """Verify the archive *path*, show what is in it and ask."""

        def work(_tell: object) -> _Found:
            with opened(path) as archive:
                parts = frozenset(archive.texts)
                return _Found(path, archive.book, archive.manifest, len(archive.receipts), parts)

        self._do(work, self._show)

    def restore(self, path: Path, *, with_settings: bool) -> None:
        """Restore the archive *path*, all or nothing."""
        folder, moment = self._folder, self._state.moment()
        label = _("restore {file}").format(file=path.name)

        def work(_tell: object) -> Restored:
            with opened(path) as archive:
                return restore(folder, archive, moment, label=label, with_settings=with_settings)

        self._do(work, partial(self._restored, path, with_settings))

    def _saved(self, outcome: object) -> None:
        if isinstance(outcome, list):
            self._window.notices.tell(lambda: _p("sentences", " ").join(outcome))

    def _show(self, outcome: object) -> None:
        if not isinstance(outcome, _Found):
            return
        found = outcome
        dialog = RestoreDialog(self._inside(found), self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.wanted.connect(lambda settings: self.restore(found.path, with_settings=settings))
        dialog.open()

    def _inside(self, found: _Found) -> Inside:
        settings, now = self._preferences.settings, self._state.book
        showing = Showing(settings.masked, settings.country, settings.stages)
        differs = difference(found.book, now)
        said = [counted(len(found.book.cards), len(found.book.renewals), found.receipts)]
        if CATALOG in found.parts:
            said.append(_("Your own rules and channels, which take the place of those here."))
        left_out = [name.removeprefix(RECEIPTS) for name in found.manifest.left_out]
        if left_out:
            words = _n(
                "{n} file is missing in it: {names}", "{n} files are missing in it: {names}", len(left_out)
            )
            said.append(words.format(n=len(left_out), names=_p("list", ", ").join(left_out[:5])))
        return Inside(
            file=str(found.path),
            made=moment_words(found.manifest.made.astimezone(self._state.now.tzinfo)),
            sentences=said,
            changes=change_sentences(differs, found.book, now),
            lines=content_of(found.book, now, showing, differs).lines,
            settings=SETTINGS in found.parts,
        )

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
        undo = [Remedy(lambda: _("Undo"), self._state.undo)] if self._state.book != before else []

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
        if isinstance(outcome, SimDeskError | OSError):
            self._window.notices.tell(partial(problem, outcome), serious=True)
        elif isinstance(outcome, Exception):
            raise outcome
        else:
            self._then(outcome)

    def _dialog(self, name: str, title: str) -> QFileDialog:
        dialog = QFileDialog(self._window, title)
        dialog.setObjectName(name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setNameFilters(
            [_("Backups of SimDesk (*.{ending})").format(ending=SUFFIX), _("All files (*)")]
        )
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog.setDirectory(documents if Path(documents).is_dir() else QDir.homePath())
        return dialog
