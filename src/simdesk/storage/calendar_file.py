"""What calendars were told by this device, on its disk."""

from collections.abc import Callable

from simdesk.reminders.calendar import Publication
from simdesk.storage.folder import DataFolder
from simdesk.storage.small_file import Loaded, change_struct, load_struct


def load_publication(folder: DataFolder) -> Loaded[Publication]:
    """Return what was published; nothing, with the reason, where that cannot be read."""
    return load_struct(folder.calendar, Publication())


def change_publication(folder: DataFolder, edit: Callable[[Publication], Publication]) -> Publication:
    """Make *edit* to what is on the disk now, keep the outcome and return it.

    Raises:
        FileBusy, FileUnreadable, FileUnwritable: if it could not be kept; the file is as it was.
    """
    return change_struct(folder, folder.calendar, Publication(), edit)
