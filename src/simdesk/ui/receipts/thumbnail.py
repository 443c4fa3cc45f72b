"""A picture in small, read without taking the memory of the large one."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QImageReader

MOST_PIXELS = 40_000_000
"""The largest picture that is decoded whole to be made small: 160 MB for a moment."""

_SCALED_WHILE_READ = (b"jpeg", b"jpg")


def thumbnail(path: Path, side: int) -> QImage | None:
    """Return the picture at *path* upright, at most *side* pixels wide and high.

    None where nothing here can read it, as a PDF, a picture of an unknown kind or a broken one, and where
    it is too large to be decoded.
    """
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    whole = reader.size()
    if not whole.isValid() or whole.isEmpty():
        return None
    scales = reader.format().data() in _SCALED_WHILE_READ
    if not scales and whole.width() * whole.height() > MOST_PIXELS:
        return None
    if whole.width() > side or whole.height() > side:
        # A receipt from a till is long and narrow: what is left of its width is at least a pixel.
        room = whole.scaled(QSize(side, side), Qt.AspectRatioMode.KeepAspectRatio)
        reader.setScaledSize(room.expandedTo(QSize(1, 1)))
    image = reader.read()
    return None if image.isNull() else image
