"""What starts with the session does start, and a portal is asked as it has to be."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from simdesk.errors import LoginRefused, Refusal
from simdesk.notify import APP_ID
from simdesk.storage.settings import load_settings
from simdesk.ui.desktop.autostart.portal import Portal
from simdesk.ui.desktop.autostart.standing import Start
from tests.core.making import SOFTBANK, card
from tests.e2e.accessible import Reader, Thing
from tests.e2e.desktop import PATIENCE, Desktop, until
from tests.e2e.portal import FakePortal
from tests.e2e.program import Program
from tests.machine import needs

AT_REST = """
from simdesk.ui import program
program._LATER = 0  # else a third of a minute
from simdesk.cli import main
raise SystemExit(main())
"""
COMMAND = ("simdesk", "--background", "--data-dir", "/data/日本")


@pytest.fixture
def desk() -> Iterator[Desktop]:
    with Desktop(accessible=True) as found:
        yield found


@pytest.fixture
def program(desk: Desktop, tmp_path: Path) -> Iterator[Program]:
    found = Program(desk, tmp_path / "my 'book' & 本 100%")
    found.holds(card(SOFTBANK, end="2030-11-24", label="Bank"))
    yield found
    assert found.complaints == ""


def login_box(reader: Reader) -> Thing | None:
    boxes = (one for one in reader.things("check box") if one.name == "Start SimDesk when I log in")
    return next(boxes, None)


def entries(desk: Desktop) -> list[Path]:
    return list((Path(desk.env["XDG_CONFIG_HOME"]) / "autostart").glob("*"))


def switches(desk: Desktop, program: Program) -> None:
    """Tick or untick the box in the settings, as assistive technology does, and end the program."""
    process = program.opens()
    program.starts_again()
    before = len(entries(desk))
    desk.press("ctrl+comma")
    until(lambda: desk.active() == "Settings", "the settings")
    with Reader(desk.env) as reader:
        for _ in range(6):
            if login_box(reader) is not None:
                break
            desk.press("ctrl+Tab")
        box = until(lambda: login_box(reader), "the box")
        assert box is not None
        reader._ask(box.place, "Action.DoAction", "i", (0,))
        until(lambda: len(entries(desk)) != before, "the entry to come or go")
    desk.press("Escape")
    until(lambda: desk.active() == "SimDesk", "the window")
    desk.press("ctrl+q")
    assert process.wait(PATIENCE) == 0


def test_w11_what_the_switch_has_entered_starts_this_program_in_the_background(
    desk: Desktop, program: Program
) -> None:
    """A desktop starts the entry as it stands, whatever the path of the data has in it."""
    needs("gio")
    assert entries(desk) == []
    switches(desk, program)
    (entry,) = entries(desk)
    assert load_settings(program.folder).value.portal_autostart is None
    desk.start_tray()

    desk.start(str(shutil.which("gio")), "launch", entry)
    until(lambda: desk.said("xdotool", "search", "--onlyvisible", "--class", f"^{APP_ID}$"), "the icon")
    assert desk.windows() == []
    program.starts_again()
    until(lambda: desk.active() == "SimDesk", "the window")
    desk.press("ctrl+q")
    until(lambda: not desk.windows(), "the end of it")

    switches(desk, program)
    assert entries(desk) == []


def comes_to_rest(desk: Desktop, program: Program) -> subprocess.Popen[bytes]:
    """Start the program, and have it look at the entry as soon as it stands."""
    place = str(program.folder.root)
    process = desk.start(sys.executable, "-c", AT_REST, "--data-dir", place, "--lang", "en")
    until(lambda: desk.active() == "SimDesk", "the window")
    return process


def test_w10_a_program_that_moved_puts_its_entry_right_and_asks_once(desk: Desktop, program: Program) -> None:
    switches(desk, program)
    (entry,) = entries(desk)
    right = entry.read_text("utf-8")
    first = next(line for line in right.splitlines() if line.startswith("TryExec=")).removeprefix("TryExec=")
    entry.write_text(right.replace(first, "/where/it/was/simdesk"), "utf-8")

    process = comes_to_rest(desk, program)
    until(lambda: entry.read_text("utf-8") == right, "the entry to be put right")
    assert process.poll() is None
    assert not load_settings(program.folder).value.login_offered, "it starts with the session already"
    desk.press("ctrl+q")
    assert process.wait(PATIENCE) == 0

    entry.unlink()
    for _ in range(2):
        process = comes_to_rest(desk, program)
        until(lambda: load_settings(program.folder).value.login_offered, "the question")
        desk.press("ctrl+q")
        assert process.wait(PATIENCE) == 0
        assert entries(desk) == [], "entered without being asked"


@pytest.fixture
def portal(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakePortal]:
    with Desktop(notifications=False) as desk, FakePortal(desk.env) as found:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", desk.env["DBUS_SESSION_BUS_ADDRESS"])
        yield found


class Asker:
    """The program in a sandbox: it keeps what the portal answered last."""

    def __init__(self, patience: float = 20.0) -> None:
        self.answered: bool | None = None
        start = Start(("/app/bin/simdesk",), Path("/data/日本"), named=True)
        self.portal = Portal(start, lambda: self.answered, lambda: "Tells you", patience=patience)

    def turns(self, *, on: bool) -> bool | None:
        self.answered = self.portal.turn(on).on
        return self.portal.standing().on

    def refused(self, *, on: bool = True) -> LoginRefused:
        with pytest.raises(LoginRefused) as refused:
            self.portal.turn(on)
        return refused.value


@pytest.mark.parametrize("early", [False, True])
def test_w07_the_portal_is_asked_and_its_answer_counts(portal: FakePortal, early: bool) -> None:
    portal.early = early
    asker = Asker()

    assert asker.portal.standing().on is None
    assert asker.turns(on=True) is True
    assert portal.entry == COMMAND
    assert portal.requests[0]["reason"] == "Tells you"
    assert asker.turns(on=False) is False
    assert portal.entry is None


def test_w08_every_request_says_what_holds_about_the_start(portal: FakePortal) -> None:
    asker = Asker()
    asker.portal.keep_background()
    assert portal.entry is None, "nobody was asked whether it shall start"
    asker.turns(on=True)
    for _ in range(3):
        asker.portal.keep_background()
        assert portal.entry == COMMAND, "a request took the owner's entry away"
    asker.turns(on=False)
    asker.portal.keep_background()
    assert portal.entry is None

    assert [request["autostart"] for request in portal.requests] == [False, *[True] * 4, False, False]
    assert {tuple(request["commandline"]) for request in portal.requests} == {COMMAND}


def test_w07_a_desktop_that_says_no_is_told_as_it_said_it(portal: FakePortal) -> None:
    asker = Asker()
    portal.allows = False
    assert asker.refused().refusal is Refusal.FORBIDDEN
    portal.code = 1
    assert asker.refused().refusal is Refusal.CANCELLED
    portal.code = 2
    assert asker.refused().refusal is Refusal.SYSTEM
    portal.broken = True
    assert asker.refused() == LoginRefused(Refusal.NO_PORTAL, "out of order")

    assert asker.portal.standing().on is None
    assert portal.entry is None


def test_a_question_that_nobody_answers_is_taken_back(portal: FakePortal) -> None:
    portal.code = None

    assert Asker(patience=0.3).refused().refusal is Refusal.NO_ANSWER
    until(lambda: portal.closed, "the question to be taken back")


def test_a_desktop_without_a_portal_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with Desktop(notifications=False) as desk:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", desk.env["DBUS_SESSION_BUS_ADDRESS"])

        assert Asker().refused().refusal is Refusal.NO_PORTAL
