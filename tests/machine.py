"""What the tests ask of the machine they run on, and how much of a campaign it is given."""

import os
import shutil

import pytest


def needs(*commands: str) -> None:
    """Skip the running test where one of *commands* is not installed, with that as the reason.

    Under CI a skip is a failure (see ``conftest``), and `make test` installs them all first.
    """
    missing = [command for command in commands if shutil.which(command) is None]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")


def rounds(*, short: int, full: int) -> int:
    """Return how many rounds a test marked ``soak`` goes: *full* in `make soak`, else *short*."""
    return full if os.environ.get("SIMDESK_SOAK") else short
