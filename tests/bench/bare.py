"""The least that a window with a table costs; what SimDesk is measured against."""

import sys

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

Index = QModelIndex | QPersistentModelIndex


class Cells(QAbstractTableModel):
    """Twenty rows of five words."""

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 20

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 5

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        return f"{index.row()} / {index.column()}" if role == Qt.ItemDataRole.DisplayRole else None


def main() -> int:
    app = QApplication(sys.argv)
    window = QMainWindow()
    window.resize(1020, 640)
    table, cells = QTableView(), Cells()
    table.setModel(cells)
    window.setCentralWidget(table)
    window.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
