"""The owner's own catalog on the disk, ``catalog.json``, and the one door to the whole catalog.

What the owner wrote is never put aside: a file that cannot be taken is left as it is, the shipped
catalog stands alone until it is mended, and no edit is written over it.
"""

import os
from contextlib import suppress
from datetime import UTC
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from simdesk.catalog.overlay import with_own
from simdesk.catalog.own import OwnCatalog, OwnEdit
from simdesk.catalog.own_faults import strays
from simdesk.catalog.reading import catalog
from simdesk.catalog.soundness import Fault
from simdesk.catalog.whole import Catalog
from simdesk.clock import Clock, SystemClock
from simdesk.errors import Damage, EditRefused, FileDamaged, FileNewer, FileUnreadable, SimDeskError
from simdesk.storage import conflict_copies
from simdesk.storage.backups import backup_folder
from simdesk.storage.decoding import encode
from simdesk.storage.device import Device
from simdesk.storage.durable import write_durably
from simdesk.storage.folder import DataFolder, make_folder
from simdesk.storage.journal import Journal
from simdesk.storage.known import digest_of
from simdesk.storage.lock import writing
from simdesk.storage.own_decoding import decode_own, fault_at
from simdesk.storage.own_known import OwnKnown, OwnState, announce, is_announced, others, own_known, settle
from simdesk.storage.own_taking import OwnTaken, own_copies, own_taken
from simdesk.storage.reading import MARK, read_file
from simdesk.storage.small_file import Loaded

_Stat = tuple[int, ...] | None
Signature = tuple[tuple[_Stat, ...], conflict_copies.Found]
"""What is another as soon as anything is that the owner's catalog is made of."""


class OwnNews(Struct, frozen=True):
    """What was taken in: whether anything in the catalog is another now, and which copies were folded in.

    ``refused``: why other copies cannot be. ``waits``: nothing was kept, for nobody says yet who wrote it.
    """

    changed: bool = False
    copies: tuple[str, ...] = ()
    refused: tuple[SimDeskError, ...] = ()
    waits: bool = False


def catalog_in(folder: DataFolder) -> Loaded[Catalog]:
    """Return the shipped catalog with what the owner of *folder* laid over it.

    With a problem it is the shipped one alone. As long as the files stay the same, it is the same one. What
    came from outside is in it; that is kept by whoever writes next.

    Raises:
        FileDamaged, FileUnreadable, FileNotFoundError: if the installation is not whole.
    """
    return _whole(folder.root, folder.device, own_signature(folder))


def load_own(folder: DataFolder) -> Loaded[OwnCatalog]:
    """Return what the owner wrote; nothing, with the reason, where it cannot be taken. Creates nothing."""
    try:
        return Loaded(own_taken(folder).own)
    except (FileDamaged, FileNewer, FileUnreadable) as error:
        return Loaded(OwnCatalog(), error)


def change_own(folder: DataFolder, edit: OwnEdit, clock: Clock | None = None) -> OwnCatalog:
    """Make *edit* to what the file holds now, under the lock, keep the outcome and return it.

    What came from outside is merged and kept first, its moment by *clock*. An edit that changes nothing
    writes nothing.

    Raises:
        EditRefused: if the outcome could not be read back, or names something that is not there.
        FileDamaged, FileNewer, FileUnreadable: if the file cannot be taken; it is left as it is.
        FileBusy, FileUnwritable: if it could not be kept; the file is as it was.
    """
    with writing(folder):
        before, has = _kept(folder, own_taken(folder), clock or SystemClock())
        after = edit(before)
        if after == before:
            return after
        _write(folder, _sound(before, after), after, has)
        return after


def take_in_own(folder: DataFolder, clock: Clock | None = None, *, hasty: bool = True) -> OwnNews:
    """Keep what came from outside, if anything did, and return what that was. Else nothing is written.

    Not *hasty*: what nobody says yet to have written is left for later. The catalog can arrive before the
    record of the computer that wrote it, and without that nothing counts as dropped there.

    Raises:
        FileDamaged, FileNewer, FileUnreadable: if the file cannot be taken; it is left as it is.
        FileBusy, FileUnwritable: if it could not be kept; :func:`load_own` still gives it.
    """
    found = own_taken(folder)
    if found.is_settled and not is_announced(folder):
        return OwnNews(refused=found.refused)
    if found.guessed and not hasty:
        return OwnNews(refused=found.refused, waits=True)
    with writing(folder):
        found = own_taken(folder)
        newest = found.has.newest
        changed = newest is not None and newest.own != found.own
        _kept(folder, found, clock or SystemClock())
    return OwnNews(changed, tuple(path.name for path in found.copies), found.refused)


