"""Spoilt files given to the program, one after the other, in a process that has little memory.

``python -m tests.core.fuzzing KIND COUNT SEED`` prints every file that was not taken as it should be, and
in the last line how many were tried, and how many of them were taken for sound.
"""

import base64
import contextlib
import io
import json
import resource
import shutil
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from typing import Any

from msgspec.structs import replace

from simdesk.cli import main as simdesk
from simdesk.domain.book import Book, PaymentMethod, put
from simdesk.domain.draft import RenewalDraft
from simdesk.domain.rows import rows
from simdesk.errors import SimDeskError
from simdesk.reminders.ledger import Entry, Ledger
from simdesk.storage.book_file import FileStore
from simdesk.storage.decoding import decode_book, encode
from simdesk.storage.drafts import Drafts, keep_draft, load_drafts
from simdesk.storage.examining import examine
from simdesk.storage.folder import DataFolder
from simdesk.storage.ledger_file import change_ledger, load_ledger
from simdesk.storage.own_catalog import catalog_in, change_own
from simdesk.storage.settings import Settings, load_settings, save_settings
from simdesk.storage.small_file import Loaded
from simdesk.wording.problem import problem
from tests.bench.large import large_book
from tests.core import mutations
from tests.core.own_making import own_carrier, own_channel, own_rule
from tests.core.store_samples import DEVICE, sample_text

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
LONGEST = 1.0
"""Seconds of this processor that one file may take."""
ROOM = 400_000_000
"""Bytes of memory that all of them together may take beyond what the program itself takes."""

MOST = 5
"""How many that were amiss are shown."""

METHOD = PaymentMethod(id="fuzz", changed=NOW, label="Fuzz")
Trial = Callable[[bytes], bool]
"""Takes the content of a file, and says whether it was taken for sound; raises where it was taken amiss."""


class AmissError(AssertionError):
    """A spoilt file was taken for what it is not, or written over."""


def must(holds: bool, what: str) -> None:
    if not holds:
        raise AmissError(what)


def told(error: SimDeskError) -> None:
    """Look whether there is a sentence for it."""
    must(bool(problem(error)) and "\n" not in problem(error), f"a sentence: {problem(error)!r}")


def emptied(folder: DataFolder) -> None:
    """Take everything out of the data folder, or what is put there next comes from outside."""
    shutil.rmtree(folder.root)
    folder.root.mkdir()
    folder.prepare()


class Kind:
    """A kind of file: a sound one, how to spoil it, and what must hold of a spoilt one."""

    def __init__(self, folder: DataFolder) -> None:
        self.folder = folder
        folder.prepare()
        self.spoil = mutations.of_json
        self.sound = self.prepared()

    def prepared(self) -> bytes:
        raise NotImplementedError

    def tried(self, data: bytes) -> bool:
        raise NotImplementedError


class BookFile(Kind):
    """The book: damaged it is never written over, and sound it is read as it stands."""

    def prepared(self) -> bytes:
        return sample_text().encode()

    def tried(self, data: bytes) -> bool:
        emptied(self.folder)
        return self.tried_there(data)

    def tried_there(self, data: bytes) -> bool:
        path = self.folder.book
        path.write_bytes(data)
        try:
            book = FileStore(self.folder).load()
        except SimDeskError as error:
            told(error)
            with contextlib.suppress(SimDeskError):
                FileStore(self.folder).apply(lambda held: put(held, METHOD))
                must(False, "a damaged book took an edit")
            must(path.read_bytes() == data, "a damaged book was written over")
            return False
        self.must_hold_all(book, data)
        for row in rows(book, NOW):
            must(row.card in book.cards, "a row for every card")
        try:
            after = FileStore(self.folder).apply(lambda held: put(held, METHOD))
        except SimDeskError as error:
            told(error)
            must(path.read_bytes() == data, "a refused edit was written")
        else:
            must(len(after.cards) >= len(book.cards), "a card went with an edit of something else")
            must(decode_book(path.read_bytes(), path) == after, "what was written is what was shown")
        return True

    def must_hold_all(self, book: Book, data: bytes) -> None:
        """Look whether the book holds as many records as another reader of JSON finds in the file."""
        read = json.loads(data.decode("utf-8-sig"))
        for shelf in ("cards", "renewals", "payment_methods", "tombstones"):
            must(len(getattr(book, shelf)) == len(read.get(shelf, ())), f"as many {shelf} as there are")


class LargeBookFile(BookFile):
    """A book of some size, so that what is slow is seen."""

    def prepared(self) -> bytes:
        return encode(large_book(date(2026, 11, 21), cards=200, renewals=2000))


