"""The licences of everything inside a frozen folder, beside the program and in plain words."""

import json
import shutil
import sys
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import Distribution
from pathlib import Path

from contents import ROOT, TEXTS, Component, contents
from frozen_folder import place
from tracing import OWN

WIDTH = 78
_ALSO = """

The few lines of Python that PySide6 and Shiboken begin with (`__init__.py`)
are in the program itself. To use others, build it anew with `make package`."""
_LOOSE = """\
They lie beside this folder, as files under their own names. You may put other
versions of them there, changed ones too, as with Qt."""
_BUILT_IN = """\
They are in the program in the form that Python has made of them. To use
others, take SimDesk's source, which is free, put your version into its
requirements and build it anew with `make package`; packaging/README.md in the
source says how."""
_STARTED = ("pyside6-essentials", "shiboken6")
_NAMES = ("licen", "copying", "notice", "authors", "copyright")


class Unlicensed(Exception):
    """Something inside the frozen folder whose licence nobody has the text of."""


def licences(frozen: Path) -> Path:
    """Write ``_internal/licences`` of the folder *frozen* anew and return it.

    It has a folder for each part of the program with its licences, ``README.txt`` in plain words, and
    ``contents.json``, which the program reads.

    Raises:
        Untraced: as :func:`contents.contents`.
        Unlicensed: if a part comes without the text of its licence, by name.
    """
    parts = contents(frozen)
    texts = {part.key: dict(_texts(part)) for part in parts}
    bare = [part.name for part in parts if not texts[part.key]]
    if bare:
        raise Unlicensed(
            "The text of the licence is missing of these; put it into packaging/licences/texts, and name it "
            "in packaging/licences/components.toml: " + ", ".join(bare)
        )
    folder = place(frozen, "licences")
    shutil.rmtree(folder, ignore_errors=True)
    for part in parts:
        (folder / part.key).mkdir(parents=True)
        for name, words in texts[part.key].items():
            _write(folder / part.key / name, words)
    _write(folder / "README.txt", readme(parts))
    listed = [_entry(part, texts[part.key]) for part in parts]
    _write(folder / "contents.json", json.dumps(listed, ensure_ascii=False, indent=1) + "\n")
    return folder


def readme(parts: Sequence[Component]) -> str:
    """Return in plain words what is in the program, under which licences, and what that allows."""
    said = (TEXTS.parent / "README.in").read_text("utf-8")
    lines = [
        f"{titled(part):<34} {part.licence}\n    {part.source}".rstrip() for part in parts if part.key != OWN
    ]
    version = {part.key: part.version for part in parts}
    modules = [part for part in parts if part.licence == "LGPL-3.0-or-later"]
    return said.format(
        version=version[OWN],
        parts="\n".join(lines),
        qt=version.get("qt", ""),
        pyside=version.get("pyside6-essentials", ""),
        series=".".join(version.get("qt", "").split(".")[:2]),
        modules="\n".join(f"    {titled(part)}, {part.source}" for part in modules),
        also="" if all(part.replaceable for part in parts if part.key in _STARTED) else _ALSO,
        place=_LOOSE if all(part.replaceable for part in modules) else _BUILT_IN,
    )


def titled(part: Component) -> str:
    """Return the name of *part*, and its version where that is known."""
    return f"{part.name} {part.version}".rstrip()


def _texts(part: Component) -> Iterator[tuple[str, str]]:
    """Return the texts that belong to *part*, each with the name of its file.

    No file has the bare name of a licence: what checks packages takes such a one for left over.
    """
    if part.key == OWN:
        yield "simdesk-mit.txt", (ROOT / "LICENSE").read_text("utf-8")
    for path in _carried(part.distribution) if part.distribution else ():
        name = path.name.lower().removesuffix(".txt").removesuffix(".rst").removesuffix(".md")
        yield f"{part.key}-{name}.txt", path.read_text("utf-8", errors="replace")
    from_system = part.package is not None and part.package.terms.is_file()
    if part.package is not None and from_system:
        yield f"{part.key}-debian.txt", part.package.terms.read_text("utf-8")
    own = f"{part.key}.txt"
    for name in part.texts:
        if not (from_system and name == own):
            yield name, (TEXTS / name).read_text("utf-8")
    if part.embedded:
        yield f"{part.key}-holds.txt", _holds(part)


def _carried(one: Distribution) -> Iterator[Path]:
    """Return the files with terms that a distribution brings in its own metadata."""
    for path in one.files or ():
        bare = path.name.lower()
        is_own = any(part.endswith(".dist-info") for part in path.parts[:-1])
        if is_own and (bare.startswith(_NAMES) or path.parent.name == "licenses") and "change" not in bare:
            found = Path(str(one.locate_file(path)))
            if found.is_file():
                yield found


def _holds(part: Component) -> str:
    words = f"What was linked into the libraries of {part.name} {part.version}, as far as it is known:"
    lines = [f"    {one.name} {one.version or '(version not known)'}: {one.licence}" for one in part.embedded]
    return "\n".join([*textwrap.wrap(words, WIDTH), "", *lines, ""])


def _entry(part: Component, texts: Iterable[str]) -> dict[str, object]:
    return {
        "folder": part.key,
        "name": part.name,
        "version": part.version,
        "licence": part.licence,
        "source": part.source,
        "texts": list(texts),
    }


def _write(path: Path, words: str) -> None:
    path.write_text(words, "utf-8", newline="\n")
    path.chmod(0o644)


if __name__ == "__main__":
    print(licences(Path(sys.argv[1])))
