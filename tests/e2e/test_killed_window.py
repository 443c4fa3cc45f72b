"""The window, killed at any moment while its owner edits: the book is whole, with all that was saved.

The owner archives one card after the other by the Delete key, as fast as keys can be pressed. Each of
these edits raises the revision by one and archives one card more, so that a revision says exactly how
many cards must be archived: a change that was reported as saved and is not there would be seen.
"""

import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from simdesk.domain.book import Book
from simdesk.domain.terms import State
from simdesk.storage.book_file import FileStore
from simdesk.storage.decoding import encode
from simdesk.storage.folder import DataFolder, data_folder
from tests.bench.large import large_book
from tests.e2e.desktop import Desktop
from tests.machine import needs, rounds

CARDS = 300
LOOKED_AT = rounds(short=2, full=20)
"""After so many rounds the command looks at everything; the book itself is read after each."""

PATIENCE = 30.0
PROGRAM = (sys.executable, "-m", "simdesk")
WINDOW = r"^(\([0-9]+\) )?SimDesk$"
"""The window's title; the number is that of reminders that wait."""


@dataclass
class Owner:
    """Somebody with one book, at one screen. ``told`` is where the program's complaints go."""

    folder: DataFolder
    env: Mapping[str, str]
    told: Path

    def starts(self) -> subprocess.Popen[bytes]:
        """Start the program."""
        command = [*PROGRAM, "--data-dir", str(self.folder.root), "--lang", "en"]
        with self.told.open("ab") as told:
            return subprocess.Popen(command, env=self.env, stderr=told, start_new_session=True)

    def presses(self, key: str, times: int = 1) -> subprocess.Popen[bytes]:
        """Wait for the window, then press *key* so many times."""
        find = ["search", "--sync", "--onlyvisible", "--name", WINDOW, "windowfocus", "--sync"]
        keys = ["key", "--clearmodifiers", "--delay", "4", "--repeat", str(times), key]
        nowhere = subprocess.DEVNULL  # a window that is gone under the key is complained of
        return subprocess.Popen(["xdotool", *find, *keys], env=self.env, stdout=nowhere, stderr=nowhere)

    def begins_anew(self) -> None:
        """Have a book in which every card is in use, of revision 1."""
        for place in (self.folder.local, self.folder.root / "backups"):
            shutil.rmtree(place, ignore_errors=True)
        self.folder.book.write_bytes(encode(large_book(date.today(), cards=CARDS, renewals=CARDS)))

    def reported(self) -> int:
        """The last revision that the log reports as saved; 1 if none."""
        log = self.folder.logs / "simdesk.log"
        lines = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
        revisions = [int(line.split()[2]) for line in lines if line.split()[1:2] == ["saved"]]
        assert revisions == sorted(set(revisions))
        return revisions[-1] if revisions else 1

    def book(self) -> Book:
        """The book as it lies on the disk."""
        return FileStore(self.folder).load()

    def parts(self) -> set[str]:
        """The names of files that are a part of a save, and of anything else beside the book."""
        beside = {path.name for path in self.folder.root.iterdir()}
        return beside - {self.folder.book.name, "local", "backups"}

    def checks(self) -> None:
        """Let the command look at everything."""
        command = [*PROGRAM, "--data-dir", str(self.folder.root), "--lang", "en", "check"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        assert (done.returncode, done.stderr) == (0, "")


@pytest.fixture
def owner(tmp_path: Path) -> Iterator[Owner]:
    needs("Xvfb", "openbox", "xdotool")
    (tmp_path / "book").mkdir(mode=0o700)
    with Desktop() as desk:
        yield Owner(data_folder(str(tmp_path / "book"), {}), desk.env, tmp_path / "told")


def archived(book: Book) -> int:
    return sum(card.state is State.ARCHIVED for card in book.cards)


def until(happened: Callable[[], object], process: subprocess.Popen[bytes]) -> None:
    """Wait until something has happened while *process* runs, looking as often as can be."""
    end = time.monotonic() + PATIENCE
    while not happened():
        assert process.poll() is None, f"the window ended with {process.returncode}"
        assert time.monotonic() < end, "it did not happen"


def kill(*processes: subprocess.Popen[bytes]) -> None:
    for process in processes:
        process.kill()
        process.wait()


def edits_until_killed(owner: Owner, number: int, chance: random.Random) -> None:
    """Start the window, archive card after card, and kill it: while it starts, in a save, or whenever."""
    reported = owner.reported()
    program = owner.starts()
    if number % 10 == 9:
        time.sleep(chance.uniform(0, 0.4))
        kill(program)
        return
    keys = owner.presses("Delete", 60)
    until(lambda: owner.reported() > reported, program)
    time.sleep(chance.uniform(0, 0.08))
    if number % 2:
        before = owner.parts()
        until(lambda: owner.parts() - before, program)
        time.sleep(chance.uniform(0, 0.002))
    kill(program, keys)


@pytest.mark.soak
def test_d01_a_killed_window_loses_nothing_that_it_reported(owner: Owner) -> None:
    chance = random.Random(20261121)
    left_behind: set[str] = set()
    owner.begins_anew()
    last = 1

    for number in range(rounds(short=20, full=2000)):
        place = f"round {number}"
        edits_until_killed(owner, number, chance)

        book = owner.book()
        assert book.revision >= max(owner.reported(), last), place
        assert archived(book) == book.revision - 1, place
        if number % LOOKED_AT == 0:
            owner.checks()
            print(f"{number} rounds, revision {book.revision}", flush=True)
        parts = owner.parts()
        if book.revision > last:
            assert not parts & left_behind, f"{place}: the next save did not clear up"
        left_behind |= parts
        last = book.revision
        if last > CARDS - 100:
            owner.begins_anew()
            last = 1

    assert left_behind, "no save was killed in the middle"
    assert_works(owner)
    assert "Traceback" not in owner.told.read_text()


@pytest.mark.soak
def test_d16_a_session_that_ends_during_a_save_loses_nothing(owner: Owner) -> None:
    chance = random.Random(20261122)
    owner.begins_anew()
    last = 1

    for number in range(rounds(short=6, full=200)):
        place = f"round {number}"
        before, parts = owner.reported(), owner.parts()
        program = owner.starts()
        keys = owner.presses("Delete", 60)
        until(lambda before=before: owner.reported() > before, program)  # type: ignore[misc]
        time.sleep(chance.uniform(0, 0.08))
        if number % 2:
            until(lambda parts=parts: owner.parts() - parts, program)  # type: ignore[misc]

        program.send_signal((signal.SIGTERM, signal.SIGHUP, signal.SIGINT)[number % 3])

        assert program.wait(PATIENCE) == 0, place
        kill(keys)
        book = owner.book()
        assert book.revision >= max(owner.reported(), last + 1), place
        assert archived(book) == book.revision - 1, place
        assert owner.parts() == set(), f"{place}: the save was broken off"
        last = book.revision
        if last > CARDS - 100:
            owner.begins_anew()
            last = 1
    owner.checks()
    assert "Traceback" not in owner.told.read_text()


def assert_works(owner: Owner) -> None:
    """Archive a card more, and quit: nothing is left beside the book."""
    before = owner.book().revision
    program = owner.starts()
    # The first key may come before the window has the keyboard.
    keys = owner.presses("Delete", 60)
    until(lambda: owner.reported() > before, program)
    kill(keys)
    book = owner.book()
    assert archived(book) == book.revision - 1
    owner.presses("ctrl+q").wait()
    assert program.wait(PATIENCE) == 0
    assert owner.parts() == set()
    assert [path.name for path in owner.folder.local.rglob("*.tmp")] == []
