"""Whether what is entered does start: seen by starting it."""

import subprocess
from collections.abc import Sequence

from msgspec import Struct

from simdesk.ui.desktop.autostart.standing import Standing, Starts

_SECONDS = 10.0


class Proof(Struct, frozen=True):
    """``works``: it answered as SimDesk does; None: it was not tried. ``said`` is its answer, or why not."""

    works: bool | None
    said: str = ""


def proof(standing: Standing) -> Proof:
    """Start what the entry starts, asking only for its version. Takes seconds where it hangs.

    What is not known to be this very program is not started: nobody knows what it would do.
    """
    command = _asking(standing.command)
    if standing.starts is not Starts.THIS or standing.asked_portal or command is None:
        return Proof(None)
    try:
        done = subprocess.run(  # noqa: S603
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.SubprocessError) as error:
        return Proof(works=False, said=str(error))
    said, complaint = done.stdout.strip(), done.stderr.strip()
    if done.returncode == 0 and said.startswith("simdesk "):
        return Proof(works=True, said=said)
    return Proof(works=False, said=(complaint or said).rpartition("\n")[2])


def _asking(command: Sequence[str]) -> tuple[str, ...] | None:
    """Return *command* with the question for its version; None where a shell is in between."""
    options = [place for place, word in enumerate(command) if word == "--background"]
    if not options or "-c" in command[: options[0]]:
        return None
    return (*command[: options[0]], "--version")
