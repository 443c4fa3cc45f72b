"""Step 6: the new countdown, when SimDesk speaks up again, and the way into the calendar."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from simdesk.domain.rows import Row, stages_of
from simdesk.domain.terms import State, Status
from simdesk.errors import SimDeskError
from simdesk.ui.renewal.page import Page, Sheet
from simdesk.ui.renewal.parts import Remark, enlarge, push_button, text_label
from simdesk.ui.theme import Tone
from simdesk.wording.countdown import afterwards, days_left, ends, pending
from simdesk.wording.dates import day
from simdesk.wording.language import _, _p
from simdesk.wording.problem import problem


class DonePage(Page):
    """What the card's row says now."""

    step = 6

    def __init__(self, sheet: Sheet, parent: QWidget | None = None) -> None:
        super().__init__(sheet, parent)
        panel = QFrame()
        panel.setProperty("role", "panel")
        self.figure = text_label("countdown")
        enlarge(self.figure, 2.0)
        self.ends = text_label("countdown_ends")
        self.then = text_label("countdown_then", "muted")
        box = QVBoxLayout(panel)
        box.setContentsMargins(18, 16, 18, 16)
        for label in (self.figure, self.ends, self.then):
            box.addWidget(label)
        self.column.addWidget(panel)
        self.waiting = Remark(Tone.SOON)
        self.waiting.setObjectName("waiting")
        self.column.addWidget(self.waiting)
        self.reminder = Remark(Tone.QUIET)
        self.reminder.setObjectName("next_reminder")
        self.column.addWidget(self.reminder)
        self.calendar = _IntoCalendar(sheet)
        self.column.addWidget(self.calendar)
        self.later = text_label("later", "muted")
        self.column.addWidget(self.later)
        self.column.addStretch(1)

    def retranslate(self) -> None:
        row = self.sheet.facts.row
        arrived = self.sheet.draft.arrived is True
        self.title(
            _("Done") if arrived else _("Kept as paid"), _p("done", "{label}").format(label=row.card.label)
        )
        self.figure.setText(days_left(row.standing.days_left))
        self.ends.setText(ends(row))
        self.then.setText(afterwards(row))
        self.then.setVisible(bool(afterwards(row)))
        waiting = pending(row)
        self.waiting.say(
            _("{what}. The old date stays until you say that it arrived.").format(
                what=waiting[:1].upper() + waiting[1:]
            )
        )
        self.waiting.setVisible(bool(waiting) and self._is_mine())
        self.reminder.say(self._next_reminder(row))
        self.calendar.retranslate()
        self.later.setText(
            _("You can take it back with Undo, and find it with its receipts on the page Log.")
        )

    def enter(self) -> None:
        self.calendar.look()
        super().enter()

    def take_focus(self) -> None:
        """Go to the button that ends it: whoever goes on with Return wants that, not a calendar program."""
        close = self.window().findChild(QPushButton, "close")
        if isinstance(close, QPushButton):
            close.setFocus(Qt.FocusReason.OtherFocusReason)

    def _is_mine(self) -> bool:
        waiting = self.sheet.facts.row.standing.pending
        return waiting is not None and waiting.renewal.status is Status.PAID

    def _next_reminder(self, row: Row) -> str:
        """Return when the next stage begins, in words."""
        deadline, left = row.standing.next_deadline, row.standing.days_left
        if deadline is None or left is None:
            return _("There is no deadline to remind you of.")
        if row.standing.past_first:
            return _("SimDesk reminds you every day until it is settled.")
        ahead = [stage for stage in stages_of(row, self.sheet.facts.stages) if stage < left]
        if not ahead:
            return _("SimDesk reminds you today.")
        return _("Next reminder: {day}.").format(day=day(deadline - timedelta(days=ahead[0])))


class _IntoCalendar(QWidget):
    """Says that the calendar has the card, or gives it to the calendar at one click."""

    def __init__(self, sheet: Sheet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet = sheet
        self._place = ""
        self._said: Callable[[], str] | None = None
        self.there = Remark(Tone.CALM)
        self.there.setObjectName("in_calendar")
        self.add = push_button("add_to_calendar")
        self.add.clicked.connect(self._give)
        self.outcome = text_label("calendar_outcome")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.there)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self.outcome)

    def look(self) -> None:
        """Ask anew where the card is; what came of the last click is no longer said."""
        self._place, self._said = self._sheet.doors.calendar_place(), None

    def retranslate(self) -> None:
        """Set every word anew."""
        row = self._sheet.facts.row
        due = row.standing.next_deadline is not None and row.card.state is State.IN_USE
        self.setVisible(due)
        self.there.say(_("Your calendar has it: {place}").format(place=self._place))
        self.there.setVisible(bool(self._place))
        self.add.setText(_("Add to calendar"))
        self.add.setVisible(not self._place)
        self.outcome.setText("" if self._said is None else self._said())
        self.outcome.setVisible(self._said is not None)

    def _give(self) -> None:
        try:
            left = self._sheet.doors.add_to_calendar()
        except (SimDeskError, OSError) as error:
            self._say(partial(_refused, error))
            return
        if left is None:
            self._say(lambda: "✓ " + _("Your calendar program was asked to take it in."))
        else:
            self._say(lambda: _("No program here opens it. It is at {path}.").format(path=left))

    def _say(self, words: Callable[[], str]) -> None:
        self._said = words
        self.retranslate()


def _refused(error: Exception) -> str:
    return f"⚠ {problem(error)}"
