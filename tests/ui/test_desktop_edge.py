"""Told in time and never out of reach: with a tray, without one, and with one that comes and goes."""

import os
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QDeadlineTimer, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QSystemTrayIcon, QWidget
from pytestqt.qtbot import QtBot

from simdesk.domain.book import Book
from simdesk.domain.terms import Status
from simdesk.storage.folder import DataFolder
from simdesk.storage.ledger_file import load_ledger
from simdesk.ui.desktop import edge
from simdesk.ui.desktop.buses import Buses
from simdesk.ui.desktop.edge import HIDDEN, SELDOM
from simdesk.ui.desktop.instance import Request
from simdesk.ui.desktop.jumps import JumpKind
from simdesk.ui.desktop.tray import Tray
from simdesk.ui.minute import Minute
from simdesk.wording.coming import next_words
from tests.core.making import POVO, SOFTBANK, card, renewal
from tests.core.notify_desk import NOON, cards, days
from tests.core.store_samples import DEVICE
from tests.ui.desktop_making import Screen, messages

# The offscreen platform has no tray of its own, and says so of each icon.
pytestmark = pytest.mark.qt_log_ignore("systemTrayWindowChanged")

FAR = card(SOFTBANK, end="2027-10-15", id="far", label="Far & away", carrier="softbank")
GOES_ON = "SimDesk keeps running"


@pytest.fixture
def screen(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Screen]:
    """A window with a card that has three days left and one that has time."""
    found = Screen(qtbot, DataFolder(tmp_path / "book", DEVICE), monkeypatch, *cards(1), FAR)
    yield found
    found.ends()


@pytest.fixture
def bus_of_nobody(screen: Screen) -> Buses:
    """What the edge hears on the buses of the desktop, of which there is none here."""
    screen.edge._listen_to_buses()
    assert screen.edge._buses is not None
    assert not screen.edge.wakes
    return screen.edge._buses


def dialogs() -> list[str]:
    shown = [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]
    return [one.objectName() for one in shown]


def shown_buttons(screen: Screen) -> dict[str, QPushButton]:
    buttons = screen.window.findChildren(QPushButton)
    return {button.objectName(): button for button in buttons if button.isVisible()}


# --- told


def test_what_is_due_is_told_after_the_start_and_once(screen: Screen) -> None:
    assert screen.service.shown == []
    screen.opens()
    screen.edge.start()
    screen.ticks()
    screen.ticks()

    assert screen.service.titles == ["Card 00: 3 days left"]


def test_r02_r03_a_jump_of_the_clock_is_followed_at_the_next_minute(screen: Screen) -> None:
    screen.opens()

    screen.ticks(timedelta(days=2, hours=9))
    screen.ticks(timedelta(hours=-9))
    screen.ticks(timedelta(hours=9))

    assert screen.service.titles == ["Card 00: 3 days left", "Card 00: 1 day left"]


def test_r04_a_service_that_comes_back_is_told_then(screen: Screen) -> None:
    screen.service.there = False
    screen.opens()
    screen.ticks()
    assert screen.service.shown == []

    screen.service.there = True
    screen.ticks()
    screen.ticks()
    assert screen.service.titles == ["Card 00: 3 days left"]


def test_a_card_added_today_is_told_within_a_minute(screen: Screen) -> None:
    screen.opens()
    new = card(SOFTBANK, end="2026-11-22", id="new", label="New")
    screen.store.book = replace(screen.store.book, cards=(*screen.store.book.cards, new), revision=9)

    screen.ticks()

    assert screen.service.titles[-1] == "New: 1 day left"


def test_a_click_shows_the_card_and_brings_the_window(screen: Screen) -> None:
    screen.opens()
    screen.window.cards.choose("far")
    screen.window.showMinimized()
    screen.service.is_answered(1, "default")

    screen.qtbot.waitUntil(lambda: screen.window.cards.card_id == "c0")
    assert screen.window.isVisible()
    assert not screen.window.isMinimized()


