"""The window of examples that opens beside the owner's cards."""

from __future__ import annotations

from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject

from simdesk.storage.book_file import FileStore
from simdesk.storage.demo import fill_with_demo
from simdesk.storage.folder import data_folder
from simdesk.storage.settings import save_settings
from simdesk.ui.desk import Desk
from simdesk.ui.preferences import Preferences
from simdesk.ui.state import AppState
from simdesk.wording import language

if TYPE_CHECKING:
    from simdesk.clock import Clock
    from simdesk.storage.settings import Settings
    from simdesk.ui.speech import Speech


class Trying(QObject):
    """A book of examples in a window of its own; nothing of it is kept. ``desk``: None while it is closed."""

    def __init__(self, clock: Clock, speech: Speech, parent: QObject) -> None:
        super().__init__(parent)
        self._clock, self._speech = clock, speech
        self._folder: TemporaryDirectory[str] | None = None
        self.desk: Desk | None = None

    def open(self, settings: Settings) -> None:
        """Show the window, which begins with the owner's *settings*."""
        if self.desk is not None:
            self.desk.window.come_forward()
            return
        self._folder = TemporaryDirectory(prefix="simdesk-demo-")
        folder = data_folder(self._folder.name, {})
        book = fill_with_demo(folder, self._clock, language.current())
        store = FileStore(folder, self._clock)
        # The owner's calendar is told of the owner's cards alone.
        own = replace(settings, calendar_file=None, calendar_server=None)
        preferences = Preferences(own, lambda settings: save_settings(folder, settings))
        self.desk = Desk(AppState(store, self._clock, book), folder, preferences, self._speech, demo=True)
        self.desk.window.quit_asked.connect(self.close)
        self.desk.window.retranslate()
        self.desk.window.show()

    def close(self) -> None:
        """Close the window and remove what it kept. Harmless when repeated."""
        if self.desk is not None:
            self.desk.window.hide()
            self.desk.window.deleteLater()
            self.desk = None
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None
