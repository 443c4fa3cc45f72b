"""What came from another computer, in sentences that say only what happened."""

from simdesk.domain.book import Book, PaymentMethod
from simdesk.domain.history import Step, step_between
from simdesk.domain.merging import Lost
from simdesk.wording.merging import step_label, summary
from tests.core.making import GIFFGAFF, MOMENT, SOFTBANK, card, renewal

BANK = card(SOFTBANK)
SHOP = card(GIFFGAFF, id="b", label="Shop")
VISA = PaymentMethod(id="v", changed=MOMENT, label="Visa")


def came(before: Book, after: Book, *lost: Lost) -> Step:
    step = step_between("", before, after, source="outside")
    return Step(step.label, step.before, step.after, None, "outside", lost)


def test_everything_that_came_is_counted() -> None:
    before = Book(cards=(BANK, card(SOFTBANK, id="gone", label="Old")), renewals=(renewal("2026-01-01"),))
    after = Book(
        cards=(card(SOFTBANK, note="x"), SHOP),
        renewals=(renewal("2026-01-01", note="x"), renewal("2026-02-01"), renewal("2026-03-01")),
        payment_methods=(VISA,),
    )

    assert summary(came(before, after)) == (
        f"From another computer: 1 card added (“Shop”), 1 card changed (“{BANK.label}”), "
        "1 card deleted (“Old”), 2 renewals added, 1 renewal changed, 1 payment method changed."
    )


def test_of_many_cards_the_first_three_are_named() -> None:
    many = tuple(card(SOFTBANK, id=name, label=name) for name in ("k1", "k2", "k3", "k4", "k5"))

    assert summary(came(Book(cards=many), Book())) == (
        "From another computer: 5 cards deleted (“k1”, “k2”, “k3”, 2 more)."
    )


def test_what_was_decided_between_two_is_said() -> None:
    step = came(
        Book(cards=(BANK,)), Book(cards=(card(SOFTBANK, note="x"),)), Lost("card", "a", ("note",), BANK)
    )

    assert summary(step, 1) == (
        f"From another computer: 1 card changed (“{BANK.label}”). 1 conflict copy was folded in and moved "
        "to the backups. 1 value was changed on both: the later one holds, the other is in the history of "
        "the card."
    )


def test_a_copy_with_nothing_new_is_said_and_nothing_is_not() -> None:
    nothing = came(Book(), Book())

    assert summary(nothing) == ""
    assert summary(nothing, 2) == ("2 conflict copies held nothing new and were moved to the backups.")


def test_a_step_is_called_what_its_maker_called_it_else_by_where_it_came_from() -> None:
    assert step_label(step_between("archive", Book(), Book())) == "archive"
    assert step_label(came(Book(), Book())) == "changes from another computer"
