"""The window of backups: which there are at the left, at the right what is in the one chosen."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from simdesk.ui.backups.tree import CardTree
from simdesk.ui.backups.values import Content, Glance, Listed, Mark
from simdesk.ui.help.side_list import Entry, SideList
from simdesk.ui.notice_bar import NoticeBar
from simdesk.ui.renewal.flow import Flow, flow_box
from simdesk.ui.renewal.parts import enlarge, push_button, text_label
from simdesk.ui.theme import Tone
from simdesk.wording.backups import (
    cards_words,
    counts_words,
    device_words,
    difference_words,
    moment_words,
    reason_words,
)
from simdesk.wording.language import _, _p
from simdesk.wording.problem import problem


class BackupsWindow(QDialog):
    """Shows backups as they are told to it, and says what is wanted of the one chosen.

    Signals:
        look_asked: the content of a backup is wanted; carries its key.
        restore_asked: all of a backup is to be restored; carries its key.
        card_asked: one card of a backup is to be restored; carries the key and the id of the card.
        save_asked, open_asked: everything is to be saved to a file, or restored from one.
        retranslated: what has words of others in it is to be shown anew.
    """

    look_asked = Signal(str)
    restore_asked = Signal(str)
    card_asked = Signal(str, str)
    save_asked = Signal()
    open_asked = Signal()
    retranslated = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("backups_window")
        self._listed: Sequence[Listed] = ()
        self._glances: dict[str, Glance] = {}
        self._content: Content | Exception | None = None
        self._busy = False
        self.lead, self.none = text_label("backups_lead", "muted"), text_label("backups_none", "muted")
        self.side, self.tree = SideList(), CardTree("backups_cards")
        self.side.setObjectName("backups_list")
        self.heading, self.said = text_label("backups_heading"), text_label("backups_said")
        enlarge(self.heading, 1.25)
        self.card = push_button("backups_restore_card")
        self.restore = push_button("backups_restore", "primary")
        self.save, self.open_file = push_button("backups_save"), push_button("backups_open")
        self.shut = push_button("backups_close")
        self.notices = NoticeBar()
        self._lay_out()
        self._connect()
        self.retranslate()
        self.side.setFocus()

    @property
    def key(self) -> str:
        """Return the key of the backup chosen; empty where there is none."""
        return self.side.key

    def show_backups(self, listed: Sequence[Listed]) -> None:
        """Show which backups there are; what was known of those is kept, and the one chosen stays so."""
        self._listed = listed
        had, keys = self.key, {one.key for one in listed}
        self._glances = {key: one for key, one in self._glances.items() if key in keys}
        with QSignalBlocker(self.side):
            self._fill()
        self.beside.setVisible(bool(listed))
        self.side.setVisible(bool(listed))
        self.none.setVisible(not listed)
        if self.key != had or self._content is None:
            self._turn(self.key)

    def show_glance(self, key: str, glance: Glance) -> None:
        """Show in the list what is in the backup *key*."""
        self._glances[key] = glance
        with QSignalBlocker(self.side):
            self._fill()

    def show_content(self, key: str, content: Content | Exception) -> None:
        """Show what is in the backup *key*, or why that cannot be said, if it is still the one chosen."""
        if key == self.key:
            self._content = content
            self._show()

    def show_busy(self, *, on: bool) -> None:
        """Let nothing be asked for while something is being done."""
        self._busy = on
        self._enable()

    def reject(self) -> None:
        """Close, but not while everything is being restored."""
        if not self._busy:
            super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the button that has the focus by Enter too."""
        button = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(button, QPushButton):
            button.click()
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        """Set every word anew."""
        self.setWindowTitle(_("Backups"))
        self.lead.setText(
            _(
                "SimDesk makes a backup of all cards and renewals before the first change of a day, and "
                "before each import, restore, merge with another computer, and repair. The ten newest stay, "
                "one a month for a year, and always the fullest one."
            )
        )
        self.none.setText(
            _(
                "There is no backup yet. The first one is made by itself, before your next change. "
                "To have one elsewhere, save everything to a file."
            )
        )
        self.side.setAccessibleName(_("Backups"))
        self.tree.retranslate()
        self.notices.retranslate()
        self.restore.setText(_("Restore everything…"))
        self.card.setText(_("Restore this card"))
        self.save.setText(_("Save everything to a file…"))
        self.open_file.setText(_("Restore from a file…"))
        self.shut.setText(_("Close"))
        with QSignalBlocker(self.side):
            self._fill()
        self._show()
        self.retranslated.emit()

    def _fill(self) -> None:
        self.side.show_entries([self._entry(one) for one in self._listed])

    def _entry(self, one: Listed) -> Entry:
        glance = self._glances.get(one.key)
        lines = [_p("list", ", ").join((reason_words(one.reason), device_words(here=one.here)))]
        tone = Tone.QUIET
        if glance is None:
            lines.append(_("being counted…"))
        elif glance.cards is None or glance.difference is None:
            lines.append(_("⚠ damaged, or not to be read here"))
            tone = Tone.URGENT
        else:
            lines.append(f"{cards_words(glance.cards)} · {difference_words(glance.difference)}")
        return Entry(one.key, moment_words(one.made), "\n".join(lines), tone)

    def _turn(self, key: str) -> None:
        self._content = None
        self._show()
        if key:
            self.look_asked.emit(key)

    def _show(self) -> None:
        listed = next((one for one in self._listed if one.key == self.key), None)
        self.heading.setText("" if listed is None else moment_words(listed.made))
        match self._content:
            case None:
                self.said.setText(_("It is being read…") if listed else "")
                self.tree.show_lines(())
            case Content():
                self.tree.show_lines(self._content.lines)
                self.said.setText(self._summary(self._content))
            case error:
                self.tree.show_lines(())
                self.said.setText(problem(error))
        self.tree.setVisible(isinstance(self._content, Content))
        self._enable()

    def _summary(self, content: Content) -> str:
        cards = sum(line.mark is not Mark.NEW for line in content.lines)
        found = content.difference
        compared = "" if found is None else _("Nothing differs from now.")
        if found:
            compared = _("Compared with now: {what}.").format(what=difference_words(found))
        return "\n".join(filter(None, (counts_words(cards, content.renewals), compared)))

    def _enable(self) -> None:
        content = self._content if isinstance(self._content, Content) else None
        differs = content is not None and bool(content.difference)
        self.restore.setEnabled(differs and not self._busy)
        line = (
            next((one for one in content.lines if one.card_id == self.tree.card_id), None)
            if content
            else None
        )
        back = line is not None and (line.mark in (Mark.GONE, Mark.CHANGED) or line.renewals > 0)
        self.card.setEnabled(back and not self._busy)
        for button in (self.save, self.open_file, self.shut):
            button.setEnabled(not self._busy)
        self.side.setEnabled(not self._busy)

    def _connect(self) -> None:
        self.side.chosen.connect(self._turn)
        self.tree.chosen.connect(self._enable)
        self.restore.clicked.connect(lambda: self.restore_asked.emit(self.key))
        self.card.clicked.connect(lambda: self.card_asked.emit(self.key, self.tree.card_id))
        self.save.clicked.connect(self.save_asked)
        self.open_file.clicked.connect(self.open_asked)
        self.shut.clicked.connect(self.reject)

    def _lay_out(self) -> None:
        letter, line = self.fontMetrics().averageCharWidth(), self.fontMetrics().height()
        aside, self.beside = QFrame(), QFrame()
        left = QVBoxLayout(aside)
        left.setContentsMargins(12, 12, 8, 8)
        left.setSpacing(10)
        left.addWidget(self.lead)
        left.addWidget(self.none)
        left.addWidget(self.side, 1)
        left.addStretch(0)
        aside.setMinimumWidth(letter * 30)
        self.beside.setProperty("role", "sheet")
        right = QVBoxLayout(self.beside)
        right.setContentsMargins(18, 14, 18, 10)
        right.setSpacing(8)
        right.addWidget(self.heading)
        right.addWidget(self.said)
        right.addWidget(self.tree, 1)
        right.addStretch(0)
        acts = Flow()
        acts.addWidget(self.card)
        acts.addWidget(self.restore)
        right.addWidget(flow_box(acts))
        self.beside.setMinimumWidth(letter * 40)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        for place, frame in enumerate((aside, self.beside)):
            splitter.addWidget(frame)
            splitter.setStretchFactor(place, 1 + place)
        splitter.setSizes([letter * 50, letter * 92])
        files = Flow()
        files.addWidget(self.save)
        files.addWidget(self.open_file)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 6, 12, 10)
        foot.addWidget(flow_box(files), 1)
        foot.addWidget(self.shut, 0, Qt.AlignmentFlag.AlignTop)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(splitter, 1)
        whole.addWidget(self.notices)
        whole.addLayout(foot)
        self.setMinimumSize(letter * 60, line * 16)
        self.resize(QSize(letter * 142, line * 40).boundedTo(self.screen().availableSize() * 0.9))
