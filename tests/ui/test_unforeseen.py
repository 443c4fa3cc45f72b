"""An error that nobody foresaw: noted without what it was about, told once, and nothing is lost by it."""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import Mock

import pytest
from PySide6.QtCore import QEvent, QObject, QTimer, qCritical
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from simdesk.domain.book import Book
from simdesk.domain.edits import add_card
from simdesk.errors import FileUnwritable
from simdesk.storage.book_file import FileStore
from simdesk.storage.folder import DataFolder, data_folder
from simdesk.storage.journal import Journal
from simdesk.ui import freezing, unforeseen
from simdesk.ui.aside import Aside
from simdesk.ui.notice_bar import NoticeBar
from simdesk.ui.state import AppState
from simdesk.ui.unforeseen import Unforeseen
from tests.core.making import SOFTBANK, card
from tests.ui.window_making import Watch

NUMBER = "+819012345678"


@pytest.fixture
def folder(home: Path) -> DataFolder:
    return data_folder(str(home / "book"), {})


@pytest.fixture
def bar(qtbot: QtBot) -> NoticeBar:
    made = NoticeBar()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def follower(
    qapp: QApplication, folder: DataFolder, bar: NoticeBar, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Unforeseen]:
    for name, plain in (("excepthook", sys.__excepthook__), ("unraisablehook", sys.__unraisablehook__)):
        monkeypatch.setattr(sys, name, plain)
    monkeypatch.setattr(threading, "excepthook", threading.__excepthook__)
    parent = QObject()
    made = Unforeseen(folder, Journal(folder, Watch()), lambda: bar, parent)
    yield made
    made.close()


def log(folder: DataFolder) -> str:
    path = folder.logs / "simdesk.log"
    return path.read_text("utf-8") if path.exists() else ""


def fail() -> None:
    raise ValueError(NUMBER, "Bank")


def in_a_slot(qtbot: QtBot) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    button.clicked.connect(fail)
    button.click()


def in_a_timer(qtbot: QtBot) -> None:
    QTimer.singleShot(0, fail)
    qtbot.wait(20)


def in_an_event(qtbot: QtBot) -> None:
    class Fails(QObject):
        def event(self, event: QEvent) -> bool:
            fail()
            return True

    failing = Fails()
    QApplication.postEvent(failing, QEvent(QEvent.Type.User))
    qtbot.wait(20)


def in_a_thread(qtbot: QtBot) -> None:
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()


def in_work_done_aside(qtbot: QtBot) -> None:
    aside = Aside("work")
    with qtbot.waitSignal(aside.came):
        aside.do(lambda _tell: fail())


def where_it_cannot_be_raised(qtbot: QtBot) -> None:
    class Falls:
        def __del__(self) -> None:
            fail()

    Falls()


@pytest.mark.parametrize(
    "happens",
    [in_a_slot, in_a_timer, in_an_event, in_a_thread, in_work_done_aside, where_it_cannot_be_raised],
)
def test_an_error_anywhere_is_noted_without_what_it_was_about_and_told(
    qtbot: QtBot,
    folder: DataFolder,
    follower: Unforeseen,
    capfd: pytest.CaptureFixture[str],
    happens: Callable[[QtBot], None],
) -> None:
    bar = follower.bar()
    assert bar is not None
    with qtbot.captureExceptions():
        sys.excepthook = follower.hook
        happens(qtbot)
    qtbot.waitUntil(lambda: bool(bar.texts))

    (line,) = log(folder).splitlines()
    assert "ValueError" in line
    assert "test_unforeseen.py:" in line
    assert ":fail" in line
    said = line + capfd.readouterr().err
    assert not any(secret in said for secret in (NUMBER, "9012", "Bank"))
    (told,) = bar.texts
    assert str(folder.logs / "simdesk.log") in told


