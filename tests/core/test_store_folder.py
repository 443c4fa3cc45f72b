"""Where everything lies, and by what name this computer and user are known."""

import re
import stat
from pathlib import Path

import pytest

from simdesk.domain.edits import add_card
from simdesk.errors import BadOption, FileUnwritable
from simdesk.storage import device
from simdesk.storage.book_file import FileStore
from simdesk.storage.device import Device, device_id, keep_device_id
from simdesk.storage.folder import data_folder, free_path, make_folder
from simdesk.storage.lock import writing
from tests.core.making import SOFTBANK, card


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of the machine id; there is none yet."""
    monkeypatch.setattr(device, "_MACHINE_IDS", (tmp_path / "machine-id", tmp_path / "dbus-machine-id"))
    return tmp_path / "machine-id"


def test_the_option_comes_before_the_environment_and_that_before_the_system(home: Path) -> None:
    environ = {"SIMDESK_DATA_DIR": "/from/environment"}

    assert data_folder("/from/option", environ).root == Path("/from/option")
    assert data_folder(None, environ).root == Path("/from/environment")
    assert data_folder(None, {}).root == home / "data" / "simdesk"
    assert data_folder(None, {"SIMDESK_DATA_DIR": ""}).root == home / "data" / "simdesk"


def test_a_relative_folder_stays_where_it_was_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    folder = data_folder("book", {})
    monkeypatch.chdir("/")

    assert folder.root == tmp_path / "book"
    assert data_folder("~/book", {}).root == Path.home() / "book"


@pytest.mark.parametrize("name", ["", " "])
def test_no_name_is_no_folder(name: str) -> None:
    with pytest.raises(BadOption) as told:
        data_folder(name, {})
    assert told.value == BadOption("--data-dir", name)


def test_the_paths_are_those_of_the_contract() -> None:
    folder = data_folder("/d", {})
    own = Path("/d/local") / folder.device.id

    assert folder.book == Path("/d/simdesk.json")
    assert folder.receipts == Path("/d/receipts")
    assert folder.catalog == Path("/d/catalog.json")
    assert folder.settings == own / "settings.json"
    assert folder.ledger == own / "ledger.json"
    assert folder.drafts == own / "drafts.json"
    assert folder.logs == own / "logs"
    assert folder.lock == own / "lock"


def test_asking_for_a_folder_creates_nothing(home: Path, machine: Path) -> None:
    before = sorted(home.rglob("*"))

    folder = data_folder(None, {})
    FileStore(folder).load()

    assert sorted(home.rglob("*")) == before


def test_missing_folders_are_made_for_the_owner_only(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir(mode=0o755)

    make_folder(tmp_path / "there" / "new" / "newer")

    modes = [
        stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "there", *(tmp_path / "there").rglob("*"))
    ]
    assert modes == [0o755, 0o700, 0o700]


def test_the_device_is_a_digest_of_machine_and_user(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    machine.write_text("0123456789abcdef0123456789abcdef\n")
    mine = device_id()
    monkeypatch.setattr(device, "_user", lambda: "somebody else")
    theirs = device_id()
    machine.write_text("f" * 32)

    assert re.fullmatch("[0-9a-f]{16}", mine.id)
    assert mine.kept
    assert mine.id not in "0123456789abcdef0123456789abcdef"
    assert len({mine.id, theirs.id, device_id().id}) == 3


def test_where_the_first_machine_id_is_none_the_second_counts(machine: Path) -> None:
    for text in ("uninitialized\n", "", "é"):
        machine.write_text(text, encoding="utf-8")
        machine.with_name("dbus-machine-id").write_text("a" * 32)
        assert device_id().kept
        assert device_id() == device_id()


def test_without_a_machine_id_a_random_one_is_kept_by_the_first_writer(home: Path, machine: Path) -> None:
    reader, writer = data_folder("/d", {}), data_folder(str(home / "book"), {})
    assert not reader.device.kept
    assert reader.device != writer.device
    assert not (home / "config").exists()

    FileStore(writer).apply(add_card(card(SOFTBANK)))

    assert (home / "config" / "simdesk" / "device-id").read_text() == f"{writer.device.id}\n"
    assert data_folder("/d", {}).device == Device(writer.device.id)
    assert [path.name for path in (home / "config" / "simdesk").iterdir()] == ["device-id"]


def test_of_two_that_make_up_a_name_at_once_both_take_the_same(home: Path, machine: Path) -> None:
    one, other = data_folder(str(home / "book"), {}), data_folder(str(home / "book"), {})
    assert one.device != other.device

    with writing(one):
        pass
    with writing(other):
        assert one.lock == other.lock

    assert [path.name for path in (home / "book" / "local").iterdir()] == [one.device.id]


def test_a_kept_name_that_is_none_is_replaced(home: Path, machine: Path) -> None:
    path = home / "config" / "simdesk" / "device-id"
    path.parent.mkdir(parents=True)
    path.write_text("")
    made = device_id()

    kept = keep_device_id(made)

    assert kept == Device(made.id)
    assert device_id() == kept


def test_a_config_folder_that_cannot_be_written_is_told(home: Path, machine: Path) -> None:
    (home / "config").write_text("a file where a folder should be")
    folder = data_folder(str(home / "book"), {})

    with pytest.raises(FileUnwritable) as told, writing(folder):
        raise AssertionError("held")
    assert told.value.path == home / "config" / "simdesk" / "device-id"


def test_a_path_is_free_whatever_is_there(tmp_path: Path) -> None:
    taken = []
    for _ in range(3):
        taken.append(free_path(tmp_path, "x"))
        taken[-1].symlink_to(tmp_path / "nowhere")

    assert [path.name for path in taken] == ["x.json", "x-2.json", "x-3.json"]
    assert free_path(tmp_path, "x", ".pdf").name == "x.pdf"
