"""A calendar on the owner's server: set up in the settings, followed beside the window, given up again."""

from collections.abc import Iterator
from pathlib import Path
from socket import socket
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from simdesk.domain.edits import add_card, change_card
from simdesk.domain.terms import State
from simdesk.errors import KeyringFailed, KeyringTrouble, ServerFailed, ServerTrouble, SimDeskError
from simdesk.exchange.caldav_server import Server
from simdesk.exchange.caldav_step import seen_in
from simdesk.storage.folder import data_folder
from simdesk.storage.settings import CalendarServer, Settings, load_settings, save_settings
from simdesk.ui.calendar import server as module
from simdesk.ui.calendar.server import ServerCalendar
from simdesk.ui.desk import Desk
from simdesk.ui.preferences import Preferences
from simdesk.ui.speech import Speech
from simdesk.ui.state import AppState
from tests.core.calendar_making import bank, book_of, chat
from tests.e2e.calendar_server import PASSWORD, USER, calendar_server
from tests.e2e.calendar_server import CalendarServer as Radicale
from tests.keyring_making import MemoryKeyring, memory
from tests.memory_store import MemoryStore
from tests.ui.window_making import Watch

__all__ = ["memory"]

BOTH = {"bank.receive_only@simdesk", "bank.lost@simdesk", "chat.suspended@simdesk", "chat.lost@simdesk"}


@pytest.fixture(scope="module")
def radicale(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Radicale]:
    with calendar_server(tmp_path_factory.mktemp("radicale")) as server:
        yield server


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SOON", 1)


class Owner:
    """Somebody with two cards and a server."""

    def __init__(self, qtbot: QtBot, root: Path, settings: Settings | None = None) -> None:
        self._qtbot = qtbot
        self.clock = Watch()
        book = book_of(bank(), chat())
        self.folder = data_folder(str(root / "data"), {})
        self.folder.prepare()
        self.state = AppState(MemoryStore(book), self.clock, book)
        self.preferences = Preferences(
            settings or load_settings(self.folder).value, lambda kept: save_settings(self.folder, kept)
        )
        self.speech = Speech()
        self.desk = Desk(self.state, self.folder, self.preferences, self.speech)
        self.desk.window.retranslate()
        qtbot.addWidget(self.desk.window)
        self.desk.follow_calendar()

    def account(self) -> CalendarServer | None:
        """The calendar of the settings."""
        return self.preferences.settings.calendar_server

    @property
    def server(self) -> ServerCalendar:
        found = self.desk.server
        assert found is not None
        return found

    def opens_settings(self) -> QDialog:
        self.desk.opening.open_settings("calendar")
        dialog = self.desk.window.findChild(QDialog, "settings_dialog")
        assert isinstance(dialog, QDialog)
        return dialog

    def field(self, name: str) -> Any:
        return self.desk.window.findChild(QWidget, f"settings_server_{name}")

    def types(self, name: str, text: str) -> None:
        assert isinstance(self.field(name), QLineEdit)
        assert self.field(name).isVisible()
        self.field(name).setText(text)

    def presses(self, name: str) -> None:
        button = self.field(name)
        assert isinstance(button, QPushButton)
        assert button.isVisible()
        assert button.isEnabled()
        button.click()

    def sees(self, name: str) -> str:
        label = self.field(name)
        assert isinstance(label, QLabel)
        return str(label.text()) if label.isVisible() else ""

    def sets_up(self, server: Radicale, password: str = PASSWORD) -> None:
        """Go through the settings to a new calendar."""
        self.opens_settings()
        self.types("address", server.address)
        self.types("user", USER)
        self.types("password", password)
        self.presses("search")
        self._qtbot.waitUntil(lambda: self.field("use").isVisible() or bool(self.sees("flaw")))
        if self.field("use").isVisible():
            self.field("calendar").setCurrentIndex(0)
            self.presses("use")
            self._qtbot.waitUntil(lambda: self.account() is not None)
            self.settles()

    def settles(self) -> None:
        """Let what is to be sent be sent."""
        self._qtbot.wait(20)
        self._qtbot.waitUntil(lambda: not self.server.state.busy, timeout=20_000)

    def changes(self, **fields: Any) -> None:
        held = self.state.book.card("bank")
        assert held is not None
        self.state.apply("Edit", change_card(replace(held, **fields)))

    def problem(self) -> SimDeskError | None:
        return self.server.state.problem

    def is_busy(self) -> bool:
        return self.server.state.busy

    def notices(self) -> tuple[str, ...]:
        return self.desk.window.notices.texts

    def passes(self, minutes: int) -> None:
        self.clock.advance(minutes=minutes)
        self.state.tick()
        self.settles()

    def there(self) -> set[str]:
        """The UIDs of the events on the server that are not cancelled."""
        account = self.account()
        assert account is not None
        server = Server(account.address, USER, PASSWORD)
        held = server.every_event(account.calendar)
        server.close()
        return {uid for uid, one in held.items() if (seen := seen_in(one.data)) and not seen.cancelled}


@pytest.fixture
def owner(qtbot: QtBot, tmp_path: Path, memory: MemoryKeyring) -> Owner:
    return Owner(qtbot, tmp_path)


