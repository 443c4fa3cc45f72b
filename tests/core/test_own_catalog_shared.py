"""The owner's own catalog in a folder that two computers keep in step: nothing that either wrote is lost."""

import errno
import os
import shutil
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simdesk.catalog.own import OwnCatalog, OwnEdit, OwnRule, Record, drop, put
from simdesk.cli import main
from simdesk.domain.edits import add_card
from simdesk.errors import FileDamaged, FileUnwritable
from simdesk.exchange.archive_reading import opened
from simdesk.exchange.archive_restoring import restore
from simdesk.storage import own_catalog
from simdesk.storage.book_file import FileStore
from simdesk.storage.decoding import encode
from simdesk.storage.device import Device
from simdesk.storage.durable import write_durably
from simdesk.storage.examining import Notable, examine, remarks
from simdesk.storage.folder import DataFolder
from simdesk.storage.known import digest_of
from simdesk.storage.own_catalog import catalog_in, change_own, load_own, take_in_own
from simdesk.storage.small_file import Loaded
from tests.core.making import SOFTBANK, card
from tests.core.own_making import NOON, own_carrier, own_plan, own_rule

POVO, GIFF = "povo2-base", "giffgaff-payg"
LATER = NOON + timedelta(minutes=1)
COPY = "catalog.sync-conflict-20261121-120000-ABCDEFG.json"


class Two:
    """Two computers, each with its copy of one folder, and what carries files from one to the other."""

    def __init__(self, place: Path) -> None:
        self.a = DataFolder(place / "a", Device("a" * 16))
        self.b = DataFolder(place / "b", Device("b" * 16))
        for one in (self.a, self.b):
            one.prepare()

    def records(self, sender: DataFolder, to: DataFolder) -> None:
        """Carry what the sender knows."""
        target = to.root / "local" / sender.device.id
        shutil.copytree(sender.local, target, dirs_exist_ok=True)

    def file(self, sender: DataFolder, to: DataFolder, name: str = "catalog.json") -> None:
        """Carry the catalog, into the place of the other's or beside it."""
        part = to.root / ".carried"
        part.write_bytes(sender.catalog.read_bytes())
        part.replace(to.root / name)

    def all(self, sender: DataFolder, to: DataFolder) -> None:
        self.records(sender, to)
        self.file(sender, to)

    def both_have(self, *records: Record) -> None:
        change_own(self.a, adding(*records))
        self.all(self.a, self.b)
        take_in_own(self.b)
        self.records(self.b, self.a)


def adding(*records: Record) -> OwnEdit:
    return lambda own: put(own, *records)


def without(plan: str) -> OwnEdit:
    return lambda own: drop(own, OwnRule, plan)


def plans(folder: DataFolder) -> list[str]:
    found = load_own(folder)
    assert found.problem is None
    return sorted(one.plan for one in found.value.rules)


@pytest.fixture
def two(tmp_path: Path) -> Two:
    return Two(tmp_path)


def test_a_file_that_was_replaced_loses_nothing_that_this_computer_wrote(two: Two) -> None:
    change_own(two.a, adding(own_rule(POVO)))
    change_own(two.b, adding(own_rule(GIFF)))
    two.all(two.b, two.a)

    assert plans(two.a) == sorted([POVO, GIFF])
    assert take_in_own(two.a).changed
    assert plans(two.a) == sorted([POVO, GIFF])
    two.all(two.a, two.b)
    before = two.b.catalog.read_bytes()
    assert take_in_own(two.b).changed
    assert two.b.catalog.read_bytes() == before


def test_both_sides_make_one_file_of_it_so_that_nothing_goes_back_and_forth(two: Two) -> None:
    two.both_have(own_rule(POVO))
    change_own(two.a, adding(own_rule(POVO, "P120D", LATER)))
    change_own(two.b, adding(own_rule(GIFF, changed=LATER)))
    a, b = two.a.catalog.read_bytes(), two.b.catalog.read_bytes()
    for here, there in ((two.a, two.b), (two.b, two.a)):
        two.records(here, there)
    two.a.catalog.write_bytes(b)
    two.b.catalog.write_bytes(a)

    take_in_own(two.a)
    take_in_own(two.b)

    assert two.a.catalog.read_bytes() == two.b.catalog.read_bytes()
    assert plans(two.a) == sorted([POVO, GIFF])


def test_what_was_dropped_there_is_dropped_here(two: Two) -> None:
    two.both_have(own_rule(POVO), own_rule(GIFF))
    change_own(two.b, without(POVO))
    two.all(two.b, two.a)

    take_in_own(two.a)

    assert plans(two.a) == [GIFF]


