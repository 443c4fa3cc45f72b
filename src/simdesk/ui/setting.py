"""What the window of settings asks for, answered from the settings on the disk and the state."""

from dataclasses import asdict

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from simdesk.storage.folder import DataFolder
from simdesk.storage.settings import Settings
from simdesk.ui.preferences import Preferences
from simdesk.ui.settings.dialog import SettingsDialog
from simdesk.ui.settings.values import SettingsValues
from simdesk.ui.state import AppState


def settings_dialog_for(
    state: AppState, preferences: Preferences, folder: DataFolder, parent: QWidget
) -> SettingsDialog:
    """Return the window of settings, with the payment methods of the book as they are and become."""
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
