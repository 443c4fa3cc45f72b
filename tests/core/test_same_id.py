"""A card, a renewal and a payment method may have one id; neither they nor their tombstones are mixed up."""

from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from simdesk.domain.book import Book, KindName, PaymentMethod, Record, Tombstone, drop, put
from simdesk.domain.card import Card
from simdesk.domain.history import History, key_of, recalled, step_between, stone_key
from simdesk.domain.merging import merged
from simdesk.domain.renewal import Renewal
from simdesk.domain.restoring import restore_book
from simdesk.storage.book_file import FileStore
from simdesk.storage.decoding import encode
from simdesk.storage.folder import DataFolder
from simdesk.storage.past import Line, line_of, step_of
from simdesk.storage.salvage import salvage
from tests.core.making import MOMENT, SOFTBANK, card, renewal
from tests.core.store_samples import DEVICE

CARD = card(SOFTBANK, id="x")
PAID = renewal("2026-11-01", id="x", card_id="x")
VISA = PaymentMethod(id="x", changed=MOMENT, label="Visa")
BOOK = Book(cards=(CARD,), renewals=(PAID,), payment_methods=(VISA,))
RECORDS: dict[KindName, Card | Renewal | PaymentMethod]
RECORDS = {"card": CARD, "renewal": PAID, "payment_method": VISA}
KINDS = pytest.mark.parametrize("kind", RECORDS)
LATER, LAST = MOMENT + timedelta(hours=1), MOMENT + timedelta(hours=2)


def stone(kind: KindName) -> Tombstone:
    return Tombstone("x", kind, LATER)


def buried(book: Book, *kinds: KindName) -> Book:
    """The book after those records were deleted."""
    return put(book, *map(stone, kinds))


def left(book: Book) -> set[Record]:
    return {*book.cards, *book.renewals, *book.payment_methods, *book.tombstones}


def without(kind: KindName) -> set[Record]:
    return {*RECORDS.values(), stone(kind)} - {RECORDS[kind]}


def test_every_record_has_its_own_key() -> None:
    everything = (*left(BOOK), *map(stone, RECORDS))
    assert len({key_of(one) for one in everything}) == 6
    for kind, record in RECORDS.items():
        assert stone_key(*key_of(record)) == key_of(stone(kind))


@KINDS
def test_one_is_buried_comes_back_and_is_dropped_without_the_others(kind: KindName) -> None:
    book = buried(BOOK, kind)
    assert left(book) == without(kind)
    assert left(put(book, RECORDS[kind])) == left(BOOK)
    assert left(drop(BOOK, type(RECORDS[kind]), "x")) == left(BOOK) - {RECORDS[kind]}
    everyone = buried(BOOK, *RECORDS)
    assert left(everyone) == set(map(stone, RECORDS))
    assert left(put(everyone, RECORDS[kind])) == {*map(stone, RECORDS), RECORDS[kind]} - {stone(kind)}


def test_a_step_that_buries_all_is_kept_taken_back_and_taken_again(tmp_path: Path) -> None:
    after = buried(BOOK, *RECORDS)
    step = step_between("Delete", BOOK, after, at=MOMENT)
    assert len(step.before) == 6
    line = line_of(step, revision=1, at=MOMENT, parent="a", digest="b")
    assert step_of(msgspec.json.decode(msgspec.json.encode(line), type=Line)) == step

    history = History([step])
    back = history.undo(LATER)(after)
    assert {key_of(one) for one in left(back)} == {key_of(one) for one in left(BOOK)}
    history.undid()
    again = history.redo(LAST)(back)
    assert {key_of(one) for one in left(again)} == {key_of(one) for one in left(after)}
    undone = step_between("Delete", after, back, source="undo")
    assert recalled([step, undone]).undone == [step]

    folder = DataFolder(tmp_path / "book", DEVICE)
    FileStore(folder).apply(lambda _: BOOK)
    FileStore(folder).apply(lambda book: buried(book, *RECORDS))
    assert left(FileStore(folder).load()) == set(map(stone, RECORDS))
    (_, kept) = FileStore(folder).past()
    assert left(History([kept]).undo(LAST)(FileStore(folder).load())) == {
        replace(one, changed=LAST) for one in RECORDS.values()
    }


@KINDS
def test_undoing_an_addition_leaves_the_tombstones_of_the_others(kind: KindName) -> None:
    before = buried(BOOK, *RECORDS)
    after = put(before, replace(RECORDS[kind], changed=LAST))
    step = step_between("Add", before, after)

    undone = History([step]).undo(LAST)(after)

    assert {key_of(one) for one in left(undone)} == {key_of(stone(one)) for one in RECORDS}


@KINDS
def test_d06_merging_tells_them_apart(kind: KindName) -> None:
    here = buried(BOOK, kind)
    for other, record in RECORDS.items():
        changed = replace(record, changed=LAST)
        there = put(BOOK, changed)
        wanted = left(there) if other == kind else without(kind) - {record} | {changed}
        assert left(merged(BOOK, here, there).book) == wanted
        assert left(merged(BOOK, there, here).book) == wanted
        both = merged(BOOK, here, buried(BOOK, other)).book
        assert left(both) == left(buried(BOOK, kind, other))


@KINDS
def test_d06_what_comes_from_a_computer_of_which_nothing_is_known_is_told_apart(
    tmp_path: Path, kind: KindName
) -> None:
    folder = DataFolder(tmp_path / "book", DEVICE)
    store = FileStore(folder)
    store.apply(lambda _: BOOK)
    for one in RECORDS:
        store.apply(lambda book, one=one: buried(book, one))  # type: ignore[misc]
    changed = replace(RECORDS[kind], changed=LAST)
    theirs = put(BOOK, changed)
    folder.book.write_bytes(encode(replace(theirs, revision=9)))

    book = FileStore(folder).take_in()

    assert left(book) == {*map(stone, RECORDS), changed} - {stone(kind)}


@KINDS
def test_restoring_and_saving_what_is_left_tell_them_apart(kind: KindName) -> None:
    now = buried(BOOK, *RECORDS)
    then = buried(BOOK, kind)
    assert {key_of(one) for one in left(restore_book(then, LAST)(now))} == {key_of(o) for o in left(then)}
    data = encode(now)
    assert salvage(data.replace(b'"revision": 0', b'"revision": "?"'), Path("b")).book.tombstones == (
        now.tombstones
    )
