"""``simdesk check``: everything is read, nothing is changed."""

import os
from contextlib import suppress
from enum import StrEnum
from pathlib import Path

import msgspec
from msgspec import Struct

from simdesk.errors import Damage, FileDamaged, FileNewer, FileUnreadable, SimDeskError
from simdesk.storage import conflict_copies
from simdesk.storage.backups import backups, read_backup
from simdesk.storage.book_file import FileStore
from simdesk.storage.calendar_file import load_publication
from simdesk.storage.decoding import decode, decode_book
from simdesk.storage.drafts import Drafts, load_drafts
from simdesk.storage.folder import DataFolder
from simdesk.storage.known import Known, digest_of
from simdesk.storage.last import is_last
from simdesk.storage.ledger_file import load_ledger
from simdesk.storage.past import Line
from simdesk.storage.reading import read_file, unreadable
from simdesk.storage.receipts import is_sound, receipts_of
from simdesk.storage.server_file import load_server_record
from simdesk.storage.settings import load_settings
from simdesk.storage.small_file import load_struct

_RIGHTS = os.name == "posix"
_FAILURES = (FileDamaged, FileNewer, FileUnreadable)


class Notable(StrEnum):
    """What is worth a remark and is no fault.

    ``UNNAMED``: receipts that no renewal has. ``COPIES``: conflict copies that wait to be folded in.
    ``STRANGE``: files with names like the book's, of which nothing is folded in.
    ``WRITTEN``: the book is not as this device left it. ``GAPS``: steps of the history that cannot be read.
    ``OPEN``: files and folders that others than the owner may use. ``UNDONE``: a restore that was broken
    off and is undone at the next save.
    """

    UNNAMED = "unnamed"
    COPIES = "copies"
    STRANGE = "strange"
    WRITTEN = "written"
    GAPS = "gaps"
    OPEN = "open"
    UNDONE = "undone"


class Remark(Struct, frozen=True):
    """Something notable: about how many things, and where the first of them is.

    Of a book that was written by somebody else ``count`` is the number of its save.
    """

    what: Notable
    path: Path
    count: int = 1


def examine(folder: DataFolder) -> list[SimDeskError]:
    """Return every fault of what the data folder holds; an empty list if all is sound.

    The book comes first, then the receipts it names, the owner's own catalog, the files of this device,
    what it knows of the book, conflict copies and backups. A missing folder, or a missing file of any kind
    but a receipt, is sound, and a missing book where there are no traces of one.
    """
    try:
        book = FileStore(folder).load()
    except _FAILURES as error:
        found: list[SimDeskError] = [error]
    else:
        found = [fault for name in receipts_of(book.renewals) if (fault := _of_receipt(folder, name))]
    found += _of_own_catalog(folder)
    loads = (load_settings, load_drafts, load_ledger, load_publication, load_server_record)
    problems = [load(folder).problem for load in loads]
    found += [problem for problem in problems if problem is not None]
    found += _of_known(folder)
    found += _of_history(folder)
    found += conflict_copies.unreadable_copies(folder)
    found += _own_copies(folder)[1]
    return found + _of_backups(folder)


def remarks(folder: DataFolder) -> list[Remark]:
    """Return what is notable in the data folder and no fault. Raises nothing."""
    looks = (_unnamed, _copies, _strange, _written, _gaps, _open)
    found = [look(folder) for look in looks]
    if os.path.lexists(folder.restoring):
        found.append(Remark(Notable.UNDONE, folder.restoring))
    return [remark for remark in found if remark is not None]


def _of_own_catalog(folder: DataFolder) -> list[SimDeskError]:
    """Return why the owner's own catalog cannot be taken, else what in it names what is not there."""
    if not os.path.lexists(folder.catalog):
        return []
    from simdesk.storage.own_catalog import idle

    try:
        return list(idle(folder))
    except (FileDamaged, FileNewer, FileUnreadable) as error:
        return [error]


def _of_receipt(folder: DataFolder, name: str) -> SimDeskError | None:
    path = folder.receipts / name
    if is_sound(path):
        return None
    try:
        path.open("rb").close()
    except OSError as error:
        return unreadable(path, error)
    return FileDamaged(path, Damage.CHANGED)


