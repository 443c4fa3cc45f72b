"""The Debian package: what is in it, that it is the same wherever it is packed, and what it asks for."""

import gzip
import hashlib
import io
import os
import re
import shutil
import subprocess
import tarfile
from email.utils import parsedate_to_datetime
from itertools import pairwise
from pathlib import Path

import pytest

import simdesk
from tests.e2e.test_desktop_files import FILES
from tests.machine import needs
from tests.packing import module

MOMENT = 1_700_000_000
PROGRAM = "usr/lib/simdesk/simdesk"
PLACES = {
    *(f"usr/{name}" for name in FILES),
    "usr/bin/simdesk",
    PROGRAM,
    "usr/lib/simdesk/_internal/libsomething.so",
    "usr/lib/simdesk/_internal/licences/something.txt",
    "usr/share/doc/simdesk/changelog.gz",
    "usr/share/doc/simdesk/copyright",
    "usr/share/doc/simdesk/licences",
    "usr/share/lintian/overrides/simdesk",
}


@pytest.fixture
def frozen(tmp_path: Path) -> Path:
    """A folder as freezing gives it, but small: a program that can say its version, a library, a licence."""
    needs("dpkg-deb", "dpkg")
    folder = tmp_path / "frozen" / "simdesk"
    (folder / "_internal" / "licences").mkdir(parents=True)
    (folder / "_internal" / "licences" / "something.txt").write_text("Do as you like.\n", "utf-8")
    shutil.copyfile("/bin/true", folder / "_internal" / "libsomething.so")
    (folder / "simdesk").write_text(f"#!/bin/sh\necho simdesk {simdesk.__version__}\n", "utf-8")
    (folder / "simdesk").chmod(0o755)
    return folder


