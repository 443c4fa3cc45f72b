"""The window of settings, over settings and a book on the disk."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QTabWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from simdesk.domain.book import Book
from simdesk.errors import FileUnwritable
from simdesk.storage.folder import data_folder
from simdesk.storage.settings import Settings, load_settings, save_settings
from simdesk.ui.preferences import Preferences
from simdesk.ui.setting import settings_dialog_for
from simdesk.ui.settings.dialog import SettingsDialog
from simdesk.ui.settings.method_dialog import MethodDialog
from simdesk.wording import language
from tests.core.making import HIS, SOFTBANK, card
from tests.memory_store import MemoryStore
from tests.ui.log_making import state_of


class Owner:
    """Somebody with settings on the disk and cards in a book."""

    def __init__(self, qtbot: QtBot, root: Path) -> None:
        book = Book(
            cards=(
                card(SOFTBANK, id="a", label="HSBC", end="2026-12-24", payment_method="Visa"),
                card(HIS, id="b", label="Everyday", payment_method="Visa"),
            )
        )
        self.state = state_of(book)
        self.folder = data_folder(str(root), {})
        self.full_disk = False
        self.preferences = Preferences(Settings(), self._write)
        self.behind = QWidget()
        qtbot.addWidget(self.behind)
        self.dialog = self.opens()
        self.watched = QAbstractItemModelTester(
            self.dialog.methods.model, QAbstractItemModelTester.FailureReportingMode.Fatal
        )

    def _write(self, settings: Settings) -> None:
        if self.full_disk:
            raise FileUnwritable(self.folder.settings, "no space", disk_full=True)
        save_settings(self.folder, settings)

    @property
    def kept(self) -> Settings:
        """Return what is on the disk."""
        return load_settings(self.folder).value

    def opens(self) -> SettingsDialog:
        dialog = settings_dialog_for(self.state, self.preferences, self.folder, self.behind)
        dialog.open()
        assert QTest.qWaitForWindowActive(dialog)
        return dialog

    def chooses(self, name: str, words: str) -> None:
        box = self.dialog.findChild(QComboBox, f"settings_{name}")
        assert box is not None
        index = box.findText(words)
        assert index >= 0
        box.setCurrentIndex(index)
        box.activated.emit(index)

    def types(self, name: str, text: str) -> None:
        field = self.dialog.findChild(QLineEdit, f"settings_{name}")
        assert field is not None
        field.selectAll()
        QTest.keyClicks(field, text)

    def turns_to(self, page: int) -> None:
        pages = self.dialog.findChild(QTabWidget, "settings_pages")
        assert pages is not None
        pages.setCurrentIndex(page)

    def presses(self, name: str) -> None:
        press(self.dialog, name)


def press(window: QWidget, name: str) -> None:
    button = window.findChild(QPushButton, name) or window.findChild(QCheckBox, name)
    assert isinstance(button, QPushButton | QCheckBox)
    button.click()


def method_form(owner: Owner) -> MethodDialog:
    found = owner.dialog.findChild(MethodDialog)
    assert found is not None
    return found


def fill_in(form: MethodDialog, **texts: str) -> None:
    for name, text in texts.items():
        field = form.findChild(QLineEdit, f"method_{name}")
        assert field is not None
        field.selectAll()
        QTest.keyClicks(field, text)


def methods(owner: Owner) -> list[str]:
    model = owner.dialog.methods.model
    return [str(model.index(row).data()) for row in range(model.rowCount())]


@pytest.fixture
def owner(qtbot: QtBot, tmp_path: Path) -> Owner:
    return Owner(qtbot, tmp_path)


def test_everything_that_is_set_is_kept(owner: Owner) -> None:
    owner.chooses("language", "简体中文")
    owner.chooses("theme", "Dark")
    owner.presses("settings_masked")
    owner.chooses("country", "Japan")
    owner.presses("settings_payments_cash")
    owner.presses("settings_payments_paypay")
    owner.presses("settings_ids_passport")
    owner.types("stages", "7, 30 0")
    owner.chooses("hour", "08:00")
    owner.chooses("closing", "SimDesk ends")
    owner.presses("settings_save")

    assert not owner.dialog.isVisible()
    assert owner.kept == owner.preferences.settings
    assert (owner.kept.language, owner.kept.theme, owner.kept.masked) == ("zh_CN", "dark", False)
    assert (owner.kept.country, owner.kept.keep_running) == ("JP", False)
    assert (owner.kept.payments, owner.kept.ids) == (("cash", "paypay"), ("passport",))
    assert (owner.kept.stages, owner.kept.owner_hour) == ((30, 7, 0), 8)


def test_what_is_not_touched_stays_as_the_window_behind_has_it(owner: Owner) -> None:
    owner.chooses("theme", "Light")
    owner.preferences.change(masked=False, layout={"main": "AAAA"})
    owner.presses("settings_save")

    assert (owner.kept.theme, owner.kept.masked, owner.kept.layout) == ("light", False, {"main": "AAAA"})


def test_cancel_keeps_nothing(owner: Owner) -> None:
    owner.chooses("theme", "Dark")
    owner.presses("settings_cancel")

    assert owner.kept == Settings()
    assert not owner.dialog.isVisible()


@pytest.mark.parametrize(("typed", "words"), [("often", "Whole numbers"), (" ", "at least one")])
def test_stages_that_cannot_be_read_are_gone_to(owner: Owner, typed: str, words: str) -> None:
    owner.types("stages", typed)
    owner.presses("settings_save")

    field = owner.dialog.findChild(QLineEdit, "settings_stages")
    refusal = owner.dialog.findChild(QLabel, "settings_refusal")
    assert field is not None
    assert refusal is not None
    assert field.isVisible()
    assert field.hasFocus()
    assert words in refusal.text()
    assert owner.kept == Settings()


def test_a_full_disk_keeps_what_was_set_on_the_screen(owner: Owner) -> None:
    owner.full_disk = True
    owner.chooses("theme", "Dark")
    owner.presses("settings_save")
    assert owner.dialog.isVisible()
    assert owner.preferences.settings == Settings()

    owner.full_disk = False
    owner.presses("settings_save")
    assert owner.kept.theme == "dark"


@pytest.mark.parametrize("spoken", ["zh_CN", "zh_TW", "ja"])
def test_another_language_keeps_what_was_typed(owner: Owner, spoken: str) -> None:
    owner.types("stages", "5")
    owner.chooses("country", "Japan")
    owner.presses("settings_payments_cash")
    language.use(spoken)
    owner.dialog.retranslate()
    country = owner.dialog.findChild(QComboBox, "settings_country")
    assert country is not None
    assert country.currentText() == "日本"
    owner.presses("settings_save")

    assert (owner.kept.stages, owner.kept.country, owner.kept.payments) == ((5,), "JP", ("cash",))


@pytest.mark.parametrize(
    ("spoken", "first", "then"), [("zh_CN", "阿根廷", "中国"), ("zh_TW", "土耳其", "中國")]
)
def test_countries_stand_as_their_reader_looks_for_them(
    owner: Owner, spoken: str, first: str, then: str
) -> None:
    """By pinyin and by strokes, which the numbers of the signs would turn round."""
    language.use(spoken)
    owner.dialog.retranslate()
    owner.presses("methods_add")
    for box in (
        owner.dialog.findChild(QComboBox, "settings_country"),
        method_form(owner).findChild(QComboBox, "method_country"),
    ):
        assert box is not None
        names = [box.itemText(place) for place in range(box.count())]
        assert 0 < names.index(first) < names.index(then)


def test_a_payment_method_is_added_edited_and_removed(owner: Owner) -> None:
    owner.turns_to(2)
    owner.presses("methods_add")
    form = method_form(owner)
    fill_in(form, label="Visa", expires="04/28")
    kind = form.findChild(QComboBox, "method_kind")
    assert kind is not None
    kind.setCurrentText("Credit card")
    press(form, "method_save")
    assert methods(owner) == ["Visa · Credit card · expires 2028-04"]
    used = owner.dialog.findChild(QLabel, "methods_used")
    assert used is not None
    assert used.text() == "Named by: HSBC, Everyday"

    QApplication.processEvents()
    owner.presses("methods_edit")
    fill_in(method_form(owner), label="Visa HK")
    press(method_form(owner), "method_save")
    assert methods(owner) == ["Visa HK · Credit card · expires 2028-04"]
    assert [one.payment_method for one in owner.state.book.cards] == ["Visa HK", "Visa HK"]
    assert owner.state.undo()
    assert methods(owner) == ["Visa · Credit card · expires 2028-04"]
    assert [one.payment_method for one in owner.state.book.cards] == ["Visa", "Visa"]

    owner.presses("methods_remove")
    assert methods(owner) == []
    assert owner.state.undo()
    assert len(methods(owner)) == 1


@pytest.mark.parametrize(
    ("texts", "name", "words"),
    [({}, "label", "Give it a label"), ({"label": "Visa", "expires": "soon"}, "expires", "Not a month yet")],
)
def test_a_payment_method_that_is_not_right(
    owner: Owner, texts: dict[str, str], name: str, words: str
) -> None:
    owner.presses("methods_add")
    form = method_form(owner)
    fill_in(form, **texts)
    press(form, "method_save")

    field = form.findChild(QLineEdit, f"method_{name}")
    assert field is not None
    assert words in field.accessibleDescription()
    assert form.isVisible()
    assert owner.state.book.payment_methods == ()


def test_a_payment_method_that_cannot_be_saved_stays_on_the_screen(owner: Owner) -> None:
    store = owner.state._store
    assert isinstance(store, MemoryStore)
    store.refuse = FileUnwritable(Path("simdesk.json"), "no space", disk_full=True)
    owner.presses("methods_add")
    form = method_form(owner)
    fill_in(form, label="Visa")
    press(form, "method_save")
    assert form.isVisible()

    store.refuse = None
    press(form, "method_save")
    assert not form.isVisible()
    assert methods(owner) == ["Visa"]
    assert not owner.state.pending


def test_return_opens_a_payment_method_and_does_not_save_the_settings(owner: Owner) -> None:
    owner.turns_to(2)
    owner.presses("methods_add")
    fill_in(method_form(owner), label="Visa")
    press(method_form(owner), "method_save")
    QApplication.processEvents()
    QTest.keyClick(owner.dialog.methods.list, Qt.Key.Key_Return)

    assert owner.dialog.isVisible()
    assert method_form(owner).isVisible()


def test_where_the_data_are_and_what_this_is(owner: Owner) -> None:
    texts = "\n".join(label.text() for label in owner.dialog.findChildren(QLabel))
    assert str(owner.folder.root) in texts
    assert "SimDesk 0." in texts
    assert "MIT" in texts


def test_names_for_those_who_do_not_see_it(owner: Owner) -> None:
    names = {
        "settings_language": "Language",
        "settings_theme": "Appearance",
        "settings_masked": "Hide the middle of phone numbers",
        "settings_country": "I am in",
        "settings_stages": "Remind me",
        "settings_hour": "Not before",
        "settings_balance": "Ask for a balance",
        "settings_monthly": "Tell me once a month that SimDesk is watching",
        "settings_closing": "When I close the window",
        "settings_login": "Start SimDesk when I log in",
        "methods_list": "Payment methods",
        "settings_save": "Save",
        "settings_cancel": "Cancel",
    }
    for part, name in names.items():
        field = owner.dialog.findChild(QWidget, part)
        assert field is not None, part
        assert heard(field) == name


def heard(field: QWidget) -> str:
    """Return the name that a screen reader says: of a list of choices that of its label."""
    found = QAccessible.queryAccessibleInterface(field)
    assert found is not None
    is_label = QAccessible.RelationFlag.Label
    labels = [one.text(QAccessible.Text.Name) for one, kind in found.relations() if kind & is_label]
    return labels[0] if isinstance(field, QComboBox) else found.text(QAccessible.Text.Name)
