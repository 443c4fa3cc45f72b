"""Fields for what the card's form and the settings ask: names, notes, months, phone numbers, stages."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QCompleter,
    QListView,
    QPlainTextEdit,
    QSpinBox,
    QWidget,
)

from simdesk.ui.fields import ChoiceField, TextField, Words
from simdesk.wording.language import _

LINE, LABEL = 500, 200
"""The longest text that a card can hold, and the longest label, in characters."""
_FURTHEST, _DIGITS = 3650, 9
_SOUGHT = Qt.ItemDataRole.UserRole
_TAKES = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


class CalmWheel(QObject):
    """Lets the wheel scroll the page, not change a choice or a number that it happens to pass over."""

    def calm(self, field: QWidget) -> None:
        """Look after *field* and every choice and number in it."""
        for one in (field, *field.findChildren(QComboBox), *field.findChildren(QAbstractSpinBox)):
            if isinstance(one, QComboBox | QAbstractSpinBox):
                one.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
                one.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return False


class NoteField(QPlainTextEdit):
    """A few lines of text.

    Signals:
        edited: the text changed.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        lines = self.fontMetrics().lineSpacing() * 4
        self.setFixedHeight(lines + 2 * self.frameWidth() + int(2 * self.document().documentMargin()))
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

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.lineEdit().setAccessibleName(name)

    def retranslate(self) -> None:
        """Set the words anew."""
        self.setSpecialValueText(self._none())


class _Names(QCompleter):
    """Finds a name by anything it goes by, and writes the name itself."""

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        return str(index.data(Qt.ItemDataRole.DisplayRole))


class NameField(QComboBox):
    """A name typed freely or taken from a list: the only one left of it by Enter or Tab.

    Signals:
        edited: the text changed.
        left: the owner is done with the field.
    """

    edited = Signal()
    left = Signal()

    def __init__(self, longest: int = LINE, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(16)
        self.setMaxVisibleItems(14)
        line = self.lineEdit()
        if line is not None:
            line.setMaxLength(longest)
            line.editingFinished.connect(self.left)
        completer = _Names(self.model(), self)
        completer.setCompletionRole(_SOUGHT)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompleter(completer)
        self._completer, self._names = completer, QListView()
        completer.setPopup(self._names)
        self._names.installEventFilter(self)  # after the completer's own filter, so it is asked first
        self.editTextChanged.connect(lambda _text: self.edited.emit())

    def offer(self, names: Mapping[str, str] | Sequence[str]) -> None:
        """Offer other names; what is typed stays. A mapping says by what else each is found."""
        typed, quiet = self.currentText(), self.blockSignals(True)
        self.clear()
        for place, name in enumerate(names):
            self.addItem(name)
            other = names[name] if isinstance(names, Mapping) else ""
            self.setItemData(place, f"{name}\n{other}", _SOUGHT)
        self.setEditText(typed)
        self.blockSignals(quiet)

    def show_text(self, text: str) -> None:
        """Show *text* without saying that it was edited."""
        if text != self.currentText():
            quiet = self.blockSignals(True)
            self.setEditText(text)
            self.blockSignals(quiet)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        fitting = self._completer
        if watched is self._names and isinstance(event, QKeyEvent) and event.key() in _TAKES:
            chosen = self._names.currentIndex().isValid()
            if event.type() is QEvent.Type.KeyPress and not chosen and fitting.completionCount() == 1:
                self._names.setCurrentIndex(fitting.completionModel().index(0, 0))
        return super().eventFilter(watched, event)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        line = self.lineEdit()
        if line is not None:
            line.setAccessibleName(name)


class TickField(QCheckBox):
    """Yes or no, said beside the box.

    Signals:
        edited: the owner ticked it or took the tick away.
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

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name or self._words())


class ThreeWay(ChoiceField["bool | None"]):
    """Yes, no, or not known."""

    def __init__(self) -> None:
        super().__init__(lambda: [(None, _("not known")), (True, _("yes")), (False, _("no"))])

    def show_answer(self, answer: bool | None) -> None:
        """Show the answer."""
        self.setCurrentIndex((None, True, False).index(answer))


class PhoneField(TextField):
    """A phone number. ``country`` is where national ones are from, ISO 3166; None: nowhere."""

    country: str | None = None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setMaxLength(40)
        self.editingFinished.connect(self.tidy)

    def e164(self) -> str | None:
        """Return the number as it is stored; None while it is blank or not one."""
        from simdesk.domain.numbers import parse_number

        return parse_number(self.text(), self.country) if self.text().strip() else None

    def flaw(self) -> str:
        if not self.text().strip() or self.e164() is not None:
            return ""
        if self.country is None and not self.text().strip().startswith("+"):
            return _("Begin with + and the country code: the carrier's country is not known.")
        return _("Not a phone number yet.")

    def doubt(self) -> str:
        """Return a question on a number that can be stored, but looks mistyped; empty if it does not."""
        from simdesk.domain.numbers import is_usual

        number = self.e164()
        if number is None or is_usual(number):
            return ""
        return "⚠ " + _("Its country has no numbers like this. Is a digit missing?")

    def tidy(self) -> None:
        """Write a whole number the way people do: nationally for ``country``, else with its code."""
        from simdesk.domain.numbers import spelled

        number = self.e164()
        if number is not None:
            self.show_text(spelled(number, self.country))


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


class StagesField(TextField):
    """Days before a deadline at which one is reminded."""

    def stages(self) -> tuple[int, ...] | None:
        """Return the days, the furthest first, each once; None while blank or not readable."""
        from unicodedata import normalize

        # Where Chinese and Japanese are typed, digits and commas are often those of full width.
        plain = normalize("NFKC", self.text())
        words = plain.replace(",", " ").replace("、", " ").replace(";", " ").split()
        if not all(word.isascii() and word.isdecimal() and len(word) <= _DIGITS for word in words):
            return None
        if not words or max(map(int, words)) > _FURTHEST:
            return None
        return tuple(sorted({int(word) for word in words}, reverse=True))

    def set_stages(self, stages: tuple[int, ...] | None) -> None:
        """Show the days, or nothing."""
        self.show_text("" if stages is None else ", ".join(map(str, stages)))

    def flaw(self) -> str:
        if not self.text().strip() or self.stages() is not None:
            return ""
        return _("Whole numbers of days, such as 30, 7, 1.")
