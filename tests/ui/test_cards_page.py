"""The page of cards, used as its owner uses it."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from simdesk.domain.book import Book
from simdesk.domain.edits import delete_card
from simdesk.domain.rows import rows
from simdesk.domain.terms import Kind, State, Status
from simdesk.storage.settings import Settings
from simdesk.ui.cards.delegate import CardDelegate
from simdesk.ui.cards.sieve import Filter, Group
from simdesk.ui.cards.wish import Wish, can_log, menu_of, wish_words
from simdesk.wording import language
from tests.core.making import MOMENT, SOFTBANK, TELLO, card, day
from tests.ui.window_making import NOON, Owner, plights


@pytest.fixture
def owner(qtbot: QtBot, home: Path) -> Owner:
    """Somebody at a window with a card in every plight."""
    return Owner(qtbot, home).shows()


def card_of(owner: Owner, card_id: str) -> State:
    """Return the state of a card as it is kept."""
    kept = owner.store.book.card(card_id)
    assert kept is not None
    return kept.state


def press(owner: Owner, key: Qt.Key) -> None:
    """Press a key in the list."""
    QTest.keyClick(owner.cards.list, key)


def test_the_list_is_in_the_order_of_the_rows(owner: Owner) -> None:
    everything = [row.card.label for row in rows(owner.book, NOON)]
    assert owner.labels() == everything[:-1]
    assert everything[-1] == "Student"
    assert owner.cards.card_id == "bank"


def test_the_details_say_how_long_it_has_got_and_what_to_do(owner: Owner) -> None:
    assert owner.reads("details_countdown") == "2 days"
    assert owner.reads("details_label") == "Bank codes"
    said = [label.text() for label in owner.window.findChildren(QLabel) if label.isVisible()]
    assert "Top up before the end of Mon 23 Nov, Tokyo time" in said
    for fact in ("+81 •••• 5678", "¥1,240 · 6 days ago", "Drawer", "•••• 8901", "one-time codes"):
        assert fact in said
    names = [label.accessibleName() for label in owner.window.findChildren(QLabel) if label.isVisible()]
    assert "HSBC: one-time codes" in names
    assert any("kept until 18 Nov 2027" in text for text in said)
    assert any(text.startswith("3,000 yen every 60 days") for text in said)


def test_arrows_move_through_the_cards_and_the_details_follow(owner: Owner) -> None:
    press(owner, Qt.Key.Key_Down)
    assert owner.reads("details_label") == "Old Osaka"
    press(owner, Qt.Key.Key_End)
    assert owner.reads("details_label") == "Everyday"


def test_a_filter_shows_only_its_cards(owner: Owner) -> None:
    owner.cards.filters.setCurrentIndex(owner.cards.filters.model().index(3, 0))
    assert owner.cards.filters.filter == Filter(Group.WAITING)
    assert owner.labels() == ["Shop", "Last trip"]
    assert owner.cards.card_id == "shop"


def test_an_empty_filter_says_so_and_shows_no_details(owner: Owner) -> None:
    owner.cards.search("nobody has this")
    assert owner.labels() == []
    said = [label.text() for label in owner.window.findChildren(QLabel) if label.isVisible()]
    assert "No card chosen" in said
    assert not owner.button("renew").isEnabled()


def test_a_search_narrows_and_comes_back(owner: Owner) -> None:
    QTest.keyClicks(owner.window.header.search, "1234-5678")
    assert owner.labels() == ["Bank codes"]
    QTest.keyClick(owner.window.header.search, Qt.Key.Key_Escape)
    assert len(owner.labels()) == 7


def test_i_did_it_today_takes_two_clicks(owner: Owner) -> None:
    owner.clicks("details_did_it")
    said = [label.text() for label in owner.window.findChildren(QLabel) if label.isVisible()]
    assert "Log for today: Recharge 3,000 yen. The last day is then Fri 22 Jan 2027." in said
    assert owner.store.book.renewals == owner.book.renewals

    owner.clicks("strip_agree")
    logged = owner.store.book.renewals[-1]
    assert (logged.kind, logged.status) == (Kind.PURCHASE, Status.VERIFIED)
    assert (logged.amount, logged.currency, logged.offer) == ("3000", "JPY", "recharge-3000")
    assert (logged.paid_on, logged.expires_after) == (day("2026-11-21"), day("2027-01-22"))
    assert owner.reads("details_countdown") == "62 days"
    assert owner.window.notices.texts == ("A renewal of “Bank codes” is logged.",)

    owner.clicks("notice_remedy_0")
    assert owner.store.book.renewals == owner.book.renewals
    assert owner.reads("details_countdown") == "2 days"
    assert not owner.window.notices.texts


def test_i_did_it_today_can_be_called_off_or_entered_in_full(owner: Owner, qtbot: QtBot) -> None:
    owner.clicks("details_did_it")
    owner.clicks("strip_close")
    assert not owner.button("strip_agree").isVisible()
    owner.clicks("details_did_it")
    with qtbot.waitSignal(owner.cards.renew_asked) as asked:
        owner.clicks("strip_more")
    assert asked.args == ["bank"]
    assert owner.store.book.renewals == owner.book.renewals


def test_the_button_of_a_row_asks_for_the_second_click(owner: Owner) -> None:
    area = owner.cards.list.visualRect(owner.cards.model.index(2))
    corner = area.bottomRight() - QPoint(30, 15)
    QTest.mouseClick(
        owner.cards.list.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, corner
    )
    assert owner.cards.card_id == "shop"
    assert owner.button("strip_agree").isVisible()
    said = [label.text() for label in owner.window.findChildren(QLabel) if label.isVisible()]
    assert any("A renewal paid 19 Nov is not verified yet" in text for text in said)


def test_use_and_bills_are_logged_as_what_they_are(owner: Owner) -> None:
    owner.chooses("uk")
    owner.clicks("details_did_it")
    owner.clicks("strip_agree")
    assert owner.store.book.renewals[-1].kind is Kind.USE
    assert owner.state.row("uk") is not None
    row = owner.state.row("uk")
    assert row is not None
    assert row.standing.next_deadline == day("2027-05-21")


@pytest.mark.parametrize(
    ("answer", "status", "days"),
    [("answer_arrived", Status.VERIFIED, 81), ("answer_refused", Status.REFUSED, 21)],
)
def test_a_paid_renewal_waits_for_an_answer(owner: Owner, answer: str, status: Status, days: int) -> None:
    owner.chooses("shop")
    said = [label.text() for label in owner.window.findChildren(QLabel) if label.isVisible()]
    assert "Paid 19 Nov, would become 10 Feb" in said
    assert owner.reads("details_countdown") == "21 days"
    owner.clicks(answer)
    assert owner.store.book.renewals[0].status is status
    assert owner.reads("details_countdown") == f"{days} days"
    assert owner.cards.list.hasFocus()


def test_not_yet_keeps_it_paid_and_offers_nothing_to_undo(owner: Owner) -> None:
    owner.chooses("shop")
    owner.clicks("answer_not_yet")
    assert owner.store.book == owner.book
    assert "SimDesk goes on reminding you" in owner.window.notices.texts[0]
    assert owner.window.findChild(QWidget, "notice_remedy_0") is None


def test_a_number_that_may_be_lost_is_asked_about(owner: Owner) -> None:
    owner.chooses("trip")
    assert owner.reads("details_countdown") == "? try it"
    assert not owner.button("details_did_it").isVisible()
    owner.clicks("answer_still_works")
    owner.clicks("strip_agree")
    said = [label.text() for label in owner.window.findChildren(QLabel) if label.isVisible()]
    assert any("Type the last day" in text for text in said)

    field = owner.window.findChild(QLineEdit, "strip_day")
    assert field is not None
    QTest.keyClicks(field, "2027-03-01")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert owner.store.book.renewals[-1].kind is Kind.CORRECTION
    assert owner.reads("details_countdown") == "100 days"


def test_only_the_owner_makes_it_lost(owner: Owner) -> None:
    owner.chooses("trip")
    owner.clicks("answer_lost")
    assert card_of(owner, "trip") is State.CONFIRMED_LOST
    owner.state.undo()
    assert card_of(owner, "trip") is State.IN_USE


def test_did_it_renew_by_itself(qtbot: QtBot, home: Path) -> None:
    tops_up = card(
        TELLO, id="us", label="US", base="2026-08-20", auto_renew=True, timezone="America/New_York"
    )
    owner = Owner(qtbot, home, Book(cards=(tops_up,))).shows()
    said = [label.text() for label in owner.window.findChildren(QLabel) if label.isVisible()]
    assert "Did it renew by itself on Fri 20 Nov?" not in said

    owner.watch.advance(days=1)
    owner.state.tick()
    owner.clicks("answer_renewed")
    assert owner.store.book.renewals[-1].kind is Kind.AUTO
    row = owner.state.row("us")
    assert row is not None
    assert row.standing.next_deadline == day("2027-02-20")

    owner.state.undo()
    owner.clicks("answer_not_renewed")
    assert owner.store.book.renewals[-1].status is Status.REFUSED
    row = owner.state.row("us")
    assert row is not None
    assert row.standing.past_first


def test_d09_delete_archives_and_it_can_be_undone(owner: Owner) -> None:
    press(owner, Qt.Key.Key_Delete)
    assert card_of(owner, "bank") is State.ARCHIVED
    assert owner.labels()[0] == "Old Osaka"
    assert owner.cards.card_id
    owner.clicks("notice_remedy_0")
    assert owner.labels()[0] == "Bank codes"


def test_enter_renews(owner: Owner, qtbot: QtBot) -> None:
    with qtbot.waitSignal(owner.cards.renew_asked) as asked:
        press(owner, Qt.Key.Key_Return)
    assert asked.args == ["bank"]


@pytest.mark.parametrize(
    ("wish", "state"),
    [
        (Wish.ARCHIVE, State.ARCHIVED),
        (Wish.PORTED_OUT, State.PORTED_OUT),
        (Wish.LOST, State.CONFIRMED_LOST),
    ],
)
def test_the_menu_of_a_card_changes_its_state(owner: Owner, wish: Wish, state: State) -> None:
    owner.cards.list.customContextMenuRequested.emit(QPoint(20, 20))
    menu = owner.window.findChild(QMenu, "card_menu")
    assert menu is not None
    action = next(action for action in menu.actions() if action.data() is wish)
    assert action.text() == wish_words(wish)
    action.trigger()
    menu.close()
    assert card_of(owner, "bank") is state


def test_d09_deleting_a_card_leaves_its_renewals(owner: Owner) -> None:
    owner.cards.fulfil(Wish.DELETE, "shop")
    assert owner.store.book.card("shop") is None
    assert owner.store.book.renewals == owner.book.renewals
    owner.clicks("notice_remedy_0")
    assert owner.store.book.card("shop") is not None


def test_a_card_out_of_use_offers_only_what_makes_sense() -> None:
    for row in rows(plights(), NOON):
        offered = {wish for group in menu_of(row) for wish in group}
        assert (Wish.DID_IT in offered) is can_log(row)
        assert (Wish.RENEW in offered) is (row.card.state is State.IN_USE)
        assert (Wish.IN_USE in offered) is (row.card.state is not State.IN_USE)


def test_a_card_that_vanishes_while_it_is_shown(owner: Owner) -> None:
    owner.state.apply("away", delete_card("bank", MOMENT))
    assert owner.reads("details_label") == "Old Osaka"
    owner.cards.fulfil(Wish.ARCHIVE, "bank")
    assert owner.window.notices.texts == ()


def test_choosing_a_card_that_filter_and_search_hide(owner: Owner) -> None:
    owner.cards.search("5678")
    owner.cards.choose("uk")
    assert owner.cards.card_id == "uk"


def test_numbers_are_shown_by_the_switch(owner: Owner) -> None:
    owner.preferences.change(masked=False, country="JP")
    said = [label.text() for label in owner.window.findChildren(QLabel) if label.isVisible()]
    assert "090-1234-5678" in said
    assert "8981200012345678901" in said
    assert owner.cards.list.delegate.showing.masked is False


def test_an_empty_book_has_three_doors(qtbot: QtBot, home: Path) -> None:
    owner = Owner(qtbot, home, Book()).shows()
    for door, signal in (
        ("door_add", owner.cards.add_asked),
        ("door_import", owner.cards.import_asked),
        ("door_demo", owner.cards.demo_asked),
    ):
        with qtbot.waitSignal(signal):
            owner.clicks(door)


def test_the_doors_give_way_to_the_first_card(qtbot: QtBot, home: Path) -> None:
    owner = Owner(qtbot, home, Book()).shows()
    owner.store.book = Book(revision=1, cards=(card(SOFTBANK, end="2026-12-24"),))
    owner.state.tick()
    assert owner.labels() == ["Bank codes"]
    assert owner.cards.list.isVisible()
    owner.state.apply("away", delete_card("a", MOMENT))
    assert not owner.cards.list.isVisible()


def test_every_language_while_a_day_is_being_typed(owner: Owner) -> None:
    owner.chooses("trip")
    owner.clicks("answer_still_works")
    field = owner.window.findChild(QLineEdit, "strip_day")
    assert field is not None
    QTest.keyClicks(field, "2027-0")
    for spoken in reversed(language.LANGUAGES):
        owner.speech.use(spoken)
        assert field.text() == "2027-0"
        assert field.isVisible()
        assert owner.button("details_renew").text() == wish_words(Wish.RENEW)
    assert owner.reads("details_countdown") == "? try it"


def test_rows_are_tall_enough_and_their_words_are_not_cut(qtbot: QtBot, home: Path) -> None:
    owner = Owner(qtbot, home, settings=Settings()).shows()
    for spoken in language.LANGUAGES:
        owner.speech.use(spoken)
        pixels = owner.cards.list.viewport().grab()
        assert not pixels.isNull()
    delegate = owner.cards.list.itemDelegate()
    assert isinstance(delegate, CardDelegate)
    height = owner.cards.list.sizeHintForRow(0)
    assert height >= owner.cards.list.fontMetrics().height() * 3
