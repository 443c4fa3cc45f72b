"""The receipts of a renewal under way: what is kept goes into the draft at once."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from simdesk.domain.draft import DraftReceipt
from simdesk.ui.receipts.box import ReceiptBox
from simdesk.ui.renewal.page import Sheet


class Receipts(ReceiptBox):
    """The place for receipts over the draft of *sheet*.

    Signals:
        edited: there are more or fewer receipts.
    """

    edited = Signal()

    def __init__(self, sheet: Sheet, parent: QWidget | None = None) -> None:
        super().__init__("open_receipt", sheet.doors.receipts, parent)
        self._sheet = sheet
        self.added.connect(lambda new: self._set((*sheet.draft.receipts, *new)))
        self.removed.connect(self._remove)
        self.open_asked.connect(self.say_of_opening)

    def enter(self) -> None:
        """Show what the draft holds."""
        self.forget_trouble()
        self.show_receipts(self._sheet.draft.receipts)

    def _remove(self, name: str) -> None:
        self._set(tuple(one for one in self._sheet.draft.receipts if one.name != name))

    def _set(self, receipts: tuple[DraftReceipt, ...]) -> None:
        self._sheet.change(receipts=receipts)
        self.show_receipts(receipts)
        self.edited.emit()
