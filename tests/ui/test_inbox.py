"""What was told waits in the window until its owner has answered, whatever became of the note."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from simdesk.domain.book import Book, PaymentMethod
from simdesk.domain.card import Card
from simdesk.domain.terms import Status
from simdesk.storage.folder import DataFolder
from simdesk.storage.ledger_file import load_ledger
from simdesk.ui.desktop.badge import badged
from simdesk.ui.inbox.inbox_dialog import InboxDialog
from simdesk.ui.program_icon import program_icon
from simdesk.ui.settings.dialog import SettingsDialog
from simdesk.wording import language
from tests.core.making import SOFTBANK, card, renewal
from tests.core.notify_desk import cards, days
from tests.core.store_samples import DEVICE
from tests.ui.desktop_making import Screen

# The offscreen platform has no tray of its own, and says so of each icon.
pytestmark = pytest.mark.qt_log_ignore("systemTrayWindowChanged")

BANK = card(SOFTBANK, end="2026-11-23", id="bank", label="Bank codes", number="+819012345678")
SHOP = card(SOFTBANK, end="2026-11-26", id="shop", label="Shop")


class Owner:
    """Somebody at the window of a book whose data folder outlives it."""

    def __init__(self, qtbot: QtBot, folder: DataFolder, patch: pytest.MonkeyPatch) -> None:
        self.qtbot, self.folder, self.patch = qtbot, folder, patch
        self.screens: list[Screen] = []

    def starts(self, *held: Card) -> Screen:
        """Start the program, the one before it being ended."""
        for before in self.screens:
            before.ends()
        self.screens = [Screen(self.qtbot, self.folder, self.patch, *held)]
        return self.screens[0]


@pytest.fixture
def owner(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Owner]:
    found = Owner(qtbot, DataFolder(tmp_path / "book", DEVICE), monkeypatch)
    yield found
    for screen in found.screens:
        screen.ends()


def shown(screen: Screen) -> str:
    """The button at the top of the window; empty where it is not shown."""
    button = screen.window.header.inbox
    return button.text() if button.isVisibleTo(screen.window) else ""


def inbox(screen: Screen) -> InboxDialog:
    """The list, opened by the button or the menu."""
    screen.window.window_actions.inbox.trigger()
    dialog = screen.window.findChild(InboxDialog, "inbox_dialog")
    assert isinstance(dialog, InboxDialog)
    screen.qtbot.waitUntil(dialog.isVisible)
    return dialog


def button(dialog: InboxDialog, name: str) -> QPushButton:
    found = dialog.findChild(QPushButton, f"inbox_{name}")
    assert isinstance(found, QPushButton), name
    return found


def titles(dialog: InboxDialog) -> list[str]:
    labels = dialog.findChildren(QLabel)
    return [label.text() for label in labels if label.objectName().startswith("inbox_title_")]


def text(dialog: InboxDialog, name: str) -> str:
    found = dialog.findChild(QLabel, f"inbox_{name}")
    assert isinstance(found, QLabel), name
    return found.text()


def test_r15_what_was_told_waits_until_it_is_acknowledged(owner: Owner) -> None:
    screen = owner.starts(BANK, SHOP)
    screen.has_tray = True
    screen.opens()
    assert screen.window.windowTitle() == "(2) SimDesk"
    assert shown(screen) == "2 reminders"
    icon = screen.edge.tray._icon
    assert icon is not None
    assert icon.toolTip() == "2 reminders\nNext: Bank codes, 2 days left"

    # The note goes before anybody is back, and the program is started anew.
    screen.service.is_answered(1, "")
    screen.ticks(days(0.1))
    assert shown(screen) == "2 reminders"
    screen = owner.starts(BANK, SHOP)
    screen.opens()
    assert screen.service.shown == []
    assert screen.window.windowTitle() == "(2) SimDesk"

    dialog = inbox(screen)
    assert titles(dialog) == ["Bank codes: 2 days left", "Shop: 5 days left"]
    assert text(dialog, "body_0").splitlines()[0] == "Top up before the end of Mon 23 Nov, Tokyo time"
    assert text(dialog, "body_0").splitlines()[-1] == "+81 •••• 5678"
    assert text(dialog, "told_0") == "Told Sat 21 Nov 12:00: 2 days left"
    button(dialog, "acknowledge_0").click()
    assert screen.window.windowTitle() == "(1) SimDesk"
    assert shown(screen) == "1 reminder"
    button(dialog, "acknowledge_0").click()
    assert screen.window.windowTitle() == "SimDesk"
    assert shown(screen) == ""
    assert titles(dialog) == []
    screen.ticks()
    assert screen.service.shown == []
    # The next stage is told all the same.
    screen.ticks(days(1))
    assert screen.service.titles == ["Bank codes: 1 day left"]
    assert titles(dialog) == ["Bank codes: 1 day left"]


def test_what_nobody_took_waits_too(owner: Owner) -> None:
    screen = owner.starts(BANK)
    screen.service.there = False
    screen.opens()
    assert shown(screen) == "1 reminder"
    assert text(inbox(screen), "told_0") == "Nothing could show it yet"

    screen.service.there = True
    screen.ticks()
    assert shown(screen) == "1 reminder"
    assert text(inbox(screen), "told_0") == "Told Sat 21 Nov 12:01: 2 days left"


def test_a_renewal_settles_it_and_a_payment_does_not(owner: Owner) -> None:
    screen = owner.starts(BANK)
    screen.opens()
    paid = renewal("2026-11-21", id="r", card_id="bank", status=Status.PAID)
    screen.store.book = Book(cards=(BANK,), renewals=(paid,), revision=9)
    screen.ticks()
    assert shown(screen) == "1 reminder"

    arrived = renewal("2026-11-21", id="r", card_id="bank", verified_on="2026-11-21")
    screen.store.book = Book(cards=(BANK,), renewals=(arrived,), revision=10)
    screen.ticks()
    assert shown(screen) == ""


def test_a_snoozed_one_goes_and_is_back_a_day_later(owner: Owner) -> None:
    screen = owner.starts(SHOP)
    screen.opens()
    dialog = inbox(screen)
    button(dialog, "snooze_0").click()
    assert titles(dialog) == []
    screen.ticks(days(0.9))
    assert shown(screen) == ""
    screen.ticks(days(0.2))
    assert shown(screen) == "1 reminder"
    assert screen.service.titles == ["Shop: 5 days left", "Shop: 4 days left"]


def test_snoozing_a_note_takes_it_off_the_list(owner: Owner) -> None:
    screen = owner.starts(SHOP)
    screen.opens()
    screen.service.is_answered(1, "snooze")
    screen.qtbot.waitUntil(lambda: shown(screen) == "")


def test_acknowledging_takes_the_note_off_the_screen(owner: Owner) -> None:
    screen = owner.starts(SHOP)
    screen.opens()
    button(inbox(screen), "acknowledge_0").click()
    assert screen.service.closed == [1]
    (entry,) = load_ledger(owner.folder).value.entries
    assert entry.acknowledged is not None


def test_renew_opens_the_wizard_and_the_list_stays(owner: Owner) -> None:
    screen = owner.starts(BANK, SHOP)
    screen.opens()
    dialog = inbox(screen)
    with screen.qtbot.waitSignal(screen.window.cards.renew_asked) as asked:
        button(dialog, "renew_1").click()
    assert asked.args == ["shop"]
    assert dialog.isVisible()


@pytest.mark.parametrize(("name", "asks"), [("did_it_1", True), ("default_1", False)])
def test_what_goes_on_in_the_window_closes_the_list(owner: Owner, name: str, asks: bool) -> None:
    screen = owner.starts(BANK, SHOP)
    screen.opens()
    button(inbox(screen), name).click()
    assert not inbox_is_open(screen)
    assert screen.window.cards.card_id == "shop"
    agree = screen.window.findChildren(QPushButton, "strip_agree")
    screen.qtbot.waitUntil(lambda: any(one.isVisible() for one in agree) == asks)


def inbox_is_open(screen: Screen) -> bool:
    return any(dialog.isVisible() for dialog in screen.window.findChildren(InboxDialog))


def test_a_payment_method_leads_to_the_payment_methods(owner: Owner) -> None:
    method = PaymentMethod(id="visa", changed=BANK.changed, label="Visa", expires="2026-11")
    held = card(SOFTBANK, end="2027-09-01", id="far", label="Far", payment_method="visa")
    screen = owner.starts(held)
    screen.store.book = Book(cards=(held,), payment_methods=(method,), revision=9)
    screen.state.tick()
    screen.opens()
    dialog = inbox(screen)
    assert titles(dialog) == ["Visa: the payment card expires in 9 days"]
    button(dialog, "default_0").click()
    settings = screen.window.findChild(SettingsDialog)
    assert isinstance(settings, SettingsDialog)
    assert settings.methods.isVisible()


# --- by keyboard


def test_all_of_it_is_done_with_the_keys(owner: Owner) -> None:
    screen = owner.starts(*cards(3))
    screen.opens()
    dialog = inbox(screen)
    dialog.activateWindow()
    screen.qtbot.waitUntil(dialog.isActiveWindow)
    assert focused(dialog) == "inbox_renew_0"
    reached = {focused(dialog)}
    for _press in range(20):
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        reached.add(focused(dialog))
    kinds = ("renew", "did_it", "default", "snooze", "acknowledge")
    assert {f"inbox_{kind}_{place}" for kind in kinds for place in range(3)} <= reached
    assert {"inbox_reach", "inbox_acknowledge_all", "inbox_close"} <= reached

    button(dialog, "acknowledge_0").setFocus()
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Down)
    assert focused(dialog) == "inbox_acknowledge_1"
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    # The same button of what has taken the place: one key after the other empties the list.
    assert titles(dialog) == ["Card 00: 3 days left", "Card 02: 3 days left"]
    assert focused(dialog) == "inbox_acknowledge_1"
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Space)
    assert focused(dialog) == "inbox_acknowledge_0"
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert titles(dialog) == []
    assert focused(dialog) == "inbox_close"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not inbox_is_open(screen)


def focused(dialog: InboxDialog) -> str:
    return dialog.focusWidget().objectName()


def test_the_window_opens_it_by_a_key_and_by_its_menu(owner: Owner) -> None:
    screen = owner.starts(SHOP)
    screen.opens()
    menu = screen.window.window_actions.menu()
    assert "Reminders (1)…" in [action.text() for action in menu.actions()]
    screen.window.activateWindow()
    QTest.keyClick(screen.window, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    screen.qtbot.waitUntil(lambda: inbox_is_open(screen))


def test_the_tray_opens_it_from_the_background(owner: Owner) -> None:
    screen = owner.starts(SHOP)
    screen.has_tray = True
    screen.edge.start_in_background()
    screen.qtbot.waitUntil(lambda: len(screen.service.shown) == 1)
    screen.chooses("1 reminder…")
    screen.qtbot.waitUntil(lambda: inbox_is_open(screen))
    assert screen.window.isVisible()


def test_every_button_says_what_it_is_about(owner: Owner) -> None:
    screen = owner.starts(BANK)
    screen.opens()
    dialog = inbox(screen)
    assert button(dialog, "acknowledge_0").accessibleName() == "Acknowledge: Bank codes: 2 days left"
    assert button(dialog, "renew_0").accessibleName() == "Renew…: Bank codes: 2 days left"
    assert screen.window.header.inbox.accessibleName() == "1 reminder"


# --- empty, all at once, other languages


def test_all_are_acknowledged_at_once(owner: Owner) -> None:
    screen = owner.starts(*cards(5))
    screen.opens()
    dialog = inbox(screen)
    assert len(titles(dialog)) == 5
    button(dialog, "acknowledge_all").click()
    assert titles(dialog) == []
    assert not button(dialog, "acknowledge_all").isVisible()
    assert text(dialog, "none") == "✓ Nothing waits for you"


def test_where_nothing_waits_it_says_so_and_leads_on(owner: Owner) -> None:
    screen = owner.starts(card(SOFTBANK, end="2027-09-01", id="far", label="Far"))
    screen.opens()
    assert screen.window.windowTitle() == "SimDesk"
    dialog = inbox(screen)
    assert text(dialog, "none") == "✓ Nothing waits for you"
    assert "stays here until you renew" in text(dialog, "lead")
    button(dialog, "reach").click()
    assert screen.window.findChild(QLabel, "reach_name_service") is not None


def test_it_speaks_the_language_of_the_window(owner: Owner) -> None:
    screen = owner.starts(BANK)
    screen.opens()
    dialog = inbox(screen)
    screen.speech.use("ja")
    assert titles(dialog) == ["Bank codes：残り 2 日"]
    assert language.current() == "ja"
    screen.speech.use("en")


def test_a_demo_has_no_inbox(owner: Owner) -> None:
    screen = owner.starts(BANK)
    from simdesk.ui.desk import Desk

    demo = Desk(screen.state, owner.folder, screen.preferences, screen.speech, demo=True)
    actions = demo.window.window_actions
    assert not actions.inbox.isVisible()
    assert not actions.reach.isVisible()


# --- the number on the icon


@pytest.mark.parametrize("size", [16, 22, 24, 48])
def test_the_icon_has_the_number(qtbot: QtBot, size: int) -> None:
    assert badged(program_icon(), 0) is program_icon()
    seen = {pixels(badged(program_icon(), count), size) for count in (1, 2, 9)}
    seen |= {pixels(program_icon(), size), pixels(badged(program_icon(), 10), size)}
    assert len(seen) == 5
    assert pixels(badged(program_icon(), 10), size) == pixels(badged(program_icon(), 99), size)


def pixels(icon: QIcon, size: int) -> bytes:
    return bytes(icon.pixmap(size, size).toImage().constBits())
