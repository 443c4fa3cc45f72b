"""The window that shows the cards of one copy of the book."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from simdesk.ui.backups.tree import CardTree
from simdesk.ui.backups.values import CardLine
from simdesk.ui.renewal.parts import enlarge, push_button, text_label
from simdesk.wording.backups import counts_words
from simdesk.wording.language import _


class LookDialog(QDialog):
    """Shows *lines*, the cards of a copy that also has so many *renewals*; *when* says which copy it is."""

    def __init__(
        self, when: str, lines: Sequence[CardLine], renewals: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("look_dialog")
        self._when, self._lines, self._renewals = when, lines, renewals
        self.heading, self.said = text_label("look_heading"), text_label("look_said", "muted")
        self.tree, self.shut = CardTree("look_cards"), push_button("look_close")
        enlarge(self.heading, 1.25)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(10)
        column.addWidget(self.heading)
        column.addWidget(self.said)
        column.addWidget(self.tree, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.shut)
        column.addLayout(foot)
        self.shut.clicked.connect(self.reject)
        letter, line = self.fontMetrics().averageCharWidth(), self.fontMetrics().height()
        self.resize(QSize(letter * 80, line * 28).boundedTo(self.screen().availableSize() * 0.9))
        self.retranslate()

    def retranslate(self) -> None:
        """Set every word anew; the day stays in the words that it was given in."""
        self.setWindowTitle(_("Copy of your cards"))
        self.heading.setText(self._when)
        self.said.setText(counts_words(len(self._lines), self._renewals))
        self.shut.setText(_("Close"))
        self.tree.retranslate()
        self.tree.show_lines(self._lines, compared=False)
