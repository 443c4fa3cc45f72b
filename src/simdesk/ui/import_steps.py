"""What the window for importing asks for, and what it is answered."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from simdesk.exchange.columns import Columns
from simdesk.exchange.encodings import Encoding
from simdesk.exchange.report import ImportLine
from simdesk.exchange.sheet import Sheet
from simdesk.exchange.table import Table


class TableKind(Enum):
    """What a table holds."""

    CARDS = "cards"
    LOG = "log"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a file is to be taken for. ``day_first``: how 11/12/2026 is read; None: not told."""

    kind: TableKind
    columns: Columns
    day_first: bool | None = None


@dataclass(frozen=True, slots=True)
class Trial:
    """What a table would do: line by line, and the table itself with what was concluded of it."""

    table: Table
    lines: tuple[ImportLine, ...]


@dataclass(frozen=True, slots=True)
class ImportSteps:
    """The steps of an import. Those that fail raise what ``wording.problem`` has words for.

    ``read`` gives a file as it stands; encoding and separator None: as it looks. ``kind_of`` says what it
    seems to hold. ``known`` are the columns that a table of a kind can have, and ``columns_of`` what those of
    the file seem to be. ``attempt`` says what each line would do, and changes nothing. ``take`` takes all of
    it over, and says whether that is saved.
    """

    read: Callable[[Path, Encoding | None, str | None], Sheet]
    kind_of: Callable[[Sheet], TableKind]
    known: Callable[[TableKind], tuple[str, ...]]
    columns_of: Callable[[Sheet, TableKind], Columns]
    attempt: Callable[[Sheet, Wanted], Trial]
    take: Callable[[Sheet, Wanted], bool]
