from collections.abc import Iterable
from enum import StrEnum

from cyclonedx.model import ExternalReference, HashType, Property
from packageurl import PackageURL

class License: ...

class ComponentType(StrEnum):
    APPLICATION = "application"
    FILE = "file"
    FRAMEWORK = "framework"
    LIBRARY = "library"
    PLATFORM = "platform"

class Component:
    def __init__(
        self,
        *,
        name: str,
        type: ComponentType = ...,
        bom_ref: str | None = None,
        version: str | None = None,
        hashes: Iterable[HashType] | None = None,
        licenses: Iterable[License] | None = None,
        purl: PackageURL | None = None,
        external_references: Iterable[ExternalReference] | None = None,
        properties: Iterable[Property] | None = None,
        components: Iterable[Component] | None = None,
    ) -> None: ...
