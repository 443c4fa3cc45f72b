"""Writes the icon as Windows and macOS want it: ``ico FILE``, ``icns FILE``, ``side FILE`` for the installer.

All are drawn from ``simdesk.svg`` at every size, because a picture that was made smaller is blurred.
"""

import os
import struct
import sys
from argparse import ArgumentParser
from pathlib import Path

from program_icon import drawn
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QGuiApplication, QImage, QImageWriter, QPainter

ICO_SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
"""What Windows shows at scales of 100, 125, 150, 200, 250 and more per cent."""

ICNS_PICTURES = {
    b"ic11": 32,
    b"ic12": 64,
    b"ic07": 128,
    b"ic13": 256,
    b"ic08": 256,
    b"ic14": 512,
    b"ic09": 512,
    b"ic10": 1024,
}
"""Name of an entry with a PNG file, and its pixels; 11 to 14 and 10 are those of a Retina screen."""

ICNS_PLAIN = {(b"is32", b"s8mk"): 16, (b"il32", b"l8mk"): 32}
"""Names of the entries with colours and with a mask. PNG files of these sizes are not shown everywhere."""


def main() -> int:
    """Write the file that was asked for, and return 0."""
    parser = ArgumentParser(description=__doc__)
    kinds = {"ico": ico, "icns": icns, "side": side}
    parser.add_argument("kind", choices=kinds)
    parser.add_argument("file", type=Path)
    asked = parser.parse_args()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    _app = QGuiApplication([])
    asked.file.write_bytes(kinds[asked.kind]())
    return 0


def ico() -> bytes:
    """Return the icon for Windows: PNG at 256 pixels, bitmaps below, which every reader of icons knows."""
    pictures = [png(drawn(size)) if size == 256 else bitmap(drawn(size)) for size in ICO_SIZES]
    place = 6 + 16 * len(pictures)
    head = struct.pack("<HHH", 0, 1, len(pictures))
    for size, picture in zip(ICO_SIZES, pictures, strict=True):
        # A byte has no 256; 0 means that.
        head += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), place)
        place += len(picture)
    return head + b"".join(pictures)


def icns() -> bytes:
    """Return the icon for macOS."""
    entries = b""
    for (colours, mask), size in ICNS_PLAIN.items():
        blue, green, red, alpha = channels(drawn(size))
        entries += _entry(colours, packed(red) + packed(green) + packed(blue)) + _entry(mask, alpha)
    for name, size in ICNS_PICTURES.items():
        entries += _entry(name, png(drawn(size)))
    return _entry(b"icns", entries)


def side() -> bytes:
    """Return the picture beside the first and last words of the installer, twice as large as shown."""
    picture = QImage(328, 628, QImage.Format.Format_RGB32)
    picture.fill(QColor("#eef2f6"))
    painter = QPainter(picture)
    painter.drawImage(68, 96, drawn(192))
    painter.end()
    return _saved(picture, b"BMP")


def png(picture: QImage) -> bytes:
    """Return *picture* as a PNG file."""
    return _saved(picture, b"PNG")


def _saved(picture: QImage, kind: bytes) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(kind)).write(picture)
    return bytes(data.data())


def bitmap(picture: QImage) -> bytes:
    """Return *picture* as an icon holds it: lines from below, then a mask, empty since there is alpha."""
    size = picture.width()
    line = 4 * size
    shades = _shades(picture)
    lines = [shades[start : start + line] for start in range(0, len(shades), line)]
    mask = bytes((size + 31) // 32 * 4 * size)
    # The height is that of the picture and its mask together.
    head = struct.pack("<IiiHHIIiiII", 40, size, 2 * size, 1, 32, 0, len(shades) + len(mask), 0, 0, 0, 0)
    return head + b"".join(reversed(lines)) + mask


def channels(picture: QImage) -> tuple[bytes, bytes, bytes, bytes]:
    """Return blue, green, red and alpha, a byte for each pixel."""
    shades = _shades(picture)
    return shades[0::4], shades[1::4], shades[2::4], shades[3::4]


def packed(channel: bytes) -> bytes:
    """Return *channel* as macOS packs colours, here in runs of bytes that stand for themselves."""
    runs = (channel[start : start + 128] for start in range(0, len(channel), 128))
    return b"".join(bytes([len(run) - 1]) + run for run in runs)


def _shades(picture: QImage) -> bytes:
    """Return blue, green, red and alpha of each pixel in turn."""
    return b"".join(
        struct.pack("<I", picture.pixel(across, down))
        for down in range(picture.height())
        for across in range(picture.width())
    )


def _entry(name: bytes, data: bytes) -> bytes:
    return name + struct.pack(">I", len(data) + 8) + data


if __name__ == "__main__":
    sys.exit(main())
