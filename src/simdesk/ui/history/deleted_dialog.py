"""The window with the cards that were deleted. It shows what it is given and says what is wanted."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from simdesk.ui.help.side_list import Entry, SideList
from simdesk.ui.renewal.flow import Flow, flow_box
from simdesk.ui.renewal.parts import push_button, text_label
from simdesk.ui.theme import repolish
from simdesk.wording.backups import moment_words
from simdesk.wording.language import _, _n

Words = Callable[[], str]


class Gone(NamedTuple):
    """A card that was deleted, and when, in the owner's zone. ``number`` is as it may be shown."""

    card_id: str
    label: str
    number: str
    deleted: datetime


class DeletedDialog(QDialog):
    """Lists deleted cards, the last one first.

    Signals:
        back_asked: a card is to be brought back; carries its id.
        history_asked: the history of a card is wanted; carries its id.
        backups_asked: the backups are wanted.
    """

    back_asked = Signal(str)
    history_asked = Signal(str)
    backups_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("deleted_dialog")
        self._cards: Sequence[Gone] | None = None
        self._unknown = 0
        self._said: Words = str
        self.lead, self.more = text_label("deleted_lead", "muted"), text_label("deleted_more", "muted")
        self.side, self.status = SideList(), text_label("deleted_said", "muted")
        self.side.setObjectName("deleted_list")
        self.back = push_button("deleted_back", "primary")
        self.history = push_button("deleted_history")
        self.backups, self.shut = push_button("deleted_backups"), push_button("deleted_close")
        self._lay_out()
        self.side.chosen.connect(lambda _key: self._enable())
        self.back.clicked.connect(lambda: self.back_asked.emit(self.side.key))
        self.history.clicked.connect(lambda: self.history_asked.emit(self.side.key))
        self.backups.clicked.connect(self.backups_asked)
        self.shut.clicked.connect(self.reject)
        self.retranslate()

    def show_cards(self, cards: Sequence[Gone], unknown: int) -> None:
        """Show the *cards*; *unknown*: how many more were deleted of which nothing is known here."""
        self._cards, self._unknown = cards, unknown
        self._show()

    def say(self, words: Words, *, flaw: bool = False) -> None:
        """Say *words* below the list; *flaw*: something stands in the way."""
        self._said = words
        self.status.setProperty("role", "flaw" if flaw else "muted")
        self.status.setText(f"⚠ {words()}" if flaw else words())
        repolish(self.status)

    def retranslate(self) -> None:
        """Set every word anew."""
        self.setWindowTitle(_("Deleted cards"))
        self.side.setAccessibleName(_("Deleted cards"))
        self.back.setText(_("Restore this card"))
        self.history.setText(_("History…"))
        self.backups.setText(_("Backups…"))
        self.shut.setText(_("Close"))
        self.status.setText(self._said())
        self._show()

    def _show(self) -> None:
        cards = self._cards
        if cards is None:
            self.lead.setText(_("They are being looked for…"))
        elif cards:
            self.lead.setText(_("A card that is brought back is again what it was last."))
        else:
            self.lead.setText(_("No deleted card can be brought back from here."))
        self.side.setVisible(bool(cards))
        self.side.show_entries([_entry(one) for one in cards or ()])
        self.more.setVisible(self._unknown > 0)
        self.more.setText(
            _n(
                "{n} more card was deleted that this computer has no history of. A backup may have it.",
                "{n} more cards were deleted that this computer has no history of. A backup may have them.",
                self._unknown,
            ).format(n=self._unknown)
        )
        self._enable()

    def _enable(self) -> None:
        for button in (self.back, self.history):
            button.setVisible(bool(self._cards))
            button.setEnabled(bool(self.side.key))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addWidget(self.lead)
        column.addWidget(self.side, 1)
        column.addWidget(self.more)
        column.addStretch(0)
        column.addWidget(self.status)
        acts = Flow()
        for button in (self.back, self.history, self.backups):
            acts.addWidget(button)
        foot = QHBoxLayout()
        foot.addWidget(flow_box(acts), 1)
        foot.addWidget(self.shut)
        column.addLayout(foot)
        letter, line = self.fontMetrics().averageCharWidth(), self.fontMetrics().height()
        self.resize(QSize(letter * 80, line * 26).boundedTo(self.screen().availableSize() * 0.9))


def _entry(one: Gone) -> Entry:
    when = _("deleted {when}").format(when=moment_words(one.deleted))
    return Entry(one.card_id, one.label, "\n".join(filter(None, (one.number, when))))
