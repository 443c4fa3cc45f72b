"""What somebody drops or pastes, as receipts: files of this computer, or a picture that is no file."""

from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData
from PySide6.QtGui import QImage, QImageWriter

_PICTURES = (("image/jpeg", "jpg"), ("image/png", "png"), ("image/webp", "webp"), ("image/gif", "gif"))


class Taken(Struct, frozen=True):
    """Files, else the bytes of one picture and the ending of its kind; nothing of all where none is there."""

    paths: tuple[Path, ...] = ()
    picture: bytes = b""
    ending: str = ""

    def __bool__(self) -> bool:
        """Return whether there is anything."""
        return bool(self.paths or self.picture)


def can_take(offered: QMimeData) -> bool:
    """Return whether something of *offered* can be a receipt, without fetching it."""
    return any(url.isLocalFile() for url in offered.urls()) or _has_picture(offered)


def taken(offered: QMimeData) -> Taken:
    """Return what of *offered* can be a receipt; links to the web are not files."""
    paths = tuple(Path(url.toLocalFile()) for url in offered.urls() if url.isLocalFile())
    if paths or not _has_picture(offered):
        return Taken(paths)
    for kind, ending in _PICTURES:
        # As it was taken: written anew, a photograph would be many times as large.
        data = bytes(offered.data(kind).data()) if offered.hasFormat(kind) else b""
        if data:
            return Taken((), data, ending)
    image = offered.imageData()
    return Taken((), _png(image), "png") if isinstance(image, QImage) and not image.isNull() else Taken()


def _has_picture(offered: QMimeData) -> bool:
    # A table or a text copied from an office program offers a picture of itself: that is meant, too.
    return offered.hasImage() or any(offered.hasFormat(kind) for kind, _ending in _PICTURES)


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())
