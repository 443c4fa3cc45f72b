"""The window of backups: what is listed, what is in one, and what is restored from it."""

import os
import shutil
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QLabel,
    QMessageBox,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from simdesk.domain.book import Book
from simdesk.domain.edits import Edit, add_card, change_card
from simdesk.domain.money import Money
from simdesk.storage.backups import Backup, backups, keep_backup, read_backup
from simdesk.storage.book_file import FileStore
from simdesk.storage.folder import DataFolder, data_folder
from simdesk.storage.settings import Settings, load_settings, save_settings
from simdesk.ui.backups.archives import Archives
from simdesk.ui.backups.values import Mark
from simdesk.ui.backups.window import BackupsWindow
from simdesk.ui.desk import Desk
from simdesk.ui.preferences import Preferences
from simdesk.ui.speech import Speech
from simdesk.ui.state import AppState
from tests.core.making import SOFTBANK, card, renewal
from tests.ui.window_making import NOON, Watch

W = TypeVar("W", bound=QWidget)
OTHER = "0123456789abcdef"
BANK = card(
    SOFTBANK, id="bank", label="Bank codes", end="2026-12-24", number="+819012345678", device="Drawer"
)
SHOP = card(SOFTBANK, id="shop", label="Shop", end="2027-01-24", number="+819087654321")
PAID = renewal("2026-11-01", id="paid", card_id="bank")


def becomes(book: Book) -> Edit:
    return lambda held: replace(book, revision=held.revision)


class Keeper:
    """Somebody at the main window of a book on the disk, of which there are backups."""

    def __init__(self, qtbot: QtBot, home: Path, book: Book, *older: Book) -> None:
        self.qtbot, self.watch = qtbot, Watch()
        self.folder = data_folder(str(home / "book"), {})
        store = FileStore(self.folder, self.watch)
        for age, one in zip(range(len(older), 0, -1), older, strict=True):
            store.apply(becomes(one))
            data = self.folder.book.read_bytes()
            assert keep_backup(self.folder, data, NOON - timedelta(days=age), "day")
        self.book = store.apply(becomes(book))
        save_settings(self.folder, Settings(theme="light"))
        self.state = AppState(store, self.watch, self.book)
        self.preferences = Preferences(
            load_settings(self.folder).value, lambda settings: save_settings(self.folder, settings)
        )
        self.speech = Speech()
        self.desk = Desk(self.state, self.folder, self.preferences, self.speech)
        self.window = self.desk.window
        qtbot.addWidget(self.window, before_close_func=lambda _window: self.speech.use("en"))
        self.window.retranslate()
        with qtbot.waitSignal(self.window.seen):
            self.window.show()

    def opens(self) -> BackupsWindow:
        """Open the backups by the menu, and wait until every one is counted and one is shown."""
        self.window.window_actions.backups.trigger()
        found = self.there(BackupsWindow, "backups_window")
        self.qtbot.waitUntil(lambda: self.is_at_rest(found))
        return found

    def is_at_rest(self, window: BackupsWindow) -> bool:
        return all(one.key in window._glances for one in window._listed) and (
            window._content is not None or not window._listed
        )

    def there(self, kind: type[W], name: str) -> W:
        """Return the window of that name, once it is shown."""

        def seen() -> W | None:
            tops = QApplication.topLevelWidgets()
            return next(
                (
                    one
                    for one in tops
                    if isinstance(one, kind) and one.objectName() == name and one.isVisible()
                ),
                None,
            )

        self.qtbot.waitUntil(lambda: seen() is not None)
        found = seen()
        assert found is not None
        return found

    def answers(self, name: str) -> str:
        """Press the button of that name in the question, and return what was asked."""
        box = self.there(QMessageBox, "ask")
        words = f"{box.text()}\n{box.informativeText()}"
        click(box, name)
        return words


def click(window: QWidget, name: str) -> None:
    """Click a button that is there to be clicked."""
    button = window.findChild(QAbstractButton, name)
    assert button is not None, name
    assert button.isVisible(), name
    assert button.isEnabled(), name
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def enabled(window: QWidget, name: str) -> bool:
    button = window.findChild(QPushButton, name)
    assert button is not None
    return button.isEnabled()


