"""Undo and redo as edits: each step is its changed records, before and after."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from msgspec.structs import replace

from simdesk.domain.book import Book, PaymentMethod, Record, Tombstone, drop, put
from simdesk.domain.card import Card
from simdesk.domain.renewal import Renewal
from simdesk.errors import StepOutdated

if TYPE_CHECKING:
    from simdesk.domain.edits import Edit
    from simdesk.domain.merging import Lost

Key = tuple[type[Record], str]
"""What tells a record from others: see :func:`key_of`."""

Records = Mapping[Key, Record | None]
Source = Literal["edit", "undo", "redo", "outside", "import", "restore"]

LIMIT = 200

_KINDS: dict[type[Record], Literal["card", "renewal", "payment_method"]] = {
    Card: "card",
    Renewal: "renewal",
    PaymentMethod: "payment_method",
}
_CLASSES = {name: kind for kind, name in _KINDS.items()}
_SHELVES = ("cards", "renewals", "payment_methods", "tombstones")


class Step(Struct, frozen=True):
    """One change: its label for people, and every record it touched; None where there was none.

    ``label`` is in the language shown when the step was made; empty where ``source`` says enough: what came
    from another computer. ``at``: when it was saved; None: not yet. ``lost``: what a merge did not take.
    """

    label: str
    before: Records
    after: Records
    at: datetime | None = None
    source: Source = "edit"
    lost: "tuple[Lost, ...]" = ()


def key_of(record: Record) -> Key:
    """Return under what a step has *record*: its class and id, of a tombstone with the kind before the id.

    A card and a renewal may have one id; so may their tombstones.
    """
    if isinstance(record, Tombstone):
        return stone_key(_CLASSES[record.kind], record.id)
    return type(record), record.id


def stone_key(kind: type[Record], record_id: str) -> Key:
    """Return under what a step has the tombstone of the record of that class and id."""
    return Tombstone, f"{_KINDS[kind]}/{record_id}"


def step_between(
    label: str, before: Book, after: Book, *, at: datetime | None = None, source: Source = "edit"
) -> Step:
    """Return the step that leads from *before* to *after*."""
    old: dict[Key, Record] = {}
    new: dict[Key, Record] = {}
    for shelf in _SHELVES:
        first, second = getattr(before, shelf), getattr(after, shelf)
        if first is not second:
            held, there = set(map(id, first)), set(map(id, second))
            old.update((key_of(one), one) for one in first if id(one) not in there)
            new.update((key_of(one), one) for one in second if id(one) not in held)
    keys = [key for key in {**old, **new} if old.get(key) != new.get(key)]
    was, became = ({key: side.get(key) for key in keys} for side in (old, new))
    return Step(label, was, became, at, source)


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

        What the step added leaves a tombstone, like everything that goes.

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


def recalled(past: Iterable[Step]) -> History:
    """Return what can be undone and redone after *past*, every step taken, oldest first.

    An undo or redo among them belongs to the newest step that it takes back or again. Newer ones which it
    passed over could not be taken back any more, and are left out.
    """
    history = History()
    for step in past:
        if step.source == "undo":
            _pass(history.done, history.undone, step, lambda one, back: _takes_back(back, one))
        elif step.source == "redo":
            _pass(history.undone, history.done, step, _takes_again)
        elif step.before or step.after:
            history.push(step)
    return history


def _pass(here: list[Step], there: list[Step], step: Step, fits: Callable[[Step, Step], bool]) -> None:
    place = next((place for place in reversed(range(len(here))) if fits(here[place], step)), None)
    if place is not None:
        there.append(here[place])
        del here[place:]


def _takes_back(undo: Step, step: Step) -> bool:
    return _leads(undo, step.after, step.before)


def _takes_again(step: Step, redo: Step) -> bool:
    return _leads(redo, step.before, step.after)


def _leads(step: Step, before: Records, after: Records) -> bool:
    """Return whether *step* leads from *before* to *after*; tombstones come and go with their records."""
    keys = [key for key in before if key[0] is not Tombstone]
    return all(
        _same(step.before.get(key), before[key]) and _same(step.after.get(key), after.get(key))
        for key in keys
    ) and {key for key in step.before if key[0] is not Tombstone} <= set(keys)


def _moved(label: str, expected: Records, wanted: Records, moment: datetime) -> "Edit":
    def edit(book: Book) -> Book:
        held = _held(book, expected)
        if any(not _same(held.get(key), record) for key, record in expected.items()):
            raise StepOutdated(label)
        stones = {(one.kind, one.id): one for one in book.tombstones}
        for (kind, record_id), record in wanted.items():
            if issubclass(kind, Tombstone):
                continue
            book = drop(book, kind, record_id) if record is None else put(book, _stamped(record, moment))
            if record is None:
                stones[_KINDS[kind], record_id] = Tombstone(record_id, _KINDS[kind], moment)
            else:
                stones.pop((_KINDS[kind], record_id), None)
        return replace(book, tombstones=tuple(stones.values()))

    return edit


def _held(book: Book, keys: Iterable[Key]) -> dict[Key, Record]:
    """Return what *book* has under *keys*."""
    wanted = set(keys)
    everything: tuple[Record, ...] = (*book.cards, *book.renewals, *book.payment_methods, *book.tombstones)
    return {key: one for one in everything if (key := key_of(one)) in wanted}


def _stamped(record: Record, moment: datetime) -> Record:
    """Return the record as changed now, so that a merge takes the undoing for the later word."""
    return record if isinstance(record, Tombstone) else replace(record, changed=moment)


def _same(held: Record | None, expected: Record | None) -> bool:
    """Return whether two records say the same, whenever they were changed."""
    if held is None or expected is None:
        return held is expected
    if isinstance(held, Tombstone) or isinstance(expected, Tombstone):
        return type(held) is type(expected) and key_of(held) == key_of(expected)
    return type(held) is type(expected) and replace(held, changed=expected.changed) == expected
