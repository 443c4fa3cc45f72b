"""From the words of a command line to what is printed, and to the exit status."""

import os
import sys
from collections.abc import Iterable, Sequence
from typing import TextIO

from simdesk.cli.options import Options, language_asked_for, read_options
from simdesk.errors import SimDeskError
from simdesk.wording import language


def answered(words: Sequence[str]) -> int:
    """Do what *words* ask for and return the exit status."""
    asked = language_asked_for(words)
    language.use(asked if asked in language.LANGUAGES else language.from_environment(os.environ))
    try:
        options = read_options(words)
        if not options.command and not options.given.keys() & {"--help", "--version", "--self-test"}:
            from simdesk.cli.window import opened

            return opened(options)
        status, output = _done(options)
        _write(output)
        return status
    except (SimDeskError, OSError) as error:
        return _complain([error])


def _done(options: Options) -> tuple[int, bytes | Iterable[bytes]]:
    """Return the exit status of the command, and what it prints."""
    if options.has("--version"):
        from simdesk import __version__

        return 0, f"simdesk {__version__}\n".encode()
    if options.has("--help"):
        from simdesk.cli.help import help_text

        return 0, help_text().encode()
    if options.has("--self-test"):
        from simdesk.cli.self_test import self_tested

        return self_tested()
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
            case "backup":
                from simdesk.cli.archive import backed_up

                return backed_up(options, folder)
            case "restore":
                from simdesk.cli.archive import restored

                return restored(options, folder)
            case _:
                from simdesk.cli.check import checked

                faults, words = checked(folder)
                return _complain(faults) if faults else 0, words


def _write(output: bytes | Iterable[bytes]) -> None:
    """Write to standard output, whatever its encoding; whoever closed it wants to hear no more."""
    if sys.stdout is None or not output:
        return
    try:
        for piece in (output,) if isinstance(output, bytes) else output:
            sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        _give_up(sys.stdout)
    except OSError:
        _give_up(sys.stdout)
        raise


def _give_up(stream: TextIO) -> None:
    """Drop what is left in the buffer: the end of the process would try it again, and change the status."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _complain(errors: list[SimDeskError] | list[SimDeskError | OSError]) -> int:
    """Write one sentence for each error to standard error, and return the status for that."""
    from simdesk.wording.problem import problem

    if sys.stderr is not None:
        text = "".join(f"{problem(error)}\n" for error in errors)
        try:
            sys.stderr.flush()
            sys.stderr.buffer.write(text.encode(errors="backslashreplace"))
            sys.stderr.buffer.flush()
        except OSError:  # whoever cannot be told still gets the status
            _give_up(sys.stderr)
    return 2
