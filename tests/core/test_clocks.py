"""Every basis by literal dates: where the last day goes after each renewal, worked out by hand."""

from datetime import date

import pytest

from simdesk.domain.card import Card, Funding, Rule, Rung
from simdesk.domain.clocks import (
    balance_of,
    data_ends,
    data_packs,
    first_bill_on_or_after,
    last_use,
    main_clock,
    month_end,
    next_bill,
    use_clock,
)
from simdesk.domain.lifecycle import standing
from simdesk.domain.money import Money
from simdesk.domain.renewal import Renewal
from simdesk.domain.renewing import Preview, preview
from simdesk.domain.terms import Basis, ClockName, Extends, Kind, Late, Phase, Status
from tests.core.making import GIFFGAFF, HIS, MOMENT, POVO, SOFTBANK, TELLO, card, day, days, renewal, stated

MONTHLY = Rule(Basis.EXPIRY, "P1M")
TO_MONTH_END = Rule(Basis.PAYMENT, "P3M/end", ladder=(Rung(Phase.SUSPENDED, "P1M/end"),))
NO_LATE = Rule(Basis.EXPIRY, "P30D", late=Late.FORBIDDEN)
FROM_OLD = Rule(Basis.EXPIRY, "P30D", late=Late.FROM_EXPIRY)


def last_day(held: Card, *renewals: Renewal) -> date | None:
    return main_clock(held, renewals).last_day


@pytest.mark.parametrize(
    ("rule", "base", "expected"),
    [
        (SOFTBANK, "2026-11-21", "2027-01-20"),
        (SOFTBANK, "2028-01-01", "2028-03-01"),
        (SOFTBANK, "2027-01-01", "2027-03-02"),
        (SOFTBANK, "2028-02-29", "2028-04-29"),
        (SOFTBANK, "2026-12-31", "2027-03-01"),
        (POVO, "2026-03-01", "2026-08-28"),
        (POVO, "2027-09-02", "2028-02-29"),
        (POVO, "2026-07-04", "2026-12-31"),
        (GIFFGAFF, "2026-08-31", "2027-02-28"),
        (GIFFGAFF, "2027-08-31", "2028-02-29"),
        (GIFFGAFF, "2026-06-30", "2026-12-30"),
        (TELLO, "2026-11-30", "2027-02-28"),
        (TELLO, "2027-11-30", "2028-02-29"),
        (TELLO, "2026-09-30", "2026-12-30"),
        (TO_MONTH_END, "2026-04-01", "2026-07-31"),
        (TO_MONTH_END, "2026-04-30", "2026-07-31"),
        (Rule(Basis.FIXED, "P21D"), "2028-02-20", "2028-03-12"),
        (Rule(Basis.FIXED, "P21D", count_base_day=True), "2028-02-20", "2028-03-11"),
    ],
)
def test_the_last_day_from_a_base_day(rule: Rule, base: str, expected: str) -> None:
    assert last_day(card(rule, base=base)) == day(expected)


