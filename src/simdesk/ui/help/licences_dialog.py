"""The window of the licences: every part of the packed program, and the texts that belong to it."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QVBoxLayout, QWidget

from simdesk.catalog.licences import Licences, Part
from simdesk.errors import SimDeskError
from simdesk.ui.help.boxes import heading, paragraph
from simdesk.ui.help.leafing import Leafing
from simdesk.ui.help.side_list import Entry
from simdesk.ui.renewal.parts import Stack, push_button, text_label
from simdesk.wording.language import _
from simdesk.wording.problem import problem

_OVERVIEW = "."
_BASES = ("qt", "pyside6-essentials", "shiboken6", "python")


class LicencesDialog(Leafing):
    """The parts at the left, the texts of one at the right. *open_folder* opens the folder of all texts."""

    def __init__(
        self, licences: Licences, open_folder: Callable[[Path], object], parent: QWidget | None = None
    ) -> None:
        super().__init__("licences_dialog", parent)
        self._licences = licences
        self.lead = text_label("licences_lead", "muted")
        self.folder = push_button("licences_folder")
        self.folder.clicked.connect(lambda _on=False: open_folder(licences.folder))
        self.folder.setToolTip(str(licences.folder))
        self.head = Stack("licences_head")
        self.text = QPlainTextEdit()
        self.text.setObjectName("licences_text")
        self.text.setReadOnly(True)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setTabChangesFocus(True)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.left.insertWidget(0, self.lead)
        self.left.addWidget(self.folder)
        above = QFrame()
        above.setProperty("role", "bar")
        column = QVBoxLayout(above)
        column.setContentsMargins(22, 14, 22, 12)
        column.addWidget(self.head)
        # A licence is long and stands in lines of its own: it scrolls for itself, both ways.
        self.area.hide()
        self.right.insertWidget(0, above)
        self.right.addWidget(self.text, 1)
        self.retranslate()
        self.side.setFocus()

    def title(self) -> str:
        return _("Licences")

    def retranslate(self) -> None:
        self.lead.setText(
            _("SimDesk is made with the work of others. Their licences are as they were written, in English.")
        )
        self.folder.setText(_("Open the folder"))
        self.text.setAccessibleName(_("Text of the licence"))
        super().retranslate()

    def entries(self, words: str) -> Sequence[Entry]:
        found = self._licences.containing(words)
        bases = [part for key in _BASES for part in found if part.folder == key]
        others = [part for part in found if part not in bases and part is not self._licences.parts[0]]
        own = [part for part in found if part is self._licences.parts[0]]
        made = [] if words else [Entry(_OVERVIEW, _("What is inside, and what you may do"))]
        made += [_entry(part) for part in own]
        for title, parts in ((_("What it stands on"), bases), (_("Libraries"), others)):
            made += [Entry("", title)] * bool(parts)
            made += [_entry(part) for part in parts]
        return made

    def shown(self, key: str) -> Sequence[QWidget]:
        part = self._licences.part(key)
        if part is None:
            return (heading("licences_title", _("What is inside, and what you may do"), 1.25),)
        below = [_("Licence: {name}").format(name=part.licence)]
        below += [_("Source: {place}").format(place=part.source)] * bool(part.source)
        return (
            heading("licences_title", _titled(part), 1.25),
            *(paragraph(f"licences_fact_{place}", words, "muted") for place, words in enumerate(below)),
        )

    def show_page(self) -> None:
        key = self.side.key
        self.head.fill(self.shown(key) if key else ())
        self.text.setPlainText(self._words(key))
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        wanted = self.search.text().split()
        if wanted:
            self.text.find(wanted[0])

    def _words(self, key: str) -> str:
        part = self._licences.part(key)
        try:
            if part is not None:
                return self._licences.texts(part)
            return self._licences.overview() if key == _OVERVIEW else ""
        except SimDeskError as error:
            return problem(error)


def _entry(part: Part) -> Entry:
    return Entry(part.folder, _titled(part), part.licence)


def _titled(part: Part) -> str:
    return f"{part.name} {part.version}".rstrip()
