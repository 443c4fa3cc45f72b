"""The usual act of a card: what "I did it today" logs, from the catalog or from the card's own rule."""

from datetime import date

import pytest

from simdesk.catalog.reading import catalog
from simdesk.catalog.usual import usual_renewal
from simdesk.domain.book import Book
from simdesk.domain.card import Card, Rule
from simdesk.domain.rows import Row, rows_on
from simdesk.domain.terms import Basis, ClockName, Extends, Kind, Status
from tests.core.making import GIFFGAFF, HIS, MOMENT, POVO, SOFTBANK, TELLO, card, day, stated

TODAY = date(2026, 11, 21)


def row_of(one: Card) -> Row:
    """Return the row of a card alone."""
    return rows_on(Book(cards=(one,)), TODAY)[0]


@pytest.mark.parametrize(
    ("one", "kind"),
    [
        (card(SOFTBANK, end="2026-11-23"), Kind.PURCHASE),
        (card(POVO, base="2026-06-03"), Kind.PURCHASE),
        (card(TELLO, base="2026-11-05"), Kind.PURCHASE),
        (card(GIFFGAFF, base="2026-07-09"), Kind.USE),
        (card(HIS, statements=(stated(ClockName.BILL, base="2026-11-30"),)), Kind.BILL),
        (card(Rule(Basis.FIXED), end="2026-12-24"), None),
        (card(Rule(Basis.NONE)), None),
    ],
)
def test_a_card_of_ones_own_is_kept_by_what_its_rule_counts(one: Card, kind: Kind | None) -> None:
    renewal = usual_renewal(row_of(one), None, (), "r", MOMENT)
    assert (None if renewal is None else renewal.kind) is kind
    if renewal is not None:
        assert renewal.status is Status.VERIFIED
        assert (renewal.paid_on, renewal.verified_on) == (TODAY, TODAY)
        assert renewal.extends is Extends.NUMBER


def test_a_plan_of_the_catalog_brings_its_offer() -> None:
    _carrier, plan = catalog().resolve("softbank", "sb-simple-style")
    renewal = usual_renewal(row_of(card(SOFTBANK, end="2026-11-23")), plan, (), "r", MOMENT)
    assert renewal is not None
    assert (renewal.offer, renewal.amount, renewal.currency) == ("recharge-3000", "3000", "JPY")
    assert renewal.channel == "official_site"


def test_a_pack_ends_by_its_length() -> None:
    _carrier, plan = catalog().resolve("povo", "povo2-base")
    assert plan is not None
    offer = plan.offer(plan.usual_offer)
    assert offer is not None
    assert offer.lasts == "P1D"
    renewal = usual_renewal(row_of(card(POVO, base="2026-06-03")), plan, (), "r", MOMENT)
    assert renewal is not None
    assert renewal.base_day == day("2026-11-22")


def test_use_is_logged_where_the_clock_of_use_ends_first() -> None:
    rule = Rule(Basis.PAYMENT, "P12M", use_within="P3M")
    one = card(rule, base="2026-10-01", statements=(stated(ClockName.USE, base="2026-09-01"),))
    renewal = usual_renewal(row_of(one), None, (), "r", MOMENT)
    assert renewal is not None
    assert renewal.kind is Kind.USE


def test_a_bill_settles_the_oldest_that_is_open() -> None:
    one = card(HIS, statements=(stated(ClockName.BILL, base="2026-10-31"),), bill_day=31)
    renewal = usual_renewal(row_of(one), None, (), "r", MOMENT)
    assert renewal is not None
    assert renewal.base_day == day("2026-10-31")
