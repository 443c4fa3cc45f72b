"""What this device knows of the owner's own catalog in its folder: the last states that it has had.

As with the book, what another computer wrote is told by that from what this one wrote, and merged against
what both knew. Nothing of it is needed to read the catalog; where it fails, less is known.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Literal

import msgspec

from simdesk.catalog.own import OwnCatalog
from simdesk.storage.durable import unwritable
from simdesk.storage.folder import DataFolder
from simdesk.storage.known import SEEN, known_in, put
from simdesk.storage.reading import LIMIT

STATES = 20
"""How many of the last states are kept as a whole."""

_ROOM = 4_000_000
"""How many bytes of them are kept, but the last in any case."""


class OwnState(msgspec.Struct, frozen=True):
    """A state of the owner's catalog, and the digest of the file that held it."""

    digest: str
    own: OwnCatalog


class OwnKnown(msgspec.Struct, frozen=True, kw_only=True):
    """The states that a device has had; ``seen`` and ``wrote`` as of the book's (``storage.known``).

    ``states``: the last of them as a whole, the oldest first.
    """

    format: Literal[1] = 1
    seen: tuple[str, ...] = ()
    wrote: tuple[str, ...] = ()
    states: tuple[OwnState, ...] = ()

    @property
    def newest(self) -> OwnState | None:
        """Return the last state; None if none is known."""
        return self.states[-1] if self.states else None

    def having(self, *states: OwnState, wrote: bool = False) -> "OwnKnown":
        """Return what is known once this device had *states*, the newest last; *wrote*: that itself."""
        new = dict.fromkeys(state.digest for state in states)
        newest = states[-1].digest
        seen = [*(one for one in self.seen if one not in new), *new]
        written = [*(one for one in self.wrote if one != newest)]
        if wrote or newest in self.wrote:
            written.append(newest)
        kept = {state.digest: state for state in self.states if state.digest not in new}
        kept |= {state.digest: state for state in states}
        return OwnKnown(
            seen=tuple(seen[-SEEN:]), wrote=tuple(written[-SEEN:]), states=_fitting([*kept.values()])
        )


def own_known(folder: DataFolder, digest: str) -> OwnKnown:
    """Return what this device knows; *digest* is that of the file as it lies there.

    A catalog that came to its place just before the process was killed is one that this device has had.
    """
    coming = _read(folder.own_coming)
    if coming is not None and coming.newest is not None and coming.newest.digest == digest:
        return coming
    return _read(folder.own_known) or OwnKnown()


def writer_of_own(folder: DataFolder, digest: str) -> Sequence[str] | None:
    """Return what another device had seen when it wrote the state *digest*; None where no device says so."""
    with suppress(OSError):
        for path in others(folder):
            found = known_in(path)
            if digest in found.wrote and digest in found.seen:
                return found.seen[: found.seen.index(digest)]
    return None


def others(folder: DataFolder) -> Iterator[Path]:
    """Yield where the other devices of the folder keep what they know, whether or not they do.

    Raises:
        OSError: if the system refuses.
    """
    for place in sorted(folder.local.parent.iterdir()):
        if place.name != folder.device.id:
            yield place / folder.own_known.name


def announce(folder: DataFolder, known: OwnKnown) -> None:
    """Keep *known* as what holds from when its newest state is in the place of the file.

    Raises:
        FileUnwritable: if the system refuses.
    """
    try:
        put(folder.own_coming, (msgspec.json.encode(known),))
    except OSError as error:
        raise unwritable(folder.own_coming, error) from error


def is_announced(folder: DataFolder) -> bool:
    """Return whether something is announced that was not settled."""
    return folder.own_coming.exists()


def settle(folder: DataFolder, digest: str) -> None:
    """Let what was announced hold if *digest*, that of the file, is the one announced; else forget it.

    Raises nothing: the next one who reads sees the same.
    """
    with suppress(OSError):
        coming = _read(folder.own_coming)
        if coming is not None and coming.newest is not None and coming.newest.digest == digest:
            folder.own_coming.replace(folder.own_known)
        else:
            folder.own_coming.unlink(missing_ok=True)


def _fitting(states: Sequence[OwnState]) -> tuple[OwnState, ...]:
    kept: list[OwnState] = []
    room = _ROOM
    for state in reversed(states[-STATES:]):
        room -= len(msgspec.json.encode(state))
        if kept and room < 0:
            break
        kept.append(state)
    return tuple(reversed(kept))


def _read(path: Path) -> OwnKnown | None:
    try:
        if path.stat().st_size > LIMIT:
            return None
        return msgspec.json.decode(path.read_bytes(), type=OwnKnown)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
