"""The list of cards itself: keys, the menu, and the words in an empty one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView

from simdesk.ui.cards.delegate import CardDelegate
from simdesk.ui.cards.following import follow_selection
from simdesk.ui.cards.model import CardModel, Role
from simdesk.ui.cards.wish import Wish
from simdesk.wording.language import _

if TYPE_CHECKING:  # the first frame does without these
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from simdesk.domain.rows import Row


class CardList(QListView):
    """The rows of a :class:`CardModel`, one of them the card whose details are shown.

    Signals:
        wished: something is to be done with a card; carries the :class:`Wish` and the card's id.
        card_chosen: another card is the current one; carries its id, empty for none.
    """

    wished = Signal(object, str)
    card_chosen = Signal(str)

    def __init__(self, model: CardModel) -> None:
        super().__init__()
        self.setObjectName("cards")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.delegate = CardDelegate(self)
        self.setItemDelegate(self.delegate)
        self.setModel(model)
        self.delegate.did_it.connect(lambda card_id: self.wished.emit(Wish.DID_IT, card_id))
        self.activated.connect(lambda index: self.wished.emit(Wish.RENEW, index.data(Role.CARD_ID)))
        self.customContextMenuRequested.connect(self._open_menu)
        self.selectionModel().currentChanged.connect(
            lambda now, _before: self.card_chosen.emit(now.data(Role.CARD_ID) or "")
        )
        follow_selection(self)

    @property
    def card_id(self) -> str:
        """Return the id of the current card; empty if there is none."""
        return self.currentIndex().data(Role.CARD_ID) or ""

    def retranslate(self) -> None:
        """Set the words anew."""
        self.setAccessibleName(_("Cards, most urgent first"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.card_id:
            self.wished.emit(Wish.ARCHIVE, self.card_id)
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.card_id:
            self.wished.emit(Wish.RENEW, self.card_id)
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.model().rowCount():
            from simdesk.ui.cards.painting import paint_words

            paint_words(self.viewport(), _("No card here"))

    def _open_menu(self, where: QPoint) -> None:
        from simdesk.ui.cards.head import card_menu

        index = self.indexAt(where)
        row: Row | None = index.data(Role.ROW)
        if row is not None:
            menu = card_menu(row, self)
            card_id = row.card.id
            menu.triggered.connect(lambda action: self.wished.emit(action.data(), card_id))
            menu.popup(self.viewport().mapToGlobal(where))
