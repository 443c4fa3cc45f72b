"""Whether all that is built from the same sources is the same to the byte, wherever they lie."""

import filecmp
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

from archives import built_at
from freeze import frozen_in


def twice(root: Path, work: Path) -> int:
    """Build the project at *root*, then again from its own source archive elsewhere, and say what differs.

    Everything is made below the folder *work*, where the first one is left. Returns 0 if nothing differs.

    Raises:
        CalledProcessError: if it cannot be built; what is wrong has been printed.
    """
    one, other = work / "one", work / "the other"
    for place in (one, other):
        shutil.rmtree(place, ignore_errors=True)
    moment = built_at(root)
    _build(root, one, moment)
    (source,) = (one / "out").glob("*.tar.gz")
    with tarfile.open(source) as archive:
        archive.extractall(other / "unpacked")
    (unpacked,) = (other / "unpacked").iterdir()
    _build(unpacked, other, moment)
    found = [
        *differences(one / "out", other / "out"),
        *differences(frozen_in(one / "work"), frozen_in(other / "work")),
    ]
    print(*(found or ["Both are the same."]), sep="\n")
    return 1 if found else 0


def differences(one: Path, other: Path) -> Iterator[str]:
    """Yield the path of each file that is not the same in the folders *one* and *other*, or in one only."""
    paths = {path.relative_to(place) for place in (one, other) for path in place.rglob("*")}
    for path in sorted(paths):
        first, second = one / path, other / path
        if not _same(first, second):
            yield f"{one.name}/{path} differs"


def _same(one: Path, other: Path) -> bool:
    if one.is_symlink() or other.is_symlink():
        return one.is_symlink() and other.is_symlink() and one.readlink() == other.readlink()
    if one.is_dir() or other.is_dir():
        return one.is_dir() and other.is_dir()
    there = one.is_file() and other.is_file()
    return there and one.stat().st_mode == other.stat().st_mode and filecmp.cmp(one, other, shallow=False)


def _build(root: Path, place: Path, moment: int) -> None:
    subprocess.run(
        [
            *(sys.executable, root / "packaging" / "package.py"),
            *("--out", place / "out", "--work", place / "work"),
        ],
        env=os.environ | {"SOURCE_DATE_EPOCH": str(moment)},
        check=True,
    )
