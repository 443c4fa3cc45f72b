"""What a record becomes that two copies of a book changed, field by field."""

from typing import Any

import pytest
from msgspec.structs import replace

from simdesk.domain.book import PaymentMethod, put
from simdesk.domain.card import Statement
from simdesk.domain.joining import onto
from simdesk.domain.merging import Lost
from simdesk.domain.money import Money
from simdesk.domain.stamping import tick
from simdesk.domain.terms import ClockName, State, Status
from tests.core.making import TELLO, day, renewal, stated
from tests.core.merging_making import BASE, HELD, PAID, VISA, at, both, with_card, with_renewal

PICTURES = [f"{number:064x}.png" for number in range(4)]


@pytest.mark.parametrize(
    ("one", "other", "wanted", "lost"),
    [
        ({}, {}, {}, {}),
        ({"label": "New"}, {}, {"label": "New"}, {}),
        ({"label": "New"}, {"note": "n"}, {"label": "New", "note": "n"}, {}),
        ({"label": "New"}, {"label": "New"}, {"label": "New"}, {}),
        ({"label": "New"}, {"label": "Newer", "note": "n"}, {"label": "Newer", "note": "n"}, {"label"}),
        (
            {"carrier": "softbank", "tags": ("a",)},
            {"plan": "tello", "rule": TELLO},
            {"plan": "tello", "rule": TELLO, "tags": ("a",)},
            {"carrier", "plan", "rule"},
        ),
        (
            {"balance": Money("5", "EUR"), "currency": "EUR"},
            {"balance_on": day("2026-11-20")},
            {"balance_on": day("2026-11-20")},
            {"balance", "balance_on", "currency"},
        ),
        (
            {"texts_abroad": True},
            {"texts_abroad_on": day("2026-11-20")},
            {"texts_abroad_on": day("2026-11-20")},
            {"texts_abroad", "texts_abroad_on"},
        ),
        (
            {"state": State.ARCHIVED, "device": "Pixel"},
            {"state": State.PORTED_OUT},
            {"state": State.PORTED_OUT, "device": "Pixel"},
            {"state"},
        ),
    ],
)
def test_d06_a_card_that_both_changed_is_merged_field_by_field(
    one: dict[str, Any], other: dict[str, Any], wanted: dict[str, Any], lost: set[str]
) -> None:
    mine = with_card(5, **one) if one else BASE
    theirs = with_card(9, **other) if other else BASE
    found = both(mine, theirs)
    assert replace(found.book.cards[0], changed=HELD.changed) == replace(HELD, **wanted)
    names = {
        name for name in lost if one.get(name, getattr(HELD, name)) != wanted.get(name, getattr(HELD, name))
    }
    assert {name for loss in found.lost for name in loss.fields} == names
    if lost:
        assert found.lost[0].record == mine.cards[0]


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        (
            {"status": Status.VERIFIED, "verified_on": day("2026-11-22")},
            {"status": Status.REFUSED},
            {"status": Status.REFUSED},
        ),
        (
            {"status": Status.VERIFIED, "verified_on": day("2026-11-22")},
            {"amount": "5000", "fee": "10", "note": "n"},
            {
                "status": Status.VERIFIED,
                "verified_on": day("2026-11-22"),
                "amount": "5000",
                "fee": "10",
                "note": "n",
            },
        ),
        ({"amount": "1", "currency": "USD"}, {"fee": "1"}, {"fee": "1"}),
        (
            {"amount": None, "currency": None},
            {"channel": "web"},
            {"amount": None, "currency": None, "channel": "web"},
        ),
    ],
)
def test_d06_a_renewal_that_both_changed_is_merged_field_by_field(
    one: dict[str, Any], other: dict[str, Any], wanted: dict[str, Any]
) -> None:
    found = both(with_renewal(5, **one), with_renewal(9, **other))
    assert replace(found.book.renewals[0], changed=PAID.changed) == replace(PAID, **wanted)


