"""`simdesk backup` and `simdesk restore` from the inside, and what `simdesk check` says of a data folder."""

import hashlib
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from simdesk.cli import main
from simdesk.clock import SystemClock
from simdesk.domain.draft import DraftReceipt, RenewalDraft
from simdesk.domain.edits import add_card, change_card
from simdesk.storage.backups import backups
from simdesk.storage.book_file import FileStore
from simdesk.storage.decoding import encode
from simdesk.storage.device import Device
from simdesk.storage.drafts import keep_draft
from simdesk.storage.examining import Notable, Remark, examine, remarks
from simdesk.storage.folder import DataFolder, data_folder
from simdesk.storage.settings import load_settings
from tests.core.archive_making import (
    MOMENT,
    OTHER_CATALOG,
    PDF,
    PNG,
    archived,
    full_folder,
    holdings,
    other_folder,
)
from tests.core.making import HIS, card

PNG_NAME = f"{hashlib.sha256(PNG).hexdigest()}.png"
PDF_NAME = f"{hashlib.sha256(PDF).hexdigest()}.pdf"
UNNAMED = f"{hashlib.sha256(PNG + b' that nobody names').hexdigest()}.png"


class Run:
    """Calls a command; ``status``, ``out`` and ``err`` are of the last call."""

    def __init__(self, capture: pytest.CaptureFixture[bytes]) -> None:
        self._capture = capture
        self.status, self.raw, self.err = 0, b"", ""

    def __call__(self, folder: Path, *words: str) -> "Run":
        self.status = main(["--data-dir", str(folder), "--lang", "en", *words])
        shown = self._capture.readouterr()
        self.raw, self.err = shown.out, shown.err.decode()
        return self

    @property
    def lines(self) -> list[str]:
        return self.raw.decode().splitlines()


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setattr(SystemClock, "now", lambda self: MOMENT)
    return Run(capfdbinary)


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    """A folder of this very device, which the commands find by themselves."""
    made = full_folder(tmp_path / "book")
    mine = data_folder(str(made.root), {})
    made.local.rename(mine.local)
    return mine


def test_backup_and_restore_say_what_they_did(run: Run, folder: DataFolder, tmp_path: Path) -> None:
    path, target = tmp_path / "all.simdesk", tmp_path / "new"

    run(folder.root, "backup", str(path))
    assert (run.status, run.err) == (0, "")
    assert run.lines == [f"2 cards, 2 renewals, 2 receipts backed up to {path}."]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600

    run(target, "restore", str(path))
    assert (run.status, run.err) == (0, "")
    assert run.lines == [
        f"2 cards, 2 renewals, 2 receipts restored from {path}.",
        "Your own rules and channels were restored.",
        "The settings of this computer were not touched.",
    ]
    assert (target / "simdesk.json").read_bytes() == folder.book.read_bytes()
    assert not data_folder(str(target), {}).settings.exists()

    run(target, "restore", "--settings", str(path))
    assert run.lines[-1] == "The settings of this computer were restored."
    assert load_settings(data_folder(str(target), {})) == load_settings(folder)
    assert run(target, "check").status == 0


def test_backup_to_standard_output_is_the_file(run: Run, folder: DataFolder, tmp_path: Path) -> None:
    run(folder.root, "backup", str(tmp_path / "a"))

    assert run(folder.root, "backup", "-").raw == (tmp_path / "a").read_bytes()
    assert (run.status, run.err) == (0, "")
    assert not (tmp_path / "-").exists()


def test_what_is_left_out_is_said_then_and_at_the_restore(
    run: Run, folder: DataFolder, tmp_path: Path
) -> None:
    (folder.receipts / PNG_NAME).unlink()
    folder.settings.write_text("{")
    path = tmp_path / "a.simdesk"

    run(folder.root, "backup", str(path))
    assert (run.status, run.err) == (0, "")
    assert [line.split(":")[0] for line in run.lines[1:]] == ["Not in the backup"] * 2
    assert str(folder.receipts / PNG_NAME) in run.lines[2]

    run(folder.root, "backup", "-")
    assert run.raw == path.read_bytes()
    assert (run.status, run.err.count("\n")) == (0, 2)

    run(tmp_path / "new", "restore", "--settings", str(path))
    assert run.lines[2:] == [
        "There are no settings in this backup.",
        f"2 files are not in this backup, they were missing or damaged: settings.json, {PNG_NAME}.",
    ]


