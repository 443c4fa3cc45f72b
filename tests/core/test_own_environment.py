"""What an installed program starts gets the variables that its owner's session has, not the program's own."""

import os
import runpy

import pytest

from tests.house.source import ROOT

HOOK = ROOT / "packaging" / "linux" / "own_environment.py"
OURS = "/usr/lib/simdesk/_internal"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({}, {}),
        ({"LD_LIBRARY_PATH": OURS}, {}),
        (
            {"LD_LIBRARY_PATH": f"{OURS}:/opt/own", "LD_LIBRARY_PATH_ORIG": "/opt/own"},
            {"LD_LIBRARY_PATH": "/opt/own"},
        ),
        ({"LD_LIBRARY_PATH": OURS, "LD_LIBRARY_PATH_ORIG": ""}, {"LD_LIBRARY_PATH": ""}),
        ({"_PYI_ARCHIVE_FILE": "/usr/lib/simdesk/simdesk", "_PYI_PARENT_PROCESS_LEVEL": "1"}, {}),
        (
            {"APPIMAGE": "/home/o/SimDesk.AppImage", "XDG_DATA_DIRS": "/usr/share", "QT_PLUGIN_PATH": "/own"},
            {"APPIMAGE": "/home/o/SimDesk.AppImage", "XDG_DATA_DIRS": "/usr/share", "QT_PLUGIN_PATH": "/own"},
        ),
    ],
)
def test_what_the_starter_set_is_taken_back(
    before: dict[str, str], after: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = ("LD_LIBRARY_PATH", "LD_LIBRARY_PATH_ORIG", "APPIMAGE", "XDG_DATA_DIRS", "QT_PLUGIN_PATH")
    for name in mine:
        monkeypatch.delenv(name, raising=False)
    for name, value in before.items():
        monkeypatch.setenv(name, value)
    runpy.run_path(str(HOOK))

    assert {
        name: os.environ[name] for name in os.environ if name in mine or name.startswith("_PYI_")
    } == after
