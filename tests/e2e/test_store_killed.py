"""A save killed at every single call of the system: the file is whole and holds all that was reported.

The kernel ends the process as it is about to make the call, so that between every two things that it
asks of the disk there is one run in which nothing follows.
"""

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from simdesk.domain.book import Book
from simdesk.domain.edits import add_card
from simdesk.errors import FileDamaged
from simdesk.storage.book_file import FileStore
from simdesk.storage.folder import DataFolder
from tests.core.making import GIFFGAFF, card
from tests.core.store_samples import DEVICE
from tests.e2e.store_saver import CARD, READY, SAVES
from tests.machine import needs, rounds

SAVER = Path(__file__).with_name("store_saver.py")
# Every call that opens, reads, writes, names or locks a file, and some that we do not make today.
CALLS = """openat read write pwrite64 lseek close newfstatat getdents64 flock fcntl fsync fdatasync mkdir
    mkdirat chmod fchmod rename renameat renameat2 link linkat unlink unlinkat ftruncate truncate""".split()
LOCAL = {"history", "known.json", "lock", "logs", "mine.json", "version"}
PARTS = {"known.json.part", "mine.coming.json.part"}
CALL = re.compile(r"([a-z0-9_]+)\(")


def traced(root: Path, log: Path, *options: str, naively: bool = False) -> int:
    """Run the saver under strace and return its exit status, negative if it was killed."""
    trace = ",".join(f"?{name}" for name in ("access", "faccessat", "faccessat2", *CALLS))
    command = ["strace", "-qq", "-o", str(log), "-e", f"trace={trace}", *options]
    saver = [sys.executable, str(SAVER), str(root), *(["naively"] if naively else [])]
    environ = os.environ | {"PYTHONPATH": str(SAVER.parents[2] / "src"), "PYTHONHASHSEED": "0"}
    return subprocess.run([*command, *saver], env=environ, check=False, timeout=60).returncode


def calls_of_saves(tmp_path: Path, *, naively: bool = False) -> Iterator[tuple[str, int]]:
    """Give each call that the saves make: its name, and how many of that name there were until then."""
    log = tmp_path / "log"
    for n in range(2):  # the first run writes the compiled modules, which the others find
        assert traced(tmp_path / f"whole {n}", log, naively=naively) == 0
    made: Counter[str] = Counter()
    begun = False
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        begun = begun or READY in line
        name = CALL.match(line)
        if name is not None and name[1] in CALLS:
            made[name[1]] += 1
            if begun:
                yield name[1], made[name[1]]


def reported(folder: DataFolder) -> int:
    """The last revision that the log reports as saved; 0 if none."""
    log = folder.logs / "simdesk.log"
    if not log.exists():
        return 0
    lines = log.read_text().splitlines()
    assert [line.split()[1:] for line in lines] == [["saved", str(n + 1)] for n in range(len(lines))]
    return len(lines)


def after_kill(tmp_path: Path, name: str, number: int, *, naively: bool = False) -> DataFolder:
    """Kill a saver at that call and return the folder it leaves."""
    folder = DataFolder(tmp_path / "book", DEVICE)
    shutil.rmtree(folder.root, ignore_errors=True)
    options = ("-e", f"inject={name}:signal=KILL:when={number}")
    assert traced(folder.root, tmp_path / "log", *options, naively=naively) != 0, "it was not killed"
    return folder


@pytest.mark.soak
def test_d01_a_save_killed_at_every_call_leaves_the_old_book_or_the_new(tmp_path: Path) -> None:
    needs("strace")
    calls = list(calls_of_saves(tmp_path))
    found: Counter[int] = Counter()

    # Each of these processes starts anew; in the short form another test kills at the calls between.
    for name, number in calls[:: rounds(short=4, full=1)]:
        folder = after_kill(tmp_path, name, number)
        place = f"killed at {name} number {number}"

        book = FileStore(folder).load()
        stamp = CARD.changed + timedelta(microseconds=max(0, book.revision - 1))
        note = replace(CARD, note=f"saved {book.revision}", changed=stamp)
        assert book == Book(revision=book.revision, cards=(note,) if book.revision else ()), place
        assert book.revision >= reported(folder), place
        found[book.revision] += 1

        after = FileStore(folder).apply(add_card(card(GIFFGAFF, id="b")))
        assert after.revision == book.revision + 1, place
        left = {path.name for path in folder.root.iterdir()}
        assert left - {"backups"} == {"local", "simdesk.json"}, place
        assert {path.name for path in folder.local.iterdir()} - PARTS == LOCAL, place
        steps = FileStore(folder).past()
        assert not [step for step in steps if step.source == "outside"], place

    names = Counter(name for name, _ in calls)
    assert set(found) == set(range(SAVES + 1)), "each save was killed before and after it took its place"
    # The book itself, the copy of it on its way and in its place, what is known; once the backup of the
    # day and which SimDesk it was.
    assert names["rename"] + names["renameat"] + names["renameat2"] == 4 * SAVES + 2
    assert names["fsync"] >= 2 * SAVES
    assert names["write"] >= 2 * SAVES


def test_a_store_that_wrote_in_place_would_be_found_out(tmp_path: Path) -> None:
    needs("strace")
    writes = [number for name, number in calls_of_saves(tmp_path, naively=True) if name == "write"]

    folder = after_kill(tmp_path, "write", writes[2], naively=True)

    with pytest.raises(FileDamaged):
        FileStore(folder).load()
