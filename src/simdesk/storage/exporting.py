"""Files that are the owner's own, with the rights that such files have: written whole or not at all."""

import stat
from contextlib import suppress
from pathlib import Path

from simdesk.storage.durable import Content, unwritable, write_durably


def put_down(path: Path, data: Content, mode: int = 0o666) -> None:
    """Put *data* in the place of *path*. A file that is there keeps its rights, a new one gets *mode*.

    *mode* as far as the umask of the process lets it be.

    Raises:
        FileUnwritable: if the system refuses.
    """
    with suppress(OSError):
        found = path.stat().st_mode
        mode = stat.S_IMODE(found)
        if not stat.S_ISREG(found):  # a pipe or a device is written to, not replaced
            _pour(path, data)
            return
    write_durably(path, data, "export", mode=mode, locked=False)


def _pour(path: Path, data: Content) -> None:
    try:
        with path.open("wb") as file:
            for piece in (data,) if isinstance(data, bytes) else data:
                file.write(piece)
    except OSError as error:
        raise unwritable(path, error) from error
