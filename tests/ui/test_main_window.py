"""The main window: names, keys, status, notices, languages, leaving."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from simdesk.domain.book import Book
from simdesk.errors import FileUnwritable
from simdesk.storage.settings import Settings
from simdesk.ui.cards.card_dialog import CardDialog
from simdesk.ui.cards.wish import Wish
from simdesk.ui.theme import use_theme
from simdesk.wording import language
from simdesk.wording.language import _
from tests.core.making import POVO, card
from tests.ui.window_making import Owner

FULL = FileUnwritable(Path("simdesk.json"), "no space left", disk_full=True)


@pytest.fixture
def owner(qtbot: QtBot, home: Path) -> Owner:
    """Somebody at a window with a card in every plight."""
    return Owner(qtbot, home).shows()


def action(owner: Owner, name: str) -> QAction:
    """Return the action of that name."""
    found = owner.window.findChild(QAction, f"action_{name}")
    assert isinstance(found, QAction)
    return found


def spoken(widget: QWidget) -> str:
    """Return the name that a screen reader says."""
    interface = QAccessible.queryAccessibleInterface(widget)
    assert isinstance(interface, QAccessibleInterface)
    return interface.text(QAccessible.Text.Name)


def test_accessible_names_to_the_letter(owner: Owner) -> None:
    names = {
        "cards": "Cards",
        "log": "Log",
        "add": "Add card",
        "renew": "Renew",
        "menu": "Menu",
    }
    for name, wanted in names.items():
        assert spoken(owner.button(name)) == wanted
    assert spoken(owner.window.header.search) == "Search"
    for name, wanted in {"undo": "Undo", "redo": "Redo", "export": "Export"}.items():
        assert action(owner, name).text() == wanted


def test_everything_that_takes_the_focus_has_a_name(owner: Owner) -> None:
    owner.clicks("details_did_it")
    for widget in owner.window.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
            assert spoken(widget), (widget.objectName(), type(widget))


def test_a_row_is_read_out_in_the_accessible_tree(owner: Owner) -> None:
    interface = QAccessible.queryAccessibleInterface(owner.cards.list)
    assert isinstance(interface, QAccessibleInterface)
    first = interface.child(0)
    assert isinstance(first, QAccessibleInterface)
    assert first.text(QAccessible.Text.Name).startswith("Bank codes, 2 days left, Expires Mon 23 Nov")


@pytest.mark.parametrize(
    ("keys", "name"),
    [
        (Qt.Key.Key_N, "add"),
        (Qt.Key.Key_R, "renew"),
        (Qt.Key.Key_F, "search"),
        (Qt.Key.Key_E, "export"),
        (Qt.Key.Key_Z, "undo"),
        (Qt.Key.Key_Q, "quit"),
    ],
)
def test_keys(owner: Owner, qtbot: QtBot, keys: Qt.Key, name: str) -> None:
    owner.state.apply("change", lambda book: book)
    owner.cards.fulfil(Wish.ARCHIVE, "uk")
    wanted = action(owner, name)
    wanted.triggered.disconnect()
    with qtbot.waitSignal(wanted.triggered):
        QTest.keyClick(owner.window, keys, Qt.KeyboardModifier.ControlModifier)


def test_undo_and_redo_by_keys(owner: Owner) -> None:
    QTest.keyClick(owner.cards.list, Qt.Key.Key_Delete)
    assert owner.labels()[0] == "Old Osaka"
    QTest.keyClick(owner.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert owner.labels()[0] == "Bank codes"
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(owner.window, Qt.Key.Key_Z, both)
    assert owner.labels()[0] == "Old Osaka"
    assert action(owner, "undo").toolTip() == "Undo: archive Bank codes"
    assert not action(owner, "redo").isEnabled()


def test_search_by_keys_and_back_to_the_list(owner: Owner) -> None:
    QTest.keyClick(owner.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    search = owner.window.header.search
    assert search.hasFocus()
    QTest.keyClicks(search, "uk")
    assert owner.labels() == ["UK bank"]
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert owner.cards.list.hasFocus()


def test_the_status_line_says_what_is_next_and_that_it_is_saved(owner: Owner) -> None:
    assert owner.reads("status_next") == "Next: Bank codes, 2 days left"
    assert owner.reads("status_saved") == "Saved"
    owner.watch.advance(days=2)
    owner.state.tick()
    assert owner.reads("status_next") == "Next: Bank codes, last day today"


def test_an_empty_book_has_nothing_next_and_nothing_to_renew(qtbot: QtBot, home: Path) -> None:
    owner = Owner(qtbot, home, Book()).shows()
    assert owner.reads("status_next") == "Nothing is due"
    assert not owner.button("renew").isEnabled()
    assert owner.button("add").isEnabled()


def test_a_number_that_may_be_lost_is_not_said_to_be_nothing(qtbot: QtBot, home: Path) -> None:
    gone = card(POVO, base="2026-03-01", label="Line")
    owner = Owner(qtbot, home, Book(cards=(gone,))).shows()
    assert owner.reads("status_next") == "Line: May be lost since 28 Sep: try it"


def test_a_full_disk_is_told_and_tried_again(owner: Owner) -> None:
    owner.store.refuse = FULL
    owner.cards.fulfil(Wish.ARCHIVE, "bank")
    assert owner.labels()[0] == "Bank codes"
    assert owner.reads("status_saved") == "1 change is not saved"
    assert len(owner.window.notices.texts) == 1

    owner.clicks("notice_remedy_0")
    QApplication.processEvents()
    assert len(owner.window.notices.texts) == 1

    owner.store.refuse = None
    owner.clicks("notice_remedy_0")
    assert owner.labels()[0] == "Old Osaka"
    assert owner.reads("status_saved") == "Saved"
    assert not owner.window.notices.texts


def test_what_waits_is_offered_again_after_its_notice_was_dismissed(owner: Owner) -> None:
    owner.store.refuse = FULL
    owner.cards.fulfil(Wish.ARCHIVE, "bank")
    owner.window.notices.drop("pending")
    owner.state.tick()
    assert owner.window.notices.texts == ("1 change is not saved",)
    owner.state.tick()
    assert len(owner.window.notices.texts) == 1

    owner.store.refuse = None
    owner.clicks("notice_remedy_0")
    assert owner.reads("status_saved") == "Saved"
    assert not owner.window.notices.texts


def test_another_failure_does_not_take_the_place_of_what_waits(owner: Owner) -> None:
    owner.store.refuse = FULL
    owner.cards.fulfil(Wish.ARCHIVE, "bank")
    waits = owner.window.notices.texts
    owner.window.tell_failure(FileUnwritable(Path("settings.json"), "no space left", disk_full=True))

    first, second = owner.window.notices.texts
    assert (first,) == waits
    assert "settings.json" in second


@pytest.mark.parametrize(
    ("answer", "quits", "archived"),
    [("Try again", True, True), ("Quit without saving", True, False), ("Stay", False, False)],
)
def test_quitting_with_an_unsaved_change_asks(
    owner: Owner, qtbot: QtBot, answer: str, quits: bool, archived: bool
) -> None:
    left: list[bool] = []
    owner.window.quit_asked.connect(lambda: left.append(True))
    owner.store.refuse = FULL
    owner.cards.fulfil(Wish.ARCHIVE, "bank")
    owner.window.close()
    assert not left
    assert owner.window.isVisible()

    owner.store.refuse = None
    box = owner.window.findChild(QMessageBox, "leaving")
    assert isinstance(box, QMessageBox)
    assert box.informativeText() == "Archive Bank codes"
    next(button for button in box.findChildren(QPushButton) if button.text() == answer).click()
    assert bool(left) is quits
    kept = owner.store.book.card("bank")
    assert kept is not None
    assert (kept.state.value == "archived") is archived


def test_closing_quits_where_nothing_can_bring_the_window_back(owner: Owner, qtbot: QtBot) -> None:
    with qtbot.waitSignal(owner.window.quit_asked), qtbot.assertNotEmitted(owner.window.hidden):
        owner.window.close()


def test_closing_hides_where_there_is_a_way_back(owner: Owner, qtbot: QtBot) -> None:
    owner.window.may_hide = lambda: True
    with qtbot.waitSignal(owner.window.hidden), qtbot.assertNotEmitted(owner.window.quit_asked):
        owner.window.close()
    assert not owner.window.isVisible()
    owner.window.come_forward()
    assert owner.window.isVisible()


@pytest.fixture
def themed(qapp: QApplication) -> Iterator[None]:
    """The program's own look, whose buttons are as wide as their words."""
    before = qapp.palette()
    use_theme(qapp, "light")
    yield
    qapp.setStyleSheet("")
    qapp.setPalette(before)


