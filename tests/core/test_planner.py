"""Reminders: once a stage, in today's words, whatever the computer did meanwhile."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from simdesk.domain.book import Book
from simdesk.domain.card import Card
from simdesk.domain.rows import rows
from simdesk.domain.terms import ClockName, State
from simdesk.reminders.ledger import Ledger, acknowledged, planned, snoozed, told
from simdesk.reminders.matters import Reminder, Rules
from simdesk.reminders.planner import reminders_due
from tests.core.making import GIFFGAFF, HIS, POVO, SOFTBANK, card, day, renewal, stated

TOKYO = ZoneInfo("Asia/Tokyo")


def at(text: str, zone: ZoneInfo = TOKYO) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def known(held: Card, since: str = "2026-01-01") -> Card:
    return replace(held, changed=datetime.combine(day(since), datetime.min.time(), UTC))


class Desk:
    """A program that looks at moments: says what is due, and remembers it."""

    def __init__(self, *cards: Card) -> None:
        self.book = Book(cards=cards)
        self.ledger = Ledger()
        self.rules = Rules()

    def look(self, moment: datetime, *, taken: bool = True) -> list[tuple[str, int, int]]:
        due = reminders_due(self.book, rows(self.book, moment), self.ledger, self.rules, moment)
        self.ledger = (told if taken else planned)(self.ledger, due, moment)
        return [(one.subject, one.stage, one.days_left) for one in due]


def test_r01_a_week_off_is_made_up_once_in_todays_words() -> None:
    desk = Desk(known(card(POVO, end="2026-11-30")))
    assert desk.look(at("2026-11-16T12:00")) == [("a", 14, 14)]
    assert desk.look(at("2026-11-25T08:00")) == [("a", 7, 5)]
    assert desk.look(at("2026-11-25T12:00")) == []
    assert desk.look(at("2026-11-26T12:00")) == []
    assert desk.look(at("2026-11-27T12:00")) == [("a", 3, 3)]


def test_r07_twenty_starts_on_a_day_say_it_once() -> None:
    desk = Desk(known(card(SOFTBANK, end="2026-11-24")))
    said = [desk.look(at("2026-11-21T10:00") + timedelta(minutes=n)) for n in range(20)]
    assert said == [[("a", 3, 3)], *([[]] * 19)]


def test_what_no_service_took_is_said_again() -> None:
    desk = Desk(known(card(SOFTBANK, end="2026-11-24")))
    assert desk.look(at("2026-11-21T10:00"), taken=False) == [("a", 3, 3)]
    assert desk.look(at("2026-11-21T10:01")) == [("a", 3, 3)]
    assert desk.look(at("2026-11-21T10:02")) == []
    assert len(desk.ledger.entries) == 1


def test_r10_past_the_first_deadline_every_day_until_the_number_is_lost() -> None:
    desk = Desk(known(card(POVO, end="2026-11-20")))
    said = []
    for n in range(40):
        said += desk.look(at("2026-11-21T12:00") + timedelta(days=n))
    assert [left for _, _, left in said[:30]] == list(range(29, -1, -1))
    assert said[30:] == [("a", 0, 0), ("a", -7, -7)]  # may be lost: try it, then weekly


def test_an_overdue_bill_is_told_every_day() -> None:
    held = card(HIS, bill_day=20, statements=(stated(ClockName.BILL, base="2026-11-20"),))
    desk = Desk(known(held))
    assert desk.look(at("2026-11-21T12:00")) == [("a", -1, -1)]
    assert desk.look(at("2026-11-22T12:00")) == [("a", -2, -2)]


@pytest.mark.parametrize(
    ("changed", "moment", "said"),
    [
        ("2026-11-20", "2026-11-21T09:59", False),
        ("2026-11-20", "2026-11-21T10:00", True),
        ("2026-11-21", "2026-11-21T00:30", False),
        ("2026-11-21", "2026-11-21T09:01", True),
        ("2026-11-20", "2026-11-22T00:10", True),
    ],
)
def test_the_owners_hour_delays_only_a_stage_that_begins_today_on_a_known_card(
    changed: str, moment: str, said: bool
) -> None:
    desk = Desk(known(card(SOFTBANK, end="2026-11-24"), changed))
    assert bool(desk.look(at(moment))) is (said or changed == "2026-11-21")


def test_a_renewal_ends_the_stages_and_undoing_it_brings_none_back() -> None:
    desk = Desk(known(card(SOFTBANK, end="2026-11-24")))
    assert desk.look(at("2026-11-21T12:00")) == [("a", 3, 3)]
    before = desk.book
    desk.book = replace(before, renewals=(renewal("2026-11-21"),))
    assert desk.look(at("2026-11-21T12:01")) == []
    desk.book = before
    assert desk.look(at("2026-11-21T12:02")) == []


def test_snoozed_comes_again_and_acknowledged_does_not() -> None:
    desk = Desk(known(card(SOFTBANK, end="2026-11-24")))
    desk.look(at("2026-11-21T12:00"))
    key = desk.ledger.entries[0].key
    desk.ledger = snoozed(desk.ledger, [key], at("2026-11-21T18:00"))
    assert desk.look(at("2026-11-21T17:59")) == []
    assert desk.look(at("2026-11-21T18:00")) == [("a", 3, 3)]
    assert desk.look(at("2026-11-21T18:01")) == []
    desk.ledger = acknowledged(desk.ledger, [key], at("2026-11-21T19:00"))
    assert desk.look(at("2026-11-21T19:01")) == []


@pytest.mark.parametrize("state", [State.ARCHIVED, State.PORTED_OUT, State.CONFIRMED_LOST])
def test_a_card_that_is_put_away_is_silent(state: State) -> None:
    assert Desk(card(SOFTBANK, end="2026-11-24", state=state)).look(at("2026-11-21T12:00")) == []


def test_only_the_last_stage_and_what_follows_is_the_last() -> None:
    def last(end: str) -> bool:
        book = Book(cards=(card(SOFTBANK, end=end),))
        moment = at("2026-11-21T12:00")
        found: tuple[Reminder, ...] = reminders_due(book, rows(book, moment), Ledger(), Rules(), moment)
        return found[0].last

    assert [last(end) for end in ("2026-11-24", "2026-11-22", "2026-11-21", "2026-11-20")] == [
        False,
        False,
        True,
        True,
    ]


def test_old_rows_are_let_go() -> None:
    desk = Desk(card(GIFFGAFF, end="2026-11-24"))
    desk.look(at("2026-11-21T12:00"))
    assert desk.ledger.without_old(date(2028, 11, 24)) is desk.ledger
    assert desk.ledger.without_old(date(2029, 6, 1)).entries == ()


@settings(max_examples=60, deadline=None)
@given(st.sets(st.integers(min_value=0, max_value=24 * 100), min_size=1, max_size=60))
def test_no_stage_is_said_twice_and_none_is_missing(hours: set[int]) -> None:
    """Against a plain oracle: at each look, the smallest stage reached must have been said by then."""
    desk = Desk(known(card(POVO, end="2027-02-20"), "2020-01-01"))
    seen: list[int] = []
    for hour in sorted(hours):
        moment = at("2026-11-21T00:00") + timedelta(hours=hour)
        seen += [stage for _, stage, _ in desk.look(moment)]
        left = (date(2027, 2, 20) - moment.date()).days
        reached = [stage for stage in (60, 30, 14, 7, 3, 1, 0) if left <= stage]
        if left >= 0 and reached and (moment.hour >= 10 or left != reached[-1]):
            assert reached[-1] in seen
    assert len(seen) == len(set(seen))