def test_restore_says_where_the_former_is(run: Run, folder: DataFolder, tmp_path: Path) -> None:
    run(folder.root, "backup", str(tmp_path / "a"))
    target = other_folder(tmp_path / "other")
    damaged = target.book.read_bytes()[:-9]
    target.book.write_bytes(damaged)

    run(target.root, "restore", str(tmp_path / "a"))

    kept = [Path(line.removeprefix("What was there before is kept in ")[:-1]) for line in run.lines[-2:]]
    assert [path.read_bytes() for path in kept] == [OTHER_CATALOG, damaged]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("backup",), "needs FILE behind it"),
        (("restore",), "needs FILE behind it"),
        (("backup", "--settings", "x"), "not understood"),
        (("restore", "no.simdesk"), "no.simdesk cannot be read: there is no such file"),
        (("restore", "book/simdesk.json"), "this is not a backup"),
        (("backup", "book/catalog.json"), "something else is there already"),
        (("backup", "no/folder/x"), "cannot be written"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_changes_nothing(
    run: Run, folder: DataFolder, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(folder.root.parent)
    before = holdings(folder)

    run(folder.root, *words)

    assert (run.status, run.raw, run.err.count("\n")) == (2, b"", 1)
    assert said in run.err
    assert holdings(folder) == before


def test_a_backup_of_nothing_is_none_and_creates_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a").write_text("the backup of last week")

    run(tmp_path / "gone", "backup", str(tmp_path / "a"))

    assert run.status == 2
    assert "there is no such file or folder" in run.err
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a").read_text() == "the backup of last week"


def test_of_a_demo_too_a_backup_is_made(run: Run, tmp_path: Path) -> None:
    assert main(["--demo", "backup", str(tmp_path / "demo.simdesk")]) == 0
    run(tmp_path / "new", "restore", str(tmp_path / "demo.simdesk"))
    assert run.status == 0


def sound(folder: DataFolder, *notable: Notable) -> list[Remark]:
    """Return the remarks on a folder that is sound, which must be of those kinds."""
    assert examine(folder) == []
    found = remarks(folder)
    assert [one.what for one in found] == list(notable)
    return found


def test_d07_what_is_notable_is_remarked_and_is_no_damage(run: Run, folder: DataFolder) -> None:
    (folder.receipts / UNNAMED).unlink()
    assert sound(folder) == []
    run(folder.root, "check")
    assert run.lines == [f"{folder.root}: everything is sound (2 cards, 2 renewals)."]

    FileStore(folder).apply(add_card(card(HIS, id="c")))
    (folder.receipts / UNNAMED).write_bytes(PNG + b" that nobody names")
    book = FileStore(folder).load()
    (folder.root / "simdesk.sync-conflict-20261120-101010-ABC.json").write_bytes(encode(book))
    folder.book.write_bytes(folder.book.read_bytes().replace(b"Bank codes", b"Bank codex"))
    with folder.history.open("ab") as history:
        history.write(b'{"revision": 43, "par')
    folder.book.chmod(0o640)
    before = {path: path.stat().st_mtime_ns for path in folder.root.rglob("*")}

    run(folder.root, "check")

    assert (run.status, run.err) == (0, "")
    found = sound(folder, Notable.UNNAMED, Notable.COPIES, Notable.WRITTEN, Notable.GAPS, Notable.OPEN)
    assert [(one.path.name, one.count) for one in found[1:]] != []
    assert len(run.lines) == 6
    assert UNNAMED in run.lines[1]
    assert "sync-conflict" in run.lines[2]
    assert "save number 42" in run.lines[3]
    assert "1 step of the history" in run.lines[4]
    assert str(folder.book) in run.lines[5]
    assert "Bank" not in run.raw.decode()
    assert {path: path.stat().st_mtime_ns for path in folder.root.rglob("*")} == before


@pytest.mark.parametrize(
    "name", ["simdesk-DESKTOP-AB12.json", "simdesk (1).json", "simdesk (Copy).json", "simdesk 2.json"]
)
def test_d06_a_copy_of_which_nobody_knows_what_made_it_is_remarked_and_merged_once_it_is_called_one(
    run: Run, folder: DataFolder, name: str
) -> None:
    (folder.receipts / UNNAMED).unlink()
    for ours in ("simdesk.damaged-20261120T101010Z.json", "simdesk.newer-20261120T101010Z.json"):
        (folder.root / ours).write_bytes(b"")
        (folder.root / ours).chmod(0o600)
    assert sound(folder) == []
    book = FileStore(folder).load()
    other = replace(book, cards=(*book.cards, card(HIS, id="there", label="From there")))
    (folder.root / name).write_bytes(encode(other))
    (folder.root / name).chmod(0o600)

    (remark,) = sound(folder, Notable.STRANGE)

    assert (remark.path.name, remark.count) == (name, 1)
    assert "conflicted copy" in run(folder.root, "check").lines[-1]
    (folder.root / name).rename(folder.root / name.replace(".json", " conflicted copy.json"))
    assert FileStore(folder).take_in().card("there") is not None
    sound(folder)


def test_d07_a_save_that_was_killed_is_no_remark(folder: DataFolder) -> None:
    (folder.receipts / UNNAMED).unlink()
    FileStore(folder).apply(add_card(card(HIS, id="c")))
    before = folder.book.read_bytes()
    FileStore(folder).apply(change_card(card(HIS, id="c", label="other")))
    after = folder.book.read_bytes()
    folder.history.write_bytes(folder.history.read_bytes().splitlines(keepends=True)[0])
    folder.mine.replace(folder.mine_coming)
    folder.mine.write_bytes(before)
    folder.mine.chmod(0o600)
    folder.book.write_bytes(before)

    assert sound(folder) == []
    assert after != before


def test_a_receipt_of_a_renewal_under_way_is_named(folder: DataFolder) -> None:
    sound(folder, Notable.UNNAMED)
    receipts = (DraftReceipt(UNNAMED, "shop.png"),)
    draft = RenewalDraft(card_id="a", renewal_id="r", correction_id="c", changed=MOMENT, receipts=receipts)
    keep_draft(folder, draft)

    sound(folder)


def test_a_restore_that_was_broken_off_is_remarked(run: Run, folder: DataFolder) -> None:
    folder.restoring.write_text("{}")
    folder.restoring.chmod(0o600)

    assert sound(folder, Notable.UNNAMED, Notable.UNDONE)[-1].path == folder.restoring
    assert "A restore was broken off" in run(folder.root, "check").lines[-1]


def spoil(path: Callable[[DataFolder], Path], data: bytes = b"{") -> Callable[[DataFolder], Path]:
    def spoilt(folder: DataFolder) -> Path:
        path(folder).write_bytes(data)
        return path(folder)

    return spoilt


def only_backup(folder: DataFolder) -> Path:
    return backups(folder)[0].path


DAMAGES: dict[str, Callable[[DataFolder], Path]] = {
    "book": spoil(lambda folder: folder.book),
    "receipt": spoil(lambda folder: folder.receipts / PDF_NAME),
    "own catalog": spoil(lambda folder: folder.catalog),
    "settings": spoil(lambda folder: folder.settings),
    "drafts": spoil(lambda folder: folder.drafts),
    "ledger": spoil(lambda folder: folder.ledger),
    "calendar": spoil(lambda folder: folder.calendar),
    "calendar server": spoil(lambda folder: folder.calendar_server),
    "the copy of the book": spoil(lambda folder: folder.mine),
    "the states that are known": spoil(lambda folder: folder.known),
    "a backup": spoil(only_backup),
    "an empty backup": spoil(only_backup, b""),
    "a newer backup": spoil(only_backup, b'{"format": 9}'),
    "a conflict copy": spoil(lambda folder: folder.root / "simdesk.sync-conflict-20261120-101010-ABC.json"),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_d07_damage_is_told_by_its_place_and_nothing_is_changed(
    run: Run, folder: DataFolder, damage: Callable[[DataFolder], Path]
) -> None:
    FileStore(folder).apply(add_card(card(HIS, id="c")), backup="import")
    path = damage(folder)
    before = {path: path.read_bytes() for path in folder.root.rglob("*") if path.is_file()}

    run(folder.root, "check")

    assert run.status == 2
    assert str(path) in run.err
    assert run.err.count("\n") == 1
    assert "everything is sound" not in run.raw.decode()
    assert {path: path.read_bytes() for path in folder.root.rglob("*") if path.is_file()} == before


def test_a_history_that_may_not_be_read_is_a_fault(
    run: Run, folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.history.mkdir()

    assert [type(fault).__name__ for fault in examine(folder)] == ["FileUnreadable"]


def test_rights_are_not_looked_at_where_there_are_none(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.book.chmod(0o644)
    assert Notable.OPEN in [one.what for one in remarks(folder)]
    from simdesk.storage import examining

    monkeypatch.setattr(examining, "_RIGHTS", False)
    assert Notable.OPEN not in [one.what for one in remarks(folder)]


def test_check_of_another_devices_folder(run: Run, folder: DataFolder, tmp_path: Path) -> None:
    other = DataFolder(folder.root, Device("fedcba9876543210"))

    assert examine(other) == []
    assert archived(other, tmp_path / "a").stat().st_size > 0
    assert [path.name for path in folder.local.parent.iterdir()] == [folder.device.id]