def test_what_was_added_here_and_dropped_there_stays_dropped_though_that_file_was_here_before(
    two: Two,
) -> None:
    two.both_have(own_rule(POVO))
    change_own(two.a, adding(own_rule(GIFF)))
    two.all(two.a, two.b)
    change_own(two.b, without(GIFF))
    two.all(two.b, two.a)

    take_in_own(two.a)

    assert plans(two.a) == [POVO]


def test_what_is_dropped_while_the_other_side_adds_is_gone_and_the_addition_there(two: Two) -> None:
    two.both_have(own_rule(POVO))
    change_own(two.a, without(POVO))
    change_own(two.b, adding(own_rule(GIFF)))
    two.all(two.b, two.a)
    take_in_own(two.a)
    assert plans(two.a) == [GIFF]
    two.all(two.a, two.b)
    take_in_own(two.b)

    change_own(two.b, without(GIFF))
    two.all(two.b, two.a)

    assert plans(two.a) == []


def test_until_it_is_known_who_wrote_a_file_a_window_waits(two: Two) -> None:
    two.both_have(own_rule(POVO), own_rule(GIFF))
    change_own(two.b, without(POVO))
    two.file(two.b, two.a)
    there = two.a.catalog.read_bytes()

    assert take_in_own(two.a, hasty=False).waits
    assert plans(two.a) == sorted([POVO, GIFF])
    assert two.a.catalog.read_bytes() == there
    two.records(two.b, two.a)
    assert not take_in_own(two.a, hasty=False).waits
    assert plans(two.a) == [GIFF]


def test_a_conflict_copy_is_read_at_once_and_folded_in_by_the_next_edit(two: Two) -> None:
    two.both_have(own_rule(POVO))
    change_own(two.b, adding(own_rule(GIFF)))
    two.records(two.b, two.a)
    two.file(two.b, two.a, COPY)
    copy, file = (two.a.root / COPY).read_bytes(), two.a.catalog.read_bytes()

    assert plans(two.a) == sorted([POVO, GIFF])
    plan = catalog_in(two.a).value.plan_by_id(GIFF)
    assert plan is not None
    assert plan.rule.valid_for == "P90D"
    assert two.a.catalog.read_bytes() == file
    assert [one.count for one in remarks(two.a) if one.what is Notable.COPIES] == [1]

    change_own(two.a, without(POVO))

    assert plans(two.a) == [GIFF]
    assert not (two.a.root / COPY).exists()
    assert (two.a.conflicts / COPY).read_bytes() == copy


@pytest.mark.parametrize(
    "name",
    [
        COPY,
        "catalog (conflicted copy 2026-11-21 120000).json",
        "catalog-conflict-1.json",
        "catalog_conflict-20261121-120000.json",
    ],
)
def test_whatever_the_copy_is_called_it_is_taken_in_once(two: Two, name: str) -> None:
    change_own(two.a, adding(own_rule(POVO)))
    change_own(two.b, adding(own_rule(GIFF)))
    two.file(two.b, two.a, name)

    assert take_in_own(two.a).copies == (name,)
    first = two.a.catalog.read_bytes()
    change_own(two.a, without(GIFF))
    two.file(two.b, two.a, name)  # the program that keeps them in step brings it once more
    take_in_own(two.a)

    assert plans(two.a) == [POVO]
    assert two.a.catalog.read_bytes() != first
    assert len(list(two.a.conflicts.iterdir())) == 2


def test_a_copy_that_was_made_of_the_file_beside_it_drops_what_it_dropped(two: Two) -> None:
    two.both_have(own_rule(POVO))
    change_own(two.b, adding(own_rule(GIFF)))
    two.file(two.b, two.a)
    change_own(two.b, without(GIFF))
    change_own(two.b, adding(own_rule(POVO, "P120D", LATER)))
    two.records(two.b, two.a)
    two.file(two.b, two.a, COPY)

    take_in_own(two.a)

    assert plans(two.a) == [POVO]


def test_who_has_only_seen_a_file_does_not_say_what_it_was_made_of(two: Two) -> None:
    change_own(two.a, adding(own_rule(POVO)))
    change_own(two.b, adding(own_rule(GIFF)))
    mine, theirs = (digest_of((one.catalog.read_bytes(),)) for one in (two.a, two.b))
    third = two.a.root / "local" / ("0" * 16)
    third.mkdir()
    (third / two.a.own_known.name).write_text(f'{{"format": 1, "seen": ["{mine}", "{theirs}"]}}', "utf-8")
    two.all(two.b, two.a)

    take_in_own(two.a)

    assert plans(two.a) == sorted([POVO, GIFF])


