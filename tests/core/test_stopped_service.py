"""Plans on a bill whose carrier says that the line stops, and not when the number is lost."""

from datetime import timedelta
from typing import Any

from simdesk.catalog.usual import usual_kind
from simdesk.domain.card import Card, Funding, Rule, Rung
from simdesk.domain.lifecycle import Standing, standing
from simdesk.domain.money import Money
from simdesk.domain.renewal import Renewal
from simdesk.domain.rows import Row, is_due
from simdesk.domain.terms import Basis, ClockName, Kind, Phase
from simdesk.reminders.of_card import reminder_of
from simdesk.wording.countdown import ends, headline, row_name, what_to_do
from tests.core.making import card, day, renewal, stated

UNUSED = Rule(Basis.BILLING, use_within="P180D")
FUNDED = Rule(Basis.BILLING, count_base_day=True, funding=Funding(Money("517", "JPY"), "P1M"))
TIMETABLE = Rule(Basis.BILLING, count_base_day=True, ladder=(Rung(Phase.SUSPENDED, "P1M"),))


def unused(**fields: Any) -> Card:
    """Return a card last used on 1 July 2026, so that the 180 days end with 28 December."""
    return card(UNUSED, statements=(stated(ClockName.USE, base="2026-07-01"),), **fields)


def funded() -> Card:
    """Return a card whose November is paid, and December and January are covered."""
    return card(FUNDED, base="2026-11-01", balance=Money("1500", "JPY"), balance_on=day("2026-11-21"))


def on(one: Card, text: str, *acts: Renewal) -> Row:
    """Return the row of a card on that day."""
    return Row(one, standing(one, acts, day(text)), day(text))


def seen(found: Standing) -> tuple[str, str, str, str]:
    """Return phase, deadline, its kind and the day of the loss as texts."""
    kind = found.deadline_kind
    return (
        found.phase.value,
        str(found.next_deadline),
        "None" if kind is None else kind.value,
        str(found.lost_on),
    )


def test_a_line_without_use_is_stopped_and_nobody_says_lost() -> None:
    assert seen(on(unused(), "2026-12-28").standing) == ("usable", "2026-12-28", "suspended", "None")
    stopped = on(unused(), "2026-12-30")
    assert seen(stopped.standing) == ("suspended", "2026-12-28", "suspended", "None")
    assert stopped.standing.days_left == -2
    used = renewal("2026-12-30", kind=Kind.USE)
    assert seen(on(unused(), "2026-12-30", used).standing) == ("usable", "2027-06-28", "suspended", "None")


def test_a_balance_that_has_run_out_stops_the_line() -> None:
    assert seen(on(funded(), "2027-01-31").standing) == ("usable", "2027-01-31", "suspended", "None")
    assert seen(on(funded(), "2027-02-01").standing) == ("suspended", "2027-01-31", "suspended", "None")


def test_a_stopped_line_stays_due_and_is_told_every_day() -> None:
    stopped = on(funded(), "2027-02-03")
    assert is_due(stopped)
    reminder = reminder_of(stopped)
    assert reminder is not None
    assert (reminder.deadline, reminder.kind, reminder.stage) == (day("2027-01-31"), "suspended", -3)
    assert headline(stopped).words == "3 days ago"
    assert ends(stopped) == "Suspended since Mon 1 Feb"
    assert row_name(stopped) == "Bank codes, 3 days ago, Suspended since Mon 1 Feb"
    assert what_to_do(stopped) == "Top up now: what was paid lasted to Sun 31 Jan, Tokyo time"
    before = on(funded(), "2027-01-03")
    assert what_to_do(before) == "Top up before the end of Sun 31 Jan, Tokyo time"
    assert what_to_do(on(unused(), "2026-12-30")) == (
        "Use it now: it had to be used by Mon 28 Dec, Tokyo time"
    )


def test_what_is_done_about_it() -> None:
    assert usual_kind(unused(), on(unused(), "2026-12-01").standing, None) is Kind.USE
    assert usual_kind(funded(), on(funded(), "2026-12-01").standing, None) is Kind.PURCHASE
    billed = unused(bill_day=25)
    assert usual_kind(billed, on(billed, "2026-12-01").standing, None) is Kind.BILL
    by_card = unused(auto_renew=True, payment_card_expires="2026-12")
    assert usual_kind(by_card, on(by_card, "2026-12-01").standing, None) is Kind.USE


def test_an_open_bill_leads_until_the_use_runs_out_too() -> None:
    statements = (stated(ClockName.USE, base="2026-07-01"), stated(ClockName.BILL, base="2026-11-25"))
    both = card(UNUSED, statements=statements)
    assert seen(on(both, "2026-12-01").standing) == ("overdue", "2026-11-25", "bill", "None")
    assert seen(on(both, "2026-12-29").standing) == ("suspended", "2026-12-28", "suspended", "None")


def test_a_ladder_that_counts_the_bill_day_ends_before_the_next_one() -> None:
    for bill_day, bill, before_next, lost in (
        (10, "2026-12-10", "2027-01-09", "2027-01-10"),
        (31, "2027-01-31", "2027-02-27", "2027-02-28"),
        (31, "2027-02-28", "2027-03-30", "2027-03-31"),
        (30, "2027-02-28", "2027-03-29", "2027-03-30"),
        (31, "2026-11-30", "2026-12-30", "2026-12-31"),
    ):
        one = card(TIMETABLE, bill_day=bill_day, statements=(stated(ClockName.BILL, base=bill),))
        first = on(one, bill).standing
        assert seen(first) == ("usable", bill, "bill", lost)
        assert first.spans[1].first_day == day(bill) + timedelta(days=1)
        assert seen(on(one, before_next).standing) == ("suspended", before_next, "lost", lost)
        assert on(one, lost).standing.phase is Phase.LOST


def test_a_stored_number_with_an_open_bill_receives_no_more_than_before() -> None:
    rule = Rule(Basis.FIXED, "P6Y", first_phase=Phase.STORED)
    one = card(rule, base="2022-10-01", bill_day=31, statements=(stated(ClockName.BILL, base="2026-10-31"),))
    span = on(one, "2026-11-21").standing.span
    assert span is not None
    assert (span.phase, span.works) == (Phase.OVERDUE, ())


def test_a_pack_on_a_clock_of_use_counts_from_the_day_it_was_bought() -> None:
    rule = Rule(Basis.USE, "P178D")
    bought = renewal("2026-12-01", base_day="2026-12-31")
    assert standing(card(rule, base="2026-11-01"), [bought], day("2026-12-01")).expires_on == day(
        "2027-05-28"
    )
    used = renewal("2026-12-05", kind=Kind.USE, base_day="2026-12-02")
    assert standing(card(rule, base="2026-11-01"), [used], day("2026-12-05")).expires_on == day("2027-05-29")
