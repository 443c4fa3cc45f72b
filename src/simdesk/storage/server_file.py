"""What this device has put into the calendar on the owner's server."""

from typing import Literal

from msgspec import Struct

from simdesk.domain.card import Moment
from simdesk.storage.folder import DataFolder
from simdesk.storage.small_file import Loaded, change_struct, load_struct


class ServerRecord(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``calendar`` is the address of the calendar that all of this is about.

    ``put``: by UID, a digest of what the event last said here. ``succeeded``: when calendar and book were
    last found or made the same, None if never; kept now and then only.
    """

    format: Literal[1] = 1
    calendar: str = ""
    put: dict[str, str] = {}
    succeeded: Moment | None = None


def load_server_record(folder: DataFolder) -> Loaded[ServerRecord]:
    """Return what was put; nothing, with the reason, where that cannot be read."""
    return load_struct(folder.calendar_server, ServerRecord())


def keep_server_record(folder: DataFolder, record: ServerRecord) -> None:
    """Keep *record*; nothing is written where it is kept already.

    Raises:
        FileBusy, FileUnreadable, FileUnwritable: if it could not be kept; the file is as it was.
    """
    change_struct(folder, folder.calendar_server, ServerRecord(), lambda _: record)
