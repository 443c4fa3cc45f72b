"""Two computers and one book: whatever way it goes from one to the other, both come to the same one.

A device is a folder of its own here, as on another computer. What a program carries from one to the other
is a file or two, and it writes as such programs do: over the file, in its place, or beside it.
"""

import errno
import os
import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from simdesk.domain.book import Book
from simdesk.domain.card import Card
from simdesk.domain.edits import Edit, add_card, delete_card, log_renewal
from simdesk.domain.history import History
from simdesk.errors import FileDamaged, FileNewer, FileUnreadable
from simdesk.storage import saving
from simdesk.storage.backups import backups, read_backup
from simdesk.storage.book_file import FileStore
from simdesk.storage.decoding import encode
from simdesk.storage.device import Device
from simdesk.storage.folder import DataFolder
from simdesk.storage.known import forget, known
from tests.core.making import GIFFGAFF, SOFTBANK, TELLO, card, renewal
from tests.machine import rounds

START = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
HERE, THERE = Device("a" * 16), Device("b" * 16)
BANK = card(SOFTBANK)
SHOP = card(GIFFGAFF, id="shop", label="Shop")


@dataclass
class Watch:
    """A clock that both computers go by, a minute on at every look."""

    moment: datetime = START

    def now(self) -> datetime:
        self.moment += timedelta(minutes=1)
        return self.moment


class Computer:
    """One device, its folder, and the store of its window."""

    def __init__(self, root: Path, device: Device, watch: Watch) -> None:
        self.folder, self.watch = DataFolder(root, device), watch
        self.store = FileStore(self.folder, watch)

    def does(self, edit: Edit) -> Book:
        return self.store.apply(edit, label="does")

    def changes(self, name: str = "a", **fields: object) -> Book:
        """Change fields of a card, as its form does."""

        def edit(book: Book) -> Book:
            cards = (
                replace(one, changed=self.watch.now(), **fields) if one.id == name else one
                for one in book.cards
            )
            return replace(book, cards=tuple(cards))

        return self.does(edit)

    def restarts(self) -> None:
        self.store = FileStore(self.folder, self.watch)

    def held(self, name: str = "a") -> Card:
        """Return a card as the file has it."""
        found = FileStore(self.folder, self.watch).load().card(name)
        assert found is not None
        return found

    def left(self) -> list[str]:
        return sorted(path.name for path in self.folder.root.glob("simdesk*"))


@dataclass
class Pair:
    here: Computer
    there: Computer

    def join(self) -> None:
        """Let the other computer have a copy of the whole folder."""
        shutil.copytree(self.here.folder.root, self.there.folder.root)
        self.there.store.take_in()

    def agree(self) -> Book:
        """Carry the book to and fro until nothing moves, and return the one both have."""
        for _ in range(4):
            over(self.here, self.there)
            self.there.store.take_in()
            over(self.there, self.here)
            self.here.store.take_in()
        books = [one.store.load() for one in (self.here, self.there)]
        assert books[0] == books[1]
        assert self.here.folder.book.read_bytes() == self.there.folder.book.read_bytes()
        return books[0]


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    """Two computers; the cards were made on the first, before the second had a copy."""
    watch = Watch()
    both = Pair(Computer(tmp_path / "here", HERE, watch), Computer(tmp_path / "there", THERE, watch))
    both.here.does(add_card(BANK))
    both.here.does(add_card(SHOP))
    both.here.does(log_renewal(renewal("2026-10-01")))
    both.join()
    return both


def over(one: Computer, other: Computer) -> None:
    """Write the file in place, as a copy over a network drive does."""
    other.folder.book.write_bytes(one.folder.book.read_bytes())


def by_rename(one: Computer, other: Computer) -> None:
    """Put the file in place as most programs do."""
    part = other.folder.root / ".carried.tmp"
    part.write_bytes(one.folder.book.read_bytes())
    part.replace(other.folder.book)


def with_local(one: Computer, other: Computer) -> None:
    """Carry everything, the folders of the devices too."""
    shutil.copytree(one.folder.local, other.folder.root / "local" / one.folder.device.id, dirs_exist_ok=True)
    by_rename(one, other)


def beside(name: str) -> Callable[[Computer, Computer], None]:
    def carry(one: Computer, other: Computer) -> None:
        (other.folder.root / name).write_bytes(one.folder.book.read_bytes())

    return carry


