"""The owner's own catalog from the bytes of a file, with every fault placed."""

import re
from collections.abc import Iterator
from pathlib import Path

from simdesk.catalog.own import FORMAT, OwnCatalog
from simdesk.catalog.own_faults import faults
from simdesk.catalog.soundness import Fault
from simdesk.errors import FileDamaged
from simdesk.storage.decoding import decode
from simdesk.storage.reading import MARK

_PART = re.compile(r"\.([A-Za-z_][A-Za-z0-9_]*)|\[([0-9]+)\]")


def decode_own(data: bytes, path: Path) -> OwnCatalog:
    """Return the owner's catalog in *data*, the content of *path*. A byte order mark before it is no fault.

    Raises:
        FileDamaged, FileNewer: if it cannot be taken.
    """
    data = data.removeprefix(MARK)
    try:
        data.decode()  # the reader leaves texts as they lie
    except UnicodeDecodeError as error:
        from simdesk.storage.diagnosing import diagnosis

        raise diagnosis(path, data, error, FORMAT) or error from error
    own = decode(data, path, OwnCatalog, FORMAT)
    for fault in faults(own):
        raise fault_at(path, data, fault)
    return own


def fault_at(path: Path, data: bytes, fault: Fault) -> FileDamaged:
    """Return *fault* with its line and column in *data*, the content of *path* without a mark."""
    from simdesk.storage.diagnosing import placed, shown

    damage, place, value = fault
    found = placed(path, data, damage, tuple(_parts(place)))
    return FileDamaged(path, damage, found.line, found.column, place, found.value or shown(value))


def _parts(place: str) -> Iterator[str | int]:
    for name, index in _PART.findall(place):
        yield name or int(index)
