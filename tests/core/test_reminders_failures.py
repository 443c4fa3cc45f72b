"""What broke in programs like this one, by the number of its line: reminders, with a clock the test winds."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta, tzinfo
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from simdesk.domain.book import Book
from simdesk.domain.card import Rule
from simdesk.domain.edits import log_renewal
from simdesk.domain.length import Position
from simdesk.domain.lifecycle import standing
from simdesk.domain.renewing import preview
from simdesk.domain.rows import rows
from simdesk.domain.terms import Basis, ClockName, Kind
from simdesk.domain.zones import zone_names
from simdesk.reminders.coming import upcoming
from simdesk.reminders.ledger import Entry, Ledger
from simdesk.reminders.matters import Rules
from simdesk.reminders.planner import reminders_due
from simdesk.storage.folder import DataFolder
from simdesk.storage.ledger_file import load_ledger
from simdesk.wording import reminders as words
from simdesk.wording.dates import short_day
from tests.core.making import HIS, POVO, SOFTBANK, TELLO, card, day, renewal, stated
from tests.core.notify_desk import NOON, TOKYO, Desk, Notes, cards, days, known
from tests.core.store_samples import DEVICE

GOLDEN = Path(__file__).with_name("two_hundred_days.txt")


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "book", DEVICE)


@pytest.fixture
def notes() -> Notes:
    return Notes()


def entries(folder: DataFolder) -> tuple[Entry, ...]:
    return load_ledger(folder).value.entries


def at(text: str, zone: tzinfo = TOKYO) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


# R2, R3: sleep, clocks


def test_r02_a_clock_that_jumps_nine_hours_brings_the_reminder_at_the_next_look(
    folder: DataFolder, notes: Notes
) -> None:
    desk = Desk(folder, notes, *cards(1))

    assert desk.look(at("2026-11-21T01:00")) == []
    assert desk.look(at("2026-11-21T01:01") + timedelta(hours=9)) == ["Card 00: 3 days left"]


def test_r02_what_was_slept_through_is_told_on_waking_though_it_is_not_the_hour(
    folder: DataFolder, notes: Notes
) -> None:
    desk = Desk(folder, notes, *cards(1))

    assert desk.look(at("2026-11-20T23:00")) == ["Card 00: 4 days left"]
    assert desk.look(at("2026-11-22T05:00")) == ["Card 00: 2 days left"]


@pytest.mark.parametrize(
    "step", [timedelta(seconds=-3), timedelta(minutes=-20), timedelta(hours=-9), days(-0.9)]
)
def test_r03_a_clock_set_back_tells_nothing_twice(folder: DataFolder, notes: Notes, step: timedelta) -> None:
    desk = Desk(folder, notes, *cards(2))
    assert len(desk.look()) == 2

    assert desk.look(NOON + step) == []
    assert desk.look(NOON + timedelta(minutes=1)) == []


@pytest.mark.parametrize(
    ("place", "morning"),
    [
        ("Europe/London", "2027-03-28T00:30"),
        ("Europe/London", "2026-10-25T00:30"),
        ("America/Los_Angeles", "2027-03-14T00:30"),
        ("America/Los_Angeles", "2026-11-01T00:30"),
    ],
)
def test_r03_summer_time_begins_and_ends_without_a_notification_more(
    folder: DataFolder, notes: Notes, place: str, morning: str
) -> None:
    begin = at(morning, ZoneInfo(place))
    desk = Desk(folder, notes, *cards(1, end=(begin.date() + days(3)).isoformat()))
    said = []
    # By steps of real time, as the clock of the wall shows them; noon is later by an hour or not.
    for quarter in range(4 * 30):
        moment = (begin.astimezone(ZoneInfo("UTC")) + timedelta(minutes=15 * quarter)).astimezone(
            begin.tzinfo
        )
        said += [(moment.strftime("%d %H:%M"), title) for title in desk.look(moment)]

    assert [title for _, title in said] == sorted({title for _, title in said}, reverse=True)
    assert len(said) == len(entries(folder))


def test_r03_a_journey_round_the_world_tells_each_stage_once(folder: DataFolder, notes: Notes) -> None:
    desk = Desk(folder, notes, *cards(1))
    places = ["Asia/Tokyo", "Pacific/Auckland", "America/Los_Angeles", "Asia/Shanghai", "Europe/London"]
    for hour in range(24 * 5):
        desk.look((NOON + timedelta(hours=hour)).astimezone(ZoneInfo(places[hour % len(places)])))

    assert [one.days_left for one in entries(folder)] == [3, 1, 0, 359, 358]


def test_r03_a_clock_that_was_years_ahead_holds_nothing_back(folder: DataFolder, notes: Notes) -> None:
    desk = Desk(folder, notes, *cards(1, end="2026-12-21"))
    assert desk.look(at("2026-12-21T12:00")) == ["Card 00: last day today"]  # a month too early

    said = [(n, *titles) for n in range(31) if (titles := desk.look(NOON + days(n)))]
    assert said == [
        (0, "Card 00: 30 days left"),
        (16, "Card 00: 14 days left"),
        (23, "Card 00: 7 days left"),
        (27, "Card 00: 3 days left"),
        (29, "Card 00: 1 day left"),
        (30, "Card 00: last day today"),
    ]


def test_r03_a_clock_that_stands_in_1970_forgets_nothing(folder: DataFolder, notes: Notes) -> None:
    desk = Desk(folder, notes, *cards(1))
    assert len(desk.look()) == 1

    assert desk.look(at("1970-01-01T00:00")) == []
    assert desk.look(NOON + timedelta(hours=1)) == []


# R5: far days


@pytest.mark.parametrize(("left", "first"), [(180, 120), (3650, 3590)])
def test_r05_a_deadline_far_off_is_planned_for_its_day_and_not_told_now(left: int, first: int) -> None:
    end = NOON.date() + timedelta(days=left)
    book = Book(cards=(known(card(SOFTBANK, end=end.isoformat(), stages=(60, 30, 1))),))
    book = replace(book, cards=(replace(book.cards[0], rule=Rule(Basis.FIXED)),))
    seen, ledger, rules = rows(book, NOON), Ledger(), Rules()

    assert reminders_due(book, seen, ledger, rules, NOON) == ()
    when = datetime.combine(NOON.date() + timedelta(days=first), NOON.time(), TOKYO).replace(hour=10)
    coming = upcoming(book, seen, ledger, rules, NOON)
    assert [(one.when, one.reminder.days_left) for one in coming] == [
        (when, 60),
        (when + days(30), 30),
        (when + days(59), 1),
    ]


def test_r05_upcoming_is_what_comes(folder: DataFolder, notes: Notes) -> None:
    """A month of looks tells what was announced, at the minute that was announced."""
    bill = stated(ClockName.BILL, base="2026-12-05")
    held = (
        known(card(POVO, end="2026-11-25", id="k", label="povo")),
        known(card(HIS, id="b", label="HIS", bill_day=5, statements=(bill,))),
        known(card(TELLO, base="2026-09-01", id="t", label="Tello", timezone="America/New_York")),
    )
    desk = Desk(folder, notes, *held)
    desk.look()
    announced = [
        (one.when, one.reminder.key)
        for one in upcoming(desk.book, desk.rows(NOON), load_ledger(folder).value, Rules(), NOON, count=20)
    ]
    assert announced[0][0] > NOON
    told = []
    for when, key in announced:
        before = len(entries(folder))
        desk.look(when - timedelta(minutes=1))
        early = {one.key for one in entries(folder)[before:]}
        desk.look(when)
        told += [(when, one.key) for one in entries(folder) if one.key == key and key not in early]
    assert told == announced


# R9: nobody answers


def test_r09_whoever_ignores_everything_is_told_everything(folder: DataFolder, notes: Notes) -> None:
    desk = Desk(folder, notes, known(card(Rule(Basis.EXPIRY, "P180D", ladder=POVO.ladder), end="2027-02-01")))
    told = [one for n in range(0, 24 * 110, 12) for one in desk.look(NOON + timedelta(hours=n))]

    assert [one.removeprefix("Bank codes: ") for one in told[:8]] == [
        "60 days left",
        "30 days left",
        "14 days left",
        "7 days left",
        "3 days left",
        "1 day left",
        "last day today",
        "29 days left to save the number",
    ]
    assert len(told) == 7 + 30 + 1


# R11, R12: zones


@pytest.mark.parametrize("owner", ["Pacific/Auckland", "America/Los_Angeles", "Asia/Shanghai"])
@pytest.mark.parametrize(
    ("there", "left"), [("2026-11-23T23:59", 1), ("2026-11-24T00:01", 0), ("2026-11-24T00:30", 0)]
)
def test_r11_the_days_told_are_those_of_the_cards_zone(
    folder: DataFolder, notes: Notes, owner: str, there: str, left: int
) -> None:
    desk = Desk(folder, notes, *cards(1))
    moment = at(there).astimezone(ZoneInfo(owner))
    desk.settings = replace(desk.settings, owner_hour=0)

    desk.look(moment)
    (entry,) = entries(folder)
    assert (entry.deadline, entry.days_left, entry.stage) == (day("2026-11-24"), left, left)
    assert rows(desk.book, moment)[0].today == at(there).date()


def changes_of(name: str) -> Iterator[datetime]:
    """The noons before and after which a zone's clocks stand otherwise, within two years."""
    zone, utc = ZoneInfo(name), ZoneInfo("UTC")
    noons = [datetime(2026, 1, 1, 12, tzinfo=utc) + timedelta(days=n) for n in range(730)]
    offsets = [noon.astimezone(zone).utcoffset() for noon in noons]
    for place in range(1, len(noons)):
        if offsets[place] != offsets[place - 1]:
            yield noons[place - 1]


