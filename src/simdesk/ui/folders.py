"""A folder in the program that the system has for folders."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def open_folder(path: Path) -> bool:
    """Have the folder *path* opened, or what is there of it; say whether that could be."""
    while not path.is_dir() and path.parent != path:
        path = path.parent
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
