"""A restore from a file, as the window of backups and the page of recovery have it in common."""

import os
from collections.abc import Callable
from datetime import datetime, tzinfo
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QDir, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from simdesk.domain.book import Book
from simdesk.domain.comparing import difference
from simdesk.errors import FileDamaged, FileNewer, FileUnreadable
from simdesk.exchange.archive import CATALOG, RECEIPTS, SETTINGS, SUFFIX, Manifest
from simdesk.exchange.archive_reading import opened
from simdesk.exchange.archive_restoring import Restored, restore
from simdesk.storage.book_file import FileStore
from simdesk.storage.folder import DataFolder
from simdesk.ui.backups.lines import content_of
from simdesk.ui.backups.restore_dialog import Inside, RestoreDialog, Ways
from simdesk.ui.cards.showing import Showing
from simdesk.ui.file_dialog import file_dialog
from simdesk.wording.archive import counted
from simdesk.wording.backups import change_sentences, moment_words
from simdesk.wording.language import _, _n, _p


class Found(NamedTuple):
    """What was found in an archive, all of it verified, and what there is to be undone of a restore."""

    path: Path
    book: Book
    manifest: Manifest
    receipts: int
    parts: frozenset[str]
    ways: Ways


def look_into(folder: DataFolder, path: Path) -> Found:
    """Verify the archive *path* and return what is in it. Takes a while for a large one.

    Raises:
        ArchiveRefused, FileDamaged, FileNewer, FileUnreadable: if it is no whole archive.
    """
    with opened(path) as archive:
        parts = frozenset(archive.texts)
        return Found(path, archive.book, archive.manifest, len(archive.receipts), parts, _ways(folder))


def restore_from(folder: DataFolder, path: Path, moment: datetime, *, with_settings: bool) -> Restored:
    """Restore the archive *path* into *folder*, all or nothing, and return what was done.

    Raises:
        SimDeskError: what the reading and the restoring of an archive raise; nothing is changed then.
    """
    label = _("restore {file}").format(file=path.name)
    with opened(path) as archive:
        return restore(folder, archive, moment, label=label, with_settings=with_settings)


def show(
    found: Found,
    zone: tzinfo | None,
    compared: tuple[Book, Showing] | None,
    wanted: Callable[[bool], object],
    parent: QWidget,
) -> RestoreDialog:
    """Show what was *found* and ask; *wanted* is told whether the settings are to be restored, too.

    *compared*: the book it is compared with, and how its cards are shown; None: with nothing.
    """
    dialog = RestoreDialog(_inside(found, zone, compared), parent)
    dialog.setWindowFilePath(str(found.path))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.wanted.connect(wanted)
    dialog.open()
    return dialog


def archive_dialog(parent: QWidget, name: str, title: str) -> QFileDialog:
    """Return a dialog that asks for an archive, not open yet."""
    dialog = file_dialog(parent, title)
    dialog.setObjectName(name)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setNameFilters([_("Backups of SimDesk (*.{ending})").format(ending=SUFFIX), _("All files (*)")])
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    dialog.setDirectory(documents if Path(documents).is_dir() else QDir.homePath())
    return dialog


def ask_what_to_open(parent: QWidget, chosen: Callable[[Path], object]) -> None:
    """Ask for an archive that is there, and tell *chosen* which."""
    dialog = archive_dialog(parent, "backup_open_dialog", _("Restore from a file"))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(lambda name: chosen(Path(name)))
    dialog.open()


def _ways(folder: DataFolder) -> Ways:
    if not os.path.lexists(folder.book):
        return Ways.NONE
    try:
        FileStore(folder).load()
    except FileDamaged:
        return Ways.DAMAGED
    except (FileNewer, FileUnreadable, OSError):
        pass  # then nothing is restored, and it says why
    return Ways.UNDO


def _inside(found: Found, zone: tzinfo | None, compared: tuple[Book, Showing] | None) -> Inside:
    said = [counted(len(found.book.cards), len(found.book.renewals), found.receipts)]
    if CATALOG in found.parts:
        said.append(_("Your own rules and channels, which take the place of those here."))
    left_out = [name.removeprefix(RECEIPTS) for name in found.manifest.left_out]
    if left_out:
        words = _n(
            "{n} file is missing in it: {names}", "{n} files are missing in it: {names}", len(left_out)
        )
        said.append(words.format(n=len(left_out), names=_p("list", ", ").join(left_out[:5])))
    now, showing = compared or (None, Showing())
    differs = None if now is None else difference(found.book, now)
    return Inside(
        file=str(found.path),
        made=moment_words(found.manifest.made.astimezone(zone)),
        sentences=said,
        changes=None if now is None or differs is None else change_sentences(differs, found.book, now),
        lines=content_of(found.book, now, showing, differs).lines,
        settings=SETTINGS in found.parts,
        catalog=CATALOG in found.parts,
        ways=found.ways,
    )
