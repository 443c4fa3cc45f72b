"""The rules of ``tests/conftest.py`` hold: where a test stands, when it may be skipped, the last line."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.source import ROOT

TESTS = """
import pytest
from tests.machine import needs

def test_passes(): pass
def test_fails(): assert False
def test_lacks_a_tool(): needs("no-such-tool-here", "sh")
@pytest.mark.other_system
@pytest.mark.skip("for another system")
def test_is_for_another_system(): pass
@pytest.mark.xfail(reason="known")
def test_is_known_to_fail(): assert False
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project under the same rules, with tests of its own."""
    (tmp_path / "tests" / "core").mkdir(parents=True)
    for name in ("pyproject.toml", "tests/__init__.py", "tests/conftest.py", "tests/machine.py"):
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "tests" / "core" / "__init__.py").touch()
    (tmp_path / "tests" / "core" / "test_some.py").write_text(TESTS, "utf-8")
    return tmp_path


def ran(project: Path, **variables: str) -> tuple[int, str, str]:
    """Run the project's tests; the status, all that was printed, and its last line."""
    environ = {name: value for name, value in os.environ.items() if name != "CI"} | variables
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider"],
        cwd=project,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout, done.stdout.splitlines()[-1]


def test_without_ci_a_missing_tool_skips_with_the_reason(project: Path) -> None:
    status, printed, last = ran(project)

    assert (status, last) == (1, "1 passed, 1 failed, 3 skipped")
    assert "not installed: no-such-tool-here" in printed


def test_under_ci_a_skip_fails_but_for_another_system(project: Path) -> None:
    status, printed, last = ran(project, CI="1")

    assert (status, last) == (1, "1 passed, 2 failed, 2 skipped")
    assert "skipped under CI: Skipped: not installed: no-such-tool-here" in printed


def test_under_ci_a_skipped_module_fails(project: Path) -> None:
    (project / "tests" / "core" / "test_some.py").write_text(
        "import pytest; pytest.importorskip('no_such_module')", "utf-8"
    )

    assert ran(project)[::2] == (5, "0 passed, 0 failed, 1 skipped")
    assert ran(project, CI="1")[::2] == (2, "0 passed, 1 failed, 0 skipped")


def test_a_test_in_no_known_folder_is_refused(project: Path) -> None:
    (project / "tests" / "test_lost.py").write_text("def test_lost(): pass", "utf-8")

    status, _, last = ran(project)

    assert (status, last) == (4, "0 passed, 0 failed, 0 skipped")
