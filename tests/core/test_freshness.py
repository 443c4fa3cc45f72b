"""How old a rule is, what a check is worth, and which prices may be used."""

from datetime import date
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from simdesk.catalog.freshness import (
    Freshness,
    Looked,
    PriceStanding,
    freshness,
    newest_page,
    plan_freshness,
    price_standing,
    rule_mark,
    sureness,
)
from simdesk.catalog.model import Claim, Offer, Plan
from simdesk.catalog.names import known_carrier, rule_freshness
from simdesk.catalog.overlay import with_own
from simdesk.catalog.own import Check, OwnCatalog, put
from simdesk.catalog.reading import catalog
from simdesk.catalog.usual import usual_renewal
from simdesk.domain.book import Book
from simdesk.domain.card import Rule
from simdesk.domain.rows import rows_on
from simdesk.domain.terms import Basis
from simdesk.wording.freshness import age_warning, page_date, price_doubt, rule_age
from tests.core.catalog_making import CLAIM
from tests.core.making import MOMENT, SOFTBANK, card
from tests.core.own_making import NOON, own_offer, own_plan, own_rule

TODAY = date(2026, 11, 21)


def claim(dated: str | None, confidence: str = "high", **more: Any) -> Claim:
    return msgspec.convert(CLAIM | {"page_dated": dated, "confidence": confidence} | more, type=Claim)


@pytest.mark.parametrize(
    ("claims", "dated"),
    [
        ([claim(None)], None),
        ([claim("2025-05")], "2025-05"),
        ([claim("2024"), claim("2023-12-31")], "2024"),
        ([claim("2024-01-02"), claim("2024")], "2024-01-02"),
        ([claim("2025-05", "low"), claim("2024-03")], "2024-03"),
        ([claim("2025-05", "low"), claim(None, "medium")], None),
        ([claim("2025-05", "low"), claim("2024-03", "low")], "2025-05"),
        ([claim(None), claim("2021-09-13")], "2021-09-13"),
        ([claim(None, how="owner", source=None)], "2026-11-21"),
        ([], None),
    ],
)
def test_the_newest_page_counts_that_is_sure_enough(claims: list[Claim], dated: str | None) -> None:
    assert newest_page(claims) == dated


def test_a_rule_is_as_sure_as_its_least_sure_source() -> None:
    assert sureness([claim(None, "high"), claim(None, "low"), claim(None, "medium")]) == "low"
    assert sureness([]) is None


@pytest.mark.parametrize(
    ("dated", "on", "days", "old"),
    [
        ("2026-05-26", "2026-05-26", 179, False),
        ("2026-05-25", "2026-05-25", 180, False),
        ("2026-05-24", "2026-05-24", 181, True),
        ("2026-06", "2026-06-01", 173, False),
        ("2026-05", "2026-05-01", 204, True),
        ("2026", "2026-01-01", 324, True),
    ],
)
def test_a_rule_is_old_after_180_days_from_the_earliest_its_page_can_be(
    dated: str, on: str, days: int, *, old: bool
) -> None:
    found = freshness(dated, "high", None, TODAY)

    assert (found.on, found.days, found.old) == (date.fromisoformat(on), days, old)


def test_an_undated_rule_is_old() -> None:
    assert freshness(None, "low", "https://example.com/", TODAY) == Freshness(
        None, None, old=True, checked=False, confidence="low", page="https://example.com/"
    )


def test_a_check_counts_from_its_day_unless_a_page_is_younger() -> None:
    word = Looked(date(2026, 11, 1), "mark")

    for dated in (None, "2020", "2026-11-01"):
        found = freshness(dated, "low", None, TODAY, word)
        assert (found.on, found.days, found.old) == (date(2026, 11, 1), 20, False)
        assert (found.checked, found.yours, found.confidence, found.dated) == (True, False, "high", None)
    younger = freshness("2026-11-02", "medium", None, TODAY, word)
    assert (younger.checked, younger.days, younger.confidence) == (False, 19, "medium")


def shipped_plan(plan_id: str) -> Plan:
    plan = catalog().plan_by_id(plan_id)
    assert plan is not None
    return plan


