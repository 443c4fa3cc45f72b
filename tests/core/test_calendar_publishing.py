"""The calendar on the disk: what was published is remembered, and the file is written when it must be."""

import errno
import os
import random
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from simdesk.domain.book import Book
from simdesk.domain.rows import rows
from simdesk.domain.terms import Basis, State
from simdesk.errors import CalendarForeign, FileBusy, FileUnreadable, FileUnwritable
from simdesk.exchange.calendar_events import events
from simdesk.exchange.calendar_publishing import card_file, keep_file, publication_for_export, publish
from simdesk.reminders.calendar import Publication
from simdesk.storage.book_file import FileStore
from simdesk.storage.calendar_file import load_publication
from simdesk.storage.folder import DataFolder, data_folder
from simdesk.storage.lock import writing
from simdesk.storage.settings import Settings
from tests.core.calendar_making import Calendar, bank, book_of, chat, events_of
from tests.core.making import MOMENT

BOTH = book_of(bank(), chat())
PLAIN = Settings()


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    found = data_folder(str(tmp_path / "data"), {})
    FileStore(found).apply(lambda _: BOTH)
    return found


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "simdesk.ics"


def publication(folder: DataFolder, book: Book = BOTH, settings: Settings = PLAIN) -> Publication:
    return publish(folder, book, rows(book, MOMENT), settings, MOMENT)


