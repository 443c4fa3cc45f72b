"""What the window of settings asks for, answered from the settings on the disk and the state."""

from dataclasses import asdict
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from simdesk.storage.folder import DataFolder
from simdesk.storage.settings import Settings
from simdesk.ui.desktop.autostart.switch import LoginSwitch
from simdesk.ui.desktop.autostart.words import is_doubtful, standing_words
from simdesk.ui.preferences import Preferences
from simdesk.ui.settings.dialog import SettingsDialog
from simdesk.ui.settings.values import SettingsValues
from simdesk.ui.state import AppState
from simdesk.wording.language import _
from simdesk.wording.problem import problem

if TYPE_CHECKING:
    from simdesk.ui.calendar.server import ServerCalendar


def settings_dialog_for(
    state: AppState,
    preferences: Preferences,
    folder: DataFolder,
    parent: QWidget,
    *,
    login: LoginSwitch | None = None,
    server: "ServerCalendar | None" = None,
) -> SettingsDialog:
    """Return the window of settings, with the payment methods of the book as they are and become.

    *login* None: nothing is said of the start with the session. *server* None: nor of a calendar on a server.
    """
    opened = values_of(preferences.settings)

    def save(values: SettingsValues) -> bool:
        before = asdict(opened)
        # Only what was changed here: something else may have been changed in the window meanwhile.
        changed = {name: value for name, value in asdict(values).items() if value != before[name]}
        return preferences.change(**changed)

    dialog = SettingsDialog(
        opened,
        save=save,
        apply=state.apply,
        moment=lambda: state.now,
        folder=folder.root,
        open_folder=lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder.root))),
        parent=parent,
    )

    _Following(state, dialog).look()
    if login is not None:
        _FollowingLogin(login, dialog)
    dialog.calendar.server.setVisible(server is not None)
    if server is not None:
        from simdesk.ui.calendar.connecting import Connecting

        connecting = Connecting(server, state, dialog.calendar.server)
        dialog.retranslated.connect(connecting.retranslate)
    return dialog


def values_of(settings: Settings) -> SettingsValues:
    """Return what the window shows of *settings*."""
    return SettingsValues(
        language=settings.language,
        theme=settings.theme,
        masked=settings.masked,
        country=settings.country,
        payments=settings.payments,
        ids=settings.ids,
        stages=settings.stages,
        owner_hour=settings.owner_hour,
        keep_running=settings.keep_running,
        keep_without_tray=settings.keep_without_tray,
        quiet_from=settings.quiet_from,
        quiet_until=settings.quiet_until,
        balance_days=settings.balance_days,
        monthly_notice=settings.monthly_notice,
        calendar_file=settings.calendar_file,
        calendar_excluded=settings.calendar_excluded,
    )


class _Following(QObject):
    """Shows the payment methods anew when the book is another one, as long as the window is there."""

    def __init__(self, state: AppState, dialog: SettingsDialog) -> None:
        super().__init__(dialog)
        self._state, self._dialog = state, dialog
        state.changed.connect(self.look)

    def look(self) -> None:
        """Show what the book has now."""
        self._dialog.show_methods(self._state.book.payment_methods, self._state.book.cards)


class _FollowingLogin(QObject):
    """Shows what the system has about the start with the session: when opened, and after every wish."""

    def __init__(self, login: LoginSwitch, dialog: SettingsDialog) -> None:
        super().__init__(dialog)
        self._login, self._dialog = login, dialog
        login.changed.connect(self._show)
        dialog.reminders.login_asked.connect(self._turn)
        dialog.retranslated.connect(self._show)
        login.look()
        self._show()

    def _turn(self, on: bool) -> None:
        self._login.turn(on)
        self._show()

    def _show(self) -> None:
        login = self._login
        said, flaw = standing_words(login.standing), ""
        if login.busy:
            said = _("Your desktop was asked, and may ask you.")
        elif login.refused is not None:
            flaw = problem(login.refused)
        elif is_doubtful(login.standing):
            said, flaw = "", said
        self._dialog.reminders.show_login(bool(login.standing.on), said, flaw, waits=login.busy)
