"""The program's own drawings."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QApplication

from simdesk.notify import APP_ID
from simdesk.resources import resource
from simdesk.ui.icons import icon
from simdesk.ui.program_icon import SIZES, program_icon, window_icon
from tests.house.source import modules

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


def test_windows_have_the_icon_of_the_theme_where_there_is_one(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme = "[Icon Theme]\nName=T\nDirectories=64x64/apps\n\n[64x64/apps]\nSize=64\n"
    pictures = tmp_path / "t" / "64x64" / "apps"
    pictures.mkdir(parents=True)
    (tmp_path / "t" / "index.theme").write_text(theme, "utf-8")
    other = QPixmap(64, 64)
    other.fill(QColor("red"))
    other.save(str(pictures / f"{APP_ID}.png"))
    paths, name = QIcon.themeSearchPaths(), QIcon.themeName()
    window_icon.cache_clear()
    try:
        QIcon.setThemeSearchPaths([str(tmp_path)])
        QIcon.setThemeName("none")
        assert window_icon() is program_icon()
        window_icon.cache_clear()
        QIcon.setThemeName("t")
        assert window_icon().pixmap(64, 64).toImage().pixelColor(9, 9) == QColor("red")
        assert window_icon().availableSizes()
    finally:
        QIcon.setThemeSearchPaths(paths)
        QIcon.setThemeName(name)
        window_icon.cache_clear()


def test_a_drawing_that_is_gone_is_left_out(qapp: QApplication) -> None:
    assert icon("no-such-drawing").pixmap(16, 16).toImage().pixelColor(8, 8).alpha() == 0


def test_every_drawing_that_is_wanted_is_shipped() -> None:
    named = re.compile(r"""\bicon\("([a-z_-]+)"\)""")
    wanted = {name for path, _ in modules() for name in named.findall(path.read_text("utf-8"))}

    assert wanted
    assert [name for name in sorted(wanted) if not resource("icons", f"{name}.svg").is_file()] == []
