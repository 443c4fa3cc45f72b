"""Devices that edit copies of one book, each by a clock of its own, for the tests of merging."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st
from msgspec.structs import replace

from simdesk.domain import edits
from simdesk.domain.book import Book, KindName, PaymentMethod, Tombstone, put
from simdesk.domain.card import Card, Rung
from simdesk.domain.edits import Edit
from simdesk.domain.merging import Merged, merged
from simdesk.domain.money import Money
from simdesk.domain.renewal import Renewal
from simdesk.domain.stamping import stamped
from simdesk.domain.stating import other_statements, with_statement
from simdesk.domain.terms import ClockName, Kind, Phase, State, Status
from simdesk.storage.decoding import encode
from tests.core.making import GIFFGAFF, MOMENT, SOFTBANK, TELLO, card, renewal, stated

RULES = (SOFTBANK, TELLO, GIFFGAFF, replace(SOFTBANK, plan_version="7"))
SKEWS = (timedelta(), timedelta(days=-3), timedelta(hours=5), timedelta(days=4000))
"""How far the devices' clocks are off; the last lies in the future, whatever day it is."""

Act = tuple[str, int, int]
"""What is done, to which of the records there are, and with which of the values there are."""


class Device:
    """One copy of the book, with every state that it had or took in."""

    def __init__(self, name: str, book: Book, skew: timedelta) -> None:
        self.name, self.book, self.skew = name, book, skew
        self.count = 0
        self.before: Book | None = None
        self.chain = [book]
        self.seen = {encode(book)}

    def do(self, act: Act, minutes: int) -> None:
        """Do *act*, *minutes* after the beginning; nothing where there is nothing to do it to."""
        self.count += 1
        made = Making(self, act, MOMENT + timedelta(minutes=minutes) + self.skew).edit()
        if made is not None:
            before, self.before = self.book, self.book
            after = stamped(before, made(before))
            self.keep(replace(after, revision=before.revision + 1))

    def keep(self, book: Book) -> None:
        """Save a state."""
        self.book = book
        self.chain.append(book)
        self.seen.add(encode(book))

    def take(self, other: "Device") -> bool:
        """Merge what another device has; whether anything was new."""
        known = next((state for state in reversed(self.chain) if encode(state) in other.seen), Book())
        theirs = other.book
        found = merged(known, self.book, theirs, mine_by=self.name, theirs_by=other.name)
        self.seen.add(encode(theirs))
        if encode(found.book) == encode(self.book):
            return False
        self.keep(found.book)
        self.before = None
        return True


