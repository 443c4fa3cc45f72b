"""The view in which the owner says what each column of a table file is."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from simdesk.exchange.columns import Columns, column_words
from simdesk.exchange.sheet import Sheet
from simdesk.ui.fields import ChoiceField
from simdesk.ui.import_columns_model import FIRST_CELL, TAKEN_AS, TITLE, ImportColumnsModel
from simdesk.wording.language import _, current

_LEFT_OUT = ""


class _TakenAs(ChoiceField[str]):
    """One of the columns that are known, or none. The wheel moves the table, not the choice."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ImportColumns(QTableView):
    """One row a column of the file: its name, what it is taken as, and its first cells.

    Signals:
        edited: the owner takes a column as another one.
    """

    edited = Signal()

    def __init__(self, *, masked: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns: Columns = ()
        self._known: tuple[str, ...] = ()
        self._choices: list[_TakenAs] = []
        self._shown = ImportColumnsModel(masked=masked)
        self.setModel(self._shown)
        self.setObjectName("import_columns")
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self.retranslate()

    def columns(self) -> Columns:
        """Return what each column of the file is taken as."""
        return self._columns

    def set_sheet(self, sheet: Sheet | None, known: tuple[str, ...], columns: Columns) -> None:
        """Show the columns of a file, each to be one of *known* or left out; None shows none."""
        self._known, self._columns = known, columns
        for choice in self._choices:  # which the view deletes only later
            choice.setObjectName("")
        self._shown.set_sheet(sheet, columns)
        self._choices = [self._choice(row) for row in range(len(columns))]
        for row, choice in enumerate(self._choices):
            self.setIndexWidget(self._shown.index(row, TAKEN_AS), choice)
        self.retranslate()
        self._fit()

    def retranslate(self) -> None:
        """Set every word anew; what was chosen stays."""
        self.setAccessibleName(_("The columns of the file"))
        self._shown.retranslate()
        for row, choice in enumerate(self._choices):
            choice.retranslate()
            choice.setAccessibleName(_("“{column}” is taken as").format(column=self._shown.title(row)))

    def _choice(self, row: int) -> _TakenAs:
        choice = _TakenAs(self._offered)
        choice.setObjectName(f"import_column_{row}")
        choice.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        choice.set_value(self._columns[row] or _LEFT_OUT)
        choice.edited.connect(partial(self._take, row))
        return choice

    def _offered(self) -> list[tuple[str, str]]:
        language = current()
        words = [(column, column_words(column, language)) for column in self._known]
        return [(_LEFT_OUT, _("Left out")), *words]

    def _take(self, row: int) -> None:
        """Take a column as what was chosen; another one that was taken as that is left out."""
        chosen = self._choices[row].value() or None
        columns = list(self._columns)
        for other, column in enumerate(columns):
            if other != row and column is not None and column == chosen:
                columns[other] = None
                self._choices[other].set_value(_LEFT_OUT)
        columns[row] = chosen
        self._columns = tuple(columns)
        self._shown.set_columns(self._columns)
        self.edited.emit()

    def _fit(self) -> None:
        header, letter = self.horizontalHeader(), self.fontMetrics().averageCharWidth()
        height = max((choice.sizeHint().height() for choice in self._choices[:1]), default=0)
        self.verticalHeader().setDefaultSectionSize(max(height, self.fontMetrics().height() + 8) + 4)
        wanted = max((choice.sizeHint().width() for choice in self._choices[:1]), default=0)
        header.resizeSection(TITLE, letter * 24)
        header.resizeSection(TAKEN_AS, max(letter * 24, wanted + 4))
        for section in range(FIRST_CELL, header.count()):
            header.resizeSection(section, letter * 22)
