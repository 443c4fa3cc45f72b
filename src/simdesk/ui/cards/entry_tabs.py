"""The fields of a card's form, by tab, each bound to what it holds of a ``CardEntry``."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QCompleter, QPlainTextEdit, QScrollArea, QSpinBox, QWidget

from simdesk.domain.entry import CardEntry
from simdesk.domain.money import CURRENCIES
from simdesk.domain.terms import Basis, Late
from simdesk.domain.zones import zone_names
from simdesk.ui.cards.rule_fields import LadderField, LengthField
from simdesk.ui.fields import AmountField, ChoiceField, DateField, Rows, TextField, Words
from simdesk.wording.language import _
from simdesk.wording.terms import basis_name, late_name

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
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        self.rows = Rows(inside)
        self.rows.setContentsMargins(14, 12, 14, 12)
        self.setWidget(inside)
        self._bindings: list[Binding] = []

    def bind(self, words: Words, field: QWidget, binding: Binding, hint: Words | None = None) -> None:
        """Add a labelled field that stands for one part of the entry."""
        field.setObjectName(f"card_{binding.part}")
        self.rows.add(words, field, hint)
        self._bindings.append(binding)
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

    def flawed(self) -> bool:
        """Return whether a field holds what it cannot take."""
        fields = self.findChildren(TextField)
        return any(field.isVisibleTo(self) and field.flaw() for field in fields)

    def retranslate(self) -> None:
        """Set every word anew; what was typed stays."""
        self.rows.retranslate()


class NoteField(QPlainTextEdit):
    """Several lines of text.

    Signals:
        edited: the text changed.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setMinimumHeight(self.fontMetrics().lineSpacing() * 4)
        self.textChanged.connect(self.edited)


