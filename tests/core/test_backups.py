"""Backups: which are made, which are kept, and that none is lost to an empty or shrunken book."""

import os
import stat
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from simdesk.domain.book import Book, Tombstone
from simdesk.errors import FileDamaged, FileNewer, FileUnreadable, FileUnwritable
from simdesk.storage import backups as module
from simdesk.storage.backups import (
    Backup,
    BackupReason,
    backup_folder,
    backups,
    first_of_day,
    keep_backup,
    read_backup,
    records_in,
)
from simdesk.storage.decoding import encode
from simdesk.storage.device import Device
from simdesk.storage.folder import DataFolder
from tests.core.making import GIFFGAFF, MOMENT, SOFTBANK, card, renewal
from tests.core.store_samples import DEVICE

OTHER = Device("fedcba9876543210")
TOKYO = timezone(timedelta(hours=9))
DAY = timedelta(days=1)


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    made = DataFolder(tmp_path / "book", DEVICE)
    made.prepare()
    return made


def book(cards: int, note: str = "") -> bytes:
    """The content of a book of so many cards."""
    return encode(Book(cards=tuple(card(SOFTBANK, id=f"c{number}", note=note) for number in range(cards))))


def names(folder: DataFolder) -> list[str]:
    return sorted(path.name for path in backup_folder(folder).iterdir())


def made_on(folder: DataFolder) -> list[str]:
    """The days of the backups, newest first."""
    return [f"{one.made:%Y-%m-%d}" for one in backups(folder)]


def kept(folder: DataFolder, data: bytes, moment: datetime, reason: BackupReason = "day") -> Path:
    path = keep_backup(folder, data, moment, reason)
    assert path is not None
    return path


def test_a_backup_is_a_byte_copy_under_a_name_that_tells_all(folder: DataFolder) -> None:
    data = b"\xef\xbb\xbf" + book(2)

    path = kept(folder, data, datetime(2026, 11, 21, 8, 5, 9, 7, TOKYO), "import")

    assert path.name == "simdesk-20261120T230509Z-import-0123456789abcdef.json"
    assert path.read_bytes() == data
    made = datetime(2026, 11, 20, 23, 5, 9, tzinfo=UTC)
    assert backups(folder) == (Backup(path, made, "import", DEVICE.id),)
    assert len(read_backup(folder, backups(folder)[0]).cards) == 2


@pytest.mark.skipif(os.name == "nt", reason="modes are POSIX")
def test_backups_are_for_the_owner_only(folder: DataFolder) -> None:
    path = kept(folder, book(1), MOMENT)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_none_is_made_of_what_the_newest_has_or_of_an_empty_book(folder: DataFolder) -> None:
    data = book(1)
    stones = Book(revision=9, tombstones=(Tombstone("a", "card", MOMENT),))

    kept(folder, data, MOMENT)
    assert keep_backup(folder, data, MOMENT + DAY, "restore") is None
    assert keep_backup(folder, encode(Book()), MOMENT + DAY, "day") is None
    assert keep_backup(folder, encode(stones), MOMENT + DAY, "day") is None
    assert len(names(folder)) == 1
    kept(folder, book(2), MOMENT + DAY)
    kept(folder, data, MOMENT + 2 * DAY)  # equal to the one before the newest


@pytest.mark.parametrize("data", [b"", b"[]", b'{"format": 1, "cards": [{}', b'{"cards": [1]}', b"[" * 10**5])
def test_d03_no_backup_is_made_of_what_is_no_book(folder: DataFolder, data: bytes) -> None:
    kept(folder, book(1), MOMENT)

    assert records_in(data) is None
    assert keep_backup(folder, data, MOMENT + DAY, "day") is None
    assert len(names(folder)) == 1


def test_records_are_counted_without_being_read() -> None:
    whole = Book(
        cards=(card(SOFTBANK), card(GIFFGAFF, id="b")),
        renewals=(renewal("2026-10-01"),),
        tombstones=(Tombstone("gone", "card", MOMENT),),
    )

    assert records_in(encode(whole)) == 3
    assert records_in(b'{"format": 0, "revision": 3, "sims": [{"x": [{}]}, {}]}') == 2


