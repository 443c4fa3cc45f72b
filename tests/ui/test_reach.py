"""Will it reach me? Whatever is broken on a reminder's way, the page names it and says what to do."""

import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from simdesk.domain.book import Book
from simdesk.errors import KeyringFailed, KeyringTrouble, ServerFailed, ServerTrouble
from simdesk.notify.service import ServiceState
from simdesk.reminders.calendar_server import ServerState
from simdesk.storage import keyring
from simdesk.storage.folder import DataFolder
from simdesk.storage.keyring import KeyringState
from simdesk.storage.ledger_file import load_ledger
from simdesk.storage.settings import CalendarServer
from simdesk.ui.desktop.autostart import here
from simdesk.ui.desktop.autostart.standing import Standing, Starts
from simdesk.ui.desktop.jumps import Jump, JumpKind
from simdesk.ui.inbox.inbox_dialog import InboxDialog
from simdesk.ui.reach.line import Verdict
from simdesk.ui.reach.line_box import verdict_words
from simdesk.ui.reach.reach_dialog import ReachDialog
from simdesk.ui.settings.dialog import SettingsDialog
from tests.core.making import SOFTBANK, card
from tests.core.notify_desk import NOON, days
from tests.core.store_samples import DEVICE
from tests.ui.desktop_making import Screen, messages

# The offscreen platform has no tray of its own, and says so of each icon.
pytestmark = pytest.mark.qt_log_ignore("systemTrayWindowChanged")

BANK = card(SOFTBANK, end="2026-12-24", id="bank", label="Bank codes")
WORKING = Standing(on=True, starts=Starts.THIS, command=(sys.executable, "-m", "simdesk", "--background"))
ALL = frozenset({"actions", "body", "body-markup", "persistence"})


class Login:
    """A way to start with the session that the test makes up."""

    waits = False

    def __init__(self) -> None:
        self.holds = WORKING

    def standing(self) -> Standing:
        return self.holds

    def turn(self, on: bool) -> Standing:
        self.holds = WORKING if on else Standing(on=False)
        return self.holds

    def mend(self) -> bool:
        return False

    def keep_background(self) -> None:
        """Do nothing: nobody has to be told."""


class Proving:
    """Somebody with everything in order, who opens the page."""

    def __init__(self, qtbot: QtBot, folder: DataFolder, patch: pytest.MonkeyPatch) -> None:
        self.patch, self.folder, self.login = patch, folder, Login()
        self.vault = KeyringState(there=True, name="Test Keyring")
        patch.setattr(here, "autostart_here", lambda *_: self.login)
        patch.setattr(keyring, "look", lambda: self.vault)
        self.screen = Screen(qtbot, folder, patch, BANK)
        self.screen.has_tray = True
        self.service = ServiceState(there=True, capabilities=ALL, name="dunst")
        patch.setattr(self.screen.service, "state", lambda: self.service, raising=False)

    def opens(self) -> "Proving":
        """Open the page, and wait for what takes its time."""
        if not self.screen.window.isVisible():
            self.screen.opens()
        self.screen.window.window_actions.reach.trigger()
        self.screen.qtbot.waitUntil(self.dialog.isVisible)
        self.screen.qtbot.waitUntil(lambda: "…" not in self.found("login") + self.found("keyring"))
        return self

    @property
    def dialog(self) -> ReachDialog:
        found = self.screen.window.findChild(ReachDialog, "reach_dialog")
        assert isinstance(found, ReachDialog)
        return found

    def text(self, name: str) -> str:
        label = self.dialog.findChild(QLabel, f"reach_{name}")
        return label.text() if isinstance(label, QLabel) else ""

    def verdict(self, line: str) -> Verdict:
        said = self.text(f"verdict_{line}")
        return next(one for one in Verdict if verdict_words(one) == said)

    def found(self, line: str) -> str:
        return self.text(f"found_{line}")

    def todo(self, line: str) -> str:
        return self.text(f"todo_{line}")

    def headline(self) -> str:
        return self.dialog.head.findChildren(QLabel)[-1].text()

    def presses(self, name: str) -> None:
        button = self.dialog.findChild(QPushButton, f"reach_{name}")
        assert isinstance(button, QPushButton), name
        assert button.isVisible()
        button.click()


@pytest.fixture
def proving(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Proving]:
    found = Proving(qtbot, DataFolder(tmp_path / "book", DEVICE), monkeypatch)
    yield found
    found.screen.ends()


LINES = ("service", "tray", "login", "look", "told", "clock", "ahead", "file", "server", "keyring")


