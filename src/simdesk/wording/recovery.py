"""The words of the page that stands in the place of a book that cannot be taken."""

import errno
import os

from simdesk.errors import FileDamaged, FileNewer, FileUnreadable
from simdesk.wording.backups import counts_words, device_words, reason_words
from simdesk.wording.history import field_name
from simdesk.wording.language import _, _n, _p
from simdesk.wording.problem import damage_words


def title(error: Exception, *, folder_there: bool) -> str:
    """Return in a few words what is wrong."""
    match error:
        case FileNewer():
            return _("Your cards were written by a newer SimDesk")
        case FileUnreadable() if not folder_there:
            return _("The folder of your cards is not there")
        case _ if is_gone(error):
            return _("The file of your cards is gone")
        case _:
            return _("Your cards cannot be read")


def is_gone(error: Exception) -> bool:
    """Return whether *error* says that there is no file, whatever there may have been."""
    return isinstance(error, FileUnreadable) and error.reason == os.strerror(errno.ENOENT)


def may_restore(error: Exception, *, folder_there: bool) -> bool:
    """Return whether everything can be restored from a file: a book that is whole, but newer, stays."""
    return isinstance(error, FileDamaged) or (folder_there and is_gone(error))


def what_now(error: Exception, *, folder_there: bool) -> str:
    """Return what became of the file, and what its owner can do."""
    match error:
        case FileNewer():
            return _(
                "Update SimDesk to open it. Or go on with an older copy: what the newer SimDesk has kept "
                "since is not in it, and the newer file stays under another name."
            )
        case FileUnreadable() if not folder_there:
            return _(
                "Connect the drive or the network it is on: SimDesk looks again when you come back to this "
                "window. Nothing is written meanwhile."
            )
        case FileUnreadable():
            return _(
                "If it lies on a drive or a network that is not there now, connect that and try again. Else "
                "go on with a copy. Nothing is written before you choose."
            )
        case _:
            return _(
                "Nothing is written before you choose. Whatever you choose, the damaged file is kept beside "
                "the new one under a dated name."
            )


def copy_words(kind: str, reason: str, *, here: bool) -> str:
    """Return what a copy is; the names of kinds and reasons are those of the storage."""
    match kind:
        case "mine":
            if here:
                return _("as this computer had it last")
            return _("as another computer had it last")
        case "conflict":
            return _("conflict copy of a program that keeps folders in step")
        case _:
            between = _p("list", ", ")
            made = between.join((reason_words(reason), device_words(here=here)))
            return _("backup {why}").format(why=made)


def saved_words(cards: tuple[int, int], renewals: tuple[int, int]) -> str:
    """Return how much can be saved: of each so many of so many, as far as could be seen."""
    said = (
        _n("{n} of {all} card", "{n} of {all} cards", cards[1]).format(n=cards[0], all=cards[1]),
        _n("{n} of {all} renewal", "{n} of {all} renewals", renewals[1]).format(
            n=renewals[0], all=renewals[1]
        ),
    )
    return _("{what} can be saved from the file.").format(what=_p("list", ", ").join(said))


def lost_words(lost: int, shown: int) -> str:
    """Return how many things were left out, of which *shown* are listed; empty where nothing was."""
    if not lost:
        return ""
    words = _n("{n} thing is left out:", "{n} things are left out:", lost).format(n=lost)
    if shown < lost:
        words = _("{n} things are left out, the first {shown}:").format(n=lost, shown=shown)
    return words


def loss_words(kind: str, name: str, field: str, fact: FileDamaged) -> str:
    """Return what was left out, where it stands and why. No value is repeated: it may be a number."""
    what = _kind(kind)
    if name:
        what = _p("quoted", "{what} “{name}”").format(what=what, name=name)
    if field and field != "…":
        what = _("{what}, only “{field}”").format(what=what, field=field_name(field))
    elif field:
        what = _("{what}, a part of it").format(what=what)
    place = [_("line {line}").format(line=fact.line)] if fact.line else []
    return _("{what}: {why}").format(
        what=_p("list", ", ").join((what, *place)), why=damage_words(fact.damage)
    )


def use_question(when: str) -> str:
    """Return the question before a copy is put in place."""
    return _("Go on with the copy of {when}?").format(when=when)


def use_details(error: Exception, cards: int, renewals: int) -> str:
    """Return what happens then."""
    lines = [_("It has {what}.").format(what=counts_words(cards, renewals))]
    if isinstance(error, FileNewer):
        lines.append(_("What was entered with the newer SimDesk since is not in it."))
    if not is_gone(error):
        lines.append(_("The file that is there now is kept beside it under a dated name."))
    return "\n".join(lines)


def save_question() -> str:
    """Return the question before what can be saved is put in place."""
    return _("Go on with what can be saved?")


def _kind(kind: str) -> str:
    match kind:
        case "card":
            return _("Card")
        case "renewal":
            return _("Renewal")
        case "payment_method":
            return _("Payment method")
        case "tombstone":
            return _("Trace of something deleted")
        case _:
            return _("Text that belongs to nothing")
