"""Saves to which the system refuses one call, or which it ends there, at every single call they make.

For every call one run for each thing that can come of it: the process is killed, the disk is full, broken or
read-only, the quota is used up, or nothing was written although nothing is wrong. The book is the old one or
the new one, what was reported as saved is there, and what was refused is kept by a second try.
"""

import re
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from simdesk.domain.book import Book
from simdesk.exchange.cards_csv import exported_cards
from simdesk.storage.book_file import FileStore
from simdesk.storage.decoding import encode
from simdesk.storage.drafts import load_drafts
from simdesk.storage.folder import DataFolder
from simdesk.storage.ledger_file import load_ledger
from simdesk.storage.receipts import is_sound
from simdesk.storage.settings import Settings, load_settings
from tests.core.making import GIFFGAFF, card
from tests.core.store_samples import DEVICE
from tests.e2e.desktop import until
from tests.e2e.injected_saver import CARD, DRAFT, ENTRY, PNG, READY, RECEIPT, SCENES, TABLE
from tests.machine import needs, rounds

SAVER = Path(__file__).with_name("injected_saver.py")
# Every call that asks something of a file, and some that we do not make today.
CALLS = """openat read pread64 write pwrite64 writev lseek close newfstatat fstat statx getdents64 flock fcntl
    fsync fdatasync sync_file_range copy_file_range sendfile fallocate mkdir mkdirat chmod fchmod fchmodat
    rename renameat renameat2 link linkat symlinkat unlink unlinkat ftruncate truncate utimensat""".split()
CALL = re.compile(r"([a-z0-9_]+)\(")
ENDS = ("signal=KILL", "error=ENOSPC", "error=EIO", "error=EROFS", "error=EDQUOT")
NOTHING_WRITTEN = "retval=0"
OTHER = card(GIFFGAFF, id="other", label="Other")
OLD = Book(revision=1, cards=(replace(CARD, note="saved 0"), OTHER))


