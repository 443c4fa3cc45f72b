"""One window for a data folder: whoever starts it again raises it, whatever became of the last one."""

import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from simdesk.clock import SystemClock
from simdesk.exchange.archive_writing import packing, write_archive
from simdesk.notify import APP_ID
from simdesk.storage.settings import Settings, save_settings
from simdesk.ui.desktop.instance import Request, take_seat
from tests.core.making import SOFTBANK, card
from tests.e2e.desktop import PATIENCE, Desktop, until
from tests.e2e.program import Program
from tests.house.source import ROOT

SOON = card(SOFTBANK, end="2030-11-24", label="Bank", carrier="softbank")
OTHER_WINDOW = """
import simdesk.ui
from PySide6.QtWidgets import QApplication, QLineEdit
app = QApplication([])
window = QLineEdit()
window.setWindowTitle("Something else")
window.resize(900, 600)
window.show()
app.exec()
"""


@pytest.fixture
def desk() -> Iterator[Desktop]:
    with Desktop() as found:
        yield found


@pytest.fixture
def program(desk: Desktop, tmp_path: Path) -> Iterator[Program]:
    found = Program(desk, tmp_path / "book")
    found.holds(SOON)
    yield found
    assert found.complaints == ""


def test_w13_ten_at_once_are_one_window(desk: Desktop, program: Program) -> None:
    ten = [program.starts() for _ in range(10)]
    until(lambda: sum(one.poll() is not None for one in ten) == 9, "the end of nine")
    (window,) = until(desk.windows, "the window")
    program.starts_again()

    assert sorted(one.poll() is None for one in ten) == [False] * 9 + [True]
    assert {one.returncode for one in ten} == {0, None}
    assert desk.windows() == [window]
    assert program.book().cards == (SOON,)


def test_ten_at_once_again_and_again_while_each_winner_ends(desk: Desktop, program: Program) -> None:
    """Whoever comes while the last window closes gets one of its own."""
    for _ in range(4):
        process = program.opens()
        program.starts_again()
        process.send_signal(signal.SIGTERM)
        late = [program.starts() for _ in range(3)]
        assert process.wait(PATIENCE) == 0
        until(lambda ones=late: sum(one.poll() is None for one in ones) == 1, "one window")  # type: ignore[misc]
        until(desk.windows, "the window")
        program.starts_again()
        (last,) = [one for one in late if one.poll() is None]
        last.terminate()
        assert last.wait(PATIENCE) == 0
        until(lambda: not desk.windows(), "the end of it")


def test_w14_after_a_kill_it_starts(desk: Desktop, program: Program) -> None:
    for _ in range(3):
        process = program.opens()
        process.kill()
        process.wait()
        until(lambda: not desk.windows(), "the end of the window")

    program.opens()
    program.starts_again()


def test_one_that_is_held_up_by_the_system_gets_the_wish_later(desk: Desktop, program: Program) -> None:
    process = program.opens()
    program.starts_again()
    process.send_signal(signal.SIGSTOP)
    second = program.starts()
    desk.said("xdotool", "windowminimize", *desk.windows())
    process.send_signal(signal.SIGCONT)

    assert second.wait(PATIENCE) == 0
    until(lambda: desk.active() == "SimDesk", "the window")


def test_w04_a_second_start_raises_from_behind_and_from_minimised(desk: Desktop, program: Program) -> None:
    program.opens()
    (window,) = desk.windows()
    desk.start(sys.executable, "-c", OTHER_WINDOW)
    until(lambda: desk.active() == "Something else", "another window")
    program.starts_again()
    until(lambda: desk.active() == "SimDesk", "the window from behind")

    desk.said("xdotool", "windowminimize", window)
    until(lambda: not desk.windows(), "the window to be minimised")
    program.starts_again()
    until(lambda: desk.active() == "SimDesk", "the window from minimised")
    assert desk.windows() == [window]


def test_one_that_is_started_with_the_session_raises_nothing(desk: Desktop, program: Program) -> None:
    program.opens()
    desk.said("xdotool", "windowminimize", *desk.windows())
    until(lambda: not desk.windows(), "the window to be minimised")

    program.starts_again("--background")
    program.starts_again("--background")

    assert desk.windows() == []


