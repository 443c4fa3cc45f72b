"""An archive: everything the owner has, and nothing of it is believed before it is verified."""

import errno
import hashlib
import json
import os
import random
import stat
import time
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest

from simdesk.errors import (
    ArchiveFlaw,
    ArchiveRefused,
    Damage,
    FileDamaged,
    FileNewer,
    FileUnreadable,
    FileUnwritable,
    SimDeskError,
)
from simdesk.exchange.archive_reading import opened
from simdesk.exchange.archive_writing import packing, pieces, write_archive
from simdesk.storage.decoding import decode_book
from simdesk.storage.folder import DataFolder
from simdesk.wording.problem import problem
from tests.core.archive_making import (
    CATALOG,
    MOMENT,
    PDF,
    PNG,
    Contents,
    archived,
    described,
    full_folder,
    holdings,
    respun,
)
from tests.core.store_samples import DEVICE
from tests.machine import rounds


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return full_folder(tmp_path / "book")


@pytest.fixture
def archive(folder: DataFolder, tmp_path: Path) -> Path:
    return archived(folder, tmp_path / "all.simdesk")


PNG_NAME, PDF_NAME = (f"receipts/{hashlib.sha256(data).hexdigest()}" for data in (PNG, PDF))
PNG_NAME, PDF_NAME = f"{PNG_NAME}.png", f"{PDF_NAME}.pdf"


def test_everything_that_is_the_owners_is_in_it_and_nothing_of_the_device(
    folder: DataFolder, archive: Path
) -> None:
    with ZipFile(archive) as zipped:
        contents = {name: zipped.read(name) for name in zipped.namelist()}
        assert zipped.testzip() is None

    assert list(contents) == [
        "manifest.json",
        "simdesk.json",
        "catalog.json",
        "settings.json",
        *sorted((PNG_NAME, PDF_NAME)),
    ]
    assert contents["simdesk.json"] == folder.book.read_bytes()
    assert contents["catalog.json"] == CATALOG
    assert contents["settings.json"] == folder.settings.read_bytes()
    assert (contents[PNG_NAME], contents[PDF_NAME]) == (PNG, PDF)
    manifest = json.loads(contents.pop("manifest.json"))
    assert manifest["files"] == [described(name, data) for name, data in contents.items()]
    assert (manifest["format"], manifest["made"]) == (1, "2026-11-21T03:00:05Z")


def test_what_was_packed_is_what_is_opened(folder: DataFolder, archive: Path) -> None:
    with opened(archive) as found:
        assert found.book == decode_book(folder.book.read_bytes(), folder.book)
        assert found.data == folder.book.read_bytes()
        assert {RECEIPT + name for name in found.receipts} == {PNG_NAME, PDF_NAME}
        assert found.receipt(PNG_NAME.removeprefix(RECEIPT)) == PNG
        assert found.texts == {"catalog.json": CATALOG, "settings.json": folder.settings.read_bytes()}
        assert found.manifest.left_out == ()


RECEIPT = "receipts/"


def test_the_same_content_makes_the_same_archive(folder: DataFolder, archive: Path) -> None:
    assert b"".join(pieces(packing(folder, MOMENT))) == archive.read_bytes()


def test_to_make_one_changes_and_creates_nothing(folder: DataFolder, tmp_path: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in folder.root.rglob("*")}

    write_archive(tmp_path / "all.simdesk", packing(folder, MOMENT))

    assert {path: path.stat().st_mtime_ns for path in folder.root.rglob("*")} == before


def test_it_is_for_the_owner_only(folder: DataFolder, tmp_path: Path) -> None:
    path = tmp_path / "all.simdesk"
    path.write_text("an older one, that others could read")
    path.chmod(0o644)

    write_archive(path, packing(folder, MOMENT))

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert sorted(one.name for one in tmp_path.iterdir()) == ["all.simdesk", "book"]


def test_a_book_without_receipts_catalog_and_settings_is_archived_too(tmp_path: Path) -> None:
    folder = full_folder(tmp_path / "book")
    folder.catalog.unlink()
    folder.settings.unlink()
    data = folder.book.read_bytes().split(b'"renewals"')[0] + b'"renewals": []}'
    folder.book.write_bytes(data)

    with opened(archived(folder, tmp_path / "a.simdesk")) as found:
        assert (found.data, found.texts, found.receipts) == (data, {}, ())


