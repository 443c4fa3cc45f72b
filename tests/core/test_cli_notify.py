"""``simdesk due --notify``: what it tells, what it keeps, and how it ends where nobody can be told."""

import json
import os
import socket
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Literal

import pytest

from simdesk.cli import main, notifying, options
from simdesk.clock import SystemClock
from simdesk.domain.book import Book
from simdesk.domain.card import Card
from simdesk.errors import FileUnwritable, OptionsClash
from simdesk.notify import service
from simdesk.notify.service import NotDelivered, Note
from simdesk.storage import small_file
from simdesk.storage.book_file import FileStore
from simdesk.storage.folder import data_folder
from simdesk.storage.ledger_file import load_ledger
from simdesk.storage.settings import Settings, save_settings
from simdesk.ui.desktop import instance
from simdesk.wording.language import current
from tests.core.making import SOFTBANK, card
from tests.core.notify_desk import NOON, Desk, Notes, cards, days

NOBODY = "No notification service answers here (nobody there)"


class Session:
    """Stands for the notification service of the session, and for the command that speaks to it.

    ``room``: how many notes it takes before it refuses; None: there is no service.
    """

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[bytes]) -> None:
        self.folder = data_folder(str(folder), {})
        self._capture = capture
        self.room: int | None = 100
        self.shown: list[Note] = []
        self.languages: list[str] = []
        self.status, self.out, self.err = 0, "", ""

    def holds(self, *held: Card) -> None:
        FileStore(self.folder).apply(lambda _: Book(cards=held))

    def asks(self, *words: str, lang: Sequence[str] = ("--lang", "en")) -> "Session":
        self.status = main(["--data-dir", str(self.folder.root), *lang, "due", "--notify", *words])
        shown = self._capture.readouterr()
        self.out, self.err = shown.out.decode(), shown.err.decode()
        return self

    @property
    def titles(self) -> list[str]:
        return [note.title for note in self.shown]

    # what the command sees of it

    def __call__(self, patience: float, *, stays: bool) -> "Session":
        assert (patience, stays) == (service.PATIENT, False)
        return self

    def capabilities(self) -> frozenset[str]:
        if self.room is None:
            raise NotDelivered("nobody there")
        return frozenset()

    def show(self, note: Note) -> int:
        self.capabilities()
        if not self.room:
            raise NotDelivered("it is full")
        self.room -= 1
        self.shown.append(note)
        self.languages.append(current())
        return len(self.shown)

    def close_note(self, number: int) -> None:
        pass

    def disconnect(self) -> None:
        pass


