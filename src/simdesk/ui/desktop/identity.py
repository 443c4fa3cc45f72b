"""By which name the desktop knows the program: its windows, its notifications, its place in the task bar."""

import sys

from PySide6.QtGui import QGuiApplication

from simdesk.notify import APP_ID


def introduce() -> None:
    """Tell the system whose windows will come. To be called before the first of them is made."""
    QGuiApplication.setDesktopFileName(APP_ID)
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(APP_ID)
