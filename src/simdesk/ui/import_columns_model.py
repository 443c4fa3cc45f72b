"""The columns of a table file with the first cells of each, as rows."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QPalette

from simdesk.exchange.columns import Columns
from simdesk.exchange.sheet import Sheet
from simdesk.exchange.table import unguarded
from simdesk.wording.language import _

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

TITLE, TAKEN_AS, FIRST_CELL = range(3)
_NOWHERE = QModelIndex()
_SHOWN = 4
_LENGTH = 200
_SECRET = frozenset({"number", "iccid"})


class ImportColumnsModel(QAbstractTableModel):
    """Answers what each column is called and what stands in its first lines; what is left out is pale."""

    def __init__(self, *, masked: bool) -> None:
        super().__init__()
        self._sheet: Sheet | None = None
        self._columns: Columns = ()
        self._masked = masked

    def set_sheet(self, sheet: Sheet | None, columns: Columns) -> None:
        """Show the columns of another file; None shows none."""
        self.beginResetModel()
        self._sheet, self._columns = sheet, columns
        self.endResetModel()

    def set_columns(self, columns: Columns) -> None:
        """Let the columns of the same file be taken as others."""
        self._columns = columns
        if columns:
            last = self.index(len(columns) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def title(self, row: int) -> str:
        """Return what the file calls a column; where it has no name, which one it is."""
        name = "" if self._sheet is None else " ".join(unguarded(self._sheet.header[row]).split())
        return name[:_LENGTH] or _("(column {n})").format(n=row + 1)

    def retranslate(self) -> None:
        """Let every word be asked for anew."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)
        self.set_columns(self._columns)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() or self._sheet is None else len(self._sheet.header)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else FIRST_CELL + self._lines

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role != Role.DisplayRole:
            return None
        if section == TITLE:
            return _("In the file")
        if section == TAKEN_AS:
            return _("Taken as")
        if self._sheet is None or not FIRST_CELL <= section < self.columnCount():
            return None
        return _("Line {line}").format(line=self._sheet.records[section - FIRST_CELL].line)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not self.checkIndex(index, QAbstractTableModel.CheckIndexOption.IndexIsValid):
            return None
        if role in (Role.DisplayRole, Role.ToolTipRole):
            if index.column() == TITLE:
                return self.title(index.row())
            return self._cell(index) if index.column() >= FIRST_CELL else None
        if role == Role.ForegroundRole and self._columns[index.row()] is None:
            return QGuiApplication.palette().brush(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
        return None

    @property
    def _lines(self) -> int:
        return 0 if self._sheet is None else min(len(self._sheet.records), _SHOWN)

    def _cell(self, index: Index) -> str:
        """Return what stands in a cell, on one line, an end of it only where that is to stay private."""
        cells = () if self._sheet is None else self._sheet.records[index.column() - FIRST_CELL].cells
        text = unguarded(cells[index.row()]) if index.row() < len(cells) else ""
        text = " ".join(text[:_LENGTH].split())
        if self._masked and self._columns[index.row()] in _SECRET and len(text) > 4:
            return f"•••• {text[-4:]}"
        return text
