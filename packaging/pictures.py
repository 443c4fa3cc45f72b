"""Takes the pictures in docs/pictures: every window, light and dark, in English and Chinese.

It starts a screen of its own, and on it the program, with the book of the demo and a clock that
stands still: taken twice, a picture is the same. Options: the beginnings of names, to take only those.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"

# what the guide shows
GUIDE = ("first-run", "main-window", "card-form-1", "wizard-1", "wizard-5", "clerk", "log", "damaged")
# language, theme, scale, and the beginnings of the names to take; none: every picture
ROUNDS: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("en", "light", "1", ()),
    ("en", "dark", "1", ()),
    ("zh_CN", "light", "1", ()),
    ("zh_CN", "dark", "1", ()),
    ("zh_TW", "light", "1", GUIDE),
    ("ja", "light", "1", GUIDE),
    ("en", "light", "2", ("main-window", "wizard-1")),
)


def main(wanted: list[str]) -> int:
    """Take the pictures whose names begin with one of *wanted*, all where it is empty."""
    sys.path.insert(0, str(ROOT))
    from tests.e2e.desktop import Desktop

    with tempfile.TemporaryDirectory(prefix="simdesk-pictures-") as name, Desktop() as desk:
        taken = Path(name)
        for language, theme, scale, only in ROUNDS:
            names = [one for one in only or wanted if not (only and wanted) or one.startswith(tuple(wanted))]
            if only and not names:
                continue
            here = {"QT_SCALE_FACTOR": scale, "TZ": "Europe/London", "QT_QPA_PLATFORM": "xcb"}
            command = [sys.executable, str(Path(__file__).with_name("picture_taking.py")), str(taken)]
            subprocess.run([*command, language, theme, *names], env=desk.env | here, check=True)
        PICTURES.mkdir(parents=True, exist_ok=True)
        for picture in sorted(taken.glob("*.png")):
            _keep(picture, PICTURES / picture.name)
    size = sum(path.stat().st_size for path in PICTURES.glob("*.png"))
    print(f"{len(list(PICTURES.glob('*.png')))} pictures, {size / 1e6:.1f} MB, in {PICTURES}")
    return 0


def _keep(picture: Path, place: Path) -> None:
    """Put *picture* into its place, its colours reduced to 256 where ImageMagick is installed."""
    if shutil.which("convert") is None:
        shutil.copyfile(picture, place)
        return
    fewer = ["-strip", "+dither", "-colors", "256", "-define", "png:exclude-chunk=date,time"]
    subprocess.run(["convert", str(picture), *fewer, f"PNG8:{place}"], check=True)


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main(sys.argv[1:]))
