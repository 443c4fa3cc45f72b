"""The log and the cards to and from files, chosen in the system's own dialogs."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from simdesk.domain.book import Book
from simdesk.errors import SimDeskError
from simdesk.ui.state import AppState
from simdesk.wording.language import _

Tell = Callable[[Callable[[], str]], None]
Fail = Callable[[Exception], None]


def ask_where_to_export(window: QWidget, state: AppState, tell: Tell, fail: Fail) -> QFileDialog:
    """Ask for a file and write the log into it; the dialog is open on return."""
    dialog = _dialog(window, "export_dialog", _("Export the log"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("csv")
    dialog.selectFile(f"simdesk-log-{state.now.date().isoformat()}.csv")
    dialog.fileSelected.connect(lambda name: export_log(Path(name), state.book, tell, fail))
    dialog.open()
    return dialog


def export_log(path: Path, book: Book, tell: Tell, fail: Fail) -> None:
    """Write the log of *book* to *path*, and say so or what went wrong."""
    from simdesk.exchange.log_csv import exported_log
    from simdesk.storage.durable import write_durably

    try:
        write_durably(path, exported_log(book), "export")
    except (SimDeskError, OSError) as error:
        fail(error)
        return
    tell(lambda: _("The log is exported to {path}.").format(path=path))


def ask_what_to_import(window: QWidget, state: AppState, tell: Tell, fail: Fail) -> QFileDialog:
    """Ask for a file and take its cards over; the dialog is open on return."""
    dialog = _dialog(window, "import_dialog", _("Import cards"))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(lambda name: import_cards(Path(name), state, tell, fail))
    dialog.open()
    return dialog


def import_cards(path: Path, state: AppState, tell: Tell, fail: Fail) -> None:
    """Take the cards of the table *path* over, all or none, and say what was done."""
    from simdesk.catalog.reading import catalog
    from simdesk.exchange.cards_csv import COLUMNS
    from simdesk.exchange.cards_import import imported_cards
    from simdesk.exchange.report import ImportLine, summary
    from simdesk.exchange.table import read_table

    done: list[ImportLine] = []

    def edit(book: Book) -> Book:
        after, lines = imported_cards(book, table, known, state.now)
        done[:] = lines
        return after

    try:
        known = catalog()
        table = read_table(path, COLUMNS)
    except (SimDeskError, OSError) as error:
        fail(error)
        return
    if state.apply(_("import cards"), edit):
        tell(partial(summary, tuple(done), trial=False))


def _dialog(window: QWidget, name: str, title: str) -> QFileDialog:
    dialog = QFileDialog(window, title)
    dialog.setObjectName(name)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setNameFilters([_("Tables (*.csv)"), _("All files (*)")])
    return dialog