def _of_known(folder: DataFolder) -> list[SimDeskError]:
    """Return what is wrong with what this device knows of the book."""
    found: list[SimDeskError] = []
    for path in (folder.mine, folder.known):
        try:
            data = read_file(path)
            if data is not None and path == folder.mine:
                decode_book(data, path)
            elif data is not None and _as_known(data) is None:
                decode(data, path, Known)  # which says what is wrong, and where
        except _FAILURES as error:
            found.append(error)
    return found


def _as_known(data: bytes) -> Known | None:
    try:
        return msgspec.json.decode(data, type=Known)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


def _of_history(folder: DataFolder) -> list[SimDeskError]:
    try:
        folder.history.open("rb").close()
    except FileNotFoundError:
        return []
    except OSError as error:
        return [unreadable(folder.history, error)]
    return []


def _of_backups(folder: DataFolder) -> list[SimDeskError]:
    found: list[SimDeskError] = []
    try:
        kept = backups(folder)
    except FileUnreadable as error:
        return [error]
    for backup in kept:
        try:
            read_backup(folder, backup)
        except _FAILURES as error:
            found.append(error)
    return found


def _unnamed(folder: DataFolder) -> Remark | None:
    """Return the receipts that neither the book nor a renewal under way has, on whatever device."""
    try:
        named = set(receipts_of(FileStore(folder).load().renewals))
        for path in folder.local.parent.glob(f"*/{folder.drafts.name}"):
            for draft in load_struct(path, Drafts()).value.drafts:
                named.update(receipt.name for receipt in draft.receipts)
        with os.scandir(folder.receipts) as entries:
            left = sorted(entry.name for entry in entries if not entry.name.startswith("."))
    except (OSError, *_FAILURES):
        return None
    left = [name for name in left if name not in named]
    return Remark(Notable.UNNAMED, folder.receipts / left[0], len(left)) if left else None


def _copies(folder: DataFolder) -> Remark | None:
    good = [copy.path for copy in conflict_copies.read(folder, conflict_copies.found(folder))[0]]
    good += _own_copies(folder)[0]
    return Remark(Notable.COPIES, good[0], len(good)) if good else None


def _strange(folder: DataFolder) -> Remark | None:
    found = conflict_copies.strange(folder)
    return Remark(Notable.STRANGE, found[0], len(found)) if found else None


def _own_copies(folder: DataFolder) -> tuple[list[Path], list[SimDeskError]]:
    """Return the conflict copies of the owner's catalog, and why others of them cannot be read."""
    if not conflict_copies.found(folder, folder.catalog.stem):
        return [], []
    from simdesk.storage.own_taking import read_own_copies

    good, refused = read_own_copies(folder)
    return [path for path, _ in good], refused


def _written(folder: DataFolder) -> Remark | None:
    """Return whether the book is another than the last that this device has kept the digest of."""
    try:
        data, known = read_file(folder.book), read_file(folder.known)
        if data is None or known is None:
            return None
        has = _as_known(known)
        if has is None or has.newest == "":
            return None
        digest = digest_of((data,))
        if digest == has.newest or is_last(folder, has, digest):
            return None
        return Remark(Notable.WRITTEN, folder.book, decode_book(data, folder.book).revision)
    except _FAILURES:
        return None


def _gaps(folder: DataFolder) -> Remark | None:
    """Return the lines of the history that are none, the last too, which a killed process cut off."""
    decoder, count = msgspec.json.Decoder(Line), 0
    with suppress(OSError), folder.history.open("rb") as lines:
        for line in filter(bytes.strip, lines):
            try:
                decoder.decode(line)
            except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
                count += 1
    return Remark(Notable.GAPS, folder.history, count) if count else None


def _open(folder: DataFolder) -> Remark | None:
    """Return the files and folders that their rights open to others; nothing where rights are not known."""
    if not _RIGHTS:
        return None
    wide = []
    for place, folders, files in os.walk(folder.root):
        for path in (Path(place), *(Path(place, name) for name in sorted(files))):
            with suppress(OSError):
                if path.lstat().st_mode & 0o077 and not path.is_symlink():
                    wide.append(path)
        folders.sort()
    return Remark(Notable.OPEN, wide[0], len(wide)) if wide else None
