"""The list of all that was installed, with which the program's self-test compares what it finds."""

import os
from collections.abc import Iterator
from pathlib import Path

from frozen_folder import inside, place
from sums import sum_of

NAME = "inventory.sha256"


def inventory(frozen: Path) -> Path:
    """Write the list of the frozen program in the folder *frozen*, last of all, and return its path.

    Each line has the digest of a file, two spaces and its path in the folder that the program knows as its
    own, as ``sha256sum --check`` reads them, sorted by path. The program itself is not among them, nor is
    the list.
    """
    folder, target = inside(frozen), place(frozen, NAME)
    target.unlink(missing_ok=True)
    lines = [f"{sum_of(folder / path)}  {path}\n" for path in sorted(_files(folder))]
    target.write_text("".join(lines), encoding="utf-8", newline="\n")
    return target


def _files(folder: Path) -> Iterator[str]:
    """Yield the path of each file in *folder*, also of those that links lead to."""
    for below, _, names in os.walk(folder, followlinks=True):
        paths = (Path(below, name) for name in names)
        yield from (path.relative_to(folder).as_posix() for path in paths if path.is_file())
