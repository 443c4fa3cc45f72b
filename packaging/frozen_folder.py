"""Where things lie in the folder of a frozen program, a bundle on macOS, and the rights that they have."""

import shutil
from collections.abc import Collection
from pathlib import Path


def inside(frozen: Path) -> Path:
    """Return the folder that the program in *frozen* knows as its own (``sys._MEIPASS``)."""
    return frozen / ("Contents/Frameworks" if _is_bundle(frozen) else "_internal")


def program_of(frozen: Path) -> Path:
    """Return the program in the folder *frozen*."""
    names = ("simdesk", "SimDesk.exe", "Contents/MacOS/SimDesk")
    return next(frozen / name for name in names if (frozen / name).is_file())


def place(frozen: Path, name: str) -> Path:
    """Return where data called *name* are to be written in *frozen*, so that the program finds them inside.

    In a bundle they lie among the resources, since among the frameworks everything has to be signed code;
    there is a link to them there, made here.
    """
    if not _is_bundle(frozen):
        return inside(frozen) / name
    link = inside(frozen) / name
    if link.is_dir() and not link.is_symlink():
        shutil.rmtree(link)
    else:
        link.unlink(missing_ok=True)
    link.symlink_to(Path("..", "Resources", name))
    return frozen / "Contents" / "Resources" / name


def give_rights(root: Path, programs: Collection[Path]) -> None:
    """Let everybody read what is in *root*, start *programs* and nothing else, whatever the rights were."""
    for path in (root, *root.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path in programs else 0o644)


def _is_bundle(frozen: Path) -> bool:
    return frozen.suffix == ".app"
