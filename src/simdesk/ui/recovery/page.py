"""The page that says what is wrong with the book, and what there is to go on with."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from simdesk.errors import FileUnreadable
from simdesk.ui.help.side_list import Entry, SideList
from simdesk.ui.recovery.values import Copy, Saved
from simdesk.ui.renewal.flow import Flow, flow_box
from simdesk.ui.renewal.parts import enlarge, push_button, text_label
from simdesk.ui.theme import Tone
from simdesk.wording import recovery as words
from simdesk.wording.backups import counts_words, moment_words
from simdesk.wording.language import _
from simdesk.wording.problem import problem


class RecoveryPage(QWidget):
    """Explains *error* about the file *book*, and shows copies and what can be saved as they are told to it.

    It writes nothing and reads nothing. *leaves*: its last button leaves the program, not only the page.

    Signals:
        retry_asked: the book is to be read again.
        quit_asked: the page is left.
        folder_asked: the folder is to be opened.
        look_asked, use_asked: a copy is to be looked into, or put in place; carries its key.
        save_asked: what can be saved is to be put in place.
        open_asked: everything is to be restored from a file.
        explained: another error is explained now.
    """

    retry_asked = Signal()
    quit_asked = Signal()
    folder_asked = Signal()
    look_asked = Signal(str)
    use_asked = Signal(str)
    save_asked = Signal()
    open_asked = Signal()
    explained = Signal()

    def __init__(self, error: Exception, book: Path, *, leaves: bool = True) -> None:
        super().__init__()
        self.setObjectName("recovery_page")
        self.error, self._book, self._leaves = error, book, leaves
        self._copies: Sequence[Copy] = ()
        self._saved: Saved | None = None
        self._reading = self._busy = False
        self._chosen_by_owner = False
        self._title, self._words = QLabel(), text_label("trouble_words")
        self._where, self._now = text_label("trouble_where", "muted"), text_label("trouble_now")
        self._title.setObjectName("trouble_title")
        self.retry, self.quit = push_button("trouble_retry"), push_button("trouble_quit")
        self.folder = push_button("recovery_folder")
        self.copies_title, self.copies_said = text_label("recovery_copies_title"), text_label("recovery_none")
        self.side = SideList()
        self.side.setObjectName("recovery_copies")
        self.look, self.use = push_button("recovery_look"), push_button("recovery_use", "primary")
        self.open_file = push_button("recovery_open")
        self.save_title, self.save_said = text_label("recovery_save_title"), text_label("recovery_saved")
        self.save_lost = text_label("recovery_lost", "muted")
        self.losses, self._lines = QListView(), QStringListModel(self)
        self.save = push_button("recovery_save")
        self.notice = text_label("recovery_notice", "flaw")
        self._lay_out()
        self._connect()
        self.retranslate()

    @property
    def folder_there(self) -> bool:
        """Return whether the folder of the book is there at this moment."""
        return self._book.parent.is_dir()

    def show_error(self, error: Exception) -> None:
        """Explain another error: the book was read again in vain."""
        self.error = error
        self.retranslate()
        self.explained.emit()

    def show_copies(self, copies: Sequence[Copy], best: str = "") -> None:
        """Show which copies there are; *best* is chosen unless the owner has chosen another."""
        self._copies = copies
        self._chosen_by_owner = self._chosen_by_owner and bool(copies)
        keep = self.side.key if self._chosen_by_owner else best
        with QSignalBlocker(self.side):
            self._fill()
            if keep in self.side.keys:
                self.side.choose(keep)
        self._show_offers()

    def show_saved(self, saved: Saved | None) -> None:
        """Show what can be saved of the file; None: nothing is known of that."""
        self._saved = saved
        self._show_offers()

    def show_reading(self, *, on: bool) -> None:
        """Say whether copies and file are still being looked through."""
        self._reading = on
        self._show_offers()

    def show_busy(self, *, on: bool) -> None:
        """Let nothing be asked for while a copy is put in place."""
        self._busy = on
        self._show_offers()

    def say(self, sentence: str) -> None:
        """Say what went wrong with what was asked for; empty: nothing."""
        self.notice.setText(sentence)
        self.notice.setVisible(bool(sentence))

    def retranslate(self) -> None:
        """Set every word anew."""
        there = self.folder_there
        self._title.setText(words.title(self.error, folder_there=there))
        said = problem(self.error)
        self._words.setText(said)
        self._words.setAccessibleName(said)
        self._where.setText(_("The file: {path}").format(path=self._book))
        self._where.setVisible(str(self._book) not in said)
        self._now.setText(words.what_now(self.error, folder_there=there))
        self.retry.setText(_("Try again"))
        self.quit.setText(_("Quit") if self._leaves else _("Close"))
        self.folder.setText(_("Open the folder"))
        self.copies_title.setText(_("Copies of your cards"))
        self.side.setAccessibleName(_("Copies of your cards"))
        self.look.setText(_("Look into it"))
        self.use.setText(_("Use this copy…"))
        self.open_file.setText(_("Restore from a file…"))
        self.losses.setAccessibleName(_("What is left out"))
        with QSignalBlocker(self.side):
            self._fill()
        self._show_offers()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the button that has the focus by Enter too."""
        button = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(button, QPushButton):
            button.click()
        else:
            super().keyPressEvent(event)

    def _fill(self) -> None:
        self.side.show_entries([_entry(one) for one in self._copies])

    def _show_offers(self) -> None:
        there = self.folder_there or not isinstance(self.error, FileUnreadable)
        chosen = next((one for one in self._copies if one.key == self.side.key), None)
        good = chosen is not None and chosen.is_good
        self.copies.setVisible(there)
        self.folder.setVisible(there)
        self.side.setVisible(bool(self._copies))
        self.copies_said.setVisible(not self._copies)
        self.copies_said.setText(_("They are being looked for…") if self._reading else _("There are none."))
        self.look.setEnabled(good and not self._busy)
        self.use.setEnabled(good and not self._busy)
        for button in (self.look, self.use):
            button.setVisible(bool(self._copies))
        self.open_file.setVisible(words.may_restore(self.error, folder_there=self.folder_there))
        for button in (self.retry, self.quit, self.open_file):
            button.setEnabled(not self._busy)
        self.side.setEnabled(not self._busy)
        self._show_saved(none_good=not self._reading and not any(one.is_good for one in self._copies))

    def _show_saved(self, *, none_good: bool) -> None:
        saved = self._saved
        is_gone = words.is_gone(self.error)
        self.saved.setVisible(saved is not None and (none_good or not is_gone))
        if saved is None:
            return
        self.save_title.setText(_("Begin with no cards") if is_gone else _("The damaged file itself"))
        self.save_said.setText(words.saved_words(saved.cards, saved.renewals))
        self.save_said.setVisible(not is_gone)
        lost = words.lost_words(saved.lost, len(saved.losses))
        self.save_lost.setText(lost)
        self.save_lost.setVisible(bool(lost))
        self.losses.setVisible(bool(saved.losses))
        lines = [words.loss_words(*one) for one in saved.losses]
        if lines != self._lines.stringList():
            self._lines.setStringList(lines)
        something = saved.is_something
        # Where there is nothing at all to go on with, one can still begin anew.
        self.save.setText(_("Use what can be saved…") if something else _("Begin with no cards…"))
        self.save.setVisible(something or none_good)
        self.save.setEnabled(not self._busy)

    def _choose(self, _key: str) -> None:
        self._chosen_by_owner = True
        self._show_offers()

    def _connect(self) -> None:
        self.retry.clicked.connect(self.retry_asked)
        self.quit.clicked.connect(self.quit_asked)
        self.folder.clicked.connect(self.folder_asked)
        self.side.chosen.connect(self._choose)
        self.look.clicked.connect(lambda: self.look_asked.emit(self.side.key))
        self.use.clicked.connect(lambda: self.use_asked.emit(self.side.key))
        self.save.clicked.connect(self.save_asked)
        self.open_file.clicked.connect(self.open_asked)
        # As they stand, the foot last.
        order = (
            self.side,
            self.look,
            self.use,
            self.open_file,
            self.losses,
            self.save,
            self.folder,
            self.quit,
            self.retry,
        )
        for one, next_one in pairwise(order):
            QWidget.setTabOrder(one, next_one)

    def _lay_out(self) -> None:
        enlarge(self._title, 1.6)
        self._title.setProperty("role", "flaw")
        self._title.setWordWrap(True)
        for label in (self.copies_title, self.save_title):
            enlarge(label, 1.1)
        self.losses.setObjectName("recovery_losses")
        self.losses.setModel(self._lines)
        self.losses.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.losses.setWordWrap(True)
        self.losses.setFrameShape(QFrame.Shape.NoFrame)
        line = self.fontMetrics().height()
        for view in (self.side, self.losses):
            view.setMinimumHeight(line * 5)
            # As high as there is room, and no higher: what is pressed stays in sight.
            view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.notice.hide()
        top = _panel(self._title, self._words, self._where, self._now)
        self.copies = _panel(
            self.copies_title,
            self.copies_said,
            self.side,
            _row(self.look, self.use, self.open_file),
            grows=self.side,
        )
        self.saved = _panel(
            self.save_title, self.save_said, self.save_lost, self.losses, _row(self.save), grows=self.losses
        )
        offers = QHBoxLayout()
        offers.setSpacing(14)
        offers.addWidget(self.copies, 1)
        offers.addWidget(self.saved, 1)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(22, 20, 22, 8)
        column.setSpacing(14)
        column.addWidget(top)
        column.addLayout(offers, 1)
        column.addWidget(self.notice)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        foot = QHBoxLayout()
        foot.setContentsMargins(22, 8, 22, 16)
        foot.setSpacing(8)
        foot.addWidget(self.folder)
        foot.addStretch(1)
        foot.addWidget(self.quit)
        foot.addWidget(self.retry)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(area, 1)
        whole.addLayout(foot)


def _entry(one: Copy) -> Entry:
    lines, tone = [words.copy_words(one.kind, one.reason, here=one.here)], Tone.QUIET
    if one.problem is not None:
        lines.append(_("⚠ damaged, or not to be read here"))
        tone = Tone.URGENT
    elif one.cards is None:
        lines.append(_("being counted…"))
    else:
        lines.append(counts_words(one.cards, one.renewals or 0))
    return Entry(one.key, moment_words(one.made), "\n".join(lines), tone)


def _row(*buttons: QWidget) -> QWidget:
    row = Flow()
    for button in buttons:
        row.addWidget(button)
    return flow_box(row)


def _panel(*widgets: QWidget, grows: QWidget | None = None) -> QFrame:
    panel = QFrame()
    panel.setProperty("role", "panel")
    column = QVBoxLayout(panel)
    column.setContentsMargins(18, 14, 18, 14)
    column.setSpacing(9)
    for widget in widgets:
        column.addWidget(widget, 1 if widget is grows else 0)
    if grows is not None:
        column.addStretch(0)
    return panel
