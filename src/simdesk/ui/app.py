"""Builds everything, connects it, runs it."""

import builtins
import gc
import os
from typing import TYPE_CHECKING

from simdesk.clock import SystemClock
from simdesk.storage.folder import DataFolder, data_folder

if TYPE_CHECKING:
    from simdesk.ui.desktop.instance import Request, Seat


AGAIN = 75
"""What a program returns whose owner wants it started once more: another version lies in its place."""


def run(
    data_dir: str | None,
    *,
    background: bool,
    demo: bool,
    lang: str | None,
    seat: "Seat | None" = None,
    wish: "Request | None" = None,
) -> int:
    """Open the window and return the exit status once the program has ended, or AGAIN.

    *data_dir* is what ``--data-dir`` was given. *background*: start hidden, where one can come back.
    *demo*: a book of examples in a folder that is gone afterwards. *lang* wins over the settings.
    *seat*: where other starts speak to this one; None: nowhere. *wish*: what is begun in the window; a demo
    begins nothing.

    Raises:
        SimDeskError: if the folder is not one, or cannot be made for the demo.
    """
    if not demo:
        folder = data_folder(data_dir, os.environ)
        return _run(folder, background=background, demo=False, lang=lang, seat=seat, wish=wish)
    from tempfile import TemporaryDirectory

    from simdesk.storage.demo import fill_with_demo
    from simdesk.wording import language

    with TemporaryDirectory(prefix="simdesk-demo-") as name:
        folder = data_folder(name, {})
        spoken = language.choose(lang) if lang else language.from_environment(os.environ)
        fill_with_demo(folder, SystemClock(), spoken)
        return _run(folder, background=False, demo=True, lang=lang, seat=seat)


def _run(
    folder: DataFolder,
    *,
    background: bool,
    demo: bool,
    lang: str | None,
    seat: "Seat | None",
    wish: "Request | None" = None,
) -> int:
    gc.disable()  # for good: once the program stands, ``collecting`` looks for rubbish
    _load_qt()
    from simdesk.ui.program import Program

    program = Program(folder, SystemClock(), background=background, demo=demo, lang=lang, seat=seat)
    return program.run(wish)


def _load_qt() -> None:
    """Load Qt, and keep Python's own way to import.

    PySide puts one of its own in that place. It reads the source of every module that something is
    imported from afterwards, and keeps it, only to see whether the module wants its ``__feature__``.
    """
    plain = builtins.__import__
    import PySide6.QtCore  # noqa: F401

    builtins.__import__ = plain
