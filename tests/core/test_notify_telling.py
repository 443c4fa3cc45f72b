"""Every reminder is told once, to somebody who takes it, whatever becomes of process, disk and service."""

import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from time import process_time

import pytest
from msgspec.structs import replace

from simdesk.domain.book import Book
from simdesk.domain.terms import ClockName
from simdesk.errors import FileUnwritable
from simdesk.notify.telling import rules_of
from simdesk.reminders.ledger import Ledger
from simdesk.storage import small_file
from simdesk.storage.folder import DataFolder
from simdesk.storage.ledger_file import load_ledger
from simdesk.storage.settings import Settings
from tests.core.making import HIS, POVO, SOFTBANK, card, renewal, stated
from tests.core.notify_desk import NOON, TOKYO, Desk, Notes, cards, days, known
from tests.core.store_samples import DEVICE


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "book", DEVICE)


@pytest.fixture
def notes() -> Notes:
    return Notes()


def ledger(folder: DataFolder) -> Ledger:
    loaded = load_ledger(folder)
    assert loaded.problem is None
    return loaded.value


def test_a_card_with_three_days_left_is_told_once(folder: DataFolder, notes: Notes) -> None:
    desk = Desk(folder, notes, *cards(1))

    assert desk.look() == ["Card 00: 3 days left"]
    assert [desk.look(NOON + timedelta(minutes=n)) for n in range(1, 5)] == [[]] * 4
    (entry,) = ledger(folder).entries
    assert (entry.card_id, entry.stage, entry.days_left, entry.delivered) == ("c0", 3, 3, NOON)


def test_r07_twenty_starts_on_a_day_tell_it_once(folder: DataFolder, notes: Notes) -> None:
    for minute in range(20):
        Desk(folder, notes, *cards(1)).look(NOON + timedelta(minutes=minute))

    assert notes.titles == ["Card 00: 3 days left"]


def test_r01_what_was_missed_is_told_in_todays_words(folder: DataFolder, notes: Notes) -> None:
    desk = Desk(folder, notes, *cards(1, end="2026-11-26"))

    assert desk.look() == ["Card 00: 5 days left"]
    assert ledger(folder).entries[0].stage == 7


def test_where_nothing_is_due_the_disk_is_not_touched(folder: DataFolder, notes: Notes) -> None:
    Desk(folder, notes, *cards(1, end="2027-06-01")).look()

    assert not folder.root.exists()


def test_a_look_that_tells_nothing_new_writes_nothing(folder: DataFolder, notes: Notes) -> None:
    desk = Desk(folder, notes, *cards(1))
    desk.look()
    written = folder.ledger.stat()

    desk.look(NOON + timedelta(minutes=1))

    assert (folder.ledger.stat().st_mtime_ns, folder.ledger.stat().st_ino) == (
        written.st_mtime_ns,
        written.st_ino,
    )


def test_r04_what_nobody_took_is_not_marked_and_is_told_when_somebody_does(
    folder: DataFolder, notes: Notes
) -> None:
    desk = Desk(folder, notes, *cards(1))
    notes.room = 0
    assert desk.look() == []
    assert [entry.delivered for entry in ledger(folder).entries] == [None]
    assert desk.teller.undelivered == 1

    notes.room = 5
    assert desk.look(NOON + timedelta(minutes=1)) == ["Card 00: 3 days left"]
    assert desk.look(NOON + timedelta(minutes=2)) == []


def test_a_service_that_goes_away_between_two_notes_gets_the_rest_later(
    folder: DataFolder, notes: Notes
) -> None:
    desk = Desk(folder, notes, *cards(3))
    notes.room = 1
    assert desk.look() == ["Card 00: 3 days left"]

    notes.room = 5
    assert desk.look() == ["Card 01: 3 days left", "Card 02: 3 days left"]
    assert desk.look() == []


def test_r06_two_programs_that_look_in_the_same_minute_tell_it_once(folder: DataFolder, notes: Notes) -> None:
    first, second = Desk(folder, notes, *cards(1)), Desk(folder, notes, *cards(1))

    first.look()
    second.look()

    assert notes.titles == ["Card 00: 3 days left"]
    assert len(ledger(folder).entries) == 1


