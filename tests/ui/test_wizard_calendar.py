"""The last step of the wizard: one click into the calendar, or the word that it is there already."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from simdesk.domain.card import Rule
from simdesk.domain.edits import add_card
from simdesk.domain.terms import Basis
from simdesk.errors import FileUnwritable
from simdesk.storage.calendar_file import load_publication
from simdesk.storage.folder import DataFolder, data_folder
from simdesk.ui.renewal.wizard import RenewalWizard
from simdesk.wording import language
from tests.core.calendar_making import Calendar
from tests.core.making import card
from tests.ui.renewing import Owner, part, press, said, softbank
from tests.ui.test_wizard_on_disk import Program, Wound, go_to


@pytest.fixture
def owner(qtbot: QtBot) -> Iterator[Owner]:
    made = Owner(softbank())
    yield made
    language.use("en")
    made.crashes()


def finished(wizard: RenewalWizard) -> RenewalWizard:
    """Go through to the last step; the payment arrived."""
    go_to(wizard, 5)
    press(wizard, "it_arrived")
    press(wizard, "finish")
    assert wizard.draft.step == 6
    return wizard


def offered(wizard: RenewalWizard) -> bool:
    return part(wizard, QPushButton, "add_to_calendar").isVisibleTo(wizard)


def test_one_click_gives_the_card_to_the_calendar(owner: Owner) -> None:
    wizard = finished(owner.opens())
    assert offered(wizard)
    press(wizard, "add_to_calendar")

    assert owner.given_to_calendar == [owner.card_id]
    assert "✓ Your calendar program was asked to take it in." in said(wizard)


def test_whoever_goes_on_with_return_ends_the_wizard_and_opens_no_calendar(owner: Owner) -> None:
    wizard = finished(owner.opens())
    QTest.keyClick(wizard.focusWidget(), Qt.Key.Key_Return)

    assert not wizard.isVisible()
    assert owner.given_to_calendar == []


def test_without_a_calendar_program_the_file_is_named(owner: Owner) -> None:
    wizard = finished(owner.opens())
    owner.calendar_answers = Path("/data/events/a.ics")
    press(wizard, "add_to_calendar")

    assert "No program here opens it. It is at /data/events/a.ics." in said(wizard)


def test_what_goes_wrong_is_said_beside_the_button_and_it_can_be_pressed_again(owner: Owner) -> None:
    wizard = finished(owner.opens())
    owner.calendar_answers = FileUnwritable(Path("/data/a.ics"), "No space left on device", disk_full=True)
    press(wizard, "add_to_calendar")
    assert "⚠ There is no room left to write /data/a.ics." in said(wizard)

    owner.calendar_answers = None
    press(wizard, "add_to_calendar")
    assert "⚠" not in said(wizard)
    assert len(owner.given_to_calendar) == 2


def test_a_calendar_that_has_it_is_named_instead(owner: Owner) -> None:
    owner.calendar_place = "/home/owner/simdesk.ics"
    wizard = finished(owner.opens())

    assert not offered(wizard)
    assert "Your calendar has it: /home/owner/simdesk.ics" in said(wizard)
    language.use("ja")
    wizard.retranslate()
    assert "/home/owner/simdesk.ics" in said(wizard)


def test_a_card_without_a_deadline_has_nothing_for_a_calendar(qtbot: QtBot) -> None:
    owner = Owner(card(Rule(Basis.NONE), number="+819012345678"))
    wizard = owner.opens()
    wizard._saved = True
    wizard._go(6)

    assert not part(wizard, QWidget, "add_to_calendar").isVisibleTo(wizard)
    assert not part(wizard, QWidget, "in_calendar").isVisibleTo(wizard)
    owner.crashes()


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path) -> Iterator[Program]:
    folder: DataFolder = data_folder(str(tmp_path / "data"), {})
    begun = Program(folder, Wound())
    assert begun.state.apply("Add", add_card(softbank()))
    yield begun
    begun.is_killed()


def test_the_calendar_of_the_system_opens_a_file_with_the_new_date(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def open_it(url: QUrl) -> bool:
        opened.append(url.toLocalFile())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_it)
    press(finished(program.renews()), "add_to_calendar")

    (path,) = opened
    assert Path(path).parent == program.folder.events
    calendar = Calendar({})
    calendar.take_in(Path(path).read_bytes())
    row = program.state.row("a")
    assert row is not None
    assert calendar.days["a.receive_only@simdesk"] == row.standing.next_deadline
    assert {item.event.card_id for item in load_publication(program.folder).value.items} == {"a"}


def test_the_live_file_is_named_while_it_is_there_and_has_the_card(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "simdesk.ics"
    file.touch()
    program.preferences.take(replace(program.preferences.settings, calendar_file=str(file)))
    wizard = program.renews()
    doors = wizard.sheet.doors

    assert doors.calendar_place() == str(file)
    file.unlink()
    assert doors.calendar_place() == ""
    file.touch()
    program.preferences.change(calendar_excluded=("a",))
    assert doors.calendar_place() == ""
