"""The file into which Python writes where it stood when the process fell or froze: places, never values."""

import os
import re
from contextlib import suppress
from pathlib import Path

from simdesk.errors import SimDeskError
from simdesk.storage.folder import DataFolder, make_folder
from simdesk.storage.masking import one_line, shortened

_MOST = 64_000
_FRAME = re.compile(r'\A  File "(?P<file>.*)", line (?P<line>\d+|\?+) in (?P<name>.*)\Z')
_THREAD = re.compile(r"\A(?P<current>Current t|T)hread 0x(?P<ident>[0-9a-f]+)")


class CrashFile:
    """The file ``logs/crash.log`` of a program that runs; at its end it is gone unless something is in it."""

    def __init__(self, folder: DataFolder) -> None:
        self.path = folder.logs / "crash.log"
        self._folder = folder
        self._descriptor: int | None = None

    def taken_over(self) -> Path | None:
        """Put what the program before has left there aside, and return where; None: it ended well.

        What was put aside earlier is replaced.
        """
        aside = self.path.with_name("crash.log.1")
        with suppress(OSError):
            with self.path.open("rb") as file:
                left = file.read(_MOST)
            if not left:
                return None
            # Of a line that is cut off nobody knows what it is.
            lines = left[: left.rfind(b"\n") + 1].decode("utf-8", "replace").splitlines()
            data = "".join(f"{_without_home(line)}\n" for line in lines).encode()
            aside.unlink(missing_ok=True)
            descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            try:
                os.write(descriptor, data)
            finally:
                os.close(descriptor)
            self.path.unlink()
            return aside
        return None

    def open(self) -> int | None:
        """Return the descriptor to write to, the file made for the owner only; None where that cannot be.

        Nor where there is no data folder: it may be on a disk that is not there at the moment.
        """
        if self._descriptor is None and self._folder.root.is_dir():
            with suppress(OSError, SimDeskError):
                self._folder.prepare()
                make_folder(self._folder.logs)
                flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
                self._descriptor = os.open(self.path, flags, 0o600)
        return self._descriptor

    def emptied(self) -> str:
        """Return what is in the file, and empty it."""
        if self._descriptor is None:
            return ""
        with suppress(OSError):
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            found = os.read(self._descriptor, _MOST).decode("utf-8", "replace")
            os.ftruncate(self._descriptor, 0)
            return found
        return ""

    def close(self) -> None:
        """Close the file, and remove it if nothing is in it."""
        if self._descriptor is None:
            return
        size = -1
        with suppress(OSError):
            size = os.fstat(self._descriptor).st_size
        os.close(self._descriptor)
        self._descriptor = None
        if size == 0:
            with suppress(OSError):  # on Windows a file that is open stays
                self.path.unlink()


def stack_in(text: str, thread: int | None = None) -> str:
    """Return the places of one thread of what Python wrote, the innermost first, in one line.

    *thread* is the number of the thread; None: the one that was running.
    """
    found: list[str] = []
    mine = False
    for line in text.splitlines():
        if head := _THREAD.match(line):
            current = head["current"] == "Current t"
            mine = current if thread is None else int(head["ident"], 16) == thread
        elif mine and (frame := _FRAME.match(line)):
            found.append(f"{shortened(frame['file'])}:{frame['line']}:{frame['name']}")
    return one_line(found)


def _without_home(line: str) -> str:
    frame = _FRAME.match(line)
    return (
        line
        if frame is None
        else f'  File "{shortened(frame["file"])}", line {frame["line"]} in {frame["name"]}'
    )