@pytest.mark.parametrize(
    ("rule", "last", "paid_on", "expected"),
    [
        # SoftBank: early, on the last day, a day late, long lapsed, over a leap day and a year's end
        (SOFTBANK, "2026-12-01", "2026-11-21", "2027-01-30"),
        (SOFTBANK, "2026-12-31", "2026-12-31", "2027-03-01"),
        (SOFTBANK, "2026-12-31", "2027-01-01", "2027-03-02"),
        (SOFTBANK, "2026-11-23", "2027-03-01", "2027-04-30"),
        (SOFTBANK, "2027-12-31", "2027-12-20", "2028-02-29"),
        # a month that stacks keeps the day of the month that was stated
        (MONTHLY, "2027-01-31", "2027-01-10", "2027-02-28"),
        (MONTHLY, "2028-01-31", "2028-01-10", "2028-02-29"),
        (MONTHLY, "2027-02-28", "2027-02-28", "2027-03-28"),
        (MONTHLY, "2026-12-31", "2027-01-02", "2027-02-02"),
        # a rule that forbids a late renewal, and one that counts it from the old day
        (NO_LATE, "2026-11-30", "2026-11-30", "2026-12-30"),
        (NO_LATE, "2026-11-30", "2026-12-01", "2026-11-30"),
        (FROM_OLD, "2026-11-30", "2026-12-20", "2026-12-30"),
        # payment: what was left is gone
        (TELLO, "2027-02-28", "2026-12-01", "2027-03-01"),
        (TELLO, "2027-02-28", "2027-02-28", "2027-05-28"),
        (TELLO, "2027-02-28", "2027-11-30", "2028-02-29"),
        (TELLO, "2027-02-28", "2026-11-01", "2027-02-01"),
        (TO_MONTH_END, "2026-07-31", "2026-07-31", "2026-10-31"),
        # use and pack end: never back
        (GIFFGAFF, "2027-02-28", "2026-11-21", "2027-05-21"),
        (GIFFGAFF, "2027-02-28", "2027-02-28", "2027-08-28"),
        (GIFFGAFF, "2027-02-28", "2027-08-31", "2028-02-29"),
        (GIFFGAFF, "2027-06-01", "2026-11-01", "2027-06-01"),
        (POVO, "2026-08-28", "2026-08-28", "2027-02-24"),
        (POVO, "2026-08-28", "2026-09-10", "2027-03-09"),
        (POVO, "2026-08-28", "2026-02-01", "2026-08-28"),
        # nothing to extend
        (Rule(Basis.FIXED), "2026-12-11", "2026-12-01", "2026-12-11"),
        (Rule(Basis.NONE), "2026-12-11", "2026-12-01", "2026-12-11"),
        (HIS, "2026-12-11", "2026-12-01", "2026-12-11"),
    ],
)
def test_r14_a_renewal_after_a_stated_last_day(rule: Rule, last: str, paid_on: str, expected: str) -> None:
    assert last_day(card(rule, end=last), renewal(paid_on)) == day(expected)


@pytest.mark.parametrize(
    ("last", "paid_on", "seen"),
    [
        ("2027-10-15", "2026-11-21", Preview(day("2027-10-15"), day("2027-11-16"), 28)),
        ("2027-09-17", "2026-11-21", Preview(day("2027-09-17"), day("2027-11-16"), 0)),
        ("2027-09-18", "2026-11-21", Preview(day("2027-09-18"), day("2027-11-16"), 1)),
        ("2027-11-16", "2026-11-21", Preview(day("2027-11-16"), day("2027-11-16"), 60)),
        ("2028-06-30", "2026-11-21", Preview(day("2028-06-30"), day("2028-06-30"), 60)),
    ],
)
def test_the_cap_counts_from_the_day_of_payment_and_takes_nothing_back(
    last: str, paid_on: str, seen: Preview
) -> None:
    assert preview(card(SOFTBANK, end=last), [], renewal(paid_on)) == seen


def test_the_cap_holds_for_a_longer_length_paid_late_or_with_no_date_known() -> None:
    voucher = renewal("2026-11-21", valid_for="P400D")
    assert last_day(card(SOFTBANK), voucher) == day("2027-11-16")
    assert preview(card(SOFTBANK, end="2026-11-01"), [], voucher) == Preview(
        day("2026-11-01"), day("2027-11-16"), 40
    )


def test_six_recharges_reach_the_cap_and_no_further() -> None:
    sheets = [renewal("2026-11-21", id=f"r{n}") for n in range(7)]
    held = card(SOFTBANK, end="2026-11-21")
    reached = [last_day(held, *sheets[: n + 1]) for n in range(7)]
    assert reached == [
        *days("2027-01-20", "2027-03-21", "2027-05-20", "2027-07-19", "2027-09-17", "2027-11-16"),
        day("2027-11-16"),
    ]


def test_r13_a_month_that_stacks_keeps_its_anchor_past_a_short_month() -> None:
    held = card(MONTHLY, end="2027-01-31")
    first, second = renewal("2027-01-20"), renewal("2027-02-20")
    assert last_day(held, first) == day("2027-02-28")
    assert last_day(held, first, second) == day("2027-03-31")


@pytest.mark.parametrize("rule", [SOFTBANK, TELLO, GIFFGAFF, POVO])
@pytest.mark.parametrize("status", [Status.PAID, Status.REFUSED, Status.VOIDED])
def test_only_a_verified_renewal_moves_the_day(rule: Rule, status: Status) -> None:
    held = card(rule, base="2026-10-01")
    assert last_day(held, renewal("2026-11-21", status=status)) == last_day(held)


