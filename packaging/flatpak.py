"""Collects in ``dist/flatpak`` what the manifest in ``linux/flatpak`` builds from; it then fetches nothing.

    flatpak.py [--wheel FILE] [--out FOLDER] [--python VERSION]

Those are the wheels of what is pinned in ``requirements/run.txt``, from where pip asks and with their hashes,
SimDesk's own, and what a desktop looks for beside a program.
"""

import argparse
import shutil
import subprocess
import sys
from pathlib import Path
from platform import machine

from archives import archives
from desktop_files import lay_out_for_menus
from metainfo import ROOT

PYTHON = "3.13"
"""The Python of the runtime that the manifest names."""

# Wheels are named after the oldest glibc that they run with; the runtime has a newer one than any of these.
_GLIBC = (
    *(f"manylinux_2_{minor}" for minor in range(39, 4, -1)),
    "manylinux2014",
    "manylinux2010",
    "manylinux1",
)


def collect(wheel: Path, out: Path, python: str = PYTHON) -> Path:
    """Fill ``out/flatpak`` for Python *python* and this machine, in place of what is there, and return it.

    Raises:
        CalledProcessError: a wheel is not to be had, or is another than the one that is pinned.
        UnknownReleaseError: CHANGELOG.md does not tell of the version of *wheel*.
    """
    made = out / "flatpak"
    shutil.rmtree(made, ignore_errors=True)
    (made / "wheels").mkdir(parents=True)
    fitting = [f"--platform={glibc}_{machine()}" for glibc in _GLIBC]
    asked = ["--require-hashes", "--no-deps", "--only-binary=:all:", f"--python-version={python}", *fitting]
    subprocess.run(
        [
            *(sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", "download", *asked),
            *("--dest", made / "wheels", "--requirement", ROOT / "requirements" / "run.txt"),
        ],
        check=True,
    )
    shutil.copy(wheel, made / "wheels")
    lay_out_for_menus(made, wheel.name.split("-")[1])
    return made


def main() -> int:
    """Do what the command line asks for, and return the exit status."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--wheel", type=Path, help="instead of one that is built now")
    options.add_argument("--out", type=Path, default=ROOT / "dist")
    options.add_argument("--python", default=PYTHON)
    chosen = options.parse_args()
    wheel = chosen.wheel or archives(ROOT, chosen.out)[0]
    print(collect(wheel, chosen.out, chosen.python))
    return 0


if __name__ == "__main__":
    sys.exit(main())
