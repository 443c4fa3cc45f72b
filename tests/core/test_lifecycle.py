"""Phases and deadlines on literal days: the last day and its neighbours, on every basis."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simdesk.domain.book import Book, PaymentMethod
from simdesk.domain.card import Rule, Rung, Statement
from simdesk.domain.lifecycle import Standing, standing
from simdesk.domain.money import Money
from simdesk.domain.rows import is_due, row_of, rows, rows_on, stages_of, urgency
from simdesk.domain.terms import (
    Basis,
    ClockName,
    EndsBy,
    Kind,
    Phase,
    State,
    Status,
    Works,
)
from simdesk.domain.zones import is_zone, zone_names
from tests.core.making import GIFFGAFF, HIS, MOMENT, POVO, SOFTBANK, TELLO, card, day, renewal, stated

TWO_RUNGS = Rule(
    Basis.PAYMENT,
    "P180D",
    ladder=(Rung(Phase.SUSPENDED, "P30D", approximate=True), Rung(Phase.PORT_OUT_ONLY, "P30D")),
)


def seen(found: Standing) -> tuple[str, str | None, str | None, int | None]:
    deadline = found.next_deadline
    kind = found.deadline_kind
    return (
        found.phase.value,
        deadline.isoformat() if deadline else None,
        kind.value if kind else None,
        found.days_left,
    )


@pytest.mark.parametrize(
    ("rule", "fields", "today", "expected", "lost_on"),
    [
        # SoftBank prepaid: 60 days, then 360 days in which it only receives
        (
            SOFTBANK,
            {"end": "2026-11-23"},
            "2026-11-22",
            ("usable", "2026-11-23", "receive_only", 1),
            "2027-11-19",
        ),
        (
            SOFTBANK,
            {"end": "2026-11-23"},
            "2026-11-23",
            ("usable", "2026-11-23", "receive_only", 0),
            "2027-11-19",
        ),
        (
            SOFTBANK,
            {"end": "2026-11-23"},
            "2026-11-24",
            ("receive_only", "2027-11-18", "lost", 359),
            "2027-11-19",
        ),
        (
            SOFTBANK,
            {"end": "2026-11-23"},
            "2027-11-18",
            ("receive_only", "2027-11-18", "lost", 0),
            "2027-11-19",
        ),
        (SOFTBANK, {"end": "2026-11-23"}, "2027-11-19", ("lost", None, None, None), "2027-11-19"),
        # povo: suspended from about, lost from about
        (POVO, {"base": "2026-03-01"}, "2026-08-28", ("usable", "2026-08-28", "suspended", 0), "2026-09-28"),
        (POVO, {"base": "2026-03-01"}, "2026-08-29", ("suspended", "2026-09-27", "lost", 29), "2026-09-28"),
        (POVO, {"base": "2026-03-01"}, "2026-09-27", ("suspended", "2026-09-27", "lost", 0), "2026-09-28"),
        (POVO, {"base": "2026-03-01"}, "2026-09-28", ("lost", None, None, None), "2026-09-28"),
        # two rungs, over a leap day
        (
            TWO_RUNGS,
            {"base": "2027-08-02"},
            "2028-01-29",
            ("usable", "2028-01-29", "suspended", 0),
            "2028-03-30",
        ),
        (
            TWO_RUNGS,
            {"base": "2027-08-02"},
            "2028-02-28",
            ("suspended", "2028-02-28", "port_out_only", 0),
            "2028-03-30",
        ),
        (
            TWO_RUNGS,
            {"base": "2027-08-02"},
            "2028-02-29",
            ("port_out_only", "2028-03-29", "lost", 29),
            "2028-03-30",
        ),
        (TWO_RUNGS, {"base": "2027-08-02"}, "2028-03-30", ("lost", None, None, None), "2028-03-30"),
        # no ladder: lost on the next day
        (GIFFGAFF, {"base": "2026-08-31"}, "2027-02-28", ("usable", "2027-02-28", "lost", 0), "2027-03-01"),
        (GIFFGAFF, {"base": "2026-08-31"}, "2027-03-01", ("lost", None, None, None), "2027-03-01"),
        (TELLO, {"base": "2026-11-30"}, "2027-02-28", ("usable", "2027-02-28", "lost", 0), "2027-03-01"),
        (
            Rule(Basis.FIXED, "P21D"),
            {"base": "2026-12-20"},
            "2027-01-10",
            ("usable", "2027-01-10", "lost", 0),
            "2027-01-11",
        ),
        (Rule(Basis.FIXED), {"end": "2026-12-31"}, "2027-01-01", ("lost", None, None, None), "2027-01-01"),
        # nothing known, nothing claimed
        (Rule(Basis.NONE), {}, "2026-11-21", ("usable", None, None, None), None),
        (SOFTBANK, {}, "2026-11-21", ("usable", None, None, None), None),
        # a number in storage receives nothing while it is kept
        (
            Rule(Basis.FIXED, "P6Y", first_phase=Phase.STORED),
            {"base": "2026-02-28"},
            "2026-11-21",
            ("stored", "2032-02-28", "lost", 1925),
            "2032-02-29",
        ),
    ],
)
def test_phase_and_deadline(
    rule: Rule, fields: dict[str, str], today: str, expected: tuple[object, ...], lost_on: str | None
) -> None:
    found = standing(card(rule, **fields), [], day(today))
    assert seen(found) == expected
    assert found.lost_on == (day(lost_on) if lost_on else None)


@pytest.mark.parametrize(
    ("base", "last_days"),
    [("2026-11-30", ("2027-02-28", "2027-03-30")), ("2027-11-30", ("2028-02-29", "2028-03-30"))],
)
def test_months_of_a_ladder_are_added_to_the_base_day(base: str, last_days: tuple[str, str]) -> None:
    rule = Rule(Basis.PAYMENT, "P3M", ladder=(Rung(Phase.SUSPENDED, "P1M"),))
    spans = standing(card(rule, base=base), [], day(base)).spans
    assert [span.last_day for span in spans] == [*map(day, last_days), None]


def test_only_an_approximate_ladder_leaves_hope() -> None:
    povo = standing(card(POVO, base="2026-03-01"), [], day("2026-10-10"))
    assert (povo.approximate, povo.may_be_lost_since) == (True, day("2026-09-28"))
    softbank = standing(card(SOFTBANK, end="2025-01-01"), [], day("2026-10-10"))
    assert (softbank.phase, softbank.approximate, softbank.may_be_lost_since) == (Phase.LOST, False, None)


def test_what_still_works_and_who_can_end_it() -> None:
    span = standing(card(SOFTBANK, end="2026-11-20"), [], day("2026-11-21")).span
    assert span is not None
    assert span.works == (Works.TEXTS_IN, Works.CALLS_IN)
    assert span.way_out is EndsBy.ANY_CHANNEL


def test_paid_is_not_verified() -> None:
    held = card(SOFTBANK, end="2026-11-23")
    waiting = renewal("2026-11-21", status=Status.PAID)
    found = standing(held, [waiting], day("2026-11-21"))
    assert found.days_left == 2
    assert found.pending is not None
    assert (found.pending.renewal, found.pending.would_be) == (waiting, day("2027-01-22"))
    arrived = standing(held, [renewal("2026-11-21", verified_on="2026-11-30")], day("2026-11-30"))
    assert (arrived.next_deadline, arrived.pending) == (day("2027-01-22"), None)


def test_confirmed_lost_is_the_owners_word() -> None:
    found = standing(card(POVO, base="2026-11-01", state=State.CONFIRMED_LOST), [], day("2026-11-21"))
    assert seen(found) == ("lost", None, None, None)


# Bills


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2026-11-29", ("usable", "2026-11-30", "bill", 1)),
        ("2026-11-30", ("usable", "2026-11-30", "bill", 0)),
        ("2026-12-01", ("overdue", "2026-11-30", "bill", -1)),
        ("2027-03-01", ("overdue", "2026-11-30", "bill", -91)),
    ],
)
def test_a_bill_paid_by_hand_stays_until_it_is_logged(today: str, expected: tuple[object, ...]) -> None:
    held = card(HIS, bill_day=30, statements=(stated(ClockName.BILL, base="2026-11-30"),))
    found = standing(held, [], day(today))
    assert seen(found) == expected
    assert found.lost_on is None


def test_a_bill_of_which_only_the_day_of_the_month_is_known() -> None:
    held = card(HIS, bill_day=25)
    assert seen(standing(held, [], day("2026-11-25"))) == ("usable", "2026-11-25", "bill", 0)
    assert seen(standing(held, [], day("2026-11-26"))) == ("usable", "2026-12-25", "bill", 29)
    for paid_on in ("2026-11-20", "2026-11-25", "2026-12-01"):
        paid = renewal(paid_on, kind=Kind.BILL)
        assert seen(standing(held, [paid], day("2026-12-01"))) == ("usable", "2026-12-25", "bill", 24)
        assert seen(standing(held, [paid], day("2026-12-26"))) == ("overdue", "2026-12-25", "bill", -1)


def test_the_next_bill_of_a_card_that_pays_itself_is_the_one_to_come() -> None:
    held = card(
        HIS,
        statements=(stated(ClockName.BILL, base="2026-11-30"),),
        bill_day=30,
        payment_card_expires="2027-04",
    )
    assert standing(held, [], day("2026-11-30")).bill_on == day("2026-11-30")
    assert standing(held, [], day("2027-02-01")).bill_on == day("2027-02-28")


def test_arrears_with_a_timetable() -> None:
    rule = Rule(Basis.BILLING, ladder=(Rung(Phase.OVERDUE, "P20D"), Rung(Phase.SUSPENDED, "P10D")))
    held = card(rule, bill_day=10, statements=(stated(ClockName.BILL, base="2026-12-10"),))
    assert seen(standing(held, [], day("2026-12-10"))) == ("usable", "2026-12-10", "bill", 0)
    assert seen(standing(held, [], day("2026-12-11"))) == ("overdue", "2026-12-30", "suspended", 19)
    assert seen(standing(held, [], day("2026-12-31"))) == ("suspended", "2027-01-09", "lost", 9)
    assert standing(held, [], day("2026-12-31")).lost_on == day("2027-01-10")
    paid = renewal("2026-12-31", kind=Kind.BILL)
    assert seen(standing(held, [paid], day("2026-12-31"))) == ("usable", "2027-01-10", "bill", 10)


def test_an_open_bill_hides_neither_the_last_day_of_the_number_nor_its_ladder() -> None:
    rule = Rule(Basis.EXPIRY, "P60D", ladder=(Rung(Phase.SUSPENDED, "P30D"), Rung(Phase.SUSPENDED, "P10D")))
    bill = stated(ClockName.BILL, base="2026-11-25")
    held = card(rule, end="2026-12-10", bill_day=25, statements=(bill,))
    assert seen(standing(held, [], day("2026-11-25"))) == ("usable", "2026-11-25", "bill", 0)
    assert standing(held, [], day("2026-11-25")).lost_on == day("2027-01-20")
    assert seen(standing(held, [], day("2026-12-10"))) == ("overdue", "2026-11-25", "bill", -15)
    assert seen(standing(held, [], day("2026-12-11"))) == ("suspended", "2027-01-09", "suspended", 29)
    last = standing(held, [], day("2027-01-10"))
    assert seen(last) == ("suspended", "2027-01-19", "lost", 9)
    assert (last.phase_days, last.span) == (10, last.spans[3])
    paid = renewal("2026-12-01", kind=Kind.BILL)
    assert seen(standing(held, [paid], day("2026-12-10"))) == ("usable", "2026-12-10", "suspended", 0)


def test_a_bill_that_pays_itself_has_its_payment_card_for_a_deadline() -> None:
    by_card = card(
        HIS,
        bill_day=30,
        statements=(stated(ClockName.BILL, base="2026-11-30"),),
        payment_card_expires="2027-02",
    )
    assert seen(standing(by_card, [], day("2026-12-05"))) == ("usable", "2027-02-28", "payment_card", 85)
    after = standing(by_card, [], day("2027-03-01"))
    assert (after.days_left, after.past_first) == (-1, True)
    unknown = card(HIS, auto_renew=True, statements=(stated(ClockName.BILL, base="2026-11-30"),))
    assert seen(standing(unknown, [], day("2026-12-05"))) == ("usable", None, None, None)
    by_hand = card(
        HIS,
        auto_renew=False,
        statements=(stated(ClockName.BILL, base="2026-11-30"),),
        payment_card_expires="2027-02",
    )
    assert seen(standing(by_hand, [], day("2026-11-21"))) == ("usable", "2026-11-30", "bill", 9)


def test_the_month_of_a_payment_method_counts_for_its_cards() -> None:
    visa = PaymentMethod(id="v", changed=MOMENT, label="Visa", expires="2027-02")
    held = card(HIS, payment_method="Visa")
    book = Book(cards=(held,), payment_methods=(visa,))
    assert rows_on(book, day("2026-11-21"))[0].standing.next_deadline == day("2027-02-28")
    assert row_of(book, held, day("2026-11-21")).standing.next_deadline == day("2027-02-28")


def test_a_card_that_tops_itself_up_is_asked_about_for_three_days() -> None:
    held = card(TELLO, base="2026-08-21", auto_renew=True)
    assert seen(standing(held, [], day("2026-11-21"))) == ("usable", "2026-11-21", "auto_renewal", 0)
    assert seen(standing(held, [], day("2026-11-24"))) == ("usable", "2026-11-21", "auto_renewal", -3)
    assert standing(held, [], day("2026-11-25")).phase is Phase.LOST
    no = renewal("2026-11-22", kind=Kind.AUTO, status=Status.REFUSED)
    assert standing(held, [no], day("2026-11-22")).phase is Phase.LOST
    yes = renewal("2026-11-21", kind=Kind.AUTO)
    assert seen(standing(held, [yes], day("2026-11-22"))) == ("usable", "2027-02-21", "auto_renewal", 91)


def test_only_the_clock_that_renews_itself_is_asked_about() -> None:
    unused = stated(ClockName.USE, base="2026-10-01")
    rule = Rule(Basis.EXPIRY, "P60D", use_within="P30D", ladder=(Rung(Phase.SUSPENDED, "P30D"),))
    held = card(rule, end="2026-12-20", auto_renew=True, statements=(unused,))
    assert seen(standing(held, [], day("2026-10-31"))) == ("usable", "2026-10-31", "suspended", 0)
    assert seen(standing(held, [], day("2026-11-01"))) == ("suspended", "2026-11-30", "lost", 29)


def test_a_payment_card_that_ends_before_the_automatic_renewal() -> None:
    held = card(TELLO, base="2026-11-21", auto_renew=True, payment_card_expires="2026-12")
    assert seen(standing(held, [], day("2026-12-01"))) == ("usable", "2026-12-31", "payment_card", 30)


# Further clocks


def test_the_earliest_clock_that_ends_the_number_leads_and_data_never_hides_it() -> None:
    rule = Rule(Basis.EXPIRY, "P365D", use_within="P90D", ladder=(Rung(Phase.SUSPENDED, "P30D"),))
    held = card(
        rule,
        end="2027-06-01",
        statements=(stated(ClockName.USE, base="2026-10-01"), stated(ClockName.DATA, end="2026-11-25")),
    )
    found = standing(held, [], day("2026-11-21"))
    assert seen(found) == ("usable", "2026-12-30", "suspended", 39)
    assert (found.data_ends_on, found.expires_on, found.lost_on) == (
        day("2026-11-25"),
        day("2027-06-01"),
        day("2027-01-30"),
    )
    used = renewal("2026-11-21", kind=Kind.USE)
    assert standing(held, [used], day("2026-11-21")).next_deadline == day("2027-02-19")


def test_an_esim_bought_and_not_installed() -> None:
    held = card(Rule(Basis.FIXED, "P21D"), install_by=day("2026-12-31"))
    assert seen(standing(held, [], day("2026-12-31"))) == ("not_active", "2026-12-31", "lost", 0)
    assert seen(standing(held, [], day("2027-01-01"))) == ("lost", None, None, None)
    installed = card(Rule(Basis.FIXED, "P21D"), base="2026-12-20", install_by=day("2026-12-31"))
    assert seen(standing(installed, [], day("2026-12-31"))) == ("usable", "2027-01-10", "lost", 10)


def test_what_is_forfeited() -> None:
    held = card(SOFTBANK, end="2026-11-23", balance=Money("1240", "JPY"))
    assert standing(held, [], day("2026-11-21")).forfeits == Money("1240", "JPY")
    assert (
        standing(card(SOFTBANK, end="2026-11-23", balance=Money("0", "JPY")), [], day("2026-11-21")).forfeits
        is None
    )


# Zones


@pytest.mark.parametrize("owner", ["Pacific/Auckland", "America/Los_Angeles", "Asia/Shanghai"])
@pytest.mark.parametrize(
    ("in_tokyo", "expected"),
    [
        ("2026-08-28T23:59", ("usable", "2026-08-28", "suspended", 0)),
        ("2026-08-29T00:01", ("suspended", "2026-09-27", "lost", 29)),
    ],
)
def test_r11_the_deadline_is_the_same_wherever_its_owner_is(
    owner: str, in_tokyo: str, expected: tuple[object, ...]
) -> None:
    moment = (
        datetime.fromisoformat(in_tokyo).replace(tzinfo=ZoneInfo("Asia/Tokyo")).astimezone(ZoneInfo(owner))
    )
    book = Book(cards=(card(POVO, base="2026-03-01"),))
    assert seen(rows(book, moment)[0].standing) == expected


@pytest.mark.parametrize("owner", ["Pacific/Auckland", "America/Los_Angeles", "Asia/Shanghai"])
@pytest.mark.parametrize("time", ["23:59", "00:01"])
def test_r11_midnight_of_the_owner_moves_nothing(owner: str, time: str) -> None:
    moment = datetime.fromisoformat(f"2026-08-28T{time}").replace(tzinfo=ZoneInfo(owner))
    in_tokyo = moment.astimezone(ZoneInfo("Asia/Tokyo")).date()
    row = rows(Book(cards=(card(POVO, base="2026-03-01"),)), moment)[0]
    assert row.today == in_tokyo
    assert row.standing == standing(row.card, [], in_tokyo)
    deadline = row.standing.next_deadline
    assert deadline is not None
    assert row.standing.days_left == (deadline - in_tokyo).days


@given(
    name=st.sampled_from(zone_names()),
    hours=st.integers(min_value=0, max_value=24 * 730),
)
def test_r12_days_left_are_a_subtraction_of_dates_in_every_zone(name: str, hours: int) -> None:
    moment = datetime(2026, 1, 1, tzinfo=ZoneInfo("UTC")) + timedelta(hours=hours, minutes=30)
    row = rows(Book(cards=(card(SOFTBANK, end="2029-06-01", timezone=name),)), moment)[0]
    assert row.today == moment.astimezone(ZoneInfo(name)).date()
    assert row.standing.days_left == (date(2029, 6, 1) - row.today).days


@pytest.mark.parametrize("name", ["Mars/Olympus", "", "/etc", "..", "Asia", "Asia/Tokyo\0"])
def test_what_is_no_zone(name: str) -> None:
    assert not is_zone(name)


# Order, stages and what is due


def test_the_order_of_the_list() -> None:
    cards = (
        card(Rule(Basis.NONE), id="z1", label="zeta"),
        card(Rule(Basis.NONE), id="z2", label="Alpha"),
        card(GIFFGAFF, id="g", label="b", base="2020-01-01"),
        card(SOFTBANK, id="s2", label="same", end="2026-11-30"),
        card(SOFTBANK, id="s1", label="Same", end="2026-11-30"),
        card(TWO_RUNGS, id="p", label="x", end="2026-10-31"),
        card(HIS, id="h", label="bill", bill_day=1, statements=(stated(ClockName.BILL, base="2026-11-01"),)),
    )
    book = Book(cards=cards)
    ordered = rows_on(book, day("2026-11-21"))
    assert [row.card.id for row in ordered] == ["h", "p", "s1", "s2", "g", "z2", "z1"]
    assert ordered[1].standing.days_left == ordered[2].standing.days_left == 9
    assert rows_on(Book(cards=cards[::-1]), day("2026-11-21")) == ordered
    assert sorted(ordered, key=urgency) == list(ordered)


@pytest.mark.parametrize(
    ("rule", "fields", "stages"),
    [
        (POVO, {"base": "2026-11-01"}, (60, 30, 14, 7, 3, 1, 0)),
        (SOFTBANK, {"end": "2027-01-01"}, (30, 14, 7, 3, 1, 0)),
        (POVO, {"base": "2026-05-10"}, (14, 7, 3, 1, 0)),
        (Rule(Basis.EXPIRY), {"end": "2027-01-01"}, (60, 30, 14, 7, 3, 1, 0)),
        (Rule(Basis.EXPIRY, "P1D"), {"end": "2027-01-01"}, (0,)),
        (SOFTBANK, {"end": "2027-01-01", "stages": (45, 30, 5)}, (30, 5)),
    ],
)
def test_a_stage_of_more_than_half_the_phase_is_skipped(
    rule: Rule, fields: dict[str, object], stages: tuple[int, ...]
) -> None:
    held = card(rule, **fields)  # type: ignore[arg-type]
    assert stages_of(row_of(Book(cards=(held,)), held, day("2026-11-21"))) == stages


@pytest.mark.parametrize(
    ("rule", "fields", "within", "due"),
    [
        (POVO, {"end": "2027-01-20"}, None, True),
        (POVO, {"end": "2027-01-21"}, None, False),
        (SOFTBANK, {"end": "2026-12-21"}, None, True),
        (SOFTBANK, {"end": "2026-12-22"}, None, False),
        (SOFTBANK, {"end": "2026-12-22"}, 31, True),
        (SOFTBANK, {"end": "2026-11-22"}, 0, False),
        (SOFTBANK, {"end": "2026-11-21"}, 0, True),
        (SOFTBANK, {"end": "2026-11-20"}, 0, True),
        (SOFTBANK, {"end": "2020-11-20"}, 0, True),
        (SOFTBANK, {"end": "2026-11-20", "state": State.CONFIRMED_LOST}, 9999, False),
        (SOFTBANK, {"end": "2026-11-20", "state": State.ARCHIVED}, 9999, False),
        (SOFTBANK, {"end": "2026-11-20", "state": State.PORTED_OUT}, 9999, False),
        (Rule(Basis.NONE), {}, 9999, False),
    ],
)
def test_what_is_due(rule: Rule, fields: dict[str, object], within: int | None, due: bool) -> None:
    held = card(rule, **fields)  # type: ignore[arg-type]
    assert is_due(row_of(Book(cards=(held,)), held, day("2026-11-21")), within) is due


def test_of_two_statements_of_one_day_the_later_entered_counts() -> None:
    said = [
        Statement(ClockName.MAIN, day("2026-11-21"), end_day=day(end)) for end in ("2026-12-01", "2026-12-05")
    ]
    held = card(SOFTBANK, statements=tuple(said))
    assert standing(held, [], day("2026-11-21")).next_deadline == day("2026-12-05")