def written(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_ino, found.st_mtime_ns


def test_what_is_published_is_remembered_by_this_device(folder: DataFolder) -> None:
    first = publication(folder)

    assert load_publication(folder).value == first
    before = written(folder.calendar)
    assert publication(folder) == first
    assert written(folder.calendar) == before, "nothing changed, and nothing is written"


def test_cards_that_are_excluded_are_cancelled(folder: DataFolder) -> None:
    publication(folder)
    after = publication(folder, settings=Settings(calendar_excluded=("chat",)))

    assert all(item.cancelled for item in after.of("chat"))
    assert not any(item.cancelled for item in after.of("bank"))


def test_the_file_is_written_once_and_again_when_something_changed(folder: DataFolder, file: Path) -> None:
    assert keep_file(folder, file, publication(folder))
    before = written(file)
    assert not keep_file(folder, file, publication(folder))
    assert written(file) == before

    changed = book_of(bank(end="2027-01-05"), chat())
    assert keep_file(folder, file, publication(folder, changed))
    calendar = Calendar({})
    calendar.take_in(file.read_bytes())
    assert calendar.days == {event.uid: event.day for event in events_of(changed)}


def test_whoever_comes_last_leaves_what_was_published_last(folder: DataFolder, file: Path) -> None:
    changed = book_of(bank(end="2027-01-05"), chat())
    older, newer = publication(folder), publication(folder, changed)
    assert keep_file(folder, file, newer)
    assert not keep_file(folder, file, older)

    calendar = Calendar({})
    calendar.take_in(file.read_bytes())
    assert calendar.days == {event.uid: event.day for event in events_of(changed)}


def test_a_file_beside_the_book_is_written_under_its_lock(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = publication(folder)
    held: list[str] = []

    def another_writer() -> None:
        with pytest.raises(FileBusy), writing(folder, wait=0):
            pass

    def watched(path: Path, *_: object, **__: object) -> None:
        with ThreadPoolExecutor(1) as thread:  # in this one the lock is held already, and goes on
            thread.submit(another_writer).result()
        held.append(path.name)

    monkeypatch.setattr("simdesk.exchange.calendar_publishing.write_durably", watched)
    assert keep_file(folder, folder.root / "simdesk.ics", told)
    assert held == ["simdesk.ics"]


@pytest.mark.parametrize("damage", [b"", b"BEGIN:VCALENDAR\r\nPRODID:-//SimDesk//SimDesk//EN\r\n"])
def test_a_file_that_is_not_as_it_was_written_is_written_anew(
    folder: DataFolder, file: Path, damage: bytes
) -> None:
    keep_file(folder, file, publication(folder))
    whole = file.read_bytes()
    file.write_bytes(damage)

    assert keep_file(folder, file, publication(folder))
    assert file.read_bytes() == whole


def test_a_file_that_is_gone_is_written_anew_and_another_one_at_once(folder: DataFolder, file: Path) -> None:
    keep_file(folder, file, publication(folder))
    file.unlink()

    assert keep_file(folder, file, publication(folder))
    assert keep_file(folder, file.with_name("other.ics"), publication(folder))


def test_a_file_of_somebody_elses_is_left_alone(folder: DataFolder, file: Path) -> None:
    file.write_text("BEGIN:VCALENDAR\r\nPRODID:-//Other//EN\r\nEND:VCALENDAR\r\n")
    before = file.read_bytes()

    with pytest.raises(CalendarForeign):
        keep_file(folder, file, publication(folder))
    with pytest.raises(CalendarForeign):
        keep_file(folder, folder.book, publication(folder))
    assert file.read_bytes() == before


def test_two_books_do_not_take_the_same_file_from_each_other(
    folder: DataFolder, file: Path, tmp_path: Path
) -> None:
    keep_file(folder, file, publication(folder))
    before = file.read_bytes()
    other, theirs = data_folder(str(tmp_path / "other"), {}), book_of(bank(id="other-" + "x" * 58))
    FileStore(other).apply(lambda _: theirs)
    with pytest.raises(CalendarForeign):
        keep_file(other, file, publication(other, theirs))
    with pytest.raises(CalendarForeign):
        keep_file(other, file, publication(other, Book()))
    assert file.read_bytes() == before

    assert keep_file(other, file.with_name("other.ics"), publication(other, theirs))
    assert keep_file(other, file.with_name("other.ics"), publication(other, Book())), "its own, all cancelled"
    synced = data_folder(str(tmp_path / "on another device"), {})
    FileStore(synced).apply(lambda _: BOTH)
    keep_file(synced, file, publication(synced, book_of(chat())))


def test_a_folder_that_is_gone_is_said(folder: DataFolder, tmp_path: Path) -> None:
    with pytest.raises(FileUnwritable):
        keep_file(folder, tmp_path / "gone" / "simdesk.ics", publication(folder))
    with pytest.raises(FileUnreadable):
        keep_file(folder, tmp_path, publication(folder))
    with pytest.raises(FileUnwritable):
        keep_file(folder, Path("/no\0path"), publication(folder))


def test_the_owner_alone_may_read_a_new_file_and_rights_given_stay(folder: DataFolder, file: Path) -> None:
    keep_file(folder, file, publication(folder))
    assert file.stat().st_mode & 0o777 == 0o600
    file.chmod(0o644)

    keep_file(folder, file, publication(folder, book_of(chat())))
    assert file.stat().st_mode & 0o777 == 0o644


def test_a_link_stays_a_link(folder: DataFolder, file: Path) -> None:
    target = file.with_name("target.ics")
    target.touch()
    file.symlink_to(target)

    keep_file(folder, file, publication(folder))
    assert file.is_symlink()
    assert target.stat().st_size


def test_a_full_disk_leaves_the_old_file(
    folder: DataFolder, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_file(folder, file, publication(folder))
    before, changed = file.read_bytes(), publication(folder, book_of(chat()))

    def full(descriptor: int, data: bytes) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as broken:
        broken.setattr(os, "write", full)
        with pytest.raises(FileUnwritable) as caught:
            keep_file(folder, file, changed)
    assert caught.value.disk_full
    assert file.read_bytes() == before
    assert keep_file(folder, file, changed)


def test_the_file_of_one_card_has_its_events_alone(folder: DataFolder) -> None:
    row = next(row for row in rows(BOTH, MOMENT) if row.card.id == "bank")
    publication(folder)
    for settings in (PLAIN, Settings(calendar_excluded=("bank",))):
        path = card_file(folder, BOTH, row, settings, MOMENT)
        calendar = Calendar({})
        calendar.take_in(path.read_bytes())

        assert set(calendar.days) == {"bank.lost@simdesk", "bank.receive_only@simdesk"}
        assert path.parent.parent == folder.local
    assert not any(item.cancelled for item in load_publication(folder).value.items)


def test_an_export_needs_nothing_to_be_remembered(
    folder: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nobody = data_folder(str(tmp_path / "nothing"), {})
    empty = publication_for_export(nobody, Book(), (), PLAIN, MOMENT)
    assert empty == Publication()
    assert not nobody.root.exists()

    def refuse(*_: object) -> None:
        raise FileUnwritable(folder.calendar, "Read-only file system", read_only=True)

    monkeypatch.setattr("simdesk.exchange.calendar_publishing.change_publication", refuse)
    found = publication_for_export(folder, BOTH, rows(BOTH, MOMENT), PLAIN, MOMENT)
    assert [item.event for item in found.items] == list(events_of(BOTH))


@pytest.mark.parametrize("seed", range(2))
def test_after_a_hundred_changes_whoever_read_every_version_has_the_book(
    folder: DataFolder, file: Path, seed: int
) -> None:
    chance, calendar, book = random.Random(seed), Calendar({}), Book()
    for number in range(100):
        moment = MOMENT + timedelta(minutes=7 * number)
        book = changed_somehow(book, chance)
        told = publish(folder, book, rows(book, moment), PLAIN, moment)
        keep_file(folder, file, told)
        if chance.random() < 0.7:  # a calendar that does not look each time
            calendar.take_in(file.read_bytes())
    calendar.take_in(file.read_bytes())

    assert calendar.days == {event.uid: event.day for event in events(book, rows(book, MOMENT))}


def changed_somehow(book: Book, chance: random.Random) -> Book:
    """The book with a card added, moved, renamed, put away, taken back or gone."""
    card_id = chance.choice("abcdefgh")
    end = (MOMENT + timedelta(days=chance.randrange(-30, 400))).date().isoformat()
    state = chance.choice((State.IN_USE, State.IN_USE, State.IN_USE, State.ARCHIVED))
    made = chance.choice((bank, chat))(id=card_id, label=chance.choice(("Bank", "銀行")), state=state)
    if made.label == "Bank" and made.rule.basis is Basis.EXPIRY:
        made = bank(end, id=card_id, state=state)
    others = tuple(one for one in book.cards if one.id != card_id)
    return Book(cards=others if chance.random() < 0.2 else (*others, made))
