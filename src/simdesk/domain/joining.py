"""Two forms of one record, made one: which of its fields change together, and whose word holds in each."""

from collections.abc import Hashable, Iterator, Sequence
from functools import cache
from typing import TypeVar

from msgspec.structs import replace

from simdesk.domain.book import PaymentMethod
from simdesk.domain.card import Card
from simdesk.domain.renewal import Renewal
from simdesk.domain.stamping import tick

Kept = Card | Renewal | PaymentMethod
R = TypeVar("R", Card, Renewal, PaymentMethod)
T = TypeVar("T", bound=Hashable)
Part = tuple[str, ...]

_TOGETHER: dict[type[Kept], tuple[Part, ...]] = {
    Card: (
        ("carrier", "plan", "rule"),
        ("balance", "balance_on", "currency"),
        ("texts_abroad", "texts_abroad_on"),
    ),
    Renewal: (
        ("status", "verified_on", "voided_on", "expires_before", "expires_after"),
        ("amount", "fee", "currency"),
    ),
    PaymentMethod: (),
}
_STATEMENTS: Part = ("statements",)
_RECEIPTS: Part = ("receipts",)


@cache
def parts(kind: type[Kept]) -> tuple[Part, ...]:
    """Return the fields of *kind* but ``id`` and ``changed``, those as one that make sense only together."""
    together = _TOGETHER[kind]
    taken = {"id", "changed", *(name for part in together for name in part)}
    return *together, *((name,) for name in kind.__struct_fields__ if name not in taken)


def differing(one: Kept, other: Kept) -> Iterator[Part]:
    """Return the parts in which two records of one kind differ."""
    return (part for part in parts(type(one)) if _values(one, part) != _values(other, part))


def names_differing(one: Kept, other: Kept, part: Part) -> Iterator[str]:
    """Return the fields of *part* in which two records differ."""
    return (name for name in part if getattr(one, name) != getattr(other, name))


def onto(opened: R, wanted: R, held: R) -> R:
    """Return *held* with what a form changed of the record it was *opened* with laid over it.

    What the form did not touch stays as *held* has it; what both changed is as *wanted*, which the owner
    has just typed. Of statements and receipts, what the form added and took away is added and taken away.
    """
    changes: dict[str, object] = {"changed": wanted.changed}
    for part in differing(opened, wanted):
        if part in (_STATEMENTS, _RECEIPTS):
            changes[part[0]] = united(*(getattr(one, part[0]) for one in (opened, held, wanted)))
        else:
            changes.update(zip(part, _values(wanted, part), strict=True))
    return replace(held, **changes)


def joined(base: R | None, earlier: R, later: R) -> tuple[R, tuple[str, ...]]:
    """Return what two forms of a record become, and the fields in which *earlier* lost.

    *base* is the form that both come from; None: not known, then all that differs was changed by both.
    A form that is older than *base* does not come from it: it is an old copy, and says nothing.
    """
    if base is not None and earlier.changed < base.changed:
        if later.changed >= base.changed:
            return later, ()
        base = None
    changes: dict[str, object] = {}
    lost: list[str] = []
    for part in differing(earlier, later):
        said, old = _values(later, part), None if base is None else _values(base, part)
        if said == old:
            changes.update(zip(part, _values(earlier, part), strict=True))
        elif part in (_STATEMENTS, _RECEIPTS):
            # A receipt is never lost to a merge: what one side took away, the other may have meant to keep.
            first = () if base is None or part == _RECEIPTS else getattr(base, part[0])
            if _values(earlier, part) != old:
                changes[part[0]] = united(first, getattr(earlier, part[0]), getattr(later, part[0]))
        elif _values(earlier, part) != old:
            lost += names_differing(earlier, later, part)
    result = replace(later, **changes) if changes else later
    return _stamped_over(result, earlier, later), tuple(lost)


def united(base: Sequence[T], earlier: Sequence[T], later: Sequence[T]) -> tuple[T, ...]:
    """Return what both sides have of *base*, and what each of them added: that of *later* last."""
    added = set(earlier).symmetric_difference(later).difference(base)
    whole = set(earlier).intersection(later) | added
    for side in (later, earlier):
        if set(side) == whole:
            return tuple(side)
    return tuple(dict.fromkeys(one for one in (*base, *earlier, *later) if one in whole))


def _stamped_over(result: R, *sides: R) -> R:
    """Return the record later than every side that is not what it is: such a side is old from now on."""
    alike = (replace(result, changed=side.changed) == side for side in sides)
    moments = (side.changed if same else tick(side.changed) for side, same in zip(sides, alike, strict=True))
    moment = max(moments)
    return result if result.changed == moment else replace(result, changed=moment)


def _values(record: Kept, part: Part) -> tuple[object, ...]:
    return tuple([getattr(record, name) for name in part])
