"""The file that calendars read: written when the book changes, quiet when it does not, never a crash."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from simdesk.domain.edits import add_card, change_card
from simdesk.domain.terms import State
from simdesk.storage.folder import DataFolder, data_folder
from simdesk.storage.settings import Settings
from simdesk.ui.calendar.live import LiveCalendar
from simdesk.ui.desk import Desk
from simdesk.ui.preferences import Preferences
from simdesk.ui.speech import Speech
from simdesk.ui.state import AppState
from simdesk.wording import language
from tests.core.calendar_making import Calendar, bank, book_of, chat, events_of
from tests.memory_store import MemoryStore
from tests.ui.window_making import Watch


class Owner:
    """Somebody with a book, whose calendar reads a file."""

    def __init__(self, qtbot: QtBot, root: Path, **settings: Any) -> None:
        self.place = root / "calendars"
        self.place.mkdir()
        self.file = self.place / "simdesk.ics"
        self.clock = Watch()
        book = book_of(bank(), chat())
        self.folder: DataFolder = data_folder(str(root / "data"), {})
        self.state = AppState(MemoryStore(book), self.clock, book)
        self.preferences = Preferences(
            replace(Settings(calendar_file=str(self.file)), **settings), lambda _: None
        )
        self.speech = Speech()
        self.desk = Desk(self.state, self.folder, self.preferences, self.speech)
        self.desk.window.retranslate()
        qtbot.addWidget(self.desk.window)
        self._qtbot = qtbot
        self.desk.follow_calendar()
        self.waits()

    @property
    def live(self) -> LiveCalendar:
        assert self.desk.live_calendar is not None
        return self.desk.live_calendar

    def waits(self) -> None:
        """Let what is to be done soon be done."""
        self._qtbot.wait(5)

    def changes(self, **fields: Any) -> None:
        held = self.state.book.card("bank")
        assert held is not None
        assert self.state.apply("edit", change_card(replace(held, **fields)))
        self.waits()

    def presses(self, words: str) -> None:
        """Press a button of the notices."""
        buttons = self.desk.window.notices.findChildren(QPushButton)
        next(one for one in buttons if one.text() == words and not one.isHidden()).click()
        self.waits()

    @property
    def told(self) -> tuple[str, ...]:
        return self.desk.window.notices.texts

    @property
    def calendar(self) -> Calendar:
        found = Calendar({})
        found.take_in(self.file.read_bytes())
        return found

    def agrees(self) -> bool:
        """Whether the file has the events of the book, day for day."""
        return self.calendar.days == {event.uid: event.day for event in events_of(self.state.book)}


@pytest.fixture
def owner(qtbot: QtBot, tmp_path: Path) -> Owner:
    return Owner(qtbot, tmp_path)


def test_the_file_is_there_from_the_start_and_follows_every_change(owner: Owner) -> None:
    assert owner.agrees()
    assert owner.live.problem is None

    owner.state.apply("add", add_card(bank(id="new", label="New", end="2027-03-01")))
    owner.waits()
    assert owner.agrees()
    assert "new.lost@simdesk" in owner.calendar.days

    owner.changes(state=State.ARCHIVED)
    assert owner.agrees()
    assert owner.calendar.held["bank.lost@simdesk"]["STATUS"] == "CANCELLED"

    owner.state.undo()
    owner.waits()
    assert owner.agrees()


def test_nothing_is_written_when_nothing_changed(owner: Owner) -> None:
    before = [path.stat().st_mtime_ns for path in (owner.file, owner.folder.calendar)]
    for _ in range(3):
        owner.clock.advance(minutes=1)
        owner.state.tick()
        owner.waits()
    owner.clock.advance(days=1)
    owner.state.tick()
    owner.waits()

    assert [path.stat().st_mtime_ns for path in (owner.file, owner.folder.calendar)] == before


def test_a_file_that_vanished_comes_back_at_the_next_start(
    owner: Owner,
) -> None:
    owner.file.unlink()
    LiveCalendar(
        owner.state, owner.preferences, owner.speech, owner.folder, notices=owner.desk.window.notices
    ).look()

    assert owner.agrees()


def test_a_place_that_vanished_is_said_once_and_written_when_it_is_back(owner: Owner) -> None:
    shutil.rmtree(owner.place)
    owner.changes(label="Renamed")

    (notice,) = owner.told
    assert str(owner.file) in notice
    assert "Your cards are saved" in notice
    assert owner.live.problem is not None
    owner.desk.window.notices.drop("calendar file")
    owner.changes(label="Renamed again")
    assert owner.told == (), "closed by the owner, and still the same"

    owner.place.mkdir()
    owner.clock.advance(minutes=1)
    owner.state.tick()
    assert not owner.file.exists(), "not every minute"
    owner.clock.advance(minutes=10)
    owner.state.tick()
    assert owner.agrees()
    assert owner.live.problem is None


def test_trying_again_says_anew_what_is_wrong(owner: Owner) -> None:
    shutil.rmtree(owner.place)
    owner.changes(label="Renamed")
    owner.presses("Try again")
    assert [str(owner.file) in notice for notice in owner.told] == [True]

    owner.place.mkdir()
    owner.presses("Try again")
    owner.waits()
    assert owner.told == ()
    assert owner.agrees()


def test_a_file_of_somebody_elses_is_never_written_over(owner: Owner) -> None:
    theirs = owner.place / "theirs.ics"
    theirs.write_text("BEGIN:VCALENDAR\r\nPRODID:-//Other//EN\r\nEND:VCALENDAR\r\n")
    before = theirs.read_bytes()
    owner.preferences.change(calendar_file=str(theirs))
    owner.waits()

    assert theirs.read_bytes() == before
    assert "not the calendar of these cards" in owner.told[0]
    owner.preferences.change(calendar_file=None)
    owner.waits()
    assert owner.told == ()


def test_cards_are_chosen_and_the_language_followed(owner: Owner) -> None:
    owner.preferences.change(calendar_excluded=("chat",))
    owner.waits()
    assert set(owner.calendar.days) == {"bank.lost@simdesk", "bank.receive_only@simdesk"}

    owner.speech.use("ja")
    owner.waits()
    assert "東京時間" in str(owner.calendar.held["bank.lost@simdesk"]["DESCRIPTION"])
    language.use("en")


def test_without_a_file_nothing_is_made_until_there_is_one(qtbot: QtBot, tmp_path: Path) -> None:
    owner = Owner(qtbot, tmp_path, calendar_file=None)
    owner.changes(label="Renamed")

    assert owner.desk.live_calendar is None
    assert not owner.folder.calendar.exists()
    owner.preferences.change(calendar_file=str(owner.file))
    owner.waits()
    assert owner.agrees()


def test_a_change_just_before_the_end_is_in_the_file(owner: Owner) -> None:
    assert owner.state.apply("edit", change_card(bank(label="Last word")))
    owner.live.finish()

    assert "Last word" in str(owner.calendar.held["bank.lost@simdesk"]["SUMMARY"])
