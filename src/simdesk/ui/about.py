"""What the program is, which version, and where the data lie."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QShowEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPushButton, QVBoxLayout, QWidget

from simdesk import __version__
from simdesk.ui.icons import icon
from simdesk.wording.language import _
from simdesk.wording.unforeseen import open_log_folder


class AboutDialog(QDialog):
    """Says a few words about the program; *logs* is the folder of its log, which *open_folder* opens.

    *open_licences* shows the licences of all that is shipped; None where only SimDesk's own files are.
    """

    def __init__(
        self,
        folder: Path,
        logs: Path,
        open_folder: Callable[[Path], object],
        parent: QWidget | None = None,
        *,
        open_licences: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("about")
        self._folder = folder
        sign = QLabel()
        sign.setPixmap(icon("simdesk").pixmap(72, 72))
        self._name, self._words, self._where, self._terms = QLabel(), QLabel(), QLabel(), QLabel()
        self._terms.setObjectName("about_terms")
        self._terms.setProperty("role", "muted")
        font = self._name.font()
        font.setPointSizeF(max(1.0, font.pointSizeF()) * 1.5)
        font.setBold(True)
        self._name.setFont(font)
        self._where.setProperty("role", "muted")
        self._where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        self._close = buttons.button(QDialogButtonBox.StandardButton.Close)
        self._close.setIcon(QIcon())  # some desktops have one that is black in the dark as well
        self._logs = QPushButton()
        self._logs.setObjectName("about_logs")
        self._logs.clicked.connect(lambda: open_folder(logs))
        self._logs.setToolTip(str(logs))
        buttons.addButton(self._logs, QDialogButtonBox.ButtonRole.ActionRole)
        self._licences: QPushButton | None = None
        if open_licences is not None:
            self._licences = QPushButton()
            self._licences.setObjectName("about_licences")
            self._licences.clicked.connect(lambda _on=False: open_licences())
            buttons.addButton(self._licences, QDialogButtonBox.ButtonRole.ActionRole)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 18)
        column.setSpacing(10)
        column.addWidget(sign, 0, Qt.AlignmentFlag.AlignHCenter)
        for label in (self._name, self._words, self._terms, self._where):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        column.addSpacing(8)
        column.addWidget(buttons)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 70)
        self.retranslate()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Else the first in the row, by which Enter would open a folder that nobody asked for.
        self._close.setDefault(True)
        self._close.setFocus()

    def retranslate(self) -> None:
        """Set every word anew."""
        self.setWindowTitle(_("About SimDesk"))
        self._name.setText(_("SimDesk {version}").format(version=__version__))
        self._words.setText(
            _("Keeps your numbers alive. Nothing leaves this computer unless you ask for it.")
        )
        terms = [
            _("Free software under the MIT licence."),
            _("It uses Qt and PySide6 under the GNU LGPL, version 3."),
        ]
        if self._licences is None:
            terms.append(_("The licences of the libraries it uses came with each of them."))
        else:
            self._licences.setText(_("Licences"))
        self._terms.setText("\n".join(terms))
        self._logs.setText(open_log_folder())
        self._where.setText(_("Your data: {path}").format(path=self._folder))
        if self.isVisible():
            self.adjustSize()  # other words may need more lines
