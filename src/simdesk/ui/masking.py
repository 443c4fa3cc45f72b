"""Windows that hide numbers follow the switch for it while they are open."""

from typing import Protocol

from PySide6.QtCore import QObject

from simdesk.ui.preferences import Preferences


class Masked(Protocol):
    """A window that can hide numbers."""

    def hide_numbers(self, *, on: bool) -> None:
        """Hide numbers, or do not."""


class Masking(QObject):
    """Has *window* hide numbers as the settings say, now and whenever they change; *parent* ends that."""

    def __init__(self, preferences: Preferences, window: Masked, parent: QObject) -> None:
        super().__init__(parent)
        self._preferences, self._window = preferences, window
        preferences.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        self._window.hide_numbers(on=self._preferences.settings.masked)
