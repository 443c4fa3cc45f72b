"""An error that nobody foresaw, where no window tells it: one sentence, and a line in the log."""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path


def told(error: Exception, arguments: Sequence[str]) -> int:
    """Note *error*, write one sentence to standard error and return the exit status for that."""
    from simdesk.wording.unforeseen import unforeseen_command

    log = _noted(error, arguments)
    sentence = unforeseen_command(type(error).__name__, log)
    if sys.stderr is not None:
        with suppress(OSError, ValueError):
            sys.stderr.flush()
            sys.stderr.buffer.write(f"{sentence}\n".encode(errors="backslashreplace"))
            sys.stderr.buffer.flush()
    return 2


def _noted(error: Exception, arguments: Sequence[str]) -> Path | None:
    """Return the log in which *error* is noted; None if it is not: the demo keeps nothing."""
    with suppress(Exception):
        from simdesk.cli.options import read_options
        from simdesk.clock import SystemClock
        from simdesk.storage.folder import data_folder
        from simdesk.storage.journal import Journal
        from simdesk.storage.masking import error_line

        options = read_options(arguments)
        if options.has("--demo"):
            return None
        journal = Journal(data_folder(options.data_dir, os.environ), SystemClock())
        line = f"unforeseen {error_line(error)}"
        journal.line(line)
        with journal.path.open("rb") as log:
            log.seek(max(0, journal.path.stat().st_size - 4 * len(line) - 200))
            if line.encode(errors="replace") in log.read():
                return journal.path
    return None
