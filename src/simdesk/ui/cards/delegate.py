"""How tall a card is in the list, and what a click on it does. How it looks is in ``painting``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QStyledItemDelegate

from simdesk.ui.cards.lettering import lettering
from simdesk.ui.cards.model import Role
from simdesk.ui.cards.showing import Showing

if TYPE_CHECKING:  # the first frame does without these
    from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem

    from simdesk.domain.rows import Row
    from simdesk.ui.cards.emphasis import Watch

    Index = QModelIndex | QPersistentModelIndex


class CardDelegate(QStyledItemDelegate):
    """Paints the rows of a :class:`CardModel`.

    Signals:
        did_it: the button of a row was pressed; carries the card's id.
    """

    did_it = Signal(str)

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        self._watch: Watch | None = None
        self.showing = Showing()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, lettering(option.font.toString()).height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        from simdesk.ui.cards.emphasis import Watch
        from simdesk.ui.cards.painting import Painting

        if self._watch is None:
            self._watch = Watch(self._view)
        emphasis = self._watch.emphasis(index)
        Painting(painter, option, index.data(Role.ROW), self.showing, emphasis).run()

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Press the button of the row under the mouse."""
        from simdesk.ui.cards.painting import button_of, left_click_in
        from simdesk.ui.cards.wish import can_log

        row: Row = index.data(Role.ROW)
        if not can_log(row) or not left_click_in(event, button_of(option)):
            return False
        if event.type() == event.Type.MouseButtonRelease:
            self.did_it.emit(row.card.id)
        return True
