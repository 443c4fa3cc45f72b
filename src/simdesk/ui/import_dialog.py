"""The window in which a table is taken over: first what each line would do, then all of it, or nothing."""

from collections.abc import Callable
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QSize, QStringListModel, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from simdesk.errors import SimDeskError
from simdesk.exchange.report import ImportLine, Outcome, sentence, summary
from simdesk.ui.fields import ChoiceField, Rows, TextField
from simdesk.ui.theme import repolish
from simdesk.wording.language import _, _p
from simdesk.wording.problem import problem


class TableKind(Enum):
    """What a table holds."""

    CARDS = "cards"
    LOG = "log"


Lines = tuple[ImportLine, ...]
Detect = Callable[[Path], TableKind]
"""Says what a table holds, by its header. Raises what ``wording.problem`` has words for."""
Try = Callable[[Path, TableKind], Lines]
"""Says what each line of a table would do, and changes nothing. Raises as above."""
Take = Callable[[Path, TableKind], bool]
"""Takes a table over and says whether it is saved."""


class ImportDialog(QDialog):
    """Asks for a file, says what is in it, and takes it over when told to."""

    def __init__(self, detect: Detect, trial: Try, take: Take, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import_dialog")
        self.setAcceptDrops(True)
        self._detect, self._trial, self._take = detect, trial, take
        self._lines: Lines = ()
        self._error: Exception | None = None
        self._refused = False
        self._lead, self._said, self._rows = QLabel(), QLabel(), Rows()
        self.file = TextField()
        self.kind: ChoiceField[TableKind] = ChoiceField(
            lambda: [(TableKind.CARDS, _("Cards")), (TableKind.LOG, _("The log of renewals"))]
        )
        self._choose, self._import, self._cancel = QPushButton(), QPushButton(), QPushButton()
        self._model = QStringListModel(self)
        self._report = QListView()
        self._lay_out()
        self._choose.clicked.connect(self.choose_file)
        self._cancel.clicked.connect(self.reject)
        self._import.clicked.connect(self._take_over)
        self.file.edited.connect(self._read_new)
        self.kind.edited.connect(self._read)
        self.retranslate()
        self._choose.setFocus()

    def show_file(self, path: Path) -> None:
        """Say what is in the file *path*, as if its name had been typed."""
        self.file.setText(str(path))

    def choose_file(self) -> None:
        """Let the owner choose the file in the system's own dialog."""
        dialog = QFileDialog(self, _("Choose a table"))
        dialog.setObjectName("import_file_dialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([_("Tables (*.csv)"), _("All files (*)")])
        dialog.fileSelected.connect(lambda name: self.show_file(Path(name)))
        dialog.open()

    def retranslate(self) -> None:
        """Set every word anew; the file chosen stays."""
        self.setWindowTitle(_("Import"))
        self._lead.setText(
            _("A table is a CSV file, such as SimDesk exports. All of it is taken over, or nothing.")
        )
        self._rows.retranslate()
        self._choose.setText(_("Choose a file…"))
        self._cancel.setText(_("Cancel"))
        self._import.setText(_("Import"))
        self._report.setAccessibleName(_("What each line does"))
        self._show()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        dropped = next((url for url in event.mimeData().urls() if url.isLocalFile()), None)
        if dropped is not None:
            self.show_file(Path(dropped.toLocalFile()))

    def _lay_out(self) -> None:
        for name, widget in (
            ("file", self.file),
            ("kind", self.kind),
            ("choose", self._choose),
            ("report", self._report),
            ("said", self._said),
            ("save", self._import),
            ("cancel", self._cancel),
        ):
            widget.setObjectName(f"import_{name}")
        self._lead.setWordWrap(True)
        self._said.setWordWrap(True)
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        self._report.setModel(self._model)
        self._report.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._report.setUniformItemSizes(True)
        self._rows.add(lambda: _("File"), self.file)
        self._rows.add(lambda: _("What it holds"), self.kind)
        self._choose.setAutoDefault(False)
        self._import.setDefault(True)
        head = QHBoxLayout()
        head.addLayout(self._rows, 1)
        head.addWidget(self._choose, 0, Qt.AlignmentFlag.AlignTop)
        foot = QHBoxLayout()
        foot.addWidget(self._said, 1)
        foot.addWidget(self._cancel)
        foot.addWidget(self._import)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addWidget(self._lead)
        column.addLayout(head)
        column.addWidget(self._report, 1)
        column.addLayout(foot)
        letter, line = self.fontMetrics().averageCharWidth(), self.fontMetrics().height()
        self.resize(QSize(letter * 116, line * 32).boundedTo(self.screen().availableSize() * 0.9))

    @property
    def _path(self) -> Path | None:
        typed = self.file.text().strip()
        return Path(typed).expanduser() if typed else None

    def _read_new(self) -> None:
        """Look what another file holds, and what its lines would do."""
        path = self._path
        if path is not None and _is_file(path):
            try:
                self.kind.set_value(self._detect(path))
            except (SimDeskError, OSError):
                self.kind.set_value(TableKind.CARDS)  # what is wrong is said by the trial
        self._read()

    def _read(self) -> None:
        self._lines, self._error, self._refused = (), None, False
        path = self._path
        if path is not None and _is_file(path):
            try:
                self._lines = self._trial(path, self.kind.value() or TableKind.CARDS)
            except (SimDeskError, OSError) as error:
                self._error = error
        self._show()

    def _show(self) -> None:
        self._model.setStringList([sentence(line) for line in self._lines])
        changing = any(line.outcome is not Outcome.UNCHANGED for line in self._lines)
        self._import.setEnabled(changing)
        flawed = self._error is not None or self._refused
        self._said.setProperty("role", "flaw" if flawed else "muted")
        self._said.setText(f"⚠ {self._words()}" if flawed else self._words())
        repolish(self._said)

    def _words(self) -> str:
        if self._refused:
            return _("It could not be saved, so nothing was imported. Try again.")
        if self._error is not None:
            return problem(self._error)
        if self._lines:
            said = (summary(self._lines, trial=False), _("Nothing is changed before you import."))
            return _p("sentences", " ").join(said)
        path = self._path
        if path is None:
            return ""
        return _("There is nothing in this file.") if _is_file(path) else _("There is no such file.")

    def _take_over(self) -> None:
        path = self._path
        if path is None:
            return
        try:
            saved = self._take(path, self.kind.value() or TableKind.CARDS)
        except (SimDeskError, OSError) as error:
            self._error = error
        else:
            if saved:
                self.accept()
                return
            self._refused = True
        self._show()


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # such as for a name that is too long
        return False