def listed(window: BackupsWindow) -> list[str]:
    """Return what is said of each backup, from the top."""
    model = window.side.model()
    role = Qt.ItemDataRole.AccessibleTextRole
    return [str(model.index(row, 0).data(role)) for row in range(model.rowCount())]


def devices(book: Book) -> dict[str, str]:
    """Return in which device each card is, by its label."""
    return {one.label: one.device for one in book.cards}


def test_each_backup_says_when_why_how_many_and_what_differs(qtbot: QtBot, home: Path) -> None:
    changed = replace(BANK, device="Phone")
    keeper = Keeper(
        qtbot,
        home,
        Book(cards=(changed,)),
        Book(cards=(BANK, SHOP), renewals=(PAID,)),
        Book(cards=(changed,)),
    )

    window = keeper.opens()

    newest, oldest = listed(window)
    assert newest.startswith("Fri 20 Nov 2026 12:00")
    assert "before the first change of that day" in newest
    assert "this computer" in newest
    assert "1 card · the same as now" in newest
    assert oldest.startswith("Thu 19 Nov 2026 12:00")
    assert "2 cards · 1 card more, 1 card changed, 1 renewal more" in oldest


def test_a_backup_of_another_computer_is_told_apart(qtbot: QtBot, home: Path) -> None:
    keeper = Keeper(qtbot, home, Book(cards=(BANK,)), Book(cards=(BANK, SHOP)))
    [mine] = backups(keeper.folder)
    (mine.path.parent / f"simdesk-20261118T000000Z-import-{OTHER}.json").write_bytes(mine.path.read_bytes())

    newest, oldest = listed(keeper.opens())

    assert "this computer" in newest
    assert "another computer" in oldest
    assert "before an import" in oldest


def test_one_is_looked_into_with_both_values_of_what_differs(qtbot: QtBot, home: Path) -> None:
    new = card(SOFTBANK, id="new", label="New one", end="2027-01-24", number="+819011112222")
    then = Book(cards=(BANK, SHOP), renewals=(PAID,))
    now = Book(cards=(replace(BANK, device="Phone", balance=Money("1240", "JPY")), new))
    keeper = Keeper(qtbot, home, now, then)

    window = keeper.opens()

    gone, changed, added = window.tree.texts()
    assert gone.startswith("Shop  ·  +81 •••• 4321  ·  ＋ gone since")
    assert changed.startswith("Bank codes  ·  +81 •••• 5678  ·  ≠ 2 fields differ")
    assert "1 renewal more" in changed
    assert added.startswith("New one")
    assert "－ new since" in added
    below = window.tree._model.item(1, 0)
    cells = [[below.child(row, place).text() for place in range(3)] for row in range(below.rowCount())]
    assert cells == [["Balance", "none", "¥1,240"], ["Device", "Drawer", "Phone"]]
    everything = " ".join([*window.tree.texts(), window.said.text()])
    assert "819012345678" not in everything

    keeper.preferences.change(masked=False)

    assert "90-1234-5678" in window.tree.texts()[1]


def test_everything_is_restored_after_one_question_and_can_be_undone(qtbot: QtBot, home: Path) -> None:
    then = Book(cards=(BANK, SHOP), renewals=(PAID,))
    new = replace(SHOP, id="new", label="New one")
    keeper = Keeper(qtbot, home, Book(cards=(replace(BANK, device="Phone"), new)), then)
    window = keeper.opens()

    click(window, "backups_restore")
    asked = keeper.answers("ask_yes")

    assert "as it was on Fri 20 Nov 2026 12:00?" in asked
    assert "1 card comes back: “Shop”." in asked
    assert "1 card changes back: “Bank codes”." in asked
    assert "1 card is deleted, it is not in the backup: “New one”." in asked
    assert "1 renewal comes back." in asked
    assert devices(keeper.state.book) == {"Bank codes": "Drawer", "Shop": ""}
    assert [one.reason for one in backups(keeper.folder)][:1] == ["restore"], "a backup is made before"
    assert window.notices.texts == ("Everything is as it was on Fri 20 Nov 2026 12:00.",)
    qtbot.waitUntil(lambda: "the same as now" in listed(window)[-1])

    click(window.notices, "notice_remedy_0")

    assert devices(keeper.state.book) == {
        "Bank codes": "Phone",
        "New one": "",
    }
    assert FileStore(keeper.folder).load() == keeper.state.book


