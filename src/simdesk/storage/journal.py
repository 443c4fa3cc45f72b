"""The log file of this device: what the program did and when. Never a number, a label or a note."""

import os
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

from simdesk.clock import Clock
from simdesk.errors import SimDeskError
from simdesk.storage.folder import DataFolder, make_folder

LIMIT = 1_000_000
"""The size in bytes from which a log file is put aside."""

KEPT = 3
"""How many log files there are at most, the current one included."""


class Journal:
    """Appends lines to ``logs/simdesk.log``. What the disk refuses is left out: a log may not stop us."""

    def __init__(self, folder: DataFolder, clock: Clock) -> None:
        self._folder = folder
        self._clock = clock

    @property
    def path(self) -> Path:
        """Return the file that is written to."""
        return self._folder.logs / "simdesk.log"

    def line(self, text: str) -> None:
        """Append *text* behind the moment, as one line. Makes the folder if there is none."""
        with suppress(OSError, SimDeskError):
            path = self.path
            if not path.exists():
                self._folder.prepare()
                make_folder(self._folder.logs)
            elif path.stat().st_size >= LIMIT:
                self._put_aside()
            moment = self._clock.now().isoformat(timespec="seconds")
            _append(path, f"{moment} {' '.join(text.split())}\n".encode(errors="replace"))

    def _put_aside(self) -> None:
        names = ["simdesk.log", *(f"simdesk.log.{age}" for age in range(1, KEPT))]
        for newer, older in reversed(list(pairwise(names))):
            with suppress(FileNotFoundError):
                (self._folder.logs / newer).replace(self._folder.logs / older)


def _append(path: Path, line: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
    try:
        os.write(descriptor, line)
    finally:
        os.close(descriptor)
