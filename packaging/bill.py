"""The bill of materials of a frozen folder, in the form of CycloneDX 1.6."""

import argparse
import hashlib
import tomllib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from importlib.metadata import Distribution
from pathlib import Path
from uuid import UUID, uuid5

from archives import built_at
from contents import PROGRAM, ROOT, Component, Embedded, canonical, contents
from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import (
    ExternalReference,
    ExternalReferenceType,
    HashAlgorithm,
    HashType,
    Property,
    XsUri,
)
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component as Part
from cyclonedx.model.component import ComponentType
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from frozen_folder import program_of
from packageurl import PackageURL
from packaging.requirements import Requirement
from sums import checksums, digest_of, sum_of
from tracing import OWN, path_of

_HASHED = "the lines `sha256  path` of the files that its RECORD lists, sorted by path"
_KINDS = {
    "application": ComponentType.APPLICATION,
    "framework": ComponentType.FRAMEWORK,
    "library": ComponentType.LIBRARY,
    "platform": ComponentType.PLATFORM,
}
_NIL = UUID(int=0)
# What else something of another author is built on, as far as no metadata says it.
_NEEDS = {
    "pyside6-essentials": ("qt", "python"),
    "shiboken6": ("python",),
    "qt": ("icu",),
    "python": ("bzip2", "openssl", "libffi", "zlib", "xz", "sqlite", "expat", "libuuid", "microsoft-runtime"),
}


def bill(frozen: Path, out: Path) -> Path:
    """Write ``simdesk-<version>.cdx.json`` of the folder *frozen* into *out*, and return it.

    The same folder gives the same bytes: the serial number comes from the content, the time is that which
    :func:`archives.built_at` says.

    Raises:
        Untraced: as :func:`contents.contents`.
        ValueError: if the result does not fit the schema of CycloneDX.
    """
    parts = contents(frozen)
    made = {part.key: _part(part, frozen) for part in parts}
    bom = Bom(serial_number=_NIL, components=[one for key, one in made.items() if key != OWN])
    bom.metadata.component = made[OWN]
    bom.metadata.timestamp = datetime.fromtimestamp(built_at(ROOT), UTC)
    for key, needed in _graph(parts).items():
        bom.register_dependency(made[key], [made[one] for one in sorted(needed)])
    bare = _written(bom)
    bom.serial_number = uuid5(_NIL, hashlib.sha256(bare.encode()).hexdigest())
    words = _written(bom) + "\n"
    fault = JsonStrictValidator(SchemaVersion.V1_6).validate_str(words)
    if fault is not None:
        raise ValueError(f"the bill of materials does not fit the schema: {fault}")
    path = out / f"simdesk-{parts[0].version}.cdx.json"
    out.mkdir(parents=True, exist_ok=True)
    path.write_text(words, "utf-8", newline="\n")
    return path


def _written(bom: Bom) -> str:
    return JsonV1Dot6(bom).output_as_string(indent=2)


def _part(part: Component, frozen: Path) -> Part:
    """Return *part* as the bill has it, with its files and what was linked into them."""
    listed = [_file(part.key, frozen, path) for path in part.files]
    linked = [_embedded(part.key, one) for one in part.embedded]
    digest = None if part.distribution is None else digest_of(part.distribution)
    name = part.distribution.name if part.distribution else part.name
    return Part(
        name=name,
        type=_KINDS[part.kind],
        version=part.version or None,
        bom_ref=part.key,
        purl=_purl(part),
        licenses=[LicenseFactory().make_from_string(part.licence)],
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=digest)] if digest else [],
        external_references=[_home(part.source)] if part.source else [],
        components=[*listed, *linked],
        properties=[Property(name="simdesk:hash-of", value=_HASHED)] if digest else [],
    )


def _file(key: str, frozen: Path, name: str) -> Part:
    path = program_of(frozen) if name == PROGRAM else path_of(frozen, name)
    shown = path.relative_to(frozen).as_posix()
    return Part(
        name=shown,
        type=ComponentType.FILE,
        bom_ref=f"{key}/{shown}",
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=sum_of(path))],
    )


def _embedded(key: str, one: Embedded) -> Part:
    return Part(
        name=one.name,
        type=ComponentType.LIBRARY,
        version=one.version or None,
        bom_ref=f"{key}/{one.name} {one.version}".rstrip(),
        purl=PackageURL.from_string(one.purl) if one.purl else None,
        licenses=[LicenseFactory().make_from_string(one.licence)] if one.licence else [],
        external_references=[_home(one.source)] if one.source else [],
    )


def _purl(part: Component) -> PackageURL:
    version = part.version or None
    if part.distribution is not None:
        return PackageURL("pypi", name=canonical(part.distribution.name), version=version)
    if part.package is not None:
        return PackageURL("deb", "debian", part.package.name, part.package.version)
    return PackageURL("generic", name=part.key, version=version)


def _home(url: str) -> ExternalReference:
    return ExternalReference(type=ExternalReferenceType.SOURCE_DISTRIBUTION, url=XsUri(url))


def _graph(parts: Iterable[Component]) -> dict[str, set[str]]:
    """Return what each part is built on, by keys; SimDesk on what it asks for and what nobody else needs."""
    keys = {part.key for part in parts}
    graph = {part.key: set(_needs(part)) & keys for part in parts}
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    wanted = {canonical(Requirement(line).name) for line in asked} & keys
    needed = set[str]().union(*graph.values())
    graph[OWN] = wanted | (keys - needed - {OWN})
    return graph


def _needs(part: Component) -> Iterator[str]:
    """Return the keys of what *part* is built on, whether that is inside or not."""
    yield from _NEEDS.get(part.key, ("python",) if part.distribution is not None else ())
    for line in _asked(part.distribution):
        wanted = Requirement(line)
        if wanted.marker is None or wanted.marker.evaluate({"extra": ""}):
            yield canonical(wanted.name)


def _asked(one: Distribution | None) -> Iterable[str]:
    return one.requires or () if one is not None else ()


def main() -> None:
    """Write both for a folder that is there."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("frozen", type=Path, help="the folder simdesk, with the program and _internal")
    options.add_argument("out", type=Path, help="where the files go")
    chosen = options.parse_args()
    print(bill(chosen.frozen, chosen.out))
    print(checksums(chosen.out))


if __name__ == "__main__":
    main()
