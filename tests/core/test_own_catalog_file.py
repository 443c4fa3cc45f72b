"""The owner's own catalog on the disk: kept as a whole, never written over when it cannot be read."""

import errno
import json
import os
import stat
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from simdesk.catalog.freshness import Looked, rule_mark
from simdesk.catalog.own import Check, OwnCatalog, OwnRule, drop, own_claim, put
from simdesk.catalog.reading import catalog
from simdesk.cli import main
from simdesk.errors import (
    Damage,
    EditRefused,
    FileDamaged,
    FileNewer,
    FileUnreadable,
    FileUnwritable,
    SimDeskError,
)
from simdesk.storage.examining import examine
from simdesk.storage.folder import DataFolder
from simdesk.storage.own_catalog import catalog_in, change_own, load_own
from simdesk.storage.own_words import own_words
from simdesk.storage.small_file import Loaded
from simdesk.wording.problem import problem
from tests.core.own_making import (
    NOON,
    own_carrier,
    own_channel,
    own_guide,
    own_offer,
    own_plan,
    own_rule,
)
from tests.core.store_samples import DEVICE

PLAN = "povo2-base"
TODAY = date(2026, 11, 21)
EVERYTHING = put(
    OwnCatalog(),
    own_carrier(),
    own_plan(),
    own_channel(),
    own_rule(PLAN),
    own_offer(plan=PLAN),
    own_guide("own-corner", plan=PLAN),
    Check(changed=NOON, plan=PLAN, on=TODAY, rule="12345678"),
)


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "book", DEVICE)


@pytest.fixture
def full(folder: DataFolder) -> DataFolder:
    """A folder in which the owner has one record of each kind."""
    change_own(folder, lambda _: EVERYTHING)
    return folder


def damaged(folder: DataFolder, **changes: Any) -> None:
    """Give the file other fields at the top."""
    held = json.loads(folder.catalog.read_bytes())
    folder.catalog.write_text(json.dumps(held | changes, indent=1), "utf-8")


def test_where_there_is_nothing_the_shipped_catalog_stands_and_nothing_is_created(folder: DataFolder) -> None:
    assert catalog_in(folder) == Loaded(catalog())
    assert catalog_in(folder).value is catalog()
    assert load_own(folder) == Loaded(OwnCatalog())
    assert own_words(folder) == {}
    assert examine(folder) == []
    assert not folder.root.exists()


def test_what_the_owner_says_is_kept_for_the_owner_only(full: DataFolder) -> None:
    assert load_own(full) == Loaded(EVERYTHING)
    assert stat.S_IMODE(full.catalog.stat().st_mode) == 0o600
    assert full.catalog.read_text("utf-8").startswith('{\n "format": 1,\n')
    assert examine(full) == []

    plan = catalog_in(full).value.plan_by_id(PLAN)
    assert plan is not None
    assert plan.rule.valid_for == "P90D"


def test_the_catalog_is_the_same_one_until_the_file_is_another(full: DataFolder) -> None:
    first = catalog_in(full)

    assert catalog_in(full) is first
    change_own(full, lambda own: drop(own, OwnRule, PLAN))
    second = catalog_in(full).value.plan_by_id(PLAN)
    assert second is not None
    assert second.rule.valid_for == "P180D"


def test_an_edit_that_changes_nothing_writes_nothing(full: DataFolder) -> None:
    before = full.catalog.stat()

    change_own(full, lambda own: drop(own, OwnRule, "another"))

    assert full.catalog.stat().st_mtime_ns == before.st_mtime_ns


@pytest.mark.parametrize(
    ("record", "refused"),
    [
        (own_rule("no-such-plan"), EditRefused(Damage.NOT_IN_LIST, "plan", "no-such-plan")),
        (
            own_guide("no_such_channel", plan=PLAN),
            EditRefused(Damage.NOT_IN_LIST, "channel", "no_such_channel"),
        ),
        (own_carrier("ソフトバンク"), EditRefused(Damage.NAME_TAKEN, "name", "ソフトバンク")),
        (own_carrier(carrier_id="corner"), EditRefused(Damage.RULE, "id", "corner")),
        (own_offer(amount="1,000", plan=PLAN), EditRefused(Damage.NOT_AN_AMOUNT, "amount", "1,000")),
    ],
)
def test_what_would_not_stand_is_refused_and_nothing_is_written(
    full: DataFolder, record: OwnRule, refused: EditRefused
) -> None:
    before = full.catalog.read_bytes()

    with pytest.raises(EditRefused) as caught:
        change_own(full, lambda own: put(own, record))

    assert caught.value == refused
    assert full.catalog.read_bytes() == before
    assert problem(caught.value).endswith("Nothing was saved.")


