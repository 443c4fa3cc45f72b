# What packaging/bill.py uses of packageurl-python.

from typing import Self

class PackageURL:
    def __new__(
        cls,
        type: str,
        namespace: str | None = None,
        name: str | None = None,
        version: str | None = None,
    ) -> Self: ...
    @classmethod
    def from_string(cls, purl: str) -> PackageURL: ...
