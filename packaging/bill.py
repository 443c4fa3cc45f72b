"""The bill of materials (CycloneDX 1.6) of a frozen folder, and the checksums of what is released."""

import argparse
import hashlib
import re
from base64 import urlsafe_b64decode
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
from packageurl import PackageURL
from packaging.requirements import Requirement
from tracing import OWN, path_of, program_of

SUMS = "SHA256SUMS"
_HASHED = "the lines `sha256  path` of the files that its RECORD lists, sorted by path"
_KINDS = {
    "application": ComponentType.APPLICATION,
    "framework": ComponentType.FRAMEWORK,
    "library": ComponentType.LIBRARY,
    "platform": ComponentType.PLATFORM,
}
_NIL = UUID(int=0)
# What an installation writes beside the files of a distribution.
_WRITTEN = re.compile(r"^\.\./|\.dist-info/(INSTALLER|REQUESTED|RECORD|direct_url\.json)$|\.pyc$")
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
    for part in parts:
        needed = sorted({*_needs(part), *((key for key in made if key != OWN) if part.key == OWN else ())})
        bom.register_dependency(made[part.key], [made[key] for key in needed if key in made])
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


def checksums(out: Path) -> Path:
    """Write ``SHA256SUMS`` of every file in the folder *out*, as ``sha256sum --check`` reads it."""
    path = out / SUMS
    lines = [
        f"{_sum(one)}  {one.relative_to(out).as_posix()}\n"
        for one in sorted(out.rglob("*"))
        if one.is_file() and one != path
    ]
    path.write_text("".join(lines), "utf-8", newline="\n")
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


def digest_of(one: Distribution) -> str:
    """Return one SHA-256 of all files of a distribution as its wheel had them.

    Installed anywhere, it is the same: what an installation adds is left out. Its list says the sums in
    base64 without the padding.
    """
    lines = sorted(
        f"{path.as_posix()} {urlsafe_b64decode(path.hash.value + '=').hex()}"
        for path in one.files or ()
        if path.hash is not None and not _WRITTEN.search(path.as_posix())
    )
    turned = (line.rpartition(" ")[::-2] for line in lines)
    return hashlib.sha256("".join(f"{sum_}  {path}\n" for sum_, path in turned).encode()).hexdigest()


def _file(key: str, frozen: Path, name: str) -> Part:
    path = program_of(frozen) if name == PROGRAM else path_of(frozen, name)
    shown = path.relative_to(frozen).as_posix()
    return Part(
        name=shown,
        type=ComponentType.FILE,
        bom_ref=f"{key}/{shown}",
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=_sum(path))],
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


def _needs(part: Component) -> Iterator[str]:
    """Return the keys of what *part* is built on, whether that is inside or not."""
    yield from _NEEDS.get(part.key, ("python",) if part.distribution is not None else ())
    for line in _asked(part.distribution):
        wanted = Requirement(line)
        if wanted.marker is None or wanted.marker.evaluate({"extra": ""}):
            yield canonical(wanted.name)


def _asked(one: Distribution | None) -> Iterable[str]:
    return one.requires or () if one is not None else ()


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


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
