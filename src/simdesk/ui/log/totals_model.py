"""The table of totals: one row a total."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from simdesk.ui.log.totals import By, Total
from simdesk.wording.language import _, _p

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

_NOWHERE = QModelIndex()
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class TotalsModel(QAbstractTableModel):
    """Answers what the table of totals shows: for what, how many payments, how much."""

    def __init__(self) -> None:
        super().__init__()
        self._totals: tuple[Total, ...] = ()
        self._by = By.MONTH

    def show_totals(self, by: By, totals: Sequence[Total]) -> None:
        """Show *totals*, which are counted *by* that."""
        self.beginResetModel()
        self._by, self._totals = by, tuple(totals)
        self.endResetModel()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 2)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._totals)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else 3

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < 3:
            return None
        if role == Role.DisplayRole:
            return (_group_title(self._by), _("Payments"), _p("totals", "Paid"))[section]
        return _RIGHT if role == Role.TextAlignmentRole and section else None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not self.checkIndex(index, QAbstractTableModel.CheckIndexOption.IndexIsValid):
            return None
        total = self._totals[index.row()]
        if role == Role.DisplayRole:
            return (total.words, str(total.payments), total.paid)[index.column()]
        return _RIGHT if role == Role.TextAlignmentRole and index.column() else None


def _group_title(by: By) -> str:
    match by:
        case By.MONTH:
            return _("Month")
        case By.YEAR:
            return _("Year")
        case By.CARD:
            return _("Card")
        case By.CURRENCY:
            return _("Currency")
