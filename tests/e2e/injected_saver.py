"""Saves in a process of its own that says on its standard output what has become of each of them.

The process waits at a socket with all its modules loaded. For each who comes it makes a child that does
one scene; so a run takes no longer than the save. What is said goes out by a call that no file is written
by, so that what is done to those calls is not done to the report.
"""

import contextlib
import ctypes
import io
import os
import resource
import signal
import socket
import sys
import tempfile
import traceback
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from msgspec.structs import replace

from simdesk.cli import main as simdesk
from simdesk.clock import SystemClock
from simdesk.domain.book import Book
from simdesk.domain.draft import RenewalDraft
from simdesk.domain.edits import Edit, add_card
from simdesk.errors import SimDeskError
from simdesk.exchange.cards_csv import exported_cards
from simdesk.reminders.ledger import Entry
from simdesk.storage.book_file import FileStore
from simdesk.storage.drafts import keep_draft
from simdesk.storage.folder import DataFolder
from simdesk.storage.ledger_file import change_ledger
from simdesk.storage.receipts import keep_receipt
from simdesk.storage.settings import Settings, save_settings
from simdesk.ui.state import AppState
from simdesk.wording.problem import problem
from tests.core.making import SOFTBANK, card
from tests.core.store_samples import DEVICE

CARD = card(SOFTBANK)
READY = "the saves begin"
TRIES = 4
TABLE = "cards.csv"
RECEIPT = "receipt.png"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(5000)
MOMENT = datetime(2026, 11, 21, tzinfo=UTC)
DRAFT = RenewalDraft(card_id=CARD.id, renewal_id="r1", correction_id="c1", changed=MOMENT, amount="3000")
ENTRY = Entry(card_id=CARD.id, deadline=date(2026, 11, 23), kind="main", stage=3, planned=MOMENT, days_left=2)

Say = Callable[[str], None]
_PR_SET_PTRACER, _ANYBODY = 0x59616D61, -1


def noted(number: int) -> Edit:
    """The edit by which the book says how often it was saved."""
    return add_card(replace(CARD, note=f"saved {number}"))


def until_done(what: str, act: Callable[[], object], say: Say) -> None:
    """Try until it succeeds; say each time what came of it."""
    for _ in range(TRIES):
        try:
            act()
        except (SimDeskError, OSError) as error:
            say(f"refused {problem(error)!r}")
        else:
            say(what)
            return
    say("given up")


def of_store(root: Path, say: Say) -> None:
    """Save twice."""
    store = FileStore(DataFolder(root, DEVICE))
    for number in (1, 2):
        until_done(f"saved {number}", lambda n=number: store.apply(noted(n)), say)  # type: ignore[misc]


def of_state(root: Path, say: Say) -> None:
    """Save twice from the window's state, which keeps what is refused and does not move."""
    store = FileStore(DataFolder(root, DEVICE))
    book = store.load()
    os.access(READY, os.F_OK)
    state = AppState(store, SystemClock(), book)
    state.failed.connect(lambda error: say(f"refused {problem(error)!r}"))
    for number in (1, 2):
        before = state.book
        if not state.apply("Save", noted(number)):
            if state.book != before or len(state.pending) != 1:
                say("the screen has moved")
            if not any(state.retry() for _ in range(TRIES)):
                say("given up")
                return
        if state.pending or state.book.cards[0].note != f"saved {number}":
            say("it is not shown")
        say(f"saved {number}")


def of_import(root: Path, say: Say) -> None:
    """Import a table whose one card says that it is saved."""
    for _ in range(TRIES):
        out, buffer = io.TextIOWrapper(io.BytesIO()), io.BytesIO()
        err = io.TextIOWrapper(buffer)
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = simdesk(["--data-dir", str(root), "import", "cards", str(root.parent / TABLE)])
        if not status:
            say("saved 1")
            return
        err.flush()
        say(f"refused {buffer.getvalue().decode().strip()!r}")
    say("given up")


def of_small_files(root: Path, say: Say) -> None:
    """Keep settings, a draft, a row of the ledger and a receipt."""
    folder = DataFolder(root, DEVICE)
    until_done("saved settings", lambda: save_settings(folder, Settings(theme="dark")), say)
    until_done("saved draft", lambda: keep_draft(folder, DRAFT), say)
    until_done("saved ledger", lambda: change_ledger(folder, lambda held: held.kept(ENTRY)), say)
    until_done("saved receipt", lambda: keep_receipt(folder, root.parent / RECEIPT), say)


SCENES: dict[str, Callable[[Path, Say], None]] = {
    "store": of_store,
    "state": of_state,
    "import": of_import,
    "small files": of_small_files,
}


def play(caller: socket.socket) -> None:
    """Do the scene that is asked for, once one is told to begin."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PTRACER, ctypes.c_ulong(_ANYBODY), 0, 0, 0)
    scene, root, room = caller.recv(4096).decode().split("\t")

    def say(line: str) -> None:
        caller.sendall(f"{line}\n".encode())

    say(str(os.getpid()))
    caller.recv(1)
    if scene != "state":
        os.access(READY, os.F_OK)
    try:
        if int(room):
            resource.setrlimit(resource.RLIMIT_FSIZE, (int(room), resource.RLIM_INFINITY))
            with contextlib.suppress(SimDeskError, OSError):
                FileStore(DataFolder(Path(root), DEVICE)).apply(noted(1))
                say("saved 1")
            resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        SCENES[scene](Path(root), say)
        say("done")
    except BaseException:  # noqa: BLE001 whatever it is, it is told
        say(traceback.format_exc())


def load_all() -> None:
    """Do every scene once, so that no child has a module to load."""
    with tempfile.TemporaryDirectory() as place:
        (Path(place) / TABLE).write_bytes(exported_cards(Book(cards=(CARD,))))
        (Path(place) / RECEIPT).write_bytes(PNG)
        for scene in SCENES.values():
            scene(Path(place, "book"), lambda _: None)
        for number in range(2):  # a refusal has words, and some of those a module
            problem(OSError(number + 1, ""))


def main() -> None:
    load_all()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(sys.argv[1])
        door.listen()
        while True:
            caller, _ = door.accept()
            if os.fork() == 0:
                door.close()
                play(caller)
                os._exit(0)
            caller.close()


if __name__ == "__main__":
    main()
