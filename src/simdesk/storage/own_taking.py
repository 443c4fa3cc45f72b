"""What came from outside for the owner's own catalog, merged with what this device had. Nothing is written.

As with the book: another computer's file lies in the place of ours, or beside it as a conflict copy.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from simdesk.catalog.own import SHELVES, OwnCatalog, Record
from simdesk.catalog.own_merging import merged_own
from simdesk.errors import FileDamaged, FileNewer, FileUnreadable, SimDeskError
from simdesk.storage import conflict_copies
from simdesk.storage.folder import DataFolder
from simdesk.storage.known import digest_of
from simdesk.storage.own_decoding import decode_own
from simdesk.storage.own_known import OwnKnown, OwnState, own_known, writer_of_own
from simdesk.storage.reading import read_file

NAME = "catalog"
"""How the names of conflict copies of the owner's catalog begin."""


class OwnTaken(Struct, frozen=True, kw_only=True):
    """What became of the owner's catalog.

    ``own``: what all become. ``data`` and ``file``: the content of the file; None if there is none, its
    digest ``digest`` is empty then. ``has``: what this device knew. ``came``: the states that were taken in.
    ``copies`` are folded in by that; ``refused``: why others cannot be. ``lost``: records that two computers
    had changed and that lost. ``guessed``: nobody says yet who wrote what came.
    """

    own: OwnCatalog
    data: bytes | None
    file: OwnCatalog | None
    digest: str
    has: OwnKnown
    came: tuple[OwnState, ...] = ()
    copies: tuple[Path, ...] = ()
    refused: tuple[SimDeskError, ...] = ()
    lost: tuple[Record, ...] = ()
    guessed: bool = False

    @property
    def is_to_be_written(self) -> bool:
        """Return whether another content belongs into the file."""
        return self.own != (self.file or OwnCatalog())

    @property
    def is_settled(self) -> bool:
        """Return whether there is nothing to be kept: the file is what this device had last."""
        newest = self.has.newest
        known = self.digest == (newest.digest if newest is not None else "")
        return known and not self.copies and not self.is_to_be_written


def own_copies(folder: DataFolder) -> conflict_copies.Found:
    """Return the conflict copies of the owner's catalog; none of them is read."""
    return conflict_copies.found(folder, NAME)


def read_own_copies(folder: DataFolder) -> tuple[list[tuple[Path, OwnState]], list[SimDeskError]]:
    """Return the conflict copies that could be read, and why the others could not."""
    good: list[tuple[Path, OwnState]] = []
    refused: list[SimDeskError] = []
    for name, _ in own_copies(folder):
        path = folder.root / name
        try:
            data = read_file(path)
            if data is not None:
                good.append((path, OwnState(digest_of((data,)), decode_own(data, path))))
        except (FileDamaged, FileNewer, FileUnreadable) as error:
            refused.append(error)
    return good, refused


def own_taken(folder: DataFolder) -> OwnTaken:
    """Return what becomes of the file as it lies there, and of the conflict copies beside it.

    Raises:
        FileDamaged, FileNewer, FileUnreadable: if the file itself cannot be taken.
    """
    data = read_file(folder.catalog)
    file = None if data is None else decode_own(data, folder.catalog)
    digest = "" if data is None else digest_of((data,))
    has = own_known(folder, digest)
    mine = has.newest or OwnState(digest, file or OwnCatalog())
    good, refused = read_own_copies(folder)
    states: list[tuple[OwnState, Sequence[str] | None]] = []
    guessed = file is None and mine.own != OwnCatalog()
    if file is not None and digest != mine.digest:
        before = writer_of_own(folder, digest)
        if digest not in has.seen or (before is not None and mine.digest in before):
            states.append((OwnState(digest, file), before))
        guessed = before is None
    known = {*has.seen, digest}
    for _, copy in good:
        if copy.digest not in known:
            states.append((copy, writer_of_own(folder, copy.digest)))
            known.add(copy.digest)
    own, lost = mine.own, list[Record]()
    chain = [*(has.states or (mine,))]
    for state, before in states:
        base = _base(chain, before)
        if before is None:
            guessed = True
            if state.digest == digest:
                base = _as_typed_over(own, state.own)
        outcome = merged_own(base, own, state.own)
        own = outcome.own
        lost += outcome.lost
        chain.append(state)
    return OwnTaken(
        own=own,
        data=data,
        file=file,
        digest=digest,
        has=has,
        came=tuple(state for state, _ in states),
        copies=tuple(path for path, _ in good),
        refused=tuple(refused),
        lost=tuple(lost),
        guessed=guessed,
    )


def _base(chain: Sequence[OwnState], before: Sequence[str] | None) -> OwnCatalog:
    """Return the newest state that the writer had *before*; without one nothing counts as dropped."""
    known = before or ()
    return next((state.own for state in reversed(chain) if state.digest in known), OwnCatalog())


def _as_typed_over(mine: OwnCatalog, theirs: OwnCatalog) -> OwnCatalog:
    """Return the records of *mine* that have the same moment in *theirs*.

    No program changes a record and leaves its moment: somebody did who has the file open in an editor.
    """

    def shelf(name: str) -> Iterator[Record]:
        moments = {one.key: one.changed for one in getattr(theirs, name)}
        return (one for one in getattr(mine, name) if moments.get(one.key) == one.changed)

    return replace(mine, **{name: tuple(shelf(name)) for name in SHELVES})
