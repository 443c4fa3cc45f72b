"""Restoring is an edit: it can be undone, and other devices take it for the later word."""

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from simdesk.domain.book import Book, PaymentMethod, Tombstone, put
from simdesk.domain.card import Card
from simdesk.domain.comparing import Difference, Shelf, difference
from simdesk.domain.edits import Edit, add_card, delete_card, forget_payment_method
from simdesk.domain.history import History, step_between
from simdesk.domain.merging import merged
from simdesk.domain.renewal import Renewal
from simdesk.domain.restoring import restore_book, restore_card
from simdesk.domain.stamping import stamped
from simdesk.errors import CardGone, StepOutdated
from tests.core.making import GIFFGAFF, MOMENT, SOFTBANK, card, renewal

NOW = MOMENT + timedelta(days=30)
LATER = NOW + timedelta(days=1)
VISA = PaymentMethod(id="visa", changed=MOMENT, label="Visa")
BACKUP = Book(
    revision=4,
    cards=(card(SOFTBANK, id="a", label="Bank", payment_method="visa"), card(GIFFGAFF, id="b", label="Shop")),
    renewals=(renewal("2026-09-24", id="r1"), renewal("2026-10-24", id="r2", card_id="b")),
    payment_methods=(VISA,),
    tombstones=(Tombstone("old", "card", MOMENT),),
)


def of(book: Book, card_id: str) -> Card:
    found = book.card(card_id)
    assert found is not None
    return found


def since() -> Book:
    """The book a while later: a renamed card, a deleted one, a new one, a renewal gone and one new."""
    return Book(
        revision=9,
        cards=(
            card(SOFTBANK, id="a", label="Bank codes", payment_method="visa"),
            card(GIFFGAFF, id="c", label="New"),
        ),
        renewals=(
            renewal("2026-09-24", id="r1"),
            renewal("2026-11-24", id="r3", card_id="c"),
            renewal("2026-11-25", id="r4"),
        ),
        tombstones=(
            Tombstone("old", "card", MOMENT),
            Tombstone("b", "card", MOMENT),
            Tombstone("r2", "renewal", MOMENT),
            Tombstone("visa", "payment_method", MOMENT),
        ),
    )


def plain(book: Book) -> dict[str, Any]:
    """The records of the book by id, whenever they were changed."""
    everything: list[Card | Renewal | PaymentMethod] = [*book.cards, *book.renewals, *book.payment_methods]
    return {record.id: replace(record, changed=MOMENT) for record in everything}


def test_the_difference_says_what_came_what_changed_and_what_is_gone() -> None:
    assert difference(BACKUP, since()) == Difference(
        cards=Shelf(added=("c",), changed=("a",), gone=("b",)),
        renewals=Shelf(added=("r3", "r4"), gone=("r2",)),
        payment_methods=Shelf(gone=("visa",)),
    )
    assert difference(BACKUP, since())


def test_nothing_differs_where_only_moments_order_and_tombstones_do() -> None:
    other = replace(
        BACKUP,
        revision=99,
        cards=tuple(replace(one, changed=NOW) for one in reversed(BACKUP.cards)),
        tombstones=(),
    )

    assert not difference(BACKUP, other)
    assert restore_book(BACKUP, NOW)(other) is other


def test_restoring_a_book_brings_every_record_back_and_deletes_what_came() -> None:
    now = since()
    restored = restore_book(BACKUP, NOW)(now)

    assert not difference(BACKUP, restored)
    assert plain(restored) == plain(BACKUP)
    assert restored.revision == 9
    # What is the same stays as it is, what differs is changed now.
    assert restored.renewals[0] is now.renewals[0]
    assert of(restored, "a").changed == of(restored, "b").changed == NOW
    assert set(restored.tombstones) == {
        Tombstone("old", "card", MOMENT),
        Tombstone("c", "card", NOW),
        Tombstone("r3", "renewal", NOW),
        Tombstone("r4", "renewal", NOW),
    }
    assert restore_book(BACKUP, LATER)(restored) is restored


def test_restoring_keeps_the_traces_of_what_was_deleted_before_the_backup() -> None:
    restored = restore_book(BACKUP, NOW)(Book())

    assert restored.tombstones == BACKUP.tombstones


def test_a_tombstone_of_another_kind_with_the_same_id_stays() -> None:
    now = replace(since(), tombstones=(Tombstone("b", "renewal", MOMENT), Tombstone("b", "card", MOMENT)))

    assert Tombstone("b", "renewal", MOMENT) in restore_book(BACKUP, NOW)(now).tombstones
    assert restore_card(BACKUP, "b", NOW)(now).tombstones == (Tombstone("b", "renewal", MOMENT),)


