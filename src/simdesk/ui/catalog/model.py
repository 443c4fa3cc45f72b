"""The list of carriers and plans. The entries come from ``entries``; the model only answers roles."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from simdesk.ui.catalog.entries import Entry

Index = QModelIndex | QPersistentModelIndex

_NOWHERE = QModelIndex()


class CatalogModel(QAbstractListModel):
    """Answers what the list shows of the entries it was given."""

    def __init__(self) -> None:
        super().__init__()
        self._entries: Sequence[Entry] = ()

    def set_entries(self, entries: Sequence[Entry]) -> None:
        """Show *entries*."""
        self.beginResetModel()
        self._entries = entries
        self.endResetModel()

    def entry(self, index: Index) -> Entry | None:
        """Return what is there; None outside the list."""
        return self._entries[index.row()] if 0 <= index.row() < len(self._entries) else None

    def place_of(self, key: tuple[str, str]) -> QModelIndex:
        """Return where a carrier or plan is; an invalid index if it is not in the list."""
        at = next((at for at, entry in enumerate(self._entries) if entry.key == key), None)
        return QModelIndex() if at is None else self.index(at)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entry(index) if index.isValid() else None
        if entry is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return entry.title
            case Qt.ItemDataRole.ToolTipRole:
                return f"{entry.title}\n{entry.about}"
            case Qt.ItemDataRole.AccessibleTextRole:
                return entry.said
            case Qt.ItemDataRole.UserRole:
                return entry
        return None