def test_d06_a_payment_method_that_both_changed_is_merged_field_by_field() -> None:
    mine = put(BASE, replace(VISA, changed=at(5), label="Blue", country="JP"))
    theirs = put(BASE, replace(VISA, changed=at(9), label="Red"))
    found = both(mine, theirs)
    assert found.book.payment_methods == (
        PaymentMethod(id="v", changed=tick(at(9)), label="Red", country="JP"),
    )
    assert found.lost == (Lost("payment_method", "v", ("label",), mine.payment_methods[0]),)


@pytest.mark.parametrize(
    ("mine", "theirs", "wanted"),
    [
        ((0, 1), (0, 2), (0, 2, 1)),
        ((), (0, 2), (2,)),
        ((1, 0), (0,), (1, 0)),
        ((0, 1), (0, 1), (0, 1)),
        ((), (), ()),
    ],
)
def test_d06_statements_are_united(
    mine: tuple[int, ...], theirs: tuple[int, ...], wanted: tuple[int, ...]
) -> None:
    said = [HELD.statements[0], *(stated(ClockName.USE, base=f"2026-10-0{one}") for one in (1, 2))]

    def of(places: tuple[int, ...]) -> tuple[Statement, ...]:
        return tuple(said[place] for place in places)

    found = both(with_card(9, statements=of(mine), note="1"), with_card(5, statements=of(theirs), note="1"))
    assert found.book.cards[0].statements == of(wanted)
    assert found.lost == ()


@pytest.mark.parametrize(
    ("held", "mine", "theirs", "wanted"),
    [
        ((), (0,), (1,), (1, 0)),
        ((0,), (0, 1), (0, 2), (0, 2, 1)),
        ((0,), (), (0, 1), (0, 1)),
        ((0,), (), (0,), ()),
        ((0, 1), (1,), (0, 1), (1,)),
    ],
)
def test_d06_receipts_are_united(
    held: tuple[int, ...], mine: tuple[int, ...], theirs: tuple[int, ...], wanted: tuple[int, ...]
) -> None:
    def of(places: tuple[int, ...]) -> tuple[str, ...]:
        return tuple(PICTURES[place] for place in places)

    base = put(BASE, replace(PAID, receipts=of(held)))
    sides = (
        put(base, replace(PAID, changed=at(9), receipts=of(mine))),
        put(base, replace(PAID, changed=at(5), receipts=of(theirs))),
    )
    found = both(*sides, base)
    assert found.book.renewals[0].receipts == of(wanted)
    assert found.lost == ()


def test_d06_log_entries_are_united() -> None:
    mine = put(BASE, renewal("2026-11-22", id="r1"))
    theirs = put(BASE, renewal("2026-11-20", id="r2"), renewal("2026-11-22", id="r3"))
    assert [one.id for one in both(mine, theirs).book.renewals] == ["r", "r1", "r2", "r3"]


def test_d06_a_form_is_laid_over_what_the_card_became_meanwhile() -> None:
    said, other = (stated(ClockName.USE, base=f"2026-10-0{one}") for one in (1, 2))
    wanted = replace(HELD, changed=at(9), label="Typed", note="typed", statements=(*HELD.statements, said))
    held = replace(
        HELD, changed=at(5), label="Theirs", tags=("a",), rule=TELLO, statements=(*HELD.statements, other)
    )
    assert onto(HELD, wanted, held) == replace(
        held, changed=at(9), label="Typed", note="typed", statements=(*HELD.statements, other, said)
    )
    assert onto(HELD, wanted, HELD) == wanted
    entry = replace(PAID, changed=at(5), receipts=(PICTURES[0],), note="n")
    typed = replace(PAID, changed=at(9), receipts=(PICTURES[1],), amount="5")
    assert onto(PAID, typed, entry) == replace(typed, receipts=(PICTURES[0], PICTURES[1]), note="n")
