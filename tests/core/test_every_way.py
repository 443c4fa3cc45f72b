"""Every plan in every phase, at home and elsewhere: a way is offered, or it is said plainly that none is."""

from collections.abc import Iterator

import pytest

from simdesk.catalog.choosing import Situation, Way, ways, why_none
from simdesk.catalog.model import Plan
from simdesk.catalog.reading import catalog
from simdesk.catalog.reasons import Reason, Why
from simdesk.catalog.terms import PlanStatus
from simdesk.domain.terms import Basis, EndsBy, Phase
from simdesk.wording.reasons import reason_words, what_then
from tests.core.making import day

CATALOG = catalog()
PLANS = {plan.id: plan for carrier in CATALOG.carriers for plan in carrier.plans}
HOME = {plan.id: carrier.country for carrier in CATALOG.carriers for plan in carrier.plans}
ELSEWHERE = "TH"
ANYWHERE = ("home", "elsewhere")

# Where nothing fits although the card still has a phase before it: worked out from the plans' rules and
# guides, not from the code. ``2``: the second rung of the ladder.
NONE = {
    # Ended: nothing can be bought for it any more.
    ("au-prepaid", "usable"): (Why.PLAN_ENDED, ANYWHERE),
    ("docomo-prepaid", "usable"): (Why.PLAN_ENDED, ANYWHERE),
    # They end on a fixed day, whatever one buys.
    ("japan-welcome-sim", "usable"): (Why.CANNOT_BE_EXTENDED, ANYWHERE),
    ("tourist-data-generic", "usable"): (Why.CANNOT_BE_EXTENDED, ANYWHERE),
    # Nobody has told how it is extended.
    ("calendar-365", "usable"): (Why.NONE_KNOWN, ANYWHERE),
    # EE hands the number on.
    ("ee-payg", "suspended 2"): (Why.NO_WAY_BACK, ANYWHERE),
    # Only in a shop, by the holder; only over the SIM itself, inside Japan.
    ("au-suspend", "stored"): (Why.NONE_FITS, ("elsewhere",)),
    ("bmobile-visitor", "usable"): (Why.NONE_FITS, ("elsewhere",)),
    ("bmobile-visitor", "suspended"): (Why.NONE_FITS, ("elsewhere",)),
}

PLAIN = (
    Why.NUMBER_LOST,
    Why.PLAN_ENDED,
    Why.CANNOT_BE_EXTENDED,
    Why.SUPPORT_ONLY,
    Why.PORT_OUT_ONLY,
    Why.NO_WAY_BACK,
    Why.NONE_KNOWN,
    Why.NONE_FITS,
)


def found_for(plan: Plan, phase: Phase, way_out: EndsBy, country: str) -> tuple[Way, ...]:
    now = Situation(
        phase=phase, today=day("2026-11-21"), way_out=way_out, home=HOME[plan.id], country=country
    )
    return ways(CATALOG, plan, now)


def phases_of(plan: Plan) -> Iterator[tuple[str, Phase, EndsBy]]:
    """Every phase before the last that a card of the plan comes to, with who can lift it out of it."""
    yield plan.rule.first_phase.value, plan.rule.first_phase, EndsBy.ANY_CHANNEL
    seen: list[Phase] = []
    for rung in plan.rule.ladder:
        seen.append(rung.phase)
        again = seen.count(rung.phase)
        yield rung.phase.value + (f" {again}" if again > 1 else ""), rung.phase, rung.way_out
    if plan.rule.basis is Basis.BILLING:
        yield Phase.OVERDUE.value, Phase.OVERDUE, EndsBy.ANY_CHANNEL


@pytest.mark.parametrize("plan_id", sorted(PLANS))
def test_in_a_phase_that_the_plan_has_there_is_a_way_or_it_is_known_that_there_is_none(plan_id: str) -> None:
    plan = PLANS[plan_id]
    for name, phase, way_out in phases_of(plan):
        expected, where = NONE.get((plan_id, name), (None, ()))
        for place, country in (("home", HOME[plan_id]), ("elsewhere", ELSEWHERE)):
            none = why_none(found_for(plan, phase, way_out, country))
            wanted = expected if place in where else None
            assert (None if none is None else none.why) == wanted, (name, place)


def test_the_table_of_what_has_no_way_names_plans_and_phases_that_there_are() -> None:
    every = {(plan_id, name) for plan_id, plan in PLANS.items() for name, _phase, _way_out in phases_of(plan)}

    assert set(NONE) <= every


@pytest.mark.parametrize("phase", Phase)
@pytest.mark.parametrize("plan_id", sorted(PLANS))
def test_in_any_phase_at_all_there_is_a_way_or_a_plain_no(plan_id: str, phase: Phase) -> None:
    plan = PLANS[plan_id]
    for way_out in EndsBy:
        for country in (HOME[plan_id], ELSEWHERE):
            found = found_for(plan, phase, way_out, country)
            none = why_none(found)

            assert {way.channel.id for way in found} == {channel.id for channel in CATALOG.channels}
            assert [way.fits for way in found] == sorted((way.fits for way in found), reverse=True)
            for way in found:
                assert way.fits != any(reason.why.rules_out for reason in way.reasons)
                assert way.fits or way.reasons
                assert all(map(reason_words, way.reasons))
            assert (none is None) == found[0].fits
            assert none is None or (reason_words(none) and what_then(none))
            assert none is None or none.why in PLAIN
            if phase is Phase.LOST:
                assert none is not None
                assert none.why is Why.NUMBER_LOST


def test_a_plan_without_channels_or_that_nothing_extends_says_what_to_do() -> None:
    silent = [
        plan.id
        for plan in PLANS.values()
        if not plan.no_channels
        and (not plan.channels or plan.status is PlanStatus.ENDED or (plan.id, "usable") in NONE)
        and NONE.get((plan.id, "usable"), (None, ()))[1] != ("elsewhere",)
    ]

    assert silent == []


def test_a_plain_no_says_what_to_do_then_each_in_words_of_its_own() -> None:
    told = [what_then(Reason(why=why)) for why in PLAIN]

    assert all(told)
    assert len(set(told)) == len(PLAIN)
