"""The words for archives: what was put in, what was restored, and why one cannot be."""

from simdesk.errors import ArchiveFlaw, ArchiveRefused
from simdesk.wording.language import _, _n, _p

_SHOWN = 100


def archive_refused(error: ArchiveRefused) -> str:
    """Return why an archive was not restored from."""
    letters = (letter if letter.isprintable() else "·" for letter in error.name[:_SHOWN])
    name = "".join(letters) or _("its list")
    return _("{file}: {what}. Nothing was restored.").format(
        file=error.path, what=_what(error.flaw).format(name=name)
    )


def _what(flaw: ArchiveFlaw) -> str:
    match flaw:
        case ArchiveFlaw.NOT_ONE:
            return _("this is not a backup, or not a whole one")
        case ArchiveFlaw.FOREIGN:
            return _("SimDesk did not make this archive")
        case ArchiveFlaw.UNLISTED:
            return _("{name} does not belong into this backup")
        case ArchiveFlaw.MISSING:
            return _("{name} is missing in this backup")
        case ArchiveFlaw.NAME:
            return _("{name} is no name of anything in a backup")
        case ArchiveFlaw.CHANGED:
            return _("{name} is not what it was when the backup was made")
        case ArchiveFlaw.TOO_LARGE:
            return _("{name} is larger than anything in a backup can be")


def counted(cards: int, renewals: int, receipts: int) -> str:
    """Return so many cards, renewals and receipts, in one breath."""
    return _p("list", ", ").join(
        (
            _n("{n} card", "{n} cards", cards).format(n=cards),
            _n("{n} renewal", "{n} renewals", renewals).format(n=renewals),
            _n("{n} receipt", "{n} receipts", receipts).format(n=receipts),
        )
    )
