"""The window with the history of one card. It shows what it is given and says what is to come back."""

from collections.abc import Callable, Iterator
from itertools import islice

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from simdesk.ui.history.entries import Entry
from simdesk.ui.history.entry_panel import EntryPanel
from simdesk.ui.renewal.parts import enlarge, push_button, text_label
from simdesk.ui.theme import repolish
from simdesk.wording.language import _

PAGE = 25
"""Steps that are shown at once; older ones are when they are asked for."""

Words = Callable[[], str]
EntriesOf = Callable[[bool], Iterator[Entry]]


class HistoryDialog(QDialog):
    """Shows what changed when of a card called *label*.

    *entries_of* gives the entries, the newest first, in the language of the moment; it is told whether
    numbers are hidden.

    Signals:
        back_asked: a value is to be brought back; carries the :class:`Value`.
        card_asked: the card, which was deleted, is to be brought back.
    """

    back_asked = Signal(object)
    card_asked = Signal()

    def __init__(self, label: str, entries_of: EntriesOf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("history_dialog")
        self._label, self._entries_of = label, entries_of
        self._masked, self._gone = True, False
        self._entries: Iterator[Entry] = iter(())
        self._panels: list[EntryPanel] = []
        self._said: Words = str
        self._heading, self._lead = text_label("history_card"), text_label("history_lead", "muted")
        self._nothing = text_label("history_nothing", "muted")
        self._status = text_label("history_said", "muted")
        self._older, self._close = push_button("history_older"), push_button("history_close")
        self.card_back = push_button("history_card_back")
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._area = QScrollArea()
        self._lay_out()
        self._older.clicked.connect(self._show_older)
        self._close.clicked.connect(self.accept)
        self.card_back.clicked.connect(self.card_asked)
        self.retranslate()

    def show_again(self, label: str, *, gone: bool) -> None:
        """Show the entries as they are now, as many as were shown.

        *label* is what the card is called; *gone*: it is no longer in the book.
        """
        self._label, self._gone = label, gone
        self.retranslate()

    def hide_numbers(self, *, on: bool) -> None:
        """Hide numbers, or do not."""
        if on is not self._masked:
            self._masked = on
            self.retranslate()

    def say(self, words: Words, *, flaw: bool = False) -> None:
        """Say *words* below the entries; *flaw*: something stands in the way."""
        self._said = words
        self._status.setProperty("role", "flaw" if flaw else "muted")
        self._status.setText(f"⚠ {words()}" if flaw else words())
        repolish(self._status)

    def retranslate(self) -> None:
        """Set every word anew."""
        self.setWindowTitle(_("History of {label}").format(label=self._label))
        self._heading.setText(self._label)
        self._lead.setText(self._lead_words())
        self._nothing.setText(
            _("Nothing of this card has changed yet, or it was before this computer kept a history.")
        )
        self._area.setAccessibleName(_("What changed when"))
        self._older.setText(_("Show older"))
        self._close.setText(_("Close"))
        self.card_back.setText(_("Restore this card"))
        self.card_back.setVisible(self._gone)
        self._status.setText(self._said())
        self._fill(max(PAGE, len(self._panels)))

    def _lead_words(self) -> str:
        if self._gone:
            return _(
                "What changed when, the newest first. The card is deleted: it can be brought back as it was"
                " last, single values cannot be."
            )
        return _(
            "What changed when, the newest first. “Bring back” gives the card the earlier value again;"
            " Undo takes that back."
        )

    def _lay_out(self) -> None:
        enlarge(self._heading, 1.15)
        self._column.setContentsMargins(0, 0, 6, 0)
        self._column.setSpacing(8)
        self._column.addWidget(self._nothing)
        self._column.addWidget(self._older, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addStretch(1)
        self._area.setObjectName("history_area")
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._inside)
        foot = QHBoxLayout()
        foot.addWidget(self._status, 1)
        foot.addWidget(self.card_back)
        foot.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        for part in (self._heading, self._lead):
            column.addWidget(part)
        column.addWidget(self._area, 1)
        column.addLayout(foot)
        letter, line = self.fontMetrics().averageCharWidth(), self.fontMetrics().lineSpacing()
        self.setMinimumWidth(letter * 72)
        self.resize(letter * 104, line * 40)

    def _fill(self, count: int) -> None:
        """Show the newest *count* entries in the place of those shown, scrolled to where it was."""
        at, focus = self._area.verticalScrollBar().value(), QApplication.focusWidget()
        inside = focus is not None and self._inside.isAncestorOf(focus)
        named = focus.objectName() if focus is not None and inside else ""
        for panel in self._panels:
            self._column.removeWidget(panel)
            for gone in (panel, *panel.findChildren(QWidget)):
                gone.setObjectName("")
            panel.hide()
            panel.deleteLater()
        self._panels = []
        self._entries = self._entries_of(self._masked)
        self._show_more(count)
        self._nothing.setVisible(not self._panels)
        self._inside.adjustSize()
        self._area.verticalScrollBar().setValue(at)
        if named:
            found = self.findChild(QPushButton, named)
            (self._close if found is None else found).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_older(self) -> None:
        first = len(self._panels)
        self._show_more(PAGE)
        buttons = [panel.first_button() for panel in self._panels[first:]]
        new = [button for button in buttons if button is not None]
        if new or not self._older.isVisible():
            (new or [self._close])[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_more(self, count: int) -> None:
        found = list(islice(self._entries, count))
        for entry in found:
            panel = EntryPanel(entry, len(self._panels))
            panel.back_asked.connect(self.back_asked)
            self._column.insertWidget(self._column.indexOf(self._older), panel)
            panel.show()
            self._panels.append(panel)
        self._older.setVisible(len(found) == count)
