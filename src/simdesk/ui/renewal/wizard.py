"""The renewal wizard: six steps over one draft, which is kept at every change."""

from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from simdesk.catalog.phrases import has_clerk
from simdesk.catalog.whole import Catalog
from simdesk.domain.draft import ARRIVED_STEP, STEPS, RenewalDraft
from simdesk.errors import SimDeskError
from simdesk.ui.renewal.arrived import ArrivedPage
from simdesk.ui.renewal.before import BeforePage
from simdesk.ui.renewal.clerk import ClerkScreen, clerk_screen
from simdesk.ui.renewal.done import DonePage
from simdesk.ui.renewal.facts import Doors, Facts, Guide, Habits, begun
from simdesk.ui.renewal.foot import Foot
from simdesk.ui.renewal.notice import Notice
from simdesk.ui.renewal.page import Page, Sheet
from simdesk.ui.renewal.paid import PaidPage
from simdesk.ui.renewal.path import Path
from simdesk.ui.renewal.steps import StepsPage
from simdesk.ui.renewal.where import WherePage
from simdesk.wording.language import _
from simdesk.wording.problem import problem

SMALLEST = (480, 320)
"""The smallest window, in pixels: a small screen at twice its size still shows the buttons below."""

KEEP_AFTER_MS = 400
"""Milliseconds after the last key press at which the draft is kept."""


