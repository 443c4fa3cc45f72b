"""A book that the owner chose to go on with stands alone: nothing of what was before is merged into it."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from simdesk.cli import main
from simdesk.clock import SystemClock
from simdesk.domain.book import Book
from simdesk.domain.edits import add_card
from simdesk.storage.backups import backups
from simdesk.storage.book_file import FileStore
from simdesk.storage.decoding import decode_book
from simdesk.storage.folder import DataFolder, data_folder
from simdesk.storage.known import digest_of, known
from simdesk.storage.recovering import put_in_place
from tests.core.making import GIFFGAFF, SOFTBANK, card

BANK, SHOP = card(SOFTBANK), card(GIFFGAFF, id="b", label="Shop")


def spoilt(folder: DataFolder) -> None:
    folder.book.write_bytes(folder.book.read_bytes()[:-20])


def gone(folder: DataFolder) -> None:
    folder.book.unlink()


def by_recovery(folder: DataFolder, tmp_path: Path) -> None:
    data = (tmp_path / "old.json").read_bytes()
    put_in_place(folder, decode_book(data, tmp_path / "old.json"), SystemClock())


def by_archive(folder: DataFolder, tmp_path: Path) -> None:
    assert main(["--data-dir", str(folder.root), "restore", str(tmp_path / "old.simdesk")]) == 0


def listed(folder: DataFolder, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The labels that ``list`` shows."""
    capsys.readouterr()
    assert main(["--data-dir", str(folder.root), "--lang", "en", "list"]) == 0
    out = capsys.readouterr().out
    return [one.label for one in (BANK, SHOP) if one.label in out]


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    """A folder whose device has saved two cards; kept elsewhere is the book when it had only the first."""
    folder = data_folder(str(tmp_path / "book"), {})
    FileStore(folder).apply(add_card(BANK))
    assert main(["--data-dir", str(folder.root), "backup", str(tmp_path / "old.simdesk")]) == 0
    (tmp_path / "old.json").write_bytes(folder.book.read_bytes())
    FileStore(folder).apply(add_card(SHOP))
    (tmp_path / "new.json").write_bytes(folder.book.read_bytes())
    return folder


@pytest.mark.parametrize("break_it", [spoilt, gone])
@pytest.mark.parametrize("choose", [by_recovery, by_archive])
def test_d02_the_chosen_book_stands_alone(
    folder: DataFolder,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    break_it: Callable[[DataFolder], None],
    choose: Callable[[DataFolder, Path], None],
) -> None:
    break_it(folder)
    choose(folder, tmp_path)

    assert listed(folder, capsys) == ["Bank codes"]
    assert FileStore(folder).take_in().cards == (BANK,)
    assert listed(folder, capsys) == ["Bank codes"]
    assert folder.mine.read_bytes() == folder.book.read_bytes()
    assert known(folder).seen == (digest_of((folder.book.read_bytes(),)),)
    # What was not chosen is not lost either.
    assert any(SHOP in decode_book(one.path.read_bytes(), one.path).cards for one in backups(folder))

    folder.book.write_bytes((tmp_path / "new.json").read_bytes())
    assert listed(folder, capsys) == ["Bank codes", "Shop"], "what comes back is not taken for old"
    assert FileStore(folder).take_in().cards == (BANK, SHOP)


@pytest.mark.parametrize("choose", [by_recovery, by_archive])
def test_d02_it_stands_alone_even_where_no_copy_of_it_could_be_kept(
    folder: DataFolder,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    choose: Callable[[DataFolder, Path], None],
) -> None:
    def refused(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    spoilt(folder)
    with monkeypatch.context() as context:
        context.setattr("simdesk.storage.known.put", refused)
        choose(folder, tmp_path)

    assert listed(folder, capsys) == ["Bank codes"]
    assert FileStore(folder).take_in().cards == (BANK,)


def test_d02_to_begin_with_nothing_deletes_nothing_that_comes_later(
    folder: DataFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gone(folder)
    put_in_place(folder, Book(), SystemClock())
    assert listed(folder, capsys) == []

    folder.book.write_bytes((tmp_path / "new.json").read_bytes())

    assert listed(folder, capsys) == ["Bank codes", "Shop"]
    assert FileStore(folder).take_in().tombstones == ()


def test_what_was_chosen_is_edited_like_any_other(folder: DataFolder, tmp_path: Path) -> None:
    spoilt(folder)
    by_recovery(folder, tmp_path)

    book = FileStore(folder).apply(add_card(SHOP))

    assert book.cards[0] == BANK
    assert len(book.cards) == 2
    assert [step.source for step in FileStore(folder).past()] == ["edit"] * 3
