"""``simdesk export`` and ``simdesk import``."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from simdesk.cli.options import Options
from simdesk.clock import SystemClock
from simdesk.domain.book import Book
from simdesk.errors import SimDeskError
from simdesk.storage.book_file import FileStore
from simdesk.storage.exporting import put_down
from simdesk.storage.folder import DataFolder
from simdesk.wording.language import _, _n, current

if TYPE_CHECKING:
    from simdesk.exchange.report import ImportLine

    Import = Callable[[Book], tuple[Book, tuple[ImportLine, ...]]]
    from simdesk.exchange.table import Table


def exported(options: Options, folder: DataFolder) -> tuple[int, bytes]:
    """Return 0, and the file itself where it goes to standard output, else how much was written."""
    what, name = options.arguments
    book = FileStore(folder).load()
    if what == "calendar":
        data, count = _calendar(options, folder, book)
        said = _n("{n} event written to {file}.", "{n} events written to {file}.", count)
        said = said.format(n=count, file=name)
    elif what == "cards":
        from simdesk.exchange.cards_csv import exported_cards

        data = exported_cards(book)
        said = _n("{n} card written to {file}.", "{n} cards written to {file}.", len(book.cards))
        said = said.format(n=len(book.cards), file=name)
    else:
        from simdesk.exchange.log_csv import exported_log

        data = exported_log(book)
        said = _n("{n} renewal written to {file}.", "{n} renewals written to {file}.", len(book.renewals))
        said = said.format(n=len(book.renewals), file=name)
    if name == "-":
        return 0, data
    words = [said, *(_receipts_of_log(folder, book, Path(name)) if what == "log" else ())]
    put_down(Path(name), data)
    return 0, "".join(f"{line}\n" for line in words).encode(errors="replace")


def _receipts_of_log(folder: DataFolder, book: Book, path: Path) -> list[str]:
    """Copy the receipts that the log names beside the file it goes to, and return what was done."""
    if not any(renewal.receipts for renewal in book.renewals):
        return []
    from simdesk.exchange.archive_receipts import copied_sentences, copy_beside

    return copied_sentences(copy_beside(folder, book.renewals, path))


def _calendar(options: Options, folder: DataFolder, book: Book) -> tuple[bytes, int]:
    """Return the calendar, and how many events it has but for the cancelled ones."""
    from simdesk.domain.rows import rows
    from simdesk.exchange.calendar_ics import calendar_bytes
    from simdesk.exchange.calendar_publishing import publication_for_export
    from simdesk.storage.settings import load_settings

    settings, moment = load_settings(folder).value, SystemClock().now()
    publication = publication_for_export(
        folder,
        book,
        rows(book, moment),
        settings,
        moment,
        # A timer without a language would else have every event said anew, and say it in English.
        language=options.lang or settings.language,
    )
    return calendar_bytes(publication.items), sum(not item.cancelled for item in publication.items)


def imported(options: Options, folder: DataFolder) -> tuple[int, bytes]:
    """Return 0, and what each line of the table did; with ``--dry-run`` what it would have done."""
    from simdesk.exchange.report import remarks, sentence, summary

    what, name = options.arguments
    trial = options.has("--dry-run")
    if what == "cards" and not trial:
        _take_in_own(folder)
    table, taken = _import_of_cards(Path(name), folder) if what == "cards" else _import_of_log(Path(name))
    done: list[ImportLine] = []

    def kept(book: Book) -> Book:
        after, done[:] = taken(book)
        return after

    store = FileStore(folder)
    label = _("import cards") if what == "cards" else _("import renewals")
    book = kept(store.load()) if trial else store.apply(kept, label=label, source="import", backup="import")
    words = [*remarks(table), *map(sentence, done), summary(done, trial=trial)]
    if not trial:
        words += calendar_follows(folder, book)
    return 0, "".join(f"{line}\n" for line in words).encode()


def calendar_follows(folder: DataFolder, book: Book) -> list[str]:
    """Bring the file that calendars read up to date, if there is one; return what went wrong with that."""
    from simdesk.storage.settings import load_settings

    settings, moment = load_settings(folder).value, SystemClock().now()
    if settings.calendar_file is None:
        return []
    from simdesk.domain.rows import rows
    from simdesk.exchange.calendar_publishing import keep_file, publish
    from simdesk.wording.calendar import file_problem

    try:
        told = publish(folder, book, rows(book, moment), settings, moment, language=settings.language)
        keep_file(folder, Path(settings.calendar_file), told)
    except (SimDeskError, OSError) as error:  # the import itself is done
        return [file_problem(error)]
    return []


def _take_in_own(folder: DataFolder) -> None:
    """Keep what another computer wrote into the owner's catalog; what cannot be is told by who reads it."""
    from simdesk.storage.own_catalog import take_in_own

    if folder.root.is_dir():
        with suppress(SimDeskError):
            take_in_own(folder)


def _import_of_cards(path: Path, folder: DataFolder) -> "tuple[Table, Import]":
    from simdesk.exchange.cards_csv import COLUMNS
    from simdesk.exchange.cards_import import imported_cards
    from simdesk.exchange.table import read_table
    from simdesk.storage.own_catalog import catalog_in

    known = catalog_in(folder)
    if known.problem is not None:  # a plan of the owner's would be taken for an unknown one
        raise known.problem
    table, moment = read_table(path, COLUMNS, current()), SystemClock().now()
    return table, lambda book: imported_cards(book, table, known.value, moment)


def _import_of_log(path: Path) -> "tuple[Table, Import]":
    from simdesk.exchange.log_csv import COLUMNS
    from simdesk.exchange.log_import import imported_log
    from simdesk.exchange.table import read_table

    table, moment = read_table(path, COLUMNS, current()), SystemClock().now()
    return table, lambda book: imported_log(book, table, moment)
