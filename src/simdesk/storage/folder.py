"""Where everything lies: one folder to keep, and in it one folder that is this device's own."""

import errno
import os
import stat
from collections.abc import Mapping
from itertools import chain, count
from pathlib import Path

from msgspec import Struct

from simdesk.errors import BadOption, FileUnwritable
from simdesk.storage.device import Device, device_id, keep_device_id
from simdesk.storage.durable import sync_folder, unwritable

PRIVATE = stat.S_IRWXU


class DataFolder(Struct):
    """The paths of a data folder. Nothing of it need exist; asking for a path creates nothing.

    ``device`` names this computer and user, and with it ``local``, the folder that only they write.
    ``been_there``: the folder was there since the program began. It is not made a second time: it may be on
    a disk that is not there at the moment, and what were put in its place would be in the way of it.
    """

    root: Path
    device: Device
    been_there: bool = False

    @property
    def book(self) -> Path:
        """Return the path of the book."""
        return self.root / "simdesk.json"

    @property
    def receipts(self) -> Path:
        """Return the folder of pictures and PDFs, each named by the digest of its content."""
        return self.root / "receipts"

    @property
    def catalog(self) -> Path:
        """Return the path of the owner's own rules."""
        return self.root / "catalog.json"

    @property
    def local(self) -> Path:
        """Return the folder that is this device's own."""
        return self.root / "local" / self.device.id

    @property
    def settings(self) -> Path:
        """Return the path of the settings of this device."""
        return self.local / "settings.json"

    @property
    def ledger(self) -> Path:
        """Return the path of the record of reminders of this device."""
        return self.local / "ledger.json"

    @property
    def drafts(self) -> Path:
        """Return the path of the renewals under way on this device."""
        return self.local / "drafts.json"

    @property
    def calendar(self) -> Path:
        """Return the path of what calendars were told by this device."""
        return self.local / "calendar.json"

    @property
    def calendar_server(self) -> Path:
        """Return the path of what this device has put into the calendar on the owner's server."""
        return self.local / "calendar-server.json"

    @property
    def events(self) -> Path:
        """Return the folder of calendar files made for one card each, to be opened once."""
        return self.local / "events"

    @property
    def restoring(self) -> Path:
        """Return the path of what it takes to undo a restore that is under way; there only meanwhile."""
        return self.local / "restoring.json"

    @property
    def mine(self) -> Path:
        """Return the path of the copy of the last book that this device wrote or took in.

        Of a large book it may be an earlier one: ``storage.last`` has what came of it.
        """
        return self.local / "mine.json"

    @property
    def mine_coming(self) -> Path:
        """Return the path of that copy while the book itself is still on its way to its place."""
        return self.local / "mine.coming.json"

    @property
    def known(self) -> Path:
        """Return the path of the record of which states of the book this device has had."""
        return self.local / "known.json"

    @property
    def version(self) -> Path:
        """Return the path of the line that says which SimDesk had the book on this device last."""
        return self.local / "version"

    @property
    def own_known(self) -> Path:
        """Return the path of the record of which states of the owner's catalog this device has had."""
        return self.local / "own-catalog.json"

    @property
    def own_coming(self) -> Path:
        """Return the path of that record while the catalog itself is still on its way to its place."""
        return self.local / "own-catalog.coming.json"

    @property
    def history(self) -> Path:
        """Return the path of the steps that led to the book, a line each."""
        return self.local / "history"

    @property
    def conflicts(self) -> Path:
        """Return the folder of conflict copies that have been folded in."""
        return self.root / "backups" / "conflicts"

    @property
    def logs(self) -> Path:
        """Return the folder of log files of this device."""
        return self.local / "logs"

    @property
    def lock(self) -> Path:
        """Return the path of the file whose lock every writer on this device holds."""
        return self.local / "lock"

    def prepare(self) -> None:
        """Make the folder and this device's own in it, for the owner only, where they are missing.

        Raises:
            FileUnwritable: if the system does not let it be, or the folder has been there and is gone.
        """
        if not self.device.kept:
            self.device = keep_device_id(self.device)
        if self.been_there and not self.root.is_dir():
            raise FileUnwritable(self.root, os.strerror(errno.ENOENT))
        make_folder(self.local)
        self.been_there = True


def data_folder(argument: str | None, environ: Mapping[str, str]) -> DataFolder:
    """Return the folder that *argument* names, else ``SIMDESK_DATA_DIR``, else the user's own.

    *argument* is what ``--data-dir`` was given; None if it was not. Creates nothing.

    Raises:
        BadOption: if *argument* is empty: the current folder is not meant by that.
    """
    if argument is not None and not argument.strip():
        raise BadOption("--data-dir", argument)
    named = argument or environ.get("SIMDESK_DATA_DIR")
    if not named:
        from platformdirs import user_data_dir

        named = user_data_dir("simdesk", appauthor=False)
    return DataFolder(Path(os.path.abspath(os.path.expanduser(named))), device_id())  # noqa: PTH100, PTH111


def free_path(place: Path, stem: str, ending: str = ".json") -> Path:
    """Return a path in the folder *place* that is free: *stem*, with a number behind it if that is taken."""
    names = chain((stem,), (f"{stem}-{number}" for number in count(2)))
    return next(path for name in names if not os.path.lexists(path := place / f"{name}{ending}"))


def make_folder(path: Path) -> None:
    """Make *path*, and what is missing above it, each for the owner only.

    A folder that is there keeps its mode. The entry of a new one is on the disk on return.

    Raises:
        FileUnwritable: if the system refuses.
    """
    missing = []
    while not path.is_dir():
        missing.append(path)
        if path.parent == path:
            break
        path = path.parent
    try:
        for folder in reversed(missing):
            folder.mkdir(PRIVATE, exist_ok=True)
            sync_folder(folder.parent)
    except OSError as error:
        raise unwritable(missing[0], error) from error
