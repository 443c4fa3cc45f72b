"""One open book: its state, its window, and what connects them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from simdesk.errors import SimDeskError
from simdesk.ui.main_window import MainWindow

if TYPE_CHECKING:  # the first frame does without these
    from simdesk.catalog.model import Plan
    from simdesk.catalog.whole import Catalog
    from simdesk.domain.card import Card
    from simdesk.storage.folder import DataFolder
    from simdesk.ui.calendar.live import LiveCalendar
    from simdesk.ui.calendar.server import ServerCalendar
    from simdesk.ui.log.page import LogPage
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
        self._told: SimDeskError | None = None
        self.window = MainWindow(self.state, preferences, self._plan_of, self._make_log, demo=demo)
        self._opening: Opening | None = None
        self.live_calendar: LiveCalendar | None = None
        self._server_calendar: ServerCalendar | None = None
        self.window.seen.connect(lambda: self.opening)
        speech.language_changed.connect(self.window.retranslate)

    @property
    def opening(self) -> Opening:
        """Return what opens the other windows, made after the first frame or when first wanted."""
        if self._opening is None:
            from simdesk.ui.opening import Opening

            self._opening = Opening(
                self.window,
                self.state,
                self.preferences,
                self.speech,
                self.folder,
                catalog=self.catalog,
                server=self.server_calendar,
            )
        return self._opening

    def catalog(self) -> Catalog:
        """Return the catalog with what the owner laid over it.

        Where that cannot be read the shipped one stands alone, and the window says why, once.

        Raises:
            FileDamaged, FileUnreadable, FileNotFoundError: if the installation is not whole.
        """
        from simdesk.storage.own_catalog import catalog_in

        found = catalog_in(self.folder)
        if found.problem is not None and found.problem != self._told:
            self.window.tell_failure(found.problem)
        self._told = found.problem
        return found.value

    def follow_own_catalog(self) -> None:
        """Take in what another computer writes into the owner's catalog, from now on."""
        from simdesk.ui.own_following import OwnFollowing

        OwnFollowing(self.state, self.folder, self.window, self._follow_own, self)

    def _follow_own(self) -> None:
        self.opening.own_changed()  # which is made only when something has come

    def follow_calendar(self) -> None:
        """Keep the file for calendars and the calendar on a server, as the book is: once they are set."""
        self._begin_calendar()
        self.preferences.changed.connect(self._begin_calendar)

    def _begin_calendar(self) -> None:
        if self.live_calendar is None and self.preferences.settings.calendar_file is not None:
            from simdesk.ui.calendar.live import LiveCalendar

            self.live_calendar = LiveCalendar(
                self.state,
                self.preferences,
                self.speech,
                self.folder,
                notices=self.window.notices,
                parent=self,
            )

        if self.preferences.settings.calendar_server is not None:
            self.server_calendar()

    @property
    def server(self) -> ServerCalendar | None:
        """Return what keeps the calendar on a server in step; None if none was ever set up here."""
        return self._server_calendar

    def server_calendar(self) -> ServerCalendar:
        """Return the same, made when it is first wanted."""
        if self._server_calendar is None:
            from simdesk.ui.calendar.server import ServerCalendar

            self._server_calendar = ServerCalendar(
                self.state,
                self.preferences,
                self.speech,
                self.folder,
                notices=self.window.notices,
                parent=self,
            )
            self._server_calendar.settings_asked.connect(lambda: self.opening.open_settings("calendar"))
        return self._server_calendar

    def _plan_of(self, card: Card) -> Plan | None:
        """Return what the catalog has of the card's plan; None where it has none or cannot be read."""
        try:
            return self.catalog().resolve(card.carrier, card.plan)[1]
        except (SimDeskError, OSError) as error:
            self.window.tell_failure(error)
            return None

    def _make_log(self) -> LogPage:
        from simdesk.ui.log.page import LogPage
        from simdesk.ui.receipts.folder import receipt_doors

        page = LogPage(self.state, self.catalog(), self.window, receipts=receipt_doors(self.folder))
        page.export_asked.connect(self.opening.keeping.export_log)
        page.receipt_asked.connect(self.opening.open_receipt)
        page.card_asked.connect(self.window.show_card)
        page.history_asked.connect(self.opening.keeping.open_history)
        page.acted.connect(self.window.tell_done)
        page.told.connect(self.window.notices.tell)
        page.search_cleared.connect(self.window.header.search.clear)
        return page
