"""What the window for importing asks for, answered from the state, the settings and the catalog."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Literal

from PySide6.QtWidgets import QWidget

from simdesk.catalog.whole import Catalog
from simdesk.domain.book import Book
from simdesk.exchange import cards_csv, log_csv
from simdesk.exchange.cards_import import imported_cards
from simdesk.exchange.columns import Columns, columns_named, own_columns
from simdesk.exchange.encodings import Encoding
from simdesk.exchange.log_import import imported_log
from simdesk.exchange.report import ImportLine, summary
from simdesk.exchange.sheet import Sheet, read_sheet
from simdesk.exchange.table import Table, table_of
from simdesk.storage.settings import TableColumns
from simdesk.ui.import_dialog import ImportDialog
from simdesk.ui.import_steps import ImportSteps, TableKind, Trial, Wanted
from simdesk.ui.main_window import MainWindow
from simdesk.ui.preferences import Preferences
from simdesk.ui.state import AppState
from simdesk.wording.language import _, current

_COLUMNS: dict[TableKind, tuple[str, ...]] = {
    TableKind.CARDS: tuple(cards_csv.COLUMNS),
    TableKind.LOG: tuple(log_csv.COLUMNS),
}
_KIND: dict[TableKind, Literal["cards", "log"]] = {TableKind.CARDS: "cards", TableKind.LOG: "log"}
_REMEMBERED = 20
_LONGEST_NAME = 200


def import_dialog_for(
    state: AppState,
    window: MainWindow,
    catalog: Callable[[], Catalog],
    preferences: Preferences,
    parent: QWidget | None = None,
) -> ImportDialog:
    """Return the window that takes a table into the book of *state*; *window* says what was done."""

    def attempt(sheet: Sheet, wanted: Wanted) -> Trial:
        table = table_of(sheet, wanted.columns, day_first=wanted.day_first)
        return Trial(table, _imported(state.book, table, catalog(), wanted.kind, state.now)[1])

    def take(sheet: Sheet, wanted: Wanted) -> bool:
        table, done = attempt(sheet, wanted).table, list[tuple[ImportLine, ...]]()
        kind = wanted.kind

        def edit(book: Book) -> Book:
            after, lines = _imported(book, table, catalog(), kind, state.now)
            done[:] = [lines]
            return after

        label = _("import cards") if kind is TableKind.CARDS else _("import renewals")
        saved = state.apply(label, edit, "import", source="import", backup="import")
        if saved:
            window.tell_done(partial(summary, done[0], trial=False))
            remember(preferences, sheet, kind, wanted.columns)
        return saved

    steps = ImportSteps(
        read=_read,
        kind_of=partial(kind_of, preferences),
        known=_COLUMNS.__getitem__,
        columns_of=partial(columns_of, preferences),
        attempt=attempt,
        take=take,
    )
    return ImportDialog(steps, masked=preferences.settings.masked, parent=parent or window)


def kind_of(preferences: Preferences, sheet: Sheet) -> TableKind:
    """Return what a table holds: what one with its header held last, else what most of its columns are of."""
    for kind, name in _KIND.items():
        if any(one.kind == name for one in _with_header(preferences, sheet)[:1]):
            return kind

    def named(kind: TableKind) -> int:
        return sum(column is not None for column in columns_named(sheet.header, _COLUMNS[kind]))

    return max(TableKind, key=named)


def columns_of(preferences: Preferences, sheet: Sheet, kind: TableKind) -> Columns:
    """Return what the columns of a table are: what they were last under its header, else by their names."""
    known = _COLUMNS[kind]
    for one in _with_header(preferences, sheet):
        taken = [column for column in one.columns if column is not None]
        sound = set(taken) <= set(known) and len(set(taken)) == len(taken)
        if one.kind == _KIND[kind] and len(one.columns) == len(sheet.header) and sound:
            return one.columns
    return columns_named(sheet.header, known)


def remember(preferences: Preferences, sheet: Sheet, kind: TableKind, columns: Columns) -> None:
    """Keep in the settings what the columns of a table were taken as, unless its names say it already."""
    others = tuple(
        one
        for one in preferences.settings.table_columns
        if (one.kind, one.header) != (_KIND[kind], sheet.header)
    )
    if columns == own_columns(sheet.header) or max(map(len, sheet.header)) > _LONGEST_NAME:
        return
    latest = TableColumns(kind=_KIND[kind], header=sheet.header, columns=columns)
    preferences.change(table_columns=(latest, *others)[:_REMEMBERED])


def _with_header(preferences: Preferences, sheet: Sheet) -> Sequence[TableColumns]:
    return [one for one in preferences.settings.table_columns if one.header == sheet.header]


def _read(path: Path, encoding: Encoding | None, separator: str | None) -> Sheet:
    return read_sheet(path, current(), encoding=encoding, separator=separator)


def _imported(
    book: Book, table: Table, catalog: Catalog, kind: TableKind, moment: datetime
) -> tuple[Book, tuple[ImportLine, ...]]:
    if kind is TableKind.CARDS:
        return imported_cards(book, table, catalog, moment)
    return imported_log(book, table, moment)