def check(plan: Plan, on: date) -> Check:
    return Check(changed=NOON, plan=plan.id, on=on, rule=rule_mark(plan.rule))


def test_what_the_owner_found_so_is_checked_until_the_rule_is_another() -> None:
    plan = shipped_plan("povo2-base")
    own = put(OwnCatalog(), check(plan, TODAY))
    other = replace(plan, rule=replace(plan.rule, valid_for="P90D"))
    later = replace(plan, rule=replace(plan.rule, plan_version="2027-05-01"))

    assert plan_freshness(plan, own, TODAY).checked
    assert plan_freshness(later, own, TODAY).checked
    assert not plan_freshness(other, own, TODAY).checked
    assert plan_freshness(other, own, TODAY) == plan_freshness(other, OwnCatalog(), TODAY)


def test_a_rule_of_the_owners_is_as_old_as_its_record() -> None:
    own = put(OwnCatalog(), own_rule("povo2-base"))
    plan = with_own(catalog(), own).plan_by_id("povo2-base")
    assert plan is not None

    found = plan_freshness(plan, own, date(2027, 6, 1))
    assert (found.on, found.days, found.old) == (TODAY, 192, True)
    assert (found.yours, found.checked) == (True, False)

    own = put(own, check(plan, date(2027, 5, 31)))
    again = plan_freshness(plan, own, date(2027, 6, 1))
    assert (again.days, again.yours, again.checked, again.old) == (1, True, True, False)


def test_a_check_from_before_the_rule_was_written_is_of_no_worth() -> None:
    record = own_rule("povo2-base")
    early = Check(changed=NOON, plan="povo2-base", on=date(2026, 11, 20), rule=rule_mark(record.rule))
    own = put(OwnCatalog(), record, early)
    plan = with_own(catalog(), own).plan_by_id("povo2-base")
    assert plan is not None

    assert not plan_freshness(plan, own, TODAY).checked


def test_a_plan_of_the_owners_is_the_owners_word() -> None:
    own = put(OwnCatalog(), own_plan(carrier="povo"))
    plan = with_own(catalog(), own).plan_by_id("own-corner-plan")
    assert plan is not None

    assert plan_freshness(plan, own, TODAY).yours


def test_a_mark_tells_rules_apart_but_no_versions() -> None:
    rule = Rule(Basis.EXPIRY, "P60D")

    assert rule_mark(rule) == rule_mark(replace(rule, plan_version="2026-11-21"))
    assert rule_mark(rule) != rule_mark(replace(rule, valid_for="P61D"))


def test_the_index_says_the_same_as_the_catalog() -> None:
    for carrier in catalog().carriers:
        assert known_carrier(carrier.id) is not None
        for plan in carrier.plans:
            own = put(OwnCatalog(), check(plan, TODAY))
            looked = {plan.id: Looked(TODAY, rule_mark(plan.rule))}
            assert rule_freshness(carrier.id, plan.id, TODAY, {}) == plan_freshness(plan, OwnCatalog(), TODAY)
            assert rule_freshness(carrier.id, plan.id, TODAY, looked) == plan_freshness(plan, own, TODAY)
            assert rule_freshness(carrier.id, plan.id, TODAY, {plan.id: Looked(TODAY, "of another")}) == (
                rule_freshness(carrier.id, plan.id, TODAY, {})
            )


def test_of_a_plan_of_the_owners_the_index_knows_nothing() -> None:
    assert rule_freshness("Corner Mobile", "Corner Plan", TODAY, {}) is None


def offer(**changes: Any) -> Offer:
    made = own_offer().offer
    assert made is not None
    return replace(made, **changes)


@pytest.mark.parametrize(
    ("changes", "standing"),
    [
        ({}, PriceStanding.USABLE),
        ({"claims": (claim(None, "medium"),)}, PriceStanding.USABLE),
        ({"claims": (claim("2026-11", "low"),)}, PriceStanding.UNCONFIRMED),
        ({"claims": (claim(None, "low"), claim(None, "high"))}, PriceStanding.UNCONFIRMED),
        ({"until": date(2026, 11, 21)}, PriceStanding.USABLE),
        ({"until": date(2026, 11, 20)}, PriceStanding.ENDED),
        ({"until": date(2026, 11, 20), "price": None}, PriceStanding.ENDED),
        ({"price": None}, PriceStanding.NOT_KNOWN),
        ({"price": None, "paid": False}, PriceStanding.USABLE),
    ],
)
def test_a_price_is_used_only_where_it_stands(changes: dict[str, Any], standing: PriceStanding) -> None:
    assert price_standing(offer(**changes), TODAY) is standing


