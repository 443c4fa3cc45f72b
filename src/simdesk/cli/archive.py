"""``simdesk backup`` and ``simdesk restore``: everything in one file, and back."""

import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from simdesk.cli.options import Options
from simdesk.clock import SystemClock
from simdesk.storage.folder import DataFolder
from simdesk.wording.language import _


def backed_up(options: Options, folder: DataFolder) -> tuple[int, bytes | Iterable[bytes]]:
    """Return 0, and the archive itself where it goes to standard output, else what was written.

    What had to be left out is said there too, or, where the archive is, on standard error.
    """
    from simdesk.exchange.archive_report import left_out_sentences, packed_sentences
    from simdesk.exchange.archive_writing import packing, pieces, write_archive

    (name,) = options.arguments
    packed = packing(folder, SystemClock().now())
    if name == "-":
        _say_aside(left_out_sentences(packed))
        return 0, pieces(packed)
    write_archive(Path(name), packed)
    return 0, _lines(packed_sentences(packed, Path(name)))


def restored(options: Options, folder: DataFolder) -> tuple[int, bytes]:
    """Return 0, and what was restored; the settings only with ``--settings``."""
    from simdesk.cli.transfer import calendar_follows
    from simdesk.exchange.archive_reading import opened
    from simdesk.exchange.archive_report import restored_sentences
    from simdesk.exchange.archive_restoring import restore
    from simdesk.storage.book_file import FileStore

    path = Path(options.arguments[0])
    asked = options.has("--settings")
    with opened(path) as archive:
        done = restore(
            folder,
            archive,
            SystemClock().now(),
            label=_("Restore from a backup"),
            with_settings=asked,
        )
    words = restored_sentences(done, path, asked_for_settings=asked)
    return 0, _lines([*words, *calendar_follows(folder, FileStore(folder).load())])


def _lines(words: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in words).encode(errors="replace")


def _say_aside(words: list[str]) -> None:
    if words and sys.stderr is not None:
        with suppress(OSError):
            sys.stderr.write("".join(f"{line}\n" for line in words))
            sys.stderr.flush()
