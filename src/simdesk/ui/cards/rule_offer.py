"""The offer to give a card the rule that its plan has now, with what both lead to."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout

from simdesk.ui.cards.labels import Copyable
from simdesk.ui.renewal.flow import Flow, flow_box
from simdesk.wording.language import _


class RuleOffer(QFrame):
    """Says that the plan's rule is another one, and leaves it to the owner.

    Signals:
        taken: the card is to have the new rule.
        kept: the card is to keep its own.
    """

    taken = Signal()
    kept = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rule_offer")
        self.setProperty("role", "strip")
        self._words = Copyable()
        self._words.setObjectName("rule_offer_words")
        self._take, self._keep = QPushButton(), QPushButton()
        self._take.setObjectName("rule_take_over")
        self._keep.setObjectName("rule_keep_mine")
        self._take.clicked.connect(self.taken)
        self._keep.clicked.connect(self.kept)
        flow = Flow()
        flow.addWidget(self._take)
        flow.addWidget(self._keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 10)
        for widget in (self._words, flow_box(flow)):
            column.addWidget(widget)

    def say(self, words: str) -> None:
        """Show *words*."""
        self._words.setText(f"⚠ {words}")
        self._take.setText(_("Take over"))
        self._take.setAccessibleName(_("Take over the new rule"))
        self._keep.setText(_("Keep mine"))
        self._keep.setAccessibleName(_("Keep the card's rule"))
        self.setAccessibleName(words)