@pytest.mark.parametrize(
    ("changes", "logged"),
    [
        ({}, ("recharge-3000", "3000", "JPY")),
        ({"claims": (claim(None, "low"),)}, ("recharge-3000", None, None)),
        ({"price": None}, ("recharge-3000", None, None)),
        ({"until": date(2026, 11, 20)}, ("", None, None)),
    ],
)
def test_the_usual_act_takes_no_price_that_does_not_stand(
    changes: dict[str, Any], logged: tuple[str, str | None, str | None]
) -> None:
    plan = shipped_plan("sb-simple-style")
    offers = tuple(replace(one, **changes) if one.id == plan.usual_offer else one for one in plan.offers)
    row = rows_on(Book(cards=(card(SOFTBANK, end="2026-11-23"),)), TODAY)[0]

    renewal = usual_renewal(row, replace(plan, offers=offers), (), "r", MOMENT)

    assert renewal is not None
    assert (renewal.offer, renewal.amount, renewal.currency) == logged


@pytest.mark.parametrize(
    ("dated", "words"),
    [
        (None, "Rule from a page without a date; how old it is, is not known"),
        ("2026-11-20", "Rule from a page of 20 Nov 2026, 1 day old"),
        ("2026-10-21", "Rule from a page of 21 Oct 2026, 31 days old"),
        ("2025-05", "Rule from a page of May 2025, 18 months old"),
        ("2024-12", "Rule from a page of Dec 2024, 23 months old"),
        ("2024-11", "Rule from a page of Nov 2024, 2 years old"),
        ("2019-02", "Rule from a page of Feb 2019, 7 years old"),
        ("2024", "Rule from a page of 2024, at most 3 years old"),
    ],
)
def test_the_age_of_a_rule_in_words(dated: str | None, words: str) -> None:
    assert rule_age(freshness(dated, "high", None, TODAY)) == words


def test_only_what_the_owner_looked_at_is_called_checked() -> None:
    looked = Looked(date(2026, 11, 20), "mark")
    wrote = Looked(date(2026, 2, 20), yours=True)

    assert rule_age(freshness("2025", "low", None, TODAY, looked)) == "Checked by you on 20 Nov 2026"
    assert rule_age(freshness("2025", "low", None, TODAY, wrote)) == (
        "Your own rule, written on 20 Feb 2026, 9 months old"
    )
    for dated in (None, "2025", "2026-11"):
        assert "hecked" not in rule_age(freshness(dated, "high", None, TODAY))


def test_an_old_rule_says_so() -> None:
    assert age_warning(freshness("2026-11", "high", None, TODAY)) == ""
    assert "half a year" in age_warning(freshness("2025", "high", None, TODAY))
    assert "Nobody knows" in age_warning(freshness(None, "high", None, TODAY))


def test_a_page_is_dated_as_exactly_as_it_is() -> None:
    assert [page_date(one) for one in ("2025", "2025-05", "2025-05-12")] == [
        "2025",
        "May 2025",
        "12 May 2025",
    ]


def test_a_price_that_does_not_stand_says_why() -> None:
    ended = offer(until=date(2026, 11, 20))

    assert price_doubt(PriceStanding.USABLE, offer()) == ""
    assert price_doubt(PriceStanding.UNCONFIRMED, offer()) == "this price is not confirmed"
    assert price_doubt(PriceStanding.NOT_KNOWN, offer(price=None)) == "price not known"
    assert price_doubt(PriceStanding.ENDED, ended) == "ended on Fri 20 Nov 2026"


def test_a_check_from_where_it_is_tomorrow_already_is_not_asked_for_again() -> None:
    found = freshness(None, None, None, TODAY, Looked(date(2026, 11, 22), "abcdef01"))
    assert found.checked_by(TODAY)
    assert not found.checked_by(date(2026, 11, 23))
