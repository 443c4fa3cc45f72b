"""What the owner set, kept on the disk before it is in force."""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from simdesk.errors import SimDeskError
from simdesk.storage.settings import Settings


class Preferences(QObject):
    """Owns the settings. Widgets read ``settings`` and call ``change``.

    Signals:
        changed: the settings are others; read them again.
        failed: they could not be kept, and are as they were; carries the error.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(self, settings: Settings, save: Callable[[Settings], None]) -> None:
        super().__init__()
        self.settings = settings
        self._save = save

    def change(self, **fields: Any) -> bool:
        """Give fields of the settings other values, and say whether that is kept."""
        return self.take(replace(self.settings, **fields))

    def take(self, settings: Settings) -> bool:
        """Let *settings* be in force, and say whether they are kept."""
        if settings == self.settings:
            return True
        try:
            self._save(settings)
        except (SimDeskError, OSError) as error:
            self.failed.emit(error)
            return False
        self.settings = settings
        self.changed.emit()
        return True

    def adopt(self, settings: Settings) -> None:
        """Let *settings* be in force that are on the disk already, put there by somebody else."""
        if settings != self.settings:
            self.settings = settings
            self.changed.emit()
