"""The table of the log. Rows come from the core; the model only answers roles."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QPalette

from simdesk.domain.terms import Status
from simdesk.ui.icons import icon
from simdesk.ui.log.columns import Column, cell, receipt_words, sort_key, title
from simdesk.ui.log.entries import LogRow
from simdesk.wording.terms import kind_name

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

_NOWHERE = QModelIndex()
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_GONE = (Status.REFUSED, Status.VOIDED)


class LogModel(QAbstractTableModel):
    """Answers what the table shows of the rows it was given, sorted by one column."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[LogRow] = []
        self._column, self._order = Column.PAID_ON, Qt.SortOrder.DescendingOrder

    def set_rows(self, rows: Sequence[LogRow]) -> None:
        """Show *rows*, given with the latest first."""
        self.beginResetModel()
        self._rows = self._sorted(rows)
        self.endResetModel()

    def row(self, index: Index) -> LogRow | None:
        """Return the row that *index* is in; None outside the table."""
        return self._rows[index.row()] if 0 <= index.row() < len(self._rows) else None

    def place_of(self, renewal_id: str) -> int | None:
        """Return where a renewal stands, from 0; None if it is not among the rows."""
        return next((at for at, row in enumerate(self._rows) if row.renewal.id == renewal_id), None)

    def retranslate(self) -> None:
        """Let the titles be asked for anew. The rows have words in them and are set again by their owner."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(Column):
            return None
        if role == Role.DisplayRole:
            return title(Column(section))
        if role == Role.TextAlignmentRole and section == Column.AMOUNT:
            return _RIGHT
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not self.checkIndex(index, QAbstractTableModel.CheckIndexOption.IndexIsValid):
            return None
        row, column = self._rows[index.row()], Column(index.column())
        match role:
            case Role.DisplayRole:
                return "" if column is Column.RECEIPTS else cell(row, column)
            case Role.AccessibleTextRole:
                return cell(row, column)
            case Role.ToolTipRole:
                return _tip(row, column)
            case Role.DecorationRole:
                return icon("clip") if column is Column.RECEIPTS and row.renewal.receipts else None
            case Role.TextAlignmentRole:
                return _RIGHT if column is Column.AMOUNT else None
            case Role.ForegroundRole:
                gone = row.renewal.status in _GONE
                return QGuiApplication.palette().brush(QPalette.ColorRole.PlaceholderText) if gone else None
            case Role.UserRole:
                return row.renewal.id
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.layoutAboutToBeChanged.emit()
        self._column, self._order = Column(max(0, column)), order
        held = self.persistentIndexList()
        were = [self._rows[index.row()] for index in held]
        self._rows = self._sorted(sorted(self._rows, key=_entered, reverse=True))
        places = {row.renewal.id: at for at, row in enumerate(self._rows)}
        for index, row in zip(held, were, strict=True):
            self.changePersistentIndex(index, self.index(places[row.renewal.id], index.column()))
        self.layoutChanged.emit()

    def _sorted(self, rows: Sequence[LogRow]) -> list[LogRow]:
        """Return the rows by the column in force; those equal in it as they were, the latest first."""
        falls = self._order is Qt.SortOrder.DescendingOrder
        if self._column is Column.PAID_ON and falls:
            return list(rows)
        kept = sorted(rows, key=lambda row: sort_key(row, self._column)[1], reverse=falls)
        # What has nothing in the column comes last, whichever way it is sorted.
        return sorted(kept, key=lambda row: sort_key(row, self._column)[0])


def _entered(row: LogRow) -> tuple[object, object]:
    return row.renewal.paid_on, row.renewal.entered


def _tip(row: LogRow, column: Column) -> str | None:
    match column:
        case Column.RECEIPTS:
            return receipt_words(row.renewal) or None
        case Column.WHAT:
            return kind_name(row.renewal.kind)
        case Column.NOTE:
            return row.renewal.note or None
    return None
