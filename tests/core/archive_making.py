"""A data folder that has everything an archive takes along, and something of what it leaves."""

import hashlib
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from msgspec.structs import replace

from simdesk.catalog.own import OwnCatalog
from simdesk.domain.book import Book
from simdesk.exchange.archive_writing import packing, pieces
from simdesk.storage.decoding import encode
from simdesk.storage.durable import write_durably
from simdesk.storage.folder import DataFolder
from simdesk.storage.known import had_here
from simdesk.storage.receipts import keep_receipt_bytes
from simdesk.storage.settings import Settings, save_settings
from tests.core.making import GIFFGAFF, SOFTBANK, card, renewal
from tests.core.own_making import own_carrier
from tests.core.store_samples import DEVICE

MOMENT = datetime(2026, 11, 21, 3, 0, 5, tzinfo=UTC)
PNG = b"\x89PNG\r\n\x1a\n and the picture"
PDF = b"%PDF-1.7\n and the bill"
SETTINGS = Settings(language="ja", country="JP")
CATALOG = encode(OwnCatalog(carriers=(own_carrier(),)))
OTHER_CATALOG = encode(OwnCatalog(carriers=(own_carrier("Other Mobile", "own-other"),)))


def full_folder(root: Path) -> DataFolder:
    """Make a folder with two cards, two renewals, two receipts, a catalog and settings."""
    folder = DataFolder(root, DEVICE)
    names = keep_receipt_bytes(folder, PNG, "png"), keep_receipt_bytes(folder, PDF, "pdf")
    keep_receipt_bytes(folder, PNG + b" that nobody names", "png")
    book = Book(
        revision=41,
        cards=(card(SOFTBANK), card(GIFFGAFF, id="b", label="Shop")),
        renewals=(
            renewal("2026-11-01", id="r1", receipts=names),
            renewal("2026-11-21", id="r2", receipts=names[:1]),
        ),
    )
    write_durably(folder.book, encode(book), DEVICE.id)
    write_durably(folder.catalog, CATALOG, DEVICE.id)
    save_settings(folder, SETTINGS)
    for path in (folder.ledger, folder.drafts):
        write_durably(path, b'{"format": 1}', DEVICE.id)
    return folder


def other_folder(root: Path) -> DataFolder:
    """Make a folder with something else in each place, which this version has had before."""
    folder = DataFolder(root, DEVICE)
    kept = keep_receipt_bytes(folder, PDF + b" of somebody else", "pdf")
    book = Book(
        revision=7,
        cards=(card(GIFFGAFF, id="mine", label="Mine"), card(SOFTBANK, label="Changed")),
        renewals=(renewal("2026-10-01", id="r9", card_id="mine", receipts=(kept,)),),
    )
    write_durably(folder.book, encode(book), DEVICE.id)
    had_here(folder)
    write_durably(folder.catalog, OTHER_CATALOG, DEVICE.id)
    save_settings(folder, replace(SETTINGS, language="zh_TW"))
    return folder


def archived(folder: DataFolder, path: Path) -> Path:
    """Write the archive of *folder* to *path* and return that."""
    path.write_bytes(b"".join(pieces(packing(folder, MOMENT))))
    return path


def holdings(folder: DataFolder) -> dict[str, bytes]:
    """What a restore may change: book, receipts, catalog and settings, by their paths."""
    files = [folder.book, folder.catalog, folder.settings]
    if folder.receipts.is_dir():
        files += [path for path in folder.receipts.iterdir() if not path.name.startswith(".")]
    return {str(path.relative_to(folder.root)): path.read_bytes() for path in files if path.exists()}


Contents = dict[str, bytes]


def respun(path: Path, change: Callable[[Contents], object], *, listed: bool = True) -> Path:
    """Pack the archive *path* anew with its contents changed; *listed*: and its list brought up to date."""
    with ZipFile(path) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    change(contents)
    if listed:
        manifest = json.loads(contents["manifest.json"])
        manifest["files"] = [
            described(name, data) for name, data in contents.items() if name != "manifest.json"
        ]
        contents["manifest.json"] = json.dumps(manifest).encode()
    packed = io.BytesIO()
    with ZipFile(packed, "w") as archive:
        for name, data in contents.items():
            archive.writestr(name, data)
    path.write_bytes(packed.getvalue())
    return path


def described(name: str, data: bytes) -> dict[str, Any]:
    """What the list says of a file."""
    return {"name": name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
