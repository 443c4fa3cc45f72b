"""The record of reminders on the disk of this device."""

from collections.abc import Callable

from simdesk.reminders.ledger import Ledger
from simdesk.storage.folder import DataFolder
from simdesk.storage.small_file import Loaded, change_struct, load_struct


def load_ledger(folder: DataFolder) -> Loaded[Ledger]:
    """Return the ledger of this device; an empty one, with the reason, where it cannot be read."""
    return load_struct(folder.ledger, Ledger())


def change_ledger(folder: DataFolder, edit: Callable[[Ledger], Ledger]) -> Ledger:
    """Make *edit* to the ledger as it is on the disk now, keep the outcome and return it.

    The lock is held meanwhile, so that of two programs that look at the same minute one comes second
    and sees what the other has planned. *edit* should therefore be quick.

    Raises:
        FileBusy, FileUnreadable, FileUnwritable: if it could not be kept; the file is as it was.
    """
    return change_struct(folder, folder.ledger, Ledger(), edit)
