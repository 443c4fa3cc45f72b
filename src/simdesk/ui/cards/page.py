"""The page of cards: filters at the left, the list, the details at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout

from simdesk.ui.cards.card_list import CardList
from simdesk.ui.cards.filter_list import FilterList
from simdesk.ui.cards.model import CardModel
from simdesk.ui.cards.showing import Showing
from simdesk.ui.cards.sieve import OWN_GROUPS, Filter, Group, admits, matches
from simdesk.ui.cards.wish import Wish, wish_words
from simdesk.wording.dates import brief_day
from simdesk.wording.language import _, _p

if TYPE_CHECKING:  # the first frame does without these
    from collections.abc import Callable
    from datetime import date

    from PySide6.QtGui import QResizeEvent

    from simdesk.catalog.model import Plan
    from simdesk.domain.card import Card
    from simdesk.domain.edits import Edit
    from simdesk.domain.rows import Row
    from simdesk.ui.cards.details import Details
    from simdesk.ui.cards.filter_choice import FilterChoice
    from simdesk.ui.cards.first_run import FirstRun
    from simdesk.ui.state import AppState

    PlanOf = Callable[[Card], Plan | None]

# How narrow each part may be, in letters. Where that is too much, as on a small screen at twice its size,
# the filters become a list that opens.
_LEFT, _MIDDLE, _RIGHT = 18, 50, 40
# To name countries takes more of the catalog than to show the cards.
_FIRST_GROUPS = tuple(group for group in OWN_GROUPS if group is not Group.COUNTRY)


class CardsPage(QStackedWidget):
    """Shows the cards, or three doors while there are none. The details are made after the first frame.

    Empty until the first ``retranslate``. ``plan_of`` gives what the catalog knows of a card's plan; it
    is asked only where the usual act of a card is wanted.

    Signals:
        renew_asked, edit_asked, trouble_asked, secrets_asked, history_asked: a window is to be opened;
            carries a card's id.
        add_asked, import_asked, demo_asked: a door was opened.
        acted: something was done without a window; carries a sentence on it as a function.
        rule_wished: as of the details; carries the :class:`RuleWish` and the card's id.
        told: there is something to say, but nothing was done; carries the same.
        card_chosen: another card's details are shown; carries its id, empty for none.
    """

    renew_asked = Signal(str)
    edit_asked = Signal(str)
    trouble_asked = Signal(str)
    secrets_asked = Signal(str)
    history_asked = Signal(str)
    add_asked = Signal()
    import_asked = Signal()
    demo_asked = Signal()
    acted = Signal(object)
    rule_wished = Signal(object, str)
    told = Signal(object)
    card_chosen = Signal(str)

    def __init__(self, state: AppState, showing: Showing, plan_of: PlanOf) -> None:
        super().__init__()
        self.setObjectName("cards_page")
        self._state, self._showing, self._plan_of = state, showing, plan_of
        self._wanted = ""
        self._strip_for: Wish | None = None
        self._details: Details | None = None
        self._show_rule: Callable[[Details, Row], None] | None = None
        self._doors: FirstRun | None = None
        self.model = CardModel()
        self.list = CardList(self.model)
        self.filters = FilterList()
        self._filter_choice: FilterChoice | None = None
        self._left, self._right = QFrame(), QFrame()
        self._right.setObjectName("right")
        self._right_box = QVBoxLayout(self._right)
        self._right_box.setContentsMargins(0, 0, 0, 0)
        self.splitter = QSplitter()
        self._lay_out()
        self.list.delegate.showing = showing
        self.list.wished.connect(self.fulfil)
        self.list.card_chosen.connect(self._choose)
        self.filters.chosen.connect(self._choose_filter)
        state.changed.connect(self.refresh)

    @property
    def card_id(self) -> str:
        """Return the id of the card chosen; empty if there is none."""
        return self.list.card_id

    def show_as(self, showing: Showing) -> None:
        """Show cards as *showing* says."""
        if showing != self._showing:
            self._showing = self.list.delegate.showing = showing
            self.refresh()
            self.model.retranslate()

    def search(self, wanted: str) -> None:
        """Show only cards that have every word of *wanted*; empty: all of them."""
        self._wanted = wanted
        self.refresh()

    def choose(self, card_id: str) -> None:
        """Choose a card, whatever filter and search hid it."""
        if self.model.row_of(card_id) is None:
            self._wanted = ""
            self.filters.choose_everything()
            self.refresh()
        place = self.model.row_of(card_id)
        if place is not None:
            self.list.setCurrentIndex(self.model.index(place))

    def refresh(self) -> None:
        """Read the rows again."""
        everything = self._state.rows()
        if not everything:
            self._open_doors()
            return
        self.setCurrentWidget(self.splitter)
        groups = _FIRST_GROUPS if self._details is None else OWN_GROUPS
        self.filters.set_rows(everything, self._showing, groups)
        shown = [
            row
            for row in everything
            if admits(self.filters.filter, row, self._showing) and matches(row, self._wanted)
        ]
        if self.model.rowCount():
            self.model.set_rows(shown)
        else:
            self.model.show_first(shown)
        if shown and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.model.index(0))
        self._show_details()

    def retranslate(self) -> None:
        """Set every word anew; what was typed stays."""
        self.filters.retranslate()
        if self._filter_choice is not None:
            self._filter_choice.retranslate()
        self.list.retranslate()
        self.model.retranslate()
        if self._doors is not None:
            self._doors.retranslate()
        self.refresh()
        row = self._state.row(self.card_id)
        if self._strip_for is not None and row is not None and self._details is not None:
            self._details.head.strip.reword(*self._strip_words(self._strip_for, row))

    def fulfil(self, wish: Wish, card_id: str) -> None:
        """Do what the owner asked for a card, or ask for the second click."""
        row = self._state.row(card_id)
        if row is None:
            return
        match wish:
            case Wish.RENEW:
                self.renew_asked.emit(card_id)
            case Wish.EDIT:
                self.edit_asked.emit(card_id)
            case Wish.TROUBLE:
                self.trouble_asked.emit(card_id)
            case Wish.SECRETS:
                self.secrets_asked.emit(card_id)
            case Wish.HISTORY:
                self.history_asked.emit(card_id)
            case Wish.DID_IT | Wish.STILL_WORKS:
                self._ask(wish, row)
            case Wish.NOT_YET:
                from simdesk.ui.cards.acts import not_yet_words

                self.told.emit(lambda: not_yet_words(row.card.label))
            case _:
                from simdesk.ui.cards.acts import edit_of

                edit = edit_of(wish, row, self._state.now)
                if edit is not None:
                    self._apply(wish, row, edit)

    def _lay_out(self) -> None:
        self._left.setObjectName("left")
        box = QHBoxLayout(self._left)
        box.setContentsMargins(6, 8, 6, 6)
        box.addWidget(self.filters)
        middle = QFrame()
        self._middle_box = QVBoxLayout(middle)
        self._middle_box.setContentsMargins(0, 0, 0, 0)
        self._middle_box.setSpacing(0)
        self._middle_box.addWidget(self.list)
        for widget, stretch in ((self._left, 0), (middle, 2), (self._right, 1)):
            self.splitter.addWidget(widget)
            self.splitter.setStretchFactor(self.splitter.count() - 1, stretch)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        letter = self.fontMetrics().averageCharWidth()
        for widget, letters in ((self._left, _LEFT), (middle, _MIDDLE), (self._right, _RIGHT)):
            widget.setMinimumWidth(letter * letters)
        # Without the filters, which leave where there is no room for all three.
        self.splitter.setMinimumWidth(letter * (_MIDDLE + _RIGHT) + 1)
        self.splitter.setSizes([letter * 30, letter * 103, letter * 59])
        self.addWidget(self.splitter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < self.fontMetrics().averageCharWidth() * (_LEFT + _MIDDLE + _RIGHT) + 2
        if narrow and self._filter_choice is None:
            from simdesk.ui.cards.filter_choice import FilterChoice

            self._filter_choice = FilterChoice(self.filters)
            row = QHBoxLayout()
            row.setContentsMargins(6, 6, 6, 6)
            row.addWidget(self._filter_choice)
            self._middle_box.insertLayout(0, row)
        self._left.setVisible(not narrow)
        if self._filter_choice is not None:
            self._filter_choice.setVisible(narrow)

    def _choose(self, card_id: str) -> None:
        self._strip_for = None
        self._show_details()
        self.card_chosen.emit(card_id)

    def _choose_filter(self, _filter: Filter) -> None:
        self.refresh()

    def make_details(self) -> None:
        """Make what is shown at the right, if it is not there yet: it can wait for the first frame."""
        if self._details is None:
            from simdesk.ui.cards.details import Details

            self._details = Details()
            self._details.wished.connect(self.fulfil)
            self._details.rule_wished.connect(self.rule_wished)
            self._details.head.agreed.connect(self._agree)
            self._details.head.more_asked.connect(lambda: self.renew_asked.emit(self.card_id))
            self._right_box.addWidget(self._details)
            self.refresh()

    def _show_details(self) -> None:
        if self._details is None:
            return
        row = self._state.row(self.card_id)
        if row is None:
            self._details.show_nothing()
            return
        book = self._state.book
        self._details.show_card(row, book.renewals_of(row.card.id), self._showing, book.payment_methods)
        if self._show_rule is not None:
            self._show_rule(self._details, row)

    def follow_rules(self, show: Callable[[Details, Row], None]) -> None:
        """Let *show* say in the details what there is to say of the rule of each card shown."""
        self._show_rule = show
        self._show_details()

    def _open_doors(self) -> None:
        if self._doors is None:
            from simdesk.ui.cards.first_run import FirstRun

            self._doors = FirstRun()
            self._doors.add_asked.connect(self.add_asked)
            self._doors.import_asked.connect(self.import_asked)
            self._doors.demo_asked.connect(self.demo_asked)
            self.addWidget(self._doors)
        self.model.show_first([])
        self.setCurrentWidget(self._doors)

    def _ask(self, wish: Wish, row: Row) -> None:
        self.choose(row.card.id)
        self.make_details()
        words, agree = self._strip_words(wish, row)
        if not words or self._details is None:
            self.renew_asked.emit(row.card.id)
            return
        self._strip_for = wish
        self._details.head.strip.ask(words, agree, day=wish is Wish.STILL_WORKS)
        self._details.ensureWidgetVisible(self._details.head.strip)

    def _strip_words(self, wish: Wish, row: Row) -> tuple[str, str]:
        if wish is Wish.STILL_WORKS:
            return _("Good. What does the carrier's page say is its last day now?"), _("Save")
        from simdesk.ui.cards.acts import usual_words

        held = self._state.book.renewals_of(row.card.id)
        words = usual_words(row, self._plan_of(row.card), held, self._state.now)
        said = _p("sentences", " ").join(filter(None, (_already(row), words))) if words else ""
        return said, wish_words(Wish.LOG_IT)

    def _agree(self, day: date | None) -> None:
        from simdesk.catalog.usual import usual_renewal
        from simdesk.domain.edits import log_renewal, new_id
        from simdesk.ui.cards.acts import still_works

        row, wish = self._state.row(self.card_id), self._strip_for
        self._strip_for = None
        if row is None:
            return
        if wish is Wish.STILL_WORKS and day is not None:
            self._apply(Wish.LOG_IT, row, still_works(row, day, self._state.now))
            return
        held = self._state.book.renewals_of(row.card.id)
        renewal = usual_renewal(row, self._plan_of(row.card), held, new_id(), self._state.now)
        if renewal is not None:
            self._apply(Wish.LOG_IT, row, log_renewal(renewal))

    def _apply(self, wish: Wish, row: Row, edit: Edit) -> None:
        from simdesk.ui.cards.acts import done_words, step_words

        label = row.card.label
        if self._state.apply(step_words(wish, label), edit):
            self.acted.emit(lambda: done_words(wish, label))
            self.list.setFocus()


def _already(row: Row) -> str:
    """Return a warning where a renewal was paid already and waits to be verified."""
    waiting = row.standing.pending
    if waiting is None:
        return ""
    paid = brief_day(waiting.renewal.paid_on, row.today)
    return _("A renewal paid {day} is not verified yet; this would be another one.").format(day=paid)
