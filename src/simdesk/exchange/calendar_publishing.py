"""What calendars are told, from the book to the file; a server is told the same."""

import os
import stat
from collections.abc import Collection, Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import msgspec
from msgspec.structs import replace

from simdesk.domain.book import Book
from simdesk.domain.rows import Row
from simdesk.errors import CalendarForeign, FileBusy, FileUnreadable, FileUnwritable
from simdesk.exchange.calendar_events import events
from simdesk.reminders.calendar import CalendarEvent, Publication, Written, published
from simdesk.storage.calendar_file import change_publication, load_publication
from simdesk.storage.device import short_digest
from simdesk.storage.durable import unwritable, write_durably
from simdesk.storage.folder import DataFolder, make_folder
from simdesk.storage.reading import read_file
from simdesk.storage.settings import Settings


def publish(
    folder: DataFolder,
    book: Book,
    rows: Iterable[Row],
    settings: Settings,
    moment: datetime,
    *,
    language: str | None = None,
    only: str | None = None,
) -> Publication:
    """Remember what calendars are told of *book* from *moment* on, and return it.

    *rows* are those of *book* at *moment*. Nothing is written where nothing changed. *language* None: the
    one in force. *only*: the id of a card, of which alone there may be something new.

    Raises:
        FileBusy, FileUnreadable, FileUnwritable: if it could not be remembered.
    """
    found = _events(book, rows, settings, language, settings.calendar_excluded)
    return change_publication(folder, lambda held: published(held, found, moment, only=only))


def publication_for_export(
    folder: DataFolder,
    book: Book,
    rows: Iterable[Row],
    settings: Settings,
    moment: datetime,
    *,
    language: str | None = None,
) -> Publication:
    """Return what :func:`publish` does, even where it cannot be remembered; without a book it is not."""
    known = tuple(rows)
    if os.path.lexists(folder.book):
        with suppress(FileBusy, FileUnreadable, FileUnwritable):
            return publish(folder, book, known, settings, moment, language=language)
    found = _events(book, known, settings, language, settings.calendar_excluded)
    return published(load_publication(folder).value, found, moment)


def keep_file(folder: DataFolder, path: Path, publication: Publication) -> bool:
    """Let the file *path* have *publication*, or what was published since, and say whether it was written.

    It happens under the lock: a window and a command that write it at once leave the newer one there.

    Raises:
        CalendarForeign: if something else is there.
        FileBusy, FileUnreadable, FileUnwritable: if it could not be written; it is as it was.
    """
    wrote = False

    def keep(held: Publication) -> Publication:
        nonlocal wrote
        try:
            written, wrote = _kept(folder, path, held if held.items else publication)
        except ValueError as error:  # settings may name what cannot be a path
            raise unwritable(path, error) from error
        return replace(held, written=written)

    change_publication(folder, keep)
    return wrote


def _kept(folder: DataFolder, path: Path, publication: Publication) -> tuple[Written, bool]:
    from simdesk.exchange.calendar_ics import calendar_bytes

    there, before = read_file(path), publication.written
    made_from = _digest(msgspec.json.encode(publication.items))
    if there:
        was = Written(str(path), made_from, _digest(there))
        if was == before:
            return was, False
        if before is None or (before.path, before.content) != (was.path, was.content):
            _look_whose(path, there, publication)
    data = calendar_bytes(publication.items)
    if data != there:
        write_durably(path, data, folder.device.id, mode=_mode(path))
    return Written(str(path), made_from, _digest(data)), data != there


def _look_whose(path: Path, there: bytes, publication: Publication) -> None:
    """Refuse a file that was not made here, or has the cards of another book and none of this one's."""
    from simdesk.exchange.calendar_ics import cards_in, is_ours

    cards = cards_in(there)
    if not is_ours(there) or (cards and cards.isdisjoint(item.event.card_id for item in publication.items)):
        raise CalendarForeign(path)


def card_file(folder: DataFolder, book: Book, row: Row, settings: Settings, moment: datetime) -> Path:
    """Write a file with the events of one card, for the calendar of the system to open; return its path.

    It is asked for by name, so a card of which calendars are not told is in it, too.

    Raises:
        FileBusy, FileUnreadable, FileUnwritable: if it could not be written.
    """
    from simdesk.exchange.calendar_ics import calendar_bytes

    card_id = row.card.id
    if card_id in settings.calendar_excluded:
        publication = published(Publication(), _events(book, [row], settings, None, ()), moment)
    else:
        publication = publish(folder, book, [row], settings, moment, only=card_id)
    make_folder(folder.events)
    path = folder.events / f"{card_id}.ics"
    write_durably(path, calendar_bytes(publication.of(card_id)), folder.device.id)
    return path


def _events(
    book: Book, rows: Iterable[Row], settings: Settings, language: str | None, excluded: Collection[str]
) -> tuple[CalendarEvent, ...]:
    return events(
        book,
        rows,
        excluded=excluded,
        stages=settings.stages,
        hour=settings.owner_hour,
        language=language,
    )


def _mode(path: Path) -> int:
    """Return the rights that the file has, else those for its owner alone."""
    with suppress(OSError):
        return stat.S_IMODE(path.stat().st_mode)
    return 0o600


def _digest(data: bytes) -> str:
    return short_digest(data.decode(errors="surrogateescape"))
