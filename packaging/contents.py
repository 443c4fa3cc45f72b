"""What a frozen folder holds, by whom it was made, and under which licence.

Every file and every module is traced to the Python distribution whose list of files names it, or to an entry
of ``licences/components.toml``; what cannot be traced is a fault that names it.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from importlib import import_module
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any

from debian_origin import Package, package_of
from tracing import HERE, MODULE, OWN, Table, modules_of, owners_of, table

ROOT = HERE.parent
PROGRAM = "(program)"
"""Stands in the list of SimDesk's own files for the program itself."""

TEXTS = HERE / "licences" / "texts"
_NATIVE = re.compile(r"\.(so|dll|dylib|pyd)(\.[\d.]+)?$")


class Untraced(Exception):
    """Something inside the frozen folder of which it is not known whose it is, or under which licence."""


@dataclass(frozen=True, order=True)
class Embedded:
    """Software that was linked into a file of something else. An empty version is not known."""

    name: str
    version: str
    licence: str
    source: str = ""
    purl: str = ""


@dataclass(frozen=True)
class Component:
    """A part of the program with an author of its own.

    ``key`` names its folder of texts, ``licence`` is an SPDX expression, an empty ``version`` is not known,
    ``texts`` are files in ``licences/texts``. ``files`` are its libraries, as paths inside ``_internal``, and
    ``distribution`` is what Python knows of it, if it does, ``package`` the one of the system
    that its libraries were copied from. ``replaceable``: no module of it is inside the program.
    """

    key: str
    name: str
    version: str
    licence: str
    kind: str = "library"
    source: str = ""
    texts: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    embedded: tuple[Embedded, ...] = ()
    distribution: Distribution | None = field(default=None, compare=False)
    package: Package | None = None
    replaceable: bool = False


def canonical(name: str) -> str:
    """Return the name of a distribution in the one way of writing it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def contents(frozen: Path) -> list[Component]:
    """Return what the folder *frozen* holds, SimDesk first, the others by their keys.

    This has to run in the environment that was frozen.

    Raises:
        Untraced: if something in it is known neither to Python's list of distributions nor to
            ``components.toml``, or has no licence that is allowed there.
    """
    known = {canonical(one.name): one for one in distributions()}
    native: dict[str, list[str]] = defaultdict(list)
    lost: list[str] = []
    built_in: set[str] = set()
    for what, owner in owners_of(frozen, known):
        if owner is None:
            lost.append(what)
            continue
        native[owner] += [what] * bool(_NATIVE.search(what))
        if what.startswith(MODULE):
            built_in.add(owner)
    if lost:
        raise Untraced(
            "Nobody knows whose these are; leave them out of the frozen folder, or write them into "
            "packaging/licences/components.toml: " + ", ".join(lost)
        )
    _refuse_tools(set(native) & set(known))
    native["pyinstaller"] += []
    own = _own(frozen, native.pop(OWN, []))
    found = [
        replace(_component(key, files, known), replaceable=key not in built_in)
        for key, files in sorted(native.items())
    ]
    _refuse(found)
    return [own, *found]


def version_of(frozen: Path) -> str:
    """Return the version of SimDesk in the folder *frozen*."""
    first = modules_of(frozen).extract(OWN)
    if first is None:
        raise Untraced(f"The program in {frozen} does not hold SimDesk.")
    names: dict[str, Any] = {}
    exec(first, names)
    return str(names["__version__"])


def allowed(licence: str) -> bool:
    """Return whether SimDesk may be passed on with something under the SPDX expression *licence*."""
    return any(
        all(one.strip("() ") in table()["allowed"] for one in way.split(" AND "))
        for way in licence.split(" OR ")
    )


def _own(frozen: Path, files: Iterable[str]) -> Component:
    return Component(
        OWN,
        "SimDesk",
        version_of(frozen),
        "MIT",
        kind="application",
        files=(PROGRAM, *files),
    )


def _component(key: str, files: Iterable[str], known: dict[str, Distribution]) -> Component:
    entry = next((one for one in table()["component"] if one["key"] == key), None)
    if entry is not None:
        return _library(entry, tuple(files), known)
    one, said = known[key], table()["distribution"].get(key) or _said_with_dots(key)
    return Component(
        key,
        said.get("name", one.name),
        one.version,
        said.get("licence") or _licence_of(one),
        source=said.get("source") or _home_of(one),
        texts=tuple(said.get("texts", ())),
        files=tuple(files),
        embedded=tuple(sorted({*_listed(one), *_linked(key)})),
        distribution=one,
    )


def _said_with_dots(key: str) -> Table:
    said: dict[str, Table] = table()["distribution"]
    return next((entry for name, entry in said.items() if canonical(name) == key), {})


def _library(entry: Table, files: tuple[str, ...], known: dict[str, Distribution]) -> Component:
    version = entry.get("version", "")
    if version == "distribution":
        version = known[entry["within"]].version
    elif version == "file":
        version = max((path.rpartition(".so.")[2] for path in files if ".so." in path), default="")
    elif version:
        version = _asked(version)
    package = _package(files) if entry.get("debian", True) and "within" not in entry else None
    return Component(
        entry["key"],
        entry["name"],
        version or (package.upstream if package else ""),
        entry["licence"],
        kind=entry.get("kind", "library"),
        source=entry["source"],
        texts=tuple(entry.get("texts", ())),
        files=files,
        package=package,
    )


def _package(files: tuple[str, ...]) -> Package | None:
    """Return the package of the system that the first library among *files* was copied from."""
    return next((package_of(path.rpartition("/")[2]) for path in files if _NATIVE.search(path)), None)


def _asked(where: str) -> str:
    """Return the version that ``module:name`` of this Python tells; empty if it tells none."""
    module, _, name = where.partition(":")
    said = getattr(import_module(module), name, "")
    said = said() if callable(said) else said
    if isinstance(said, tuple):
        return ".".join(map(str, said)) if any(said) else ""
    found = re.search(r"\d+(\.\d+)+[a-z]?", str(said))
    return found.group() if found else ""


def _linked(key: str) -> Iterator[Embedded]:
    """Return what ``components.toml`` says of the libraries inside those of a distribution."""
    for entry in table()["embedded"]:
        if entry["within"] == key:
            version = _asked(entry["version"]) if "version" in entry else ""
            if version or "version" not in entry:  # one that it can be built without, and was
                yield Embedded(entry["name"], version, entry["licence"], entry["source"])


def _listed(one: Distribution) -> Iterator[Embedded]:
    """Return what the bills of materials in the distribution's own metadata say (PEP 770)."""
    for path in one.files or ():
        if path.parent.name == "sboms" and path.suffix == ".json":
            for part in json.loads(path.read_text("utf-8")).get("components", ()):
                said = [each.get("expression", "") for each in part.get("licenses", ())]
                licence = said[0] if said else {"openssl": "Apache-2.0"}.get(part["name"], "")
                purl = part.get("purl", "").partition("?")[0]
                yield Embedded(part["name"], part.get("version", ""), licence, purl=purl)


