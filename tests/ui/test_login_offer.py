"""Whoever has a card is asked once whether the program shall start with the session, and may say no."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from simdesk.storage.folder import data_folder
from simdesk.ui.desktop.autostart.entry import AutostartEntry
from simdesk.ui.desktop.autostart.offer import LoginOffer
from tests.core.making import SOFTBANK, card
from tests.core.notify_desk import known
from tests.ui.desktop_making import Screen

SOON = known(card(SOFTBANK, end="2026-11-24", id="a", label="Bank"))
QUESTION = "Shall SimDesk start when you log in? It can tell you only while it runs."


@pytest.fixture
def empty(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Screen]:
    found = Screen(qtbot, data_folder(str(tmp_path), {}), monkeypatch)
    yield found
    found.ends()


@pytest.fixture
def screen(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Screen]:
    found = Screen(qtbot, data_folder(str(tmp_path), {}), monkeypatch, SOON)
    found.opens()
    yield found
    found.ends()


def entry(screen: Screen) -> AutostartEntry:
    switch = screen.desk.opening.login_switch()
    assert switch is not None
    found = switch._autostart
    assert isinstance(found, AutostartEntry)
    return found


def presses(screen: Screen, words: str) -> None:
    (button,) = (one for one in screen.window.notices.findChildren(QPushButton) if one.text() == words)
    button.click()


def test_it_is_offered_once_and_done_only_on_the_button(screen: Screen) -> None:
    LoginOffer(screen.desk)
    assert QUESTION in screen.window.notices.texts
    assert not entry(screen).path.exists()
    presses(screen, "Start when I log in")

    assert entry(screen).standing().on
    assert any("will start when you log in" in text for text in screen.window.notices.texts)
    assert screen.preferences.settings.login_offered


def test_who_passes_it_over_is_not_asked_again(screen: Screen) -> None:
    LoginOffer(screen.desk)
    screen.window.notices.drop("login")
    screen.state.changed.emit()
    LoginOffer(screen.desk)

    assert QUESTION not in screen.window.notices.texts
    assert not entry(screen).path.exists()


def test_w12_who_has_switched_it_off_elsewhere_is_not_asked(screen: Screen) -> None:
    path = entry(screen).path
    entry(screen).turn(True)
    path.write_text(path.read_text("utf-8") + "Hidden=true\n", "utf-8")
    text = path.read_text("utf-8")
    LoginOffer(screen.desk)

    assert QUESTION not in screen.window.notices.texts
    assert path.read_text("utf-8") == text


def test_who_has_it_is_not_asked(screen: Screen) -> None:
    entry(screen).turn(True)
    LoginOffer(screen.desk)

    assert QUESTION not in screen.window.notices.texts
    assert not screen.preferences.settings.login_offered


def test_it_is_offered_with_the_first_card(empty: Screen) -> None:
    empty.opens()
    LoginOffer(empty.desk)
    assert QUESTION not in empty.window.notices.texts
    empty.state.apply("Add", lambda book: replace(book, cards=(SOON,)), SOON.id)

    assert QUESTION in empty.window.notices.texts


def test_a_refusal_is_told(screen: Screen, home: Path) -> None:
    (home / "config").write_text("in the way", "utf-8")
    LoginOffer(screen.desk)
    presses(screen, "Start when I log in")

    assert any(str(home / "config") in text for text in screen.window.notices.texts)


def test_w10_an_entry_whose_program_is_gone_is_put_right(screen: Screen) -> None:
    path = entry(screen).path
    entry(screen).turn(True)
    (program,) = (
        line.removeprefix("TryExec=")
        for line in path.read_text("utf-8").splitlines()
        if line.startswith("TryExec=")
    )
    path.write_text(path.read_text("utf-8").replace(program, "/old/simdesk"), "utf-8")
    LoginOffer(screen.desk)

    assert entry(screen).standing().on
    assert QUESTION not in screen.window.notices.texts


def test_without_a_tray_the_owner_may_have_it_go_on(screen: Screen) -> None:
    screen.preferences.change(keep_without_tray=True)
    screen.window.close()
    screen.ticks()
    screen.ticks(timedelta(minutes=30))

    assert (screen.window.isVisible(), screen.quits) == (False, [])
    screen.preferences.change(keep_running=False)
    screen.window.come_forward()
    screen.window.close()
    assert screen.quits == [True]


def test_w01_without_a_tray_and_without_that_wish_closing_ends(screen: Screen) -> None:
    screen.window.close()

    assert screen.quits == [True]


def test_a_hidden_start_without_a_tray_stays_hidden_if_the_owner_wants_that(empty: Screen) -> None:
    empty.preferences.change(keep_without_tray=True)
    empty.edge.start_in_background()
    QTest.qWait(50)
    assert not empty.window.isVisible()

    empty.preferences.change(keep_without_tray=False)
    empty.edge._look_at_tray()
    assert empty.window.isMinimized()
