"""The log into a file, from the window's own action."""

from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from simdesk.exchange.log_csv import exported_log
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
