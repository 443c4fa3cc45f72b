"""``simdesk check``: everything is read, nothing is changed."""

import os

from simdesk.errors import Damage, FileDamaged, FileNewer, FileUnreadable, SimDeskError
from simdesk.storage.book_file import FileStore
from simdesk.storage.calendar_file import load_publication
from simdesk.storage.drafts import load_drafts
from simdesk.storage.folder import DataFolder
from simdesk.storage.ledger_file import load_ledger
from simdesk.storage.reading import unreadable
from simdesk.storage.receipts import is_sound
from simdesk.storage.server_file import load_server_record
from simdesk.storage.settings import load_settings


def examine(folder: DataFolder) -> list[SimDeskError]:
    """Return every fault of what the data folder holds; an empty list if all is sound.

    The book comes first, then the receipts it names, the owner's own catalog, then the files of this
    device. A missing folder, or a missing file of any kind but a receipt, is sound.
    """
    try:
        book = FileStore(folder).load()
    except (FileDamaged, FileNewer, FileUnreadable) as error:
        found: list[SimDeskError] = [error]
    else:
        names = dict.fromkeys(name for renewal in book.renewals for name in renewal.receipts)
        found = [fault for name in names if (fault := _of_receipt(folder, name))]
    found += _of_own_catalog(folder)
    loads = (load_settings, load_drafts, load_ledger, load_publication, load_server_record)
    problems = [load(folder).problem for load in loads]
    return found + [problem for problem in problems if problem is not None]


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
