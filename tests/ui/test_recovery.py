"""The page of recovery: what it says, what it offers, and that nothing is written before its owner chose."""

import shutil
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from simdesk.domain.book import Book
from simdesk.domain.edits import add_card
from simdesk.exchange.archive_writing import packing, write_archive
from simdesk.storage.backups import backups, keep_backup
from simdesk.storage.book_file import FileStore
from simdesk.storage.decoding import encode
from simdesk.storage.folder import DataFolder, data_folder
from simdesk.storage.settings import Settings, save_settings
from simdesk.ui.backups.restore_dialog import RestoreDialog
from simdesk.ui.program import Program
from simdesk.ui.recovery.finding import Finding
from simdesk.ui.recovery.look_dialog import LookDialog
from simdesk.ui.recovery.page import RecoveryPage
from simdesk.ui.recovery.repair_dialog import RepairDialog
from tests.core.making import SOFTBANK, card, renewal
from tests.ui.window_making import NOON, Watch

BANK = card(SOFTBANK, id="bank", label="Bank codes", end="2026-12-24", number="+819012345678")
SHOP = card(SOFTBANK, id="shop", label="Shop", end="2027-01-24", number="+819087654321")
PAID = renewal("2026-11-01", id="paid", card_id="bank")
BOOK = Book(cards=(BANK, SHOP), renewals=(PAID,))


@pytest.fixture
def folder(home: Path) -> DataFolder:
    """A data folder with two cards and a renewal, without backups and without a copy of this device."""
    made = data_folder(str(home / "book"), {})
    FileStore(made, Watch()).apply(lambda held: replace(BOOK, revision=held.revision))
    for one in backups(made):
        one.path.unlink()
    made.mine.unlink()
    return made


@pytest.fixture
def programs(qapp: QApplication) -> Iterator[list[Program]]:
    """Whatever programs a test starts, ended after it."""
    started: list[Program] = []
    hook, style, palette = sys.excepthook, qapp.styleSheet(), qapp.palette()
    yield started
    for program in started:
        program.speech.use("en")
        for window in (program.trouble, None if program.desk is None else program.desk.window):
            if window is not None:
                window.hide()
                window.deleteLater()
        if program.desk is not None:  # with what watches the folder, which goes on else without its window
            program.desk.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        if program._signals is not None:
            program._signals.close()
        if program._unforeseen is not None:
            program._unforeseen.close()
    sys.excepthook = hook
    qapp.setStyleSheet(style)
    qapp.setPalette(palette)


class Finder:
    """Somebody before the page of recovery of a program that has just been started."""

    def __init__(self, qtbot: QtBot, programs: list[Program], folder: DataFolder) -> None:
        self.qtbot, self.folder = qtbot, folder
        self.program = Program(folder, Watch(), background=False, demo=True, lang="en")
        programs.append(self.program)
        self.program.open_book()
        assert self.program.trouble is not None, "the page stands in the place of the window"
        self.trouble = self.program.trouble
        self.page = self.trouble.page
        self.rest()

    def rest(self) -> None:
        """Wait until everything was looked through."""
        self.qtbot.waitUntil(lambda: not self.page._reading)

    def copies(self) -> list[str]:
        """Return what is said of each copy, from the top."""
        return listed(self.page)

    def clicks(self, name: str) -> None:
        click(self.trouble, name)

    def answers(self, name: str) -> str:
        """Press the button of that name in the question, and return what was asked."""
        return answer(self.qtbot, name)

    def labels(self) -> list[str]:
        """Return the labels of the cards in the window that opens."""
        self.qtbot.waitUntil(lambda: self.program.desk is not None)
        desk = self.program.desk
        assert desk is not None
        self.qtbot.waitUntil(desk.window.isVisible)
        return sorted(one.label for one in desk.state.book.cards)


def listed(page: RecoveryPage) -> list[str]:
    model, role = page.side.model(), Qt.ItemDataRole.AccessibleTextRole
    return [str(model.index(row, 0).data(role)) for row in range(model.rowCount())]


def click(window: QWidget, name: str) -> None:
    button = window.findChild(QAbstractButton, name)
    assert button is not None, name
    assert button.isVisible(), name
    assert button.isEnabled(), name
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def answer(qtbot: QtBot, name: str) -> str:
    def box() -> QMessageBox | None:
        tops = (one for one in QApplication.topLevelWidgets() if isinstance(one, QMessageBox))
        return next((one for one in tops if one.isVisible()), None)

    qtbot.waitUntil(lambda: box() is not None)
    found = box()
    assert found is not None
    words = f"{found.text()}\n{found.informativeText()}"
    click(found, name)
    return words