def test_the_button_of_the_notice_opens_the_folder_of_the_log(
    qtbot: QtBot, folder: DataFolder, bar: NoticeBar, follower: Unforeseen, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(unforeseen, "open_folder", opened.append)
    follower.report(ValueError("x"))
    qtbot.waitUntil(lambda: bool(bar.texts))

    button = bar.findChild(QPushButton, "notice_remedy_0")
    assert isinstance(button, QPushButton)
    button.click()

    assert opened == [folder.logs]


def test_one_place_is_told_once_a_minute_and_then_says_how_often_it_was(
    qtbot: QtBot, folder: DataFolder, bar: NoticeBar, follower: Unforeseen, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = 1000.0
    monkeypatch.setattr(unforeseen, "steady", lambda: moment)
    told: list[int] = []
    follower.came.connect(lambda: told.append(1))

    def happens() -> None:
        try:
            fail()
        except ValueError as error:
            follower.report(error)

    for _ in range(50):
        happens()
    follower.report(KeyError("elsewhere"))
    assert len(log(folder).splitlines()) == len(told) == 2

    moment += 61
    happens()
    assert len(told) == 3
    assert "(49 more of it before)" in log(folder).splitlines()[-1]


def test_an_error_in_an_edit_leaves_the_old_book_and_what_waits_to_be_saved(
    qtbot: QtBot, folder: DataFolder, bar: NoticeBar, follower: Unforeseen, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = FileStore(folder, Watch())
    store.apply(add_card(card(SOFTBANK, end="2026-12-24")))
    state = AppState(store, Watch(), store.load())
    before = folder.book.read_bytes()
    with monkeypatch.context() as fault:
        fault.setattr(store, "apply", Mock(side_effect=FileUnwritable(folder.book, "full")))
        state.apply("waits", add_card(card(SOFTBANK, id="waits", end="2026-12-24")), about="waits")

    def breaks(book: Book) -> Book:
        raise ZeroDivisionError

    def act() -> None:
        state.apply("breaks", breaks, about="waits")

    with qtbot.captureExceptions():
        sys.excepthook = follower.hook
        QTimer.singleShot(0, act)
        qtbot.waitUntil(lambda: bool(bar.texts))

    assert folder.book.read_bytes() == before
    assert state.book == FileStore(folder).load()
    assert [one.label for one in state.pending] == ["waits"]
    assert "ZeroDivisionError" in log(folder)


def test_what_qt_cannot_bear_is_noted(
    qtbot: QtBot, folder: DataFolder, follower: Unforeseen, capfd: pytest.CaptureFixture[str]
) -> None:
    qCritical("the card Bank +819012345678")

    assert "Qt critical: the •••" in log(folder)
    assert "Bank" not in log(folder)


def test_a_window_that_stands_still_is_noted_with_where(
    qtbot: QtBot, folder: DataFolder, follower: Unforeseen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(freezing, "LIMIT", 0.2)
    folder.prepare()
    follower.watch_for_freezes()

    def stands_still() -> None:
        time.sleep(0.4)

    QTimer.singleShot(0, stands_still)
    qtbot.waitUntil(lambda: "stood still" in log(folder))

    assert ":stands_still < " in log(folder)
    assert (folder.logs / "crash.log").read_bytes() == b""


def test_waiting_and_dialogs_are_no_freeze(
    qtbot: QtBot, folder: DataFolder, follower: Unforeseen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(freezing, "LIMIT", 0.2)
    folder.prepare()
    follower.watch_for_freezes()
    qtbot.wait(400)
    box = QMessageBox()
    qtbot.addWidget(box)
    QTimer.singleShot(500, box.reject)
    box.exec()
    qtbot.wait(50)

    assert "stood still" not in log(folder)


def test_a_fall_of_the_program_before_is_told_once(
    qtbot: QtBot, folder: DataFolder, bar: NoticeBar, follower: Unforeseen
) -> None:
    folder.logs.mkdir(parents=True)
    (folder.logs / "crash.log").write_text(
        "Fatal Python error: Segmentation fault\n\nCurrent thread 0x1 (most recent call first):\n"
        '  File "/home/owner/lib/simdesk/ui/x.py", line 3 in act\n',
        "utf-8",
    )
    follower.watch_for_the_worst()
    (told,) = bar.texts
    assert "crash.log.1" in told
    assert "simdesk/ui/x.py:3:act" in log(folder)
    assert "/home/owner" not in (folder.logs / "crash.log.1").read_text("utf-8")

    follower.close()
    assert not (folder.logs / "crash.log").exists()
    bar.drop("ended badly")
    follower.watch_for_the_worst()
    assert bar.texts == ()


def test_without_a_data_folder_none_is_made_and_the_watch_begins_with_the_first_save(
    qtbot: QtBot, folder: DataFolder, follower: Unforeseen
) -> None:
    follower.watch_for_the_worst()
    follower.watch_for_freezes()
    assert not folder.root.exists()

    folder.prepare()
    follower.watch()
    follower.watch()

    assert (folder.logs / "crash.log").exists()