def _licence_of(one: Distribution) -> str:
    """Return the licence of a distribution as an SPDX expression; empty if it says none of those allowed."""
    for name in ("License-Expression", "License"):
        said = (one.metadata[name] or "") if name in one.metadata else ""
        if said and allowed(said):
            return said
    return ""


def _home_of(one: Distribution) -> str:
    """Return where the source of a distribution is had, as it says itself."""
    said = [str(line).split(", ", 1) for line in one.metadata.get_all("Project-URL") or ()]
    urls = {label.lower(): url for label, url in (pair for pair in said if len(pair) == 2)}
    for label in ("source", "source code", "repository", "github", "code", "homepage"):
        if label in urls:
            return urls[label]
    return str(one.metadata["Home-page"]) if "Home-page" in one.metadata else next(iter(urls.values()), "")


def pinned() -> set[str]:
    """Return the canonical names of what SimDesk needs to run."""
    locked = (ROOT / "requirements" / "run.txt").read_text("utf-8")
    return {canonical(name) for name in re.findall(r"^([\w.-]+)==", locked, re.MULTILINE)}


def _refuse_tools(names: set[str]) -> None:
    """Refuse what is installed for the build, and was frozen because something asks for it if it is there."""
    extra = sorted(names - pinned() - {"pyinstaller"})
    if extra:
        raise Untraced("These are not in requirements/run.txt, so nothing may load them: " + ", ".join(extra))


def _refuse(found: Iterable[Component]) -> None:
    """Refuse what is under a licence that is not known or not allowed."""
    wrong = [f"{one.name} ({one.licence or 'not known'})" for one in found if not allowed(one.licence)]
    if wrong:
        raise Untraced(
            "The licence of these is not among those allowed in packaging/licences/components.toml: "
            + ", ".join(wrong)
        )
