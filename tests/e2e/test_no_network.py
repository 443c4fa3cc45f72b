"""Where no calendar server is set up, nothing SimDesk does opens a way to a network, nor asks for a name."""

import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.core.csv_making import both_tables
from tests.core.making import SOFTBANK, card
from tests.e2e.desktop import PATIENCE, Desktop, until
from tests.e2e.program import Program
from tests.e2e.test_journey import Journey, adds_softbank_by_its_actions, exports_the_log
from tests.e2e.whole_run import looks_around, renews_softbank
from tests.machine import needs

_SIGNS = ("AF_INET", "resolv.conf", "nsswitch.conf", "/etc/hosts")
"""What a way to a network looks like, and the question for the address of a name."""


def traced(paper: Path) -> tuple[str, ...]:
    """Return the words before a command by which every way out is written down, of its children too."""
    needs("strace")
    asked = "trace=socket,connect,sendto,sendmsg,open,openat"
    return (
        "strace",
        "-f",
        "-qq",
        "--seccomp-bpf",
        "-s",
        "200",
        "-e",
        asked,
        "-e",
        "signal=none",
        "-o",
        str(paper),
    )


def ways_out(paper: Path) -> list[str]:
    """Return the lines that speak of a network."""
    lines = paper.read_text("utf-8", "replace").splitlines()
    assert any("socket(" in line or "open" in line for line in lines), "nothing was written down"
    return [line for line in lines if any(sign in line for sign in _SIGNS)]


class TracedProgram(Program):
    """The program, its ways out written down."""

    def starts(self, *options: str, wound: Mapping[str, str] | None = None) -> "subprocess.Popen[bytes]":
        place = ("--data-dir", str(self.folder.root), "--lang", "en")
        command = (*traced(self.paper), sys.executable, "-m", "simdesk", *place, *options)
        with self.told.open("ab") as told:
            return self.desk.start(*command, out=told.fileno(), **(self.more | dict(wound or {})))

    @property
    def paper(self) -> Path:
        """Where the ways out are written down."""
        return self.told.with_name("ways")


@pytest.fixture
def desk() -> Iterator[Desktop]:
    with Desktop(accessible=True, tray=True) as found:
        yield found


def test_a_way_out_would_be_seen(desk: Desktop, tmp_path: Path) -> None:
    for code in (
        "import socket; socket.socket().connect_ex(('127.0.0.1', 9))",
        "import socket; socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)",
        "import socket\ntry: socket.gethostbyname('nowhere.invalid')\nexcept OSError: pass",
    ):
        desk.start(*traced(tmp_path / "ways"), sys.executable, "-c", code).wait(PATIENCE)
        assert ways_out(tmp_path / "ways"), code


def test_a_day_at_the_window_opens_none(desk: Desktop, tmp_path: Path) -> None:
    journey = Journey(desk, tmp_path)
    journey.program = program = TracedProgram(desk, tmp_path / "book")
    journey.receipt("page.png", 1)
    with journey.hand:
        process = journey.starts()
        adds_softbank_by_its_actions(journey)
        renews_softbank(journey, "Bank codes")
        desk.press("ctrl+z")
        journey.sees("Bank codes, 10 days left")
        until(desk.notes, "the notification")
        exports_the_log(journey)
        looks_around(journey)
        desk.press("ctrl+q")
        assert process.wait(PATIENCE) == 0

    assert program.complaints == ""
    assert ways_out(program.paper) == []


def test_no_command_opens_one(desk: Desktop, tmp_path: Path) -> None:
    program = Program(desk, tmp_path / "book")
    program.holds(card(SOFTBANK, end="2026-11-24", label="Bank", number="+819012345678"))
    for name, data in zip(("cards.csv", "log.csv"), both_tables(program.book()), strict=True):
        (tmp_path / name).write_bytes(data)
    place = str(tmp_path)
    for number, words in enumerate(
        (
            *(("list",), ("list", "--json"), ("due",), ("due", "--notify"), ("check",), ("--help",)),
            *(("export", "cards", f"{place}/out.csv"), ("export", "log", f"{place}/outlog.csv")),
            *(("export", "calendar", f"{place}/out.ics"), ("import", "cards", f"{place}/cards.csv")),
            *(("import", "log", f"{place}/log.csv"), ("import", "cards", "--dry-run", f"{place}/cards.csv")),
            *(("backup", f"{place}/all.zip"), ("restore", f"{place}/all.zip"), ("list", "--demo")),
        )
    ):
        paper = tmp_path / f"ways-{number}"
        place_of = () if "--demo" in words else ("--data-dir", str(program.folder.root))
        command = (*traced(paper), sys.executable, "-m", "simdesk", *words, *place_of)
        assert desk.start(*command).wait(PATIENCE) in {0, 1}, words
        assert ways_out(paper) == [], words
