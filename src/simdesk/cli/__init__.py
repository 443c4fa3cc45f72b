"""The command line. Commands never load Qt, and each only what it needs: that is felt at every start."""

import os
import sys
from typing import TYPE_CHECKING

from simdesk.cli.options import Options, language_asked_for, read_options
from simdesk.errors import SimDeskError
from simdesk.wording import language

if TYPE_CHECKING:
    from simdesk.ui.desktop.instance import Seat

INTERRUPTED = 130


def main(argv: list[str] | None = None) -> int:
    """Do what *argv* asks for, without the name of the program; None: what the process was given.

    Returns the exit status: of ``due`` 1 if a card is due, 2 wherever a sentence went to standard error,
    else 0.
    """
    words = sys.argv[1:] if argv is None else argv
    asked = language_asked_for(words)
    language.use(asked if asked in language.LANGUAGES else language.from_environment(os.environ))
    try:
        options = read_options(words)
        if not options.command and not options.given.keys() & {"--help", "--version"}:
            return _window(options)
        status, output = _done(options)
        _write(output)
        return status
    except KeyboardInterrupt:
        return INTERRUPTED
    except (SimDeskError, OSError) as error:
        return _complain([error])


def _done(options: Options) -> tuple[int, bytes]:
    """Return the exit status of the command, and what it prints."""
    if options.has("--version"):
        from simdesk import __version__

        return 0, f"simdesk {__version__}\n".encode()
    if options.has("--help"):
        from simdesk.cli.help import help_text

        return 0, help_text().encode()
    from simdesk.cli.place import folder_of

    with folder_of(options) as folder:
        match options.command:
            case "list":
                from simdesk.cli.listing import listed

                return listed(options, folder)
            case "due":
                from simdesk.cli.listing import due

                return due(options, folder)
            case "export":
                from simdesk.cli.transfer import exported

                return exported(options, folder)
            case "import":
                from simdesk.cli.transfer import imported

                return imported(options, folder)
            case _:
                from simdesk.cli.check import checked

                faults, words = checked(folder)
                return _complain(faults) if faults else 0, words


def _window(options: Options) -> int:
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


def _write(output: bytes) -> None:
    """Write to standard output, whatever its encoding; whoever closed it wants to hear no more."""
    if sys.stdout is None or not output:
        return
    try:
        sys.stdout.buffer.write(output)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # What is left in the buffer would be tried again at the end of the process, and complained of.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise


def _complain(errors: list[SimDeskError] | list[SimDeskError | OSError]) -> int:
    """Write one sentence for each error to standard error, and return the status for that."""
    from simdesk.wording.problem import problem

    if sys.stderr is not None:
        text = "".join(f"{problem(error)}\n" for error in errors)
        sys.stderr.flush()
        sys.stderr.buffer.write(text.encode(errors="backslashreplace"))
        sys.stderr.buffer.flush()
    return 2
