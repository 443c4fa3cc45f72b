"""Receipts: pictures and PDFs, copied into the data folder under the digest of their content."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from simdesk.domain.renewal import Renewal
from simdesk.errors import ReceiptRefused
from simdesk.storage.durable import write_durably
from simdesk.storage.folder import DataFolder, make_folder
from simdesk.storage.lock import writing
from simdesk.storage.reading import unreadable

LIMIT = 25_000_000
"""The size in bytes of the largest receipt."""

SUFFIXES = {
    "png": ("png",),
    "jpeg": ("jpg", "jpeg"),
    "gif": ("gif",),
    "webp": ("webp",),
    "heic": ("heic",),
    "pdf": ("pdf",),
}
"""The kinds that are kept and the endings of their names, the usual one first."""

_HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")


def keep_receipt(folder: DataFolder, source: Path) -> str:
    """Copy the file *source* and return the name of the copy in the folder of receipts.

    The same content has one copy. A picture with the ending of another kind gets its own.

    Raises:
        FileUnreadable: if *source* cannot be read.
        ReceiptRefused: if it is too large, or neither a picture nor a PDF by name and content.
        FileBusy, FileUnwritable: if it could not be copied.
    """
    return _keep(folder, _content(source), source)


def keep_receipt_bytes(folder: DataFolder, data: bytes, ending: str) -> str:
    """Keep *data*, a picture that was pasted and has no file; return its name in the folder of receipts.

    *ending* says its kind as the ending of a file would, without the point: ``png``.

    Raises:
        ReceiptRefused: if it is too large, or neither a picture nor a PDF by ending and content.
        FileBusy, FileUnwritable: if it could not be kept.
    """
    source = Path(f"receipt.{ending}")
    if len(data) > LIMIT:
        raise ReceiptRefused(source, len(data), LIMIT)
    return _keep(folder, data, source)


def receipts_of(renewals: Iterable[Renewal]) -> tuple[str, ...]:
    """Return the names of the receipts of *renewals*, each once, in the order of the log."""
    return tuple(dict.fromkeys(name for renewal in renewals for name in renewal.receipts))


def _keep(folder: DataFolder, data: bytes, source: Path) -> str:
    ending = source.suffix.lower().removeprefix(".")
    kind = _kind(data)
    known = {ending for endings in SUFFIXES.values() for ending in endings}
    if kind is None or ending not in known:
        raise ReceiptRefused(source, len(data), LIMIT)
    endings = SUFFIXES[kind]
    name = f"{hashlib.sha256(data).hexdigest()}.{ending if ending in endings else endings[0]}"
    with writing(folder):
        make_folder(folder.receipts)
        if not is_sound(folder.receipts / name):
            write_durably(folder.receipts / name, data, folder.device.id)
    return name


def sound_receipt(folder: DataFolder, name: str) -> bytes | None:
    """Return the content of the receipt *name*; None if it is missing, or another than was kept."""
    try:
        data = (folder.receipts / name).read_bytes()
    except OSError:
        return None
    return data if hashlib.sha256(data).hexdigest() == Path(name).stem else None


def is_sound(path: Path) -> bool:
    """Return whether the file *path* has the content that its name is the digest of; False if missing.

    Raises nothing: a file that cannot be read is not sound.
    """
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == path.stem
    except OSError:
        return False


def _content(source: Path) -> bytes:
    try:
        if not source.is_file():
            source.open("rb").close()  # the system says why
        size = source.stat().st_size
        if size > LIMIT:
            raise ReceiptRefused(source, size, LIMIT)
        return source.read_bytes()
    except OSError as error:
        raise unreadable(source, error) from error


def _kind(data: bytes) -> str | None:
    """Return which of ``SUFFIXES`` the content begins like; None if none."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "webp"
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC:
        return "heic"
    return "pdf" if b"%PDF-" in data[:1024] else None
