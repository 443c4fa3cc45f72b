"""Step 6: the new countdown, and when SimDesk speaks up again."""

from datetime import timedelta

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from simdesk.domain.rows import Row, stages_of
from simdesk.domain.terms import Status
from simdesk.ui.renewal.page import Page, Sheet
from simdesk.ui.renewal.parts import Remark, enlarge, text_label
from simdesk.ui.theme import Tone
from simdesk.wording.countdown import afterwards, days_left, ends, pending
from simdesk.wording.dates import day
from simdesk.wording.language import _, _p


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
        self.later.setText(
            _("You can take it back with Undo, and find it with its receipts on the page Log.")
        )

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
