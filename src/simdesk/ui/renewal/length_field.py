"""A length of time: a number and its unit."""

import re
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from simdesk.domain.draft import is_length
from simdesk.ui.fields import ChoiceField, TextField
from simdesk.wording.language import _, _p

_WRITTEN = re.compile(r"P(.*?)(D|W|M/end|M|Y)\Z", re.DOTALL)


class LengthField(QWidget):
    """A number of days, weeks, months or years, or months to the month's end.

    Signals:
        edited: the owner changed it.
    """

    edited = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.number = TextField()
        self.number.setObjectName(f"{name}_number")
        self.number.setMaxLength(20)
        self.unit: ChoiceField[str] = ChoiceField(_units)
        self.unit.setObjectName(f"{name}_unit")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.number, 1)
        row.addWidget(self.unit, 1)
        self.setFocusProxy(self.number)
        self.number.edited.connect(self.edited)
        self.unit.edited.connect(self.edited)

    def text(self) -> str:
        """Return the length in ISO 8601; empty without a number, ``P`` and what was typed if it is wrong."""
        typed = self.number.text().strip()
        return f"P{typed}{self.unit.value()}" if typed else ""

    def show_text(self, text: str) -> None:
        """Show the length *text*, a whole one or what :meth:`text` made of half of one."""
        written = _WRITTEN.match(text)
        if text == self.text():
            return
        self.number.show_text(written[1] if written else "")
        if written:
            self.unit.set_value(written[2])

    def flaw(self) -> str:
        """Return what is wrong with it; empty if nothing is."""
        if not self.text() or is_length(self.text()):
            return ""
        return _("Not a length yet. Type a whole number such as 60.")

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.number.setAccessibleName(name)
        self.unit.setAccessibleName(_("{field}: unit").format(field=name))
        self.unit.retranslate()


def _units() -> Sequence[tuple[str, str]]:
    return [
        ("D", _p("unit", "days")),
        ("W", _p("unit", "weeks")),
        ("M", _p("unit", "months")),
        ("Y", _p("unit", "years")),
        ("M/end", _p("unit", "months, to the month's end")),
    ]
