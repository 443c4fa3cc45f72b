"""The record of reminders, the inbox that is read from it, and what other devices have seen to."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from simdesk.domain.book import Book
from simdesk.domain.edits import log_renewal
from simdesk.domain.rows import rows
from simdesk.domain.terms import State
from simdesk.reminders.inbox import Item
from simdesk.reminders.ledger import (
    KEEP_STAGES,
    Entry,
    Ledger,
    acknowledged,
    delivered,
    snoozed,
)
from simdesk.reminders.matters import Rules
from simdesk.reminders.planner import reminders_due
from simdesk.storage.device import Device
from simdesk.storage.folder import DataFolder
from simdesk.storage.ledger_file import load_ledger, with_acknowledged_elsewhere
from simdesk.wording import reminders as words
from tests.core.making import SOFTBANK, card, renewal
from tests.core.notify_desk import NOON, Desk, Notes, cards, days, known
from tests.core.store_samples import DEVICE

OTHER = Device("fedcba9876543210")


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "book", DEVICE)


@pytest.fixture
def notes() -> Notes:
    return Notes()


def row(stage: int = 3, card_id: str = "a", planned: datetime = NOON) -> Entry:
    return Entry(
        card_id=card_id,
        deadline=date(2026, 11, 24),
        kind="receive_only",
        stage=stage,
        planned=planned,
        days_left=stage,
    )


def waiting(desk: Desk, moment: datetime = NOON) -> list[Item]:
    return list(desk.teller.inbox(desk.book, desk.rows(moment), moment, desk.settings))


def test_a_row_is_kept_once_and_in_its_place() -> None:
    ledger = Ledger(entries=(row(7), row(3)))
    changed = ledger.kept(replace(row(7), days_left=5))
    assert [(one.stage, one.days_left) for one in changed.entries] == [(7, 5), (3, 3)]
    assert delivered(ledger, [("b", date(2026, 11, 24), "lost", 1)], NOON) is ledger


def test_to_see_to_a_stage_is_to_see_to_those_before_it() -> None:
    ledger = Ledger(entries=(row(14), row(7), row(3), row(7, "b")))
    seen = acknowledged(ledger, [row(7).key], NOON)
    assert [one.acknowledged for one in seen.entries] == [NOON, NOON, None, None]
    assert acknowledged(seen, [row(7).key], NOON + days(1)) is seen


def test_of_a_long_grace_period_the_newest_rows_are_kept() -> None:
    ledger = Ledger(entries=tuple(row(stage) for stage in range(200, 0, -1)))
    left = ledger.without_old(NOON.date())
    assert [one.stage for one in left.entries] == list(range(KEEP_STAGES, 0, -1))
    assert left.without_old(NOON.date()) is left


def test_rows_of_a_clock_that_was_wrong_are_let_go() -> None:
    ledger = Ledger(entries=(row(7), row(3, planned=NOON + days(0.9)), row(1, planned=NOON + days(3))))
    assert [one.stage for one in ledger.without_future(NOON).entries] == [7, 3]


# The inbox


def test_what_was_told_waits_until_it_is_seen_to(folder: DataFolder, notes: Notes) -> None:
    desk = Desk(folder, notes, *cards(2))
    desk.look()
    for n in range(2):
        found = waiting(desk, NOON + days(n))
        assert [words.title(item.reminder) for item in found] == [
            f"Card 00: {'3 days' if not n else '2 days'} left",
            f"Card 01: {'3 days' if not n else '2 days'} left",
        ]
        assert words.told(found[0].entry, NOON + days(n)) == "Told Sat 21 Nov 12:00: 3 days left"

    desk.teller.acknowledge_items([waiting(desk)[0].entry.key], NOON + days(1))
    assert [item.reminder.subject for item in waiting(desk, NOON + days(1))] == ["c1"]
    assert [note.title for note in notes.live.values()] == ["Card 01: 3 days left"]
    desk.look(NOON + days(2))
    assert [item.reminder.subject for item in waiting(desk, NOON + days(2))] == ["c0", "c1"]


def test_what_nobody_took_waits_too(folder: DataFolder, notes: Notes) -> None:
    notes.room = 0
    desk = Desk(folder, notes, *cards(1))
    desk.look()
    written = folder.ledger.stat().st_mtime_ns
    desk.look(NOON + timedelta(minutes=1))

    (item,) = waiting(desk)
    assert words.told(item.entry, NOON) == "Nothing could show it yet"
    assert folder.ledger.stat().st_mtime_ns == written
    desk.teller.acknowledge_items([item.entry.key], NOON)
    notes.room = 10
    assert desk.look(NOON + timedelta(minutes=2)) == []


def test_stages_of_one_deadline_wait_as_one(folder: DataFolder, notes: Notes) -> None:
    desk = Desk(folder, notes, *cards(1, end="2026-12-20"))
    for n in range(29):
        desk.look(NOON + days(n))
    (item,) = waiting(desk, NOON + days(28))
    assert (item.entry.stage, item.reminder.days_left) == (1, 1)


@pytest.mark.parametrize("how", ["renewed", "archived", "another date", "put off"])
def test_what_is_settled_waits_no_more(folder: DataFolder, notes: Notes, how: str) -> None:
    desk = Desk(folder, notes, *cards(1))
    desk.look()
    (held,) = desk.book.cards
    if how == "renewed":
        desk.book = log_renewal(renewal("2026-11-21", card_id="c0"))(desk.book)
    elif how == "archived":
        desk.book = Book(cards=(replace(held, state=State.ARCHIVED),))
    elif how == "another date":
        desk.book = Book(cards=cards(1, end="2026-12-24"))
    else:
        desk.teller.snooze(101, NOON)
    assert waiting(desk) == []
    if how == "put off":
        assert len(waiting(desk, NOON + days(1))) == 1


def test_the_note_about_all_that_was_seen_to_goes_away(folder: DataFolder, notes: Notes) -> None:
    desk = Desk(folder, notes, *cards(6))
    desk.look()
    assert len(notes.live) == 1
    desk.teller.acknowledge_items([item.entry.key for item in waiting(desk)], NOON)
    assert waiting(desk) == []
    assert notes.live == {}


# Two devices that share a folder


def test_delivered_counts_for_a_device_and_seen_to_for_all(folder: DataFolder, notes: Notes) -> None:
    other = DataFolder(folder.root, OTHER)
    here, there = Desk(folder, notes, *cards(1)), Desk(other, Notes(), *cards(1))
    assert here.look() == there.look() == ["Card 00: 3 days left"]

    there.teller.acknowledge_items([waiting(there)[0].entry.key], NOON)
    assert waiting(here) == []
    assert load_ledger(folder).value.entries[0].acknowledged is None
    assert here.look(NOON + days(2)) == ["Card 00: 1 day left"]
    assert len(waiting(here, NOON + days(2))) == 1


def test_what_was_seen_to_elsewhere_is_not_told_here(folder: DataFolder, notes: Notes) -> None:
    other = Desk(DataFolder(folder.root, OTHER), Notes(), *cards(1))
    other.look()
    other.teller.acknowledge_items([waiting(other)[0].entry.key], NOON)

    here = Desk(folder, notes, *cards(1))
    assert here.look() == []
    assert not folder.ledger.exists()
    assert here.look(NOON + days(2)) == ["Card 00: 1 day left"]


def test_a_record_of_another_device_that_cannot_be_read_stops_nothing(
    folder: DataFolder, notes: Notes
) -> None:
    other = DataFolder(folder.root, OTHER)
    other.local.mkdir(parents=True)
    other.ledger.write_bytes(b"{")
    assert Desk(folder, notes, *cards(1)).look() == ["Card 00: 3 days left"]
    assert other.ledger.read_bytes() == b"{"
    ledger = Ledger(entries=(row(),))
    assert with_acknowledged_elsewhere(folder, ledger) is ledger


def test_a_snooze_of_a_clock_that_was_wrong_ends() -> None:
    """What was put off until years from now would never be said."""
    held = known(card(SOFTBANK, end="2026-11-24"))
    book = Book(cards=(held,))
    ledger = delivered(Ledger(entries=(row(),)), [row().key], NOON)
    for until, said in ((NOON + days(1), 0), (datetime(2099, 1, 1, tzinfo=UTC), 1)):
        put_off = snoozed(ledger, [row().key], until)
        assert len(reminders_due(book, rows(book, NOON), put_off, Rules(), NOON)) == said
