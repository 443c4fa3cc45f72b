"""The record of reminders on the disk of this device, and what the others' records tell it."""

from collections.abc import Callable

from msgspec.structs import replace

from simdesk.reminders.ledger import Entry, Ledger
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


def with_acknowledged_elsewhere(folder: DataFolder, ledger: Ledger) -> Ledger:
    """Return *ledger* with what the owner has seen to on another device that shares the folder.

    What was delivered there does not count here. The other records are only read; one that cannot be is
    passed over.
    """
    seen: list[Entry] = []
    for path in sorted(folder.local.parent.glob(f"*/{folder.ledger.name}")):
        if path != folder.ledger:
            seen += [one for one in load_struct(path, Ledger()).value.entries if one.acknowledged is not None]
    known = {one.key: one for one in ledger.entries}
    for one in seen:
        own = known.get(one.key)
        if own is None:
            known[one.key] = replace(one, delivered=None, snoozed_until=None)
        elif own.acknowledged is None:
            known[one.key] = replace(own, acknowledged=one.acknowledged, snoozed_until=None)
    return replace(ledger, entries=tuple(known.values())) if seen else ledger
