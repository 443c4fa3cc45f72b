"""Compiles the translations while the project is built, so that every way of installing has them.

For a wheel and for an editable install; a source archive carries the .po files and this hook.
"""

import os
import sys
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def compile_translations(root: Path) -> list[Path]:
    """Write a .mo beside every .po below ``root/resources/i18n`` that has none or an older one.

    Returns the files written. A .mo is replaced as a whole, so that a SimDesk starting at the
    same moment reads the old one or the new.

    Raises:
        PoFileError: if a .po cannot be read; nothing is written for it.
    """
    written = []
    for source in sorted(root.glob("resources/i18n/*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        with source.open("rb") as file:
            catalog = read_po(file, locale=source.parent.parent.name, abort_invalid=True)
        part = target.with_suffix(f".{os.getpid()}.part")
        with part.open("wb") as file:
            write_mo(file, catalog)
        part.replace(target)
        written.append(target)
    return written


class TranslationsHook(BuildHookInterface[Any]):
    """What hatchling calls before it collects the files of a wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002, the interface
        """Compile the translations of the tree that is being built."""
        compile_translations(Path(self.root))


if __name__ == "__main__":
    for path in compile_translations(Path(__file__).resolve().parent.parent):
        sys.stdout.write(f"compiled {path}\n")
