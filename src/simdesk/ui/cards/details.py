"""The details of one card, at the right."""

from collections.abc import Sequence
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from simdesk.domain.book import PaymentMethod
from simdesk.domain.renewal import Renewal
from simdesk.domain.rows import Row
from simdesk.ui.cards.facts import account_facts, card_facts, clock_facts, renewal_facts
from simdesk.ui.cards.facts_grid import FactsGrid
from simdesk.ui.cards.head import Head
from simdesk.ui.cards.showing import Showing
from simdesk.ui.cards.wish import Wish, wish_words
from simdesk.ui.renewal.flow import Flow
from simdesk.wording.language import _

if TYPE_CHECKING:  # made when they are first wanted
    from datetime import date

    from simdesk.catalog.freshness import Freshness
    from simdesk.ui.cards.rule_offer import RuleOffer
    from simdesk.ui.rule_age import RuleAge


class RuleWish(Enum):
    """What one may want of a card's rule."""

    OPEN_PAGE = "open_page"
    CHECK = "check"
    TAKE_BACK = "take_back"
    ABOUT = "about"
    TAKE_OVER = "take_over"
    KEEP = "keep"


class Details(QScrollArea):
    """Shows everything about one card that one looks up.

    Signals:
        wished: something is to be done with the card; carries the wish and the card's id.
        rule_wished: something is to be done about its rule; carries the :class:`RuleWish` and the card's id.
    """

    wished = Signal(object, str)
    rule_wished = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("details")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.head = Head()
        self._facts, self._accounts, self._clocks, self._renewals = (FactsGrid() for _place in range(4))
        self._facts.setObjectName("details_facts")
        self._renewals.setObjectName("details_renewals")
        self._clocks.setObjectName("details_clocks")
        self._accounts.setObjectName("details_accounts")
        self._rare = {wish: QPushButton() for wish in (Wish.SECRETS, Wish.HISTORY)}
        acts = Flow()
        for rare, button in self._rare.items():
            button.setObjectName(f"details_{rare.value}")
            button.clicked.connect(partial(self._wish_rare, rare))
            acts.addWidget(button)
        self._nothing = QLabel()
        self._nothing.setProperty("role", "muted")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._age: RuleAge | None = None
        self._offer: RuleOffer | None = None
        self._column = column = QVBoxLayout()
        column.setContentsMargins(14, 14, 14, 14)
        column.setSpacing(12)
        for widget in (self.head, self._facts, self._accounts, self._clocks, self._renewals, self._nothing):
            column.addWidget(widget)
        column.insertLayout(2, acts)
        column.addStretch()
        inside = QWidget()
        inside.setLayout(column)
        self.setWidget(inside)
        self._card_id = ""
        self.head.wished.connect(lambda wish: self.wished.emit(wish, self._card_id))
        self.show_nothing()

    @property
    def card_id(self) -> str:
        """Return the id of the card shown; empty if none is."""
        return self._card_id

    def show_card(
        self, row: Row, renewals: Sequence[Renewal], showing: Showing, methods: Sequence[PaymentMethod]
    ) -> None:
        """Show *row* with its *renewals*; *methods* are the payment methods of the book."""
        if self._card_id != row.card.id:
            self.verticalScrollBar().setValue(0)
        self._card_id = row.card.id
        self._nothing.hide()
        self.head.show_row(row)
        self.head.show()
        self._clocks.show_facts(_("Other days"), clock_facts(row, renewals))
        self._facts.show_facts("", card_facts(row, renewals, showing, methods))
        for rare, button in self._rare.items():
            button.setText(wish_words(rare))
            button.show()
        self._accounts.show_facts(_("This number unlocks"), account_facts(row.card))
        self._renewals.show_facts(_("Last renewals"), renewal_facts(row, renewals))
        self.setAccessibleName(_("Details of {label}").format(label=row.card.label))

    def show_rule(self, fresh: "Freshness | None", today: "date", offer: str) -> None:
        """Show how old the rule of the card shown is, as :class:`RuleAge` does.

        *offer*: the words of another rule that the plan has now; empty for none.
        """
        if self._age is None:
            self._age = self._make_age()
        self._age.show_age(fresh, today)
        self._age.show()
        if offer and self._offer is None:
            self._offer = self._make_offer()
        if self._offer is not None:
            self._offer.say(offer)
            self._offer.setVisible(bool(offer))

    def show_no_rule(self) -> None:
        """Say nothing of the rule of the card shown."""
        for panel in (self._age, self._offer):
            if panel is not None:
                panel.hide()

    def _make_age(self) -> "RuleAge":
        from simdesk.ui.rule_age import RuleAge

        made = RuleAge()
        for signal, wish in (
            (made.page_asked, RuleWish.OPEN_PAGE),
            (made.checked, RuleWish.CHECK),
            (made.taken_back, RuleWish.TAKE_BACK),
            (made.plan_asked, RuleWish.ABOUT),
        ):
            signal.connect(partial(self._wish, wish))
        self._column.insertWidget(self._column.indexOf(self._renewals), made)
        return made

    def _make_offer(self) -> "RuleOffer":
        from simdesk.ui.cards.rule_offer import RuleOffer

        made = RuleOffer()
        made.taken.connect(partial(self._wish, RuleWish.TAKE_OVER))
        made.kept.connect(partial(self._wish, RuleWish.KEEP))
        self._column.insertWidget(self._column.indexOf(self.head) + 1, made)
        return made

    def _wish(self, wish: RuleWish, *_carried: object) -> None:
        self.rule_wished.emit(wish, self._card_id)

    def _wish_rare(self, wish: Wish, *_carried: object) -> None:
        self.wished.emit(wish, self._card_id)

    def show_nothing(self) -> None:
        """Say that no card is chosen."""
        self._card_id = ""
        self.show_no_rule()
        groups = (self.head, self._clocks, self._facts, self._accounts, self._renewals)
        for widget in (*groups, *self._rare.values()):
            widget.hide()
        self._nothing.setText(_("No card chosen"))
        self.setAccessibleName(_("Details"))
        self._nothing.show()