def test_a_calendar_is_found_made_and_kept_in_step(
    owner: Owner, memory: MemoryKeyring, radicale: Radicale
) -> None:
    assert owner.desk.server is None, "nothing is made, let alone sent, before it is asked for"

    owner.sets_up(radicale)

    assert owner.there() == BOTH
    assert owner.sees("title") == f"“SimDesk” on 127.0.0.1:{radicale.port}, as {USER}"
    assert owner.sees("said") == "The calendar is in step, as of 12:00."
    assert owner.sees("flaw") == ""
    assert list(memory.kept.values()) == [PASSWORD]
    for path in owner.folder.root.rglob("*"):
        assert not path.is_file() or PASSWORD.encode() not in path.read_bytes(), path

    owner.changes(state=State.ARCHIVED)
    owner.settles()
    assert owner.there() == {"chat.suspended@simdesk", "chat.lost@simdesk"}

    owner.state.apply("Add", add_card(bank(id="new")))
    owner.settles()
    assert {"new.receive_only@simdesk", "new.lost@simdesk"} <= owner.there()


def test_calendars_that_are_there_are_offered(owner: Owner, qtbot: QtBot, radicale: Radicale) -> None:
    server = Server(radicale.address, USER, PASSWORD)
    server.make_calendar("Familie 家族")
    server.close()
    owner.opens_settings()
    for name, text in (("address", radicale.address), ("user", USER), ("password", PASSWORD)):
        owner.types(name, text)
    owner.presses("search")
    assert owner.sees("said") == "Asking the server …"
    qtbot.waitUntil(lambda: owner.field("use").isVisible())

    box = owner.field("calendar")
    assert isinstance(box, QComboBox)
    offered = [box.itemText(place) for place in range(box.count())]
    assert offered[0] == "A new calendar, “SimDesk”"
    assert "Familie 家族" in offered
    owner.presses("back")
    assert owner.field("address").isVisible()
    assert owner.field("address").text() == radicale.address


def test_after_a_restart_it_goes_on_with_the_password_of_the_keyring(
    owner: Owner, qtbot: QtBot, tmp_path: Path, radicale: Radicale
) -> None:
    owner.sets_up(radicale)
    before = owner.folder.calendar_server.stat()
    owner.desk.deleteLater()

    again = Owner(qtbot, tmp_path)
    assert again.server.state.succeeded == owner.clock.now()
    again.settles()

    assert again.problem() is None
    assert again.there() == BOTH
    after = again.folder.calendar_server.stat()
    assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino), "nothing changed"


def test_a_server_that_is_away_is_tried_again_and_then_in_step(
    owner: Owner, qtbot: QtBot, radicale: Radicale
) -> None:
    owner.sets_up(radicale)
    radicale.stop()
    try:
        owner.changes(state=State.ARCHIVED)
        owner.settles()
        assert owner.problem() == ServerFailed(
            ServerTrouble.UNREACHABLE, f"127.0.0.1:{radicale.port}", "Connection refused"
        )
        assert "cannot be reached" in owner.sees("flaw")
        assert owner.sees("said") == ("The calendar was last in step: 12:00. It is tried again at 12:01.")
        assert owner.notices() == (), "a network that is away is nothing to speak of"
        tries = owner.server.state.failures
        owner.passes(0)
        assert owner.server.state.failures == tries
        owner.passes(1)
        assert owner.server.state.failures == tries + 1
        owner.passes(60 * 24)
        assert "The calendar on your server is behind." in owner.notices()[0]
    finally:
        radicale.start()

    owner.passes(15)

    assert owner.problem() is None
    assert owner.there() == {"chat.suspended@simdesk", "chat.lost@simdesk"}
    assert owner.notices() == ()


def test_an_edit_while_it_sends_is_sent_too(owner: Owner, radicale: Radicale) -> None:
    owner.sets_up(radicale)

    owner.changes(label="Bank")
    owner.server.look()
    assert owner.is_busy()
    owner.changes(state=State.ARCHIVED)
    owner.settles()
    owner.settles()

    assert owner.there() == {"chat.suspended@simdesk", "chat.lost@simdesk"}


def test_the_window_waits_for_no_server(owner: Owner, qtbot: QtBot, radicale: Radicale) -> None:
    owner.sets_up(radicale)
    with socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        account = owner.account()
        assert account is not None
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        owner.preferences.change(
            calendar_server=replace(account, address=address, calendar=f"{address}calendar/")
        )
        qtbot.waitUntil(lambda: owner.server.state.busy)

        assert owner.sees("said") == "Asking the server …"
        owner.changes(label="Bank")
        assert owner.state.book.card("bank") is not None
        # What answers too late is not listened to any more.
        owner.preferences.change(calendar_server=None)
        assert not owner.is_busy()


