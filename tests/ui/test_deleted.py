"""Cards that were deleted: found by the menu, looked up in their histories, brought back."""

from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from simdesk.domain.book import Book, Tombstone
from simdesk.domain.edits import change_card, delete_card
from simdesk.storage.book_file import FileStore
from simdesk.storage.gone import last_known
from simdesk.ui.history.deleted_dialog import DeletedDialog
from simdesk.ui.history.history_dialog import HistoryDialog
from tests.ui.test_backups import BANK, PAID, SHOP, Keeper, click
from tests.ui.window_making import NOON


@pytest.fixture
def keeper(qtbot: QtBot, home: Path) -> Keeper:
    """Somebody who changed a card without renewals and then deleted it."""
    made = Keeper(qtbot, home, Book(cards=(BANK, SHOP), renewals=(PAID,)))
    assert made.state.apply("edit Shop", change_card(replace(SHOP, device="Phone")))
    assert made.state.apply("delete Shop", delete_card("shop", NOON))
    return made


def opened(keeper: Keeper) -> DeletedDialog:
    keeper.window.window_actions.deleted.trigger()
    dialog = keeper.there(DeletedDialog, "deleted_dialog")
    keeper.qtbot.waitUntil(lambda: dialog._cards is not None)
    return dialog


def test_it_is_in_the_menu_beside_the_backups(keeper: Keeper) -> None:
    actions = keeper.window.window_actions.menu().actions()
    place = actions.index(keeper.window.window_actions.backups)

    assert actions[place + 1] is keeper.window.window_actions.deleted
    assert actions[place + 1].text() == "Deleted cards…"


def test_a_deleted_card_without_renewals_is_listed_and_brought_back_as_it_was_last(keeper: Keeper) -> None:
    dialog = opened(keeper)
    assert dialog.side.keys == ("shop",)
    said = str(dialog.side.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole))
    assert "Shop" in said
    assert "deleted Sat 21 Nov 2026 12:00" in said
    assert "819087654321" not in said

    click(dialog, "deleted_back")

    [card] = [one for one in keeper.state.book.cards if one.id == "shop"]
    assert card.device == "Phone"
    assert not keeper.state.book.tombstones
    assert FileStore(keeper.folder).load() == keeper.state.book
    assert "“Shop” is back" in dialog.status.text()
    keeper.qtbot.waitUntil(lambda: dialog.side.keys == ())
    assert keeper.state.undo_label == "bring back Shop"


def test_its_history_is_reached_and_brings_it_back_too(keeper: Keeper) -> None:
    dialog = opened(keeper)

    click(dialog, "deleted_history")

    history = keeper.there(HistoryDialog, "history_dialog")
    assert history.windowTitle() == "History of Shop"
    click(history, "history_card_back")
    assert [one.device for one in keeper.state.book.cards if one.id == "shop"] == ["Phone"]
    assert not history.card_back.isVisible()


def test_a_card_deleted_again_comes_back_as_it_was_then(keeper: Keeper) -> None:
    dialog = opened(keeper)
    click(dialog, "deleted_back")
    card = next(one for one in keeper.state.book.cards if one.id == "shop")
    keeper.state.apply("edit Shop", change_card(replace(card, device="Tablet")))
    keeper.state.apply("delete Shop", delete_card("shop", NOON + timedelta(days=1)))
    keeper.qtbot.waitUntil(lambda: dialog.side.keys == ("shop",))

    click(dialog, "deleted_back")

    assert [one.device for one in keeper.state.book.cards if one.id == "shop"] == ["Tablet"]


def test_a_card_that_no_history_has_is_told_with_a_way_to_the_backups(keeper: Keeper) -> None:
    stone = Tombstone("unknown", "card", NOON)
    keeper.state.apply("merge", lambda book: replace(book, tombstones=(*book.tombstones, stone)))

    dialog = opened(keeper)
    keeper.qtbot.waitUntil(dialog.more.isVisible)

    assert "1 more card was deleted" in dialog.more.text()
    assert dialog.side.keys == ("shop",)
    click(dialog, "deleted_backups")
    keeper.there(type(keeper.opens()), "backups_window")


def test_where_nothing_was_deleted_it_says_so(qtbot: QtBot, home: Path) -> None:
    dialog = opened(Keeper(qtbot, home, Book(cards=(BANK,))))

    assert dialog.lead.text() == "No deleted card can be brought back from here."
    button = dialog.findChild(QPushButton, "deleted_back")
    assert button is not None
    assert not button.isVisible()


def test_lines_that_cannot_be_read_are_passed_over(keeper: Keeper) -> None:
    with keeper.folder.history.open("ab") as file:
        file.write(b"{broken\n")

    assert last_known(keeper.folder, ["shop"])["shop"].device == "Phone"
    assert last_known(keeper.folder, ["nobody"]) == {}
    assert last_known(keeper.folder, []) == {}


def test_words_follow_the_language(keeper: Keeper) -> None:
    dialog = opened(keeper)
    keeper.speech.use("ja")

    said = str(dialog.side.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole))
    assert "2026年11月21日" in said