def test_what_is_missing_or_spoilt_is_left_out_and_told(folder: DataFolder, tmp_path: Path) -> None:
    gone, spoilt = folder.root / PNG_NAME, folder.root / PDF_NAME
    gone.unlink()
    spoilt.write_bytes(PDF[:-1])
    folder.catalog.write_text("{")
    folder.settings.write_text('{"format": 9}')

    packed = packing(folder, MOMENT)
    with opened(archived(folder, tmp_path / "a.simdesk")) as found:
        assert (found.receipts, found.texts) == ((), {})
        assert found.manifest.left_out == packed.manifest.left_out

    assert [type(error) for error in packed.left_out[:2]] == [FileDamaged, FileNewer]
    assert set(packed.left_out[2:]) == {
        FileUnreadable(gone, os.strerror(errno.ENOENT)),
        FileDamaged(spoilt, Damage.CHANGED),
    }
    assert sorted(packed.manifest.left_out) == sorted(["catalog.json", "settings.json", PNG_NAME, PDF_NAME])


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (None, FileUnreadable),
        (b"", FileDamaged),
        (b'{"format": 1, "cards": [', FileDamaged),
        (b'{"format": 2}', FileNewer),
    ],
)
def test_d03_only_a_sound_book_is_archived_and_an_older_archive_stays(
    folder: DataFolder, archive: Path, data: bytes | None, error: type[SimDeskError]
) -> None:
    before = archive.read_bytes()
    folder.book.unlink()
    if data is not None:
        folder.book.write_bytes(data)

    with pytest.raises(error):
        write_archive(archive, packing(folder, MOMENT))

    assert archive.read_bytes() == before


def test_a_receipt_that_changes_meanwhile_leaves_no_half_archive(
    folder: DataFolder, archive: Path, tmp_path: Path
) -> None:
    before = archive.read_bytes()
    packed = packing(folder, MOMENT)
    (folder.root / PDF_NAME).write_bytes(PNG)

    with pytest.raises(FileDamaged):
        write_archive(archive, packed)

    assert archive.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["all.simdesk", "book"]


