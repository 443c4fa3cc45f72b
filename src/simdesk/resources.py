"""The one function that finds what is shipped beside the code: translations, catalog, icons."""

import errno
import os
import sys
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource(*parts: str) -> Path:
    """Return the path of a shipped file or folder, such as ``resource("icons", "simdesk.svg")``.

    Raises:
        FileNotFoundError: if it is not there; its ``filename`` is where it was expected.
    """
    path = _root().joinpath(*parts)
    if not path.exists():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
    return path


def licence_folder() -> Path | None:
    """Return the folder with the licences of all that a frozen program holds; None where none is shipped."""
    inside = getattr(sys, "_MEIPASS", "")
    folder = Path(inside, "licences")
    return folder if inside and folder.is_dir() else None


@cache
def _root() -> Path:
    """Return the folder inside an installed package, else the one of the checkout."""
    inside = _PACKAGE / "resources"
    return inside if inside.is_dir() else _PACKAGE.parent.parent / "resources"
