"""What has become of the file of the program since it was started."""

import os
from enum import StrEnum
from pathlib import Path

from msgspec import Struct


class Fate(StrEnum):
    """``SAME``: it is there as it was. ``REPLACED``: another one is. ``GONE``: none is."""

    SAME = "same"
    REPLACED = "replaced"
    GONE = "gone"


class Mark(Struct, frozen=True):
    """By what one file is told from another: its size in bytes, and when it was made, in nanoseconds.

    Not by its place on the disk: the same version installed once more is the same program.
    """

    size: int
    made: int


def mark_of(file: Path) -> Mark | None:
    """Return what tells *file* from others; None if there is no such file."""
    try:
        found = file.stat()
    except OSError:
        return None
    return Mark(found.st_size, found.st_mtime_ns)


def fate_of(before: Mark | None, now: Mark | None) -> Fate:
    """Return what became of a file; *before* None: it could not be looked at, so nothing is known of it."""
    if before is None or before == now:
        return Fate.SAME
    return Fate.GONE if now is None else Fate.REPLACED


def folder_to_watch(file: Path) -> Path:
    """Return the folder in which a change to *file* shows: its own, or the nearest above it that is there."""
    return next((folder for folder in file.parents if os.path.isdir(folder)), Path(file.anchor))  # noqa: PTH112
