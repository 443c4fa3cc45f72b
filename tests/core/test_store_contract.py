"""What every store holds to: the file, and the one in memory that other tests use."""

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from msgspec.structs import replace

from simdesk.domain.book import Book
from simdesk.domain.card import Card
from simdesk.domain.edits import add_card, change_card, delete_card, set_state
from simdesk.domain.terms import State
from simdesk.errors import CardGone, Damage, EditRefused
from simdesk.storage.book_file import FileStore
from simdesk.storage.decoding import encode
from simdesk.storage.folder import DataFolder
from simdesk.storage.store import Store
from tests.core.making import GIFFGAFF, MOMENT, SOFTBANK, card
from tests.core.store_samples import DEVICE
from tests.memory_store import MemoryStore

BANK = card(SOFTBANK)
SHOP = card(GIFFGAFF, id="b", label="Shop")
LATER = MOMENT + timedelta(hours=1)


class OnDisk:
    """A file store, and somebody else who writes the same file."""

    def __init__(self, folder: DataFolder) -> None:
        self.folder = folder
        self.store: Store = FileStore(folder)

    def another(self, book: Book) -> None:
        self.folder.prepare()
        self.folder.book.write_bytes(encode(book))


class InMemory:
    """A store in memory, and somebody else who sets its book."""

    def __init__(self, _: DataFolder) -> None:
        self.memory = MemoryStore()
        self.store: Store = self.memory

    def another(self, book: Book) -> None:
        self.memory.book = book


Kept = OnDisk | InMemory


@pytest.fixture(params=[OnDisk, InMemory])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Kept:
    made: Callable[[DataFolder], Kept] = request.param
    return made(DataFolder(tmp_path / "book", DEVICE))


def test_where_nothing_was_kept_the_book_is_empty(kept: Kept) -> None:
    assert kept.store.load() == Book()


def test_what_was_applied_is_loaded(kept: Kept) -> None:
    after = kept.store.apply(add_card(BANK))

    assert after == Book(revision=1, cards=(BANK,))
    assert kept.store.load() == after


def test_every_change_counts_the_revision_up(kept: Kept) -> None:
    kept.store.apply(add_card(BANK))
    kept.store.apply(add_card(SHOP))

    assert kept.store.apply(delete_card("a", MOMENT)).revision == 3


def test_an_edit_that_changes_nothing_is_no_change(kept: Kept) -> None:
    before = kept.store.apply(add_card(BANK))

    assert kept.store.apply(lambda book: book) == before
    assert kept.store.apply(add_card(replace(BANK))) == before
    assert kept.store.load().revision == 1


def test_an_edit_that_refuses_itself_changes_nothing(kept: Kept) -> None:
    before = kept.store.apply(add_card(BANK))

    with pytest.raises(CardGone):
        kept.store.apply(delete_card("nobody", MOMENT))

    assert kept.store.load() == before


def test_what_somebody_else_wrote_is_kept_by_an_edit(kept: Kept) -> None:
    kept.store.apply(add_card(BANK))
    kept.another(Book(revision=8, cards=(BANK, SHOP)))

    moved = replace(BANK, note="moved", changed=LATER)
    after = kept.store.apply(change_card(moved))

    assert after == Book(revision=9, cards=(moved, SHOP))
    assert kept.store.load() == after


def test_an_edit_that_changes_nothing_still_answers_with_what_somebody_else_wrote(kept: Kept) -> None:
    kept.store.apply(add_card(BANK))
    kept.another(Book(revision=8, cards=(BANK, SHOP)))

    assert kept.store.apply(lambda book: book).cards == (BANK, SHOP)


def test_a_change_by_somebody_else_is_noticed_until_it_is_loaded(kept: Kept) -> None:
    kept.store.load()
    assert not kept.store.book_on_disk_changed()

    kept.another(Book(revision=5, cards=(SHOP,)))
    assert kept.store.book_on_disk_changed()

    kept.store.load()
    assert not kept.store.book_on_disk_changed()


def test_ones_own_change_is_none_by_somebody_else(kept: Kept) -> None:
    kept.store.load()
    kept.store.apply(add_card(BANK))

    assert not kept.store.book_on_disk_changed()


