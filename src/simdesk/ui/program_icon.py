"""The program's own icon, in its own colours."""

from functools import cache

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon

from simdesk.notify import icon_name
from simdesk.resources import resource

SIZES = (16, 24, 32, 48, 64, 128)
"""The sizes in pixels that the program's icon is shipped in as a picture."""


@cache
def program_icon() -> QIcon:
    """Return the icon.

    From pictures, since every window has it: what draws an SVG takes longer to load than a list of cards.
    """
    shown = QIcon()
    for size in SIZES:
        shown.addFile(str(resource("icons", f"simdesk-{size}.png")), QSize(size, size))
    return shown


@cache
def window_icon() -> QIcon:
    """Return the icon of windows: as the desktop's theme has it, else the program's own.

    The theme's are taken in a window's sizes, since X11 has every size there is sent to it: a large one is
    a megabyte, and to draw one more than all that is on the screen.
    """
    themed = QIcon.fromTheme(icon_name())
    if themed.isNull():
        return program_icon()
    shown = QIcon()
    for size in SIZES:
        shown.addPixmap(themed.pixmap(QSize(size, size), 1.0))
    return shown
