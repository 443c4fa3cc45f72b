"""What the window for importing asks for, answered from the state and the catalog."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from simdesk.catalog.whole import Catalog
from simdesk.domain.book import Book
from simdesk.exchange import cards_csv, log_csv
from simdesk.exchange.cards_import import imported_cards
from simdesk.exchange.log_import import imported_log
from simdesk.exchange.report import summary
from simdesk.exchange.table import Table, read_table
from simdesk.ui.import_dialog import ImportDialog, Lines, TableKind
from simdesk.ui.main_window import MainWindow
from simdesk.ui.state import AppState
from simdesk.wording.language import _

_ONLY_LOG = frozenset(log_csv.COLUMNS) - frozenset(cards_csv.COLUMNS)


def import_dialog_for(
    state: AppState, window: MainWindow, catalog: Callable[[], Catalog], parent: QWidget | None = None
) -> ImportDialog:
    """Return the window that takes a table into the book of *state*; *window* says what was done."""

    def trial(path: Path, kind: TableKind) -> Lines:
        return _imported(state.book, _table(path, kind), catalog(), kind, state.now)[1]

    def take(path: Path, kind: TableKind) -> bool:
        table, done = _table(path, kind), list[Lines]()

        def edit(book: Book) -> Book:
            after, lines = _imported(book, table, catalog(), kind, state.now)
            done[:] = [lines]
            return after

        label = _("import cards") if kind is TableKind.CARDS else _("import renewals")
        saved = state.apply(label, edit, "import")
        if saved:
            window.tell_done(partial(summary, done[0], trial=False))
        return saved

    return ImportDialog(kind_of, trial, take, parent or window)


def kind_of(path: Path) -> TableKind:
    """Return what a table holds: the log where its header has a column that only the log has.

    Raises:
        FileUnreadable, ColumnsRefused, RowRefused: if it is no table of either.
    """
    table = read_table(path, [*cards_csv.COLUMNS, *log_csv.COLUMNS])
    return TableKind.CARDS if _ONLY_LOG.isdisjoint(table.columns) else TableKind.LOG


def _table(path: Path, kind: TableKind) -> Table:
    return read_table(path, cards_csv.COLUMNS if kind is TableKind.CARDS else log_csv.COLUMNS)


def _imported(
    book: Book, table: Table, catalog: Catalog, kind: TableKind, moment: datetime
) -> tuple[Book, Lines]:
    if kind is TableKind.CARDS:
        return imported_cards(book, table, catalog, moment)
    return imported_log(book, table, moment)
