"""``simdesk`` without a command: the window, or the one that is open already."""

import os
from typing import TYPE_CHECKING

from simdesk.cli.options import Options

if TYPE_CHECKING:
    from simdesk.ui.desktop.instance import Request, Seat


def opened(options: Options) -> int:
    """Open the window, or tell the one that is open what is wanted; return the exit status of the program.

    Raises:
        BadOption, FileUnreadable: if a file is to be opened that is not there.
    """
    if options.has("--demo"):
        return _run(options, None, None)
    from simdesk.storage.folder import data_folder
    from simdesk.ui.desktop.instance import take_seat

    wish = _wish(options)
    seat = take_seat(data_folder(options.data_dir, os.environ).root, wish)
    if seat is None:
        return 0
    try:
        status = _run(options, seat, wish)
    finally:
        seat.leave()
    from simdesk.ui.app import AGAIN

    return _started_again(options) if status == AGAIN else status


def _started_again(options: Options) -> int:
    """Start the program once more with what holds for all of its windows, and return its exit status of now.

    Raises:
        OSError: if the system does not start it.
    """
    from simdesk.ui.desktop.restarting import start_again

    kept = [(name, options.given[name]) for name in ("--data-dir", "--lang") if options.has(name)]
    start_again([word for pair in kept for word in pair])
    return 0


def _wish(options: Options) -> "Request | None":
    """Return what is wanted of the window, be it open already or not; None: nothing."""
    from simdesk.ui.desktop.instance import Request

    if options.has("--background"):  # what was started with the session disturbs nobody
        return None
    token = os.environ.get("XDG_ACTIVATION_TOKEN", "")
    if options.arguments:
        from simdesk.cli.file_named import file_named

        return Request("restore", file=str(file_named(options.arguments[0])), token=token)
    if options.has("--add"):
        return Request("add", token=token)
    return Request("renew" if options.has("--renew") else "raise", token=token)


def _run(options: Options, seat: "Seat | None", wish: "Request | None") -> int:
    from simdesk.ui.app import run

    return run(
        options.data_dir,
        background=options.has("--background"),
        demo=options.has("--demo"),
        lang=options.lang,
        seat=seat,
        wish=wish,
    )