class ArrivedBookFile(BookFile):
    """A spoilt book that comes from outside: what this device had is in it still, or it is not taken."""

    def prepared(self) -> bytes:
        data = super().prepared()
        self.folder.book.write_bytes(data)
        store = FileStore(self.folder)
        for label in ("one", "two"):
            self.mine = store.apply(lambda held, label=label: put(held, replace(METHOD, label=label)))  # type: ignore[misc]
        self.held = {path: path.read_bytes() for path in self.folder.root.rglob("*") if path.is_file()}
        return data

    def tried(self, data: bytes) -> bool:
        emptied(self.folder)
        for path, content in self.held.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return self.tried_there(data)

    def must_hold_all(self, book: Book, data: bytes) -> None:
        """Look whether each record is there, or a trace of it."""
        gone = {(one.kind, one.id) for one in book.tombstones}
        for shelf, kind in (
            ("cards", "card"),
            ("renewals", "renewal"),
            ("payment_methods", "payment_method"),
        ):
            there = {one.id for one in getattr(book, shelf)}
            lost = [
                one.id
                for one in getattr(self.mine, shelf)
                if one.id not in there and (kind, one.id) not in gone
            ]
            must(not lost, f"{kind} {lost} is lost")


class Beside(Kind):
    """What this device remembers of the book: whatever becomes of it, the book loses nothing."""

    def prepared(self) -> bytes:
        book = large_book(date(2026, 11, 21), cards=5, renewals=20)
        self.folder.book.write_bytes(encode(book))
        store = FileStore(self.folder)
        for number in range(3):
            store.apply(lambda held, n=number: put(held, replace(METHOD, label=f"{n}")))  # type: ignore[misc]
        self.book = store.load()
        self.held = {
            path: path.read_bytes()
            for path in [self.folder.book, *sorted(self.folder.local.iterdir())]
            if path.is_file() and path.name != "lock"
        }
        self.names = [path for path in self.held if path != self.folder.book]
        self.turn = 0
        return self.held[self.names[0]] if self.names else b"{}"

    def tried(self, data: bytes) -> bool:
        for path, content in self.held.items():
            path.write_bytes(content)
        if not self.names:
            return True
        path = self.names[self.turn]
        path.write_bytes(data)
        self.turn = (self.turn + 1) % len(self.names)
        self.sound = self.held[self.names[self.turn]]
        store = FileStore(self.folder)
        must(store.load() == self.book, f"the book as it is beside a spoilt {path.name}")
        after = store.apply(lambda held: put(held, replace(METHOD, label="after")))
        must(len(after.cards) == 5 and len(after.renewals) == 20, f"a save beside a spoilt {path.name}")
        must(FileStore(self.folder).load() == after, f"the saved book beside a spoilt {path.name}")
        for error in examine(self.folder):
            told(error)
        return True


class Small(Kind):
    """A small file of this device: spoilt it counts as missing, and is put aside by the next writer."""

    path: Path

    def load(self) -> Loaded[Any]:
        raise NotImplementedError

    def change(self) -> None:
        raise NotImplementedError

    def tried(self, data: bytes) -> bool:
        self.path.write_bytes(data)
        found = self.load()
        if found.problem is not None:
            told(found.problem)
        self.change()
        aside = list(self.path.parent.glob(f"{self.path.stem}.unreadable-*"))
        if found.problem is None:
            must(not aside, "a sound file was put aside")
            return True
        must([one.read_bytes() for one in aside] == [data], "a damaged file is put aside as it is")
        must(self.load().problem is None, "after that it can be read")
        aside[0].unlink()
        return False


class SettingsFile(Small):
    def prepared(self) -> bytes:
        self.path = self.folder.settings
        return encode(Settings(language="ja", country="JP", payments=("visa",), layout={"window": "AAAA"}))

    def load(self) -> Loaded[Any]:
        return load_settings(self.folder)

    def change(self) -> None:
        save_settings(self.folder, Settings(theme="dark"))


class LedgerFile(Small):
    def prepared(self) -> bytes:
        self.path = self.folder.ledger
        entries = [
            Entry(
                card_id="bank",
                deadline=date(2026, 11, 23),
                kind="main",
                stage=stage,
                planned=NOW,
                days_left=2,
                delivered=NOW,
            )
            for stage in (30, 14, 7)
        ]
        return encode(Ledger(entries=tuple(entries)))

    def load(self) -> Loaded[Any]:
        return load_ledger(self.folder)

    def change(self) -> None:
        one = Entry(card_id="x", deadline=date(2026, 11, 23), kind="main", stage=3, planned=NOW, days_left=2)
        change_ledger(self.folder, lambda held: held.kept(one))


class DraftFile(Small):
    def prepared(self) -> bytes:
        self.path = self.folder.drafts
        drafts = [
            RenewalDraft(
                card_id=card, renewal_id=f"r-{card}", correction_id=f"c-{card}", changed=NOW, amount="3000"
            )
            for card in ("bank", "shop")
        ]
        return encode(Drafts(drafts=tuple(drafts)))

    def load(self) -> Loaded[Any]:
        return load_drafts(self.folder)

    def change(self) -> None:
        keep_draft(
            self.folder, RenewalDraft(card_id="x", renewal_id="rx", correction_id="cx", changed=NOW, step=2)
        )


