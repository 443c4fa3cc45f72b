"""The icon in panels of both kinds, and a window that is never out of reach where there is neither."""

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from simdesk.notify import APP_ID
from tests.core.making import SOFTBANK, card
from tests.e2e.desktop import PATIENCE, Desktop, until, wound
from tests.e2e.program import Program
from tests.e2e.tray_host import TrayHost

# Some seconds before a minute is full, so that the next look is soon.
TODAY = "2026-11-21 12:00:52"
A_MINUTE = 90.0
SOON = card(SOFTBANK, end="2026-11-24", label="Bank & co")


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


def closes(desk: Desktop) -> None:
    """Close the window as the owner does."""
    desk.said("wmctrl", "-c", "SimDesk")


def icon_of(desk: Desktop) -> str:
    """The id of the icon's window in a tray, while the program shows no other; empty if there is none."""
    return desk.said("xdotool", "search", "--onlyvisible", "--class", f"^{APP_ID}$")


def click(desk: Desktop) -> None:
    """Click on the icon."""
    desk.said("xdotool", "mousemove", "--window", icon_of(desk), "11", "11", "click", "1")


def test_w01_without_a_tray_closing_ends_it(desk: Desktop, program: Program) -> None:
    process = program.opens()
    program.starts_again()
    closes(desk)

    assert process.wait(PATIENCE) == 0


def test_w01_in_the_background_without_a_tray_it_is_minimised(desk: Desktop, program: Program) -> None:
    process = program.starts("--background")
    until(lambda: "SimDesk" in desk.said("wmctrl", "-l"), "the window in the task bar")
    assert desk.windows() == []

    program.starts_again()
    until(lambda: desk.active() == "SimDesk", "the window")
    desk.press("ctrl+q")
    assert process.wait(PATIENCE) == 0


def test_w05_with_a_tray_closing_hides_and_ctrl_q_ends(desk: Desktop, program: Program) -> None:
    desk.start_tray()
    process = program.opens()
    program.starts_again()
    closes(desk)
    until(lambda: not desk.windows(), "the window to hide")
    until(lambda: "SimDesk keeps running" in [note.title for note in desk.notes()], "a word that it goes on")

    click(desk)
    until(lambda: desk.active() == "SimDesk", "the window")
    closes(desk)
    until(lambda: not desk.windows(), "the window to hide")
    program.starts_again()
    until(lambda: desk.active() == "SimDesk", "the window")
    desk.press("ctrl+q")
    assert process.wait(PATIENCE) == 0
    assert [note.title for note in desk.notes()].count("SimDesk keeps running") == 1


def test_w03_a_panel_that_is_started_again_has_the_icon_again(desk: Desktop, program: Program) -> None:
    desk.start_tray()
    program.starts("--background")
    until(lambda: icon_of(desk), "the icon")
    assert desk.windows() == []

    desk.stop_tray()
    desk.start_tray()
    until(lambda: icon_of(desk), "the icon in the tray that came back")
    click(desk)
    until(lambda: desk.active() == "SimDesk", "the window")


def test_w02_a_tray_that_comes_after_the_program_gets_the_icon_and_the_window_goes(
    desk: Desktop, program: Program
) -> None:
    program.starts("--background", wound=wound(TODAY))
    until(lambda: "SimDesk" in desk.said("wmctrl", "-l"), "the window in the task bar")
    until(desk.notes, "the reminder: there is one without a tray too")
    desk.start_tray()

    until(lambda: "SimDesk" not in desk.said("wmctrl", "-l"), "the window to go", A_MINUTE)
    until(lambda: icon_of(desk), "the icon")
    click(desk)
    until(lambda: desk.active() == "SimDesk", "the window")


def test_a_panel_of_the_newer_kind_reads_icon_and_menu(desk: Desktop, program: Program) -> None:
    with TrayHost(desk.env) as host:
        process = program.starts("--background", wound=wound(TODAY))
        until(lambda: host.items, "the icon")

        assert host.property("Id") == "simdesk"
        assert host.property("Status") == "Active"
        assert host.property("IconName") == "org.simdesk.SimDesk" or host.property("IconPixmap") != []
        assert "Bank & co" in str(host.property("ToolTip"))
        expected = ["Open SimDesk", "1 reminder…", "Bank & co: 3 days left", "Renew…", "Quit"]
        # An underscore there is the sign of a key, and not shown.
        until(lambda: [line.replace("_", "") for line in host.menu()] == expected, "the menu")

        host.click()
        until(lambda: desk.active() == "SimDesk", "the window")
        closes(desk)
        until(lambda: not desk.windows(), "the window to hide")
        host.choose("Renew…")
        until(lambda: "Bank & co" in desk.active(), "the wizard")
        host.choose("Quit")
        assert process.wait(PATIENCE) == 0


def test_w03_a_panel_of_the_newer_kind_that_is_started_again_has_the_icon_again(
    desk: Desktop, program: Program
) -> None:
    with TrayHost(desk.env) as host:
        program.starts("--background")
        until(lambda: host.items, "the icon")
    with TrayHost(desk.env) as host:
        until(lambda: host.items, "the icon in the panel that came back")
        host.click()
        until(lambda: desk.active() == "SimDesk", "the window")


def test_w03_while_a_panel_is_gone_the_window_is_in_the_task_bar(desk: Desktop, program: Program) -> None:
    with TrayHost(desk.env) as host:
        process = program.starts("--background")
        until(lambda: host.items, "the icon")
        time.sleep(6)  # by now the bus is listened to
        assert "SimDesk" not in desk.said("wmctrl", "-l")

    until(lambda: "SimDesk" in desk.said("wmctrl", "-l"), "the window in the task bar", 15)
    assert desk.windows() == []
    with TrayHost(desk.env) as host:
        until(lambda: host.items, "the icon in the panel that came back")
        until(lambda: "SimDesk" not in desk.said("wmctrl", "-l"), "the window to go", 15)
        host.click()
        until(lambda: desk.active() == "SimDesk", "the window")
    desk.press("ctrl+q")
    assert process.wait(PATIENCE) == 0


@pytest.mark.parametrize(
    ("options", "newer"),
    [((), True), (("--background",), False)],
    ids=["window, StatusNotifierItem", "background, XEmbed"],
)
def test_w02_a_tray_that_comes_25_seconds_late_gets_the_icon_then(
    desk: Desktop, program: Program, options: tuple[str, ...], *, newer: bool
) -> None:
    process = program.starts(*options, wound=wound("2026-11-21 12:00:01"))
    begun = time.monotonic()
    until(desk.notes, "the reminder: there is one without a tray too")
    program.starts_again("--background")
    time.sleep(max(0.0, begun + 25 - time.monotonic()))
    assert "SimDesk" in desk.said("wmctrl", "-l")
    with TrayHost(desk.env) if newer else contextlib.nullcontext() as host:
        if host is not None:
            until(lambda: host.items, "the icon", 10)
        else:
            desk.start_tray()
            until(lambda: desk.said("xdotool", "search", "--class", f"^{APP_ID}$"), "the icon", 10)
        if options:
            until(lambda: "SimDesk" not in desk.said("wmctrl", "-l"), "the window to go", 10)
        else:
            until(desk.windows, "the window")
        program.starts_again()
        until(lambda: desk.active() == "SimDesk", "the window")
        desk.press("ctrl+q")
        assert process.wait(PATIENCE) == 0
