"""The tab of the settings about the calendar file and the cards in it."""

import os
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPushButton, QTabWidget
from pytestqt.qtbot import QtBot

from simdesk.domain.edits import add_card
from simdesk.domain.terms import State
from simdesk.storage.settings import Settings
from simdesk.ui.settings.calendar_tab import CalendarTab
from tests.core.making import SOFTBANK, card
from tests.ui.test_settings import Owner


@pytest.fixture
def owner(qtbot: QtBot, tmp_path: Path) -> Owner:
    made = Owner(qtbot, tmp_path / "data")
    made.dialog.turn_to("calendar")
    return made


def chip(owner: Owner, card_id: str) -> QPushButton:
    found = owner.dialog.findChild(QPushButton, f"settings_calendar_cards_{card_id}")
    assert isinstance(found, QPushButton)
    return found


def line(owner: Owner) -> QLineEdit:
    found = owner.dialog.findChild(QLineEdit, "settings_calendar_file")
    assert isinstance(found, QLineEdit)
    return found


def refusal(owner: Owner) -> str:
    label = owner.dialog.findChild(QLabel, "settings_refusal")
    assert label is not None
    return str(label.text())


def test_a_file_is_typed_and_all_cards_are_in_it_but_for_those_switched_off(
    owner: Owner, tmp_path: Path
) -> None:
    assert chip(owner, "a").isChecked()
    assert chip(owner, "b").isChecked()

    owner.types("calendar_file", str(tmp_path / "simdesk.ics"))
    chip(owner, "b").click()
    owner.presses("settings_save")

    assert not owner.dialog.isVisible()
    assert owner.kept == Settings(calendar_file=str(tmp_path / "simdesk.ics"), calendar_excluded=("b",))

    owner.dialog = owner.opens()
    assert line(owner).text() == str(tmp_path / "simdesk.ics")
    assert not chip(owner, "b").isChecked()
    line(owner).clear()
    chip(owner, "b").click()
    owner.presses("settings_save")
    assert owner.kept == Settings()


def test_what_is_off_and_not_offered_stays_off(owner: Owner) -> None:
    owner.dialog.reject()
    owner.preferences.take(replace(owner.preferences.settings, calendar_excluded=("gone", "a")))
    owner.dialog = owner.opens()
    chip(owner, "b").click()
    owner.presses("settings_save")

    assert owner.kept.calendar_excluded == ("gone", "a", "b")


def test_a_card_added_meanwhile_is_offered_and_what_was_switched_stays(owner: Owner) -> None:
    chip(owner, "b").click()
    assert owner.state.apply("add", add_card(card(SOFTBANK, id="new", label="New", end="2026-12-24")))
    assert owner.state.apply("add", add_card(card(SOFTBANK, id="old", state=State.ARCHIVED)))

    assert owner.dialog.findChild(QPushButton, "settings_calendar_cards_old") is None
    assert chip(owner, "new").isChecked()
    assert not chip(owner, "b").isChecked()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("simdesk.ics", "whole path"),
        ("{here}", "This is a folder"),
        ("{here}/missing/simdesk.ics", "no such folder"),
        ("{here}/theirs.ics", "not SimDesk's calendar"),
        ("{here}/pipe.ics", "not SimDesk's calendar"),
    ],
)
def test_a_place_that_cannot_be_is_refused_beside_the_field(
    owner: Owner, tmp_path: Path, typed: str, said: str
) -> None:
    os.mkfifo(tmp_path / "pipe.ics")
    (tmp_path / "theirs.ics").write_text("BEGIN:VCALENDAR\r\nPRODID:-//Other//EN\r\nEND:VCALENDAR\r\n")
    owner.types("calendar_file", typed.format(here=tmp_path))
    owner.dialog.turn_to("general")
    owner.presses("settings_save")

    pages = owner.dialog.findChild(QTabWidget, "settings_pages")
    assert pages is not None
    assert owner.dialog.isVisible()
    assert isinstance(pages.currentWidget(), CalendarTab)
    assert refusal(owner).startswith("⚠")
    assert said in refusal(owner)
    assert said in line(owner).accessibleDescription()
    assert line(owner).hasFocus()
    assert owner.kept.calendar_file is None


def test_the_file_is_chosen_in_the_systems_dialog(owner: Owner, tmp_path: Path) -> None:
    owner.presses("settings_calendar_choose")
    dialog = owner.dialog.findChild(QFileDialog, "calendar_file_dialog")
    assert dialog is not None
    assert dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    dialog.fileSelected.emit(str(tmp_path / "chosen.ics"))

    assert line(owner).text() == str(tmp_path / "chosen.ics")
    dialog.close()


def test_home_may_be_written_short(owner: Owner) -> None:
    owner.types("calendar_file", "~/simdesk.ics")
    owner.presses("settings_save")

    assert owner.kept.calendar_file == str(Path.home() / "simdesk.ics")


def test_everything_has_a_name(owner: Owner) -> None:
    assert line(owner).accessibleName() == "Calendar file"
    button = owner.dialog.findChild(QPushButton, "settings_calendar_choose")
    assert button is not None
    assert button.accessibleName() == "Choose the calendar file"
    assert chip(owner, "a").accessibleName() == "HSBC"
