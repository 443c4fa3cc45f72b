"""The top of the details: the countdown, what to do, the ladder, the buttons, the open question."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from simdesk.domain.rows import Row
from simdesk.domain.terms import Phase, State
from simdesk.ui.cards.labels import Copyable, Figure
from simdesk.ui.cards.ladder import LadderBar
from simdesk.ui.cards.sieve import asks_whether_renewed
from simdesk.ui.cards.wish import Wish, can_log, menu_of, wish_words
from simdesk.ui.renewal.flow import Flow
from simdesk.ui.theme import tone_of
from simdesk.wording import countdown
from simdesk.wording.dates import ends_there, short_day
from simdesk.wording.language import _
from simdesk.wording.terms import phase_name

if TYPE_CHECKING:
    from simdesk.ui.cards.strip import Strip


class Question(QFrame):
    """Something that only the owner knows, and the answers.

    Signals:
        answered: carries the :class:`Wish` of the answer.
    """

    answered = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("question")
        self.setProperty("role", "strip")
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._buttons: list[tuple[Wish, QPushButton]] = []
        self._flow = Flow()
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 10)
        column.addWidget(self._words)
        column.addLayout(self._flow)
        self.hide()

    def ask(self, words: str, answers: Sequence[Wish]) -> None:
        """Ask; no *answers*: there is nothing to ask."""
        if [wish for wish, _button in self._buttons] != list(answers):
            for _wish, button in self._buttons:
                self._flow.removeWidget(button)
                button.deleteLater()
            self._buttons = [(wish, self._button(wish)) for wish in answers]
        for wish, button in self._buttons:
            button.setText(wish_words(wish))
        self._words.setText(words)
        self.setVisible(bool(answers))

    def _button(self, wish: Wish) -> QPushButton:
        button = QPushButton()
        button.setObjectName(f"answer_{wish.value}")
        button.clicked.connect(partial(self.answered.emit, wish))
        self._flow.addWidget(button)
        return button


class Head(QFrame):
    """The panel that says how long one card has got, and what can be done about it.

    Signals:
        wished: something is to be done with the card shown; carries the :class:`Wish`.
        agreed, more_asked: those of the :class:`Strip`.
    """

    wished = Signal(object)
    agreed = Signal(object)
    more_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self._label, self._todo, self._there, self._legend = (Copyable() for _place in range(4))
        self._figure = Figure()
        self._figure.setObjectName("details_countdown")
        self._label.setObjectName("details_label")
        for label in (self._label, self._there, self._legend):
            label.setProperty("role", "muted")
        self._ladder, self.question = LadderBar(), Question()
        self._strip: Strip | None = None
        self._row: Row | None = None
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 14)
        column.setSpacing(6)
        for widget in (self._label, self._figure, self._todo, self._there, self._ladder, self._legend):
            column.addWidget(widget)
        column.addWidget(self.question)
        column.addSpacing(4)
        column.addLayout(self._buttons())
        self.question.answered.connect(self.wished)

    @property
    def strip(self) -> "Strip":
        """Return the second click, made when it is first wanted."""
        if self._strip is None:
            from simdesk.ui.cards.strip import Strip

            self._strip = Strip()
            self._strip.agreed.connect(self.agreed)
            self._strip.more_asked.connect(self.more_asked)
            self._column.addWidget(self._strip)
        return self._strip

    def show_row(self, row: Row) -> None:
        """Show *row*. What stands in the strip belongs to one card and goes with it."""
        if self._strip is not None and (self._row is None or self._row.card.id != row.card.id):
            self._strip.hide()
        self._row = row
        self._label.setText(row.card.label)
        self._figure.setText(_large(row))
        self._figure.tone = tone_of(row)
        self._figure.update()
        self._todo.setText(countdown.what_to_do(row) or countdown.ends(row))
        deadline = row.standing.next_deadline
        there = countdown.what_is_missing(row)
        if deadline is not None:
            there = ends_there(deadline, row.card.timezone, row.today)
        self._there.setText(there)
        self._there.setVisible(bool(there))
        self._ladder.set_row(row)
        self._legend.setText(legend(row))
        self._legend.setVisible(bool(self._legend.text()))
        self.question.ask(*question_about(row))
        usable = row.card.state is State.IN_USE
        self._renew.setVisible(usable)
        self._did.setVisible(can_log(row))
        self._more.setAccessibleName(_("More for this card"))
        for wish, button in self._wishes():
            button.setText(wish_words(wish))

    def _buttons(self) -> Flow:
        self._renew, self._did, self._edit, self._more = (QPushButton() for _place in range(4))
        self._trouble = QPushButton()
        self._renew.setProperty("role", "primary")
        self._more.setProperty("role", "compact")
        self._more.setText("⋯")
        for wish, button in self._wishes():
            button.setObjectName(f"details_{wish.value}")
            button.clicked.connect(partial(self.wished.emit, wish))
        self._more.setObjectName("details_more")
        self._more.clicked.connect(self._open_menu)
        flow = Flow()
        for button in (self._renew, self._did, self._edit, self._trouble, self._more):
            flow.addWidget(button)
        return flow

    def _wishes(self) -> tuple[tuple[Wish, QPushButton], ...]:
        return (
            (Wish.RENEW, self._renew),
            (Wish.DID_IT, self._did),
            (Wish.EDIT, self._edit),
            (Wish.TROUBLE, self._trouble),
        )

    def _open_menu(self) -> None:
        if self._row is not None:
            menu = card_menu(self._row, self)
            menu.triggered.connect(lambda action: self.wished.emit(action.data()))
            menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))


def card_menu(row: Row, parent: QWidget) -> QMenu:
    """Return the menu of a card; the data of each action is its :class:`Wish`. It deletes itself."""
    menu = QMenu(parent)
    menu.setObjectName("card_menu")
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for group in menu_of(row):
        if menu.actions():
            menu.addSeparator()
        for wish in group:
            menu.addAction(wish_words(wish)).setData(wish)
    return menu


def legend(row: Row) -> str:
    """Return the phases of the ladder in words, with what is forfeited."""
    standing = row.standing
    if not standing.spans or standing.phase is Phase.LOST or row.card.state is not State.IN_USE:
        return ""
    return " · ".join(filter(None, (phase_name(standing.phase), countdown.afterwards(row))))


def question_about(row: Row) -> tuple[str, tuple[Wish, ...]]:
    """Return what SimDesk has to ask about the card, and the answers; none where it knows enough."""
    standing = row.standing
    if row.card.state is not State.IN_USE:
        return "", ()
    if standing.may_be_lost_since is not None:
        return _("Does this number still work?"), (Wish.STILL_WORKS, Wish.LOST, Wish.ARCHIVE)
    if asks_whether_renewed(row) and standing.next_deadline is not None:
        day = short_day(standing.next_deadline, row.today)
        return _("Did it renew by itself on {day}?").format(day=day), (Wish.RENEWED, Wish.NOT_RENEWED)
    if standing.pending is not None:
        words = countdown.pending(row)
        return words[:1].upper() + words[1:], (Wish.ARRIVED, Wish.NOT_YET, Wish.REFUSED)
    return "", ()


def _large(row: Row) -> str:
    left = row.standing.days_left
    return countdown.days_left(0) if left == 0 else countdown.headline(row).words
