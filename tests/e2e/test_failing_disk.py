"""The running window on a disk that is full, read-only, gone or closed to its owner, and then sound again.

Each time the owner archives a card by the Delete key. The window says in one sentence why that was not kept,
the list stays as it was, and the book too. Once the disk is mended *Try again* keeps it, without a restart.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from simdesk.domain.book import Book
from simdesk.domain.terms import State
from simdesk.storage.book_file import FileStore
from simdesk.storage.decoding import encode
from simdesk.storage.folder import DataFolder, data_folder
from tests.core.making import GIFFGAFF, SOFTBANK, card
from tests.e2e.accessible import GoneError
from tests.e2e.desktop import Desktop, until
from tests.e2e.hand import Hand
from tests.machine import needs

BOOK = Book(
    revision=1,
    cards=(
        card(SOFTBANK, end="2027-01-20", label="Bank"),
        card(GIFFGAFF, id="b", label="Shop"),
        card(SOFTBANK, id="c", end="2027-03-20", label="Travel"),
    ),
)
CARDS = "Cards, most urgent first"
AS_ROOT = os.geteuid() == 0
SHOWN = 0.4
"""Seconds after which a button that was pressed has acted: Qt shows the press for a while before."""
MOUNTED = 'mount -t tmpfs -o size=400k,mode=0700 none "$1" && cp -a "$2/." "$1" && shift 2 && exec "$@"'
# What the files of this device make of a disk that takes nothing: each line a file, and what was told of it.
SMALL_FILES = """
import sys
from pathlib import Path
from simdesk.errors import SimDeskError
from simdesk.storage.drafts import keep_draft, load_drafts
from simdesk.storage.folder import data_folder
from simdesk.storage.ledger_file import change_ledger, load_ledger
from simdesk.storage.receipts import keep_receipt
from simdesk.storage.settings import Settings, load_settings, save_settings
from tests.e2e.injected_saver import DRAFT, ENTRY
folder = data_folder(sys.argv[1], {})
for name, act in {
    "settings": lambda: save_settings(folder, Settings(theme="dark")),
    "draft": lambda: keep_draft(folder, DRAFT),
    "ledger": lambda: change_ledger(folder, lambda held: held.kept(ENTRY)),
    "receipt": lambda: keep_receipt(folder, Path(sys.argv[2])),
}.items():
    try:
        act()
    except SimDeskError as error:
        print(name, type(error).__name__)
    else:
        print(name, "kept")