REFUSED = {
    "no label": (replace(BANK, label=""), Damage.MISSING_VALUE, "label", ""),
    "a label too long": (replace(BANK, label="x" * 201), Damage.TOO_LONG, "label", f"{'x' * 39}…"),
    "a zone that does not exist": (
        replace(BANK, timezone="Asia/Tokio"),
        Damage.UNKNOWN_ZONE,
        "timezone",
        "Asia/Tokio",
    ),
    "a currency that does not exist": (
        replace(BANK, currency="XXX"),
        Damage.UNKNOWN_CURRENCY,
        "currency",
        "XXX",
    ),
    "half a pair of surrogates": (replace(BANK, note="a\ud83d"), Damage.NOT_UTF8, "", r"a\ud83d"),
    "a moment without a zone": (
        replace(BANK, changed=datetime(2026, 11, 21)),
        Damage.NOT_A_DATE,
        "changed",
        "2026-11-21T00:00:00",
    ),
    "a number too large for a reader": (
        replace(BANK, data_left_mb=2**60),
        Damage.NOT_A_NUMBER,
        "data_left_mb",
        str(2**60),
    ),
}


@pytest.mark.parametrize(("spoilt", "damage", "field", "value"), REFUSED.values(), ids=REFUSED)
def test_what_could_not_be_read_back_is_not_kept(
    kept: Kept, spoilt: Card, damage: Damage, field: str, value: str
) -> None:
    before = kept.store.apply(add_card(SHOP))

    with pytest.raises(EditRefused) as refused:
        kept.store.apply(add_card(spoilt))

    assert refused.value == EditRefused(damage, field, value)
    assert kept.store.load() == before


def test_an_id_is_not_kept_twice(kept: Kept) -> None:
    with pytest.raises(EditRefused) as refused:
        kept.store.apply(lambda book: replace(book, cards=(BANK, replace(SHOP, id="a"))))

    assert refused.value.damage is Damage.DUPLICATE_ID
    assert kept.store.load() == Book()


def test_moments_are_kept_in_utc(kept: Kept) -> None:
    here = MOMENT.astimezone(timezone(timedelta(hours=9)))

    after = kept.store.apply(add_card(replace(BANK, changed=here)))

    assert after.cards[0].changed.utcoffset() == timedelta()
    assert after.cards[0].changed == MOMENT


def test_a_stamp_only_goes_forward(kept: Kept) -> None:
    kept.store.apply(add_card(BANK))

    (changed,) = kept.store.apply(change_card(replace(BANK, note="moved"))).cards
    gone = kept.store.apply(delete_card("a", MOMENT)).tombstones[0]
    (back,) = kept.store.apply(lambda book: replace(book, cards=(BANK,), tombstones=())).cards

    assert MOMENT < changed.changed < gone.deleted < back.changed


def test_every_edit_is_a_step_and_so_is_what_came_from_outside(kept: Kept) -> None:
    kept.store.apply(add_card(BANK), label="Add")
    kept.another(Book(revision=8, cards=(BANK, SHOP)))
    kept.store.apply(set_state("a", State.ARCHIVED, LATER), label="Archive", source="import", backup="import")
    kept.store.apply(lambda book: book, label="Nothing")

    past = kept.store.past()

    assert [(step.label, step.source) for step in past] == [
        ("Add", "edit"),
        ("", "outside"),
        ("Archive", "import"),
    ]
    assert [(set(step.before), set(step.after)) for step in past] == [
        ({(Card, name)}, {(Card, name)}) for name in ("a", "b", "a")
    ]
    assert past[0].before[Card, "a"] is None
    assert past[2].before[Card, "a"] == BANK
    assert [step.label for step in kept.store.past("b")] == [""]
    assert kept.store.past("nobody") == ()
    assert all(step.at is not None for step in past)


def test_what_came_from_outside_is_news_once_it_is_kept(kept: Kept) -> None:
    kept.store.apply(add_card(BANK))
    kept.another(Book(revision=8, cards=(BANK, SHOP)))

    assert kept.store.load().cards == (BANK, SHOP)
    assert kept.store.news() == ()

    assert kept.store.take_in().cards == (BANK, SHOP)
    (news,) = kept.store.news()
    assert (news.step.source, list(news.step.before.items())) == ("outside", [((Card, "b"), None)])
    assert kept.store.take_in().revision == 8
    assert kept.store.news() == ()
    assert not kept.store.book_on_disk_changed()
