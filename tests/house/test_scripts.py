"""Scripts of the shell are read by shellcheck, together with what they take in."""

import re
import subprocess
from pathlib import Path

from tests.house.source import ROOT, kept_files
from tests.machine import needs

# For one of them the first line says it, for a part of one the note to shellcheck.
_SHELL = re.compile(rb"(#!/bin/sh|#!/usr/bin/env (ba)?sh|# shellcheck shell=\w+)\n")


def scripts() -> list[Path]:
    return sorted(path for path in kept_files() if _SHELL.match(path.read_bytes()))


def test_every_script_is_without_a_remark() -> None:
    needs("shellcheck")
    found = scripts()
    assert ROOT / "packaging" / "linux" / "fresh-debian" in found

    said = subprocess.run(
        ["shellcheck", "--external-sources", *found], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert (said.returncode, said.stdout) == (0, "")


def test_every_script_that_is_started_can_be() -> None:
    assert [
        path for path in scripts() if path.read_bytes()[:2] == b"#!" and not path.stat().st_mode & 0o100
    ] == []
