"""With what one paid: a payment method of the book, or other words."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from simdesk.catalog.terms import Payment
from simdesk.ui.renewal.page import LINE_LENGTH, Sheet
from simdesk.wording.guide import payment_name


class MethodField(QComboBox):
    """Offers the owner's payment methods first, then the kinds that the way takes; anything can be typed.

    Signals:
        edited: the text changed.
    """

    edited = Signal()

    def __init__(self, sheet: Sheet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("payment_method")
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._sheet = sheet
        line = self.lineEdit()
        if line is not None:
            line.setMaxLength(LINE_LENGTH)
        self.editTextChanged.connect(self._typed)

    def enter(self) -> None:
        """Show what the draft holds."""
        self.retranslate()
        if self.currentText() != self._sheet.draft.payment_method:
            with QSignalBlocker(self):
                self.setEditText(self._sheet.draft.payment_method)

    def retranslate(self) -> None:
        """Offer the choices in the language in force; what was typed stays."""
        typed = self.currentText()
        names = [method.label for method in self._sheet.facts.methods]
        channel = self._sheet.guide.channel(self._sheet.draft.channel)
        taken = tuple(Payment) if channel is None or not channel.payments else channel.payments
        names += [payment_name(one) for one in taken]
        with QSignalBlocker(self):
            self.clear()
            self.addItems(list(dict.fromkeys(names)))
            self.setEditText(typed)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        line = self.lineEdit()
        if line is not None:
            line.setAccessibleName(name)

    def _typed(self, text: str) -> None:
        self._sheet.change(payment_method=text)
        self.edited.emit()