class Winding:
    """The clock of the test; ``moment`` is now."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.moment = NOON
        monkeypatch.setattr(SystemClock, "now", lambda _: self.moment)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Winding:
    return Winding(monkeypatch)


@pytest.fixture
def session(
    tmp_path: Path, clock: Winding, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Session:
    found = Session(tmp_path / "book", capfdbinary)
    monkeypatch.setattr(service, "Service", found)
    found.holds(*cards(2), card(SOFTBANK, end="2027-10-15", id="far", label="far"))
    return found


def test_what_is_due_is_told_and_printed(session: Session) -> None:
    session.asks("--json")

    assert (session.status, session.err) == (1, "")
    assert [record["id"] for record in json.loads(session.out)] == ["c0", "c1"]
    assert session.titles == ["Card 00: 3 days left", "Card 01: 3 days left"]
    assert [one.delivered for one in load_ledger(session.folder).value.entries] == [NOON, NOON]


def test_r06_r07_twenty_calls_on_a_day_tell_each_card_once(session: Session, clock: Winding) -> None:
    for minute in range(20):
        assert session.asks().status == 1
        clock.moment = NOON + timedelta(minutes=minute)

    assert session.titles == ["Card 00: 3 days left", "Card 01: 3 days left"]
    assert len(load_ledger(session.folder).value.entries) == 2


def test_r01_days_without_a_call_are_made_up_for_in_todays_words(session: Session, clock: Winding) -> None:
    clock.moment = NOON - days(16)
    session.asks()
    clock.moment = NOON - days(2)
    session.asks()

    assert [title for title in session.titles if "00" in title] == [
        "Card 00: 19 days left",
        "Card 00: 5 days left",
    ]


def test_r06_what_the_window_has_told_the_command_does_not_and_the_other_way(
    session: Session, clock: Winding
) -> None:
    window = Desk(session.folder, Notes(), *cards(2))
    assert len(window.look()) == 2
    assert session.asks().titles == []

    clock.moment = NOON + days(2)
    assert session.asks().titles == ["Card 00: 1 day left", "Card 01: 1 day left"]
    assert window.look(clock.moment) == []


def test_where_nothing_is_due_nothing_is_told_or_written(session: Session, clock: Winding) -> None:
    clock.moment = NOON - days(300)
    before = {path: path.stat().st_mtime_ns for path in session.folder.root.rglob("*")}

    assert (session.asks().status, session.out, session.err) == (0, "No card.\n", "")
    assert session.shown == []
    assert {path: path.stat().st_mtime_ns for path in session.folder.root.rglob("*")} == before


def test_no_book_is_an_empty_one_and_stays_none(session: Session, tmp_path: Path) -> None:
    session.folder = data_folder(str(tmp_path / "none"), {})

    assert session.asks().status == 0
    assert not (tmp_path / "none").exists()


def test_r04_without_a_service_it_is_said_and_told_at_the_next_call(session: Session, clock: Winding) -> None:
    session.room = None
    session.asks()

    assert (session.status, session.out) == (2, "")
    assert session.err == f"{NOBODY}. 2 reminders wait for the next call.\n"

    session.room = 100
    clock.moment = NOON + timedelta(hours=1)
    assert session.asks().status == 1
    assert session.titles == ["Card 00: 3 days left", "Card 01: 3 days left"]


def test_a_service_that_refuses_some_gets_them_again(session: Session) -> None:
    session.room = 1
    session.asks()

    assert (session.status, session.titles) == (2, ["Card 00: 3 days left"])
    assert session.err.endswith("(it is full). 1 reminder waits for the next call.\n")

    session.room = 5
    assert session.asks().status == 1
    assert session.titles == ["Card 00: 3 days left", "Card 01: 3 days left"]


def test_that_there_is_no_service_is_said_before_anything_is_due(session: Session, clock: Winding) -> None:
    session.room, clock.moment = None, NOON - days(300)
    session.asks()

    assert (session.status, session.err) == (2, f"{NOBODY}: a reminder would not reach you.\n")


def test_what_was_told_and_cannot_be_kept_is_said(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise FileUnwritable(session.folder.ledger, "No space left on device", disk_full=True)

    monkeypatch.setattr(small_file, "write_durably", full)
    session.asks()

    assert (session.status, len(session.shown)) == (2, 2)
    assert str(session.folder.ledger) in session.err


@pytest.mark.parametrize(
    ("lang", "setting", "spoken"),
    [((), "ja", "ja"), (("--lang", "zh_TW"), "ja", "zh_TW"), ((), None, "zh_CN")],
)
def test_it_is_told_in_the_owners_language_though_a_timer_has_none(
    session: Session,
    monkeypatch: pytest.MonkeyPatch,
    lang: tuple[str, ...],
    setting: Literal["ja"] | None,
    spoken: str,
) -> None:
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    save_settings(session.folder, Settings(language=setting))

    session.asks(lang=lang)

    assert session.languages == [spoken, spoken]
    assert session.shown[0].title.startswith("Card 00")
    assert current() == (lang[1] if lang else "zh_CN")


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("due --notify --on 2026-12-24", OptionsClash("--notify", "--on")),
        ("--demo due --notify", OptionsClash("--notify", "--demo")),
    ],
)
def test_only_what_is_due_now_is_told_and_a_demo_tells_nothing(line: str, error: OptionsClash) -> None:
    with pytest.raises(OptionsClash) as refused:
        options.read_options(line.split())

    assert refused.value == error


@pytest.mark.parametrize(
    ("named", "found"), [("", "unix:path={run}/bus"), ("unix:path=/elsewhere", "unix:path=/elsewhere")]
)
def test_a_bus_that_cron_does_not_name_is_found_where_it_lies(
    named: str, found: str, session: Session, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", named)
    session.asks()
    assert os.environ["DBUS_SESSION_BUS_ADDRESS"] == named

    (home / "run" / "bus").touch()
    session.asks()
    assert os.environ["DBUS_SESSION_BUS_ADDRESS"] == found.format(run=home / "run")


# --- Windows and macOS


@pytest.fixture(params=["win32", "darwin"])
def elsewhere(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A system without a service that a command can speak to."""
    monkeypatch.setattr(notifying, "platform", request.param)
    monkeypatch.setattr(notifying, "_PATIENCE", 0.2)


@pytest.mark.usefixtures("elsewhere")
def test_elsewhere_a_command_without_a_window_says_so(session: Session) -> None:
    session.asks()

    assert (session.status, session.out, session.shown) == (2, "", [])
    assert session.err == (
        "On this system only a running SimDesk can show notifications, and none is running."
        " Nothing was shown; start SimDesk first.\n"
    )


@pytest.mark.usefixtures("elsewhere")
@pytest.mark.parametrize(("answer", "status"), [(instance.TAKEN, 1), (instance.REFUSED, 2)])
def test_elsewhere_the_window_is_asked_to_look(session: Session, answer: bytes, status: int) -> None:
    seat = instance.take_seat(session.folder.root, None)
    assert seat is not None
    assert seat.listener is not None
    with ThreadPoolExecutor() as pool:
        heard = pool.submit(_answered, seat.listener, answer)
        session.asks()
        line = heard.result(20)
    seat.leave()

    assert instance.request_in(line) == instance.Request("look")
    assert (session.status, session.shown) == (status, [])


def _answered(listener: socket.socket, answer: bytes) -> bytes:
    listener.settimeout(20)
    speaker, _ = listener.accept()
    with speaker:
        speaker.settimeout(20)
        line = speaker.recv(instance.LONGEST)
        speaker.sendall(answer)
    return line