class CatalogFile(Kind):
    """The owner's own catalog: spoilt the shipped one stands alone, and nothing is written over it."""

    def prepared(self) -> bytes:
        change_own(self.folder, lambda held: held)
        from simdesk.catalog.own import put as with_records

        change_own(
            self.folder,
            lambda held: with_records(held, own_carrier(), own_channel(), own_rule("povo2-base")),
        )
        return self.folder.catalog.read_bytes()

    def tried(self, data: bytes) -> bool:
        path = self.folder.catalog
        path.write_bytes(data)
        found = catalog_in(self.folder)
        must(len(found.value.carriers) > 10, "the shipped catalog stands")
        for error in examine(self.folder):
            told(error)
        try:
            from simdesk.catalog.own import put as with_records

            change_own(self.folder, lambda held: with_records(held, own_channel("own-other")))
        except SimDeskError as error:
            told(error)
            must(path.read_bytes() == data, "a refused change of the catalog was written")
        else:
            must(found.problem is None, "a damaged catalog took a change")
        return found.problem is None


class Archive(Kind):
    """An archive to restore from: all of it or nothing, whatever is in it."""

    def prepared(self) -> bytes:
        self.spoil = mutations.of_bytes
        self.path = self.folder.root.parent / "simdesk.zip"
        self.base = sample_text().encode()
        self.folder.book.write_bytes(encode(large_book(date(2026, 11, 21), cards=3, renewals=5)))
        must(command(self.folder, "backup", str(self.path))[0] == 0, "an archive to spoil")
        return self.path.read_bytes()

    def tried(self, data: bytes) -> bool:
        self.path.write_bytes(data)
        emptied(self.folder)
        self.folder.book.write_bytes(self.base)
        status, said = command(self.folder, "restore", str(self.path))
        must(status in (0, 2), f"status {status}")
        if status:
            must(said.count("\n") == 1, f"one sentence: {said!r}")
            must(self.folder.book.read_bytes() == self.base, "a refused restore was written")
            return False
        must(len(FileStore(self.folder).load().cards) == 3, "what is restored is there")
        return True


def command(folder: DataFolder, *words: str) -> tuple[int, str]:
    """Return the exit status of a command, and what it complained of."""
    out, buffer = io.TextIOWrapper(io.BytesIO()), io.BytesIO()
    err = io.TextIOWrapper(buffer)
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = simdesk(["--data-dir", str(folder.root), "--lang", "en", *words])
        out.flush()
        err.flush()
    return status, buffer.getvalue().decode()


class Table(Kind):
    """A table to be imported: all of it or nothing, and a sentence."""

    what: str

    def prepared(self) -> bytes:
        self.spoil = mutations.of_table
        self.base = sample_text().encode()
        self.folder.book.write_bytes(self.base)
        self.path = self.folder.root.parent / f"{self.what}.csv"
        must(command(self.folder, "export", self.what, str(self.path))[0] == 0, "a table to spoil")
        return self.path.read_bytes()

    def tried(self, data: bytes) -> bool:
        self.path.write_bytes(data)
        emptied(self.folder)
        self.folder.book.write_bytes(self.base)
        status, said = command(self.folder, "import", self.what, str(self.path))
        must(status in (0, 2), f"status {status}")
        if status:
            must(said.count("\n") == 1, f"one sentence: {said!r}")
            must(self.folder.book.read_bytes() == self.base, "a refused import was written")
            return False
        after = FileStore(self.folder).load()
        must(len(after.cards) >= 2 and len(after.renewals) >= 1, "nothing went with an import")
        return True


class CardTable(Table):
    what = "cards"


class LogTable(Table):
    what = "log"


KINDS: dict[str, type[Kind]] = {
    "book": BookFile,
    "large book": LargeBookFile,
    "arrived book": ArrivedBookFile,
    "beside": Beside,
    "settings": SettingsFile,
    "ledger": LedgerFile,
    "drafts": DraftFile,
    "catalog": CatalogFile,
    "archive": Archive,
    "cards.csv": CardTable,
    "log.csv": LogTable,
}


def campaign(name: str, count: int, seed: int, root: Path) -> Iterator[str]:
    """Try *count* spoilt files; yield what was amiss, and at last a line that says how it went."""
    kind = KINDS[name](DataFolder(root / "book", DEVICE))
    must(kind.tried(kind.sound), "a sound file is sound")
    sound, worst, amiss = 0, 0.0, 0
    for number in range(count):
        try:
            data = kind.spoil(kind.sound, Random(seed * 1_000_000 + number))
        except UnicodeEncodeError:  # such a text cannot be written at all
            continue
        begun = time.process_time()
        try:
            sound += kind.tried(data)
            lasted = time.process_time() - begun
            must(lasted < LONGEST, f"{lasted:.2f} s")
            worst = max(worst, lasted)
        except Exception:  # noqa: BLE001 whatever it is, it is what is looked for
            amiss += 1
            if amiss <= MOST:
                yield f"{name} {number}: {traceback.format_exc()}{base64.b64encode(data[:3000]).decode()}"
    if amiss > MOST:
        yield f"and {amiss - MOST} more"
    yield f"{count} tried, {sound} sound, {worst:.2f} s at most"


def main() -> int:
    name, count, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    held = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (held + ROOM, held + ROOM))
    with tempfile.TemporaryDirectory() as place:
        for line in campaign(name, count, seed, Path(place)):
            print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
