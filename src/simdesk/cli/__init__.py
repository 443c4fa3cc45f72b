"""The command line. Commands never load Qt, and each only what it needs: that is felt at every start."""

import gc
import sys


def main(argv: list[str] | None = None) -> int:
    """Do what *argv* asks for, without the name of the program; None: what the process was given.

    Returns the exit status: of ``due`` 1 if a card is due, 2 wherever a sentence went to standard error,
    else 0.
    """
    if argv is None:
        # A command is over before it has made rubbish worth looking for; to look takes a tenth of its time.
        gc.disable()
    from simdesk.cli.answering import answered

    status = answered(sys.argv[1:] if argv is None else argv)
    if not gc.isenabled():
        gc.freeze()  # nor is it worth a last look at the end of the process
    return status
