"""Opens what keeps the data: tables, backups, codes, drafts, the page that repairs a damaged book."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from simdesk.errors import FileDamaged, FileNewer, FileUnreadable
from simdesk.ui.notice_bar import Remedy
from simdesk.wording.language import _

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from PySide6.QtWidgets import QDialog

    from simdesk.catalog.whole import Catalog
    from simdesk.storage.folder import DataFolder
    from simdesk.ui.backups.archives import Archives
    from simdesk.ui.main_window import MainWindow
    from simdesk.ui.preferences import Preferences
    from simdesk.ui.recovery.repair_dialog import RepairDialog
    from simdesk.ui.state import AppState

    Show = Callable[[str, Callable[[], QDialog]], QDialog]


class _Clock:
    """The clock that the state goes by."""

    def __init__(self, state: "AppState") -> None:
        self._state = state

    def now(self) -> "datetime":
        """Return the present moment."""
        return self._state.moment()


class Keeping(QObject):
    """Knows how those windows are opened from the main one. *show* opens a window once at a time."""

    def __init__(
        self,
        window: "MainWindow",
        state: "AppState",
        preferences: "Preferences",
        folder: "DataFolder",
        *,
        catalog: "Callable[[], Catalog]",
        show: "Show",
        own_changed: Callable[[], None],
    ) -> None:
        super().__init__(window)
        self._window, self._state, self._preferences, self._folder = window, state, preferences, folder
        self._catalog, self._show, self._own_changed = catalog, show, own_changed
        self._archives: Archives | None = None

    def look_into_file(self, path: "Path") -> None:
        """Open the backups with the archive *path* looked into: what is in it, or why that cannot be said."""
        self.open_backups()
        if self._archives is not None:
            self._archives.look_into(path)

    def open_backups(self) -> None:
        """Open the backups."""
        from simdesk.ui.backups.archives import Archives
        from simdesk.ui.backups.looking import Looking
        from simdesk.ui.backups.window import BackupsWindow

        def make() -> BackupsWindow:
            made = BackupsWindow(self._window)
            Looking(made, self._state, self._preferences, self._folder)
            self._archives = Archives(made, self._state, self._preferences, self._folder, self._own_changed)
            return made

        self._show("backups", make)

    def repair(self, error: Exception) -> None:
        """Open the page of recovery over the window, about *error*, with which the book could not be read."""
        from simdesk.ui.recovery.finding import Finding
        from simdesk.ui.recovery.repair_dialog import RepairDialog

        def make() -> RepairDialog:
            made = RepairDialog(error, self._folder.book, self._window)
            Finding(
                made,
                made.page,
                made.looked_at,
                folder=self._folder,
                clock=_Clock(self._state),
                preferences=self._preferences,
                reopen=lambda: self._read_again(made),
                bar=lambda: self._window.notices,
            )
            return made

        self._show("repair", make)

    def _read_again(self, dialog: "RepairDialog") -> None:
        """Read the book again; where that works, *dialog* is done and what waits to be saved is saved."""
        failed: list[Exception] = []
        places = (self._folder.book, self._folder.root)

        def note(error: Exception) -> None:
            if isinstance(error, FileDamaged | FileNewer | FileUnreadable) and error.path in places:
                failed.append(error)

        self._state.failed.connect(note)
        self._state.take_in()
        self._state.failed.disconnect(note)
        if failed:
            dialog.page.show_error(failed[-1])
            return
        self._window.notices.drop("book")
        self._own_changed()  # a file that was restored may have had another catalog
        dialog.accept()
        if self._state.pending:
            self._state.retry()

    def export_log(self) -> None:
        """Ask for a file and write the log into it."""
        from simdesk.ui.transfers import ask_where_to_export

        notices, fail = self._window.notices, self._window.tell_failure
        ask_where_to_export(self._window, self._state, self._folder, notices.tell, fail)

    def import_cards(self) -> None:
        """Ask for a table of cards or of the log, and take it over."""
        from simdesk.ui.importing import import_dialog_for as made

        self._show("import", lambda: made(self._state, self._window, self._catalog, self._preferences))

    def open_secrets(self, card_id: str) -> None:
        """Open PIN and PUK of a card. A demo leaves the keyring alone."""
        from simdesk.ui.secrets.keeping import codes_dialog_for

        card = self._state.book.card(card_id)
        if self._window.is_demo:
            self._window.notices.tell(lambda: _("A demo keeps no PIN and PUK."))
        elif card is not None:
            self._show(f"secrets {card_id}", lambda: codes_dialog_for(card.id, card.label, self._window))

    def open_history(self, card_id: str) -> None:
        """Open what changed when of a card."""
        from simdesk.ui.looking_back import history_dialog_for as made

        self._show(f"history {card_id}", lambda: made(card_id, self._state, self._preferences, self._window))

    def open_deleted(self) -> None:
        """Open the cards that were deleted."""
        from simdesk.ui.looking_back import deleted_dialog_for

        def make() -> "QDialog":
            made = deleted_dialog_for(self._state, self._preferences, self._folder, self._window)
            made.history_asked.connect(self.open_history)
            made.backups_asked.connect(self.open_backups)
            return made

        self._show("deleted", make)

    def offer_drafts(self, go_on: Callable[[str], None]) -> None:
        """Say which renewals were left half-way; *go_on*, given the id of a card, goes on with one."""
        from simdesk.storage.drafts import load_drafts

        found = load_drafts(self._folder)
        if found.problem is not None:
            self._window.tell_failure(found.problem)
        for draft in found.value:
            card = self._state.book.card(draft.card_id)
            if card is not None:
                self._offer_draft(card.id, card.label, go_on)

    def _offer_draft(self, card_id: str, label: str, go_on: Callable[[str], None]) -> None:
        self._window.notices.tell(
            lambda: _("The renewal of “{label}” was left half-way.").format(label=label),
            Remedy(lambda: _("Go on"), lambda: go_on(card_id)),
            key=f"draft {card_id}",
        )
