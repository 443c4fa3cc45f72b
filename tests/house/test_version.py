"""The version stands in one place."""

import re
import subprocess
import sys
from importlib.metadata import version

import simdesk
from tests.house.source import ROOT


def test_what_is_installed_is_what_the_package_says() -> None:
    assert version("simdesk") == simdesk.__version__


def test_the_build_reads_it_from_the_package() -> None:
    asked = subprocess.run(
        [sys.executable, "-m", "hatchling", "version"], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert asked.stdout.strip() == simdesk.__version__


def test_the_changes_are_told() -> None:
    told = (ROOT / "CHANGELOG.md").read_text("utf-8")

    assert re.search(rf"^## (Unreleased|{re.escape(simdesk.__version__)}\b)", told, re.MULTILINE)
