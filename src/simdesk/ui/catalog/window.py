"""The window of the catalog: the list at the left, the sheet of what is chosen at the right."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from simdesk.catalog.own import OwnEdit
from simdesk.catalog.whole import Catalog
from simdesk.errors import SimDeskError
from simdesk.ui.browser import no_browser
from simdesk.ui.catalog.edits import edit_of, undone
from simdesk.ui.catalog.entries import Entry, entries
from simdesk.ui.catalog.forms import Forms
from simdesk.ui.catalog.plan_list import PlanList
from simdesk.ui.catalog.sheet import CatalogSheet
from simdesk.ui.catalog.subject import Doors, Subject, Wish, subject_of
from simdesk.ui.header import SearchField
from simdesk.ui.notice_bar import NoticeBar, Remedy
from simdesk.ui.renewal.parts import push_button
from simdesk.ui.theme import colours
from simdesk.wording.language import _, _n
from simdesk.wording.problem import problem

_NARROW = 44
_PAUSE = 60
"""Milliseconds without another choice until the sheet follows: who walks through the list is not held up."""


class CatalogWindow(QDialog):
    """Browses the catalog, and takes the owner's word for what it says.

    Signals:
        changed: the owner's catalog is another one, by what was done here.
    """

    changed = Signal()

    def __init__(self, doors: Doors, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("catalog_window")
        self._doors = doors
        self._key: tuple[str, str] = ("", "")
        self._listed: Catalog | None = None
        self.search, self.list, self.sheet = SearchField(), PlanList(), CatalogSheet()
        self.notices = NoticeBar()
        self._count = QLabel()
        self._add = push_button("catalog_add_carrier", "compact")
        self._close = push_button("catalog_close")
        self._later = QTimer(self, singleShot=True, interval=_PAUSE)
        self._forms = Forms(self, doors, self._keep_written)
        self._lay_out()
        self._connect()
        self._seen = colours(QGuiApplication.palette())
        self.retranslate()
        self.list.choose_first()
        self.list.setFocus()

    def show_plan(self, plan_id: str) -> None:
        """Show the plan with that id; one that is not there changes nothing."""
        carriers = self._doors.catalog().carriers
        key = next(((one.id, plan_id) for one in carriers for plan in one.plans if plan.id == plan_id), None)
        if key is not None:
            self._show_key(key)

    def refresh(self) -> None:
        """Ask for the catalog anew; what was chosen stays chosen."""
        self._fill()
        self._show()

    def retranslate(self) -> None:
        """Set every word anew; what was typed stays."""
        self.setWindowTitle(_("Catalog"))
        self.search.setPlaceholderText(_("Search carrier, plan, country"))
        self.search.setAccessibleName(_("Search the catalog"))
        self._add.setText(_("Add a carrier…"))
        self._close.setText(_("Close"))
        self.list.retranslate()
        self.notices.retranslate()
        self._forms.retranslate()
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        match event.type():
            case QEvent.Type.PaletteChange:
                QTimer.singleShot(0, self, self._follow_palette)
            case QEvent.Type.ActivationChange if self.isActiveWindow():
                QTimer.singleShot(0, self, self._follow_catalog)

    def _lay_out(self) -> None:
        self.search.setObjectName("catalog_search")
        self._count.setObjectName("catalog_count")
        self._count.setProperty("role", "muted")
        left, right = QWidget(), QWidget()
        side = QVBoxLayout(left)
        side.setContentsMargins(12, 12, 4, 8)
        side.setSpacing(6)
        for widget in (self.search, self._count, self.list, self._add):
            side.addWidget(widget, 1 if widget is self.list else 0)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.sheet, 1)
        column.addWidget(self.notices)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setObjectName("catalog_split")
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(right)
        split.setStretchFactor(1, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 6, 12, 10)
        foot.addStretch(1)
        foot.addWidget(self._close)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(split, 1)
        outer.addLayout(foot)
        letter, line = self.fontMetrics().averageCharWidth(), self.fontMetrics().height()
        left.setMinimumWidth(letter * 28)
        right.setMinimumWidth(letter * _NARROW)
        split.setSizes([letter * 46, letter * 100])
        self.resize(QSize(letter * 150, line * 46).boundedTo(self.screen().availableSize() * 0.92))

    def _connect(self) -> None:
        self.search.textChanged.connect(self._search)
        self.search.left.connect(self.list.setFocus)
        self.list.chosen.connect(self._choose)
        self.list.activated.connect(lambda _index: self._enter_sheet())
        self._later.timeout.connect(self._show)
        self.sheet.page_asked.connect(self._open_page)
        self.sheet.wished.connect(self._fulfil)
        self._add.clicked.connect(lambda: self._fulfil(Wish.ADD_CARRIER, ""))
        self._close.clicked.connect(self.close)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(self.search.setFocus)

    def _search(self, wanted: str) -> None:
        self.search.setClearButtonEnabled(bool(wanted))
        self._fill()
        if self.list.entry is None:
            self.list.choose_first()

    def _fill(self) -> None:
        """List what matches the search; the current entry stays if it is among it."""
        self._listed = self._doors.catalog()
        found = entries(self._listed, self.search.text())
        self.list.entries.set_entries(found)
        self.list.choose(self._key)
        plans = sum(entry.plan is not None for entry in found)
        self._count.setText(_n("{n} plan", "{n} plans", plans).format(n=plans))

    def _show_key(self, key: tuple[str, str]) -> None:
        """Choose a carrier or plan, whatever is searched for."""
        self._key = key
        if not self.list.choose(key):
            self.search.clear()
            self._fill()
        self._show()

    def _choose(self, entry: Entry) -> None:
        if entry.key != self._key:
            self._key = entry.key
            self._later.start()

    def _enter_sheet(self) -> None:
        if self._later.isActive():
            self._show()
        self.sheet.take_focus()

    def _subject(self) -> Subject | None:
        moment = self._doors.moment()
        return subject_of(self._doors.catalog(), self._key, moment.date(), self._doors.habits())

    def _show(self) -> None:
        self._later.stop()
        subject = self._subject()
        if subject is None:
            self.sheet.show_nothing()
        else:
            self.sheet.show_subject(subject)

    def _open_page(self, address: str) -> None:
        if not self._doors.open_page(address):
            self.notices.tell(lambda: no_browser(address), serious=True)

    def _fulfil(self, wish: Wish, about: str) -> None:
        subject = self._subject()
        if subject is None and wish is not Wish.ADD_CARRIER:
            return
        edit = None if subject is None else edit_of(wish, subject, about, self._doors.moment())
        if edit is None:
            self._forms.open(wish, subject, about)
        elif (error := self._keep(edit, done_words(wish))) is not None:
            self.notices.tell(lambda: problem(error), serious=True)

    def _keep_written(self, edit: OwnEdit, key: tuple[str, str] | None) -> SimDeskError | OSError | None:
        error = self._keep(edit, lambda: _("Kept as yours."))
        if error is None and key is not None:
            self._show_key(key)
        return error

    def _keep(self, edit: OwnEdit, words: Callable[[], str]) -> SimDeskError | OSError | None:
        """Make *edit*, say so and offer to take it back; return why it could not be kept."""
        before = self._doors.catalog().own
        error = self._doors.change(edit)
        if error is None:
            back = undone(before, self._doors.catalog().own)
            self.notices.tell(words, Remedy(lambda: _("Undo"), lambda: self._take_back(back)), key="done")
            self._look_again()
        return error

    def _take_back(self, edit: OwnEdit) -> None:
        error = self._doors.change(edit)
        if error is not None:
            self.notices.tell(lambda: problem(error), serious=True)
        self._look_again()

    def _look_again(self) -> None:
        self._fill()
        if self.list.entry is None:
            self.list.choose_first()
        self._show()
        self.changed.emit()

    def _follow_catalog(self) -> None:
        """Show what was changed elsewhere, while another window had the keys."""
        if self._doors.catalog() is not self._listed:
            self.refresh()

    def _follow_palette(self) -> None:
        seen = colours(QGuiApplication.palette())
        if seen != self._seen:
            self._seen = seen
            self._show()


def done_words(wish: Wish) -> Callable[[], str]:
    """Return what is said once *wish* is fulfilled."""

    def words() -> str:
        match wish:
            case Wish.CHECK:
                return _("Noted: you checked the rule today.")
            case Wish.TAKE_BACK:
                return _("The check is taken back.")
            case Wish.RULE_BACK | Wish.OFFER_BACK | Wish.GUIDE_BACK:
                return _("It is as SimDesk has it again.")
            case _:
                return _("Removed.")

    return words
