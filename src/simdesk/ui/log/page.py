"""The page of the log: filters, the table of renewals, the details of one, totals of what is shown."""

from functools import partial

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from simdesk.catalog.whole import Catalog
from simdesk.domain.edits import Edit, refuse, set_receipts, verify, void
from simdesk.ui.log.details import LogDetails
from simdesk.ui.log.entries import LogRow, admitted, log_rows
from simdesk.ui.log.filters import LogFilters
from simdesk.ui.log.model import LogModel
from simdesk.ui.log.table import LogTable
from simdesk.ui.log.totals_panel import TotalsPanel
from simdesk.ui.log.wish import (
    LogWish,
    done_words,
    receipt_done_words,
    receipt_step_words,
    step_words,
    wish_words,
    wishes_of,
)
from simdesk.ui.receipts.doors import ReceiptDoors
from simdesk.ui.state import AppState
from simdesk.wording.language import _


class LogPage(QStackedWidget):
    """Shows every renewal of every card, those of deleted cards too.

    *receipts*: who keeps those that are added to a renewal; None: they can only be opened.

    Signals:
        export_asked: the log is to be written to a file.
        receipt_asked: a receipt is to be opened; carries the name of its file.
        card_asked: the cards are to be turned to; carries the card's id.
        history_asked: what became of a card is to be shown; carries its id.
        acted: something was done that can be undone; carries a sentence on it as a function.
        told: there is something to say; carries it as a function.
        search_cleared: nothing is searched for any more.
    """

    export_asked = Signal()
    receipt_asked = Signal(str)
    card_asked = Signal(str)
    history_asked = Signal(str)
    acted = Signal(object)
    told = Signal(object)
    search_cleared = Signal()

    def __init__(
        self,
        state: AppState,
        catalog: Catalog,
        parent: QWidget | None = None,
        *,
        receipts: ReceiptDoors | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("log_page")
        self._state, self._catalog, self._words = state, catalog, ""
        self._rows: list[LogRow] = []
        self.model = LogModel()
        self.table = LogTable(self.model)
        self.filters, self.details, self.totals = LogFilters(), LogDetails(), TotalsPanel()
        self.details.receipts.use(receipts)
        self._empty, self._nothing, self._everything = QLabel(), QLabel(), QPushButton()
        self._lay_out()
        self._connect()
        self.retranslate()

    @property
    def row(self) -> LogRow | None:
        """Return the row chosen; None if there is none."""
        return self.model.row(self.table.currentIndex())

    def search(self, words: str) -> None:
        """Show only renewals that have every word of *words*; empty: all of them."""
        self._words = words
        self._sift()

    def refresh(self) -> None:
        """Read the book again; the renewal chosen stays chosen."""
        self._rows = log_rows(self._state.book, self._catalog)
        self.filters.set_rows(self._rows)
        self.setCurrentWidget(self._full if self._rows else self._empty)
        self._sift()

    def retranslate(self) -> None:
        """Set every word anew; what was chosen and searched for stays."""
        self._empty.setText(_("Nothing is logged yet.\nWhat you renew is listed here, with its receipt."))
        self._nothing.setText(_("No renewal fits what you chose above."))
        self._everything.setObjectName("log_everything")
        self._everything.setText(_("Show everything"))
        self.filters.retranslate()
        self.model.retranslate()
        self.table.retranslate()
        self.details.retranslate()
        self.refresh()
        self.table.fit_columns()
        self.totals.retranslate()

    def fulfil(self, wish: LogWish, row: LogRow) -> None:
        """Do what the owner asked for a renewal."""
        match wish:
            case LogWish.SHOW_CARD:
                self.card_asked.emit(row.renewal.card_id)
            case LogWish.HISTORY:
                self.history_asked.emit(row.renewal.card_id)
            case LogWish.NOT_YET:
                self.told.emit(lambda: done_words(wish, row.label))
            case _:
                if self._state.apply(step_words(wish, row.label), self._edit(wish, row), row.renewal.id):
                    self.acted.emit(lambda: done_words(wish, row.label))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take what is pasted anywhere on the page for a receipt of the renewal chosen."""
        if event.matches(QKeySequence.StandardKey.Paste) and self.row is not None:
            self.details.receipts.paste_it()
        else:
            super().keyPressEvent(event)

    def _set_receipts(self, names: tuple[str, ...]) -> None:
        row = self.row
        if row is None:
            return
        more = len(names) > len(row.renewal.receipts)
        edit = set_receipts(row.renewal, names, self._state.moment())
        # About no record: an edit of the renewal that waits to be saved must not be thrown away for it.
        if self._state.apply(receipt_step_words(row.label, more=more), edit):
            self.acted.emit(lambda: receipt_done_words(row.label, more=more))

    def _edit(self, wish: LogWish, row: LogRow) -> Edit:
        held = self._state.row(row.renewal.card_id)
        moment = self._state.now
        today = moment.date() if held is None else held.today
        match wish:
            case LogWish.ARRIVED:
                return verify(row.renewal.id, today, moment)
            case LogWish.REFUSED:
                return refuse(row.renewal.id, moment)
            case _:
                return void(row.renewal.id, today, moment)

    def _lay_out(self) -> None:
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setObjectName("log_empty")
        self._empty.setProperty("role", "muted")
        self._nothing.setProperty("role", "muted")
        nothing = QWidget()
        middle = QVBoxLayout(nothing)
        middle.addStretch(1)
        middle.addWidget(self._nothing, 0, Qt.AlignmentFlag.AlignHCenter)
        middle.addWidget(self._everything, 0, Qt.AlignmentFlag.AlignHCenter)
        middle.addStretch(1)
        self._middle = QStackedWidget()
        self._middle.addWidget(self.table)
        self._middle.addWidget(nothing)
        below = QSplitter()
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        for splitter, parts in ((below, (self.details, self.totals)), (self.splitter, (self._middle, below))):
            for part in parts:
                splitter.addWidget(part)
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(10)
        line = self.fontMetrics().height()
        self.splitter.setSizes([line * 24, line * 14])
        below.setSizes([line * 30, line * 34])
        self._full = QFrame()
        column = QVBoxLayout(self._full)
        column.setContentsMargins(12, 10, 12, 10)
        column.addWidget(self.filters)
        column.addWidget(self.splitter, 1)
        self.addWidget(self._full)
        self.addWidget(self._empty)
        self.setFocusProxy(self.table)

    def _connect(self) -> None:
        self.filters.edited.connect(self._sift)
        self.filters.export_asked.connect(self.export_asked)
        self._everything.clicked.connect(self._show_everything)
        self.table.chosen.connect(self._show_details)
        self.table.activated.connect(self._enter)
        self.table.menu_asked.connect(self._open_menu)
        self.details.wished.connect(self._wish)
        self.details.receipt_asked.connect(self.receipt_asked)
        self.details.receipts_wished.connect(self._set_receipts)
        self._state.changed.connect(self.refresh)

    def _sift(self) -> None:
        shown = admitted(self._rows, self.filters.wanted(self._words))
        before, column = self.row, max(0, self.table.currentIndex().column())
        self.model.set_rows(shown)
        self.filters.show_count(len(shown), len(self._rows))
        self._middle.setCurrentIndex(0 if shown else 1)
        place = None if before is None else self.model.place_of(before.renewal.id)
        if shown:
            self.table.setCurrentIndex(self.model.index(place or 0, column))
        self._show_details()
        self.totals.show_rows(shown)

    def _show_everything(self) -> None:
        self.filters.clear()
        self.search("")
        self.search_cleared.emit()
        self.table.setFocus()

    def _show_details(self) -> None:
        self.details.show_row(self.row)

    def _enter(self, _index: QModelIndex) -> None:
        self.details.focus_first()

    def _wish(self, wish: LogWish) -> None:
        if self.row is not None:
            self.fulfil(wish, self.row)

    def _open_menu(self, at: QPoint) -> None:
        row = self.row
        if row is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for wish in wishes_of(row):
            menu.addAction(wish_words(wish), partial(self.fulfil, wish, row))
        for name in row.renewal.receipts:
            menu.addAction(_("Open the receipt"), partial(self.receipt_asked.emit, name))
        menu.popup(at)
