"""The log into a file, chosen in the system's own dialog."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDir, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from simdesk.domain.book import Book
from simdesk.errors import SimDeskError
from simdesk.storage.folder import DataFolder
from simdesk.ui.aside import Aside
from simdesk.ui.file_dialog import file_dialog
from simdesk.ui.state import AppState
from simdesk.wording.language import _, _p

Tell = Callable[[Callable[[], str]], None]
Fail = Callable[[Exception], None]


def ask_where_to_export(
    window: QWidget, state: AppState, folder: DataFolder, tell: Tell, fail: Fail
) -> QFileDialog:
    """Ask for a file and write the log into it; the dialog is open on return."""
    dialog = file_dialog(window, _("Export the log"))
    dialog.setObjectName("export_dialog")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setNameFilters([_("Tables (*.csv)"), _("All files (*)")])
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("csv")
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    # Not where the program happened to be started, which may be anywhere.
    dialog.setDirectory(documents if Path(documents).is_dir() else QDir.homePath())
    dialog.selectFile(f"simdesk-log-{state.now.date().isoformat()}.csv")
    dialog.fileSelected.connect(
        lambda name: export_log(Path(name), state.book, folder, window, tell=tell, fail=fail)
    )
    dialog.open()
    return dialog


def export_log(
    path: Path, book: Book, folder: DataFolder, window: QWidget, *, tell: Tell, fail: Fail
) -> None:
    """Write the log of *book* to *path* and its receipts beside it; say so, or what went wrong.

    The receipts, which may be hundreds of megabytes, are copied beside *window*, which goes on meanwhile.
    """
    if not any(renewal.receipts for renewal in book.renewals):
        _tell_of(path, _outcome(path, book, folder), tell, fail)
        return
    aside = Aside("export", window)
    aside.came.connect(lambda outcome: _tell_of(path, outcome, tell, fail))
    aside.came.connect(aside.deleteLater)
    aside.do(lambda _tell: _outcome(path, book, folder))


def _outcome(path: Path, book: Book, folder: DataFolder) -> object:
    """Return what was copied, or what went wrong."""
    from simdesk.exchange.archive_receipts import copy_beside
    from simdesk.exchange.log_csv import exported_log
    from simdesk.storage.exporting import put_down

    try:
        copied = copy_beside(folder, book.renewals, path)
        put_down(path, exported_log(book))
    except (SimDeskError, OSError) as error:
        return error
    return copied


def _tell_of(path: Path, outcome: object, tell: Tell, fail: Fail) -> None:
    from simdesk.exchange.archive_receipts import Copied, copied_sentences

    if isinstance(outcome, Exception):
        fail(outcome)
        return
    copied = outcome if isinstance(outcome, Copied) else None

    def words() -> str:
        said = _("The log is exported to {path}.").format(path=path)
        return _p("sentences", " ").join((said, *copied_sentences(copied)))

    tell(words)
