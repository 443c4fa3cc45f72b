"""The window in which a table is taken over: first what each line would do, then all of it, or nothing."""

from pathlib import Path

from PySide6.QtCore import QSize, QStringListModel, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from simdesk.errors import Damage, RowRefused, SimDeskError
from simdesk.exchange.columns import own_columns
from simdesk.exchange.encodings import Encoding
from simdesk.exchange.report import Outcome, encoding_name, remarks, sentence, summary
from simdesk.exchange.sheet import SEPARATORS, Sheet
from simdesk.ui.fields import ChoiceField, Rows, TextField
from simdesk.ui.file_dialog import file_dialog
from simdesk.ui.import_columns import ImportColumns
from simdesk.ui.import_steps import ImportSteps, TableKind, Trial, Wanted
from simdesk.ui.theme import repolish
from simdesk.wording.language import _, _p
from simdesk.wording.problem import problem


class ImportDialog(QDialog):
    """Asks for a file, says what is in it, and takes it over when told to.

    A wrong cell is told with its place, and everything stays as it was chosen, so that the file can be
    mended and read again.
    """

    def __init__(self, steps: ImportSteps, *, masked: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import_dialog")
        self.setAcceptDrops(True)
        self._steps = steps
        self._sheet: Sheet | None = None
        self._last: Sheet | None = None
        self._trial: Trial | None = None
        self._error: Exception | None = None
        self._refused = False
        self._encoding: Encoding | None = None
        self._separator: str | None = None
        self._lead, self._said, self._remarks, self._rows = QLabel(), QLabel(), QLabel(), Rows()
        self._how = (Rows(), Rows(), Rows(), Rows())
        self.file = TextField()
        self.kind: ChoiceField[TableKind] = ChoiceField(
            lambda: [(TableKind.CARDS, _("Cards")), (TableKind.LOG, _("The log of renewals"))]
        )
        self.encoding: ChoiceField[Encoding] = ChoiceField(
            lambda: [(encoding, encoding_name(encoding)) for encoding in Encoding]
        )
        self.separator: ChoiceField[str] = ChoiceField(_separators)
        self.days: ChoiceField[bool] = ChoiceField(
            lambda: [(True, _("The day comes first")), (False, _("The month comes first"))]
        )
        self.columns = ImportColumns(masked=masked)
        self._choose, self._again = QPushButton(), QPushButton()
        self._import, self._cancel = QPushButton(), QPushButton()
        self._model = QStringListModel(self)
        self._report, self._tabs = QListView(), QTabWidget()
        self._name_parts()
        self._lay_out()
        self._connect()
        self.retranslate()
        self._choose.setFocus()

    def show_file(self, path: Path) -> None:
        """Say what is in the file *path*, as if its name had been typed."""
        self.file.setText(str(path))

    def choose_file(self) -> None:
        """Let the owner choose the file in the system's own dialog."""
        dialog = file_dialog(self, _("Choose a table"))
        dialog.setObjectName("import_file_dialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([_("Tables (*.csv *.tsv *.txt)"), _("All files (*)")])
        dialog.fileSelected.connect(lambda name: self.show_file(Path(name)))
        dialog.open()

    def retranslate(self) -> None:
        """Set every word anew; the file and what was chosen stay."""
        self.setWindowTitle(_("Import"))
        self._lead.setText(
            _(
                "A table is a CSV file, from SimDesk or from any spreadsheet. All of it is taken over, or "
                "nothing."
            )
        )
        for rows in (self._rows, *self._how):
            rows.retranslate()
        self.days.setPlaceholderText(_("Choose what comes first"))
        self._choose.setText(_("Choose a file…"))
        self._again.setText(_("Read again"))
        self._cancel.setText(_("Cancel"))
        self._import.setText(_("Import"))
        self._report.setAccessibleName(_("What each line does"))
        self._tabs.setTabText(0, _("What each line does"))
        self._tabs.setTabText(1, _("Columns"))
        self._tabs.setAccessibleName(_("The file"))
        self.columns.retranslate()
        self._show()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        dropped = next((url for url in event.mimeData().urls() if url.isLocalFile()), None)
        if dropped is not None:
            self.show_file(Path(dropped.toLocalFile()))

    def _name_parts(self) -> None:
        for name, widget in (
            ("file", self.file),
            ("kind", self.kind),
            ("encoding", self.encoding),
            ("separator", self.separator),
            ("days", self.days),
            ("choose", self._choose),
            ("again", self._again),
            ("tabs", self._tabs),
            ("report", self._report),
            ("remarks", self._remarks),
            ("said", self._said),
            ("save", self._import),
            ("cancel", self._cancel),
        ):
            widget.setObjectName(f"import_{name}")
        for label in (self._lead, self._said, self._remarks):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._remarks.setProperty("role", "muted")
        self._report.setModel(self._model)
        self._report.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._report.setUniformItemSizes(True)

    def _lay_out(self) -> None:
        self._rows.add(lambda: _("File"), self.file)
        self._how[0].add(lambda: _("What it holds"), self.kind)
        self._how[1].add(lambda: _("Encoding"), self.encoding)
        self._how[2].add(lambda: _("Separator"), self.separator)
        self._how[3].add(lambda: _("Dates such as 11/12/2026"), self.days)
        self._how[3].show_row(self.days, visible=False)
        self._choose.setAutoDefault(False)
        self._again.setAutoDefault(False)
        self._import.setDefault(True)
        head = QHBoxLayout()
        head.addLayout(self._rows, 1)
        head.addWidget(self._choose, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._again, 0, Qt.AlignmentFlag.AlignTop)
        how = QHBoxLayout()
        how.setSpacing(14)
        fields: tuple[QComboBox, ...] = (self.kind, self.encoding, self.separator)
        for rows, field, letters in zip(self._how[:3], fields, (5, 12, 5), strict=True):
            rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
            field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            field.setMinimumContentsLength(letters)
            how.addLayout(rows, letters)
        self._tabs.setDocumentMode(True)
        for page in (self._report, self.columns):
            self._tabs.addTab(page, "")
        foot = QHBoxLayout()
        foot.addWidget(self._said, 1)
        foot.addWidget(self._cancel)
        foot.addWidget(self._import)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addWidget(self._lead)
        column.addLayout(head)
        column.addLayout(how)
        column.addLayout(self._how[3])
        column.addWidget(self._remarks)
        column.addWidget(self._tabs, 1)
        column.addLayout(foot)
        letter, line = self.fontMetrics().averageCharWidth(), self.fontMetrics().height()
        self.resize(QSize(letter * 132, line * 36).boundedTo(self.screen().availableSize() * 0.9))

    def _connect(self) -> None:
        self._choose.clicked.connect(self.choose_file)
        self._again.clicked.connect(self._read)
        self._cancel.clicked.connect(self.reject)
        self._import.clicked.connect(self._take_over)
        self.file.edited.connect(self._read_new)
        self.encoding.edited.connect(self._read_in_encoding)
        self.separator.edited.connect(self._read_with_separator)
        self.kind.edited.connect(self._take_as_other_kind)
        self.columns.edited.connect(self._attempt)
        self.days.edited.connect(self._attempt)

    @property
    def _path(self) -> Path | None:
        typed = self.file.text().strip()
        return Path(typed).expanduser() if typed else None

    @property
    def _wanted(self) -> Wanted:
        return Wanted(self.kind.value() or TableKind.CARDS, self.columns.columns(), self.days.value())

    def _read_new(self) -> None:
        """Look what another file holds, and what its lines would do."""
        self._encoding = self._separator = None
        self.days.set_value(None)
        self._last = None
        sheet = self._read()
        if sheet is not None:
            self._tabs.setCurrentIndex(int(own_columns(sheet.header) != self.columns.columns()))

    def _read_in_encoding(self) -> None:
        self._encoding = self.encoding.value()
        self._read()

    def _read_with_separator(self) -> None:
        self._separator = self.separator.value()
        self._read()

    def _read(self) -> Sheet | None:
        """Read the file; its columns stay what they were chosen to be while its header is the same."""
        self._trial, self._error, self._refused = None, None, False
        path, sheet = self._path, None
        if path is not None and _is_file(path):
            try:
                sheet = self._steps.read(path, self._encoding, self._separator)
            except (SimDeskError, OSError) as error:
                self._error = error
        self._sheet = sheet
        if sheet is not None:
            self._take_sheet(sheet)
            self._last = sheet
        elif self._last is None:
            self.columns.set_sheet(None, (), ())
            self.encoding.set_value(self._encoding)
            self.separator.set_value(self._separator)
        # Else what was chosen stays on the screen: the file is being mended, or that is what is wrong.
        self.columns.setEnabled(sheet is not None)
        if sheet is None:
            self._show()
        return sheet

    def _take_sheet(self, sheet: Sheet) -> None:
        """Show the file as it was read, with the columns that were chosen if its header is as it was."""
        self.encoding.set_value(sheet.encoding)
        self.separator.set_value(sheet.separator)
        if self._last is None:
            self.kind.set_value(self._steps.kind_of(sheet))
        kind = self.kind.value() or TableKind.CARDS
        same = self._last is not None and self._last.header == sheet.header
        columns = self.columns.columns() if same else self._steps.columns_of(sheet, kind)
        self.columns.set_sheet(sheet, self._steps.known(kind), columns)
        self._attempt()

    def _take_as_other_kind(self) -> None:
        sheet, kind = self._sheet, self.kind.value() or TableKind.CARDS
        if sheet is not None:
            self.columns.set_sheet(sheet, self._steps.known(kind), self._steps.columns_of(sheet, kind))
        self._attempt()

    def _attempt(self) -> None:
        """Say what each line would do."""
        self._trial, self._error, self._refused = None, None, False
        if self._sheet is not None:
            try:
                self._trial = self._steps.attempt(self._sheet, self._wanted)
            except (SimDeskError, OSError) as error:
                self._error = error
        self._show()

    def _show(self) -> None:
        lines = () if self._trial is None else self._trial.lines
        self._model.setStringList([sentence(line) for line in lines])
        self._import.setEnabled(any(line.outcome is not Outcome.UNCHANGED for line in lines))
        there = any((self._sheet, self._last, self._error))
        for part in (self._again, self.encoding, self.separator):
            part.setEnabled(there)
        doubtful = isinstance(self._error, RowRefused) and self._error.damage is Damage.DAY_OR_MONTH
        self._how[3].show_row(self.days, visible=doubtful or self.days.value() is not None)
        noted = [] if self._trial is None else remarks(self._trial.table)
        self._remarks.setText(_p("sentences", " ").join(noted))
        self._remarks.setVisible(bool(noted))
        flawed = self._error is not None or self._refused
        self._said.setProperty("role", "flaw" if flawed else "muted")
        self._said.setText(f"⚠ {self._words()}" if flawed else self._words())
        repolish(self._said)

    def _words(self) -> str:
        if self._refused:
            return _("It could not be saved, so nothing was imported. Try again.")
        if self._error is not None:
            return problem(self._error)
        if self._trial is not None and self._trial.lines:
            said = (summary(self._trial.lines, trial=False), _("Nothing is changed before you import."))
            return _p("sentences", " ").join(said)
        path = self._path
        if path is None:
            return ""
        return _("There is nothing in this file.") if _is_file(path) else _("There is no such file.")

    def _take_over(self) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        try:
            saved = self._steps.take(sheet, self._wanted)
        except (SimDeskError, OSError) as error:
            self._error = error
        else:
            if saved:
                self.accept()
                return
            self._refused = True
        self._show()


def _separators() -> list[tuple[str, str]]:
    words = (_("Comma (,)"), _("Semicolon (;)"), _("Tab"), _("Vertical bar (|)"))
    return list(zip(SEPARATORS, words, strict=True))


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # such as for a name that is too long
        return False