def test_what_comes_from_outside_takes_the_undo_of_a_restore_away(qtbot: QtBot, home: Path) -> None:
    keeper = Keeper(qtbot, home, Book(cards=(SHOP,)), Book(cards=(BANK, SHOP)))
    window = keeper.opens()
    click(window, "backups_restore")
    keeper.answers("ask_yes")
    assert window.notices.texts
    there = DataFolder(home / "there", replace(keeper.folder.device, id=OTHER))
    shutil.copytree(keeper.folder.root, there.root)
    FileStore(there, keeper.watch).apply(change_card(replace(SHOP, note="from there")))
    keeper.folder.book.write_bytes(there.book.read_bytes())

    keeper.state.take_in()

    assert keeper.state.undo_label == "changes from another computer"
    assert window.notices.texts == ()


def test_nothing_is_restored_where_the_question_is_answered_no(qtbot: QtBot, home: Path) -> None:
    keeper = Keeper(qtbot, home, Book(cards=(BANK,)), Book(cards=(BANK, SHOP)))
    window, before = keeper.opens(), keeper.folder.book.read_bytes()

    click(window, "backups_restore")
    keeper.answers("ask_no")

    assert keeper.folder.book.read_bytes() == before
    assert len(backups(keeper.folder)) == 1


def test_one_card_is_restored_and_can_be_undone(qtbot: QtBot, home: Path) -> None:
    then = Book(cards=(BANK, SHOP), renewals=(PAID,))
    keeper = Keeper(qtbot, home, Book(cards=(replace(SHOP, device="Phone"),)), then)
    window = keeper.opens()
    window.tree.choose("bank")
    assert window.tree.mark is Mark.GONE

    click(window, "backups_restore_card")

    book = keeper.state.book
    assert devices(book) == {"Shop": "Phone", "Bank codes": "Drawer"}
    assert [one.id for one in book.renewals] == ["paid"]
    assert keeper.state.undo_label == "restore “Bank codes” from a backup"
    qtbot.waitUntil(
        lambda: any(text.startswith("Bank codes") and "the same" in text for text in window.tree.texts())
    )
    assert not enabled(window, "backups_restore_card")

    click(window.notices, "notice_remedy_0")

    assert [one.label for one in keeper.state.book.cards] == ["Shop"]


def test_what_is_the_same_offers_nothing(qtbot: QtBot, home: Path) -> None:
    keeper = Keeper(qtbot, home, Book(cards=(BANK,)), Book(cards=(BANK,)))
    window = keeper.opens()

    assert not enabled(window, "backups_restore")
    assert not enabled(window, "backups_restore_card")


def test_d03_a_damaged_backup_says_so_and_offers_nothing(qtbot: QtBot, home: Path) -> None:
    keeper = Keeper(qtbot, home, Book(cards=(BANK,)), Book(cards=(BANK, SHOP)), Book(cards=(SHOP,)))
    newest, _older = backups(keeper.folder)
    newest.path.write_bytes(newest.path.read_bytes()[:80])
    before = keeper.folder.book.read_bytes()

    window = keeper.opens()

    assert "damaged" in listed(window)[0]
    assert "2 cards" in listed(window)[1]
    assert window.key == newest.path.name
    assert str(newest.path) in window.said.text()
    assert not window.tree.isVisible()
    assert not enabled(window, "backups_restore")
    assert not enabled(window, "backups_restore_card")
    window.side.choose(_older.path.name)
    qtbot.waitUntil(lambda: keeper.is_at_rest(window))
    assert enabled(window, "backups_restore")
    assert keeper.folder.book.read_bytes() == before


def test_without_backups_it_says_when_there_will_be_one(qtbot: QtBot, home: Path) -> None:
    keeper = Keeper(qtbot, home, Book(cards=(BANK,)))
    window = keeper.opens()

    assert window.none.isVisible()
    assert "There is no backup yet" in window.none.text()
    assert not window.side.isVisible()
    assert not window.beside.isVisible()
    assert enabled(window, "backups_save")
    assert enabled(window, "backups_open")


