"""What changed in a record, and one value of it brought back with nothing else."""

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from simdesk.domain.book import Book
from simdesk.domain.card import Card, LinkedAccount, Rule, Rung, Statement
from simdesk.domain.changes import Change, Changed, bring_back, changed, is_back, parts_with, values_of
from simdesk.domain.edits import delete_card, set_receipts
from simdesk.domain.money import Money
from simdesk.domain.renewal import Renewal
from simdesk.domain.terms import Basis, ClockName, Phase, Status
from simdesk.errors import CardGone, RenewalGone
from tests.core.making import MOMENT, POVO, SOFTBANK, card, day, renewal, stated

LATER = MOMENT + timedelta(days=1)
A, B, C = (letter * 64 + ".png" for letter in "abc")


def fields(found: tuple[Changed, ...]) -> list[str]:
    return [change.field for one in found for change in one.changes]


def saying(**known: Any) -> Card:
    return card(SOFTBANK, label="HSBC", number="+819012345678", **known)


def test_only_what_differs_is_a_change_with_both_values() -> None:
    before = saying(note="old", tags=("bank",))
    after = replace(before, note="new", changed=LATER)

    assert changed(before, after) == (Changed(("note",), (Change("note", "old", "new"),)),)
    assert changed(before, replace(before, changed=LATER)) == ()


def test_what_belongs_together_is_one_part_and_a_rule_is_told_by_its_fields() -> None:
    before = saying(carrier="softbank", balance=Money("100", "JPY"))
    rule = replace(SOFTBANK, valid_for="P90D", plan_version="2026-11-01")
    after = replace(
        before, rule=rule, carrier="other", balance=Money("90", "JPY"), balance_on=day("2026-11-20")
    )

    found = changed(before, after)

    assert [one.part for one in found] == [
        ("carrier", "plan", "rule"),
        ("balance", "balance_on", "currency"),
    ]
    assert fields(found) == ["carrier", "rule.valid_for", "balance", "balance_on"]
    assert found[0].changes[1] == Change("rule.valid_for", "P60D", "P90D")


def test_another_version_of_the_plan_is_told_where_the_rule_is_the_same() -> None:
    before = saying()
    assert fields(changed(before, replace(before, rule=replace(SOFTBANK, plan_version="2")))) == [
        "rule.plan_version"
    ]


def test_of_statements_those_that_went_and_those_that_came_are_told() -> None:
    first, second = stated(ClockName.MAIN, end="2026-11-23"), stated(ClockName.USE, base="2026-11-01")
    third = stated(ClockName.MAIN, end="2026-12-24", on="2026-11-21")
    before = card(SOFTBANK, statements=(first, second))

    found = changed(before, replace(before, statements=(second, third)))

    assert found == (Changed(("statements",), (Change("statements", (first,), (third,)),)),)


def test_a_renewal_that_was_verified_changes_in_one_part() -> None:
    before = renewal("2026-11-20", status=Status.PAID)
    after = replace(before, status=Status.VERIFIED, verified_on=day("2026-11-21"))

    found = changed(before, after)

    assert len(found) == 1
    assert fields(found) == ["status", "verified_on"]


def test_one_value_is_brought_back_and_what_was_done_since_stays() -> None:
    first = saying(note="old", device="Drawer")
    second = replace(first, note="new", device="Phone")
    now = replace(second, label="HSBC codes", device="Tablet")

    after = bring_back(first, ("note",), LATER, second)(Book(cards=(now,))).cards[0]

    assert after == replace(now, note="old", changed=LATER)


def test_what_belongs_together_is_brought_back_together() -> None:
    first = saying(carrier="softbank", plan="simple")
    now = replace(first, carrier="povo", plan="povo2", rule=POVO, label="Else")

    after = bring_back(first, ("carrier", "plan", "rule"), LATER, now)(Book(cards=(now,))).cards[0]

    assert (after.carrier, after.plan, after.rule, after.label) == ("softbank", "simple", SOFTBANK, "Else")


def test_of_statements_only_that_step_is_taken_back() -> None:
    first, second, third = (
        stated(ClockName.MAIN, end=f"2026-11-2{n}", on=f"2026-11-0{n}") for n in (1, 2, 3)
    )
    was = card(SOFTBANK, statements=(first,))
    became = replace(was, statements=(second,))
    now = replace(was, statements=(second, third))

    after = bring_back(was, ("statements",), LATER, became)(Book(cards=(now,))).cards[0]

    assert set(after.statements) == {first, third}


def test_what_lost_in_a_merge_is_brought_back_as_it_was() -> None:
    loser, now = saying(note="mine", device="A"), saying(note="theirs", device="B")

    after = bring_back(loser, ("note",), LATER)(Book(cards=(now,))).cards[0]

    assert (after.note, after.device) == ("mine", "B")


def test_what_is_there_already_need_not_be_brought_back() -> None:
    first = saying(note="old")
    second = replace(first, note="new", changed=LATER)

    assert not is_back(first, ("note",), second, second)
    assert is_back(first, ("note",), replace(second, note="old", label="Else"), second)
    assert is_back(second, ("note",), second)


def test_nothing_is_brought_back_to_a_card_that_is_gone() -> None:
    held = saying(note="old")
    book = delete_card(held.id, MOMENT)(Book(cards=(held,)))
    with pytest.raises(CardGone):
        bring_back(held, ("note",), LATER)(book)
    with pytest.raises(RenewalGone):
        bring_back(renewal("2026-11-20"), ("note",), LATER)(book)


def test_the_parts_and_values_of_a_loser_are_told_as_changes_are() -> None:
    record = saying(carrier="softbank", note="n")

    assert parts_with(record, ("note", "plan")) == (("carrier", "plan", "rule"), ("note",))
    assert values_of(record, ("note",)) == (("note", "n"),)
    rule = dict(values_of(record, ("rule",)))
    assert rule["rule.valid_for"] == "P60D"
    assert "rule.plan_version" not in rule
    assert rule["rule.ladder"] == (Rung(Phase.RECEIVE_ONLY, "P360D"),)


def test_receipts_are_set_beside_those_that_came_meanwhile() -> None:
    opened = renewal("2026-11-20", receipts=(A, B))
    held = replace(opened, receipts=(A, B, C), note="from the other window")

    after = set_receipts(opened, (A,), LATER)(Book(renewals=(held,))).renewals[0]

    assert after == replace(held, receipts=(A, C), changed=LATER)
    with pytest.raises(RenewalGone):
        set_receipts(opened, (), LATER)(Book())


def test_every_field_of_card_and_renewal_has_a_part() -> None:
    one = saying(
        linked_accounts=(LinkedAccount("Bank"),),
        statements=(Statement(ClockName.MAIN, day("2026-01-01"), day("2026-01-01")),),
    )
    for record in (one, renewal("2026-11-20"), card(Rule(Basis.NONE))):
        assert isinstance(record, Card | Renewal)
        told = {name for part in parts_with(record, record.__struct_fields__) for name in part}
        assert told == set(record.__struct_fields__) - {"id", "changed"}
