"""The details of one renewal, with what can be done about it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from simdesk.domain.draft import DraftReceipt
from simdesk.ui.cards.facts_grid import FactsGrid
from simdesk.ui.log.entries import LogRow
from simdesk.ui.log.facts import renewal_facts
from simdesk.ui.log.wish import LogWish, wish_hint, wish_words, wishes_of
from simdesk.ui.receipts.box import ReceiptBox
from simdesk.ui.renewal.flow import Flow
from simdesk.wording.language import _


class LogDetails(QFrame):
    """Shows one renewal.

    Signals:
        wished: something is to be done with the renewal shown; carries a ``LogWish``.
        receipt_asked: a receipt is to be opened; carries the name of its file.
        receipts_wished: the renewal shown is to have these receipts; carries their names as a tuple.
    """

    wished = Signal(object)
    receipt_asked = Signal(str)
    receipts_wished = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("log_details")
        self.setAcceptDrops(True)
        self._row: LogRow | None = None
        self._nothing, self._facts = QLabel(), FactsGrid()
        self._nothing.setProperty("role", "muted")
        self._nothing.setWordWrap(True)
        self._buttons: dict[LogWish, QPushButton] = {}
        self.receipts = ReceiptBox("log_receipt")
        self.receipts.open_asked.connect(self.receipt_asked)
        self.receipts.added.connect(self._add_receipts)
        self.receipts.removed.connect(self._remove_receipt)
        self._acts = Flow()
        for wish in LogWish:
            button = QPushButton()
            button.setObjectName(f"log_{wish.value}")
            button.clicked.connect(partial(self.wished.emit, wish))
            self._buttons[wish] = button
            self._acts.addWidget(button)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        content = QVBoxLayout(inside)
        content.setContentsMargins(0, 0, 0, 0)
        content.addLayout(self._acts)
        self._content = content
        content.addWidget(self._facts)
        content.addWidget(self.receipts)
        content.addStretch(1)
        area.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(area, 1)
        column.addWidget(self._nothing, 1, Qt.AlignmentFlag.AlignCenter)
        self._area = area
        self.retranslate()

    def show_row(self, row: LogRow | None) -> None:
        """Show a renewal; None: none is chosen."""
        if self._row is None or row is None or self._row.renewal.id != row.renewal.id:
            self.receipts.forget_trouble()
        self._row = row
        self._show()

    def focus_first(self) -> None:
        """Go to the first thing that can be done."""
        buttons = (*self._buttons.values(), *self.receipts.findChildren(QPushButton))
        first = next((one for one in buttons if one.isVisible()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Set every word anew."""
        self._nothing.setText(_("Choose a renewal to see everything about it."))
        self.receipts.retranslate()
        self._show()

    def _show(self) -> None:
        row = self._row
        self._nothing.setVisible(row is None)
        self._area.setVisible(row is not None)
        offered = () if row is None else wishes_of(row)
        for wish, button in self._buttons.items():
            button.setText(wish_words(wish))
            button.setToolTip(wish_hint(wish))
            button.setVisible(wish in offered)
        if row is not None:
            self._facts.show_facts(row.label, renewal_facts(row))
            self._show_receipts(row.renewal.receipts)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a receipt that is dropped anywhere on the renewal."""
        if self._row is not None and self.receipts.can_take:
            self.receipts.dragEnterEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        if self._row is not None and self.receipts.can_take:
            self.receipts.dropEvent(event)

    def _show_receipts(self, names: Sequence[str]) -> None:
        """Show receipts above the facts; where there are none yet, the place for them below."""
        place = self._content.indexOf(self._facts)
        if bool(names) is (self._content.indexOf(self.receipts) > place):
            self._content.removeWidget(self.receipts)
            place = self._content.indexOf(self._facts)
            self._content.insertWidget(place if names else place + 1, self.receipts)
        self.receipts.show_receipts(_named(names))
        self.receipts.setVisible(bool(names) or self.receipts.can_take)

    def _add_receipts(self, new: Sequence[DraftReceipt]) -> None:
        if self._row is not None:
            self.receipts_wished.emit((*self._row.renewal.receipts, *(one.name for one in new)))

    def _remove_receipt(self, name: str) -> None:
        if self._row is not None:
            self.receipts_wished.emit(tuple(one for one in self._row.renewal.receipts if one != name))


def _named(names: Sequence[str]) -> list[DraftReceipt]:
    """Return receipts with what they are called here: the log does not keep what their files were."""
    if len(names) == 1:
        return [DraftReceipt(names[0], _("Receipt"))]
    return [DraftReceipt(name, _("Receipt {n}").format(n=place)) for place, name in enumerate(names, 1)]