@pytest.mark.parametrize("name", ["fsync", "replace", "write"])
def test_d05_an_archive_that_cannot_be_written_leaves_the_older_one(
    folder: DataFolder, archive: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    before = archive.read_bytes()
    place = Path if name == "replace" else os

    def refused(*arguments: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as fault:
        fault.setattr(place, name, refused)
        with pytest.raises(FileUnwritable) as told:
            write_archive(archive, packing(folder, MOMENT))

    assert told.value.disk_full
    assert archive.read_bytes() == before


@pytest.mark.parametrize(
    "name", ["simdesk.json", "catalog.json", "receipts/new", "backups/x", "local/any/x", "link.simdesk"]
)
def test_it_is_not_written_over_what_it_is_made_of(folder: DataFolder, name: str) -> None:
    (folder.root / "link.simdesk").symlink_to(folder.book)
    before = holdings(folder)

    with pytest.raises(FileUnwritable):
        write_archive(folder.root / name, packing(folder, MOMENT))

    assert holdings(folder) == before


def test_it_may_lie_in_the_data_folder_itself(folder: DataFolder) -> None:
    write_archive(folder.root / "all.simdesk", packing(folder, MOMENT))

    with opened(folder.root / "all.simdesk"):
        pass


def refused(path: Path) -> SimDeskError:
    """What is told of an archive that cannot be opened, in one line."""
    with pytest.raises(SimDeskError) as told, opened(path):
        raise AssertionError("it was opened")
    words = problem(told.value)
    assert "\n" not in words
    assert "did not expect" not in words
    return told.value


FLAWS: dict[str, tuple[Callable[[Contents], object], bool, ArchiveFlaw]] = {
    "no list": (lambda all_: all_.pop("manifest.json"), False, ArchiveFlaw.FOREIGN),
    "no book": (lambda all_: all_.pop("simdesk.json"), True, ArchiveFlaw.MISSING),
    "less than listed": (lambda all_: all_.pop("catalog.json"), False, ArchiveFlaw.MISSING),
    "more than listed": (
        lambda all_: all_.update({RECEIPT + "0" * 64 + ".pdf": b""}),
        False,
        ArchiveFlaw.UNLISTED,
    ),
    "a content exchanged": (lambda all_: all_.update({PNG_NAME: PNG[::-1]}), False, ArchiveFlaw.CHANGED),
    "a content cut": (lambda all_: all_.update({PNG_NAME: PNG[:-1]}), False, ArchiveFlaw.CHANGED),
    "a receipt under another digest": (lambda all_: all_.update({PNG_NAME: PDF}), True, ArchiveFlaw.CHANGED),
    "the ledger": (lambda all_: all_.update({"ledger.json": b"{}"}), True, ArchiveFlaw.NAME),
    "out of the folder": (lambda all_: all_.update({"../simdesk.json": b"{}"}), True, ArchiveFlaw.NAME),
    "an absolute name": (lambda all_: all_.update({"/etc/passwd": b"{}"}), True, ArchiveFlaw.NAME),
    "a folder": (lambda all_: all_.update({"receipts/": b""}), True, ArchiveFlaw.NAME),
    "a folder deeper": (
        lambda all_: all_.update({f"receipts/x/{'0' * 64}.png": b""}),
        True,
        ArchiveFlaw.NAME,
    ),
    "the other slash": (
        lambda all_: all_.update({f"receipts\\..\\{'0' * 64}.png": b""}),
        True,
        ArchiveFlaw.NAME,
    ),
    "a program": (
        lambda all_: all_.update({f"receipts/{hashlib.sha256(b'MZ').hexdigest()}.exe": b"MZ"}),
        True,
        ArchiveFlaw.NAME,
    ),
    "a name of two lines": (lambda all_: all_.update({"a\nb\x1b{x}": b""}), True, ArchiveFlaw.NAME),
    "another case": (lambda all_: all_.update({"SimDesk.json": b"{}"}), True, ArchiveFlaw.NAME),
}


@pytest.mark.parametrize(("change", "listed", "flaw"), FLAWS.values(), ids=FLAWS)
def test_what_does_not_fit_the_list_is_refused(
    archive: Path, change: Callable[[Contents], object], listed: bool, flaw: ArchiveFlaw
) -> None:
    error = refused(respun(archive, change, listed=listed))

    assert isinstance(error, ArchiveRefused)
    assert (error.path, error.flaw) == (archive, flaw)


def relisted(archive: Path, **changes: object) -> Path:
    def change(contents: Contents) -> None:
        contents["manifest.json"] = json.dumps(json.loads(contents["manifest.json"]) | changes).encode()

    return respun(archive, change, listed=False)


def test_d04_an_archive_of_a_newer_simdesk_is_called_newer(archive: Path) -> None:
    error = refused(relisted(archive, format=2, files=None, colour="red"))

    assert error == FileNewer(archive / "manifest.json", 2, 1)


def test_d04_a_newer_archive_with_more_in_it_than_this_one_knows_is_called_newer_too(archive: Path) -> None:
    respun(archive, lambda contents: contents.update({"secrets/more.bin": b"new"}), listed=False)

    error = refused(relisted(archive, format=2))

    assert error == FileNewer(archive / "manifest.json", 2, 1)


def test_a_list_with_something_twice_or_with_itself_is_refused(archive: Path) -> None:
    with ZipFile(archive) as zipped:
        files = json.loads(zipped.read("manifest.json"))["files"]

    assert isinstance(refused(relisted(archive, files=[*files, files[0]])), ArchiveRefused)
    itself = {"name": "manifest.json", "size": 1, "sha256": "0" * 64}
    assert refused(relisted(archive, files=[*files, itself])) == ArchiveRefused(
        archive, ArchiveFlaw.NAME, "manifest.json"
    )


def test_a_name_that_is_there_twice_is_refused(archive: Path) -> None:
    with ZipFile(archive, "a") as zipped, pytest.warns(UserWarning, match="Duplicate"):
        zipped.writestr("simdesk.json", b'{"format": 1}')

    assert refused(archive) == ArchiveRefused(archive, ArchiveFlaw.FOREIGN)


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("simdesk.json", b"", FileDamaged),
        ("simdesk.json", b'{"format": 1, "cards": [{"id": "a"}]}', FileDamaged),
        ("simdesk.json", b'{"format": 2}', FileNewer),
        ("catalog.json", b'{"format": 1, "colour": "red"}', FileDamaged),
        ("catalog.json", b'{"format": 9}', FileNewer),
        ("settings.json", b'{"format": 1, "owner_hour": 99}', FileDamaged),
    ],
)
def test_what_cannot_be_taken_is_refused_though_its_digest_is_right(
    archive: Path, name: str, data: bytes, error: type[SimDeskError]
) -> None:
    found = refused(respun(archive, lambda contents: contents.update({name: data})))

    assert type(found) is error
    assert vars(found)["path"] == archive / name


def bomb(path: Path, name: str, size: int, method: int = ZIP_DEFLATED) -> Path:
    """Pack zeros as the file *name*, as large as *size*, and list them."""
    data = bytes(size)
    with ZipFile(path) as archive:
        contents = {one: archive.read(one) for one in archive.namelist()}
    contents[name] = data
    manifest = json.loads(contents["manifest.json"])
    manifest["files"] = [described(one, more) for one, more in contents.items() if one != "manifest.json"]
    contents["manifest.json"] = json.dumps(manifest).encode()
    with ZipFile(path, "w", method) as archive:
        for one, more in contents.items():
            archive.writestr(one, more)
    return path


