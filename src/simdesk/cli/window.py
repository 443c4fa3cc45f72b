"""``simdesk`` without a command: the window, or the one that is open already."""

import os
from typing import TYPE_CHECKING

from simdesk.cli.options import Options

if TYPE_CHECKING:
    from simdesk.ui.desktop.instance import Seat


def opened(options: Options) -> int:
    """Open the window, or raise the one that is open already, and return the exit status of the program."""
    if options.has("--demo"):
        return _run(options, None)
    from simdesk.storage.folder import data_folder
    from simdesk.ui.desktop.instance import Request, take_seat

    # What was started with the session wants nothing of a window that is open already.
    background = options.has("--background")
    wish = None if background else Request("raise", token=os.environ.get("XDG_ACTIVATION_TOKEN", ""))
    seat = take_seat(data_folder(options.data_dir, os.environ).root, wish)
    if seat is None:
        return 0
    try:
        return _run(options, seat)
    finally:
        seat.leave()


def _run(options: Options, seat: "Seat | None") -> int:
    from simdesk.ui.app import run

    return run(
        options.data_dir,
        background=options.has("--background"),
        demo=options.has("--demo"),
        lang=options.lang,
        seat=seat,
    )
