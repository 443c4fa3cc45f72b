"""The package for Debian, Ubuntu and their kin: the frozen program where a desktop looks for it."""

import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time
from email.utils import format_datetime
from pathlib import Path
from textwrap import fill
from urllib.parse import urlsplit

from archives import built_at
from changes import Release
from desktop_files import LINUX, lay_out, packed, told_of, version_of
from frozen_folder import give_rights
from metainfo import ROOT, homepage

DEBIAN = LINUX / "debian"
_GLIBC = re.compile(rb"\bGLIBC_2\.(\d+)\b")


def deb(frozen: Path, out: Path) -> Path:
    """Pack the program in the folder *frozen* into ``out/simdesk_VERSION_ARCHITECTURE.deb``, and return that.

    The version is what the program says of itself, the architecture what dpkg says of this system. Nothing
    of *frozen* is changed. The same folder and the same moment give the same bytes.

    Raises:
        UnknownReleaseError: CHANGELOG.md does not tell of the program's version.
        CalledProcessError: if the program does not start, or it cannot be packed.
    """
    version = version_of(frozen / "simdesk")
    asked = ["dpkg", "--print-architecture"]
    architecture = subprocess.run(asked, check=True, stdout=subprocess.PIPE, encoding="ascii").stdout.strip()
    package = out / f"simdesk_{version}_{architecture}.deb"
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="simdesk-deb-") as work:
        root = Path(work) / "root"
        _install(frozen, root / "usr", version)
        give_rights(root, {root / "usr" / "lib" / "simdesk" / "simdesk"})
        _describe(root, {"@VERSION@": version, "@ARCHITECTURE@": architecture, "@GLIBC@": glibc(frozen)})
        _pack(root, package)
    return package


def glibc(frozen: Path) -> str:
    """Return the oldest version of the system's C library that every file of *frozen* runs with."""
    asked = {2}
    for path in frozen.rglob("*"):
        if path.is_file() and not path.is_symlink():
            content = path.read_bytes()
            if content.startswith(b"\x7fELF"):
                asked.update(int(minor) for minor in _GLIBC.findall(content))
    return f"2.{max(asked)}"


def changelog(known: list[Release]) -> str:
    """Return the releases as Debian writes changes down, newest first.

    Debian wants a time for each, later than that of the one before; CHANGELOG.md knows only days. Those of
    one day are put a minute apart.
    """
    entries = []
    for place, release in enumerate(known):
        earlier_that_day = sum(other.date == release.date for other in known[place + 1 :])
        moment = datetime.combine(release.date, time(minute=earlier_that_day), UTC)
        entries.append(_entry(release, format_datetime(moment)))
    return "\n".join(entries)


def _entry(release: Release, moment: str) -> str:
    lines = [f"simdesk ({release.version}) stable; urgency=medium", ""]
    lines += [_wrapped(release.said, "  * ")] * bool(release.said)
    for section in release.sections:
        lines += ["", f"  [ {section.kind} ]"]
        lines += [_wrapped(item, "  * ") for item in section.items]
    return "\n".join([*lines, "", f" -- {_maintainer()}  {moment}", ""])


def _wrapped(text: str, mark: str) -> str:
    return fill(text, 78, initial_indent=mark, subsequent_indent="    ", break_on_hyphens=False)


def _maintainer() -> str:
    (line,) = (line for line in _control({}).splitlines() if line.startswith("Maintainer: "))
    return line.partition(": ")[2]


def _install(frozen: Path, usr: Path, version: str) -> None:
    """Put every file of the package below *usr*."""
    shutil.copytree(frozen, usr / "lib" / "simdesk", symlinks=True)
    _link(usr / "bin" / "simdesk", "../lib/simdesk/simdesk")
    lay_out(usr, version)
    doc = usr / "share" / "doc" / "simdesk"
    doc.mkdir(parents=True)
    shutil.copyfile(DEBIAN / "copyright", doc / "copyright")
    (doc / "changelog.gz").write_bytes(packed(changelog(told_of(version))))
    _link(doc / "licences", "../../../lib/simdesk/_internal/licences")
    overrides = usr / "share" / "lintian" / "overrides" / "simdesk"
    overrides.parent.mkdir(parents=True)
    shutil.copyfile(DEBIAN / "lintian-overrides", overrides)


def _link(path: Path, target: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(target)


def _describe(root: Path, values: dict[str, str]) -> None:
    """Write what dpkg reads of the package."""
    sums = "".join(
        f"{hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()}  {path.relative_to(root)}\n"
        for path in _in_order(root, lambda path: path.is_file() and not path.is_symlink())
    )
    size = sum(map(_kibibytes, _in_order(root)))
    (root / "DEBIAN").mkdir()
    (root / "DEBIAN").chmod(0o755)
    for name, text in {"control": _control({**values, "@SIZE@": str(size)}), "md5sums": sums}.items():
        (root / "DEBIAN" / name).write_text(text, "utf-8")
        (root / "DEBIAN" / name).chmod(0o644)


def _kibibytes(path: Path) -> int:
    """Return what Debian counts: of a file the kibibytes begun, of a folder or link one."""
    return -(-path.stat().st_size // 1024) if path.is_file() and not path.is_symlink() else 1


def _in_order(root: Path, wanted: Callable[[Path], bool] = lambda _: True) -> Iterator[Path]:
    return (path for path in sorted(root.rglob("*")) if wanted(path))


def _control(values: dict[str, str]) -> str:
    """Return the text of the control file with *values* in their places, each list in one line."""
    text = (DEBIAN / "control").read_text("utf-8")
    address = {"@HOST@": urlsplit(homepage()).hostname or "", "@HOMEPAGE@": homepage()}
    for name, value in (address | values).items():
        text = text.replace(name, value)
    fields, mark, description = text.partition("\nDescription:")
    return fields.replace(",\n ", ", ") + mark + description


def _pack(root: Path, package: Path) -> None:
    moment = built_at(ROOT)
    for path in (root, *root.rglob("*")):
        os.utime(path, (moment, moment), follow_symlinks=False)
    # On one core, because several cut what they compress into pieces.
    environment = os.environ | {"SOURCE_DATE_EPOCH": str(moment), "DPKG_DEB_THREADS_MAX": "1"}
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Zxz", "-z6", "--build", root, package],
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )
