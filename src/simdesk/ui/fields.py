"""Fields to type into: days, amounts, choices, and the labelled rows that hold them.

Words are given as functions (``lambda: _("Base day")``), so that ``retranslate`` can ask for them again.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date
from typing import Generic, TypeVar

from PySide6.QtCore import QDate, QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QLabel,
    QLineEdit,
    QStyledItemDelegate,
    QVBoxLayout,
    QWidget,
)

from simdesk.ui.icons import icon
from simdesk.ui.theme import repolish
from simdesk.wording.language import _

Words = Callable[[], str]
Value = TypeVar("Value")

FIRST_YEAR, LAST_YEAR = 1980, 2199
LONGEST_LIST = 12
"""The choices that an open list shows at once; it is scrolled for more."""
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})\Z")
_SIGNS = re.compile(r"(\d{4})\s*([-/.年])\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s*\(\w+\))?\Z")
_WORDS = re.compile(r"(?:[a-z]{3,9},?\s+)?(\d{1,2})\s+([a-z]{3,9})\.?\s+(\d{4})\Z", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_AMOUNT = re.compile(r"-?(?:\d{1,12}|\d{1,3}(?:,\d{3}){1,3})(?:\.\d{1,4})?\Z")


def day_typed(text: str) -> date | None:
    """Return the day that *text* says beyond doubt; None if it says none.

    Understands 2026-11-21 with ``/``, ``.`` or nothing between, 2026年11月21日, 21 Nov 2026, with a weekday
    or full-width digits too. 11/12/2026 is refused: it is read in two ways.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if found := _DIGITS.match(plain):
        year, month, day = map(int, found.groups())
    elif found := _SIGNS.match(plain):
        year, month, day = int(found[1]), int(found[3]), int(found[4])
    elif (found := _WORDS.match(plain)) and found[2][:3].casefold() in _MONTHS:
        year, month, day = int(found[3]), _MONTHS.index(found[2][:3].casefold()) + 1, int(found[1])
    else:
        return None
    try:
        return date(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None


def amount_typed(text: str) -> str | None:
    """Return the amount that *text* says as plain decimal text; None if it says none.

    Commas may stand between thousands only; full-width digits and a sign such as ¥ before are fine.
    """
    plain = unicodedata.normalize("NFKC", text).strip().removesuffix("円").lstrip("¥£$€ ").strip()
    return plain.replace(",", "") if _AMOUNT.match(plain) else None


class TextField(QLineEdit):
    """A line of text.

    Signals:
        edited: the text changed, by typing, an input method or a screen reader, but not by ``show_text``.
    """

    edited = Signal()

    def __init__(self, hint: Words | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hint = hint
        self._showing = False
        # Not textEdited: what assistive technology sets would go unnoticed.
        self.textChanged.connect(self._changed)
        if hint is not None:
            self.setPlaceholderText(hint())

    def show_text(self, text: str) -> None:
        """Show *text* without saying that it was edited."""
        self._showing = True
        self.setText(text)
        self._showing = False

    def retranslate(self) -> None:
        """Set the words in the field anew."""
        if self._hint is not None:
            self.setPlaceholderText(self._hint())

    def _changed(self) -> None:
        if not self._showing:
            self.edited.emit()

    def flaw(self) -> str:
        """Return a sentence on what is wrong with the text; empty if nothing is."""
        return ""


class DateField(TextField):
    """A day, typed or chosen from a calendar that its button opens (Alt+Down, too)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("YYYY-MM-DD"), parent)
        self._popup: QFrame | None = None
        # Made here: one that Qt makes may be taken for another that was deleted, where that one lay.
        self._open = QAction(icon("calendar"), "", self)
        self.addAction(self._open, QLineEdit.ActionPosition.TrailingPosition)
        self._open.setShortcut("Alt+Down")
        self._open.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._open.triggered.connect(self._open_calendar)
        self.editingFinished.connect(self._tidy)
        self.retranslate()

    def day(self) -> date | None:
        """Return the day; None while it is blank or not one."""
        return day_typed(self.text())

    def set_day(self, day: date | None) -> None:
        """Show *day*, or nothing."""
        self.show_text("" if day is None else day.isoformat())

    def flaw(self) -> str:
        if not self.text().strip() or self.day() is not None:
            return ""
        return _("Not a date yet. Type it like 2026-11-21.")

    def retranslate(self) -> None:
        super().retranslate()
        self._open.setText(_("Choose a day"))
        self._open.setToolTip(_("Choose a day"))

    def _tidy(self) -> None:
        day = self.day()
        if day is not None and self.text() != day.isoformat():
            self.set_day(day)

    def _open_calendar(self) -> None:
        from PySide6.QtWidgets import QCalendarWidget

        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar = QCalendarWidget(popup)
        calendar.setAccessibleName(_("Choose a day"))
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setDateRange(QDate(FIRST_YEAR, 1, 1), QDate(LAST_YEAR, 12, 31))
        day = self.day()
        if day is not None:
            calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        box = QVBoxLayout(popup)
        box.setContentsMargins(1, 1, 1, 1)
        box.addWidget(calendar)
        calendar.clicked.connect(self._take)
        calendar.activated.connect(self._take)
        self._popup = popup
        popup.destroyed.connect(self._forget_popup)
        popup.move(self.mapToGlobal(QPoint(0, self.height())))
        popup.show()
        calendar.setFocus()

    def _take(self, chosen: QDate) -> None:
        self.set_day(date(chosen.year(), chosen.month(), chosen.day()))
        if self._popup is not None:
            self._popup.close()
        self.edited.emit()

    def _forget_popup(self) -> None:
        self._popup = None


class AmountField(TextField):
    """An amount of money, without its currency."""

    def amount(self) -> str | None:
        """Return the amount as decimal text; None while it is blank or not one."""
        return amount_typed(self.text())

    def set_amount(self, amount: str | None) -> None:
        """Show *amount*, or nothing."""
        self.show_text(amount or "")

    def flaw(self) -> str:
        if not self.text().strip() or self.amount() is not None:
            return ""
        return _("Not an amount yet. Type it like 3000 or 12.50.")


class ChoiceField(QComboBox, Generic[Value]):
    """One of several values, each with its words; the choice outlives a change of language.

    Signals:
        edited: the owner chose another one.
    """

    edited = Signal()

    def __init__(
        self, choices: Callable[[], Sequence[tuple[Value, str]]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._choices = choices
        self._values: list[Value] = []
        self.setMaxVisibleItems(LONGEST_LIST)
        self.setItemDelegate(QStyledItemDelegate(self))  # the one of Qt's own choice leaves rows no room
        self.activated.connect(lambda _index: self.edited.emit())
        self.retranslate()

    def value(self) -> Value | None:
        """Return the value chosen; None if none is."""
        index = self.currentIndex()
        return self._values[index] if 0 <= index < len(self._values) else None

    def set_value(self, value: Value | None) -> None:
        """Choose *value*; one that is not offered chooses none."""
        self.setCurrentIndex(self._values.index(value) if value in self._values else -1)

    def set_choices(self, choices: Callable[[], Sequence[tuple[Value, str]]]) -> None:
        """Offer other values; the one chosen stays if it is among them, else the first is chosen."""
        self._choices = choices
        self.retranslate()

    def flaw(self) -> str:
        """Return an empty text: nothing wrong can be chosen."""
        return ""

    def retranslate(self) -> None:
        """Ask for the choices and their words anew."""
        had, blank = self.value(), bool(self._values) and self.currentIndex() < 0
        with QSignalBlocker(self):
            self.clear()
            pairs = list(self._choices())
            self._values = [value for value, _words in pairs]
            self.addItems([words for _value, words in pairs])
            if had is not None and had in self._values:
                self.set_value(had)
            elif blank:
                self.setCurrentIndex(-1)


class Rows(QFormLayout):
    """Labelled rows: each field with its label as buddy and accessible name, and a line below it.

    The line shows what is wrong with the field, with a sign before it, else the hint if there is one.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLabelAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._held: list[tuple[QLabel, Words, QWidget, QLabel, Words | None]] = []

    def add(self, words: Words, field: QWidget, hint: Words | None = None) -> None:
        """Add *field* under the label *words*; one with a signal ``edited`` is looked at when edited."""
        label, below = QLabel(), QLabel()
        label.setBuddy(field)
        below.setProperty("role", "hint")
        below.setWordWrap(True)
        below.setVisible(False)
        # A widget, not a layout: a hidden row stays hidden when the line below the field gets words.
        holder = QWidget()
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addWidget(field)
        box.addWidget(below)
        self.addRow(label, holder)
        self._held.append((label, words, field, below, hint))
        edited = getattr(field, "edited", None)
        if edited is not None:
            edited.connect(lambda: self.look(field))
        self._name(label, words, field, below, hint)

    def show_row(self, field: QWidget, *, visible: bool) -> None:
        """Show or hide the row of *field*."""
        for row, held in enumerate(self._held):
            if held[2] is field:
                self.setRowVisible(row, visible)

    def look(self, field: QWidget, flaw: str | None = None) -> None:
        """Show what is wrong with *field*: *flaw*, or what the field itself says."""
        for _label, _words, other, below, hint in self._held:
            if other is field:
                own = getattr(field, "flaw", lambda: "")() if flaw is None else flaw
                _say(below, field, own, "" if hint is None else hint())

    def retranslate(self) -> None:
        """Set every label, name and hint anew; what was typed stays."""
        for label, words, field, below, hint in self._held:
            speak = getattr(field, "retranslate", None)
            if speak is not None:
                speak()
            self._name(label, words, field, below, hint)

    def _name(self, label: QLabel, words: Words, field: QWidget, below: QLabel, hint: Words | None) -> None:
        label.setText(words())
        field.setAccessibleName(words())
        _say(below, field, getattr(field, "flaw", lambda: "")(), "" if hint is None else hint())


def _say(below: QLabel, field: QWidget, flaw: str, hint: str) -> None:
    below.setProperty("role", "flaw" if flaw else "hint")
    below.setText(f"⚠ {flaw}" if flaw else hint)
    below.setVisible(bool(flaw or hint))
    field.setAccessibleDescription(flaw or hint)
    repolish(below)
