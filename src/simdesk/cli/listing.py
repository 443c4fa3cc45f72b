"""``simdesk list`` and ``simdesk due``: the rows of the window, for people and for programs."""

from collections.abc import Sequence

import msgspec

from simdesk.cli.options import Options
from simdesk.clock import SystemClock
from simdesk.domain.rows import Row, is_current, is_due, rows, rows_on
from simdesk.storage.book_file import FileStore
from simdesk.storage.folder import DataFolder


def listed(options: Options, folder: DataFolder) -> tuple[int, bytes]:
    """Return 0, and every card; archived and ported ones only with ``--all``."""
    found = [row for row in _rows(options, folder) if options.has("--all") or is_current(row)]
    return 0, _printed(found, options)


def due(options: Options, folder: DataFolder) -> tuple[int, bytes]:
    """Return the cards with a deadline in reach, and 1 if there is one, else 0."""
    from simdesk.storage.settings import load_settings

    stages = load_settings(folder).value.stages
    found = [row for row in _rows(options, folder) if is_due(row, options.within, stages)]
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


def _rows(options: Options, folder: DataFolder) -> tuple[Row, ...]:
    book = FileStore(folder).load()
    if options.on is not None:
        return rows_on(book, options.on)
    return rows(book, SystemClock().now())


def _printed(found: Sequence[Row], options: Options) -> bytes:
    if options.has("--json"):
        return msgspec.json.format(msgspec.json.encode([as_record(row) for row in found])) + b"\n"
    from simdesk.cli.sheet import sheet

    return sheet(found).encode()