print(*[load(folder).problem for load in (load_settings, load_drafts, load_ledger)])
"""


def own_mounts() -> tuple[str, ...]:
    """Return the command before another, which may mount then what nobody else sees."""
    ways = [("unshare", "-m", "--propagation", "private") if AS_ROOT else ("unshare", "-rm")]
    if AS_ROOT and " shared:" not in Path("/proc/self/mountinfo").read_text("utf-8"):
        # In a changed root, whose mounts are nobody else's already, unshare cannot say so once more.
        ways.append(("unshare", "-m", "--propagation", "unchanged"))
    for way in ways:
        if not subprocess.run([*way, "true"], check=False, capture_output=True).returncode:
            return way
    pytest.skip("no file system may be mounted here, not even for oneself")


class Disk:
    """A window with its folder on a disk that can be spoilt. ``root`` is where the test sees the folder."""

    def __init__(self, place: Path, desk: Desktop) -> None:
        self.place, self.desk = place, desk
        self.book = place / "book"
        self.root = self.book
        self.within: tuple[str, ...] = ()
        seed = DataFolder(self.book, data_folder(str(self.book), {}).device)
        seed.root.mkdir(mode=0o700)
        seed.book.write_bytes(encode(BOOK))
        FileStore(seed).apply(lambda held: held)
        self.hand = Hand(desk)

    def opens(self, *before: str) -> None:
        """Open the window, the program started by *before*."""
        program = (sys.executable, "-m", "simdesk", "--data-dir", str(self.book), "--lang", "en")
        self.process = self.desk.start(*before, *program)
        until(lambda: len(self.rows()) == len(BOOK.cards), "the cards")

    def opens_mounted(self) -> None:
        """Open the window with a small file system of its own for the data folder."""
        needs("unshare", "nsenter", "mount")
        own = own_mounts()
        seed = self.place / "seed"
        self.book.rename(seed)
        self.book.mkdir(mode=0o700)
        self.opens(*own, "sh", "-c", MOUNTED, "sh", str(self.book), str(seed))
        self.within = ("nsenter", "-t", str(self.process.pid), "-m", "-r", "-w")
        if not AS_ROOT:
            self.within += ("-U", "--preserve-credentials")
        self.root = Path(f"/proc/{self.process.pid}/root{self.book}")

    def does(self, *command: str) -> str:
        """Run a command where the program sees its folder, and return what it printed."""
        done = subprocess.run(
            [*self.within, *command], check=False, capture_output=True, text=True, cwd=self.place
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def rows(self) -> list[str]:
        return [entry.name for entry in self.hand.entries(CARDS)]

    def tries_again(self) -> None:
        """Press the button, which a new notice may just be taking away, and wait until it has acted."""

        def pressed() -> bool:
            with suppress(GoneError):
                self.hand.presses("Try again")
                return True
            return False

        until(pressed, "the button")
        time.sleep(SHOWN)

    def held(self) -> Book:
        """The book as it lies on the disk."""
        return FileStore(DataFolder(self.root, data_folder(str(self.book), {}).device)).load()


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    tmp_path.chmod(0o755)
    with Desktop(accessible=True, notifications=False) as desk:
        made = Disk(tmp_path, desk)
        with made.hand:
            yield made


def archived(book: Book) -> int:
    return sum(one.state is State.ARCHIVED for one in book.cards)


def edit_is_refused_and_then_kept(
    disk: Disk, *sentence: str, spoil: Callable[[], object], mend: Callable[[], object], same: bool = True
) -> None:
    """Archive a card on a spoilt disk, look at what is said and shown, mend it, and try again."""
    before, rows = disk.held(), disk.rows()
    spoil()
    content = (disk.root / "simdesk.json").read_bytes() if same else b""

    disk.desk.press("Delete")

    def told() -> bool:
        return any(all(words in one for words in sentence) for one in disk.hand.names("label"))

    until(told, lambda: f"{sentence}; there is {disk.hand.names('label')}")
    assert disk.rows() == rows, "the screen has moved"
    for _ in range(2):  # as long as nothing is mended, to try again says the same again
        disk.tries_again()
        until(told, lambda: f"{sentence} again; there is {disk.hand.names('label')}")
    assert disk.rows() == rows, "the screen has moved"
    assert not same or (disk.root / "simdesk.json").read_bytes() == content

    mend()

    def kept() -> bool:
        # On a slow machine the last press may act only now: then there is nothing left to press.
        if disk.rows() == rows and "Try again" in disk.hand.names("push button"):
            disk.tries_again()
        return disk.rows() != rows

    until(kept, "the change on the screen")
    until(lambda: not told(), "the end of the notice")
    after = disk.held()
    assert archived(after) == archived(before) + 1
    assert {one.id for one in after.cards} == {one.id for one in before.cards}
    assert disk.process.poll() is None
    assert not list(disk.root.rglob("*.tmp"))


def test_d05_a_full_disk(disk: Disk) -> None:
    disk.opens_mounted()
    filler = disk.root / "filler"
    receipt = disk.place / "receipt.png"
    receipt.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(9000))

    def fill() -> None:
        with suppress(OSError), filler.open("wb", buffering=0) as file:
            while True:
                file.write(bytes(256))
        here = Path(__file__).parents[2]
        told = disk.does(
            "env",
            f"PYTHONPATH={here / 'src'}:{here}",
            sys.executable,
            "-c",
            SMALL_FILES,
            str(disk.book),
            str(receipt),
        )
        lines = told.splitlines()
        assert lines[:4] == [f"{name} FileUnwritable" for name in ("settings", "draft", "ledger", "receipt")]
        assert lines[4] == "None None None"

    edit_is_refused_and_then_kept(disk, "no room left", spoil=fill, mend=filler.unlink)


def test_d05_a_disk_that_becomes_read_only(disk: Disk) -> None:
    disk.opens_mounted()
    book = ("sh", str(disk.book))

    edit_is_refused_and_then_kept(
        disk,
        "read-only",
        # Laid over itself: a disk in use is not made read-only by hand, but the system does it after errors.
        spoil=lambda: disk.does("sh", "-c", 'mount --bind "$1" "$1" && mount -o remount,bind,ro "$1"', *book),
        mend=lambda: disk.does("umount", str(disk.book)),
    )


def test_d05_a_disk_that_is_taken_out(disk: Disk) -> None:
    disk.opens_mounted()
    aside = str(disk.place / "seed")

    edit_is_refused_and_then_kept(
        disk,
        "cannot be read",
        spoil=lambda: disk.does("mount", "--move", str(disk.book), aside),
        mend=lambda: disk.does("mount", "--move", aside, str(disk.book)),
        same=False,
    )


def test_d05_a_folder_that_is_renamed_away(disk: Disk) -> None:
    disk.opens()
    aside = disk.place / "aside"

    def back() -> None:
        aside.rename(disk.book)

    edit_is_refused_and_then_kept(
        disk, "cannot be", spoil=lambda: disk.book.rename(aside), mend=back, same=False
    )


@pytest.mark.parametrize(
    ("name", "spoilt", "sound", "sentence"),
    [
        ("", 0o500, 0o700, "read-only"),
        ("simdesk.json", 0o000, 0o600, "cannot be read"),
    ],
    ids=["a folder that may not be written", "a book that may not be read"],
)
def test_d05_what_its_owner_may_not_touch(
    disk: Disk, name: str, spoilt: int, sound: int, sentence: str
) -> None:
    if AS_ROOT:  # who may everything is refused nothing
        needs("setpriv")
        disk.opens("setpriv", "--bounding-set", "-dac_override,-dac_read_search", "--inh-caps", "-all")
    else:
        disk.opens()
    path = disk.root / name

    edit_is_refused_and_then_kept(
        disk,
        sentence,
        spoil=lambda: path.chmod(spoilt),
        mend=lambda: path.chmod(sound),
        same=not name or AS_ROOT,
    )
