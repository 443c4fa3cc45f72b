"""Files that macOS wants opened: it tells the program that runs, instead of starting another one."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication


class OpeningApplication(QApplication):
    """Hears which files are to be opened. On other systems not used: to look at every event has its price.

    Signals:
        file_asked: a file is to be opened; carries its absolute path.
    """

    file_asked = Signal(str)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent) and event.file():
            self.file_asked.emit(event.file())
            return True
        return super().event(event)
