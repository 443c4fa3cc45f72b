"""A program that is replaced while it runs says so, and gives way to the new one when its owner says so."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from simdesk.domain.book import Book
from simdesk.storage.settings import Settings, save_settings
from tests.core.making import SOFTBANK, card
from tests.e2e.accessible import Reader
from tests.e2e.desktop import PATIENCE, Desktop, until
from tests.e2e.program import Program

BANK = card(SOFTBANK, end="2030-11-24", label="Bank", carrier="softbank")
FOLLOWS = 4
"""Seconds after which a program follows its file: its start is over then."""

UPDATED = "SimDesk was updated. Restart it to go on with the new version."

# Runs as an installed program does, which knows its own file and nothing of an interpreter.
INSTALLED = """#!{python}
# {version}
import sys
sys.frozen, sys.executable = True, "{place}"
from simdesk.ui.desktop import succession
succession.Succession.__init__.__kwdefaults__["settles"] = 300
from simdesk.cli import main
raise SystemExit(main())
"""


class Installed:
    """A program installed in *folder*, with a book on *desk*."""

    def __init__(self, desk: Desktop, folder: Path) -> None:
        self.desk, self.place = desk, folder / "lib" / "simdesk" / "simdesk"
        self.place.parent.mkdir(parents=True)
        self.book = Program(desk, folder / "book 日本")
        self.book.holds(BANK)
        save_settings(self.book.folder, Settings(login_offered=True))
        self.installs("1")

    def installs(self, version: str) -> None:
        beside = self.place.with_name("simdesk.dpkg-new")
        text = INSTALLED.format(python=sys.executable, place=self.place, version=version * 9)
        beside.write_text(text, "utf-8")
        beside.chmod(0o755)
        os.utime(beside, (len(version), len(version)))
        beside.replace(self.place)

    def starts(self, *options: str) -> subprocess.Popen[bytes]:
        words = ("--data-dir", str(self.book.folder.root), "--lang", "en", *options)
        with self.book.told.open("ab") as told:
            return self.desk.start(self.place, *words, out=told.fileno())

    def running(self) -> set[int]:
        """Return the numbers of the processes that run it."""
        found = set()
        for line in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                words = line.read_bytes().split(b"\0")
            except OSError:
                continue
            if os.fsencode(self.place) in words and os.fsencode(self.book.folder.root) in words:
                found.add(int(line.parent.name))
        return found


@pytest.fixture
def installed(tmp_path: Path) -> Iterator[Installed]:
    with Desktop(accessible=True, notifications=True) as desk:
        found = Installed(desk, tmp_path)
        yield found
        for number in found.running():
            os.kill(number, 15)
        until(lambda: not found.running(), "its end")
        assert found.book.complaints == ""


def test_an_update_is_told_and_the_new_one_takes_over(installed: Installed) -> None:
    desk = installed.desk
    first = installed.starts()
    until(desk.windows, "the window")
    with Reader(desk.env) as reader:
        time.sleep(FOLLOWS)
        installed.installs("22")
        until(lambda: UPDATED in reader.names("label"), "the notice")
        assert first.poll() is None
        reader.press("Restart")
        assert first.wait(PATIENCE) == 0
        (second,) = until(installed.running, "the new one")
        until(desk.windows, "its window")

    assert second != first.pid
    words = Path(f"/proc/{second}/cmdline").read_bytes().split(b"\0")
    assert words[-5:-1] == [b"--data-dir", os.fsencode(installed.book.folder.root), b"--lang", b"en"]
    assert installed.book.book() == Book(cards=(BANK,), revision=1)
    assert installed.starts().wait(PATIENCE) == 0  # there is one window: this start has raised it
    assert installed.running() == {second}
