"""Any edits on any copies of a book, merged in any order: one book, and nothing of it lost."""

from collections.abc import Iterable
from datetime import timedelta
from itertools import permutations, product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simdesk.domain.book import Book
from simdesk.domain.joining import differing
from simdesk.domain.merging import merged
from simdesk.domain.stamping import stamped
from simdesk.storage.decoding import decode_book, encode
from tests.core.merging_devices import Act, Device, acts, beginnings, begun, both_ways, skews
from tests.machine import rounds

CASES = settings(max_examples=rounds(short=200, full=5000), deadline=None)


@pytest.mark.soak
@CASES
@given(beginnings, acts, acts, st.tuples(skews, skews, skews))
def test_d06_two_copies_become_one_book_and_lose_nothing(
    names: list[str], mine: list[Act], theirs: list[Act], offs: tuple[timedelta, ...]
) -> None:
    base = begun(names, offs[2])
    one, other = Device("A", base, offs[0]), Device("B", base, offs[1])
    for minute, act in enumerate(mine):
        one.do(act, minute * 2)
    for minute, act in enumerate(theirs):
        other.do(act, minute * 3)
    found = both_ways(base, one, other).book
    is_sound(found)
    keeps_what_one_side_changed(base, one.book, other.book, found)
    keeps_what_one_side_changed(base, other.book, one.book, found)
    loses_no_renewal((one.book, other.book), found)
    loses_no_receipt(base, one.book, other.book, found)
    for known, side, by in product((base, found), (one.book, other.book, found, base), "ABC"):
        assert merged(known, found, side, mine_by=by, theirs_by="A").book == found
        assert merged(known, side, found, mine_by="B", theirs_by=by).book == found
    for side in (one.book, other.book):
        assert stamped(side, found) == found


@pytest.mark.soak
@CASES
@given(
    beginnings,
    st.lists(skews, min_size=3, max_size=3),
    st.lists(st.tuples(st.integers(0, 2), st.one_of(acts.map(tuple), st.integers(0, 2))), max_size=12),
)
def test_d06_three_devices_come_to_one_book(
    names: list[str], offs: list[timedelta], doings: list[tuple[int, tuple[Act, ...] | int]]
) -> None:
    base = begun(names, offs[0])
    devices = [Device(name, base, off) for name, off in zip("ABC", offs, strict=True)]
    for minute, (which, doing) in enumerate(doings):
        if isinstance(doing, int):
            devices[which].take(devices[doing])
        else:
            for place, act in enumerate(doing):
                devices[which].do(act, minute * 20 + place)
    for _ in range(6):
        news = [one.take(other) for one, other in permutations(devices, 2)]
        if not any(news):
            break
    else:
        pytest.fail("the devices go on telling each other news")
    found = devices[0].book
    assert all(device.book == found for device in devices)
    is_sound(found)
    loses_no_renewal([state for device in devices for state in device.chain], found)


def is_sound(book: Book) -> None:
    """Hold that a book can be saved, and keeps no id twice."""
    assert decode_book(encode(book), Path()) == book
    there = {
        *(("card", one.id) for one in book.cards),
        *(("renewal", one.id) for one in book.renewals),
        *(("payment_method", one.id) for one in book.payment_methods),
    }
    buried = {(one.kind, one.id) for one in book.tombstones}
    assert not there & buried
    assert len(there) == len(book.cards) + len(book.renewals) + len(book.payment_methods)


def loses_no_renewal(states: Iterable[Book], found: Book) -> None:
    """Hold that every renewal is there, or was deleted later than it was changed."""
    kept = {one.id for one in found.renewals}
    deleted = {one.id: one.deleted for one in found.tombstones if one.kind == "renewal"}
    for state in states:
        for one in state.renewals:
            assert one.id in kept or deleted[one.id] > one.changed


def loses_no_receipt(base: Book, one: Book, other: Book, found: Book) -> None:
    """Hold that every receipt of a renewal that is there is there, unless a side took away what base had."""
    for renewal in found.renewals:
        old, *sides = (
            set(held.receipts) if (held := book.renewal(renewal.id)) else None for book in (base, one, other)
        )
        known = [side for side in sides if side is not None]
        wanted = set().union(*known)
        taken_away = {name for name in old or () if any(name not in side for side in known)}
        assert wanted - taken_away <= set(renewal.receipts) <= wanted


def keeps_what_one_side_changed(base: Book, one: Book, other: Book, found: Book) -> None:
    """Hold that what *one* changed and *other* did not is in what was found, field by field."""
    for card in base.cards:
        here, there, then = one.card(card.id), other.card(card.id), found.card(card.id)
        if here is None or there is None:
            continue
        assert then is not None
        untouched = set(differing(card, here)) - set(differing(card, there))
        assert not untouched & set(differing(here, then))
