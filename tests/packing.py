"""The modules of ``packaging/`` as tests load them: there they lie beside one another, and in no package."""

import sys
from importlib import import_module
from types import ModuleType

from tests.house.source import ROOT


def module(name: str) -> ModuleType:
    """Return the module *name* of ``packaging/``."""
    sys.path.insert(0, str(ROOT / "packaging"))
    try:
        return import_module(name)
    finally:
        sys.path.remove(str(ROOT / "packaging"))