@pytest.mark.parametrize(
    ("rule", "kept"),
    [(SOFTBANK, "2027-03-01"), (TELLO, "2027-03-10"), (GIFFGAFF, "2027-06-10"), (POVO, "2027-06-08")],
)
def test_a_renewal_entered_late_changes_nothing_about_the_order_of_payment(rule: Rule, kept: str) -> None:
    held = card(rule, end="2026-11-01") if rule is SOFTBANK else card(rule, base="2026-09-01")
    early, late = renewal("2026-10-20"), renewal("2026-12-10")
    entered_late = renewal("2026-10-20", entered=MOMENT.replace(year=2027))
    if rule is SOFTBANK:
        kept = "2027-03-01"  # 1 Nov + 60 = 31 Dec, + 60 = 1 Mar
    assert last_day(held, early, late) == day(kept)
    assert last_day(held, late, entered_late) == day(kept)


@pytest.mark.parametrize("rule", [SOFTBANK, TELLO, GIFFGAFF, POVO])
def test_what_was_paid_before_the_statement_is_in_it_already(rule: Rule) -> None:
    held = card(rule, end="2027-01-20", on="2026-11-21")
    assert last_day(held, renewal("2026-11-20")) == day("2027-01-20")
    assert last_day(held, renewal("2026-11-21")) != day("2027-01-20")


def test_a_later_statement_sets_the_day_anew() -> None:
    held = card(
        SOFTBANK,
        end="2026-12-01",
        on="2026-11-01",
        statements=(stated(ClockName.MAIN, end="2027-02-10", on="2026-12-05"),),
    )
    assert last_day(held, renewal("2026-11-21")) == day("2027-02-10")
    assert last_day(held, renewal("2026-12-05")) == day("2027-04-11")


def test_what_the_carriers_page_says_is_an_entry_that_can_be_voided() -> None:
    held = card(SOFTBANK, end="2026-12-01")
    paid = renewal("2026-11-21")
    page = renewal("2026-11-22", id="page", kind=Kind.CORRECTION, expires_after="2027-01-29")
    assert last_day(held, paid, page) == day("2027-01-29")
    assert last_day(held, paid, page, renewal("2026-11-25")) == day("2027-03-30")
    voided = renewal(
        "2026-11-22", id="page", kind=Kind.CORRECTION, expires_after="2027-01-29", status=Status.VOIDED
    )
    assert last_day(held, paid, voided) == day("2027-01-30")


@pytest.mark.parametrize("rule", [SOFTBANK, TELLO, GIFFGAFF, POVO])
@pytest.mark.parametrize("extends", [Extends.DATA, Extends.NOTHING])
def test_what_does_not_extend_the_number_leaves_its_day(rule: Rule, extends: Extends) -> None:
    held = card(rule, base="2026-11-01")
    assert last_day(held, renewal("2026-11-21", extends=extends)) == last_day(held)


def test_a_text_sent_does_not_recharge_a_prepaid_card() -> None:
    held = card(SOFTBANK, end="2026-12-01")
    assert last_day(held, renewal("2026-11-21", kind=Kind.USE)) == day("2026-12-01")


def test_an_offer_with_a_length_of_its_own() -> None:
    held = card(NO_LATE, end="2026-12-01")
    assert last_day(held, renewal("2026-11-21", valid_for="P90D")) == day("2027-03-01")


def test_packs_overlap_and_the_one_that_ends_last_counts() -> None:
    held = card(POVO, base="2026-03-01")
    long_pack = renewal("2026-03-10", base_day="2026-09-06")
    short_pack = renewal("2026-08-01", base_day="2026-08-02")
    assert last_day(held, long_pack, short_pack) == day("2027-03-05")


def test_a_card_that_never_had_a_pack_counts_from_its_activation() -> None:
    assert last_day(card(POVO, opened_on=day("2026-10-01"))) == day("2027-03-30")
    assert last_day(card(POVO)) is None


def test_a_card_of_unknown_length_keeps_what_was_stated() -> None:
    held = card(Rule(Basis.EXPIRY), end="2026-12-01")
    assert last_day(held, renewal("2026-11-21")) == day("2026-12-01")
    assert last_day(card(Rule(Basis.EXPIRY), base="2026-12-01")) is None


