"""The page of recovery over an open window, whose book has become damaged meanwhile."""

from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from simdesk.ui.recovery.page import RecoveryPage
from simdesk.wording.language import _


class RepairDialog(QDialog):
    """Shows the ``page`` about *error*.

    Signals:
        looked_at: the window is the one in front again.
    """

    looked_at = Signal()

    def __init__(self, error: Exception, book: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("repair_dialog")
        self.page = RecoveryPage(error, book, leaves=False)
        self.page.quit_asked.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.page)
        letter, line = self.fontMetrics().averageCharWidth(), self.fontMetrics().height()
        self.resize(QSize(letter * 136, line * 40).boundedTo(self.screen().availableSize() * 0.9))
        self.retranslate()

    def retranslate(self) -> None:
        """Set every word anew."""
        self.setWindowTitle(_("Repair"))
        self.page.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.looked_at.emit()
