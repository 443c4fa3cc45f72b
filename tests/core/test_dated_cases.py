"""Every plan of the catalog on dated days, worked out by hand from the facts and not from the program."""

from datetime import date
from pathlib import Path

import pytest

from simdesk.catalog.model import Plan
from simdesk.catalog.reading import catalog
from simdesk.catalog.terms import PlanStatus
from simdesk.domain.book import Book
from simdesk.domain.card import Card
from simdesk.domain.length import counted
from simdesk.domain.lifecycle import standing
from simdesk.domain.renewal import Renewal
from simdesk.domain.terms import Basis, Extends, Kind, Phase
from tests.core.csv_making import take_cards
from tests.core.making import renewal
from tests.core.plan_cases import (
    bills_of_networks,
    bills_of_resellers,
    ended_stored_and_visiting,
    english_speaking,
    hong_kong,
    prepaid_in_japan,
)
from tests.core.plan_cases.reading import Act, Seen, Situation, situations

TABLES = (
    prepaid_in_japan,
    bills_of_networks,
    bills_of_resellers,
    ended_stored_and_visiting,
    hong_kong,
    english_speaking,
)
SITUATIONS = [found for table in TABLES for found in situations(table.CASES)]
PLANS = [plan for carrier in catalog().carriers for plan in carrier.plans]
RENEWED = {"early", "last_day", "after"}
BILLED = {"before", "on", "after", "card"}


def plan_of(situation: Situation) -> Plan:
    """Return the plan that a situation is about."""
    plan = catalog().plan_by_id(situation.plan)
    assert plan is not None, situation.plan
    return plan


def card_of(situation: Situation, path: Path) -> Card:
    """Return the card as a table of cards makes it: its rule is that of the catalog's plan."""
    carrier = catalog().carrier_of(plan_of(situation))
    row = {"label": "Case", "carrier": carrier.id, "plan": situation.plan, **situation.cells}
    return take_cards(path, Book(), row)[0].cards[0]


def renewal_of(plan: Plan, act: Act, place: int) -> Renewal:
    """Return the renewal that the act is entered as, with what its offer says."""
    kind = {"buy": Kind.PURCHASE, "use": Kind.USE, "bill": Kind.BILL}[act.kind]
    offer = plan.offer(act.offer)
    assert offer is not None or not act.offer, act.offer
    return renewal(
        act.day.isoformat(),
        id=f"r{place:02}",
        kind=kind,
        offer=act.offer,
        extends=Extends.NUMBER if offer is None else offer.extends,
        valid_for=None if offer is None else offer.valid_for,
        base_day=None if offer is None or offer.lasts is None else counted(act.day, offer.lasts).day,
        balance_after=act.balance,
        currency=None if act.balance is None or plan.rule.funding is None else plan.rule.funding.fee.currency,
    )


def written(day: date | None) -> str | None:
    """Return a day as the cases write it."""
    return None if day is None else day.isoformat()


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda it: f"{it.plan}-{it.name}")
def test_a_card_stands_as_worked_out_by_hand(situation: Situation, tmp_path: Path) -> None:
    plan, card = plan_of(situation), card_of(situation, tmp_path / "cards.csv")
    assert card.rule.basis is plan.rule.basis
    for day, acts, expected in situation.expected:
        log = [renewal_of(plan, act, place) for place, act in enumerate(acts)]
        found = standing(card, log, day)
        kind = found.deadline_kind
        seen = Seen(
            found.phase.value,
            written(found.next_deadline),
            None if kind is None else kind.value,
            written(found.lost_on),
            approximate=found.approximate,
            data=written(found.data_ends_on),
        )
        assert (day, seen) == (day, expected)
        left = found.days_left
        assert left == (None if found.next_deadline is None else (found.next_deadline - day).days)


def needed(plan: Plan) -> set[str]:
    """Return the situations that a plan of its kind must have."""
    rule = plan.rule
    match rule.basis:
        case Basis.NONE:
            names = {"none"}
        case Basis.FIXED:
            names = {"fixed"} | ({"bill", "card"} if rule.first_phase is Phase.STORED else set())
        case Basis.BILLING:
            names = set(BILLED)
        case _:
            names = set(RENEWED)
    if rule.use_within is not None:
        names.add("use")
    if rule.funding is not None:
        names.add("balance")
    if rule.cap is not None:
        names.add("capped")
    return names


@pytest.mark.parametrize("plan", PLANS, ids=lambda it: it.id)
def test_every_plan_has_the_cases_of_its_kind(plan: Plan) -> None:
    mine = [one for one in SITUATIONS if one.plan == plan.id]
    names = [one.name for one in mine]
    assert len(names) == len(set(names))
    assert needed(plan) <= set(names)
    assert all(list(one.expected) for one in mine)
    looked_at = {seen.phase for one in mine for _day, _acts, seen in one.expected}
    rungs = {rung.phase.value for rung in plan.rule.ladder}
    assert {plan.rule.first_phase.value, *rungs} <= looked_at
    if plan.rule.basis not in (Basis.NONE, Basis.BILLING) or plan.rule.ladder:
        assert "lost" in looked_at
    if any(offer.extends.data and offer.lasts for offer in plan.offers):
        assert any(seen.data for one in mine for _day, _acts, seen in one.expected)


def test_no_case_is_of_a_plan_that_is_not_there() -> None:
    assert {one.plan for one in SITUATIONS} == {plan.id for plan in PLANS}


@pytest.mark.parametrize(
    "plan", [plan for plan in PLANS if plan.status is PlanStatus.ENDED], ids=lambda it: it.id
)
def test_an_ended_plan_says_so_in_place_of_a_date(plan: Plan) -> None:
    assert plan.rule.basis is Basis.NONE
    assert plan.status_note is not None
    assert plan.no_channels is not None