@pytest.fixture
def package(frozen: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package of the small folder."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(MOMENT))
    made: Path = module("deb").deb(frozen, tmp_path / "out")
    return made


def said(*command: str | Path) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def members(package: Path, part: str = "--fsys-tarfile") -> dict[str, tarfile.TarInfo]:
    """What dpkg unpacks, or with ``--ctrl-tarfile`` reads, by its path."""
    content = subprocess.run(["dpkg-deb", part, package], capture_output=True, check=True).stdout
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        return {member.name.removeprefix("./") or ".": member for member in archive}


def unpacked(package: Path, folder: Path) -> Path:
    said("dpkg-deb", "-x", package, folder)
    return folder


def test_every_file_lands_where_it_should_and_none_outside_usr(package: Path) -> None:
    inside = members(package)

    assert {name for name, member in inside.items() if not member.isdir()} == PLACES
    assert {name.partition("/")[0] for name in inside} == {".", "usr"}
    assert {name: member.linkname for name, member in inside.items() if member.issym()} == {
        "usr/bin/simdesk": "../lib/simdesk/simdesk",
        "usr/share/doc/simdesk/licences": "../../../lib/simdesk/_internal/licences",
    }


def test_dpkg_does_everything_without_scripts(package: Path) -> None:
    assert set(members(package, "--ctrl-tarfile")) == {".", "control", "md5sums"}


def test_the_program_starts_by_its_link_and_the_licences_are_found(package: Path, tmp_path: Path) -> None:
    root = unpacked(package, tmp_path / "root")

    assert said(root / "usr" / "bin" / "simdesk").split() == ["simdesk", simdesk.__version__]
    assert (root / "usr" / "share" / "doc" / "simdesk" / "licences" / "something.txt").is_file()


def test_whose_files_they_are_and_from_when(package: Path) -> None:
    inside = members(package)

    assert {(member.uname, member.gname, member.mtime) for member in inside.values()} == {
        ("root", "root", MOMENT)
    }
    assert {name: oct(member.mode) for name, member in inside.items() if not member.issym()} == {
        name: "0o755" if member.isdir() or name == PROGRAM else "0o644"
        for name, member in inside.items()
        if not member.issym()
    }


def test_what_dpkg_is_told_of_it(package: Path, tmp_path: Path) -> None:
    fields = said("dpkg-deb", "--field", package)
    root = unpacked(package, tmp_path / "root")
    sums = subprocess.run(["dpkg-deb", "--info", package, "md5sums"], capture_output=True, check=True).stdout
    files = [path for path in root.rglob("*") if path.is_file() and not path.is_symlink()]
    others = sum(1 for path in root.rglob("*") if path not in files)

    for line in (
        f"Version: {simdesk.__version__}",
        f"Architecture: {said('dpkg', '--print-architecture').strip()}",
        f"Homepage: {module('metainfo').homepage()}",
        f"Installed-Size: {sum(-(-path.stat().st_size // 1024) for path in files) + others}",
    ):
        assert line in fields.splitlines()
    assert "@" not in fields.replace("maintainers@", "")
    assert dict(line.split("  ")[::-1] for line in sums.decode().splitlines()) == {
        str(path.relative_to(root)): hashlib.md5(path.read_bytes()).hexdigest() for path in files
    }


def test_the_same_folder_gives_the_same_bytes_wherever_it_is_packed(
    frozen: Path, package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = shutil.copytree(frozen, tmp_path / "another place" / "simdesk", copy_function=shutil.copy)
    for path in elsewhere.rglob("*"):
        path.chmod(path.stat().st_mode | 0o020)
        os.utime(path, (5, 5))
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    monkeypatch.setenv("LC_ALL", "C")
    before = os.umask(0o077)
    try:
        again = module("deb").deb(elsewhere, tmp_path / "another out")
    finally:
        os.umask(before)

    assert again.name == package.name
    assert again.read_bytes() == package.read_bytes()


def test_the_folder_is_left_as_it_was(frozen: Path, tmp_path: Path) -> None:
    def state() -> list[tuple[str, int, int]]:
        files = sorted(frozen.rglob("*"))
        return [(str(path), path.stat().st_mode, path.stat().st_mtime_ns) for path in files]

    before = state()
    module("deb").deb(frozen, tmp_path / "out")

    assert state() == before


def test_another_machine_gives_its_own_architecture(
    frozen: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "dpkg").write_text("#!/bin/sh\necho arm64\n", "utf-8")
    (tmp_path / "bin" / "dpkg").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")

    made = module("deb").deb(frozen, tmp_path)

    assert made.name == f"simdesk_{simdesk.__version__}_arm64.deb"
    assert said("dpkg-deb", "--field", made, "Architecture") == "arm64\n"


def test_an_older_program_is_packed_as_what_it_is(frozen: Path, tmp_path: Path) -> None:
    (frozen / "simdesk").write_text("#!/bin/sh\necho simdesk 0.1.0\n", "utf-8")
    root = unpacked(module("deb").deb(frozen, tmp_path), tmp_path / "root")
    changes = gzip.decompress((root / "usr/share/doc/simdesk/changelog.gz").read_bytes()).decode()

    assert changes.startswith("simdesk (0.1.0) stable; urgency=medium\n")
    assert changes.count("\n -- ") == 1
    assert simdesk.__version__ not in next((root / "usr/share/metainfo").iterdir()).read_text("utf-8")


def test_the_changes_go_back_in_time(package: Path, tmp_path: Path) -> None:
    root = unpacked(package, tmp_path / "root")
    text = gzip.decompress((root / "usr/share/doc/simdesk/changelog.gz").read_bytes()).decode()
    known = module("changes").releases(module("changes").CHANGELOG.read_text("utf-8"))
    moments = [parsedate_to_datetime(line) for line in re.findall(r"^ -- .*>  (.*)$", text, re.MULTILINE)]

    assert re.findall(r"^simdesk \((.*)\) stable", text, re.MULTILINE) == [one.version for one in known]
    assert [moment.date() for moment in moments] == [one.date for one in known]
    assert all(newer > older for newer, older in pairwise(moments))
    assert max(len(line) for line in text.splitlines() if not line.startswith(" -- ")) <= 80