def test_r12_around_every_change_of_every_zone_days_left_go_down_by_one_at_midnight() -> None:
    checked = 0
    for name in zone_names():
        for change in changes_of(name):
            held = card(SOFTBANK, end="2029-06-01", timezone=name)
            seen = []
            for hour in range(-24, 72):
                moment = change + timedelta(hours=hour)
                there = moment.astimezone(ZoneInfo(name)).date()
                (row,) = rows(Book(cards=(held,)), moment)
                assert row.standing.days_left == (date(2029, 6, 1) - there).days, (name, moment)
                seen.append(row.standing.days_left)
            assert all(before - after in (0, 1) for before, after in pairwise(seen))
            checked += 1
    assert checked > 300


# R13, R14: what a renewal leads to


def test_r13_a_leap_day_comes_back_every_fourth_year() -> None:
    position, seen = Position(date(2028, 2, 29)), []
    for _ in range(8):
        position = position.plus("P1Y")
        seen.append(position.day)
    assert [(one.year, one.month) for one in seen] == [(year, 2) for year in range(2029, 2037)]
    assert [one.day for one in seen] == [28, 28, 28, 29, 28, 28, 28, 29]


@pytest.mark.parametrize(
    ("rule", "paid_on", "expected"),
    [
        (SOFTBANK, "2026-11-10", "2027-01-23"),
        (SOFTBANK, "2026-11-24", "2027-01-23"),
        (SOFTBANK, "2026-12-20", "2027-02-18"),
        (TELLO, "2026-11-10", "2027-02-10"),
        (TELLO, "2026-11-24", "2027-02-24"),
        (TELLO, "2026-12-20", "2027-03-20"),
    ],
)
def test_r14_what_is_previewed_is_what_is_saved(rule: Rule, paid_on: str, expected: str) -> None:
    held = card(rule, end="2026-11-24")
    act = renewal(paid_on)

    shown = preview(held, [], act)
    book = log_renewal(act)(Book(cards=(held,)))

    assert shown.after == day(expected)
    assert standing(held, book.renewals, day(paid_on)).expires_on == day(expected)
    assert (book.renewals[0].expires_before, book.renewals[0].expires_after) == (shown.before, shown.after)


