"""The program's own icon, in its own colours."""

from functools import cache

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon

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
