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
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"

# what the guide shows
GUIDE = (
    "first-run",
    "main-window",
    "card-form-1",
    "wizard-1",
    "wizard-5",
    "clerk",
    "log",
    "damaged",
    "catalog-1",
    "trouble",
    "backups-2",
    "history",
)


class Round(NamedTuple):
    """What one process takes; ``only`` has the beginnings of names, and is empty for every picture."""

    language: str
    theme: str
    scale: str = "1"
    only: tuple[str, ...] = ()


ROUNDS = (
    Round("en", "light"),
    Round("en", "dark"),
    Round("zh_CN", "light"),
    Round("zh_CN", "dark"),
    Round("zh_TW", "light", only=GUIDE),
    Round("ja", "light", only=GUIDE),
    Round("en", "light", "2", ("main-window", "wizard-1")),
)


def main(wanted: list[str]) -> int:
    """Take the pictures whose names begin with one of *wanted*, all where it is empty."""
    sys.path.insert(0, str(ROOT))
    import pytest

    from tests.e2e.desktop import Desktop

    try:
        with tempfile.TemporaryDirectory(prefix="simdesk-pictures-") as name, Desktop() as desk:
            for one in ROUNDS:
                _take(Path(name), desk.env, wanted, one)
            taken = sorted(Path(name).glob("*.png"))
            PICTURES.mkdir(parents=True, exist_ok=True)
            for picture in () if wanted else PICTURES.glob("*.png"):
                picture.unlink()
            for picture in taken:
                _keep(picture, PICTURES / picture.name)
    except pytest.skip.Exception as missing:
        print(missing, file=sys.stderr)
        return 1
    kept = [path.stat().st_size for path in PICTURES.glob("*.png")]
    print(f"{len(taken)} pictures taken; {len(kept)} there, {sum(kept) / 1e6:.1f} MB, in {PICTURES}")
    return 0


def _take(folder: Path, env: dict[str, str], wanted: list[str], one: Round) -> None:
    """Take the pictures of one round into *folder*."""
    names = wanted
    if one.only:
        names = [name for name in one.only if not wanted or name.startswith(tuple(wanted))]
        if not names:
            return
    command = [sys.executable, str(Path(__file__).with_name("picture_taking.py"))]
    here = {"QT_SCALE_FACTOR": one.scale, "TZ": "Europe/London"}
    subprocess.run([*command, str(folder), one.language, one.theme, *names], env=env | here, check=True)


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
