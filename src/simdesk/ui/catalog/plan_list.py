"""The list at the left of the catalog: how a carrier and a plan look in it, and which one is chosen."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from simdesk.ui.cards.emphasis import Emphasis, Watch
from simdesk.ui.cards.following import follow_selection
from simdesk.ui.catalog.entries import Entry
from simdesk.ui.catalog.model import CatalogModel
from simdesk.ui.theme import Tone, colours
from simdesk.wording.language import _

Index = QModelIndex | QPersistentModelIndex

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class PlanList(QListView):
    """Carriers with their plans below them.

    Signals:
        chosen: another entry is the current one; carries the :class:`Entry`.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("catalog_list")
        self.setProperty("role", "side")
        self.entries = CatalogModel()
        self.setModel(self.entries)
        self.setItemDelegate(_EntryPainter(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.selectionModel().currentChanged.connect(self._tell)
        follow_selection(self)

    @property
    def entry(self) -> Entry | None:
        """Return the entry that is chosen; None if none is."""
        return self.entries.entry(self.currentIndex())

    def choose(self, key: tuple[str, str]) -> bool:
        """Choose the entry of a carrier or plan; return whether it is in the list."""
        index = self.entries.place_of(key)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(self.entries.place_of((key[0], "")))
            self.scrollTo(index)
        return index.isValid()

    def choose_first(self) -> None:
        """Choose the first plan, else the first carrier."""
        every = [self.entries.index(at) for at in range(self.entries.rowCount())]
        plans = [index for index in every if (entry := self.entries.entry(index)) and entry.plan is not None]
        for index in (plans or every)[:1]:
            self.setCurrentIndex(index)

    def retranslate(self) -> None:
        """Set the words anew; those of the entries come with them."""
        self.setAccessibleName(_("Carriers and plans"))

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 36, 200)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.entries.rowCount():
            from simdesk.ui.cards.painting import paint_words

            paint_words(self.viewport(), _("No carrier and no plan here"))

    def _tell(self, now: QModelIndex) -> None:
        if (entry := self.entries.entry(now)) is not None:
            self.chosen.emit(entry)


class _EntryPainter(QStyledItemDelegate):
    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._watch = Watch(view)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = option.fontMetrics.height()
        entry: Entry = index.data(Qt.ItemDataRole.UserRole)
        return QSize(0, round(line * (2.2 if entry.plan is None else 2.7)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint(painter, option, index.data(Qt.ItemDataRole.UserRole), self._watch.emphasis(index))
        painter.restore()


def _paint(painter: QPainter, option: QStyleOptionViewItem, entry: Entry, emphasis: Emphasis) -> None:
    # Not the option's own, in which the list's ground is transparent.
    palette = colours(QGuiApplication.palette())
    line = option.fontMetrics.height()
    if emphasis.chosen or emphasis.hovered:
        painter.setBrush(palette.selected if emphasis.chosen else palette.hover)
        painter.setPen(palette.accent if emphasis.focused else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(option.rect.adjusted(1, 1, -1, -1), 5, 5)
    inside = option.rect.adjusted(line // 2, line // 4, -line // 2, -line // 4)
    small = QFont(option.font)
    small.setPointSizeF(max(1.0, small.pointSizeF()) * 0.9)
    if entry.plan is None:
        inside.setTop(inside.top() + line // 4)
        _paint_carrier(painter, inside, entry, option.font, small)
        return
    inside.setLeft(inside.left() + line // 2)
    upper = QRect(inside.left(), inside.top(), inside.width(), inside.height() // 2)
    lower = upper.translated(0, upper.height())
    painter.setPen(palette.muted if entry.ended else palette.text)
    _write(painter, upper, entry.title, option.font)
    painter.setPen(palette.on_fill(Tone.URGENT) if entry.ended else palette.muted)
    _write(painter, lower, entry.about, small)


def _paint_carrier(painter: QPainter, inside: QRect, entry: Entry, font: QFont, small: QFont) -> None:
    palette = colours(QGuiApplication.palette())
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    taken = QFontMetrics(small).horizontalAdvance(entry.about)
    painter.setPen(palette.muted)
    painter.setFont(small)
    painter.drawText(inside, _RIGHT, entry.about)
    painter.setPen(palette.text)
    _write(painter, inside.adjusted(0, 0, -taken - 8, 0), entry.title, bold)


def _write(painter: QPainter, room: QRect, words: str, font: QFont) -> None:
    painter.setFont(font)
    metrics = QFontMetrics(font)
    painter.drawText(room, _LEFT, metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width()))
