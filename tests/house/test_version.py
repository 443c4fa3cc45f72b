"""The version stands in one place, and whoever names it names the same."""

import re
import subprocess
import sys
import tomllib
from importlib.metadata import metadata, version
from pathlib import Path

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

import simdesk
from simdesk.ui.about import AboutDialog
from tests.house.source import ROOT, kept_files
from tests.house.test_changes import changes


def test_what_is_installed_is_what_the_package_says() -> None:
    assert version("simdesk") == simdesk.__version__


def test_the_build_reads_it_from_the_package() -> None:
    asked = subprocess.run(
        [sys.executable, "-m", "hatchling", "version"], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert asked.stdout.strip() == simdesk.__version__


def test_the_command_says_it() -> None:
    asked = subprocess.run(
        [sys.executable, "-m", "simdesk", "--version"], capture_output=True, text=True, check=True
    )

    assert asked.stdout == f"simdesk {simdesk.__version__}\n"


def test_the_window_says_it(qtbot: QtBot, tmp_path: Path) -> None:
    about = AboutDialog(tmp_path, tmp_path, lambda _: None)
    qtbot.addWidget(about)

    assert f"SimDesk {simdesk.__version__}" in [label.text() for label in about.findChildren(QLabel)]


def test_the_newest_release_of_the_changes_is_this_one() -> None:
    told = changes().releases((ROOT / "CHANGELOG.md").read_text("utf-8"))

    assert told[0].version == simdesk.__version__
    assert told[-1].version == "0.1.0"


def test_nothing_else_names_it() -> None:
    """A second place would be forgotten once; lists of others' versions and what was released may name it."""
    name = re.compile(rf"(?<![\d.]){re.escape(simdesk.__version__)}(?!\.?\d)".encode())
    others = {"CHANGELOG.md", "src/simdesk/__init__.py"}
    naming = {path.relative_to(ROOT).as_posix() for path in kept_files() if name.search(path.read_bytes())}

    assert not {name for name in naming - others if not name.startswith(("requirements/", "resources/"))}


def test_the_address_of_the_project_stands_in_one_place() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    (address,) = project["urls"].values()

    assert metadata("simdesk").get_all("Project-URL") == [f"Homepage, {address}"]
