"""The program's own drawings."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from simdesk.ui.program_icon import SIZES, program_icon

ROOT = Path(__file__).parents[2]


def test_the_pictures_of_the_icon_show_its_drawing() -> None:
    script = ROOT / "packaging" / "program_icon.py"
    done = subprocess.run(
        [sys.executable, str(script), "check"], capture_output=True, text=True, check=False, cwd=ROOT
    )

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("size", SIZES)
def test_the_icon_is_there_at_every_size_of_a_window(qapp: QApplication, size: int) -> None:
    assert program_icon().actualSize(QSize(size, size)) == QSize(size, size)
    assert not program_icon().pixmap(size, size).toImage().allGray()
