"""A data folder of an older SimDesk is opened after a backup, loses nothing, and can be given back."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from simdesk import __version__
from simdesk.domain.book import Book, Tombstone
from simdesk.domain.edits import add_card
from simdesk.errors import FileDamaged, FileUnwritable
from simdesk.reminders.ledger import Entry, Ledger
from simdesk.storage import backups as storage_backups
from simdesk.storage.backups import backups, read_backup
from simdesk.storage.book_file import FileStore
from simdesk.storage.decoding import encode
from simdesk.storage.drafts import load_drafts
from simdesk.storage.examining import examine
from simdesk.storage.folder import DataFolder
from simdesk.storage.formats import format_number
from simdesk.storage.known import had_here, is_new_here
from simdesk.storage.ledger_file import change_ledger, load_ledger
from simdesk.storage.settings import Settings, load_settings, save_settings
from simdesk.storage.small_file import Loaded
from tests.core.making import GIFFGAFF, SOFTBANK, card
from tests.core.released_samples import CARD, DATA_CARD, DAY, DRAFT, PURCHASE, USE, VISA, WHEN
from tests.core.store_samples import DEVICE

RELEASED = Path(__file__).parents[1] / "data" / "released"
PICTURE = "194e37d84f608080df6a9c2f5369cbaf07c5045af3edda96b05cd40cf9f5af0d.png"
NOW = datetime(2026, 12, 24, 9, tzinfo=UTC)

# What 0.1.0 was given, by its own functions; it is never made anew.
BOOK_0_1_0 = Book(
    revision=3,
    cards=(CARD, DATA_CARD),
    renewals=(replace(PURCHASE, receipts=(PICTURE,)), USE),
    payment_methods=(VISA,),
    tombstones=(
        Tombstone("gone", "card", WHEN("2026-11-01T00:00:00Z")),
        Tombstone("r0", "renewal", WHEN("2026-11-02T00:00:00.000001Z")),
        Tombstone("amex", "payment_method", WHEN("2026-11-03T00:00:00Z")),
    ),
)
SETTINGS_0_1_0 = Settings(
    language="zh_TW",
    theme="dark",
    country="GB",
    masked=False,
    owner_hour=7,
    stages=(60, 1),
    quiet_from="22:30",
    quiet_until="06:00",
    payments=("credit_card",),
    ids=("passport",),
    keep_running=False,
    close_hint_shown=True,
    layout={"main": "AAAA/w=="},
)
LEDGER_0_1_0 = (
    Entry(
        card_id="bank-codes",
        deadline=DAY("2026-11-23"),
        kind="receive_only",
        stage=7,
        planned=WHEN("2026-11-16T01:00:00Z"),
        days_left=6,
        delivered=WHEN("2026-11-17T01:00:00Z"),
        snoozed_until=WHEN("2026-11-18T01:00:00Z"),
        acknowledged=WHEN("2026-11-19T01:00:00Z"),
    ),
    Entry(
        card_id="data_only",
        deadline=DAY("2026-12-01"),
        kind="main",
        stage=-1,
        planned=WHEN("2026-12-02T01:00:00Z"),
        days_left=-1,
    ),
)


class Stopped:
    """A clock that stands still."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment

    def now(self) -> datetime:
        return self._moment


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    """A data folder as 0.1.0 left it."""
    shutil.copytree(RELEASED / "0.1.0", tmp_path / "book")
    return DataFolder(tmp_path / "book", DEVICE)


def store_at(folder: DataFolder, now: datetime = NOW) -> FileStore:
    return FileStore(folder, Stopped(now))


def test_everything_of_0_1_0_is_there(folder: DataFolder) -> None:
    assert store_at(folder).load() == BOOK_0_1_0
    assert load_settings(folder) == Loaded(SETTINGS_0_1_0)
    assert load_ledger(folder) == Loaded(Ledger(entries=LEDGER_0_1_0))
    (draft,) = load_drafts(folder).value
    assert replace(draft, receipts=()) == replace(DRAFT, receipts=())
    assert [receipt.name for receipt in draft.receipts] == [PICTURE]
    assert examine(folder) == []


