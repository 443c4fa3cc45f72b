"""Countries one below the other's choice: those chosen as switches, the rest in a list to add from."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from simdesk.ui.countries import countries
from simdesk.ui.fields import ChoiceField, Words
from simdesk.ui.renewal.chips import Chips
from simdesk.wording.guide import country_name
from simdesk.wording.language import _


class CountriesField(QWidget):
    """Any number of countries; *none* says what it means that there is none.

    Signals:
        edited: the owner added one or took one away.
    """

    edited = Signal()

    def __init__(self, none: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._none, self._codes = none, tuple[str, ...]()
        self._chips = Chips("edit_country_chips", lambda: "", self._chosen)
        self.more: ChoiceField[str] = ChoiceField(self._others)
        self.more.setObjectName("edit_country_more")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._chips)
        box.addWidget(self.more)
        self.setFocusProxy(self.more)
        self.more.edited.connect(self._add)
        self._chips.edited.connect(lambda: self._change(self._chips.values()))

    def codes(self) -> tuple[str, ...]:
        """Return the countries, in the order they were chosen."""
        return self._codes

    def show_codes(self, codes: Sequence[str]) -> None:
        """Show *codes*."""
        self._codes = tuple(codes)
        self._chips.set_values(self._codes)
        self.retranslate()

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.more.setAccessibleName(name)
        self._chips.setAccessibleName(name)

    def retranslate(self) -> None:
        """Set the words anew."""
        self._chips.retranslate()
        self.more.retranslate()
        self.more.set_value("")

    def _chosen(self) -> Sequence[tuple[str, str]]:
        return [(code, country_name(code)) for code in self._codes]

    def _others(self) -> Sequence[tuple[str, str]]:
        first = _("Add a country…") if self._codes else self._none()
        return [("", first), *(pair for pair in countries() if pair[0] not in self._codes)]

    def _add(self) -> None:
        code = self.more.value()
        if code:
            self._change((*self._codes, code))

    def _change(self, codes: tuple[str, ...]) -> None:
        self.show_codes(codes)
        self.edited.emit()
