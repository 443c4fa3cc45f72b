"""The history of a card as entries to be read, the newest first. Words only, no widgets."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple, TypeVar

from msgspec import Struct

from simdesk.clock import in_own_zone
from simdesk.domain.book import Book
from simdesk.domain.card import Card
from simdesk.domain.changes import changed, is_back, parts_with, values_of
from simdesk.domain.history import Step
from simdesk.domain.joining import Part
from simdesk.domain.merging import Lost
from simdesk.domain.renewal import Renewal
from simdesk.ui.cards.facts import renewal_words
from simdesk.ui.cards.showing import Showing, login_shown
from simdesk.wording.dates import day, plain_day
from simdesk.wording.history import (
    Reader,
    card_title,
    field_name,
    lost_title,
    renewal_title,
    step_title,
    value_words,
)
from simdesk.wording.language import _n, _p

R = TypeVar("R", Card, Renewal)

MOST = 12
"""Records that one entry tells of; an import may have brought a hundred renewals of a card."""


class Line(NamedTuple):
    """A field that changed, and both values. ``after`` None: there is but the one value, which lost."""

    name: str
    before: str
    after: str | None = None


class Value(Struct, frozen=True):
    """Fields that belong together as they were, and what can be brought back of them.

    ``since`` is what the record became then; None for what lost in a merge. ``there``: the record has these
    values now. ``gone``: it is no longer in the book.
    """

    lines: tuple[Line, ...]
    part: Part
    then: Card | Renewal
    since: Card | Renewal | None = None
    there: bool = False
    gone: bool = False


class Item(Struct, frozen=True):
    """One record within an entry: a title, empty for values of the card, and what changed."""

    title: str
    values: tuple[Value, ...] = ()


class Entry(Struct, frozen=True):
    """One step as far as it is about the card; ``left``: how much of it is not told, empty for nothing."""

    when: str
    title: str
    items: tuple[Item, ...]
    left: str = ""


def entries(steps: Sequence[Step], card_id: str, book: Book, showing: Showing) -> Iterator[Entry]:
    """Give what *steps*, the oldest first, did to the card and its renewals; the newest first."""
    view = _View(card_id, book, showing)
    for step in reversed(steps):
        entry = view.entry(step)
        if entry is not None:
            yield entry


class _View:
    """The card and its renewals as the book has them now, and for whom they are written."""

    def __init__(self, card_id: str, book: Book, showing: Showing) -> None:
        self._card_id, self._showing = card_id, showing
        self._held: dict[str, Card | Renewal] = {one.id: one for one in book.renewals_of(card_id)}
        card = book.card(card_id)
        self._card = card
        self._reader = Reader(showing.masked, showing.home, book.payment_methods)

    def entry(self, step: Step) -> Entry | None:
        """Return what *step* did to the card; None for nothing that is to be read."""
        items = [item for item in self._items(step) if item.title or item.values]
        if not items:
            return None
        left = len(items) - MOST
        more = _n("… and {n} more", "… and {n} more", left).format(n=left) if left > 0 else ""
        return Entry(_when(step.at), step_title(step), tuple(items[:MOST]), more)

    def _items(self, step: Step) -> Iterator[Item]:
        for key, before in step.before.items():
            after = step.after.get(key)
            if key == (Card, self._card_id):
                yield self._card_item(before, after)
            elif key[0] is Renewal and self._is_own(before, after):
                yield self._renewal_item(before, after)
        for lost in step.lost:
            record, holds = lost.record, step.after.get((type(lost.record), lost.id))
            if lost.id == self._card_id and isinstance(record, Card):
                yield Item(lost_title(), self._lost(lost, record, holds))
            elif isinstance(record, Renewal) and record.card_id == self._card_id:
                yield Item(lost_title(_which(record)), self._lost(lost, record, holds))

    def _is_own(self, *records: object) -> bool:
        return any(isinstance(one, Renewal) and one.card_id == self._card_id for one in records)

    def _card_item(self, before: object, after: object) -> Item:
        old, new = (one if isinstance(one, Card) else None for one in (before, after))
        values = () if old is None or new is None else self._values(old, new)
        return Item(card_title(old, new), values)

    def _renewal_item(self, before: object, after: object) -> Item:
        old, new = (one if isinstance(one, Renewal) else None for one in (before, after))
        values = () if old is None or new is None else self._values(old, new)
        known = new or old
        if known is None or (old is not None and new is not None and not values):
            return Item("")
        return Item(renewal_title(old, new, _which(known)), values)

    def _values(self, old: R, new: R) -> tuple[Value, ...]:
        return tuple(
            Value(
                tuple(
                    Line(
                        field_name(one.field),
                        self._say(old, one.field, one.before),
                        self._say(new, one.field, one.after),
                    )
                    for one in each.changes
                ),
                each.part,
                old,
                new,
                self._is_there(old, each.part, new),
                self._now(old) is None,
            )
            for each in changed(old, new)
        )

    def _lost(self, lost: Lost, record: Card | Renewal, holds: object) -> tuple[Value, ...]:
        """Return what *record* lost; of a rule only what differs from that of the record that *holds*."""
        found = []
        for part in parts_with(record, lost.fields):
            fields = tuple(name for name in part if name in lost.fields)
            lines = tuple(
                Line(field_name(field), self._say(record, field, value))
                for field, value in _differing(values_of(record, fields), holds)
            )
            there = self._is_there(record, part, None)
            found.append(Value(lines, part, record, None, there, self._now(record) is None))
        return tuple(found)

    def _now(self, record: Card | Renewal) -> Card | Renewal | None:
        return self._card if isinstance(record, Card) else self._held.get(record.id)

    def _is_there(self, then: Card | Renewal, part: Part, since: Card | Renewal | None) -> bool:
        held = self._now(then)
        if isinstance(then, Card) and isinstance(held, Card):
            return is_back(then, part, held, since if isinstance(since, Card) else None)
        if isinstance(then, Renewal) and isinstance(held, Renewal):
            return is_back(then, part, held, since if isinstance(since, Renewal) else None)
        return False

    def _say(self, record: Card | Renewal, field: str, value: object) -> str:
        if field == "login" and isinstance(record, Card) and value:
            return login_shown(record, self._showing)
        return value_words(record, field, value, self._reader)


def _differing(values: tuple[tuple[str, object], ...], holds: object) -> tuple[tuple[str, object], ...]:
    if not isinstance(holds, Card):
        return values
    same = set(values_of(holds, ("rule",)))
    return tuple(one for one in values if one not in same) or values


def _which(renewal: Renewal) -> str:
    return _p("renewal", "{day}, {what}").format(day=plain_day(renewal.paid_on), what=renewal_words(renewal))


def _when(moment: datetime | None) -> str:
    if moment is None:
        return ""
    here = in_own_zone(moment)
    clock_face = f"{here.hour:02}:{here.minute:02}"
    return _p("moment", "{day} {time}").format(day=day(here.date()), time=clock_face)