def test_a_server_that_never_ends_its_answer_is_late(owner: Owner, qtbot: QtBot, radicale: Radicale) -> None:
    owner.sets_up(radicale)
    account = owner.account()
    assert account is not None
    with socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        owner.preferences.change(
            calendar_server=replace(account, address=address, calendar=f"{address}calendar/")
        )
        qtbot.waitUntil(lambda: owner.server.state.busy)
        owner.clock.advance(minutes=9)
        owner.state.tick()
        assert owner.is_busy()
        owner.clock.advance(minutes=1)
        owner.state.tick()
        owner.settles()

        assert owner.problem() == ServerFailed(ServerTrouble.LATE, address[7:-1])
        assert owner.server.state.next_try is not None
        owner.preferences.change(calendar_server=account)
        owner.settles()
        assert owner.problem() is None


def test_a_wrong_password_is_said_and_not_tried_again(
    owner: Owner, memory: MemoryKeyring, radicale: Radicale
) -> None:
    owner.sets_up(radicale, "wrong")
    assert "does not know this user" in owner.sees("flaw")
    assert owner.desk.server is not None
    assert owner.account() is None
    assert memory.kept == {}
    owner.types("password", PASSWORD)
    owner.sets_up(radicale)
    owner.desk.deleteLater()


def test_a_password_that_became_another_is_typed_anew(
    owner: Owner, qtbot: QtBot, tmp_path: Path, memory: MemoryKeyring, radicale: Radicale
) -> None:
    owner.sets_up(radicale)
    (key,) = memory.kept
    memory.kept[key] = "old"
    owner.desk.deleteLater()

    again = Owner(qtbot, tmp_path)
    again.settles()
    assert again.problem() == ServerFailed(ServerTrouble.PASSWORD, f"127.0.0.1:{radicale.port}")
    assert "does not know this user" in again.notices()[0]
    tries = again.server.state.failures
    again.passes(60 * 24)
    again.changes(label="Bank")
    again.settles()
    assert again.server.state.failures == tries, "a server locks out who goes on with a wrong one"

    again.opens_settings()
    assert again.sees("said").endswith("SimDesk waits for you: it does not try again by itself.")
    again.types("anew", PASSWORD)
    again.presses("again")
    again.settles()

    assert again.problem() is None
    assert memory.kept[key] == PASSWORD
    assert again.notices() == ()


def test_without_a_keyring_the_password_is_kept_until_the_end_only_and_that_is_said(
    owner: Owner, qtbot: QtBot, tmp_path: Path, memory: MemoryKeyring, radicale: Radicale
) -> None:
    memory.refuses = KeyringFailed(KeyringTrouble.ABSENT)
    owner.sets_up(radicale)

    assert owner.there() == BOTH
    assert "so SimDesk keeps none" in owner.sees("flaw")
    for path in owner.folder.root.rglob("*"):
        assert not path.is_file() or PASSWORD.encode() not in path.read_bytes(), path
    owner.desk.deleteLater()

    again = Owner(qtbot, tmp_path)
    again.settles()
    assert again.problem() == KeyringFailed(KeyringTrouble.ABSENT)
    assert "so SimDesk keeps none" in again.notices()[0]
    again.opens_settings()
    again.types("anew", PASSWORD)
    again.presses("again")
    again.settles()
    assert again.problem() is None


@pytest.mark.parametrize("removes", [True, False])
def test_it_is_given_up_with_or_without_what_is_there(
    owner: Owner, qtbot: QtBot, memory: MemoryKeyring, radicale: Radicale, removes: bool
) -> None:
    owner.sets_up(radicale)
    account = owner.account()
    assert account is not None

    owner.field("remove").setChecked(removes)
    owner.presses("stop")
    qtbot.waitUntil(lambda: owner.account() is None)
    qtbot.waitUntil(lambda: not memory.kept)

    server = Server(account.address, USER, PASSWORD)
    assert set(server.every_event(account.calendar)) == (set() if removes else BOTH)
    server.close()
    assert load_settings(owner.folder).value.calendar_server is None
    assert owner.field("address").isVisible()
    owner.changes(label="Bank")
    owner.passes(60 * 24)
    assert not owner.server.state.busy


def test_what_was_changed_a_moment_before_the_end_is_sent(owner: Owner, radicale: Radicale) -> None:
    owner.sets_up(radicale)

    owner.changes(state=State.ARCHIVED)
    owner.server.finish()

    assert owner.problem() is None
    assert owner.there() == {"chat.suspended@simdesk", "chat.lost@simdesk"}


def test_incomplete_or_unsafe_addresses_are_said_at_once(owner: Owner, qtbot: QtBot) -> None:
    owner.opens_settings()
    owner.presses("search")
    assert owner.sees("flaw") == "⚠ Give address, user and password."
    for name, text in (("address", "http://cloud.example.org"), ("user", USER), ("password", "x")):
        owner.types(name, text)
    owner.presses("search")
    qtbot.waitUntil(lambda: "begins with https://" in owner.sees("flaw"))


def test_every_sentence_follows_the_language(owner: Owner, radicale: Radicale) -> None:
    owner.sets_up(radicale)
    for code in ("zh_CN", "ja", "zh_TW", "en"):
        owner.speech.use(code)
    owner.settles()

    assert owner.sees("title") == f"“SimDesk” on 127.0.0.1:{radicale.port}, as {USER}"
