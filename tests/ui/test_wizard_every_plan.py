"""The wizard opened for any plan, in any phase, at home and elsewhere: a way, or a plain no and what then."""

from dataclasses import replace
from typing import Any

import pytest
from msgspec.structs import replace as with_fields
from pytestqt.qtbot import QtBot

from simdesk.catalog.reading import catalog
from simdesk.domain.terms import Phase
from simdesk.ui.renewal.choice import Choice
from simdesk.ui.renewal.facts import Facts, Habits
from simdesk.ui.renewal.where import WherePage
from simdesk.ui.renewal.wizard import RenewalWizard
from tests.core.making import card
from tests.ui.renewing import Owner

CATALOG = catalog()
PLANS = {plan.id: carrier for carrier in CATALOG.carriers for plan in carrier.plans}
ELSEWHERE = "TH"


def holder(plan_id: str, country: str) -> Owner:
    """Somebody in *country* with a card of the plan that was begun in August and ends in December."""
    plan, carrier = CATALOG.plan_by_id(plan_id), PLANS[plan_id]
    assert plan is not None
    dates: dict[str, Any] = {"base": "2026-08-20"}
    if plan.rule.basis in ("expiry", "fixed") and plan.rule.valid_for is None:
        dates = {"end": "2026-12-20"}
    held = card(plan.rule, carrier=carrier.id, plan=plan_id, timezone=carrier.timezone, **dates)
    return Owner(held, Habits(country=country))


def in_phase(facts: Facts, phase: Phase) -> Facts:
    """The same card, as if it were in *phase*."""
    standing = with_fields(facts.row.standing, phase=phase, place=None)
    return replace(facts, row=with_fields(facts.row, standing=standing))


@pytest.mark.parametrize("plan_id", sorted(PLANS))
def test_the_first_step_offers_a_way_or_says_what_to_do_then(plan_id: str, qtbot: QtBot) -> None:
    home = PLANS[plan_id].country
    owner = holder(plan_id, home)
    facts = owner.facts()
    assert facts is not None
    wizard = RenewalWizard(facts, CATALOG, owner.doors(), habits=owner.habits)
    qtbot.addWidget(wizard)
    page = wizard.page
    assert isinstance(page, WherePage)
    for phase in Phase:
        for country in (home, ELSEWHERE):
            wizard.sheet.facts = in_phase(facts, phase)
            wizard.sheet.change(country=country)
            page.enter()
            offered = [one for one in page.fitting.findChildren(Choice) if one.objectName()]
            told = page.none_fits.accessibleName()
            assert bool(offered) != bool(told), (phase, country)
            assert bool(offered) == page.none_fits.isHidden(), (phase, country)
            if not offered:
                assert told.endswith("."), (phase, country)
