"""The folder of the AppImage around the real program: it starts wherever it lies, with what it brings."""

import subprocess
from pathlib import Path

import pytest

from tests.e2e.desktop import Desktop, until
from tests.packing import module


@pytest.fixture(scope="module")
def made(frozen: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder, in a place with a blank in its name."""
    folder: Path = module("appimage").app_dir(frozen, tmp_path_factory.mktemp("with blank") / "and more")
    return folder


def test_it_starts_on_a_screen_with_the_libraries_that_it_brings(made: Path) -> None:
    with Desktop() as desk:
        window = desk.start(made / "AppRun")
        until(lambda: desk.windows() or window.poll() is not None, "the window")
        loaded = Path(f"/proc/{window.pid}/maps").read_text("utf-8")

    brought = made / "usr/lib/simdesk/_internal/PySide6/Qt/lib"
    for library in module("appimage").OFTEN_MISSING:
        assert f"{brought}/{library}" in loaded


def test_it_is_whole_by_its_own_test(made: Path) -> None:
    with Desktop() as desk:
        tried = subprocess.run(
            [made / "AppRun", "--lang", "en", "--self-test"],
            env=desk.env,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    assert (tried.returncode, tried.stderr) == (0, ""), tried.stdout
    assert "\nok\tWindows on this screen: xcb\n" in tried.stdout
