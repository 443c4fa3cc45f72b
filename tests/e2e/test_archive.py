"""A restore killed at every call that changes something on the disk: all of it, or nothing.

The kernel ends the process as it is about to make the call. Between two such calls the disk does not
change, so every state that a killed restore can leave is looked at.
"""

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from simdesk.domain.edits import add_card
from simdesk.storage.book_file import FileStore
from simdesk.storage.decoding import decode_book
from simdesk.storage.examining import examine
from simdesk.storage.folder import DataFolder
from simdesk.storage.lock import writing
from simdesk.storage.settings import load_settings
from tests.core.archive_making import CATALOG, SETTINGS, archived, full_folder, holdings, other_folder
from tests.core.making import HIS, card
from tests.core.store_samples import DEVICE
from tests.e2e.archive_restorer import READY
from tests.machine import needs, rounds

RESTORER = Path(__file__).with_name("archive_restorer.py")
CHANGING = """write pwrite64 rename renameat renameat2 link linkat unlink unlinkat mkdir mkdirat rmdir
    ftruncate truncate chmod fchmod openat""".split()
CALL = re.compile(r"([a-z0-9_]+)\(")


def traced(root: Path, archive: Path, log: Path, *options: str) -> int:
    """Run the restorer under strace and return its exit status, negative if it was killed."""
    trace = ",".join(f"?{name}" for name in ("access", "faccessat", "faccessat2", *CHANGING))
    command = ["strace", "-qq", "-o", str(log), "-e", f"trace={trace}", *options]
    environ = os.environ | {"PYTHONPATH": str(RESTORER.parents[2] / "src"), "PYTHONHASHSEED": "0"}
    restorer = [sys.executable, str(RESTORER), str(root), str(archive)]
    return subprocess.run([*command, *restorer], env=environ, check=False, timeout=60).returncode


def calls(log: Path) -> Iterator[tuple[str, int]]:
    """Give each call of the restore that changes something: its name, and how many there were until then."""
    made: Counter[str] = Counter()
    begun = False
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        begun = begun or READY in line
        name = CALL.match(line)
        if name is not None and name[1] in CHANGING:
            made[name[1]] += 1
            if begun and (name[1] != "openat" or "O_CREAT" in line):
                yield name[1], made[name[1]]


@pytest.mark.soak
@pytest.mark.parametrize("with_book", [True, False], ids=["over a book", "into an empty folder"])
def test_d05_a_restore_killed_at_every_call_has_changed_nothing_or_all(
    tmp_path: Path, *, with_book: bool
) -> None:
    needs("strace")
    archive, log = archived(full_folder(tmp_path / "source"), tmp_path / "all.simdesk"), tmp_path / "log"
    template = DataFolder(tmp_path / "template", DEVICE)
    if with_book:
        other_folder(template.root)
    else:
        template.prepare()
    before = holdings(template)
    for _ in range(2):  # the first run writes the compiled modules, which the other finds
        folder = DataFolder(tmp_path / "whole", DEVICE)
        shutil.rmtree(folder.root, ignore_errors=True)
        shutil.copytree(template.root, folder.root)
        assert traced(folder.root, archive, log) == 0
    points = list(calls(log))
    assert len(points) > 20
    outcomes: Counter[bool] = Counter()

    every = rounds(short=4, full=1)
    for name, number in (*points[:-1:every], points[-1]):
        place = f"killed at {name} number {number} of {len(points)}"
        folder = DataFolder(tmp_path / "killed", DEVICE)
        shutil.rmtree(folder.root, ignore_errors=True)
        shutil.copytree(template.root, folder.root)
        status = traced(folder.root, archive, log, "-e", f"inject={name}:signal=KILL:when={number}")
        assert status != 0, place
        with writing(folder):
            pass
        done = holdings(folder) != before
        if done:
            assert decode_book(folder.book.read_bytes(), folder.book).renewal("r2"), place
            assert folder.catalog.read_bytes() == CATALOG, place
            assert load_settings(folder).value == SETTINGS, place
        assert examine(folder) == [], place
        assert not folder.restoring.exists(), place
        FileStore(folder).apply(add_card(card(HIS, id="next")))
        assert (FileStore(folder).load().renewal("r2") is not None) is done, place
        outcomes[done] += 1

    assert outcomes[False] > 3
    assert outcomes[True] >= 1, "the last call makes a note of what is done already"
