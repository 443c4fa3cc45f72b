"""The log: a line for each thing, a few files at most."""

import os
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from simdesk.storage import journal
from simdesk.storage.folder import DataFolder
from simdesk.storage.journal import Journal
from tests.core.store_samples import DEVICE


class Stopped:
    """A clock that stands."""

    def now(self) -> datetime:
        return datetime(2026, 11, 21, 3, 0, 1, 999, tzinfo=UTC).astimezone(timezone(timedelta(hours=9)))


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "book", DEVICE)


def test_each_thing_is_one_line_behind_its_moment(folder: DataFolder) -> None:
    log = Journal(folder, Stopped())

    log.line("saved 3")
    log.line("refused:\n  half a pair \ud83d")

    assert (folder.logs / "simdesk.log").read_text() == (
        "2026-11-21T12:00:01+09:00 saved 3\n2026-11-21T12:00:01+09:00 refused: half a pair ?\n"
    )


def test_a_log_that_grows_is_put_aside_and_the_oldest_dropped(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "LIMIT", 30)
    log = Journal(folder, Stopped())

    for n in range(5):
        log.line(f"saved {n}")

    kept = {path.name: path.read_text().split()[-1] for path in folder.logs.iterdir()}
    assert kept == {"simdesk.log": "4", "simdesk.log.1": "3", "simdesk.log.2": "2"}


def test_what_the_disk_refuses_is_left_out(folder: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    log = Journal(folder, Stopped())
    log.line("first")

    def full(descriptor: int, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as fault:
        fault.setattr(os, "write", full)
        log.line("second")
    log.line("third")

    assert [line.split()[-1] for line in (folder.logs / "simdesk.log").read_text().splitlines()] == [
        "first",
        "third",
    ]
