"""A plan's rule that is another one now is offered with both dates; nothing moves by itself."""

from datetime import date

import pytest
from msgspec.structs import replace

from simdesk.catalog.model import Plan
from simdesk.catalog.overlay import with_own
from simdesk.catalog.own import OwnCatalog, put
from simdesk.catalog.reading import catalog
from simdesk.catalog.rule_change import offered_change
from simdesk.domain.book import Book, PaymentMethod
from simdesk.domain.card import Card, Rule, Rung
from simdesk.domain.edits import add_card, keep_rule, set_rule
from simdesk.domain.history import History, step_between
from simdesk.domain.lifecycle import standing
from simdesk.domain.terms import Basis, EndsBy, Phase, Works
from simdesk.errors import CardGone
from tests.core.making import MOMENT, card, day, renewal
from tests.core.own_making import own_rule

TODAY = date(2026, 11, 21)
LADDER = (Rung(Phase.SUSPENDED, "P30D", approximate=True, ends_by=EndsBy.SUPPORT_ONLY),)
OLD = Rule(Basis.PACK_END, "P180D", ladder=LADDER, plan_version="2026-11-21")


def plan(rule: Rule) -> Plan:
    """Return the plan of povo as it would be with another rule."""
    found = catalog().plan_by_id("povo2-base")
    assert found is not None
    return replace(found, rule=rule)


def newer(**changes: object) -> Rule:
    """Return the rule of a later catalog."""
    return replace(OLD, plan_version="2027-03-01", **changes)


def held(rule: Rule = OLD) -> Card:
    """Return a card whose last pack ended on 1 September 2026."""
    return card(rule, base="2026-09-01", carrier="povo", plan="povo2-base")


def test_both_dates_are_offered() -> None:
    change = offered_change(held(), (), plan(newer(valid_for="P90D")), TODAY)

    assert change is not None
    assert (change.old, change.new) == (OLD, newer(valid_for="P90D"))
    assert (change.deadline_before, change.deadline_after) == (day("2027-02-28"), day("2026-11-30"))
    assert (change.lost_before, change.lost_after) == (day("2027-03-31"), day("2026-12-31"))
    assert change.moves_a_date


def test_renewals_count_in_both() -> None:
    packs = [renewal("2026-11-10", base_day="2026-11-11")]
    change = offered_change(held(), packs, plan(newer(valid_for="P200D")), TODAY)

    assert change is not None
    assert (change.deadline_before, change.deadline_after) == (day("2027-05-10"), day("2027-05-30"))


def test_a_longer_ladder_moves_only_the_day_of_loss() -> None:
    ladder = (replace(LADDER[0], length="P60D"),)
    change = offered_change(held(), (), plan(newer(ladder=ladder)), TODAY)

    assert change is not None
    assert change.deadline_before == change.deadline_after == day("2027-02-28")
    assert (change.lost_before, change.lost_after) == (day("2027-03-31"), day("2027-04-30"))


@pytest.mark.parametrize(
    ("rule", "known"),
    [
        (OLD, OLD),
        (OLD, newer()),
        (OLD, newer(ladder=(replace(LADDER[0], ends_by=EndsBy.NOBODY, works=(Works.DATA,)),))),
        (replace(OLD, plan_version=None), newer(valid_for="P90D")),
        (replace(OLD, valid_for="P120D", plan_version=None), newer(valid_for="P90D")),
    ],
    ids=["same", "new version, same dates", "what moves no date", "the owner's own", "typed by hand"],
)
def test_nothing_is_asked_where_nothing_moves_or_the_rule_is_the_owners(rule: Rule, known: Rule) -> None:
    assert offered_change(held(rule), (), plan(known), TODAY) is None


def test_a_card_of_a_plan_nobody_knows_is_not_asked() -> None:
    assert offered_change(held(), (), None, TODAY) is None


def test_a_rule_that_moves_no_date_of_this_card_is_offered_all_the_same() -> None:
    stated = card(OLD, end="2027-01-15", carrier="povo", plan="povo2-base")
    change = offered_change(stated, (), plan(newer(valid_for="P90D")), TODAY)

    assert change is not None
    assert not change.moves_a_date
    assert change.deadline_after == day("2027-01-15")


