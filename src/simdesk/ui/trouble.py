"""The window in the place of the usual one when the book cannot be read. Nothing can be edited there."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from simdesk.errors import FileNewer
from simdesk.wording.language import _
from simdesk.wording.problem import problem


class TroubleWindow(QWidget):
    """Explains why the book cannot be opened, and where it lies.

    Signals:
        retry_asked: the book is to be read again.
        quit_asked: the program is to end.
    """

    retry_asked = Signal()
    quit_asked = Signal()

    def __init__(self, error: Exception, book: Path) -> None:
        super().__init__()
        self.setObjectName("trouble")
        self._error, self._book = error, book
        self._title, self._words, self._where, self._safe = QLabel(), QLabel(), QLabel(), QLabel()
        self._retry, self._quit = QPushButton(), QPushButton()
        self._retry.setObjectName("trouble_retry")
        self._quit.setObjectName("trouble_quit")
        self._retry.setProperty("role", "primary")
        self._retry.clicked.connect(self.retry_asked)
        self._quit.clicked.connect(self.quit_asked)
        self._lay_out()
        self.retranslate()
        self.resize(self.fontMetrics().averageCharWidth() * 110, self.fontMetrics().height() * 22)
        self._retry.setFocus()

    def show_error(self, error: Exception) -> None:
        """Explain another error: the book was read again in vain."""
        self._error = error
        self.retranslate()

    def come_forward(self) -> None:
        """Be seen: not minimised, in front."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def retranslate(self) -> None:
        """Set every word anew."""
        newer = isinstance(self._error, FileNewer)
        self.setWindowTitle(_("SimDesk"))
        self._title.setText(
            _("Your cards were written by a newer SimDesk") if newer else _("Your cards cannot be read")
        )
        self._words.setText(problem(self._error))
        self._words.setAccessibleName(problem(self._error))
        self._where.setText(_("The file: {path}").format(path=self._book))
        self._safe.setText(
            _("It is untouched, and stays so. Update SimDesk to open it.")
            if newer
            else _("It is untouched, and stays so. Put a good copy in its place, then try again.")
        )
        self._retry.setText(_("Try again"))
        self._quit.setText(_("Quit"))

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.quit_asked.emit()

    def _lay_out(self) -> None:
        font = self._title.font()
        font.setPointSizeF(max(1.0, font.pointSizeF()) * 1.6)
        font.setBold(True)
        self._title.setFont(font)
        self._title.setProperty("role", "flaw")
        self._words.setObjectName("trouble_words")
        panel = QFrame()
        panel.setProperty("role", "panel")
        inside = QVBoxLayout(panel)
        inside.setContentsMargins(24, 20, 24, 20)
        inside.setSpacing(12)
        for label in (self._title, self._words, self._where, self._safe):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            inside.addWidget(label)
        self._where.setProperty("role", "muted")
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(self._quit)
        row.addWidget(self._retry)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(28, 28, 28, 28)
        outer.addWidget(panel)
        outer.addStretch()
        outer.addLayout(row)