LOOKER = """
import os, sys
from pathlib import Path
from simdesk.storage.folder import DataFolder
from tests.core.notify_desk import NOON, Desk, Notes, cards
from tests.core.store_samples import DEVICE

class Paper(Notes):
    def show(self, note):
        with open(sys.argv[2], "ab", buffering=0) as paper:
            paper.write(f"{note.title}\\n".encode())
        return super().show(note)

sys.stdin.read(1)
Desk(DataFolder(Path(sys.argv[1]), DEVICE), Paper(), *cards(2)).look(NOON)
"""


def test_r06_processes_that_look_at_once_tell_it_once(folder: DataFolder, tmp_path: Path) -> None:
    paper = tmp_path / "paper"
    lookers = [
        subprocess.Popen(
            [sys.executable, "-c", LOOKER, str(folder.root), str(paper)],
            stdin=subprocess.PIPE,
            cwd=Path(__file__).parents[2],
        )
        for _ in range(6)
    ]
    for looker in lookers:
        looker.communicate(b"!")

    assert [looker.returncode for looker in lookers] == [0] * 6
    assert paper.read_text("utf-8").splitlines() == ["Card 00: 3 days left", "Card 01: 3 days left"]
    assert len(ledger(folder).entries) == 2


def test_r08_many_at_once_become_one_summary(folder: DataFolder, notes: Notes) -> None:
    desk = Desk(folder, notes, *cards(12))

    assert desk.look() == ["12 cards need you"]
    assert notes.taken[0].body.splitlines() == [
        *(f"Card {place:02}: 3 days left" for place in range(5)),
        "and 7 more",
    ]
    assert len(ledger(folder).entries) == 12
    assert desk.look() == []
    assert desk.look(NOON + days(2)) == ["12 cards need you"]
    assert list(notes.live.values()) == [notes.taken[-1]]


def test_thousands_at_once_are_told_in_a_moment(folder: DataFolder, notes: Notes) -> None:
    desk = Desk(folder, notes, *cards(4000, end="2026-11-10"))
    begun = process_time()

    assert [len(desk.look(NOON + days(n))) for n in range(2)] == [1, 1]
    desk.teller.acknowledge_items([one.key for one in ledger(folder).entries], NOON + days(1))
    assert desk.look(NOON + days(1)) == []
    assert process_time() - begun < 6, "twice as many take twice as long, not four times"


def test_three_at_once_are_three_notes(folder: DataFolder, notes: Notes) -> None:
    assert len(Desk(folder, notes, *cards(3)).look()) == 3
    assert len(notes.live) == 3


def test_r16_a_later_stage_takes_the_place_of_its_own_card_only(folder: DataFolder, notes: Notes) -> None:
    first, second = cards(2)
    second = replace(second, statements=known(card(SOFTBANK, end="2026-11-22")).statements)
    desk = Desk(folder, notes, first, second)
    desk.look()
    numbers = {note.title[:7]: number for number, note in notes.live.items()}

    assert desk.look(NOON + days(1)) == ["Card 01: last day today"]
    assert notes.taken[-1].replaces == numbers["Card 01"]
    assert desk.look(NOON + days(2)) == ["Card 00: 1 day left", "Card 01: 359 days left to save the number"]
    assert {note.title[:7]: number for number, note in notes.live.items()} == numbers


def test_a_summary_takes_the_place_of_the_notes_of_its_cards(folder: DataFolder, notes: Notes) -> None:
    four = cards(4)
    desk = Desk(folder, notes, *four[:2])
    desk.look()
    desk.book = Book(cards=tuple(replace(one, stages=(3, 2)) for one in four))

    assert desk.look(NOON + days(1)) == ["4 cards need you"]
    assert [note.title for note in notes.live.values()] == ["4 cards need you"]


def test_a_note_that_was_closed_is_not_replaced(folder: DataFolder, notes: Notes) -> None:
    desk = Desk(folder, notes, *cards(1))
    desk.look()
    desk.teller.forget(101)

    desk.look(NOON + days(2))

    assert notes.taken[-1].replaces == 0


