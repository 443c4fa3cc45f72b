"""What changed in a record, and the edit that makes a part of it again what it was."""

from collections.abc import Iterator
from datetime import datetime
from typing import TypeVar, cast

from msgspec import Struct
from msgspec.structs import replace

from simdesk.domain.book import Book, put
from simdesk.domain.card import Card, Rule
from simdesk.domain.comparing import is_same
from simdesk.domain.edits import Edit
from simdesk.domain.joining import Part, differing, onto, parts
from simdesk.domain.renewal import Renewal
from simdesk.errors import CardGone, RenewalGone

R = TypeVar("R", Card, Renewal)

_RULE = "rule."
_VERSION = "rule.plan_version"


class Change(Struct, frozen=True):
    """One field that changed; those of a rule are called ``rule.basis`` and so on.

    Of statements, ``before`` has those that went and ``after`` those that came; of all else, what there was.
    """

    field: str
    before: object
    after: object


class Changed(Struct, frozen=True):
    """Fields that belong together, ``part``, and what changed in them."""

    part: Part
    changes: tuple[Change, ...]


def changed(before: R, after: R) -> tuple[Changed, ...]:
    """Return what became of a record, in the order of its fields; nothing where only its stamp differs."""
    found = [Changed(part, tuple(_changes(before, after, part))) for part in differing(before, after)]
    return tuple(sorted(found, key=lambda one: _place(before, one.part)))


def parts_with(record: Card | Renewal, fields: tuple[str, ...]) -> tuple[Part, ...]:
    """Return the parts of *record* that have one of *fields*, in the order of its fields."""
    found = (part for part in parts(type(record)) if not set(part).isdisjoint(fields))
    return tuple(sorted(found, key=lambda part: _place(record, part)))


def values_of(record: Card | Renewal, fields: tuple[str, ...]) -> tuple[tuple[str, object], ...]:
    """Return *fields* of *record* with their values, a rule by its own fields, as ``Change`` names them."""
    found: list[tuple[str, object]] = []
    for name in fields:
        value = getattr(record, name)
        if isinstance(value, Rule):
            found += [(field, one) for field, one in _rule(value) if field != _VERSION]
        else:
            found.append((name, value))
    return tuple(found)


def brought_back(then: R, part: Part, moment: datetime, held: R, since: R | None = None) -> R:
    """Return *held* with *part* as it was in *then*.

    *since*: what the record became when that changed. Of statements and receipts only that step is taken
    back, so that later ones stay; None: they are as in *then*.
    """
    opened = held if since is None else since
    wanted = replace(opened, changed=moment, **{name: getattr(then, name) for name in part})
    return onto(opened, wanted, held)


def is_back(then: R, part: Part, held: R, since: R | None = None) -> bool:
    """Return whether bringing *part* back would change nothing in *held*."""
    return is_same(brought_back(then, part, held.changed, held, since), held)


def bring_back(
    then: Card | Renewal, part: Part, moment: datetime, since: Card | Renewal | None = None
) -> Edit:
    """Return the edit that makes *part* of the record again what it was in *then*; as :func:`brought_back`.

    Raises (the edit): CardGone, RenewalGone if the record is no longer in the book.
    """

    def edit(book: Book) -> Book:
        if isinstance(then, Card):
            card = book.card(then.id)
            if card is None:
                raise CardGone(then.id)
            return put(book, brought_back(then, part, moment, card, cast("Card | None", since)))
        renewal = book.renewal(then.id)
        if renewal is None:
            raise RenewalGone(then.id)
        return put(book, brought_back(then, part, moment, renewal, cast("Renewal | None", since)))

    return edit


def _changes(before: Card | Renewal, after: Card | Renewal, part: Part) -> Iterator[Change]:
    for name in part:
        old, new = getattr(before, name), getattr(after, name)
        if old == new:
            continue
        if isinstance(old, Rule) and isinstance(new, Rule):
            yield from _rule_changes(old, new)
        elif name == "statements":
            yield Change(
                name, tuple(one for one in old if one not in new), tuple(one for one in new if one not in old)
            )
        else:
            yield Change(name, old, new)


def _rule_changes(old: Rule, new: Rule) -> Iterator[Change]:
    pairs = zip(_rule(old), _rule(new), strict=True)
    found = [Change(name, was, now) for (name, was), (_name, now) in pairs if was != now]
    # That the rule came from another version of the plan says something only where it says nothing else.
    yield from [one for one in found if one.field != _VERSION] or found


def _rule(rule: Rule) -> Iterator[tuple[str, object]]:
    return ((_RULE + name, getattr(rule, name)) for name in rule.__struct_fields__)


def _place(record: Card | Renewal, part: Part) -> int:
    return min(map(record.__struct_fields__.index, part))
