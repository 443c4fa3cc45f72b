"""The small form of a payment method. It gives the method back and writes nothing itself."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from simdesk.catalog.terms import Payment
from simdesk.domain.book import PaymentMethod
from simdesk.domain.edits import new_id
from simdesk.ui.countries import countries
from simdesk.ui.fields import ChoiceField, Rows, TextField
from simdesk.ui.settings.method_model import kind_words
from simdesk.ui.special_fields import LABEL, MonthField
from simdesk.wording.language import _

Keep = Callable[[PaymentMethod, PaymentMethod | None], bool]
"""Keeps a payment method, in the place of the one given second if there is one; whether it is saved."""


class MethodDialog(QDialog):
    """Asks for a payment method; *old* None: a new one."""

    def __init__(
        self, old: PaymentMethod | None, keep: Keep, moment: datetime, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("method_dialog")
        self._old, self._keep, self._moment = old, keep, moment
        self._id = new_id() if old is None else old.id
        self.label, self.expires = TextField(), MonthField()
        self.label.setMaxLength(LABEL)
        self.kind: ChoiceField[str] = ChoiceField(self._kinds)
        self.country: ChoiceField[str] = ChoiceField(self._countries)
        self._refusal, self._save, self._cancel = QLabel(), QPushButton(), QPushButton()
        self._lay_out()
        if old is not None:
            self.label.show_text(old.label)
            self.kind.set_value(old.kind)
            self.country.set_value(old.country or "")
            self.expires.set_month(old.expires)
        self._save.clicked.connect(self._try_to_save)
        self._cancel.clicked.connect(self.reject)
        self._as_opened, self._warned = self._typed(), False
        self.retranslate()
        self.label.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._warned or self._typed() == self._as_opened:
            super().closeEvent(event)
            return
        self._warned = True
        self._refusal.setText("⚠ " + _("What you typed is not saved."))
        event.ignore()

    def retranslate(self) -> None:
        """Set every word anew; what was typed stays."""
        title = _("Add a payment method") if self._old is None else _("Edit the payment method")
        self.setWindowTitle(title)
        self._rows.retranslate()
        self._save.setText(_("Save"))
        self._cancel.setText(_("Cancel"))

    def _lay_out(self) -> None:
        self._rows = Rows()
        self._rows.add(lambda: _("Label"), self.label, lambda: _("Such as “Visa from Hong Kong”."))
        self._rows.add(lambda: _("Kind"), self.kind)
        self._rows.add(lambda: _("Issued in"), self.country)
        self._rows.add(
            lambda: _("Expires"), self.expires, lambda: _("Year and month, as on the card: 2027-04.")
        )
        for name, field in (
            ("label", self.label),
            ("kind", self.kind),
            ("country", self.country),
            ("expires", self.expires),
            ("save", self._save),
            ("cancel", self._cancel),
        ):
            field.setObjectName(f"method_{name}")
        self._refusal.setObjectName("method_refusal")
        self._refusal.setProperty("role", "flaw")
        self._refusal.setWordWrap(True)
        self._save.setDefault(True)
        foot = QHBoxLayout()
        foot.addWidget(self._refusal, 1)
        foot.addWidget(self._cancel)
        foot.addWidget(self._save)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.addLayout(self._rows)
        column.addStretch(1)
        column.addLayout(foot)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 70)

    def _kinds(self) -> Sequence[tuple[str, str]]:
        own = "" if self._old is None else self._old.kind
        known = [one.value for one in Payment if one is not Payment.BALANCE]
        others = [own] if own and own not in known else []
        return [("", _("not said")), *((kind, kind_words(kind)) for kind in [*known, *others])]

    def _countries(self) -> Sequence[tuple[str, str]]:
        own = None if self._old is None else self._old.country
        known = countries()
        others = [(own, own)] if own and own not in dict(known) else []
        return [("", _("not said")), *known, *others]

    def _try_to_save(self) -> None:
        if not self.label.text().strip():
            self._refuse(self.label, _("Give it a label."))
        elif self.expires.flaw():
            self._refuse(self.expires, self.expires.flaw())
        elif self._keep(self._typed(), self._old):
            self.accept()
        else:
            self._refusal.setText("⚠ " + _("It could not be saved. What you typed is still here."))

    def _refuse(self, field: TextField, words: str) -> None:
        self._rows.look(field, words)
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _typed(self) -> PaymentMethod:
        return PaymentMethod(
            id=self._id,
            changed=self._moment,
            label=self.label.text().strip(),
            kind=self.kind.value() or "",
            country=self.country.value() or None,
            expires=self.expires.month(),
        )
