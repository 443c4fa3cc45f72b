"""The window that shows what is in an archive, and asks what of it is to be restored."""

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from simdesk.ui.backups.tree import CardTree
from simdesk.ui.backups.values import CardLine
from simdesk.ui.renewal.parts import Tick, enlarge, push_button, text_label
from simdesk.wording.language import _


class Ways(Enum):
    """What there is to go back to after a restore.

    ``UNDO``: the step before. ``NONE``: nothing, there was no book. ``DAMAGED``: the damaged
    file, which is kept.
    """

    UNDO = "undo"
    NONE = "none"
    DAMAGED = "damaged"


class Inside(NamedTuple):
    """What is in an archive, in the language of the moment.

    ``sentences``: what it holds. ``changes``: what restoring it changes, none if nothing does; None where it
    is compared with nothing. ``settings``, ``catalog``: whether it has those.
    """

    file: str
    made: str
    sentences: Sequence[str]
    changes: Sequence[str] | None
    lines: Sequence[CardLine]
    settings: bool
    catalog: bool = False
    ways: Ways = Ways.UNDO


class RestoreDialog(QDialog):
    """Shows *inside* and asks.

    Signals:
        wanted: it is to be restored; carries whether the settings are, too.
    """

    wanted = Signal(bool)

    def __init__(self, inside: Inside, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("restore_dialog")
        self._inside = inside
        self.heading, self.said = text_label("restore_heading"), text_label("restore_said")
        self.changes = text_label("restore_changes")
        self.tree = CardTree("restore_cards")
        self.settings = Tick("restore_settings", "", on=False)
        self.safe = text_label("restore_safe", "muted")
        self.yes, self.no = push_button("restore_yes", "primary"), push_button("restore_no")
        enlarge(self.heading, 1.25)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(10)
        for widget in (self.heading, self.said, self.changes, self.tree, self.settings, self.safe):
            column.addWidget(widget, 1 if widget is self.tree else 0)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(self.no)
        foot.addWidget(self.yes)
        column.addLayout(foot)
        self.settings.box.toggled.connect(self._show_ways)
        self.yes.clicked.connect(self._want)
        self.no.clicked.connect(self.reject)
        letter, line = self.fontMetrics().averageCharWidth(), self.fontMetrics().height()
        self.resize(QSize(letter * 96, line * 32).boundedTo(self.screen().availableSize() * 0.9))
        self.retranslate()
        self.no.setFocus()

    def retranslate(self) -> None:
        """Set every word anew; what is in the archive stays in the words that it was given in."""
        inside = self._inside
        self.setWindowTitle(_("Restore from a file"))
        self.heading.setText(_("Backup of {when}").format(when=inside.made))
        self.said.setText("\n".join((inside.file, *inside.sentences)))
        changes = inside.changes or (_("Cards and renewals are the same as now."),)
        self.changes.setText("\n".join(changes))
        self.changes.setVisible(inside.changes is not None)
        self.tree.retranslate()
        self.tree.show_lines(inside.lines, compared=inside.changes is not None)
        words = _("Restore the settings of this computer, too: language, reminders, calendar, how it looks")
        self.settings.label.setText(words)
        self.settings.box.setAccessibleName(words)
        self.settings.setVisible(inside.settings)
        self._show_ways()
        self.yes.setText(_("Restore"))
        self.no.setText(_("Cancel"))

    def _with_settings(self) -> bool:
        return self._inside.settings and self.settings.box.isChecked()

    def _show_ways(self) -> None:
        self.safe.setText(_ways_words(self._inside, with_settings=self._with_settings()))

    def _want(self) -> None:
        settings = self._with_settings()
        self.accept()
        self.wanted.emit(settings)


def _ways_words(inside: Inside, *, with_settings: bool) -> str:
    """Return what is safe about it, and what there is to go back to."""
    match inside.ways:
        case Ways.NONE:
            return _(
                "All of it is restored, or nothing. It cannot be undone: there is no file of your cards here "
                "to go back to."
            )
        case Ways.DAMAGED:
            return _(
                "All of it is restored, or nothing. It cannot be undone, but the damaged file is kept beside "
                "the new one under a dated name."
            )
        case _ if inside.catalog or with_settings:
            return _(
                "All of it is restored, or nothing. A backup is made before. Undo takes back cards, renewals "
                "and payment methods, but not your own rules and channels, settings, and added receipts."
            )
        case _:
            return _("All of it is restored, or nothing. A backup is made before, and you can undo it.")