def test_where_all_is_in_order_it_says_so_line_by_line(proving: Proving) -> None:
    proving.opens()

    assert {line: proving.verdict(line) for line in LINES} == dict.fromkeys(LINES, Verdict.GOOD) | {
        "file": Verdict.OFF,
        "server": Verdict.OFF,
    }
    assert proving.headline() == "Nothing that SimDesk can see keeps reminders from you."
    assert proving.found("service").startswith(
        "dunst takes them. It can: text, buttons, keeping them until you look."
    )
    assert proving.found("login").splitlines()[1].startswith(f"It starts: {sys.executable}")
    assert proving.found("login").splitlines()[2].startswith("It was tried just now and answered: simdesk ")
    assert proving.found("look") == "SimDesk looked today 12:00, and looks every minute."
    assert proving.found("clock") == "It is Sat 21 Nov 2026, 12:00.\nNo jump was seen since the start."
    assert proving.found("keyring").startswith("Test Keyring is there.")
    assert proving.text("looked") == "As of today 12:00"


def test_the_next_five_reminders_stand_with_day_and_hour(proving: Proving) -> None:
    proving.opens()

    whens = [proving.text(f"when_{place}") for place in range(1, 7)]
    whats = [proving.text(f"what_{place}") for place in range(1, 7)]
    assert whens[:2] == ["Tue 24 Nov 10:00", "Thu 10 Dec 10:00"]
    assert whats[:2] == ["Bank codes: 30 days left", "Bank codes: 14 days left"]
    assert all(whens[:5])
    assert whens[5] == ""
    assert "The next reminder: Tue 24 Nov 10:00." in proving.found("ahead")


# --- each precondition broken in turn


def no_service(proving: Proving) -> None:
    proving.service = ServiceState(there=False, reason="nobody has that name")


def hanging_service(proving: Proving) -> None:
    proving.service = ServiceState(there=True, hangs=True, reason="it does not answer")


def no_tray(proving: Proving) -> None:
    proving.screen.has_tray = False


def ends_with_its_window(proving: Proving) -> None:
    proving.screen.preferences.change(keep_running=False)


def no_login(proving: Proving) -> None:
    proving.login.holds = Standing(on=False, place="/home/a/.config/autostart/x.desktop")


def login_switched_off(proving: Proving) -> None:
    proving.login.holds = replace(WORKING, on=False, switched_off=True, place="x.desktop")


def another_program(proving: Proving) -> None:
    proving.login.holds = Standing(on=True, starts=Starts.ANOTHER, command=("/opt/other",))


def another_folder(proving: Proving) -> None:
    proving.login.holds = Standing(on=True, starts=Starts.ANOTHER_FOLDER, command=("simdesk", "--data-dir"))


def gone_program(proving: Proving) -> None:
    proving.login.holds = Standing(on=False, starts=Starts.GONE, command=("/gone/simdesk",))


def unreadable_entry(proving: Proving) -> None:
    proving.login.holds = Standing(on=None, place="x.desktop", reason="Permission denied")


def program_that_fails(proving: Proving) -> None:
    proving.login.holds = replace(WORKING, command=("/bin/false", "--background"))


def no_look(proving: Proving) -> None:
    proving.screen.opens()
    proving.screen.clock.moment += timedelta(minutes=30)


def clock_that_is_behind(proving: Proving) -> None:
    ahead = replace(BANK, changed=(NOON + days(400)).astimezone(UTC))
    proving.screen.store.book = Book(cards=(ahead,), revision=9)
    proving.screen.state.tick()


def clock_that_was_set(proving: Proving) -> None:
    jump = Jump(NOON, timedelta(days=-30), JumpKind.SET)
    proving.screen.edge.jumps.seen = (jump,)


def nobody_takes_it(proving: Proving) -> None:
    proving.screen.has_tray = proving.screen.service.there = False
    proving.screen.opens()
    proving.screen.ticks(days(3))


def ledger_that_is_damaged(proving: Proving) -> None:
    proving.folder.ledger.parent.mkdir(parents=True, exist_ok=True)
    proving.folder.ledger.write_text("{", "utf-8")


def no_card(proving: Proving) -> None:
    proving.screen.store.book = Book(revision=9)
    proving.screen.state.tick()


def keyring_that_is_absent(proving: Proving) -> None:
    proving.vault = KeyringState(there=False, trouble=KeyringTrouble.ABSENT, reason="no such service")


