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
from tests.packing import module


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
    told = module("changes").releases((ROOT / "CHANGELOG.md").read_text("utf-8"))

    assert told[0].version == simdesk.__version__
    assert told[-1].version == "0.1.0"


def test_nothing_of_the_program_and_its_packages_names_it_too() -> None:
    """A second place would be forgotten once. History, examples and trials of an update may name any."""
    name = re.compile(rf"(?<![\d.])(?<!simdesk[_-]){re.escape(simdesk.__version__)}(?!\.?\d)".encode())
    places = ("src/", "packaging/linux/", "pyproject.toml", "Makefile")
    naming = {
        path.relative_to(ROOT).as_posix() for path in kept_files() if name.search(path.read_bytes())
    } - {"src/simdesk/__init__.py"}

    assert not {one for one in naming if one.startswith(places) or re.fullmatch(r"packaging/\w+\.py", one)}


def test_the_files_that_people_are_told_of_are_of_this_version() -> None:
    named = {
        found
        for path in (ROOT / "README.md", *(ROOT / "docs").glob("*.md"))
        for found in re.findall(r"simdesk[_-](\d+\.\d+\.\d+)", path.read_text("utf-8"))
    }

    assert named <= {simdesk.__version__}


def test_the_address_of_the_project_stands_in_one_place() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    (address,) = project["urls"].values()

    assert metadata("simdesk").get_all("Project-URL") == [f"Homepage, {address}"]
