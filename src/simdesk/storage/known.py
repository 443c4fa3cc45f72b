"""What this device knows of the book in its folder: the states that it has had, and a copy of the last.

Whatever another computer puts there is told by that from what this one wrote itself, and merged against
what both knew. Nothing of it is ever needed to read the book; where it fails, less is known.
"""

import errno
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Literal

import msgspec

from simdesk import __version__
from simdesk.storage.durable import take_place
from simdesk.storage.folder import DataFolder
from simdesk.storage.reading import LIMIT

SEEN = 500
"""How many of the last states are known by their digests."""

LARGE = 4_000_000
"""The size in bytes from which a book is known by its standing: to digest it would be felt."""

_VERSION = f"{__version__}\n"

Standing = tuple[int, int, int, int]
"""Size, moment of the last change of content and of anything, and number of a file."""


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """The states that a device has had, as digests, the oldest first.

    ``seen``: all of them, so that each contains what is told in those before it. ``wrote``: those that
    this device wrote itself. ``stands``: how the file of the book stood when it had the last of them.
    ``copied``: which of them the copy of a large book is, empty if that is not known (``storage.last``).
    """

    format: Literal[1] = 1
    seen: tuple[str, ...] = ()
    wrote: tuple[str, ...] = ()
    stands: Standing | None = None
    copied: str = ""

    @property
    def newest(self) -> str:
        """Return the last state; empty if there is none."""
        return self.seen[-1] if self.seen else ""

    def having(self, *digests: str, wrote: str = "") -> "Known":
        """Return what is known once this device had *digests*, the newest last, and *wrote* one of them."""
        seen = [*(one for one in self.seen if one not in digests), *dict.fromkeys(digests)]
        own = [*(one for one in self.wrote if one != wrote), *([wrote] if wrote else [])]
        return Known(seen=tuple(seen[-SEEN:]), wrote=tuple(own[-SEEN:]))

    def standing_at(self, stands: Standing | None, copied: str = "") -> "Known":
        """Return the same of a file that stands so; None: it is on its way, or that cannot be told.

        The copy is the state *copied*; empty: that is not known.
        """
        return Known(seen=self.seen, wrote=self.wrote, stands=stands, copied=copied)


def digest_of(pieces: Iterable[bytes | memoryview]) -> str:
    """Return the digest of a book, whose content is *pieces*."""
    # As with the id of the device: hashlib loads OpenSSL, which every start would feel.
    found = import_module("_blake2").blake2b(digest_size=16)
    pieces = tuple(pieces)
    if sum(map(len, pieces)) < LARGE:
        for piece in pieces:
            found.update(piece)
    else:
        found.update(_sums(pieces))
    return str(found.hexdigest())


def _sums(pieces: Iterable[bytes | memoryview]) -> bytes:
    """Return what tells a large book from another: its size and two sums of 32 bits.

    Nobody here wants to deceive, and to digest all of it takes three times as long as to write it.
    """
    import zlib

    size, crc, adler = 0, 0, 1
    for piece in pieces:
        size, crc, adler = size + len(piece), zlib.crc32(piece, crc), zlib.adler32(piece, adler)
    return b"%d %d %d" % (size, crc, adler)


def standing(path: Path) -> Standing | None:
    """Return how the file *path* stands; None if that cannot be told, by a file system with coarse times."""
    try:
        found = path.stat()
    except OSError:
        return None
    if not found.st_mtime_ns % 1_000_000_000:
        return None
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def known(folder: DataFolder) -> Known:
    """Return what this device knows; where that cannot be read, it knows nothing."""
    return known_in(folder.known)


def known_in(path: Path) -> Known:
    """Return what the file *path* of a device says; where it cannot be read, the device knows nothing."""
    return _read(path) or Known()


def is_new_here(folder: DataFolder) -> bool:
    """Return whether another version than this one had the book of *folder* on this device last, or none.

    Whoever changes the book then backs it up first, though its format may be the same.
    """
    try:
        return folder.version.read_text("ascii") != _VERSION
    except (OSError, ValueError):
        return True


def had_here(folder: DataFolder) -> None:
    """Let it be known that this version has had the book of *folder* on this device. Raises nothing."""
    with suppress(OSError):
        put(folder.version, (_VERSION.encode("ascii"),))


def writer_of(folder: DataFolder, digest: str) -> tuple[str, Sequence[str]]:
    """Return which other device wrote the state *digest*, and which states that had in it.

    Both empty where no device says so: it need not be in a folder that one sees.
    """
    with suppress(OSError):
        for place in sorted(folder.local.parent.iterdir()):
            found = None if place.name == folder.device.id else _read(place / folder.known.name)
            if found and digest in found.wrote and digest in found.seen:
                return place.name, found.seen[: found.seen.index(digest)]
    return "", ()


def same_content(path: Path, data: bytes) -> bool:
    """Return whether *path* has the content *data*; False if it cannot be read."""
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def forget(folder: DataFolder) -> None:
    """Take the file of the book, whatever it is, for the first that this device ever had.

    For whoever puts another in its place by the owner's choice: without this, the next one who reads it
    merges it with what was there before, and takes what was known before for old when it comes back. The
    caller holds the lock. Raises nothing.
    """
    for path in (folder.mine, folder.mine_coming, folder.known):
        with suppress(OSError):
            path.unlink()


def put(path: Path, pieces: Iterable[bytes | memoryview]) -> None:
    """Put *pieces* in the place of *path*, in one go but without waiting for the disk.

    Raises:
        OSError: if the system refuses.
    """
    part = path.with_name(f"{path.name}.part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    try:
        for piece in pieces:
            rest = memoryview(piece)
            while rest:
                written = os.write(descriptor, rest)
                if not written:
                    raise OSError(errno.EIO, os.strerror(errno.EIO))
                rest = rest[written:]
    except BaseException:
        os.close(descriptor)
        with suppress(OSError):
            part.unlink()  # where the disk is full, the book needs the room
        raise
    os.close(descriptor)
    take_place(part, path)


def keep(folder: DataFolder, found: Known) -> None:
    """Keep what this device knows.

    Raises:
        OSError: if the system refuses.
    """
    put(folder.known, (msgspec.json.encode(found),))


def _read(path: Path) -> Known | None:
    try:
        if path.stat().st_size > LIMIT:
            return None
        return msgspec.json.decode(path.read_bytes(), type=Known)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
