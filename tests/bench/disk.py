"""Prints what a large book costs on the disk beside the least it can cost, in one run, in milliseconds.

The book has 10,000 cards and 100,000 renewals. Each of ours is taken in turn with what it is measured by, so
that both have the same machine. The lines are: a durable save of one card, writing and syncing the same
bytes over those of before, and doing so in a new file that takes the place of the old; opening, decoding
the same bytes into the same types, and opening them where another computer wrote them.
"""

import gc
import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import msgspec
from msgspec.structs import replace

from simdesk.domain.book import Book
from simdesk.domain.edits import change_card
from simdesk.storage.book_file import FileStore
from simdesk.storage.decoding import encode
from simdesk.storage.device import Device
from simdesk.storage.durable import sync_folder
from simdesk.storage.folder import DataFolder
from tests.bench.large import large_book

CARDS, RENEWALS = 10_000, 100_000


def taken(act: Callable[[], object]) -> float:
    """Return how long *act* takes, in milliseconds."""
    gc.collect()
    begun = time.perf_counter()
    outcome = act()
    lasted = time.perf_counter() - begun
    del outcome
    return lasted * 1000


def written(place: Path, data: bytes) -> None:
    """Write *data* into a file, as one that takes no care does, over what is there; let it reach the disk."""
    descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def put_in_place(place: Path, data: bytes) -> None:
    """Write *data* into a new file, as one that takes care does, and let that take the place of *place*."""
    part = place.with_suffix(".part")
    written(part, data)
    part.replace(place)
    sync_folder(place.parent)


def main() -> None:
    runs = int(sys.argv[1])
    times: dict[str, list[float]] = {
        name: [] for name in ("save", "write", "place", "open", "decode", "foreign")
    }
    with tempfile.TemporaryDirectory() as place:
        folder = DataFolder(Path(place) / "book", Device("0123456789abcdef"))
        folder.prepare()
        folder.book.write_bytes(encode(large_book(date.today(), cards=CARDS, renewals=RENEWALS)))
        store = FileStore(folder)
        card = store.load().cards[CARDS // 2]
        for number in range(runs + 1):
            edit = change_card(replace(card, note=f"Saved {number}."))
            times["save"].append(taken(lambda edit=edit: store.apply(edit)))  # type: ignore[misc]
            data = folder.book.read_bytes()
            times["write"].append(taken(lambda data=data: written(Path(place) / "plain", data)))  # type: ignore[misc]
            times["place"].append(taken(lambda data=data: put_in_place(Path(place) / "careful", data)))  # type: ignore[misc]
            times["open"].append(taken(lambda: FileStore(folder).load()))
            times["decode"].append(taken(lambda data=data: msgspec.json.decode(data, type=Book)))  # type: ignore[misc]
        other = DataFolder(folder.root, Device("fedcba9876543210"))
        times["foreign"] += [taken(FileStore(other).load) for _ in range(runs + 1)]
    for name, found in times.items():
        print(name, *(f"{one:.1f}" for one in found[1:]))


if __name__ == "__main__":
    main()
