"""The frozen program: SimDesk, Python and all that they need, in one folder that runs where it is put."""

import ctypes
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

from frozen_folder import give_rights
from starting import compile_shiboken

HERE = Path(__file__).resolve().parent
SYSTEM = {"darwin": "macos", "win32": "windows"}.get(sys.platform, "linux")


def freeze(wheel: Path, work: Path, moment: int) -> Path:
    """Freeze what *wheel* holds, in the folder *work*, and return the folder of the program.

    That is ``simdesk``, with the program of that name and ``_internal``; on macOS a bundle. Frozen is the
    wheel and not the checkout, so that everybody gets the same. *moment*: what the files bear, in seconds
    since 1970.

    Raises:
        SystemExit: with a sentence, if this Python or this system lacks something that is needed.
        CalledProcessError: if it cannot be frozen; what is wrong has been printed.
    """
    _look()
    shutil.rmtree(work, ignore_errors=True)
    site, made = work / "site", work / "frozen"
    install = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
    subprocess.run([*install, "--no-index", "--no-deps", "--no-compile", "--target", site, wheel], check=True)
    subprocess.run(
        [
            *(sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"),
            *("--distpath", made, "--workpath", work / "steps", HERE / SYSTEM / "simdesk.spec"),
        ],
        env=_environment(site, work, moment),
        check=True,
    )
    frozen = frozen_in(work)
    if SYSTEM == "linux":
        compile_shiboken(frozen / "_internal" / "shiboken6")
    tidy(frozen, moment)
    return frozen


def frozen_in(work: Path) -> Path:
    """Return the folder of the program that was frozen in the folder *work*."""
    return work / "frozen" / ("SimDesk.app" if SYSTEM == "macos" else "simdesk")


def tidy(frozen: Path, moment: int) -> None:
    """Give every file of the folder *frozen* the rights and the time that it has in a package."""
    programs = {path for place in (frozen, frozen / "Contents" / "MacOS") for path in place.glob("*")}
    give_rights(frozen, programs)
    if os.utime in os.supports_follow_symlinks:
        for path in (frozen, *frozen.rglob("*")):
            os.utime(path, (moment, moment), follow_symlinks=False)


def _look() -> None:
    """Say what is missing before much has been done."""
    if sys.platform == "linux" and not _shared_python():
        version = "{}.{}".format(*sys.version_info[:2])
        raise SystemExit(
            f"Freezing needs Python's shared library, which this Python ({sys.executable}) has not. "
            f"On Debian it is in the package libpython{version}; install it, or use Debian's own Python."
        )
    if sys.platform == "linux" and shutil.which("strip") is None:
        raise SystemExit("Freezing needs the command strip, which is in the package binutils; install it.")


def _shared_python() -> bool:
    try:
        ctypes.CDLL(str(sysconfig.get_config_var("INSTSONAME")))
    except OSError:
        return False
    return True


def _environment(site: Path, work: Path, moment: int) -> dict[str, str]:
    """Return the variables for PyInstaller, so that the same goes in and comes out on every computer."""
    mine = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PYI"))}
    return mine | {
        "PYINSTALLER_CONFIG_DIR": str(work / "cache"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
        # Columns of lines are for showing sources, and there are none.
        "PYTHONNODEBUGRANGES": "1",
        "PYTHONPATH": str(site),
        "SIMDESK_LIBRARIES": sysconfig.get_path("purelib"),
        "SIMDESK_SITE": str(site),
        "SOURCE_DATE_EPOCH": str(moment),
    }
