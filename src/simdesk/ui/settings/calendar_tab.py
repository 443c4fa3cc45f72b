"""The tab of the settings about calendars outside: how they are told, and of which cards."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from simdesk.domain.card import Card
from simdesk.ui.settings.calendar_file_part import CalendarCardsPart, CalendarFilePart
from simdesk.ui.settings.calendar_server_part import CalendarServerPart
from simdesk.ui.settings.values import SettingsValues


class CalendarTab(QScrollArea):
    """A calendar on the owner's server, a file that calendars read, and the cards in both."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.file, self.cards = CalendarFilePart(), CalendarCardsPart()
        self.server = CalendarServerPart()
        self._parts = (self.file, self.cards)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(14, 14, 14, 14)
        column.setSpacing(18)
        for part in (self.server, self.file, self.cards):
            column.addWidget(part)
        column.addStretch(1)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidget(body)

    def show_cards(self, cards: Sequence[Card]) -> None:
        """Offer *cards*; what was switched stays."""
        self.cards.show_cards(cards)

    def show_values(self, values: SettingsValues) -> None:
        """Show *values*."""
        for part in self._parts:
            part.show_values(values)

    def typed(self, values: SettingsValues) -> SettingsValues:
        """Return *values* with what is set here."""
        for part in self._parts:
            values = part.typed(values)
        return values

    def flaw(self) -> str:
        """Return what keeps this from being saved, and go there; empty if nothing does."""
        flaw = self.file.flaw()
        if flaw:
            self.file.show_flaw(flaw)
        return flaw

    def retranslate(self) -> None:
        """Set every word anew; what was typed stays."""
        for part in (self.server, *self._parts):
            part.retranslate()
