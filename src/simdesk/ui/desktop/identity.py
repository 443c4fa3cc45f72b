"""By which name the desktop knows the program: its windows, its notifications, its place in the task bar."""

import os
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from simdesk.errors import ScreenAbsent
from simdesk.notify import APP_ID
from simdesk.ui.desktop.input_method import reachable
from simdesk.ui.desktop.screen import is_missed, reached

NAME = "simdesk"
"""What the program is called where people hear of it: by whoever reads the screen aloud."""


def introduce() -> None:
    """Tell the system whose windows will come. To be called before the first of them is made."""
    QGuiApplication.setDesktopFileName(APP_ID)
    # On X11 the class of every window: what Qt calls the program when it makes the first one.
    QCoreApplication.setApplicationName(APP_ID)
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(APP_ID)


def application() -> QApplication:
    """Return Qt's application, made if there is none.

    Raises:
        ScreenAbsent: on Linux, if no screen can be reached and none was to be.
    """
    there = QApplication.instance()
    if isinstance(there, QApplication):
        return there
    introduce()
    plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    environ = os.environ if sys.platform == "linux" else {}  # elsewhere there is one way
    with reachable(os.environ, plugins), reached(environ, frozen=hasattr(sys, "frozen")):
        # Not setStyle(), which would make Python's side of every style before it is wanted.
        app = _kind()([sys.argv[0], "-style", "fusion"])
    if is_missed(app.platformName(), os.environ):
        raise ScreenAbsent
    app.setQuitOnLastWindowClosed(False)
    return app


def go_by_name(*, shown: bool) -> None:
    """Be called by the name that is read aloud. *shown*: there is a window; else none has been made yet."""
    if not shown and QGuiApplication.platformName() == "xcb":
        from PySide6.QtGui import QWindow

        QWindow().create()  # the first one, of which all others have their class
    QCoreApplication.setApplicationName(NAME)


def _kind() -> type[QApplication]:
    """Return what is made: on macOS files that are opened come to the application, nowhere else."""
    if sys.platform == "darwin":
        from simdesk.ui.desktop.file_openings import OpeningApplication

        return OpeningApplication
    return QApplication