def keyring_that_is_silent(proving: Proving) -> None:
    proving.vault = KeyringState(there=False, trouble=KeyringTrouble.LATE)


def keyring_that_is_locked(proving: Proving) -> None:
    proving.vault = KeyringState(there=False, trouble=KeyringTrouble.LOCKED)


def calendar_file_without_a_place(proving: Proving) -> None:
    proving.screen.desk.follow_calendar()
    proving.screen.preferences.change(calendar_file="/nowhere/that/is/simdesk.ics")
    live = proving.screen.desk.live_calendar
    assert live is not None
    live.look()


BROKEN: tuple[tuple[Callable[[Proving], None], str, Verdict, str, str], ...] = (
    (no_service, "service", Verdict.BAD, "No notification service answers.", "Start your desktop's"),
    (no_service, "service", Verdict.BAD, "nobody has that name", "look again"),
    (hanging_service, "service", Verdict.BAD, "does not answer", "Log out and in again"),
    (no_tray, "tray", Verdict.BAD, "no tray", "Minimise the window"),
    (ends_with_its_window, "tray", Verdict.BAD, "SimDesk ends with its window", "Let it keep running"),
    (no_login, "login", Verdict.BAD, "does not start when you log in", "Let SimDesk start"),
    (login_switched_off, "login", Verdict.BAD, "switched off", "Let SimDesk start"),
    (another_program, "login", Verdict.BAD, "/opt/other", "Let this SimDesk be started instead"),
    (another_folder, "login", Verdict.BAD, "other data", "Let this SimDesk be started instead"),
    (gone_program, "login", Verdict.BAD, "/gone/simdesk", "Let this SimDesk be started instead"),
    (unreadable_entry, "login", Verdict.UNKNOWN, "Permission denied", "Make that file readable"),
    (program_that_fails, "login", Verdict.BAD, "failed", "Install SimDesk anew"),
    (no_look, "look", Verdict.BAD, "looked last today 12:00", "start it again"),
    (clock_that_is_behind, "clock", Verdict.BAD, "has not come yet", "Put the clock"),
    (clock_that_was_set, "clock", Verdict.UNKNOWN, "set back by 30 days", "Is that the right date?"),
    (nobody_takes_it, "told", Verdict.BAD, "Nobody took 1 reminder", "stays in the list"),
    (ledger_that_is_damaged, "told", Verdict.BAD, "ledger.json", "Check the disk"),
    (no_card, "ahead", Verdict.BAD, "watching no card", "Add a card"),
    (keyring_that_is_absent, "keyring", Verdict.OFF, "no such service", "Start GNOME Keyring"),
    (keyring_that_is_silent, "keyring", Verdict.OFF, "does not answer", "Look for a window"),
    (keyring_that_is_locked, "keyring", Verdict.OFF, "locked", "Unlock it"),
    (calendar_file_without_a_place, "file", Verdict.BAD, "/nowhere/that/is", "Choose a place"),
)


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: f"{case[1]}-{case[0].__name__}")
def test_what_is_broken_is_named_with_what_to_do(
    proving: Proving, case: tuple[Callable[[Proving], None], str, Verdict, str, str]
) -> None:
    breaks, line, verdict, found, todo = case
    breaks(proving)
    proving.opens()

    assert proving.verdict(line) is verdict, proving.found(line)
    assert found in proving.found(line)
    assert todo in proving.todo(line)
    name = proving.text(f"name_{line}")
    assert (name in proving.headline()) == (verdict is Verdict.BAD)
    box = proving.dialog.findChild(QLabel, f"reach_name_{line}")
    panel = None if box is None else box.parentWidget()
    assert panel is not None
    spoken = QAccessible.queryAccessibleInterface(panel).text(QAccessible.Text.Name)
    assert spoken.startswith(f"{name}, {verdict_words(verdict)}, ")


SERVER = CalendarServer(address="https://a.example", user="a", calendar="https://a.example/b", name="Mine")


