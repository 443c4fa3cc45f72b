"""What the packed program is made of, and under which licences, from the folder that lies beside it."""

from functools import cache
from pathlib import Path

from msgspec import Struct

from simdesk.catalog.decoding import decoded
from simdesk.errors import FileUnreadable


class Part(Struct, frozen=True, forbid_unknown_fields=True):
    """A part with authors of its own.

    ``folder`` has its ``texts``, the names of files; ``licence`` is an SPDX expression, ``source`` where its
    source is had. Both ``version`` and ``source`` are empty where they are not known.
    """

    folder: str
    name: str
    version: str
    licence: str
    source: str
    texts: tuple[str, ...]


class Licences(Struct, frozen=True):
    """The parts, SimDesk first, and the folder of their texts."""

    folder: Path
    parts: tuple[Part, ...]

    def part(self, key: str) -> Part | None:
        """Return the part whose folder is called *key*."""
        return next((part for part in self.parts if part.folder == key), None)

    def overview(self) -> str:
        """Return in plain words what is inside, and what that allows. English.

        Raises:
            FileUnreadable: if the installation is not whole.
        """
        return _words(self.folder / "README.txt")

    def texts(self, part: Part) -> str:
        """Return all that belongs to *part*, one text below the other with the name of its file.

        Raises:
            FileUnreadable: if the installation is not whole.
        """
        return "\n\n\n".join(
            f"{name}\n{'-' * len(name)}\n\n{_words(self.folder / part.folder / name).strip()}"
            for name in part.texts
        )

    def containing(self, words: str) -> tuple[Part, ...]:
        """Return the parts that have every one of *words* in name, licence or texts; all where there is none.

        A text that cannot be read has no words.
        """
        wanted = words.casefold().split()
        return tuple(part for part in self.parts if not wanted or _has(self.folder, part, wanted))


def licences(folder: Path) -> Licences:
    """Return what the list in *folder* says.

    Raises:
        FileDamaged, FileUnreadable: if the installation is not whole.
    """
    return Licences(folder, decoded(folder / "contents.json", tuple[Part, ...]))


def _has(folder: Path, part: Part, wanted: list[str]) -> bool:
    head = f"{part.name} {part.version} {part.licence}".casefold()
    if all(word in head for word in wanted):
        return True
    every = [head, *(_folded(folder / part.folder / name) for name in part.texts)]
    return all(any(word in text for text in every) for word in wanted)


def _folded(path: Path) -> str:
    try:
        return _words(path).casefold()
    except FileUnreadable:
        return ""


@cache
def _words(path: Path) -> str:
    try:
        return path.read_text("utf-8", "replace")  # of others, and shown whatever has become of it
    except OSError as error:
        raise FileUnreadable(path, error.strerror or str(error)) from error