def test_the_end_that_was_stated_wins_over_the_base_day() -> None:
    clock = main_clock(card(POVO, base="2026-03-01", end="2026-09-15"), [])
    assert (clock.last_day, clock.base_day) == (day("2026-09-15"), day("2026-03-01"))


def test_further_use() -> None:
    rakuten = Rule(Basis.BILLING, use_within="P180D")
    held = card(rakuten, statements=(stated(ClockName.USE, base="2026-06-01"),))
    assert use_clock(held, []).last_day == day("2026-11-28")
    call = renewal("2026-10-05", kind=Kind.USE, base_day="2026-10-04")
    assert last_use(held, [call]) == day("2026-10-04")
    assert use_clock(held, [call]).last_day == day("2027-04-02")
    assert use_clock(card(rakuten), []).last_day is None


def test_data_packs_each_have_their_own_end() -> None:
    held = card(POVO, base="2026-03-01", statements=(stated(ClockName.DATA, end="2026-12-05"),))
    packs = [
        renewal("2026-11-01", id="p1", base_day="2026-12-01", extends=Extends.BOTH),
        renewal("2026-11-21", id="p2", base_day="2027-02-19", extends=Extends.DATA),
        renewal("2026-11-21", id="p3", base_day="2027-05-20", extends=Extends.DATA, status=Status.PAID),
    ]
    assert data_packs(held, packs) == days("2026-12-01", "2026-12-05", "2027-02-19")
    assert data_ends(held, packs) == day("2027-02-19")
    assert last_day(held, *packs) == day("2027-05-30")


def test_data_of_which_no_end_was_entered_does_not_end_on_the_day_of_payment() -> None:
    bought = renewal("2026-11-21", extends=Extends.BOTH)
    bill = renewal("2026-11-25", kind=Kind.BILL, extends=Extends.DATA, base_day="2026-11-25")
    assert data_ends(card(SOFTBANK, end="2026-12-01"), [bought, bill]) is None


@pytest.mark.parametrize(
    ("first", "bill_day", "logged", "expected"),
    [
        ("2026-11-30", 30, [], "2026-11-30"),
        ("2026-11-30", 30, ["2026-11-28"], "2026-12-30"),
        ("2026-11-30", 30, ["2026-11-30"], "2026-12-30"),
        ("2026-11-30", 30, ["2026-12-02"], "2026-12-30"),
        ("2026-12-31", 31, ["2026-12-31", "2027-01-31"], "2027-02-28"),
        ("2026-12-31", 31, ["2026-12-31", "2027-01-31", "2027-02-28"], "2027-03-31"),
        ("2027-12-31", 31, ["2027-12-31", "2028-01-31"], "2028-02-29"),
    ],
)
def test_the_next_bill(first: str, bill_day: int, logged: list[str], expected: str) -> None:
    held = card(HIS, bill_day=bill_day, statements=(stated(ClockName.BILL, base=first),))
    paid = [renewal(one, kind=Kind.BILL) for one in logged]
    assert next_bill(held, paid) == day(expected)


def test_a_bill_logged_for_its_day_twice_is_settled_once() -> None:
    held = card(HIS, bill_day=25, statements=(stated(ClockName.BILL, base="2026-11-25"),))
    twice = [renewal("2026-11-25", id=one, kind=Kind.BILL, base_day="2026-11-25") for one in ("b1", "b2")]
    assert next_bill(held, twice) == day("2026-12-25")


def test_a_bill_that_was_not_logged_stays_though_a_later_one_was() -> None:
    held = card(HIS, bill_day=25, statements=(stated(ClockName.BILL, base="2026-11-25"),))
    december = renewal("2026-12-24", kind=Kind.BILL, base_day="2026-12-25")
    november = renewal("2026-12-28", kind=Kind.BILL, base_day="2026-11-25")
    assert next_bill(held, [december]) == day("2026-11-25")
    assert next_bill(held, [december, november]) == day("2027-01-25")


