"""Receipts: pictures and PDFs, dropped or picked, copied into the data folder at once."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from simdesk.domain.draft import DraftReceipt
from simdesk.errors import SimDeskError
from simdesk.ui.renewal.page import LINE_LENGTH, Sheet
from simdesk.ui.renewal.parts import Remark, Stack, push_button, text_label
from simdesk.ui.theme import Tone
from simdesk.wording.language import _
from simdesk.wording.problem import problem


class Receipts(QFrame):
    """A place to drop files on, with a button for those who do not drag, and the list of what is kept.

    Signals:
        edited: there are more or fewer receipts.
    """

    edited = Signal()

    def __init__(self, sheet: Sheet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("receipts")
        self.setProperty("role", "panel")
        self.setAcceptDrops(True)
        self._sheet = sheet
        self.hint = text_label("receipts_hint", "muted")
        self.pick = push_button("add_receipt")
        self.pick.clicked.connect(self._pick)
        self.kept = Stack("receipts_kept")
        self.trouble = Remark(Tone.URGENT)
        self.trouble.setObjectName("receipts_trouble")
        self.trouble.setVisible(False)
        top = QHBoxLayout()
        top.addWidget(self.hint, 1)
        top.addWidget(self.pick)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.addLayout(top)
        column.addWidget(self.kept)
        column.addWidget(self.trouble)

    def enter(self) -> None:
        """Show what the draft holds."""
        self.trouble.setVisible(False)
        self._show()

    def retranslate(self) -> None:
        """Set every word anew."""
        self.setAccessibleName(_("Receipts"))
        self.hint.setText(_("Drop the receipt here: a picture or a PDF. It is copied into the data folder."))
        self.pick.setText(_("Add receipt…"))
        self._show()

    def take(self, paths: list[Path]) -> None:
        """Keep the files at *paths*; one that is refused is named, the others are kept."""
        held = list(self._sheet.draft.receipts)
        refused = []
        for path in paths:
            try:
                name = self._sheet.doors.keep_receipt(path)
            except (SimDeskError, OSError) as error:
                refused.append(problem(error))
                continue
            if all(name != receipt.name for receipt in held):
                held.append(DraftReceipt(name, path.name[:LINE_LENGTH]))
        self.trouble.say("\n".join(refused))
        self.trouble.setVisible(bool(refused))
        self._set(tuple(held))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = _dropped(event)
        if paths:
            event.acceptProposedAction()
            self.take(paths)

    def _pick(self) -> None:
        dialog = QFileDialog(self, _("Add a receipt"))
        dialog.setObjectName("pick_receipt")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters(
            [
                _("Pictures and PDF") + " (*.png *.jpg *.jpeg *.webp *.heic *.gif *.pdf)",
                _("All files") + " (*)",
            ]
        )
        dialog.filesSelected.connect(lambda names: self.take([Path(name) for name in names]))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _show(self) -> None:
        self.kept.fill(self._line(receipt) for receipt in self._sheet.draft.receipts)

    def _line(self, receipt: DraftReceipt) -> QWidget:
        line = QWidget()
        words = text_label("receipt")
        words.setText(f"✓ {receipt.shown}")
        remove = push_button("remove_receipt")
        remove.setText(_("Remove"))
        remove.setAccessibleName(_("Remove {file}").format(file=receipt.shown))
        remove.clicked.connect(lambda: self._remove(receipt))
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(words, 1)
        row.addWidget(remove)
        return line

    def _remove(self, receipt: DraftReceipt) -> None:
        self._set(tuple(one for one in self._sheet.draft.receipts if one != receipt))

    def _set(self, receipts: tuple[DraftReceipt, ...]) -> None:
        self._sheet.change(receipts=receipts)
        self._show()
        self.edited.emit()


def _dropped(event: QDropEvent) -> list[Path]:
    """Return the files that are being dropped; links to the web are not files."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
