"""The frozen program: all of the wheel is in it, nothing of the system, and it does what the sources do."""

import json
import os
import re
import runpy
import shutil
import subprocess
import sys
import sysconfig
import time
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from simdesk.storage.decoding import encode
from tests.bench.large import large_book
from tests.e2e.desktop import until
from tests.e2e.packages import OFFSCREEN_SAYS, PACKING, Packages
from tests.house.source import ROOT
from tests.packing import module

LANGUAGES = ("en", "zh_CN", "zh_TW", "ja")
LIST_MODULES = """if True:
    import json, sys
    from PyInstaller.archive.readers import CArchiveReader
    archive = CArchiveReader(sys.argv[1])
    print(json.dumps(list(archive.open_embedded_archive("PYZ.pyz").toc)))
"""


@pytest.fixture
def folder(home: Path) -> Path:
    """A data folder with twenty cards and sixty renewals."""
    place = home / "book"
    place.mkdir(mode=0o700)
    (place / "simdesk.json").write_bytes(encode(large_book(date(2026, 11, 21), cards=20, renewals=60)))
    return place


def said(*command: str | Path) -> tuple[int, str]:
    """What a command answers, and its exit status; it complains of nothing."""
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.stderr == ""
    return done.returncode, done.stdout


def test_every_module_of_the_wheel_is_in_it(packages: Packages) -> None:
    listed = subprocess.check_output([PACKING, "-c", LIST_MODULES, packages.frozen / "simdesk"])
    with zipfile.ZipFile(packages.wheel) as wheel:
        names = [Path(name) for name in wheel.namelist() if name.endswith(".py")]
    wanted = {".".join(name.with_suffix("").parts).removesuffix(".__init__") for name in names}

    assert len(wanted) > 400
    assert wanted - set(json.loads(listed)) == set()


def test_every_resource_of_the_wheel_is_in_it(packages: Packages) -> None:
    with zipfile.ZipFile(packages.wheel) as wheel:
        wanted = {
            name: wheel.read(name)
            for name in wheel.namelist()
            if name.startswith("simdesk/resources/") and not name.endswith((".po", "/"))
        }
    place = packages.frozen / "_internal"
    there = {
        path.relative_to(place).as_posix(): path.read_bytes()
        for path in (place / "simdesk").rglob("*")
        if path.is_file()
    }

    assert there == wanted


def test_of_the_system_it_has_python_and_what_bears_another_name_elsewhere(frozen: Path) -> None:
    files = [path for path in (frozen / "_internal").glob("lib*") if not path.is_symlink()]

    python = sysconfig.get_config_var("LDLIBRARY")
    assert {path.name.partition(".so")[0] for path in files} <= {
        python.partition(".so")[0],
        "libbz2",
        "libmpdec",
    }


def test_every_library_finds_what_it_needs(frozen: Path) -> None:
    """Each is looked through by the system's own loader, which finds the folder as the starter has it."""
    inside = frozen / "_internal"
    files = sorted(path for path in inside.rglob("*.so*") if path.is_file() and not path.is_symlink())
    missing = {}
    for path in (frozen / "simdesk", *files):
        told = subprocess.run(
            ["ldd", path],
            env=os.environ | {"LD_LIBRARY_PATH": str(inside)},
            capture_output=True,
            encoding="utf-8",
            check=False,
        ).stdout
        if lost := re.findall(r"(\S+) => not found", told):
            missing[path.name] = lost

    assert len(files) > 50
    assert missing == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "command",
    [
        ("--version",),
        ("--help",),
        ("list", "--all", "--on", "2026-11-21"),
        ("due", "--on", "2026-11-21", "--within", "60"),
        ("check",),
        ("export", "log", "-"),
        ("export", "calendar", "-"),
    ],
    ids=" ".join,
)
def test_a_command_says_the_same_as_from_the_sources(
    frozen: Path, folder: Path, command: tuple[str, ...], language: str
) -> None:
    options: tuple[str | Path, ...] = ("--data-dir", folder, "--lang", language, *command)
    answers = [
        said(*program, *options) for program in ((frozen / "simdesk",), (sys.executable, "-m", "simdesk"))
    ]

    # The moment at which a calendar was written is another one.
    ours, theirs = ((code, re.sub(r"(DTSTAMP|LAST-MODIFIED):\S+", "", told)) for code, told in answers)
    assert ours == theirs
    assert ours[1]


