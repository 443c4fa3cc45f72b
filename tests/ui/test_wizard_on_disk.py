"""The wizard with a real data folder behind it: what is kept, and what is taken up after a crash."""

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from simdesk.catalog.reading import catalog
from simdesk.domain.edits import add_card
from simdesk.domain.terms import Kind
from simdesk.errors import FileUnwritable
from simdesk.storage.book_file import FileStore
from simdesk.storage.drafts import load_drafts
from simdesk.storage.folder import DataFolder, data_folder
from simdesk.storage.settings import Settings, load_settings, save_settings
from simdesk.ui.preferences import Preferences
from simdesk.ui.renewal.receipts import Receipts
from simdesk.ui.renewal.wizard import RenewalWizard
from simdesk.ui.renewing import facts_of, wizard_for
from simdesk.ui.state import AppState
from tests.ui.renewing import MOMENT, part, press, said, softbank, type_into


class Wound:
    """A clock that the test winds."""

    def __init__(self) -> None:
        self.moment = MOMENT

    def now(self) -> datetime:
        return self.moment


class Program:
    """What one start of the program has."""

    def __init__(self, folder: DataFolder, clock: Wound) -> None:
        self.folder = folder
        store = FileStore(folder, clock)
        self.state = AppState(store, clock, store.load())
        self.preferences = Preferences(load_settings(folder).value, lambda one: save_settings(folder, one))
        self.window = QWidget()
        self.errors: list[object] = []
        self.state.failed.connect(self.errors.append)

    def renews(self) -> RenewalWizard:
        facts = facts_of("a", self.state, self.preferences)
        assert facts is not None
        wizard = wizard_for(
            facts,
            catalog(),
            self.state,
            self.preferences,
            self.folder,
            open_trouble=lambda: None,
            open_phrases=lambda _known: None,
            open_plan=lambda _plan: None,
            own_changed=lambda: None,
            parent=self.window,
        )
        wizard.show()
        wizard.activateWindow()
        assert QTest.qWaitForWindowActive(wizard)
        return wizard

    def is_killed(self) -> None:
        """End without a chance to write anything."""
        for wizard in self.window.findChildren(RenewalWizard):
            wizard.keep = lambda: True  # type: ignore[method-assign]
            wizard._timer.stop()
            wizard.close()
        self.window.deleteLater()
        QApplication.processEvents()


@pytest.fixture
def folder(qtbot: QtBot, tmp_path: Path) -> Iterator[DataFolder]:
    yield data_folder(str(tmp_path / "book"), {})
    for window in QApplication.topLevelWidgets():
        window.close()


@pytest.fixture
def clock() -> Wound:
    return Wound()


@pytest.fixture
def program(folder: DataFolder, clock: Wound) -> Program:
    begun = Program(folder, clock)
    assert begun.state.apply("Add", add_card(softbank()))
    return begun


def go_to(wizard: RenewalWizard, step: int) -> None:
    while wizard.draft.step < step:
        press(wizard, "next")
    assert wizard.draft.step == step


def test_a_kill_in_the_fourth_step_then_finish_undo_redo(
    qtbot: QtBot, program: Program, folder: DataFolder, clock: Wound, tmp_path: Path
) -> None:
    picture = tmp_path / "page.png"
    receipt = QPixmap(8, 8)
    receipt.fill(QColor("white"))
    assert receipt.save(str(picture))
    wizard = program.renews()
    press(wizard, "payments_credit_card")
    go_to(wizard, 4)
    part(wizard, Receipts, "receipts").take([picture])
    type_into(wizard, "order_number", "SB-1")
    qtbot.waitUntil(lambda: load_drafts(folder).value[0].order_number == "SB-1")
    program.is_killed()
    picture.unlink()

    clock.moment += timedelta(hours=2)
    again = Program(folder, clock)
    assert again.preferences.settings.payments == ("credit_card",)
    taken_up = again.renews()
    assert taken_up.draft.step == 4
    assert part(taken_up, QLineEdit, "order_number").text() == "SB-1"
    assert "✓ page.png" in said(taken_up)
    press(taken_up, "next")
    press(taken_up, "it_arrived")
    press(taken_up, "finish")
    assert again.errors == []
    assert load_drafts(folder).value == ()
    (logged,) = FileStore(folder, clock).load().renewals
    assert (logged.kind, logged.order_number) == (Kind.PURCHASE, "SB-1")
    kept = folder.receipts / logged.receipts[0]
    assert hashlib.sha256(kept.read_bytes()).hexdigest() == kept.stem
    row = again.state.row("a")
    assert row is not None
    assert row.standing.days_left == 62
    assert "62 days left" in said(taken_up)

    assert again.state.undo_label == "Renew Bank codes"
    assert again.state.undo()
    assert "2 days left" in said(taken_up)
    assert again.state.redo()
    assert "62 days left" in said(taken_up)
    assert FileStore(folder, clock).load().renewals[0].order_number == "SB-1"


def test_a_save_that_the_disk_refuses_waits_with_everything_typed(
    qtbot: QtBot, program: Program, folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    wizard = program.renews()
    go_to(wizard, 4)
    type_into(wizard, "place", "Ueno")
    go_to(wizard, 5)
    press(wizard, "it_arrived")
    with monkeypatch.context() as full:
        full.setattr("simdesk.storage.saving.write_durably", _no_room)
        press(wizard, "finish")
    assert wizard.draft.step == 5
    assert "It could not be saved." in said(wizard)
    assert len(program.state.pending) == 1
    assert load_drafts(folder).value[0].place == "Ueno"
    press(wizard, "try_again")
    assert wizard.draft.step == 6
    assert not list(program.state.pending)
    assert [one.place for one in program.state.book.renewals] == ["Ueno"]


def test_what_waits_may_be_saved_from_the_main_window_too(
    qtbot: QtBot, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    wizard = program.renews()
    go_to(wizard, 5)
    press(wizard, "it_arrived")
    with monkeypatch.context() as full:
        full.setattr("simdesk.storage.saving.write_durably", _no_room)
        press(wizard, "finish")
    assert program.state.retry()
    press(wizard, "try_again")
    assert len(program.state.book.renewals) == 1


def test_where_one_is_and_what_one_has_is_remembered(program: Program, folder: DataFolder) -> None:
    wizard = program.renews()
    assert "+81 •••• 5678" in said(wizard)
    assert "090-1234-5678" not in said(wizard)
    press(wizard, "payments_cash")
    press(wizard, "next")
    assert load_settings(folder).value == Settings(payments=("cash",))
    wizard.close()
    assert isValid(program.window)


def _no_room(*_given: object, **_named: object) -> None:
    raise FileUnwritable(Path("simdesk.json"), "No space left on device", disk_full=True)
