"""The process that is killed in the middle of a save. Run with the data folder and, or not, ``naively``."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from msgspec.structs import replace

from simdesk.domain.edits import add_card, change_card
from simdesk.storage import saving  # what a save needs, before the saves begin
from simdesk.storage.book_file import FileStore
from simdesk.storage.folder import DataFolder
from tests.core.making import SOFTBANK, card
from tests.core.store_samples import DEVICE

CARD = card(SOFTBANK)
SAVES = 2
READY = "the saves begin"


def naively(path: Path, data: tuple[bytes, ...], writer: str, *, ready: Callable[[Path], None]) -> None:
    """Write as programs do that lose data."""
    ready(path)
    path.write_bytes(b"".join(data))


def save(root: Path) -> None:
    """Save twice: the first makes the folder too, the second replaces a file."""
    store = FileStore(DataFolder(root, DEVICE))
    store.apply(add_card(replace(CARD, note="saved 1")))
    for number in range(2, SAVES + 1):
        store.apply(change_card(replace(CARD, note=f"saved {number}")))


if __name__ == "__main__":
    if "naively" in sys.argv:
        vars(saving).update(write_durably=naively)
    os.access(READY, os.F_OK)
    save(Path(sys.argv[1]))