def offered(window: QWidget, name: str) -> bool:
    button = window.findChild(QPushButton, name)
    return button is not None and button.isVisible() and button.isEnabled()


def everything(folder: DataFolder) -> dict[str, tuple[bytes, int]]:
    """Return every file with its content and the moment it was written; not the lock and the log."""
    kept = (path for path in folder.root.rglob("*") if path.is_file() and path.parent != folder.logs)
    return {str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in kept if path.name != "lock"}


def backup(folder: DataFolder, book: Book, days: int) -> None:
    """Keep a backup of *book* made so many days ago."""
    assert keep_backup(folder, encode(book), NOON - timedelta(days=days), "day")


DAMAGES = {
    "empty": b"",
    "cut in the middle": encode(BOOK)[: len(encode(BOOK)) // 2],
    "a mark and nothing": b"\xef\xbb\xbf",
    "zeros": bytes(4096),
    "a wrong type": encode(BOOK).replace(b'"Shop"', b"5"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_d02_a_damaged_book_opens_the_page_and_nothing_is_written_until_the_choice(
    qtbot: QtBot, folder: DataFolder, programs: list[Program], damage: str
) -> None:
    backup(folder, BOOK, days=1)
    folder.book.write_bytes(DAMAGES[damage])
    before = everything(folder)

    finder = Finder(qtbot, programs, folder)
    finder.clicks("trouble_retry")
    finder.rest()
    finder.clicks("recovery_look")
    qtbot.waitUntil(lambda: bool(finder.trouble.findChildren(LookDialog)))
    finder.trouble.findChildren(LookDialog)[0].reject()
    finder.clicks("recovery_use")
    finder.answers("ask_no")

    assert finder.program.desk is None
    assert everything(folder) == before

    finder.clicks("recovery_use")
    asked = finder.answers("ask_yes")

    assert "Go on with the copy of Fri 20 Nov 2026 12:00?" in asked
    assert "It has 2 cards, 1 renewal." in asked
    assert finder.labels() == ["Bank codes", "Shop"]
    [kept] = folder.root.glob("simdesk.damaged-20261121T030000Z*.json")
    assert kept.read_bytes() == DAMAGES[damage]
    assert FileStore(folder).load().cards == BOOK.cards


def test_d02_it_says_what_is_wrong_and_where(
    qtbot: QtBot, folder: DataFolder, programs: list[Program]
) -> None:
    folder.book.write_bytes(DAMAGES["a wrong type"])

    finder = Finder(qtbot, programs, folder)

    said = finder.page._words.text()
    assert f"{folder.book}, line 33, column 13, " in said
    assert "field $.cards[1].label: a value of this kind cannot stand here (“5”)" in said
    assert "cannot be read" in finder.page._title.text()
    assert f"{said} {finder.page._now.text()}".count("left as it is") == 1
    assert "untouched" not in finder.page._now.text()
    assert "the damaged file is kept beside the new one under a dated name" in finder.page._now.text()


def test_d02_what_can_be_saved_is_told_record_by_record_and_can_be_gone_on_with(
    qtbot: QtBot, folder: DataFolder, programs: list[Program]
) -> None:
    data = encode(BOOK).replace(b'"+819087654321"', b'"number"').replace(b'"2026-11-01"', b'"2026-11-41"')
    folder.book.write_bytes(data)

    finder = Finder(qtbot, programs, folder)

    assert finder.page.save_said.text() == "2 of 2 cards, 0 of 1 renewal can be saved from the file."
    lines = finder.page._lines.stringList()
    assert [line.split(":")[0].rsplit(", ", 1)[0] for line in lines] == [
        "Card “Shop”, only “Number”",
        "Renewal “Bank codes”",
    ]
    assert all("8765" not in line for line in lines)
    assert finder.page.copies_said.text() == "There are none."
    assert not offered(finder.trouble, "recovery_use")

    finder.clicks("recovery_save")
    assert "Go on with what can be saved?" in finder.answers("ask_yes")

    assert finder.labels() == ["Bank codes", "Shop"]
    [kept] = folder.root.glob("simdesk.damaged-*.json")
    assert kept.read_bytes() == data


def test_d03_the_newest_sound_copy_is_chosen_and_a_damaged_one_is_not_offered(
    qtbot: QtBot, folder: DataFolder, programs: list[Program]
) -> None:
    for days, book in ((4, Book(cards=(SHOP,))), (3, BOOK), (2, Book(cards=(BANK,)))):
        backup(folder, book, days)
    newest = backups(folder)[0]
    newest.path.write_bytes(newest.path.read_bytes()[:50])
    folder.book.write_bytes(b"")

    finder = Finder(qtbot, programs, folder)

    texts = finder.copies()
    assert [text.split(",")[0] for text in texts] == [
        "Thu 19 Nov 2026 12:00",
        "Wed 18 Nov 2026 12:00",
        "Tue 17 Nov 2026 12:00",
    ]
    assert "damaged" in texts[0]
    assert "2 cards, 1 renewal" in texts[1]
    assert finder.page.side.key == str(backups(folder)[1].path)
    finder.page.side.choose(str(newest.path))
    assert not offered(finder.trouble, "recovery_use")
    assert not offered(finder.trouble, "recovery_look")


def test_the_copy_that_this_computer_had_last_is_offered(
    qtbot: QtBot, folder: DataFolder, programs: list[Program]
) -> None:
    folder.mine.write_bytes(encode(BOOK))
    folder.book.write_bytes(b"{")

    finder = Finder(qtbot, programs, folder)

    [text] = finder.copies()
    assert "as this computer had it last" in text
    finder.clicks("recovery_use")
    finder.answers("ask_yes")
    assert finder.labels() == ["Bank codes", "Shop"]


def test_d04_a_newer_book_is_not_decoded_and_an_older_copy_is_offered_with_a_warning(
    qtbot: QtBot, folder: DataFolder, programs: list[Program]
) -> None:
    backup(folder, Book(cards=(BANK,)), days=1)
    newer = b'{"format": 99, "cards": {"other": "shape"}}'
    folder.book.write_bytes(newer)

    finder = Finder(qtbot, programs, folder)

    assert "Update SimDesk to open it" in finder.page._now.text()
    assert not finder.page.saved.isVisible(), "nobody here knows what is in it"
    assert folder.book.read_bytes() == newer
    finder.clicks("recovery_use")
    assert "newer SimDesk since is not in it" in finder.answers("ask_yes")
    assert finder.labels() == ["Bank codes"]
    [kept] = folder.root.glob("simdesk.newer-*.json")
    assert kept.read_bytes() == newer


def test_a_book_that_is_gone_is_said_so_and_its_copy_put_back(
    qtbot: QtBot, folder: DataFolder, programs: list[Program]
) -> None:
    folder.mine.write_bytes(encode(BOOK))
    folder.book.unlink()

    finder = Finder(qtbot, programs, folder)

    assert "is gone" in finder.page._title.text()
    finder.clicks("trouble_retry")
    assert not folder.book.exists()
    finder.rest()
    finder.clicks("recovery_use")
    finder.answers("ask_yes")
    assert finder.labels() == ["Bank codes", "Shop"]


def test_a_folder_that_vanishes_is_not_written_and_the_book_opens_when_it_is_back(
    qtbot: QtBot, folder: DataFolder, programs: list[Program]
) -> None:
    sound = folder.book.read_bytes()
    folder.book.write_bytes(b"{")
    finder = Finder(qtbot, programs, folder)
    away = folder.root.with_name("away")
    folder.root.rename(away)

    finder.clicks("trouble_retry")

    assert finder.program.desk is None, "not taken for an empty book"
    assert "folder of your cards is not there" in finder.page._title.text()
    for name in ("recovery_use", "recovery_save", "recovery_folder", "recovery_look"):
        assert not offered(finder.trouble, name), name
    assert not folder.root.exists()

    away.rename(folder.root)
    folder.book.write_bytes(sound)
    finder.trouble.looked_at.emit()

    assert finder.labels() == ["Bank codes", "Shop"]


def restores(qtbot: QtBot, finding: Finding, path: Path) -> str:
    """Restore the archive *path* from the page, and return what the dialog said of going back."""
    finding.look_into_file(path)

    def shown() -> RestoreDialog | None:
        tops = (one for one in QApplication.topLevelWidgets() if isinstance(one, RestoreDialog))
        return next((one for one in tops if one.isVisible()), None)

    qtbot.waitUntil(lambda: shown() is not None)
    dialog = shown()
    assert dialog is not None
    assert not dialog.changes.isVisible(), "there is nothing that it could be compared with"
    said = dialog.safe.text()
    click(dialog, "restore_yes")
    return said


def archived(folder: DataFolder, path: Path) -> Path:
    write_archive(path, packing(folder, NOON))
    return path


def finding_of(window: QWidget) -> Finding:
    found = window.findChild(Finding)
    assert found is not None
    return found


def test_d02_everything_is_restored_from_a_file_over_a_damaged_book(
    qtbot: QtBot, folder: DataFolder, programs: list[Program], tmp_path: Path
) -> None:
    path = archived(folder, tmp_path / "all.simdesk")
    folder.book.write_bytes(b"{")
    finder = Finder(qtbot, programs, folder)

    finder.clicks("recovery_open")
    dialog = next(one for one in QApplication.topLevelWidgets() if one.objectName() == "backup_open_dialog")
    dialog.close()
    assert folder.book.read_bytes() == b"{"
    said = restores(qtbot, finding_of(finder.trouble), path)

    assert "the damaged file is kept beside the new one" in said
    assert finder.labels() == ["Bank codes", "Shop"]
    [kept] = folder.root.glob("simdesk.damaged-*.json")
    assert kept.read_bytes() == b"{"
    desk = finder.program.desk
    assert desk is not None
    qtbot.waitUntil(lambda: bool(desk.window.notices.texts))
    assert f"restored from {path}" in desk.window.notices.texts[0]
    assert str(kept) in desk.window.notices.texts[0]


def test_everything_is_restored_from_a_file_where_the_book_is_gone(
    qtbot: QtBot, folder: DataFolder, programs: list[Program], tmp_path: Path
) -> None:
    path = archived(folder, tmp_path / "all.simdesk")
    folder.mine.write_bytes(encode(Book(cards=(BANK,))))
    folder.book.unlink()
    finder = Finder(qtbot, programs, folder)

    assert offered(finder.trouble, "recovery_open")
    said = restores(qtbot, finding_of(finder.trouble), path)

    assert "It cannot be undone" in said
    assert finder.labels() == ["Bank codes", "Shop"]


def test_restored_settings_are_in_force_in_the_window_that_opens(
    qtbot: QtBot, folder: DataFolder, programs: list[Program], tmp_path: Path
) -> None:
    save_settings(folder, Settings(theme="dark", country="JP"))
    path = archived(folder, tmp_path / "all.simdesk")
    save_settings(folder, Settings(theme="dark", country="GB"))
    folder.book.write_bytes(b"{")
    finder = Finder(qtbot, programs, folder)

    finding_of(finder.trouble)._restore(path, with_settings=True)

    assert finder.labels() == ["Bank codes", "Shop"]
    assert finder.program.preferences.settings.country == "JP"


def test_a_file_that_is_no_backup_is_said_on_the_page(
    qtbot: QtBot, folder: DataFolder, programs: list[Program], tmp_path: Path
) -> None:
    folder.book.write_bytes(b"{")
    path = tmp_path / "no.simdesk"
    path.write_bytes(b"PK but no zip")
    finder = Finder(qtbot, programs, folder)

    finding_of(finder.trouble).look_into_file(path)

    qtbot.waitUntil(lambda: "this is not a backup" in finder.page.notice.text())
    assert folder.book.read_bytes() == b"{"
    assert offered(finder.trouble, "recovery_open")


def test_d04_over_a_newer_book_nothing_is_restored_and_that_is_not_offered(
    qtbot: QtBot, folder: DataFolder, programs: list[Program]
) -> None:
    folder.book.write_bytes(b'{"format": 99}')

    assert not offered(Finder(qtbot, programs, folder).trouble, "recovery_open")


def test_an_open_window_restores_from_a_file_and_says_so(
    qtbot: QtBot, folder: DataFolder, programs: list[Program], tmp_path: Path
) -> None:
    path = archived(folder, tmp_path / "all.simdesk")
    program = Program(folder, Watch(), background=False, demo=True, lang="en")
    programs.append(program)
    program.open_book()
    desk = program.desk
    assert desk is not None
    with qtbot.waitSignal(desk.window.seen):
        pass
    folder.book.write_bytes(b"{")
    desk.state.tick()
    buttons = {one.text(): one for one in desk.window.notices.findChildren(QPushButton) if one.text()}
    buttons["Repair…"].click()
    dialog = desk.window.findChild(RepairDialog, "repair_dialog")
    assert dialog is not None
    qtbot.waitUntil(lambda: not dialog.page._reading)

    restores(qtbot, finding_of(dialog), path)

    qtbot.waitUntil(
        lambda: bool(desk.window.notices.texts) and "restored from" in desk.window.notices.texts[-1]
    )
    assert sorted(one.label for one in FileStore(folder).load().cards) == ["Bank codes", "Shop"]
    assert len(desk.state.book.cards) == 2


def test_where_nothing_is_left_one_can_begin_anew(
    qtbot: QtBot, folder: DataFolder, programs: list[Program]
) -> None:
    folder.book.write_bytes(bytes(300))

    finder = Finder(qtbot, programs, folder)

    button = finder.trouble.findChild(QPushButton, "recovery_save")
    assert button is not None
    assert button.text() == "Begin with no cards…"
    finder.clicks("recovery_save")
    assert "Begin with no cards?" in finder.answers("ask_yes")
    assert finder.labels() == []
    assert len(list(folder.root.glob("simdesk.damaged-*.json"))) == 1


def test_d02_a_folder_in_which_only_receipts_lie_so_far_opens_the_page_and_one_can_begin_anew(
    qtbot: QtBot, folder: DataFolder, programs: list[Program]
) -> None:
    sound = folder.book.read_bytes()
    folder.book.unlink()
    shutil.rmtree(folder.local.parent)
    folder.receipts.mkdir()
    (folder.receipts / "5f1e.png").write_bytes(b"")

    finder = Finder(qtbot, programs, folder)

    finder.rest()
    assert "is gone" in finder.page._title.text()
    assert not offered(finder.trouble, "recovery_use")
    finder.clicks("trouble_retry")
    assert not folder.book.exists()
    finder.rest()
    finder.clicks("recovery_save")
    asked = finder.answers("ask_yes")
    assert "Begin with no cards?" in asked
    assert "dated name" not in asked, "there is no file to be kept"
    assert finder.labels() == []
    assert folder.book.exists()

    folder.book.write_bytes(sound)
    FileStore(folder).take_in()
    assert [card.label for card in FileStore(folder).load().cards] == ["Bank codes", "Shop"], "it came later"


def test_a_disk_that_refuses_is_said_on_the_page_and_the_file_stays(
    qtbot: QtBot, folder: DataFolder, programs: list[Program], monkeypatch: pytest.MonkeyPatch
) -> None:
    from simdesk.errors import FileUnwritable

    def refuse(*_args: object) -> Book:
        raise FileUnwritable(folder.book, "No space left on device", disk_full=True)

    monkeypatch.setattr("simdesk.ui.recovery.finding.put_in_place", refuse)
    backup(folder, BOOK, days=1)
    folder.book.write_bytes(b"{")
    finder = Finder(qtbot, programs, folder)

    finder.clicks("recovery_use")
    finder.answers("ask_yes")

    qtbot.waitUntil(finder.page.notice.isVisible)
    assert "no room left" in finder.page.notice.text()
    assert folder.book.read_bytes() == b"{"
    assert offered(finder.trouble, "recovery_use"), "and it can be tried again"


def test_an_open_window_offers_to_repair_and_saves_what_waited(
    qtbot: QtBot, folder: DataFolder, programs: list[Program]
) -> None:
    backup(folder, BOOK, days=1)
    program = Program(folder, Watch(), background=False, demo=True, lang="en")
    programs.append(program)
    program.open_book()
    desk = program.desk
    assert desk is not None
    with qtbot.waitSignal(desk.window.seen):
        pass
    folder.book.write_bytes(b"{")
    new = card(SOFTBANK, id="new", label="New one", end="2027-01-24")

    assert not desk.state.apply("add", add_card(new))

    buttons = {one.text(): one for one in desk.window.notices.findChildren(QPushButton) if one.text()}
    assert list(buttons) == ["Try again", "Repair…"]
    buttons["Repair…"].click()
    dialog = desk.window.findChild(RepairDialog, "repair_dialog")
    assert dialog is not None
    qtbot.waitUntil(lambda: not dialog.page._reading)
    assert folder.book.read_bytes() == b"{"
    click(dialog, "recovery_use")
    answer(qtbot, "ask_yes")

    qtbot.waitUntil(lambda: not desk.state.pending)
    assert sorted(one.label for one in desk.state.book.cards) == ["Bank codes", "New one", "Shop"]
    assert sorted(one.label for one in FileStore(folder).load().cards) == ["Bank codes", "New one", "Shop"]
    assert desk.window.notices.texts == ()


def test_a_good_file_in_its_place_is_read_again_by_the_open_window(
    qtbot: QtBot, folder: DataFolder, programs: list[Program]
) -> None:
    program = Program(folder, Watch(), background=False, demo=True, lang="en")
    programs.append(program)
    program.open_book()
    desk = program.desk
    assert desk is not None
    with qtbot.waitSignal(desk.window.seen):
        pass
    sound = folder.book.read_bytes()
    folder.book.write_bytes(b"{")
    desk.state.tick()
    buttons = {one.text(): one for one in desk.window.notices.findChildren(QPushButton) if one.text()}
    buttons["Repair…"].click()
    dialog = desk.window.findChild(RepairDialog, "repair_dialog")
    assert dialog is not None

    click(dialog, "trouble_retry")
    assert dialog.isVisible()
    folder.book.write_bytes(sound)
    click(dialog, "trouble_retry")

    qtbot.waitUntil(lambda: desk.window.notices.texts == ())
    assert len(desk.state.book.cards) == 2


@pytest.mark.parametrize("as_before", [True, False])
def test_damage_is_told_once_and_no_longer_once_the_file_is_sound(
    qtbot: QtBot, folder: DataFolder, programs: list[Program], as_before: bool
) -> None:
    program = Program(folder, Watch(), background=False, demo=True, lang="en")
    programs.append(program)
    program.open_book()
    desk = program.desk
    assert desk is not None
    with qtbot.waitSignal(desk.window.seen):
        pass
    sound, texts = folder.book.read_bytes(), desk.window.notices.texts
    folder.book.write_bytes(b"{")

    def damage(text: str) -> bool:
        return text.startswith(str(folder.book))

    desk.state.tick()
    assert len(desk.window.notices.texts) == len(texts) + 1
    assert damage(desk.window.notices.texts[-1])
    assert desk.window.notices.texts[-1].endswith("The window shows your cards as they were read last.")
    assert not desk.state.apply("add", add_card(card(SOFTBANK, id="new", label="New one")))
    assert len(desk.window.notices.texts) == len(texts) + 1
    desk.state.drop_pending()
    desk.state.tick()
    assert len(desk.window.notices.texts) == len(texts) + 1
    folder.book.write_bytes(sound if as_before else sound.replace(b"Shop", b"Shed"))
    desk.state.tick()

    assert not any(damage(text) for text in desk.window.notices.texts)


def test_every_word_follows_the_language(qtbot: QtBot, folder: DataFolder, programs: list[Program]) -> None:
    backup(folder, BOOK, days=1)
    folder.book.write_bytes(b"{")
    finder = Finder(qtbot, programs, folder)

    finder.program.speech.use("ja")

    assert "2026年11月20日" in finder.copies()[0]
    assert finder.page.retry.text() == "再試行"


def test_the_page_is_gone_through_with_the_keyboard_alone(
    qtbot: QtBot, folder: DataFolder, programs: list[Program]
) -> None:
    backup(folder, BOOK, days=1)
    folder.book.write_bytes(DAMAGES["cut in the middle"])
    finder = Finder(qtbot, programs, folder)
    finder.trouble.activateWindow()
    qtbot.waitUntil(finder.trouble.isActiveWindow)
    finder.page.side.setFocus()
    names = []
    for _step in range(9):
        focused = QApplication.focusWidget()
        assert focused is not None
        names.append(focused.objectName())
        QTest.keyClick(focused, Qt.Key.Key_Tab)

    assert names == [
        "recovery_copies",
        "recovery_look",
        "recovery_use",
        "recovery_open",
        "recovery_losses",
        "recovery_save",
        "recovery_folder",
        "trouble_quit",
        "trouble_retry",
    ]
    finder.page.use.setFocus()
    QTest.keyClick(finder.page.use, Qt.Key.Key_Return)
    finder.answers("ask_yes")
    assert finder.labels() == ["Bank codes", "Shop"]


def test_another_copy_that_was_chosen_stays_so_while_others_are_counted(
    qtbot: QtBot, folder: DataFolder, programs: list[Program]
) -> None:
    backup(folder, Book(cards=(BANK,)), days=2)
    backup(folder, BOOK, days=1)
    folder.book.write_bytes(b"{")
    finder = Finder(qtbot, programs, folder)
    newest, older = (str(one.path) for one in backups(folder))
    assert finder.page.side.key == newest

    finder.page.side.choose(older)
    finder.page.show_copies(finder.page._copies, newest)
    assert finder.page.side.key == older

    finder.clicks("trouble_retry")
    finder.rest()
    assert finder.page.side.key == newest, "looked for anew, the best one is chosen"
