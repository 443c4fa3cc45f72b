"""The cards of a backup in a list that unfolds: below a card what differs, with both values."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView, QWidget

from simdesk.ui.backups.values import CardLine, Mark
from simdesk.wording.language import _, _n

_ID = Qt.ItemDataRole.UserRole
_MARK = Qt.ItemDataRole.UserRole + 1


class CardTree(QTreeView):
    """Shows the cards of a backup, those that differ unfolded.

    Signals:
        chosen: another card is the current one, or none.
    """

    chosen = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._model = QStandardItemModel(0, 3, self)
        self._lines: Sequence[CardLine] = ()
        self.setModel(self._model)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setAllColumnsShowFocus(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionsMovable(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self.selectionModel().currentChanged.connect(lambda _now, _before: self.chosen.emit())

    @property
    def card_id(self) -> str:
        """Return the id of the card chosen, also where one of its fields is; empty where there is none."""
        return str(self._top().data(_ID) or "")

    @property
    def mark(self) -> Mark | None:
        """Return what became of the card chosen; None where there is none."""
        found = self._top().data(_MARK)
        return found if isinstance(found, Mark) else None

    def show_lines(self, lines: Sequence[CardLine], *, compared: bool = True) -> None:
        """Show *lines*; the card chosen stays so if it is among them. *compared*: with what is now."""
        had = self.card_id
        self._lines = lines
        self._model.removeRows(0, self._model.rowCount())
        titles = (_("Card"), _("In the backup"), _("Now")) if compared else (_("Card"), "", "")
        self._model.setHorizontalHeaderLabels(list(titles))
        self.setHeaderHidden(not any(line.fields for line in lines))
        # All at once, spanned after that and unfolded together: else each row costs as much as all of them.
        self._model.invisibleRootItem().appendRows([_card_item(line) for line in lines])
        for place in range(len(lines)):
            self.setFirstColumnSpanned(place, QModelIndex(), True)
        self.expandAll()
        chosen = next((n for n, line in enumerate(lines) if line.card_id == had), 0)
        if lines:
            self.setCurrentIndex(self._model.index(chosen, 0))
        self.chosen.emit()

    def retranslate(self) -> None:
        """Set every word anew. The lines have words in them and are shown anew by their owner."""
        self.setAccessibleName(_("Cards in the backup"))

    def choose(self, card_id: str) -> None:
        """Choose a card; one that is not there changes nothing."""
        for place, line in enumerate(self._lines):
            if line.card_id == card_id:
                self.setCurrentIndex(self._model.index(place, 0))

    def texts(self) -> list[str]:
        """Return what is written of each card, from the top, without what is below it."""
        return [self._model.item(row, 0).text() for row in range(self._model.rowCount())]

    def _top(self) -> QModelIndex | QPersistentModelIndex:
        index = self.currentIndex()
        while index.parent().isValid():
            index = index.parent()
        return index.siblingAtColumn(0)


def mark_words(line: CardLine) -> str:
    """Return with a sign and in words what became of a card since."""
    match line.mark:
        case Mark.GONE:
            return _("＋ gone since, would come back")
        case Mark.NEW:
            return _("－ new since, not in this backup")
        case Mark.CHANGED:
            count = len(line.fields)
            return _n("≠ {n} field differs", "≠ {n} fields differ", count).format(n=count)
        case Mark.SAME:
            return _("＝ the same")
        case Mark.PLAIN:
            return ""


def _card_item(line: CardLine) -> QStandardItem:
    more = ""
    if line.renewals:
        more = _n("{n} renewal more", "{n} renewals more", line.renewals).format(n=line.renewals)
    words = "  ·  ".join(filter(None, (line.label, line.number, mark_words(line), more)))
    item = QStandardItem(words)
    item.setData(line.card_id, _ID)
    item.setData(line.mark, _MARK)
    item.setToolTip(words)
    for field in line.fields:
        then, now = field.then, field.now
        row = [QStandardItem(text) for text in (field.name, then, now)]
        for part, said in zip(row, (field.name, then, now), strict=True):
            part.setToolTip(said)
        row[0].setAccessibleText(
            _("{field}: {then} in the backup, {now} now").format(field=field.name, then=then, now=now)
        )
        item.appendRow(row)
    return item