def test_a_payment_card_is_looked_at_in_both() -> None:
    rule = Rule(Basis.BILLING, plan_version="2026-11-21")
    method = PaymentMethod(id="m", changed=MOMENT, label="Visa", expires="2027-04")
    own = card(rule, bill_day=31, payment_method="m", auto_renew=True)
    ladder = (Rung(Phase.SUSPENDED, "P1M"),)
    change = offered_change(
        own, (), plan(replace(rule, ladder=ladder, plan_version="2027-03-01")), TODAY, method
    )

    assert change is not None
    assert (change.deadline_before, change.deadline_after) == (day("2027-04-30"), day("2027-04-30"))


def test_a_new_catalog_moves_no_deadline_by_itself() -> None:
    book = add_card(held())(Book())

    offered_change(held(), (), plan(newer(valid_for="P90D")), TODAY)

    assert standing(book.cards[0], (), TODAY).next_deadline == day("2027-02-28")


def test_taking_it_over_keeps_what_was_stated_and_can_be_undone() -> None:
    before = add_card(held())(Book())
    change = offered_change(before.cards[0], (), plan(newer(valid_for="P90D")), TODAY)
    assert change is not None

    after = set_rule("a", change.new, MOMENT)(before)

    assert after.cards[0].rule == newer(valid_for="P90D")
    assert after.cards[0].statements == before.cards[0].statements
    assert standing(after.cards[0], (), TODAY).next_deadline == change.deadline_after == day("2026-11-30")
    assert offered_change(after.cards[0], (), plan(newer(valid_for="P90D")), TODAY) is None

    history = History()
    history.push(step_between("take over", before, after))
    undone = history.undo(MOMENT)(after)
    assert undone.cards[0].rule == OLD
    assert standing(undone.cards[0], (), TODAY).next_deadline == day("2027-02-28")


def test_keeping_ones_own_moves_nothing_and_is_not_asked_until_the_next_change() -> None:
    before = add_card(held())(Book())
    change = offered_change(before.cards[0], (), plan(newer(valid_for="P90D")), TODAY)
    assert change is not None

    after = keep_rule("a", change.new.plan_version, MOMENT)(before)
    (kept,) = after.cards

    assert kept.rule == replace(OLD, plan_version="2027-03-01")
    assert standing(kept, (), TODAY).next_deadline == day("2027-02-28")
    assert offered_change(kept, (), plan(newer(valid_for="P90D")), TODAY) is None
    later = replace(newer(valid_for="P60D"), plan_version="2027-06-01")
    again = offered_change(kept, (), plan(later), TODAY)
    assert again is not None
    assert (again.deadline_after, again.lost_after) == (day("2026-11-30"), day("2026-12-01"))


def test_keeping_leaves_a_rule_alone_that_became_the_owners_meanwhile() -> None:
    book = add_card(held(replace(OLD, plan_version=None)))(Book())

    assert keep_rule("a", "2027-03-01", MOMENT)(book) is book


def test_a_card_that_is_gone_is_told() -> None:
    for edit in (set_rule("a", OLD, MOMENT), keep_rule("a", "2027-03-01", MOMENT)):
        with pytest.raises(CardGone):
            edit(Book())


def test_a_rule_of_the_owners_over_the_shipped_one_is_offered_and_so_is_the_way_back() -> None:
    shipped = catalog().plan_by_id("povo2-base")
    own = put(OwnCatalog(), own_rule("povo2-base", "P120D"))
    mine = with_own(catalog(), own).plan_by_id("povo2-base")
    assert shipped is not None
    assert mine is not None

    there = offered_change(held(shipped.rule), (), mine, TODAY)
    back = offered_change(held(mine.rule), (), shipped, TODAY)

    assert there is not None
    assert back is not None
    assert (there.deadline_before, back.deadline_after) == (day("2027-02-28"), day("2027-02-28"))
    assert there.new.plan_version == "own 2026-11-21T10:00:00Z"
