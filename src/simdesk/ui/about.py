"""What the program is, which version, and where the data lie."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPushButton, QVBoxLayout, QWidget

from simdesk import __version__
from simdesk.ui.icons import icon
from simdesk.wording.language import _
from simdesk.wording.unforeseen import open_log_folder


class AboutDialog(QDialog):
    """Says a few words about the program; *logs* is the folder of its log, which *open_folder* opens."""

    def __init__(
        self,
        folder: Path,
        logs: Path,
        open_folder: Callable[[Path], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("about")
        self._folder = folder
        sign = QLabel()
        sign.setPixmap(icon("simdesk").pixmap(72, 72))
        self._name, self._words, self._where = QLabel(), QLabel(), QLabel()
        font = self._name.font()
        font.setPointSizeF(max(1.0, font.pointSizeF()) * 1.5)
        font.setBold(True)
        self._name.setFont(font)
        self._where.setProperty("role", "muted")
        self._where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        self._logs = QPushButton()
        self._logs.setObjectName("about_logs")
        self._logs.clicked.connect(lambda: open_folder(logs))
        self._logs.setToolTip(str(logs))
        buttons.addButton(self._logs, QDialogButtonBox.ButtonRole.ActionRole)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 18)
        column.setSpacing(10)
        column.addWidget(sign, 0, Qt.AlignmentFlag.AlignHCenter)
        for label in (self._name, self._words, self._where):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        column.addSpacing(8)
        column.addWidget(buttons)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 70)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every word anew."""
        self.setWindowTitle(_("About SimDesk"))
        self._name.setText(_("SimDesk {version}").format(version=__version__))
        self._words.setText(
            _("Keeps your numbers alive. Nothing leaves this computer unless you ask for it.")
        )
        self._logs.setText(open_log_folder())
        self._where.setText(_("Your data: {path}").format(path=self._folder))
