"""Proves the installer on a Windows: it is installed, used, installed over itself, and removed: ``SETUP``.

To be called where no SimDesk is installed; continuous integration does so.
"""

import os
import subprocess
import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path

assert sys.platform == "win32", "An installer for Windows is tried on Windows."

import winreg  # noqa: E402 what looks at types reads no further elsewhere

APP_ID = "org.simdesk.SimDesk"
UNINSTALL = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\SimDesk"
RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
COMMAND = r"Software\Classes\SimDesk.Backup\shell\open\command"


def main() -> int:
    """Try the installer, and return 0; what does not hold is an error."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("setup", type=Path)
    setup = parser.parse_args().setup.resolve()
    local, roaming = Path(os.environ["LOCALAPPDATA"]), Path(os.environ["APPDATA"])
    installed = local / "Programs" / "SimDesk"
    shortcut = roaming / "Microsoft" / "Windows" / "Start Menu" / "Programs" / "SimDesk.lnk"
    data = local / "simdesk" / "trial.txt"
    if installed.exists():
        raise SystemExit(f"There is a SimDesk already: {installed}")
    data.parent.mkdir(exist_ok=True)
    data.write_text("the owner's", encoding="utf-8")
    start = f'"{installed / "SimDesk.exe"}" --background'
    _install(setup, installed, shortcut)
    write_text(RUN, "SimDesk", start)
    _install(setup, installed, shortcut)
    hold(text(RUN, "SimDesk") == start, "an update keeps the start with the session")
    write_text(RUN, "SimDesk of a checkout", "pythonw.exe -m simdesk --background")
    (installed / "mine.txt").write_text("the owner's too", encoding="utf-8")
    subprocess.run([installed / "uninstall.exe", "/S"], check=True)
    _wait_for(lambda: not (installed / "uninstall.exe").exists())
    hold(
        sorted(path.name for path in installed.iterdir()) == ["mine.txt"],
        "nothing but the owner's file stays",
    )
    hold(data.is_file(), "the data stay")
    hold(not shortcut.exists(), "the shortcut is gone")
    hold(text(UNINSTALL, "DisplayName") is None, "it is no longer among the programs")
    hold(text(COMMAND, "") is None, "backups are no longer its own")
    hold(text(RUN, "SimDesk") is None, "it does not start with the session")
    hold(text(RUN, "SimDesk of a checkout") is not None, "another SimDesk still does")
    return 0


def _install(setup: Path, installed: Path, shortcut: Path) -> None:
    """Install it, and see that all is where it belongs, and that the program works."""
    subprocess.run([setup, "/S"], check=True)
    hold(text(UNINSTALL, "InstallLocation") == str(installed), "it is among the programs")
    hold(text(COMMAND, "") == f'"{installed / "SimDesk.exe"}" "%1"', "backups are opened by it")
    subprocess.run([installed / "simdesk-cli.exe", "--self-test"], check=True)
    # A shortcut holds texts in the coding of Windows, also those of its property store.
    hold(APP_ID.encode("utf-16-le") in shortcut.read_bytes(), "the shortcut carries the id")


def hold(holds: object, what: str) -> None:
    """Say that *what* holds, if *holds* is true.

    Raises:
        SystemExit: if it does not.
    """
    if not holds:
        raise SystemExit(f"This does not hold: {what}")
    print(f"ok: {what}")


def _wait_for(done: Callable[[], bool]) -> None:
    """Wait until *done*, at most half a minute: an uninstaller goes on in a copy of itself."""
    until = time.monotonic() + 30
    while not done() and time.monotonic() < until:
        time.sleep(0.2)


def text(key: str, name: str) -> str | None:
    """Return a text of the owner's registry; None if it is not there."""
    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as found:
            return str(winreg.QueryValueEx(found, name)[0])
    except FileNotFoundError:
        return None


def write_text(key: str, name: str, value: str) -> None:
    """Write a text into the owner's registry."""
    with winreg.CreateKeyEx(winreg.HKEY_CURRENT_USER, key, 0, winreg.KEY_SET_VALUE) as found:
        winreg.SetValueEx(found, name, 0, winreg.REG_SZ, value)


if __name__ == "__main__":
    sys.exit(main())