def test_w14_another_data_folder_has_a_window_of_its_own(
    desk: Desktop, program: Program, tmp_path: Path
) -> None:
    program.opens()
    other = Program(desk, tmp_path / "other")
    other.opens()

    assert len(desk.windows()) == 2
    other.starts_again()
    program.starts_again()
    assert len(desk.windows()) == 2


def test_the_same_folder_by_another_path_is_the_same(desk: Desktop, program: Program, tmp_path: Path) -> None:
    program.opens()
    (tmp_path / "link").symlink_to(program.folder.root)

    Program(desk, tmp_path / "link").starts_again()

    assert len(desk.windows()) == 1


def test_without_a_runtime_folder_it_is_one_window_too(
    desk: Desktop, program: Program, tmp_path: Path
) -> None:
    desk.env["TMPDIR"] = str(desk.folder)
    del desk.env["XDG_RUNTIME_DIR"]
    program.opens()
    program.starts_again()

    assert len(desk.windows()) == 1


def test_a_wish_opens_what_it_is_about(
    desk: Desktop, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    program.opens()
    monkeypatch.setenv("XDG_RUNTIME_DIR", desk.env["XDG_RUNTIME_DIR"])

    assert take_seat(program.folder.root, Request("add")) is None
    until(lambda: desk.windows("Add a card") or desk.windows("Add card"), "the form")
    assert take_seat(program.folder.root, Request("renew", SOON.id)) is None
    until(lambda: desk.windows(".*Bank.*"), "the wizard")


def test_what_the_entry_of_the_menu_offers_reaches_the_window(desk: Desktop, program: Program) -> None:
    program.opens()
    program.starts_again("--add")
    until(lambda: desk.windows("Add a card") or desk.windows("Add card"), "the form")
    program.starts_again("--renew")
    until(lambda: desk.windows(".*Bank.*"), "the wizard")
    assert len(desk.windows()) == 1


@pytest.mark.parametrize("is_open", [True, False])
def test_a_double_click_on_a_backup_asks_whether_to_restore_it(
    desk: Desktop, program: Program, tmp_path: Path, is_open: bool
) -> None:
    path = tmp_path / "私の 卡 #1.simdesk"
    write_archive(path, packing(program.folder, SystemClock().now()))
    before = program.folder.book.read_bytes()
    if is_open:
        program.opens()
        program.starts_again(str(path))
        until(lambda: desk.windows("Restore from a file"), "the question")
        program.starts_again(path.as_uri())
    else:
        program.starts(path.as_uri())
    until(lambda: desk.windows("Restore from a file"), "the question")

    assert len(desk.windows()) == 1
    assert program.folder.book.read_bytes() == before


def test_w15_the_desktop_knows_whose_window_it_is(desk: Desktop, program: Program) -> None:
    program.opens()
    (window,) = desk.windows()
    entry = (ROOT / "packaging" / "linux" / f"{APP_ID}.desktop").read_text("utf-8")

    (line,) = [line for line in entry.splitlines() if line.startswith("StartupWMClass=")]
    kind = desk.said("xprop", "-id", window, "WM_CLASS").rpartition(", ")[2]
    assert kind == f'"{line.partition("=")[2]}"' == f'"{APP_ID}"'
    until(lambda: "ICON" in desk.said("xprop", "-id", window, "_NET_WM_ICON"), "its icon")


def test_w15_so_it_does_of_one_that_began_without_a_window(desk: Desktop, program: Program) -> None:
    save_settings(program.folder, Settings(keep_without_tray=True))
    program.starts("--background")
    until(lambda: list(Path(desk.env["XDG_RUNTIME_DIR"]).glob("*.socket")), "the start")
    program.starts_again()
    (window,) = until(desk.windows, "the window")

    assert desk.said("xprop", "-id", window, "WM_CLASS").rpartition(", ")[2] == f'"{APP_ID}"'


def test_the_window_that_explains_a_damaged_book_is_raised_too(desk: Desktop, program: Program) -> None:
    program.folder.book.write_bytes(b"{")
    program.opens()
    desk.said("xdotool", "windowminimize", *desk.windows())
    until(lambda: not desk.windows(), "the window to be minimised")

    program.starts_again()

    until(lambda: desk.active() == "SimDesk", "the window")
