"""The window for importing: what each line would do is said before anything is changed."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QListView, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot

from simdesk.catalog.reading import catalog
from simdesk.domain.book import Book
from simdesk.errors import FileUnwritable
from simdesk.exchange.cards_csv import exported_cards
from simdesk.exchange.log_csv import exported_log
from simdesk.storage.settings import Settings, TableColumns
from simdesk.ui.import_dialog import ImportDialog
from simdesk.ui.importing import import_dialog_for
from simdesk.ui.log.page import LogPage
from simdesk.ui.main_window import MainWindow
from simdesk.ui.preferences import Preferences
from simdesk.wording import language
from tests.memory_store import MemoryStore
from tests.ui.log_making import log_book, state_of

CARDS = "label,number,carrier,plan,expires_on\r\nMine,+819012345678,softbank,sb-simple-style,2026-12-24\r\n"


class Owner:
    """Somebody who imports tables into a book."""

    def __init__(self, qtbot: QtBot, folder: Path, book: Book) -> None:
        self.qtbot, self.folder, self.state = qtbot, folder, state_of(book)
        self.preferences = Preferences(Settings(), lambda _: None)
        self.window = MainWindow(self.state, self.preferences, lambda _: None, no_log)
        qtbot.addWidget(self.window)
        self.dialog = self.opens()

    def opens(self) -> ImportDialog:
        dialog = import_dialog_for(self.state, self.window, catalog, self.preferences)
        dialog.open()
        assert QTest.qWaitForWindowActive(dialog)
        return dialog

    def has(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def types(self, path: Path) -> None:
        field = self.dialog.findChild(QLineEdit, "import_file")
        assert field is not None
        field.selectAll()
        QTest.keyClicks(field, str(path))

    def labels(self) -> list[str]:
        """Return what the cards of the book are called."""
        return [card.label for card in self.state.book.cards]

    def report(self) -> list[str]:
        found = self.dialog.findChild(QListView, "import_report")
        assert found is not None
        model = found.model()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def said(self) -> str:
        label = self.dialog.findChild(QLabel, "import_said")
        assert label is not None
        return label.text()

    def button(self, name: str) -> QPushButton:
        found = self.dialog.findChild(QPushButton, f"import_{name}")
        assert found is not None
        return found

    def presses(self, name: str) -> None:
        QTest.mouseClick(self.button(name), Qt.MouseButton.LeftButton)


def no_log() -> LogPage:
    raise AssertionError


@pytest.fixture
def owner(qtbot: QtBot, tmp_path: Path) -> Owner:
    return Owner(qtbot, tmp_path, Book())


def test_what_each_line_does_is_said_before_anything_changes(owner: Owner) -> None:
    path = owner.has("cards.csv", CARDS + "Other,+819099999999,povo,povo2-base,2027-01-01\r\n")
    owner.types(path)

    assert owner.report() == ["Line 2: Mine: added.", "Line 3: Other: added."]
    assert owner.said() == "2 added, 0 changed, 0 unchanged. Nothing is changed before you import."
    assert owner.labels() == []
    owner.presses("save")

    assert owner.labels() == ["Mine", "Other"]
    assert not owner.dialog.isVisible()
    assert owner.window.notices.texts == ("2 added, 0 changed, 0 unchanged.",)
    assert owner.state.undo()
    assert owner.labels() == []


def test_cancel_changes_nothing(owner: Owner) -> None:
    owner.types(owner.has("cards.csv", CARDS))
    owner.presses("cancel")

    assert owner.labels() == []
    assert not owner.dialog.isVisible()


def test_one_bad_line_stops_all_of_it_and_is_named(owner: Owner) -> None:
    owner.types(owner.has("cards.csv", CARDS + "Bad,+819099999999,povo,povo2-base,soon\r\n"))

    assert "line 3" in owner.said()
    assert "expires_on" in owner.said()
    assert "Nothing was imported" in owner.said()
    assert not owner.button("save").isEnabled()
    assert owner.report() == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "the file is empty"),
        (b"\xff\xfe\xff", "UTF-8"),
        (b"what,ever\r\n1,2\r\n", "what"),
        (b"label\r\n", "There is nothing in this file."),
    ],
)
def test_a_file_that_is_no_table_is_explained(owner: Owner, content: bytes, words: str) -> None:
    owner.types(owner.has("cards.csv", content))

    assert words in owner.said()
    assert not owner.button("save").isEnabled()


def test_a_file_that_is_not_there(owner: Owner) -> None:
    owner.types(owner.folder / "nowhere.csv")
    assert owner.said() == "There is no such file."
    owner.types(Path("x" * 400))
    assert owner.said() == "There is no such file."
    assert not owner.button("save").isEnabled()


def test_a_log_is_known_by_its_columns(qtbot: QtBot, tmp_path: Path) -> None:
    book = log_book()
    owner = Owner(qtbot, tmp_path, replace(book, renewals=book.renewals[:2]))
    owner.types(owner.has("log.csv", exported_log(book)))

    kind = owner.dialog.findChild(QComboBox, "import_kind")
    assert kind is not None
    assert kind.currentText() == "The log of renewals"
    assert owner.said().startswith("5 added, 0 changed, 2 unchanged.")
    owner.presses("save")
    assert {one.id for one in owner.state.book.renewals} == {one.id for one in book.renewals}


def test_what_is_there_already_is_not_imported_again(qtbot: QtBot, tmp_path: Path) -> None:
    owner = Owner(qtbot, tmp_path, log_book())
    owner.types(owner.has("cards.csv", exported_cards(owner.state.book)))

    assert owner.said().startswith("0 added, 0 changed, 2 unchanged.")
    assert not owner.button("save").isEnabled()


def test_a_full_disk_keeps_the_window_and_imports_nothing(owner: Owner) -> None:
    store = owner.state._store
    assert isinstance(store, MemoryStore)
    owner.types(owner.has("cards.csv", CARDS))
    store.refuse = FileUnwritable(Path("simdesk.json"), "no space", disk_full=True)
    owner.presses("save")

    assert owner.dialog.isVisible()
    assert "Try again" in owner.said()
    assert [one.about for one in owner.state.pending] == ["import"]
    store.refuse = None
    owner.presses("save")
    assert owner.labels() == ["Mine"]
    assert not owner.state.pending
    assert not owner.dialog.isVisible()


def test_what_was_said_is_what_is_taken_whatever_becomes_of_the_file(owner: Owner) -> None:
    path = owner.has("cards.csv", CARDS)
    owner.types(path)
    path.write_text(CARDS.replace("Mine", "Other"), encoding="utf-8")
    owner.presses("save")

    assert owner.labels() == ["Mine"]


def test_a_file_that_went_away_cannot_be_read_again(owner: Owner) -> None:
    path = owner.has("cards.csv", CARDS)
    owner.types(path)
    path.unlink()
    owner.presses("again")

    assert owner.said() == "There is no such file."
    assert not owner.button("save").isEnabled()


def test_a_file_is_dropped(owner: Owner) -> None:
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(owner.has("cards.csv", CARDS)))])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        dropped,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    owner.dialog.dropEvent(event)

    assert owner.report() == ["Line 2: Mine: added."]


def test_another_language_keeps_the_file(owner: Owner) -> None:
    owner.types(owner.has("cards.csv", CARDS))
    language.use("ja")
    owner.dialog.retranslate()

    assert len(owner.report()) == 1
    owner.presses("save")
    assert owner.labels() == ["Mine"]


def test_names_for_those_who_do_not_see_it(owner: Owner) -> None:
    for part, name in {
        "file": "File",
        "kind": "What it holds",
        "encoding": "Encoding",
        "separator": "Separator",
        "days": "Dates such as 11/12/2026",
        "columns": "The columns of the file",
        "report": "What each line does",
    }.items():
        field = owner.dialog.findChild(QWidget, f"import_{part}")
        assert field is not None
        assert field.accessibleName() == name


BY_HAND = "名称,手机号码,运营商,套餐,到期日,颜色\r\n外婆的卡,090-1234-5670,软银,Simple Style,2027/1/15,红\r\n"


def taken_as(owner: Owner, row: int) -> QComboBox:
    found = owner.dialog.findChild(QComboBox, f"import_column_{row}")
    assert found is not None
    return found


def choose(field: QComboBox | None, words: str) -> None:
    """Choose as an owner does, who sees the words."""
    assert field is not None
    place = field.findText(words)
    assert place >= 0, [field.itemText(one) for one in range(field.count())]
    field.setCurrentIndex(place)
    field.activated.emit(place)


def chosen(owner: Owner, name: str) -> str:
    field = owner.dialog.findChild(QComboBox, f"import_{name}")
    assert field is not None
    return field.currentText()


def preview(owner: Owner) -> list[list[str]]:
    """Return what the table of columns shows: the name of each and its first cells."""
    view = owner.dialog.findChild(QTableView, "import_columns")
    assert view is not None
    model = view.model()
    return [
        [str(model.index(row, column).data() or "") for column in range(model.columnCount()) if column != 1]
        for row in range(model.rowCount())
    ]


def test_the_encoding_is_found_out_and_said(owner: Owner) -> None:
    owner.types(owner.has("cards.csv", BY_HAND.encode("gbk")))

    assert (chosen(owner, "encoding"), chosen(owner, "separator")) == (
        "GB 18030 (simplified Chinese)",
        "Comma (,)",
    )
    assert preview(owner)[0] == ["名称", "外婆的卡"]
    assert preview(owner)[1] == ["手机号码", "•••• 5670"]  # numbers are masked, as everywhere
    remarks = owner.dialog.findChild(QLabel, "import_remarks")
    assert remarks is not None
    assert remarks.text() == "The file is read as GB 18030 (simplified Chinese). Left out: 颜色."
    owner.presses("save")
    assert owner.labels() == ["外婆的卡"]


def test_another_encoding_can_be_chosen(owner: Owner) -> None:
    owner.types(owner.has("cards.csv", "label,timezone,basis\r\n媽媽,Asia/Taipei,none\r\n".encode("big5")))
    assert preview(owner)[0][1] != "媽媽"

    choose(owner.dialog.encoding, "Big5 (traditional Chinese)")
    assert preview(owner)[0] == ["label", "媽媽"]
    choose(owner.dialog.encoding, "UTF-8")
    assert "line 2: this is no text in the encoding chosen" in owner.said()
    assert not owner.button("save").isEnabled()
    choose(owner.dialog.encoding, "Big5 (traditional Chinese)")
    assert owner.said() == "1 added, 0 changed, 0 unchanged. Nothing is changed before you import."
    owner.presses("save")
    assert owner.labels() == ["媽媽"]


def test_another_separator_can_be_chosen(owner: Owner) -> None:
    owner.types(owner.has("cards.csv", "label;note,timezone\r\nA;b,Asia/Tokyo\r\n"))
    choose(owner.dialog.separator, "Comma (,)")
    assert [row[0] for row in preview(owner)] == ["label;note", "timezone"]
    choose(owner.dialog.separator, "Semicolon (;)")
    assert [row[0] for row in preview(owner)] == ["label", "note,timezone"]


def test_columns_are_chosen_and_remembered_by_the_header(owner: Owner) -> None:
    content = "Who,Phone,Firm,Until\r\nGrandmother,090-1234-5670,SoftBank,2027-01-15\r\n"
    path = owner.has("cards.csv", content)
    owner.types(path)
    assert [taken_as(owner, row).currentText() for row in range(4)] == [
        "Left out",
        "Number",
        "Left out",
        "Left out",
    ]
    assert not owner.button("save").isEnabled()
    for row, words in ((0, "Label"), (2, "Carrier"), (3, "Expires on")):
        choose(taken_as(owner, row), words)
    choose(taken_as(owner, 1), "Label")
    assert taken_as(owner, 0).currentText() == "Left out"  # a column of ours has one of the file
    choose(taken_as(owner, 1), "Number")
    choose(taken_as(owner, 0), "Label")
    assert "basis" in owner.said()  # which is so: neither a plan nor a basis is there
    path.write_text(content.replace("Until", "Until,Plan").replace("-15", "-15,Simple Style"), "utf-8")
    owner.presses("again")
    for row, words in ((0, "Label"), (2, "Carrier"), (3, "Expires on")):
        choose(taken_as(owner, row), words)
    assert owner.said().startswith("1 added")
    owner.presses("save")
    assert owner.labels() == ["Grandmother"]

    (kept,) = owner.preferences.settings.table_columns
    assert (kept.kind, kept.header) == ("cards", ("Who", "Phone", "Firm", "Until", "Plan"))
    assert kept.columns == ("label", "number", "carrier", "expires_on", "plan")
    owner.dialog = owner.opens()
    owner.types(path)
    assert taken_as(owner, 2).currentText() == "Carrier"
    assert owner.said().startswith("0 added, 0 changed, 1 unchanged.")


def test_a_header_of_simdesks_own_is_not_remembered(owner: Owner) -> None:
    owner.types(owner.has("cards.csv", CARDS))
    owner.presses("save")

    assert owner.labels() == ["Mine"]
    assert owner.preferences.settings.table_columns == ()


def test_what_the_settings_remember_of_columns_that_are_gone_counts_for_nothing(owner: Owner) -> None:
    old = TableColumns(kind="cards", header=("Name", "Phone"), columns=("label", "once_was"))
    owner.preferences.change(table_columns=(old,))
    owner.types(owner.has("cards.csv", "Name,Phone\r\nA,+819012345678\r\n"))

    assert taken_as(owner, 1).currentText() == "Number"


def test_a_wrong_cell_is_mended_in_the_file_and_read_again(owner: Owner) -> None:
    path = owner.has("cards.csv", BY_HAND.replace("2027/1/15", "soon").encode("gbk"))
    owner.types(path)
    choose(taken_as(owner, 5), "Tags")

    assert "line 2, column 到期日" in owner.said()  # the name that the file has for it
    assert "“soon”" in owner.said()
    assert "2026-11-23" in owner.said()
    path.write_bytes(b'"' + BY_HAND.encode("gbk"))
    owner.presses("again")
    assert "quotation marks" in owner.said()
    path.write_bytes(BY_HAND.encode("gbk"))
    owner.presses("again")
    assert taken_as(owner, 5).currentText() == "Tags"
    owner.presses("save")
    assert owner.state.book.cards[0].tags == ("红",)


def test_a_day_that_could_be_two_is_the_owners_to_decide(owner: Owner) -> None:
    owner.types(owner.has("cards.csv", CARDS.replace("2026-12-24", "11/12/2026")))
    days = owner.dialog.findChild(QComboBox, "import_days")
    assert days is not None
    assert days.isVisible()
    assert "day and month" in owner.said()

    choose(days, "The day comes first")
    owner.presses("save")
    assert str(owner.state.book.cards[0].statements[0].end_day) == "2026-12-11"


def test_days_are_asked_about_only_where_it_matters(owner: Owner) -> None:
    owner.types(owner.has("cards.csv", CARDS))
    days = owner.dialog.findChild(QComboBox, "import_days")
    assert days is not None
    assert not days.isVisible()


def test_the_columns_speak_another_language_and_stay_chosen(owner: Owner) -> None:
    owner.types(owner.has("cards.csv", BY_HAND))
    assert taken_as(owner, 5).accessibleName() == "“颜色” is taken as"
    choose(taken_as(owner, 5), "Tags")
    language.use("ja")
    owner.dialog.retranslate()

    assert taken_as(owner, 5).currentText() == "タグ"
    assert owner.dialog.columns.columns() == ("label", "number", "carrier", "plan", "expires_on", "tags")


def test_the_model_of_columns_holds_to_qts_rules(qtbot: QtBot, owner: Owner, tmp_path: Path) -> None:
    view = owner.dialog.findChild(QTableView, "import_columns")
    assert view is not None
    tester = QAbstractItemModelTester(view.model())
    owner.types(owner.has("cards.csv", BY_HAND))
    owner.types(owner.has("none.csv", ""))
    assert view.model().rowCount() == 0
    del tester
