"""The tabs of a card's form: fields, each bound to what it holds of a ``CardEntry``; the tab of money."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from simdesk.domain.entry import CardEntry
from simdesk.domain.money import CURRENCIES
from simdesk.ui.fields import AmountField, DateField, Rows, TextField, Words
from simdesk.ui.special_fields import LINE, CalmWheel, MonthField, NameField, NumberField, ThreeWay
from simdesk.wording.language import _

_COMMON_CURRENCIES = ("JPY", "CNY", "HKD", "TWD", "USD", "GBP", "EUR", "NZD", "AUD", "SGD", "KRW")


@dataclass(frozen=True, slots=True)
class Binding:
    """A field and the part of the entry, or of its rule, that it shows and gives."""

    part: str
    of_rule: bool
    show: Callable[[Any], None]
    value: Callable[[], Any]


class EntryTab(QScrollArea):
    """One tab of the form.

    Signals:
        edited: the owner changed a field.
    """

    edited = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        self.rows = Rows(inside)
        self.rows.setContentsMargins(14, 12, 14, 12)
        self.setWidget(inside)
        self._inside = inside
        self._wheel = CalmWheel(self)
        self._bindings: list[Binding] = []
        self._fields: dict[str, QWidget] = {}

    def bind(self, words: Words, field: QWidget, binding: Binding, hint: Words | None = None) -> None:
        """Add a labelled field that stands for one part of the entry."""
        field.setObjectName(f"card_{binding.part}")
        self.rows.add(words, field, hint)
        self._wheel.calm(field)
        self._bindings.append(binding)
        self._fields[binding.part] = field
        getattr(field, "edited").connect(self.edited)  # noqa: B009 -- every field has it, QWidget does not

    def show_entry(self, entry: CardEntry) -> None:
        """Show *entry* in the fields."""
        for one in self._bindings:
            one.show(getattr(entry.rule if one.of_rule else entry, one.part))

    def typed(self, entry: CardEntry) -> CardEntry:
        """Return *entry* with what this tab holds.

        Raises:
            ValueError: if the parts of the rule contradict each other.
        """
        from msgspec.structs import replace as replace_rule

        own = {one.part: one.value() for one in self._bindings if not one.of_rule}
        rule = {one.part: one.value() for one in self._bindings if one.of_rule}
        return replace(entry, rule=replace_rule(entry.rule, **rule), **own)

    def flawed(self) -> str | None:
        """Return the part whose field holds what it cannot take, the first in view; None if all is well."""
        for part, field in self._fields.items():
            if field.isVisibleTo(self._inside) and getattr(field, "flaw", str)():
                return part
        return None

    def has(self, part: str) -> bool:
        """Return whether the field of *part* is on this tab."""
        return part in self._fields

    def show_flaw(self, part: str, words: str | None) -> None:
        """Say below the field of *part* what is wrong with it, and go there.

        *words* None: what the field itself says.
        """
        field = self._fields[part]
        self.rows.look(field, words)
        self.ensureWidgetVisible(field)
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Set every word anew; what was typed stays."""
        self.rows.retranslate()


def text_part(part: str, field: TextField | NameField, longest: int = LINE) -> Binding:
    """Bind a field of text, *longest* being in characters."""
    if isinstance(field, TextField):
        field.setMaxLength(longest)
        return Binding(part, False, field.show_text, field.text)
    return Binding(part, False, field.show_text, field.currentText)


def day_part(part: str, field: DateField) -> Binding:
    """Bind a day."""
    return Binding(part, False, field.set_day, field.day)


def answer_part(part: str, field: ThreeWay) -> Binding:
    """Bind yes, no, or not known."""
    return Binding(part, False, field.show_answer, field.value)


def money_tab(method_names: list[str]) -> EntryTab:
    """Return the tab of balance, data and payment."""
    tab = EntryTab("card_money_tab")
    amount = AmountField()
    tab.bind(lambda: _("Balance"), amount, Binding("balance", False, amount.set_amount, amount.amount))
    currency = NameField()
    currency.offer([*_COMMON_CURRENCIES, *sorted(CURRENCIES - set(_COMMON_CURRENCIES))])
    tab.bind(
        lambda: _("Currency"),
        currency,
        Binding("currency", False, currency.show_text, lambda: currency.currentText().strip().upper()),
    )
    looked = DateField()
    tab.bind(lambda: _("Balance looked at on"), looked, day_part("balance_on", looked))
    left = NumberField(lambda: _("not known"), -1, 10_000_000)
    left.setSuffix(" MB")
    tab.bind(lambda: _("Data left"), left, Binding("data_left_mb", False, left.set_number, left.number))
    data_ends = DateField()
    tab.bind(lambda: _("Data ends on"), data_ends, day_part("data_expires_on", data_ends))
    method = NameField()
    method.offer(method_names)
    tab.bind(lambda: _("Payment method"), method, text_part("payment_method", method))
    month = MonthField()
    tab.bind(
        lambda: _("Payment card expires"),
        month,
        Binding("payment_card_expires", False, month.set_month, month.month),
        lambda: _("Year and month, as on the card: 2027-04."),
    )
    itself = ThreeWay()
    tab.bind(lambda: _("Renews or is paid by itself"), itself, answer_part("auto_renew", itself))
    return tab
