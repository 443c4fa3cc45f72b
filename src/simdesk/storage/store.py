"""What keeps the book, whatever it is: the door through which all of SimDesk reads and changes it."""

from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from simdesk.domain.book import Book
from simdesk.errors import SimDeskError

if TYPE_CHECKING:  # a start does without these
    from simdesk.domain.edits import Edit
    from simdesk.domain.history import Source, Step
    from simdesk.storage.backups import BackupReason


class TakenIn(Struct, frozen=True):
    """What came from outside: the step that it made, which has no records where it brought nothing new.

    ``copies``: the names of conflict copies that were folded in. ``refused``: why others could not be.
    ``older``: a book with nothing new in it was in the place of ours, which is there again.
    """

    step: "Step"
    copies: tuple[str, ...] = ()
    refused: tuple[SimDeskError, ...] = ()
    older: bool = False


class Store(Protocol):
    """Where the book is kept."""

    def load(self) -> Book:
        """Return the book as it is kept, with what came from outside. Where none ever was, an empty one.

        Writes nothing: what came from outside is kept by the next of the other two.

        Raises:
            FileDamaged, FileNewer, FileUnreadable: if it cannot be had.
        """

    def apply(
        self,
        edit: "Edit",
        *,
        label: str = "",
        source: "Source" = "edit",
        backup: "BackupReason | None" = None,
    ) -> Book:
        """Make *edit* to the book as it is kept now, keep the outcome and return it.

        What somebody else changed since is in it. An edit that changes nothing writes nothing. If
        anything is raised, by *edit* too, nothing of the edit was written. *label* and *source* are those
        of the step that it makes. *backup*: why one is to be made before; None: only if it is the first
        save of the day, and if that works.

        Raises:
            EditRefused: if the outcome could not be read back.
            FileBusy: if another writer does not finish.
            FileDamaged, FileNewer, FileUnreadable: if what is kept cannot be read.
            FileUnwritable: if the system refuses, also to make *backup*.
        """

    def take_in(self) -> Book:
        """Return the book as :meth:`load` does, and keep what came from outside, if anything did.

        Raises:
            FileBusy, FileUnwritable: if that could not be kept; :meth:`load` still gives it.
            FileDamaged, FileNewer, FileUnreadable: if the book cannot be had.
        """

    def book_on_disk_changed(self) -> bool:
        """Return whether somebody else wrote since the last load, apply or take_in of this store.

        Raises:
            FileDamaged, FileUnreadable: if that cannot be found out.
        """

    def news(self) -> tuple[TakenIn, ...]:
        """Return what came from outside and was kept since this was asked last, the oldest first."""

    def past(self, about: str = "") -> "tuple[Step, ...]":
        """Return the last steps, the oldest first, with those that undid and redid others among them.

        *about*: every one kept that touches the card, renewal or payment method of that id.
        """
