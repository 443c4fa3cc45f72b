"""The command line. Commands never load Qt, and each only what it needs: that is felt at every start."""

import gc
import os
import sys

INTERRUPTED = 130

_ZONES = "/usr/share/zoneinfo:/usr/lib/zoneinfo:/usr/share/lib/zoneinfo:/etc/zoneinfo"


def main(argv: list[str] | None = None) -> int:
    """Do what *argv* asks for, without the name of the program; None: what the process was given.

    Returns the exit status: of ``due`` 1 if a card is due, 2 wherever a sentence went to standard error,
    else 0; 130 where the owner broke it off.
    """
    try:
        if argv is None:
            # A command is over before it has made rubbish worth looking for; to look takes a tenth of it.
            gc.disable()
            # A file that its owner may not read back is kept for nobody; others' rights are as they want.
            os.umask(os.umask(0o077) & 0o077)
            _load_msgspec()
            _load_zones()
        from simdesk.cli.answering import answered

        status = answered(sys.argv[1:] if argv is None else argv)
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 it is noted, and told in a sentence
        from simdesk.cli.unforeseen import told

        status = told(error, sys.argv[1:] if argv is None else argv)
    if not gc.isenabled():
        gc.freeze()  # nor is it worth a last look at the end of the process
    return status


def _load_msgspec() -> None:
    """Load msgspec without a library that it looks for, which would take as long as msgspec itself.

    ``typing_extensions`` is nothing that SimDesk needs, but many an environment has it. All that
    msgspec takes from it is in Python's own ``typing`` since 3.11, and there it looks next.
    """
    hidden = "typing_extensions" not in sys.modules
    if hidden:
        sys.modules["typing_extensions"] = None  # type: ignore[assignment]
    try:
        import msgspec  # noqa: F401
    except ImportError:
        # Who needs it says so again, and the self-test wants to.
        pass
    finally:
        if hidden:
            del sys.modules["typing_extensions"]


def _load_zones() -> None:
    """Load what knows time zones, telling it where to look for them.

    Else it looks up how Python was built: half a megabyte of names, to find these very places. On a
    system that has its zones elsewhere they come from the package ``tzdata``.
    """
    if sys.platform != "linux" or "PYTHONTZPATH" in os.environ:
        return
    os.environ["PYTHONTZPATH"] = _ZONES
    import zoneinfo  # noqa: F401

    del os.environ["PYTHONTZPATH"]
