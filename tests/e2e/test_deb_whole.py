"""The Debian package of the whole program: its weight, what lintian says, which libraries it asks for."""

import re
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest

import simdesk
from tests.e2e.packages import Packages
from tests.e2e.test_deb import said, unpacked
from tests.e2e.test_desktop_files import FILES
from tests.house.source import ROOT
from tests.machine import needs

MEGABYTE = 1_000_000
OVERRIDES = ROOT / "packaging" / "linux" / "debian" / "lintian-overrides"
# Of whose names Debian makes something else than the rule below.
OTHERWISE = {
    "ld-linux-aarch64.so.1": "libc6",
    "ld-linux-x86-64.so.2": "libc6",
    "libbrotlicommon.so.1": "libbrotli1",
    "libbrotlidec.so.1": "libbrotli1",
    "libcrypto.so.3": "libssl3",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libz.so.1": "zlib1g",
    **{f"lib{name}.so": "libc6" for name in ("c", "dl", "m", "pthread", "resolv", "rt", "util")},
}


@pytest.fixture(scope="module")
def root(packages: Packages, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the package unpacks."""
    return unpacked(packages.deb, tmp_path_factory.mktemp("package"))


def package_of(library: str) -> str:
    """The package that holds a library, as Debian names it after the library's own name."""
    name, number = library.split(".so.", 1)
    plain = OTHERWISE.get(library) or OTHERWISE.get(f"{name}.so")
    return plain or f"{name}{'-' * name[-1].isdigit()}{number}".lower().replace("_", "-")


def asked_for(folder: Path) -> set[str]:
    """The libraries that files below *folder* need and that are not among them."""
    needs("readelf")
    binaries = [
        path for path in folder.rglob("*") if path.is_file() and path.read_bytes().startswith(b"\x7fELF")
    ]
    needed = re.findall(r"\(NEEDED\).*\[(.*)\]", said("readelf", "--dynamic", "--wide", *binaries))
    return set(needed) - {path.name for path in folder.rglob("*")}


def test_it_weighs_no_more_than_it_may(packages: Packages) -> None:
    assert packages.deb.stat().st_size <= 45 * MEGABYTE
    assert int(said("dpkg-deb", "--field", packages.deb, "Installed-Size")) * 1024 <= 130 * MEGABYTE


def test_every_word_of_lintian_that_is_overridden_has_its_reason() -> None:
    lines = [line for line in OVERRIDES.read_text("utf-8").splitlines() if line]

    assert [(above, line) for above, line in pairwise(lines) if line[0] != "#" and above[0] != "#"] == []


def test_lintian_finds_no_fault_in_it(packages: Packages) -> None:
    needs("lintian")
    done = subprocess.run(
        ["lintian", "--fail-on", "error,warning", "--display-info", "-X", "binaries/spelling", packages.deb],
        capture_output=True,
        text=True,
        check=False,
    )

    told = [line for line in done.stdout.splitlines() if re.match("[EW]:", line) or "-override " in line]
    assert (told, done.returncode) == ([], 0)


def test_every_library_that_it_does_not_bring_is_asked_for(packages: Packages, root: Path) -> None:
    depends = said("dpkg-deb", "--field", packages.deb, "Depends").strip()
    named = {re.split(r"[ (]", name)[0] for one in depends.split(", ") for name in one.split(" | ")}

    assert {package_of(library) for library in asked_for(root)} - named == set()


def test_no_library_is_asked_for_in_vain(packages: Packages, root: Path) -> None:
    depends = said("dpkg-deb", "--field", packages.deb, "Depends").strip()
    first = {re.split(r"[ (]", one)[0] for one in depends.split(", ")}

    assert first - {package_of(library) for library in asked_for(root)} == {
        "fonts-dejavu-core",
        "hicolor-icon-theme",
    }


def test_the_program_in_it_starts_by_its_link(root: Path) -> None:
    program = root / "usr" / "bin" / "simdesk"

    assert said(program, "--version") == f"simdesk {simdesk.__version__}\n"
    assert said(program, "list", "--demo", "--lang", "ja").count("\n") > 3
    assert {name for name in FILES if not (root / "usr" / name).is_file()} == set()
    assert any((root / "usr" / "share" / "doc" / "simdesk" / "licences").iterdir())