def test_of_two_values_the_later_holds_and_the_other_is_kept(two: Two) -> None:
    two.both_have(own_rule(POVO))
    change_own(two.a, adding(own_rule(POVO, "P120D", LATER)))
    change_own(two.b, adding(own_rule(POVO, "P150D", LATER + timedelta(seconds=1))))
    mine = two.a.catalog.read_bytes()
    two.all(two.b, two.a)

    take_in_own(two.a)

    (rule,) = load_own(two.a).value.rules
    assert rule.rule.valid_for == "P150D"
    assert [path.read_bytes() for path in (two.a.root / "backups").glob("catalog-*.json")] == [mine]


def test_an_old_file_that_comes_back_is_not_believed(two: Two) -> None:
    change_own(two.a, adding(own_rule(POVO)))
    old = two.a.catalog.read_bytes()
    change_own(two.a, adding(own_rule(GIFF)))
    two.a.catalog.write_bytes(old)

    take_in_own(two.a)

    assert plans(two.a) == sorted([POVO, GIFF])
    assert two.a.catalog.read_bytes() != old


def test_a_file_that_is_gone_is_there_again(two: Two) -> None:
    change_own(two.a, adding(own_rule(POVO)))
    held = two.a.catalog.read_bytes()
    two.a.catalog.unlink()

    assert plans(two.a) == [POVO]
    assert take_in_own(two.a, hasty=False).waits
    take_in_own(two.a)
    assert two.a.catalog.read_bytes() == held


def test_what_the_owner_types_into_the_file_holds(two: Two) -> None:
    change_own(two.a, adding(own_rule(POVO)))
    typed = two.a.catalog.read_bytes().replace(b"as I know it", b"as I guess")
    two.a.catalog.write_bytes(typed)

    assert load_own(two.a).value.rules[0].text.en == "as I guess"
    take_in_own(two.a)
    assert two.a.catalog.read_bytes() == typed


def test_a_copy_that_cannot_be_read_stays_and_is_told(two: Two, capsys: pytest.CaptureFixture[str]) -> None:
    change_own(two.a, adding(own_rule(POVO)))
    (two.a.root / COPY).write_bytes(b'{"format": 1, "rules": 3}')

    (told,) = take_in_own(two.a).refused
    assert isinstance(told, FileDamaged)
    change_own(two.a, adding(own_rule(GIFF)))
    assert plans(two.a) == sorted([POVO, GIFF])
    assert (two.a.root / COPY).exists()
    assert examine(two.a) == [told]
    assert main(["check", "--data-dir", str(two.a.root), "--lang", "en"]) == 2
    assert COPY in capsys.readouterr().err


def test_beside_a_damaged_file_copies_stay_where_they_are(two: Two) -> None:
    change_own(two.a, adding(own_rule(POVO)))
    two.file(two.a, two.a, COPY)
    two.a.catalog.write_bytes(b"{")

    with pytest.raises(FileDamaged):
        take_in_own(two.a)
    with pytest.raises(FileDamaged):
        change_own(two.a, adding(own_rule(GIFF)))
    assert (two.a.root / COPY).exists()
    assert two.a.catalog.read_bytes() == b"{"


def test_taking_in_twice_writes_nothing(two: Two) -> None:
    change_own(two.a, adding(own_rule(POVO)))
    change_own(two.b, adding(own_rule(GIFF)))
    two.all(two.b, two.a)
    take_in_own(two.a)
    held = {path: path.stat().st_mtime_ns for path in two.a.root.rglob("*") if path.is_file()}

    assert take_in_own(two.a) == own_catalog.OwnNews()
    assert {path: path.stat().st_mtime_ns for path in two.a.root.rglob("*") if path.is_file()} == held


def test_where_nothing_is_nothing_is_made(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "none", Device("a" * 16))

    assert take_in_own(folder) == own_catalog.OwnNews()
    assert not folder.root.exists()


def test_what_this_device_knows_may_be_damaged(two: Two) -> None:
    change_own(two.a, adding(own_rule(POVO)))
    two.a.own_known.write_bytes(b"{")

    change_own(two.a, adding(own_rule(GIFF)))

    assert plans(two.a) == sorted([POVO, GIFF])


