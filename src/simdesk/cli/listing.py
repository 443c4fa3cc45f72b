"""``simdesk list`` and ``simdesk due``: the rows of the window, for people and for programs."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from simdesk.cli.options import Options
from simdesk.clock import SystemClock
from simdesk.domain.book import Book
from simdesk.domain.rows import Row, is_current, is_due, rows, rows_on
from simdesk.storage.book_file import FileStore
from simdesk.storage.folder import DataFolder


def listed(options: Options, folder: DataFolder) -> tuple[int, bytes]:
    """Return 0, and every card; archived and ported ones only with ``--all``."""
    book, moment = FileStore(folder).load(), SystemClock().now()
    found = [row for row in _rows(options, book, moment) if options.has("--all") or is_current(row)]
    return 0, _printed(found, options)


def due(options: Options, folder: DataFolder) -> tuple[int, bytes]:
    """Return the cards with a deadline in reach, and 1 if there is one, else 0.

    With ``--notify`` what is due is told besides, each thing once.
    """
    from simdesk.storage.settings import load_settings

    settings = load_settings(folder).value
    book, moment = FileStore(folder).load(), SystemClock().now()
    found = [row for row in _rows(options, book, moment) if is_due(row, options.within, settings.stages)]
    if options.has("--notify"):
        from simdesk.cli.notifying import tell_due

        tell_due(options, folder, book, settings, moment)
    return int(bool(found)), _printed(found, options)


def as_record(row: Row) -> dict[str, object]:
    """Return the row as it stands in JSON; dates are written YYYY-MM-DD, what is not known is null."""
    card, standing = row.card, row.standing
    return {
        "id": card.id,
        "label": card.label,
        "number": card.number,
        "form": card.form,
        "carrier": card.carrier or None,
        "plan": card.plan or None,
        "state": card.state,
        "phase": standing.phase,
        "next_deadline": standing.next_deadline,
        "deadline_kind": standing.deadline_kind,
        "days_left": standing.days_left,
        "lost_on": standing.lost_on,
        "approximate": standing.approximate,
        "data_ends_on": standing.data_ends_on,
        "timezone": card.timezone,
    }


def _rows(options: Options, book: Book, moment: datetime) -> tuple[Row, ...]:
    return rows(book, moment) if options.on is None else rows_on(book, options.on)


def _printed(found: Sequence[Row], options: Options) -> bytes:
    if options.has("--json"):
        return msgspec.json.format(msgspec.json.encode([as_record(row) for row in found])) + b"\n"
    from simdesk.cli.sheet import sheet

    return sheet(found).encode()