def test_of_one_second_each_has_its_own_name_and_the_last_is_the_newest(folder: DataFolder) -> None:
    paths = [kept(folder, book(number), MOMENT) for number in range(1, 13)]

    assert paths[1].name == "simdesk-20261121T030000Z-day-0123456789abcdef-2.json"
    assert [one.path for one in backups(folder)] == list(reversed(paths))[: module.LAST]


def test_the_last_ten_are_kept_and_the_newest_of_each_month_of_a_year(folder: DataFolder) -> None:
    day = datetime(2025, 6, 1, 12, tzinfo=UTC)
    for number in range(540):  # until 22 November 2026
        kept(folder, book(1, f"{number}"), day + number * DAY)

    last = [f"2026-11-{day:02}" for day in range(22, 12, -1)]
    months = ["2026-10-31", "2026-09-30", "2026-08-31", "2026-07-31", "2026-06-30", "2026-05-31"]
    months += ["2026-04-30", "2026-03-31", "2026-02-28", "2026-01-31", "2025-12-31"]
    assert made_on(folder) == last + months


def test_those_of_all_devices_are_counted_together(folder: DataFolder) -> None:
    other = DataFolder(folder.root, OTHER)
    for number in range(20):
        kept(other if number % 2 else folder, book(1, f"{number}"), MOMENT + number * timedelta(hours=1))

    assert len(backups(folder)) == module.LAST
    assert [one.device for one in backups(folder)[:2]] == [OTHER.id, DEVICE.id]


def test_d03_an_empty_or_shrunken_book_never_rotates_a_good_one_out(folder: DataFolder) -> None:
    good = kept(folder, book(8), MOMENT)
    for number in range(400):
        keep_backup(folder, encode(Book(revision=number)), MOMENT + number * DAY, "day")
    assert [one.path for one in backups(folder)] == [good]

    for number in range(1, 400):
        kept(folder, book(1, f"{number}"), MOMENT + number * DAY)

    assert backups(folder)[-1].path == good
    assert len(read_backup(folder, backups(folder)[-1]).cards) == 8
    assert len(backups(folder)) == module.LAST + module.MONTHS - 1 + 1


def test_of_those_with_most_records_the_newest_is_kept(folder: DataFolder) -> None:
    fullest = [kept(folder, book(8, f"{number}"), MOMENT + number * DAY) for number in range(3)]
    for number in range(3, 100):
        kept(folder, book(1, f"{number}"), MOMENT + number * 5 * DAY)

    assert [one.path for one in backups(folder)][-1] == fullest[-1]
    assert not fullest[0].exists()


def test_d03_a_damaged_backup_is_never_the_fullest(folder: DataFolder) -> None:
    good = kept(folder, book(3), MOMENT)
    spoilt = kept(folder, book(9), MOMENT + DAY)
    spoilt.write_bytes(spoilt.read_bytes()[:-9])
    for number in range(2, 100):
        kept(folder, book(1, f"{number}"), MOMENT + number * 5 * DAY)

    assert good.exists()
    assert not spoilt.exists()


def test_what_a_clock_that_was_ahead_has_dated_does_not_crowd_out_the_others(folder: DataFolder) -> None:
    future = [
        kept(folder, book(1, f"f{number}"), datetime(2099, 1, 1, tzinfo=UTC) + number * DAY)
        for number in range(12)
    ]
    now = [kept(folder, book(1, f"n{number}"), MOMENT + number * timedelta(hours=1)) for number in range(20)]

    assert all(path.exists() for path in now[-module.LAST :])
    assert [path for path in future if path.exists()] == future[-1:]  # the newest of its month


@pytest.mark.parametrize("wrong", [datetime(1970, 1, 1, tzinfo=UTC), datetime(2099, 1, 1, tzinfo=UTC)])
def test_a_clock_that_is_wrong_keeps_what_it_makes_and_loses_no_month(
    folder: DataFolder, wrong: datetime
) -> None:
    for number in range(300):
        kept(folder, book(1, f"{number}"), MOMENT + number * DAY)
    before = {one.path for one in backups(folder)}

    path = kept(folder, book(1, "p"), wrong)

    assert path.exists()
    assert len(before - {one.path for one in backups(folder)}) <= 1
    assert first_of_day(folder, MOMENT + 300 * DAY)


