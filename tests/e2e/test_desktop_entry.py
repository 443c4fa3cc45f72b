"""`make install` puts SimDesk where a double-click starts it, and `make uninstall` takes it out again."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.house.source import ROOT
from tests.machine import needs

SCRIPT = ROOT / "packaging" / "linux" / "desktop-entry"
ENTRY = "applications/org.simdesk.SimDesk.desktop"


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
    assert kept == {"icons/hicolor/scalable/apps/simdesk.svg"}
    assert not (home / "data" / ENTRY).exists()


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
