"""The page of the log, used as its owner uses it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from simdesk.catalog.reading import catalog
from simdesk.domain.book import Book
from simdesk.domain.edits import delete_card
from simdesk.domain.terms import Kind, Status
from simdesk.errors import FileUnwritable
from simdesk.ui.log.columns import Column
from simdesk.ui.log.page import LogPage
from simdesk.ui.log.totals import By
from simdesk.ui.state import AppState
from simdesk.wording import language
from tests.core.making import MOMENT, day
from tests.memory_store import MemoryStore
from tests.ui.log_making import RECEIPT, log_book, state_of

Held = tuple[LogPage, AppState]


@pytest.fixture
def log(qtbot: QtBot) -> Iterator[Held]:
    yield from opened(qtbot, log_book())


def opened(qtbot: QtBot, book: Book) -> Iterator[Held]:
    """Open the page over *book*; its models are watched as long as it is there."""
    state = state_of(book)
    page = LogPage(state, catalog())
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    watched = [QAbstractItemModelTester(model, fatal) for model in (page.model, page.totals.model)]
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show()
    assert QTest.qWaitForWindowActive(page)
    yield page, state
    assert watched


def ids(page: LogPage) -> list[str]:
    """Return the ids of the renewals shown, from the top."""
    rows = range(page.model.rowCount())
    return [str(page.model.index(row, 0).data(Qt.ItemDataRole.UserRole)) for row in rows]


def cells(page: LogPage, renewal_id: str) -> dict[Column, str]:
    """Return what the table says of one renewal, by column, as it is read aloud."""
    row = ids(page).index(renewal_id)
    role = Qt.ItemDataRole.AccessibleTextRole
    return {column: str(page.model.index(row, column).data(role)) for column in Column}


def choose(page: LogPage, name: str, words: str) -> None:
    """Choose *words* in the list *name*, as somebody does with the mouse."""
    box = page.findChild(QComboBox, f"log_{name}")
    assert box is not None
    index = box.findText(words)
    assert index >= 0, [box.itemText(at) for at in range(box.count())]
    box.setCurrentIndex(index)
    box.activated.emit(index)


def select(page: LogPage, renewal_id: str) -> None:
    page.table.setCurrentIndex(page.model.index(ids(page).index(renewal_id), 0))


def button(page: LogPage, name: str) -> QPushButton:
    found = page.findChild(QPushButton, f"log_{name}")
    assert found is not None
    return found


def press(page: LogPage, name: str) -> None:
    QTest.mouseClick(button(page, name), Qt.MouseButton.LeftButton)


def told(page: LogPage) -> str:
    """Return everything that the details say, a value with its name where it has one."""
    labels = (label for label in page.details.findChildren(QLabel) if label.isVisible())
    return "\n".join(label.accessibleName() or label.text() for label in labels)


def test_every_renewal_is_there_the_latest_first(log: Held) -> None:
    page, _ = log

    assert ids(page) == ["r4", "r3", "r6", "r2", "r1", "r7", "r5"]
    assert cells(page, "r3") == {
        Column.PAID_ON: "Sat 21 Nov 2026",
        Column.CARD: "HSBC codes",
        Column.WHAT: "Purchase",
        Column.CHANNEL: "",
        Column.AMOUNT: "¥5,000",
        Column.STATUS: "Paid, not verified",
        Column.DATES: "",
        Column.METHOD: "",
        Column.ORDER: "",
        Column.RECEIPTS: "1 receipt",
        Column.NOTE: "",
    }
    assert cells(page, "r2")[Column.AMOUNT] == "¥3,000 + ¥110 fee"
    assert cells(page, "r2")[Column.ORDER] == "SB-77 12"
    assert cells(page, "r4")[Column.NOTE] == "in the shop"
    assert cells(page, "r7")[Column.WHAT] == "Use"


def test_d09_a_deleted_card_keeps_its_renewals_under_the_name_it_had(log: Held) -> None:
    page, state = log
    assert cells(page, "r5")[Column.CARD] == "Old Osaka (deleted)"

    state.apply("delete", delete_card("hsbc", MOMENT))

    assert cells(page, "r1")[Column.CARD] == "HSBC (deleted)"
    assert len(ids(page)) == 7


@pytest.mark.parametrize(
    ("column", "rising"),
    [
        (Column.PAID_ON, ["r5", "r7", "r1", "r2", "r6", "r4", "r3"]),
        (Column.CARD, ["r3", "r2", "r1", "r6", "r5", "r4", "r7"]),
        # Pounds before yen, 9 before 1,000 before 3,110; what cost nothing comes last.
        (Column.AMOUNT, ["r4", "r6", "r5", "r1", "r2", "r3", "r7"]),
        (Column.STATUS, ["r3", "r4", "r2", "r1", "r7", "r5", "r6"]),
        (Column.ORDER, ["r2", "r4", "r3", "r6", "r1", "r7", "r5"]),
        (Column.NOTE, ["r4", "r3", "r6", "r2", "r1", "r7", "r5"]),
    ],
)
def test_a_column_is_sorted_by_its_values(log: Held, column: Column, rising: list[str]) -> None:
    page, _ = log
    select(page, "r1")
    page.table.sortByColumn(column, Qt.SortOrder.AscendingOrder)

    assert ids(page) == rising
    assert page.row is not None
    assert page.row.renewal.id == "r1"


def test_falling_keeps_what_is_empty_at_the_end(log: Held) -> None:
    page, _ = log
    page.table.sortByColumn(Column.AMOUNT, Qt.SortOrder.DescendingOrder)

    assert ids(page) == ["r3", "r2", "r1", "r5", "r6", "r4", "r7"]


@pytest.mark.parametrize(
    ("name", "words", "shown"),
    [
        ("card", "UK bank", ["r4", "r7"]),
        ("card", "Old Osaka", ["r6", "r5"]),
        ("year", "2025", ["r5"]),
        ("kind", "Use", ["r7"]),
        ("status", "Paid, not verified", ["r3"]),
        ("status", "Every status", ["r4", "r3", "r6", "r2", "r1", "r7", "r5"]),
    ],
)
def test_a_filter_shows_what_it_says(log: Held, name: str, words: str, shown: list[str]) -> None:
    page, _ = log
    choose(page, name, words)

    assert ids(page) == shown
    count = page.findChild(QLabel, "log_count")
    assert count is not None
    assert count.text() == ("7 renewals" if len(shown) == 7 else f"{len(shown)} of 7 renewals")


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("sb-77", ["r2"]),
        ("SHOP", ["r4"]),
        ("codes verified", ["r3", "r2", "r1"]),
        ("ＵＫ　bank", ["r4", "r7"]),
        ("nothing of the sort", []),
        ("  ", ["r4", "r3", "r6", "r2", "r1", "r7", "r5"]),
    ],
)
def test_the_search_asks_for_every_word(log: Held, words: str, shown: list[str]) -> None:
    page, _ = log
    page.search(words)

    assert ids(page) == shown


def test_filters_and_search_go_together_and_away_together(log: Held, qtbot: QtBot) -> None:
    page, _ = log
    choose(page, "card", "HSBC codes")
    choose(page, "year", "2026")
    page.search("sb-77")
    assert ids(page) == ["r2"]
    page.search("no such thing")
    assert not page.table.isVisible()

    with qtbot.waitSignal(page.search_cleared):
        press(page, "everything")

    assert len(ids(page)) == 7
    assert page.table.isVisible()


def test_it_arrived_moves_the_deadline_and_can_be_undone(log: Held, qtbot: QtBot) -> None:
    page, state = log
    select(page, "r3")
    with qtbot.waitSignal(page.acted) as done:
        press(page, "arrived")

    assert done.args is not None
    assert done.args[0]() == "The renewal of “HSBC codes” arrived."
    renewal = state.book.renewal("r3")
    assert renewal is not None
    assert (renewal.status, renewal.verified_on) == (Status.VERIFIED, day("2026-11-24"))
    assert renewal.expires_after == day("2027-01-22")
    assert cells(page, "r3")[Column.STATUS] == "Verified"
    assert cells(page, "r3")[Column.DATES] == "23 Nov 2026 → 22 Jan 2027"
    assert page.row is not None
    assert page.row.renewal.id == "r3"
    assert state.undo()
    assert cells(page, "r3")[Column.STATUS] == "Paid, not verified"


def test_not_yet_changes_nothing_and_says_so(log: Held, qtbot: QtBot) -> None:
    page, state = log
    before = state.book
    select(page, "r3")
    with qtbot.waitSignal(page.told) as told_:
        press(page, "not_yet")

    assert state.book is before
    assert told_.args is not None
    assert "stays paid" in told_.args[0]()


def test_void_takes_the_renewal_out_of_the_clock_and_keeps_it(log: Held) -> None:
    page, state = log
    row = state.row("hsbc")
    assert row is not None
    assert row.standing.expires_on == day("2026-11-23")
    select(page, "r2")
    press(page, "void")

    renewal = state.book.renewal("r2")
    assert renewal is not None
    assert (renewal.status, renewal.voided_on) == (Status.VOIDED, day("2026-11-24"))
    row = state.row("hsbc")
    assert row is not None
    assert row.standing.expires_on == day("2026-09-24")
    assert state.undo_label == "void a renewal of HSBC codes"


def test_only_what_fits_the_status_is_offered(log: Held) -> None:
    page, _ = log
    names = ("arrived", "not_yet", "refused", "void", "show_card")
    offered = {}
    for renewal_id in ("r3", "r2", "r6"):
        select(page, renewal_id)
        offered[renewal_id] = [name for name in names if button(page, name).isVisible()]

    assert offered == {"r3": list(names), "r2": ["void", "show_card"], "r6": []}


def test_what_cannot_be_saved_changes_nothing(log: Held) -> None:
    page, state = log
    store = state._store
    assert isinstance(store, MemoryStore)
    store.refuse = FileUnwritable(Path("simdesk.json"), "disk full")
    select(page, "r3")
    press(page, "arrived")

    assert cells(page, "r3")[Column.STATUS] == "Paid, not verified"
    assert [one.about for one in state.pending] == ["r3"]


def test_the_details_say_everything(log: Held) -> None:
    page, _ = log
    select(page, "r4")
    assert "UK bank" in told(page)
    assert "in\nthe shop" in told(page)
    select(page, "r2")
    for words in ("HSBC codes", "¥3,000 + ¥110 fee", "SB-77 12", "+81 •••• 5678", "expiry P60D cap P360D"):
        assert words in told(page)
    assert "Called then: HSBC" in told(page)


def test_a_receipt_is_opened(log: Held, qtbot: QtBot) -> None:
    page, _ = log
    select(page, "r3")
    with qtbot.waitSignal(page.receipt_asked) as asked:
        press(page, "receipt_1")
    assert asked.args == [RECEIPT]
    select(page, "r2")
    assert not any(one.isVisible() for one in page.findChildren(QPushButton, "log_receipt_1"))


def test_by_keyboard(log: Held, qtbot: QtBot) -> None:
    page, _ = log
    page.setFocus()
    assert page.table.hasFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    assert page.row is not None
    assert page.row.renewal.id == "r3"
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert button(page, "arrived").hasFocus()
    with qtbot.waitSignal(page.acted):
        QTest.keyClick(button(page, "arrived"), Qt.Key.Key_Space)
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Tab)
    assert not page.table.hasFocus()


def test_names_for_those_who_do_not_see_it(log: Held) -> None:
    page, _ = log
    assert button(page, "export").accessibleName() == "Export"
    assert page.table.accessibleName() == "Renewals"
    named = {
        name: box.accessibleDescription()
        for name in ("card", "year", "kind", "status", "totals_by", "totals_currency")
        if (box := page.findChild(QComboBox, f"log_{name}")) is not None
    }
    assert len(named) == 6
    assert all(named.values())
    assert page.totals.chart.accessibleDescription() == (
        "Dec 2025 ¥1,000, Jan 2026 0, Feb 2026 0, Mar 2026 0, Apr 2026 0, May 2026 0, Jun 2026 0,"
        " Jul 2026 ¥3,000, Aug 2026 0, Sep 2026 ¥3,110, Oct 2026 0, Nov 2026 ¥5,000"
    )


def totals_shown(page: LogPage) -> list[list[str]]:
    table = page.findChild(QTableView, "log_totals")
    assert table is not None
    model = table.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount(QModelIndex()))]
        for row in range(model.rowCount(QModelIndex()))
    ]


def test_totals_follow_what_is_shown_and_never_mix_currencies(log: Held) -> None:
    page, _ = log
    choose(page, "totals_by", "By year")
    assert totals_shown(page) == [
        ["2026", "1", "£10"],
        ["2026", "3", "¥11,110"],
        ["2025", "1", "¥1,000"],
    ]
    choose(page, "totals_by", "By card")
    assert totals_shown(page) == [
        ["HSBC codes", "3", "¥11,110"],
        ["Old Osaka", "1", "¥1,000"],
        ["UK bank", "1", "£10"],
    ]
    choose(page, "totals_by", "By currency")
    assert totals_shown(page) == [["GBP", "1", "£10"], ["JPY", "4", "¥12,110"]]
    choose(page, "card", "UK bank")
    assert totals_shown(page) == [["GBP", "1", "£10"]]


def test_the_chart_is_in_one_currency_at_a_time(log: Held) -> None:
    page, _ = log
    choose(page, "totals_by", "By card")
    assert page.totals.chart.accessibleDescription() == "HSBC codes ¥11,110, Old Osaka ¥1,000"
    choose(page, "totals_currency", "GBP")
    assert page.totals.chart.accessibleDescription() == "UK bank £10"
    choose(page, "status", "Refused")
    assert not page.totals.chart.isVisible()


def test_an_empty_log_says_what_will_be_here(qtbot: QtBot) -> None:
    for page, state in opened(qtbot, replace(log_book(), renewals=())):
        empty = page.findChild(QLabel, "log_empty")
        assert empty is not None
        assert empty.isVisible()
        assert "Nothing is logged yet" in empty.text()
        state.apply("log", lambda book: replace(book, renewals=log_book().renewals))
        assert not empty.isVisible()
        assert len(ids(page)) == 7


@pytest.mark.parametrize("spoken", ["zh_CN", "zh_TW", "ja"])
def test_another_language_keeps_what_was_chosen(log: Held, spoken: str) -> None:
    page, _ = log
    choose(page, "card", "HSBC codes")
    choose(page, "totals_by", "By year")
    page.search("sb-77")
    select(page, "r2")
    language.use(spoken)
    page.retranslate()

    assert ids(page) == ["r2"]
    assert page.row is not None
    assert page.row.renewal.id == "r2"
    assert page.filters.wanted("").card_id == "hsbc"
    assert page.totals.by.value() is By.YEAR
    assert "年" in cells(page, "r2")[Column.PAID_ON]


def test_the_kinds_and_statuses_are_all_offered(log: Held) -> None:
    page, _ = log
    for name, values in (("kind", Kind), ("status", Status)):
        box = page.findChild(QComboBox, f"log_{name}")
        assert box is not None
        assert box.count() == len(values) + 1
