"""Spoilt files of every kind by the hundred, in `make soak` by the ten thousand: nothing is taken amiss.

That is: no traceback, no empty book in the place of a damaged one, nothing written over, a second and a
little memory at most, and a sentence for each.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from simdesk.domain.book import Book
from simdesk.errors import FileDamaged
from simdesk.storage.book_file import FileStore
from tests.core import fuzzing
from tests.core.fuzzing import KINDS, campaign
from tests.machine import rounds

ROOT = Path(__file__).parents[2]
SEED = 20261121
# Large ones take long, and are there to see how long.
COUNTS = {"large book": (25, 1000)}
LAST = re.compile(r"([0-9]+) tried, ([0-9]+) sound, [0-9.]+ s at most\n")


@pytest.mark.soak
@pytest.mark.parametrize("kind", KINDS)
def test_d02_spoilt_files_are_never_taken_amiss(kind: str) -> None:
    short, full = COUNTS.get(kind, (300, 10_000))
    count = rounds(short=short, full=full)

    done = subprocess.run(
        [sys.executable, "-m", "tests.core.fuzzing", kind, str(count), str(SEED)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"},
        capture_output=True,
        text=True,
        check=False,
        timeout=3600,
    )

    assert (done.returncode, done.stderr) == (0, "")
    last = LAST.fullmatch(done.stdout)
    assert last is not None, done.stdout
    assert int(last[1]) == count
    assert int(last[2]) > 0


def test_a_reader_that_forgives_would_be_found_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Forgiving(FileStore):
        def load(self) -> Book:
            try:
                return super().load()
            except FileDamaged:
                return Book()

    monkeypatch.setattr(fuzzing, "FileStore", Forgiving)

    *amiss, _last = campaign("book", 30, SEED, tmp_path)

    assert amiss
