"""The program: what it opens, what it does where the book cannot be read, and how it ends."""

import hashlib
import os
import signal
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from simdesk.domain.edits import add_card
from simdesk.storage.book_file import FileStore
from simdesk.storage.folder import DataFolder, data_folder
from simdesk.storage.settings import Settings, load_settings, save_settings
from simdesk.ui.desktop.instance import Request
from simdesk.ui.ending import Signals
from simdesk.ui.minute import Minute
from simdesk.ui.program import Program
from simdesk.ui.trouble import TroubleWindow
from simdesk.wording import language
from tests.core.making import SOFTBANK, card
from tests.ui.window_making import Watch

DAMAGES = {
    "cut": b'{"format": 1, "cards": [{"id": "a", ',
    "empty": b"",
    "random": bytes(range(256)),
    "wrong type": b'{"format": 1, "revision": "x", "cards": []}',
    "newer": b'{"format": 99, "cards": {"other": "shape"}}',
}


@pytest.fixture
def folder(home: Path) -> DataFolder:
    """A data folder with one card."""
    made = data_folder(str(home / "book"), {})
    FileStore(made).apply(add_card(card(SOFTBANK, end="2026-12-24")))
    return made


@pytest.fixture
def programs(qapp: QApplication) -> Iterator[list[Program]]:
    """Whatever programs a test starts, ended after it."""
    started: list[Program] = []
    hook, style, palette = sys.excepthook, qapp.styleSheet(), qapp.palette()
    yield started
    for program in started:
        program.speech.use("en")
        program.close_demo()
        for desk in (program.desk,):
            if desk is not None:
                desk.window.hide()
                desk.window.deleteLater()
        if program.trouble is not None:
            program.trouble.hide()
            program.trouble.deleteLater()
        if program._signals is not None:
            program._signals.close()
        if program._unforeseen is not None:
            program._unforeseen.close()
    sys.excepthook = hook
    qapp.setStyleSheet(style)
    qapp.setPalette(palette)


def opened(programs: list[Program], folder: DataFolder, lang: str | None = None) -> Program:
    """Return a program that has opened the book of *folder*, as for a demo: it tells nobody."""
    program = Program(folder, Watch(), background=False, demo=True, lang=lang)
    programs.append(program)
    program.open_book()
    return program


def seen(qtbot: QtBot, program: Program) -> Program:
    """Return the program when its first frame has been drawn."""
    assert program.desk is not None
    if not program._settled:
        with qtbot.waitSignal(program.desk.window.seen):
            pass
    return program


def cards_in(program: Program) -> int | None:
    """Return how many cards the window shows; None while there is none."""
    return None if program.desk is None else program.desk.window.cards.model.rowCount()


