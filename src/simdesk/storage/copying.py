"""The copy of the book that this device keeps for itself, made while the book is being written."""

import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from simdesk.storage import known
from simdesk.storage.durable import take_place
from simdesk.storage.folder import DataFolder


class Copying:
    """Makes the copy and the digest of *pieces*, a book that is on its way to its place.

    Of a large one both are made while the other is brought to the disk. *came*: the states that were
    taken in by it; not *wrote*: it lies there already, another device wrote it, and *lies* is how it stood
    when it was read. What fails is told to *tell* and stops nobody: then less is known of the past.

    ``stands`` is how the book stands once it is in its place, if it is large; None if that cannot be told.
    """

    def __init__(
        self,
        folder: DataFolder,
        pieces: Sequence[bytes | memoryview],
        tell: Callable[[str], object],
        *,
        came: Sequence[str] = (),
        copy: bool = True,
        wrote: bool = True,
        lies: known.Standing | None = None,
    ) -> None:
        self._folder, self._pieces, self._tell, self._came = folder, pieces, tell, came
        self._copies, self._wrote, self._copied, self._is_known = copy, wrote, False, False
        self._before: known.Known | None = None
        self.digest = ""
        self.stands: known.Standing | None = None
        self._lies = lies
        self._is_large = sum(map(len, pieces)) >= known.LARGE
        self._threads: list[threading.Thread] = []
        if self._is_large:
            acts = (self._digest, self._copy) if copy else (self._digest,)
            self._threads = [threading.Thread(target=act) for act in acts]
            for thread in self._threads:
                thread.start()

    def finish(self, part: Path | None = None) -> None:
        """Have copy and digest on the disk: the book, so far *part*, takes its place now. Raises nothing."""
        if part is not None and self._is_large:
            self._lies = known.standing(part)
        if self._threads:
            self._join()
        else:
            self._digest()
            if self._copies:
                self._copy()
        self._keep(None, "" if self._copies else None)

    def settle(self, *, led: bool = False) -> None:
        """Put the copy in its place: the book is in its own. Raises nothing.

        *led*: the history leads from the copy that there is to this book; where that is known too, no
        other is needed.
        """
        led = led and self._is_known and not self._copied
        try:
            if not led and not self._copies:  # else it was tried before
                self._copy()
            if self._copied:
                take_place(self._folder.mine_coming, self._folder.mine)
        except OSError as error:
            self._copied = False
            self._complain(error)
        if self._is_large:
            copied = self.digest if self._copied else ""
            self.stands = self._found()
            self._keep(self.stands, None if led else copied)

    def drop(self) -> None:
        """Take the copy away: the book was not written. Raises nothing."""
        self._join()
        with suppress(OSError):
            self._folder.mine_coming.unlink(missing_ok=True)
            if self._before is not None:
                known.keep(self._folder, self._before)

    def _found(self) -> known.Standing | None:
        """Return how the book stands, unless another program has put something else in its place by now."""
        found, lies = known.standing(self._folder.book), self._lies
        if found is None or lies is None:
            return None
        # The third may change with the renaming.
        return found if (*found[:2], found[3]) == (*lies[:2], lies[3]) else None

    def _join(self) -> None:
        for thread in self._threads:
            thread.join()

    def _digest(self) -> None:
        self.digest = known.digest_of(self._pieces)

    def _copy(self) -> None:
        try:
            known.put(self._folder.mine_coming, self._pieces)
            self._copied = True
        except OSError as error:
            self._complain(error)

    def _keep(self, stands: known.Standing | None, copied: str | None) -> None:
        """Keep that this device had the book, which stands so; *copied* None: the copy is that of before."""
        self._is_known = False
        try:
            has = known.known(self._folder)
            self._before = self._before or has
            own = self.digest if self._wrote else ""
            copied = has.copied if copied is None else copied
            has = has.having(*self._came, self.digest, wrote=own)
            known.keep(self._folder, has.standing_at(stands, copied))
            self._is_known = True
        except OSError as error:
            self._complain(error)

    def _complain(self, error: OSError) -> None:
        self._tell(f"what this device knows of the book could not be kept: {type(error).__name__}")
