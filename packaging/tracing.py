"""Whose the files and modules of a frozen folder are."""

import re
import sys
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cache
from importlib.metadata import Distribution
from pathlib import Path
from typing import TYPE_CHECKING, Any

from frozen_folder import inside, program_of

if TYPE_CHECKING:
    from PyInstaller.archive.readers import ZlibArchiveReader

HERE = Path(__file__).resolve().parent
OWN = "simdesk"
MODULE = "import "
"""Stands before the name of a module that is inside the program, where others are files."""

_OURS = ("simdesk/*", "simdesk-*.dist-info/*", "licences/*", "inventory.sha256", "*.icns")
_STARTER = re.compile(r"_?pyi(mod|boot)?[\d_]")

Table = dict[str, Any]


@cache
def table() -> Table:
    """Return ``components.toml``."""
    return tomllib.loads((HERE / "licences" / "components.toml").read_text("utf-8"))


def path_of(frozen: Path, name: str) -> Path:
    """Return where the file *name* of those that :func:`owners_of` yields lies."""
    folder, _, last = name.rpartition("/")
    ways = [name, f"{folder.replace('.', '__dot__')}/{last}".lstrip("/")]
    places = (inside(frozen), frozen / "Contents" / "Resources")
    return next(place / way for place in places for way in ways if (place / way).is_file())


def owners_of(frozen: Path, known: dict[str, Distribution]) -> Iterator[tuple[str, str | None]]:
    """Yield every file and module in the folder *frozen*, and whose it is; None where nobody knows.

    A file is its path inside ``_internal``, a module its name after ``import``. An owner is the canonical
    name of one of the distributions *known*, the key of a component of ``components.toml``, or OWN.
    """
    owners = {path.as_posix(): key for key, one in known.items() for path in one.files or ()}
    for path in _files(frozen):
        yield path, _owner_of_file(path, owners)
    for module in sorted(modules_of(frozen).toc):
        yield MODULE + module, _owner_of_module(module, owners)


def modules_of(frozen: Path) -> "ZlibArchiveReader":
    """Return the reader of the modules inside the program of the folder *frozen*."""
    from PyInstaller.archive.readers import CArchiveReader

    archive = CArchiveReader(str(program_of(frozen)))
    return archive.open_embedded_archive(next(name for name in archive.toc if name.endswith(".pyz")))


def _owner_of_file(path: str, owners: dict[str, str]) -> str | None:
    if any(fnmatchcase(path, one) for one in _OURS):
        return OWN
    # Shiboken's own, which lies inside its library and was laid beside it for a quicker start.
    owner = owners.get("shiboken6/__init__.py" if path.startswith("shiboken6/files.dir/") else path)
    for entry in table()["component"]:
        if entry.get("within") == owner and any(fnmatchcase(path, one) for one in entry["files"]):
            key: str = entry["key"]
            return key
    return owner


def _owner_of_module(module: str, owners: dict[str, str]) -> str | None:
    top = module.partition(".")[0]
    if top == OWN:
        return OWN
    base = module.replace(".", "/")
    for path in (f"{base}.py", f"{base}/__init__.py"):
        if path in owners:
            return owners[path]
    if top in sys.stdlib_module_names or top.startswith("_sysconfigdata_"):
        return "python"
    if _STARTER.match(top):
        return "pyinstaller"
    # a folder without code of its own, which several distributions share
    shared = next((path for path in sorted(owners) if path.startswith(f"{base}/")), None)
    return None if shared is None else owners[shared]


def _files(frozen: Path) -> Iterator[str]:
    # A bundle keeps data in a folder of its own, and has links to it and names without dots.
    for folder in (inside(frozen), frozen / "Contents" / "Resources"):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.is_symlink():
                yield path.relative_to(folder).as_posix().replace("__dot__", ".")