def test_what_lies_idle_already_stands_in_nobodys_way(folder: DataFolder) -> None:
    folder.root.mkdir(parents=True)
    idle = put(OwnCatalog(), own_rule("dropped-plan"))
    folder.catalog.write_bytes(msgspec.json.encode(idle))

    change_own(folder, lambda own: put(own, own_rule(PLAN)))

    assert [one.plan for one in load_own(folder).value.rules] == ["dropped-plan", PLAN]
    (fault,) = examine(folder)
    assert isinstance(fault, FileDamaged)
    assert (fault.damage, fault.field, fault.value) == (
        Damage.NOT_IN_LIST,
        "$.rules[0].plan",
        "dropped-plan",
    )
    assert fault.line > 1


def builtins_of(record: msgspec.Struct) -> dict[str, Any]:
    found: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(record))
    return found


def step_of(length: int) -> dict[str, object]:
    guide = builtins_of(own_guide(plan=PLAN))
    guide["guide"]["steps"][0]["text"]["ja"] = "あ" * length
    return {"guides": [guide]}


def words_of(words: object) -> dict[str, object]:
    guide = builtins_of(own_guide(plan=PLAN))
    guide["guide"]["steps"][0]["text"]["zh_TW"] = words
    return {"guides": [guide]}


def source_of(address: str) -> dict[str, object]:
    guide = builtins_of(own_guide(plan=PLAN))
    guide["guide"]["claims"][0]["source"] = address
    return {"guides": [guide]}


def support_at(address: str) -> dict[str, object]:
    carrier = builtins_of(own_carrier())
    claims = [builtins_of(own_claim(TODAY))]
    carrier["carrier"]["support"] = [{"kind": "form", "value": address, "claims": claims}]
    return {"carriers": [carrier]}


_STEP = "$.guides[0].guide.steps[0].text.zh_TW"
_SOURCE = "$.guides[0].guide.claims[0].source"

