"""``simdesk due --notify``: tells what is due, for cron, timers and login scripts.

The same planner and the same record as the window's, under the same lock: whichever of them looks first
tells it, and the other does not.
"""

import os
from datetime import datetime
from sys import platform
from typing import TYPE_CHECKING

from simdesk.cli.options import Options
from simdesk.domain.book import Book
from simdesk.errors import NobodyTells, WindowAbsent
from simdesk.storage.folder import DataFolder
from simdesk.storage.settings import Settings

if TYPE_CHECKING:
    from simdesk.notify.service import Note, Service

_PATIENCE = 2.0
"""Seconds that a window has to be heard of."""

_BUS = "DBUS_SESSION_BUS_ADDRESS"


def tell_due(options: Options, folder: DataFolder, book: Book, settings: Settings, moment: datetime) -> None:
    """Tell the owner what is due at *moment* and was not told yet; on Windows and macOS the window does it.

    A notification service has to be there even where nothing is due: else one would learn that none is
    on the day on which something is.

    Raises:
        NobodyTells: if no service took what was to be told; it is tried again next time.
        FileBusy, FileUnreadable, FileUnwritable: if it was told and that could not be kept.
        WindowAbsent: if there is no running window where only that can tell.
    """
    if platform in ("win32", "darwin"):
        _ask_window(folder)
        return
    from simdesk.wording import language

    spoken = language.current()
    # What cron starts has no language: the owner's own is what the window would use.
    language.use(options.lang or settings.language or spoken)
    try:
        _tell(folder, book, settings, moment)
    finally:
        language.use(spoken)


def _ask_window(folder: DataFolder) -> None:
    from simdesk.ui.desktop.instance import Request, ask

    if not ask(folder.root, Request("look"), _PATIENCE):
        raise WindowAbsent


def _tell(folder: DataFolder, book: Book, settings: Settings, moment: datetime) -> None:
    from simdesk.domain.rows import rows
    from simdesk.notify.service import PATIENT, NotDelivered, Service
    from simdesk.notify.telling import Teller

    _find_bus()
    service = Service(PATIENT, stays=False)
    outward = _Outward(service)
    teller = Teller(folder, outward)
    try:
        teller.look(book, rows(book, moment), moment, settings)
        if outward.refused is None:
            service.capabilities()
    except NotDelivered as error:
        outward.refused = error
    finally:
        service.disconnect()
    if outward.refused is not None:
        raise NobodyTells(str(outward.refused), teller.undelivered)
    if teller.problem is not None:
        raise teller.problem


class _Outward:
    """A service, and why it has refused a note, if it has."""

    def __init__(self, service: "Service") -> None:
        self._service = service
        self.refused: Exception | None = None

    def show(self, note: "Note") -> int:
        from simdesk.notify.service import NotDelivered

        try:
            return self._service.show(note)
        except NotDelivered as error:
            self.refused = error
            raise

    def close_note(self, number: int) -> None:
        self._service.close_note(number)


def _find_bus() -> None:
    """Name the bus of the owner's session where it lies: cron does not say."""
    if os.environ.get(_BUS):
        return
    runtime = os.environ.get("XDG_RUNTIME_DIR") or f"/run/user/{os.getuid()}"
    if os.path.exists(f"{runtime}/bus"):  # noqa: PTH110 pathlib is not needed for anything else here
        os.environ[_BUS] = f"unix:path={runtime}/bus"
