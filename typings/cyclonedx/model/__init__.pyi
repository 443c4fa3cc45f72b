from enum import StrEnum

class HashAlgorithm(StrEnum):
    SHA_256 = "SHA-256"

class HashType:
    def __init__(self, *, alg: HashAlgorithm, content: str) -> None: ...

class Property:
    def __init__(self, *, name: str, value: str | None = None) -> None: ...

class XsUri:
    def __init__(self, uri: str) -> None: ...

class ExternalReferenceType(StrEnum):
    SOURCE_DISTRIBUTION = "source-distribution"

class ExternalReference:
    def __init__(self, *, type: ExternalReferenceType, url: XsUri) -> None: ...
