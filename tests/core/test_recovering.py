"""A damaged book is replaced only by choice, and at no moment is there none."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from simdesk.domain.book import Book
from simdesk.domain.edits import add_card
from simdesk.errors import FileDamaged, FileNewer, FileUnreadable, FileUnwritable
from simdesk.storage.backups import backup_folder, backups, keep_backup
from simdesk.storage.book_file import FileStore
from simdesk.storage.decoding import decode_book, encode
from simdesk.storage.folder import DataFolder
from simdesk.storage.recovering import (
    Candidate,
    best,
    copies,
    looked_into,
    put_in_place,
    read_candidate,
)
from simdesk.storage.salvage import Counts
from simdesk.storage.traces import is_missing
from tests.core.making import GIFFGAFF, MOMENT, SOFTBANK, card
from tests.core.store_samples import DEVICE

NOW = datetime(2026, 11, 21, 10, 0, 0, tzinfo=UTC)
ASIDE = "simdesk.damaged-20261121T100000Z.json"
SPOILT = b'{\n "format": 1,\n "cards": [\n  {'
OLD = Book(revision=3, cards=(card(SOFTBANK, id="a"),))
NEW = Book(revision=4, cards=(card(SOFTBANK, id="a"), card(GIFFGAFF, id="b")))


class Stopped:
    def now(self) -> datetime:
        return NOW


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    made = DataFolder(tmp_path / "book", DEVICE)
    made.prepare()
    return made


def damaged(folder: DataFolder) -> None:
    """A device saved NEW, then the file was cut; a backup of OLD is there."""
    folder.prepare()
    folder.book.write_bytes(encode(Book()))
    keep_backup(folder, encode(OLD), MOMENT, "day")
    FileStore(folder, Stopped()).apply(lambda _: NEW)
    folder.book.write_bytes(SPOILT)


def candidates(folder: DataFolder) -> tuple[Candidate, ...]:
    """Every copy there is, each looked into."""
    return tuple(map(looked_into, copies(folder)))


def names(folder: DataFolder) -> set[str]:
    return {path.name for path in folder.root.iterdir()}


def test_d02_the_chosen_copy_takes_the_place_and_the_damaged_file_keeps_a_dated_name(
    folder: DataFolder,
) -> None:
    damaged(folder)

    assert put_in_place(folder, OLD, Stopped()) == OLD

    assert names(folder) == {"simdesk.json", ASIDE, "backups", "local"}
    assert (folder.root / ASIDE).read_bytes() == SPOILT
    assert folder.book.read_bytes() == encode(OLD)
    # Nothing brings back what the owner did not choose; but it is among the backups.
    assert FileStore(folder).load() == OLD
    assert FileStore(folder).take_in() == OLD
    assert FileStore(folder, Stopped()).apply(add_card(card(GIFFGAFF, id="c"))).cards[0] == OLD.cards[0]
    kept = [one for one in backups(folder) if one.reason == "damage"]
    assert len(decode_book(kept[0].path.read_bytes(), kept[0].path).cards) == 2
    assert os.name != "posix" or (folder.book.stat().st_mode & 0o777) == 0o600


def test_d02_looking_writes_nothing(folder: DataFolder) -> None:
    damaged(folder)
    before = {path: path.read_bytes() for path in folder.root.rglob("*") if path.is_file()}

    candidates(folder)
    is_missing(folder)
    with pytest.raises(FileDamaged):
        FileStore(folder).load()

    assert {path: path.read_bytes() for path in folder.root.rglob("*") if path.is_file()} == before


def test_a_name_that_is_taken_is_not_written_over(folder: DataFolder) -> None:
    for number in (1, 2):
        folder.book.write_bytes(SPOILT * number)
        put_in_place(folder, OLD, Stopped())

    assert (folder.root / ASIDE).read_bytes() == SPOILT
    assert (folder.root / ASIDE.replace("Z.", "Z-2.")).read_bytes() == SPOILT * 2


def test_d04_a_newer_book_goes_aside_under_its_own_name(folder: DataFolder) -> None:
    folder.book.write_bytes(b'{"format": 2}')
    with pytest.raises(FileNewer):
        FileStore(folder).load()

    put_in_place(folder, OLD, Stopped())

    assert (folder.root / ASIDE.replace("damaged", "newer")).read_bytes() == b'{"format": 2}'
    assert FileStore(folder).load() == OLD


def test_a_book_that_is_gone_is_put_back(folder: DataFolder) -> None:
    damaged(folder)
    folder.book.unlink()
    with pytest.raises(FileUnreadable):
        FileStore(folder).load()

    put_in_place(folder, NEW, Stopped())

    assert names(folder) == {"simdesk.json", "backups", "local"}
    assert FileStore(folder).load() == NEW


def test_a_book_that_can_be_taken_by_now_is_not_replaced(folder: DataFolder) -> None:
    damaged(folder)
    folder.book.write_bytes(encode(NEW))

    assert put_in_place(folder, OLD, Stopped()) == NEW

    assert folder.book.read_bytes() == encode(NEW)
    assert names(folder) == {"simdesk.json", "backups", "local"}


def test_where_the_folder_is_not_there_nothing_is_made(folder: DataFolder) -> None:
    away = DataFolder(folder.root.parent / "not-there", DEVICE)

    with pytest.raises(FileUnreadable):
        put_in_place(away, OLD, Stopped())

    assert not away.root.exists()
    assert candidates(away) == ()
    assert not is_missing(away)


def test_without_links_a_copy_is_made_and_without_a_copy_the_file_is_renamed(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
    damaged(folder)
    put_in_place(folder, OLD, Stopped())
    assert (folder.root / ASIDE).read_bytes() == SPOILT
    assert FileStore(folder).load() == OLD

    (folder.root / ASIDE).unlink()
    folder.book.unlink()
    folder.book.mkdir()
    put_in_place(folder, NEW, Stopped())
    assert (folder.root / ASIDE).is_dir()
    assert FileStore(folder).load() == NEW


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need rights there")
def test_of_a_link_the_target_is_replaced(folder: DataFolder) -> None:
    target = folder.root.parent / "elsewhere.json"
    target.write_bytes(SPOILT)
    folder.book.symlink_to(target)

    put_in_place(folder, OLD, Stopped())

    assert folder.book.is_symlink()
    assert target.read_bytes() == encode(OLD)
    assert (folder.root / ASIDE).read_bytes() == SPOILT


@pytest.mark.parametrize("call", ["write", "fsync", "replace", "open"])
def test_what_cannot_be_written_leaves_the_damaged_file_as_it_was(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    damaged(folder)
    real = getattr(os, call)

    def full(*args: object, **named: object) -> object:
        if any("simdesk" in str(one) for one in args[:1]) or call in ("write", "fsync"):
            raise OSError(28, "No space left on device")
        return real(*args, **named)

    with monkeypatch.context() as patch:
        patch.setattr(os, call, full)
        with pytest.raises(FileUnwritable):
            put_in_place(folder, OLD, Stopped())

    assert folder.book.read_bytes() == SPOILT
    assert ASIDE not in names(folder)
    put_in_place(folder, OLD, Stopped())
    assert FileStore(folder).load() == OLD


# -- killed at every step ----------------------------------------------------------------------------------

_CALLS = ("open", "write", "fsync", "link", "rename", "replace", "unlink", "mkdir")


def killed_at(folder: DataFolder, step: int, *, links: bool) -> bool:
    """Put OLD in place in a process that ends at the given step; whether it came that far."""
    child = os.fork()
    if not child:
        left = [step]
        for name in _CALLS:

            def counted(
                *args: object, _real: object = getattr(os, name), _name: str = name, **named: object
            ) -> object:
                left[0] -= 1
                if left[0] < 0:
                    os._exit(9)
                if _name == "link" and not links:
                    raise PermissionError(1, "Operation not permitted")
                assert callable(_real)
                return _real(*args, **named)

            setattr(os, name, counted)
        try:
            put_in_place(folder, OLD, Stopped())
        except BaseException:  # noqa: BLE001 it must not come back into the tests
            os._exit(2)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in (0, 9)
    return code == 9


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are copied on POSIX")
@pytest.mark.parametrize("links", [True, False])
@pytest.mark.parametrize("there", ["a file", "a folder", "nothing"])
def test_d01_d02_killed_at_any_step_there_is_a_book_or_the_damage_is_seen(
    tmp_path: Path, there: str, links: bool
) -> None:
    step = 0
    was_killed = True
    while was_killed:
        folder = DataFolder(tmp_path / f"{step}", DEVICE)
        damaged(folder)
        if there != "a file":
            folder.book.unlink()
        if there == "a folder":
            folder.book.mkdir()
            folder.mine.unlink()  # nothing but what is put there tells that there was a book

        was_killed = killed_at(folder, step, links=links)

        try:
            assert FileStore(folder).load() == OLD
        except (FileDamaged, FileUnreadable):
            found = best(candidates(folder))
            assert found is not None
            assert read_candidate(found).cards[0] == OLD.cards[0]
            put_in_place(folder, OLD, Stopped())
        assert FileStore(folder).take_in() == OLD
        if there == "a file":
            assert any(path.read_bytes() == SPOILT for path in folder.root.glob("simdesk.damaged-*"))
        step += 1
    assert step > 10


# -- the copies there are ----------------------------------------------------------------------------------


def test_copies_are_listed_newest_first_with_what_is_in_them(folder: DataFolder) -> None:
    keep_backup(folder, encode(OLD), MOMENT, "day")
    keep_backup(folder, encode(NEW), MOMENT + timedelta(days=1), "import")
    conflict = folder.root / "simdesk.sync-conflict-20261120-120000-ABCDEFG.json"
    other = folder.local.parent / "fedcba9876543210" / "mine.json"
    other.parent.mkdir()
    for path, data, day in ((conflict, SPOILT, 23), (folder.mine, encode(NEW), 25), (other, encode(OLD), 24)):
        path.write_bytes(data)
        moment = datetime(2026, 11, day, tzinfo=UTC).timestamp()
        os.utime(path, (moment, moment))

    found = candidates(folder)

    assert [(one.kind, one.device, one.made.day, one.counts) for one in found] == [
        ("mine", DEVICE.id, 25, Counts(cards=2)),
        ("mine", "fedcba9876543210", 24, Counts(cards=1)),
        ("conflict", "", 23, None),
        ("backup", DEVICE.id, 22, Counts(cards=2)),
        ("backup", DEVICE.id, 21, Counts(cards=1)),
    ]
    assert isinstance(found[2].problem, FileDamaged)
    assert [one.reason for one in found[3:]] == ["import", "day"]
    assert [replace(one, counts=None, problem=None) for one in found] == list(copies(folder))
    assert best(found) == found[0]
    assert best(found[2:]) == found[3]
    assert best(copies(folder)) is None
    assert read_candidate(found[0]) == NEW


def test_an_empty_copy_is_not_the_best_and_one_that_went_is_told(folder: DataFolder) -> None:
    folder.mine.write_bytes(encode(Book(revision=9)))
    (mine,) = candidates(folder)

    assert best([mine]) is None
    folder.mine.unlink()
    assert isinstance(looked_into(mine).problem, FileUnreadable)
    assert looked_into(Candidate("backup", folder.root, NOW)).counts is None


def test_a_book_that_was_there_is_missing_and_one_that_never_was_is_not(folder: DataFolder) -> None:
    assert not is_missing(folder)
    keep_backup(folder, encode(OLD), MOMENT, "day")
    assert is_missing(folder)
    folder.book.write_bytes(encode(OLD))
    assert not is_missing(folder)
    folder.book.unlink()
    (next(backup_folder(folder).iterdir())).unlink()
    assert not is_missing(folder)
    (folder.root / ASIDE).write_bytes(SPOILT)
    assert is_missing(folder)
