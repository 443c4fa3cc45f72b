"""Opens the windows of one book, and gives each what it asks for. Each is opened once at a time."""

import errno
import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from simdesk.domain.edits import Edit
from simdesk.errors import FileDamaged, FileNewer, FileUnreadable, SimDeskError
from simdesk.storage.folder import DataFolder
from simdesk.ui.main_window import MainWindow
from simdesk.ui.notice_bar import Remedy
from simdesk.ui.preferences import Preferences
from simdesk.ui.ruling import Ruling
from simdesk.ui.speech import Speech
from simdesk.ui.state import AppState
from simdesk.wording.language import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog, QWidget

    from simdesk.catalog.whole import Catalog
    from simdesk.ui.calendar.server import ServerCalendar
    from simdesk.ui.desktop.autostart.switch import LoginSwitch
    from simdesk.ui.desktop.waiting import Waiting
    from simdesk.ui.inboxing import Act
    from simdesk.ui.keeping import Keeping

_RENEWAL = "renewal "


class Opening(QObject):
    """Knows how every other window is opened from the main one."""

    def __init__(
        self,
        window: MainWindow,
        state: AppState,
        preferences: Preferences,
        speech: Speech,
        folder: DataFolder,
        *,
        catalog: "Callable[[], Catalog]",
        server: "Callable[[], ServerCalendar]",
    ) -> None:
        super().__init__(window)
        self._window, self._state, self._preferences = window, state, preferences
        self._speech, self._folder, self._catalog = speech, folder, catalog
        self._server = server
        self._open: dict[str, QDialog] = {}
        self._ticked: set[str] = set()
        self._login: LoginSwitch | None = None
        self._keeping: Keeping | None = None
        actions, cards = window.window_actions, window.cards
        window.remedies_for = self._remedies_for
        actions.add.triggered.connect(self.add_card)
        actions.renew.triggered.connect(lambda: self.renew(cards.card_id))
        actions.export.triggered.connect(lambda _on: self.keeping.export_log())
        actions.cards_in.triggered.connect(lambda _on: self.keeping.import_cards())
        actions.backups.triggered.connect(lambda _on: self.keeping.open_backups())
        actions.deleted.triggered.connect(lambda _on: self.keeping.open_deleted())
        actions.catalog.triggered.connect(lambda: self.open_catalog(""))
        actions.trouble.triggered.connect(lambda: self.open_trouble(cards.card_id))
        actions.phrases.triggered.connect(lambda: self.open_phrases("", cards.card_id))
        actions.hearsay.triggered.connect(self.open_hearsay)
        actions.settings.triggered.connect(lambda: self.open_settings(""))
        actions.about.triggered.connect(self.open_about)
        cards.renew_asked.connect(self.renew)
        cards.edit_asked.connect(self.edit_card)
        cards.trouble_asked.connect(self.open_trouble)
        cards.secrets_asked.connect(lambda card_id: self.keeping.open_secrets(str(card_id)))
        cards.history_asked.connect(lambda card_id: self.keeping.open_history(str(card_id)))
        cards.add_asked.connect(self.add_card)
        cards.import_asked.connect(actions.cards_in.trigger)
        Ruling(window, state, folder, catalog=catalog, open_plan=self.open_catalog)
        if os.path.lexists(folder.drafts):
            self.keeping.offer_drafts(self.renew)

    def add_card(self) -> None:
        """Open the form for a new card."""
        self._show("card", lambda: self._card_dialog(""))

    def edit_card(self, card_id: str) -> None:
        """Open the form of a card."""
        if self._state.book.card(card_id) is not None:
            self._show(f"card {card_id}", lambda: self._card_dialog(card_id))

    def renew(self, card_id: str) -> None:
        """Open the wizard for a card, where it was left if it was left half-way."""
        from simdesk.ui.renewing import facts_of, wizard_for

        facts = facts_of(card_id, self._state, self._preferences)
        if facts is None:
            return
        self._window.notices.drop(f"draft {card_id}")
        try:
            self._show(
                _RENEWAL + card_id,
                lambda: wizard_for(
                    facts,
                    self._catalog(),
                    self._state,
                    self._preferences,
                    self._folder,
                    open_trouble=lambda: self.open_trouble(card_id),
                    open_phrases=lambda known: self.open_phrases("telephone", card_id, known),
                    open_plan=self.open_catalog,
                    own_changed=self._window.cards.refresh,
                    parent=self._window,
                ),
            )
        except (SimDeskError, OSError) as error:
            self._window.tell_failure(error)

    @property
    def keeping(self) -> "Keeping":
        """Return what opens the windows that keep the data, made when it is first wanted."""
        if self._keeping is None:
            from simdesk.ui.keeping import Keeping

            self._keeping = Keeping(
                self._window,
                self._state,
                self._preferences,
                self._folder,
                catalog=self._catalog,
                show=self._show,
                own_changed=self.own_changed,
            )
        return self._keeping

    def _remedies_for(self, error: Exception) -> tuple[Remedy, ...]:
        """Return what can be done about *error*: to repair the book, where it is about that."""
        places = (self._folder.book, self._folder.root)
        book = isinstance(error, FileDamaged | FileNewer | FileUnreadable) and error.path in places
        return (Remedy(lambda: _("Repair…"), lambda: self.keeping.repair(error)),) if book else ()

    def open_about(self) -> None:
        """Say what the program is, and where the data lie."""
        from simdesk.ui.licensing import about_dialog_for

        self._show("about", lambda: about_dialog_for(self._folder, self.open_licences, self._window))

    def open_licences(self) -> None:
        """Open the licences of all that is shipped."""
        from simdesk.ui.licensing import licences_dialog_for

        try:
            self._show("licences", lambda: licences_dialog_for(self._window))
        except (SimDeskError, OSError) as error:
            self._window.tell_failure(error)

    def open_catalog(self, plan_id: str = "") -> None:
        """Show a plan in the catalog; empty: that of the card that is chosen, where it is known."""
        from simdesk.ui.browsing import catalog_window_for
        from simdesk.ui.catalog.window import CatalogWindow

        def make() -> CatalogWindow:
            window = catalog_window_for(
                self._catalog, self._state, self._preferences, self._folder, self._window
            )
            window.changed.connect(self.own_changed)
            return window

        try:
            window = self._show("catalog", make)
            if isinstance(window, CatalogWindow):
                window.show_plan(plan_id or self._plan_of(self._window.cards.card_id))
        except (SimDeskError, OSError) as error:
            self._window.tell_failure(error)

    def open_trouble(self, card_id: str = "") -> None:
        """Open the guide for troubles, for a card; empty: for none in particular."""
        from simdesk.ui.help.trouble_dialog import TroubleDialog
        from simdesk.ui.helping import trouble_dialog_for

        def make() -> TroubleDialog:
            return trouble_dialog_for(
                self._state,
                self._preferences,
                self._catalog,
                self.open_phrases,
                ticked=self._ticked,
                parent=self._window,
            )

        try:
            dialog = self._show("trouble", make)
            if isinstance(dialog, TroubleDialog):
                dialog.choose_card(card_id)
        except (SimDeskError, OSError) as error:
            self._window.tell_failure(error)

    def open_phrases(self, what: str = "", card_id: str = "", known: "dict[str, str] | None" = None) -> None:
        """Open the sentences in Japanese, at one of them or at a place, with what is *known* filled in."""
        from simdesk.ui.help.phrases_dialog import PhrasesDialog
        from simdesk.ui.helping import phrases_dialog_for

        def make() -> PhrasesDialog:
            return phrases_dialog_for(self._state, self._preferences, self._catalog, self._window)

        try:
            dialog = self._show("phrases", make)
            if isinstance(dialog, PhrasesDialog):
                dialog.choose_card(card_id)
                dialog.fill_in(known or {})
                dialog.turn_to(what)
        except (SimDeskError, OSError) as error:
            self._window.tell_failure(error)

    def open_hearsay(self) -> None:
        """Open what one may have read, and what holds."""
        from simdesk.ui.helping import hearsay_dialog_for

        try:
            self._show("hearsay", lambda: hearsay_dialog_for(self._window))
        except (SimDeskError, OSError) as error:
            self._window.tell_failure(error)

    def own_changed(self) -> None:
        """Let what is open go by the owner's catalog as it is now."""
        self._window.cards.retranslate()
        for name, dialog in self._open.items():
            if name.startswith(_RENEWAL):
                from simdesk.ui.renewal.wizard import RenewalWizard

                if isinstance(dialog, RenewalWizard):
                    dialog.take_catalog(self._catalog())

    def open_settings(self, part: str = "") -> None:
        """Open the settings, at one of their parts; empty: at the first, or where they are open."""
        from simdesk.ui.setting import settings_dialog_for
        from simdesk.ui.settings.dialog import SettingsDialog

        login = self.login_switch()
        server = None if self._window.is_demo else self._server()
        dialog = self._show(
            "settings",
            lambda: settings_dialog_for(
                self._state, self._preferences, self._folder, self._window, login=login, server=server
            ),
        )
        if isinstance(dialog, SettingsDialog):
            reach = self._window.window_actions.reach
            dialog.reminders.rows.show_row(dialog.reminders.reach, visible=reach.isVisible())
            dialog.reminders.reach_asked.connect(reach.trigger, Qt.ConnectionType.UniqueConnection)
            if part:
                dialog.turn_to(part)

    def login_switch(self) -> "LoginSwitch | None":
        """Return the switch of the start with the session, one for all windows; None in a demo."""
        if self._login is None and not self._window.is_demo:
            from simdesk.ui.desktop.autostart.here import autostart_here
            from simdesk.ui.desktop.autostart.switch import LoginSwitch

            preferences = self._preferences
            autostart = autostart_here(self._folder.root, lambda: preferences.settings.portal_autostart)
            self._login = LoginSwitch(autostart, preferences, self)
        return self._login

    def open_inbox(self, waiting: "Waiting", act: "Act", open_reach: "Callable[[], object]") -> None:
        """Open what was told and waits for an answer; see :mod:`simdesk.ui.inboxing`."""
        from simdesk.ui.inboxing import inbox_dialog_for

        self._show(
            "inbox",
            lambda: inbox_dialog_for(
                waiting,
                self._state,
                act,
                open_methods=lambda: self.open_settings("methods"),
                open_reach=open_reach,
                parent=self._window,
            ),
        )

    def open_reach(self, make: "Callable[[QWidget], QDialog]") -> None:
        """Open the page that proves whether reminders arrive; *make* makes it for the main window."""
        self._show("reach", lambda: make(self._window))

    def open_receipt(self, name: str) -> None:
        """Show the receipt *name* of the data folder in the program that the system has for it."""
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        path = self._folder.receipts / name
        if not path.is_file():
            self._window.tell_failure(FileUnreadable(path, os.strerror(errno.ENOENT)))
        elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._window.notices.tell(
                lambda: _("No program here opens it. It is at {path}.").format(path=path)
            )

    def _plan_of(self, card_id: str) -> str:
        """Return the id of a card's plan in the catalog; empty if there is no such card or plan."""
        card = self._state.book.card(card_id)
        plan = None if card is None else self._catalog().resolve(card.carrier, card.plan)[1]
        return "" if plan is None else plan.id

    def _card_dialog(self, card_id: str) -> "QDialog":
        from simdesk.ui.cards.card_dialog import CardDialog
        from simdesk.ui.masking import Masking

        book = self._state.book
        dialog = CardDialog(
            self._catalog(),
            self._save_card,
            self._state.now,
            card=book.card(card_id),
            renewals=book.renewals_of(card_id),
            methods=[method.label for method in book.payment_methods],
            home=self._preferences.settings.country,
            now=lambda: self._state.now,
            parent=self._window,
        )
        dialog.secrets_asked.connect(self.keeping.open_secrets)
        dialog.given_up.connect(self._state.drop_pending)
        Masking(self._preferences, dialog, dialog)
        return dialog

    def _save_card(self, label: str, edit: Edit, about: str) -> bool:
        saved = self._state.apply(label, edit, about)
        if saved:
            self._window.show_card(about)
        return saved

    def _show(self, name: str, make: "Callable[[], QDialog]") -> "QDialog":
        """Open the window *name*, or bring the one that is open to the front."""
        dialog = self._open.get(name)
        if dialog is None:
            dialog = make()
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.addAction(self._window.window_actions.quit)
            self._open[name] = dialog
            self._speech.language_changed.connect(getattr(dialog, "retranslate"))  # noqa: B009
            dialog.finished.connect(lambda _result: self._open.pop(name, None))
            dialog.setModal(False)
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()
        return dialog
