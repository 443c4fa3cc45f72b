"""The window in the place of the usual one when the book cannot be read. Nothing can be edited there."""

from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from simdesk.ui.recovery.page import RecoveryPage
from simdesk.wording.language import _


class TroubleWindow(QWidget):
    """Explains why the book cannot be opened, and offers what there is to go on with: its ``page``.

    Signals:
        quit_asked: the program is to end.
        looked_at: the window is the one in front again.
    """

    quit_asked = Signal()
    looked_at = Signal()

    def __init__(self, error: Exception, book: Path) -> None:
        super().__init__()
        self.setObjectName("trouble")
        self.page = RecoveryPage(error, book)
        self.page.quit_asked.connect(self.quit_asked)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.page)
        self.retranslate()
        letter, line = self.fontMetrics().averageCharWidth(), self.fontMetrics().height()
        self.resize(QSize(letter * 136, line * 40).boundedTo(self.screen().availableSize() * 0.92))
        self.page.retry.setFocus()

    def show_error(self, error: Exception) -> None:
        """Explain another error: the book was read again in vain."""
        self.page.show_error(error)

    def come_forward(self) -> None:
        """Be seen: not minimised, in front."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def retranslate(self) -> None:
        """Set every word anew."""
        self.setWindowTitle(_("SimDesk"))
        self.page.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.looked_at.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.quit_asked.emit()