class Saver:
    """The process that makes a child for every run."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self._door = place / "door"
        self._process = subprocess.Popen([sys.executable, str(SAVER), str(self._door)])
        until(self._door.exists, "the saver")
        (place / RECEIPT).write_bytes(PNG)
        (place / TABLE).write_bytes(exported_cards(Book(cards=(replace(CARD, note="saved 1"),))))

    def close(self) -> None:
        self._process.kill()
        self._process.wait()

    def run(self, scene: str, root: Path, *options: str, room: int = 0) -> list[str]:
        """Play *scene* in *root* under strace and return the lines it said, the last ``done`` if it lived."""
        trace = ",".join(f"?{name}" for name in ("access", "faccessat", "faccessat2", *CALLS))
        with socket.socket(socket.AF_UNIX) as child:
            child.settimeout(60)
            child.connect(str(self._door))
            child.sendall(f"{scene}\t{root}\t{room}".encode())
            pid = child.recv(100).decode().strip()
            command = ["strace", "-qq", "-o", str(self.place / "trace"), "-e", f"trace={trace}", *options]
            with subprocess.Popen([*command, "-p", pid]) as tracer:
                status = Path("/proc", pid, "status")
                until(lambda: f"TracerPid:\t{tracer.pid}\n" in status.read_text(), "the tracer")
                child.sendall(b"!")
                said = b""
                while more := child.recv(65536):
                    said += more
                tracer.wait(60)
        return said.decode().splitlines()

    def calls(self) -> Iterator[tuple[str, int]]:
        """Yield the calls of the last run since the saves began: the name, and its number of that name."""
        made: Counter[str] = Counter()
        begun = False
        for line in (self.place / "trace").read_text("utf-8", "replace").splitlines():
            begun = begun or READY in line
            name = CALL.match(line)
            if name is not None and name[1] in CALLS:
                made[name[1]] += 1
                if begun:
                    yield name[1], made[name[1]]


@pytest.fixture
def saver(tmp_path: Path) -> Iterator[Saver]:
    needs("strace")
    made = Saver(tmp_path)
    yield made
    made.close()


def fresh(place: Path, name: str) -> DataFolder:
    """Return a folder in which the old book lies."""
    folder = DataFolder(place / name, DEVICE)
    folder.root.mkdir(mode=0o700)
    folder.book.write_bytes(encode(OLD))
    return folder


def saved(said: list[str]) -> int:
    """Return the number of the last save of the book that was reported; 0 if none was."""
    return max((int(line.split()[1]) for line in said if re.fullmatch(r"saved [0-9]+", line)), default=0)


def assert_whole(folder: DataFolder, said: list[str], place: str) -> None:
    """Whatever came, the book is whole, with all that was reported and the other card as it was."""
    book = FileStore(folder).load()
    by_id = {one.id: one for one in book.cards}
    assert by_id.keys() == {CARD.id, OTHER.id}, place
    assert by_id[OTHER.id] == OTHER, place
    note = by_id[CARD.id].note
    assert re.fullmatch(r"saved [0-2]", note), f"{place}: {note}"
    assert int(note.split()[1]) >= saved(said), place
    assert replace(by_id[CARD.id], note="", changed=CARD.changed) == replace(CARD, note=""), place


def assert_small_files(folder: DataFolder, said: list[str], place: str) -> None:
    """Each of the small files is the old one, none at all, or the new one."""
    settings, drafts, ledger = load_settings(folder), load_drafts(folder), load_ledger(folder)
    assert [one.problem for one in (settings, drafts, ledger)] == [None] * 3, place
    assert settings.value in (Settings(), Settings(theme="dark")), place
    assert drafts.value in ((), (DRAFT,)), place
    assert ledger.value.entries in ((), (ENTRY,)), place
    receipts = list(folder.receipts.glob("*.png")) if folder.receipts.exists() else []
    assert all(is_sound(one) for one in receipts), place
    held = {
        "saved settings": settings.value.theme == "dark",
        "saved draft": bool(drafts.value),
        "saved ledger": bool(ledger.value.entries),
        "saved receipt": bool(receipts),
    }
    assert all(held[line] for line in said if line in held), place


def assert_went_on(folder: DataFolder, scene: str, said: list[str], place: str) -> None:
    """What was refused had a sentence, was kept at a second try, and left nothing lying about."""
    told = f"{place}: {said}"
    assert said[-1:] == ["done"], told
    others = [line for line in said[:-1] if not line.startswith(("saved ", "refused '", 'refused "'))]
    assert not others, told
    assert all(len(line) > 30 for line in said if line.startswith("refused")), told
    if scene == "small files":
        assert len([line for line in said if line.startswith("saved")]) == 4, told
    else:
        assert saved(said) == (1 if scene == "import" else 2), told
    assert not list(folder.root.rglob("*.tmp")), told


@pytest.mark.soak
@pytest.mark.parametrize("scene", SCENES)
def test_d01_d05_a_save_is_interrupted_at_every_call(saver: Saver, tmp_path: Path, scene: str) -> None:
    for n in range(2):  # the first run loads what the others find loaded
        folder = fresh(tmp_path, f"whole {n}")
        said = saver.run(scene, folder.root)
        assert_went_on(folder, scene, said, "whole")
    calls = list(saver.calls())
    assert len(calls) > 20
    every = rounds(short=0, full=1)
    begun = time.monotonic()
    outcomes: Counter[str] = Counter()
    for turn, (name, number) in enumerate(calls):
        faults = [*ENDS, *([NOTHING_WRITTEN] if name == "write" else [])]
        for fault in faults if every else [faults[turn % len(faults)]]:
            place = f"{scene}: {fault} at {name} number {number}"
            folder = fresh(tmp_path, f"{fault} {name} {number}")

            said = saver.run(scene, folder.root, "-e", f"inject={name}:{fault}:when={number}")

            if scene == "small files":
                assert_small_files(folder, said, place)
            assert_whole(folder, said, place)
            if fault == "signal=KILL":
                assert said[-1:] != ["done"], f"{place}: it was not killed"
            else:
                assert_went_on(folder, scene, said, place)
            outcomes["refused" if any(line.startswith("refused") for line in said) else fault] += 1
    print(f"{scene}: {len(calls)} calls, {outcomes}, {time.monotonic() - begun:.0f} s")
    assert outcomes["refused"] > 5, "nothing was ever refused: the faults do not reach the save"


@pytest.mark.soak
def test_d05_a_disk_that_takes_a_part_of_a_write_leaves_the_old_book(saver: Saver, tmp_path: Path) -> None:
    """The system writes as much of a file as there is room for, and refuses the rest."""
    whole = len(encode(OLD)) + 100
    refused = 0
    for room in range(1, whole, max(1, whole // rounds(short=12, full=400))):
        folder = fresh(tmp_path, f"room {room}")

        said = saver.run("store", folder.root, room=room)

        assert_whole(folder, said, f"room for {room}")
        assert_went_on(folder, "store", said, f"room for {room}")
        refused += said.count("saved 1") == 1
    assert refused > 5
