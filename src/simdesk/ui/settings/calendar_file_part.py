"""The part of the settings about the file that calendars read, and the one about which cards are told of."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QDir, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from simdesk.domain.card import Card
from simdesk.domain.terms import State
from simdesk.exchange.calendar_ics import is_ours
from simdesk.ui.fields import Rows, TextField
from simdesk.ui.file_dialog import file_dialog
from simdesk.ui.renewal.chips import Chips
from simdesk.ui.renewal.parts import push_button
from simdesk.ui.settings.values import SettingsValues
from simdesk.wording.language import _

FILE_NAME = "simdesk.ics"


class FileField(QWidget):
    """The path of a file to be written, typed or chosen in the system's own dialog; empty: none.

    Signals:
        edited: the path became another one.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = TextField()
        self.choose = push_button("settings_calendar_choose")
        self.line.edited.connect(self.edited)
        self.choose.clicked.connect(self._ask)
        self.setFocusProxy(self.line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.line, 1)
        row.addWidget(self.choose)

    def path(self) -> str | None:
        """Return the path, the owner's home folder in the place of ``~``; None while it is blank."""
        text = self.line.text().strip()
        if text.startswith("~"):
            try:
                return str(Path(text).expanduser())
            except RuntimeError:  # there is no such user
                return text
        return text or None

    def show_path(self, path: str | None) -> None:
        """Show *path*, or nothing."""
        self.line.show_text(path or "")

    def setAccessibleName(self, name: str) -> None:
        """Name the line, where the focus goes."""
        self.line.setAccessibleName(name)

    def setAccessibleDescription(self, description: str) -> None:
        """Describe the line."""
        self.line.setAccessibleDescription(description)

    def retranslate(self) -> None:
        """Set the words anew."""
        self.choose.setText(_("Choose…"))
        self.choose.setAccessibleName(_("Choose the calendar file"))

    def _ask(self) -> None:
        dialog = file_dialog(self, _("Calendar file"))
        dialog.setObjectName("calendar_file_dialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setNameFilters([_("Calendars (*.ics)"), _("All files (*)")])
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("ics")
        held = Path(self.path() or "")
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = str(held.parent) if held.is_absolute() else documents
        dialog.setDirectory(folder if Path(folder).is_dir() else QDir.homePath())
        dialog.selectFile(held.name or FILE_NAME)
        dialog.fileSelected.connect(self.line.setText)
        dialog.open()


class CalendarFilePart(QWidget):
    """Where the calendar file is kept."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading, self.lead = _heading(), _wrapped()
        self.file = FileField()
        self.file.line.setObjectName("settings_calendar_file")
        rows = QWidget()
        self.rows = Rows(rows)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.add(lambda: _("Calendar file"), self.file, lambda: _("Leave it empty for no file."))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self.heading, self.lead, rows):
            column.addWidget(part)

    def show_values(self, values: SettingsValues) -> None:
        """Show *values*."""
        self.file.show_path(values.calendar_file)

    def typed(self, values: SettingsValues) -> SettingsValues:
        """Return *values* with what is set here."""
        return replace(values, calendar_file=self.file.path())

    def flaw(self) -> str:
        """Return why the file cannot be kept there; empty if nothing speaks against it."""
        name = self.file.path()
        return "" if name is None else _flaw_of(Path(name))

    def show_flaw(self, flaw: str) -> None:
        """Say *flaw* below the field, and go there."""
        self.rows.look(self.file, flaw)
        self.file.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Set every word anew; what was typed stays."""
        self.heading.setText(_("A file for calendar programs"))
        self.lead.setText(
            _(
                "SimDesk keeps every deadline in this file, with alarms, and changes it whenever a date"
                " changes. Let your calendar program subscribe to it, or put it into a folder that your"
                " phone reads, too: then the phone rings while this computer is off. Numbers are masked."
            )
        )
        self.rows.retranslate()


class CalendarCardsPart(QWidget):
    """Which cards calendars are told of: all, but for those switched off here."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: tuple[tuple[str, str], ...] = ()
        self.heading, self.lead = _heading(), _wrapped()
        self.chips = Chips("settings_calendar_cards", lambda: "", lambda: self._cards)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self.heading, self.lead, self.chips):
            column.addWidget(part)
        self._excluded: tuple[str, ...] = ()

    def show_cards(self, cards: Sequence[Card]) -> None:
        """Offer those of *cards* that are in use, by label; what was switched stays."""
        excluded = self.excluded()
        used = ((one.id, one.label) for one in cards if one.state is State.IN_USE)
        self._cards = tuple(sorted(used, key=lambda one: one[1].casefold()))
        self._excluded = excluded
        self.chips.retranslate()
        self.chips.set_values(tuple(one for one, _label in self._cards if one not in excluded))
        self._say()

    def show_values(self, values: SettingsValues) -> None:
        """Show *values*."""
        self._excluded = values.calendar_excluded
        self.chips.set_values(tuple(one for one, _label in self._cards if one not in self._excluded))

    def excluded(self) -> tuple[str, ...]:
        """Return the ids of the cards switched off; those that are not offered stay what they were."""
        offered, on = [one for one, _label in self._cards], self.chips.values()
        kept = [one for one in self._excluded if one not in offered]
        kept += [one for one in self._excluded if one in offered and one not in on]
        new = [one for one in offered if one not in on and one not in kept]
        return (*kept, *new)

    def typed(self, values: SettingsValues) -> SettingsValues:
        """Return *values* with what is set here."""
        return replace(values, calendar_excluded=self.excluded())

    def retranslate(self) -> None:
        """Set every word anew; what was chosen stays."""
        self.heading.setText(_("Cards in the calendar"))
        self.chips.retranslate()
        self.chips.setAccessibleName(_("Cards in the calendar"))
        self._say()

    def _say(self) -> None:
        self.lead.setText(
            _("A card that is switched off here has no events in any calendar.")
            if self._cards
            else _("There are no cards yet. New ones are in the calendar by themselves.")
        )


def _heading() -> QLabel:
    label = _wrapped()
    font = label.font()
    font.setBold(True)
    label.setFont(font)
    return label


def _wrapped() -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def _flaw_of(path: Path) -> str:
    try:
        if not path.is_absolute():
            return _("Give the whole path, from the topmost folder on.")
        if path.is_dir():
            return _("This is a folder. Add the name of a file.")
        if not path.parent.is_dir():
            return _("There is no such folder.")
        if _is_foreign(path):
            return _("This file is there already and is not SimDesk's calendar.")
    except (OSError, ValueError):
        return _("This cannot be the path of a file.")
    return ""


def _is_foreign(path: Path) -> bool:
    if path.exists() and not path.is_file():
        # To open a pipe would be to wait for somebody who writes into it.
        return True
    try:
        with path.open("rb") as file:
            begins = file.read(4096)
    except FileNotFoundError:
        return False
    return bool(begins) and not is_ours(begins)
