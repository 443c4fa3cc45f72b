"""The window follows its folder: what another computer puts there is shown, told, and can be undone."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QDialog, QPushButton
from pytestqt.qtbot import QtBot

from simdesk.domain.edits import add_card, change_card
from simdesk.storage.book_file import FileStore
from simdesk.storage.device import Device
from simdesk.storage.folder import DataFolder
from simdesk.storage.settings import Settings
from simdesk.ui.desk import Desk
from simdesk.ui.preferences import Preferences
from simdesk.ui.speech import Speech
from simdesk.ui.state import AppState
from simdesk.ui.watching import Watching
from simdesk.wording.merging import summary
from tests.core.making import MOMENT, SOFTBANK, card
from tests.ui.window_making import Watch

BANK = card(SOFTBANK, end="2026-12-24")


class Screen:
    """A window over a folder of its own, and another computer that has a copy of it."""

    def __init__(self, place: Path, qtbot: QtBot) -> None:
        self.folder = DataFolder(place / "here", Device("a" * 16))
        self.other = DataFolder(place / "there", Device("b" * 16))
        self.watch = Watch()
        FileStore(self.folder, self.watch).apply(add_card(BANK), label="add")
        self.theirs = FileStore(self.other, self.watch)
        self.other.prepare()
        self.other.book.write_bytes(self.folder.book.read_bytes())
        store = FileStore(self.folder, self.watch)
        self.state = AppState(store, self.watch, store.load())
        self.desk = Desk(self.state, self.folder, Preferences(Settings(), lambda _: None), Speech())
        self.window = self.desk.window
        self.window.retranslate()
        qtbot.addWidget(self.window)
        self.watching = Watching(self.state, self.folder, self.window, self.desk)

    def sends(self) -> None:
        """Put the other's book into the place of ours, as a program does that keeps folders in step."""
        part = self.folder.root / ".carried"
        part.write_bytes(self.other.book.read_bytes())
        part.replace(self.folder.book)


@pytest.fixture
def screen(tmp_path: Path, qtbot: QtBot) -> Screen:
    return Screen(tmp_path, qtbot)


def test_what_comes_is_shown_within_a_second_and_so_is_the_next(screen: Screen, qtbot: QtBot) -> None:
    for text in ("first", "second"):
        screen.theirs.apply(change_card(replace(BANK, note=text, changed=screen.watch.now())))
        with qtbot.waitSignal(screen.state.taken_in, timeout=2_000):
            screen.sends()
        assert screen.state.book.cards[0].note == text

    screen.theirs.apply(change_card(replace(BANK, note="in place")))
    with qtbot.waitSignal(screen.state.taken_in, timeout=2_000):
        screen.folder.book.write_bytes(screen.other.book.read_bytes())
    assert screen.state.book.cards[0].note == "in place"


def test_it_is_told_and_the_notice_undoes_it(screen: Screen, qtbot: QtBot) -> None:
    screen.theirs.apply(add_card(card(SOFTBANK, id="b", label="New")))
    screen.theirs.apply(change_card(replace(BANK, note="theirs")))
    with qtbot.waitSignal(screen.state.taken_in, timeout=2_000):
        screen.sends()

    assert screen.window.notices.texts == (
        f"From another computer: 1 card added (“New”), 1 card changed (“{BANK.label}”).",
    )
    undo = screen.window.notices.findChild(QPushButton, "notice_remedy_0")
    assert undo is not None
    undo.click()
    assert [(one.id, one.note) for one in screen.state.book.cards] == [("a", "")]


def test_what_comes_takes_the_undo_of_the_step_before_away(screen: Screen, qtbot: QtBot) -> None:
    screen.state.apply("note", change_card(replace(BANK, note="mine", changed=screen.watch.now())))
    screen.window.tell_done(lambda: "Noted.")
    screen.theirs.apply(add_card(card(SOFTBANK, id="b", label="New")))
    with qtbot.waitSignal(screen.state.taken_in, timeout=2_000):
        screen.sends()

    assert screen.window.notices.texts == ("From another computer: 1 card added (“New”).",)
    assert screen.state.undo_label == "changes from another computer"


