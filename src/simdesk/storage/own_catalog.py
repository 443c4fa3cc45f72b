"""The owner's own catalog on the disk, ``catalog.json``, and the one door to the whole catalog.

What the owner wrote is never put aside: a file that cannot be taken is left as it is, the shipped
catalog stands alone until it is mended, and no edit is written over it.
"""

import os
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from simdesk.catalog.overlay import with_own
from simdesk.catalog.own import FORMAT, OwnCatalog, OwnEdit
from simdesk.catalog.own_faults import faults, strays
from simdesk.catalog.reading import catalog
from simdesk.catalog.soundness import Fault
from simdesk.catalog.whole import Catalog
from simdesk.errors import Damage, EditRefused, FileDamaged, FileNewer, FileUnreadable, SimDeskError
from simdesk.storage.decoding import decode, encode
from simdesk.storage.durable import write_durably
from simdesk.storage.folder import DataFolder
from simdesk.storage.lock import writing
from simdesk.storage.reading import MARK, read_file
from simdesk.storage.small_file import Loaded

_PART = re.compile(r"\.([A-Za-z_][A-Za-z0-9_]*)|\[([0-9]+)\]")
_Signature = tuple[int, ...]


def catalog_in(folder: DataFolder) -> Loaded[Catalog]:
    """Return the shipped catalog with what the owner of *folder* laid over it.

    With a problem it is the shipped one alone. As long as the file stays the same, it is the same one.

    Raises:
        FileDamaged, FileUnreadable, FileNotFoundError: if the installation is not whole.
    """
    return _whole(folder.catalog, _signature(folder.catalog))


def load_own(folder: DataFolder) -> Loaded[OwnCatalog]:
    """Return what the owner wrote; nothing, with the reason, where it cannot be taken. Creates nothing."""
    return _loaded(folder.catalog)


def change_own(folder: DataFolder, edit: OwnEdit) -> OwnCatalog:
    """Make *edit* to what the file holds now, under the lock, keep the outcome and return it.

    An edit that changes nothing writes nothing.

    Raises:
        EditRefused: if the outcome could not be read back, or names something that is not there.
        FileDamaged, FileNewer, FileUnreadable: if the file cannot be taken; it is left as it is.
        FileBusy, FileUnwritable: if it could not be kept; the file is as it was.
    """
    with writing(folder):
        before = _read(folder.catalog)
        after = edit(before)
        if after == before:
            return after
        write_durably(folder.catalog, _sound(before, after), folder.device.id)
        return after


def decode_own(data: bytes, path: Path) -> OwnCatalog:
    """Return the owner's catalog in *data*, the content of *path*. A byte order mark before it is no fault.

    Raises:
        FileDamaged, FileNewer: if it cannot be taken.
    """
    return _decoded(data.removeprefix(MARK), path)


def idle(folder: DataFolder) -> tuple[SimDeskError, ...]:
    """Return every record of the owner's that names what is not there, each as a fault with its place.

    Raises:
        FileDamaged, FileNewer, FileUnreadable: if the file cannot be taken.
    """
    data = _content(folder.catalog)
    if data is None:
        return ()
    own = _decoded(data, folder.catalog)
    return tuple(_placed(folder.catalog, data, fault) for fault in strays(catalog(), own))


@lru_cache(maxsize=4)
def _whole(path: Path, signature: _Signature | None) -> Loaded[Catalog]:
    """Return the catalog with what is at *path*, whose *signature* tells one content from another."""
    shipped = catalog()
    if signature is None:
        return Loaded(shipped)
    found = _loaded(path)
    return Loaded(with_own(shipped, found.value), found.problem)


def _signature(path: Path) -> _Signature | None:
    """Return what changes with the file; None where there is no file, not even a link that leads nowhere."""
    try:
        found = path.stat()
    except OSError:
        return (0,) if os.path.lexists(path) else None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _loaded(path: Path) -> Loaded[OwnCatalog]:
    try:
        return Loaded(_read(path))
    except (FileDamaged, FileNewer, FileUnreadable) as error:
        return Loaded(OwnCatalog(), error)


def _read(path: Path) -> OwnCatalog:
    data = _content(path)
    return OwnCatalog() if data is None else _decoded(data, path)


def _content(path: Path) -> bytes | None:
    data = read_file(path)
    return None if data is None else data.removeprefix(MARK)


def _decoded(data: bytes, path: Path) -> OwnCatalog:
    try:
        data.decode()  # the reader leaves texts as they lie
    except UnicodeDecodeError as error:
        from simdesk.storage.diagnosing import diagnosis

        raise diagnosis(path, data, error, FORMAT) or error from error
    own = decode(data, path, OwnCatalog, FORMAT)
    for fault in faults(own):
        raise _placed(path, data, fault)
    return own


def _placed(path: Path, data: bytes, fault: Fault) -> FileDamaged:
    from simdesk.storage.diagnosing import placed, shown

    damage, place, value = fault
    found = placed(path, data, damage, tuple(_parts(place)))
    return FileDamaged(path, damage, found.line, found.column, place, found.value or shown(value))


def _parts(place: str) -> Iterator[str | int]:
    for name, index in _PART.findall(place):
        yield name or int(index)


def _sound(before: OwnCatalog, after: OwnCatalog) -> bytes:
    """Return the content of the file for *after*.

    Raises:
        EditRefused: if it could not be read back, or what is new in it names what is not there.
    """
    try:
        data = encode(after)
        again = _decoded(data, Path())
    except UnicodeEncodeError as error:
        raise EditRefused(Damage.NOT_UTF8) from error
    except FileDamaged as error:
        raise EditRefused(error.damage, error.field.rpartition(".")[2], error.value) from error
    if again != after:
        raise EditRefused(Damage.RULE)
    known = {_told(fault) for fault in strays(catalog(), before)}
    for fault in strays(catalog(), after):
        if _told(fault) not in known:
            raise EditRefused(*_told(fault))
    return data


def _told(fault: Fault) -> tuple[Damage, str, str]:
    damage, place, value = fault
    return damage, place.rpartition(".")[2], value
