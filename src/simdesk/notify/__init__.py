"""The desktop's notification service, over D-Bus and without Qt."""

import os

APP_ID = "org.simdesk.SimDesk"
"""The name of the desktop entry, by which a desktop knows whose window or notification it sees."""


def icon_name() -> str:
    """Return what the program's icon is called in the desktop's theme.

    A sandbox lets none out but those that are called like the program in it.
    """
    return os.environ.get("FLATPAK_ID") or "simdesk"
