"""The way of the system that this is."""

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from simdesk.ui.desktop.autostart.program import Running, program_of
from simdesk.ui.desktop.autostart.standing import Autostart, Start, start_of
from simdesk.wording.language import _

FLATPAK = Path("/.flatpak-info")
"""There in every sandbox of Flatpak, and nowhere else."""


def autostart_here(
    root: Path,
    answered: Callable[[], bool | None],
    environ: Mapping[str, str] = os.environ,
    flatpak: Path = FLATPAK,
) -> Autostart:
    """Return how this program is started with the session for the data folder *root*.

    *answered* gives what a portal answered last, where one has to be asked; None: it never was.
    """
    start = start_of(root, program_of(Running(environ)), environ)
    if sys.platform == "win32":
        from simdesk.ui.desktop.autostart.run_key import RunKey, UserRegistry

        return RunKey(start, UserRegistry())
    if sys.platform == "darwin":
        return _login_item(start)
    if flatpak.exists():
        from simdesk.ui.desktop.autostart.portal import Portal

        # What it would write itself lies in the sandbox, where no session looks.
        return Portal(start, answered, comment)
    from simdesk.ui.desktop.autostart.entry import AutostartEntry

    return AutostartEntry(start, environ, comment)


def comment() -> str:
    """Return what the lists of the desktop say of a program that starts with the session."""
    return _("Tells you in time before a SIM card runs out")


if sys.platform == "darwin":

    def _login_item(start: Start) -> Autostart:
        from simdesk.ui.desktop.autostart.login_item import LoginItem

        return LoginItem(start, Path.home() / "Library" / "LaunchAgents", os.getuid())
