"""Whom the place for receipts asks for what it cannot do itself."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from msgspec import Struct
from PySide6.QtGui import QImage


class Standing(Enum):
    """What became of the file of a receipt since it was kept."""

    SOUND = "sound"
    MISSING = "missing"
    CHANGED = "changed"


class Seen(Struct, frozen=True):
    """A receipt as it was found; ``image`` is it in small, None where nothing here can draw it."""

    standing: Standing
    image: QImage | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptDoors:
    """``keep`` and ``keep_bytes``, which is given an ending, copy a receipt and return its name.

    They may raise what ``wording.problem`` has words for. ``look`` is given a name and a side in pixels; it
    is asked in a thread of its own. ``open`` shows a receipt in the system's program: it returns None, or
    where the file is if there is no such program, and may raise, too.
    """

    keep: Callable[[Path], str]
    keep_bytes: Callable[[bytes, str], str]
    look: Callable[[str, int], Seen]
    open: Callable[[str], Path | None]