def test_a_save_that_fails_leaves_nothing_announced(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    change_own(two.a, adding(own_rule(POVO)))

    def fails(*_: object) -> None:
        raise FileUnwritable(two.a.catalog, os.strerror(errno.ENOSPC), disk_full=True)

    with monkeypatch.context() as patch:
        patch.setattr(own_catalog, "write_durably", fails)
        with pytest.raises(FileUnwritable):
            change_own(two.a, without(POVO))

    assert plans(two.a) == [POVO]
    assert not two.a.own_coming.exists()


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_save_that_is_killed_about_the_replacing_is_done_or_not(
    two: Two, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    change_own(two.a, adding(own_rule(POVO), own_rule(GIFF)))
    write = write_durably

    class Killed(BaseException):
        pass

    def killed(path: Path, data: bytes, writer: str) -> None:
        if moment == "after":
            write(path, data, writer)
        kept = two.a.own_coming.read_bytes()
        monkeypatch.setattr(Path, "unlink", lambda *_, **__: None)
        assert kept
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(own_catalog, "write_durably", killed)
        with pytest.raises(Killed):
            change_own(two.a, without(POVO))
    monkeypatch.undo()

    wanted = [GIFF] if moment == "after" else sorted([POVO, GIFF])
    assert plans(two.a) == wanted
    take_in_own(two.a)
    assert plans(two.a) == wanted
    change_own(two.a, adding(own_rule(POVO, "P120D", LATER)))
    assert plans(two.a) == sorted([POVO, GIFF])
    assert not two.a.own_coming.exists()


def test_an_import_takes_a_plan_from_a_conflict_copy(two: Two, tmp_path: Path) -> None:
    change_own(two.a, adding(own_rule(POVO)))
    change_own(two.b, adding(own_carrier(), own_plan()))
    two.file(two.b, two.a, COPY)
    table = tmp_path / "cards.csv"
    table.write_text("label,carrier,plan\nCorner,Corner Mobile,Corner Plan\n", "utf-8")

    assert main(["import", "cards", str(table), "--data-dir", str(two.a.root), "--lang", "en"]) == 0
    assert main(["list", "--data-dir", str(two.a.root), "--lang", "en"]) == 0
    own = load_own(two.a).value
    assert own.carrier(own_carrier().carrier.id) is not None
    assert catalog_in(two.a).problem is None


@given(
    st.lists(
        st.tuples(
            st.sampled_from(("add", "drop", "carry", "copy")),
            st.integers(0, 1),
            st.sampled_from((POVO, GIFF)),
        ),
        max_size=10,
    )
)
@settings(max_examples=40, deadline=None)
def test_whatever_two_do_both_end_with_one_catalog_that_has_what_nobody_dropped(
    steps: list[tuple[str, int, str]],
) -> None:
    with TemporaryDirectory() as place:
        two = Two(Path(place))
        both = (two.a, two.b)
        dropped: set[str] = set()
        added: set[str] = set()
        for number, (what, who, plan) in enumerate(steps):
            here, there = both[who], both[1 - who]
            if what == "add":
                moment = LATER + timedelta(minutes=number)
                change_own(here, adding(own_rule(plan, f"P{number + 1}D", moment)))
                added.add(plan)
                dropped.discard(plan)
            elif what == "drop":
                change_own(here, without(plan))
                dropped.add(plan)
            elif here.catalog.exists():
                two.records(here, there)
                two.file(here, there, "catalog.json" if what == "carry" else COPY)
        for here, there in (both, both[::-1], both, both[::-1]):
            take_in_own(here)
            if here.catalog.exists():
                two.all(here, there)
        assert load_own(two.a) == load_own(two.b)
        assert added - dropped <= set(plans(two.a))
        assert take_in_own(two.a) == take_in_own(two.b) == own_catalog.OwnNews()


def test_a_restore_stands_also_on_the_other_computer(two: Two, tmp_path: Path) -> None:
    FileStore(two.a).apply(add_card(card(SOFTBANK)))
    two.both_have(own_rule(POVO))
    archive = tmp_path / "all.zip"
    assert main(["backup", str(archive), "--data-dir", str(two.a.root), "--lang", "en"]) == 0
    held = two.a.catalog.read_bytes()
    change_own(two.a, adding(own_rule(POVO, "P120D", LATER), own_rule(GIFF)))
    two.all(two.a, two.b)
    take_in_own(two.b)
    two.records(two.b, two.a)

    two.a.root.joinpath(COPY).write_bytes(encode(put(OwnCatalog(), own_carrier())))
    with opened(archive) as found:
        restore(two.a, found, NOON, label="restore")
    take_in_own(two.a)
    assert two.a.catalog.read_bytes() == held
    assert (two.a.conflicts / COPY).exists()
    assert not two.a.own_coming.exists()
    two.all(two.a, two.b)
    take_in_own(two.b)
    assert two.b.catalog.read_bytes() == held


def test_a_first_file_without_any_record_is_taken_as_it_is(two: Two) -> None:
    held = put(OwnCatalog(), own_rule(POVO))
    two.a.catalog.write_bytes(encode(held))

    assert take_in_own(two.a).changed is False
    assert load_own(two.a) == Loaded(held)
    assert two.a.own_known.exists()
