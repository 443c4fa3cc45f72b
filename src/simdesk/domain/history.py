"""Undo and redo as edits: each step is its changed records, before and after."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from simdesk.domain.book import Book, Record, Tombstone, drop, put
from simdesk.errors import StepOutdated

if TYPE_CHECKING:
    from simdesk.domain.edits import Edit

Key = tuple[type[Record], str]
Records = Mapping[Key, Record | None]

LIMIT = 200


class Step(Struct, frozen=True):
    """One change: its label for people, and every record it touched; None where there was none."""

    label: str
    before: Records
    after: Records


def step_between(label: str, before: Book, after: Book) -> Step:
    """Return the step that leads from *before* to *after*."""
    old, new = _records(before), _records(after)
    keys = [
        key for key in {**old, **new} if old.get(key) is not new.get(key) and old.get(key) != new.get(key)
    ]
    return Step(label, {key: old.get(key) for key in keys}, {key: new.get(key) for key in keys})


class History(Struct):
    """The steps that can be taken back, newest last, and those that can be taken again."""

    done: list[Step] = []
    undone: list[Step] = []

    def push(self, step: Step) -> None:
        """Remember *step* as done; what had been undone is forgotten."""
        self.undone.clear()
        self.done.append(step)
        del self.done[:-LIMIT]

    def undo(self, moment: datetime) -> "Edit":
        """Return the edit that takes the last step back. Needs ``done``. Changes nothing itself.

        Raises (the edit): StepOutdated if a record of the step has changed since.
        """
        step = self.done[-1]
        return _moved(step.label, step.after, step.before, moment)

    def redo(self, moment: datetime) -> "Edit":
        """Return the edit that takes the last undone step again. Needs ``undone``."""
        step = self.undone[-1]
        return _moved(step.label, step.before, step.after, moment)

    def undid(self) -> None:
        """Note that the edit of :meth:`undo` is in force."""
        self.undone.append(self.done.pop())

    def redid(self) -> None:
        """Note that the edit of :meth:`redo` is in force."""
        self.done.append(self.undone.pop())


def _records(book: Book) -> dict[Key, Record]:
    everything: tuple[Record, ...] = (*book.cards, *book.renewals, *book.payment_methods, *book.tombstones)
    return {(type(record), record.id): record for record in everything}


def _moved(label: str, expected: Records, wanted: Records, moment: datetime) -> "Edit":
    def edit(book: Book) -> Book:
        held = _records(book)
        if any(not _same(held.get(key), record) for key, record in expected.items()):
            raise StepOutdated(label)
        for (kind, record_id), record in wanted.items():
            book = drop(book, kind, record_id) if record is None else put(book, _stamped(record, moment))
        return book

    return edit


def _stamped(record: Record, moment: datetime) -> Record:
    """Return the record as changed now, so that a merge takes the undoing for the later word."""
    return record if isinstance(record, Tombstone) else replace(record, changed=moment)


def _same(held: Record | None, expected: Record | None) -> bool:
    if held is None or expected is None or isinstance(held, Tombstone) or isinstance(expected, Tombstone):
        return held == expected
    return type(held) is type(expected) and replace(held, changed=expected.changed) == expected
