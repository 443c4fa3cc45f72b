"""The book: everything one person has."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from operator import is_not
from typing import Annotated, Literal

from msgspec import Meta, Struct
from msgspec.structs import replace

from simdesk.domain.card import Card, Id, Line, Moment, MonthText
from simdesk.domain.renewal import Renewal

FORMAT = 1

KindName = Literal["card", "renewal", "payment_method"]


class PaymentMethod(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A way the owner pays. ``country`` is the ISO 3166 code of issue; ``expires`` YYYY-MM."""

    id: Id
    changed: Moment
    label: Annotated[str, Meta(min_length=1, max_length=200)]
    kind: Line = ""
    country: Annotated[str, Meta(pattern=r"^[A-Z]{2}$(?!\n)")] | None = None
    expires: MonthText | None = None


class Tombstone(Struct, frozen=True, forbid_unknown_fields=True):
    """The trace of a deleted record, so that a merge does not bring it back."""

    id: Id
    kind: KindName
    deleted: Moment


Record = Card | Renewal | PaymentMethod | Tombstone


class Book(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Cards, renewals and payment methods; ids are unique within each kind.

    ``revision`` counts the saves. Renewals whose card was deleted stay.
    """

    format: Literal[1] = 1
    revision: Annotated[int, Meta(ge=0)] = 0
    cards: tuple[Card, ...] = ()
    renewals: tuple[Renewal, ...] = ()
    payment_methods: tuple[PaymentMethod, ...] = ()
    tombstones: tuple[Tombstone, ...] = ()

    def card(self, card_id: str) -> Card | None:
        """Return the card with that id; None if there is none."""
        return next((card for card in self.cards if card.id == card_id), None)

    def renewal(self, renewal_id: str) -> Renewal | None:
        """Return the renewal with that id; None if there is none."""
        return next((renewal for renewal in self.renewals if renewal.id == renewal_id), None)

    def renewals_of(self, card_id: str) -> tuple[Renewal, ...]:
        """Return the card's renewals in the order of entry."""
        return tuple(renewal for renewal in self.renewals if renewal.card_id == card_id)

    def payment_method(self, name: str) -> PaymentMethod | None:
        """Return the payment method whose id or label is *name*; None if there is none."""
        return next((method for method in self.payment_methods if name in (method.id, method.label)), None)


def renewals_by_card(renewals: Iterable[Renewal]) -> Mapping[str, list[Renewal]]:
    """Return the renewals of every card that has some, each list in the order given."""
    found: defaultdict[str, list[Renewal]] = defaultdict(list)
    for renewal in renewals:
        found[renewal.card_id].append(renewal)
    return found


_Key = tuple[KindName, str]
_SHELF: dict[type[Record], Literal["cards", "renewals", "payment_methods", "tombstones"]] = {
    Card: "cards",
    Renewal: "renewals",
    PaymentMethod: "payment_methods",
    Tombstone: "tombstones",
}
_KIND: dict[type[Record], KindName] = {Card: "card", Renewal: "renewal", PaymentMethod: "payment_method"}


def put(book: Book, *records: Record) -> Book:
    """Return the book with each record in the place of the one with its id, or at the end.

    What comes back leaves no tombstone, and what has a tombstone is not there; of several with one id
    the last counts.
    """
    wanted: dict[_Key, Record] = {}
    for record in records:
        wanted[_key(record)] = record
    shelves = {}
    for kind, shelf in _SHELF.items():
        held: tuple[Record, ...] = getattr(book, shelf)
        new = {key: record for key, record in wanted.items() if type(record) is kind}
        if kind is not Tombstone and not any(name == _KIND[kind] for name, _ in wanted):
            continue
        left = [new.pop(key, one) for one in held if (key := _key(one)) not in wanted or key in new]
        if new or len(left) < len(held) or any(map(is_not, left, held)):
            shelves[shelf] = (*left, *new.values())
    return replace(book, **shelves)


def drop(book: Book, kind: type[Card | Renewal | PaymentMethod], record_id: str) -> Book:
    """Return the book without that record; unchanged if it is not there. It leaves no tombstone by this."""
    shelf = _SHELF[kind]
    held: tuple[Record, ...] = getattr(book, shelf)
    left = tuple(other for other in held if other.id != record_id)
    return book if len(left) == len(held) else replace(book, **{shelf: left})


def _key(record: Record) -> _Key:
    return (record.kind if isinstance(record, Tombstone) else _KIND[type(record)]), record.id
