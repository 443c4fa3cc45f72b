"""A list at the side, whose entries may be long: they wrap, and stand in groups with titles."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from simdesk.ui.cards.emphasis import Watch
from simdesk.ui.cards.following import follow_selection
from simdesk.ui.theme import Tone, colours
from simdesk.wording.language import _p

Index = QModelIndex | QPersistentModelIndex

_NOWHERE = QModelIndex()
ENTRY = Qt.ItemDataRole.UserRole
_WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


class Entry(NamedTuple):
    """One line of the list; without a ``key`` it is a title. ``note`` stands below it, in its tone."""

    key: str
    words: str
    note: str = ""
    tone: Tone = Tone.QUIET


class SideModel(QAbstractListModel):
    """Entries in groups, a title before each group that has one."""

    def __init__(self) -> None:
        super().__init__()
        self._entries: tuple[Entry, ...] = ()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._entries)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not self.key_at(index):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return entry.words
            case Qt.ItemDataRole.AccessibleTextRole:
                return _p("list", ", ").join(filter(None, (entry.words, entry.note)))
            case _ if role == ENTRY:
                return entry
        return None

    def key_at(self, index: Index) -> str:
        """Return the key of the entry there; empty for a title."""
        return self._entries[index.row()].key if index.isValid() else ""

    def index_of(self, key: str) -> QModelIndex:
        """Return where an entry is; an invalid index if it is not there."""
        places = (place for place, one in enumerate(self._entries) if one.key == key)
        return self.index(next(places, -1)) if key else QModelIndex()

    def keys(self) -> tuple[str, ...]:
        """Return the keys of all entries, from the top."""
        return tuple(entry.key for entry in self._entries if entry.key)

    def set_entries(self, entries: Sequence[Entry]) -> None:
        """Show *entries*."""
        self.beginResetModel()
        self._entries = tuple(entries)
        self.endResetModel()


class SideDelegate(QStyledItemDelegate):
    """Paints entries as high as their words need."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view, self._watch = view, Watch(view)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        entry, line = index.data(ENTRY), option.fontMetrics.height()
        room = QRect(0, 0, self._view.viewport().width() - line, 100_000)
        plain, small = QFontMetrics(option.font), QFontMetrics(_smaller(option.font))
        if not entry.key:
            return QSize(0, small.boundingRect(room, _WRAPPED, entry.words).height() + line)
        height = plain.boundingRect(room, _WRAPPED, entry.words).height()
        if entry.note:
            height += small.boundingRect(room, _WRAPPED, entry.note).height() + line // 6
        return QSize(0, height + round(line * 0.7))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        # Not the option's palette, in which the list's ground is transparent.
        own, entry = colours(QGuiApplication.palette()), index.data(ENTRY)
        line = option.fontMetrics.height()
        small = _smaller(option.font)
        inside = option.rect.adjusted(line // 2, round(line * 0.35), -(line // 2), 0)
        emphasis = self._watch.emphasis(index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not entry.key:
            inside.setTop(option.rect.top() + round(line * 0.75))
            _write(painter, inside, entry.words, small, own.muted)
        else:
            if emphasis.chosen or emphasis.hovered:
                painter.setBrush(own.selected if emphasis.chosen else own.hover)
                painter.setPen(own.accent if emphasis.focused else Qt.PenStyle.NoPen)
                painter.drawRoundedRect(option.rect.adjusted(1, 1, -1, -1), 5, 5)
            # Not bold where it is chosen: it would wrap otherwise then, and move what is below it.
            inside.setTop(_write(painter, inside, entry.words, option.font, own.text) + line // 6)
            hue = own.muted if entry.tone is Tone.QUIET else own.on_fill(entry.tone)
            _write(painter, inside, entry.note, small, hue)
        painter.restore()


class SideList(QListView):
    """The list; one entry is chosen as long as there is any.

    Signals:
        chosen: another entry was chosen; carries its key, empty where there is none.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("help_list")
        self.setProperty("role", "side")
        self._model, self._chosen = SideModel(), ""
        self.setModel(self._model)
        self.setItemDelegate(SideDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.selectionModel().currentChanged.connect(self._choose)
        follow_selection(self)

    @property
    def key(self) -> str:
        """Return the key of the entry chosen; empty where there is none."""
        return self._chosen

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the keys of all entries, from the top."""
        return self._model.keys()

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show *entries*; the one chosen stays so if it is among them, else it is the first."""
        had = self._chosen
        self._model.set_entries(entries)
        self.choose(had if had in self.keys else next(iter(self.keys), ""))

    def choose(self, key: str) -> None:
        """Choose an entry; one that is not there chooses none."""
        index = self._model.index_of(key)
        self.setCurrentIndex(index)
        if not index.isValid():
            self._choose(index)
            return
        self.scrollTo(index)
        if not self._model.key_at(above := index.siblingAtRow(index.row() - 1)):
            self.scrollTo(above)

    def show_top(self) -> None:
        """Have the entry chosen stand at the top, with the title of its group if it is the first of it."""
        index = self.currentIndex()
        above = index.siblingAtRow(index.row() - 1)
        titled = above.isValid() and not self._model.key_at(above)
        self.scrollTo(above if titled else index, QAbstractItemView.ScrollHint.PositionAtTop)

    def step(self, by: int) -> None:
        """Choose the entry that is *by* places further, around the end."""
        keys = self.keys
        if self._chosen in keys:
            self.choose(keys[(keys.index(self._chosen) + by) % len(keys)])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _choose(self, index: Index) -> None:
        key = self._model.key_at(index)
        if key != self._chosen:
            self._chosen = key
            self.chosen.emit(key)


def _smaller(font: QFont) -> QFont:
    made = QFont(font)
    if font.pointSizeF() > 0:
        made.setPointSizeF(font.pointSizeF() * 0.9)
    else:
        made.setPixelSize(round(font.pixelSize() * 0.9))
    return made


def _write(painter: QPainter, room: QRect, words: str, font: QFont, ink: Any) -> int:
    """Write *words* at the top of *room*, wrapped; return where they end."""
    painter.setFont(font)
    painter.setPen(ink)
    tall = QRect(room.left(), room.top(), room.width(), 100_000)
    painter.drawText(tall, _WRAPPED, words)
    return QFontMetrics(font).boundingRect(tall, _WRAPPED, words).bottom() if words else room.top()
