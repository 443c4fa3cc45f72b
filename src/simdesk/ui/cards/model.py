"""The list of cards as Qt reads it: it only answers."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from simdesk.domain.rows import Row
from simdesk.wording.countdown import afterwards, data_line, ends, pending, row_name

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class Role:
    """What the model answers besides text."""

    CARD_ID = int(Qt.ItemDataRole.UserRole)
    ROW = CARD_ID + 1


class CardModel(QAbstractListModel):
    """Shows rows in the order given and knows nothing of files, clocks or edits."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[Row] = []

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        match role:
            case Role.ROW:
                return row
            case Role.CARD_ID:
                return row.card.id
            case Qt.ItemDataRole.DisplayRole:
                return row.card.label
            case Qt.ItemDataRole.AccessibleTextRole:
                return row_name(row)
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return " · ".join(filter(None, (afterwards(row), data_line(row))))
            case Qt.ItemDataRole.ToolTipRole:
                lines = (row.card.label, ends(row), afterwards(row), pending(row), data_line(row))
                return "\n".join(filter(None, lines))
        return None

    def row_of(self, card_id: str) -> int | None:
        """Return the place of a card in the list; None if it is not in it."""
        return next((place for place, row in enumerate(self._rows) if row.card.id == card_id), None)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show *rows*. What stays keeps its index, so that selection and scrolling do too."""
        self._remove({row.card.id for row in rows})
        self._reorder([row.card.id for row in rows])
        for place, row in enumerate(rows):
            if place < len(self._rows) and self._rows[place].card.id == row.card.id:
                if self._rows[place] != row:
                    self._rows[place] = row
                    self.dataChanged.emit(self.index(place), self.index(place))
            else:
                self.beginInsertRows(QModelIndex(), place, place)
                self._rows.insert(place, row)
                self.endInsertRows()

    def show_first(self, rows: Sequence[Row]) -> None:
        """Show *rows* in the place of everything: for the beginning."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def retranslate(self) -> None:
        """Let every row be asked for its words again."""
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def _remove(self, kept: set[str]) -> None:
        for place in reversed(range(len(self._rows))):
            if self._rows[place].card.id not in kept:
                self.beginRemoveRows(QModelIndex(), place, place)
                del self._rows[place]
                self.endRemoveRows()

    def _reorder(self, wanted: list[str]) -> None:
        held = {row.card.id: row for row in self._rows}
        order = [card_id for card_id in wanted if card_id in held]
        if order == list(held):
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        ids = [self._rows[index.row()].card.id for index in before]
        self._rows = [held[card_id] for card_id in order]
        self.changePersistentIndexList(before, [self.index(order.index(card_id)) for card_id in ids])
        self.layoutChanged.emit()