def test_the_number_of_a_service_that_was_started_again_means_the_newer_note(
    folder: DataFolder, notes: Notes
) -> None:
    desk = Desk(folder, notes, *cards(1))
    desk.look()
    notes.taken.clear()
    desk.book = Book(cards=(*desk.book.cards, replace(cards(2)[1], id="other")))

    desk.look(NOON + timedelta(minutes=1))

    assert desk.teller.about(101) == ("other",)


def test_r17_only_the_last_stage_and_what_follows_is_urgent(folder: DataFolder, notes: Notes) -> None:
    desk = Desk(folder, notes, *cards(1))

    for day in range(5):
        desk.look(NOON + days(day))

    assert [(note.title, note.urgent) for note in notes.taken] == [
        ("Card 00: 3 days left", False),
        ("Card 00: 1 day left", False),
        ("Card 00: last day today", True),
        ("Card 00: 359 days left to save the number", True),
    ]


def test_r09_r20_two_hundred_days_with_nothing_customised_and_nobody_answering(
    folder: DataFolder, notes: Notes
) -> None:
    first_bill = stated(ClockName.BILL, base="2026-12-20")
    held = (
        known(card(POVO, base="2026-10-01", id="povo", label="povo")),
        known(card(HIS, id="his", label="HIS", bill_day=20, statements=(first_bill,))),
    )
    desk = Desk(folder, notes, *held)
    told = []
    for day in range(200):
        moment = NOON + days(day)
        told += [f"{moment:%m-%d} {title}" for title in desk.look(moment)]

    povo = [line.replace(" povo:", "") for line in told if "povo" in line]
    his = [line.replace(" HIS:", "") for line in told if "HIS" in line]
    assert povo[:8] == [
        "01-29 60 days left",
        "02-28 30 days left",
        "03-16 14 days left",
        "03-23 7 days left",
        "03-27 3 days left",
        "03-29 1 day left",
        "03-30 last day today",
        "03-31 29 days left to save the number",
    ]
    assert povo[8:37] == [
        *(f"{NOON + days(130 + n):%m-%d} {29 - n} days left to save the number" for n in range(1, 28)),
        "04-28 1 day left to save the number",
        "04-29 last day today",
    ]
    assert povo[37:] == [f"{NOON + days(160 + 7 * week):%m-%d} may be lost, try it" for week in range(6)]
    assert his[:7] == [
        "12-06 14 days left",
        "12-13 7 days left",
        "12-17 3 days left",
        "12-19 1 day left",
        "12-20 last day today",
        "12-21 1 day ago",
        "12-22 2 days ago",
    ]
    assert len(his) == 5 + (NOON + days(199) - NOON.replace(month=12, day=20)).days
    assert len(told) == len(set(told))


def test_a_renewal_takes_the_note_away(folder: DataFolder, notes: Notes) -> None:
    desk = Desk(folder, notes, *cards(1))
    desk.look()
    desk.book = replace(desk.book, renewals=(renewal("2026-11-21", card_id="c0"),))

    assert desk.look(NOON + timedelta(minutes=1)) == []
    assert notes.live == {}
    assert desk.teller.about(101) == ()


def test_a_snoozed_note_comes_again_the_next_day(folder: DataFolder, notes: Notes) -> None:
    desk = Desk(folder, notes, *cards(1))
    desk.look()
    desk.teller.snooze(101, NOON)
    assert notes.live == {}

    assert desk.look(NOON + days(0.99)) == []
    assert desk.look(NOON + days(1)) == ["Card 00: 2 days left"]
    assert desk.look(NOON + days(1.1)) == []


def test_a_snoozed_summary_comes_again_as_one(folder: DataFolder, notes: Notes) -> None:
    desk = Desk(folder, notes, *cards(6))
    desk.look()
    desk.teller.snooze(101, NOON)

    assert desk.look(NOON + days(0.5)) == []
    assert desk.look(NOON + days(1)) == ["6 cards need you"]


