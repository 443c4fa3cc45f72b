"""`make install` puts SimDesk where a double-click starts it, and `make uninstall` takes it out again."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.house.source import ROOT
from tests.machine import needs

SCRIPT = ROOT / "packaging" / "linux" / "desktop-entry"
ENTRY = "applications/org.simdesk.SimDesk.desktop"
KIND = "application/vnd.simdesk.backup+zip"
SIZES = (16, 24, 32, 48, 64, 128)


def entry(*arguments: str | Path) -> None:
    subprocess.run([SCRIPT, *arguments], check=True, capture_output=True)


def test_what_is_installed_is_valid_and_is_taken_out_again(home: Path) -> None:
    needs("desktop-file-validate")

    entry("install", "/usr/bin/env")
    said = subprocess.run(
        ["desktop-file-validate", home / "data" / ENTRY], capture_output=True, text=True, check=False
    )
    kept = {path.relative_to(home / "data").as_posix() for path in (home / "data").rglob("*.*g")}
    entry("remove")

    assert (said.returncode, said.stdout) == (0, "")
    assert kept == {
        "icons/hicolor/scalable/apps/org.simdesk.SimDesk.svg",
        *(f"icons/hicolor/{size}x{size}/apps/org.simdesk.SimDesk.png" for size in SIZES),
    }
    assert [path for path in (home / "data").rglob("*simdesk*") if path.is_file()] == []


def test_the_icon_of_the_first_simdesk_is_taken_out_too(home: Path) -> None:
    former = home / "data" / "icons" / "hicolor" / "scalable" / "apps" / "simdesk.svg"
    former.parent.mkdir(parents=True)
    former.write_text("<svg/>", "utf-8")
    entry("install", "/usr/bin/env")

    assert not former.exists()


def test_every_way_in_starts_the_program_that_was_named(home: Path) -> None:
    (home / "with blank").symlink_to("/usr/bin")
    entry("install", home / "with blank" / "env")

    lines = (home / "data" / ENTRY).read_text("utf-8").splitlines()
    assert [line for line in lines if line.startswith("Exec=")] == [
        f'Exec="{home}/with blank/env" {what}' for what in ("%f", "--add", "--renew")
    ]


def said(*command: str | Path) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def kind_of(file: Path) -> str:
    return said("gio", "info", "--attributes=standard::content-type", file).rpartition(": ")[2].strip()


def test_a_backup_is_opened_with_simdesk_until_it_is_taken_out(home: Path) -> None:
    needs("gio", "update-mime-database", "update-desktop-database")
    backup = home / "all.simdesk"
    with ZipFile(backup, "w") as archive:
        archive.writestr("contents.json", "{}")

    entry("install", "/usr/bin/env")
    kind, opener = kind_of(backup), said("gio", "mime", KIND)
    entry("remove")

    assert (kind, opener.partition(": ")[2].splitlines()[0]) == (KIND, "org.simdesk.SimDesk.desktop")
    assert kind_of(backup) == "application/zip"
    assert "SimDesk" not in said("gio", "mime", KIND)
    assert KIND not in "".join(
        path.read_text("utf-8", "replace") for path in (home / "data").rglob("*") if path.is_file()
    )


CHOSEN = f"""\
[Default Applications]
text/plain=org.example.Editor.desktop;
{KIND}=org.simdesk.SimDesk.desktop;
application/zip=org.simdesk.SimDesk.desktop;org.example.Packer.desktop;

[Added Associations]
{KIND}=org.simdesk.SimDesk.desktop
"""


def test_what_the_owner_chose_does_not_lead_to_a_program_that_is_gone(home: Path) -> None:
    file = home / "config" / "mimeapps.list"
    file.parent.mkdir(exist_ok=True)
    file.write_text(CHOSEN, "utf-8")
    file.chmod(0o600)
    entry("install", "/usr/bin/env")
    before = file.read_text("utf-8")
    entry("remove")

    assert before == CHOSEN
    assert file.read_text("utf-8").splitlines() == [
        "[Default Applications]",
        "text/plain=org.example.Editor.desktop;",
        "application/zip=org.example.Packer.desktop;",
        "",
        "[Added Associations]",
    ]
    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["mimeapps.list"]


def test_the_choice_stays_where_simdesk_is_installed_for_all(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = home / "config" / "mimeapps.list"
    file.parent.mkdir(exist_ok=True)
    file.write_text(CHOSEN, "utf-8")
    (home / "for all" / ENTRY).parent.mkdir(parents=True)
    (home / "for all" / ENTRY).touch()
    monkeypatch.setenv("XDG_DATA_DIRS", f"/none:{home / 'for all'}")
    entry("install", "/usr/bin/env")
    entry("remove")

    assert file.read_text("utf-8") == CHOSEN


@pytest.mark.parametrize("name", ["plain", "with blank", "$dollar`tick\"quote\\back'apostrophe", "ひらがな"])
def test_a_double_click_starts_the_program_wherever_it_lies(home: Path, name: str) -> None:
    needs("gio")
    program = home / name / "simdesk"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\necho started >'{home}/started'\n", "utf-8")
    program.chmod(0o755)
    entry("install", program)

    subprocess.run(["gio", "launch", home / "data" / ENTRY], check=True, capture_output=True)

    assert (home / "started").read_text("utf-8") == "started\n"


def test_a_double_click_opens_the_window(home: Path) -> None:
    needs("gio")
    entry("install", Path(sys.executable).with_name("simdesk"))

    # in a group of its own, because gio does not wait for what it has started
    opener = subprocess.Popen(["gio", "launch", home / "data" / ENTRY], start_new_session=True)
    try:
        patience = time.monotonic() + 60
        while not any(path.is_socket() for path in (home / "run").rglob("*")):
            assert time.monotonic() < patience, "nothing was opened"
            time.sleep(0.02)
        # taken by the window that is there, so that this start is over
        assert subprocess.run([sys.executable, "-m", "simdesk"], check=False, timeout=60).returncode == 0
    finally:
        os.killpg(opener.pid, signal.SIGTERM)
        opener.wait()