class NumberField(QSpinBox):
    """A whole number; the lowest value means that none is given.

    Signals:
        edited: the number changed.
    """

    edited = Signal()

    def __init__(self, none: Words, lowest: int, highest: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._none = none
        self.setRange(lowest, highest)
        self.valueChanged.connect(self.edited)
        self.retranslate()

    def number(self) -> int | None:
        """Return the number; None if none is given."""
        return None if self.value() == self.minimum() else self.value()

    def set_number(self, number: int | None) -> None:
        """Show a number, or that none is given."""
        self.setValue(self.minimum() if number is None else number)

    def retranslate(self) -> None:
        """Set the words anew."""
        self.setSpecialValueText(self._none())


class NameField(QComboBox):
    """A name typed freely or taken from a list.

    Signals:
        edited: the text changed.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(16)
        completer = QCompleter(self.model(), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompleter(completer)
        self.editTextChanged.connect(lambda _text: self.edited.emit())

    def offer(self, names: list[str]) -> None:
        """Offer other names; what is typed stays."""
        typed, quiet = self.currentText(), self.blockSignals(True)
        self.clear()
        self.addItems(names)
        self.setEditText(typed)
        self.blockSignals(quiet)

    def show_text(self, text: str) -> None:
        """Show *text* without saying that it was edited."""
        quiet = self.blockSignals(True)
        self.setEditText(text)
        self.blockSignals(quiet)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        line = self.lineEdit()
        if line is not None:
            line.setAccessibleName(name)


class TickField(QCheckBox):
    """Yes or no, said beside the box.

    Signals:
        edited: the owner ticked or unticked it.
    """

    edited = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.toggled.connect(lambda _on: self.edited.emit())
        self.retranslate()

    def retranslate(self) -> None:
        """Set the words anew."""
        self.setText(self._words())


def text_part(part: str, field: TextField | NameField) -> Binding:
    """Bind a field of text."""
    read = field.text if isinstance(field, TextField) else field.currentText
    return Binding(part, False, field.show_text, read)


def day_part(part: str, field: DateField) -> Binding:
    """Bind a day."""
    return Binding(part, False, field.set_day, field.day)


def yes_no_unknown() -> list[tuple[bool | None, str]]:
    """Return the answers to a question whose answer may not be known."""
    return [(None, _("not known")), (True, _("yes")), (False, _("no"))]


class ThreeWay(ChoiceField["bool | None"]):
    """Yes, no, or not known."""

    def __init__(self) -> None:
        super().__init__(yes_no_unknown)

    def show_answer(self, answer: bool | None) -> None:
        """Show the answer."""
        self.setCurrentIndex((None, True, False).index(answer))

    def binding(self, part: str) -> Binding:
        """Bind the answer."""
        return Binding(part, False, self.show_answer, self.value)


def rule_tab() -> EntryTab:
    """Return the tab of the rule."""
    tab = EntryTab("card_rule_tab")
    basis: ChoiceField[Basis] = ChoiceField(lambda: [(one, basis_name(one)) for one in Basis])
    tab.bind(
        lambda: _("How the deadline is counted"), basis, Binding("basis", True, basis.set_value, basis.value)
    )
    for part, words, none in (
        ("valid_for", lambda: _("Valid for"), lambda: _("not known")),
        ("cap", lambda: _("At most, from the day of payment"), lambda: _("no limit")),
        ("use_within", lambda: _("Must be used within"), lambda: _("no such rule")),
    ):
        field = LengthField(none)
        tab.bind(words, field, Binding(part, True, field.set_length, field.length))
    counted = TickField(lambda: _("The carrier counts the base day itself"))
    tab.bind(lambda: "", counted, Binding("count_base_day", True, counted.setChecked, counted.isChecked))
    late: ChoiceField[Late] = ChoiceField(lambda: [(one, late_name(one)) for one in Late])
    tab.bind(lambda: _("If renewed too late"), late, Binding("late", True, late.set_value, late.value))
    ladder = LadderField()
    tab.bind(
        lambda: _("After the last day"), ladder, Binding("ladder", True, ladder.set_ladder, ladder.ladder)
    )
    zone = NameField()
    zone.addItems(list(zone_names()))
    tab.bind(
        lambda: _("Time zone"),
        zone,
        text_part("timezone", zone),
        lambda: _("The carrier's: a deadline ends at midnight there."),
    )
    used = DateField()
    tab.bind(lambda: _("Last used on"), used, day_part("last_used_on", used))
    stages = StagesField()
    tab.bind(
        lambda: _("Remind me"),
        stages,
        Binding("stages", False, stages.set_stages, stages.stages),
        lambda: _("Days before a deadline, such as 30, 7, 1. Empty: as for every card."),
    )
    return tab


class StagesField(TextField):
    """Days before a deadline at which one is reminded."""

    def stages(self) -> tuple[int, ...] | None:
        """Return the days, as typed; None while blank or not readable."""
        words = self.text().replace(",", " ").replace("、", " ").replace("，", " ").replace(";", " ").split()
        if not words or not all(word.isascii() and word.isdecimal() and int(word) <= 3650 for word in words):
            return None
        return tuple(int(word) for word in words)

    def set_stages(self, stages: tuple[int, ...] | None) -> None:
        """Show the days, or nothing."""
        self.show_text("" if stages is None else ", ".join(map(str, stages)))

    def flaw(self) -> str:
        if not self.text().strip() or self.stages() is not None:
            return ""
        return _("Whole numbers of days, such as 30, 7, 1.")


def money_tab(method_names: list[str]) -> EntryTab:
    """Return the tab of balance, data and payment."""
    tab = EntryTab("card_money_tab")
    amount = AmountField()
    tab.bind(lambda: _("Balance"), amount, Binding("balance", False, amount.set_amount, amount.amount))
    currency = NameField()
    currency.addItems([*_COMMON_CURRENCIES, *sorted(CURRENCIES - set(_COMMON_CURRENCIES))])
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
    method.addItems(method_names)
    tab.bind(lambda: _("Payment method"), method, text_part("payment_method", method))
    month = MonthField()
    tab.bind(
        lambda: _("Payment card expires"),
        month,
        Binding("payment_card_expires", False, month.set_month, month.month),
        lambda: _("Year and month, as on the card: 2027-04."),
    )
    itself = ThreeWay()
    tab.bind(lambda: _("Renews or is paid by itself"), itself, itself.binding("auto_renew"))
    return tab


class MonthField(TextField):
    """A month, typed 2027-04, 2027/4 or 04/27 as printed on payment cards."""

    def month(self) -> str | None:
        """Return the month as YYYY-MM; None while blank or not readable."""
        parts = self.text().strip().replace("/", "-").replace(".", "-").split("-")
        if len(parts) != 2 or not all(part.isascii() and part.isdecimal() for part in parts):
            return None
        first, second = parts
        year, month = (first, second) if len(first) == 4 else (f"20{second[-2:]}", first)
        valid = len(year) == 4 and 1 <= int(month) <= 12 and 2000 <= int(year) <= 2199
        return f"{year}-{int(month):02}" if valid else None

    def set_month(self, month: str | None) -> None:
        """Show a month, or nothing."""
        self.show_text(month or "")

    def flaw(self) -> str:
        return _("Not a month yet. Type it like 2027-04.") if self.text().strip() and not self.month() else ""
