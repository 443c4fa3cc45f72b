"""What a book becomes that two changed copies are merged into: deletions, old copies, ties, orders."""

from datetime import datetime, timedelta
from itertools import permutations
from pathlib import Path
from time import perf_counter

import pytest
from msgspec.structs import replace

from simdesk.domain.book import Book, KindName, PaymentMethod, Tombstone, put
from simdesk.domain.card import Card
from simdesk.domain.merging import Lost, Merged, merged
from simdesk.domain.renewal import Renewal
from simdesk.domain.stamping import stamped, tick
from simdesk.storage.decoding import decode_book, encode
from tests.core.making import MOMENT
from tests.core.merging_making import BASE, HELD, PAID, VISA, at, both, buried, with_card, with_renewal

FUTURE = datetime.max.replace(tzinfo=MOMENT.tzinfo) - timedelta(days=400)


@pytest.mark.parametrize(
    ("kind", "name", "changed"),
    [
        ("card", "a", replace(HELD, changed=at(9), note="n")),
        ("renewal", "r", replace(PAID, changed=at(9), note="n")),
        ("payment_method", "v", replace(VISA, changed=at(9), label="n")),
    ],
)
def test_d06_of_a_deletion_and_a_change_the_later_holds(
    kind: KindName, name: str, changed: Card | Renewal | PaymentMethod
) -> None:
    theirs = put(BASE, changed)
    shelf = {"card": "cards", "renewal": "renewals", "payment_method": "payment_methods"}[kind]
    assert both(buried(kind, name, 5), BASE).book == buried(kind, name, 5)
    kept = both(buried(kind, name, 5), theirs)
    assert (getattr(kept.book, shelf), kept.book.tombstones, kept.lost) == ((changed,), (), ())
    gone = both(buried(kind, name, 12), theirs)
    assert (getattr(gone.book, shelf), gone.book.tombstones) == ((), (Tombstone(name, kind, at(12)),))
    assert [(one.record, len(one.fields)) for one in gone.lost] == [(changed, 1)]
    for tie in (both(buried(kind, name, 9), theirs), both(theirs, buried(kind, name, 9))):
        assert getattr(tie.book, shelf) == (replace(changed, changed=tick(at(9))),)


def test_d06_a_deletion_on_both_sides_is_one() -> None:
    found = both(buried("card", "a", 5), buried("card", "a", 7))
    assert found.book.tombstones == (Tombstone("a", "card", at(7)),)
    assert found.book.cards == ()


def test_d06_what_came_back_stays_and_what_never_knew_of_it_deletes_nothing() -> None:
    base = buried("card", "a", 5)
    back = put(base, replace(HELD, changed=at(6)))
    assert back.tombstones == ()
    assert both(back, base, base).book == back
    assert both(base, BASE, base).book == base
    assert both(base, with_card(9, note="n"), BASE).book.cards == (replace(HELD, note="n", changed=at(9)),)


@pytest.mark.parametrize("shelf", ["cards", "renewals", "payment_methods"])
def test_d06_a_record_missing_without_a_tombstone_was_not_deleted(shelf: str) -> None:
    without = replace(BASE, **{shelf: ()})
    assert both(BASE, without).book is BASE
    assert merged(BASE, without, without).book is without


def test_d06_one_id_is_told_apart_by_its_kind() -> None:
    same = Book(cards=(replace(HELD, id="1"),), renewals=(replace(PAID, id="1", card_id="1"),))
    mine, theirs = (put(same, Tombstone("1", kind, at(5))) for kind in ("card", "renewal"))
    found = both(mine, theirs, same).book
    assert found == put(mine, Tombstone("1", "renewal", at(5)))
    assert len(found.tombstones) == 2


def test_d06_an_old_copy_says_nothing() -> None:
    base = with_card(9, label="Now", note="n")
    for old in (BASE, with_card(5, label="Then")):
        assert both(base, old, base).book.cards == base.cards
        newer = put(base, replace(base.cards[0], changed=at(10), device="Pixel"))
        found = both(newer, old, base)
        assert (found.book.cards, found.lost) == (newer.cards, ())
    assert both(base, buried("card", "a", 5), base).book is base
    gone = buried("card", "a", 9)
    assert both(gone, with_card(5, label="Then"), gone) == Merged(gone)


def test_d06_what_was_written_by_hand_without_a_stamp_is_not_lost() -> None:
    found = both(BASE, with_card(0, label="By hand"))
    assert found.book.cards == (replace(HELD, label="By hand", changed=tick(at(0))),)


@pytest.mark.parametrize(
    ("mine_by", "theirs_by", "wanted"),
    [("a", "b", "Theirs"), ("b", "a", "Mine"), ("", "a", "Theirs"), ("a", "a", "Theirs"), ("", "", "Theirs")],
)
def test_d06_a_tie_goes_by_device_and_then_by_content(mine_by: str, theirs_by: str, wanted: str) -> None:
    mine, theirs = with_card(5, label="Mine"), with_card(5, label="Theirs")
    found = merged(BASE, mine, theirs, mine_by=mine_by, theirs_by=theirs_by)
    assert found == merged(BASE, theirs, mine, mine_by=theirs_by, theirs_by=mine_by)
    assert found.book.cards[0].label == wanted
    assert found.book.cards[0].changed == tick(at(5))
    assert found.lost[0].fields == ("label",)


