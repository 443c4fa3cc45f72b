"""The version of this checkout, read without loading it."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def version_here() -> str:
    """Return the version of this checkout.

    Raises:
        ValueError: if its one place says none.
    """
    text = (ROOT / "src" / "simdesk" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "([^"]+)"$', text, re.MULTILINE)
    if found is None:
        raise ValueError("src/simdesk/__init__.py says no version")
    return found[1]