@pytest.mark.parametrize(
    ("name", "size"),
    [
        (f"receipts/{hashlib.sha256(bytes(24_000_000)).hexdigest()}.pdf", 24_000_000),
        (f"receipts/{hashlib.sha256(bytes(25_000_001)).hexdigest()}.pdf", 25_000_001),
        ("settings.json", 10_000_001),
        ("catalog.json", 50_000_001),
    ],
    ids=["tenfold", "receipt", "settings", "catalog"],
)
def test_a_bomb_is_not_unpacked(archive: Path, name: str, size: int) -> None:
    error = refused(bomb(archive, name, size))

    assert isinstance(error, ArchiveRefused)
    assert error.flaw is ArchiveFlaw.TOO_LARGE


def test_no_more_is_unpacked_than_the_archive_says(archive: Path) -> None:
    """The size that the archive says is of 100 bytes; there are a hundred million."""
    size = 100_000_000
    bomb(archive, "simdesk.json", size)
    data = archive.read_bytes().replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))
    archive.write_bytes(data)
    started = time.process_time()

    assert isinstance(refused(archive), ArchiveRefused)
    assert time.process_time() - started < 0.2


def test_another_way_of_packing_and_a_password_are_refused(archive: Path) -> None:
    plain = archive.read_bytes()
    assert refused(bomb(archive, "simdesk.json", 10, ZIP_BZIP2)) == ArchiveRefused(
        archive, ArchiveFlaw.FOREIGN
    )

    locked = bytearray(plain)
    at = plain.rindex(b"PK\x01\x02")
    locked[at + 8] |= 1
    archive.write_bytes(locked)
    assert refused(archive) == ArchiveRefused(archive, ArchiveFlaw.FOREIGN)


def test_an_archive_that_another_program_packed_anew_is_taken(archive: Path) -> None:
    with opened(archive) as found:
        book = found.book
    with ZipFile(archive) as zipped:
        contents = {name: zipped.read(name) for name in reversed(zipped.namelist())}
    with ZipFile(archive, "w", ZIP_DEFLATED) as zipped:
        zipped.comment = b"packed by somebody else"
        for name, data in contents.items():
            zipped.writestr(name, data)

    with opened(archive) as found:
        assert found.book == book


@pytest.mark.parametrize(
    "data", [b"", b"PK", b"no zip at all", b"PK\x05\x06" + bytes(18), b"{}", bytes(5000)]
)
def test_what_is_no_archive_is_called_none(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.simdesk"
    path.write_bytes(data)

    error = refused(path)

    assert isinstance(error, ArchiveRefused)
    assert error.flaw in (ArchiveFlaw.NOT_ONE, ArchiveFlaw.FOREIGN)


def test_what_is_no_file_is_unreadable(tmp_path: Path) -> None:
    assert refused(tmp_path / "gone") == FileUnreadable(tmp_path / "gone", os.strerror(errno.ENOENT))
    assert refused(tmp_path) == FileUnreadable(tmp_path, os.strerror(errno.EISDIR))
    os.mkfifo(tmp_path / "pipe")
    assert isinstance(refused(tmp_path / "pipe"), FileUnreadable)


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Spoil an archive as disks and copies do."""
    spoilt = bytearray(data)
    match chance.randrange(6):
        case 0:
            return bytes(spoilt[: chance.randrange(len(spoilt))])
        case 1:
            at = chance.randrange(len(spoilt))
            del spoilt[at : at + chance.randrange(1, 400)]
        case 2:
            at = chance.randrange(len(spoilt))
            spoilt[at : at + 512] = bytes(512)
        case 3:
            at, other = (chance.randrange(len(spoilt)) for _ in range(2))
            spoilt[at : at + 64] = spoilt[other : other + 64]
        case _:
            for _ in range(chance.choice((1, 1, 2, 30))):
                spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
    return bytes(spoilt)


@pytest.mark.soak
def test_of_300_spoilt_archives_none_is_taken_for_another(archive: Path, folder: DataFolder) -> None:
    """Where one opens all the same, for a bit that nobody reads was spoilt, everything in it is as it was."""
    whole = archive.read_bytes()
    chance = random.Random(20261121)
    taken, told = 0, [""]
    for number in range(rounds(short=300, full=10_000)):
        data = mutated(whole, chance)
        archive.write_bytes(data)
        try:
            with opened(archive) as found:
                assert found.data == folder.book.read_bytes(), number
                assert found.texts["catalog.json"] == CATALOG, number
                assert found.receipt(PNG_NAME.removeprefix(RECEIPT)) == PNG, number
                taken += 1
        except (ArchiveRefused, FileDamaged, FileNewer, FileUnreadable) as error:
            told.append(problem(error))
    assert not [words for words in told if "\n" in words or "did not expect" in words]
    assert taken < rounds(short=300, full=10_000) // 2


def test_the_device_of_the_tests_is_in_no_archive(archive: Path) -> None:
    with ZipFile(archive) as zipped:
        assert not [name for name in zipped.namelist() if DEVICE.id.encode() in zipped.read(name)]