# R20: two hundred days with nothing set


def owners_book() -> Book:
    """A card of nearly every kind, as an owner has them."""
    bill = stated(ClockName.BILL, base="2026-12-20")
    return Book(
        cards=(
            known(card(POVO, base="2026-10-01", id="povo", label="povo")),
            known(card(HIS, id="his", label="HIS", bill_day=20, statements=(bill,))),
            known(card(SOFTBANK, end="2027-05-30", id="sb", label="SoftBank")),
            known(card(TELLO, base="2026-11-25", id="tello", label="Tello", timezone="America/New_York")),
            known(card(Rule(Basis.NONE), id="old", label="Old docomo")),
        ),
    )


ACTS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("2026-12-22", "his", {"kind": Kind.BILL}),
    ("2027-01-19", "his", {"kind": Kind.BILL}),
    ("2027-02-10", "his", {"kind": Kind.BILL}),
    ("2027-02-23", "tello", {}),
    ("2027-04-10", "povo", {"base_day": "2027-04-17"}),
    *((f"2027-0{month}-18", "his", {"kind": Kind.BILL}) for month in (3, 4, 5)),
)
"""What the owner does in the evening of a day; the bill of March is paid two days before its day."""


def test_r20_two_hundred_days_with_the_defaults_are_the_golden_list(folder: DataFolder, notes: Notes) -> None:
    desk = Desk(folder, notes)
    desk.book = owners_book()
    told = []
    for hour in range(24 * 200):
        moment = NOON + timedelta(hours=hour)
        for title in desk.look(moment):
            told += [f"{moment:%Y-%m-%d %H:%M} {title}"]
        for on, card_id, fields in ACTS:
            if moment == at(f"{on}T20:00"):
                act = renewal(on, id=f"{card_id}-{on}", card_id=card_id, **fields)
                desk.book = log_renewal(replace(act, changed=moment))(desk.book)

    assert told == GOLDEN.read_text("utf-8").splitlines()


