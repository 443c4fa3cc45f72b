"""The tab of reminders: what is set in it, and the start with the session as the system has it."""

import threading
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from simdesk.domain.book import Book
from simdesk.errors import LoginRefused, Refusal
from simdesk.storage.folder import data_folder
from simdesk.storage.settings import Settings, load_settings, save_settings
from simdesk.ui.desktop.autostart.entry import AutostartEntry
from simdesk.ui.desktop.autostart.standing import Autostart, Standing, Start
from simdesk.ui.desktop.autostart.switch import LoginSwitch
from simdesk.ui.preferences import Preferences
from simdesk.ui.setting import settings_dialog_for
from simdesk.ui.settings.dialog import SettingsDialog
from simdesk.wording import language
from tests.core.making import SOFTBANK, card
from tests.ui.log_making import state_of
from tests.ui.test_settings import heard, press

PROGRAM = "/bin/sh"


class Desktop:
    """A desktop that has to be asked, and answers when ``answers`` is called."""

    waits = True

    def __init__(self) -> None:
        self.holds: bool | None = None
        self.refuses = False
        self.told = 0
        self.wishes: list[bool] = []
        self._gate = threading.Event()

    def standing(self) -> Standing:
        return Standing(on=self.holds, asked_portal=True)

    def turn(self, on: bool) -> Standing:
        self.wishes.append(on)
        assert self._gate.wait(20)
        self._gate.clear()
        if self.refuses:
            raise LoginRefused(Refusal.CANCELLED)
        self.holds = on
        return self.standing()

    def keep_background(self) -> None:
        self.told += 1

    def mend(self) -> bool:
        return False

    def answers(self) -> None:
        self._gate.set()


class Owner:
    """Somebody who looks at the tab, over an autostart folder of their own or a desktop to be asked."""

    def __init__(
        self, qtbot: QtBot, root: Path, autostart: Autostart | None = None, settings: Settings | None = None
    ) -> None:
        self.folder = data_folder(str(root), {})
        self.entry = AutostartEntry(
            Start((PROGRAM,), root, named=True), {"HOME": str(root), "XDG_CONFIG_HOME": str(root / "config")}
        )
        self.preferences = Preferences(
            settings or Settings(), lambda settings: save_settings(self.folder, settings)
        )
        self.switch = LoginSwitch(autostart or self.entry, self.preferences)
        self.behind = QWidget()
        qtbot.addWidget(self.behind)
        self.state = state_of(Book(cards=(card(SOFTBANK, id="a", label="HSBC", end="2026-12-24"),)))
        self.dialog = self.opens()

    def opens(self) -> SettingsDialog:
        dialog = settings_dialog_for(
            self.state, self.preferences, self.folder, self.behind, login=self.switch
        )
        dialog.turn_to("reminders")
        dialog.open()
        assert QTest.qWaitForWindowActive(dialog)
        return dialog

    @property
    def kept(self) -> Settings:
        return load_settings(self.folder).value

    @property
    def login(self) -> QCheckBox:
        found = self.dialog.findChild(QCheckBox, "settings_login")
        assert found is not None
        return found

    @property
    def said(self) -> str:
        return self.login.accessibleDescription()

    def box(self, name: str) -> QComboBox:
        found = self.dialog.findChild(QComboBox, f"settings_{name}")
        assert found is not None
        return found

    def chooses(self, name: str, words: str) -> None:
        box = self.box(name)
        index = box.findText(words)
        assert index >= 0, words
        box.setCurrentIndex(index)
        box.activated.emit(index)

    def saves(self) -> Settings:
        press(self.dialog, "settings_save")
        return self.kept


@pytest.fixture
def owner(qtbot: QtBot, tmp_path: Path) -> Owner:
    return Owner(qtbot, tmp_path)


def test_quiet_hours_are_set_and_taken_back(owner: Owner) -> None:
    assert not owner.box("quiet_until").isVisible()
    owner.chooses("quiet_from", "22:30")
    assert owner.box("quiet_until").isVisible()
    owner.chooses("quiet_until", "07:00")
    assert (owner.saves().quiet_from, owner.kept.quiet_until) == ("22:30", "07:00")

    owner.dialog = owner.opens()
    assert owner.box("quiet_from").currentText() == "22:30"
    owner.chooses("quiet_from", "none")
    assert (owner.saves().quiet_from, owner.kept.quiet_until) == (None, None)


def test_quiet_hours_without_an_end_get_one(owner: Owner) -> None:
    owner.chooses("quiet_from", "23:00")

    assert (owner.saves().quiet_from, owner.kept.quiet_until) == ("23:00", "08:00")


def test_quiet_hours_that_are_none_are_gone_to(owner: Owner) -> None:
    owner.chooses("quiet_from", "08:00")
    owner.dialog.turn_to("general")
    press(owner.dialog, "settings_save")

    refusal = owner.dialog.findChild(QLabel, "settings_refusal")
    assert refusal is not None
    assert "same time" in refusal.text()
    assert owner.box("quiet_until").hasFocus()
    assert owner.kept == Settings()


def test_hours_and_days_that_are_not_offered_stay(qtbot: QtBot, tmp_path: Path) -> None:
    odd = Settings(quiet_from="22:17", quiet_until="06:03", balance_days=45, keep_running=False)
    owner = Owner(qtbot, tmp_path, settings=odd)
    assert owner.box("quiet_from").currentText() == "22:17"
    assert owner.box("balance").currentText() == "every 45 days"
    owner.dialog.retranslate()
    owner.chooses("hour", "09:00")

    owner.saves()

    assert owner.preferences.settings == Settings(
        quiet_from="22:17", quiet_until="06:03", balance_days=45, keep_running=False, owner_hour=9
    )


