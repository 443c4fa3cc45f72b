"""The log into a file, from the window's own action."""

import os
import stat
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from simdesk.domain.book import put
from simdesk.exchange.log_csv import exported_log
from simdesk.storage.folder import data_folder
from simdesk.storage.receipts import keep_receipt_bytes
from tests.ui.window_making import Owner


@pytest.fixture
def owner(qtbot: QtBot, home: Path) -> Owner:
    """Somebody at a window with one renewal in the log."""
    return Owner(qtbot, home).shows()


def asked(owner: Owner) -> QFileDialog:
    """Return the dialog that the action Export opens."""
    action = owner.window.findChild(QAction, "action_export")
    assert isinstance(action, QAction)
    action.trigger()
    dialog = owner.window.findChild(QFileDialog, "export_dialog")
    assert isinstance(dialog, QFileDialog)
    return dialog


def test_the_log_is_exported(owner: Owner, tmp_path: Path) -> None:
    dialog = asked(owner)
    assert dialog.selectedFiles()[0].endswith("simdesk-log-2026-11-21.csv")
    path = tmp_path / "log.csv"
    dialog.fileSelected.emit(str(path))
    assert path.read_bytes() == exported_log(owner.book)
    assert owner.window.notices.texts == (f"The log is exported to {path}.",)
    dialog.close()


def test_the_receipts_that_the_log_names_are_copied_beside_it(owner: Owner, tmp_path: Path) -> None:
    data = b"\x89PNG\r\n\x1a\n and the picture"
    kept = keep_receipt_bytes(data_folder(str(owner.home / "book"), {}), data, "png")
    gone = f"{'0' * 64}.pdf"
    first = owner.book.renewals[0]
    owner.state.apply("receipts", lambda book: put(book, replace(first, receipts=(kept, gone))))
    dialog = asked(owner)

    dialog.fileSelected.emit(str(tmp_path / "log.csv"))
    owner.qtbot.waitUntil(lambda: (tmp_path / "log.csv").exists() and len(owner.window.notices.texts) > 0)

    copies = tmp_path / "log-receipts"
    assert [(path.name, path.read_bytes()) for path in copies.iterdir()] == [(kept, data)]
    assert owner.window.notices.texts[-1].startswith(
        f"The log is exported to {tmp_path / 'log.csv'}. 1 receipt copied to {copies}. 1 receipt is missing"
    )
    dialog.close()


def test_where_the_receipts_cannot_go_nothing_is_exported(owner: Owner, tmp_path: Path) -> None:
    kept = keep_receipt_bytes(data_folder(str(owner.home / "book"), {}), b"%PDF-1.7", "pdf")
    first = owner.book.renewals[0]
    owner.state.apply("receipts", lambda book: put(book, replace(first, receipts=(kept,))))
    (tmp_path / "log-receipts").write_text("a file where the folder should be")
    before = len(owner.window.notices.texts)
    dialog = asked(owner)

    dialog.fileSelected.emit(str(tmp_path / "log.csv"))

    owner.qtbot.waitUntil(lambda: len(owner.window.notices.texts) > before)
    assert str(tmp_path / "log-receipts") in owner.window.notices.texts[-1]
    assert not (tmp_path / "log.csv").exists()
    dialog.close()


def test_an_export_has_the_rights_that_the_owners_files_have(owner: Owner, tmp_path: Path) -> None:
    previous = os.umask(0o027)
    try:
        asked(owner).fileSelected.emit(str(tmp_path / "log.csv"))
    finally:
        os.umask(previous)
    assert stat.S_IMODE((tmp_path / "log.csv").stat().st_mode) == 0o640


def test_it_begins_among_the_owners_own_files(
    owner: Owner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    dialog = asked(owner)
    assert Path(dialog.directory().path()) in (Path.home(), Path.home() / "Documents")
    dialog.close()


def test_a_folder_that_is_not_there_is_told_and_nothing_is_left(owner: Owner, tmp_path: Path) -> None:
    dialog = asked(owner)
    path = tmp_path / "gone" / "log.csv"
    dialog.fileSelected.emit(str(path))
    assert len(owner.window.notices.texts) == 1
    assert str(path) in owner.window.notices.texts[0]
    assert list(tmp_path.iterdir()) == []
    dialog.close()