def expect_own(folder: DataFolder, data: bytes) -> None:
    """Note that *data* is about to come to the place of the file by the owner's choice, not to be merged.

    The caller holds the lock, and puts it there. If that fails or is undone, nothing is noted.

    Raises:
        FileDamaged, FileNewer: if that is no catalog.
        FileUnwritable: if it could not be noted.
    """
    had = read_file(folder.catalog)
    has = own_known(folder, "" if had is None else digest_of((had,)))
    announce(folder, has.having(OwnState(digest_of((data,)), decode_own(data, folder.catalog)), wrote=True))


def own_signature(folder: DataFolder) -> Signature | None:
    """Return what changes with the file, the copies beside it and what is known of them; None without any."""
    here = tuple(map(_stat, (folder.catalog, folder.own_known, folder.own_coming)))
    copies = own_copies(folder)
    if not any(here) and not copies:
        return None
    there: list[_Stat] = []
    with suppress(OSError):
        there = [_stat(path) for path in others(folder)]
    return (*here, *there), copies


def idle(folder: DataFolder) -> tuple[SimDeskError, ...]:
    """Return every record of the owner's that names what is not there, each as a fault with its place.

    Raises:
        FileDamaged, FileNewer, FileUnreadable: if the file cannot be taken.
    """
    data = read_file(folder.catalog)
    if data is None:
        return ()
    own, data = decode_own(data, folder.catalog), data.removeprefix(MARK)
    return tuple(fault_at(folder.catalog, data, fault) for fault in strays(catalog(), own))


@lru_cache(maxsize=4)
def _whole(root: Path, device: Device, signature: Signature | None) -> Loaded[Catalog]:
    """Return the catalog with what lies in *root*, whose *signature* tells one content from another."""
    shipped = catalog()
    if signature is None:
        return Loaded(shipped)
    found = load_own(DataFolder(root, device))
    return Loaded(with_own(shipped, found.value), found.problem)


def _stat(path: Path) -> _Stat:
    """Return what changes with the file; None where there is no file, not even a link that leads nowhere."""
    try:
        found = path.stat()
    except OSError:
        return (0,) if os.path.lexists(path) else None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _kept(folder: DataFolder, taken: OwnTaken, clock: Clock) -> tuple[OwnCatalog, OwnKnown]:
    """Keep what *taken* became; return it and what is known after that. The caller holds the lock."""
    settle(folder, taken.digest)
    if taken.is_settled:
        return taken.own, taken.has
    there = () if taken.file is None else (OwnState(taken.digest, taken.file),)
    came = (*there, *taken.came)
    if taken.lost:
        _back_up(folder, taken, clock)
    if taken.is_to_be_written:
        has = _write(folder, encode(taken.own), taken.own, taken.has, came)
    else:
        has = taken.has
        if there:
            has = has.having(*came, *there)
            announce(folder, has)
            settle(folder, taken.digest)
    journal = Journal(folder, clock)
    journal.line(f"own catalog taken in, {len(taken.came)} states, {len(taken.copies)} conflict copies")
    try:
        conflict_copies.archive(folder, taken.copies)
    except (OSError, SimDeskError) as error:
        journal.line(f"a conflict copy could not be moved: {type(error).__name__}")
    return taken.own, has


def _write(
    folder: DataFolder, data: bytes, own: OwnCatalog, has: OwnKnown, came: tuple[OwnState, ...] = ()
) -> OwnKnown:
    """Put *own*, whose content is *data*, in the place of the file, and return what is known after that."""
    digest = digest_of((data,))
    has = has.having(*came, OwnState(digest, own), wrote=True)
    announce(folder, has)
    try:
        write_durably(folder.catalog, data, folder.device.id)
    except BaseException:
        with suppress(OSError):
            folder.own_coming.unlink(missing_ok=True)
        raise
    settle(folder, digest)
    return has


def _back_up(folder: DataFolder, taken: OwnTaken, clock: Clock) -> None:
    """Keep the file, and what this device had, where they are not what holds now: a record lost in one."""
    newest = taken.has.newest
    file = None if taken.file == taken.own else taken.data
    mine = None if newest is None or newest.own in (taken.own, taken.file) else encode(newest.own)
    place = backup_folder(folder)
    make_folder(place)
    stem = f"catalog-{clock.now().astimezone(UTC):%Y%m%dT%H%M%SZ}-{folder.device.id}"
    for data in (file, mine):
        if data is not None:
            names = (f"{stem}{more}.json" for more in ("", *(f"-{n}" for n in range(2, 1000))))
            free = next(free for name in names if not os.path.lexists(free := place / name))
            write_durably(free, data, folder.device.id)


def _sound(before: OwnCatalog, after: OwnCatalog) -> bytes:
    """Return the content of the file for *after*.

    Raises:
        EditRefused: if it could not be read back, or what is new in it names what is not there.
    """
    try:
        data = encode(after)
        again = decode_own(data, Path())
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