def test_d06_a_stamp_in_the_future_counts_as_the_latest_and_holds_no_field_for_ever() -> None:
    ahead = put(BASE, replace(HELD, changed=FUTURE, label="Ahead", tags=("a",)))
    found = both(ahead, with_card(9, label="Now", note="n")).book
    assert (found.cards[0].label, found.cards[0].note, found.cards[0].tags) == ("Ahead", "n", ("a",))
    edited = stamped(found, put(found, replace(found.cards[0], changed=at(20), label="Later")))
    for known in (BASE, found):
        assert merged(known, ahead, edited).book.cards == edited.cards
    ends = datetime.max.replace(tzinfo=MOMENT.tzinfo)
    last = put(BASE, replace(HELD, changed=ends, label="Last"))
    assert both(last, with_card(9, label="Now")).book.cards[0] == last.cards[0]


def test_d06_where_only_the_stamp_differs_the_later_holds() -> None:
    assert both(with_card(5, label="New"), with_card(9, label="New")).book == with_card(9, label="New")


def test_d06_without_a_state_that_both_knew_all_that_differs_was_changed_by_both() -> None:
    mine, theirs = with_card(5, label="Mine", note="n"), with_card(9, label="Theirs")
    found = merged(Book(), mine, theirs)
    assert found.book is theirs
    assert found.lost == (Lost("card", "a", ("label", "note"), mine.cards[0]),)
    gone = merged(Book(), mine, buried("card", "a", 20)).lost[0]
    assert {"label", "statements", "carrier"} <= set(gone.fields)


def test_d06_the_order_of_a_shelf_is_that_of_the_side_that_has_it_all() -> None:
    first, second, third, fourth = (replace(HELD, id=name, changed=at(0)) for name in "dcba")
    base = Book(cards=(first, second))
    longer = put(base, replace(third, changed=at(5)))
    assert both(longer, base, base).book.cards == longer.cards
    other = put(base, replace(fourth, changed=at(3)))
    assert [one.id for one in both(longer, other, base).book.cards] == ["d", "c", "a", "b"]
    moved = replace(base, cards=(second, replace(first, changed=at(7))))
    assert both(moved, base, base).book == moved
    back = replace(base, cards=(replace(first, changed=at(9)), second))
    assert both(back, moved, moved).book == back
    both_moved = both(replace(base, cards=(second, first)), base, base).book
    assert [one.id for one in both_moved.cards] == ["c", "d"]


def test_d06_the_number_of_saves_is_the_larger() -> None:
    assert both(replace(BASE, revision=9), replace(BASE, revision=5)).book.revision == 9


def test_d06_three_copies_come_to_one_book_in_any_order() -> None:
    copies = (
        with_card(5, label="One", tags=("a",)),
        with_card(9, label="Two", device="Pixel"),
        with_renewal(7, note="n"),
    )
    results = []
    for first, second, third in permutations(copies):
        results.append(merged(BASE, merged(BASE, first, second).book, third).book)
    contents = {repr(replace(one.cards[0], changed=MOMENT)) for one in results}
    assert len(contents) == 1
    assert all(one.renewals == results[0].renewals for one in results)


@pytest.mark.parametrize(
    ("changed", "wanted"), [(at(-9), tick(at(0))), (at(0), tick(at(0))), (at(1), at(1)), (FUTURE, FUTURE)]
)
def test_d06_a_stamp_is_later_than_the_one_it_replaces(changed: datetime, wanted: datetime) -> None:
    after = stamped(BASE, put(BASE, replace(HELD, changed=changed, note="n")))
    assert after.cards[0].changed == wanted
    assert after.renewals is BASE.renewals
    gone = stamped(BASE, put(BASE, Tombstone("a", "card", changed)))
    assert gone.tombstones[0].deleted == wanted
    buried_at = replace(BASE, cards=(), tombstones=(Tombstone("a", "card", at(0)),))
    assert stamped(buried_at, put(buried_at, replace(HELD, changed=changed))).cards[0].changed == wanted
    again = stamped(buried_at, put(buried_at, Tombstone("a", "card", changed)))
    assert again.tombstones[0].deleted == (at(0) if changed == at(0) else wanted)
    assert stamped(Book(), put(Book(), replace(HELD, changed=changed))).cards[0].changed == changed


def test_d06_ten_thousand_cards_and_a_hundred_thousand_renewals_merge_in_time() -> None:
    data = encode(
        Book(
            cards=tuple(replace(HELD, id=f"c{one}") for one in range(10_000)),
            renewals=tuple(replace(PAID, id=f"r{one}", card_id=f"c{one % 10_000}") for one in range(100_000)),
        )
    )
    base, mine, theirs = (decode_book(data, Path()) for _ in range(3))
    mine = put(mine, replace(HELD, id="c7", changed=at(5), note="n"), replace(PAID, id="new"))
    theirs = put(theirs, replace(HELD, id="c7", changed=at(9), label="l"), Tombstone("r5", "renewal", at(9)))
    begun = perf_counter()
    found = merged(base, mine, theirs)
    assert perf_counter() - begun < 5  # a quarter of a second where nothing else runs
    assert (found.book.cards[7].note, found.book.cards[7].label) == ("n", "l")
    assert (len(found.book.renewals), len(found.book.tombstones)) == (100_000, 1)
