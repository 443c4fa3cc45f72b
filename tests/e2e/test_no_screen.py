"""Who starts the window where there is no screen is told so in a sentence, and nothing is broken off."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.desktop import Desktop
from tests.e2e.program import Program

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
UNSET = ("DISPLAY", "WAYLAND_DISPLAY", "XDG_SESSION_TYPE", "QT_QPA_PLATFORM")


@pytest.mark.parametrize(
    ("environ", "language", "words"),
    [
        ({}, "en", r"\ANo window can be opened: no screen can be reached from here\. .*\n\Z"),
        ({}, "ja", r"\Aウィンドウを開けません。.*\n\Z"),
        ({"DISPLAY": ":59999"}, "zh_CN", r"\n无法打开窗口：.*\n\Z"),
        ({"QT_QPA_PLATFORM": "wayland", "WAYLAND_DISPLAY": "none"}, "zh_TW", r"\n無法開啟視窗：.*\n\Z"),
    ],
)
def test_it_is_said_and_nothing_is_made(
    environ: dict[str, str], language: str, words: str, tmp_path: Path
) -> None:
    kept = {name: value for name, value in os.environ.items() if name not in UNSET}
    folder = tmp_path / "book"
    done = subprocess.run(
        [sys.executable, "-m", "simdesk", "--data-dir", folder, "--lang", language],
        env=kept | environ,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert (done.returncode, done.stdout) == (2, "")
    assert re.search(words, done.stderr), done.stderr
    assert not folder.exists()


def test_a_wish_for_wayland_does_not_keep_the_window_from_x11(tmp_path: Path) -> None:
    with Desktop() as desk:
        program = Program(desk, tmp_path / "book", QT_QPA_PLATFORM="wayland")
        running = program.opens()
        assert running.poll() is None
