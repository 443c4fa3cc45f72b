"""A plan's rule in words."""

import pytest

from simdesk.catalog.reading import catalog
from simdesk.domain.card import Rule, Rung
from simdesk.domain.terms import Basis, EndsBy, Late, Phase
from simdesk.wording.plans import ladder_lines, plan_kind_name, plan_status_name, rule_lines, stages_words
from tests.core.making import GIFFGAFF, HIS, POVO, SOFTBANK, TELLO


@pytest.mark.parametrize(
    ("rule", "lines"),
    [
        (
            SOFTBANK,
            (
                "Adds up: counted from the last day so far: 60 days",
                "At most 360 days from the day of payment",
            ),
        ),
        (GIFFGAFF, ("Counted from the last use: 6 months",)),
        (TELLO, ("Counted from the day of payment: 3 months",)),
        (HIS, ("Billed regularly",)),
        (Rule(Basis.NONE), ("No rule known",)),
        (
            Rule(Basis.PAYMENT, use_within="P90D", late=Late.FORBIDDEN),
            (
                "Counted from the day of payment; how long is not known",
                "Besides, it must be used once in 90 days",
                "Renewed after the last day: Not possible any more",
            ),
        ),
    ],
)
def test_what_a_rule_counts_from(rule: Rule, lines: tuple[str, ...]) -> None:
    assert rule_lines(rule) == lines


def test_a_ladder_says_about_where_the_carrier_works_in_batches() -> None:
    assert ladder_lines(POVO) == (
        "Usable: to the last day",
        "Suspended: from about then, 30 days · nothing works · way out: Any channel",
        "Number lost: from about then",
    )
    assert ladder_lines(GIFFGAFF) == ("Usable: to the last day", "Number lost: after that")


def test_a_rung_says_what_works_and_who_helps() -> None:
    rule = Rule(Basis.PAYMENT, "P30D", ladder=(Rung(Phase.RECEIVE_ONLY, "P1M", ends_by=EndsBy.SUPPORT_ONLY),))

    assert ladder_lines(rule)[1] == (
        "Receive only: then 1 month · still works: Texts in, Calls in · way out: The carrier's support only"
    )


def test_an_unpaid_bill_without_a_ladder_is_not_given_a_date() -> None:
    assert ladder_lines(HIS) == (
        "Usable: to the last day",
        "Overdue: when a bill is not paid. When the number is lost is not known.",
    )
    assert ladder_lines(Rule(Basis.NONE)) == ()


def test_every_plan_of_the_catalog_can_be_said() -> None:
    for carrier in catalog().carriers:
        for plan in carrier.plans:
            assert all(rule_lines(plan.rule))
            assert all(ladder_lines(plan.rule))
            assert plan_kind_name(plan.kind)
            assert plan_status_name(plan.status)


def test_stages_are_days_before_the_last_one() -> None:
    assert stages_words((30, 7, 0)) == "30, 7, 0 days before the last day"
