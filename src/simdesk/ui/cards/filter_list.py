"""The filters at the left, with how many cards each admits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyledItemDelegate

from simdesk.ui.cards.following import follow_selection
from simdesk.ui.cards.sieve import (
    EVERYTHING,
    OWN_GROUPS,
    STANDING_GROUPS,
    Filter,
    Group,
    counts,
    filter_name,
    group_name,
    own_filters,
)
from simdesk.wording.language import _, _n, _p

if TYPE_CHECKING:  # the first frame does without these
    from PySide6.QtCore import QPersistentModelIndex
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QStyleOptionViewItem

    from simdesk.domain.rows import Row
    from simdesk.ui.cards.emphasis import Watch
    from simdesk.ui.cards.showing import Showing

    Index = QModelIndex | QPersistentModelIndex

_NOWHERE = QModelIndex()
COUNT = Qt.ItemDataRole.UserRole
Entry = Filter | Group


class FilterModel(QAbstractListModel):
    """Filters in groups, a title before each group that has one."""

    def __init__(self) -> None:
        super().__init__()
        self._entries: list[Entry] = []
        self._counts: Counter[Filter] = Counter()

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
        count = self._counts[entry]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return filter_name(entry)
            case Qt.ItemDataRole.AccessibleTextRole:
                cards = _n("{n} card", "{n} cards", count).format(n=count)
                return _p("list", ", ").join((filter_name(entry), cards))
            case _ if role == COUNT:
                return count
        return None

    def filter_at(self, index: Index) -> Filter | None:
        """Return the filter there; None for a title."""
        entry = self._entries[index.row()] if index.isValid() else None
        return entry if isinstance(entry, Filter) else None

    def index_of(self, chosen: Filter) -> QModelIndex:
        """Return where a filter is; an invalid index if it is not there."""
        return self.index(self._entries.index(chosen)) if chosen in self._entries else QModelIndex()

    def set_rows(self, rows: Sequence[Row], showing: Showing, groups: Sequence[Group]) -> None:
        """Count *rows*, and offer what they have of each of *groups*."""
        self._counts = counts(rows, showing, groups)
        entries: list[Entry] = [Filter(group) for group in STANDING_GROUPS]
        for one in own_filters(self._counts):
            if one.group not in entries:
                entries.append(one.group)
            entries.append(one)
        if entries == self._entries:
            self.dataChanged.emit(self.index(0), self.index(len(entries) - 1))
            return
        self.beginResetModel()
        self._entries = entries
        self.endResetModel()


class FilterDelegate(QStyledItemDelegate):
    """Paints filters and titles; how is in ``filter_painting``."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        self._watch: Watch | None = None

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = option.fontMetrics.height()
        return QSize(0, round(line * (2.1 if index.data(COUNT) is None else 1.75)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        from simdesk.ui.cards.emphasis import Watch
        from simdesk.ui.cards.filter_painting import paint_filter

        if self._watch is None:
            self._watch = Watch(self._view)
        emphasis = self._watch.emphasis(index)
        paint_filter(painter, option, emphasis, str(index.data()), index.data(COUNT))


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
        self.setItemDelegate(FilterDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("role", "side")
        self.selectionModel().currentChanged.connect(self._choose)
        follow_selection(self)
        self._width = 0
        self.retranslate()

    @property
    def filter(self) -> Filter:
        """Return the filter chosen."""
        return self._chosen

    def set_rows(self, rows: Sequence[Row], showing: Showing, groups: Sequence[Group] = OWN_GROUPS) -> None:
        """Count *rows* by *groups*. Where the filter chosen is not there any more, all are shown."""
        self._model.set_rows(rows, showing, groups)
        index = self._model.index_of(self._chosen)
        self.setCurrentIndex(index if index.isValid() else self._model.index_of(EVERYTHING))

    def choose_everything(self) -> None:
        """Choose the filter that admits every card in use."""
        self.setCurrentIndex(self._model.index_of(EVERYTHING))

    def retranslate(self) -> None:
        """Set the words anew; the model is asked for its own by the next ``set_rows``."""
        self.setAccessibleName(_("Filters"))
        metrics = self.fontMetrics()
        widest = max(metrics.horizontalAdvance(filter_name(Filter(group))) for group in STANDING_GROUPS)
        self._width = max(widest + metrics.height() * 4, metrics.averageCharWidth() * 26)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(self._width, 200)

    def _choose(self, index: QModelIndex) -> None:
        chosen = self._model.filter_at(index)
        if chosen is not None and chosen != self._chosen:
            self._chosen = chosen
            self.chosen.emit(chosen)
