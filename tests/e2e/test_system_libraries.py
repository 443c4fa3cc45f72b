"""What of the system is missing is brought as root, else named in one line; nothing more is ever done."""

import os
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "packaging" / "linux" / "system-libraries"
# Stands for a Python that finds no Qt library called xcb, and answers everything else well.
PYTHON = """#!/bin/sh
case $2 in
    *ctypes*) for library; do case $library in libxcb-*) echo "$library" ;; esac; done ;;
esac
"""
APT = """#!/bin/sh
echo "$@" >>"$(dirname "$0")/apt.log"
"""


@pytest.fixture
def system(tmp_path: Path) -> Path:
    """A folder of programs that come before the system's: a Debian's, whose apt only writes down."""
    for name, text in {"python": PYTHON, "apt-get": APT, "dpkg-query": "#!/bin/sh\nexit 1\n"}.items():
        (tmp_path / name).write_text(text, "utf-8")
        (tmp_path / name).chmod(0o755)
    return tmp_path


def asked(system: Path, *arguments: str, user: int) -> subprocess.CompletedProcess[str]:
    (system / "id").write_text(f"#!/bin/sh\necho {user}\n", "utf-8")
    (system / "id").chmod(0o755)
    environ = os.environ | {"PATH": f"{system}:{os.environ['PATH']}"}
    return subprocess.run(
        [SCRIPT, *arguments], env=environ, capture_output=True, text=True, check=False, cwd=system
    )


def test_nothing_missing_is_nothing_done(system: Path) -> None:
    (system / "python").write_text("#!/bin/sh\n", "utf-8")

    done = asked(system, str(system / "python"), user=0)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert not (system / "apt.log").exists()


def test_an_owner_without_rights_reads_one_line(system: Path) -> None:
    done = asked(system, str(system / "python"), user=1000)

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert done.stderr.endswith(
        "apt-get install --no-install-recommends libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0\n"
    )
    assert not (system / "apt.log").exists()


def test_root_gets_what_is_missing_and_no_more(system: Path) -> None:
    done = asked(system, str(system / "python"), user=0)

    assert done.returncode == 0, done.stderr
    update, install = (system / "apt.log").read_text("utf-8").splitlines()
    assert update.startswith("update")
    assert install.endswith(" libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0")
    assert "--no-install-recommends" in install


def test_a_missing_venv_is_treated_the_same(system: Path) -> None:
    (system / "python").write_text("#!/bin/sh\ncase $2 in *ensurepip*) exit 1 ;; esac\n", "utf-8")

    done = asked(system, str(system / "python"), user=1000)

    assert done.returncode == 1
    assert done.stderr.endswith("-venv\n")


def test_a_refusing_apt_is_heard(system: Path) -> None:
    (system / "apt-get").write_text("#!/bin/sh\necho no network >&2\nexit 100\n", "utf-8")

    done = asked(system, str(system / "python"), user=0)

    assert (done.returncode, done.stderr) == (1, "no network\nno network\n")


def test_elsewhere_than_on_debian_the_libraries_are_named(system: Path) -> None:
    (system / "apt-get").unlink()
    environ = os.environ | {"PATH": f"{system}:{plain_path(system)}"}

    done = subprocess.run(
        [SCRIPT, str(system / "python")], env=environ, capture_output=True, text=True, check=False
    )

    assert done.returncode == 1
    assert done.stderr.startswith("SimDesk lacks: libxcb-cursor.so.0, libxcb-icccm.so.4,")


def plain_path(system: Path) -> str:
    """A folder with the programs the script calls, and no apt."""
    folder = system / "plain"
    folder.mkdir()
    for name in ("sh", "awk", "uname", "id", "env", "mktemp", "cat", "grep", "dirname"):
        found = next(path for part in os.environ["PATH"].split(":") if (path := Path(part, name)).exists())
        (folder / name).symlink_to(found)
    return str(folder)
