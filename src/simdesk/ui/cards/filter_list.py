"""The filters at the left, with how many cards each admits."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from simdesk.domain.rows import Row
from simdesk.ui.cards.showing import Showing
from simdesk.ui.cards.sieve import (
    EVERYTHING,
    STANDING_GROUPS,
    Filter,
    Group,
    counts,
    filter_name,
    group_name,
    own_filters,
)
from simdesk.ui.theme import colours
from simdesk.wording.language import _, _n, _p

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_COUNT = Qt.ItemDataRole.UserRole
Entry = Filter | Group


class FilterModel(QAbstractListModel):
    """Filters in groups, a title before each group that has one."""

    def __init__(self) -> None:
        super().__init__()
        self._entries: list[Entry] = []
        self._counts: dict[Filter, int] = {}

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._entries)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.filter_at(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if isinstance(entry, Group):
            return group_name(entry) if role == Qt.ItemDataRole.DisplayRole else None
        count = self._counts.get(entry, 0)
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return filter_name(entry)
            case Qt.ItemDataRole.AccessibleTextRole:
                cards = _n("{n} card", "{n} cards", count).format(n=count)
                return _p("list", ", ").join((filter_name(entry), cards))
            case _ if role == _COUNT:
                return count
        return None

    def filter_at(self, index: Index) -> Filter | None:
        """Return the filter there; None for a title."""
        entry = self._entries[index.row()] if index.isValid() else None
        return entry if isinstance(entry, Filter) else None

    def index_of(self, chosen: Filter) -> QModelIndex:
        """Return where a filter is; an invalid index if it is not there."""
        return self.index(self._entries.index(chosen)) if chosen in self._entries else QModelIndex()

    def set_rows(self, rows: Sequence[Row], showing: Showing) -> None:
        """Count *rows*, and offer the devices, carriers, countries and tags that they have."""
        own = own_filters(rows)
        entries: list[Entry] = [Filter(group) for group in STANDING_GROUPS]
        seen: set[Group] = set()
        for one in own:
            if one.group not in seen:
                seen.add(one.group)
                entries.append(one.group)
            entries.append(one)
        self._counts = dict(counts(rows, [one for one in entries if isinstance(one, Filter)], showing))
        if entries == self._entries:
            self.dataChanged.emit(self.index(0), self.index(len(entries) - 1))
            return
        self.beginResetModel()
        self._entries = entries
        self.endResetModel()


class _FilterDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = option.fontMetrics.height()
        return QSize(0, round(line * (2.1 if index.data(_COUNT) is None else 1.75)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        palette, count = colours(option.palette), index.data(_COUNT)
        line = option.fontMetrics.height()
        inside = option.rect.adjusted(line // 2, 0, -line // 2, 0)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(option.font)
        if count is None:
            _smaller(font)
            inside.setTop(inside.top() + line // 2)
            painter.setPen(palette.muted)
        else:
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
            if chosen or hovered:
                painter.setBrush(palette.selected if chosen else palette.hover)
                focused = chosen and bool(option.state & QStyle.StateFlag.State_HasFocus)
                painter.setPen(palette.accent if focused else Qt.PenStyle.NoPen)
                painter.drawRoundedRect(option.rect.adjusted(1, 1, -1, -1), 5, 5)
            painter.setPen(palette.text)
            if chosen:
                font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        metrics = QFontMetrics(font)
        figure = "" if count is None else str(count)
        room = metrics.horizontalAdvance(figure)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inside, Qt.AlignmentFlag.AlignRight | middle, figure)
        text = metrics.elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, inside.width() - room - line // 2
        )
        painter.drawText(QRect(inside), Qt.AlignmentFlag.AlignLeft | middle, text)
        painter.restore()


class FilterList(QListView):
    """The list of filters; one is always chosen.

    Signals:
        chosen: another filter was chosen; carries the :class:`Filter`.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("filters")
        self._model = FilterModel()
        self._chosen = EVERYTHING
        self.setModel(self._model)
        self.setItemDelegate(_FilterDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.selectionModel().currentChanged.connect(self._choose)
        self.retranslate()

    @property
    def filter(self) -> Filter:
        """Return the filter chosen."""
        return self._chosen

    def set_rows(self, rows: Sequence[Row], showing: Showing) -> None:
        """Count *rows*. Where the filter chosen is not there any more, all are shown."""
        self._model.set_rows(rows, showing)
        index = self._model.index_of(self._chosen)
        self.setCurrentIndex(index if index.isValid() else self._model.index_of(EVERYTHING))

    def choose_everything(self) -> None:
        """Choose the filter that admits every card in use."""
        self.setCurrentIndex(self._model.index_of(EVERYTHING))

    def retranslate(self) -> None:
        """Set the words anew; the model is asked for its own by the next ``set_rows``."""
        self.setAccessibleName(_("Filters"))

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        widest = max(metrics.horizontalAdvance(filter_name(Filter(group))) for group in STANDING_GROUPS)
        return QSize(max(widest + metrics.height() * 4, metrics.averageCharWidth() * 26), 200)

    def _choose(self, index: QModelIndex) -> None:
        chosen = self._model.filter_at(index)
        if chosen is not None and chosen != self._chosen:
            self._chosen = chosen
            self.chosen.emit(chosen)


def _smaller(font: QFont) -> None:
    if font.pointSizeF() > 0:
        font.setPointSizeF(font.pointSizeF() * 0.85)
    else:
        font.setPixelSize(round(font.pixelSize() * 0.85))
