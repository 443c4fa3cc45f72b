"""The words for backups: when and why one was made, what is in it, and what restoring it would change."""

from collections.abc import Iterable
from datetime import datetime

from simdesk.domain.book import Book
from simdesk.domain.comparing import Difference, Shelf
from simdesk.wording.dates import day
from simdesk.wording.language import _, _n, _p
from simdesk.wording.names import names_words

_NAMED = 5
"""How many cards a question names at most."""


def moment_words(when: datetime) -> str:
    """Return the day and the time of *when* in the zone it is in: "Sat 21 Nov 2026 09:30"."""
    clock_face = f"{when.hour:02}:{when.minute:02}"
    return _p("moment", "{day} {time}").format(day=day(when.date()), time=clock_face)


def reason_words(reason: str) -> str:
    """Return why a backup was made; the names of reasons are those of the storage."""
    match reason:
        case "day":
            return _("before the first change of that day")
        case "import":
            return _("before an import")
        case "restore":
            return _("before a restore")
        case "migration":
            return _("before the file got a newer format")
        case "update":
            return _("before another version of SimDesk opened it")
        case "merge":
            return _("before changes came from another computer")
        case _:
            return _("before a repair")


def device_words(*, here: bool) -> str:
    """Return which computer made it."""
    return _("this computer") if here else _("another computer")


def cards_words(count: int) -> str:
    """Return so many cards."""
    return _n("{n} card", "{n} cards", count).format(n=count)


def counts_words(cards: int, renewals: int) -> str:
    """Return so many cards and renewals."""
    renewed = _n("{n} renewal", "{n} renewals", renewals).format(n=renewals)
    return _p("list", ", ").join((cards_words(cards), renewed))


def difference_words(found: Difference) -> str:
    """Return what a backup has more, fewer and otherwise than the book now; that it is the same if so."""
    parts = [*_cards(found.cards), *_renewals(found.renewals), *_methods(found.payment_methods)]
    return _p("list", ", ").join(parts) if parts else _("the same as now")


def change_sentences(found: Difference, then: Book, now: Book) -> list[str]:
    """Return what restoring all of *then* does to the book *now*, whose difference is *found*."""
    old = {card.id: card.label for card in then.cards}
    new = {card.id: card.label for card in now.cards}
    back, changed, gone = found.cards.gone, found.cards.changed, found.cards.added
    words = []
    if back:
        said = _n("{n} card comes back: {names}.", "{n} cards come back: {names}.", len(back))
        words.append(said.format(n=len(back), names=names_words((old[one] for one in back), _NAMED)))
    if changed:
        said = _n("{n} card changes back: {names}.", "{n} cards change back: {names}.", len(changed))
        words.append(said.format(n=len(changed), names=names_words((old[one] for one in changed), _NAMED)))
    if gone:
        said = _n(
            "{n} card is deleted, it is not in the backup: {names}.",
            "{n} cards are deleted, they are not in the backup: {names}.",
            len(gone),
        )
        words.append(said.format(n=len(gone), names=names_words((new[one] for one in gone), _NAMED)))
    words += _renewal_sentences(found.renewals)
    methods = found.payment_methods
    count = len(methods.added) + len(methods.changed) + len(methods.gone)
    if count:
        said = _n("{n} payment method changes.", "{n} payment methods change.", count)
        words.append(said.format(n=count))
    return words


def _renewal_sentences(shelf: Shelf) -> Iterable[str]:
    back, changed, gone = len(shelf.gone), len(shelf.changed), len(shelf.added)
    if back:
        yield _n("{n} renewal comes back.", "{n} renewals come back.", back).format(n=back)
    if changed:
        yield _n("{n} renewal changes back.", "{n} renewals change back.", changed).format(n=changed)
    if gone:
        yield _n(
            "{n} renewal is deleted, it is not in the backup.",
            "{n} renewals are deleted, they are not in the backup.",
            gone,
        ).format(n=gone)


def _cards(shelf: Shelf) -> Iterable[str]:
    more, changed, fewer = len(shelf.gone), len(shelf.changed), len(shelf.added)
    if more:
        yield _n("{n} card more", "{n} cards more", more).format(n=more)
    if fewer:
        yield _n("{n} card fewer", "{n} cards fewer", fewer).format(n=fewer)
    if changed:
        yield _n("{n} card changed", "{n} cards changed", changed).format(n=changed)


def _renewals(shelf: Shelf) -> Iterable[str]:
    more, changed, fewer = len(shelf.gone), len(shelf.changed), len(shelf.added)
    if more:
        yield _n("{n} renewal more", "{n} renewals more", more).format(n=more)
    if fewer:
        yield _n("{n} renewal fewer", "{n} renewals fewer", fewer).format(n=fewer)
    if changed:
        yield _n("{n} renewal changed", "{n} renewals changed", changed).format(n=changed)


def _methods(shelf: Shelf) -> Iterable[str]:
    count = len(shelf.gone) + len(shelf.changed) + len(shelf.added)
    if count:
        yield _n("{n} payment method changed", "{n} payment methods changed", count).format(n=count)