@pytest.mark.usefixtures("themed")
@pytest.mark.parametrize("language_in_force", language.LANGUAGES)
def test_nothing_is_cut_on_a_small_screen_at_twice_its_size(owner: Owner, language_in_force: str) -> None:
    """640 by 400 is what 1280 by 800 has then. The filters open as a list where they have no room."""
    language.use(language_in_force)
    owner.window.retranslate()
    owner.window.show_waiting(12)
    owner.window.resize(1, 1)
    assert owner.window.width() <= 640
    assert owner.window.height() <= 400
    for show in (owner.window.show_log, owner.window.show_cards):
        show()
        owner.window.resize(640, 400)
        QApplication.processEvents()
        assert (owner.window.width(), owner.window.height()) == (640, 400)
    details = owner.window.findChild(QScrollArea, "details")
    assert isinstance(details, QScrollArea)
    inside = details.widget()
    assert inside is not None
    assert inside.width() <= details.viewport().width()
    assert details.mapTo(owner.window, details.rect().topRight()).x() < 640
    assert not owner.cards.filters.isVisible()


@pytest.mark.usefixtures("themed")
def test_the_filters_that_open_as_a_list_are_those_beside_the_cards(owner: Owner) -> None:
    owner.window.resize(640, 400)
    choice = owner.window.findChild(QComboBox, "filter_choice")
    assert isinstance(choice, QComboBox)
    assert choice.isVisible()
    assert (choice.currentText(), spoken(choice)) == ("All cards", "All cards")
    assert choice.accessibleDescription() == "Filters"
    choice.setFocus()
    for _time in range(2):
        QTest.keyClick(choice, Qt.Key.Key_Down)
    assert choice.currentText() == "Suspended"
    assert owner.labels() == ["Old Osaka", "Last trip"]

    owner.window.resize(1200, 700)
    assert not choice.isVisible()
    assert owner.cards.filters.isVisible()
    assert owner.cards.filters.currentIndex().data() == "Suspended"
    owner.cards.filters.choose_everything()
    assert choice.currentText() == "All cards"