def test_restoring_a_card_brings_back_what_is_missing_of_it_and_touches_nothing_else() -> None:
    now = since()
    restored = restore_card(BACKUP, "a", NOW)(now)

    assert of(restored, "a") == replace(of(BACKUP, "a"), changed=NOW)
    assert restored.payment_methods == (replace(VISA, changed=NOW),)
    assert restored.renewals == now.renewals  # the one entered since stays
    assert of(restored, "c") is of(now, "c")
    assert [one.id for one in restored.tombstones] == ["old", "b", "r2"]

    again = restore_card(BACKUP, "b", NOW)(now)
    assert [one.id for one in again.cards] == ["a", "c", "b"]
    assert [one.id for one in again.renewals] == ["r1", "r3", "r4", "r2"]
    assert again.payment_methods == ()


def test_restoring_a_card_that_is_the_same_changes_nothing() -> None:
    other = replace(BACKUP, cards=tuple(replace(one, changed=NOW) for one in BACKUP.cards))

    assert restore_card(BACKUP, "a", LATER)(other) == other


def test_a_card_that_is_not_in_the_backup_is_told() -> None:
    with pytest.raises(CardGone):
        restore_card(BACKUP, "c", NOW)(since())


@pytest.mark.parametrize("edit", [restore_book(BACKUP, NOW), restore_card(BACKUP, "b", NOW)])
def test_a_restore_can_be_undone_and_done_again(edit: Edit) -> None:
    before = since()
    after = edit(before)
    history = History()
    history.push(step_between("Restore", before, after))

    undone = history.undo(LATER)(after)
    assert plain(undone) == plain(before)
    history.undid()
    assert plain(history.redo(LATER)(undone)) == plain(after)

    with pytest.raises(StepOutdated):
        history.redo(LATER)(add_card(card(GIFFGAFF, id="b", label="Else"))(undone))


def test_a_restore_is_undone_after_other_cards_have_changed() -> None:
    before = since()
    after = restore_card(BACKUP, "b", NOW)(before)
    history = History()
    history.push(step_between("Restore", before, after))
    further = forget_payment_method("x", LATER)(delete_card("c", LATER)(after))

    assert plain(history.undo(LATER)(further)).keys() == {"a", "r1", "r3", "r4"}


# -- two devices: one restores, the other has the older book -------------------------------------------------


def restored_here(edit: Edit, before: Book) -> Book:
    """The book as the device keeps it that has made *edit*."""
    return stamped(before, edit(before))


@pytest.mark.parametrize("edit", [restore_book(BACKUP, NOW), restore_card(BACKUP, "b", NOW)])
@pytest.mark.parametrize("base", [since(), Book()], ids=["all known", "none known"])
def test_merging_with_the_older_book_of_another_device_undoes_nothing_of_a_restore(
    edit: Edit, base: Book
) -> None:
    mine = restored_here(edit, since())

    for found in (merged(base, mine, since()), merged(base, since(), mine)):
        assert not difference(mine, found.book)
        assert set(found.book.tombstones) == set(mine.tombstones)


def test_what_the_other_device_edits_after_the_restore_is_kept() -> None:
    now = since()
    mine = restored_here(restore_book(BACKUP, NOW), now)
    edited = replace(of(now, "c"), label="Still needed", changed=LATER)
    noted = replace(of(now, "a"), note="a note", changed=LATER)
    new = renewal("2026-12-20", id="r9", card_id="a")
    theirs = put(now, edited, noted, new)

    for found in (merged(now, mine, theirs), merged(now, theirs, mine)):
        assert found.book.card("c") == edited
        # The label of the backup, and the note that was written since.
        assert (of(found.book, "a").label, of(found.book, "a").note) == ("Bank", "a note")
        assert found.book.renewal("r9") == new
        assert found.book.card("b") is not None
        assert {one.id for one in found.book.tombstones} == {"old", "r3", "r4"}


def test_a_restore_wins_over_a_clock_that_was_ahead() -> None:
    ahead = LATER + timedelta(days=400)
    now = put(since(), replace(of(since(), "a"), label="From the future", changed=ahead))
    mine = restored_here(restore_book(BACKUP, NOW), now)

    assert of(mine, "a").changed > ahead
    assert of(merged(now, mine, now).book, "a").label == "Bank"


def test_undoing_a_restore_is_merged_too() -> None:
    before = since()
    after = restored_here(restore_book(BACKUP, NOW), before)
    history = History()
    history.push(step_between("Restore", before, after))
    undone = stamped(after, history.undo(LATER)(after))

    for found in (merged(after, undone, after), merged(after, after, undone)):
        assert not difference(before, found.book)