def test_quiet_hours_put_off_and_lose_nothing(folder: DataFolder, notes: Notes) -> None:
    desk = Desk(folder, notes, *cards(1))
    desk.settings = replace(desk.settings, quiet_from="11:00", quiet_until="13:00")

    assert desk.look() == []
    assert desk.look(NOON + timedelta(hours=1)) == ["Card 00: 3 days left"]


@pytest.mark.parametrize(
    ("first", "last", "quiet"),
    [
        ("22:00", "07:00", ["22:00", "23:59", "00:00", "06:59"]),
        ("12:00", "13:00", ["12:00", "12:59"]),
        ("09:00", "09:00", []),
    ],
)
def test_quiet_hours_go_over_midnight(first: str, last: str, quiet: list[str]) -> None:
    settings = Settings(quiet_from=first, quiet_until=last)
    moments = [
        "00:00",
        "06:59",
        "07:00",
        "09:00",
        "11:59",
        "12:00",
        "12:59",
        "13:00",
        "21:59",
        "22:00",
        "23:59",
    ]
    found = [
        moment
        for moment in moments
        if rules_of(settings).is_quiet(datetime.fromisoformat(f"2026-11-21T{moment}").replace(tzinfo=TOKYO))
    ]
    assert sorted(found) == sorted(quiet)


def test_the_owners_stages_and_hour_are_followed(folder: DataFolder, notes: Notes) -> None:
    desk = Desk(folder, notes, *cards(1))
    desk.settings = replace(desk.settings, stages=(2,), owner_hour=15)

    assert desk.look() == []
    assert desk.look(NOON + days(1)) == []
    assert desk.look(NOON + days(1) + timedelta(hours=3)) == ["Card 00: 2 days left"]


def test_a_damaged_ledger_is_put_aside_and_stops_nothing(folder: DataFolder, notes: Notes) -> None:
    desk = Desk(folder, notes, *cards(1))
    desk.look()
    folder.ledger.write_bytes(b'{"format": 1, "entr')

    assert Desk(folder, notes, *cards(1)).look() == ["Card 00: 3 days left"]
    assert len(ledger(folder).entries) == 1
    (aside,) = folder.local.glob("ledger.unreadable-*.json")
    assert aside.read_bytes() == b'{"format": 1, "entr'


def test_a_folder_that_takes_nothing_stops_nothing_and_is_not_told_twice(
    folder: DataFolder, notes: Notes
) -> None:
    folder.lock.mkdir(parents=True)
    desk = Desk(folder, notes, *cards(2))

    assert len(desk.look()) == 2
    assert desk.look(NOON + timedelta(minutes=1)) == []
    desk.teller.snooze(101, NOON)
    assert desk.look(NOON + days(1)) == ["Card 00: 2 days left"]

    folder.lock.rmdir()
    assert len(desk.look(NOON + days(2))) == 2
    assert [(entry.stage, entry.delivered is not None) for entry in ledger(folder).entries] == [
        (3, True),
        (3, True),
        (1, True),
        (1, True),
    ]


def test_a_disk_that_fills_up_while_it_is_told_does_not_have_it_told_twice(
    folder: DataFolder, notes: Notes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise FileUnwritable(folder.ledger, "No space left on device", disk_full=True)

    desk = Desk(folder, notes, *cards(2))
    with monkeypatch.context() as patch:
        patch.setattr(small_file, "write_durably", full)
        assert len(desk.look()) == 2
        assert desk.look(NOON + timedelta(minutes=1)) == []

    assert not folder.ledger.exists()
    desk.look(NOON + days(2))
    assert [entry.stage for entry in ledger(folder).entries] == [3, 3, 1, 1]


def test_what_lies_years_back_is_let_go(folder: DataFolder, notes: Notes) -> None:
    desk = Desk(folder, notes, *cards(1))
    desk.look()
    desk.book = Book(cards=cards(1, end="2029-11-24"))

    desk.look(NOON.replace(year=2029))

    assert [entry.deadline.year for entry in ledger(folder).entries] == [2029]