def test_the_layout_is_kept(owner: Owner, qtbot: QtBot, home: Path) -> None:
    owner.window.resize(760, 620)
    owner.cards.splitter.setSizes([130, 340, 290])
    owner.window.leave()
    kept = owner.kept[-1].layout
    assert set(kept) == {"main", "main.cards"}

    again = Owner(qtbot, home, settings=Settings(layout=kept)).shows()
    assert again.window.size() == owner.window.size()
    assert again.cards.splitter.sizes() == owner.cards.splitter.sizes()


def test_a_layout_that_is_nonsense_does_no_harm(qtbot: QtBot, home: Path) -> None:
    owner = Owner(qtbot, home, settings=Settings(layout={"main": "%%%", "main.cards": "AAAA"})).shows()
    assert owner.window.width() > 400


def test_every_word_changes_with_the_language(owner: Owner, qtbot: QtBot) -> None:
    owner.window.header.search.setText("ban")
    owner.cards.fulfil(Wish.ARCHIVE, "uk")
    for code in ("zh_CN", "zh_TW", "ja", "en"):
        owner.speech.use(code)
        assert owner.button("add").text() == _("Add card")
        assert owner.button("cards").accessibleName() == _("Cards")
        assert owner.reads("status_saved") == _("Saved")
        assert action(owner, "undo").text() == _("Undo")
        assert owner.window.header.search.text() == "ban"
        assert owner.window.notices.texts == (_("“{label}” is archived.").format(label="UK bank"),)


def test_qt_speaks_the_language_too(owner: Owner, qtbot: QtBot) -> None:
    words = {}
    for code in language.LANGUAGES:
        owner.speech.use(code)
        words[code] = QApplication.translate("QPlatformTheme", "Save")
    assert words == {"en": "Save", "zh_CN": "保存", "zh_TW": "儲存", "ja": "保存"}


def test_the_menu_offers_every_language_by_its_own_name(owner: Owner) -> None:
    owner.speech.use("ja")
    menu = owner.window.window_actions.menu()
    offered = menu.findChild(QMenu, "language_menu")
    assert offered is None or isinstance(offered, QMenu)
    texts = [one.text() for one in owner.window.window_actions.languages.actions()]
    assert texts[1:] == ["English", "简体中文", "繁體中文", "日本語"]
    assert owner.window.window_actions.languages.actions()[0].isChecked()


def test_the_switch_for_numbers_is_kept(owner: Owner) -> None:
    action(owner, "masked").trigger()
    assert owner.kept[-1].masked is False
    assert not action(owner, "masked").isChecked()


def test_a_setting_that_cannot_be_kept_is_told_and_stays(owner: Owner) -> None:
    def refuse(_settings: Settings) -> None:
        raise FULL

    owner.preferences._save = refuse
    action(owner, "masked").trigger()
    assert owner.preferences.settings.masked is True
    assert action(owner, "masked").isChecked()
    assert len(owner.window.notices.texts) == 1


def test_the_form_of_a_card_is_opened_once(owner: Owner) -> None:
    action(owner, "add").trigger()
    action(owner, "add").trigger()
    assert len([one for one in owner.window.findChildren(QWidget, "card_dialog") if one.isVisible()]) == 1
    field = owner.window.findChild(QWidget, "card_dialog").findChild(QLineEdit)  # type: ignore[union-attr]
    assert field is not None


def test_what_a_form_gives_up_no_longer_waits_to_be_saved(owner: Owner) -> None:
    action(owner, "add").trigger()
    form = owner.window.findChild(CardDialog, "card_dialog")
    assert form is not None
    owner.store.refuse = FULL
    owner.state.apply("add", lambda book: book, "new")
    assert owner.reads("status_saved") == "1 change is not saved"

    form.given_up.emit("new")
    assert owner.reads("status_saved") == "Saved"
    assert not owner.window.notices.texts


def test_enter_presses_the_button_that_has_the_focus(qtbot: QtBot, home: Path) -> None:
    owner = Owner(qtbot, home, Book()).shows()
    door = owner.button("door_add")
    door.setFocus()
    QTest.keyClick(door, Qt.Key.Key_Return)
    assert owner.window.findChild(QWidget, "card_dialog") is not None


def test_the_window_fits_its_screen(qtbot: QtBot, home: Path) -> None:
    window = Owner(qtbot, home).window
    room = window.screen().availableSize()
    smallest = window.minimumSizeHint()
    assert window.width() <= max(room.width(), smallest.width())
    assert window.height() <= max(room.height(), smallest.height())