def test_an_older_copy_put_there_by_hand_is_told_with_a_way_to_the_backups(
    screen: Screen, qtbot: QtBot
) -> None:
    older = screen.folder.book.read_bytes()
    screen.state.apply("note", change_card(replace(BANK, note="mine", changed=screen.watch.now())))
    newer = screen.folder.book.read_bytes()

    with qtbot.waitSignal(screen.state.taken_in, timeout=2_000):
        screen.folder.book.write_bytes(older)

    [said] = screen.window.notices.texts
    assert said.startswith("An older copy of your cards was put in the data folder. Nothing in it is new, so")
    assert screen.folder.book.read_bytes() == newer
    [remedy] = screen.window.notices.findChildren(QPushButton, "notice_remedy_0")
    assert remedy.text() == "Backups…"
    assert screen.desk.opening.keeping is not None
    remedy.click()
    opened = screen.window.findChild(QDialog, "backups_window")
    assert opened is not None
    assert opened.isVisible()
    opened.close()
    with qtbot.assertNotEmitted(screen.state.taken_in, wait=600):
        screen.state.tick()


def test_an_older_copy_put_there_while_the_program_was_closed_is_told_at_its_start(
    tmp_path: Path, qtbot: QtBot
) -> None:
    first = Screen(tmp_path, qtbot)
    older = first.folder.book.read_bytes()
    first.state.apply("note", change_card(replace(BANK, note="mine", changed=first.watch.now())))
    first.desk.deleteLater()
    first.folder.book.write_bytes(older)

    store = FileStore(first.folder, first.watch)
    [told] = (store.take_in(), store.news())[1]

    assert told.older
    assert store.load().cards[0].note == "mine"
    assert summary(told.step, older=told.older).startswith("An older copy of your cards")


def test_ones_own_saves_are_no_news(screen: Screen, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(screen.state.taken_in, wait=800):
        screen.state.apply("change", change_card(replace(BANK, note="mine")))
    assert screen.window.notices.texts == ()


def test_the_steps_of_before_are_offered_once_the_window_stands(screen: Screen) -> None:
    assert screen.state.undo_label == "add"
    assert screen.window.window_actions.undo.isEnabled()
    assert "add" in screen.window.window_actions.undo.toolTip()


def test_a_conflict_copy_that_cannot_be_read_is_told(screen: Screen, qtbot: QtBot) -> None:
    name = "simdesk.sync-conflict-20261121-120000-ABCDEFG.json"
    with qtbot.waitSignal(screen.state.taken_in, timeout=2_000):
        (screen.folder.root / name).write_bytes(b"{")

    (text,) = screen.window.notices.texts
    assert name in text
    assert (screen.folder.root / name).exists()


def test_what_came_while_the_program_was_closed_is_told_at_its_start(tmp_path: Path, qtbot: QtBot) -> None:
    before = Screen(tmp_path, qtbot)
    before.watching.deleteLater()
    before.theirs.apply(change_card(replace(BANK, note="meanwhile", changed=MOMENT)))
    before.sends()
    store = FileStore(before.folder, before.watch)
    state = AppState(store, before.watch, store.load())
    assert state.book.cards[0].note == "meanwhile"

    with qtbot.waitSignal(state.taken_in):
        Watching(state, before.folder, before.window, before.desk)
    assert before.window.notices.texts == (f"From another computer: 1 card changed (“{BANK.label}”).",)


def test_a_folder_that_was_gone_is_watched_again(screen: Screen, qtbot: QtBot) -> None:
    away = screen.folder.root.with_name("away")
    screen.folder.root.rename(away)
    with qtbot.waitSignal(screen.state.failed, timeout=2_000):
        screen.state.tick()
    away.rename(screen.folder.root)
    screen.state.tick()

    screen.theirs.apply(change_card(replace(BANK, note="again")))
    with qtbot.waitSignal(screen.state.taken_in, timeout=2_000):
        screen.sends()