COPIES = {
    "Syncthing": "simdesk.sync-conflict-20261121-120000-ABCDEFG.json",
    "Nextcloud": "simdesk (conflicted copy 2026-11-21 120000).json",
    "Dropbox": "simdesk (Alice's conflicted copy 2026-11-21).json",
    "Dropbox in Japanese": "simdesk (Alice の競合コピー 2026-11-21).json",
    "ownCloud": "simdesk_conflict-20261121-120000.json",
    "another": "simdesk-conflict-1.json",
}
WAYS = {"over": over, "by rename": by_rename, "with local": with_local} | {
    f"beside, {by}": beside(name) for by, name in COPIES.items()
}


@pytest.mark.parametrize("carry", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("open_", [True, False], ids=["window open", "window closed"])
def test_d06_fields_changed_on_both_computers_are_both_kept(
    pair: Pair, carry: Callable[[Computer, Computer], None], open_: bool
) -> None:
    pair.here.changes(note="by here")
    pair.there.changes(device="by there")
    pair.there.changes("shop", note="by there")
    pair.here.does(log_renewal(renewal("2026-11-20", id="r-here")))
    pair.there.does(log_renewal(renewal("2026-11-21", id="r-there")))
    if not open_:
        pair.there.restarts()

    carry(pair.here, pair.there)
    seen = pair.there.store.load()
    book = pair.there.store.take_in()

    assert seen.cards == book.cards
    assert (book.cards[0].note, book.cards[0].device, book.cards[1].note) == (
        "by here",
        "by there",
        "by there",
    )
    assert {one.id for one in book.renewals} == {"r-2026-10-01", "r-here", "r-there"}
    assert pair.there.left() == ["simdesk.json"]
    (news,) = pair.there.store.news()
    assert news.step.lost == ()
    assert len(news.copies) == ("beside" in str(carry))
    with_local(pair.there, pair.here)
    assert pair.here.store.take_in() == book
    assert pair.agree() == book


@pytest.mark.parametrize("carry", WAYS.values(), ids=WAYS)
def test_d06_of_a_field_changed_on_both_the_later_holds_and_the_other_is_kept(
    pair: Pair, carry: Callable[[Computer, Computer], None]
) -> None:
    pair.here.changes(note="earlier", label="Earlier")
    pair.there.changes(note="later")

    carry(pair.here, pair.there)
    book = pair.there.store.take_in()

    assert (book.cards[0].note, book.cards[0].label) == ("later", "Earlier")
    (news,) = pair.there.store.news()
    assert [(one.id, one.fields) for one in news.step.lost] == [("a", ("note",))]
    assert pair.there.store.past("a")[-1].lost == news.step.lost
    assert pair.agree() == book


@pytest.mark.parametrize("carry", WAYS.values(), ids=WAYS)
def test_d06_an_edit_takes_in_what_came_before_it(
    pair: Pair, carry: Callable[[Computer, Computer], None]
) -> None:
    pair.here.changes(note="by here")
    carry(pair.here, pair.there)

    book = pair.there.changes(device="by there")

    assert (book.cards[0].note, book.cards[0].device) == ("by here", "by there")
    (news,) = pair.there.store.news()
    assert news.step.lost == ()
    assert [step.source for step in pair.there.store.past()] == ["outside", "edit"]


def test_d06_a_computer_that_only_edited_has_its_edits_kept_too(pair: Pair) -> None:
    """It was never asked to keep a copy of the book that it began with."""
    forget(pair.there.folder)
    pair.there.restarts()
    pair.here.changes(note="by here")
    pair.there.changes(device="by there")

    over(pair.here, pair.there)

    book = pair.there.store.take_in()
    assert (book.cards[0].note, book.cards[0].device) == ("by here", "by there")


def test_d06_many_edits_carried_now_and_then_lose_nothing(pair: Pair) -> None:
    fields = ("note", "device", "login", "activation_code", "carrier", "plan")
    for number in range(60):
        one, other = (pair.here, pair.there) if number % 3 else (pair.there, pair.here)
        one.changes(("a", "shop")[number % 2], **{fields[number % 6]: f"{number}"})
        if number % 4 == 0:
            (over, by_rename, with_local)[number % 3](one, other)
        if number % 7 == 0:
            other.does(log_renewal(renewal("2026-11-01", id=f"r{number}")))

    book = pair.agree()

    assert {one.id for one in book.renewals} >= {f"r{number}" for number in range(0, 60, 7)}
    for name, parity in (("a", 0), ("shop", 1)):
        held = book.card(name)
        for place, field in enumerate(fields):
            numbers = [n for n in range(60) if n % 6 == place and n % 2 == parity]
            if numbers:
                assert getattr(held, field) == f"{numbers[-1]}", (name, field)


def test_d06_an_older_state_that_comes_back_takes_nothing_away(pair: Pair) -> None:
    old = pair.here.folder.book.read_bytes()
    pair.here.changes(note="newer")
    newest = pair.here.does(delete_card("shop", pair.here.watch.now()))
    saved = pair.here.folder.book.read_bytes()

    pair.here.folder.book.write_bytes(old)

    assert pair.here.store.book_on_disk_changed()
    assert pair.here.store.load() == newest
    assert pair.here.store.take_in() == newest
    assert pair.here.folder.book.read_bytes() == saved
    [told] = pair.here.store.news()
    assert told.older
    assert not told.step.before
    assert pair.here.store.take_in() == newest
    assert pair.here.store.news() == (), "it is told once"


def test_d06_a_file_that_lost_records_without_a_trace_takes_nothing_away(pair: Pair) -> None:
    before = pair.there.changes(note="last")
    cut = replace(before, cards=before.cards[:1], renewals=(), revision=before.revision + 4)
    pair.here.folder.book.write_bytes(pair.there.folder.book.read_bytes())
    pair.here.store.take_in()
    pair.there.folder.book.write_bytes(encode(cut))

    book = pair.there.store.take_in()

    assert (book.cards, book.renewals) == (before.cards, before.renewals)
    assert pair.there.held() == before.cards[0]


def test_d06_a_deletion_is_known_by_its_tombstone(pair: Pair) -> None:
    pair.here.does(delete_card("shop", pair.here.watch.now()))
    pair.there.changes(note="untouched by that")

    over(pair.here, pair.there)

    assert [one.id for one in pair.there.store.take_in().cards] == ["a"]
    assert [one.id for one in pair.agree().cards] == ["a"]


def test_d06_an_edit_later_than_a_deletion_brings_the_card_back(pair: Pair) -> None:
    pair.here.does(delete_card("shop", pair.here.watch.now()))
    pair.there.changes("shop", note="still needed")

    over(pair.here, pair.there)

    assert pair.there.store.take_in().cards[1].note == "still needed"
    assert [one.id for one in pair.agree().cards] == ["a", "shop"]


@pytest.mark.parametrize("added", [True, False])
def test_d06_what_came_can_be_undone_and_the_other_computer_follows(pair: Pair, added: bool) -> None:
    pair.here.changes(note="not wanted")
    if added:
        pair.here.does(add_card(card(TELLO, id="new", label="Not wanted")))
    over(pair.here, pair.there)
    pair.there.store.take_in()
    (news,) = pair.there.store.news()

    undo = History([news.step]).undo(pair.there.watch.now())
    pair.there.store.apply(undo, source="undo")
    if not added:  # else its tombstone says that the other has known it
        with_local(pair.there, pair.here)
        pair.here.store.take_in()

    book = pair.agree()
    assert [(one.id, one.note) for one in book.cards] == [("a", ""), ("shop", "")]


def test_d06_before_a_merge_is_saved_what_was_here_is_backed_up(pair: Pair) -> None:
    mine = pair.there.changes(note="mine")
    pair.here.changes(device="theirs")
    over(pair.here, pair.there)

    pair.there.store.take_in()

    newest = backups(pair.there.folder)[0]
    assert (newest.reason, newest.device) == ("merge", THERE.id)
    assert read_backup(pair.there.folder, newest) == mine


def test_d06_the_backup_asked_for_is_made_though_a_conflict_copy_is_folded_in_first(pair: Pair) -> None:
    beside(COPIES["Syncthing"])(pair.there, pair.here)
    before = pair.here.store.load()

    pair.here.store.apply(add_card(card(TELLO, id="new")), source="import", backup="import")

    (kept,) = [one for one in backups(pair.here.folder) if one.reason == "import"]
    assert read_backup(pair.here.folder, kept) == before


def test_d06_reading_merges_and_writes_nothing(pair: Pair) -> None:
    pair.there.changes(note="mine")
    pair.here.changes(device="theirs")
    over(pair.here, pair.there)
    beside(COPIES["Syncthing"])(pair.here, pair.there)
    before = {path: path.read_bytes() for path in pair.there.folder.root.rglob("*") if path.is_file()}

    assert (pair.there.held().note, pair.there.held().device) == ("mine", "theirs")

    assert {p: p.read_bytes() for p in pair.there.folder.root.rglob("*") if p.is_file()} == before


def test_d06_conflict_copies_are_archived_under_their_names(pair: Pair) -> None:
    pair.here.changes(note="by here")
    name = COPIES["Syncthing"]
    for _ in range(2):
        beside(name)(pair.here, pair.there)
        pair.there.store.take_in()
    carried = pair.here.folder.book.read_bytes()

    kept = sorted(pair.there.folder.conflicts.iterdir())

    assert [path.name for path in kept] == [
        f"{name.removesuffix('.json')}{end}" for end in ("-2.json", ".json")
    ]
    assert [path.read_bytes() for path in kept] == [carried, carried]
    news = pair.there.store.news()
    assert [(len(one.copies), bool(one.step.before)) for one in news] == [(1, True), (1, False)]


def test_d06_a_conflict_copy_of_another_user_holds_no_other_back(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair.here.changes(note="by here")
    for name in COPIES.values():
        beside(name)(pair.here, pair.there)
    stuck = pair.there.folder.root / COPIES["Nextcloud"]
    rename = Path.rename

    def renamed(path: Path, place: Path) -> Path:
        if path == stuck:
            raise PermissionError(errno.EPERM, "of another user")
        return rename(path, place)

    def refused(path: Path, mode: int) -> None:
        raise PermissionError(errno.EPERM, "of another user")

    monkeypatch.setattr(Path, "rename", renamed)
    monkeypatch.setattr(Path, "chmod", refused)
    pair.there.store.take_in()

    assert pair.there.held().note == "by here"
    assert sorted(path.name for path in pair.there.folder.conflicts.iterdir()) == sorted(
        name for name in COPIES.values() if name != stuck.name
    )
    assert stuck.exists()


def test_d06_a_conflict_copy_that_cannot_be_read_stays_and_is_told_once(pair: Pair) -> None:
    path = pair.there.folder.root / COPIES["Nextcloud"]
    path.write_bytes(b'{"format": 1, "car')

    before = pair.there.folder.book.read_bytes()
    for _ in range(2):
        pair.there.store.take_in()

    (news,) = pair.there.store.news()
    assert [type(error) for error in news.refused] == [FileDamaged]
    assert path.exists()
    assert pair.there.folder.book.read_bytes() == before
    assert pair.there.changes(note="goes on").cards[0].note == "goes on"
    assert pair.there.store.news() == ()


def test_d04_a_newer_book_from_another_computer_is_not_touched(pair: Pair) -> None:
    pair.there.changes(note="mine")
    pair.there.folder.book.write_text('{"format": 99, "sims": []}')

    for act in (pair.there.store.load, pair.there.store.take_in, lambda: pair.there.changes(note="no")):
        with pytest.raises(FileNewer):
            act()
    assert pair.there.folder.book.read_text() == '{"format": 99, "sims": []}'


def test_d02_a_damaged_book_is_not_touched_and_merged_once_it_is_whole(pair: Pair) -> None:
    pair.there.changes(note="mine")
    pair.here.changes(device="theirs")
    whole = pair.here.folder.book.read_bytes()
    pair.there.folder.book.write_bytes(whole[:200])

    for act in (pair.there.store.load, pair.there.store.take_in, lambda: pair.there.changes(note="no")):
        with pytest.raises(FileDamaged):
            act()
    assert pair.there.folder.book.read_bytes() == whole[:200]

    pair.there.folder.book.write_bytes(whole)
    book = pair.there.store.take_in()
    assert (book.cards[0].note, book.cards[0].device) == ("mine", "theirs")


@pytest.mark.parametrize("carry", WAYS.values(), ids=WAYS)
def test_d06_a_save_killed_behind_the_book_is_not_lost_where_another_takes_its_place(
    pair: Pair, carry: Callable[[Computer, Computer], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    pair.here.changes(note="first")
    pair.there.changes(device="phone")
    with monkeypatch.context() as killed:
        killed.setattr(saving, "append", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            pair.here.changes(label="last")
    pair.here.restarts()
    carry(pair.there, pair.here)

    pair.here.store.take_in()

    held = pair.here.held()
    assert (held.note, held.label, held.device) == ("first", "last", "phone")
    assert pair.here.store.news()[-1].step.lost == ()


@pytest.mark.parametrize("carry", WAYS.values(), ids=WAYS)
def test_d06_where_a_step_is_missing_in_the_history_what_a_merge_loses_is_told(
    pair: Pair, carry: Callable[[Computer, Computer], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as full:
        full.setattr(saving, "append", refused_append)
        pair.here.changes(note="typed")
    pair.there.changes(device="phone")
    carry(pair.there, pair.here)

    pair.here.store.take_in()

    (news,) = pair.here.store.news()
    told = [name for one in news.step.lost for name in one.fields]
    assert pair.here.held().note == "typed" or "note" in told


def refused_append(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_book_that_is_gone_is_not_an_empty_one_after_a_restart_either(pair: Pair) -> None:
    aside = pair.here.folder.root / "elsewhere"
    pair.here.folder.book.rename(aside)
    pair.here.restarts()

    for act in (pair.here.store.load, pair.here.store.take_in, lambda: pair.here.changes(note="no")):
        with pytest.raises(FileUnreadable):
            act()
    assert not pair.here.folder.book.exists()

    aside.rename(pair.here.folder.book)
    assert pair.here.changes(note="back").cards[0].note == "back"


def test_another_book_put_there_by_the_owner_is_taken_as_it_is(pair: Pair) -> None:
    old = pair.here.folder.book.read_bytes()
    pair.here.changes(note="newer")
    pair.here.folder.book.write_bytes(old)

    forget(pair.here.folder)
    pair.here.restarts()

    assert pair.here.store.take_in().cards[0].note == ""
    assert pair.here.held().note == ""


def test_the_same_edit_on_both_is_no_conflict(pair: Pair) -> None:
    moment = pair.here.watch.now()
    for one in (pair.here, pair.there):
        one.does(add_card(replace(BANK, note="the same", changed=moment)))

    over(pair.here, pair.there)

    assert pair.there.store.take_in().cards[0].note == "the same"
    assert pair.there.store.news() == ()


def test_a_window_and_a_command_of_one_computer_are_never_outside(pair: Pair) -> None:
    window, command = pair.here.store, FileStore(pair.here.folder, pair.here.watch)
    for number in range(4):
        (window, command)[number % 2].apply(add_card(card(TELLO, id=f"n{number}")), label=f"{number}")
        (command, window)[number % 2].take_in()

    assert (window.news(), command.news()) == ((), ())
    assert [step.source for step in window.past()][-4:] == ["edit"] * 4


def test_what_is_known_is_kept_to_the_last_states(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("simdesk.storage.known.SEEN", 20)
    for number in range(30):
        pair.here.changes(note=f"{number}")

    has = known(pair.here.folder)
    assert (len(has.seen), len(has.wrote), len(set(has.seen))) == (20, 20, 20)


@pytest.mark.parametrize("carry", WAYS.values(), ids=WAYS)
def test_what_only_the_other_changed_was_decided_by_nobody(
    tmp_path: Path, carry: Callable[[Computer, Computer], None]
) -> None:
    watch = Watch()
    here, there = Computer(tmp_path / "here", HERE, watch), Computer(tmp_path / "there", THERE, watch)
    here.does(add_card(BANK))
    there.folder.prepare()
    over(here, there)
    there.does(add_card(SHOP))
    there.changes(note="theirs")
    there.changes(note="theirs again")

    carry(there, here)
    book = here.store.take_in()

    assert [(one.id, one.note) for one in book.cards] == [("a", "theirs again"), ("shop", "")]
    (news,) = here.store.news()
    assert news.step.lost == ()


HERE_TYPES, THERE_TYPES = ("note", "device", "login"), ("activation_code", "label")
"""Who types in which fields, so that nothing of either may give way to the other."""


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(rounds(short=60, full=1000)))
def test_d06_whatever_both_do_and_however_it_is_carried_both_come_to_one_book(
    tmp_path: Path, seed: int
) -> None:
    dice, watch = random.Random(seed), Watch()
    here, there = Computer(tmp_path / "here", HERE, watch), Computer(tmp_path / "there", THERE, watch)
    both = Pair(here, there)
    here.does(add_card(BANK))
    here.does(add_card(SHOP))
    both.join()
    there.watch = Watch(START + timedelta(days=dice.choice((0, -1, 400))))
    there.restarts()
    carry = dice.choice((over, by_rename, with_local))
    typed: dict[tuple[str, str], str] = {}
    logged: set[str] = set()
    for number in range(dice.randint(3, 25)):
        one, other = dice.sample((here, there), 2)
        match dice.choice(("type",) * 5 + ("log", "restart", "carry", "carry", "copy")):
            case "type":
                name = dice.choice(("a", "shop"))
                field = dice.choice(HERE_TYPES if one is here else THERE_TYPES)
                typed[name, field] = f"v{number}"
                one.changes(name, **{field: f"v{number}"})
            case "log":
                one.does(log_renewal(renewal("2026-11-01", id=f"r{number}")))
                logged.add(f"r{number}")
            case "restart":
                one.restarts()
            case "carry":
                carry(one, other)
            case "copy":
                beside(dice.choice(list(COPIES.values())))(one, other)
        if dice.random() < 0.4:
            other.store.take_in()

    book = both.agree()

    assert {one.id for one in book.renewals} == logged
    assert {key: getattr(book.card(key[0]), key[1]) for key in typed} == typed
