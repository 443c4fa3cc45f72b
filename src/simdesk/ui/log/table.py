"""The table of renewals as it looks and is moved in."""

from PySide6.QtCore import QItemSelection, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView, QWidget

from simdesk.ui.log.columns import Column
from simdesk.ui.log.model import LogModel
from simdesk.wording.language import _

_LETTERS = {
    Column.PAID_ON: 18,
    Column.CARD: 22,
    Column.WHAT: 24,
    Column.CHANNEL: 24,
    Column.AMOUNT: 16,
    Column.STATUS: 20,
    Column.DATES: 28,
    Column.METHOD: 16,
    Column.ORDER: 18,
    Column.RECEIPTS: 10,
    Column.NOTE: 24,
}
"""The width of a column at first, in letters."""


class LogTable(QTableView):
    """One row is chosen at a time; a click on a title sorts, a second one the other way.

    Signals:
        chosen: another row is the current one.
        menu_asked: the menu of the current row is wanted; carries the place on the screen.
    """

    chosen = Signal()
    menu_asked = Signal(QPoint)

    def __init__(self, model: LogModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("log_table")
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        # Tab leaves the table; the arrows move in it.
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 12)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        letter = self.fontMetrics().averageCharWidth()
        for column, letters in _LETTERS.items():
            header.resizeSection(column, letters * letter)
        header.setSortIndicator(Column.PAID_ON, Qt.SortOrder.DescendingOrder)
        self.setSortingEnabled(True)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every word anew."""
        self.setAccessibleName(_("Renewals"))

    def fit_columns(self) -> None:
        """Give columns whose words are all of one sort the width they need."""
        for column in (Column.PAID_ON, Column.AMOUNT, Column.STATUS, Column.DATES):
            self.resizeColumnToContents(column)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.chosen.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            corner = self.visualRect(self.currentIndex()).bottomLeft()
            self.menu_asked.emit(self.viewport().mapToGlobal(corner))
        else:
            self.menu_asked.emit(event.globalPos())
