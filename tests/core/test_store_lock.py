"""One writer at a time: others wait, nobody's change is lost, and no lock outlives its holder."""

import errno
import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from simdesk.domain.edits import add_card
from simdesk.errors import FileBusy, FileUnwritable
from simdesk.storage import lock
from simdesk.storage.book_file import FileStore
from simdesk.storage.folder import DataFolder
from simdesk.storage.lock import writing
from tests.core.making import SOFTBANK, card
from tests.core.store_samples import DEVICE

SRC = Path(__file__).parents[2] / "src"
HEAD = """
import sys
from pathlib import Path
from msgspec.structs import replace
from simdesk.domain.book import put
from simdesk.storage.book_file import FileStore
from simdesk.storage.device import Device
from simdesk.storage.folder import DataFolder
from simdesk.storage.lock import writing
folder = DataFolder(Path(sys.argv[1]), Device(sys.argv[2]))
"""
WRITER = """
store = FileStore(folder)
sys.stdin.read(1)
for n in range(int(sys.argv[4])):
    store.apply(lambda book: put(book, replace(book.cards[0], id=f"{sys.argv[3]}-{n}")))
"""
HOLDER = """
with writing(folder):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "book", DEVICE)


def started(script: str, folder: DataFolder, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", HEAD + script, str(folder.root), DEVICE.id, *arguments],
        env=os.environ | {"PYTHONPATH": str(SRC)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_of_three_writers_at_once_nobody_loses_a_change(folder: DataFolder) -> None:
    FileStore(folder).apply(add_card(card(SOFTBANK)))
    writers = [started(WRITER, folder, name, "40") for name in "xyz"]
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("g")
        writer.stdin.flush()
    for writer in writers:
        writer.communicate(timeout=120)
        assert writer.returncode == 0

    book = FileStore(folder).load()
    assert {one.id for one in book.cards} == {"a"} | {f"{name}-{n}" for name in "xyz" for n in range(40)}
    assert book.revision == 121
    lines = (folder.logs / "simdesk.log").read_text().splitlines()
    assert [int(line.rsplit(" ", 1)[1]) for line in lines] == list(range(1, 122))


def test_a_held_lock_is_waited_for_and_then_told(folder: DataFolder) -> None:
    holder = started(HOLDER, folder)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"

    with pytest.raises(FileBusy) as told, writing(folder, wait=0.05):
        raise AssertionError("held twice")
    assert told.value.path == folder.lock

    holder.communicate(timeout=60)
    with writing(folder, wait=0):
        pass


def test_a_lock_ends_with_its_holder_however_that_ends(folder: DataFolder) -> None:
    holder = started(HOLDER, folder)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"

    holder.send_signal(signal.SIGKILL)
    holder.wait(timeout=60)
    assert folder.lock.exists()

    assert FileStore(folder).apply(add_card(card(SOFTBANK))).revision == 1
    holder.communicate()


def test_who_waits_comes_in_when_the_other_is_done(folder: DataFolder) -> None:
    order: list[str] = []
    inside, waiting = threading.Event(), threading.Event()

    def second() -> None:
        inside.wait(30)
        waiting.set()
        with writing(folder, wait=30):
            order.append("second")

    thread = threading.Thread(target=second)
    thread.start()
    with writing(folder):
        inside.set()
        assert waiting.wait(30)
        order.append("first")
    thread.join(30)

    assert order == ["first", "second"]


def test_a_lock_that_cannot_be_made_is_told(folder: DataFolder) -> None:
    folder.prepare()
    folder.lock.mkdir()

    with pytest.raises(FileUnwritable) as told, writing(folder):
        raise AssertionError("held")
    assert told.value.path == folder.lock


def test_the_lock_is_free_again_after_an_error_inside(folder: DataFolder) -> None:
    with pytest.raises(KeyError), writing(folder):
        raise KeyError

    with writing(folder, wait=0):
        pass


def test_who_holds_the_lock_goes_on_inside_and_nobody_else_comes_in(folder: DataFolder) -> None:
    def another() -> None:
        with pytest.raises(FileBusy), writing(folder, wait=0):
            pass

    with writing(folder), ThreadPoolExecutor(1) as other:
        with writing(folder, wait=0):
            other.submit(another).result()
        # The end of what was inside does not let others in.
        other.submit(another).result()

    with ThreadPoolExecutor(1) as other, pytest.raises(AssertionError, match="held"):
        other.submit(_holds, folder).result()


def _holds(folder: DataFolder) -> None:
    with writing(folder, wait=0):
        raise AssertionError("held")


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EIO])
def test_a_drive_without_locks_is_told_as_one(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refuse(_descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(lock, "_try", refuse)

    with pytest.raises(FileUnwritable) as told, writing(folder):
        pass
    assert told.value.lockless is (number != errno.EIO)
