"""The list of payment methods as Qt reads it."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from simdesk.catalog.places import place
from simdesk.catalog.terms import Payment
from simdesk.domain.book import PaymentMethod
from simdesk.wording.language import _, current
from simdesk.wording.payments import payment_name

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class MethodModel(QAbstractListModel):
    """Shows payment methods, one a line."""

    def __init__(self) -> None:
        super().__init__()
        self._methods: tuple[PaymentMethod, ...] = ()

    def set_methods(self, methods: Sequence[PaymentMethod]) -> None:
        """Show *methods*, sorted by label."""
        self.beginResetModel()
        self._methods = tuple(sorted(methods, key=lambda one: (one.label.casefold(), one.id)))
        self.endResetModel()

    def method(self, index: Index) -> PaymentMethod | None:
        """Return the method at *index*; None outside the list."""
        return self._methods[index.row()] if 0 <= index.row() < len(self._methods) else None

    def place_of(self, method_id: str) -> int | None:
        """Return where a method stands, from 0; None if it is not in the list."""
        return next((at for at, one in enumerate(self._methods) if one.id == method_id), None)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._methods)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        method = self.method(index) if index.isValid() else None
        if method is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return method_words(method)
            case Qt.ItemDataRole.UserRole:
                return method.id
        return None


def kind_words(kind: str) -> str:
    """Return what a kind of payment is called; the owner's own word as it is."""
    try:
        return payment_name(Payment(kind))
    except ValueError:
        return kind


def method_words(method: PaymentMethod) -> str:
    """Return a payment method in one line: "Visa · Credit card · Japan · expires 2028-04"."""
    issued = None if method.country is None else place(method.country)
    country = method.country or "" if issued is None else issued.name.said(current())
    expires = "" if method.expires is None else _("expires {month}").format(month=method.expires)
    kind = kind_words(method.kind)
    parts = (method.label, "" if kind == method.label else kind, country, expires)
    return " · ".join(filter(None, parts))
