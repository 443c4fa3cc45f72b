"""The frozen program tries itself: whole it says so, and of what is taken away it names each piece."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e.desktop import Desktop
from tests.e2e.packages import linked_copy
from tests.e2e.test_self_test import Told

QT = "PySide6/Qt"
# Each with the check that finds it besides the list of files, which finds all of them.
EACH_FOR_ITSELF = {
    "simdesk/resources/i18n/zh_TW/LC_MESSAGES/simdesk.mo": "Languages",
    "simdesk/resources/catalog/carriers/povo.json": "Shipped facts",
    "simdesk/resources/phrases.json": "Shipped facts",
    "simdesk/resources/icons/look.svg": "Icons",
    "simdesk/resources/icons/simdesk-48.png": "Icons",
    "certifi/cacert.pem": "Encrypted connections",
    f"{QT}/translations/qtbase_ja.qm": "Words of Qt",
    f"{QT}/plugins/platforms/libqxcb.so": "Plug-ins of Qt",
    f"{QT}/plugins/platforminputcontexts/libibusplatforminputcontextplugin.so": "Plug-ins of Qt",
    f"{QT}/plugins/platforminputcontexts/libcomposeplatforminputcontextplugin.so": "Plug-ins of Qt",
    f"{QT}/plugins/platformthemes/libqxdgdesktopportal.so": "Plug-ins of Qt",
    f"{QT}/plugins/imageformats/libqwebp.so": "Plug-ins of Qt",
}
# What others lean on, with the words of the loader or of Qt.
WITH_OTHERS = {
    "msgspec/_core.*.so": ("Saving and reading", "No module named 'msgspec._core'"),
    "cryptography/hazmat/bindings/_rust.*so": (
        "Libraries",
        "No module named 'cryptography.hazmat.bindings._rust'",
    ),
    "lxml/etree.*.so": ("Libraries", "No module named 'lxml.etree'"),
    "python3*/lib-dynload/_ctypes.*.so": ("Program with Qt", "No module named '_ctypes'"),
    f"{QT}/lib/libQt6Gui.so.6": ("Qt", "libQt6Gui.so.6: cannot open shared object file"),
    f"{QT}/lib/libQt6XcbQpa.so.6": ("Plug-ins of Qt", "libQt6XcbQpa.so.6: cannot open shared object file"),
    f"{QT}/plugins/platforms/libqoffscreen.so": (
        "Windows without a screen",
        'Could not find the Qt platform plugin "offscreen"',
    ),
}

Copied = Callable[..., Path]


@pytest.fixture
def copied(frozen: Path, tmp_path: Path) -> Iterator[Copied]:
    """What makes a copy of the frozen program without some files, and returns its folder.

    The files are the same ones by other names, so nothing may be written into them.
    """
    copy = tmp_path / "simdesk"

    def without(*patterns: str) -> Path:
        linked_copy(frozen, copy)
        for pattern in patterns:
            gone = list((copy / "_internal").glob(pattern))
            assert gone, pattern
            for path in gone:
                path.unlink()
        return copy

    yield without
    shutil.rmtree(copy, ignore_errors=True)


def told_by(folder: Path, *words: str) -> Told:
    return Told(*words, program=(str(folder / "simdesk"),))


@pytest.mark.parametrize("spoken", ["en", "ja"])
def test_the_frozen_program_is_whole(frozen: Path, spoken: str) -> None:
    told = told_by(frozen, "--lang", spoken)

    assert (told.status, told.complaint) == (0, ""), told.lines


def test_it_finds_the_screen_that_is_here_and_shows_nothing_on_it(frozen: Path) -> None:
    with Desktop() as desk:
        told = Told(program=(str(frozen / "simdesk"),), more=desk.env)

        assert (told.status, told.complaint) == (0, ""), told.lines
        assert "Windows on this screen: xcb" in told.of("ok")
        assert any(line.startswith("Notifications: dunst") for line in told.of("ok"))
        assert desk.notes() == []


def test_it_finds_as_many_modules_as_the_sources_have(frozen: Path) -> None:
    def modules(told: Told) -> list[str]:
        return [line for line in told.of("ok") if line.startswith("Program")]

    assert modules(told_by(frozen)) == modules(Told())


def test_each_file_that_is_taken_away_is_named_by_the_check_that_needs_it(copied: Copied) -> None:
    folder = copied(*EACH_FOR_ITSELF, "tzdata/zoneinfo/Asia/Tokyo")

    told = told_by(folder)

    assert told.status == 2
    failed = told.of("FAILED")
    for name, subject in EACH_FOR_ITSELF.items():
        assert f"Installed files: {folder}/_internal/{name} is missing." in failed
        assert f"{subject}: {folder}/_internal/{name} is missing." in failed
    assert f"Installed files: {folder}/_internal/tzdata/zoneinfo/Asia/Tokyo is missing." in failed
    assert told.complaint == f"{told.sentence}\n"


@pytest.mark.parametrize(("pattern", "found"), WITH_OTHERS.items(), ids=WITH_OTHERS)
def test_what_others_lean_on_is_named_and_the_rest_goes_on(
    copied: Copied, pattern: str, found: tuple[str, str]
) -> None:
    told = told_by(copied(pattern))

    subject, reason = found
    failed = told.of("FAILED")
    assert told.status == 2
    assert any(line.startswith("Installed files: ") and line.endswith(" is missing.") for line in failed)
    assert any(line.startswith(f"{subject}: ") and reason in line for line in failed), failed
    assert any(line.startswith("Languages: ") for line in told.of("ok"))
    assert not any("unforeseen" in line for line in told.lines)


def test_without_its_list_it_cannot_be_compared(copied: Copied) -> None:
    folder = copied("inventory.sha256")

    assert told_by(folder).of("FAILED") == [
        f"Installed files: {folder}/_internal/inventory.sha256 is missing."
    ]


def test_another_library_may_be_put_in_but_no_other_words(copied: Copied) -> None:
    folder = copied()
    library = next((folder / "_internal").glob("libbz2.so*"))
    content = library.read_bytes()
    library.unlink()
    library.write_bytes(content + b"\n")

    told = told_by(folder)
    assert told.status == 0
    assert f"Installed files: This is not the file that SimDesk was built with: {library}" in told.of("note")

    facts = folder / "_internal/simdesk/resources/trouble.json"
    content = facts.read_bytes()
    facts.unlink()
    facts.write_bytes(content + b"\n")
    told = told_by(folder)
    assert told.of("FAILED") == [f"Installed files: {facts} is not the file that was installed."]


def test_what_keeps_python_from_starting_is_named_by_its_loader(copied: Copied) -> None:
    folder = copied("libpython3*")

    done = subprocess.run(
        [folder / "simdesk", "--self-test"], capture_output=True, encoding="utf-8", check=False
    )

    assert done.returncode != 0
    assert "libpython3" in done.stderr
