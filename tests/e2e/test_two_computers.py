"""Two windows of two computers on one folder, as on a network drive: whatever both do at once is kept.

They do not know of each other's lock. So the later of two saves at the same moment lies over the earlier,
until the window that made that one sees it. The computers are one here, with two machine ids.
"""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from simdesk.domain.card import Card
from simdesk.domain.terms import State
from simdesk.storage.book_file import FileStore
from simdesk.storage.decoding import encode
from simdesk.storage.device import Device
from simdesk.storage.folder import DataFolder
from simdesk.storage.known import digest_of, known
from tests.bench.large import large_book
from tests.e2e.desktop import Desktop, until

CARDS = 60
EDITS = 12
AS_ANOTHER = """
import sys
from pathlib import Path
from simdesk.storage import device
device._MACHINE_IDS = (Path(sys.argv[1]),)
from simdesk.cli import main
if sys.argv[2] == "name":
    print(device.device_id().id)
else:
    sys.exit(main(sys.argv[2:]))
"""


@dataclass
class Computer:
    """One of the two: its machine id, its name by that, and its window."""

    desk: Desktop
    root: Path
    machine: Path
    window: str = ""

    @property
    def command(self) -> tuple[str, ...]:
        return (sys.executable, "-c", AS_ANOTHER, str(self.machine))

    @property
    def folder(self) -> DataFolder:
        name = subprocess.run([*self.command, "name"], capture_output=True, text=True, check=True)
        return DataFolder(self.root, Device(name.stdout.strip()))

    def opens(self) -> subprocess.Popen[bytes]:
        runtime = self.desk.folder / self.machine.name  # a socket's path has to be short
        runtime.mkdir(mode=0o700)
        before = set(self.desk.windows())
        told = self.machine.with_suffix(".told").open("wb")
        options = ("--data-dir", str(self.root), "--lang", "en")
        with told:
            process = self.desk.start(
                *self.command, *options, out=told.fileno(), XDG_RUNTIME_DIR=str(runtime)
            )
        until(lambda: set(self.desk.windows()) - before or process.poll() is not None, "the window")
        assert process.poll() is None, self.complaints
        (self.window,) = set(self.desk.windows()) - before
        return process

    @property
    def complaints(self) -> str:
        lines = self.machine.with_suffix(".told").read_text("utf-8").splitlines()
        # There is no portal on this desktop.
        return "\n".join(line for line in lines if "Failed to register with host portal" not in line)

    def presses(self, *keys: str, times: int = 1) -> subprocess.Popen[bytes]:
        """Send keys to the window, whichever has the keyboard."""
        sent = ["xdotool", "key", "--window", self.window, "--delay", "40", "--repeat", str(times)]
        return subprocess.Popen([*sent, *keys], env=self.desk.env, stderr=subprocess.DEVNULL)

    def archived(self) -> set[str]:
        """The cards that this computer itself has archived, by its history."""
        steps = FileStore(self.folder).past()
        return {key[1] for step in steps if step.source == "edit" for key in step.before if key[0] is Card}

    def is_settled(self) -> bool:
        return known(self.folder).newest == digest_of((self.folder.book.read_bytes(),))


@pytest.fixture
def desk() -> Iterator[Desktop]:
    with Desktop(notifications=False) as found:
        yield found


def test_d06_two_windows_of_two_computers_on_one_folder_lose_nothing(desk: Desktop, tmp_path: Path) -> None:
    root = tmp_path / "shared"
    root.mkdir(mode=0o700)
    (root / "simdesk.json").write_bytes(encode(large_book(date.today(), cards=CARDS, renewals=CARDS)))
    both = []
    for number in (1, 2):
        machine = tmp_path / f"machine{number}"
        machine.write_text(f"{number}" * 32, "ascii")
        both.append(Computer(desk, root, machine))
    processes = [one.opens() for one in both]
    until(lambda: all(one.is_settled() for one in both), "both to have looked at the book")

    # In turns: what one does the other knows before it goes on.
    for one, other in (both, both[::-1]):
        done = len(one.archived())
        one.presses("Delete").wait()
        until(lambda: len(one.archived()) > done and other.is_settled(), "the other window to take it in")  # noqa: B023

    # At once, and so fast that saves lie one over the other.
    sent = [one.presses("Delete", times=EDITS) for one in both]
    for each in sent:
        each.wait()
    until(lambda: all(len(one.archived()) >= 2 for one in both), "edits on both")
    until(lambda: all(one.is_settled() for one in both), "both to come to rest")
    assert sum(len(one.archived()) for one in both) > EDITS, "they were not at it at the same time"

    books = [FileStore(one.folder).load() for one in both]
    assert books[0] == books[1]
    held = {card.id: card.state for card in books[0].cards}
    assert len(held) == CARDS
    assert len(books[0].renewals) == CARDS
    for one in both:
        assert {held[name] for name in one.archived()} == {State.ARCHIVED}
        assert one.complaints == ""
    assert [process.poll() for process in processes] == [None, None]
    assert sorted(path.name for path in root.glob("simdesk*")) == ["simdesk.json"]
