"""Which package of Debian a library was copied from, where the system is Debian or a child of it."""

import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import NamedTuple


class Package(NamedTuple):
    """A package of the system: its name, its version in full, and that of its authors."""

    name: str
    version: str
    upstream: str

    @property
    def terms(self) -> Path:
        """Return the file with its copyright and licences."""
        return Path("/usr/share/doc", self.name, "copyright")


@cache
def package_of(library: str) -> Package | None:
    """Return the installed package that holds the *library*, a file name; None where there is none.

    Only where the Python that is frozen is the system's own: another one brings libraries of its own.
    """
    if sys.base_prefix != "/usr" or shutil.which("dpkg-query") is None:
        return None
    native = _said("dpkg", "--print-architecture").strip()
    for line in _said("dpkg-query", "--search", f"*/{library}").splitlines():
        names, _, path = line.partition(": ")
        for name in names.split(", "):
            if name.partition(":")[2] in ("", native) and Path(path).name == library:
                form = "${Package} ${Version} ${source:Upstream-Version}"
                return Package(*_said("dpkg-query", "--show", f"--showformat={form}", name).split())
    return None


def _said(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    return done.stdout if done.returncode == 0 else ""