def test_what_one_writes_the_other_reads(frozen: Path, folder: Path, home: Path) -> None:
    """Out of one book into another one: by table, and by a backup with everything."""
    program, table, backup = frozen / "simdesk", home / "cards.csv", home / "all.simdesk"
    assert said(program, "--data-dir", folder, "export", "cards", table)[0] == 0
    assert said(program, "--data-dir", folder, "backup", backup)[0] == 0

    for number, command in enumerate((("import", "cards", table), ("restore", backup))):
        other = home / f"other-{number}"
        assert said(program, "--data-dir", other, *command)[0] == 0
        assert said(sys.executable, "-m", "simdesk", "--data-dir", other, "list", "--all") == said(
            program, "--data-dir", folder, "list", "--all"
        )


@pytest.fixture
def window(frozen: Path, folder: Path, home: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """What opens the window and waits until it answers a second start; it is closed afterwards."""
    opened = []

    def open_it(*options: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [frozen / "simdesk", "--data-dir", folder, *options], stderr=subprocess.PIPE, encoding="utf-8"
        )
        opened.append(process)
        end = time.monotonic() + 30
        while not any(path.is_socket() for path in (home / "run").rglob("*")):
            assert process.poll() is None
            assert time.monotonic() < end
            time.sleep(0.02)
        return process

    yield open_it
    for process in opened:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_window_opens_once(
    frozen: Path, folder: Path, window: Callable[..., subprocess.Popen[str]], language: str
) -> None:
    first = window("--lang", language)
    assert said(frozen / "simdesk", "--data-dir", folder, "--lang", language) == (0, "")
    assert first.poll() is None

    first.terminate()
    _, complained = first.communicate(timeout=30)
    assert (first.returncode, OFFSCREEN_SAYS.sub("", complained)) == (0, "")


def test_a_crash_is_noted(folder: Path, window: Callable[..., subprocess.Popen[str]]) -> None:
    """Where Python was when a library fell is said by the next start."""
    first = window()
    until(lambda: any(folder.rglob("*crash*")), "the crash file, which is opened once the window stands")
    time.sleep(0.2)
    first.send_signal(11)
    first.communicate(timeout=30)

    assert first.returncode == -11
    left = [path.read_text("utf-8", "replace") for path in folder.rglob("*crash*") if path.is_file()]
    assert any("simdesk/ui/" in text for text in left)


def test_what_it_starts_is_given_the_system_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "environ", os.environ.copy())
    os.environ |= {"LD_LIBRARY_PATH": "/somewhere/_internal", "_PYI_ARCHIVE_FILE": "simdesk", "LANG": "C"}
    hook = str(ROOT / "packaging" / "linux" / "own_environment.py")

    runpy.run_path(hook)
    assert not {"LD_LIBRARY_PATH", "_PYI_ARCHIVE_FILE"} & os.environ.keys()

    os.environ |= {"LD_LIBRARY_PATH": "/somewhere/_internal:/mine", "LD_LIBRARY_PATH_ORIG": "/mine"}
    runpy.run_path(hook)
    assert os.environ["LD_LIBRARY_PATH"] == "/mine"
    assert "LD_LIBRARY_PATH_ORIG" not in os.environ


def test_a_python_without_its_library_is_told_which_package_has_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    freeze = module("freeze")
    monkeypatch.setattr(sysconfig, "get_config_var", lambda _name: "libpython0.0.so.1.0")

    with pytest.raises(SystemExit) as told:
        freeze.freeze(tmp_path / "no.whl", tmp_path / "work", 0)

    assert "libpython{}.{};".format(*sys.version_info[:2]) in str(told.value)
    assert str(told.value).count("\n") == 0
    assert not (tmp_path / "work").exists()


def test_the_archives_are_the_same_from_another_place(packages: Packages, tmp_path: Path) -> None:
    """Built from what the source archive holds, elsewhere, on another day: every byte is the same."""
    shutil.unpack_archive(packages.source, tmp_path / "unpacked")
    (root,) = (tmp_path / "unpacked").iterdir()
    subprocess.run(
        [PACKING, root / "packaging" / "package.py", "--only", "archives", "--out", tmp_path / "out"],
        env=os.environ | {"SOURCE_DATE_EPOCH": packages.moment},
        stdout=subprocess.DEVNULL,
        check=True,
    )

    assert [path.read_bytes() for path in sorted((tmp_path / "out").iterdir())] == [
        packages.wheel.read_bytes(),
        packages.source.read_bytes(),
    ]
