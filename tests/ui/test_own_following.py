"""The window follows the owner's own catalog: what another computer writes into it is there, and is told."""

from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from simdesk.catalog.own import put
from simdesk.storage.book_file import FileStore
from simdesk.storage.device import Device
from simdesk.storage.folder import DataFolder
from simdesk.storage.own_catalog import change_own, load_own
from simdesk.storage.settings import Settings
from simdesk.ui.desk import Desk
from simdesk.ui.preferences import Preferences
from simdesk.ui.speech import Speech
from simdesk.ui.state import AppState
from simdesk.wording.merging import folded
from simdesk.wording.problem import problem
from tests.core.own_making import own_rule
from tests.ui.window_making import Watch

POVO, GIFF = "povo2-base", "giffgaff-payg"
COPY = "catalog.sync-conflict-20261121-120000-ABCDEFG.json"


class Screen:
    """A window over a folder, and the catalog of another computer."""

    def __init__(self, place: Path, qtbot: QtBot) -> None:
        self.folder = DataFolder(place / "here", Device("a" * 16))
        self.other = DataFolder(place / "there", Device("b" * 16))
        change_own(self.folder, lambda own: put(own, own_rule(POVO)))
        change_own(self.other, lambda own: put(own, own_rule(GIFF)))
        self.watch = Watch()
        store = FileStore(self.folder, self.watch)
        self.state = AppState(store, self.watch, store.load())
        self.desk = Desk(self.state, self.folder, Preferences(Settings(), lambda _: None), Speech())
        self.window = self.desk.window
        self.window.retranslate()
        qtbot.addWidget(self.window)
        self.desk.follow_own_catalog()

    @property
    def held(self) -> bytes:
        return self.folder.catalog.read_bytes()

    def records(self) -> None:
        """Bring what the other computer knows."""
        place = self.folder.root / "local" / self.other.device.id
        place.mkdir(parents=True)
        (place / self.other.own_known.name).write_bytes(self.other.own_known.read_bytes())

    def brings(self, name: str) -> None:
        """Bring the other computer's catalog."""
        part = self.folder.root / ".carried"
        part.write_bytes(self.other.catalog.read_bytes())
        part.replace(self.folder.root / name)


@pytest.fixture
def screen(tmp_path: Path, qtbot: QtBot) -> Screen:
    return Screen(tmp_path, qtbot)


def test_a_conflict_copy_is_folded_in_and_told(screen: Screen) -> None:
    screen.records()
    screen.brings(COPY)

    screen.state.tick()

    assert screen.window.notices.texts == (folded(1, new=True),)
    assert GIFF.encode() in screen.held
    assert POVO.encode() in screen.held
    assert (screen.folder.conflicts / COPY).exists()
    screen.state.tick()
    assert len(screen.window.notices.texts) == 1


def test_one_that_nobody_says_to_have_written_waits_a_minute(screen: Screen) -> None:
    screen.brings("catalog.json")
    there = screen.held

    screen.state.tick()
    assert screen.held == there
    assert len(load_own(screen.folder).value.rules) == 2
    screen.watch.moment += timedelta(minutes=1)
    screen.state.tick()
    assert screen.held != there


def test_one_that_cannot_be_read_is_told_once_and_stays(
    screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Exception] = []
    monkeypatch.setattr(screen.window, "tell_failure", told.append)
    (screen.folder.root / COPY).write_bytes(b"{")

    for _ in range(3):
        screen.state.tick()
        screen.folder.catalog.touch()

    (error,) = told
    assert COPY in problem(error)
    assert (screen.folder.root / COPY).exists()
