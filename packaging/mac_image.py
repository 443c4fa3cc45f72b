"""The bundle for macOS: its signatures, and the disk image that people get."""

import os
import platform
import subprocess
from pathlib import Path

from this_version import version_here

SCRIPTS = Path(__file__).resolve().parent / "macos"


def sign_inside(app: Path) -> None:
    """Sign every library of the bundle *app*, which changes it: to be done before sums are taken.

    Raises:
        subprocess.CalledProcessError: if one could not be signed.
    """
    subprocess.run([SCRIPTS / "sign", "inside", app], check=True)


def seal(app: Path) -> None:
    """Sign the bundle *app* itself, and check all of it. Nothing in it may be changed afterwards.

    Raises:
        subprocess.CalledProcessError: if it is not sound.
    """
    subprocess.run([SCRIPTS / "sign", "whole", app], check=True)


def image(app: Path, out: Path) -> Path:
    """Return the disk image of the bundle *app*, made in *out*; its name says for which processor.

    Where ``SIMDESK_NOTARY_PROFILE`` is set, Apple is asked to look at it.

    Raises:
        subprocess.CalledProcessError: if it could not be made.
    """
    out.mkdir(parents=True, exist_ok=True)
    made = out / f"simdesk-{version_here()}-macos-{platform.machine()}.dmg"
    subprocess.run([SCRIPTS / "dmg", app, made], check=True)
    if os.environ.get("SIMDESK_NOTARY_PROFILE"):
        subprocess.run([SCRIPTS / "notarise", made], check=True)
    return made