@pytest.mark.parametrize(
    ("bill_day", "paid_on", "expected"),
    [
        (29, "2025-05-30", "2025-06-29"),
        (31, "2025-10-01", "2025-10-31"),
        (31, "2026-03-02", "2026-03-31"),
        (25, "2026-11-20", "2026-12-25"),
        (25, "2026-11-25", "2026-12-25"),
        (25, "2026-11-26", "2026-12-25"),
    ],
)
def test_a_bill_of_which_no_day_is_known_is_the_one_nearest_to_its_payment(
    bill_day: int, paid_on: str, expected: str
) -> None:
    held = card(HIS, bill_day=bill_day)

    assert next_bill(held, [renewal(paid_on, kind=Kind.BILL)]) == day(expected)


def test_without_a_rule_a_base_day_leads_to_no_last_day() -> None:
    assert last_day(card(Rule(Basis.NONE, "P180D"), base="2026-11-21")) is None


@pytest.mark.parametrize(
    ("since", "bill_day", "expected"),
    [
        ("2026-11-21", 21, "2026-11-21"),
        ("2026-11-22", 21, "2026-12-21"),
        ("2027-02-01", 31, "2027-02-28"),
        ("2026-12-31", 30, "2027-01-30"),
    ],
)
def test_the_first_bill_from_a_day_on(since: str, bill_day: int, expected: str) -> None:
    assert first_bill_on_or_after(day(since), bill_day) == day(expected)


@pytest.mark.parametrize(
    ("month", "end"), [("2027-02", "2027-02-28"), ("2028-02", "2028-02-29"), ("2026-12", "2026-12-31")]
)
def test_a_payment_card_is_good_to_the_end_of_its_month(month: str, end: str) -> None:
    assert month_end(month) == day(end)


@pytest.mark.parametrize(
    ("balance", "expected"),
    [
        ("0", "2026-12-01"),
        ("2.99", "2026-12-01"),
        ("3", "2026-12-31"),
        ("10", "2027-03-01"),
        ("-5", "2026-12-01"),
    ],
)
def test_a_plan_that_lives_on_its_balance(balance: str, expected: str) -> None:
    rule = Rule(Basis.PAYMENT, "P30D", funding=Funding(Money("3", "USD"), "P30D"))
    held = card(rule, base="2026-11-01", balance=Money(balance, "USD"), balance_on=day("2026-11-05"))
    assert standing(held, [], day("2026-11-21")).expires_on == day(expected)


def test_cycles_that_ran_before_the_balance_was_read_are_paid() -> None:
    rule = Rule(Basis.PAYMENT, "P30D", funding=Funding(Money("3", "USD"), "P30D"))
    held = card(rule, base="2026-09-01", balance=Money("6", "USD"), balance_on=day("2026-11-05"))
    assert standing(held, [], day("2026-11-21")).expires_on == day("2027-01-29")


@pytest.mark.parametrize(
    ("looked", "expected"),
    [
        # 9 USD seen: three fees. None has been taken since, the day itself and later days included.
        ("2026-11-01", "2027-03-01"),
        ("2026-11-05", "2027-03-01"),
        # Seen before the cycle that began on 1 November: that one was paid out of the nine.
        ("2026-10-31", "2027-01-30"),
        ("2026-10-02", "2027-01-30"),
        # One more began between, on 2 October.
        ("2026-10-01", "2026-12-31"),
        # All three are used up, and more: only the cycle that runs is paid.
        ("2026-06-01", "2026-12-01"),
    ],
)
def test_a_balance_from_before_the_base_day_paid_for_the_cycles_since(looked: str, expected: str) -> None:
    rule = Rule(Basis.PAYMENT, "P30D", funding=Funding(Money("3", "USD"), "P30D"))
    held = card(rule, base="2026-11-01", balance=Money("9", "USD"), balance_on=day(looked))
    assert standing(held, [], day("2026-11-21")).expires_on == day(expected)


def test_the_balance_is_the_one_last_seen() -> None:
    held = card(SOFTBANK, end="2026-12-01", balance=Money("1240", "JPY"), balance_on=day("2026-11-15"))
    before = renewal("2026-11-10", balance_after="9000", currency="JPY")
    after = renewal("2026-11-21", balance_after="4240", currency="JPY")
    unverified = renewal("2026-11-22", balance_after="7240", currency="JPY", status=Status.PAID)
    found = balance_of(held, [after, before, unverified])
    assert found is not None
    assert (found.money, found.on) == (Money("4240", "JPY"), day("2026-11-21"))