def test_the_lead_names_every_reason_and_what_stays(qtbot: QtBot, home: Path) -> None:
    said = Keeper(qtbot, home, Book(cards=(BANK,))).opens().lead.text()

    for reason in ("first change of a day", "import", "restore", "merge", "repair"):
        assert reason in said
    for kept in ("The ten newest", "one a month for a year", "always the fullest"):
        assert kept in said


def test_a_change_elsewhere_is_compared_anew(qtbot: QtBot, home: Path) -> None:
    keeper = Keeper(qtbot, home, Book(cards=(BANK,)), Book(cards=(BANK,)))
    window = keeper.opens()
    assert "the same as now" in listed(window)[-1]

    keeper.state.apply("add", add_card(SHOP))

    qtbot.waitUntil(lambda: "1 card fewer" in listed(window)[-1])
    qtbot.waitUntil(lambda: enabled(window, "backups_restore"))


def test_the_counting_does_not_hold_up_the_window(
    qtbot: QtBot, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading blocks in a thread; the window is there, and answers, meanwhile."""
    gate = threading.Event()

    def slow(folder: DataFolder, backup: Backup) -> Book:
        gate.wait(20)
        return read_backup(folder, backup)

    monkeypatch.setattr("simdesk.ui.backups.looking.read_backup", slow)
    keeper = Keeper(qtbot, home, Book(cards=(BANK,)), Book(cards=(BANK, SHOP)))
    keeper.window.window_actions.backups.trigger()
    window = keeper.there(BackupsWindow, "backups_window")
    assert "being counted" in listed(window)[0]
    assert "being read" in window.said.text()
    assert not enabled(window, "backups_restore")

    gate.set()

    qtbot.waitUntil(lambda: keeper.is_at_rest(window))
    assert "2 cards" in listed(window)[0]


def test_other_words_at_once(qtbot: QtBot, home: Path) -> None:
    keeper = Keeper(qtbot, home, Book(cards=(BANK,)), Book(cards=(BANK, SHOP)))
    window = keeper.opens()

    keeper.speech.use("ja")

    assert "2026年11月20日" in listed(window)[0]
    assert window.heading.text().startswith("2026年11月20日")


def archives(window: BackupsWindow) -> Archives:
    found = window.findChild(Archives)
    assert found is not None
    return found


def test_everything_goes_into_a_file_and_back(qtbot: QtBot, home: Path) -> None:
    keeper = Keeper(qtbot, home, Book(cards=(BANK, SHOP), renewals=(PAID,)), Book(cards=(BANK,)))
    window, path = keeper.opens(), home / "all.simdesk"

    archives(window).save(path)

    assert not enabled(window, "backups_save"), "one thing at a time"
    qtbot.waitUntil(lambda: bool(window.notices.texts))
    assert f"2 cards, 1 renewal, 0 receipts backed up to {path}." in window.notices.texts[0]
    assert path.stat().st_mode & 0o777 == 0o600
    keeper.state.apply("change", becomes(Book(cards=(replace(BANK, device="Phone"),))))

    archives(window).look_into(path)

    dialog = keeper.there(QDialog, "restore_dialog")
    said = " ".join(label.text() for label in dialog.findChildren(QWidget) if hasattr(label, "text"))
    assert "1 card comes back: “Shop”." in said
    assert "1 card changes back: “Bank codes”." in said
    click(dialog, "restore_yes")

    qtbot.waitUntil(lambda: len(keeper.state.book.cards) == 2)
    assert devices(keeper.state.book) == {"Bank codes": "Drawer", "Shop": ""}
    assert any("settings of this computer were not touched" in words for words in window.notices.texts)
    qtbot.waitUntil(lambda: enabled(window, "backups_save"))

    window.notices.findChildren(QPushButton, "notice_remedy_0")[-1].click()

    assert [(one.label, one.device) for one in keeper.state.book.cards] == [("Bank codes", "Phone")]


def said_by(dialog: QDialog, name: str) -> str:
    label = dialog.findChild(QLabel, name)
    assert label is not None
    return label.text()


def test_into_an_empty_simdesk_no_undo_is_promised_or_offered(qtbot: QtBot, home: Path) -> None:
    full = Keeper(qtbot, home / "full", Book(cards=(BANK, SHOP)))
    window, path = full.opens(), home / "all.simdesk"
    archives(window).save(path)
    qtbot.waitUntil(lambda: path.exists() and enabled(window, "backups_save"))
    window.close()
    full.window.hide()
    keeper = Keeper(qtbot, home / "empty", Book())
    assert not keeper.folder.book.exists()
    window = keeper.opens()

    archives(window).look_into(path)
    dialog = keeper.there(QDialog, "restore_dialog")
    said = said_by(dialog, "restore_safe")
    assert "It cannot be undone" in said
    assert "you can undo it" not in said
    click(dialog, "restore_yes")

    qtbot.waitUntil(lambda: len(keeper.state.book.cards) == 2)
    qtbot.waitUntil(lambda: bool(window.notices.texts))
    assert not [one for one in window.notices.findChildren(QPushButton) if one.text() == "Undo"]
    assert keeper.state.undo_label is None


def test_over_a_file_damaged_meanwhile_the_dialog_says_that_it_is_kept(qtbot: QtBot, home: Path) -> None:
    keeper = Keeper(qtbot, home, Book(cards=(BANK,)))
    window, path = keeper.opens(), home / "all.simdesk"
    archives(window).save(path)
    qtbot.waitUntil(lambda: path.exists() and enabled(window, "backups_save"))
    keeper.folder.book.write_bytes(b"{")

    archives(window).look_into(path)
    dialog = keeper.there(QDialog, "restore_dialog")

    assert "It cannot be undone, but the damaged file is kept" in said_by(dialog, "restore_safe")
    click(dialog, "restore_yes")
    qtbot.waitUntil(lambda: bool(list(keeper.folder.root.glob("simdesk.damaged-*.json"))))
    qtbot.waitUntil(lambda: enabled(window, "backups_save"))


def test_the_dialog_says_what_undo_does_not_take_back(qtbot: QtBot, home: Path) -> None:
    keeper = Keeper(qtbot, home, Book(cards=(BANK,)))
    window, plain, own = keeper.opens(), home / "plain.simdesk", home / "own.simdesk"
    archives(window).save(plain)
    qtbot.waitUntil(lambda: plain.exists() and enabled(window, "backups_save"))
    keeper.folder.catalog.write_bytes(b'{"format": 1}')
    archives(window).save(own)
    qtbot.waitUntil(lambda: own.exists() and enabled(window, "backups_save"))
    without = "but not your own rules and channels, settings, and added receipts"

    archives(window).look_into(plain)
    dialog = keeper.there(QDialog, "restore_dialog")
    assert "you can undo it" in said_by(dialog, "restore_safe")
    click(dialog, "restore_settings")
    assert without in said_by(dialog, "restore_safe")
    click(dialog, "restore_settings")
    assert without not in said_by(dialog, "restore_safe")
    click(dialog, "restore_no")
    qtbot.waitUntil(lambda: not dialog.isVisible())

    archives(window).look_into(own)
    assert without in said_by(keeper.there(QDialog, "restore_dialog"), "restore_safe")


def test_restored_settings_are_in_force_and_not_written_over(qtbot: QtBot, home: Path) -> None:
    keeper = Keeper(qtbot, home, Book(cards=(BANK,)))
    keeper.preferences.change(theme="dark", country="JP")
    window, path = keeper.opens(), home / "all.simdesk"
    archives(window).save(path)
    qtbot.waitUntil(lambda: path.exists() and enabled(window, "backups_save"))
    keeper.preferences.change(theme="light", country="GB")

    archives(window).look_into(path)
    dialog = keeper.there(QDialog, "restore_dialog")
    click(dialog, "restore_settings")
    click(dialog, "restore_yes")
    qtbot.waitUntil(lambda: keeper.preferences.settings.theme == "dark")

    keeper.preferences.change(masked=False)
    kept = load_settings(keeper.folder).value
    assert (kept.theme, kept.country, kept.masked) == ("dark", "JP", False)


def test_a_file_that_is_no_backup_is_refused(qtbot: QtBot, home: Path) -> None:
    keeper = Keeper(qtbot, home, Book(cards=(BANK,)))
    window, path = keeper.opens(), home / "no.simdesk"
    path.write_bytes(b"PK but no zip")
    before = keeper.folder.book.read_bytes()

    archives(window).look_into(path)

    qtbot.waitUntil(lambda: bool(window.notices.texts))
    assert f"{path}: this is not a backup, or not a whole one" in window.notices.texts[0]
    assert keeper.folder.book.read_bytes() == before
    assert enabled(window, "backups_open")


def test_the_file_is_asked_for_in_the_systems_dialog(qtbot: QtBot, home: Path) -> None:
    keeper = Keeper(qtbot, home, Book(cards=(BANK,)))
    window = keeper.opens()
    for button, name in (("backups_save", "backup_save_dialog"), ("backups_open", "backup_open_dialog")):
        click(window, button)
        dialog = keeper.there(QDialog, name)
        dialog.reject()


def test_a_full_disk_restores_nothing_and_says_so(
    qtbot: QtBot, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper = Keeper(qtbot, home, Book(cards=(BANK,)), Book(cards=(BANK, SHOP)))
    window, before = keeper.opens(), keeper.folder.book.read_bytes()
    if os.geteuid() == 0:
        from simdesk.errors import FileUnwritable

        def refuse(*_args: object, **_named: object) -> None:
            raise FileUnwritable(keeper.folder.book, "No space left on device", disk_full=True)

        monkeypatch.setattr("simdesk.storage.durable.write_durably", refuse)
        monkeypatch.setattr("simdesk.storage.backups.write_durably", refuse)

    click(window, "backups_restore")
    keeper.answers("ask_yes")

    assert keeper.folder.book.read_bytes() == before
    assert any("no room left" in words.casefold() for words in window.notices.texts)
    assert keeper.state.book == keeper.book
    assert len(keeper.state.pending) == 1


def test_moments_are_the_owners(qtbot: QtBot, home: Path) -> None:
    keeper = Keeper(qtbot, home, Book(cards=(BANK,)), Book(cards=(SHOP,)))
    [one] = backups(keeper.folder)
    assert one.made == datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
    assert listed(keeper.opens())[0].startswith("Fri 20 Nov 2026 12:00"), "noon in Tokyo, where the owner is"


def test_a_window_that_is_left_does_not_write_over_restored_settings(qtbot: QtBot, home: Path) -> None:
    keeper = Keeper(qtbot, home, Book(cards=(BANK,)))
    keeper.preferences.change(stages=(9, 4), country="JP")
    window, path = keeper.opens(), home / "all.simdesk"
    archives(window).save(path)
    qtbot.waitUntil(lambda: path.exists() and enabled(window, "backups_save"))
    keeper.preferences.change(stages=(30,), country="GB")
    archives(window).restore(path, with_settings=True)
    qtbot.waitUntil(lambda: keeper.preferences.settings.country == "JP")

    with qtbot.waitSignal(keeper.window.quit_asked):
        keeper.window.leave()

    kept = load_settings(keeper.folder).value
    assert (kept.stages, kept.country) == ((9, 4), "JP")


def test_the_window_stays_while_everything_is_restored(qtbot: QtBot, home: Path) -> None:
    keeper = Keeper(qtbot, home, Book(cards=(BANK,)))
    window = keeper.opens()
    window.show_busy(on=True)

    window.close()
    keeper.window.leave()
    assert window.isVisible()

    window.show_busy(on=False)
    window.close()
    assert not window.isVisible()


def test_a_window_that_was_closed_follows_no_edit(qtbot: QtBot, home: Path) -> None:
    keeper = Keeper(qtbot, home, Book(cards=(BANK,)), Book(cards=(SHOP,)))
    window = keeper.opens()
    gone: list[bool] = []
    window.destroyed.connect(lambda: gone.append(True))
    window.close()
    qtbot.waitUntil(lambda: bool(gone))

    with qtbot.captureExceptions() as broken:
        assert keeper.state.apply("change", add_card(SHOP))

    assert not broken
