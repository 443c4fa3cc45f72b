"""All that ``make package`` builds of this checkout, built once for all tests that look at some of it."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.house.source import ROOT
from tests.machine import needs
from tests.packing import module

# What the offscreen platform has not: hints of size, and other windows to come before.
OFFSCREEN_SAYS = re.compile(r"This plugin does not support (propagateSizeHints|raise)\(\)\n")
PACKING = ROOT / ".venv-package" / "bin" / "python"


@dataclass(frozen=True, slots=True)
class Packages:
    """What lies in the folder ``out``, and the frozen program that was packed. All of it bears ``moment``."""

    out: Path
    frozen: Path
    moment: str

    @property
    def wheel(self) -> Path:
        return self._only("*.whl")

    @property
    def source(self) -> Path:
        return self._only("*.tar.gz")

    @property
    def deb(self) -> Path:
        return self._only("*.deb")

    def _only(self, pattern: str) -> Path:
        (path,) = self.out.glob(pattern)
        return path


@pytest.fixture(scope="session")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Packages:
    """Build them, without network, and return where they are. Nobody may write there."""
    if sys.platform != "linux" or not PACKING.exists():
        pytest.skip("there is no .venv-package, which `make test` and `make package` make")
    needs("strip", "dpkg-deb")
    place = tmp_path_factory.mktemp("packages")
    moment = str(module("archives").built_at(ROOT))
    told = packed("--out", place / "out", "--work", place / "work", SOURCE_DATE_EPOCH=moment)
    if told.stderr.startswith("Freezing needs"):  # what `make test` brings under CI
        pytest.skip(told.stderr.strip())
    assert told.returncode == 0, told.stdout + told.stderr
    return Packages(place / "out", place / "work" / "frozen" / "simdesk", moment)


@pytest.fixture(scope="session")
def frozen(packages: Packages) -> Path:
    """The folder of the frozen program. Nobody may write there."""
    return packages.frozen


def linked_copy(folder: Path, target: Path) -> Path:
    """Copy *folder* to *target*, and return that. The files are the same ones: nobody may write into them."""
    return shutil.copytree(folder, target, symlinks=True, copy_function=_same_file)


def _same_file(source: str, target: str) -> None:
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:  # the folder of the tests may be on another disk
        shutil.copy2(source, target, follow_symlinks=False)


def packed(*options: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Pack with *options*, as somebody does who has no network, and return what came of it."""
    alone = {"PIP_NO_INDEX": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    return subprocess.run(
        [PACKING, ROOT / "packaging" / "package.py", *options],
        env=os.environ | alone | variables,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