@pytest.mark.parametrize(
    ("state", "verdict", "found"),
    [
        (ServerState(), Verdict.UNKNOWN, "Not looked at yet: Mine"),
        (ServerState(busy=True, done=3, total=20), Verdict.UNKNOWN, "Sending 3 of 20 deadlines …"),
        (ServerState(succeeded=NOON), Verdict.GOOD, "As it should be today 12:00: Mine"),
        (
            ServerState(succeeded=NOON - days(2), problem=ServerFailed(ServerTrouble.PASSWORD, "a.example")),
            Verdict.BAD,
            "It was last as it should be Thu 19 Nov 12:00.",
        ),
        (
            ServerState(problem=KeyringFailed(KeyringTrouble.LOCKED)),
            Verdict.BAD,
            "It never was as it should be since the start.",
        ),
    ],
)
def test_a_calendar_on_a_server_says_how_it_stands(
    proving: Proving, state: ServerState, verdict: Verdict, found: str
) -> None:
    proving.screen.preferences.change(calendar_server=SERVER)
    server = proving.screen.desk.server_calendar()
    server._soon.stop()  # nothing is to be sent from here
    server.state = state
    proving.opens()

    assert proving.verdict("server") is verdict
    assert found in proving.found("server")
    assert bool(proving.todo("server")) == (verdict is Verdict.BAD)


def test_the_words_of_the_system_have_a_line_of_their_own(proving: Proving) -> None:
    """They come without a full stop, so nothing may follow them on their line."""
    keyring_that_is_absent(proving)
    proving.opens()

    first, *others = proving.found("keyring").splitlines()
    assert first.endswith("Nothing needs it now; a calendar on your server would.")
    assert others == ["The system says: no such service"]


def test_a_keyring_that_is_needed_stands_in_the_way(proving: Proving) -> None:
    keyring_that_is_absent(proving)
    proving.screen.preferences.change(calendar_server=SERVER)
    proving.opens()

    assert proving.verdict("keyring") is Verdict.BAD


def test_what_stands_in_for_a_service_is_named(proving: Proving) -> None:
    no_service(proving)
    proving.opens()
    assert "Messages beside the icon in the tray stand in" in proving.found("service")

    proving.screen.has_tray = False
    proving.presses("again")
    assert "only in the list in this window" in proving.found("service")


def test_what_a_service_cannot_do_is_said(proving: Proving) -> None:
    proving.service = ServiceState(there=True, capabilities=frozenset({"body"}), name="plain")
    proving.opens()
    assert "It cannot: buttons, keeping them until you look." in proving.found("service")


@pytest.mark.parametrize("has_tray", [True, False])
def test_r19_where_the_system_has_messages_of_its_own_the_icon_is_needed(
    proving: Proving, has_tray: bool
) -> None:
    proving.patch.setattr(proving.screen.edge.notices, "service_state", lambda: None)
    proving.screen.has_tray = has_tray
    proving.opens()
    assert proving.verdict("service") is (Verdict.GOOD if has_tray else Verdict.BAD)
    assert bool(proving.todo("service")) != has_tray


def test_no_tray_is_fine_where_the_owner_wants_it_so(proving: Proving) -> None:
    proving.screen.has_tray = False
    proving.screen.preferences.change(keep_without_tray=True)
    proving.opens()
    assert proving.verdict("tray") is Verdict.GOOD
    assert "start SimDesk again to see the window" in proving.found("tray")


def test_quiet_hours_are_said_where_they_are(proving: Proving) -> None:
    proving.screen.preferences.change(quiet_from="11:00", quiet_until="13:30")
    proving.opens()
    assert proving.found("told") == "Quiet hours: what is due is told at 13:30."


@pytest.mark.parametrize(
    ("jump", "said"),
    [
        (
            Jump(NOON, timedelta(hours=8), JumpKind.SLEPT),
            "The computer slept for 8 hours, until today 12:00.",
        ),
        (Jump(NOON, timedelta(hours=-8), JumpKind.ZONE), "The time zone moved the clock by 8 hours"),
        (
            Jump(NOON - days(1), timedelta(minutes=3), JumpKind.SET),
            "set forward by 3 minutes, Fri 20 Nov 12:00",
        ),
    ],
)
def test_what_the_clock_has_done_is_told_and_is_no_fault(proving: Proving, jump: Jump, said: str) -> None:
    proving.screen.edge.jumps.seen = (jump,)
    proving.opens()
    assert said in proving.found("clock")
    assert proving.verdict("clock") is Verdict.GOOD


# --- what can be done from it


def test_a_test_goes_the_way_of_reminders_and_says_who_took_it(proving: Proving) -> None:
    proving.opens()
    proving.presses("test")
    assert proving.screen.service.titles == ["A test from SimDesk"]
    assert outcome(proving) == "12:00: accepted by dunst. Do you see it?"
    assert load_ledger(proving.folder).value.entries == ()

    proving.screen.service.there = False
    shown = messages(proving.patch)
    proving.presses("test")
    assert [words[0] for words in shown] == ["A test from SimDesk"]
    assert outcome(proving) == "12:00: taken by the tray, which shows it beside the icon. Do you see it?"

    proving.screen.has_tray = False
    proving.screen.edge.tray.look()
    proving.presses("test")
    assert outcome(proving).startswith("Nobody took it.")