class Making:
    """Makes the edit that an act stands for; each of domain.edits, and every field that merges apart."""

    def __init__(self, device: Device, act: Act, moment: datetime) -> None:
        self.device, self.moment = device, moment
        self.name, self.which, self.value = act
        self.book = device.book

    def edit(self) -> Edit | None:
        """Return the edit; None where there is nothing to do it to."""
        made: Edit | None = getattr(self, self.name)()
        return made

    def add_card(self) -> Edit:
        return edits.add_card(
            card(
                self._of(RULES),
                end="2026-11-23",
                id=f"c{self.device.name}{self.device.count}",
                label=f"L{self.value}",
            )
        )

    def add_known_card(self) -> Edit:
        """Add a card under an id that another device may give too, or that was deleted."""
        made = card(self._of(RULES), id=f"k{self.which % 2}", label=f"K{self.value}")
        return edits.add_card(replace(made, changed=self.moment))

    def write(self) -> Edit | None:
        value, text = self.value, f"v{self.value}"
        return self._card(
            (
                {"label": text},
                {"note": text},
                {"tags": (text,)},
                {"device": text, "login": text},
                {"carrier": text, "plan": text, "rule": self._of(RULES)},
                {"balance": Money(str(value), "JPY"), "balance_on": _day(value), "currency": "JPY"},
                {"texts_abroad": bool(value % 2), "texts_abroad_on": _day(value)},
                {"stages": (value,)},
            )[self.which % 8]
        )

    def state_dates(self) -> Edit | None:
        clock = (ClockName.MAIN, ClockName.USE)[self.value % 2]
        said = stated(clock, base=f"2026-10-{self.value + 1:02}", on=f"2026-11-{self.value + 1:02}")
        return self._card(lambda held: {"statements": with_statement(held, said).statements})

    def take_back_dates(self) -> Edit | None:
        return self._card(lambda held: {"statements": other_statements(held, ClockName.MAIN)})

    def set_state(self) -> Edit | None:
        return self._about_card(lambda held: edits.set_state(held.id, self._of(tuple(State)), self.moment))

    def set_rule(self) -> Edit | None:
        ladder = (Rung(Phase.SUSPENDED, f"P{self.value + 1}D"),)
        return self._about_card(
            lambda held: edits.set_rule(held.id, replace(held.rule, ladder=ladder), self.moment)
        )

    def keep_rule(self) -> Edit | None:
        return self._about_card(lambda held: edits.keep_rule(held.id, str(self.value), self.moment))

    def delete_card(self) -> Edit | None:
        return self._about_card(lambda held: edits.delete_card(held.id, self.moment))

    def renew(self) -> Edit | None:
        made = replace(
            renewal(
                f"2026-11-{self.value + 1:02}",
                id=f"r{self.device.name}{self.device.count}",
                entered=self.moment,
                amount="3000",
                currency="JPY",
                status=self._of((Status.VERIFIED, Status.PAID)),
                kind=self._of((Kind.PURCHASE, Kind.USE, Kind.CORRECTION)),
            ),
            changed=self.moment,
        )
        return self._about_card(lambda held: edits.log_renewal(replace(made, card_id=held.id)))

    def verify(self) -> Edit | None:
        return self._about_renewal(lambda held: edits.verify(held.id, _day(self.value), self.moment))

    def refuse(self) -> Edit | None:
        return self._about_renewal(lambda held: edits.refuse(held.id, self.moment))

    def void(self) -> Edit | None:
        return self._about_renewal(lambda held: edits.void(held.id, _day(self.value), self.moment))

    def keep_receipt(self) -> Edit | None:
        name = f"{self.value:064x}.png"
        return self._renewal(lambda held: {"receipts": tuple(dict.fromkeys((*held.receipts, name)))})

    def write_renewal(self) -> Edit | None:
        text = f"v{self.value}"
        return self._renewal(
            lambda _held: (
                {"note": text},
                {"amount": str(self.value), "fee": "1", "currency": "EUR"},
                {"channel": text, "place": text},
            )[self.value % 3]
        )

    def delete_renewal(self) -> Edit | None:
        return self._about_renewal(
            lambda held: lambda book: put(book, Tombstone(held.id, "renewal", self.moment))
        )

    def keep_method(self) -> Edit:
        method = PaymentMethod(id=f"m{self.which % 3}", changed=self.moment, label=f"v{self.value}")
        return edits.keep_payment_method(method)

    def forget_method(self) -> Edit | None:
        methods = self.book.payment_methods
        return edits.forget_payment_method(self._one(methods).id, self.moment) if methods else None

    def undo(self) -> Edit | None:
        """Take the edit before back: what it added leaves a tombstone."""
        before = self.device.before
        if before is None:
            return None
        shelves: tuple[tuple[KindName, Any, Any], ...] = (
            ("card", before.cards, self.book.cards),
            ("renewal", before.renewals, self.book.renewals),
            ("payment_method", before.payment_methods, self.book.payment_methods),
        )
        back: list[Any] = [
            Tombstone(one.id, kind, self.moment)
            for kind, old, new in shelves
            for one in new
            if all(other.id != one.id for other in old)
        ]
        held = {id(one) for one in (*self.book.cards, *self.book.renewals, *self.book.payment_methods)}
        back += [
            replace(one, changed=self.moment)
            for one in (*before.cards, *before.renewals, *before.payment_methods)
            if id(one) not in held
        ]
        return (lambda book: put(book, *back)) if back else None

    def _card(self, fields: dict[str, Any] | Callable[[Card], dict[str, Any]]) -> Edit | None:
        def write(held: Card) -> Edit:
            wanted = fields if isinstance(fields, dict) else fields(held)
            return edits.change_card(replace(held, changed=self.moment, **wanted))

        return self._about_card(write)

    def _renewal(self, fields: Callable[[Renewal], dict[str, Any]]) -> Edit | None:
        def write(held: Renewal) -> Edit:
            return lambda book: put(book, replace(held, changed=self.moment, **fields(held)))

        return self._about_renewal(write)

    def _about_card(self, make: Callable[[Card], Edit]) -> Edit | None:
        return make(self._one(self.book.cards)) if self.book.cards else None

    def _about_renewal(self, make: Callable[[Renewal], Edit]) -> Edit | None:
        return make(self._one(self.book.renewals)) if self.book.renewals else None

    def _one(self, records: Any) -> Any:
        return records[self.which % len(records)]

    def _of(self, choices: Any) -> Any:
        return choices[self.value % len(choices)]


def _day(value: int) -> date:
    return date(2026, 11, value % 28 + 1)


NAMES = tuple(name for name in vars(Making) if not name.startswith("_") and name != "edit")
acts = st.lists(
    st.tuples(st.sampled_from(NAMES), st.integers(0, 9), st.integers(0, 9)),
    max_size=12,
)
skews = st.sampled_from(SKEWS)
beginnings = st.lists(st.sampled_from(NAMES[:1] * 3 + ("renew",) * 3 + NAMES), min_size=3, max_size=12)


def begun(names: list[str], skew: timedelta) -> Book:
    """Return a book that a device made by doing *names* one after the other."""
    device = Device("Z", Book(), skew)
    for minute, name in enumerate(names):
        device.do((name, minute, minute % 10), minute - 1000)
    return device.book


def both_ways(base: Book, one: Device, other: Device) -> Merged:
    """Return the merge of two devices' books, which is the same whichever of them does it."""
    here = merged(base, one.book, other.book, mine_by=one.name, theirs_by=other.name)
    there = merged(base, other.book, one.book, mine_by=other.name, theirs_by=one.name)
    assert here == there
    return here