@pytest.mark.parametrize(("platform", "seen"), [("wayland", "token-7"), ("xcb", None)])
def test_the_leave_to_come_forward_is_put_where_qt_looks_for_it(
    platform: str, seen: str | None, screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: platform)
    screen.opens()
    screen.window.cards.choose("far")
    screen.service.is_answered(1, "default", "token-7")

    screen.qtbot.waitUntil(lambda: screen.window.cards.card_id == "c0")
    assert os.environ.pop("XDG_ACTIVATION_TOKEN", None) == seen


def test_renew_opens_the_wizard_at_that_card(screen: Screen) -> None:
    screen.opens()
    with screen.qtbot.waitSignal(screen.window.cards.renew_asked) as asked:
        screen.service.is_answered(1, "renew")

    assert asked.args == ["c0"]


def test_i_did_it_logs_with_a_second_click(screen: Screen) -> None:
    screen.opens()
    screen.service.is_answered(1, "did_it")
    screen.qtbot.waitUntil(lambda: "strip_agree" in shown_buttons(screen))
    assert not screen.state.book.renewals

    shown_buttons(screen)["strip_agree"].click()

    (logged,) = screen.state.book.renewals
    assert (logged.card_id, logged.paid_on, logged.status) == ("c0", NOON.date(), Status.VERIFIED)


def test_it_arrived_verifies(screen: Screen) -> None:
    paid = renewal("2026-11-20", card_id="c0", status=Status.PAID)
    screen.store.book = replace(screen.store.book, renewals=(paid,), revision=9)
    screen.state.tick()
    screen.opens()
    screen.service.is_answered(1, "arrived")

    screen.qtbot.waitUntil(lambda: screen.state.book.renewals[0].status is Status.VERIFIED)
    screen.ticks()
    assert screen.service.closed == [1]


def test_a_snoozed_reminder_comes_the_next_day(screen: Screen) -> None:
    screen.opens()
    screen.service.is_answered(1, "snooze")
    screen.qtbot.waitUntil(lambda: screen.service.closed == [1])
    assert load_ledger(screen.desk.folder).value.entries[0].snoozed_until == NOON + days(1)

    screen.ticks(days(0.9))
    assert len(screen.service.shown) == 1
    screen.ticks(days(0.1))
    assert screen.service.titles[1:] == ["Card 00: 2 days left"]


def test_a_summary_opens_the_list(screen: Screen) -> None:
    screen.store.book = Book(cards=cards(6), revision=9)
    screen.state.tick()
    screen.opens()
    screen.window.show_log()
    screen.service.is_answered(1, "default")

    screen.qtbot.waitUntil(screen.window.cards.isVisible)
    assert screen.service.titles == ["6 cards need you"]


@pytest.mark.parametrize("action", ["", "nonsense"])
def test_an_answer_that_asks_for_nothing_does_nothing(screen: Screen, action: str) -> None:
    screen.opens()
    screen.window.cards.choose("far")
    screen.service.is_answered(1, action)

    screen.qtbot.waitUntil(lambda: not screen.service.coming)
    assert screen.window.cards.card_id == "far"


def test_a_service_that_went_is_listened_to_no_more(screen: Screen) -> None:
    screen.opens()
    screen.service.there = False
    screen.ticks(days(2))
    screen.service.there = True
    screen.ticks()
    screen.window.cards.choose("far")
    screen.service.is_answered(2, "default")

    screen.qtbot.waitUntil(lambda: screen.window.cards.card_id == "c0")


# --- told beside the icon


