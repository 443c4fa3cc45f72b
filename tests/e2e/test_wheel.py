"""Wheel and source archive, built without network, start in a fresh environment, in four languages.

What other Pythons make of them with all that SimDesk depends on is for ``packaging/linux/wheel-everywhere``,
because their dependencies are not here: each of them at least compiles every module without a warning.
"""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import time
import tomllib
import zipfile
from collections.abc import Callable
from email import message_from_string
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from packaging.requirements import Requirement

import simdesk
from tests.e2e.packages import OFFSCREEN_SAYS
from tests.house.source import ROOT, kept_files

LANGUAGES = ("en", "zh_CN", "zh_TW", "ja")
# No index is asked: what is needed is what the tests run with.
OFFLINE = {"PIP_NO_INDEX": "1", "PIP_NO_BUILD_ISOLATION": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}


def run(*command: str | Path, **variables: str) -> str:
    """Run a command and return what it printed; where it fails, so does the test, with its words."""
    done = subprocess.run(
        command, env=os.environ | OFFLINE | variables, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Both archives, and the copy of what is kept that they are built from: nothing in it is compiled."""
    copy, built = tmp_path_factory.mktemp("copy"), tmp_path_factory.mktemp("built")
    for path in kept_files():
        target = copy / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, target)
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", built, copy)
    (wheel,), (source,) = built.glob("*.whl"), built.glob("*.tar.gz")
    return {"wheel": wheel, "source": source, "files": copy}


@pytest.fixture(scope="module", params=["wheel", "source"])
def program(
    request: pytest.FixtureRequest, archives: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """``simdesk`` in an environment that holds one archive, and sees what it depends on."""
    environment = tmp_path_factory.mktemp(request.param)
    run(sys.executable, "-m", "venv", "--without-pip", environment)
    python = environment / "bin" / "python"
    packages = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip())
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    archive = archives[request.param]
    run(python, "-m", "pip", "install", "--quiet", "--no-deps", "--ignore-installed", archive)
    assert (packages / "simdesk" / "resources" / "i18n").is_dir()
    return environment / "bin" / "simdesk"


def test_both_ways_lead_to_one_wheel(archives: dict[str, Path], tmp_path: Path) -> None:
    """``build`` makes the wheel from the source archive; what is made of the files themselves is the same."""
    run(sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", tmp_path, archives["files"])

    assert (tmp_path / archives["wheel"].name).read_bytes() == archives["wheel"].read_bytes()


def test_the_wheel_has_what_the_checkout_has(archives: dict[str, Path]) -> None:
    with zipfile.ZipFile(archives["wheel"]) as wheel:
        inside = {name for name in wheel.namelist() if name.startswith("simdesk/")}
    kept = {path.relative_to(ROOT).as_posix() for path in kept_files()}
    code = {name.removeprefix("src/") for name in kept if name.startswith("src/simdesk/")}
    resources = {f"simdesk/{name}" for name in kept if name.startswith("resources/")}
    compiled = {f"simdesk/resources/i18n/{name}/LC_MESSAGES/simdesk.mo" for name in LANGUAGES if name != "en"}

    assert inside == code | resources | compiled
    assert "simdesk/py.typed" in inside


def test_the_wheel_says_what_it_is(archives: dict[str, Path]) -> None:
    with zipfile.ZipFile(archives["wheel"]) as wheel:
        about = {
            Path(name).name: wheel.read(name).decode() for name in wheel.namelist() if ".dist-info/" in name
        }
    told = message_from_string(about["METADATA"])
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]

    assert about["LICENSE"] == (ROOT / "LICENSE").read_text("utf-8")
    assert about["entry_points.txt"] == "[console_scripts]\nsimdesk = simdesk.cli:main\n"
    assert "Tag: py3-none-any" in about["WHEEL"]
    assert (told["Version"], told["License-Expression"]) == (simdesk.__version__, "MIT")
    assert told.get_payload() == (ROOT / "README.md").read_text("utf-8")
    assert {Requirement(needed) for needed in told.get_all("Requires-Dist", ())} == {
        Requirement(needed) for needed in project["dependencies"]
    }
    described = about["METADATA"].partition("\n\n")[0]
    named = re.findall(r"(?<=https://)[^/\s]+", described)
    assert set(named) == {urlsplit(address).hostname for address in project["urls"].values()}


def test_every_python_that_is_here_compiles_it_without_a_warning(
    archives: dict[str, Path], tmp_path: Path
) -> None:
    """3.12 and 3.14 each began to warn of what went before, and a warning of today is an error one day."""
    with zipfile.ZipFile(archives["wheel"]) as wheel:
        wheel.extractall(tmp_path)

    for python in pythons():
        run(python, "-W", "error", "-m", "compileall", "-q", "-f", tmp_path / "simdesk")


def pythons() -> set[str]:
    """The Pythons of this machine that are new enough, each by the path of the real one."""
    found = {sys.executable}
    for name in ("python3.11", "python3.12", "python3.13", "python3.14"):
        asked = (
            subprocess.run(
                [name, "-c", "import sys; print(sys.executable)"], capture_output=True, text=True, check=False
            )
            if shutil.which(name)
            else None
        )
        if asked and asked.returncode == 0:
            found.add(asked.stdout.strip())
    return found


def test_the_source_archive_can_be_tested(archives: dict[str, Path]) -> None:
    with tarfile.open(archives["source"]) as source:
        inside = {name.partition("/")[2] for name in source.getnames()}

    assert {path.relative_to(ROOT).as_posix() for path in kept_files()} <= inside
    assert not [name for name in inside if name.endswith(".mo")]


def test_it_says_its_version(program: Path) -> None:
    said = f"simdesk {simdesk.__version__}\n"

    assert run(program, "--version") == said
    assert run(program.with_name("python"), "-m", "simdesk", "--version") == said


def test_the_command_speaks_four_languages(program: Path, home: Path) -> None:
    """What has no card yet says so; each language in words of its own, so its translation is there."""
    said = [run(program, "--lang", language, "list") for language in LANGUAGES]
    helped = [run(program, "--lang", language, "--help") for language in LANGUAGES]

    assert len(set(said)) == len(set(helped)) == len(LANGUAGES)
    assert list(home.joinpath("book").iterdir() if home.joinpath("book").exists() else ()) == []


def test_it_tests_itself_and_names_a_file_that_is_gone(program: Path, home: Path) -> None:
    assert re.search(r"^ok\tInstalled files: \d+$", run(program, "--lang", "en", "--self-test"), re.MULTILINE)
    (gone,) = program.parents[1].glob("lib/python3*/site-packages/simdesk/resources/phrases.json")
    aside = gone.rename(home / gone.name)
    try:
        missed = subprocess.run([program, "--self-test"], capture_output=True, encoding="utf-8", check=False)
    finally:
        shutil.move(aside, gone)

    assert missed.returncode != 0
    assert gone.name in missed.stdout


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_window_opens_in_four_languages(program: Path, home: Path, language: str) -> None:
    """Up is who answers a second start; a polite end leaves with 0, and nothing was complained of."""
    window = subprocess.Popen([program, "--lang", language], stderr=subprocess.PIPE, encoding="utf-8")
    try:
        seats = home / "run"
        assert wait_for(lambda: any(path.is_socket() for path in seats.rglob("*")), window)
        run(program, "--lang", language)
        assert window.poll() is None
    finally:
        window.terminate()
        _, complained = window.communicate()

    assert (window.returncode, OFFSCREEN_SAYS.sub("", complained)) == (0, "")


def wait_for(seen: Callable[[], bool], process: subprocess.Popen[str]) -> bool:
    """Whether something comes to be seen while the process is there."""
    while process.poll() is None:
        if seen():
            return True
        time.sleep(0.02)
    return False