# R21: the words are the row's


def test_r21_the_words_are_those_of_the_row_and_not_of_the_settings(folder: DataFolder, notes: Notes) -> None:
    desk = Desk(folder, notes, *cards(1, end="2026-12-21"))
    for hour in range(24 * 40):
        moment = NOON + timedelta(hours=hour)
        # Settings that change all the time, also between what is planned and what is told.
        desk.settings = replace(desk.settings, stages=((60, 20, 5), (33, 11, 2, 0), (30,))[hour % 3])
        notes.room = 0 if hour % 5 == 0 else 10
        before = len(notes.taken)
        desk.look(moment)
        for note in notes.taken[before:]:
            (entry,) = [one for one in entries(folder) if one.delivered == moment]
            left = (entry.deadline - moment.date()).days
            assert entry.days_left == left
            assert note.title.removeprefix("Card 00: ") in (
                f"{left} days left",
                f"{left} day left",
                "last day today",
                f"{left} days left to save the number",
            )
            assert short_day(entry.deadline, moment.date()) in note.body or "save the number" in note.title
    assert len(notes.taken) > 10


def test_r21_what_was_told_is_quoted_from_the_row(folder: DataFolder, notes: Notes) -> None:
    desk = Desk(folder, notes, *cards(1, end="2026-11-28"))
    desk.look()
    desk.settings = replace(desk.settings, stages=(14, 5))

    (item,) = desk.teller.inbox(desk.book, desk.rows(NOON + days(1)), NOON + days(1), desk.settings)

    assert words.told(item.entry, NOON + days(1)) == "Told Sat 21 Nov 12:00: 7 days left"
    assert words.title(item.reminder) == "Card 00: 6 days left"
