"""What tells a book that is missing from one that never was: what only lies in a folder beside a book.

A program that keeps folders in step brings one file after the other, and a disk may have lost one. Whoever
took that for the empty book of a first start would save one in the place of the true one.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from simdesk.storage import conflict_copies
from simdesk.storage.folder import DataFolder
from simdesk.storage.known import known_in


def is_missing(folder: DataFolder) -> bool:
    """Return whether there is no book, but traces of one: that is not the empty book of a first start."""
    return not os.path.lexists(folder.book) and has_traces(folder)


def has_traces(folder: DataFolder) -> bool:
    """Return whether a book has been in *folder*, on this computer or another, whether or not it is there."""
    return (
        bool(conflict_copies.found(folder))
        or any(any(folder.root.glob(f"simdesk.{word}-*.json")) for word in ("damaged", "newer"))
        or any(any((folder.root / place).glob("simdesk*.json")) for place in ("backups", "backups/conflicts"))
        or any(_has_had_it(folder, path) for path in _devices(folder))
        or _has_receipts(folder)
    )


def _devices(folder: DataFolder) -> Iterator[Path]:
    with suppress(OSError):
        yield from folder.local.parent.iterdir()


def _has_had_it(folder: DataFolder, local: Path) -> bool:
    if any(os.path.lexists(local / path.name) for path in (folder.mine, folder.history)):
        return True
    # A first save that was killed leaves word of what never came, and the copy of that.
    is_coming = os.path.lexists(local / folder.mine_coming.name)
    return not is_coming and bool(known_in(local / folder.known.name).seen)


def _has_receipts(folder: DataFolder) -> bool:
    """Return whether there are receipts, but for those which a restore was about to bring with its book."""
    if any(os.path.lexists(local / folder.restoring.name) for local in _devices(folder)):
        return False
    with suppress(OSError):
        return any(not path.name.startswith(".") for path in folder.receipts.iterdir())
    return False
