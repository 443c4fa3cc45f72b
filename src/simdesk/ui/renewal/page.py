"""The paper that the wizard fills in, and what every step of it has."""

from collections.abc import Callable, Iterator
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from simdesk.domain.draft import Flaw, RenewalDraft
from simdesk.ui.fields import Rows, TextField
from simdesk.ui.renewal.facts import Doors, Facts, Guide
from simdesk.ui.renewal.parts import enlarge, text_label
from simdesk.wording.language import _

LINE_LENGTH = 500


class Sheet(QObject):
    """The draft that the steps share, and the facts it is judged by.

    Signals:
        changed: the draft is another one, by the owner's doing.
    """

    changed = Signal()

    def __init__(self, facts: Facts, guide: Guide, doors: Doors, draft: RenewalDraft) -> None:
        super().__init__()
        self.facts = facts
        self.guide = guide
        self.doors = doors
        self.draft = draft

    def change(self, **fields: Any) -> None:
        """Replace fields of the draft; says so only if one becomes another."""
        draft = replace(self.draft, **fields)
        if draft != self.draft:
            self.draft = draft
            self.changed.emit()

    def look(self) -> bool:
        """Take the card as it is now; return whether it is still there."""
        facts = self.doors.facts()
        if facts is not None:
            self.facts = facts
        return facts is not None


class Page(QWidget):
    """One step: a heading, a line below it, and a column that scrolls. ``foot`` stays in view."""

    step = 1

    def __init__(self, sheet: Sheet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"renewal_step_{self.step}")
        self.sheet = sheet
        self.heading = text_label("heading")
        enlarge(self.heading, 1.4)
        self.lead = text_label("lead", "muted")
        body = QWidget()
        self.column = QVBoxLayout(body)
        self.column.setContentsMargins(22, 16, 22, 16)
        self.column.setSpacing(9)
        self.column.addWidget(self.heading)
        self.column.addWidget(self.lead)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(body)
        self.foot = QVBoxLayout()
        self.foot.setContentsMargins(22, 0, 22, 10)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(6)
        outer.addWidget(self.area, 1)
        outer.addLayout(self.foot)

    def enter(self) -> None:
        """Show the draft as it is, before the step is seen."""
        self.retranslate()

    def retranslate(self) -> None:
        """Set every word anew; each step has its own."""

    def show_flaws(self, flaws: frozenset[Flaw]) -> None:
        """Say beside the fields what keeps the step from being left, and go to the first of them."""

    def showEvent(self, event: QShowEvent) -> None:
        """Begin in the page itself: the first button of the window throws the draft away."""
        super().showEvent(event)
        if not event.spontaneous():
            self.take_focus()

    def take_focus(self) -> None:
        """Put the cursor into the first thing of the page that takes it; a button comes last."""
        found = [widget for widget in self._chain() if self._takes_focus(widget)]
        first = next((widget for widget in found if not isinstance(widget, QPushButton)), None)
        if (widget := first or next(iter(found), None)) is not None:
            widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _takes_focus(self, widget: QWidget) -> bool:
        wanted = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        return bool(wanted) and self.isAncestorOf(widget) and widget.isVisibleTo(self) and widget.isEnabled()

    def _chain(self) -> Iterator[QWidget]:
        widget = self.nextInFocusChain()
        while widget is not None and widget is not self:
            yield widget
            widget = widget.nextInFocusChain()

    def title(self, words: str, lead: str = "") -> None:
        """Show the heading and the line below it, which may be empty."""
        self.heading.setText(words)
        self.lead.setText(lead)
        self.lead.setVisible(bool(lead))

    def subtitle(self, name: str) -> QLabel:
        """Return a heading inside the page, added to its column."""
        label = text_label(name)
        enlarge(label, 1.05)
        self.column.addWidget(label)
        return label


class Form(Rows):
    """Labelled rows bound to fields of the draft: what is typed in them is in the draft at once."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__()
        self._sheet = sheet
        self._hidden: set[QWidget] = set()
        self._bound: list[tuple[str, TextField, Callable[[TextField], str]]] = []

    def bind(
        self, name: str, words: Callable[[], str], field: TextField, hint: Callable[[], str] | None = None
    ) -> None:
        """Add *field* for the draft's field *name*, under the label *words*."""
        field.setObjectName(name)
        field.setMaxLength(LINE_LENGTH)
        self._bound.append((name, field, meant))
        self.add(words, field, hint)
        field.edited.connect(lambda: self._sheet.change(**{name: meant(field)}))

    def show_row(self, field: QWidget, *, visible: bool) -> None:
        self._hidden.discard(field)
        super().show_row(field, visible=visible)
        if visible:
            self.look(field)
        else:
            self._hidden.add(field)

    def look(self, field: QWidget, flaw: str | None = None) -> None:
        if field not in self._hidden:
            super().look(field, flaw)

    def retranslate(self) -> None:
        super().retranslate()
        for field in self._hidden:
            # Asking for the hints anew has shown those of hidden rows.
            super().show_row(field, visible=True)
            super().show_row(field, visible=False)

    def enter(self) -> None:
        """Show what the draft holds, without touching a field that says the same already."""
        for name, field, means in self._bound:
            held = getattr(self._sheet.draft, name)
            if means(field) != held:
                field.show_text(held)
        self.retranslate()

    def show_flaws(self, flaws: dict[TextField, str]) -> None:
        """Say *flaws* below their fields and put the cursor into the first."""
        for field, words in flaws.items():
            self.look(field, words)
        first = next(iter(flaws), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)


def meant(field: TextField) -> str:
    """Return what *field* says as the draft keeps it: understood, else as it was typed."""
    from simdesk.ui.fields import AmountField, DateField

    if isinstance(field, DateField) and (day := field.day()) is not None:
        return day.isoformat()
    if isinstance(field, AmountField) and (amount := field.amount()) is not None:
        return amount
    return field.text()


def flaw_words(flaw: Flaw) -> str:
    """Return what is wrong, as a sentence to stand beside the field."""
    match flaw:
        case Flaw.CHANNEL_MISSING:
            return _("Choose a way first.")
        case Flaw.LENGTH_UNREADABLE:
            return _("Not a length yet. Type a whole number such as 60.")
        case Flaw.AMOUNT_UNREADABLE | Flaw.FEE_UNREADABLE | Flaw.BALANCE_UNREADABLE:
            return _("Not an amount yet. Type it like 3000 or 12.50.")
        case Flaw.CURRENCY_UNKNOWN:
            return _("Not a currency yet. Type its three letters, like JPY.")
        case Flaw.PAID_ON_MISSING:
            return _("When did you pay? Type it like 2026-11-21.")
        case Flaw.PAID_ON_UNREADABLE | Flaw.BASE_DAY_UNREADABLE | Flaw.STATED_DAY_UNREADABLE:
            return _("Not a date yet. Type it like 2026-11-21.")
        case Flaw.PAID_ON_FUTURE:
            return _("This day is still to come in the card's time zone.")
        case Flaw.BASE_DAY_BEFORE_PAYMENT:
            return _("The pack cannot end before the day of payment.")
        case Flaw.ARRIVED_MISSING:
            return _("Say whether it arrived.")
