"""The receipts of the log, copied beside the file that it was exported to."""

from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from simdesk.domain.renewal import Renewal
from simdesk.storage.durable import unwritable, write_durably
from simdesk.storage.folder import DataFolder
from simdesk.storage.receipts import is_sound, receipts_of, sound_receipt
from simdesk.wording.language import _n, _p


class Copied(Struct, frozen=True):
    """How many receipts are in the folder *place* now, and the names of those that could not be copied."""

    place: Path
    count: int
    missing: tuple[str, ...]


def copy_beside(folder: DataFolder, renewals: Iterable[Renewal], path: Path) -> Copied | None:
    """Copy the receipts of *renewals* into a folder beside *path*: of ``log.csv``, ``log-receipts``.

    With the rights that the owner's files have. None, and no folder, if there are no receipts. One that
    is missing or damaged is passed over and named.

    Raises:
        FileUnwritable: if the system refuses.
    """
    names = receipts_of(renewals)
    if not names:
        return None
    place = path.with_name(f"{path.stem}-receipts")
    missing = []
    for name in names:
        data = sound_receipt(folder, name)
        if data is None:
            missing.append(name)
        else:
            _put_down(place / name, data)
    return Copied(place, len(names) - len(missing), tuple(missing))


def copied_sentences(copied: Copied | None) -> list[str]:
    """Return how many receipts were copied where, and which were not; nothing where there are none."""
    if copied is None:
        return []
    n = copied.count
    words = []
    if n:
        said = _n("{n} receipt copied to {folder}.", "{n} receipts copied to {folder}.", n)
        words.append(said.format(n=n, folder=copied.place))
    if copied.missing:
        said = _n(
            "{n} receipt is missing or damaged and was not copied: {names}.",
            "{n} receipts are missing or damaged and were not copied: {names}.",
            len(copied.missing),
        )
        names = _p("list", ", ").join(copied.missing)
        words.append(said.format(n=len(copied.missing), names=names))
    return words


def _put_down(path: Path, data: bytes) -> None:
    try:
        path.parent.mkdir(exist_ok=True)
    except OSError as error:
        raise unwritable(path.parent, error) from error
    if not is_sound(path):
        write_durably(path, data, "export", mode=0o666, locked=False)