def test_a_look_changes_nothing(folder: DataFolder) -> None:
    before = {path: path.read_bytes() for path in folder.root.rglob("*") if path.is_file()}

    store_at(folder).load()
    load_settings(folder), load_ledger(folder), load_drafts(folder), examine(folder)

    assert {path: path.read_bytes() for path in folder.root.rglob("*") if path.is_file()} == before


def test_opening_it_backs_it_up_before_anything_is_changed(folder: DataFolder) -> None:
    before = folder.book.read_bytes()
    store = store_at(folder)

    assert store.take_in() == BOOK_0_1_0

    (kept,) = backups(folder)
    assert (kept.reason, kept.made, kept.path.read_bytes()) == ("update", NOW, before)
    assert folder.book.read_bytes() == before
    store.apply(add_card(card(GIFFGAFF, id="new")))
    store_at(folder).take_in()
    assert backups(folder) == (kept,)
    assert read_backup(folder, kept) == BOOK_0_1_0
    assert store_at(folder).load().cards[:2] == BOOK_0_1_0.cards


def test_a_command_that_changes_it_first_backs_it_up_too(folder: DataFolder) -> None:
    before = folder.book.read_bytes()

    store_at(folder).apply(add_card(card(GIFFGAFF, id="new")))

    assert [(one.reason, one.path.read_bytes()) for one in backups(folder)] == [("update", before)]
    assert not is_new_here(folder)


def test_each_version_backs_up_what_the_one_before_it_left(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    store_at(folder).take_in()
    store_at(folder).apply(add_card(card(SOFTBANK, id="between")))
    assert folder.version.read_text("ascii") == f"{__version__}\n"
    left = folder.book.read_bytes()

    monkeypatch.setattr("simdesk.storage.known._VERSION", "99.0\n")
    later = NOW + timedelta(minutes=1)
    store_at(folder, later).take_in()

    assert [(one.reason, one.made) for one in backups(folder)] == [("update", later), ("update", NOW)]
    assert backups(folder)[0].path.read_bytes() == left
    assert folder.version.read_text("ascii") == "99.0\n"


def test_a_new_folder_is_not_backed_up(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "new", DEVICE)
    store = store_at(folder)

    assert store.take_in() == Book()
    assert not folder.root.exists()
    store.apply(add_card(card(GIFFGAFF, id="new")))

    assert not is_new_here(folder)
    assert backups(folder) == ()


def test_a_disk_that_refuses_the_backup_stops_nobody_and_is_asked_again(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = folder.book.read_bytes()

    def refused(path: Path, *_more: object) -> None:
        raise FileUnwritable(path, "no")

    with monkeypatch.context() as fault:
        fault.setattr(storage_backups, "write_durably", refused)
        assert store_at(folder).take_in() == BOOK_0_1_0
    assert backups(folder) == ()
    assert is_new_here(folder)

    store_at(folder).apply(add_card(card(GIFFGAFF, id="new")))
    assert [one.path.read_bytes() for one in backups(folder)] == [before]


def test_a_damaged_book_is_not_backed_up_as_one(folder: DataFolder) -> None:
    folder.book.write_bytes(folder.book.read_bytes()[:-9])

    with pytest.raises(FileDamaged):
        store_at(folder).take_in()

    assert backups(folder) == ()
    assert is_new_here(folder)


def test_a_version_that_cannot_be_read_is_another(folder: DataFolder) -> None:
    had_here(folder)
    assert not is_new_here(folder)

    folder.version.write_bytes(b"\xff")
    assert is_new_here(folder)


def test_what_is_changed_has_the_number_of_the_new_format(folder: DataFolder) -> None:
    assert format_number(folder.settings.read_bytes()) == format_number(folder.ledger.read_bytes()) == 1

    save_settings(folder, replace(load_settings(folder).value, monthly_notice=True))
    change_ledger(folder, lambda held: held.kept(replace(LEDGER_0_1_0[0], stage=3)))

    # 0.1.0 knows neither the fields nor the number, and says that the files are of a newer SimDesk.
    assert format_number(folder.settings.read_bytes()) == format_number(folder.ledger.read_bytes()) == 2
    assert load_settings(folder) == Loaded(replace(SETTINGS_0_1_0, monthly_notice=True))
    assert load_ledger(folder).value.entries[:2] == LEDGER_0_1_0
    assert b'"format": 1' in encode(store_at(folder).load())
