"""Builds what this system can build, from the checkout to the files that people get: ``make package``."""

import argparse
import sys
from pathlib import Path

from archives import archives, built_at
from freeze import freeze

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Do what the command line asks for, and return the exit status."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--out", type=Path, default=ROOT / "dist", help="where the files go")
    options.add_argument("--work", type=Path, default=ROOT / "build" / "package", help="where it is built")
    options.add_argument("--wheel", type=Path, help="pack this wheel instead of building one")
    chosen = options.parse_args()
    moment = built_at(ROOT)
    wheel = chosen.wheel or archives(ROOT, chosen.out)[0]
    frozen = freeze(wheel.resolve(), chosen.work.resolve(), moment)
    print(f"frozen: {frozen}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
