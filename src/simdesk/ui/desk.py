"""One open book: its state, its window, and what connects them."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from simdesk.catalog.model import Plan
from simdesk.domain.card import Card
from simdesk.errors import SimDeskError
from simdesk.storage.folder import DataFolder
from simdesk.ui.main_window import MainWindow
from simdesk.ui.opening import Opening
from simdesk.ui.preferences import Preferences
from simdesk.ui.speech import Speech
from simdesk.ui.state import AppState


class Desk(QObject):
    """Everything that belongs to one data folder while its window is there."""

    def __init__(
        self,
        state: AppState,
        folder: DataFolder,
        preferences: Preferences,
        speech: Speech,
        *,
        demo: bool = False,
    ) -> None:
        super().__init__()
        self.state, self.folder, self.preferences, self.speech = state, folder, preferences, speech
        self.window = MainWindow(self.state, preferences, self._plan_of, self._make_log, demo=demo)
        self.opening = Opening(self.window, self.state, preferences, speech, folder)
        speech.language_changed.connect(self.window.retranslate)

    def _plan_of(self, card: Card) -> Plan | None:
        """Return what the catalog has of the card's plan; None where it has none or cannot be read."""
        from simdesk.catalog.reading import catalog

        try:
            return catalog().resolve(card.carrier, card.plan)[1]
        except (SimDeskError, OSError) as error:
            self.window.tell_failure(error)
            return None

    def _make_log(self) -> QWidget:
        raise NotImplementedError