def test_foreign_files_and_conflict_copies_of_backups_are_left_alone(folder: DataFolder) -> None:
    foreign = [
        "mine.txt",
        "simdesk.json",
        "simdesk-20261120T230509Z-import-0123456789abcdef.sync-conflict-20261121-1-ABC.json",
        "simdesk-20261120T230509Z-import-0123456789abcdef (conflicted copy).json",
        "simdesk-20261399T230509Z-day-0123456789abcdef.json",
        "simdesk-20261120T230509Z-whim-0123456789abcdef.json",
        ".simdesk-20261120T230509Z-day-0123456789abcdef.json.fedcba9876543210-01234567.tmp",
    ]
    backup_folder(folder).mkdir()
    for name in foreign:
        (backup_folder(folder) / name).write_bytes(book(9))
    (backup_folder(folder) / "conflicts").mkdir()
    for number in range(40):
        kept(folder, book(1, f"{number}"), MOMENT + number * DAY)

    assert set(names(folder)) >= {*foreign, "conflicts"}
    assert len(backups(folder)) == len(names(folder)) - len(foreign) - 1 == module.LAST + 1


def test_the_first_of_a_day_goes_by_the_owners_day(folder: DataFolder) -> None:
    assert first_of_day(folder, MOMENT)
    kept(folder, book(1), datetime(2026, 11, 20, 23, 0, tzinfo=UTC))  # 8 o'clock on the 21st in Tokyo

    assert not first_of_day(folder, datetime(2026, 11, 21, 0, 0, tzinfo=TOKYO))
    assert not first_of_day(folder, datetime(2026, 11, 21, 23, 59, tzinfo=TOKYO))
    assert first_of_day(folder, datetime(2026, 11, 22, 0, 0, tzinfo=TOKYO))
    assert first_of_day(folder, datetime(2026, 11, 21, 0, 0, tzinfo=UTC))
    assert not first_of_day(DataFolder(folder.root, OTHER), datetime(2026, 11, 21, 9, 0, tzinfo=TOKYO))


def test_a_backup_is_read_as_a_book_is(folder: DataFolder) -> None:
    path = kept(folder, book(1), MOMENT)
    (one,) = backups(folder)

    path.write_bytes(b'{"format": 2}')
    with pytest.raises(FileNewer):
        read_backup(folder, one)
    path.write_bytes(b'{"format": 1, "cards": 1}')
    with pytest.raises(FileDamaged) as told:
        read_backup(folder, one)
    assert (told.value.path, told.value.field) == (path, "$.cards")
    path.unlink()
    with pytest.raises(FileUnreadable):
        read_backup(folder, one)


def test_what_cannot_be_written_is_one_error_and_leaves_nothing(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(folder, book(1), MOMENT)

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        with pytest.raises(FileUnwritable) as told:
            keep_backup(folder, book(2), MOMENT + DAY, "import")
    assert told.value.disk_full
    assert len(names(folder)) == 1

    blocked = DataFolder(folder.root.parent / "blocked", DEVICE)
    blocked.root.mkdir()
    backup_folder(blocked).write_text("a file")
    with pytest.raises(FileUnwritable):
        keep_backup(blocked, book(2), MOMENT, "import")
    with pytest.raises(FileUnreadable):
        backups(blocked)


def test_thinning_out_raises_nothing(folder: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(10):
        kept(folder, book(1, f"{number}"), MOMENT + number * DAY)

    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", refused)
        kept(folder, book(1, "a"), MOMENT + 50 * DAY)
        kept(folder, book(1, "b"), MOMENT + 51 * DAY)
    assert len(backups(folder)) == 12
    kept(folder, book(1, "c"), MOMENT + 52 * DAY)
    assert len(backups(folder)) == 10
