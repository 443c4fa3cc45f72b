"""What an import did, line by line: as facts, and in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from simdesk.exchange.encodings import Encoding
from simdesk.exchange.table import Table
from simdesk.wording import dates
from simdesk.wording.language import _, _n, _p


class Outcome(StrEnum):
    """What became of a line."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Overruled:
    """A last day that a table states, and the other one that the card's rule gives."""

    stated: date
    ruled: date


@dataclass(frozen=True, slots=True)
class ImportLine:
    """What one line of a table did.

    ``line`` counts from 1, the header being 1. ``label`` is the card's, ``day`` that of a renewal.
    ``columns`` are those that changed. ``overruled``: the table's last day won. ``counted`` says that
    the card's date contains the renewal already.
    """

    line: int
    label: str
    outcome: Outcome
    day: date | None = None
    columns: tuple[str, ...] = ()
    overruled: Overruled | None = None
    counted: bool = False


def sentence(done: ImportLine) -> str:
    """Return the line in words: "Line 3: Bank codes: changed (note, tags)"."""
    label = " ".join(done.label.split())
    day = "" if done.day is None else dates.day(done.day)
    about = _p("list", ", ").join(filter(None, (label, day)))
    words = _happened(done).format(line=done.line, about=about, columns=", ".join(done.columns))
    if done.overruled is not None:
        told = _("{done} Its last day is {stated} as the file says; its rule would give {ruled}.")
        stated, ruled = dates.day(done.overruled.stated), dates.day(done.overruled.ruled)
        words = told.format(done=words, stated=stated, ruled=ruled)
    if done.counted:
        words = _("{done} Its card's date contains it already.").format(done=words)
    return words


def summary(lines: Iterable[ImportLine], *, trial: bool) -> str:
    """Return how many lines did what; *trial*: and that none of it was kept."""
    outcomes = [one.outcome for one in lines]
    counts = (
        _n("{n} added", "{n} added", outcomes.count(Outcome.ADDED)),
        _n("{n} changed", "{n} changed", outcomes.count(Outcome.CHANGED)),
        _n("{n} unchanged", "{n} unchanged", outcomes.count(Outcome.UNCHANGED)),
    )
    filled = [text.format(n=outcomes.count(one)) for text, one in zip(counts, Outcome, strict=True)]
    said = _p("list", ", ").join(filled)
    if trial:
        return _("{counts}. This was a trial: nothing was changed.").format(counts=said)
    return _("{counts}.").format(counts=said)


def remarks(table: Table) -> list[str]:
    """Return what was concluded of a file and could be otherwise, and what is not taken; a sentence each."""
    said = []
    if table.encoding is not Encoding.UTF_8:
        said.append(_("The file is read as {encoding}.").format(encoding=encoding_name(table.encoding)))
    for one in table.day_orders:
        words = _("Column {column}: “{cell}” is read as {day}, as other dates of the column show.")
        column = table.titles.get(one.column, one.column)
        said.append(words.format(column=column, cell=one.cell, day=dates.day(one.day)))
    if table.left_out:
        names = _p("list", ", ").join(name.strip() or "–" for name in table.left_out)
        said.append(_("Left out: {columns}.").format(columns=names))
    return said


def encoding_name(encoding: Encoding) -> str:
    """Return what an encoding is called, with what it is mostly used for."""
    match encoding:
        case Encoding.UTF_8:
            return "UTF-8"
        case Encoding.UTF_16:
            return "UTF-16"
        case Encoding.GB18030:
            return _("GB 18030 (simplified Chinese)")
        case Encoding.BIG5:
            return _("Big5 (traditional Chinese)")
        case Encoding.SHIFT_JIS:
            return _("Shift_JIS (Japanese)")
        case Encoding.WESTERN:
            return _("Windows-1252 (western European)")


def _happened(done: ImportLine) -> str:
    match done.outcome:
        case Outcome.ADDED:
            return _("Line {line}: {about}: added.")
        case Outcome.CHANGED:
            return _("Line {line}: {about}: changed ({columns}).")
        case Outcome.UNCHANGED:
            return _("Line {line}: {about}: unchanged.")
