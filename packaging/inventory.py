"""The list of all that was installed, with which the program's self-test compares what it finds."""

import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

NAME = "inventory.sha256"


def inventory(frozen: Path) -> Path:
    """Write the list of the frozen program in the folder *frozen*, last of all, and return its path.

    Each line has the digest of a file, two spaces and its path in the folder that the program knows as its
    own, as ``sha256sum --check`` reads them, sorted by path. The program itself is not among them, nor is
    the list.
    """
    if sys.platform == "darwin":
        from mac_image import internals, place

        folder, target = internals(frozen), place(frozen, NAME)
    else:
        folder = frozen / "_internal"
        target = folder / NAME
    target.unlink(missing_ok=True)
    lines = [f"{_digest(folder / path)}  {path}\n" for path in sorted(_files(folder))]
    target.write_text("".join(lines), encoding="utf-8", newline="\n")
    return target


def _files(folder: Path) -> Iterator[str]:
    """Yield the path of each file in *folder*, also of those that links lead to."""
    for place, _, names in os.walk(folder, followlinks=True):
        paths = (Path(place, name) for name in names)
        yield from (path.relative_to(folder).as_posix() for path in paths if path.is_file())


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
