"""Step 5: did it arrive? The old date and the new one side by side, and the owner's word on them."""

from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from simdesk.domain.draft import Flaw
from simdesk.domain.terms import Basis, Kind
from simdesk.ui.fields import AmountField, DateField, TextField
from simdesk.ui.renewal.choice import Choice, Face
from simdesk.ui.renewal.facts import outcome_of
from simdesk.ui.renewal.page import Form, Page, Sheet, flaw_words
from simdesk.ui.renewal.parts import enlarge, text_label
from simdesk.wording.dates import day
from simdesk.wording.language import _
from simdesk.wording.outcomes import Outcome, counted_from, old_date, outcome
from simdesk.wording.terms import basis_name


class ArrivedPage(Page):
    """Both dates, "It arrived" or "Not yet", the new balance, and another date from the carrier's page."""

    step = 5

    def __init__(self, sheet: Sheet, parent: QWidget | None = None) -> None:
        super().__init__(sheet, parent)
        self.dates = Dates()
        self.column.addWidget(self.dates)
        self.outcome = text_label("outcome", "muted")
        self.column.addWidget(self.outcome)
        self.group = QButtonGroup(self)
        self.yes, self.not_yet = Choice(Face("")), Choice(Face(""))
        for choice, name, arrived in ((self.yes, "it_arrived", True), (self.not_yet, "not_yet", False)):
            choice.setObjectName(name)
            self.group.addButton(choice)
            choice.chosen.connect(lambda arrived=arrived: self._answer(arrived=arrived))
            self.column.addWidget(choice)
        self.flaw = text_label("arrived_flaw", "flaw")
        self.column.addWidget(self.flaw)
        self.balance, self.stated = AmountField(), DateField()
        self.form = Form(sheet)
        self.form.bind("balance_after", lambda: _("New balance"), self.balance)
        self.form.bind(
            "stated_day",
            lambda: _("The carrier's page says"),
            self.stated,
            lambda: _("Only if it shows another last day than the new one above."),
        )
        self.column.addLayout(self.form)
        self.column.addStretch(1)
        sheet.changed.connect(self._refresh)

    def enter(self) -> None:
        self.form.enter()
        self._mark()
        self.retranslate()

    def retranslate(self) -> None:
        self.title(_("Did it arrive?"), _("Look at the carrier's page, its app or the text it sent."))
        self.yes.wear(Face(_("It arrived"), (_("The page, the app or a text shows it."),)))
        self.not_yet.wear(
            Face(_("Not yet"), (_("It is kept as paid, the old date stays, and SimDesk asks again later."),))
        )
        self.flaw.setVisible(False)
        self.form.retranslate()
        self._show_rows()
        self._show_dates()

    def show_flaws(self, flaws: frozenset[Flaw]) -> None:
        self.flaw.setText(f"⚠ {flaw_words(Flaw.ARRIVED_MISSING)}")
        self.flaw.setVisible(Flaw.ARRIVED_MISSING in flaws)
        if Flaw.ARRIVED_MISSING in flaws:
            self.yes.setFocus()
        fields: list[tuple[Flaw, TextField]] = [
            (Flaw.BALANCE_UNREADABLE, self.balance),
            (Flaw.STATED_DAY_UNREADABLE, self.stated),
        ]
        self.form.show_flaws({field: flaw_words(flaw) for flaw, field in fields if flaw in flaws})

    def _answer(self, *, arrived: bool) -> None:
        self.sheet.change(arrived=arrived)
        self.flaw.setVisible(False)
        self._show_rows()

    def _mark(self) -> None:
        self.group.setExclusive(False)
        self.yes.show_chosen(on=self.sheet.draft.arrived is True)
        self.not_yet.show_chosen(on=self.sheet.draft.arrived is False)
        self.group.setExclusive(True)

    def _show_rows(self) -> None:
        arrived, kind = self.sheet.draft.arrived is True, self.sheet.draft.kind
        self.form.show_row(self.balance, visible=arrived and kind is not Kind.BILL)
        self.form.show_row(self.stated, visible=arrived and kind is not Kind.BILL)

    def _refresh(self) -> None:
        if self.isVisible():
            self._show_dates()

    def _show_dates(self) -> None:
        found = outcome_of(self.sheet.facts, self.sheet.draft)
        self.dates.say(found)
        self.outcome.setText(outcome(found))


class Dates(QFrame):
    """The date so far and the one it would become, with what they are counted from."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dates")
        self.setProperty("role", "panel")
        self._cells = {name: self._cell(name) for name in ("before", "after")}
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 12, 16, 12)
        grid.setHorizontalSpacing(24)
        for column, labels in enumerate(self._cells.values()):
            box = QVBoxLayout()
            for label in labels:
                box.addWidget(label)
            box.addStretch(1)
            grid.addLayout(box, 0, column)
            grid.setColumnStretch(column, 1)

    def say(self, found: Outcome) -> None:
        """Show the dates of *found*."""
        bill = found.draft.kind is Kind.BILL
        rule = found.row.card.rule
        after = found.seen.after
        basis = "" if bill or rule.basis is Basis.NONE else basis_name(rule.basis)
        self._fill(
            "before",
            _("Bill") if bill else _("Last day so far"),
            old_date(found.seen, found.row.today),
            basis,
        )
        title = _("Next bill") if bill else _("Last day then")
        words = "–" if after is None else day(after)
        self._fill("after", title, words, counted_from(found))

    def _cell(self, name: str) -> tuple[QLabel, QLabel, QLabel]:
        title = text_label(f"{name}_title", "muted")
        date = text_label(f"{name}_date")
        enlarge(date, 1.45)
        return title, date, text_label(f"{name}_basis", "muted")

    def _fill(self, name: str, title: str, date: str, basis: str) -> None:
        for label, words in zip(self._cells[name], (title, date, basis), strict=True):
            label.setText(words)
            label.setVisible(bool(words))
        self._cells[name][1].setAccessibleName(f"{title}: {date}")
