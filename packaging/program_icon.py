"""Draws the pictures of the program's icon, from its SVG: ``write``, or ``check`` and say which are old."""

import os
import sys
from argparse import ArgumentParser
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ICONS = Path(__file__).resolve().parent.parent / "resources" / "icons"
ALIKE = 8
"""How far apart two shades may be, of 255: another version of Qt draws an edge a little otherwise."""


def main() -> int:
    """Write the pictures, or return 1 and name those that do not show the drawing."""
    # Only here: what packs draws the icon too, and has no SimDesk installed.
    from simdesk.ui.program_icon import SIZES

    parser = ArgumentParser(description=__doc__)
    parser.add_argument("do", choices=("write", "check"))
    do = parser.parse_args().do
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    _app = QGuiApplication([])
    pictures = {ICONS / f"simdesk-{size}.png": drawn(size) for size in SIZES}
    if do == "write":
        return 0 if all(picture.save(str(path)) for path, picture in pictures.items()) else 1
    old = [path.name for path, picture in pictures.items() if not alike(picture, QImage(str(path)))]
    for name in old:
        print(f"{name} is old: run packaging/program_icon.py write", file=sys.stderr)
    return 1 if old else 0


def drawn(size: int) -> QImage:
    """Return the icon, *size* pixels wide and high."""
    picture = QImage(size, size, QImage.Format.Format_ARGB32)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(str(ICONS / "simdesk.svg")).render(painter)
    painter.end()
    return picture


def alike(one: QImage, other: QImage) -> bool:
    """Return whether both show the same to the eye."""
    if one.size() != other.size():
        return False
    shown = (bytes(each.convertToFormat(one.format()).constBits()) for each in (one, other))
    return all(abs(mine - theirs) <= ALIKE for mine, theirs in zip(*shown, strict=True))


if __name__ == "__main__":
    sys.exit(main())