def outcome(proving: Proving) -> str:
    return proving.dialog.outcome.findChildren(QLabel)[-1].text()


def test_the_start_at_login_is_switched_on_from_it(proving: Proving) -> None:
    no_login(proving)
    proving.opens()
    proving.presses("act_login")
    proving.screen.qtbot.waitUntil(lambda: "answered: simdesk" in proving.found("login"))
    assert proving.verdict("login") is Verdict.GOOD


def test_it_leads_to_the_settings_and_to_what_waits(proving: Proving) -> None:
    nobody_takes_it(proving)
    proving.opens()
    proving.presses("act_tray")
    settings = proving.screen.window.findChild(SettingsDialog)
    assert isinstance(settings, SettingsDialog)
    assert settings.reminders.isVisible()
    proving.presses("act_file")
    assert settings.calendar.isVisible()
    proving.presses("act_told")
    inbox = proving.screen.window.findChild(InboxDialog)
    assert isinstance(inbox, InboxDialog)
    assert inbox.isVisible()
    settings.close()
    proving.screen.window.window_actions.settings.trigger()


def test_the_settings_lead_to_it(proving: Proving) -> None:
    proving.screen.opens()
    proving.screen.desk.opening.open_settings("reminders")
    settings = proving.screen.window.findChild(SettingsDialog)
    assert isinstance(settings, SettingsDialog)
    settings.reminders.reach.click()
    assert proving.dialog.isVisible()


def test_the_monthly_notice_is_switched_here_and_follows_the_settings(proving: Proving) -> None:
    proving.opens()
    box = proving.dialog.findChild(QCheckBox, "reach_monthly")
    assert isinstance(box, QCheckBox)
    assert not box.isChecked()
    box.click()
    assert proving.screen.preferences.settings.monthly_notice
    proving.screen.preferences.change(monthly_notice=False)
    assert not box.isChecked()


# --- computed at that moment


def test_every_line_follows_what_changes_while_it_is_open(proving: Proving) -> None:
    proving.opens()
    proving.service = ServiceState(there=False)
    proving.screen.has_tray = False
    proving.screen.ticks()
    assert proving.verdict("service") is proving.verdict("tray") is Verdict.BAD
    assert proving.found("look") == "SimDesk looked today 12:01, and looks every minute."

    proving.service = ServiceState(there=True, capabilities=ALL)
    proving.screen.has_tray = True
    proving.screen.ticks()
    assert proving.verdict("service") is proving.verdict("tray") is Verdict.GOOD

    proving.login.holds = Standing(on=False)
    keyring_that_is_locked(proving)
    proving.presses("again")
    assert proving.verdict("login") is Verdict.BAD
    proving.screen.qtbot.waitUntil(lambda: "locked" in proving.found("keyring"))


def test_a_keyring_that_takes_its_time_holds_nothing_up(proving: Proving) -> None:
    gate = threading.Event()

    def waits() -> KeyringState:
        assert gate.wait(20)
        return proving.vault

    proving.patch.setattr(keyring, "look", waits)
    proving.screen.opens()
    proving.screen.window.window_actions.reach.trigger()
    assert proving.dialog.isVisible()
    assert proving.verdict("keyring") is Verdict.UNKNOWN
    gate.set()
    proving.screen.qtbot.waitUntil(lambda: proving.verdict("keyring") is Verdict.GOOD)


def test_it_may_be_closed_before_the_answers_come(proving: Proving) -> None:
    gate = threading.Event()
    answered = threading.Event()

    def waits() -> KeyringState:
        assert gate.wait(20)
        answered.set()
        return proving.vault

    proving.patch.setattr(keyring, "look", waits)
    proving.screen.opens()
    proving.screen.window.window_actions.reach.trigger()
    proving.dialog.close()
    proving.screen.qtbot.wait(50)
    gate.set()
    assert answered.wait(20)
    proving.screen.qtbot.wait(50)
    proving.screen.ticks()


def test_it_speaks_the_language_of_the_window(proving: Proving) -> None:
    proving.opens()
    proving.presses("test")
    proving.screen.speech.use("ja")
    proving.screen.qtbot.waitUntil(lambda: proving.text("verdict_look") != "")
    assert "11月" in proving.found("clock")
    proving.screen.speech.use("en")
