"""The installer for Windows, as far as it can be held without a Windows: compiled, and looked into."""

import ast
import re
import struct
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from simdesk import __version__
from simdesk.notify import APP_ID
from simdesk.ui.desktop.autostart.run_key import APPROVED, RUN
from tests.machine import needs
from tests.packing import module

ROOT = Path(__file__).parents[2]
WINDOWS = ROOT / "packaging" / "windows"
LANGUAGES = {"ENGLISH": "en", "SIMPCHINESE": "zh_CN", "TRADCHINESE": "zh_TW", "JAPANESE": "ja"}
SAID = re.compile(r'^\$\{SAY\} (\w+) (\w+) "(.*)"$', re.MULTILINE)


@pytest.fixture
def frozen(tmp_path: Path) -> Path:
    """A folder such as the frozen one, with names that could go wrong."""
    folder = tmp_path / "simdesk"
    inside = folder / "_internal" / "a folder" / "b"
    inside.mkdir(parents=True)
    for path in (folder / "SimDesk.exe", folder / "simdesk-cli.exe", inside / "x$y.txt", inside / "注意.txt"):
        path.write_bytes(b"1")
    return folder


def run(script: str, *arguments: str | Path) -> str:
    command: list[str | Path] = [sys.executable, ROOT / "packaging" / script, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_the_installer_holds_every_file(frozen: Path, tmp_path: Path) -> None:
    needs("makensis", "7z")

    # Any warning of the compiler ends it.
    made = Path(run("windows_installer.py", frozen, tmp_path / "out").splitlines()[-1])

    assert made.name.startswith(f"simdesk-{__version__}-windows-")
    listed = subprocess.run(["7z", "l", "-slt", made], check=True, capture_output=True, text=True).stdout
    names = {line.removeprefix("Path = ") for line in listed.splitlines() if line.startswith("Path = ")}
    held = {name for name in names if not name.startswith(("$PLUGINSDIR", "uninstall.exe", "/"))}
    assert held == {str(path.relative_to(frozen)) for path in frozen.rglob("*") if path.is_file()}
    assert "SubType = NSIS-3 Unicode" in listed


def test_the_uninstaller_takes_these_files_only(frozen: Path) -> None:
    taken = module("windows_installer").files_script(frozen).partition("!macro TAKE_FILES")[2]
    assert r'Delete "$INSTDIR\_internal\a folder\b\x$$y.txt"' in taken
    assert taken.index(r'RMDir "$INSTDIR\_internal\a folder\b"') < taken.index(r'RMDir "$INSTDIR\_internal"')
    assert not re.search(r"[*?]|RMDir /r", taken)


def test_no_folder_is_removed_with_what_is_in_it() -> None:
    for script in WINDOWS.glob("*.ns*"):
        assert "RMDir /r" not in script.read_text(encoding="utf-8"), script.name


def test_it_knows_what_the_program_writes() -> None:
    script = (WINDOWS / "simdesk.nsi").read_text(encoding="utf-8")

    assert f"!define APP_ID {APP_ID}\n" in script
    assert f"!define RUN {RUN}\n" in script
    assert f"!define APPROVED {APPROVED}\n" in script
    assert r'!define DATA "$LOCALAPPDATA\simdesk"' in script
    assert "RequestExecutionLevel user" in script
    # The owner's own part of the registry, and no other.
    for path in WINDOWS.glob("*.ns*"):
        assert not re.search(r"\bHK(LM|CR|U)\b|SHCTX", path.read_text(encoding="utf-8")), path.name


def test_it_speaks_four_languages() -> None:
    words = (WINDOWS / "words.nsh").read_text(encoding="utf-8")
    said: dict[str, dict[str, str]] = {}
    for language, name, text in SAID.findall(words):
        said.setdefault(name, {})[language] = text

    assert len(SAID.findall(words)) == words.count("\n${SAY} ")
    for name, texts in said.items():
        assert set(texts) == set(LANGUAGES), name
        marks = {
            language: sorted(re.findall(r"\$\{\w+\}|\$INSTDIR", text)) for language, text in texts.items()
        }
        assert len({tuple(found) for found in marks.values()}) == 1, name
        assert not re.search("[—–]", "".join(texts.values())), name


def test_the_way_out_is_called_as_in_the_menu() -> None:
    words = (WINDOWS / "words.nsh").read_text(encoding="utf-8")
    told = {language: text for language, name, text in SAID.findall(words) if name == "STILL_RUNS"}

    assert "Quit" in told["ENGLISH"]
    for language in ("SIMPCHINESE", "TRADCHINESE", "JAPANESE"):
        folder = ROOT / "resources" / "i18n" / LANGUAGES[language] / "LC_MESSAGES"
        catalog = (folder / "simdesk.po").read_text(encoding="utf-8")
        found = re.search(r'^msgid "Quit"\nmsgstr "(.+)"$', catalog, re.MULTILINE)
        assert found is not None
        assert found[1] in told[language]


def test_the_manifest_asks_for_no_rights() -> None:
    text = (WINDOWS / "simdesk.manifest").read_text(encoding="utf-8")
    tree = ET.fromstring(text)
    settings = "{http://schemas.microsoft.com/SMI/%s/WindowsSettings}"

    level = tree.find(".//{urn:schemas-microsoft-com:asm.v3}requestedExecutionLevel")
    assert level is not None
    assert level.attrib == {"level": "asInvoker", "uiAccess": "false"}
    assert tree.findtext(f".//{settings % 2016}dpiAwareness") == "PerMonitorV2, PerMonitor"
    assert tree.findtext(f".//{settings % 2019}activeCodePage") == "UTF-8"


def test_the_icon_is_one_for_windows(tmp_path: Path) -> None:
    run("icon_files.py", "ico", tmp_path / "simdesk.ico")

    data = (tmp_path / "simdesk.ico").read_bytes()
    reserved, kind, count = struct.unpack_from("<HHH", data)
    entries = [struct.unpack_from("<BBBBHHII", data, 6 + 16 * number) for number in range(count)]
    assert (reserved, kind) == (0, 1)
    assert [entry[0] for entry in entries] == [16, 20, 24, 32, 40, 48, 64, 128, 0]
    assert entries[-1][6] + entries[-1][7] == len(data)
    assert data[entries[-1][7] :].startswith(b"\x89PNG")
    for width, _height, *_more, length, place in entries[:-1]:
        assert struct.unpack_from("<Iii", data, place) == (40, width, 2 * width)
        assert length == 40 + 4 * width * width + (width + 31) // 32 * 4 * width


def test_what_the_task_manager_shows_can_be_read() -> None:
    text = module("windows_version").version_text(__version__, "SimDesk.exe", "SimDesk")

    ast.parse(text, mode="eval")
    four = (*(int(part) for part in __version__.split(".")), 0)
    assert f"filevers={four}, prodvers={four}" in text
    for name, value in (("FileDescription", "SimDesk"), ("ProductVersion", __version__)):
        assert f"StringStruct({name!r}, {value!r})" in text


@pytest.mark.parametrize("system", ["linux", "windows", "macos"])
def test_a_recipe_leaves_out_what_all_leave_out(system: str) -> None:
    text = (ROOT / "packaging" / system / "simdesk.spec").read_text(encoding="utf-8")

    names = {node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)}
    assert {"AS_FILES", "LAZY", "UNUSED", "kept", "modules"} <= names
