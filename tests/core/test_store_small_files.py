"""Settings, drafts and ledger: kept through a crash, and never in the way of the program."""

import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from simdesk.domain.draft import RenewalDraft
from simdesk.errors import Damage, FileDamaged, FileNewer, FileUnreadable, FileUnwritable, SimDeskError
from simdesk.reminders.ledger import Entry, Ledger
from simdesk.storage.drafts import drop_draft, keep_draft, load_drafts
from simdesk.storage.folder import DataFolder
from simdesk.storage.ledger_file import change_ledger, load_ledger
from simdesk.storage.settings import Settings, load_settings, save_settings
from simdesk.storage.small_file import Loaded
from tests.core.making import MOMENT
from tests.core.store_samples import DEVICE

DRAFT = RenewalDraft(card_id="a", renewal_id="r1", correction_id="r2", changed=MOMENT, amount="3,0", step=4)
OTHER = RenewalDraft(card_id="b", renewal_id="r3", correction_id="r4", changed=MOMENT)
ENTRY = Entry(
    card_id="a", deadline=date(2026, 11, 24), kind="receive_only", stage=3, planned=MOMENT, days_left=3
)


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "book", DEVICE)


def test_where_there_is_nothing_all_is_as_usual_and_nothing_is_created(folder: DataFolder) -> None:
    assert load_settings(folder) == Loaded(Settings())
    assert load_drafts(folder) == Loaded(())
    assert load_ledger(folder) == Loaded(Ledger())
    assert not folder.root.exists()


def test_settings_are_kept(folder: DataFolder) -> None:
    settings = Settings(
        language="zh_TW",
        country="JP",
        masked=False,
        owner_hour=8,
        stages=(7, 1),
        quiet_from="22:00",
        quiet_until="07:30",
        payments=("credit_card",),
        layout={"window": "AdnQywAD"},
    )

    save_settings(folder, settings)

    assert load_settings(folder) == Loaded(settings)


def test_of_each_card_one_draft_is_kept(folder: DataFolder) -> None:
    keep_draft(folder, DRAFT)
    keep_draft(folder, OTHER)
    keep_draft(folder, replace(DRAFT, step=5))
    assert load_drafts(folder).value == (OTHER, replace(DRAFT, step=5))

    drop_draft(folder, "a")
    drop_draft(folder, "nobody")
    assert load_drafts(folder).value == (OTHER,)


def test_an_edit_of_the_ledger_starts_from_what_is_on_the_disk(folder: DataFolder) -> None:
    change_ledger(folder, lambda held: held.kept(ENTRY))
    after = change_ledger(folder, lambda held: held.kept(replace(ENTRY, stage=1)))

    assert after.entries == (ENTRY, replace(ENTRY, stage=1))
    assert load_ledger(folder) == Loaded(after)


def test_an_edit_that_changes_nothing_writes_nothing(folder: DataFolder) -> None:
    change_ledger(folder, lambda held: held)
    assert not folder.ledger.exists()

    change_ledger(folder, lambda held: held.kept(ENTRY))
    before = folder.ledger.stat()
    change_ledger(folder, lambda held: held.kept(ENTRY))
    assert folder.ledger.stat() == before


PathOf = Callable[[DataFolder], Path]
Write = Callable[[DataFolder], object]
Load = Callable[[DataFolder], Loaded[Any]]
WRITERS: dict[str, tuple[PathOf, Write, Load]] = {
    "settings": (
        lambda folder: folder.settings,
        lambda folder: save_settings(folder, Settings()),
        load_settings,
    ),
    "drafts": (lambda folder: folder.drafts, lambda folder: keep_draft(folder, DRAFT), load_drafts),
    "ledger": (
        lambda folder: folder.ledger,
        lambda folder: change_ledger(folder, lambda held: held.kept(ENTRY)),
        load_ledger,
    ),
}
SPOILT = {
    "empty": (b"", Damage.EMPTY),
    "cut": (b'{"format": 1, ', Damage.NOT_JSON),
    "an unknown field": (b'{"format": 1, "colour": "red"}', Damage.UNKNOWN_FIELD),
    "no format": (b"{}", Damage.MISSING_FIELD),
    "a wrong type": (b"[]", Damage.WRONG_TYPE),
    "newer": (b'{"format": 3, "colour": "red"}', None),
}


@pytest.mark.parametrize("doors", WRITERS.values(), ids=WRITERS)
@pytest.mark.parametrize(("data", "damage"), SPOILT.values(), ids=SPOILT)
def test_a_spoilt_file_is_told_and_put_aside_by_the_next_writer(
    folder: DataFolder,
    doors: tuple[PathOf, Write, Load],
    data: bytes,
    damage: Damage | None,
) -> None:
    path_of, write, load = doors
    path = path_of(folder)
    folder.prepare()
    usual = load(folder).value
    path.write_bytes(data)
    written = datetime.fromtimestamp(path.stat().st_mtime, UTC)

    found = load(folder)
    assert found.value == usual
    problem = found.problem
    if damage is None:
        assert isinstance(problem, FileNewer)
        assert (problem.path, problem.found) == (path, 3)
    else:
        assert isinstance(problem, FileDamaged)
        assert (problem.path, problem.damage) == (path, damage)
    assert path.read_bytes() == data

    write(folder)

    assert load(folder).problem is None
    aside = path.with_name(f"{path.stem}.unreadable-{written:%Y%m%dT%H%M%SZ}.json")
    assert aside.read_bytes() == data


def test_two_spoilt_files_of_one_second_are_both_kept(folder: DataFolder) -> None:
    folder.prepare()
    for data in (b"one", b"two"):
        folder.settings.write_bytes(data)
        os.utime(folder.settings, (1_790_000_000, 1_790_000_000))
        save_settings(folder, Settings(masked=False))

    aside = sorted(path.read_bytes() for path in folder.local.glob("settings.unreadable-*.json"))
    assert aside == [b"one", b"two"]


def test_what_the_system_does_not_give_is_told_and_not_written_over(folder: DataFolder) -> None:
    folder.prepare()
    folder.settings.mkdir()

    problem: SimDeskError | None = load_settings(folder).problem
    assert isinstance(problem, FileUnreadable)
    with pytest.raises(FileUnreadable):
        save_settings(folder, Settings(masked=False))


def test_text_that_no_file_can_hold_is_refused(folder: DataFolder) -> None:
    keep_draft(folder, DRAFT)

    with pytest.raises(FileUnwritable):
        keep_draft(folder, replace(DRAFT, note="\ud83d"))

    assert load_drafts(folder).value == (DRAFT,)
