"""Rubbish is looked for in the window's thread alone, and what works beside it holds nothing of Qt."""

import gc
import subprocess
import sys
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from simdesk.ui.aside import Aside
from simdesk.ui.collecting import Collecting


class Ring:
    """Holds itself, so that only a look for rubbish finds that nobody else does."""

    def __init__(self) -> None:
        self.itself = self


def much(rings: int = 5_000) -> None:
    for _ in range(rings):
        Ring()


@pytest.fixture
def looks() -> Iterator[list[tuple[threading.Thread, int]]]:
    """In which thread something was looked for, and how old it was, in their order."""
    seen: list[tuple[threading.Thread, int]] = []

    def note(phase: str, facts: dict[str, int]) -> None:
        if phase == "start":
            seen.append((threading.current_thread(), facts["generation"]))

    enabled = gc.isenabled()
    gc.enable()  # as Python begins
    gc.callbacks.append(note)
    yield seen
    gc.callbacks.remove(note)
    (gc.enable if enabled else gc.disable)()


def test_what_works_beside_the_window_never_looks_for_rubbish(
    qtbot: QtBot, looks: list[tuple[threading.Thread, int]]
) -> None:
    parent = QObject()
    Collecting(parent)
    aside = Aside("makes much", parent)
    looks.clear()

    with qtbot.waitSignal(aside.came):
        aside.do(lambda _tell: much())

    assert {thread for thread, _ in looks} <= {threading.main_thread()}


def test_rubbish_goes_between_two_turns_of_the_loop(
    qtbot: QtBot, looks: list[tuple[threading.Thread, int]]
) -> None:
    parent = QObject()
    Collecting(parent)
    ring = weakref.ref(Ring())
    much()
    assert ring() is not None

    qtbot.waitUntil(lambda: ring() is None)


def test_what_is_older_is_looked_through_more_seldom(
    qtbot: QtBot, looks: list[tuple[threading.Thread, int]]
) -> None:
    parent = QObject()
    collecting = Collecting(parent)
    gc.collect()
    looks.clear()

    enough, *_ = gc.get_threshold()  # 700 until Python 3.13, then more
    for _ in range(300):
        much(enough + 300)
        collecting.look()

    ages = [age for _, age in looks]
    assert len(ages) == 300
    assert 5 * ages.count(1) < ages.count(0)
    assert 1 <= ages.count(2) < ages.count(1)


def test_nothing_is_looked_for_where_nothing_was_made(
    qtbot: QtBot, looks: list[tuple[threading.Thread, int]]
) -> None:
    parent = QObject()
    collecting = Collecting(parent)
    gc.collect()
    looks.clear()

    collecting.look()

    assert looks == []


def test_what_the_work_held_is_let_go_in_the_window_s_thread(qtbot: QtBot) -> None:
    """The last to hold something of Qt takes it down, and in another thread that ends the program."""
    gone_in: list[threading.Thread] = []
    parent = QObject()
    aside = Aside("holds something", parent)
    for _ in range(50):
        held = QObject()
        weakref.finalize(held, lambda: gone_in.append(threading.current_thread()))
        with qtbot.waitSignal(aside.came):
            aside.do(lambda _tell, held=held: str(held))  # type: ignore[misc]
        del held

    qtbot.waitUntil(lambda: len(gone_in) == 50)
    assert set(gone_in) == {threading.main_thread()}


def test_the_asker_may_be_gone_when_the_work_ends(qtbot: QtBot) -> None:
    for _ in range(100):
        parent = QObject()
        aside = Aside("outlives its asker", parent)
        begun, over = threading.Event(), threading.Event()

        def work(tell: object, begun: threading.Event = begun, over: threading.Event = over) -> str:
            begun.set()
            over.wait(5)
            return "nobody hears it"

        aside.do(work)
        begun.wait(5)
        parent.deleteLater()
        over.set()
        qtbot.wait(1)


def test_only_the_newest_work_is_heard(qtbot: QtBot) -> None:
    heard: list[object] = []
    aside = Aside("asked twice")
    aside.came.connect(heard.append)
    first = threading.Event()

    aside.do(lambda _tell: first.wait(5))
    with qtbot.waitSignal(aside.came):
        aside.do(lambda _tell: "second")
    first.set()
    qtbot.wait(50)

    assert heard == ["second"]
    assert not aside.busy


_ENDS_AT_WORK = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from simdesk.ui.aside import Aside

def talks(tell):
    while True:
        tell(object())

app = QApplication(["talks", "-platform", "offscreen"])
asides = [Aside(f"talks {number}") for number in range(3)]
for aside in asides:
    aside.do(talks)
QTimer.singleShot(50, app.quit)
sys.exit(app.exec())
"""


def test_the_program_may_end_while_work_goes_on() -> None:
    """What is at work then speaks to nobody: Qt is being taken down."""
    for _ in range(3):
        done = subprocess.run(
            [sys.executable, "-c", _ENDS_AT_WORK], capture_output=True, text=True, timeout=60, check=False
        )
        assert (done.returncode, done.stderr) == (0, "")