class RenewalWizard(QDialog):
    """Leads through one renewal. What was typed survives closing, a crash and a refused save.

    Made from the card's *facts*, the *catalog*, the *doors* it asks through, and a *draft* that was
    kept; without one a new renewal is begun with the owner's *habits*. Show it with ``show()``.

    Signals:
        finished_renewal: the renewal is saved; carries the id of the card.
    """

    finished_renewal = Signal(str)

    def __init__(
        self,
        facts: Facts,
        catalog: Catalog,
        doors: Doors,
        draft: RenewalDraft | None = None,
        *,
        habits: Habits | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("renewal_wizard")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(*SMALLEST)
        self.resize(QSize(760, 640).boundedTo(self.screen().availableSize() * 0.9))
        self.setSizeGripEnabled(True)
        guide = Guide.to(facts.card, catalog)
        if draft is not None and any(one.id == draft.renewal_id for one in facts.renewals):
            draft = None  # It was entered, and the program ended before the draft was dropped.
        self.sheet = Sheet(facts, guide, doors, draft or begun(facts, guide, habits or Habits()))
        self._touched = draft is not None
        self._saved = False
        self._clerk: ClerkScreen | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_AFTER_MS)
        self._timer.timeout.connect(self.keep)
        self._build()
        self.sheet.changed.connect(self._changed)
        if isinstance(program := QApplication.instance(), QApplication):
            program.focusChanged.connect(self._focus_moved)
        self._go(min(self.sheet.draft.step, ARRIVED_STEP))

    @property
    def draft(self) -> RenewalDraft:
        """Return what has been typed so far."""
        return self.sheet.draft

    @property
    def page(self) -> Page:
        """Return the step that is shown."""
        return self._pages[self.stack.currentIndex()]

    def retranslate(self) -> None:
        """Set every word anew; what was typed stays."""
        self._name()
        self.page.retranslate()
        self.notice.retranslate()
        if self._clerk is not None:
            self._clerk.retranslate()

    def look(self) -> None:
        """Take the card as it is now and show what that changes; for a book that was changed."""
        before = self.sheet.facts
        if not self.sheet.look():
            return
        if (self.sheet.facts.row, self.sheet.facts.masked) != (before.row, before.masked):
            self.page.enter()
        self._name()

    def take_catalog(self, catalog: Catalog) -> None:
        """Go by *catalog* from now on: its owner has changed it. What was typed stays."""
        self.sheet.guide = Guide.to(self.sheet.facts.card, catalog)
        if not self._saved:
            self.page.enter()

    def keep(self) -> bool:
        """Keep the draft now and say whether that went well; if not, it is shown and tried again later."""
        self._timer.stop()
        if self._saved or not self._touched:
            return True
        try:
            self.sheet.doors.keep_draft(replace(self.sheet.draft, changed=self.sheet.facts.moment))
        except (SimDeskError, OSError) as error:
            self._complain(error, self._keep_again)
            return False
        return True

    def _build(self) -> None:
        self.path, self.notice, self.stack = Path(), Notice(), QStackedWidget()
        steps = StepsPage(self.sheet)
        steps.clerk_wanted.connect(self.show_clerk)
        self._pages: tuple[Page, ...] = (
            WherePage(self.sheet),
            BeforePage(self.sheet),
            steps,
            PaidPage(self.sheet),
            ArrivedPage(self.sheet),
            DonePage(self.sheet),
        )
        for page in self._pages:
            self.stack.addWidget(page)
        self.foot = Foot(
            {
                "discard": self._ask_discard,
                "trouble": steps.show_support,
                "show_clerk": self.show_clerk,
                "keep_for_later": self.keep_for_later,
                "back": self.go_back,
                "next": self.go_on,
                "finish": self.save,
                "close": self.close,
            }
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.path)
        column.addWidget(self.notice)
        column.addWidget(self.stack, 1)
        column.addWidget(self.foot)

    def _name(self) -> None:
        step = self.sheet.draft.step
        self.setWindowTitle(_("Renew: {label}").format(label=self.sheet.facts.card.label))
        self.path.show_step(step)
        self.foot.show_step(step, clerk=has_clerk(self.sheet.guide.channel(self.sheet.draft.channel)))

    def go_on(self) -> None:
        """Go to the next step, unless something in this one is wrong; that is said there."""
        self._leave_field()
        step = self.sheet.draft.step
        if self._has_flaws(step):
            return
        if step == 1:
            draft = self.sheet.draft
            self.sheet.doors.remember(Habits(country=draft.country, payments=draft.payments, ids=draft.ids))
        self._touched = True
        self._go(step + 1)
        self.keep()

    def go_back(self) -> None:
        """Go to the step before; nothing that was typed is lost."""
        self._leave_field()
        if self.sheet.draft.step > 1:
            self._go(self.sheet.draft.step - 1)
            self.keep()

    def save(self) -> None:
        """Have the renewal saved; where that is refused, stay with everything typed and say so."""
        self._leave_field()
        if not self._may_finish():
            return
        self.keep()
        facts, draft = self.sheet.facts, self.sheet.draft
        edit = draft.edit(facts.card, facts.row.today, facts.moment)
        label = _("Renew {label}").format(label=facts.card.label)
        if not self.sheet.doors.finish(label, edit, draft.renewal_id):
            self.notice.say(
                lambda: _("It could not be saved. Everything you typed is still here."),
                [("try_again", lambda: _("Try again"), self.save)],
            )
            return
        self._saved = True
        self._timer.stop()
        self.notice.clear()
        try:
            self.sheet.doors.drop_draft(draft.card_id)
        except (SimDeskError, OSError) as error:
            self._complain(error)
        self.sheet.look()
        self._go(STEPS)
        self.finished_renewal.emit(draft.card_id)

    def show_clerk(self) -> None:
        """Fill the screen with the sentence for the clerk."""
        self._clerk = clerk_screen(self.sheet, self)
        self._clerk.destroyed.connect(self._forget_clerk)
        self._clerk.showFullScreen()

    def reject(self) -> None:
        # Escape, the window's own button and close() all come here.
        self._leave_field()
        if self.keep():
            super().reject()
        else:
            self.notice.add("close_anyway", lambda: _("Close and lose it"), self._give_up)

    def keep_for_later(self) -> None:
        """Keep the draft, even one in which nothing was typed, and close."""
        self._touched = True
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif isinstance(focused := self.focusWidget(), QPushButton):
            focused.click()
        else:
            self.foot.press_primary()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.ActivationChange and not self.isActiveWindow():
            self.keep()
        super().changeEvent(event)

    def _go(self, step: int) -> None:
        if not self._saved:
            self.sheet.look()
        if step != self.sheet.draft.step:
            self.sheet.change(step=step)
        page = self._pages[step - 1]
        page.enter()
        # The buttons below first: a page may give the focus to one of them.
        self._name()
        self.stack.setCurrentWidget(page)
        if self.isVisible():
            # Qt's stack has put it where it was in the page, or to its first button.
            page.take_focus()
        page.area.verticalScrollBar().setValue(0)
        self.notice.clear()

    def _changed(self) -> None:
        self._touched = True
        if not self._saved:
            self._timer.start()

    def _focus_moved(self) -> None:
        if self._timer.isActive():
            self.keep()

    def _has_flaws(self, step: int) -> bool:
        flaws = self.sheet.draft.flaws(self.sheet.facts.row.today, step)
        if flaws:
            self.page.show_flaws(flaws)
        return bool(flaws)

    def _may_finish(self) -> bool:
        """Return whether everything is there; where not, go to the step that lacks something."""
        if not self.sheet.look():
            self.notice.say(lambda: _("This card is no longer there. Nothing was changed."), [])
            return False
        for step in range(1, STEPS):
            if self.sheet.draft.flaws(self.sheet.facts.row.today, step):
                if step != self.sheet.draft.step:
                    self._go(step)
                return not self._has_flaws(step)
        return True

    def _leave_field(self) -> None:
        """Let a field that is being typed in put its text in order first, and keep what it says."""
        focused: QWidget | None = self.focusWidget()
        if focused is not None and self.stack.isAncestorOf(focused):
            focused.clearFocus()
        if self._timer.isActive():
            self.keep()

    def _ask_discard(self) -> None:
        if not self._touched:
            self._discard()
            return
        self.notice.say(
            lambda: _("Throw away everything typed here?"),
            [
                ("discard_yes", lambda: _("Throw away"), self._discard),
                ("discard_no", lambda: _("Keep it"), self.notice.clear),
            ],
        )

    def _discard(self) -> None:
        self._timer.stop()
        try:
            self.sheet.doors.drop_draft(self.sheet.draft.card_id)
        except (SimDeskError, OSError) as error:
            self._complain(error)
            return
        self._give_up()

    def _complain(self, error: Exception, again: Callable[[], None] | None = None) -> None:
        actions = [] if again is None else [("try_again", lambda: _("Try again"), again)]
        self.notice.say(lambda: problem(error), actions)

    def _keep_again(self) -> None:
        self.notice.clear()
        self.keep()

    def _give_up(self) -> None:
        self._saved = True
        self.close()

    def _forget_clerk(self) -> None:
        self._clerk = None