CASES: dict[str, tuple[dict[str, Any], Damage, str]] = {
    "an unknown field": ({"rulez": []}, Damage.UNKNOWN_FIELD, "$.rulez"),
    "a shelf that is none": ({"rules": 3}, Damage.WRONG_TYPE, "$.rules"),
    "two rules of a plan": (
        {"rules": [builtins_of(own_rule(PLAN))] * 2},
        Damage.DUPLICATE_ID,
        "$.rules[1]",
    ),
    "a step of 201 characters": (step_of(201), Damage.TOO_LONG, "$.guides[0].guide.steps[0]"),
    "a step that is a number": (words_of(12), Damage.WRONG_TYPE, _STEP),
    "a step that is nothing": (words_of(None), Damage.WRONG_TYPE, _STEP),
    "a step that is beyond numbers": (words_of(10**400), Damage.WRONG_TYPE, _STEP),
    "a step that is a list": (words_of(["one", "two"]), Damage.WRONG_TYPE, _STEP),
    "a source with half a bracket": (source_of("https://[corner.example/"), Damage.RULE, _SOURCE),
    "a source with a sign in its host": (source_of("https://corner\u2100.example/"), Damage.RULE, _SOURCE),
    "a form with half a bracket": (
        support_at("https://corner.example]/"),
        Damage.RULE,
        "$.carriers[0].carrier.support[0].value",
    ),
    "a check of no date": (
        {"checks": [{"changed": "2026-11-21T10:00:00Z", "plan": PLAN, "on": "today", "rule": ""}]},
        Damage.NOT_A_DATE,
        "$.checks[0].on",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_damaged_file_is_named_with_its_place_and_left_as_it_is(full: DataFolder, case: str) -> None:
    changes, damage, field = CASES[case]
    damaged(full, **changes)
    before = full.catalog.read_bytes()

    found = catalog_in(full)
    assert found.value is catalog()
    assert isinstance(found.problem, FileDamaged)
    assert (found.problem.damage, found.problem.field) == (damage, field)
    assert found.problem.line > 1
    assert examine(full) == [found.problem]
    with pytest.raises(FileDamaged):
        change_own(full, lambda own: put(own, own_rule(PLAN)))
    assert full.catalog.read_bytes() == before
    assert sorted(path.name for path in full.root.iterdir()) == ["catalog.json", "local"]


def test_a_step_of_200_characters_is_taken(full: DataFolder) -> None:
    damaged(full, **step_of(200))

    assert load_own(full).problem is None


@pytest.mark.parametrize("data", [b"", b"[", b"{}", b"\xff\xfe", b'{"format":1,"format":1}'])
def test_what_is_no_such_file_is_told(folder: DataFolder, data: bytes) -> None:
    folder.root.mkdir(parents=True)
    folder.catalog.write_bytes(data)

    assert isinstance(catalog_in(folder).problem, FileDamaged)
    assert own_words(folder) == {}


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("byte", [b"\xe9", b"\xed\xa0\xbd"])
def test_a_text_in_another_encoding_is_told_with_its_place(
    full: DataFolder, mark: bytes, byte: bytes
) -> None:
    held = full.catalog.read_bytes()
    line = held[: held.index(b"as I know it")].count(b"\n") + 1
    full.catalog.write_bytes(mark + held.replace(b"as I know it", byte, 1))

    (fault,) = examine(full)
    assert isinstance(fault, FileDamaged)
    assert (fault.damage, fault.line, fault.column) == (Damage.NOT_UTF8, line, 12)


def test_a_byte_order_mark_moves_nothing(full: DataFolder) -> None:
    held = full.catalog.read_bytes()
    full.catalog.write_bytes(b"\xef\xbb\xbf" + held)
    assert load_own(full) == Loaded(EVERYTHING)
    assert own_words(full)[PLAN].yours

    full.catalog.write_bytes(b"\xef\xbb\xbf" + held.replace(PLAN.encode(), b"dropped-plan", 1))
    (fault,) = examine(full)
    assert isinstance(fault, FileDamaged)
    assert fault.line == held[: held.index(PLAN.encode())].count(b"\n") + 1


def test_a_newer_format_is_called_newer(full: DataFolder) -> None:
    damaged(full, format=2, sparkle=True)

    assert load_own(full) == Loaded(OwnCatalog(), FileNewer(full.catalog, 2, 1))
    with pytest.raises(FileNewer):
        change_own(full, lambda own: own)
    assert own_words(full) == {}


def test_a_file_that_cannot_be_read_or_written_is_told(full: DataFolder) -> None:
    full.catalog.unlink()
    full.catalog.mkdir()

    assert isinstance(catalog_in(full).problem, FileUnreadable)
    with pytest.raises(FileUnreadable):
        change_own(full, lambda own: own)


def test_a_full_disk_leaves_what_was_there(full: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    def full_disk(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full_disk)
        with pytest.raises(FileUnwritable):
            change_own(full, lambda own: drop(own, OwnRule, PLAN))

    assert load_own(full) == Loaded(EVERYTHING)
    assert sorted(path.name for path in full.root.iterdir()) == ["catalog.json", "local"]


def test_what_the_owner_said_of_rules_is_read_alone(full: DataFolder) -> None:
    checked = Check(changed=NOON, plan="giffgaff-payg", on=TODAY, rule="abcdef01")
    change_own(full, lambda own: put(own, checked))

    assert own_words(full) == {
        PLAN: Looked(TODAY, yours=True),
        "giffgaff-payg": Looked(TODAY, "abcdef01"),
    }

    mark = rule_mark(own_rule(PLAN).rule)
    again = Check(changed=NOON, plan=PLAN, on=date(2026, 11, 22), rule=mark)
    change_own(full, lambda own: put(own, again))
    assert own_words(full)[PLAN] == Looked(date(2026, 11, 22), mark, yours=True)


def test_words_are_read_beside_what_is_damaged_elsewhere(full: DataFolder) -> None:
    damaged(full, guides=3)

    assert own_words(full)[PLAN].yours


def test_an_import_takes_a_plan_of_the_owners(full: DataFolder, tmp_path: Path) -> None:
    table = tmp_path / "cards.csv"
    table.write_text("label,carrier,plan\nCorner,Corner Mobile,Corner Plan\n", "utf-8")

    assert main(["import", "cards", str(table), "--data-dir", str(full.root)]) == 0

    book = json.loads(full.book.read_bytes())
    (card,) = book["cards"]
    assert (card["carrier"], card["plan"]) == ("Corner Mobile", "Corner Plan")
    assert (card["timezone"], card["rule"]["basis"], card["rule"]["valid_for"]) == (
        "Asia/Tokyo",
        "payment",
        "P1M",
    )
    assert card["rule"]["plan_version"] == "own 2026-11-21T10:00:00Z"


def test_an_import_is_refused_while_the_owners_catalog_is_damaged(
    full: DataFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    damaged(full, rules=3)
    table = tmp_path / "cards.csv"
    table.write_text("label,carrier,plan\nCorner,Corner Mobile,Corner Plan\n", "utf-8")

    assert main(["import", "cards", str(table), "--data-dir", str(full.root), "--lang", "en"]) == 2

    assert "catalog.json" in capsys.readouterr().err
    assert not full.book.exists()


def test_check_examines_the_owners_catalog(full: DataFolder, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--data-dir", str(full.root), "--lang", "en"]) == 0
    damaged(full, rules=[builtins_of(own_rule("dropped-plan"))])

    assert main(["check", "--data-dir", str(full.root), "--lang", "en"]) == 2
    told = capsys.readouterr().err
    assert "catalog.json" in told
    assert "$.rules[0].plan" in told


def test_the_problem_is_one_that_words_are_known_for(full: DataFolder) -> None:
    damaged(full, rules=3)
    found = catalog_in(full).problem

    assert isinstance(found, SimDeskError)
    assert "catalog.json" in problem(found)
