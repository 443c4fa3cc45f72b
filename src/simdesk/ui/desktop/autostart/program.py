"""Which command starts the program that is running, tomorrow and without whoever started it today."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

import simdesk

_NAMED = ("/usr/local/bin/simdesk", "/usr/bin/simdesk")


class Running(Struct, frozen=True):
    """How this process runs. ``package`` is the folder that the program's own modules lie in.

    ``named``: where an installed program is found by its name, whatever becomes of the folder it lies in.
    """

    environ: Mapping[str, str]
    executable: str = sys.executable
    platform: str = sys.platform
    frozen: bool = bool(getattr(sys, "frozen", False))
    package: str = str(Path(simdesk.__file__).parent)
    named: tuple[str, ...] = _NAMED


def program_of(running: Running) -> tuple[str, ...]:
    """Return the words that start the program, without options; the first is a path.

    Of an AppImage the file itself: what it runs from is a mount that is gone at the next start. Of a
    program that was installed its name among the system's, behind which the next version lies too. Else the
    script beside the interpreter, if it is that interpreter's: a folder that was moved leaves
    scripts that still name the old place, while the interpreter that runs now does run.
    """
    if image := _image(running):
        return (image,)
    if running.frozen:
        return (_name_of(running),)
    if running.platform == "win32":
        # It opens no console.
        quiet = _beside(running.executable, "pythonw.exe")
        return (str(quiet) if quiet.is_file() else running.executable, "-P", "-m", "simdesk")
    script = _beside(running.executable, "simdesk")
    if _is_run_by(script, running.executable):
        return (str(script),)
    # Without -P a folder "simdesk" where the session begins would come before the program.
    return (running.executable, "-P", "-m", "simdesk")


def _name_of(running: Running) -> str:
    """Return the program that was frozen, by the name that will last; on Windows the one with no console."""
    if running.platform == "win32":
        quiet = _beside(running.executable, "SimDesk.exe")
        return str(quiet) if quiet.is_file() else running.executable
    return next((name for name in running.named if _is_one(name, running.executable)), running.executable)


def _image(running: Running) -> str:
    """Return the AppImage that this process runs from; empty if it runs from none.

    The variables are inherited: whatever an AppImage starts, a terminal say, has them too.
    """
    image, mounted = running.environ.get("APPIMAGE", ""), running.environ.get("APPDIR", "")
    if not Path(image).is_absolute():
        return ""
    inside = (Path(running.executable), Path(running.package))
    return image if not mounted or any(path.is_relative_to(mounted) for path in inside) else ""


def file_of(running: Running) -> Path | None:
    """Return the file that an update puts another in the place of; None where the program is not one file."""
    if not running.frozen:
        return None
    return Path(_image(running) or os.path.realpath(running.executable))


def _is_one(name: str, executable: str) -> bool:
    try:
        return os.path.samefile(name, executable)  # noqa: PTH121
    except OSError:
        return False


def _beside(executable: str, name: str) -> Path:
    return Path(executable).with_name(name)


def _is_run_by(script: Path, executable: str) -> bool:
    """Return whether *script* can be started and its first lines name the folder of *executable*."""
    if not os.access(script, os.X_OK):
        return False
    try:
        with script.open("rb") as file:
            head = file.read(1024)
    except OSError:
        return False
    return os.fsencode(f"{Path(executable).parent}/python") in head