def test_where_no_service_takes_notes_they_are_shown_beside_the_icon(
    screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = messages(monkeypatch)
    screen.service.there, screen.has_tray = False, True
    screen.opens()
    screen.ticks()

    ((title, body, *_),) = shown
    assert title == "Card 00: 3 days left"
    assert body.splitlines()[-1] == "Open SimDesk to renew it or to say that it is done."

    screen.window.cards.choose("far")
    icon = screen.edge.tray._icon
    assert icon is not None
    icon.messageClicked.emit()
    assert screen.window.cards.card_id == "c0"


def test_for_what_nobody_takes_a_tray_is_looked_for(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = messages(monkeypatch)
    screen.service.there = False
    screen.opens()
    screen.has_tray = True
    screen.ticks()

    assert [title for title, *_ in shown] == ["Card 00: 3 days left"]


def test_messages_beside_the_icon_wait_for_one_another(
    screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = messages(monkeypatch)
    screen.service.there, screen.has_tray = False, True
    screen.store.book = Book(cards=cards(2), revision=9)
    screen.state.tick()
    screen.opens()
    assert [title for title, *_ in shown] == ["Card 00: 3 days left"]

    screen.edge.tray._message_ends = QDeadlineTimer(0)
    screen.ticks()
    screen.edge.tray._message_ends = QDeadlineTimer(0)
    screen.ticks()
    assert [title for title, *_ in shown] == ["Card 00: 3 days left", "Card 01: 3 days left"]


def test_an_icon_without_a_place_on_the_screen_takes_no_message(
    screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = messages(monkeypatch, placed=False)
    screen.service.there, screen.has_tray = False, True
    screen.opens()

    assert shown == []
    assert [one.delivered for one in load_ledger(screen.desk.folder).value.entries] == [None]


@pytest.mark.parametrize("there", [True, False], ids=["delivered", "nobody takes it"])
def test_hours_in_which_nothing_changes_write_nothing(screen: Screen, *, there: bool) -> None:
    screen.service.there = there
    screen.opens()
    screen.ticks()
    root = screen.desk.folder.root
    before = {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in root.rglob("*")}
    for _ in range(120):
        screen.ticks()

    assert before
    assert {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in root.rglob("*")} == before


# --- within reach


def test_w01_without_a_tray_closing_ends_the_program(screen: Screen) -> None:
    screen.opens()
    screen.window.close()

    assert screen.quits == [True]
    assert screen.window.isVisible()


def test_with_a_tray_closing_hides_and_says_so_once(screen: Screen) -> None:
    screen.has_tray = True
    screen.opens()
    for _ in range(2):
        screen.window.close()
        assert not screen.window.isVisible()
        screen.edge.tray.opened.emit()
        assert screen.window.isVisible()

    assert screen.quits == []
    assert screen.service.titles.count(GOES_ON) == 1


def test_where_no_service_says_that_it_goes_on_the_window_does(screen: Screen) -> None:
    screen.has_tray, screen.service.there = True, False
    screen.opens()
    screen.window.close()
    screen.edge.tray.opened.emit()

    assert [text for text in screen.window.notices.texts if "Ctrl+Q" in text] != []


def test_w05_who_does_not_want_it_to_go_on_ends_it_by_closing(screen: Screen) -> None:
    screen.has_tray = True
    screen.preferences.change(keep_running=False)
    screen.opens()
    screen.window.close()

    assert screen.quits == [True]


def test_w02_a_tray_that_comes_later_gets_an_icon_then(screen: Screen) -> None:
    screen.opens()
    assert not screen.edge.tray.is_there
    screen.has_tray = True
    for _ in range(SELDOM):
        screen.ticks()

    assert screen.edge.tray.is_there


def test_w02_while_the_session_begins_a_tray_is_looked_for_again_and_again(
    screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(edge, "SOON", (10, 20, 30))
    screen.edge._soon = iter(edge.SOON)
    screen.opens()
    assert not screen.edge.tray.is_there
    screen.has_tray = True

    screen.qtbot.waitUntil(lambda: screen.edge.tray.is_there)
    assert screen.service.titles == ["Card 00: 3 days left"]


def test_w02_a_session_of_a_minute_is_long_enough_for_a_tray() -> None:
    looks = [sum(edge.SOON[: place + 1]) for place in range(len(edge.SOON))]

    assert any(25_000 <= look <= 30_000 for look in looks)
    assert looks[-1] <= 40_000, "later every wake-up counts"


@pytest.mark.parametrize("came", [True, False])
def test_w02_w03_a_tray_that_was_told_of_is_looked_for(
    screen: Screen, monkeypatch: pytest.MonkeyPatch, *, came: bool
) -> None:
    monkeypatch.setattr(edge, "_CAME", 10)
    monkeypatch.setattr(edge, "_WENT", 10)
    screen.has_tray = not came
    screen.opens()
    screen.window.close() if not came else screen.window.hide()
    screen.has_tray = came
    screen.edge._expect_tray(came)

    screen.qtbot.waitUntil(lambda: screen.edge.tray.is_there is came)
    assert screen.window.isVisible() is not came


def test_r04_a_service_that_comes_is_told_at_once(screen: Screen, bus_of_nobody: Buses) -> None:
    screen.service.there = False
    screen.opens()
    screen.service.there = True
    bus_of_nobody.service_came.emit()

    assert screen.service.titles == ["Card 00: 3 days left"]


def test_r02_waking_up_looks_at_the_clock(screen: Screen, bus_of_nobody: Buses) -> None:
    screen.opens()
    screen.clock.moment += timedelta(days=2)
    bus_of_nobody.woke.emit()

    assert screen.service.titles == ["Card 00: 3 days left", "Card 00: 1 day left"]
    assert screen.edge.last_look == screen.clock.moment


def test_r03_another_time_zone_tells_nothing_twice_and_leaves_nothing_out(screen: Screen) -> None:
    screen.opens()
    for zone in ("Pacific/Auckland", "America/Los_Angeles", "Asia/Shanghai", "UTC", "Asia/Tokyo"):
        screen.clock.moment = screen.clock.moment.astimezone(ZoneInfo(zone))
        screen.ticks()

    assert screen.service.titles == ["Card 00: 3 days left"]
    assert {jump.kind for jump in screen.edge.jumps.seen} >= {JumpKind.ZONE}


@pytest.mark.parametrize("end", ["2027-05-20", "2036-11-18"], ids=["180 days ahead", "3650 days ahead"])
def test_r05_however_far_the_day_no_timer_runs_longer_than_an_hour(screen: Screen, end: str) -> None:
    screen.store.book = Book(cards=cards(1, end), revision=9)
    screen.state.tick()
    minute = Minute(screen.clock, screen.window)
    screen.opens()
    screen.ticks()

    timers = [*screen.desk.findChildren(QTimer), *screen.window.findChildren(QTimer)]
    assert any(timer.isActive() for timer in minute.findChildren(QTimer))
    assert [timer.interval() for timer in timers if timer.interval() > 3_600_000] == []
    assert screen.service.titles == []
    left = (date.fromisoformat(end) - NOON.date()).days
    assert screen.window.cards.card_id is not None
    assert f"{left} days left" in next_words(screen.state.rows())


def test_closing_looks_for_a_tray_that_came_a_moment_ago(screen: Screen) -> None:
    screen.opens()
    screen.has_tray = True
    screen.window.close()

    assert screen.quits == []
    assert not screen.window.isVisible()


def test_an_idle_window_seldom_asks_for_a_tray(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: asked.append(True))
    screen.opens()
    for _ in range(3 * SELDOM):
        screen.ticks()

    assert len(asked) == 1 + 3


def test_w03_a_tray_that_goes_and_comes_back_has_its_icon_again(screen: Screen) -> None:
    screen.has_tray = True
    screen.opens()
    screen.window.close()
    screen.has_tray = False
    for _ in range(HIDDEN):
        screen.ticks()
    assert not screen.edge.tray.is_there
    assert screen.window.isMinimized()

    screen.has_tray = True
    for _ in range(SELDOM):
        screen.ticks()
    assert (screen.edge.tray.is_there, screen.window.isVisible()) == (True, False)
    screen.edge.tray.opened.emit()
    assert (screen.window.isVisible(), screen.window.isMinimized()) == (True, False)


def test_in_the_background_nothing_is_shown_where_there_is_a_tray(screen: Screen) -> None:
    screen.has_tray = True
    screen.edge.start_in_background()

    screen.qtbot.waitUntil(lambda: screen.service.titles == ["Card 00: 3 days left"])
    assert not screen.window.isVisible()
    assert screen.edge.tray.is_there


def test_w01_in_the_background_without_a_tray_the_window_is_minimised(screen: Screen) -> None:
    screen.edge.start_in_background()

    screen.qtbot.waitUntil(lambda: screen.service.titles == ["Card 00: 3 days left"])
    assert screen.window.isMinimized()
    screen.has_tray = True
    screen.ticks()
    assert not screen.window.isVisible()


def test_a_window_that_was_looked_at_is_not_hidden_by_a_tray_that_comes(screen: Screen) -> None:
    screen.edge.start_in_background()
    screen.edge.fulfil(Request())
    screen.window.showMinimized()
    screen.has_tray = True
    screen.ticks()

    assert screen.window.isVisible()


def test_w05_closing_another_window_while_hidden_ends_nothing(screen: Screen) -> None:
    screen.has_tray = True
    screen.opens()
    screen.window.close()
    other = QWidget()
    other.show()
    other.close()
    screen.ticks()

    assert screen.quits == []
    assert not screen.window.isVisible()


def test_w05_a_tray_that_goes_ends_nothing(screen: Screen) -> None:
    screen.has_tray = True
    screen.opens()
    screen.edge.tray.take_away()
    screen.has_tray = False
    for _ in range(SELDOM):
        screen.ticks()

    assert screen.quits == []
    assert screen.window.isVisible()


@pytest.mark.parametrize("before", ["hidden", "minimised", "behind"])
@pytest.mark.parametrize("by", ["icon", "menu", "second start", "notification"])
def test_w04_one_activation_is_enough(screen: Screen, before: str, by: str) -> None:
    screen.has_tray = True
    screen.opens()
    other = QWidget()
    match before:
        case "hidden":
            screen.window.close()
        case "minimised":
            screen.window.showMinimized()
        case _:
            other.show()
            other.activateWindow()
    icon = screen.edge.tray._icon
    assert icon is not None
    match by:
        case "icon":
            icon.activated.emit(icon.ActivationReason.Trigger)
        case "menu":
            screen.chooses("Open SimDesk")
        case "second start":
            screen.edge.fulfil(Request())
        case _:
            screen.service.is_answered(1, "default")

    # The offscreen platform does not activate what was hidden; the e2e tests see that.
    window, active = screen.window, before != "hidden"
    screen.qtbot.waitUntil(lambda: window.isVisible() and not window.isMinimized())
    screen.qtbot.waitUntil(lambda: window.isActiveWindow() or not active)
    other.close()


# --- the menu


def test_the_menu_says_what_is_next_and_follows(screen: Screen) -> None:
    screen.has_tray = True
    screen.opens()
    assert screen.lines() == [
        "Open SimDesk",
        "1 reminder…",
        "Card 00: 3 days left",
        "Far && away: 328 days left",
        "Renew…",
        "Quit",
    ]
    icon = screen.edge.tray._icon
    assert icon is not None
    assert icon.toolTip() == "1 reminder\nNext: Card 00, 3 days left"
    assert not icon.icon().isNull()

    screen.ticks(days(1))
    assert screen.lines()[2] == "Card 00: 2 days left"


def test_the_icon_says_what_the_window_says_of_a_number_that_may_be_lost(screen: Screen) -> None:
    screen.has_tray = True
    screen.store.book = Book(cards=(card(POVO, base="2026-03-01", label="Line"),), revision=9)
    screen.opens()
    screen.state.tick()

    icon = screen.edge.tray._icon
    assert icon is not None
    assert icon.toolTip().endswith("Line: May be lost since 28 Sep: try it")


def test_the_menu_speaks_the_language_of_the_window(screen: Screen) -> None:
    screen.has_tray = True
    screen.opens()
    before = screen.lines()
    screen.speech.use("ja")

    assert len(screen.lines()) == len(before)
    assert screen.lines()[-1] != before[-1]


def test_the_menu_shows_no_more_than_fits(screen: Screen) -> None:
    screen.has_tray = True
    screen.store.book = Book(cards=cards(9), revision=9)
    screen.opens()
    screen.state.tick()

    assert len(screen.lines()) == 4 + 5


def test_the_menu_of_an_empty_book(screen: Screen) -> None:
    screen.has_tray = True
    screen.store.book = Book(revision=9)
    screen.opens()
    screen.state.tick()

    assert screen.lines() == ["Open SimDesk", "Quit"]


def test_each_line_does_what_it_says(screen: Screen) -> None:
    screen.has_tray = True
    screen.opens()
    screen.chooses("Far && away: 328 days left")
    assert screen.window.cards.card_id == "far"
    with screen.qtbot.waitSignal(screen.window.cards.renew_asked) as asked:
        screen.chooses("Renew…")
    assert asked.args == ["c0"]
    screen.window.close()
    screen.chooses("Open SimDesk")
    assert screen.window.isVisible()
    screen.chooses("Quit")
    assert screen.quits == [True]


def test_a_click_on_the_icon_opens_and_one_for_the_menu_does_not(screen: Screen) -> None:
    screen.has_tray = True
    screen.opens()
    icon = screen.edge.tray._icon
    assert icon is not None
    screen.window.close()

    icon.activated.emit(icon.ActivationReason.Context)
    assert not screen.window.isVisible()
    icon.activated.emit(icon.ActivationReason.Trigger)
    assert screen.window.isVisible()


def test_at_the_end_the_icon_is_gone(screen: Screen) -> None:
    screen.has_tray = True
    screen.opens()
    tray: Tray = screen.edge.tray
    screen.edge.close()

    assert not tray.is_there


def test_w05_quitting_asks_once_about_what_is_typed_and_keeps_a_draft(screen: Screen) -> None:
    screen.has_tray = True
    screen.opens()
    screen.edge.fulfil(Request("add"))
    (form,) = [one for one in QApplication.topLevelWidgets() if one.objectName() == "card_dialog"]
    label = form.findChild(QLineEdit, "card_label")
    assert label is not None
    label.setText("Half typed")
    assert screen.window.window_actions.quit in form.actions()

    screen.chooses("Quit")
    assert (screen.quits, form.isVisible()) == ([], True)
    screen.chooses("Quit")
    assert (screen.quits, form.isVisible()) == ([True], False)


# --- what a second start wants


def test_a_second_start_raises(screen: Screen) -> None:
    screen.has_tray = True
    screen.opens()
    screen.window.close()
    screen.edge.fulfil(Request())

    assert screen.window.isVisible()


def test_a_second_start_adds(screen: Screen) -> None:
    screen.opens()
    screen.edge.fulfil(Request("add"))

    assert dialogs() == ["card_dialog"]


def test_a_second_start_renews(screen: Screen) -> None:
    screen.opens()
    with screen.qtbot.waitSignal(screen.window.cards.renew_asked) as asked:
        screen.edge.fulfil(Request("renew", "far"))
    assert asked.args == ["far"]


def test_a_command_has_it_look_without_coming_forward(screen: Screen) -> None:
    screen.service.there = False
    screen.opens()
    screen.window.showMinimized()
    screen.service.there = True
    screen.edge.fulfil(Request("look"))

    assert screen.service.titles == ["Card 00: 3 days left"]
    assert screen.window.isMinimized()


def test_a_card_that_is_gone_only_raises(screen: Screen) -> None:
    screen.opens()
    screen.window.show_log()
    with screen.qtbot.assertNotEmitted(screen.window.cards.renew_asked):
        screen.edge.fulfil(Request("renew", "gone"))
    assert screen.window.cards.isVisible()
