"""The desktop's notification service, over D-Bus and without Qt."""

import os
from collections.abc import Mapping
from pathlib import Path

APP_ID = "org.simdesk.SimDesk"
"""The name of the desktop entry, by which a desktop knows whose window or notification it sees."""

_PLACES = ("scalable/apps/{name}.svg", "48x48/apps/{name}.png", "128x128/apps/{name}.png")


def icon_name() -> str:
    """Return what the program's icon is called in the desktop's theme.

    A sandbox lets none out but those that are called like the program in it.
    """
    return os.environ.get("FLATPAK_ID") or APP_ID


def icon_of_notes(environ: Mapping[str, str] = os.environ) -> str:
    """Return the icon as a notification names it: as in the theme, else the address of the shipped picture.

    A program that runs from a folder has no icon in any theme, and its notes would have none.
    """
    name = icon_name()
    if "FLATPAK_ID" in environ or _is_installed(name, environ):
        return name
    from simdesk.resources import resource

    try:
        return resource("icons", "simdesk-128.png").as_uri()
    except FileNotFoundError:
        return name


def _is_installed(name: str, environ: Mapping[str, str]) -> bool:
    """Return whether the theme that every other theme falls back on has the icon."""
    own = environ.get("XDG_DATA_HOME") or str(Path("~/.local/share").expanduser())
    shared = environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    return any(
        Path(root, "icons/hicolor", place.format(name=name)).exists()
        for root in (own, *shared.split(":"))
        if root
        for place in _PLACES
    )