def digest(path: Path) -> str:
    """Return what tells whether a file is another."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_first_frame_has_the_cards(qtbot: QtBot, folder: DataFolder, programs: list[Program]) -> None:
    program = opened(programs, folder)
    assert program.desk is not None
    assert program.desk.window.cards.model.rowCount() == 1
    seen(qtbot, program)
    assert not program.app.windowIcon().isNull()


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_book_that_cannot_be_read_is_explained_and_left_alone(
    qtbot: QtBot, folder: DataFolder, programs: list[Program], damage: str
) -> None:
    good = folder.book.read_bytes()
    folder.book.write_bytes(DAMAGES[damage])
    before = digest(folder.book)
    program = opened(programs, folder)
    assert cards_in(program) is None
    assert isinstance(program.trouble, TroubleWindow)
    said = " ".join(label.text() for label in program.trouble.findChildren(QLabel))
    assert str(folder.book) in said
    assert ("newer SimDesk" in said) is (damage == "newer")

    retry = program.trouble.findChild(QPushButton, "trouble_retry")
    assert isinstance(retry, QPushButton)
    retry.click()
    assert cards_in(program) is None
    assert digest(folder.book) == before

    folder.book.write_bytes(good)
    retry.click()
    assert cards_in(program) == 1


def test_a_command_that_wants_it_to_look_does_not_bring_the_explanation(
    folder: DataFolder, programs: list[Program]
) -> None:
    folder.book.write_bytes(b"")
    program = opened(programs, folder)
    assert program.trouble is not None
    program.trouble.hide()

    program.fulfil(Request("look"))
    assert not program.trouble.isVisible()
    program.fulfil(Request())
    assert program.trouble.isVisible()


def test_the_explanation_speaks_every_language(
    qtbot: QtBot, folder: DataFolder, programs: list[Program]
) -> None:
    folder.book.write_bytes(b"")
    program = opened(programs, folder)
    assert program.trouble is not None
    titles = set()
    for code in language.LANGUAGES:
        program.speech.use(code)
        words = program.trouble.findChild(QLabel, "trouble_words")
        assert isinstance(words, QLabel)
        titles.add(words.text())
    assert len(titles) == 4


def test_settings_that_cannot_be_read_are_told_and_nothing_else_is_lost(
    qtbot: QtBot, folder: DataFolder, programs: list[Program]
) -> None:
    folder.settings.write_text("{", encoding="utf-8")
    program = seen(qtbot, opened(programs, folder))
    assert program.desk is not None
    assert any(str(folder.settings) in text for text in program.desk.window.notices.texts)
    assert program.desk.window.cards.model.rowCount() == 1


def test_the_language_is_switched_and_kept(qtbot: QtBot, folder: DataFolder, programs: list[Program]) -> None:
    save_settings(folder, Settings(language="ja"))
    program = opened(programs, folder)
    assert program.desk is not None
    assert language.current() == "ja"
    actions = program.desk.window.window_actions.languages.actions()
    next(action for action in actions if action.data() == "zh_TW").trigger()
    assert language.current() == "zh_TW"
    assert load_settings(folder).value.language == "zh_TW"
    actions[0].trigger()
    assert language.current() == "en"


def test_the_language_of_the_command_line_wins(
    qtbot: QtBot, folder: DataFolder, programs: list[Program]
) -> None:
    save_settings(folder, Settings(language="ja"))
    opened(programs, folder, lang="zh_CN")
    assert language.current() == "zh_CN"


def test_light_and_dark_while_it_runs(qtbot: QtBot, folder: DataFolder, programs: list[Program]) -> None:
    program = opened(programs, folder)
    program.preferences.change(theme="dark")
    dark = program.app.palette()
    program.preferences.change(theme="light")
    assert program.app.palette() != dark


def test_the_demo_opens_beside_and_keeps_nothing(
    qtbot: QtBot, folder: DataFolder, programs: list[Program]
) -> None:
    program = opened(programs, folder)
    before = digest(folder.book)
    program.open_demo()
    assert program.trying is not None
    demo = program.trying.desk
    assert demo is not None
    assert demo.window.windowTitle() == "SimDesk – demo, nothing is kept"
    assert demo.window.cards.model.rowCount() > 5
    root = demo.folder.root
    assert root.is_dir()
    program.open_demo()
    assert program.trying.desk is demo

    demo.window.close()
    assert not root.exists()
    assert digest(folder.book) == before


def test_an_idle_window_has_one_timer(qtbot: QtBot, folder: DataFolder, programs: list[Program]) -> None:
    program = seen(qtbot, opened(programs, folder))
    assert program.desk is not None
    timers = [timer for timer in program.desk.findChildren(QTimer) if timer.isActive()]
    assert len(timers) == 1
    assert timers[0].isSingleShot()
    others = [timer for timer in program.desk.window.findChildren(QTimer) if timer.isActive()]
    assert others == []


@pytest.mark.parametrize(("second", "wait"), [(0, 60_000), (1, 59_000), (59, 1_000), (30, 30_000)])
def test_the_timer_waits_for_the_next_minute_of_the_clock(qapp: QApplication, second: int, wait: int) -> None:
    minute = Minute(Watch(datetime(2026, 11, 21, 12, 0, second, tzinfo=UTC)))
    timer = minute.findChild(QTimer)
    assert isinstance(timer, QTimer)
    assert timer.interval() == wait


def test_the_clock_is_followed(qtbot: QtBot) -> None:
    watch = Watch()
    minute = Minute(watch)
    timer = minute.findChild(QTimer)
    assert isinstance(timer, QTimer)
    watch.moment += timedelta(seconds=45)
    with qtbot.waitSignal(minute.passed):
        timer.timeout.emit()
    assert timer.interval() == 15_000


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGHUP"])
def test_a_signal_ends_an_idle_program(qtbot: QtBot, name: str) -> None:
    ended: list[str] = []
    before = {one: signal.getsignal(getattr(signal, one)) for one in ("SIGTERM", "SIGINT", "SIGHUP")}
    parent = QWidget()
    signals = Signals(lambda: ended.append(name), parent)
    try:
        os.kill(os.getpid(), getattr(signal, name))
        qtbot.waitUntil(lambda: ended == [name])
    finally:
        signals.close()
        for one, handler in before.items():
            signal.signal(getattr(signal, one), handler)
