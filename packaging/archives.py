"""The wheel and the source archive, the same bytes from the same sources wherever they lie."""

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory

from changes import releases


def archives(root: Path, out: Path) -> tuple[Path, Path]:
    """Build the project at *root* into *out*, without network. Returns (wheel, source archive).

    The wheel is built from what the source archive holds: in a folder where somebody works, among the
    resources, there are files that nobody keeps.

    Raises:
        SystemExit: if it cannot be built, with the words of what builds it.
    """
    out.mkdir(parents=True, exist_ok=True)
    moment = built_at(root)
    before = os.umask(0o022)  # the rights of what is compiled on the way are those in the archives
    try:
        with TemporaryDirectory(dir=out) as name:
            place = Path(name)
            source = _built("sdist", root, place, moment)
            shutil.unpack_archive(source, place / "unpacked")
            (unpacked,) = (place / "unpacked").iterdir()
            wheel = _built("wheel", unpacked, place, moment)
            return wheel.replace(out / wheel.name), source.replace(out / source.name)
    finally:
        os.umask(before)


def _built(target: str, root: Path, place: Path, moment: int) -> Path:
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", target, "--directory", place],
        cwd=root,
        env=os.environ | {"SOURCE_DATE_EPOCH": str(moment)},
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    (archive,) = place.glob("*.whl" if target == "wheel" else "*.tar.gz")
    return archive


def built_at(root: Path) -> int:
    """Return the moment that everything built from *root* bears, in seconds since 1970.

    That is ``SOURCE_DATE_EPOCH`` where it is set, else the time of the commit, else, in an unpacked source
    archive, the day of the newest release in the changes.
    """
    if chosen := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(chosen)
    if (root / ".git").exists():
        asked = ["git", "-C", str(root), "log", "-1", "--format=%ct"]
        commit = subprocess.run(asked, check=False, stdout=subprocess.PIPE, encoding="ascii")
        if commit.returncode == 0 and commit.stdout.strip():
            return int(commit.stdout)
    newest = releases((root / "CHANGELOG.md").read_text("utf-8"))[0]
    return int(datetime.combine(newest.date, time(), UTC).timestamp())