@pytest.mark.parametrize(
    ("words", "running", "without"),
    [
        ("SimDesk ends", False, False),
        ("SimDesk goes on, with or without an icon", True, True),
        ("SimDesk goes on, where it has an icon in the tray", True, False),
    ],
)
def test_what_becomes_of_a_closed_window(owner: Owner, words: str, running: bool, without: bool) -> None:
    owner.chooses("closing", "SimDesk ends")
    owner.chooses("closing", words)

    assert (owner.saves().keep_running, owner.kept.keep_without_tray) == (running, without)


def test_balances_and_the_monthly_notice(owner: Owner) -> None:
    owner.chooses("balance", "never")
    press(owner.dialog, "settings_monthly")

    assert (owner.saves().balance_days, owner.kept.monthly_notice) == (None, True)


def test_w12_the_switch_is_what_the_file_says(owner: Owner) -> None:
    assert not owner.login.isChecked()
    assert "does not start" in owner.said
    owner.login.click()
    assert owner.login.isChecked()
    assert owner.entry.standing().on
    assert "without a window" in owner.said
    # Cancel does not take it back: it is no setting, but what the system has.
    press(owner.dialog, "settings_cancel")
    assert owner.entry.standing().on

    path = owner.entry.path
    path.write_text(path.read_text("utf-8") + "Hidden=true\n", "utf-8")
    owner.dialog = owner.opens()
    assert not owner.login.isChecked()
    assert "switched off" in owner.said
    owner.login.click()
    assert owner.login.isChecked()
    owner.login.click()
    assert not owner.login.isChecked()
    assert not path.exists()


def test_a_system_that_refuses_is_told_beside_the_switch(owner: Owner) -> None:
    (owner.folder.root / "config").write_text("in the way", "utf-8")
    owner.login.click()

    assert not owner.login.isChecked()
    assert "could not be written" in owner.said or "cannot" in owner.said
    assert owner.dialog.isVisible()


def test_an_entry_of_another_program_is_said_with_a_sign(owner: Owner) -> None:
    owner.login.click()
    path = owner.entry.path
    path.write_text(path.read_text("utf-8").replace(PROGRAM, "/bin/true"), "utf-8")
    press(owner.dialog, "settings_cancel")
    owner.dialog = owner.opens()

    assert owner.login.isChecked()
    assert "/bin/true --background" in owner.said
    shown = [label.text() for label in owner.dialog.findChildren(QLabel) if label.isVisible()]
    assert any(text.startswith("⚠ ") and "/bin/true" in text for text in shown)


def test_w07_the_switch_waits_for_the_desktop_and_shows_its_answer(qtbot: QtBot, tmp_path: Path) -> None:
    desktop = Desktop()
    owner = Owner(qtbot, tmp_path, desktop)
    assert "not asked yet" in owner.said
    owner.login.click()
    assert (owner.login.isChecked(), owner.login.isEnabled()) == (False, False)
    assert "was asked" in owner.said
    owner.switch.turn(False)  # one question at a time
    desktop.answers()
    qtbot.waitUntil(owner.login.isEnabled)

    assert owner.login.isChecked()
    assert owner.kept.portal_autostart is True
    assert desktop.wishes == [True]

    desktop.refuses = True
    owner.login.click()
    desktop.answers()
    qtbot.waitUntil(owner.login.isEnabled)
    assert owner.login.isChecked()
    assert "You told your desktop" in owner.said
    assert owner.kept.portal_autostart is True


def test_an_answer_after_the_window_is_closed_is_kept(qtbot: QtBot, tmp_path: Path) -> None:
    desktop = Desktop()
    owner = Owner(qtbot, tmp_path, desktop)
    owner.login.click()
    press(owner.dialog, "settings_cancel")
    desktop.answers()

    qtbot.waitUntil(lambda: owner.kept.portal_autostart is True)


def test_w08_a_desktop_that_is_asked_is_told_once_that_the_program_goes_on(
    qtbot: QtBot, tmp_path: Path
) -> None:
    desktop = Desktop()
    owner = Owner(qtbot, tmp_path, desktop)
    owner.switch.keep_background()
    owner.switch.keep_background()

    qtbot.waitUntil(lambda: desktop.told == 1)
    LoginSwitch(owner.entry, owner.preferences).keep_background()
    assert desktop.told == 1


def test_in_a_demo_nothing_is_said_of_it(qtbot: QtBot, tmp_path: Path) -> None:
    owner = Owner(qtbot, tmp_path)
    press(owner.dialog, "settings_cancel")
    dialog = settings_dialog_for(owner.state, owner.preferences, owner.folder, owner.behind)
    dialog.turn_to("reminders")
    dialog.open()
    assert QTest.qWaitForWindowActive(dialog)

    found = dialog.findChild(QCheckBox, "settings_login")
    assert found is not None
    assert not found.isVisible()


@pytest.mark.parametrize("spoken", language.LANGUAGES)
def test_another_language_keeps_what_was_chosen(owner: Owner, spoken: str) -> None:
    owner.login.click()
    owner.chooses("quiet_from", "22:30")
    owner.chooses("balance", "every 30 days")
    owner.chooses("closing", "SimDesk ends")
    language.use(spoken)
    owner.dialog.retranslate()
    assert owner.said
    assert owner.login.isChecked()

    kept = owner.saves()

    assert (kept.quiet_from, kept.quiet_until, kept.balance_days, kept.keep_running) == (
        *("22:30", "08:00"),
        30,
        False,
    )


def test_both_hours_have_names(owner: Owner) -> None:
    owner.chooses("quiet_from", "22:30")

    assert [heard(owner.box(name)) for name in ("quiet_from", "quiet_until")] == ["from", "until"]
