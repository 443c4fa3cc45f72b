"""What a Linux desktop looks for beside the program: valid, complete, and of one name everywhere."""

import gzip
import re
import shutil
import subprocess
from configparser import ConfigParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtGui import QImage

import simdesk
from simdesk.cli.options import ANYWHERE, COMMANDS, WINDOW
from simdesk.notify import APP_ID
from tests.house.source import ROOT
from tests.machine import needs
from tests.packing import module

KIND = "application/vnd.simdesk.backup+zip"
LANGUAGES = ("zh_CN", "zh_TW", "ja")
SIZES = (16, 24, 32, 48, 64, 128)
PAGES = [f"share/man/{folder}man1/simdesk.1.gz" for folder in ("", *(f"{name}/" for name in LANGUAGES))]
FILES = {
    f"share/applications/{APP_ID}.desktop",
    f"share/metainfo/{APP_ID}.metainfo.xml",
    f"share/mime/packages/{APP_ID}.xml",
    f"share/icons/hicolor/scalable/apps/{APP_ID}.svg",
    *(f"share/icons/hicolor/{size}x{size}/apps/{APP_ID}.png" for size in SIZES),
    *PAGES,
    "share/bash-completion/completions/simdesk",
    "lib/systemd/user/simdesk-due.service",
    "lib/systemd/user/simdesk-due.timer",
}
# What a software centre could mind, and does not: names of this form are what most desktops' programs have.
MINDED = f"P: {APP_ID}:3: cid-contains-uppercase-letter {APP_ID}"


