"""The archive: one zip with everything that is the owner's and can be taken elsewhere.

In it are the book, the receipts it names, the owner's own catalog and the settings of this device, and a
list of all of them with sizes and digests. Never what belongs to one device alone, and never a secret.
"""

import re
from typing import Annotated, Literal

from msgspec import Meta, Struct

from simdesk.domain.card import Moment
from simdesk.storage import receipts
from simdesk.storage.reading import LIMIT

FORMAT = 1
SUFFIX = "simdesk"
"""The usual ending of the name of an archive."""

LIST, BOOK, CATALOG, SETTINGS = "manifest.json", "simdesk.json", "catalog.json", "settings.json"
RECEIPTS = "receipts/"

_LIMITS = {LIST: 50_000_000, BOOK: LIMIT, CATALOG: 50_000_000, SETTINGS: 10_000_000}
_ENDINGS = sorted({ending for endings in receipts.SUFFIXES.values() for ending in endings})
_RECEIPT = re.compile(rf"{RECEIPTS}(?P<digest>[0-9a-f]{{64}})\.(?:{'|'.join(_ENDINGS)})\Z")

Digest = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$(?!\n)")]


class Part(Struct, frozen=True, forbid_unknown_fields=True):
    """A file in the archive: its size in bytes, and the SHA-256 of its content."""

    name: str
    size: Annotated[int, Meta(ge=0)]
    sha256: Digest


class Manifest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The list of what is in the archive. ``left_out``: the names of what should be and could not be."""

    format: Literal[1] = 1
    program: str
    made: Moment
    files: tuple[Part, ...]
    left_out: tuple[str, ...] = ()


def largest(name: str) -> int | None:
    """Return the size in bytes that a file of the archive may have; None if nothing in it has that name."""
    if _RECEIPT.match(name):
        return receipts.LIMIT
    return _LIMITS.get(name)


def fits(part: Part) -> bool:
    """Return whether a receipt is named by its digest; True for all else."""
    found = _RECEIPT.match(part.name)
    return found is None or found["digest"] == part.sha256
