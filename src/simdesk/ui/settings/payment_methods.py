"""The tab of the owner's payment methods: add, edit, remove."""

from collections.abc import Callable, Sequence
from datetime import datetime

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from simdesk.domain.book import PaymentMethod
from simdesk.domain.card import Card
from simdesk.domain.edits import Edit, forget_payment_method, keep_payment_method
from simdesk.ui.settings.method_dialog import MethodDialog
from simdesk.ui.settings.method_model import MethodModel
from simdesk.ui.settings.methods import cards_paid_from
from simdesk.wording.language import _, _p

Apply = Callable[[str, Edit, str], bool]
"""Makes an edit: its label, itself, the id of its record; whether it is in force. It can be undone."""


class MethodList(QListView):
    """A list in which Return opens what is chosen, and does not press the window's button too."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()


class PaymentMethodsTab(QWidget):
    """Shows the payment methods of the book. What is done here is saved at once and can be undone."""

    def __init__(self, apply: Apply, moment: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._apply, self._moment = apply, moment
        self._cards: Sequence[Card] = ()
        self.model, self.list = MethodModel(), MethodList()
        self._lead, self._used = QLabel(), QLabel()
        self._add, self._edit, self._remove = QPushButton(), QPushButton(), QPushButton()
        self._dialog: MethodDialog | None = None
        self._lay_out()
        self._add.clicked.connect(lambda: self._open(None))
        self._edit.clicked.connect(self._open_chosen)
        self._remove.clicked.connect(self._forget)
        self.list.activated.connect(self._open_chosen)
        self.list.selectionModel().currentChanged.connect(self._look)
        self.retranslate()

    @property
    def chosen(self) -> PaymentMethod | None:
        """Return the method chosen; None if there is none."""
        return self.model.method(self.list.currentIndex())

    def show_methods(self, methods: Sequence[PaymentMethod], cards: Sequence[Card]) -> None:
        """Show *methods*; *cards* may name them."""
        before = self.chosen
        self._cards = cards
        self.model.set_methods(methods)
        place = None if before is None else self.model.place_of(before.id)
        if methods:
            self.list.setCurrentIndex(self.model.index(place or 0))
        self._look()

    def retranslate(self) -> None:
        """Set every word anew."""
        self._lead.setText(_("Cards and renewals name these. Changes here are saved at once."))
        self.list.setAccessibleName(_("Payment methods"))
        self._add.setText(_("Add…"))
        self._edit.setText(_("Edit…"))
        self._remove.setText(_("Remove"))
        self.list.viewport().update()
        if self._dialog is not None:
            self._dialog.retranslate()
        self._look()

    def _lay_out(self) -> None:
        for name, widget in (
            ("list", self.list),
            ("add", self._add),
            ("edit", self._edit),
            ("remove", self._remove),
            ("used", self._used),
        ):
            widget.setObjectName(f"methods_{name}")
        self.list.setModel(self.model)
        self.list.setSpacing(3)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        for label in (self._lead, self._used):
            label.setWordWrap(True)
            label.setProperty("role", "hint")
        buttons = QHBoxLayout()
        for button in (self._add, self._edit, self._remove):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 14, 14, 14)
        for part in (self._lead, self.list, self._used):
            column.addWidget(part)
        column.addLayout(buttons)

    def _look(self) -> None:
        method = self.chosen
        self._edit.setEnabled(method is not None)
        self._remove.setEnabled(method is not None)
        named = [] if method is None else cards_paid_from(method, self._cards)
        labels = _p("list", ", ").join(card.label for card in named)
        self._used.setText(_("Named by: {cards}").format(cards=labels) if named else "")
        self._used.setVisible(bool(named))

    def _open_chosen(self) -> None:
        if self.chosen is not None:
            self._open(self.chosen)

    def _open(self, method: PaymentMethod | None) -> None:
        dialog = MethodDialog(method, self._keep, self._moment(), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self._closed)
        self._dialog = dialog
        dialog.open()

    def _closed(self) -> None:
        self._dialog = None
        self.list.setFocus()

    def _keep(self, method: PaymentMethod, old: PaymentMethod | None) -> bool:
        words = _("add {method}") if old is None else _("edit {method}")
        # By the moment of saving, not of opening: what came from elsewhere between the two is older.
        edit = keep_payment_method(replace(method, changed=self._moment()), old)
        return self._apply(words.format(method=method.label), edit, method.id)

    def _forget(self) -> None:
        method = self.chosen
        if method is not None:
            label = _("remove {method}").format(method=method.label)
            self._apply(label, forget_payment_method(method.id, self._moment()), method.id)
