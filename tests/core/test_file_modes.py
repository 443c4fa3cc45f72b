"""Whatever the umask: what SimDesk keeps is its owner's alone, and what it exports has the owner's umask."""

import os
import stat
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from simdesk.domain.book import Book
from simdesk.storage.folder import DataFolder, data_folder
from simdesk.storage.keeping import book_bytes
from simdesk.storage.settings import Settings, save_settings
from tests.core.csv_making import both_tables
from tests.core.making import SOFTBANK, card, renewal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there, folders of a user are the user's own")

BOOK = Book(
    cards=(card(SOFTBANK, end="2027-11-24", id="a", label="Bank", number="+819012345678"),),
    renewals=(renewal("2026-06-01", card_id="a"),),
)
# What windows write, by the doors through which they do, in a process that began as they do.
WINDOWS = textwrap.dedent(
    """
    import sys
    from datetime import UTC, datetime
    from pathlib import Path
    from simdesk.cli import main
    where, sys.argv = Path(sys.argv[1]), ["simdesk", "--version"]
    main()
    from simdesk.catalog.own import OwnCatalog
    from simdesk.clock import SystemClock
    from simdesk.domain.draft import RenewalDraft
    from simdesk.reminders.ledger import Ledger, Entry
    from simdesk.storage import backups, crash_file, own_catalog, receipts, server_file
    from simdesk.storage.book_file import FileStore
    from simdesk.storage.drafts import keep_draft
    from simdesk.storage.folder import data_folder
    from simdesk.storage.journal import Journal
    from simdesk.storage.ledger_file import change_ledger
    folder, now = data_folder(str(where / "book"), {}), datetime(2026, 11, 21, tzinfo=UTC)
    keep_draft(folder, RenewalDraft(card_id="a", renewal_id="r", correction_id="c", changed=now))
    receipts.keep_receipt_bytes(folder, b"%PDF-1.4\\n%%EOF\\n", ".pdf")
    server_file.keep_server_record(folder, server_file.ServerRecord(calendar="https://example.org/"))
    Journal(folder, SystemClock()).line("written")
    file = crash_file.CrashFile(folder)
    file.open()
    backups.keep_backup(folder, folder.book.read_bytes(), now, "migration")
    """
)
COMMANDS = (
    "import cards {place}/cards.csv",
    "import log {place}/log.csv",
    "export cards {place}/exports/cards.csv",
    "export log {place}/exports/log.csv",
    "export calendar {place}/exports/cards.ics",
    "backup {place}/exports/all.zip",
    "restore --settings {place}/exports/all.zip",
    "check",
)


def run(place: Path, umask: int, *words: str) -> None:
    environ = os.environ | {"SIMDESK_DATA_DIR": str(place / "book")}
    done = subprocess.run(
        (sys.executable, *words), env=environ, umask=umask, capture_output=True, check=False, timeout=60
    )
    assert done.returncode == 0, (words, done.stderr.decode())


def modes(place: Path) -> dict[str, int]:
    return {
        str(path.relative_to(place)): stat.S_IMODE(path.stat().st_mode) for path in (place, *place.rglob("*"))
    }


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return data_folder(str(tmp_path / "book"), {})


@pytest.mark.parametrize("umask", [0, 0o022, 0o077, 0o277, 0o777], ids="{:o}".format)
def test_what_is_kept_is_the_owners_alone_and_what_is_exported_keeps_the_umask(
    tmp_path: Path, folder: DataFolder, umask: int
) -> None:
    (tmp_path / "exports").mkdir()
    for name, data in zip(("cards.csv", "log.csv"), both_tables(BOOK), strict=True):
        (tmp_path / name).write_bytes(data)

    for number, words in enumerate(COMMANDS):
        run(tmp_path, umask, "-m", "simdesk", *words.format(place=tmp_path).split())
        if number == 0:
            # From then on there is a calendar that follows the book, and a copy that a conflict has left.
            save_settings(folder, Settings(calendar_file=str(tmp_path / "exports" / "followed.ics")))
            copy = folder.book.with_name("simdesk.sync-conflict-20261121-120000-ABCDEFG.json")
            copy.write_bytes(book_bytes(BOOK))
            copy.chmod(0o644)
    run(tmp_path, umask, "-c", WINDOWS, str(tmp_path))

    kept = modes(tmp_path / "book")
    wrong = {name: oct(mode) for name, mode in kept.items() if mode not in {0o600, 0o700}}
    assert wrong == {}
    assert all((mode == 0o700) is (tmp_path / "book" / name).is_dir() for name, mode in kept.items())
    names = "\n".join(kept)
    for kind in ("simdesk.json", "drafts.json", "settings.json", "calendar.json", "calendar-server.json"):
        assert kind in names
    for kind in ("receipts/", "logs/simdesk.log", "logs/crash.log", "backups/simdesk-", "history", "lock"):
        assert kind in names
    assert "backups/conflicts/" in names
    exported = modes(tmp_path / "exports")
    rest = 0o600 | (0o066 & ~umask)
    # A backup is for its owner only, and so is the calendar until its owner lets others read it.
    assert exported.pop("all.zip") == exported.pop("followed.ics") == 0o600
    assert {name: oct(mode) for name, mode in exported.items() if name != "."} == {
        name: oct(rest) for name in ("cards.csv", "cards.ics", "log.csv")
    }


@pytest.mark.parametrize("umask", [0, 0o777], ids="{:o}".format)
def test_the_name_of_a_device_that_has_no_other_is_the_owners_alone(tmp_path: Path, umask: int) -> None:
    code = (
        "import os, sys; os.umask(os.umask(0o077) & 0o077);"
        "from simdesk.storage import device;"
        "print(device.keep_device_id(device.Device('0123456789abcdef', kept=False)).id)"
    )
    environ = os.environ | {"XDG_CONFIG_HOME": str(tmp_path / "config")}
    subprocess.run((sys.executable, "-c", code), env=environ, umask=umask, check=True, timeout=60)

    (found,) = [path for path in (tmp_path / "config").rglob("*") if path.is_file()]
    assert stat.S_IMODE(found.stat().st_mode) == 0o600
    assert stat.S_IMODE(found.parent.stat().st_mode) == 0o700
