"""Receipts: one copy of each content, pictures and PDFs only, and damage noticed."""

import errno
import hashlib
import os
import stat
from pathlib import Path

import pytest

from simdesk.domain.edits import add_card, log_renewal
from simdesk.errors import Damage, FileDamaged, FileUnreadable, ReceiptRefused
from simdesk.storage import receipts
from simdesk.storage.book_file import FileStore
from simdesk.storage.examining import examine
from simdesk.storage.folder import DataFolder
from simdesk.storage.receipts import keep_receipt, keep_receipt_bytes
from tests.core.making import SOFTBANK, card, renewal
from tests.core.store_samples import DEVICE

PNG = b"\x89PNG\r\n\x1a\n and the picture"
JPEG = b"\xff\xd8\xff\xe0 and the picture"


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "book", DEVICE)


def file(tmp_path: Path, name: str, data: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


KINDS = {
    "photo.png": (PNG, "png"),
    "Photo.PNG": (PNG, "png"),
    "photo.jpg": (JPEG, "jpg"),
    "photo.JPEG": (JPEG, "jpeg"),
    "moving.gif": (b"GIF89a and so on", "gif"),
    "photo.webp": (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "webp"),
    "IMG_1.HEIC": (b"\x00\x00\x00\x18ftypheic\x00\x00", "heic"),
    "bill.pdf": (b"%PDF-1.7\n", "pdf"),
    "bill behind a banner.pdf": (b"\n\n%PDF-1.4\n", "pdf"),
    "a jpeg that is a png.jpg": (PNG, "png"),
    "a png that is a jpeg.png": (JPEG, "jpg"),
    "領収書 2026-11-21.png": (PNG, "png"),
}


@pytest.mark.parametrize(
    ("name", "data", "ending"), [(name, *rest) for name, rest in KINDS.items()], ids=KINDS
)
def test_a_receipt_is_copied_under_the_digest_of_its_content(
    folder: DataFolder, tmp_path: Path, name: str, data: bytes, ending: str
) -> None:
    source = file(tmp_path, name, data)

    kept = keep_receipt(folder, source)

    assert kept == f"{hashlib.sha256(data).hexdigest()}.{ending}"
    assert (folder.receipts / kept).read_bytes() == data
    assert source.read_bytes() == data
    assert stat.S_IMODE((folder.receipts / kept).stat().st_mode) == 0o600
    assert [path.name for path in folder.receipts.iterdir()] == [kept]


def test_the_same_content_has_one_copy(folder: DataFolder, tmp_path: Path) -> None:
    first = keep_receipt(folder, file(tmp_path, "one.png", PNG))
    before = (folder.receipts / first).stat()

    assert keep_receipt(folder, file(tmp_path, "two.png", PNG)) == first
    assert (folder.receipts / first).stat().st_ino == before.st_ino


def test_a_copy_that_was_spoilt_is_made_anew(folder: DataFolder, tmp_path: Path) -> None:
    source = file(tmp_path, "one.png", PNG)
    kept = folder.receipts / keep_receipt(folder, source)
    kept.write_bytes(PNG[:-1])

    keep_receipt(folder, source)

    assert kept.read_bytes() == PNG


REFUSED = {
    "letter.txt": b"Dear",
    "page.svg": b"<svg/>",
    "program.png": b"MZ\x90",
    "picture.exe": PNG,
    "nothing.png": b"",
    "no ending": PNG,
    "film.heic": b"\x00\x00\x00\x18ftypmp42",
}


@pytest.mark.parametrize(("name", "data"), REFUSED.items(), ids=REFUSED)
def test_what_is_neither_picture_nor_pdf_is_refused(
    folder: DataFolder, tmp_path: Path, name: str, data: bytes
) -> None:
    source = file(tmp_path, name, data)

    with pytest.raises(ReceiptRefused) as told:
        keep_receipt(folder, source)

    assert told.value == ReceiptRefused(source, len(data), receipts.LIMIT)
    assert not folder.root.exists()


def test_a_file_too_large_is_refused(
    folder: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receipts, "LIMIT", len(PNG))
    keep_receipt(folder, file(tmp_path, "just.png", PNG))

    with pytest.raises(ReceiptRefused) as told:
        keep_receipt(folder, file(tmp_path, "large.png", PNG + b"!"))
    assert (told.value.size, told.value.limit) == (len(PNG) + 1, len(PNG))


@pytest.mark.parametrize(
    ("data", "ending", "kept"),
    [(PNG, "png", "png"), (PNG, "PNG", "png"), (PNG, "jpg", "png"), (JPEG, "jpeg", "jpeg")],
)
def test_a_pasted_picture_is_kept_as_a_file_would_be(
    folder: DataFolder, data: bytes, ending: str, kept: str
) -> None:
    name = keep_receipt_bytes(folder, data, ending)

    assert name == f"{hashlib.sha256(data).hexdigest()}.{kept}"
    assert (folder.receipts / name).read_bytes() == data


@pytest.mark.parametrize(("data", "ending"), [(b"Dear", "png"), (b"", "png"), (PNG, "exe"), (PNG, "")])
def test_what_is_pasted_and_no_picture_is_refused(folder: DataFolder, data: bytes, ending: str) -> None:
    with pytest.raises(ReceiptRefused):
        keep_receipt_bytes(folder, data, ending)
    assert not folder.root.exists()


def test_a_pasted_picture_that_is_too_large_is_refused(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receipts, "LIMIT", len(PNG))
    keep_receipt_bytes(folder, PNG, "png")

    with pytest.raises(ReceiptRefused) as told:
        keep_receipt_bytes(folder, PNG + b"!", "png")
    assert told.value == ReceiptRefused(Path("receipt.png"), len(PNG) + 1, len(PNG))


def test_a_file_that_is_not_there_is_told(folder: DataFolder, tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable) as told:
        keep_receipt(folder, tmp_path / "gone.png")
    assert told.value == FileUnreadable(tmp_path / "gone.png", os.strerror(errno.ENOENT))

    with pytest.raises(FileUnreadable):
        keep_receipt(folder, tmp_path)


def test_what_a_killed_copy_left_is_removed_by_the_next(folder: DataFolder, tmp_path: Path) -> None:
    kept = keep_receipt(folder, file(tmp_path, "one.png", PNG))
    (folder.receipts / f".{kept}.{DEVICE.id}-00000000.tmp").write_bytes(PNG[:4])

    other = keep_receipt(folder, file(tmp_path, "two.jpg", JPEG))

    assert {path.name for path in folder.receipts.iterdir()} == {kept, other}


@pytest.fixture
def receipt(folder: DataFolder, tmp_path: Path) -> Path:
    """A receipt that a renewal of the book names."""
    store = FileStore(folder)
    store.apply(add_card(card(SOFTBANK, end="2026-11-23")))
    kept = keep_receipt(folder, file(tmp_path, "one.png", PNG))
    store.apply(log_renewal(renewal("2026-11-21", receipts=(kept,))))
    return folder.receipts / kept


def listing(folder: DataFolder) -> dict[Path, tuple[int, bytes]]:
    files = [path for path in folder.root.rglob("*") if path.is_file()]
    return {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in files}


def test_a_sound_folder_has_no_faults_and_is_not_touched(folder: DataFolder, receipt: Path) -> None:
    before = listing(folder)

    assert examine(folder) == []
    assert listing(folder) == before


def test_a_folder_that_is_not_there_is_sound(tmp_path: Path) -> None:
    assert examine(DataFolder(tmp_path / "none", DEVICE)) == []
    assert list(tmp_path.iterdir()) == []


def test_receipts_that_are_gone_or_changed_are_found(folder: DataFolder, receipt: Path) -> None:
    receipt.write_bytes(PNG + b"!")
    assert examine(folder) == [FileDamaged(receipt, Damage.CHANGED)]

    receipt.unlink()
    assert examine(folder) == [FileUnreadable(receipt, os.strerror(errno.ENOENT))]


def test_every_fault_is_found_at_once_and_nothing_changed(folder: DataFolder, receipt: Path) -> None:
    folder.book.write_bytes(folder.book.read_bytes()[:-5])
    folder.settings.write_text("{")
    folder.drafts.write_text("")
    folder.ledger.write_text('{"format": 9}')
    before = listing(folder)

    found = examine(folder)

    assert [(type(fault).__name__, getattr(fault, "path", None)) for fault in found] == [
        ("FileDamaged", folder.book),
        ("FileDamaged", folder.settings),
        ("FileDamaged", folder.drafts),
        ("FileNewer", folder.ledger),
    ]
    assert listing(folder) == before
