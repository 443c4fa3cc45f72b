"""A window that nobody touches costs next to nothing: few wake-ups, and nothing written."""

import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from simdesk.storage.decoding import encode
from tests.bench.large import large_book
from tests.bench.measures import Usage, usage
from tests.e2e.desktop import Desktop, until
from tests.e2e.program import Program
from tests.machine import rounds

SETTLES = 44.0
"""Seconds until Qt's own helpers have ended; by then a tray has been looked for as often as at a start."""

MOST = 0.1 * 60
"""Wake-ups above those of a bare window, in a minute or a part of one: one look falls into it."""


@pytest.fixture
def desk() -> Iterator[Desktop]:
    with Desktop() as found:
        yield found


def traces(folder: Path) -> dict[Path, tuple[int, int]]:
    """What any write would change: the times of files and folders, and which files they are."""
    return {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in (folder, *folder.rglob("*"))}


def woken(before: Usage, after: Usage) -> int:
    return sum(max(0, count - before.switches.get(name, 0)) for name, count in after.switches.items())


@pytest.mark.soak
def test_an_idle_window_with_200_cards_seldom_wakes_up_and_writes_nothing(
    desk: Desktop, tmp_path: Path
) -> None:
    program = Program(desk, tmp_path / "book")
    program.folder.root.mkdir(mode=0o700)
    program.folder.book.write_bytes(encode(large_book(date.today())))
    both = [program.starts(), desk.start(sys.executable, "-m", "tests.bench.bare")]
    until(desk.notes, "the notification")
    time.sleep(SETTLES)

    before, written = [usage(one.pid) for one in both], traces(program.folder.root)
    time.sleep(rounds(short=20, full=60))
    ours, bare = (woken(was, usage(one.pid)) for was, one in zip(before, both, strict=True))

    assert ours - bare <= MOST
    assert traces(program.folder.root) == written
