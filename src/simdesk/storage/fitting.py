"""A record made of fields of which some are broken: without those that it can do without.

Nothing that moves a date is guessed. A rule of which a part is broken is no rule, a renewal that may have
counted otherwise is none. What is put in the place of a broken field only says less than that did.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec
from msgspec import Struct

from simdesk.domain.book import Book, PaymentMethod, Record, Tombstone, put
from simdesk.domain.card import Card, Funding, LinkedAccount, Rule, Rung, Statement
from simdesk.domain.money import Money
from simdesk.domain.renewal import Renewal, Snapshot
from simdesk.errors import Damage
from simdesk.storage.checking import first_flaw
from simdesk.storage.diagnosing import damage_of, parts_of

KINDS: Mapping[str, type[Record]] = {
    "cards": Card,
    "renewals": Renewal,
    "payment_methods": PaymentMethod,
    "tombstones": Tombstone,
}
MOVING = frozenset({"extends", "base_day", "valid_for", "expires_after", "kind", "status", "paid_on"})
"""The fields of a renewal without which it may count otherwise than it did."""

RULING = frozenset({*Rule.__struct_fields__, *Rung.__struct_fields__, *Funding.__struct_fields__, "rule"})
"""The names of what a rule is made of."""

_NAMES = {"unknown": Damage.UNKNOWN_FIELD, "missing": Damage.MISSING_FIELD}
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_MOST = 100
_FIELDS = {kind: frozenset(kind.__struct_fields__) for kind in KINDS.values()}
_REQUIRED = {
    kind: frozenset(one.name for one in msgspec.structs.fields(kind) if one.required)
    for kind in KINDS.values()
}
_ALL = frozenset[str]().union(*_FIELDS.values())
# By the name of the field that holds them: in lists, and alone.
_INNER: Mapping[str, type[Struct]] = {
    "rule": Rule,
    "ladder": Rung,
    "funding": Funding,
    "fee": Money,
    "balance": Money,
    "statements": Statement,
    "linked_accounts": LinkedAccount,
    "card": Snapshot,
}
# Of these, a part that is broken is left out and the rest stays.
_PARTS = {"reason", "use", "moved", "number", "carrier", "plan", "rule", "plan_version"}

Parts = tuple[str | int, ...]


class Flaw(Struct, frozen=True):
    """What was broken in a record, and the path that leads there from the record."""

    damage: Damage
    parts: Parts


def shelf_of(fields: Mapping[str, Any]) -> str:
    """Return the shelf of a book that a record with *fields* lies on, by the fields that it has and lacks.

    A field that only others have counts against a kind: what was cut off early lacks much of its own.
    """

    def fit(shelf: str) -> int:
        kind = KINDS[shelf]
        own, foreign = _FIELDS[kind] & fields.keys(), fields.keys() & (_ALL - _FIELDS[kind])
        return len(own) - len(foreign) - len(_REQUIRED[kind] - fields.keys())

    return max(KINDS, key=fit)


def fitted(kind: type[Record], fields: dict[str, Any]) -> tuple[Record | None, list[Flaw]]:
    """Return the record that *fields* are without what is broken in them, and what that is.

    None if it cannot be one without guessing. *fields* are changed on the way.
    """
    flaws: list[Flaw] = []
    while len(flaws) < _MOST:
        what = ""
        try:
            record: Any = msgspec.convert(fields, kind)
            found = first_flaw(put(Book(), record))
            if found is None:
                return record, flaws
            damage, place = found
            parts: Parts = place[2:]
        except (msgspec.ValidationError, RecursionError) as error:
            parts, what = parts_of(str(error))
            damage = _NAMES.get(what) or damage_of(str(error), parts)
        flaws.append(Flaw(damage, parts))
        if not _mended(kind, fields, parts, what):
            break
    return None, flaws


def legible(value: Any, parts: Parts = ()) -> tuple[Any, list[Parts]]:
    """Return *value* with a mark in the place of what is no character, and the paths to such texts."""
    if isinstance(value, str):
        text = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return text, [parts] if "\ufffd" in text else []
    if not isinstance(value, dict | list):
        return value, []
    places: list[Parts] = []
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    made: list[tuple[Any, Any]] = []
    for key, inner in pairs:
        name, bad = legible(key, parts) if isinstance(key, str) else (key, [])
        one, worse = legible(inner, (*parts, name))
        places += [*bad, *worse]
        made.append((name, one))
    return (dict(made) if isinstance(value, dict) else [one for _, one in made]), places


def _mended(kind: type[Record], fields: dict[str, Any], parts: Parts, what: str) -> bool:
    """Take out of *fields* what *parts* lead to, or put in what says less; False if that would be a guess."""
    if not parts:
        # All that no field is to blame for: an amount without a currency.
        return kind is Renewal and _without(fields, "amount", "fee")
    top = parts[0]
    if not isinstance(top, str):
        return False
    if what == "unknown":
        return _renamed(kind, fields, parts) or (top != "rule" and _taken_out(fields, parts))
    if len(parts) > 1:
        return _mended_within(fields, parts, what)
    if kind is Renewal and top in ("amount", "fee", "currency"):
        # One of them alone is not what was paid.
        return _without(fields, "amount", "fee", "currency")
    stand_in = _stand_in(kind, fields, top)
    if stand_in is not None:
        fields[top] = stand_in
        return True
    if top in _REQUIRED[kind] or (kind is Renewal and top in MOVING and _is_moving(fields, top)):
        return False
    return _taken_out(fields, (top,))


def _mended_within(fields: dict[str, Any], parts: Parts, what: str) -> bool:
    top, last = parts[0], parts[-1]
    if top == "card" and last == "label":
        fields["card"]["label"] = ""
        return True
    if top in ("rule", "card") and len(parts) > 2:
        return False
    if what != "missing" and last in _PARTS and isinstance(last, str):
        return _taken_out(fields, parts)
    if top == "rule":
        return False
    if top in ("statements", "linked_accounts", "tags", "receipts") and isinstance(parts[1], int):
        return _taken_out(fields, parts[:2])
    return _taken_out(fields, (top,))


def _without(fields: dict[str, Any], *names: str) -> bool:
    there = [name for name in names if name in fields]
    for name in there:
        del fields[name]
    return bool(there)


def _is_moving(fields: Mapping[str, Any], name: str) -> bool:
    return name != "expires_after" or fields.get("kind") == "correction"


def _stand_in(kind: type[Record], fields: Mapping[str, Any], name: str) -> object:
    """Return what says less than a broken *name* did; None if there is nothing of the kind."""
    if name == "changed":
        return _LONG_AGO  # whoever has another state of the record has the later word
    if name == "entered":
        return fields.get("changed", _LONG_AGO)
    if name == "card" and kind is Renewal:
        return {"label": ""}
    if name == "label":
        names = (fields.get(other) for other in ("number", "carrier", "id"))
        return next((one[:200] for one in names if isinstance(one, str) and one), None)
    return None


def _renamed(kind: type[Record], fields: dict[str, Any], parts: Parts) -> bool:
    """Give the unknown field its name back where only one that is missing is but a letter from it."""
    *path, wrong = parts
    holder = _at(fields, path)
    named = [part for part in path if isinstance(part, str)]
    inner: type[Any] | None = _INNER.get(named[-1]) if named else kind
    if not isinstance(holder, dict) or not isinstance(wrong, str) or inner is None:
        return False
    near = [name for name in inner.__struct_fields__ if name not in holder and _is_near(name, wrong)]
    if len(near) != 1:
        return False
    holder[near[0]] = holder.pop(wrong)
    return True


def _is_near(one: str, other: str) -> bool:
    """Return whether at most one letter was changed, lost or added."""
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1
    short, long = sorted((one, other), key=len)
    return len(long) - len(short) == 1 and any(
        long[:place] + long[place + 1 :] == short for place in range(len(long))
    )


def _at(value: Any, path: list[str | int]) -> Any:
    for part in path:
        try:
            value = value[part]
        except (LookupError, TypeError):
            return None
    return value


def _taken_out(fields: dict[str, Any], parts: Parts) -> bool:
    holder = _at(fields, list(parts[:-1]))
    try:
        del holder[parts[-1]]
    except (LookupError, TypeError):
        return False
    return True


def texts_of(fields: Mapping[str, Any]) -> Iterator[str]:
    """Give what a record is called, the best first."""
    card = fields.get("card")
    for one in (fields.get("label"), card.get("label") if isinstance(card, dict) else None):
        if isinstance(one, str) and one:
            yield one[:200]