@pytest.fixture(scope="module")
def usr(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A prefix with everything in it, for a program that there is."""
    prefix = tmp_path_factory.mktemp("prefix") / "usr"
    module("desktop_files").lay_out(prefix, simdesk.__version__, program="/usr/bin/env")
    return prefix


def silent(*command: str | Path) -> None:
    """Run a command that must be content and say nothing."""
    needs(str(command[0]))
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_every_file_lands_where_it_is_looked_for(usr: Path) -> None:
    assert {path.relative_to(usr).as_posix() for path in usr.rglob("*") if path.is_file()} == FILES


def test_the_same_files_are_made_again(usr: Path, tmp_path: Path) -> None:
    module("desktop_files").lay_out(tmp_path, simdesk.__version__, program="/usr/bin/env")

    assert {name for name in FILES if (usr / name).read_bytes() != (tmp_path / name).read_bytes()} == set()


def test_a_version_that_the_changes_do_not_tell_of_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"CHANGELOG.md has no release 0\.0\.7"):
        module("desktop_files").lay_out(tmp_path, "0.0.7")

    assert list(tmp_path.iterdir()) == []


# --- the menu's entry


def test_the_entry_is_valid(usr: Path) -> None:
    silent("desktop-file-validate", usr / "share" / "applications" / f"{APP_ID}.desktop")


def test_the_entry_is_in_four_languages_and_begins_what_the_program_can(usr: Path) -> None:
    entry = ConfigParser(interpolation=None, delimiters=("=",))
    entry.optionxform = str  # type: ignore[assignment,method-assign]
    entry.read(usr / "share" / "applications" / f"{APP_ID}.desktop", "utf-8")
    main = entry["Desktop Entry"]
    actions = [entry[f"Desktop Action {name}"] for name in main["Actions"].rstrip(";").split(";")]

    assert (main["Icon"], main["StartupWMClass"], main["MimeType"]) == (APP_ID, APP_ID, f"{KIND};")
    assert [part["Exec"] for part in (main, *actions)] == ["simdesk %f", "simdesk --add", "simdesk --renew"]
    assert set(WINDOW) == {"--add", "--renew"}
    for part, names in [
        (main, ("GenericName", "Comment", "Keywords")),
        *((one, ("Name",)) for one in actions),
    ]:
        for name in names:
            assert all(part[f"{name}[{language}]"] for language in LANGUAGES)
    assert {name for name in main if name.endswith("]") and "[" in name} == {
        f"{name}[{language}]" for name in ("GenericName", "Comment", "Keywords") for language in LANGUAGES
    }


# --- the metainfo


def test_software_centres_take_the_metainfo(usr: Path) -> None:
    needs("appstreamcli")
    file = usr / "share" / "metainfo" / f"{APP_ID}.metainfo.xml"
    done = subprocess.run(
        ["appstreamcli", "validate", "--pedantic", "--no-net", "--no-color", file],
        capture_output=True,
        text=True,
        check=False,
    )

    said = [line for line in done.stdout.splitlines() if re.match(r"[EWIP]: ", line)]
    assert (done.returncode, said) == (0, [MINDED])


def test_the_metainfo_tells_of_every_release_and_shows_pictures_that_there_are(usr: Path) -> None:
    text = (usr / "share" / "metainfo" / f"{APP_ID}.metainfo.xml").read_text("utf-8")
    component = ET.fromstring(text)
    (page,) = component.findall("url")
    images = [image.text or "" for image in component.iter("image")]
    known = module("changes").releases((ROOT / "CHANGELOG.md").read_text("utf-8"))

    assert "@" not in text
    assert [release.get("version") for release in component.iter("release")] == [one.version for one in known]
    assert known[0].version == simdesk.__version__
    assert page.text == module("metainfo").homepage()
    assert len(images) == len(set(images)) >= 4 * 3
    for image in images:
        assert image.startswith(f"{page.text}screenshots/")
        assert (ROOT / "docs" / "pictures" / image.rpartition("/")[2]).exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_metainfo_is_complete_in_each_language(usr: Path, language: str) -> None:
    """By the names that the system has for them: AppStream 0.16, of Debian 12, finds nothing by ``zh-CN``."""
    component = ET.parse(usr / "share" / "metainfo" / f"{APP_ID}.metainfo.xml").getroot()
    mark = "{http://www.w3.org/XML/1998/namespace}lang"
    component.remove(*component.findall("releases"))  # which are told in English
    for tag in ("summary", "p", "li", "caption", "image"):
        plain = [one for one in component.iter(tag) if one.get(mark) is None]
        translated = [one for one in component.iter(tag) if one.get(mark) == language]
        assert len(plain) == len(translated) > 0, tag


# --- the kind of file, and the icons


def test_a_backup_is_a_kind_of_zip_with_a_name_and_an_icon(
    usr: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))  # or it says that nothing is looked for here
    mime = tmp_path / "mime"
    (mime / "packages").mkdir(parents=True)
    shutil.copy(usr / "share" / "mime" / "packages" / f"{APP_ID}.xml", mime / "packages")
    silent("update-mime-database", mime)
    told = {
        name: (mime / name).read_text("utf-8") for name in ("globs", "subclasses", "icons", "generic-icons")
    }
    kind = (mime / f"{KIND}.xml").read_text("utf-8")

    assert f"\n{KIND}:*.simdesk\n" in told["globs"]
    assert told["subclasses"] == f"{KIND} application/zip\n"
    assert told["icons"] == f"{KIND}:{APP_ID}\n"
    assert told["generic-icons"] == f"{KIND}:package-x-generic\n"
    assert kind.count("<comment") == 1 + len(LANGUAGES)


@pytest.mark.parametrize("size", SIZES)
def test_an_icon_is_as_large_as_its_folder_says(usr: Path, size: int) -> None:
    icon = QImage(str(usr / "share" / "icons" / "hicolor" / f"{size}x{size}" / "apps" / f"{APP_ID}.png"))

    assert (icon.width(), icon.height()) == (size, size)


# --- the manual


@pytest.mark.parametrize("page", PAGES)
def test_the_manual_has_no_fault(usr: Path, page: str, tmp_path: Path) -> None:
    needs("man", "groff")
    text = tmp_path / "simdesk.1"
    text.write_bytes(gzip.decompress((usr / page).read_bytes()))
    done = subprocess.run(
        ["man", "--warnings", "-l", usr / page],
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "MANWIDTH": "80"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert f"SimDesk {simdesk.__version__}" in done.stdout
    assert "@" not in done.stdout
    silent("groff", "-K", "utf8", "-T", "utf8", "-man", "-z", "-ww", text)


@pytest.mark.parametrize("page", PAGES)
def test_the_manual_tells_of_every_command_and_option(usr: Path, page: str) -> None:
    text = gzip.decompress((usr / page).read_bytes()).decode().replace("\\-", "-")
    options = {name for one in COMMANDS.values() for name in one.options} | set(ANYWHERE) | set(WINDOW)
    headed = "\n".join(re.findall(r"^\.TP\n(.*)$", text, re.MULTILINE))

    assert {name for name in options if not re.search(rf"(?<![\w-]){name}\b", headed)} == set()
    assert {name for name in COMMANDS if not re.search(rf"^\.BR? {name}\b", headed, re.MULTILINE)} == set()
    assert set(re.findall(r"--[a-z][a-z-]+", text)) - options == {"--user", "--now"}


# --- the timer


def test_the_timer_asks_the_installed_program(usr: Path, tmp_path: Path) -> None:
    units = usr / "lib" / "systemd" / "user"
    silent("systemd-analyze", "verify", "--user", *sorted(units.iterdir()))
    module("desktop_files").lay_out(tmp_path, simdesk.__version__)
    service = (tmp_path / "lib" / "systemd" / "user" / "simdesk-due.service").read_text("utf-8")

    assert re.findall("^Exec.*", service, re.MULTILINE) == ["ExecStart=/usr/bin/simdesk due --notify"]
