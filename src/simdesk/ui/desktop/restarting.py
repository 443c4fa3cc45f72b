"""Starting the program once more, in the place of the one that ends."""

import os
import subprocess
from collections.abc import Sequence

from simdesk.ui.desktop.autostart.program import Running, program_of

_USED_UP = frozenset({"XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID"})


def start_again(options: Sequence[str], program: Sequence[str] | None = None) -> subprocess.Popen[bytes]:
    """Start *program* with *options*, and return it without waiting. None: the one that was installed.

    To be called when this process has left its seat: the next one takes it.

    Raises:
        OSError: if the system does not start it.
    """
    words = [*(program_of(Running(os.environ)) if program is None else program), *options]
    # What a desktop gave so that the first window may come to the front has been used up.
    environ = {name: value for name, value in os.environ.items() if name not in _USED_UP}
    # Else PyInstaller's starter takes it for a part of this process.
    environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"
    return subprocess.Popen(words, stdin=subprocess.DEVNULL, env=environ, start_new_session=True)  # noqa: S603
