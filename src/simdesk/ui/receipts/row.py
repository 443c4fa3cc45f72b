"""One receipt: in small, what it is called, what became of its file, and how it is opened and removed."""

from pathlib import PurePath

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from simdesk.domain.draft import DraftReceipt
from simdesk.ui.icons import icon
from simdesk.ui.receipts.doors import Seen, Standing
from simdesk.ui.renewal.parts import push_button, text_label
from simdesk.wording.language import _

SIDE = 52
"""The side of the picture in small, in units that grow with the screen's scale."""

_ICON = 24


class ReceiptRow(QFrame):
    """Shows *receipt*; *opener* is the name of the button that opens it.

    Signals:
        open_asked, remove_asked: it is to be opened, or taken from the renewal; carry its name.
    """

    open_asked = Signal(str)
    remove_asked = Signal(str)

    def __init__(
        self, receipt: DraftReceipt, opener: str, *, can_change: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.receipt = receipt
        self.opener = push_button(opener, "compact")
        self.opener.setFixedSize(SIDE + 8, SIDE + 8)
        self.opener.setAccessibleName(_("Open {file}").format(file=receipt.shown))
        self.opener.setToolTip(_("Open it with the system's program"))
        self.opener.clicked.connect(lambda: self.open_asked.emit(receipt.name))
        words, self._state = text_label("receipt"), text_label("receipt_state", "muted")
        words.setText(f"✓ {receipt.shown}")
        remove = push_button("remove_receipt")
        remove.setText(_("Remove"))
        remove.setAccessibleName(_("Remove {file}").format(file=receipt.shown))
        remove.setVisible(can_change)
        remove.clicked.connect(lambda: self.remove_asked.emit(receipt.name))
        middle = QVBoxLayout()
        middle.setSpacing(2)
        middle.addStretch(1)
        middle.addWidget(words)
        middle.addWidget(self._state)
        middle.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.opener)
        row.addLayout(middle, 1)
        row.addWidget(remove, 0, Qt.AlignmentFlag.AlignVCenter)
        self._words = words
        self._draw(None)
        self._state.setText(_kind(receipt))

    def show_seen(self, seen: Seen) -> None:
        """Show what was found of its file."""
        self._draw(seen)
        sound = seen.standing is Standing.SOUND
        self._words.setText(f"{'✓' if sound else '⚠'} {self.receipt.shown}")
        self._state.setText(_kind(self.receipt) if sound else _trouble(seen.standing))
        self._state.setProperty("role", "muted" if sound else "flaw")
        self._state.style().polish(self._state)

    def _draw(self, seen: Seen | None) -> None:
        image = None if seen is None else seen.image
        if image is None:
            trouble = seen is not None and seen.standing is not Standing.SOUND
            self.opener.setIcon(icon("warning" if trouble else _drawing(self.receipt)))
            self.opener.setIconSize(QSize(_ICON, _ICON))
            return
        pixmap = QPixmap.fromImage(image)
        pixmap.setDevicePixelRatio(self.devicePixelRatioF())
        self.opener.setIcon(QIcon(pixmap))
        self.opener.setIconSize(QSize(SIDE, SIDE))


def _is_pdf(receipt: DraftReceipt) -> bool:
    return PurePath(receipt.name).suffix == ".pdf"


def _drawing(receipt: DraftReceipt) -> str:
    return "document" if _is_pdf(receipt) else "picture"


def _kind(receipt: DraftReceipt) -> str:
    return "PDF" if _is_pdf(receipt) else _("Picture")


def _trouble(standing: Standing) -> str:
    if standing is Standing.MISSING:
        return _("The file is missing from the data folder. A backup to a file may have it.")
    return _("The file is not what was kept here: somebody changed it, or the disk did.")
