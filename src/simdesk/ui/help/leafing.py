"""A window to look things up in: a search and a list at the left, what is chosen at the right."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QDialog, QFrame, QScrollArea, QSplitter, QVBoxLayout, QWidget

from simdesk.ui.fields import TextField
from simdesk.ui.help.side_list import Entry, SideList
from simdesk.ui.renewal.parts import Stack, text_label
from simdesk.wording.language import _


class Leafing(QDialog):
    """What is listed and what is shown of it, each window says itself.

    ``left`` and ``right`` are the columns, for what stands above the list and above the page.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.search = TextField(lambda: _("Search"))
        self.search.setObjectName("help_search")
        self.search.setClearButtonEnabled(True)
        self.side = SideList()
        self.none = text_label("help_none", "muted")
        self.page = Stack("help_page")
        self.area = QScrollArea()
        self.area.setObjectName("help_area")
        self.left, self.right = QVBoxLayout(), QVBoxLayout()
        self._lay_out()
        self.search.edited.connect(self.refill)
        self.side.chosen.connect(self._turn)
        QShortcut(QKeySequence.StandardKey.Find, self, self._find)

    def title(self) -> str:
        """Return the title of the window."""
        raise NotImplementedError

    def entries(self, words: str) -> Sequence[Entry]:
        """Return what is listed where *words* are searched for, all of it where they are empty."""
        raise NotImplementedError

    def shown(self, key: str) -> Sequence[QWidget]:
        """Return the page of the entry *key*, from the top."""
        raise NotImplementedError

    def refill(self) -> None:
        """List anew what is searched for, and show the page anew."""
        had = self.side.key
        with QSignalBlocker(self.side):
            self.side.show_entries(self.entries(self.search.text().strip()))
        found = bool(self.side.key)
        self.side.setVisible(found)
        self.none.setVisible(not found)
        self.show_page()
        if self.side.key != had:
            self.area.verticalScrollBar().setValue(0)

    def show_page(self) -> None:
        """Show the page of what is chosen anew."""
        key = self.side.key
        self.page.fill(self.shown(key) if key else ())

    def retranslate(self) -> None:
        """Set every word anew; what was chosen and typed stays."""
        self.setWindowTitle(self.title())
        self.search.retranslate()
        self.search.setAccessibleName(_("Search"))
        self.side.setAccessibleName(self.title())
        self.none.setText(_("Nothing was found. Try fewer or other words."))
        self.refill()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from the search to the list with the arrow; Return, pressed in a field, closes nothing."""
        if event.key() == Qt.Key.Key_Down and self.focusWidget() is self.search:
            self.side.setFocus(Qt.FocusReason.OtherFocusReason)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            button = self.focusWidget()
            if isinstance(button, QAbstractButton):
                button.click()
        else:
            super().keyPressEvent(event)

    def _turn(self, _key: str) -> None:
        self.show_page()
        self.area.verticalScrollBar().setValue(0)

    def _find(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _lay_out(self) -> None:
        letter, line = self.fontMetrics().averageCharWidth(), self.fontMetrics().height()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(22, 16, 22, 18)
        column.addWidget(self.page)
        column.addStretch(1)
        self.area.setWidget(inside)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        aside, beside = QFrame(), QFrame()
        self.left.setContentsMargins(10, 12, 8, 8)
        self.left.setSpacing(8)
        self.left.addWidget(self.search)
        self.left.addWidget(self.none)
        self.left.addWidget(self.side, 1)
        self.left.addStretch(0)
        aside.setLayout(self.left)
        aside.setMinimumWidth(letter * 26)
        beside.setProperty("role", "sheet")
        self.right.setContentsMargins(0, 0, 0, 0)
        self.right.addWidget(self.area, 1)
        beside.setLayout(self.right)
        beside.setMinimumWidth(letter * 42)
        splitter = QSplitter()
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        for place, frame in enumerate((aside, beside)):
            splitter.addWidget(frame)
            splitter.setStretchFactor(place, 1 + 2 * place)
        splitter.setSizes([letter * 48, letter * 108])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(splitter)
        self.setMinimumSize(480, 320)
        self.resize(QSize(letter * 156, line * 46).boundedTo(self.screen().availableSize() * 0.9))
