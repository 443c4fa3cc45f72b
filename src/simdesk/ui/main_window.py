"""The window: header, pages, notices, status line. What is asked for there is done elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from simdesk.ui.actions import Actions
from simdesk.ui.cards.page import CardsPage
from simdesk.ui.cards.showing import Showing
from simdesk.ui.header import Header
from simdesk.ui.notice_bar import NoticeBar, Remedy
from simdesk.ui.state import MAY_PASS
from simdesk.wording.coming import next_words
from simdesk.wording.language import _, _n, _p

if TYPE_CHECKING:  # the first frame does without these
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent

    from simdesk.ui.cards.page import PlanOf
    from simdesk.ui.log.page import LogPage
    from simdesk.ui.preferences import Preferences
    from simdesk.ui.state import AppState

_LAYOUT = "main"
_SPLIT = "main.cards"


class MainWindow(QWidget):
    """Lays out pages and actions. There are no words and no cards in it until the first ``retranslate``.

    ``make_log`` makes the page of the log when it is first wanted. ``may_hide`` says whether closing
    leaves the program reachable in the background, ``remedies_for`` what else can be done about an error
    than to try again.

    Signals:
        quit_asked: the program is to end, and there is nothing left to ask.
        hidden: the window was closed and the program goes on.
        seen: the first frame has been drawn.
    """

    quit_asked = Signal()
    seen = Signal()
    hidden = Signal()

    def __init__(
        self,
        state: AppState,
        preferences: Preferences,
        plan_of: PlanOf,
        make_log: Callable[[], LogPage],
        *,
        demo: bool = False,
    ) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self._state, self._preferences, self._demo = state, preferences, demo
        self._make_log = make_log
        self._log: LogPage | None = None
        self._was_seen = False
        self._waiting = 0
        self.may_hide: Callable[[], bool] = lambda: False
        self.remedies_for: Callable[[Exception], Sequence[Remedy]] = lambda _error: ()
        self.window_actions = Actions(self)
        self.header = Header(self.window_actions)
        self.notices = NoticeBar()
        self.cards = CardsPage(state, self._showing(), plan_of)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.cards)
        self._next, self._saved = QLabel(), QLabel()
        self._next.setObjectName("status_next")
        self._saved.setObjectName("status_saved")
        self._lay_out()
        self._connect()
        self.header.pages.buttons()[0].setChecked(True)
        letter, line = self.fontMetrics().averageCharWidth(), self.fontMetrics().height()
        self.resize(QSize(letter * 192, line * 48).boundedTo(self.screen().availableSize() * 0.96))
        self._restore_layout()
        self.setWindowTitle("SimDesk")
        self._follow()
        self.cards.list.setFocus()

    @property
    def is_demo(self) -> bool:
        """Return whether the cards are made up and nothing is kept."""
        return self._demo

    def retranslate(self) -> None:
        """Set every word anew; what was typed stays."""
        self._show_title()
        self.window_actions.retranslate()
        self.header.retranslate()
        self.notices.retranslate()
        self.cards.retranslate()
        if self._log is not None:
            self._log.retranslate()
        self._show_status()

    def show_cards(self) -> None:
        """Turn to the cards."""
        self._turn_to(self.cards)

    def show_card(self, card_id: str) -> None:
        """Turn to the cards and choose one."""
        self.show_cards()
        self.header.search.clear()
        self.cards.choose(card_id)

    def show_log(self) -> None:
        """Turn to the log."""
        if self._log is None:
            self._log = self._make_log()
            self._log.search(self.header.search.text())
            self._pages.addWidget(self._log)
        self._turn_to(self._log)

    def show_waiting(self, count: int) -> None:
        """Show how many reminders wait for an answer: in the title, at the top, in the menu."""
        self._waiting = count
        self._show_title()
        self.header.show_waiting(count)
        self.window_actions.show_waiting(count)

    def come_forward(self) -> None:
        """Be seen: not hidden, not minimised, in front."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def tell_failure(self, error: Exception, *, waits: bool = False) -> None:
        """Say what went wrong; *waits*: an edit waits to be saved because of it, so offer to try again."""
        from simdesk.wording.problem import problem

        remedies = list(self.remedies_for(error))
        is_book = bool(remedies)
        key = "book" if is_book else ""

        def words() -> str:
            shown = [_("The window shows your cards as they were read last.")] if is_book else []
            return _p("sentences", " ").join([problem(error), *shown])

        if waits:
            remedies.insert(0, Remedy(lambda: _("Try again"), self._state.retry))
            self.notices.drop(key)  # one sentence about the book is enough
            key = "pending"
        self.notices.tell(words, *remedies, key=key, serious=True)

    def leave(self) -> None:
        """End the program, after asking about an edit that could not be saved.

        A window in which something was typed keeps it, or says that it is not saved and stays this once.
        """
        # Those that others opened come first: they go with them, unasked.
        for dialog in reversed(self.findChildren(QDialog)):
            if dialog.isVisible() and not dialog.close():
                dialog.raise_()
                dialog.activateWindow()
                return
        self._keep_layout()
        if not self._state.pending:
            self.quit_asked.emit()
            return
        from simdesk.ui.leaving import ask_before_leaving

        self.come_forward()
        ask_before_leaving(self, self._state, self.quit_asked.emit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the button that has the focus by Enter too, which only some desktops do by themselves."""
        button = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(button, QPushButton):
            button.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_seen:
            self._was_seen = True
            QTimer.singleShot(0, self._after_first_frame)

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        if self.may_hide():
            self._keep_layout()
            self.hide()
            self.hidden.emit()
        else:
            self.leave()

    def _after_first_frame(self) -> None:
        self.cards.make_details()
        self.seen.emit()

    def _lay_out(self) -> None:
        foot = QFrame()
        foot.setProperty("role", "foot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(14, 5, 14, 5)
        for label in (self._next, self._saved):
            label.setProperty("role", "muted")
        row.addWidget(self._next, 1)
        row.addWidget(self._saved)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.header, self._pages, self.notices, foot):
            column.addWidget(widget, 1 if widget is self._pages else 0)

    def _connect(self) -> None:
        state, actions = self._state, self.window_actions
        state.changed.connect(self._show_status)
        state.pending_changed.connect(self._show_pending)
        # What its undo would take back is another step once others came in between.
        for signal in (state.saved, state.steps_changed):
            signal.connect(self._forget_done)
        state.failed.connect(self._tell_refused)
        state.ticked.connect(self._remind)
        for sound in (state.sound, state.saved):
            sound.connect(self._forget_damage)
        self._preferences.changed.connect(self._follow)
        self._preferences.failed.connect(self.tell_failure)
        self._preferences.failed.connect(self._follow)
        self.cards.acted.connect(self.tell_done)
        self.cards.told.connect(self.notices.tell)
        self.cards.card_chosen.connect(self._offer_renewal)
        self._offer_renewal("")
        self.header.search.textChanged.connect(self._search)
        self.header.search.left.connect(self._return_to_page)
        actions.cards.triggered.connect(self.show_cards)
        actions.log.triggered.connect(self.show_log)
        actions.undo.triggered.connect(state.undo)
        actions.redo.triggered.connect(state.redo)
        actions.masked.toggled.connect(lambda on: self._preferences.change(masked=on))
        actions.quit.triggered.connect(self.leave)

    def _follow(self) -> None:
        settings = self._preferences.settings
        self.window_actions.masked.setChecked(settings.masked)
        self.window_actions.show_language(settings.language or "")
        self.cards.show_as(self._showing())

    def _showing(self) -> Showing:
        settings = self._preferences.settings
        return Showing(settings.masked, settings.country, settings.stages)

    def _search(self, wanted: str) -> None:
        self.cards.search(wanted)
        if self._log is not None:
            self._log.search(wanted)

    def _return_to_page(self) -> None:
        log = self._log
        self._turn_to(self.cards if log is None or self._pages.currentWidget() is not log else log)

    def tell_done(self, words: Callable[[], str]) -> None:
        self.notices.tell(words, Remedy(lambda: _("Undo"), self._state.undo), key="done")

    def _offer_renewal(self, card_id: str) -> None:
        self.window_actions.renew.setEnabled(bool(card_id))

    def _show_title(self) -> None:
        title = _("SimDesk – demo, nothing is kept") if self._demo else _("SimDesk")
        self.setWindowTitle(f"({self._waiting}) {title}" if self._waiting else title)

    def _show_status(self) -> None:
        self._next.setText(next_words(self._state.rows()))
        self.window_actions.show_steps(self._state.undo_label, self._state.redo_label)
        self._show_pending()

    def _show_pending(self) -> None:
        waiting = len(self._state.pending)
        if not waiting:
            self.notices.drop("pending")
            self._saved.setText(_("Saved"))
            return
        self._saved.setText(
            _n("{n} change is not saved", "{n} changes are not saved", waiting).format(n=waiting)
        )

    def _tell_refused(self, error: Exception) -> None:
        self.tell_failure(error, waits=bool(self._state.pending) and isinstance(error, MAY_PASS))

    def _forget_damage(self) -> None:
        self.notices.drop("book")

    def _forget_done(self) -> None:
        self.notices.drop("done")

    def _remind(self) -> None:
        """Offer again to save what waits, where that notice was dismissed."""
        if self._state.pending and not self.notices.holds("pending"):
            again = Remedy(lambda: _("Try again"), self._state.retry)
            self.notices.tell(self._saved.text, again, key="pending", serious=True)

    def _turn_to(self, page: QWidget) -> None:
        self._pages.setCurrentWidget(page)
        self.header.pages.buttons()[0 if page is self.cards else 1].setChecked(True)
        if page is self.cards:
            self.cards.list.setFocus()
        else:
            page.setFocus()

    def _keep_layout(self) -> None:
        from simdesk.ui.layout import packed

        layout = dict(self._preferences.settings.layout)
        layout[_LAYOUT] = packed(self.saveGeometry())
        layout[_SPLIT] = packed(self.cards.splitter.saveState())
        self._preferences.change(layout=layout)

    def _restore_layout(self) -> None:
        layout = self._preferences.settings.layout
        if not layout:
            return
        from simdesk.ui.layout import unpacked

        if kept := layout.get(_LAYOUT):
            self.restoreGeometry(unpacked(kept))
        if kept := layout.get(_SPLIT):
            self.cards.splitter.restoreState(unpacked(kept))
