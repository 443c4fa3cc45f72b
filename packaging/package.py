"""Builds what this system can build, from the checkout to the files that people get: ``make package``."""

import argparse
import os
import shutil
import sys
from pathlib import Path

from archives import archives, built_at
from bill import bill
from freeze import SYSTEM, freeze, frozen_in, tidy
from inventory import inventory
from licences import licences
from sums import checksums
from twice import twice

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = {"linux": "deb", "macos": "dmg", "windows": "installer"}[SYSTEM]
STEPS = ("archives", "frozen", PACKAGE, "bill", "checksums")


def main() -> int:
    """Do what the command line asks for, and return the exit status."""
    chosen = _chosen()
    out, work = chosen.out.resolve(), chosen.work.resolve()
    if chosen.twice:
        return twice(ROOT, work)
    moment = built_at(ROOT)
    os.environ["SOURCE_DATE_EPOCH"] = str(moment)
    out.mkdir(parents=True, exist_ok=True)
    wheel = chosen.wheel
    if "archives" in chosen.only or ("frozen" in chosen.only and wheel is None):
        built = archives(ROOT, out)
        wheel = wheel or built[0]
    if "frozen" in chosen.only:
        _complete(freeze(wheel.resolve(), work, moment), moment)
    frozen = frozen_in(work)
    if not frozen.is_dir() and {PACKAGE, "bill"}.intersection(chosen.only):
        raise SystemExit(f"There is no frozen program in {work}; the step “frozen” makes it.")
    if PACKAGE in chosen.only:
        _pack(frozen, out)
    if "bill" in chosen.only:
        bill(frozen, out)
    if "checksums" in chosen.only:
        checksums(out)
    for path in sorted(out.iterdir()):
        print(f"{path.stat().st_size / 1e6:6.1f} MB  {path}")
    return 0


def _chosen() -> argparse.Namespace:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--out", type=Path, default=ROOT / "dist", help="where the files go")
    options.add_argument("--work", type=Path, default=ROOT / "build" / "package", help="where they are made")
    options.add_argument("--wheel", type=Path, help="pack this wheel instead of the one of the checkout")
    options.add_argument(
        "--only", type=_steps, default=STEPS, help=f"some of the steps {','.join(STEPS)}; by default all"
    )
    options.add_argument(
        "--twice", action="store_true", help="build all in two places instead, and compare every byte"
    )
    return options.parse_args()


def _steps(words: str) -> list[str]:
    chosen = words.split(",")
    if unknown := set(chosen) - set(STEPS):
        raise argparse.ArgumentTypeError(f"{', '.join(sorted(unknown))}: there is only {', '.join(STEPS)}")
    return chosen


def _complete(frozen: Path, moment: int) -> None:
    """Put what is written last into the frozen program: the licences, and the list of its files."""
    licences(frozen)
    if SYSTEM == "macos":
        from mac_image import seal, sign_inside

        # To sign a library changes it, to sign the bundle holds all that is in it.
        sign_inside(frozen)
        inventory(frozen)
        seal(frozen)
    else:
        inventory(frozen)
        tidy(frozen, moment)


def _pack(frozen: Path, out: Path) -> None:
    if SYSTEM == "macos":
        from mac_image import image

        image(frozen, out)
    elif SYSTEM == "windows":
        from windows_installer import installer

        installer(frozen, out)
    elif shutil.which("dpkg-deb") is None:
        print("There is no dpkg-deb here, so there is no package for Debian.")
    else:
        from deb import deb

        deb(frozen, out)


if __name__ == "__main__":
    sys.exit(main())
