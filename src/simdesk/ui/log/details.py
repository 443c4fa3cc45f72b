"""The details of one renewal, with what can be done about it."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from simdesk.ui.cards.facts_grid import FactsGrid
from simdesk.ui.log.entries import LogRow
from simdesk.ui.log.facts import renewal_facts
from simdesk.ui.log.wish import LogWish, wish_hint, wish_words, wishes_of
from simdesk.ui.renewal.flow import Flow
from simdesk.wording.language import _


class LogDetails(QFrame):
    """Shows one renewal.

    Signals:
        wished: something is to be done with the renewal shown; carries a ``LogWish``.
        receipt_asked: a receipt is to be opened; carries the name of its file.
    """

    wished = Signal(object)
    receipt_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("log_details")
        self._row: LogRow | None = None
        self._nothing, self._facts = QLabel(), FactsGrid()
        self._nothing.setProperty("role", "muted")
        self._nothing.setWordWrap(True)
        self._buttons: dict[LogWish, QPushButton] = {}
        self._receipts: list[QPushButton] = []
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
        content.addWidget(self._facts)
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
        self._row = row
        self.retranslate()

    def focus_first(self) -> None:
        """Go to the first thing that can be done."""
        first = next((one for one in (*self._buttons.values(), *self._receipts) if one.isVisible()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Set every word anew."""
        row = self._row
        self._nothing.setText(_("Choose a renewal to see everything about it."))
        self._nothing.setVisible(row is None)
        self._area.setVisible(row is not None)
        offered = () if row is None else wishes_of(row)
        for wish, button in self._buttons.items():
            button.setText(wish_words(wish))
            button.setToolTip(wish_hint(wish))
            button.setVisible(wish in offered)
        self._show_receipts(() if row is None else row.renewal.receipts)
        if row is not None:
            self._facts.show_facts(row.label, renewal_facts(row))

    def _show_receipts(self, names: tuple[str, ...]) -> None:
        for button in self._receipts:
            self._acts.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._receipts = []
        for place, name in enumerate(names, 1):
            button = QPushButton()
            button.setObjectName(f"log_receipt_{place}")
            one = _("Open the receipt") if len(names) == 1 else _("Open receipt {n}").format(n=place)
            button.setText(one)
            button.clicked.connect(partial(self.receipt_asked.emit, name))
            self._receipts.append(button)
            self._acts.addWidget(button)
